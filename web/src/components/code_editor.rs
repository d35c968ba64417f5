//! The text editor behind one narrow interface: CodeMirror for documents (`rich`, `web/editor/`), and a `<textarea>` over a
//! coloured copy of its text (`plain`) until that is loaded, where it cannot be, and by choice.
//!
//! **Invariant:** nothing outside this file, its folder and `web/editor/` knows what the editor is made of. Places come in
//! as bytes of the text; the browser counts UTF-16 units, and `utf16` is where one becomes the other.

mod highlight;
mod plain;
mod rich;
mod utf16;

use std::rc::Rc;

use policy::{Fix, Span};
use simulator::assist::{Completion, Explained};
use yew::prelude::*;

use crate::{
    browser::{focus, script},
    state::Reveal,
};
use plain::PlainEditor;
use rich::{Caret, RichEditor};

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
    /// What is wrong, in a sentence or two.
    pub(crate) message: AttrValue,
    /// The change that mends it.
    pub(crate) fix: Option<Fix>,
}

/// What could be written at a byte of a text. The flag says that it was asked for, and not only typed.
type Complete = dyn Fn(&str, usize, bool) -> Vec<Completion>;

/// What stands at a byte of a text.
type Explain = dyn Fn(&str, usize) -> Option<Explained>;

/// What the engine knows of a text while it is typed.
#[derive(Clone)]
pub(crate) struct Assistant {
    /// What could be written.
    pub(crate) complete: Rc<Complete>,
    /// What stands there.
    pub(crate) explain: Rc<Explain>,
}

/// The editor asks it when it is needed, so a new one changes nothing of what is drawn.
impl PartialEq for Assistant {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Properties of [`CodeEditor`].
#[derive(Clone, PartialEq, Properties)]
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
    /// A place to bring into sight where the caret is to stay.
    #[prop_or_default]
    pub(crate) sight: Option<Reveal>,
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
    /// Whether the text is JSON and everything that helps with it is wanted; `assistant` then knows the rest.
    #[prop_or_default]
    pub(crate) is_json: bool,
    /// Whether somebody prefers the plain editor all the same.
    #[prop_or_default]
    pub(crate) plain: bool,
    /// What the engine knows of the text.
    #[prop_or_default]
    pub(crate) assistant: Option<Assistant>,
    /// The text was changed.
    pub(crate) on_edit: Callback<AttrValue>,
    /// The caret was put elsewhere in the text as it stands, by whatever means, while it has the focus.
    #[prop_or_default]
    pub(crate) on_caret: Option<Callback<()>>,
}

/// Where the caret is in the editor of that id, in bytes of its text, while it has the focus.
pub(crate) fn caret(id: &str, text: &str) -> Option<usize> {
    let (_, head) = focus::caret_in(id)?;
    Some(utf16::Units::of(text).byte(head))
}

/// The editor.
#[component]
pub(crate) fn CodeEditor(props: &Props) -> Html {
    let wanted = props.is_json && !props.plain;
    let loaded = use_state(script::is_loaded);
    let caret = use_memo((), |()| Caret::default());
    {
        let (loaded, caret, id) = (loaded.clone(), Rc::clone(&caret), props.id.clone());
        use_effect_with(wanted && !*loaded, move |load| {
            if *load {
                script::load(move || {
                    caret.set(focus::caret_in(&id));
                    loaded.set(true);
                });
            }
        });
    }
    if wanted && *loaded {
        html! { <RichEditor editor={props.clone()} caret={(*caret).clone()} /> }
    } else {
        html! { <PlainEditor ..props.clone() /> }
    }
}
