//! The page as a guest in somebody's document: what its address asks for (`?embed=…`), and what the document may say to it.
//! What it says of a scenario stands in [`told`](super::told). `docs/embed.md` describes all three.

use std::rc::Rc;

use simulator::{Scenario, scenario::merge, share};

use super::{Model, Notice, Origin, Place, Theme, model::View, opening, selectors, update};
use crate::gallery;

/// The page in a frame of somebody's document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Embed {
    /// What of the page is shown.
    pub(crate) panel: Panel,
    /// Whether the scenario can be changed in it.
    pub(crate) editable: bool,
    /// Light, dark, or as the system has it.
    pub(crate) theme: Theme,
    /// Where the document comes from, where that was said; nobody else is listened to then.
    pub(crate) origin: Option<Rc<str>>,
}

/// What of the page a frame shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Panel {
    /// Everything.
    #[default]
    Whole,
    /// The chain.
    Chain,
    /// Why the chosen step is allowed or refused.
    Why,
}

impl Panel {
    /// Its word in the address.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Chain => "chain",
            Self::Why => "why",
        }
    }

    fn named(word: &str) -> Self {
        let all = [Self::Whole, Self::Chain, Self::Why];
        all.into_iter().find(|panel| panel.word() == word).unwrap_or_default()
    }
}

impl Embed {
    /// What the query of the page's address asks for; nothing where the page is nobody's guest.
    pub(crate) fn named(query: &str) -> Option<Self> {
        let mut embed =
            Self { panel: Panel::Whole, editable: false, theme: Theme::System, origin: None };
        let mut asked = false;
        for part in query.trim_start_matches('?').split('&') {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            match name {
                "embed" => {
                    asked = true;
                    embed.panel = Panel::named(value);
                }
                "editable" => embed.editable = value != "false",
                "theme" => embed.theme = Theme::named(value),
                "origin" => embed.origin = Some(origin(value).into()),
                _ => {}
            }
        }
        asked.then_some(embed)
    }
}

/// An origin as browsers write it: scheme and host in small letters, without the port that the scheme has anyway.
fn origin(value: &str) -> String {
    let origin = unescaped(value).to_ascii_lowercase();
    let origin = origin.trim_end_matches('/');
    let usual = match origin.split_once("://") {
        Some(("https", _)) => ":443",
        Some(("http", _)) => ":80",
        _ => "",
    };
    origin.strip_suffix(usual).unwrap_or(origin).to_owned()
}

/// The characters that addresses escape.
fn unescaped(value: &str) -> String {
    let mut parts = value.split('%');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.get(..2);
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(u8::is_ascii) {
            Some(byte) => {
                text.push(char::from(byte));
                text.push_str(&part[2..]);
            }
            None => {
                text.push('%');
                text.push_str(part);
            }
        }
    }
    text
}

/// What the document says to the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Wish {
    /// Another scenario: its text, a share link, or `example=` with an example's id; merged onto others, the first of them
    /// first.
    Load {
        /// The scenario, or what continues the others.
        scenario: Rc<str>,
        /// What it is merged onto.
        onto: Vec<Rc<str>>,
    },
    /// Another theme.
    Theme(Theme),
    /// Another step is explained, by id.
    Step(Rc<str>),
}

/// Does what the document wishes. A scenario takes the place of the one that is there, which is nobody's work but the
/// document's.
pub(super) fn grant(model: &mut Model, wish: Wish) {
    match wish {
        Wish::Load { scenario, onto } => load(model, &scenario, &onto),
        Wish::Theme(theme) => model.ui.theme = theme,
        Wish::Step(id) => match model.scenario().step_index(&id) {
            Some(step) => model.ui.selected_step = Some(step),
            None => opening::warn(model, &format!("There is no step `{id}`.")),
        },
    }
}

fn load(model: &mut Model, text: &str, onto: &[Rc<str>]) {
    let found = match onto {
        [] => read(text),
        [first, rest @ ..] => continued(first, rest, text),
    };
    match found {
        Ok((scenario, origin)) => {
            model.ui.origin = Origin::Nothing;
            model.ui.notice = None;
            model.ui.selected_step = None;
            update::open(model, scenario, origin);
            model.aside = None;
            model.ui.view = View::Workbench;
        }
        Err(reason) => opening::warn(model, &reason),
    }
}

/// Reads what a document names.
fn read(text: &str) -> Result<(Rc<Scenario>, Origin), String> {
    let text = text.trim();
    let behind = match text.starts_with('{') {
        true => text,
        false => text.split_once('#').map_or(text, |(_, behind)| behind),
    };
    match Place::named(behind) {
        Place::Example(id) => gallery::example(&id)
            .map(|example| (example.scenario, Origin::Example(Rc::clone(&id))))
            .ok_or_else(|| format!("There is no example `{id}`.")),
        Place::Link(link) => share::decode(&link)
            .map(|scenario| (Rc::new(scenario), Origin::Own))
            .map_err(|error| error.to_string()),
        _ if text.len() > share::LARGEST => Err(TOO_LARGE.to_owned()),
        _ => Scenario::read(text)
            .map(|scenario| (Rc::new(scenario), Origin::Own))
            .map_err(|problems| opening::no_scenario("This is not a scenario.", &problems)),
    }
}

