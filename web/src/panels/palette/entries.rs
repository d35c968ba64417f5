//! What the palette finds.

use std::rc::Rc;

use simulator::narrate;
use yew::prelude::*;

use crate::{
    browser::{focus, focus_keeper, keyboard::Command},
    components::{Glyph, menu::MenuItem},
    first_screen,
    panels::{
        chain::export,
        clock,
        frame::{BELOW, FILE_FIELD, copy_report, download_scenario, ways_to_share},
        playback, tour, world,
    },
    state::{
        Action, DockTab, InspectorTab, Opening, PhoneTab, Subject, View, Zoom,
        selectors::{self, Verdict},
    },
    store::Store,
};

/// Something that can be done or gone to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) glyph: Glyph,
    pub(super) name: AttrValue,
    /// What it is, or where.
    pub(super) kind: AttrValue,
    /// The keys that do the same.
    pub(super) keys: &'static str,
    pub(super) run: Callback<()>,
}

/// Everything, in the order in which it is shown before anything was typed.
pub(super) fn entries(store: &Store) -> Vec<Rc<Entry>> {
    let mut list = List { store, entries: Vec::new() };
    if store.model().view() == View::Workbench {
        list.of_workbench();
        list.steps();
    }
    list.everywhere();
    if store.model().view() == View::Workbench {
        list.world();
    }
    list.scenarios();
    list.entries
}

struct List<'a> {
    store: &'a Store,
    entries: Vec<Rc<Entry>>,
}

