//! The bar at the top: the mark, where one is, the theme, and the rest.

use yew::prelude::*;

use crate::{
    browser::{download, file, focus},
    components::{
        Glyph, Icon,
        menu::{Menu, MenuItem},
    },
    state::{Action, Opening, Theme, View},
    store::Store,
};

/// The field behind "Open file".
pub(crate) const FILE_FIELD: &str = "open-file";

/// The bar, with what stands in the middle and what the menu offers before what it always offers; `None` while that is
/// loaded, since the bar that comes with it would close a menu that was opened in this one.
pub(crate) fn view(store: &Store, middle: Html, items: Option<Vec<MenuItem>>) -> Html {
    html! {
        <header class="bar">
            { view_mark(store) }
            { middle }
            <div class="bar-right">
                { view_theme(store) }
                { view_more(store, items) }
            </div>
            { view_file_field(store) }
        </header>
    }
}

/// The way back to the scenarios, and where one is.
pub(crate) fn view_crumbs(store: &Store, here: Option<&'static str>) -> Html {
    html! {
        <nav class="crumbs" aria-label="Breadcrumb">
            <button type="button" class="crumb" onclick={store.on(|_| Action::ViewChosen(View::Gallery))}>{ "Scenarios" }</button>
            <span aria-hidden="true">{ "/" }</span>
            if let Some(here) = here { <span class="bar-title">{ here }</span> }
        </nav>
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

fn view_more(store: &Store, items: Option<Vec<MenuItem>>) -> Html {
    let disabled = items.is_none();
    let mut items = items.unwrap_or_default();
    let open = Callback::from(|()| focus::click(FILE_FIELD));
    items.push(MenuItem::new(Glyph::File, "Open a scenario file", open));
    let new = store.on(|()| Action::OpeningAsked(Opening::Blank));
    items.push(MenuItem::new(Glyph::Add, "New empty scenario", new));
    if let Some(address) = download::page_in_one_file() {
        let save = Callback::from(move |()| download::beside("playground.html", &address));
        items.push(MenuItem::new(Glyph::Download, "Download the page for offline use", save));
    }
    html! { <Menu id="more" label="More" glyph={Glyph::More} {disabled} {items} /> }
}

fn view_file_field(store: &Store) -> Html {
    let store = store.clone();
    let onchange = Callback::from(move |event: Event| {
        let store = store.clone();
        file::read(&event.target_unchecked_into(), move |read| {
            store.dispatch(Action::of_file(read));
        });
    });
    html! {
        <input type="file" id={FILE_FIELD} class="hidden-text" tabindex="-1" aria-hidden="true" accept=".json,application/json" {onchange} />
    }
}
