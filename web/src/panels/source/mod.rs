//! Panel: the whole scenario as text. It is applied as soon as it reads; until then nothing typed is lost.

use std::rc::Rc;

use policy::{Span, json};
use simulator::{Scenario, scenario::ScenarioError};
use yew::prelude::*;

use crate::{
    browser::download,
    components::{
        Glyph, Icon,
        code_editor::{CodeEditor, Problem},
        copy_button::CopyButton,
        inspector::with_code,
    },
    panels::{editor_switch, subject_head},
    state::{Action, Reveal, selectors},
    store::{Store, use_store},
};

/// So many errors are listed; the others are counted.
const MANY_ERRORS: usize = 100;

/// The panel's root.
#[component]
pub(crate) fn Source() -> Html {
    let store = use_store();
    let scenario = Rc::clone(&store.simulation.scenario);
    let printed = use_memo(SameScenario(scenario), |known| Rc::<str>::from(known.0.write()));
    let draft = store.model().ui.source_draft.clone();
    let text = draft.clone().unwrap_or_else(|| Rc::clone(&printed));
    let errors = use_memo(Rc::clone(&text), |text| Scenario::read(text).err().unwrap_or_default());
    // Opened at the chosen step, unless a place was asked for. Looked for only as it is opened: later the caret belongs
    // to whoever types.
    let step = selectors::selected_step(store.model(), Some(&store.simulation.outcome));
    let reveal = use_memo(store.model().ui.reveal, |asked| {
        let step_place = || Some(Reveal { span: place_of_step(&text, step?)?, turn: 0 });
        asked.or_else(step_place)
    });
    let on_reveal = store.on(Action::SourceRevealed);
    let problems = errors
        .iter()
        .map(|error| Problem {
            span: error.span,
            is_error: true,
            message: error.message.replace('`', "").into(),
            fix: None,
        })
        .collect::<Vec<_>>();
    let on_edit = store.on(|text: AttrValue| Action::SourceEdited((&*text).into()));
    html! {
        <section class="subject" aria-label="Source of the scenario">
            { subject_head::view(&store, Glyph::Source, "Source", "the whole scenario as a file, version 1", None, view_tools(&store, &text)) }
            <CodeEditor id="source" text={AttrValue::from(Rc::clone(&text))} label="The whole scenario"
                {problems} is_json=true plain={store.model().ui.plain_editor} reveal={*reveal} described_by="source-findings" {on_edit} />
            if !errors.is_empty() {
                { view_errors(&Errors {
                    errors: &errors,
                    meanwhile: store.model().ui.meanwhile.edits(),
                    on_reveal,
                    on_discard: store.on(|()| Action::SourceDraftDiscarded),
                }) }
            }
        </section>
    }
}

fn view_tools(store: &Store, text: &Rc<str>) -> Html {
    let save = {
        let text = Rc::clone(text);
        Callback::from(move |_| download::text("scenario.json", &text))
    };
    html! {
        <>
            <CopyButton text={AttrValue::from(Rc::clone(text))} what="scenario" />
            <button type="button" class="icon-button" aria-label="Download as a file" title="Download as a file" onclick={save}>
                <Icon glyph={Glyph::Download} />
            </button>
            { editor_switch::view(store) }
        </>
    }
}

/// Where a step stands in the text.
fn place_of_step(text: &str, step: usize) -> Option<Span> {
    let (value, _) = json::parse(text);
    Some(value?.get("steps")?.elements()?.get(step)?.span)
}

/// A scenario that is the same when it is the same revision.
struct SameScenario(Rc<Scenario>);

impl PartialEq for SameScenario {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What the list is made of.
struct Errors<'a> {
    errors: &'a [ScenarioError],
    /// Edits made elsewhere that the text does not hold.
    meanwhile: usize,
    on_reveal: Callback<Span>,
    on_discard: Callback<()>,
}

/// Everything that is wrong, with path and line, and the promise that the work is safe.
fn view_errors(props: &Errors<'_>) -> Html {
    let discard = props.on_discard.reform(|_| ());
    let shown = match props.meanwhile {
        0 => "everything else shows the last text that was.".to_owned(),
        edits => format!(
            "everything else shows the last text that was, with {edits} {} made elsewhere since, which this text does not \
             hold.",
            if edits == 1 { "edit" } else { "edits" }
        ),
    };
    html! {
        <div class="source-errors" id="source-findings">
            <p class="source-errors-head">
                <Icon glyph={Glyph::Warning} />
                { format!("This text is not a scenario yet. What you typed is kept; {shown}") }
                <button type="button" class="link-button" onclick={discard}>{ "Go back to it" }</button>
            </p>
            <ul class="remarks" aria-label="What is wrong in the source">
                { for props.errors.iter().take(MANY_ERRORS).map(|error| view_error(props, error)) }
            </ul>
            if let Some(more) = props.errors.len().checked_sub(MANY_ERRORS + 1) {
                <p class="secondary">{ format!("And {} more.", more + 1) }</p>
            }
        </div>
    }
}

fn view_error(props: &Errors<'_>, error: &ScenarioError) -> Html {
    let span = error.span;
    let onclick = props.on_reveal.reform(move |_| span);
    let place = format!("{}:{}", error.at.line, error.at.column);
    let label = format!("{place}, error: go there");
    html! {
        <li class="remark remark-error">
            <Icon glyph={Glyph::Error} />
            <button type="button" class="remark-place mono" aria-label={label} {onclick}>
                { place }
            </button>
            <p class="remark-words">
                if !error.path.is_empty() { <code>{ error.path.clone() }</code>{ " " } }
                { with_code(&error.message) }
                if let Some(help) = &error.help { <span class="secondary">{ " " }{ with_code(help) }</span> }
            </p>
        </li>
    }
}
