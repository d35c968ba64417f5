//! View: the first screen. What this is, a refused chain to try, the way to one's own case, and every example.

mod card;
mod examples;
mod hero;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon},
    gallery::SECTIONS,
    panels::frame::{TopBar, view_notice},
    state::{Action, Origin, View, selectors},
    store::{Store, use_store},
};
use examples::{Filter, Shelf};
use hero::Hero;

/// The view.
#[component]
pub(crate) fn Gallery() -> Html {
    let store = use_store();
    let filter = use_state(Filter::default);
    let shelves = use_memo((), |()| examples::shelves());
    html! {
        <div class="gallery">
            <TopBar />
            <main class="gallery-page" data-region="" tabindex="-1">
                { view_notice(&store) }
                <Hero />
                { view_continue(&store) }
                <section class="gallery-list" aria-labelledby="gallery-heading">
                    <h2 class="gallery-heading" id="gallery-heading">{ "Scenarios" }</h2>
                    if shelves.iter().all(|shelf| shelf.cards.is_empty()) {
                        <p class="gallery-missing" role="status">{ "The scenarios could not be loaded. Reload the page to try again; your own case and your work are here without them." }</p>
                    } else {
                        { view_tools(&filter, &shelves) }
                    }
                    { for shelves.iter().filter_map(|shelf| shelf.filtered(&filter)).map(|shelf| view_shelf(&store, &shelf)) }
                </section>
            </main>
        </div>
    }
}

fn view_continue(store: &Store) -> Html {
    let model = store.model();
    if model.ui.origin == Origin::Nothing {
        return html! {};
    }
    let edits = model.history.depth();
    let drawing = diagram::Model::new(&store.simulation.scenario, &store.simulation.outcome);
    let fact = match edits {
        0 => "As you left it".to_owned(),
        1 => "1 change since you came".to_owned(),
        edits => format!("{edits} changes since you came"),
    };
    html! {
        <section class="continue" aria-label="Your work">
            { card::view_glyph(&drawing) }
            <div><strong>{ &*model.scenario().title }</strong><p class="secondary">{ fact }</p></div>
            <button type="button" class="button" onclick={store.on(|_| Action::ViewChosen(View::Workbench))}>{ "Continue" }</button>
        </section>
    }
}

fn view_tools(filter: &UseStateHandle<Filter>, shelves: &[Shelf]) -> Html {
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
                <input type="search" class="input" data-own-undo="" aria-label="Search the scenarios" placeholder="Search: ExternalId, SCP, one hour"
                    value={filter.search.clone()} spellcheck="false" autocomplete="off" oninput={search} />
            </div>
            <div class="gallery-topics" role="group" aria-label="Topic">
                { view_topic(filter, None, "All", shelves.iter().map(|shelf| shelf.cards.len()).sum()) }
                { for SECTIONS.iter().zip(shelves).map(|(section, shelf)| view_topic(filter, Some(section.title), section.title, shelf.cards.len())) }
            </div>
            <p class="gallery-found meta" role="status">
                { match found {
                    _ if filter.search.trim().is_empty() => String::new(),
                    0 => "No scenario has these words.".to_owned(),
                    found => selectors::counted(found, "scenario"),
                } }
            </p>
        </div>
    }
}

fn view_topic(
    filter: &UseStateHandle<Filter>,
    topic: Option<&'static str>,
    label: &'static str,
    count: usize,
) -> Html {
    let pressed = (filter.topic == topic).to_string();
    let onclick = {
        let filter = filter.clone();
        Callback::from(move |_| filter.set(Filter { topic, ..(*filter).clone() }))
    };
    html! {
        <button type="button" class="topic" aria-pressed={pressed} {onclick}>
            { label }<span class="topic-count">{ count }</span>
        </button>
    }
}

fn view_shelf(store: &Store, shelf: &Shelf) -> Html {
    html! {
        <section class="shelf" key={shelf.title} aria-label={shelf.title}>
            <h3 class="shelf-title">
                { shelf.title }
                <span class="meta">{ selectors::counted(shelf.cards.len(), "scenario") }</span>
            </h3>
            <ul class="cards">{ for shelf.cards.iter().map(|card| card::view(store, card)) }</ul>
        </section>
    }
}
