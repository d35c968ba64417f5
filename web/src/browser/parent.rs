//! The document in whose frame the page stands: its messages, and what it is told. `docs/embed.md` describes them.

use std::{cell::RefCell, rc::Rc};

use gloo::{
    events::{EventListener, EventListenerOptions},
    utils::{document, window},
};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

use crate::state::{Embed, Theme, embed::Wish, told::Told};

/// What stands in every message as `source`.
const SOURCE: &str = "assume-role-playground";
/// The version of the messages, `v` in each.
const VERSION: f64 = 1.0;

/// The document around the page's frame.
#[derive(Debug)]
pub(crate) struct Parent {
    window: Window,
    /// Where it comes from, where the address said so.
    origin: Option<Rc<str>>,
    /// Where it has spoken from; before it has, only `ready` and `resize` are told.
    spoke_from: RefCell<Option<String>>,
    /// What went wrong before it had spoken, which it is told when it does.
    unsaid: RefCell<Option<String>>,
    /// Whether it asked to be told the scenario with every change.
    wants_scenario: RefCell<bool>,
}

/// What the document asks for.
#[derive(Debug)]
pub(crate) enum Heard {
    /// Something that changes what the page shows.
    Wish(Wish),
    /// To be told the outcome again.
    Run,
}

impl Parent {
    /// The document around the frame; nothing where the page has the window for itself.
    pub(crate) fn of(embed: &Embed) -> Option<Rc<Self>> {
        let parent = window().parent().ok().flatten()?;
        if Object::is(&parent, &window()) {
            return None;
        }
        Some(Rc::new(Self {
            window: parent,
            origin: embed.origin.clone(),
            spoke_from: RefCell::default(),
            unsaid: RefCell::default(),
            wants_scenario: RefCell::default(),
        }))
    }

