//! What the page remembers.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use diagram::model::ChipKind;
use iam::Timestamp;
use policy::Span;
use simulator::{
    Scenario,
    scenario::{DocumentAddress, Start},
};

use super::{
    Embed, EntityAddress, History, Opening, Place,
    followed::Turns,
    opening::Kept,
    revisions::{self, Revisions},
    signing::Drafts,
    source::Meanwhile,
    tour::Tour,
    what_if::Original,
};

/// Everything the page remembers. Only the history's scenario is undone and saved.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    /// The scenario with its revisions.
    pub(crate) history: History<Scenario>,
    /// What is open, chosen and unfolded.
    pub(crate) ui: Ui,
    /// The work of the last visit, until it can be read.
    pub(crate) kept: Option<Rc<Kept>>,
    /// What was set aside at the last visit, until it can be read.
    pub(crate) kept_aside: Option<Rc<Kept>>,
    /// What was asked for, until it can be opened.
    pub(crate) opening: Option<Opening>,
    /// What the address wants looked at, until there is something to look at.
    pub(crate) sight: Option<super::Sight>,
    /// Texts that are kept beside the work, by what they were, since they could not be read or there is no other place for
    /// them: never let go of without being asked.
    pub(crate) beside: Rc<Vec<(super::saved::Key, Rc<str>)>>,
    /// How often a scenario was opened: what it is drawn with begins anew then.
    pub(crate) opened: u32,
    /// Tells the work from all other work of this visit, as long as it lasts.
    pub(crate) work: u32,
    /// The work that was left when another scenario was opened.
    pub(crate) aside: Option<Rc<Aside>>,
    /// The scenario as it was before.
    pub(crate) revisions: Rc<Revisions>,
    /// The scenario that a copy was made of, while the copy is worked on.
    pub(crate) original: Option<Rc<Original>>,
    /// The guided tour, while somebody takes it.
    pub(crate) tour: Option<Tour>,
    /// How the page stands in somebody's document; the same as long as it is open.
    pub(crate) embed: Option<Embed>,
}

/// Work that was left, with everything that undo takes back in it.
#[derive(Debug)]
pub(crate) struct Aside {
    /// Its number among all work of this visit.
    pub(crate) work: u32,
    /// The scenario with its revisions.
    pub(crate) history: History<Scenario>,
    /// What that is a copy of, where it is one.
    pub(crate) original: Option<Rc<Original>>,
    /// Where it came from.
    pub(crate) origin: Origin,
    /// Its source as it was typed, where that could not be read.
    pub(crate) draft: Option<Rc<str>>,
    /// Its earlier versions.
    pub(crate) revisions: Rc<Revisions>,
    /// What is kept of it between visits.
    pub(crate) kept: Kept,
}

impl Aside {
    /// Work as it is left now.
    pub(crate) fn new(
        work: u32,
        history: History<Scenario>,
        original: Option<Rc<Original>>,
        revisions: Rc<Revisions>,
        origin: Origin,
        draft: Option<Rc<str>>,
    ) -> Self {
        let example = match &origin {
            Origin::Example(id) => Some(Rc::clone(id)),
            Origin::Nothing | Origin::Own => None,
        };
        let lasting = original.as_ref().map_or(&history, |original| &original.history);
        let copy = original.is_some().then_some(&history);
        let kept = Kept {
            scenario: Some(Rc::clone(lasting.text())),
            copy: copy.map(|copy| Rc::clone(copy.text())),
            copy_undo: copy.and_then(revisions::undo_text),
            draft: draft.clone(),
            example,
            undo: revisions::undo_text(lasting),
            revisions: revisions.write(),
            step: None,
        };
        Self { work, history, original, revisions, origin, draft, kept }
    }

    /// The scenario; of a copy, the original.
    pub(crate) fn lasting(&self) -> &Rc<Scenario> {
        self.original.as_ref().map_or(self.history.present(), |original| original.scenario())
    }
}

