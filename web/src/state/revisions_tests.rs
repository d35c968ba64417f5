//! Versions, and what is kept of undo between visits.

use super::*;
use crate::state::{
    Action,
    saved::{Key, restore as restored},
    update::update,
};

fn at(minute: i64) -> Timestamp {
    Timestamp::from_seconds(1_700_000_000 + 60 * minute)
}

fn opened() -> Model {
    let id = "three-hop-chain".into();
    update(
        &Model::new(),
        Action::OpeningAsked(crate::state::Opening::Example { id, seconds: None }),
    )
}

fn titled(model: &Model, title: &str) -> Model {
    let model = update(model, Action::TitleEdited(title.into()));
    update(&model, Action::TypingPaused)
}

fn rested(model: &Model, minute: i64) -> Model {
    update(model, Action::RestReached(at(minute)))
}

/// The page as it is loaded again.
fn reloaded(model: &Model) -> Model {
    let kept = restored(|key: Key| key.of(model).map(|text| (*text).to_owned()));
    update(&Model::new(), Action::WorkRestored(Box::new(kept)))
}

fn told(model: &Model) -> Vec<String> {
    let known = model.revisions.newest_first();
    known.map(|known| known.name.as_deref().unwrap_or(&known.changes).to_owned()).collect()
}

#[test]
fn undo_and_redo_survive_a_reload() {
    let before = opened();
    let mut model = before.clone();
    for title in ["one", "two", "three"] {
        model = titled(&model, title);
    }
    model = update(&model, Action::UndoRequested);
    let mut again = reloaded(&model);
    assert_eq!(again.scenario(), model.scenario());
    assert_eq!(
        (again.undoable(), again.redoable()),
        (Some("edit the title"), Some("edit the title"))
    );
    again = update(&again, Action::RedoRequested);
    assert_eq!(&*again.scenario().title, "three");
    // A reload in between changes nothing.
    again = reloaded(&again);
    for title in ["two", "one"] {
        again = update(&again, Action::UndoRequested);
        assert_eq!(&*again.scenario().title, title);
    }
    again = update(&again, Action::UndoRequested);
    assert_eq!(again.scenario(), before.scenario());
    assert_eq!(again.undoable(), None);
}

#[test]
fn edits_that_were_kept_beside_another_text_are_not_undone_in_this_one() {
    let model = titled(&opened(), "mine");
    let other = model.scenario().write().replace("mine", "else");
    let kept = restored(|key| match key {
        Key::Scenario => Some(other.clone()),
        key => key.of(&model).map(|text| (*text).to_owned()),
    });
    let again = update(&Model::new(), Action::WorkRestored(Box::new(kept)));
    assert_eq!((again.undoable(), again.scenario().write()), (None, other));
}

#[test]
fn bytes_that_nobody_wrote_lose_the_history_and_not_the_work() {
    let model = titled(&opened(), "mine");
    for broken in ["", "x", "0 0 0\tover\tx\n", "\n\n\n", "0 0 99\tundo\n"] {
        let kept = restored(|key| match key {
            Key::Undo | Key::Revisions => Some(broken.to_owned()),
            key => key.of(&model).map(|text| (*text).to_owned()),
        });
        let again = update(&Model::new(), Action::WorkRestored(Box::new(kept)));
        assert_eq!((&*again.scenario().title, again.undoable()), ("mine", None), "{broken}");
    }
}

#[test]
fn where_work_comes_to_rest_a_version_is_kept_with_what_was_changed() {
    assert_eq!(told(&rested(&opened(), 0)), [""; 0]);
    let mut model = rested(&titled(&opened(), "one"), 1);
    assert_eq!(told(&model), ["edit the title", "before the first change"]);
    // Nothing new, nothing kept.
    model = rested(&model, 2);
    assert_eq!(model.revisions.newest_first().count(), 2);
    model = titled(&model, "two");
    model = update(&model, Action::StepRemoved(3));
    model = rested(&model, 3);
    assert_eq!(told(&model)[0], "edit the title; remove step 4");
    let again = reloaded(&model);
    assert_eq!(again.revisions, model.revisions);
}

