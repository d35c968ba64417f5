//! Everything that can be done and gone to, found by a few letters: Ctrl+K.

mod entries;

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{
    browser::{focus, focus_keeper, scroll},
    components::Icon,
    state::{Action, fuzzy},
    store::use_store,
};
use entries::Entry;

const FIELD: &str = "palette-field";
const LIST: &str = "palette-list";
/// So many letters may be the first ones of words, also where they stand somewhere in one piece.
const INITIALS: usize = 3;
/// So many are shown.
const MOST: usize = 60;

/// The palette, for whoever may not name its parts: see `chunks.rs`.
pub(crate) fn view_palette() -> Html {
    html! { <Palette /> }
}

/// A field with a list under it: letters find, arrows choose, Enter does it, Escape goes back.
#[component]
fn Palette() -> Html {
    let store = use_store();
    let typed = use_state(AttrValue::default);
    let at = use_state(|| 0_usize);
    use_effect_with((), |()| {
        focus_keeper::remember();
        focus::by_id(FIELD);
        || focus_keeper::recall()
    });
    let all = entries::entries(&store);
    let found = found(&all, &typed);
    let chosen = (*at).min(found.len().saturating_sub(1));
    use_effect_with((chosen, (*typed).clone()), |(chosen, _)| {
        scroll::within(&format!("#{LIST}"), &option_id(*chosen));
    });
    let close = store.on(|()| Action::PaletteToggled);
    let run = {
        let (close, found) = (close.clone(), found.clone());
        Callback::from(move |index: usize| {
            if let Some(entry) = found.get(index) {
                close.emit(());
                entry.run.emit(());
            }
        })
    };
    let oninput = {
        let (typed, at) = (typed.clone(), at.clone());
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            typed.set(field.value().into());
            at.set(0);
        })
    };
    let onkeydown = on_key(&at, chosen, found.len(), &run, &close);
    let onclick = close.reform(|_: MouseEvent| ());
    html! {
        <div class="palette-ground" {onclick}>
            <div class="palette" role="dialog" aria-modal="true" aria-label="Find and do" onclick={|event: MouseEvent| event.stop_propagation()}>
                <input type="text" class="palette-field" id={FIELD} role="combobox" aria-label="Find an action, a step, a name or a scenario"
                    placeholder="Find an action, a step, a name or a scenario" aria-expanded="true" aria-controls={LIST} aria-autocomplete="list"
                    aria-activedescendant={(!found.is_empty()).then(|| option_id(chosen))} data-own-undo=""
                    value={(*typed).clone()} spellcheck="false" autocomplete="off" {oninput} {onkeydown} />
                <ul class="palette-list" id={LIST} role="listbox" aria-label="What was found">
                    { for found.iter().enumerate().map(|(index, entry)| view_entry(entry, index, index == chosen, &run)) }
                </ul>
                <p class="palette-none secondary" role="status">
                    { if found.is_empty() { "Nothing of that name." } else { "" } }
                </p>
            </div>
        </div>
    }
}

/// What fits, the best first; without letters everything in its order. Where a longer word stands somewhere in one piece,
/// nobody looks for its letters one by one.
fn found(all: &[Rc<Entry>], typed: &str) -> Vec<Rc<Entry>> {
    let whole = |entry: &Entry| format!("{} {}", entry.name, entry.kind);
    let mut scored: Vec<(i32, &Rc<Entry>)> = all
        .iter()
        .filter_map(|entry| {
            // The name counts more than what it is.
            let name = fuzzy::score(typed, &entry.name).map(|score| score + 40);
            Some((name.or_else(|| fuzzy::score(typed, &whole(entry)))?, entry))
        })
        .collect();
    if !typed.trim().is_empty() {
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    }
    let in_one_piece = |(_, entry): &(i32, &Rc<Entry>)| fuzzy::is_whole(typed, &whole(entry));
    let is_long = typed.split_whitespace().any(|word| word.chars().count() > INITIALS);
    if is_long && scored.iter().any(in_one_piece) {
        scored.retain(in_one_piece);
    }
    scored.into_iter().take(MOST).map(|(_, entry)| Rc::clone(entry)).collect()
}

fn on_key(
    at: &UseStateHandle<usize>,
    chosen: usize,
    count: usize,
    run: &Callback<usize>,
    close: &Callback<()>,
) -> Callback<KeyboardEvent> {
    let (at, run, close) = (at.clone(), run.clone(), close.clone());
    Callback::from(move |event: KeyboardEvent| {
        let last = count.saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => at.set(if chosen == last { 0 } else { chosen + 1 }),
            "ArrowUp" => at.set(if chosen == 0 { last } else { chosen - 1 }),
            "PageDown" => at.set((chosen + 8).min(last)),
            "PageUp" => at.set(chosen.saturating_sub(8)),
            "Enter" => run.emit(chosen),
            "Escape" => close.emit(()),
            // The focus stays here until the palette is closed.
            "Tab" => {}
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    })
}

fn option_id(index: usize) -> String {
    format!("palette-option-{index}")
}

fn view_entry(entry: &Entry, index: usize, is_chosen: bool, run: &Callback<usize>) -> Html {
    let onclick = run.reform(move |_| index);
    html! {
        <li class="palette-entry" id={option_id(index)} role="option" aria-selected={is_chosen.to_string()} {onclick}>
            <Icon glyph={entry.glyph} />
            <span class="palette-name">{ entry.name.clone() }</span>
            <span class="palette-kind secondary">{ entry.kind.clone() }</span>
            if !entry.keys.is_empty() { <kbd>{ entry.keys }</kbd> }
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::Glyph;

    fn names(typed: &str, all: &[(&'static str, &'static str)]) -> Vec<AttrValue> {
        let entry = |(name, kind): &(&'static str, &'static str)| Entry {
            glyph: Glyph::Info,
            name: (*name).into(),
            kind: (*kind).into(),
            keys: "",
            run: Callback::noop(),
        };
        let all: Vec<Rc<Entry>> = all.iter().map(|one| Rc::new(entry(one))).collect();
        found(&all, typed).iter().map(|entry| entry.name.clone()).collect()
    }

    #[test]
    fn letters_are_looked_for_one_by_one_only_where_the_word_stands_nowhere() {
        let all = [
            ("Comments in a policy", "scenario, Names"),
            ("Begin a copy", "action"),
            ("DeployRole", "role"),
            ("Export the drawing", "action"),
        ];
        assert_eq!(names("copy", &all), ["Begin a copy"]);
        assert_eq!(names("cmpo", &all), ["Comments in a policy"]);
        assert_eq!(names("scen", &all), ["Comments in a policy"], "by what it is");
        assert_eq!(names("dr", &all), ["DeployRole", "Export the drawing"], "as initials");
    }
}
