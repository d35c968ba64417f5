//! The scene as SVG, with one tab stop that wanders among its items.

use std::{cell::RefCell, rc::Rc};

use diagram::scene::{CallBox, Item, Marker, NodeBox};
use yew::prelude::*;

use super::{Laid, calls, carried, keys, nodes, tip};
use crate::{browser::focus, panels::playback::sign, state::Lit};
use keys::Wish;

/// Properties of [`Drawing`].
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The chain.
    pub(super) chain: Laid,
    /// The size in percent of the scene's own.
    pub(super) percent: i32,
    /// What is chosen.
    pub(super) selected: Option<Item>,
    /// The call at which a check is played back, and the check's name.
    pub(super) sign: Option<(Item, String)>,
    /// What is lit wherever it is carried.
    pub(super) pinned: Option<Lit>,
    /// Something that is carried is to be lit, or nothing any more.
    pub(super) on_lit: Callback<Option<Lit>>,
    /// An item was chosen, and whether by a key.
    pub(super) on_choose: Callback<(Item, bool)>,
}

/// The drawing.
#[component]
pub(super) fn Drawing(props: &Props) -> Html {
    let active = use_state(|| None::<Item>);
    let lit = use_state(|| None::<Lit>);
    let told = use_state(|| None::<Item>);
    let by_finger = use_mut_ref(|| false);
    let scene = &props.chain.scene;
    let in_sight = |item: &Item| scene.order.contains(item);
    let stop = (*active).filter(in_sight).or(props.selected).or(scene.order.first().copied());
    let on_light = {
        let lit = lit.clone();
        Callback::from(move |over| lit.set(over))
    };
    let on_pin = {
        let pinned = props.pinned.clone();
        props.on_lit.reform(move |lit: Lit| (pinned.as_ref() != Some(&lit)).then_some(lit))
    };
    let onpointerdown = {
        let by_finger = Rc::clone(&by_finger);
        Callback::from(move |event: PointerEvent| {
            by_finger.replace(event.pointer_type() != "mouse");
        })
    };
    // What the pointer is over comes before what was chosen.
    let shining = (*lit).clone().or_else(|| props.pinned.clone());
    let pen = Pen {
        props,
        shining: shining.clone(),
        stop,
        active: active.clone(),
        told: told.clone(),
        by_finger,
    };
    let side = |own: i32| (own * props.percent / 100).to_string();
    let tip = (*told).and_then(|item| Some((item, props.chain.tips.about(item)?)));
    html! {
        <svg class="diagram" viewBox={format!("0 0 {} {}", scene.width, scene.height)} width={side(scene.width)}
            height={side(scene.height)} role="group" aria-label="Chain" aria-describedby="chain-caption"
            {onpointerdown}>
            <g transform="translate(.5 .5)">
                <g aria-hidden="true">{ for scene.lanes.iter().map(nodes::view_lane) }</g>
                <g aria-hidden="true">{ for scene.edges.iter().map(nodes::view_edge) }</g>
                { for scene.nodes.iter().map(|node| pen.view_node(node)) }
                <g aria-hidden="true">
                    { for scene.chips.iter().map(|chip| nodes::view_chip(chip, shining.as_ref(), &on_light, &on_pin)) }
                </g>
                { for scene.markers.iter().map(|marker| pen.view_marker(marker)) }
                { for scene.calls.iter().map(|call| pen.view_call(call)) }
                if let Some((item, words)) = &props.sign { { sign::view(scene, *item, words) } }
                if let Some((item, words)) = tip { { tip::view(scene, item, words) } }
            </g>
        </svg>
    }
}

/// Draws the items. What is drawn in full has its words as the browser's tooltip, what is not has a tip.
struct Pen<'a> {
    props: &'a Props,
    /// What is lit now.
    shining: Option<Lit>,
    stop: Option<Item>,
    active: UseStateHandle<Option<Item>>,
    told: UseStateHandle<Option<Item>>,
    /// Whether the pointer that was last put down is a finger or a pen.
    by_finger: Rc<RefCell<bool>>,
}

