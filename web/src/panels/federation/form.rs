//! The form: what a simulated provider is to sign, row by row, or what a real one signed, pasted with its keys. What a person
//! left of it stays in the model until the page is left.

use federation::oidc::Algorithm;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::draft::{self, Draft, Problem, is_signed, presents};
use crate::{
    components::{Glyph, Icon, field::Field, inspector::with_code, verdict::VerdictLabel},
    panels::step::StepView,
    state::{
        Action, facts,
        selectors::Verdict,
        signed_text::SignedText,
        signing::{Kind, Signing, Source},
    },
    store::use_store,
};

/// Properties of [`SigningForm`].
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    pub(super) step: StepView,
    pub(super) on_action: Callback<Action>,
}

/// The form with the draft that it is about.
#[component]
pub(super) fn SigningForm(props: &Props) -> Html {
    let store = use_store();
    let left = store.model().ui.signing.of(&props.step.step().id);
    let Some(now) = Draft::of(left, &props.step) else { return Html::default() };
    let made = now.make(&props.step);
    let edit = Editing { now, step: props.step.clone(), on_action: props.on_action.clone() };
    let now = &edit.now;
    html! {
        <div class="signing">
            { view_source(&edit) }
            if now.left.source == Source::Pasted {
                { view_pasted(&edit, &made) }
            } else {
                { for (0..now.rows.len()).map(|at| view_row(&edit, at, &made)) }
                { view_add(&edit) }
                if now.left.kind == Kind::Token { { view_algorithm(&edit) } }
            }
            { view_give(props, now, &made) }
        </div>
    }
}

/// The draft and the way to change it.
#[derive(Clone)]
struct Editing {
    now: Draft,
    step: StepView,
    on_action: Callback<Action>,
}

impl Editing {
    fn on<E: 'static>(&self, change: impl Fn(&mut Signing, E) + 'static) -> Callback<E> {
        let (left, step) = (self.now.left.clone(), self.step.step().id.clone());
        self.on_action.reform(move |event| {
            let mut form = left.clone();
            change(&mut form, event);
            Action::SigningLeft { step: step.clone(), form: Box::new(form) }
        })
    }
}

fn view_source(edit: &Editing) -> Html {
    let onchange = edit.on(move |form, event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        let source = match &*field.value() {
            "step" => Source::Step,
            "pasted" => Source::Pasted,
            at => Source::Preset(at.parse().unwrap_or_default()),
        };
        form.choose(source);
    });
    let kind = edit.now.left.kind;
    let source = edit.now.left.source;
    html! {
        <div class="field">
            <label class="field-label" for="signing-source">{ "Begin with" }</label>
            <select class="input" id="signing-source" {onchange}>
                <option value="step" selected={source == Source::Step}>{ "what the step says now" }</option>
                { for draft::presets(kind).into_iter().enumerate().map(|(at, title)| html! {
                    <option value={at.to_string()} selected={source == Source::Preset(at)}>{ title }</option>
                }) }
                <option value="pasted" selected={source == Source::Pasted}>{ format!("a real {} and its provider's keys, pasted", draft::word(kind)) }</option>
            </select>
        </div>
    }
}

fn view_row(edit: &Editing, at: usize, made: &Result<SignedText, Problem>) -> Html {
    let (name, value) = &edit.now.rows[at];
    let note = edit.now.note_of(name, value);
    let error = match made {
        Err(Problem::Row(row, reason)) if *row == at => Some(AttrValue::from(reason.clone())),
        _ => None,
    };
    let address = edit.now.at[at].clone();
    let key = format!("{} {}", address.0, address.1);
    let remove = {
        let address = address.clone();
        edit.on(move |form, _: MouseEvent| form.set(address.clone(), None))
    };
    let on_input = edit.on(move |form, text: AttrValue| {
        form.set(address.clone(), Some(text.to_string()));
    });
    let label = format!("Leave out {name}");
    html! {
        <div class="signing-row" {key}>
            <Field id={format!("signing-{at}")} label={name.clone()} value={value.clone()} {note} {error} {on_input} />
            <button type="button" class="icon-button" data-edits="" aria-label={label.clone()} title={label} onclick={remove}>
                <Icon glyph={Glyph::Close} />
            </button>
        </div>
    }
}

/// Names that the service reads.
fn names(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Token => &[
            "azp",
            "amr",
            "email",
            "https://aws.amazon.com/tags",
            "https://aws.amazon.com/source_identity",
            "https://aws.amazon.com/roles",
        ],
        Kind::Assertion => &[
            "Role",
            "RoleSessionName",
            "SessionDuration",
            "SourceIdentity",
            "PrincipalTag:team",
            "TransitiveTagKeys",
            "sessionNotOnOrAfter",
        ],
    }
}

