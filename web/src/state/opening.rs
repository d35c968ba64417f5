//! What can only be opened by the part of the page that is loaded later: it waits in the model until that part is there.

use std::rc::Rc;

use simulator::{Scenario, scenario::ScenarioError, share};

use super::{
    Aside, History, Model, Notice, Origin, Place, Subject, View,
    model::Asked,
    revisions::{self, Revisions},
    saved::Key,
    selectors, sight,
    source::Meanwhile,
    tour, update,
    what_if::Original,
};
use crate::gallery;

/// Something that is to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Opening {
    /// An example, perhaps with another duration of the hop that it is about.
    Example {
        /// Its id.
        id: Rc<str>,
        /// `DurationSeconds` of the first refused hop.
        seconds: Option<u32>,
    },
    /// The text of a file that a person chose.
    File(Rc<str>),
    /// An empty scenario.
    Blank,
    /// The guided tour.
    Tour,
    /// What the page's address names.
    Address(Place),
}

/// The work of the last visit as it was kept, not read yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Kept {
    /// The scenario's file.
    pub(crate) scenario: Option<Rc<str>>,
    /// The file of the copy that is worked on.
    pub(crate) copy: Option<Rc<str>>,
    /// The edits of the copy that can be undone and made again.
    pub(crate) copy_undo: Option<Rc<str>>,
    /// Text in the source view that cannot be read, or differs from the file's print.
    pub(crate) draft: Option<Rc<str>>,
    /// The id of the example that the scenario came from.
    pub(crate) example: Option<Rc<str>>,
    /// The edits that can be undone and made again.
    pub(crate) undo: Option<Rc<str>>,
    /// The scenario as it was before.
    pub(crate) revisions: Option<Rc<str>>,
    /// The id of the step that was chosen.
    pub(crate) step: Option<Rc<str>>,
}

/// Reads and opens what has waited.
pub(super) fn settle(model: &mut Model) {
    if let Some(kept) = model.kept.take() {
        read(model, &kept);
    }
    if let Some(kept) = model.kept_aside.take() {
        read_aside(model, &kept);
    }
    match model.opening.take() {
        Some(Opening::Example { id, seconds }) => open_example(model, id, seconds),
        Some(Opening::File(text)) => open_file(model, &text),
        Some(Opening::Blank) => update::open(model, Rc::new(selectors::blank()), Origin::Own),
        Some(Opening::Address(place)) => open_address(model, place),
        Some(Opening::Tour) => tour::begin(model),
        None => {}
    }
    sight::look(model);
}

/// A scenario that cannot be read any more comes back as a draft: nothing typed is lost.
fn read(model: &mut Model, kept: &Kept) {
    let mut draft = kept.draft.clone();
    if let Some(text) = &kept.scenario {
        match read_work(model, text, kept) {
            Some(work) => {
                model.history = work.history;
                model.original = work.original;
                model.revisions = work.revisions;
                draft = work.draft;
                model.opened += 1;
                model.work = model.opened;
                model.ui.origin = kept.example.clone().map_or(Origin::Own, Origin::Example);
                let step = kept.step.as_deref();
                model.ui.selected_step = step.and_then(|id| model.scenario().step_index(id));
            }
            None => draft = draft.or_else(|| Some(Rc::clone(text))),
        }
    }
    if draft.is_some() {
        let ui = &mut model.ui;
        ui.source_draft = draft;
        ui.meanwhile = Meanwhile::left();
        ui.subject = Some(Subject::Source);
        if ui.origin == Origin::Nothing {
            ui.origin = Origin::Own;
        }
    }
}

/// Work as it could be read.
struct Work {
    history: History<Scenario>,
    original: Option<Rc<Original>>,
    revisions: Rc<Revisions>,
    draft: Option<Rc<str>>,
}

