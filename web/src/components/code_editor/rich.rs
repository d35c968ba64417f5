//! The rich editor: CodeMirror, made in `web/editor/` and held here for as long as it is drawn.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::prelude::*;

use super::{Assistant, Mark, MarkKind, Problem, Props, utf16::Units};

/// So many problems are shown in the text; the list beside it knows all of them.
const MANY_PROBLEMS: usize = 200;

#[wasm_bindgen]
extern "C" {
    /// What `web/editor/editor.js` makes.
    type Editor;

    #[wasm_bindgen(js_namespace = policyEditor)]
    fn create(host: &Element, options: &JsValue) -> Editor;

    #[wasm_bindgen(method)]
    fn set(this: &Editor, text: &str);
    #[wasm_bindgen(method, js_name = setLabel)]
    fn set_label(this: &Editor, label: &str);
    #[wasm_bindgen(method, js_name = setDiagnostics)]
    fn set_diagnostics(this: &Editor, list: &Array);
    #[wasm_bindgen(method, js_name = setMarks)]
    fn set_marks(this: &Editor, list: &Array);
    #[wasm_bindgen(method)]
    fn reveal(this: &Editor, from: u32, to: u32);
    #[wasm_bindgen(method)]
    fn show(this: &Editor, from: u32, to: u32);
    #[wasm_bindgen(method)]
    fn select(this: &Editor, anchor: u32, head: u32);
    #[wasm_bindgen(method)]
    fn focus(this: &Editor);
    #[wasm_bindgen(method)]
    fn destroy(this: &Editor);
}

/// The caret of the field that stood here before, in units of the text; nothing where nobody typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Caret(Rc<Cell<Option<(u32, u32)>>>);