fn view_add(edit: &Editing) -> Html {
    let kind = edit.now.left.kind;
    let what = if kind == Kind::Token { "claim" } else { "part" };
    let shown = edit.now.at.clone();
    let onsubmit = edit.on(move |form, event: SubmitEvent| {
        event.prevent_default();
        let element: web_sys::Element = event.target_unchecked_into();
        let Ok(Some(field)) = element.query_selector("input") else { return };
        let field: HtmlInputElement = wasm_bindgen::JsCast::unchecked_into(field);
        let name = field.value();
        if !name.trim().is_empty() {
            form.add(name.trim(), &shown);
            field.set_value("");
        }
    });
    html! {
        <form class="list-row" {onsubmit}>
            <input class="input input-mono" list="signing-names" aria-label={format!("Name of a {what} to add to it")}
                autocomplete="off" spellcheck="false" />
            <button type="submit" class="button"><Icon glyph={Glyph::Add} />{ format!("Add {what} to it") }</button>
            <datalist id="signing-names">{ for names(kind).iter().map(|name| html! { <option value={*name} /> }) }</datalist>
        </form>
    }
}

fn view_algorithm(edit: &Editing) -> Html {
    let onchange = edit.on(|form, event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        form.algorithm = Algorithm::named(&field.value()).unwrap_or(Algorithm::Es256);
    });
    html! {
        <div class="field">
            <label class="field-label" for="signing-algorithm">{ "Signed with" }</label>
            <select class="input" id="signing-algorithm" {onchange}>
                { for [Algorithm::Es256, Algorithm::Rs256].map(|algorithm| html! {
                    <option value={algorithm.name()} selected={edit.now.left.algorithm == algorithm}>{ algorithm.name() }</option>
                }) }
            </select>
        </div>
    }
}

/// The two fields for what a real provider made.
fn view_pasted(edit: &Editing, made: &Result<SignedText, Problem>) -> Html {
    let words = match edit.now.left.kind {
        Kind::Token => [
            ("Token", "three parts with dots between them"),
            ("Key set (Jwks)", "JSON, as the issuer's jwks_uri shows it"),
        ],
        Kind::Assertion => [
            ("SAMLResponse", "Base64, as the browser posts it"),
            ("SAMLMetadataDocument", "XML, as the provider publishes it"),
        ],
    };
    html! {
        { for words.into_iter().enumerate().map(|(at, (label, limit))| {
            let id = format!("signing-pasted-{at}");
            let text = edit.now.left.pasted[at].clone();
            let error = match made {
                Err(Problem::Pasted(field, reason)) if *field == at && !text.is_empty() => Some(reason.clone()),
                _ => None,
            };
            let oninput = edit.on(move |form, event: InputEvent| {
                let field: HtmlTextAreaElement = event.target_unchecked_into();
                form.pasted[at] = field.value();
            });
            html! {
                <div class="field">
                    <div class="field-head">
                        <label class="field-label" for={id.clone()}>{ label }</label>
                        <span class="field-limit">{ limit }</span>
                    </div>
                    <textarea id={id.clone()} class="input input-mono token-field" rows="4" spellcheck="false" autocomplete="off"
                        aria-invalid={error.as_ref().map(|_| "true")} aria-describedby={format!("{id}-note")} value={text} {oninput} />
                    <div id={format!("{id}-note")}>
                        if let Some(error) = error {
                            <p class="field-note field-note-bad"><Icon glyph={Glyph::Error} /><span>{ with_code(&error) }</span></p>
                        }
                    </div>
                </div>
            }
        }) }
    }
}

/// The button that gives it to the step, and what else that does; where the step presents it already, what came of it.
fn view_give(props: &Props, now: &Draft, made: &Result<SignedText, Problem>) -> Html {
    let pasted = now.left.source == Source::Pasted;
    let word = draft::word(now.left.kind);
    let words = if pasted { format!("Use this {word}") } else { format!("Issue {word}") };
    let effect = made.as_ref().map(|given| given.effect(props.step.scenario()));
    let presented = made.as_ref().is_ok_and(|given| draft::text(&props.step) == Some(&*given.text));
    let is_done = presented && effect.as_ref().is_ok_and(String::is_empty);
    let given = made.as_ref().ok().filter(|_| !is_done).cloned();
    let disabled = given.is_none().then_some("true");
    let note = match (made, effect) {
        (Err(Problem::Missing(what)), _) => (*what).to_owned(),
        (Err(_), _) if pasted => format!("Paste the {word} and its provider's keys."),
        (Err(_), _) => "Mend what is marked above.".to_owned(),
        (Ok(_), effect) => effect.unwrap_or_default(),
    };
    let onclick = props.on_action.reform(move |_: MouseEvent| match &given {
        Some(given) => Action::SignedTextGiven(Box::new(given.clone())),
        None => Action::TypingPaused,
    });
    let hop = facts::ordinal(props.step.outcome(), props.step.index);
    html! {
        <div class="field">
            <button type="button" class="button signing-give" data-edits="" aria-disabled={disabled} aria-describedby="signing-effect" {onclick}>
                <Icon glyph={Glyph::Key} />{ words }
            </button>
            <p class="field-note" id="signing-effect">
                { note }
                if given_replaces(props, pasted) { { " It takes the place of the claims that stand in the step unsigned." } }
            </p>
            <div role="status">
                if is_done {
                    <p class="field-note signing-done">
                        <span>{ format!("{hop} presents this {word}: ") }</span>
                        <VerdictLabel verdict={Verdict::of(props.step.result())} chip=true />
                    </p>
                }
            </div>
        </div>
    }
}

fn given_replaces(props: &Props, pasted: bool) -> bool {
    !pasted && !is_signed(&props.step) && presents(&props.step)
}
