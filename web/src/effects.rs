//! What follows from the model outside the page: keeping the work, the theme, keys, and what is announced.

use std::{cell::RefCell, rc::Rc};

use iam::Timestamp;
use simulator::Outcome;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::{
        address, clock, file, focus, intent, keyboard, keyboard::Command, leaving, scroll, storage,
        theme, timer,
    },
    chunks,
    state::{Action, Model, Place, View, action::Saved, saved::Key},
    store::Store,
};

/// Milliseconds without a key after which typing counts as finished.
const PAUSE: u32 = 1200;
/// Milliseconds without an edit after which the work is kept as a version.
const REST: u32 = 4000;
/// Milliseconds after an edit until the work is saved, where that takes no time.
const SAVE_AFTER: u32 = 300;
/// How much longer than saving takes nothing was edited before a large work is saved: it is not to come between two letters.
const PATIENCE: u32 = 5;
/// Milliseconds without an edit after which any work is saved.
const SAVE_AFTER_AT_MOST: u32 = 1000;
/// Milliseconds for which work stays unsaved, however often it is edited.
const UNSAVED_AT_MOST: u32 = 5000;

/// Everything but announcements.
#[hook]
pub(crate) fn use_effects(store: &Store) {
    use_saving(store);
    use_typing_pause(store);
    use_rest(store);
    use_dropped_files(store);
    use_keyboard(store);
    use_loading_ahead(store);
    use_address(store);
    use_verifiers(store);
    use_effect_with(store.model().view(), |_| scroll::to_top());
    use_effect_with(store.model().ui.theme, |chosen| theme::apply(*chosen));
}

/// Saves what changed, a moment after it changed, and at once when the page is left.
#[hook]
fn use_saving(store: &Store) {
    let given = use_mut_ref(Given::default);
    let (saver, known) = (store.clone(), Rc::clone(&given));
    use_effect_with(WhatIsKept(store.model().clone()), move |_| {
        let pause = known.borrow_mut().pause(clock::now());
        let waiting = timer::after(pause, move || save(&saver, &known));
        move || drop(waiting)
    });
    let latest = use_mut_ref(|| store.clone());
    *latest.borrow_mut() = store.clone();
    use_effect_with((), move |()| {
        let leaving = leaving::listen(move || save(&latest.borrow(), &given));
        move || drop(leaving)
    });
}

/// What was last given to be saved, by key.
#[derive(Default)]
struct Given {
    texts: [Option<Option<Rc<str>>>; Key::ALL.len()],
    /// What other tabs had done by then.
    tabs_changed: u32,
    /// How many milliseconds saving took the last time.
    took: u32,
    /// When the first edit was made that is not saved yet.
    unsaved: Option<Timestamp>,
}

impl Given {
    /// How many milliseconds nothing is to be edited before the next saving, after an edit that was made just now.
    fn pause(&mut self, now: Timestamp) -> u32 {
        let since = now.millis() - self.unsaved.get_or_insert(now).millis();
        let left = UNSAVED_AT_MOST.saturating_sub(u32::try_from(since).unwrap_or(0));
        (self.took * PATIENCE).clamp(SAVE_AFTER, SAVE_AFTER_AT_MOST).min(left)
    }

    /// What differs from that, which from now on counts as given.
    fn changed(&mut self, model: &Model) -> Vec<(Key, Option<Rc<str>>)> {
        if self.tabs_changed != model.ui.tabs_changed {
            let (tabs_changed, took) = (model.ui.tabs_changed, self.took);
            *self = Self { tabs_changed, took, ..Self::default() };
        }
        let mut changed = Vec::new();
        for (known, key) in self.texts.iter_mut().zip(Key::ALL) {
            let text = key.of(model);
            if known.as_ref() != Some(&text) {
                *known = Some(text.clone());
                changed.push((key, text));
            }
        }
        changed
    }
}

/// Saves what changed. Where another tab has saved since, its work stays as it is, and this tab's is kept beside it.
fn save(store: &Store, given: &RefCell<Given>) {
    let (model, began) = (store.model(), clock::now());
    let mut given = given.borrow_mut();
    given.unsaved = None;
    let mut changed = given.changed(model);
    if changed.is_empty() {
        return;
    }
    let is_new = |(key, text): &(Key, Option<Rc<str>>)| {
        storage::read(key.name()).as_deref() != text.as_deref()
    };
    let has_work = changed.iter().any(|(key, _)| key.is_work());
    changed.retain(is_new);
    let (work, choices): (Vec<_>, Vec<_>) = changed.into_iter().partition(|(key, _)| key.is_work());
    let mut result = saved(&choices);
    if has_work && storage::is_overtaken() {
        let all = Key::ALL.into_iter().filter(|key| key.is_work());
        let all: Vec<_> = all.map(|key| (key, key.of(model))).filter(is_new).collect();
        result = result.and(saved_apart(model, &all));
    } else if !work.is_empty() {
        let signed = storage::sign().or_else(|_| {
            forget_history();
            storage::sign()
        });
        let done = signed.and_then(|()| saved(&work));
        if done.is_ok() {
            // What was kept beside another tab's work has taken its place.
            forget_own_apart();
        }
        result = result.and(done);
    }
    given.took = u32::try_from(clock::now().millis() - began.millis()).unwrap_or(0);
    if !matches!(result, Ok(Saved::Everything | Saved::Apart)) {
        // What could not be saved is tried again with the next change.
        given.texts = Default::default();
    }
    store.dispatch(Action::WorkSaved(result));
}

