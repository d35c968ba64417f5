//! On a phone: the selected hop's verdict and its sentence, always in sight. While what is open cannot be read, the line
//! says where that is, and leads there: the remarks may be far below the fold.

use std::rc::Rc;

use policy::Severity;
use simulator::{
    Outcome, Scenario,
    narrate::{self, Sentence},
    outcome::{StepOutcome, StepResult, Undecided},
    scenario::DocumentAddress,
};
use yew::prelude::*;

use crate::{
    components::{
        Glyph, Icon,
        inspector::{view_sentence, with_code},
        verdict::VerdictLabel,
    },
    panels::cause::cause,
    state::{
        Action, InspectorTab, PhoneTab, Subject, facts,
        selectors::{self, Verdict},
    },
    store::{Store, use_store},
};

/// The first place where what is open cannot be read.
#[derive(Debug, Clone)]
struct Mistake {
    /// What is open.
    name: Rc<str>,
    /// Whether the selected step waits for it.
    decides: bool,
    /// "Line 3, column 5".
    place: String,
    /// What is wrong there.
    sentence: Rc<str>,
    /// What leads there.
    action: Action,
}

impl Mistake {
    fn new(name: &str, at: policy::LineColumn, sentence: &str, action: Action) -> Self {
        let place = format!("Line {}, column {}", at.line, at.column);
        Self { name: name.into(), decides: false, place, sentence: sentence.into(), action }
    }

    fn in_document(
        scenario: &Scenario,
        outcome: &Outcome,
        address: &DocumentAddress,
    ) -> Option<Self> {
        let text = scenario.document_text(address)?;
        let kind = selectors::document_kind(scenario, outcome, address);
        let (_, found) = policy::parse(&text, kind);
        let first = found.iter().find(|finding| finding.severity == Severity::Error)?;
        let address = address.clone();
        let action = Action::DocumentOpened { address: address.clone(), reveal: Some(first.span) };
        let name = selectors::document_title(scenario, &address);
        Some(Self::new(&name, first.span.line_column(&text), &first.message, action))
    }

    fn in_source(draft: &str) -> Option<Self> {
        let errors = Scenario::read(draft).err()?;
        let first = errors.first()?;
        Some(Self::new("Source", first.at, &first.message, Action::SourceRevealed(first.span)))
    }
}

#[hook]
fn use_mistake(store: &Store) -> Option<Mistake> {
    let ui = &store.model().ui;
    let (scenario, outcome) =
        (Rc::clone(&store.simulation.scenario), Rc::clone(&store.simulation.outcome));
    let open = (Rc::as_ptr(&scenario), ui.subject.clone(), ui.source_draft.clone());
    let found = use_memo(open, |(_, subject, draft)| match subject {
        Some(Subject::Document(address)) => Mistake::in_document(&scenario, &outcome, address),
        Some(Subject::Source) => draft.as_deref().and_then(Mistake::in_source),
        _ => None,
    });
    let mistake = (*found).clone()?;
    let decides =
        matches!(&ui.subject, Some(Subject::Document(address)) if waits_for(store, address));
    // Anywhere else the line is about the selected step, which the mistake has no part in.
    (decides || ui.phone_tab == PhoneTab::Document).then_some(Mistake { decides, ..mistake })
}

/// Whether the selected step has no answer because that document cannot be read: its own, or the one of a step before it.
fn waits_for(store: &Store, address: &DocumentAddress) -> bool {
    let outcome = &store.simulation.outcome;
    let step = selectors::selected_step(store.model(), Some(outcome));
    let Some(index) = step.filter(|index| *index < outcome.steps.len()) else { return false };
    let waits = |step: &StepOutcome| match &step.result {
        StepResult::Undecided(Undecided::Document(document)) => {
            outcome.document(*document).is_some_and(|known| known.address == *address)
        }
        _ => false,
    };
    let chosen = &outcome.steps[index];
    let is_behind = Verdict::of(chosen) == Verdict::NotReached;
    waits(chosen) || (is_behind && outcome.steps[..index].iter().any(waits))
}

fn selected(store: &Store) -> Option<(usize, &StepOutcome, Rc<Sentence>)> {
    let simulation = &store.simulation;
    let index = selectors::selected_step(store.model(), Some(&simulation.outcome))?;
    let step = simulation.outcome.steps.get(index)?;
    Some((index, step, cause(simulation, index)?))
}

/// The same in two lines, over the tab bar of every other part: what an edit does is seen where it is made.
#[component]
pub(super) fn PinnedLine() -> Html {
    let store = use_store();
    let mistake = use_mistake(&store);
    let of_step = selected(&store);
    let head = of_step.as_ref().map(|(index, step, _)| {
        html! {
            <>
                <span class="secondary">{ narrate::numbered(step, *index) }</span>
                <VerdictLabel verdict={Verdict::of(step)} />
            </>
        }
    });
    if let Some(Mistake { name, decides, place, sentence, action }) = mistake {
        let go = store.on(move |_| action.clone());
        let place = if decides { format!("{name}, {}", place.to_lowercase()) } else { place };
        return html! {
            <button type="button" class="phone-verdict" data-mistake="" onclick={go}>
                <span class="phone-verdict-head">
                    { match head.filter(|_| decides) {
                        Some(head) => head,
                        None => html! { <><Icon glyph={Glyph::Warning} /><span>{ name }</span></> },
                    } }
                </span>
                <span class="phone-verdict-cause"><b>{ place }{ ": " }</b>{ with_code(&sentence) }</span>
            </button>
        };
    }
    let Some((_, _, cause)) = of_step else { return html! {} };
    let show = store.on(|_| Action::InspectorTabChosen(InspectorTab::Why));
    html! {
        <button type="button" class="phone-verdict" onclick={show}>
            <span class="phone-verdict-head">{ head.unwrap_or_default() }</span>
            <span class="phone-verdict-cause">{ view_sentence(&cause) }</span>
        </button>
    }
}

/// The sheet under the chain.
#[component]
pub(super) fn Peek() -> Html {
    let store = use_store();
    let mistake = use_mistake(&store);
    let simulation = &store.simulation;
    let Some((index, step, cause)) = selected(&store) else { return html! {} };
    let count = simulation.outcome.steps.len();
    let beside = |words: &'static str, by: isize, possible: bool| {
        let onclick = store.on(move |_| Action::StepSelectionMoved(by));
        let disabled = (!possible).then_some("true");
        html! { <button type="button" class="button" aria-disabled={disabled} {onclick}>{ words }</button> }
    };
    html! {
        <div class="peek">
            <p class="peek-head">
                <span class="secondary">{ facts::ordinal(&simulation.outcome, index) }</span>
                <VerdictLabel verdict={Verdict::of(step)} chip=true />
            </p>
            if let Some(Mistake { name, place, sentence, action, .. }) = mistake {
                <p class="peek-cause">
                    { name }{ ": " }
                    <button type="button" class="link-button" data-mistake="" onclick={store.on(move |_| action.clone())}>{ place }</button>
                    { ": " }{ with_code(&sentence) }
                </p>
            } else {
                <p class="peek-cause">{ view_sentence(&cause) }</p>
            }
            <div class="peek-actions">
                if count > 1 {
                    { beside("Previous", -1, index > 0) }
                    { beside("Next", 1, index + 1 < count) }
                }
                <button type="button" class="button button-primary" onclick={store.on(|_| Action::PhoneTabChosen(PhoneTab::Why))}>{ "Show why" }</button>
            </div>
        </div>
    }
}