/// Reads the work of that text with what was kept of it; what cannot be read is kept beside it.
fn read_work(model: &mut Model, text: &str, kept: &Kept) -> Option<Work> {
    let Ok(scenario) = Scenario::read(text) else {
        keep_beside(model, Key::Scenario, kept.scenario.as_ref());
        keep_beside(model, Key::Copy, kept.copy.as_ref());
        keep_beside(model, Key::CopyUndo, kept.copy_undo.as_ref());
        keep_beside(model, Key::Undo, kept.undo.as_ref());
        keep_beside(model, Key::Revisions, kept.revisions.as_ref());
        return None;
    };
    let mut history = revisions::history(scenario, text, kept.undo.as_deref());
    if history.depth() == 0 && history.redoable().is_none() {
        keep_beside(model, Key::Undo, kept.undo.as_ref());
    }
    let revisions = kept.revisions.as_deref().map(Revisions::read).unwrap_or_default();
    if revisions.newest_first().next().is_none() {
        keep_beside(model, Key::Revisions, kept.revisions.as_ref());
    }
    let (mut original, mut draft) = (None, kept.draft.clone());
    if let Some(text) = &kept.copy {
        match Scenario::read(text) {
            Ok(copy) => {
                let copy = revisions::history(copy, text, kept.copy_undo.as_deref());
                if copy.depth() == 0 && copy.redoable().is_none() {
                    keep_beside(model, Key::CopyUndo, kept.copy_undo.as_ref());
                }
                original = Some(Original::new(std::mem::replace(&mut history, copy)));
            }
            Err(_) => {
                // The source was the copy's.
                keep_beside(model, Key::Copy, Some(text));
                keep_beside(model, Key::CopyUndo, kept.copy_undo.as_ref());
                keep_beside(model, Key::Draft, draft.take().as_ref());
            }
        }
    }
    Some(Work { history, original, revisions: Rc::new(revisions), draft })
}

/// What could not be read is kept beside the work, as it was; nothing where nothing was kept.
fn keep_beside(model: &mut Model, key: Key, text: Option<&Rc<str>>) {
    if let Some(text) = text {
        Rc::make_mut(&mut model.beside).push((key, Rc::clone(text)));
    }
}

/// What was set aside at the last visit is still kept, and still offered.
fn read_aside(model: &mut Model, kept: &Kept) {
    let Some(text) = &kept.scenario else { return };
    let Some(Work { history, original, revisions, draft }) = read_work(model, text, kept) else {
        return keep_beside(model, Key::Draft, kept.draft.as_ref());
    };
    let origin = kept.example.clone().map_or(Origin::Own, Origin::Example);
    model.opened += 1;
    let aside = Aside::new(model.opened, history, original, revisions, origin, draft);
    model.aside = Some(Rc::new(aside));
    update::offer_aside(model);
}

fn open_example(model: &mut Model, id: Rc<str>, seconds: Option<u32>) {
    let scenario = match seconds {
        Some(seconds) => gallery::tried(&id, seconds).map(|(scenario, _)| Rc::new(scenario)),
        None => gallery::example(&id).map(|example| example.scenario),
    };
    match scenario {
        Some(scenario) => update::open(model, scenario, Origin::Example(id)),
        None => warn(model, "This scenario could not be loaded. Reload the page to try again."),
    }
}

fn open_file(model: &mut Model, text: &str) {
    match Scenario::read(text) {
        Ok(scenario) => update::open(model, Rc::new(scenario), Origin::Own),
        Err(problems) => {
            let told = no_scenario("This file is not a scenario.", &problems);
            warn(model, &format!("{told} Your work is unchanged."));
        }
    }
}

/// Says of a text that it is no scenario, with the first place where it is not.
pub(super) fn no_scenario(sentence: &str, problems: &[ScenarioError]) -> String {
    let Some(first) = problems.first() else { return sentence.to_owned() };
    let path = match first.path.is_empty() {
        true => String::new(),
        false => format!("`{}`: ", first.path),
    };
    let more = match problems.len() - 1 {
        0 => String::new(),
        1 => " There is 1 more error.".to_owned(),
        more => format!(" There are {more} more errors."),
    };
    let at = first.at;
    format!("{sentence} {}:{} {path}{}{more}", at.line, at.column, first.message)
}

/// Opens what an address holds; over work that nobody else has, only after asking.
fn open_address(model: &mut Model, place: Place) {
    let found = match &place {
        Place::Link(link) => share::decode(link).map(Rc::new).map_err(|error| error.to_string()),
        Place::Example(id) => gallery::example(id)
            .map(|example| example.scenario)
            .ok_or_else(|| format!("There is no example `{id}`.")),
        Place::Gallery | Place::OwnCase | Place::Work => return,
    };
    let scenario = match found {
        Ok(scenario) => scenario,
        Err(reason) => {
            let unchanged = if model.has_work() { " Your work is unchanged." } else { "" };
            model.ui.view = if model.has_work() { View::Workbench } else { View::Gallery };
            return warn(model, &format!("{reason}{unchanged}"));
        }
    };
    if *scenario == **model.scenario() && !model.has_broken_draft() {
        // The page was loaded again, or the link leads to where one is.
        show(model, place);
    } else if selectors::is_own_work(model) {
        model.ui.asked = Some(Asked { scenario, place });
        model.ui.view = View::Question;
    } else {
        open_scenario(model, scenario, place);
    }
}

