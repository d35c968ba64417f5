//! Panel: the chosen policy document, what is wrong with it, and what it does to the selected hop.

mod both;
mod findings;
mod form;
mod marks;
mod spoken;
mod view_switch;

use std::rc::Rc;

use iam::PolicyType;
use policy::{Fix, Span};
use simulator::{Scenario, assist::Assist, scenario::DocumentAddress};
use yew::prelude::*;

use crate::{
    browser::{focus, services},
    components::{
        Glyph, Icon,
        code_editor::{Assistant, CodeEditor},
    },
    panels::{editor_switch, subject_head},
    state::{Action, EntityAddress, EntityField, Reveal, ShownAs, selectors, world},
    store::{Store, use_store},
};
use findings::Findings;
use form::Altered;
pub(crate) use form::{Given, view_form};
use view_switch::{AsForm, use_room};

/// Properties of [`Document`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Which.
    pub(crate) address: DocumentAddress,
}

/// The panel's root.
#[component]
pub(crate) fn Document(props: &Props) -> Html {
    let store = use_store();
    let address = props.address.clone();
    let scenario = &store.simulation.scenario;
    let outcome = &store.simulation.outcome;
    let Some(text) = scenario.document_text(&address) else { return html! {} };
    let kind = selectors::document_kind(scenario, outcome, &address);
    // Looked for anew with every edit of the scenario: what surrounds a document decides about it as well.
    let diagnostics =
        use_memo((Rc::clone(scenario), address.clone(), kind), |(scenario, address, kind)| {
            simulator::findings(scenario, address, *kind, Rc::clone(&text))
        });
    let step = selectors::selected_step(store.model(), Some(outcome));
    let marks = step.map(|step| marks::marks(outcome, step, &address, &text)).unwrap_or_default();
    // A document is opened for what decides in it, also when a whole statement was asked for. Looked for only as it is
    // opened: later the caret belongs to whoever types.
    let reveal = use_memo((address.clone(), store.model().ui.reveal), |(_, asked)| {
        let place = |span, turn| Reveal { span, turn };
        match (*asked, marks::deciding(&marks)) {
            (Some(asked), Some(span))
                if asked.span.start <= span.start && span.end <= asked.span.end =>
            {
                Some(place(span, asked.turn))
            }
            (None, Some(span)) => Some(place(span, 0)),
            (asked, _) => asked,
        }
    });
    let read_only =
        matches!(address, DocumentAddress::BuiltIn { .. }) || selectors::reads_only(store.model());
    let plain = store.model().ui.plain_editor;
    let name = selectors::document_title(scenario, &address);
    let on_edit = {
        let address = address.clone();
        store.on(move |text: AttrValue| Action::DocumentEdited {
            address: address.clone(),
            text: (&*text).into(),
        })
    };
    let on_fix = {
        let (address, text) = (address.clone(), Rc::clone(&text));
        store.on(move |fix: Fix| Action::DocumentEdited {
            address: address.clone(),
            text: fix.applied(&text).map_or_else(|| Rc::clone(&text), Into::into),
        })
    };
    let on_alter = {
        let address = address.clone();
        store.on(move |altered: Altered| Action::DocumentAltered {
            address: address.clone(),
            text: altered.text,
            name: altered.name,
            field: altered.field,
        })
    };
    let on_reveal = {
        let address = address.clone();
        store
            .on(move |span| Action::DocumentOpened { address: address.clone(), reveal: Some(span) })
    };
    // Whoever is led from the form to a place of the text goes on there.
    let leads = use_mut_ref(|| false);
    let has_room = use_room();
    let shown = store.model().ui.document_as(has_room);
    let (sight, on_text, on_form) = both::use_sight(&address, &text, kind);
    let on_lead = {
        let (leads, on_reveal) = (Rc::clone(&leads), on_reveal.clone());
        Callback::from(move |span: Span| {
            leads.replace(shown == ShownAs::Form);
            on_reveal.emit(span);
            if shown == ShownAs::Both {
                focus::text_in("document");
            }
        })
    };
    use_effect_with(shown, move |shown| {
        if *shown == ShownAs::Text && leads.replace(false) {
            focus::text_in("document");
        }
    });
    let problems = findings::problems(&diagnostics);
    let place = selectors::document_place(scenario, &address);
    let entity = world::entity_of(&address);
    let is_placeholder = simulator::scenario::Document::is_unknown_trust(&text);
    let own_tools = match read_only {
        _ if is_placeholder || is_taken(&text) => {
            html! { <span class="chip chip-warn"><Icon glyph={Glyph::Warning} />{ "placeholder" }</span> }
        }
        true if matches!(address, DocumentAddress::BuiltIn { .. }) => {
            html! { <span class="chip"><Icon glyph={Glyph::Lock} />{ "built in, read only" }</span> }
        }
        true => html! {},
        false => view_remove(&store, &address, entity.as_ref()),
    };
    let tools = html! {
        <>
            { own_tools }
            if shown != ShownAs::Form { { editor_switch::view(&store) } }
            { view_switch::view(&store, shown, has_room) }
        </>
    };
    let assistant = assistant(scenario, kind);
    // A trust policy names no actions but those of STS.
    use_effect_with(kind == PolicyType::Trust || plain, |needs_none| {
        if !needs_none {
            services::fetch();
        }
    });
    // What is typed into a field of the form is one edit until the field is left.
    let onfocusout = store.on(|_: FocusEvent| Action::TypingPaused);
    let described = Findings {
        id: "document-findings",
        text: &text,
        diagnostics: &diagnostics,
        on_reveal,
        on_fix: (!read_only).then(|| on_fix.clone()),
    };
    let given = Given {
        whose: format!("{} {address:?}", store.model().work).into(),
        kind,
        text: Rc::clone(&text),
        scenario: Rc::clone(scenario),
        diagnostics: Rc::clone(&diagnostics),
        read_only,
        on_alter,
        on_fix,
        on_reveal: on_lead,
    };
    let opened_at = spoken::use_opened_at(&reveal, &text);
    let open = spoken::Open { store: &store, address: &address, text: &text, opened_at };
    let (on_caret, onkeydown) = (open.on_caret(), open.on_key());
    // Beside the form, what is done in the text is told to it as well.
    let as_text = |on_text: &Callback<()>| {
        let moved = {
            let (on_caret, on_text) = (on_caret.clone(), on_text.clone());
            Callback::from(move |()| {
                on_caret.emit(());
                on_text.emit(());
            })
        };
        html! {
            <div class="document-side" onclick={moved.reform(|_: MouseEvent| ())} onkeyup={moved.reform(|_: KeyboardEvent| ())} onkeydown={&onkeydown}>
                { open.view() }
                <CodeEditor id="document" key={format!("{address:?}")} text={AttrValue::from(Rc::clone(&text))} label={name.clone()}
                    {marks} {problems} {read_only} {plain} {assistant} is_json=true reveal={*reveal} {sight}
                    described_by="document-findings" {on_edit} on_caret={moved.clone()} />
                { findings::view(&described) }
            </div>
        }
    };
    let body = match shown {
        ShownAs::Text => as_text(&Callback::noop()),
        ShownAs::Form => html! { <div class="document-side" {onfocusout}><AsForm {given} /></div> },
        ShownAs::Both => html! {
            <div class="document-both">
                { as_text(&on_text) }
                <div class="document-side" onfocusin={on_form.reform(FocusEvent::into)} oninput={on_form.reform(InputEvent::into)} {onfocusout}><AsForm {given} /></div>
            </div>
        },
    };
    html! {
        <section class="subject" aria-label={name.clone()}>
            { subject_head::view(&store, Glyph::Document, &name, &place, entity.as_ref(), tools) }
            if simulator::scenario::Document::is_taken_as_allowing(&text) {
                <p class="subject-note">{ "Nobody pasted this policy. The call is refused whatever it says, so it is taken as allowing. Put the real one in its place." }</p>
            }
            if simulator::scenario::Document::is_taken_as_refusing(&text) {
                <p class="subject-note">{ "Nobody pasted this policy. The message says that it refuses the call, so a placeholder that refuses it stands here. Put the real one in its place." }</p>
            }
            if is_placeholder {
                <p class="subject-note">{ "Not known yet: nobody pasted this policy. A placeholder stands here, which lets nobody in. Put the role's own trust policy in its place." }</p>
            }
            { body }
        </section>
    }
}

