//! The text editor behind one narrow interface; today a `<textarea>` over a coloured copy of its text.
//!
//! **Invariant:** nothing outside this file and its folder knows what the editor is made of. Places come in as bytes of
//! the text; the browser counts UTF-16 units, and `utf16` is where one becomes the other.

mod highlight;
mod utf16;

use std::rc::Rc;

use policy::Span;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::{
    browser::{scroll, timer},
    state::Reveal,
};
use highlight::{Block, Line, Run};

/// A place of the text that means something.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    /// Where.
    pub(crate) span: Span,
    /// What it means.
    pub(crate) kind: MarkKind,
    /// A few words at the right end of the line where the place begins.
    pub(crate) note: Option<AttrValue>,
}

/// What a marked place means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MarkKind {
    /// Only its note is shown.
    Note,
    /// A statement that allows.
    Allows,
    /// The statement that decides a refusal.
    Decides,
    /// The element within it that decides.
    DecidesHere,
}

/// Something wrong at a place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Problem {
    /// Where.
    pub(crate) span: Span,
    /// Whether it is an error rather than a warning.
    pub(crate) is_error: bool,
}

/// Properties of [`CodeEditor`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The element id of the field; unique on the page.
    pub(crate) id: AttrValue,
    /// The text.
    pub(crate) text: AttrValue,
    /// What it is, for those who do not see it: "Trust policy of ProdAdmin".
    pub(crate) label: AttrValue,
    /// Marked places.
    #[prop_or_default]
    pub(crate) marks: Vec<Mark>,
    /// Places with something wrong.
    #[prop_or_default]
    pub(crate) problems: Vec<Problem>,
    /// A place to bring into sight.
    #[prop_or_default]
    pub(crate) reveal: Option<Reveal>,
    /// What an empty field shows.
    #[prop_or_default]
    pub(crate) placeholder: AttrValue,
    /// The element that lists what is wrong.
    #[prop_or_default]
    pub(crate) described_by: Option<AttrValue>,
    /// Whether it can only be read.
    #[prop_or_default]
    pub(crate) read_only: bool,
    /// Whether long lines wrap, as long as the text is not large.
    #[prop_or_default]
    pub(crate) wraps: bool,
    /// The text was changed.
    pub(crate) on_edit: Callback<AttrValue>,
}

/// The editor.
#[component]
pub(crate) fn CodeEditor(props: &Props) -> Html {
    let field = use_node_ref();
    use_reveal(props, field.clone());
    let (text, oninput) = use_bursts(props, &field);
    let invalid = props.problems.iter().any(|problem| problem.is_error);
    let wraps = props.wraps && !highlight::is_large(&text);
    html! {
        <div class={classes!("editor", wraps.then_some("editor-wraps"), props.read_only.then_some("editor-read-only"))}>
            <div class="editor-sheet">
                <Backdrop id={props.id.clone()} text={props.text.clone()} marks={props.marks.clone()}
                    problems={props.problems.clone()} />
                <textarea ref={field} id={props.id.clone()} class="editor-field" value={text}
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