/// What is open, chosen and unfolded; not undone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ui {
    /// Which of the page's views.
    pub(crate) view: View,
    /// Where the scenario came from.
    pub(crate) origin: Origin,
    /// The step that the inspector explains, by index.
    pub(crate) selected_step: Option<usize>,
    /// What the centre shows below the chain; nothing means the list of hops.
    pub(crate) subject: Option<Subject>,
    /// What was open where edits led elsewhere.
    pub(crate) turns: Turns,
    /// A place in the chosen document that is to be brought into sight.
    pub(crate) reveal: Option<Reveal>,
    /// Where the caret was put in the open document, in bytes of its text.
    pub(crate) caret: Option<u32>,
    /// Whether the explanation is to be shown where it speaks of that place.
    pub(crate) why_of_caret: bool,
    /// The inspector's tab.
    pub(crate) inspector_tab: InspectorTab,
    /// The dock's tab.
    pub(crate) dock_tab: DockTab,
    /// On a phone: the tab in front.
    pub(crate) phone_tab: PhoneTab,
    /// On a middle width: whether the world lies over the chain.
    pub(crate) world_open: bool,
    /// Whether what finds everything is open.
    pub(crate) palette_open: bool,
    /// Whether the list of keys is open.
    pub(crate) shortcuts_open: bool,
    /// How large the chain is drawn.
    pub(crate) zoom: Zoom,
    /// What is lit wherever the chain carries it.
    pub(crate) lit: Option<Lit>,
    /// The moment that the clock asks about; nothing while nobody asks. Never kept.
    pub(crate) now: Option<Timestamp>,
    /// The check that is played back; nothing while none is.
    pub(crate) played: Option<Played>,
    /// Nodes of the world's tree that were unfolded (`true`) or folded (`false`), by their key.
    pub(crate) unfolded: Rc<BTreeMap<Rc<str>, bool>>,
    /// The entity whose name is being edited in the tree.
    pub(crate) renaming: Option<EntityAddress>,
    /// The whole scenario as it was typed, where that cannot be read or differs from its print.
    pub(crate) source_draft: Option<Rc<str>>,
    /// What was edited elsewhere while that could not be read.
    pub(crate) meanwhile: Meanwhile,
    /// Text of the source that could not be read and was undone.
    pub(crate) undone_draft: Option<Rc<str>>,
    /// What was pasted into "your own case".
    pub(crate) pasted: Rc<str>,
    /// What its documents are used as, where a person said so, in the words of that panel.
    pub(crate) pasted_uses: Rc<str>,
    /// What is about to be signed for the steps, as it was left.
    pub(crate) signing: Drafts,
    /// Light, dark, or as the system has it.
    pub(crate) theme: Theme,
    /// Whether documents are typed into a plain field rather than the editor that helps.
    pub(crate) plain_editor: bool,
    /// Whether keys of one letter, digit or sign do nothing outside fields, for whoever speaks or presses them unawares.
    pub(crate) letters_off: bool,
    /// How policy documents are shown.
    pub(crate) shown_as: ShownAs,
    /// Whether the open one is shown as its text, for a place in it that was asked for, although a form is liked better.
    pub(crate) as_text: bool,
    /// What an address holds, until it is said that it may take the place of the work in the workbench.
    pub(crate) asked: Option<Asked>,
    /// The link that the scenario was opened from, and the scenario as it was in it.
    pub(crate) linked: Option<(Rc<str>, Rc<Scenario>)>,
    /// Examples that were opened before, by id.
    pub(crate) seen: Rc<BTreeSet<Rc<str>>>,
    /// A line that tells what happened outside the scenario.
    pub(crate) notice: Option<Notice>,
    /// How saving stands.
    pub(crate) saving: Saving,
    /// How often it changed what other tabs saved: the work is then looked at again.
    pub(crate) tabs_changed: u32,
}

/// The page's views.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum View {
    /// The first screen: what this is, an example, every scenario.
    #[default]
    Gallery,
    /// One's own role, policies, command and message, pasted.
    OwnCase,
    /// A scenario with its chain.
    Workbench,
    /// Whether an address may take the place of the work in the workbench.
    Question,
}

/// Where the scenario came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Nothing has been opened yet.
    Nothing,
    /// An example of the gallery, by id.
    Example(Rc<str>),
    /// Pasted, opened from a file, or begun empty.
    Own,
}

/// A scenario from an address, before it is opened.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Asked {
    /// The scenario.
    pub(crate) scenario: Rc<Scenario>,
    /// The address.
    pub(crate) place: Place,
}

/// What the centre shows below the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A policy document.
    Document(DocumentAddress),
    /// A role, user, account, … with its settings.
    Entity(EntityAddress),
    /// The whole scenario as text.
    Source,
    /// The scenario as it was before.
    History,
    /// The three calls that give a role's session, side by side for a role.
    WaysIn(Option<iam::Arn>),
    /// The event that a step leaves in an account's trail.
    Event {
        /// The step.
        step: usize,
        /// Whose trail.
        account: iam::AccountId,
    },
}

/// A place to bring into sight; `turn` tells two requests for the same place apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reveal {
    /// Where, in bytes of the document's text.
    pub(crate) span: Span,
    /// Counted up with every request.
    pub(crate) turn: u32,
}

