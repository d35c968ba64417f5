//! A copy of the scenario in which something is tried: the original waits beside it, untouched, until the copy is kept or
//! discarded. Between visits both are kept, and where other work is opened both are set aside together.

use std::rc::Rc;

use simulator::Scenario;

use super::{DockTab, History, Model, Notice, Offer, PhoneTab, source, update};

/// The original, while a copy is worked on.
#[derive(Debug)]
pub(crate) struct Original {
    /// The scenario with its revisions.
    pub(super) history: History<Scenario>,
}

impl Original {
    /// A scenario that a copy is made of.
    pub(super) fn new(history: History<Scenario>) -> Rc<Self> {
        Rc::new(Self { history })
    }

    /// The scenario as it was when the copy was begun.
    pub(crate) fn scenario(&self) -> &Rc<Scenario> {
        self.history.present()
    }
}

/// Begins a copy; from here on edits are the copy's.
pub(super) fn begin(model: &mut Model) {
    if model.original.is_none()
        && let Some((span, mistake)) = source::mistake(model)
    {
        let text = format!(
            "A copy can begin when the source can be read; until then an edit changes the scenario itself. In {mistake}"
        );
        let offers = Some(Offer::Mistake(span));
        model.ui.notice = Some(Notice { text: text.into(), is_warning: true, offers });
        return;
    }
    model.ui.dock_tab = DockTab::WhatIf;
    model.ui.phone_tab = PhoneTab::Hops;
    model.ui.subject = None;
    if model.original.is_none() {
        let copy = History::new(Rc::clone(model.scenario()));
        model.original = Some(Original::new(std::mem::replace(&mut model.history, copy)));
    }
}

/// The copy takes the original's place: one edit, which undo takes back.
pub(super) fn keep(model: &mut Model) {
    let Some(original) = model.original.take() else { return };
    let copy = Rc::clone(model.scenario());
    model.history = original.history.clone();
    if *copy != **model.scenario() {
        model.history.commit(copy, "keep the copy", None);
        if model.has_broken_draft() {
            model.ui.meanwhile.made();
        }
    }
}

/// The original is there again, to the letter; to do again what is undone now brings the copy in its place.
pub(super) fn discard(model: &mut Model) {
    let Some(original) = model.original.take() else { return };
    let copy = Rc::clone(model.scenario());
    model.history = original.history.clone();
    if *copy != **model.scenario() {
        model.history.commit(Rc::clone(&copy), "keep the copy", None);
        model.history.undo();
    }
    model.ui.source_draft = None;
    model.ui.undone_draft = None;
    update::forget_notice(model);
    update::settle(model, &copy);
}

#[cfg(test)]
#[path = "what_if_tests.rs"]
mod tests;