#[test]
fn thirty_versions_are_kept_and_those_with_names_besides() {
    let mut model = titled(&opened(), "begun");
    model =
        update(&model, Action::RevisionNamed { number: None, name: "As agreed".into(), at: at(0) });
    for minute in 1..=40 {
        model = rested(&titled(&model, &format!("at {minute}")), minute);
    }
    let names = told(&model);
    assert_eq!(names.len(), 31);
    assert_eq!(names.last().map(String::as_str), Some("As agreed"));
    assert_eq!(reloaded(&model).revisions, model.revisions);
    // What has no name any more is one of the thirty.
    let number = model.revisions.newest_first().last().unwrap().number;
    model = update(
        &model,
        Action::RevisionNamed { number: Some(number), name: " ".into(), at: at(41) },
    );
    model = rested(&titled(&model, "last"), 42);
    assert_eq!(model.revisions.newest_first().count(), 30);
}

#[test]
fn a_version_is_restored_as_an_edit() {
    let mut model = titled(&opened(), "one");
    model = update(&model, Action::RevisionNamed { number: None, name: "First".into(), at: at(1) });
    let first = model.revisions.newest_first().next().unwrap().number;
    model = titled(&model, "two");
    model = update(&model, Action::RevisionRestored(first));
    assert_eq!((&*model.scenario().title, model.undoable()), ("one", Some("go back to “First”")));
    model = update(&model, Action::UndoRequested);
    assert_eq!(&*model.scenario().title, "two");
}

#[test]
fn another_scenario_has_versions_of_its_own_and_the_work_keeps_its() {
    let model = rested(&titled(&opened(), "one"), 1);
    let id = "only-two-users-trusted".into();
    let other =
        update(&model, Action::OpeningAsked(crate::state::Opening::Example { id, seconds: None }));
    assert_eq!(told(&other), [""; 0]);
    let back = update(&other, Action::WorkReturnedTo);
    assert_eq!(back.revisions, model.revisions);
}

#[test]
fn what_is_kept_has_a_limit_and_the_nearest_edits_are_kept() {
    let mut model = opened();
    for round in 0..40 {
        let noise: String = (0..60_000_u32)
            .map(|at| char::from(b'a' + ((at * 7 + round * 13 + at * at) % 26) as u8))
            .collect();
        model = titled(&model, &format!("{round} {noise}"));
    }
    let kept = Key::Undo.of(&model).unwrap();
    assert!(kept.len() < ROOM + 200_000, "{}", kept.len());
    let again = update(&reloaded(&model), Action::UndoRequested);
    assert!(again.scenario().title.starts_with("38 "));
}

#[test]
fn what_is_tried_in_a_copy_is_no_version() {
    let model = rested(&titled(&opened(), "mine"), 1);
    let versions = told(&model);
    let copy = rested(&titled(&update(&model, Action::CopyBegun), "tried"), 2);
    assert_eq!(&*copy.scenario().title, "tried");
    assert_eq!(told(&copy), versions);
}

#[test]
fn what_was_set_aside_keeps_its_versions_and_its_undo_over_a_reload() {
    let model = rested(&titled(&opened(), "mine"), 1);
    let named = Action::RevisionNamed { number: None, name: "the good one".into(), at: at(2) };
    let model = update(&model, named);
    let id = "only-two-users-trusted".into();
    let other = Action::OpeningAsked(crate::state::Opening::Example { id, seconds: None });
    let again = reloaded(&reloaded(&update(&model, other)));
    let back = update(&again, Action::WorkReturnedTo);
    assert_eq!((&*back.scenario().title, back.undoable()), ("mine", Some("edit the title")));
    assert_eq!(told(&back), told(&model));
    assert_eq!(told(&back)[0], "the good one");
}
