//! The button that gives the whole scenario as a link.

use std::rc::Rc;

use iam::visible;
use simulator::{Scenario, share};
use yew::prelude::*;

use crate::{
    browser::{address, clipboard},
    components::{
        Glyph,
        menu::{Menu, MenuItem},
    },
    state::{Action, Notice, Offer, Sight},
    store::Store,
};

/// Letters up to which every chat, mail and ticket keeps a link whole.
const CARRIED_EVERYWHERE: usize = 2_000;
/// Letters up to which browsers take a link.
const LONGEST: usize = 60_000;

/// The button.
pub(super) fn view(store: &Store) -> Html {
    html! { <Menu id="share" label="Share" glyph={Glyph::Link} items={items(store)} /> }
}

/// A command for each form of the link. A page that was opened from a disk has no address that anybody else could open: what
/// a link ends with can stand behind the address of any playground, and the file in the other menu holds the same.
pub(crate) fn items(store: &Store) -> Vec<MenuItem> {
    let item = |label: &'static str, form: fn(&str, &str) -> String| {
        let (store, scenario) = (store.clone(), Rc::clone(&store.simulation.scenario));
        let run = Callback::from(move |()| copy(&store, &scenario, form));
        MenuItem::new(Glyph::Copy, label, run)
    };
    if address::is_file() {
        return vec![item("Copy the end of a link", |_, link| format!("#{}", parts(link).1))];
    }
    vec![
        item("Copy link", |_, link| link.to_owned()),
        item("Copy link for Markdown", |title, link| format!("[{}]({link})", escaped(title))),
        item("Copy as a frame (HTML)", frame),
        item("Copy as an element (HTML)", element),
    ]
}

fn copy(store: &Store, scenario: &Scenario, form: fn(&str, &str) -> String) {
    let sight = Sight::of(store.model(), &store.simulation.outcome).query().replacen('&', "?", 1);
    let link = format!("{}{sight}#{}", address::alone(), share::encode(scenario));
    let letters = link.chars().count();
    if letters > LONGEST {
        let text = format!(
            "A link would have {letters} letters, more than browsers take. Download the scenario and send the file."
        );
        let offers = Some(Offer::File);
        return store.dispatch(Action::Told(Notice {
            text: text.into(),
            is_warning: true,
            offers,
        }));
    }
    let advice = match letters > CARRIED_EVERYWHERE {
        true => " Some chats and mail programs cut links that long; the file in the menu is safe.",
        false => "",
    };
    let store = store.clone();
    clipboard::copy_then(&form(&scenario.title, &link), move |done| {
        let text = match done {
            true if address::is_file() => "Copied. This page is a file, which nobody else could open by a link: put this behind the address of any playground, or send the file that “Download the scenario” in the menu gives.".to_owned(),
            true => format!("Copied. The link holds the whole scenario in its {letters} letters, and no server sees it.{advice}"),
            false => "The browser does not let this page write to the clipboard. Download the scenario and send the file.".to_owned(),
        };
        let offers = (!done).then_some(Offer::File);
        store.dispatch(Action::Told(Notice { text: text.into(), is_warning: !done, offers }));
    });
}

/// The scenario in a frame, for any page.
fn frame(title: &str, link: &str) -> String {
    let (page, scenario) = parts(link);
    let sight = quoted(&Sight::named(query(link)).query());
    format!(
        "<iframe src=\"{}?embed{sight}#{scenario}\" title=\"{}\" width=\"100%\" height=\"640\" loading=\"lazy\"></iframe>",
        quoted(page),
        quoted(title)
    )
}

/// The scenario as an element, with the script that makes it one; the link is seen where no script runs.
fn element(title: &str, link: &str) -> String {
    let (page, scenario) = parts(link);
    let folder = quoted(page.rsplit_once('/').map_or(page, |(folder, _)| folder));
    let (page, title) = (quoted(page), quoted(title));
    let step = Sight::named(query(link)).step;
    let step = step.map_or(String::new(), |step| format!(" step=\"{}\"", quoted(&step)));
    format!(
        "<assume-role-playground src=\"{page}\" scenario=\"{scenario}\"{step} label=\"{title}\">\n  \
         <a href=\"{page}#{scenario}\">{title}</a>\n\
         </assume-role-playground>\n\
         <script type=\"module\" src=\"{folder}/assume-role-playground.js\"></script>\n"
    )
}

/// The page of a link without its query, and the scenario in it.
fn parts(link: &str) -> (&str, &str) {
    let (page, scenario) = link.split_once('#').unwrap_or((link, ""));
    (page.split_once('?').map_or(page, |(page, _)| page), scenario)
}

/// The query of a link, with its `?`.
fn query(link: &str) -> &str {
    let page = link.split_once('#').map_or(link, |(page, _)| page);
    page.find('?').map_or("", |at| &page[at..])
}

/// A text inside the quotes of an attribute.
fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for letter in visible(text).chars() {
        match letter {
            '&' => quoted.push_str("&amp;"),
            '"' => quoted.push_str("&quot;"),
            '<' => quoted.push_str("&lt;"),
            '>' => quoted.push_str("&gt;"),
            other => quoted.push(other),
        }
    }
    quoted
}

/// A title within the brackets of a Markdown link.
fn escaped(title: &str) -> String {
    let mut text = String::new();
    for letter in visible(title).chars() {
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

    const LINK: &str = "https://docs.example.com/play/?view=x#v1.AAAA";

    #[test]
    fn a_frame_and_an_element_name_the_page_and_the_scenario() {
        assert_eq!(
            frame("A chain", LINK),
            "<iframe src=\"https://docs.example.com/play/?embed#v1.AAAA\" title=\"A chain\" width=\"100%\" height=\"640\" loading=\"lazy\"></iframe>"
        );
        let chosen = element("A chain", &LINK.replace("?view=x", "?step=a%26b&panel=request"));
        assert!(chosen.contains(" scenario=\"v1.AAAA\" step=\"a&amp;b\" label="), "{chosen}");
        let element = element("A chain", "https://docs.example.com/play/index.html#v1.AAAA");
        assert!(element.starts_with("<assume-role-playground src=\"https://docs.example.com/play/index.html\" scenario=\"v1.AAAA\" label=\"A chain\">\n"), "{element}");
        assert!(
            element.contains("src=\"https://docs.example.com/play/assume-role-playground.js\""),
            "{element}"
        );
    }

    #[test]
    fn a_title_cannot_leave_its_attribute() {
        let title = "\"><script>alert(1)</script>&";
        for text in [frame(title, LINK), element(title, LINK)] {
            assert!(!text.contains("<script>"), "{text}");
            assert!(
                text.contains("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;"),
                "{text}"
            );
        }
    }

    #[test]
    fn a_title_cannot_turn_the_direction_of_what_it_is_pasted_into() {
        let title = "Prod\u{202e}dorP";
        for text in [frame(title, LINK), element(title, LINK), escaped(title)] {
            assert!(!text.contains('\u{202e}') && text.contains("u{202e}"), "{text}");
        }
    }

    #[test]
    fn a_title_cannot_end_a_markdown_link() {
        assert_eq!(escaped("a](javascript:x) `b`"), r"a\](javascript:x) \`b\`");
    }
}