impl List<'_> {
    fn put(
        &mut self,
        glyph: Glyph,
        name: impl Into<AttrValue>,
        kind: impl Into<AttrValue>,
        keys: &'static str,
        run: Callback<()>,
    ) {
        self.entries.push(Rc::new(Entry {
            glyph,
            name: name.into(),
            kind: kind.into(),
            keys,
            run,
        }));
    }

    fn act(
        &mut self,
        glyph: Glyph,
        name: impl Into<AttrValue>,
        keys: &'static str,
        action: Action,
    ) {
        let run = self.store.on(move |()| action.clone());
        self.put(glyph, name, "action", keys, run);
    }

    fn of_workbench(&mut self) {
        let model = self.store.model();
        if let Some(edit) = model.undoable() {
            self.act(Glyph::Undo, format!("Undo: {edit}"), "Ctrl+Z", Action::UndoRequested);
        }
        if let Some(edit) = model.redoable() {
            self.act(Glyph::Redo, format!("Redo: {edit}"), "Ctrl+Shift+Z", Action::RedoRequested);
        }
        for (name, glyph, tab) in [
            ("Show why", Glyph::Info, InspectorTab::Why),
            ("Show the request", Glyph::Edit, InspectorTab::Request),
            ("Show the credentials", Glyph::Key, InspectorTab::Credentials),
            ("Show the step for a terminal", Glyph::Source, InspectorTab::Terminal),
        ] {
            self.act(glyph, name, "", Action::InspectorTabChosen(tab));
        }
        for (name, glyph, tab) in [
            ("Show the steps", Glyph::Steps, DockTab::Hops),
            ("Show the events", Glyph::Document, DockTab::Events),
            ("Show the problems", Glyph::Warning, DockTab::Problems),
            ("Show the expectations", Glyph::Check, DockTab::Expectations),
            ("What-if: a copy beside its original", Glyph::Copy, DockTab::WhatIf),
        ] {
            self.act(glyph, name, "", Action::DockTabChosen(tab));
        }
        self.subject(Glyph::Source, "Edit the source", "action", Subject::Source);
        self.subject(Glyph::History, "History: earlier versions", "action", Subject::History);
        let ways = selectors::ways_in(self.store.model(), &self.store.simulation.outcome);
        self.subject(Glyph::Role, "Compare the three AssumeRole calls", "action", ways);
        let scenario = Rc::clone(&self.store.simulation.scenario);
        let save = Callback::from(move |()| download_scenario(&scenario));
        self.put(Glyph::Download, "Download the scenario", "action", "", save);
        let store = self.store.clone();
        let report = Callback::from(move |()| copy_report(&store));
        self.put(Glyph::Copy, "Copy a report (Markdown)", "action", "", report);
        self.menu("", ways_to_share(self.store));
        self.menu("Export the drawing: ", export::items(self.store));
        match model.original {
            None => self.act(Glyph::Copy, "Begin a copy", "", Action::CopyBegun),
            Some(_) => {
                self.act(Glyph::Check, "Keep the copy", "", Action::CopyKept);
                self.act(Glyph::Trash, "Discard the copy", "", Action::CopyDiscarded);
            }
        }
        if playback::is_possible(&self.store.simulation) {
            let store = self.store.clone();
            let (glyph, name) = playback::offered(&store);
            let play = Callback::from(move |()| {
                playback::answer(&store, Command::Play)
                    .into_iter()
                    .for_each(|next| store.dispatch(next));
            });
            self.put(glyph, name, "action", "Space", play);
        }
        let store = self.store.clone();
        let to_clock = Callback::from(move |()| {
            // Beside a copy there is no clock.
            if store.model().ui.dock_tab == DockTab::WhatIf {
                store.dispatch(Action::DockTabChosen(DockTab::Hops));
            }
            store.dispatch(Action::PhoneTabChosen(PhoneTab::Clock));
            focus::by_id(clock::NOW);
        });
        self.put(Glyph::Clock, "Go to the clock", "action", "", to_clock);
        self.act(Glyph::Fit, "The whole chain", "0", Action::ZoomChosen(Zoom::Fit));
        self.act(Glyph::World, "Show or hide the world", "", Action::WorldToggled);
        for (glyph, name, new) in world::additions(self.store) {
            self.act(glyph, name, "", Action::EntityAdded(new));
        }
        if model.aside.is_some() {
            self.act(
                Glyph::ArrowLeft,
                "Back to the work that was set aside",
                "",
                Action::WorkReturnedTo,
            );
        }
        self.act(Glyph::Info, "Keys", "?", Action::ShortcutsToggled);
    }

    /// The commands of a menu, which its name goes before.
    fn menu(&mut self, before: &str, items: Vec<MenuItem>) {
        for item in items {
            if let MenuItem::Command { glyph, label, run, .. } = item {
                self.put(glyph, format!("{before}{label}"), "action", "", run);
            }
        }
    }

    fn everywhere(&mut self) {
        let model = self.store.model();
        if model.view() != View::Workbench && model.has_work() {
            self.act(Glyph::Chain, "Continue your work", "", Action::ViewChosen(View::Workbench));
        }
        self.act(Glyph::ArrowLeft, "All scenarios", "", Action::ViewChosen(View::Gallery));
        self.act(Glyph::Paste, "Paste your own case", "", Action::ViewChosen(View::OwnCase));
        if model.embed.is_none() {
            let store = self.store.clone();
            let tour = Callback::from(move |()| tour::begin(&store, None));
            self.put(Glyph::Info, "Take the guided tour", "action", "", tour);
        }
        self.act(Glyph::Add, "New empty scenario", "", Action::OpeningAsked(Opening::Blank));
        let open = Callback::from(|()| focus::click(FILE_FIELD));
        self.put(Glyph::File, "Open a scenario file", "action", "", open);
        let theme = model.ui.theme.next();
        self.act(Glyph::Theme, "Change the theme", "", Action::ThemeChosen(theme));
    }

    fn steps(&mut self) {
        let outcome = &self.store.simulation.outcome;
        for (index, step) in outcome.steps.iter().enumerate() {
            let name = selectors::step_name(&self.store.simulation.scenario, &step.id);
            let words = format!(
                "{}, {}",
                narrate::numbered(step, index),
                Verdict::of(step).word().to_lowercase()
            );
            let run = self.store.on(move |()| Action::StepSelected(index));
            self.put(Glyph::Steps, name, words, KEYS.get(index).copied().unwrap_or_default(), run);
        }
    }

    fn world(&mut self) {
        for (glyph, name, kind, subject) in world::everything(&self.store.simulation.scenario) {
            self.subject(glyph, name, kind, subject);
        }
    }

    fn subject(
        &mut self,
        glyph: Glyph,
        name: impl Into<AttrValue>,
        kind: impl Into<AttrValue>,
        subject: Subject,
    ) {
        let store = self.store.clone();
        let run = Callback::from(move |()| {
            store.dispatch(Action::SubjectChosen(subject.clone()));
            focus_keeper::go_into(BELOW);
        });
        self.put(glyph, name, kind, "", run);
    }

    fn scenarios(&mut self) {
        let screen = first_screen::shown();
        for shelf in &screen.shelves {
            for card in &shelf.cards {
                let id = Rc::clone(&card.id);
                let run = self.store.on(move |()| {
                    Action::OpeningAsked(Opening::Example { id: Rc::clone(&id), seconds: None })
                });
                let kind = format!("scenario, {}", shelf.title);
                self.put(Glyph::Chain, AttrValue::from(Rc::clone(&card.title)), kind, "", run);
            }
        }
    }
}

/// The keys of the first steps.
const KEYS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
