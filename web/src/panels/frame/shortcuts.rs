//! The list of keys: `?` or a button opens it, Escape closes it.

use yew::prelude::*;

use crate::{
    browser::focus,
    components::{Glyph, Icon},
    panels::tour,
    state::Action,
    store::{Store, use_store},
};

/// The button that opens the list; it has the focus again when the list is closed.
pub(super) const BUTTON: &str = "shortcuts-button";

const LIST: &str = "shortcuts";

/// What the keys do, by where they work.
const KEYS: [(&str, &[(&str, &str)]); 5] = [
    (
        "Everywhere in the workbench",
        &[
            ("Ctrl+K", "finds an action, a step, a name, a scenario"),
            ("J, K", "the next, the previous step"),
            ("1 to 9", "the step of that number"),
            ("Space", "plays the checks, or pauses"),
            (", .", "the previous, the next check"),
            ("[ ]", "the clock one minute back, forward"),
            ("F6, Shift+F6", "the next, the previous part of the page"),
            ("Ctrl+Z, Ctrl+Shift+Z", "undo, redo"),
            ("?", "this list"),
        ],
    ),
    (
        "In the chain",
        &[
            ("Arrows", "along the lines"),
            ("Enter", "why the call came to what it did"),
            ("Escape", "back to the chosen step"),
            ("+, -, 0", "larger, smaller, the whole"),
        ],
    ),
    (
        "In the world",
        &[
            ("Arrows", "up, down; right unfolds, left folds"),
            ("Enter", "opens what is chosen, and goes there"),
            ("Space", "opens it, and stays"),
            ("F2", "renames it"),
            ("Ctrl+D", "duplicates it"),
            ("Ctrl+X, Ctrl+V", "moves an account or a unit into another unit"),
            ("Delete", "removes it, and says what referred to it"),
        ],
    ),
    (
        "In what is open",
        &[
            ("Ctrl+Space, Ctrl+I", "what could stand at the caret, what stands there"),
            ("F8, Ctrl+.", "to the next finding, mends it"),
            ("Ctrl+F", "finds and replaces"),
            ("Ctrl+Shift+[, ]", "folds, unfolds what the caret is in"),
            ("Ctrl+Shift+\\", "to the other bracket"),
            ("Alt+Enter", "what Why says of the place of the caret"),
            ("Escape", "out of the text; once more closes it and goes back"),
        ],
    ),
    (
        "Under Why",
        &[("Arrows", "through the checks; right unfolds"), ("Escape", "back to the chain")],
    ),
];

/// The button.
pub(super) fn view_button(store: &Store) -> Html {
    html! {
        <button type="button" class="icon-button shortcuts-button" id={BUTTON} aria-label="Keys (?)" title="Keys (?)"
            aria-expanded={store.model().ui.shortcuts_open.to_string()} onclick={store.on(|_| Action::ShortcutsToggled)}>
            <span aria-hidden="true">{ "?" }</span>
        </button>
    }
}

/// The list, while it is open.
#[component]
pub(super) fn Shortcuts() -> Html {
    let store = use_store();
    let open = store.model().ui.shortcuts_open;
    let was_open = use_mut_ref(|| false);
    // Whoever goes on to the tour has the focus there.
    let goes_on = store.model().tour.is_some();
    use_effect_with(open, move |open| match (was_open.replace(*open), *open) {
        (_, true) => focus::by_id(LIST),
        (true, false) if !goes_on => focus::by_id(BUTTON),
        (_, false) => {}
    });
    if !open {
        return html! {};
    }
    let close = store.on(|_: MouseEvent| Action::ShortcutsToggled);
    let take_tour = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| tour::begin(&store, Some(BUTTON)))
    };
    let onkeydown = {
        let close = store.on(|()| Action::ShortcutsToggled);
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                close.emit(());
            }
        })
    };
    html! {
        <section class="shortcuts" id={LIST} role="dialog" aria-labelledby="shortcuts-title" tabindex="-1" {onkeydown}>
            <header class="panel-head panel-head-line">
                <h2 id="shortcuts-title">{ "Keys" }</h2>
                <div class="panel-head-right">
                    <button type="button" class="icon-button" aria-label="Close the list of keys" title="Close (Escape)" onclick={close}>
                        <Icon glyph={Glyph::Close} />
                    </button>
                </div>
            </header>
            if store.model().embed.is_none() { <p class="shortcuts-tour">
                { "New here? " }<button type="button" class="link-button" onclick={take_tour}>{ "Take the guided tour" }</button>{ " of one chain: six stations, left at any time." }
            </p> }
            { view_switch(&store) }
            <div class="shortcuts-parts">{ for KEYS.iter().map(view_part) }</div>
        </section>
    }
}

/// Whoever speaks to the browser, or touches keys unawares, does without them.
fn view_switch(store: &Store) -> Html {
    let off = store.model().ui.letters_off;
    let onchange = store.on(move |_: Event| Action::LettersTurnedOff(!off));
    html! {
        <div class="shortcuts-letters">
            <label class="choice">
                <input type="checkbox" checked={!off} aria-describedby="shortcuts-letters" {onchange} />{ "Shortcuts of one letter" }
            </label>
            <p class="field-note" id="shortcuts-letters">
                { match off {
                    true => "Off: outside the chain and the tree, letters, digits, signs and the space bar do nothing. Ctrl+K finds the same, this list as well.",
                    false => "Letters, digits, signs and the space bar work outside fields.",
                } }
            </p>
        </div>
    }
}

fn view_part((place, keys): &(&'static str, &'static [(&'static str, &'static str)])) -> Html {
    html! {
        <div>
            <h3>{ *place }</h3>
            <dl>
                { for keys.iter().map(|(key, what)| html! {
                    <div><dt><kbd>{ *key }</kbd></dt><dd>{ *what }</dd></div>
                }) }
            </dl>
        </div>
    }
}
