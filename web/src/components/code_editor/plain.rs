//! The plain editor: a `<textarea>` over a coloured copy of its text. It is there at once, works where nothing more can be
//! loaded, and for whoever likes it better.

use std::{borrow::Cow, rc::Rc};

use gloo::events::EventListener;
use policy::edit::Edit;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::{Mark, Problem, Props, highlight, utf16};
use crate::{
    browser::{focus, scroll, timer},
    components::field::FIELDS_FORM,
};
use highlight::{Block, Line, Run};

/// The editor.
#[component]
pub(super) fn PlainEditor(props: &Props) -> Html {
    let field = use_node_ref();
    use_reveal(props, field.clone());
    use_sight(props);
    use_caret(props, &field);
    let (text, oninput) = use_bursts(props, &field);
    let invalid = props.problems.iter().any(|problem| problem.is_error);
    let wraps = props.wraps && !highlight::is_large(&text);
    html! {
        <div class={classes!("editor", wraps.then_some("editor-wraps"), props.read_only.then_some("editor-read-only"))}>
            <div class="editor-sheet">
                <Backdrop id={props.id.clone()} text={props.text.clone()} marks={props.marks.clone()}
                    problems={props.problems.clone()} />
                <textarea ref={field} form={FIELDS_FORM} id={props.id.clone()} class="editor-field" value={text}
                    aria-label={props.label.clone()} aria-invalid={invalid.then_some("true")}
                    aria-describedby={props.described_by.clone()} readonly={props.read_only} placeholder={props.placeholder.clone()}
                    spellcheck="false" autocomplete="off" autocapitalize="off" wrap={if wraps { "soft" } else { "off" }} {oninput} />
            </div>
        </div>
    }
}

/// What the field shows, and what is done on input.
///
/// Some ways into a field (the clipboard of a phone's keyboard, an input method, `execCommand`) report every line or
/// letter of one insertion on its own, thousands within one task. They are one edit, made when the task is over.
#[hook]
fn use_bursts(props: &Props, field: &NodeRef) -> (AttrValue, Callback<InputEvent>) {
    // While a burst is under way: the text that it began with.
    let burst = use_mut_ref(|| None::<AttrValue>);
    let began_with = burst.borrow().clone();
    let text = match (began_with, field.cast::<HtmlTextAreaElement>()) {
        (Some(began), Some(field)) if began == props.text => field.value().into(),
        _ => {
            // Somebody else changed the text: that is newer than the burst.
            burst.take();
            props.text.clone()
        }
    };
    let (known, on_edit) = (props.text.clone(), props.on_edit.clone());
    let oninput = Callback::from(move |event: InputEvent| {
        let field: HtmlTextAreaElement = event.target_unchecked_into();
        let pasted = event.input_type() == "insertFromPaste";
        if burst.replace(Some(known.clone())).is_some() {
            return;
        }
        let (burst, on_edit) = (Rc::clone(&burst), on_edit.clone());
        timer::soon(move || {
            if burst.take().is_some() {
                on_edit.emit(field.value().into());
            }
            if pasted {
                scroll::to_column_one(&field);
            }
        });
    });
    (text, oninput)
}

/// Brings the asked place into sight, once per request, and sets the caret there.
#[hook]
fn use_reveal(props: &Props, field: NodeRef) {
    let (id, text) = (props.id.clone(), props.text.clone());
    use_effect_with((props.id.clone(), props.reveal), move |(_, reveal)| {
        if let (Some(reveal), Some(field)) = (reveal, field.cast::<HtmlTextAreaElement>()) {
            let start = utf16::from_byte(&text, reveal.span.start);
            let _ = field.set_selection_range(start, start);
            let line = reveal.span.line_column(&text).line;
            let letters = utf16::within_line(&text, reveal.span.start, reveal.span.end);
            scroll::letters_into_sight(&format!("{id}-line-{line}"), letters);
        }
    });
}

