//! A name that is edited in place: Enter or leaving the field hands it on, Escape puts the old one back. A name that
//! cannot be given stays in the field, with the reason beside it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Glyph, Icon, field::FIELDS_FORM, inspector::with_code, left::use_left};

/// Properties of [`NameField`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Unique on the page.
    pub(crate) id: AttrValue,
    /// What it holds, at the beginning of a sentence.
    #[prop_or("The name")]
    pub(crate) what: &'static str,
    /// What it looks like.
    pub(crate) class: AttrValue,
    /// What the field is, for those who do not see it.
    pub(crate) label: AttrValue,
    /// The name as it is.
    pub(crate) name: AttrValue,
    /// Letters that the field has room for, unless its style says so.
    #[prop_or_default]
    pub(crate) size: Option<AttrValue>,
    /// Why a name cannot be given; nothing where it can.
    #[prop_or_default]
    pub(crate) refuses: Option<Callback<AttrValue, Option<AttrValue>>>,
    /// Whose name it is, where two can have the same one: what was typed belongs to one of them.
    #[prop_or_default]
    pub(crate) whose: AttrValue,
    /// Whether a name that cannot be given is kept when the field is left; else it is given up.
    #[prop_or(true)]
    pub(crate) keeps: bool,
    /// Enter was pressed or the field was left: the name that stands in it. Escape was pressed: the old name.
    pub(crate) on_named: Callback<AttrValue>,
    /// Enter or Escape was pressed.
    #[prop_or_default]
    pub(crate) on_key: Callback<()>,
}

/// What was typed over a name, and why it cannot be given, where somebody tried.
#[derive(Clone, PartialEq)]
struct Draft {
    over: AttrValue,
    typed: AttrValue,
    refused: Option<AttrValue>,
}

/// The field. What is typed stays in it whatever else of the page is drawn meanwhile.
#[component]
pub(crate) fn NameField(props: &Props) -> Html {
    let draft = use_state(|| None::<Draft>);
    let left = use_left(&props.whose);
    {
        let draft = draft.clone();
        use_effect_with(props.whose.clone(), move |_| draft.set(None));
    }
    {
        let left = left.clone();
        use_effect_with(props.name.clone(), move |_| left.nothing());
    }
    // A draft holds as long as the name that it was typed over.
    let typed = draft.as_ref().filter(|draft| draft.over == props.name);
    let value = typed.map_or(&props.name, |draft| &draft.typed).clone();
    let refused = typed.and_then(|draft| draft.refused.clone());
    let oninput = {
        let (draft, over, left) = (draft.clone(), props.name.clone(), left.clone());
        Callback::from(move |event: InputEvent| {
            left.nothing();
            let typed = field(&event).value().into();
            draft.set(Some(Draft { over: over.clone(), typed, refused: None }));
        })
    };
    // Says whether the name was handed on.
    let give = {
        let (draft, over, left) = (draft.clone(), props.name.clone(), left.clone());
        let (named, refuses) = (props.on_named.clone(), props.refuses.clone());
        let what = props.what;
        move |name: AttrValue| {
            let refused = refuses.as_ref().and_then(|refuses| refuses.emit(name.clone()));
            let is_given = refused.is_none();
            if let Some(reason) = &refused {
                left.refused(what, Some(&over), &name, reason);
                draft.set(Some(Draft { over: over.clone(), typed: name, refused }));
            } else {
                left.nothing();
                named.emit(name);
            }
            is_given
        }
    };
    let onblur = {
        let (draft, give, old) = (draft.clone(), give.clone(), props.name.clone());
        let (named, keeps) = (props.on_named.clone(), props.keeps);
        Callback::from(move |event: FocusEvent| {
            if give(name_in(&event)) {
                draft.set(None);
            } else if !keeps {
                named.emit(old.clone());
            }
        })
    };
    let onkeydown = {
        let (draft, name) = (draft.clone(), props.name.clone());
        let (named, on_key) = (props.on_named.clone(), props.on_key.clone());
        Callback::from(move |event: KeyboardEvent| {
            let is_done = match event.key().as_str() {
                "Enter" => give(name_in(&event)),
                "Escape" => {
                    // What is left in a field when it goes would otherwise still count.
                    field(&event).set_value(&name);
                    left.nothing();
                    draft.set(None);
                    named.emit(name.clone());
                    true
                }
                _ => return,
            };
            event.stop_propagation();
            if is_done {
                on_key.emit(());
            }
        })
    };
    let reason = format!("{}-refused", props.id);
    // A name that was put in is undone like everything else; what is only typed, by the field.
    let is_typed = value != props.name;
    html! {
        <>
            <input type="text" form={FIELDS_FORM} id={props.id.clone()} class={classes!("input", props.class.clone())} aria-label={props.label.clone()}
                title={props.name.clone()} data-own-undo={is_typed.then_some("")} size={props.size.clone()} {value} spellcheck="false" autocomplete="off"
                aria-invalid={refused.is_some().then_some("true")} aria-describedby={refused.is_some().then(|| reason.clone())}
                {oninput} {onblur} {onkeydown} />
            if let Some(refused) = refused {
                <p class="field-note field-note-bad name-refused" id={reason} role="alert"><Icon glyph={Glyph::Error} /><span>{ with_code(&refused) }</span></p>
            }
        </>
    }
}

fn field(event: &Event) -> HtmlInputElement {
    event.target_unchecked_into()
}

fn name_in(event: &Event) -> AttrValue {
    field(event).value().trim().to_owned().into()
}