impl Pen<'_> {
    fn view_node(&self, node: &NodeBox) -> Html {
        let known = self.props.chain.model.nodes.get(node.node);
        let is_lit = known.is_some_and(|known| carried::is_lit(known, self.shining.as_ref()));
        let class = classes!(nodes::node_class(node), is_lit.then_some("d-lit"));
        let parts = nodes::view_node(node);
        if node.again {
            return html! { <g class={classes!(class, "d-again")} aria-hidden="true">{ parts }</g> };
        }
        let item = Item::Node(node.node);
        html! {
            <g key={self.id(item)} id={self.id(item)} {class} role="button"
                tabindex={self.tab_index(item)} onclick={self.on_click(item)} onkeydown={self.on_key(item)}
                onfocus={self.on_focus(item)} onblur={self.on_blur()} onmouseenter={self.on_enter(item)}
                onmouseleave={self.on_leave()}>
                { self.titled(item, &node.label, parts) }
            </g>
        }
    }

    fn view_call(&self, call: &CallBox) -> Html {
        let item = Item::Call(call.call);
        let is_selected = self.props.selected == Some(item);
        let step = self.props.chain.model.calls.get(call.call).map(|call| call.step.to_string());
        html! {
            <g key={self.id(item)} id={self.id(item)} class={calls::call_class(call, is_selected)} role="button"
                data-step={step} data-verdict={calls::verdict_word(call.verdict)}
                aria-pressed={is_selected.to_string()} tabindex={self.tab_index(item)}
                onclick={self.on_click(item)} onkeydown={self.on_key(item)} onfocus={self.on_focus(item)}
                onblur={self.on_blur()} onmouseenter={self.on_enter(item)} onmouseleave={self.on_leave()}>
                { self.titled(item, &call.label, calls::view_call(call, is_selected)) }
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
                aria-pressed={is_selected.to_string()} tabindex={self.tab_index(item)}
                onclick={self.on_click(item)} onkeydown={self.on_key(item)} onfocus={self.on_focus(item)}
                onblur={self.on_blur()} onmouseenter={self.on_enter(item)} onmouseleave={self.on_leave()}>
                { self.titled(item, &marker.label, calls::view_marker(marker, is_selected)) }
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
        let (told, by_finger) = (self.told.setter(), Rc::clone(&self.by_finger));
        self.props.on_choose.reform(move |_| {
            if *by_finger.borrow() {
                told.set(Some(item));
            }
            (item, false)
        })
    }

    /// The title is the item's name and the browser's tooltip; where a tip tells the same, an empty title keeps that away.
    fn titled(&self, item: Item, label: &str, parts: Html) -> Html {
        let parts = match self.props.chain.tips.about(item) {
            Some(_) => html! { <g><title></title>{ parts }</g> },
            None => parts,
        };
        html! { <><title>{ label.to_owned() }</title>{ parts }</> }
    }

    fn on_focus(&self, item: Item) -> Callback<FocusEvent> {
        let (active, told) = (self.active.setter(), self.told.setter());
        Callback::from(move |event: FocusEvent| {
            active.set(Some(item));
            if focus::is_by_key(&event) {
                told.set(Some(item));
            }
        })
    }

    fn on_enter(&self, item: Item) -> Callback<MouseEvent> {
        let told = self.told.setter();
        let is_cut = self.props.chain.tips.about(item).is_some();
        Callback::from(move |_| {
            if is_cut {
                told.set(Some(item));
            }
        })
    }

    fn on_blur(&self) -> Callback<FocusEvent> {
        let told = self.told.setter();
        Callback::from(move |_| told.set(None))
    }

    /// A finger that is lifted leaves as well; what it touched stays told until something else is.
    fn on_leave(&self) -> Callback<MouseEvent> {
        let (told, by_finger) = (self.told.setter(), Rc::clone(&self.by_finger));
        Callback::from(move |_| {
            if !*by_finger.borrow() {
                told.set(None);
            }
        })
    }

    fn on_key(&self, item: Item) -> Callback<KeyboardEvent> {
        let (chain, on_choose) = (self.props.chain.clone(), self.props.on_choose.clone());
        let (selected, told) = (self.props.selected, self.told.clone());
        let pinned = self.props.pinned.is_some();
        let on_lit = self.props.on_lit.clone();
        Callback::from(move |event: KeyboardEvent| {
            // The first Escape takes the tip away.
            if event.key() == "Escape" && told.is_some() && chain.tips.about(item).is_some() {
                event.stop_propagation();
                told.set(None);
                return;
            }
            // The next puts out what is lit.
            if event.key() == "Escape" && pinned {
                event.stop_propagation();
                on_lit.emit(None);
                return;
            }
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