/// The inspector's tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum InspectorTab {
    /// Verdict, cause, deciding fact, checks.
    #[default]
    Why,
    /// The step's parameters.
    Request,
    /// What was minted.
    Credentials,
    /// The step as a command, variables, profiles.
    Terminal,
}

/// A check that is played back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Played {
    /// Its place among all checks of the chain that were made.
    pub(crate) at: usize,
    /// Its step.
    pub(crate) step: usize,
    /// Its place in the step.
    pub(crate) check: usize,
    /// Whether the next one follows by itself.
    pub(crate) runs: bool,
}

/// Something that sessions carry, wherever they do. A tag may well be called `SourceIdentity`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lit {
    /// Which kind.
    pub(crate) kind: ChipKind,
    /// A tag's key; `SourceIdentity` for the source identity.
    pub(crate) key: Rc<str>,
}

/// The dock's tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum DockTab {
    /// The list of steps.
    #[default]
    Hops,
    /// What does not fit together, and findings in documents.
    Problems,
    /// The events of the audit trail.
    Events,
    /// What should happen, and whether it does.
    Expectations,
    /// A copy beside its original.
    WhatIf,
}

/// What a phone shows in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum PhoneTab {
    /// The chain with the verdict.
    #[default]
    Chain,
    /// The inspector.
    Why,
    /// The world.
    World,
    /// The chosen document, entity or source.
    Document,
    /// The list of hops.
    Hops,
    /// The sessions over time.
    Clock,
}

/// How large the chain is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Zoom {
    /// So that the whole of it is in sight, as long as its words stay legible.
    #[default]
    Fit,
    /// So that the whole of it is in sight, whatever becomes of its words.
    Whole,
    /// In percent of the drawing's own size.
    Percent(i32),
}

impl Zoom {
    /// The smallest size that can be asked for, in percent.
    pub(crate) const LEAST: i32 = 25;
    /// The largest.
    pub(crate) const MOST: i32 = 300;
    /// The sizes that the buttons go through.
    const STEPS: [i32; 9] = [35, 50, 65, 80, 100, 125, 150, 200, 300];

    /// The next larger size than so many percent.
    pub(crate) fn larger(percent: i32) -> Self {
        Self::Percent(Self::STEPS.into_iter().find(|size| *size > percent).unwrap_or(percent))
    }

    /// The next smaller size than so many percent.
    pub(crate) fn smaller(percent: i32) -> Self {
        let smaller = Self::STEPS.into_iter().rev().find(|size| *size < percent);
        Self::Percent(smaller.unwrap_or(percent))
    }

    /// The whole; asked for once more, all of it, however small.
    pub(crate) fn fitted(self) -> Self {
        if self == Self::Fit { Self::Whole } else { Self::Fit }
    }
}

/// How a policy document is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum ShownAs {
    /// As its text.
    #[default]
    Text,
    /// As a form.
    Form,
    /// As both, side by side; where there is no room for that, as its text.
    Both,
}

impl ShownAs {
    /// The word that is kept; nothing for the usual one.
    pub(crate) fn word(self) -> Option<&'static str> {
        match self {
            Self::Text => None,
            Self::Form => Some("form"),
            Self::Both => Some("both"),
        }
    }

    /// The one of that word.
    pub(crate) fn named(word: &str) -> Self {
        match word {
            "form" => Self::Form,
            "both" => Self::Both,
            _ => Self::Text,
        }
    }

    /// As it can be shown, with room for two or without.
    pub(crate) fn within(self, has_room: bool) -> Self {
        if self == Self::Both && !has_room { Self::Text } else { self }
    }
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The word that is saved and stands on the root element; nothing for the system's choice.
    pub(crate) fn word(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// The theme of that word.
    pub(crate) fn named(word: &str) -> Self {
        match word {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    /// What comes after this one when the button is pressed.
    pub(crate) fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

/// A line that tells what happened outside the scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    /// One sentence.
    pub(crate) text: Rc<str>,
    /// Whether something went wrong.
    pub(crate) is_warning: bool,
    /// What its button does.
    pub(crate) offers: Option<Offer>,
}

/// What a notice offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Offer {
    /// To take the last edit back.
    Undo,
    /// To go back to the work that was set aside.
    Return,
    /// To go to the place in the source that cannot be read.
    Mistake(Span),
    /// To get the scenario as a file.
    File,
}

/// How saving in this browser stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Saving {
    /// Nothing was changed since it was loaded.
    #[default]
    Idle,
    /// The last change is saved.
    Saved,
    /// It is saved, but there is no room for what was before.
    WithoutHistory,
    /// It is saved beside the work of another tab, until somebody says which of the two goes on.
    Apart,
    /// The browser refused the last change.
    Failed,
}

