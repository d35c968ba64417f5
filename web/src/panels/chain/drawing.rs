//! The scene as SVG, with one tab stop that wanders among its items.

use std::rc::Rc;

use diagram::scene::{CallBox, Item, Marker, NodeBox};
use yew::prelude::*;

use super::{Laid, calls, keys, nodes};
use crate::browser::focus;
use keys::Wish;

/// Properties of [`Drawing`].
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The chain.
    pub(super) chain: Laid,
    /// The width that there is.
    pub(super) width: i32,
    /// The size in percent of the scene's own.
    pub(super) percent: i32,
    /// What is chosen.
    pub(super) selected: Option<Item>,
    /// An item was chosen, and whether by a key.
    pub(super) on_choose: Callback<(Item, bool)>,
}

/// The drawing.
#[component]
pub(super) fn Drawing(props: &Props) -> Html {
    let active = use_state(|| None::<Item>);
    let lit = use_state(|| None::<Rc<str>>);
    let scene = &props.chain.scene;
    let in_sight = |item: &Item| scene.order.contains(item);
    let stop = (*active).filter(in_sight).or(props.selected).or(scene.order.first().copied());
    let on_light = {
        let lit = lit.clone();
        Callback::from(move |key| lit.set(key))
    };
    let pen = Pen { props, stop, active: active.clone() };
    html! {
        <svg class="diagram" viewBox={format!("0 0 {} {}", scene.width, scene.height)} width={width(props)}
            height={(scene.height * props.percent / 100).to_string()} role="group" aria-label="Chain" aria-describedby="chain-caption">
            <g transform="translate(.5 .5)">
                <g aria-hidden="true">{ for scene.lanes.iter().map(nodes::view_lane) }</g>
                <g aria-hidden="true">{ for scene.edges.iter().map(nodes::view_edge) }</g>
                { for scene.nodes.iter().map(|node| pen.view_node(node)) }
                <g aria-hidden="true">
                    { for scene.chips.iter().map(|chip| nodes::view_chip(chip, lit.as_ref(), &on_light)) }
                </g>
                { for scene.markers.iter().map(|marker| pen.view_marker(marker)) }
                { for scene.calls.iter().map(|call| pen.view_call(call)) }
            </g>
        </svg>
    }
}

/// The scene's own width; where hardly any is missing, the width that there is.
fn width(props: &Props) -> String {
    if props.percent != 100 {
        return (props.chain.scene.width * props.percent / 100).to_string();
    }
    let wanted = props.chain.scene.width;
    let nearly = wanted > props.width && wanted * 95 <= props.width * 100;
    if nearly { props.width.to_string() } else { wanted.to_string() }
}

/// Draws the items. Each one's first child is its title, which is its accessible name and its tooltip.
struct Pen<'a> {
    props: &'a Props,
    stop: Option<Item>,
    active: UseStateHandle<Option<Item>>,
}

impl Pen<'_> {
    fn view_node(&self, node: &NodeBox) -> Html {
        let class = nodes::node_class(node);
        let parts = nodes::view_node(node);
        if node.again {
            return html! { <g class={classes!(class, "d-again")} aria-hidden="true">{ parts }</g> };
        }
        let item = Item::Node(node.node);
        html! {
            <g key={self.id(item)} id={self.id(item)} {class} role="button"
                tabindex={self.tab_index(item)} onclick={self.on_click(item)} onkeydown={self.on_key(item)}
                onfocus={self.on_focus(item)}>{ parts }</g>
        }
    }

    fn view_call(&self, call: &CallBox) -> Html {
        let item = Item::Call(call.call);
        let is_selected = self.props.selected == Some(item);
        let step = self.props.chain.model.calls.get(call.call).map(|call| call.step.to_string());
        html! {
            <g key={self.id(item)} id={self.id(item)} class={calls::call_class(call, is_selected)} role="button"
                data-step={step} data-verdict={calls::verdict_word(call.verdict)}
                aria-pressed={is_selected.to_string()} tabindex={self.tab_index(item)} onclick={self.on_click(item)}
                onkeydown={self.on_key(item)} onfocus={self.on_focus(item)}>
                { calls::view_call(call, is_selected) }
            </g>
        }
    }

    fn view_marker(&self, marker: &Marker) -> Html {
        let item = Item::Change(marker.change);
        let is_selected = self.props.selected == Some(item);
        let step =
            self.props.chain.model.changes.get(marker.change).map(|change| change.step.to_string());
        html! {
            <g key={self.id(item)} id={self.id(item)} class={calls::marker_class(marker, is_selected)} role="button"
                data-step={step} data-verdict={calls::verdict_word(marker.verdict)}
                aria-pressed={is_selected.to_string()} tabindex={self.tab_index(item)} onclick={self.on_click(item)}
                onkeydown={self.on_key(item)} onfocus={self.on_focus(item)}>
                { calls::view_marker(marker, is_selected) }
            </g>
        }
    }

    fn id(&self, item: Item) -> String {
        self.props.chain.element_id(item)
    }

    fn tab_index(&self, item: Item) -> &'static str {
        if self.stop == Some(item) { "0" } else { "-1" }
    }

    fn on_click(&self, item: Item) -> Callback<MouseEvent> {
        self.props.on_choose.reform(move |_| (item, false))
    }

    fn on_focus(&self, item: Item) -> Callback<FocusEvent> {
        let active = self.active.setter();
        Callback::from(move |_| active.set(Some(item)))
    }

    fn on_key(&self, item: Item) -> Callback<KeyboardEvent> {
        let (chain, on_choose) = (self.props.chain.clone(), self.props.on_choose.clone());
        let selected = self.props.selected;
        Callback::from(move |event: KeyboardEvent| {
            let Some(wish) = keys::wish(&chain.scene, item, &event) else { return };
            event.prevent_default();
            event.stop_propagation();
            match wish {
                Wish::Go(next) => focus::by_id(&chain.element_id(next)),
                Wish::Choose => on_choose.emit((item, true)),
                Wish::Back => {
                    selected.iter().for_each(|item| focus::by_id(&chain.element_id(*item)))
                }
            }
        })
    }
}