/// Whether a document stands for one that nobody pasted, and is taken as allowing or refusing.
fn is_taken(text: &str) -> bool {
    use simulator::scenario::Document;
    Document::is_taken_as_allowing(text) || Document::is_taken_as_refusing(text)
}

/// What the engine knows of such a document in this scenario.
fn assistant(scenario: &Rc<Scenario>, kind: PolicyType) -> Assistant {
    let (for_completion, for_words) = (Rc::clone(scenario), Rc::clone(scenario));
    Assistant {
        complete: Rc::new(move |text, at, asked| {
            let services = services::known();
            let assist = Assist { kind, scenario: &for_completion, services: services.as_ref() };
            assist.complete(text, at, asked)
        }),
        explain: Rc::new(move |text, at| {
            let services = services::known();
            let assist = Assist { kind, scenario: &for_words, services: services.as_ref() };
            assist.explain(text, at)
        }),
    }
}

/// A policy of its own and the policy of a resource can be removed; a role is never without its trust policy.
fn view_remove(store: &Store, address: &DocumentAddress, entity: Option<&EntityAddress>) -> Html {
    let action = match (entity, address) {
        (Some(entity), _) => Action::EntityRemoved(entity.clone()),
        (None, DocumentAddress::Resource { arn }) => Action::EntityEdited {
            entity: EntityAddress::Resource(arn.clone()),
            field: EntityField::ResourcePolicy(None),
        },
        _ => return html! {},
    };
    subject_head::view_remove(store, action)
}
