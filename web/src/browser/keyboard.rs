//! Keys that work everywhere on the page.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::focus;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Command {
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// The next or the previous step.
    Step(isize),
    /// The step of that number, from 0.
    StepAt(usize),
    /// The next or the previous region of the page.
    Region(isize),
    /// The clock's now, by so many minutes.
    Now(i64),
    /// Play or pause.
    Play,
    /// The next or the previous check.
    Check(isize),
    /// Out of what is played back.
    Leave,
    /// What finds everything.
    Palette,
    /// The list of these keys.
    Shortcuts,
}

impl Command {
    /// Whether a key of one letter, digit or sign asks for it: such keys can be turned off (WCAG 2.1.4, Character Key
    /// Shortcuts).
    pub(crate) fn is_of_one_letter(self) -> bool {
        match self {
            Self::Step(_) | Self::StepAt(_) | Self::Now(_) | Self::Play | Self::Check(_) => true,
            Self::Shortcuts => true,
            Self::Undo | Self::Redo | Self::Region(_) | Self::Leave | Self::Palette => false,
        }
    }
}

/// Listens until the handle is dropped. The callback says whether it took the command.
pub(crate) fn listen(on_command: impl Fn(Command) -> bool + 'static) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    let document = gloo::utils::document();
    EventListener::new_with_options(&document, "keydown", options, move |event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        if command(event).is_some_and(&on_command) {
            event.prevent_default();
        }
    })
}

fn command(event: &KeyboardEvent) -> Option<Command> {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let within = |selector| {
        target.as_ref().is_some_and(|target| matches!(target.closest(selector), Ok(Some(_))))
    };
    let key = event.key();
    if event.ctrl_key() || event.meta_key() {
        let own_undo = within("[data-own-undo]");
        return match key.to_ascii_lowercase().as_str() {
            "k" => Some(Command::Palette),
            "z" if own_undo => None,
            "z" if event.shift_key() => Some(Command::Redo),
            "z" => Some(Command::Undo),
            "y" if !own_undo => Some(Command::Redo),
            _ => None,
        };
    }
    if key == "F6" {
        return Some(Command::Region(if event.shift_key() { -1 } else { 1 }));
    }
    if key == "Escape" && !event.default_prevented() {
        return (within(".playback") || !within("input, textarea, select, [data-typed]"))
            .then_some(Command::Leave);
    }
    if event.alt_key() || within("input, textarea, select, [data-typed], [role=tree], [role=menu]")
    {
        return None;
    }
    match key.as_str() {
        "j" => Some(Command::Step(1)),
        "k" => Some(Command::Step(-1)),
        "?" => Some(Command::Shortcuts),
        "[" => Some(Command::Now(-1)),
        "]" => Some(Command::Now(1)),
        "," => Some(Command::Check(-1)),
        "." => Some(Command::Check(1)),
        // Whatever can be pressed takes it for itself.
        " " if !within("button, a, summary, [role=button], [role=tab], [role=slider]") => {
            Some(Command::Play)
        }
        _ => key
            .parse()
            .ok()
            .filter(|digit| (1..=9).contains(digit))
            .map(|d: usize| Command::StepAt(d - 1)),
    }
}

/// Moves the focus to the next or the previous region that is in sight.
pub(crate) fn focus_region(by: isize) {
    let document = gloo::utils::document();
    let Ok(list) = document.query_selector_all("[data-region]") else { return };
    let regions: Vec<HtmlElement> = (0..list.length())
        .filter_map(|index| list.get(index)?.dyn_into::<HtmlElement>().ok())
        .filter(|region| region.offset_width() > 0)
        .collect();
    if regions.is_empty() {
        return;
    }
    let active = document.active_element();
    let now = regions.iter().position(|region| region.contains(active.as_deref()));
    let count = regions.len();
    let next = match now {
        Some(now) => now.wrapping_add(count).wrapping_add_signed(by) % count,
        None => 0,
    };
    let _ = regions[next].remove_attribute(focus::LED);
    let _ = regions[next].focus();
}