/// A scenario that is told in pieces, each merged onto what was told before it.
fn continued(first: &str, rest: &[Rc<str>], last: &str) -> Result<(Rc<Scenario>, Origin), String> {
    let pieces = rest.iter().map(|piece| &**piece).chain([last]);
    let whole = pieces.clone().map(str::len).sum::<usize>() + first.len();
    if whole > share::LARGEST {
        return Err(TOO_LARGE.to_owned());
    }
    // The first may be named; those that continue it are texts.
    let mut text = match first.trim_start().starts_with('{') {
        true => first.to_owned(),
        false => read(first)?.0.write(),
    };
    for piece in pieces.filter(|piece| !piece.trim().is_empty()) {
        text = merge(&text, piece).map_err(|error| error.to_string())?;
    }
    read(&text)
}

const TOO_LARGE: &str = "The scenario is too large.";

/// Whether an edit is refused, because the page is only to be read; says where it is not.
pub(super) fn refuses_edit(model: &mut Model) -> bool {
    let reads_only = selectors::reads_only(model);
    if reads_only {
        let text = "This is here to be read. Open it in the playground to change it.";
        model.ui.notice = Some(Notice { text: text.into(), is_warning: false, offers: None });
    }
    reads_only
}

#[cfg(test)]
mod tests {
    use simulator::outcome::StepResult;

    use super::*;
    use crate::state::{Action, update};

    fn named(query: &str) -> Embed {
        Embed::named(query).unwrap()
    }

    fn guest(query: &str) -> Model {
        Model { embed: Some(named(query)), ..Model::new() }
    }

    fn wished(model: &Model, wish: Wish) -> Model {
        update(model, Action::WishHeard(wish))
    }

    fn load(text: &str) -> Wish {
        Wish::Load { scenario: text.into(), onto: Vec::new() }
    }

    fn title(model: &Model) -> String {
        model.scenario().title.to_string()
    }

    fn warned(model: &Model) -> String {
        model.ui.notice.as_ref().filter(|notice| notice.is_warning).unwrap().text.to_string()
    }

    #[test]
    fn the_address_says_what_is_shown_and_whether_it_can_be_changed() {
        for query in ["", "?", "?x=1", "?embedded=chain", "?theme=dark"] {
            assert_eq!(Embed::named(query), None, "{query}");
        }
        for (query, panel) in [
            ("?embed", Panel::Whole),
            ("?embed=1", Panel::Whole),
            ("?embed=whole", Panel::Whole),
            ("?embed=chain", Panel::Chain),
            ("?theme=dark&embed=why", Panel::Why),
        ] {
            assert_eq!(named(query).panel, panel, "{query}");
            assert!(!named(query).editable, "{query}");
        }
        assert!(named("?embed=chain&editable").editable);
        assert!(named("?embed=chain&editable=true").editable);
        assert!(!named("?embed=chain&editable=false").editable);
        assert_eq!(named("?embed&theme=dark").theme, Theme::Dark);
        assert_eq!(named("?embed&theme=blue").theme, Theme::System);
        let origin = named("?embed&origin=https%3A%2F%2Fdocs.example.com").origin;
        assert_eq!(origin.as_deref(), Some("https://docs.example.com"));
        let port = named("?embed&origin=http://localhost:3000").origin;
        assert_eq!(port.as_deref(), Some("http://localhost:3000"));
    }

    #[test]
    fn an_origin_is_known_however_it_is_written() {
        for (written, expected) in [
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("http%3A%2F%2F%5B%3A%3A1%5D%3A8080", "http://[::1]:8080"),
            ("http%3a%2f%2f%5b2001%3adb8%3a%3a80%5d", "http://[2001:db8::80]"),
            ("HTTPS://Docs.Example.COM", "https://docs.example.com"),
            ("https://docs.example.com:443", "https://docs.example.com"),
            ("https%3A%2F%2Fdocs.example.com%3A443%2F", "https://docs.example.com"),
            ("http://localhost:80", "http://localhost"),
            ("http://localhost:443", "http://localhost:443"),
            ("https://docs.example.com:80", "https://docs.example.com:80"),
            ("https://docs.example.com:8443", "https://docs.example.com:8443"),
            ("null", "null"),
            ("https://%zz%é%", "https://%zz%é%"),
        ] {
            let origin = named(&format!("?embed&origin={written}")).origin;
            assert_eq!(origin.as_deref(), Some(expected), "{written}");
        }
    }

