//! What is kept between visits, and how it comes back: one text per key.

use std::rc::Rc;

use super::{Model, Origin, ShownAs, Theme, View, action::Restored, opening::Kept};
use crate::chunks;

/// Something that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    /// The scenario's file.
    Scenario,
    /// The file of the copy that is worked on.
    Copy,
    /// The edits of the copy that can be undone and made again.
    CopyUndo,
    /// Text in the source view that cannot be read, or differs from the file's print.
    Draft,
    /// The id of the example that the scenario came from.
    Example,
    /// The edits that can be undone and made again.
    Undo,
    /// The scenario as it was before.
    Revisions,
    /// The id of the step that was chosen, where one was.
    Step,
    /// The file of the scenario that was set aside.
    AsideScenario,
    /// The file of its copy, where one was worked on.
    AsideCopy,
    /// Its source, where that cannot be read.
    AsideDraft,
    /// The id of the example that it came from.
    AsideExample,
    /// Its edits that can be undone and made again.
    AsideUndo,
    /// Those of its copy.
    AsideCopyUndo,
    /// The scenario that was set aside, as it was before.
    AsideRevisions,
    /// The view in front.
    View,
    /// What was pasted into "your own case".
    Pasted,
    /// What the documents in it are used as.
    Uses,
    /// The theme.
    Theme,
    /// The editor for documents, where it is not the usual one.
    Editor,
    /// Keys of one letter, where they are turned off.
    Letters,
    /// How policy documents are shown, where that is not the usual.
    Shown,
    /// Ids of the examples that were opened, by line.
    Seen,
}

impl Key {
    /// Everything that is kept.
    pub(crate) const ALL: [Self; 23] = [
        Self::Scenario,
        Self::Copy,
        Self::CopyUndo,
        Self::Draft,
        Self::Example,
        Self::Undo,
        Self::Revisions,
        Self::Step,
        Self::AsideScenario,
        Self::AsideCopy,
        Self::AsideDraft,
        Self::AsideExample,
        Self::AsideUndo,
        Self::AsideCopyUndo,
        Self::AsideRevisions,
        Self::View,
        Self::Pasted,
        Self::Uses,
        Self::Theme,
        Self::Editor,
        Self::Letters,
        Self::Shown,
        Self::Seen,
    ];

    /// Whether it belongs to the work, which is one: two tabs cannot both save theirs. Of the others the last choice
    /// holds.
    pub(crate) fn is_work(self) -> bool {
        use Key::{Editor, Letters, Seen, Shown, Step, Theme, View};
        !matches!(self, Step | View | Theme | Editor | Letters | Shown | Seen)
    }

    /// Whether it is a text that somebody wrote, and nothing that only goes with one.
    pub(crate) fn is_text(self) -> bool {
        use Key::{AsideCopy, AsideDraft, AsideScenario, Copy, Draft, Pasted, Scenario};
        matches!(self, Scenario | Copy | Draft | AsideScenario | AsideCopy | AsideDraft | Pasted)
    }

    /// Whether the work is whole without it: it is let go of where there is no room for both.
    pub(crate) fn is_history(self) -> bool {
        use Key::{AsideCopyUndo, AsideRevisions, AsideUndo, CopyUndo, Revisions, Undo};
        let is_of_aside = matches!(self, AsideUndo | AsideCopyUndo | AsideRevisions);
        is_of_aside || matches!(self, Undo | CopyUndo | Revisions)
    }

