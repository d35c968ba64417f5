//! View: the first screen. What this is, a refused chain to try, the way to one's own case, and every example.

mod card;
mod filter;
mod hero;

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{
    chunks,
    components::{Glyph, Icon, field::FIELDS_FORM},
    first_screen::{self, Card, Shelf},
    panels::frame::{top_bar, view_notice},
    state::{Action, View, selectors},
    store::{Store, use_store},
};
pub(crate) use card::view_glyph;
use filter::Filter;
use hero::Hero;

/// The view.
#[component]
pub(crate) fn Gallery() -> Html {
    let store = use_store();
    let filter = use_state(Filter::default);
    let screen = first_screen::shown();
    let shelves = &*screen.shelves;
    html! {
        <div class="gallery">
            { top_bar::view(&store, html! {}, Some(Vec::new())) }
            <main class="gallery-page" data-region="" tabindex="-1">
                { view_notice(&store) }
                <Hero />
                { view_continue(&store) }
                <section class="gallery-list" aria-labelledby="gallery-heading">
                    <h2 class="gallery-heading" id="gallery-heading">{ "Scenarios" }</h2>
                    if shelves.iter().all(|shelf| shelf.cards.is_empty()) {
                        <p class="gallery-missing" role="status">{ "The scenarios could not be loaded. Reload the page to try again; your own case and your work are here without them." }</p>
                    } else {
                        { view_tools(&store, &filter, shelves) }
                    }
                    { for shelves.iter().enumerate().filter(|(topic, _)| filter.takes_topic(*topic)).map(|(_, shelf)| view_shelf(&store, shelf, &filter)) }
                </section>
            </main>
        </div>
    }
}

fn view_continue(store: &Store) -> Html {
    let model = store.model();
    if !model.has_work() {
        return html! {};
    }
    let drawing = chunks::workbench().filter(|_| model.kept.is_none());
    let drawing =
        drawing.map(|part| (part.glyph)(&store.simulation.scenario, &store.simulation.outcome));
    // Until it is read, its title is not known.
    let title = if drawing.is_some() { &*model.scenario().title } else { "Your work" };
    let fact = match model.history.depth() {
        0 => "As you left it".to_owned(),
        1 => "1 change since you came".to_owned(),
        edits => format!("{edits} changes since you came"),
    };
    html! {
        <section class="continue" aria-label="Your work">
            <div class="continue-chain">{ for drawing.iter().map(card::view_glyph) }</div>
            <div><strong>{ title }</strong><p class="secondary">{ fact }</p></div>
            <button type="button" class="button" onclick={store.on(|_| Action::ViewChosen(View::Workbench))}>{ "Continue" }</button>
        </section>
    }
}

fn view_tools(store: &Store, filter: &UseStateHandle<Filter>, shelves: &[Shelf]) -> Html {
    let search = {
        let filter = filter.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            filter.set(Filter { search: field.value(), ..(*filter).clone() });
        })
    };
    let found = filter.count(shelves);
    html! {
        <div class="gallery-tools">
            <div class="search-field gallery-search">
                <Icon glyph={Glyph::Search} />
                <input type="search" form={FIELDS_FORM} class="input" data-own-undo="" aria-label="Search the scenarios" placeholder="Search: ExternalId, SCP, one hour"
                    value={filter.search.clone()} spellcheck="false" autocomplete="off" oninput={search} />
            </div>
            <div class="gallery-topics" role="group" aria-label="Topic">
                { view_topic(filter, None, "All", shelves.iter().map(|shelf| shelf.cards.len()).sum()) }
                { for shelves.iter().enumerate().map(|(topic, shelf)| view_topic(filter, Some(topic), &shelf.title, shelf.cards.len())) }
            </div>
            <div class="gallery-levels" role="group" aria-label="Difficulty and what was seen">
                { for LEVELS.iter().map(|(level, name)| view_level(filter, *level, name)) }
                { view_not_seen(store, filter) }
            </div>
            <p class="gallery-found meta" role="status">
                { match found {
                    _ if !filter.asks() => String::new(),
                    0 if filter.search.trim().is_empty() => "No scenario is left. Choose another difficulty or topic.".to_owned(),
                    0 => "No scenario has these words. An error message of your own goes into “Paste your own case”.".to_owned(),
                    found => selectors::counted(found, "scenario"),
                } }
            </p>
        </div>
    }
}

/// The difficulties, easy ones first.
pub(super) const LEVELS: [(u8, &str); 3] = [(1, "Basics"), (2, "Everyday"), (3, "Intricate")];

fn view_level(filter: &UseStateHandle<Filter>, level: u8, name: &'static str) -> Html {
    let is_asked = filter.difficulty == Some(level);
    let onclick = {
        let filter = filter.clone();
        let difficulty = (!is_asked).then_some(level);
        Callback::from(move |_| filter.set(Filter { difficulty, ..(*filter).clone() }))
    };
    html! {
        <button type="button" class="topic" aria-pressed={is_asked.to_string()} {onclick}>
            { card::view_dots(level) }{ name }
        </button>
    }
}

fn view_not_seen(store: &Store, filter: &UseStateHandle<Filter>) -> Html {
    let is_asked = filter.beside.is_some();
    let onclick = {
        let filter = filter.clone();
        let beside = (!is_asked).then(|| Rc::clone(&store.model().ui.seen));
        Callback::from(move |_| filter.set(Filter { beside: beside.clone(), ..(*filter).clone() }))
    };
    html! {
        <button type="button" class="topic" aria-pressed={is_asked.to_string()} {onclick}>{ "Not seen yet" }</button>
    }
}

fn view_topic(
    filter: &UseStateHandle<Filter>,
    topic: Option<usize>,
    label: &str,
    count: usize,
) -> Html {
    let pressed = (filter.topic == topic).to_string();
    let onclick = {
        let filter = filter.clone();
        Callback::from(move |_| filter.set(Filter { topic, ..(*filter).clone() }))
    };
    html! {
        <button type="button" class="topic" aria-pressed={pressed} {onclick}>
            { label.to_owned() }<span class="topic-count">{ count }</span>
        </button>
    }
}

/// A section with what the filter leaves of it; nothing where that is nothing.
fn view_shelf(store: &Store, shelf: &Shelf, filter: &Filter) -> Html {
    let cards: Vec<&Rc<Card>> = shelf.cards.iter().filter(|card| filter.takes(card)).collect();
    if cards.is_empty() {
        return html! {};
    }
    let title = AttrValue::from(Rc::clone(&shelf.title));
    html! {
        <section class="shelf" key={&*shelf.title} aria-label={title.clone()}>
            <h3 class="shelf-title">
                { title }
                <span class="meta">{ selectors::counted(cards.len(), "scenario") }</span>
            </h3>
            <ul class="cards">{ for cards.into_iter().map(|card| card::view(store, card)) }</ul>
        </section>
    }
}