/// What was asked about is opened, or given up.
pub(super) fn answered(model: &mut Model, opens: bool) {
    model.ui.view = View::Workbench;
    if let Some(Asked { scenario, place }) = model.ui.asked.take().filter(|_| opens) {
        open_scenario(model, scenario, place);
    }
}

fn open_scenario(model: &mut Model, scenario: Rc<Scenario>, place: Place) {
    let origin = match &place {
        Place::Example(id) => Origin::Example(Rc::clone(id)),
        _ => Origin::Own,
    };
    update::open(model, scenario, origin);
    show(model, place);
}

fn show(model: &mut Model, place: Place) {
    model.ui.view = View::Workbench;
    if let Place::Link(link) = place {
        // Also where the work was the same: what is seen came with the link, and an edit of it is one's own.
        model.ui.origin = Origin::Own;
        model.ui.linked = Some((link, Rc::clone(model.scenario())));
    }
    sight::look(model);
}

/// Tells what went wrong.
pub(super) fn warn(model: &mut Model, text: &str) {
    model.ui.notice = Some(Notice { text: text.into(), is_warning: true, offers: None });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Action, FieldValue, StepField, action::Restored};

    /// The page before its second part is there: nothing has been read.
    fn waiting(kept: Kept, opening: Option<Opening>) -> Model {
        Model { kept: Some(Rc::new(kept)), opening, ..Model::new() }
    }

    fn text(id: &str) -> Rc<str> {
        gallery::example(id).unwrap().scenario.write().into()
    }

    #[test]
    fn kept_work_is_read_before_what_was_asked_for_and_can_be_had_back() {
        let mut own = (*gallery::example("three-hop-chain").unwrap().scenario).clone();
        own.title = "Mine".into();
        let kept = Kept { scenario: Some(own.write().into()), ..Kept::default() };
        let id = "only-two-users-trusted".into();
        let mut model = waiting(kept, Some(Opening::Example { id, seconds: None }));
        settle(&mut model);
        assert_eq!((&model.kept, &model.opening), (&None, &None));
        assert_eq!(model.ui.view, View::Workbench);
        assert_eq!(
            **model.scenario(),
            *gallery::example("only-two-users-trusted").unwrap().scenario
        );
        let model = update(&model, Action::WorkReturnedTo);
        assert_eq!(&*model.scenario().title, "Mine");
    }

    #[test]
    fn what_was_set_aside_can_be_had_back_at_the_next_visit_too() {
        use crate::state::saved::{Key, restore};
        let text = |id: &str| gallery::example(id).unwrap().scenario.write();
        let kept = |key: Key| match key {
            Key::Scenario => Some(text("three-hop-chain")),
            Key::AsideScenario => Some(text("only-two-users-trusted")),
            Key::AsideDraft => Some("{ half".to_owned()),
            Key::AsideExample => Some("only-two-users-trusted".to_owned()),
            _ => None,
        };
        let model = update(&Model::new(), Action::WorkRestored(Box::new(restore(kept))));
        // It stays kept while the work itself goes on.
        for key in [Key::Scenario, Key::AsideScenario, Key::AsideDraft, Key::AsideExample] {
            assert_eq!(key.of(&model).as_deref(), kept(key).as_deref(), "{key:?}");
        }
        assert_eq!(model.ui.notice.as_ref().unwrap().offers, Some(crate::state::Offer::Return));
        let back = update(&model, Action::WorkReturnedTo);
        assert_eq!(back.scenario().write(), text("only-two-users-trusted"));
        assert_eq!(back.ui.source_draft.as_deref(), Some("{ half"));
        assert_eq!(Key::AsideScenario.of(&back).unwrap().as_ref(), text("three-hop-chain"));
    }

    #[test]
    fn a_kept_scenario_that_cannot_be_read_comes_back_as_a_draft() {
        let kept = Kept { scenario: Some("{ \"version\": 1, ".into()), ..Kept::default() };
        let mut model = waiting(kept, None);
        settle(&mut model);
        assert_eq!(model.ui.source_draft.as_deref(), Some("{ \"version\": 1, "));
        assert_eq!((model.ui.origin, model.ui.subject), (Origin::Own, Some(Subject::Source)));
    }

    #[test]
    fn a_file_that_is_no_scenario_is_told_and_changes_nothing() {
        let kept = Kept { scenario: Some(text("three-hop-chain")), ..Kept::default() };
        let mut model = waiting(kept, Some(Opening::File("{}".into())));
        settle(&mut model);
        assert_eq!((model.ui.view, model.history.depth()), (View::Gallery, 0));
        let told = model.ui.notice.unwrap().text;
        assert!(told.starts_with("This file is not a scenario. 1:"), "{told}");
    }

    #[test]
    fn an_example_is_opened_with_the_duration_that_was_tried() {
        let id = gallery::FEATURED.into();
        let mut model =
            waiting(Kept::default(), Some(Opening::Example { id, seconds: Some(3600) }));
        settle(&mut model);
        let (_, step) = gallery::tried(gallery::FEATURED, 7200).unwrap();
        let asked = StepField::DurationSeconds.get(&model.scenario().steps[step]);
        assert_eq!(asked, Some(FieldValue::Number(3600)));
        assert_eq!(model.ui.origin, Origin::Example(gallery::FEATURED.into()));
    }

    #[test]
    fn work_of_the_last_visit_stays_kept_as_it_was_until_it_is_read() {
        use crate::state::saved::Key;
        let kept = Kept {
            scenario: Some("scenario".into()),
            copy: Some("copy".into()),
            copy_undo: Some("copy/undo".into()),
            draft: Some("draft".into()),
            example: Some("example".into()),
            undo: Some("undo".into()),
            revisions: Some("revisions".into()),
            step: Some("step".into()),
        };
        let model = waiting(kept, None);
        let of = |key: Key| key.of(&model);
        assert_eq!(of(Key::Scenario).as_deref(), Some("scenario"));
        assert_eq!(of(Key::Copy).as_deref(), Some("copy"));
        assert_eq!(of(Key::CopyUndo).as_deref(), Some("copy/undo"));
        assert_eq!(of(Key::Draft).as_deref(), Some("draft"));
        assert_eq!(of(Key::Example).as_deref(), Some("example"));
        assert_eq!(of(Key::Undo).as_deref(), Some("undo"));
        assert_eq!(of(Key::Revisions).as_deref(), Some("revisions"));
        assert_eq!(of(Key::Step).as_deref(), Some("step"));
    }

    #[test]
    fn a_reload_looks_at_the_step_that_was_chosen() {
        use crate::state::saved::{Key, restore};
        let scenario = gallery::example("three-hop-chain").unwrap().scenario;
        let origin = Origin::Own;
        let opened = update(&Model::new(), Action::ScenarioOpened { scenario, origin });
        let reloaded = |model: &Model| {
            let kept = restore(|key| key.of(model).map(|text| text.to_string()));
            update(&Model::new(), Action::WorkRestored(Box::new(kept)))
        };
        assert_eq!(reloaded(&opened).ui.selected_step, None);
        let chosen = update(&opened, Action::StepSelected(1));
        assert_eq!(reloaded(&chosen).ui.selected_step, Some(1));
        // What is opened instead has nothing to do with it.
        let scenario = gallery::example("only-two-users-trusted").unwrap().scenario;
        let other =
            update(&reloaded(&chosen), Action::ScenarioOpened { scenario, origin: Origin::Own });
        assert_eq!((other.ui.selected_step, Key::Step.of(&other)), (None, None));
    }

    #[test]
    fn the_workbench_of_the_last_visit_is_shown_only_with_work_in_it() {
        let restored = |scenario: Option<Rc<str>>| Restored {
            kept: Kept { scenario, ..Kept::default() },
            view: View::Workbench,
            ..Restored::default()
        };
        let view = |scenario| {
            update(&Model::new(), Action::WorkRestored(Box::new(restored(scenario)))).ui.view
        };
        assert_eq!(view(None), View::Gallery);
        assert_eq!(view(Some(text("three-hop-chain"))), View::Workbench);
    }
}