/// Reports where the caret is put, and keeps it at what it was at where somebody else changes the text: the browser
/// would put it behind everything.
#[hook]
fn use_caret(props: &Props, field: &NodeRef) {
    let latest = use_mut_ref(|| props.clone());
    let is_other = latest.replace(props.clone()).text != props.text;
    // As it is until the new text is drawn.
    let before = field.cast::<HtmlTextAreaElement>().filter(|_| is_other);
    let before = before.and_then(|field| Some((field.value(), field.selection_end().ok()??)));
    {
        let field = field.clone();
        use_effect_with(props.text.clone(), move |text| {
            let text = shown(text);
            let changed =
                before.and_then(|(was, end)| Some((Edit::between(&was, &text)?, was, end)));
            if let (Some((edit, was, end)), Some(field)) =
                (changed, field.cast::<HtmlTextAreaElement>())
            {
                let at = u32::try_from(utf16::Units::of(&was).byte(end)).unwrap_or(u32::MAX);
                let at = utf16::from_byte(&text, edit.carried(at));
                let _ = field.set_selection_range(at, at);
            }
        });
    }
    let field = field.clone();
    use_effect_with((), move |()| {
        let document = gloo::utils::document();
        let listener = EventListener::new(&document, "selectionchange", move |_| {
            let (text, on_caret) = {
                let Props { text, on_caret, .. } = &*latest.borrow();
                (text.clone(), on_caret.clone())
            };
            let own = field.cast::<HtmlTextAreaElement>().filter(|own| focus::is_on(own));
            let (Some(on_caret), Some(own)) = (on_caret, own) else { return };
            // What is being typed is not the text yet, and takes the caret along once it is.
            if own.value() == shown(&text) {
                on_caret.emit(());
            }
        });
        move || drop(listener)
    });
}

/// A text as a `<textarea>` gives it: it has no line end but one.
fn shown(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text.into()
    }
}

/// Brings a place into sight and leaves the caret where it is.
#[hook]
fn use_sight(props: &Props) {
    let (id, text) = (props.id.clone(), props.text.clone());
    use_effect_with(props.sight, move |sight| {
        if let Some(sight) = sight {
            let line = sight.span.line_column(&text).line;
            scroll::within(".editor", &format!("{id}-line-{line}"));
        }
    });
}

/// Properties of [`Backdrop`].
#[derive(PartialEq, Properties)]
struct BackdropProps {
    id: AttrValue,
    text: AttrValue,
    marks: Vec<Mark>,
    problems: Vec<Problem>,
}

/// The coloured copy of the text with line numbers and marks; what one types into lies over it.
#[component]
fn Backdrop(props: &BackdropProps) -> Html {
    let blocks = highlight::blocks(&props.text, &props.marks, &props.problems);
    let first_plain = blocks.iter().position(|block| matches!(block, Block::Plain { .. }));
    html! {
        <pre class="editor-backdrop" aria-hidden="true">
            { for blocks.into_iter().enumerate().map(|(index, block)| match block {
                Block::Line(number, line) => view_line(&props.id, number, line),
                Block::Plain { first, count, text } => {
                    view_plain(first, count, text, first_plain == Some(index))
                }
            }) }
        </pre>
    }
}

/// Lines of a large text; the first of these pieces says why nothing is coloured.
fn view_plain(first: usize, count: usize, text: &str, says_why: bool) -> Html {
    let numbers: Vec<String> = (first..first + count).map(|number| number.to_string()).collect();
    html! {
        <div class="editor-line">
            <span class="editor-number">{ numbers.join("\n") }</span>
            <span class="editor-text">{ text.to_owned() }{ "\n" }</span>
            if says_why {
                <span class="editor-note">{ "a large text, shown without colors" }</span>
            }
        </div>
    }
}

fn view_line(id: &AttrValue, number: usize, line: Line<'_>) -> Html {
    html! {
        <div id={format!("{id}-line-{number}")} class={line.class()}>
            <span class="editor-number">{ number }</span>
            <span class="editor-text">{ for line.runs.into_iter().map(view_run) }{ "\n" }</span>
            if let Some(note) = line.note {
                <span class="editor-note">{ note }</span>
            }
        </div>
    }
}

fn view_run(run: Run<'_>) -> Html {
    match run.class() {
        Some(class) => html! { <span {class}>{ run.text }</span> },
        None => html! { { run.text } },
    }
}
