//! The source as it is typed: it is the scenario as soon as it can be read. Until then it is kept beside the scenario, which
//! can be edited elsewhere meanwhile.

use std::rc::Rc;

use simulator::Scenario;

use super::{
    Model, Notice, Offer,
    update::{edit, forget_notice},
};

/// What became of the scenario while the source could not be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Meanwhile {
    /// The scenario that the text was typed over; nothing where it was typed at another visit.
    over: Option<Rc<Scenario>>,
    /// Edits made elsewhere since then.
    edits: usize,
    /// Those of them that were made since the text was last typed in.
    since_typed: usize,
    /// Whether it is not known how many there were.
    is_unsure: bool,
}

impl Meanwhile {
    /// Of a text that was left as it is: nobody knows any more what it was typed over.
    pub(super) fn left() -> Self {
        Self { is_unsure: true, ..Self::default() }
    }

    /// Edits made elsewhere that the text does not hold.
    pub(crate) fn edits(&self) -> usize {
        self.edits
    }

    /// Whether the text was typed in last, rather than something elsewhere.
    pub(super) fn is_text_last(&self) -> bool {
        self.since_typed == 0
    }

    /// An edit was made elsewhere, or made again.
    pub(super) fn made(&mut self) {
        self.edits += 1;
        self.since_typed += 1;
    }

    /// An edit made elsewhere was taken back.
    pub(super) fn taken_back(&mut self) {
        self.edits = self.edits.saturating_sub(1);
        self.since_typed = self.since_typed.saturating_sub(1);
    }

    /// What is lost where the text takes the scenario's place.
    fn in_words(&self) -> Option<String> {
        match self.edits {
            0 if self.is_unsure => Some("What was edited elsewhere meanwhile is replaced.".into()),
            0 => None,
            1 => Some("1 edit made elsewhere meanwhile is replaced.".into()),
            edits => Some(format!("{edits} edits made elsewhere meanwhile are replaced.")),
        }
    }
}

/// The source was typed.
pub(super) fn typed(model: &mut Model, text: Rc<str>) {
    let was_broken = model.has_broken_draft();
    let scenario = Scenario::read(&text);
    model.ui.undone_draft = None;
    let Ok(scenario) = scenario else {
        if !was_broken {
            let over = Some(Rc::clone(model.scenario()));
            model.ui.meanwhile = Meanwhile { over, ..Meanwhile::default() };
        }
        model.ui.meanwhile.since_typed = 0;
        model.ui.source_draft = Some(text);
        return;
    };
    let meanwhile = std::mem::take(&mut model.ui.meanwhile);
    model.ui.source_draft = None;
    let replaced = meanwhile.in_words().filter(|_| was_broken);
    let is_back = meanwhile.over.as_ref().is_some_and(|over| over.print() == scenario.print());
    if was_broken && meanwhile.edits > 0 && is_back {
        // In the end nothing was changed in the text: what was edited elsewhere stays, and the text shows it.
        forget_notice(model);
        let text = "The source can be read again. What you edited elsewhere meanwhile is in it.";
        model.ui.notice = Some(Notice { text: text.into(), is_warning: false, offers: None });
        return;
    }
    let before = Rc::clone(model.scenario());
    // What undo takes back is then the text alone.
    let merge = replaced.is_none().then_some("source");
    edit(model, "edit the source", merge, |known| *known = scenario);
    model.ui.source_draft = Some(text);
    if let Some(words) = replaced.filter(|_| !Rc::ptr_eq(&before, model.scenario())) {
        let text = format!("The source is the scenario again. {words}").into();
        model.ui.notice = Some(Notice { text, is_warning: false, offers: Some(Offer::Undo) });
    }
}

/// What was typed and cannot be read is given up; redo brings it again.
pub(super) fn discard(model: &mut Model) {
    if model.has_broken_draft() {
        model.ui.undone_draft = model.ui.source_draft.take();
    }
}

/// Where what was typed cannot be read, and why, in one sentence.
pub(super) fn mistake(model: &Model) -> Option<(policy::Span, String)> {
    let errors = Scenario::read(model.ui.source_draft.as_ref()?).err()?;
    let first = errors.first()?;
    Some((first.span, format!("line {}: {}", first.at.line, first.message)))
}
