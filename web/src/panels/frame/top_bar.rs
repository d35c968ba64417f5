//! The bar at the top: the mark, where one is, undo and redo, theme, and the rest.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{
    browser::{download, file, focus},
    components::{
        Glyph, Icon,
        menu::{Menu, MenuItem},
    },
    gallery,
    state::{Action, Model, Notice, Origin, Subject, Theme, View, selectors},
    store::{Store, use_store},
};

/// The field behind "Open file".
const FILE_FIELD: &str = "open-file";

/// The bar.
#[component]
pub(crate) fn TopBar() -> Html {
    let store = use_store();
    let model = store.model();
    let in_workbench = model.ui.view == View::Workbench;
    html! {
        <header class="bar">
            { view_mark(&store) }
            if model.ui.view == View::OwnCase {
                <nav class="crumbs" aria-label="Breadcrumb">
                    <button type="button" class="crumb" onclick={store.on(|_| Action::ViewChosen(View::Gallery))}>{ "Scenarios" }</button>
                    <span aria-hidden="true">{ "/" }</span>
                    <span class="bar-title">{ "Your own case" }</span>
                </nav>
            }
            if in_workbench {
                <nav class="crumbs" aria-label="Breadcrumb">
                    <button type="button" class="crumb" onclick={store.on(|_| Action::ViewChosen(View::Gallery))}>{ "Scenarios" }</button>
                    <span aria-hidden="true">{ "/" }</span>
                </nav>
                <Title />
                { view_history(&store) }
            }
            <div class="bar-right">
                { view_theme(&store) }
                { view_more(&store, in_workbench) }
            </div>
            { view_file_field(&store) }
        </header>
    }
}

fn view_mark(store: &Store) -> Html {
    html! {
        <button type="button" class="brand" onclick={store.on(|_| Action::ViewChosen(View::Gallery))}>
            <svg viewBox="0 0 22 22" aria-hidden="true" focusable="false">
                <rect class="brand-ground" width="22" height="22" rx="5" />
                <path class="brand-stairs" d="M5 6.500h4.500v4.500h5v4.500h3" />
                <circle class="brand-dot" cx="5" cy="6.500" r="1.700" />
            </svg>
            <span class="brand-word">{ "AssumeRole Playground" }</span>
        </button>
    }
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
    if !*editing {
        return html! {
            <>
                <h1 class="bar-title" title={AttrValue::from(Rc::clone(&title))}>{ &*title }</h1>
                <button type="button" class="icon-button bar-edit" aria-label="Edit the title" title="Edit the title" onclick={begin}>
                    <Icon glyph={Glyph::Edit} />
                </button>
            </>
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
        <>
            <h1 class="hidden-text">{ &*title }</h1>
            <input type="text" class="input bar-title-field" id="title-field" aria-label="Title" value={AttrValue::from(title)}
                {oninput} {onkeydown} onblur={end} />
        </>
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

fn view_theme(store: &Store) -> Html {
    let theme = store.model().ui.theme;
    let word = |theme| match theme {
        Theme::System => "as the system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let label = format!("Theme: {}. Change to {}", word(theme), word(theme.next()));
    html! {
        <button type="button" class="icon-button" aria-label={label.clone()} title={label}
            onclick={store.on(move |_| Action::ThemeChosen(theme.next()))}>
            <Icon glyph={Glyph::Theme} />
        </button>
    }
}

fn view_more(store: &Store, in_workbench: bool) -> Html {
    let mut items = Vec::new();
    if in_workbench {
        let scenario = Rc::clone(&store.simulation.scenario);
        let save = Callback::from(move |()| {
            download::text(&file_name(&scenario.title), &scenario.write())
        });
        let source = store.on(|()| Action::SubjectChosen(Subject::Source));
        items.push(MenuItem::new(Glyph::Source, "Edit the source", source));
        items.push(MenuItem::new(Glyph::Download, "Download the scenario", save));
        if let Some(reset) = reset(store.model()) {
            items.push(MenuItem::new(
                Glyph::Undo,
                "Start the example again",
                store.on(move |()| reset.clone()),
            ));
        }
    }
    let open = Callback::from(|()| focus::click(FILE_FIELD));
    items.push(MenuItem::new(Glyph::File, "Open a scenario file", open));
    let new = store.on(|()| Action::ScenarioOpened {
        scenario: Rc::new(selectors::blank()),
        origin: Origin::Own,
    });
    items.push(MenuItem::new(Glyph::Add, "New empty scenario", new));
    html! { <Menu id="more" label="More" glyph={Glyph::More} {items} /> }
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

/// A file name made of the title.
fn file_name(title: &str) -> String {
    let letters: String = title
        .chars()
        .map(
            |letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { ' ' },
        )
        .collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    format!("{}.json", if words.is_empty() { "scenario".to_owned() } else { words.join("-") })
}

fn view_file_field(store: &Store) -> Html {
    let store = store.clone();
    let onchange = Callback::from(move |event: Event| {
        let store = store.clone();
        file::read(&event.target_unchecked_into(), move |text| store.dispatch(opened(&text)));
    });
    html! {
        <input type="file" id={FILE_FIELD} class="hidden-text" tabindex="-1" aria-hidden="true" accept=".json,application/json" {onchange} />
    }
}

fn opened(text: &str) -> Action {
    match simulator::Scenario::read(text) {
        Ok(scenario) => Action::ScenarioOpened { scenario: Rc::new(scenario), origin: Origin::Own },
        Err(problems) => {
            let first = problems.first().map(|problem| {
                let path = match problem.path.is_empty() {
                    true => String::new(),
                    false => format!("`{}`: ", problem.path),
                };
                let more = match problems.len() - 1 {
                    0 => String::new(),
                    1 => " There is 1 more error.".to_owned(),
                    more => format!(" There are {more} more errors."),
                };
                let at = problem.at;
                format!("{}:{} {path}{}{more}", at.line, at.column, problem.message)
            });
            let text = format!(
                "This file is not a scenario. {} Your work is unchanged.",
                first.unwrap_or_default()
            );
            Action::NoticeShown(Notice { text: text.into(), is_warning: true, can_undo: false })
        }
    }
}
