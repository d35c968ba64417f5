//! A button that opens a list of commands.

use yew::prelude::*;

use super::{Glyph, Icon};
use crate::browser::{focus, room};

/// One command, or a heading over the commands that follow.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum MenuItem {
    /// A heading.
    Heading(AttrValue),
    /// A command.
    Command {
        /// Its icon.
        glyph: Glyph,
        /// Its words.
        label: AttrValue,
        /// A fact or a key at the right.
        hint: AttrValue,
        /// What it does.
        run: Callback<()>,
    },
}

impl MenuItem {
    /// A command without a hint.
    pub(crate) fn new(glyph: Glyph, label: impl Into<AttrValue>, run: Callback<()>) -> Self {
        Self::Command { glyph, label: label.into(), hint: AttrValue::default(), run }
    }
}

/// Properties of [`Menu`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Unique on the page.
    pub(crate) id: AttrValue,
    /// What the button is for; shown when `labelled`.
    pub(crate) label: AttrValue,
    /// The button's icon.
    pub(crate) glyph: Glyph,
    /// Whether the button shows its words.
    #[prop_or_default]
    pub(crate) labelled: bool,
    /// Whether the list begins at the button's left edge.
    #[prop_or_default]
    pub(crate) from_start: bool,
    /// Whether it cannot be opened now.
    #[prop_or_default]
    pub(crate) disabled: bool,
    /// The commands.
    #[prop_or_default]
    pub(crate) items: Vec<MenuItem>,
    /// Gives the commands when the list is opened, where there may be many.
    #[prop_or_default]
    pub(crate) on_open: Option<Callback<(), Vec<MenuItem>>>,
}

/// The menu.
#[component]
pub(crate) fn Menu(props: &Props) -> Html {
    let open = use_state(|| false);
    let toggle = {
        let (open, id) = (open.clone(), props.id.clone());
        Callback::from(move |_| {
            if *open {
                open.set(false);
            } else {
                show(&open, &id);
            }
        })
    };
    let onkeydown = on_key(&props.id, &open);
    let onfocusout = {
        let (open, id) = (open.clone(), props.id.clone());
        Callback::from(move |event: FocusEvent| {
            if !focus::stays_within(&event, &id) {
                open.set(false);
            }
        })
    };
    let class = if props.labelled { "button" } else { "icon-button" };
    html! {
        <div class="menu" id={props.id.clone()} {onkeydown} {onfocusout}>
            <button type="button" id={format!("{}-button", props.id)} {class} aria-haspopup="menu" aria-expanded={open.to_string()}
                disabled={props.disabled}
                aria-label={(!props.labelled).then(|| props.label.clone())}
                title={(!props.labelled).then(|| props.label.clone())} onclick={toggle}>
                <Icon glyph={props.glyph} />
                if props.labelled { { props.label.clone() } }
            </button>
            if *open { { view_list(props, &open) } }
        </div>
    }
}

fn view_list(props: &Props, open: &UseStateHandle<bool>) -> Html {
    let start = props.from_start.then_some("menu-list-start");
    let opened = props.on_open.as_ref().map(|on_open| on_open.emit(()));
    let items = opened.as_ref().unwrap_or(&props.items);
    html! {
        <div class={classes!("menu-list", start)} id={format!("{}-list", props.id)} role="menu" aria-label={props.label.clone()}>
            { for items.iter().map(|item| view_item(item, open, &props.id)) }
        </div>
    }
}

fn view_item(item: &MenuItem, open: &UseStateHandle<bool>, id: &AttrValue) -> Html {
    match item {
        MenuItem::Heading(text) => {
            html! { <div class="menu-heading" role="presentation">{ text }</div> }
        }
        MenuItem::Command { glyph, label, hint, run } => {
            let (open, run, id) = (open.clone(), run.clone(), id.clone());
            let onclick = Callback::from(move |_| {
                open.set(false);
                focus::by_id(&format!("{id}-button"));
                run.emit(());
            });
            html! {
                <button type="button" class="menu-item" role="menuitem" tabindex="-1" {onclick}>
                    <Icon glyph={*glyph} />
                    { label }
                    if !hint.is_empty() { <span class="menu-item-hint">{ hint }</span> }
                </button>
            }
        }
    }
}

/// Opens the list where the window has room for it, on its first command.
fn show(open: &UseStateHandle<bool>, id: &str) {
    open.set(true);
    let list = format!("{id}-list");
    room::within_window(&list);
    focus::first_in(&list);
}

fn on_key(id: &AttrValue, open: &UseStateHandle<bool>) -> Callback<KeyboardEvent> {
    let (id, open) = (id.clone(), open.clone());
    Callback::from(move |event: KeyboardEvent| {
        let list = format!("{id}-list");
        match event.key().as_str() {
            "Escape" if *open => {
                open.set(false);
                focus::by_id(&format!("{id}-button"));
            }
            "ArrowDown" if !*open => show(&open, &id),
            "ArrowDown" => focus::move_in(&list, 1),
            "ArrowUp" if *open => focus::move_in(&list, -1),
            "Home" if *open => focus::first_in(&list),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    })
}
