//! A copy stays with its scenario, whatever is opened and however often the page is loaded.

use simulator::Scenario;

use super::*;
use crate::{
    gallery,
    state::{
        Action, Opening, Origin, View,
        embed::Wish,
        saved::{Key, restore as restored},
        update::update,
    },
};

const ID: &str = "three-hop-chain";

fn asked(model: &Model, what: Opening) -> Model {
    update(model, Action::OpeningAsked(what))
}

fn example(model: &Model, id: &str) -> Model {
    asked(model, Opening::Example { id: id.into(), seconds: None })
}

fn titled(model: &Model, title: &str) -> Model {
    let model = update(model, Action::TitleEdited(title.into()));
    update(&model, Action::TypingPaused)
}

/// An example that was edited, and a copy of it in which two things are tried.
fn tried() -> Model {
    let mine = titled(&example(&Model::new(), ID), "mine");
    let copy = update(&mine, Action::CopyBegun);
    titled(&titled(&copy, "tried"), "tried more")
}

/// The page as it is loaded again.
fn reloaded(model: &Model) -> Model {
    let kept = restored(|key: Key| key.of(model).map(|text| (*text).to_owned()));
    update(&Model::new(), Action::WorkRestored(Box::new(kept)))
}

/// The titles of the original and of its copy; the same where there is none.
fn titles(model: &Model) -> [&str; 2] {
    [&model.lasting().title, &model.scenario().title]
}

#[test]
fn a_copy_survives_a_reload_with_what_undo_takes_back_on_both_sides() {
    let again = reloaded(&reloaded(&tried()));
    assert_eq!(titles(&again), ["mine", "tried more"]);
    let undone = update(&again, Action::UndoRequested);
    assert_eq!(titles(&undone), ["mine", "tried"]);
    let discarded = update(&again, Action::CopyDiscarded);
    assert_eq!(titles(&discarded), ["mine", "mine"]);
    assert_eq!(discarded.undoable(), Some("edit the title"));
    let redone = update(&discarded, Action::RedoRequested);
    assert_eq!(titles(&redone), ["tried more", "tried more"]);
    assert_eq!(titles(&update(&redone, Action::UndoRequested)), ["mine", "mine"]);
    let kept = update(&again, Action::CopyKept);
    assert_eq!(titles(&kept), ["tried more", "tried more"]);
    assert_eq!(titles(&update(&kept, Action::UndoRequested)), ["mine", "mine"]);
    // Once it is over, nothing of it is kept.
    for over in [discarded, kept] {
        assert_eq!(titles(&reloaded(&over)), titles(&over));
    }
}

#[test]
fn a_copy_in_which_nothing_was_changed_yet_is_one_after_a_reload_too() {
    let again = reloaded(&update(&example(&Model::new(), ID), Action::CopyBegun));
    assert!(again.original.is_some());
    assert_eq!(again.scenario(), again.lasting());
}

#[test]
fn source_of_a_copy_that_cannot_be_read_survives_a_reload() {
    let broken = update(&tried(), Action::SourceEdited("{ half".into()));
    let again = reloaded(&broken);
    assert_eq!(titles(&again), ["mine", "tried more"]);
    assert_eq!(again.ui.source_draft.as_deref(), Some("{ half"));
}

#[test]
fn another_scenario_leaves_the_copy_with_its_original() {
    let file: Rc<str> = gallery::example("only-two-users-trusted").unwrap().scenario.write().into();
    let same: Rc<str> = tried().lasting().write().into();
    for (what, opened) in [
        ("another example", example(&tried(), "only-two-users-trusted")),
        ("a file", asked(&tried(), Opening::File(file))),
        ("an empty one", asked(&tried(), Opening::Blank)),
        ("the same example again", example(&tried(), ID)),
        ("the original as a file", asked(&tried(), Opening::File(same))),
    ] {
        assert!(opened.original.is_none(), "{what}");
        assert_eq!(titles(&opened)[0], titles(&opened)[1], "{what}");
        assert_eq!(opened.undoable(), None, "{what}");
        for model in [&opened, &reloaded(&opened)] {
            let notice = model.ui.notice.clone().unwrap();
            assert_eq!(notice.offers, Some(Offer::Return), "{what}");
            let back = update(model, Action::WorkReturnedTo);
            assert_eq!(titles(&back), ["mine", "tried more"], "{what}");
            let discarded = update(&back, Action::CopyDiscarded);
            assert_eq!(titles(&discarded), ["mine", "mine"], "{what}");
        }
    }
}

#[test]
fn the_copy_goes_aside_again_when_one_returns_to_other_work() {
    let other = titled(&example(&tried(), "only-two-users-trusted"), "other");
    let back = update(&other, Action::WorkReturnedTo);
    assert_eq!(titles(&back), ["mine", "tried more"]);
    let there = update(&back, Action::WorkReturnedTo);
    assert_eq!(titles(&there), ["other", "other"]);
    assert_eq!(titles(&update(&there, Action::WorkReturnedTo)), ["mine", "tried more"]);
}

#[test]
fn a_reload_at_the_address_of_the_original_asks_nothing() {
    for model in [tried(), update(&example(&Model::new(), ID), Action::CopyBegun)] {
        let kept = restored(|key: Key| key.of(&model).map(|text| (*text).to_owned()));
        let mut again = Model { kept: Some(Rc::new(kept.kept)), ..Model::new() };
        let place = crate::state::Place::of(&model).unwrap();
        again = update(&again, Action::PlaceVisited(place));
        assert_eq!((again.view(), titles(&again)), (View::Workbench, titles(&model)));
        assert_eq!(again.ui.origin, Origin::Example(ID.into()));
    }
}

#[test]
fn a_copy_that_cannot_be_read_any_more_leaves_the_original_and_is_kept_beside_it() {
    let model = tried();
    let kept = restored(|key: Key| match key {
        Key::Copy => Some("{ \"version\": 9 }".to_owned()),
        key => key.of(&model).map(|text| (*text).to_owned()),
    });
    let again = update(&Model::new(), Action::WorkRestored(Box::new(kept)));
    assert_eq!(titles(&again), ["mine", "mine"]);
    assert_eq!(again.beside[0], (Key::Copy, "{ \"version\": 9 }".into()));
    assert_eq!(again.beside[1..].iter().map(|(key, _)| *key).collect::<Vec<_>>(), [Key::CopyUndo]);
}

#[test]
fn what_a_document_loads_ends_the_copy_that_somebody_tried_in_its_frame() {
    let embed = crate::state::Embed::named("?embed&editable");
    let frame = Model { embed, ..Model::new() };
    let load =
        |text: &str| Action::WishHeard(Wish::Load { scenario: text.into(), onto: Vec::new() });
    let one = update(&frame, load(&format!("example={ID}")));
    let copy = titled(&update(&one, Action::CopyBegun), "tried");
    let two = update(&copy, load("example=only-two-users-trusted"));
    assert!(two.original.is_none() && two.aside.is_none());
    let scenario: &Scenario = &gallery::example("only-two-users-trusted").unwrap().scenario;
    assert_eq!(&**update(&two, Action::CopyDiscarded).scenario(), scenario);
}
