//! What the bar at the top holds in the workbench: the scenario's title, undo and redo, and what its menu offers.

use std::rc::Rc;

use simulator::{
    Scenario,
    report::{self, Beside},
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{share_menu, shortcuts, top_bar};
use crate::{
    browser::{clipboard, download, focus},
    chunks,
    components::{Glyph, Icon, field::FIELDS_FORM, menu::MenuItem},
    gallery,
    state::{Action, Model, Notice, Origin, Subject, selectors},
    store::{Store, use_store},
};

/// The bar.
pub(super) fn view(store: &Store) -> Html {
    let crumbs = html! {
        <>
            { top_bar::view_crumbs(store, None) }
            <Title />
            { view_history(store) }
            { share_menu::view(store) }
            { shortcuts::view_button(store) }
        </>
    };
    top_bar::view(store, crumbs, Some(items(store)))
}

/// The scenario's title, which can be edited in place.
#[component]
fn Title() -> Html {
    let store = use_store();
    let editing = use_state(|| false);
    let title = Rc::clone(&store.simulation.scenario.title);
    let begin = {
        let editing = editing.clone();
        Callback::from(move |_| {
            editing.set(true);
            focus::select("title-field");
        })
    };
    let shown = AttrValue::from(iam::visible(&title).into_owned());
    if !*editing {
        return html! {
            <div class="bar-name">
                <h1 class="bar-title" tabindex="-1" title={shown.clone()}>{ shown }</h1>
                <button type="button" class="icon-button bar-edit" aria-label="Edit the title" title="Edit the title" onclick={begin}>
                    <Icon glyph={Glyph::Edit} />
                </button>
            </div>
        };
    }
    let oninput = store.on(|event: InputEvent| {
        let field: HtmlInputElement = event.target_unchecked_into();
        Action::TitleEdited(field.value().into())
    });
    let end = {
        let editing = editing.clone();
        Callback::from(move |_| editing.set(false))
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | "Escape") {
            editing.set(false);
        }
    });
    html! {
        <div class="bar-name">
            <h1 class="hidden-text">{ shown }</h1>
            <input type="text" form={FIELDS_FORM} class="input bar-title-field" id="title-field" aria-label="Title" value={AttrValue::from(title)}
                {oninput} {onkeydown} onblur={end} />
        </div>
    }
}

fn view_history(store: &Store) -> Html {
    let model = store.model();
    let button = |glyph, verb: &str, edit: Option<&str>, action: Action| {
        let label = match edit {
            Some(edit) => format!("{verb}: {edit}"),
            None => format!("Nothing to {}", verb.to_lowercase()),
        };
        let disabled = edit.is_none().then_some("true");
        html! {
            <button type="button" class="icon-button" aria-label={label.clone()} title={label} aria-disabled={disabled}
                onclick={store.on(move |_| action.clone())}>
                <Icon {glyph} />
            </button>
        }
    };
    html! {
        <div class="bar-history">
            { button(Glyph::Undo, "Undo", model.undoable(), Action::UndoRequested) }
            { button(Glyph::Redo, "Redo", model.redoable(), Action::RedoRequested) }
        </div>
    }
}

fn items(store: &Store) -> Vec<MenuItem> {
    let scenario = Rc::clone(&store.simulation.scenario);
    let save = Callback::from(move |()| download_scenario(&scenario));
    let report = {
        let store = store.clone();
        Callback::from(move |()| copy_report(&store))
    };
    let source = {
        let store = store.clone();
        Callback::from(move |()| {
            store.dispatch(Action::SubjectChosen(Subject::Source));
            // What is typed next is meant for the text.
            focus::by_id("source");
        })
    };
    let history = store.on(|()| Action::SubjectChosen(Subject::History));
    let ways_in = selectors::ways_in(store.model(), &store.simulation.outcome);
    let ways_in = store.on(move |()| Action::SubjectChosen(ways_in.clone()));
    let find = store.on(|()| Action::PaletteToggled);
    let mut items = vec![
        MenuItem::Command {
            glyph: Glyph::Search,
            label: "Find anything".into(),
            hint: "Ctrl+K".into(),
            run: find,
        },
        MenuItem::new(Glyph::Source, "Edit the source", source),
        MenuItem::new(Glyph::History, "History", history),
        MenuItem::new(Glyph::Role, "Compare the AssumeRole calls", ways_in),
        MenuItem::new(Glyph::Download, "Download the scenario", save),
        MenuItem::new(Glyph::Copy, "Copy a report (Markdown)", report),
    ];
    if let Some(reset) = reset(store.model()) {
        let reset = store.on(move |()| reset.clone());
        items.push(MenuItem::new(Glyph::Undo, "Start the example again", reset));
    }
    items
}

/// Gives the scenario as a file. A notice of the first screen may ask for it, so it is written behind the door.
pub(crate) fn download_scenario(scenario: &Scenario) {
    if let Some(part) = chunks::workbench() {
        download::text(&file_name(&scenario.title), &(part.write)(scenario));
    }
}

/// The chain as a report for a ticket: drawing, steps, reasons, commands.
pub(crate) fn copy_report(store: &Store) {
    let (scenario, outcome) = (&store.simulation.scenario, &store.simulation.outcome);
    let flowchart = diagram::mermaid::flowchart(&diagram::Model::new(scenario, outcome));
    let text =
        report::markdown(scenario, outcome, Beside { flowchart: Some(&flowchart), link: None });
    let store = store.clone();
    clipboard::copy_then(&text, move |done| {
        let text = match done {
            true => "Copied. GitHub, GitLab and most documentation tools draw the chain in it.",
            false => {
                "The browser does not let this page write to the clipboard. `assume-role report FILE` prints it."
            }
        };
        store.dispatch(Action::Told(Notice { text: text.into(), is_warning: !done, offers: None }));
    });
}

/// Opening the example again, where the scenario came from one and was changed.
fn reset(model: &Model) -> Option<Action> {
    let Origin::Example(id) = &model.ui.origin else { return None };
    let example = gallery::example(id)?;
    (*example.scenario != **model.scenario()).then(|| Action::ScenarioOpened {
        scenario: example.scenario,
        origin: model.ui.origin.clone(),
    })
}

/// The name of a scenario's file.
pub(crate) fn file_name(title: &str) -> String {
    format!("{}.json", selectors::file_stem(title))
}
