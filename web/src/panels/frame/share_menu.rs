//! The button that gives the whole scenario as a link.

use std::rc::Rc;

use simulator::{Scenario, share};
use yew::prelude::*;

use crate::{
    browser::{address, clipboard},
    components::{
        Glyph,
        menu::{Menu, MenuItem},
    },
    state::{Action, Notice},
    store::Store,
};

/// Letters up to which every chat, mail and ticket keeps a link whole.
const CARRIED_EVERYWHERE: usize = 2_000;
/// Letters up to which browsers take a link.
const LONGEST: usize = 60_000;

/// The button.
pub(super) fn view(store: &Store) -> Html {
    let item = |label: &'static str, form: fn(&str, &str) -> String| {
        let (store, scenario) = (store.clone(), Rc::clone(&store.simulation.scenario));
        let run = Callback::from(move |()| copy(&store, &scenario, form));
        MenuItem::new(Glyph::Copy, label, run)
    };
    let items = vec![
        item("Copy link", |_, link| link.to_owned()),
        item("Copy link for Markdown", |title, link| format!("[{}]({link})", escaped(title))),
    ];
    html! { <Menu id="share" label="Share" glyph={Glyph::Link} {items} /> }
}

fn copy(store: &Store, scenario: &Scenario, form: fn(&str, &str) -> String) {
    let link = format!("{}#{}", address::page(), share::encode(scenario));
    let letters = link.chars().count();
    if letters > LONGEST {
        let text = format!(
            "A link would have {letters} letters, more than browsers take. Use “Download the scenario” in the menu and send the file."
        );
        return store.dispatch(Action::Told(Notice {
            text: text.into(),
            is_warning: true,
            offers: None,
        }));
    }
    let advice = match letters > CARRIED_EVERYWHERE {
        true => " Some chats and mail programs cut links that long; the file in the menu is safe.",
        false => "",
    };
    let store = store.clone();
    clipboard::copy_then(&form(&scenario.title, &link), move |done| {
        let text = match done {
            true => format!("Copied. The link holds the whole scenario in its {letters} letters, and no server sees it.{advice}"),
            false => "The browser does not let this page write to the clipboard. Use “Download the scenario” in the menu.".to_owned(),
        };
        store.dispatch(Action::Told(Notice { text: text.into(), is_warning: !done, offers: None }));
    });
}

/// A title within the brackets of a Markdown link.
fn escaped(title: &str) -> String {
    let mut text = String::new();
    for letter in title.chars() {
        if matches!(letter, '[' | ']' | '\\' | '`' | '*' | '_' | '<' | '>') {
            text.push('\\');
        }
        text.push(letter);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_end_a_markdown_link() {
        assert_eq!(escaped("a](javascript:x) `b`"), r"a\](javascript:x) \`b\`");
    }
}