    /// The name it is kept under.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Scenario => "scenario",
            Self::Copy => "copy",
            Self::CopyUndo => "copy/undo",
            Self::Draft => "draft",
            Self::Example => "example",
            Self::Undo => "undo",
            Self::Revisions => "revisions",
            Self::Step => "step",
            Self::AsideScenario => "aside/scenario",
            Self::AsideCopy => "aside/copy",
            Self::AsideDraft => "aside/draft",
            Self::AsideExample => "aside/example",
            Self::AsideUndo => "aside/undo",
            Self::AsideCopyUndo => "aside/copy/undo",
            Self::AsideRevisions => "aside/revisions",
            Self::View => "view",
            Self::Pasted => "pasted",
            Self::Uses => "uses",
            Self::Theme => "theme",
            Self::Editor => "editor",
            Self::Letters => "keys-of-one-letter",
            Self::Shown => "documents-as",
            Self::Seen => "seen",
        }
    }

    /// What the model wants kept under this key; nothing takes the key away.
    pub(crate) fn of(self, model: &Model) -> Option<Rc<str>> {
        use Key::{Editor, Letters, Pasted, Seen, Theme, Uses};
        let of_the_person = matches!(self, Theme | Editor | Letters | Seen | Pasted | Uses);
        // A reload in the midst of the tour leads back to before it.
        let before_tour = chunks::workbench().and_then(|part| (part.before_tour)(model));
        let model = before_tour.filter(|_| !of_the_person).unwrap_or(model);
        let ui = &model.ui;
        match (self, &model.kept) {
            (Self::Scenario, Some(kept)) => return kept.scenario.clone(),
            (Self::Copy, Some(kept)) => return kept.copy.clone(),
            (Self::CopyUndo, Some(kept)) => return kept.copy_undo.clone(),
            (Self::Draft, Some(kept)) => return kept.draft.clone(),
            (Self::Example, Some(kept)) => return kept.example.clone(),
            (Self::Undo, Some(kept)) => return kept.undo.clone(),
            (Self::Revisions, Some(kept)) => return kept.revisions.clone(),
            (Self::Step, Some(kept)) => return kept.step.clone(),
            _ => {}
        }
        match self {
            Self::Scenario | Self::Copy | Self::CopyUndo | Self::Undo | Self::Revisions => {
                let part = chunks::workbench().filter(|_| ui.origin != Origin::Nothing)?;
                (part.work_text)(model, self)
            }
            Self::Draft => ui.source_draft.clone(),
            Self::Step => ui
                .selected_step
                .and_then(|step| Some(Rc::clone(&model.scenario().steps.get(step)?.id))),
            Self::Example => match &ui.origin {
                Origin::Example(id) => Some(Rc::clone(id)),
                Origin::Nothing | Origin::Own => None,
            },
            Self::AsideScenario => aside(model)?.scenario.clone(),
            Self::AsideCopy => aside(model)?.copy.clone(),
            Self::AsideDraft => aside(model)?.draft.clone(),
            Self::AsideExample => aside(model)?.example.clone(),
            Self::AsideUndo => aside(model)?.undo.clone(),
            Self::AsideCopyUndo => aside(model)?.copy_undo.clone(),
            Self::AsideRevisions => aside(model)?.revisions.clone(),
            Self::View => match ui.view {
                View::Workbench | View::Question => Some("workbench".into()),
                View::OwnCase => Some("own".into()),
                View::Gallery => None,
            },
            Self::Pasted => (!ui.pasted.is_empty()).then(|| Rc::clone(&ui.pasted)),
            Self::Uses => (!ui.pasted_uses.is_empty()).then(|| Rc::clone(&ui.pasted_uses)),
            Self::Theme => ui.theme.word().map(Into::into),
            Self::Editor => ui.plain_editor.then(|| "plain".into()),
            Self::Letters => ui.letters_off.then(|| "off".into()),
            Self::Shown => ui.shown_as.word().map(Into::into),
            Self::Seen => {
                let seen: Vec<&str> = ui.seen.iter().map(|id| &**id).collect();
                (!seen.is_empty()).then(|| seen.join("\n").into())
            }
        }
    }
}

/// What is kept of the work that was set aside, whether it was read again already or not.
fn aside(model: &Model) -> Option<&Kept> {
    let waiting = model.kept_aside.as_deref();
    waiting.or(model.aside.as_deref().map(|aside| &aside.kept))
}

/// What the last visit left behind, from what was kept.
pub(crate) fn restore(kept: impl Fn(Key) -> Option<String>) -> Restored {
    Restored {
        kept: Kept {
            scenario: kept(Key::Scenario).map(Into::into),
            copy: kept(Key::Copy).map(Into::into),
            copy_undo: kept(Key::CopyUndo).map(Into::into),
            draft: kept(Key::Draft).map(Into::into),
            example: kept(Key::Example).map(Into::into),
            undo: kept(Key::Undo).map(Into::into),
            revisions: kept(Key::Revisions).map(Into::into),
            step: kept(Key::Step).map(Into::into),
        },
        aside: Kept {
            scenario: kept(Key::AsideScenario).map(Into::into),
            copy: kept(Key::AsideCopy).map(Into::into),
            draft: kept(Key::AsideDraft).map(Into::into),
            example: kept(Key::AsideExample).map(Into::into),
            undo: kept(Key::AsideUndo).map(Into::into),
            copy_undo: kept(Key::AsideCopyUndo).map(Into::into),
            revisions: kept(Key::AsideRevisions).map(Into::into),
            step: None,
        },
        pasted: kept(Key::Pasted).unwrap_or_default().into(),
        pasted_uses: kept(Key::Uses).unwrap_or_default().into(),
        theme: kept(Key::Theme).map_or(Theme::System, |word| Theme::named(&word)),
        plain_editor: kept(Key::Editor).as_deref() == Some("plain"),
        letters_off: kept(Key::Letters).as_deref() == Some("off"),
        shown_as: kept(Key::Shown).map_or(ShownAs::Text, |word| ShownAs::named(&word)),
        seen: kept(Key::Seen).unwrap_or_default().lines().map(Into::into).collect(),
        view: match kept(Key::View).as_deref() {
            Some("workbench") => View::Workbench,
            Some("own") => View::OwnCase,
            _ => View::Gallery,
        },
    }
}
