//! A row of tabs with one tab stop; arrow keys move, and moving chooses.

use yew::prelude::*;

use crate::browser::focus;

/// One tab.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tab {
    /// Its words.
    pub(crate) label: AttrValue,
    /// A figure beside them.
    pub(crate) count: Option<usize>,
    /// Whether the figure calls for attention.
    pub(crate) alert: bool,
}

impl Tab {
    /// A tab without a figure.
    pub(crate) fn new(label: &'static str) -> Self {
        Self { label: label.into(), count: None, alert: false }
    }
}

/// Properties of [`Tabs`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Beginning of the element ids: `{id}-tab-0`, and `{id}-panel` for what the tab shows.
    pub(crate) id: AttrValue,
    /// What the row is for.
    pub(crate) label: AttrValue,
    /// The tabs.
    pub(crate) tabs: Vec<Tab>,
    /// The one in front; nothing means none.
    pub(crate) chosen: Option<usize>,
    /// Another was chosen.
    pub(crate) on_choose: Callback<usize>,
}

/// The row; the panel belongs to whoever uses it, under the id `{id}-panel` with the role `tabpanel`.
#[component]
pub(crate) fn Tabs(props: &Props) -> Html {
    html! {
        <div class="tabs" role="tablist" aria-label={props.label.clone()}>
            { for (0..props.tabs.len()).map(|index| view_tab(props, index)) }
        </div>
    }
}

fn view_tab(props: &Props, index: usize) -> Html {
    let tab = &props.tabs[index];
    let chosen = props.chosen == Some(index);
    let first = props.chosen.is_none() && index == 0;
    let id = format!("{}-tab-{index}", props.id);
    let onclick = props.on_choose.reform(move |_| index);
    let onkeydown = on_key(props, index);
    html! {
        <button type="button" {id} class="tab" role="tab"
            aria-selected={chosen.to_string()} aria-controls={format!("{}-panel", props.id)}
            tabindex={if chosen || first { "0" } else { "-1" }} {onclick} {onkeydown}>
            { tab.label.clone() }
            if let Some(count) = tab.count {
                <span class={classes!("count", tab.alert.then_some("count-alert"))}>{ count }</span>
            }
        </button>
    }
}

fn on_key(props: &Props, index: usize) -> Callback<KeyboardEvent> {
    let (count, on_choose, id) = (props.tabs.len(), props.on_choose.clone(), props.id.clone());
    Callback::from(move |event: KeyboardEvent| {
        let next = match event.key().as_str() {
            "ArrowRight" => (index + 1) % count,
            "ArrowLeft" => (index + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        on_choose.emit(next);
        focus::by_id(&format!("{id}-tab-{next}"));
    })
}