impl PartialEq for Caret {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Caret {
    /// Keeps it for the editor that comes.
    pub(super) fn set(&self, caret: Option<(u32, u32)>) {
        self.0.set(caret);
    }
}

/// Properties of [`RichEditor`].
#[derive(PartialEq, Properties)]
pub(super) struct RichProps {
    /// What every editor is told.
    pub(super) editor: Props,
    /// The caret that it takes over.
    pub(super) caret: Caret,
}

/// An editor with what it calls; both end together.
struct Held {
    editor: Editor,
    _calls: Calls,
}

type Calls = (
    Closure<dyn FnMut(String)>,
    Closure<dyn FnMut()>,
    Closure<dyn FnMut(String, u32, bool) -> JsValue>,
    Closure<dyn FnMut(String, u32) -> JsValue>,
);

impl Drop for Held {
    fn drop(&mut self) {
        self.editor.destroy();
    }
}

/// The editor.
#[component]
pub(super) fn RichEditor(props: &RichProps) -> Html {
    let host = use_node_ref();
    let held = use_mut_ref(|| None::<Held>);
    let latest = use_mut_ref(|| props.editor.clone());
    *latest.borrow_mut() = props.editor.clone();
    {
        let (host, held, caret) = (host.clone(), Rc::clone(&held), props.caret.clone());
        use_effect_with((), move |()| {
            if let Some(host) = host.cast::<Element>() {
                let made = make(&host, &latest);
                if let Some((anchor, head)) = caret.0.take() {
                    made.editor.select(anchor, head);
                    made.editor.focus();
                }
                held.replace(Some(made));
            }
            move || drop(held.take())
        });
    }
    let Props { id, text, label, marks, problems, reveal, sight, .. } = props.editor.clone();
    {
        let (held, text) = (Rc::clone(&held), text.clone());
        use_effect_with(
            (text.clone(), label, marks, problems),
            move |(_, label, marks, problems)| {
                if let Some(Held { editor, .. }) = &*held.borrow() {
                    let units = Units::of(&text);
                    editor.set(&text);
                    editor.set_label(label);
                    editor.set_diagnostics(
                        &problems
                            .iter()
                            .take(MANY_PROBLEMS)
                            .map(|problem| diagnostic(problem, &units))
                            .collect(),
                    );
                    editor.set_marks(&marks.iter().map(|known| mark(known, &units)).collect());
                }
            },
        );
    }
    {
        let (held, text) = (Rc::clone(&held), text.clone());
        use_effect_with(sight, move |sight| {
            if let (Some(sight), Some(Held { editor, .. })) = (sight, &*held.borrow()) {
                let units = Units::of(&text);
                editor.show(units.at(sight.span.start), units.at(sight.span.end));
            }
        });
    }
    use_effect_with((id.clone(), reveal), move |(_, reveal)| {
        if let (Some(reveal), Some(Held { editor, .. })) = (reveal, &*held.borrow()) {
            let units = Units::of(&text);
            editor.reveal(units.at(reveal.span.start), units.at(reveal.span.end));
        }
    });
    html! { <div ref={host} {id} class="editor editor-rich" data-typed=""></div> }
}

fn make(host: &Element, latest: &Rc<RefCell<Props>>) -> Held {
    let (edits, asks, wonders) = (Rc::clone(latest), Rc::clone(latest), Rc::clone(latest));
    let assistant = |props: &Rc<RefCell<Props>>| props.borrow().assistant.clone();
    let on_change = Closure::new(move |text: String| {
        let on_edit = edits.borrow().on_edit.clone();
        on_edit.emit(text.into());
    });
    let moves = Rc::clone(latest);
    let on_caret = Closure::new(move || {
        let on_caret = moves.borrow().on_caret.clone();
        on_caret.into_iter().for_each(|on_caret| on_caret.emit(()));
    });
    let complete =
        Closure::new(move |text: String, at: u32, explicit: bool| match assistant(&asks) {
            Some(assistant) => completions(&assistant, &text, at, explicit),
            None => JsValue::NULL,
        });
    let hover = Closure::new(move |text: String, at: u32| match assistant(&wonders) {
        Some(assistant) => explained(&assistant, &text, at),
        None => JsValue::NULL,
    });
    let props = latest.borrow();
    let options = object([
        ("doc", JsValue::from_str(&props.text)),
        ("label", JsValue::from_str(&props.label)),
        ("readOnly", props.read_only.into()),
        ("describedBy", props.described_by.as_deref().map_or(JsValue::NULL, JsValue::from_str)),
        ("onChange", AsRef::<JsValue>::as_ref(&on_change).clone()),
        ("onCaret", AsRef::<JsValue>::as_ref(&on_caret).clone()),
    ]);
    if props.assistant.is_some() {
        set_member(&options, "complete", complete.as_ref());
        set_member(&options, "hover", hover.as_ref());
    }
    Held { editor: create(host, &options), _calls: (on_change, on_caret, complete, hover) }
}

fn completions(assistant: &Assistant, text: &str, at: u32, explicit: bool) -> JsValue {
    let units = Units::of(text);
    let list = (assistant.complete)(text, units.byte(at), explicit);
    let one = |known: simulator::assist::Completion| {
        object([
            ("label", known.label.into()),
            ("insert", known.insert.into()),
            ("from", units.at(known.span.start).into()),
            ("to", units.at(known.span.end).into()),
            ("detail", known.detail.into()),
            ("info", known.info.into()),
            ("kind", known.kind.word().into()),
        ])
    };
    list.into_iter().map(one).collect::<Array>().into()
}

fn explained(assistant: &Assistant, text: &str, at: u32) -> JsValue {
    let units = Units::of(text);
    let Some(found) = (assistant.explain)(text, units.byte(at)) else { return JsValue::NULL };
    let words: Array = found.words.into_iter().map(JsValue::from).collect();
    object([
        ("from", units.at(found.span.start).into()),
        ("to", units.at(found.span.end).into()),
        ("title", found.title.into()),
        ("words", words.into()),
    ])
}

fn diagnostic(problem: &Problem, units: &Units<'_>) -> JsValue {
    let described = object([
        ("from", units.at(problem.span.start).into()),
        ("to", units.at(problem.span.end).into()),
        ("severity", if problem.is_error { "error" } else { "warning" }.into()),
        ("message", JsValue::from_str(&problem.message)),
    ]);
    if let Some(fix) = &problem.fix {
        let fix = object([
            ("name", fix.name.as_str().into()),
            ("at", units.at(problem.span.start).into()),
            ("from", units.at(fix.span.start).into()),
            ("to", units.at(fix.span.end).into()),
            ("insert", fix.text.as_str().into()),
        ]);
        set_member(&described, "fix", &fix);
    }
    described
}

fn mark(known: &Mark, units: &Units<'_>) -> JsValue {
    let kind = match known.kind {
        MarkKind::Note => "note",
        MarkKind::Allows => "allows",
        MarkKind::Decides => "decides",
        MarkKind::DecidesHere => "decides-here",
    };
    object([
        ("from", units.at(known.span.start).into()),
        ("to", units.at(known.span.end).into()),
        ("kind", kind.into()),
        ("note", known.note.as_deref().map_or(JsValue::NULL, JsValue::from_str)),
    ])
}

fn object<const N: usize>(members: [(&str, JsValue); N]) -> JsValue {
    let made = Object::new().into();
    for (name, value) in members {
        set_member(&made, name, &value);
    }
    made
}

/// A plain object takes every member.
fn set_member(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}
