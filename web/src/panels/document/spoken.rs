//! The line over a document's text: what the explanation says of the place of the caret, and the way there.

use std::rc::Rc;

use policy::edit::Edit;
use simulator::{
    Outcome,
    outcome::{StepOutcome, StepResult},
    scenario::DocumentAddress,
};
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon, code_editor, inspector::breakable},
    panels::why::{self, Spoken},
    state::{Action, Reveal, facts, selectors},
    store::Store,
};

/// The open document, and where the caret is in it.
pub(super) struct Open<'a> {
    pub(super) store: &'a Store,
    pub(super) address: &'a DocumentAddress,
    pub(super) text: &'a Rc<str>,
    /// Where it was opened, in bytes of the text as it is now.
    pub(super) opened_at: u32,
}

/// The place at which a document was opened, which goes along with what stands there.
#[hook]
pub(super) fn use_opened_at(reveal: &Rc<Option<Reveal>>, text: &Rc<str>) -> u32 {
    let begin = || (Rc::clone(reveal), Rc::clone(text), reveal.map_or(0, |it| it.span.start));
    let known = use_mut_ref(begin);
    let mut known = known.borrow_mut();
    if !Rc::ptr_eq(&known.0, reveal) {
        *known = begin();
    } else if let Some(edit) = Edit::between(&known.1, text) {
        known.2 = edit.carried(known.2);
        known.1 = Rc::clone(text);
    }
    known.2
}

impl Open<'_> {
    fn at(&self) -> u32 {
        self.store.model().ui.caret.unwrap_or(self.opened_at)
    }

    fn step(&self) -> Option<usize> {
        selectors::selected_step(self.store.model(), Some(&self.store.simulation.outcome))
    }

    fn spoken(&self, step: &StepOutcome, at: u32) -> Option<Spoken> {
        why::spoken(&self.store.simulation.outcome, step, self.address, self.text, at)
    }

    /// Tells where the caret is now, once that is another place for the explanation.
    pub(super) fn on_caret(&self) -> Callback<()> {
        let store = self.store.clone();
        let (address, text, shown) = (self.address.clone(), Rc::clone(self.text), self.at());
        let is_known = self.store.model().ui.caret.is_some();
        let step = self.step();
        Callback::from(move |()| {
            let at = code_editor::caret("document", &text).and_then(|at| u32::try_from(at).ok());
            let outcome = &store.simulation.outcome;
            let step = step.and_then(|step| outcome.steps.get(step));
            let (Some(at), Some(step)) = (at, step) else { return };
            let spoken = |at| why::spoken(outcome, step, &address, &text, at);
            if !is_known || spoken(at) != spoken(shown) {
                store.dispatch(Action::CaretMoved(at));
            }
        })
    }

    /// Alt+Enter leads to the line that speaks of the place.
    pub(super) fn on_key(&self) -> Callback<KeyboardEvent> {
        let step = self.step().and_then(|step| self.store.simulation.outcome.steps.get(step));
        let leads = step.is_some_and(|step| self.spoken(step, self.at()).is_some());
        let ask = self.store.on(Action::WhyOfCaretAsked);
        let at = self.at();
        Callback::from(move |event: KeyboardEvent| {
            if leads && event.key() == "Enter" && event.alt_key() {
                event.prevent_default();
                ask.emit(at);
            }
        })
    }

    /// The line.
    pub(super) fn view(&self) -> Html {
        let outcome = &self.store.simulation.outcome;
        let Some((index, step)) = self.step().and_then(|at| Some((at, outcome.steps.get(at)?)))
        else {
            return Html::default();
        };
        let at = self.at();
        let content = match self.spoken(step, at) {
            Some(spoken) => {
                let onclick = self.store.on(move |_: MouseEvent| Action::WhyOfCaretAsked(at));
                let names = spoken.names(outcome, step).join(" › ");
                html! {
                    <button type="button" class="link-button" title="Show it under Why (Alt+Enter)" aria-keyshortcuts="Alt+Enter" {onclick}>
                        { "Why: " }{ breakable(&names) }
                    </button>
                }
            }
            None => self.view_no_part(index, step),
        };
        html! { <p class="document-why"><Icon glyph={Glyph::Branch} /><span>{ content }</span></p> }
    }

    /// The document has no part in the step: why not, and the step in which it has.
    fn view_no_part(&self, index: usize, step: &StepOutcome) -> Html {
        let outcome = &self.store.simulation.outcome;
        let name = facts::numbered(outcome, index);
        let within = facts::numbered_within(outcome, index);
        let words = match step.result {
            StepResult::NotReached { .. } => {
                format!("{name} is not reached, so no document takes part in it.")
            }
            StepResult::Undecided(_) => {
                format!("{name} is undecided, so Why says nothing of this document.")
            }
            _ => format!("This document takes no part in {within}."),
        };
        html! {
            <>
                { words }
                if let Some(other) = self.other_step(outcome) {
                    { " " }
                    <button type="button" class="link-button" onclick={self.store.on(move |_: MouseEvent| Action::StepSelected(other))}>
                        { format!("It does in {}", facts::numbered_within(outcome, other)) }
                    </button>
                }
            </>
        }
    }

    /// The first step in which the document takes part.
    fn other_step(&self, outcome: &Outcome) -> Option<usize> {
        outcome.steps.iter().position(|step| self.spoken(step, 0).is_some())
    }
}