/// Writes texts under their keys. What the scenario was before goes first where there is no room.
fn saved(texts: &[(Key, Option<Rc<str>>)]) -> Result<Saved, Rc<str>> {
    let mut result = Ok(Saved::Everything);
    for (key, text) in texts {
        let mut done = storage::write(key.name(), text.as_deref());
        if done.is_err() {
            forget_history();
            if !key.is_history() {
                done = storage::write(key.name(), text.as_deref());
            }
        }
        result = match done {
            Ok(()) => result,
            Err(_) if key.is_history() => result.map(|_| Saved::WithoutHistory),
            Err(refused) => Err(refused),
        };
    }
    result
}

/// Writes what this tab has of its own beside what another one saved.
fn saved_apart(model: &Model, work: &[(Key, Option<Rc<str>>)]) -> Result<Saved, Rc<str>> {
    let is_own = chunks::workbench().is_some_and(|part| (part.is_own_work)(model));
    let own = work
        .iter()
        .filter(|(key, text)| key.is_text() && text.is_some() && (is_own || *key != Key::Scenario));
    let own: Vec<_> = own.map(|(key, text)| (storage::own_apart(key.name()), text)).collect();
    for (key, text) in &own {
        storage::write(key, text.as_deref())?;
    }
    for (key, _) in storage::apart(true) {
        if own.iter().all(|(known, _)| *known != key) {
            storage::write(&key, None)?;
        }
    }
    Ok(if own.is_empty() { Saved::Everything } else { Saved::Apart })
}

/// Makes room with what the scenario was before.
fn forget_history() {
    for history in Key::ALL.into_iter().filter(|key| key.is_history()) {
        let _ = storage::write(history.name(), None);
    }
}

fn forget_own_apart() {
    for (key, _) in storage::apart(true) {
        let _ = storage::write(&key, None);
    }
}

/// Models that would be kept as the same texts.
struct WhatIsKept(Model);

impl PartialEq for WhatIsKept {
    fn eq(&self, other: &Self) -> bool {
        let (this, that) = (&self.0.ui, &other.0.ui);
        let original = |model: &Model| model.original.as_ref().map(Rc::as_ptr);
        Rc::ptr_eq(self.0.scenario(), other.0.scenario())
            && original(&self.0) == original(&other.0)
            && this.source_draft == that.source_draft
            && this.origin == that.origin
            && this.selected_step == that.selected_step
            && this.view == that.view
            && this.pasted == that.pasted
            && this.pasted_uses == that.pasted_uses
            && this.theme == that.theme
            && this.plain_editor == that.plain_editor
            && this.letters_off == that.letters_off
            && this.shown_as == that.shown_as
            && this.seen == that.seen
            && self.0.kept == other.0.kept
            && self.0.revisions == other.0.revisions
            && this.tabs_changed == that.tabs_changed
    }
}

/// Ends an undo step when nothing was typed for a while.
#[hook]
pub(crate) fn use_typing_pause(store: &Store) {
    let pause = store.on(|()| Action::TypingPaused);
    let open = store.model().history.is_open();
    let scenario = Rc::as_ptr(store.model().scenario());
    use_effect_with((open, scenario), move |(open, _)| {
        let waiting = open.then(|| timer::after(PAUSE, move || pause.emit(())));
        move || drop(waiting)
    });
}

/// A file that is dropped anywhere is opened.
#[hook]
fn use_dropped_files(store: &Store) {
    let opened = store.on(Action::of_file);
    use_effect_with((), move |()| {
        let listening = file::listen(move |read| opened.emit(read));
        move || drop(listening)
    });
}

/// Keeps a version where the work has come to rest.
#[hook]
fn use_rest(store: &Store) {
    let rest = store.on(|()| Action::RestReached(clock::now()));
    let scenario = Rc::as_ptr(store.model().scenario());
    use_effect_with(scenario, move |_| {
        let waiting = timer::after(REST, move || rest.emit(()));
        move || drop(waiting)
    });
}

/// Keys that work everywhere.
#[hook]
pub(crate) fn use_keyboard(store: &Store) {
    let current = use_mut_ref(|| store.clone());
    *current.borrow_mut() = store.clone();
    use_effect_with((), move |()| {
        let listener = keyboard::listen(move |command| {
            let store = current.borrow().clone();
            obey(&store, command)
        });
        move || drop(listener)
    });
}