    #[test]
    fn a_scenario_is_loaded_from_its_text_a_link_or_an_example() {
        let scenario = gallery::example("three-hop-chain").unwrap().scenario;
        let link = share::encode(&scenario);
        for text in [
            scenario.write(),
            link.clone(),
            format!("https://play.example.com/#{link}"),
            "example=three-hop-chain".to_owned(),
        ] {
            let model = wished(&guest("?embed"), load(&text));
            assert_eq!(title(&model), &*scenario.title, "{text}");
            assert_eq!((model.view(), model.history.depth()), (View::Workbench, 0));
            assert_eq!(model.ui.notice, None);
        }
    }

    #[test]
    fn another_scenario_takes_its_place_without_a_question_and_what_is_none_changes_nothing() {
        let model = guest("?embed&editable");
        let model = wished(&model, load("example=three-hop-chain"));
        let model = update(&model, Action::TitleEdited("Mine".into()));
        for (text, words) in [
            ("", "This is not a scenario."),
            ("{}", "This is not a scenario."),
            ("__proto__", "This is not a scenario."),
            ("example=__proto__", "There is no example `__proto__`."),
            ("v1.AAAA", "The link is damaged"),
            ("v9.AAAA", "a newer one made it"),
        ] {
            let after = wished(&model, load(text));
            assert_eq!(title(&after), "Mine", "{text}");
            assert!(warned(&after).contains(words), "{text}: {}", warned(&after));
        }
        let giant = " ".repeat(8) + &"x".repeat(share::LARGEST + 1);
        assert!(warned(&wished(&model, load(&giant))).contains("too large"));
        let after = wished(&model, load("example=only-two-users-trusted"));
        assert_ne!(title(&after), "Mine");
        assert_eq!((after.view(), after.aside.is_some()), (View::Workbench, false));
        // Nor is the same example an edit of what was made of it.
        let again = wished(&after, load("example=only-two-users-trusted"));
        assert_eq!(again.history.depth(), 0);
    }

    #[test]
    fn a_piece_continues_what_was_told_before_it() {
        let piece = r#"{"steps":[{"id":"prod","AssumeRole":{"DurationSeconds":3600}}]}"#;
        let named = r#"{"title":"Continued"}"#;
        let of = |first: &str, last: &str| {
            let onto = vec![first.into(), piece.into()];
            wished(&guest("?embed"), Wish::Load { scenario: last.into(), onto })
        };
        let featured = gallery::example(gallery::FEATURED).unwrap().scenario;
        for first in
            [format!("example={}", gallery::FEATURED), share::encode(&featured), featured.write()]
        {
            for (last, expected) in [(named, "Continued"), ("", &*featured.title)] {
                let model = of(&first, last);
                assert_eq!(title(&model), expected, "{first}");
                let outcome = simulator::simulate(model.scenario());
                assert_eq!(outcome.steps[1].result, StepResult::Succeeded, "{first}");
            }
        }
        assert_eq!(warned(&of("example=x", named)), "There is no example `x`.");
        assert_eq!(warned(&of("{}", "{")), "1:1 This `{` is never closed.");
        assert!(warned(&of("{}", "{}")).starts_with("This is not a scenario."));
        let giant = " ".repeat(share::LARGEST);
        assert!(warned(&of("{}", &giant)).contains("too large"));
    }

    #[test]
    fn a_step_is_chosen_by_its_id() {
        let model = wished(&guest("?embed=why"), load("example=three-hop-chain"));
        let second = model.scenario().steps[1].id.clone();
        assert_eq!(wished(&model, Wish::Step(second)).ui.selected_step, Some(1));
        let missing = wished(&model, Wish::Step("constructor".into()));
        assert_eq!(missing.ui.selected_step, model.ui.selected_step);
        assert_eq!(warned(&missing), "There is no step `constructor`.");
    }

    #[test]
    fn what_is_only_to_be_read_stays_as_it_is() {
        for (query, changes) in [("?embed", false), ("?embed&editable", true)] {
            let model = wished(&guest(query), load("example=three-hop-chain"));
            let after = update(&model, Action::TitleEdited("Mine".into()));
            assert_eq!(title(&after) == "Mine", changes, "{query}");
        }
        let model = wished(&guest("?embed"), load("example=three-hop-chain"));
        for action in [
            Action::StepRemoved(0),
            Action::StepMoved { from: 0, to: 1 },
            Action::SourceEdited("{}".into()),
            Action::UndoRequested,
        ] {
            let after = update(&model, action.clone());
            assert!(Rc::ptr_eq(after.scenario(), model.scenario()), "{action:?}");
            assert_eq!(after.ui.source_draft, None, "{action:?}");
        }
        let after = update(&model, Action::StepRemoved(0));
        assert!(after.ui.notice.unwrap().text.starts_with("This is here to be read."));
    }
}
