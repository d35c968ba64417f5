//! A name that is edited in place: Enter or leaving the field hands it on, Escape puts the old one back.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`NameField`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Unique on the page.
    pub(crate) id: AttrValue,
    /// What it looks like.
    pub(crate) class: AttrValue,
    /// What the field is, for those who do not see it.
    pub(crate) label: AttrValue,
    /// The name as it is.
    pub(crate) name: AttrValue,
    /// Letters that the field has room for, unless its style says so.
    #[prop_or_default]
    pub(crate) size: Option<AttrValue>,
    /// Enter was pressed or the field was left: the name that stands in it. Escape was pressed: the old name.
    pub(crate) on_named: Callback<AttrValue>,
    /// Enter or Escape was pressed.
    #[prop_or_default]
    pub(crate) on_key: Callback<()>,
}

/// The field. What is typed stays in it whatever else of the page is drawn meanwhile.
#[component]
pub(crate) fn NameField(props: &Props) -> Html {
    let draft = use_state(|| None::<(AttrValue, AttrValue)>);
    // A draft holds as long as the name that it was typed over.
    let typed = draft.as_ref().filter(|(over, _)| *over == props.name).map(|(_, typed)| typed);
    let value = typed.unwrap_or(&props.name).clone();
    let oninput = {
        let (draft, over) = (draft.clone(), props.name.clone());
        Callback::from(move |event: InputEvent| {
            draft.set(Some((over.clone(), field(&event).value().into())));
        })
    };
    let onblur = {
        let (draft, named) = (draft.clone(), props.on_named.clone());
        Callback::from(move |event: FocusEvent| {
            draft.set(None);
            named.emit(name_in(&event));
        })
    };
    let onkeydown = {
        let (draft, name) = (draft.clone(), props.name.clone());
        let (named, on_key) = (props.on_named.clone(), props.on_key.clone());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "Enter" => named.emit(name_in(&event)),
                "Escape" => {
                    // What is left in a field when it goes would otherwise still count.
                    field(&event).set_value(&name);
                    draft.set(None);
                    named.emit(name.clone());
                }
                _ => return,
            }
            event.stop_propagation();
            on_key.emit(());
        })
    };
    html! {
        <input type="text" id={props.id.clone()} class={classes!("input", props.class.clone())} aria-label={props.label.clone()}
            title={props.name.clone()} data-own-undo="" size={props.size.clone()} {value} spellcheck="false" autocomplete="off"
            {oninput} {onblur} {onkeydown} />
    }
}

fn field(event: &Event) -> HtmlInputElement {
    event.target_unchecked_into()
}

fn name_in(event: &Event) -> AttrValue {
    field(event).value().trim().to_owned().into()
}