/// Loads what the first screen does not need as soon as somebody moves, so that it is there when it is wanted; at once
/// where there is work to go on with.
#[hook]
fn use_loading_ahead(store: &Store) {
    let store = store.clone();
    use_effect_with((), move |()| {
        let has_work = store.model().has_work();
        let load = move || {
            let store = store.clone();
            spawn_local(async move {
                // Should it fail, it is loaded again where it is needed, and said there.
                if chunks::load_workbench().await.is_ok() {
                    store.dispatch(Action::RestLoaded);
                }
            });
        };
        if has_work {
            load();
        }
        let signs = (!has_work).then(|| intent::first_sign(load));
        move || drop(signs)
    });
}

/// The address says where one is, and where it says something else, one goes there.
#[hook]
fn use_address(store: &Store) {
    let shown = use_mut_ref(|| None::<Place>);
    use_effect_with(Place::of(store.model()), move |place| {
        let Some(place) = place else { return };
        let before = shown.replace(Some(place.clone()));
        let fragment = place.fragment();
        if address::fragment() != fragment {
            match before {
                Some(before) if before.is_left_behind_by(place) => address::go_to(&fragment),
                _ => address::replace(&fragment),
            }
        }
    });
    let visited = store.on(Action::PlaceVisited);
    use_effect_with((), move |()| {
        let listener = address::listen(move |fragment| visited.emit(Place::named(&fragment)));
        move || drop(listener)
    });
}

/// Loads what checks signatures as soon as a step waits for it.
#[hook]
pub(crate) fn use_verifiers(store: &Store) {
    let waits = store.simulation.waits_for_verifiers();
    let store = store.clone();
    use_effect_with(waits, move |waits| {
        if *waits {
            spawn_local(async move {
                if chunks::load_federation().await {
                    store.dispatch(Action::RestLoaded);
                }
            });
        }
    });
}

fn obey(store: &Store, command: Command) -> bool {
    if command == Command::Region(1) || command == Command::Region(-1) {
        keyboard::focus_region(if command == Command::Region(1) { 1 } else { -1 });
        return true;
    }
    if command == Command::Palette {
        store.dispatch(Action::PaletteToggled);
        return true;
    }
    let is_off = store.model().ui.letters_off && command.is_of_one_letter();
    if is_off || store.model().ui.view != View::Workbench {
        return false;
    }
    store.dispatch(match command {
        Command::Undo => Action::UndoRequested,
        Command::Redo => Action::RedoRequested,
        Command::Step(by) => Action::StepSelectionMoved(by),
        Command::StepAt(index) => Action::StepSelected(index),
        Command::Shortcuts => Action::ShortcutsToggled,
        Command::Now(_) | Command::Play | Command::Check(_) | Command::Leave => {
            let answer = chunks::workbench().and_then(|part| (part.answer)(store, command));
            // What is played back is left first.
            let touring = command == Command::Leave && store.model().tour.is_some();
            let lit = command == Command::Leave && store.model().ui.lit.is_some();
            let answer = answer.or(lit.then_some(Action::CarriedLit(None)));
            let answer = answer.or(touring.then_some(Action::TourLeft));
            let Some(action) = answer else { return false };
            action
        }
        Command::Region(_) | Command::Palette => return false,
    });
    true
}

/// A view that was chosen, and has come, has the keyboard's focus, and so has another scenario that takes the place of
/// what had it; the page as it begins leaves it where it is.
#[hook]
pub(crate) fn use_focus_of_views(store: &Store) {
    let shown = use_mut_ref(|| None::<(View, u32)>);
    let now = (store.model().view(), store.model().opened);
    let has_come = now.0 == View::Gallery || chunks::workbench().is_some();
    use_effect_with((now, has_come), move |(now, has_come)| {
        if *has_come && shown.replace(Some(*now)).is_some_and(|before| before != *now) {
            focus::view();
        }
    });
}

/// The sentence that a screen reader says: after an edit what became of which hop, else which scenario was opened.
#[hook]
pub(crate) fn use_announcement(store: &Store) -> AttrValue {
    let before = use_mut_ref(|| None::<(u32, Rc<Outcome>)>);
    let said = use_state(AttrValue::default);
    let outcome = Rc::clone(&store.simulation.outcome);
    let (opened, title) = (store.model().opened, Rc::clone(&store.simulation.scenario.title));
    {
        let said = said.clone();
        use_effect_with((opened, Rc::as_ptr(&outcome)), move |_| {
            let last = before.borrow_mut().replace((opened, Rc::clone(&outcome)));
            let words = match last {
                None => None,
                Some((known, last)) if known == opened => {
                    chunks::workbench().and_then(|part| (part.verdict_changes)(&last, &outcome))
                }
                // Steps of two scenarios have nothing to do with each other, whatever they are called.
                Some(_) => Some(format!("{} is open.", iam::visible(&title))),
            };
            if let Some(words) = words {
                said.set(words.into());
            }
        });
    }
    (*said).clone()
}