    /// Calls back with everything that the document asks for, until the listener is dropped. Strangers are not heard.
    pub(crate) fn listen(self: &Rc<Self>, mut heard: impl FnMut(Heard) + 'static) -> EventListener {
        let this = Rc::clone(self);
        EventListener::new(&window(), "message", move |event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
            if this.is_from_it(event) {
                this.hear(&event.data(), &event.origin()).into_iter().for_each(&mut heard);
            }
        })
    }

    fn is_from_it(&self, event: &MessageEvent) -> bool {
        let source = Reflect::get(event, &"source".into()).unwrap_or_default();
        let known = self.origin.as_deref().is_none_or(|origin| origin == event.origin());
        Object::is(&source, &self.window) && known
    }

    /// Reads a message of the document; what is none of ours is left alone.
    fn hear(&self, message: &JsValue, origin: &str) -> Vec<Heard> {
        let field = |name: &str| match message.is_object() {
            true => Reflect::get(message, &name.into()).unwrap_or_default(),
            false => JsValue::UNDEFINED,
        };
        let text = |name: &str| field(name).as_string();
        if text("source").as_deref() != Some(SOURCE) {
            return Vec::new();
        }
        *self.spoke_from.borrow_mut() = Some(origin.to_owned());
        let unsaid = self.unsaid.take();
        unsaid.iter().for_each(|sentence| self.tell_error(sentence));
        if field("v").as_f64() != Some(VERSION) {
            self.tell_error("This frame speaks version 1 of the messages.");
            return Vec::new();
        }
        match text("type").as_deref() {
            Some("load") => match text("scenario") {
                Some(scenario) => match texts(&field("onto")) {
                    Some(onto) => {
                        vec![Heard::Wish(Wish::Load { scenario: scenario.into(), onto })]
                    }
                    None => self.complain("`onto` is a list of texts."),
                },
                None => self.complain("`load` wants `scenario`, a text."),
            },
            Some("set") => {
                if let Some(wants) = field("tellScenario").as_bool() {
                    *self.wants_scenario.borrow_mut() = wants;
                }
                let theme = text("theme").map(|word| Wish::Theme(Theme::named(&word)));
                let step = text("step").map(|id| Wish::Step(id.into()));
                theme.into_iter().chain(step).map(Heard::Wish).collect()
            }
            Some("run") => vec![Heard::Run],
            _ => self.complain("There are `load`, `set` and `run`."),
        }
    }

    fn complain(&self, sentence: &str) -> Vec<Heard> {
        self.tell_error(sentence);
        Vec::new()
    }

    /// Tells that the page is there.
    pub(crate) fn tell_ready(&self, embed: &Embed) {
        let fields = [
            ("version", env!("CARGO_PKG_VERSION").into()),
            ("panel", embed.panel.word().into()),
            ("editable", embed.editable.into()),
        ];
        self.post("ready", &fields, self.origin.as_deref().unwrap_or("*"));
    }

    /// Tells how high the page would like its frame to be.
    pub(crate) fn tell_height(&self, height: i32) {
        let to = self.origin.as_deref().unwrap_or("*");
        self.post("resize", &[("height", height.into())], to);
    }

    /// Tells what the scenario comes to.
    pub(crate) fn tell_result(&self, told: &Told) {
        if let Told::Members(members) = told {
            self.answer("result", &as_fields(members));
        }
    }

    /// Tells that somebody changed the scenario; the scenario itself only where that was asked for.
    pub(crate) fn tell_change(&self, scenario: impl FnOnce() -> String) {
        let wants = *self.wants_scenario.borrow();
        let fields = wants.then(|| ("scenario", scenario().into()));
        self.answer("change", fields.as_slice());
    }

    /// Tells what went wrong.
    pub(crate) fn tell_error(&self, sentence: &str) {
        if self.spoke_from.borrow().is_none() {
            *self.unsaid.borrow_mut() = Some(sentence.to_owned());
        }
        self.answer("error", &[("message", sentence.into())]);
    }

    /// A message for a document that has spoken, where it spoke from.
    fn answer(&self, kind: &str, fields: &[(&str, JsValue)]) {
        let Some(origin) = self.spoke_from.borrow().clone() else { return };
        // A file, or a frame without an origin of its own, has no origin to name.
        self.post(kind, fields, if origin == "null" { "*" } else { &origin });
    }

    fn post(&self, kind: &str, fields: &[(&str, JsValue)], to: &str) {
        let head = [("source", SOURCE.into()), ("v", VERSION.into()), ("type", kind.into())];
        // An origin that is none is refused by the browser; then nobody is told.
        let _ = self.window.post_message(&object(&[&head, fields].concat()), to);
    }
}

/// A list of texts; none where there is no list. Nothing where it is something else.
fn texts(value: &JsValue) -> Option<Vec<Rc<str>>> {
    if value.is_undefined() {
        return Some(Vec::new());
    }
    let list = value.dyn_ref::<Array>()?;
    list.iter().map(|text| text.as_string().map(Into::into)).collect()
}

fn as_fields<'n>(members: &[(&'n str, Told)]) -> Vec<(&'n str, JsValue)> {
    members.iter().map(|(name, told)| (*name, as_js(told))).collect()
}

fn as_js(told: &Told) -> JsValue {
    match told {
        Told::Flag(flag) => (*flag).into(),
        Told::Number(number) => (*number).into(),
        Told::Text(text) => (&**text).into(),
        Told::List(list) => list.iter().map(as_js).collect::<Array>().into(),
        Told::Members(members) => object(&as_fields(members)),
    }
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

/// Marks the page as a guest. It leaves the wheel to the document around it until somebody clicks in it or goes to it by
/// keys, and again when they have left: what would scroll does not while the mark says `asleep`, see `embed.css`.
pub(crate) fn sleep_until_used() -> [EventListener; 3] {
    let mark = |word: &'static str| {
        move |_: &web_sys::Event| {
            if let Some(root) = document().document_element() {
                let _ = root.set_attribute("data-embed", word);
            }
        }
    };
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-embed", "asleep");
    }
    let early = EventListenerOptions::run_in_capture_phase();
    [
        EventListener::new_with_options(&document(), "pointerdown", early, mark("awake")),
        EventListener::new_with_options(&document(), "focusin", early, mark("awake")),
        EventListener::new(&window(), "blur", mark("asleep")),
    ]
}