/// Two models are the same when they are over the same revision and show the same.
impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(self.history.present(), other.history.present())
            && self.history.depth() == other.history.depth()
            && self.history.is_open() == other.history.is_open()
            && self.ui == other.ui
            && self.kept == other.kept
            && self.revisions == other.revisions
            && self.kept_aside == other.kept_aside
            && self.opening == other.opening
            && self.sight == other.sight
            && self.beside == other.beside
            && self.opened == other.opened
            && self.tour == other.tour
            && self.aside.as_ref().map(Rc::as_ptr) == other.aside.as_ref().map(Rc::as_ptr)
            && self.original.as_ref().map(Rc::as_ptr) == other.original.as_ref().map(Rc::as_ptr)
    }
}

impl Model {
    /// A page at its first screen, with nothing opened yet.
    pub(crate) fn new() -> Self {
        let nobody = Start::new("", Timestamp::from_seconds(0));
        Self {
            history: History::new(Rc::new(Scenario::new("", nobody))),
            ui: Ui::default(),
            kept: None,
            kept_aside: None,
            opening: None,
            sight: None,
            beside: Rc::default(),
            opened: 0,
            work: 0,
            aside: None,
            revisions: Rc::default(),
            original: None,
            tour: None,
            embed: None,
        }
    }

    /// The view in front: what is being opened comes into the workbench.
    pub(crate) fn view(&self) -> View {
        if self.opening.is_some() { View::Workbench } else { self.ui.view }
    }

    /// Whether there is work of this visit or of the last.
    pub(crate) fn has_work(&self) -> bool {
        self.kept.is_some() || self.ui.origin != Origin::Nothing
    }

    /// The scenario as it stands.
    pub(crate) fn scenario(&self) -> &Rc<Scenario> {
        self.history.present()
    }

    /// The scenario; of a copy, the original.
    pub(crate) fn lasting(&self) -> &Rc<Scenario> {
        self.lasting_history().present()
    }

    /// The same with its revisions.
    pub(crate) fn lasting_history(&self) -> &History<Scenario> {
        self.original.as_ref().map_or(&self.history, |original| &original.history)
    }

    /// Whether the source was typed so that it cannot be read.
    pub(crate) fn has_broken_draft(&self) -> bool {
        self.ui.source_draft.as_ref().is_some_and(|draft| Scenario::read(draft).is_err())
    }

    /// The edit that undo takes back.
    pub(crate) fn undoable(&self) -> Option<&str> {
        match self.has_broken_draft() && self.ui.meanwhile.is_text_last() {
            true => Some("edit the source"),
            false => self.history.undoable(),
        }
    }

    /// The edit that redo makes again.
    pub(crate) fn redoable(&self) -> Option<&str> {
        match self.ui.undone_draft {
            Some(_) => Some("edit the source"),
            None => self.history.redoable(),
        }
    }
}

impl Ui {
    /// How the open document is shown, with room for two views side by side or without.
    pub(crate) fn document_as(&self, has_room: bool) -> ShownAs {
        match self.shown_as {
            ShownAs::Form if self.as_text => ShownAs::Text,
            liked => liked.within(has_room),
        }
    }
}

impl Default for Ui {
    fn default() -> Self {
        Self {
            view: View::default(),
            origin: Origin::Nothing,
            selected_step: None,
            subject: None,
            turns: Turns::default(),
            reveal: None,
            caret: None,
            why_of_caret: false,
            inspector_tab: InspectorTab::default(),
            dock_tab: DockTab::default(),
            phone_tab: PhoneTab::default(),
            world_open: false,
            palette_open: false,
            shortcuts_open: false,
            zoom: Zoom::default(),
            lit: None,
            now: None,
            played: None,
            unfolded: Rc::default(),
            renaming: None,
            source_draft: None,
            meanwhile: Meanwhile::default(),
            undone_draft: None,
            pasted: "".into(),
            pasted_uses: "".into(),
            signing: Drafts::default(),
            theme: Theme::default(),
            plain_editor: false,
            letters_off: false,
            shown_as: ShownAs::default(),
            as_text: false,
            asked: None,
            linked: None,
            seen: Rc::default(),
            notice: None,
            saving: Saving::default(),
            tabs_changed: 0,
        }
    }
}
