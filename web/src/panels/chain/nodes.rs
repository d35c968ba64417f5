//! Lanes, lines, principals, sessions, resources, and what travels.

use diagram::{
    model::{ChipOrigin, NodeState},
    scene::{ChipBox, Edge, EdgeKind, HeadKind, Lane, NodeBox},
    shapes,
};
use yew::prelude::*;

use super::words::{view_icon, view_texts, view_untitled};
use crate::state::Lit;

/// An account.
pub(super) fn view_lane(lane: &Lane) -> Html {
    let square = if lane.colour == 0 {
        "d-square".to_owned()
    } else {
        format!("d-square d-account-{}", lane.colour)
    };
    html! {
        <g class="d-lane">
            <title>{ lane.label.clone() }</title>
            <path class="d-lane-box" d={shapes::rounded(lane.rect, shapes::LANE_RADIUS)} />
            <path class={square} d={shapes::rounded(lane.square, 2)} />
            { view_texts(&lane.texts) }
        </g>
    }
}

/// A line with its end.
pub(super) fn view_edge(edge: &Edge) -> Html {
    let token = match edge.kind {
        EdgeKind::Trunk => "trunk",
        EdgeKind::Ask | EdgeKind::Reach => edge.verdict.map_or("trunk", |verdict| verdict.token()),
    };
    let dashes = edge.verdict.and_then(shapes::dashes);
    html! {
        <g class={format!("d-edge d-edge-{token}")}>
            <path class="d-line" d={edge.path.d()} stroke-dasharray={dashes} />
            if let Some(head) = &edge.head {
                <path class={head_class(head.kind)} d={head.d()} />
            }
        </g>
    }
}

fn head_class(kind: HeadKind) -> &'static str {
    match kind {
        HeadKind::Filled => "d-head-filled",
        HeadKind::Open => "d-head-open",
        HeadKind::Stop => "d-head-stop",
    }
}

/// The parts of a node, without what makes it a button.
pub(super) fn view_node(node: &NodeBox) -> Html {
    html! {
        <>
            <path class="d-outline" d={node.outline()} stroke-dasharray={shapes::outline_dashes(node.state)} />
            if let Some(tear) = &node.tear {
                <path class="d-tear" d={tear.d()} stroke-dasharray="1.5 4" />
            }
            if let Some(life) = &node.life {
                <path class="d-life" d={shapes::rounded(life.track, 2)} />
                if life.fill.w > 0 {
                    <path class="d-life-left" d={shapes::rounded(life.fill, (life.fill.w / 2).min(2))} />
                }
            }
            { view_icon(&node.icon) }
            { view_texts(&node.texts) }
        </>
    }
}

/// The class of a node: who it is and how real.
pub(super) fn node_class(node: &NodeBox) -> Classes {
    classes!(
        "d-node",
        match node.state {
            NodeState::Present => "d-node-present",
            NodeState::NotIssued => "d-node-not-issued",
            NodeState::NotReached => "d-node-not-reached",
        }
    )
}

/// Something that travels. Under the pointer the same lights up along the chain, and stays lit once it is pressed.
pub(super) fn view_chip(
    chip: &ChipBox,
    lit: Option<&Lit>,
    on_light: &Callback<Option<Lit>>,
    on_pin: &Callback<Lit>,
) -> Html {
    let origin = match chip.origin {
        ChipOrigin::Set => "d-chip-set",
        ChipOrigin::Inherited => "d-chip-inherited",
        ChipOrigin::WouldCome => "d-chip-would-come",
        ChipOrigin::Conflict => "d-chip-conflict",
    };
    let is_lit = lit.is_some_and(|lit| lit.kind == chip.kind && chip.keys.contains(&lit.key));
    let own = chip.keys.first().map(|key| Lit { kind: chip.kind, key: key.clone() });
    let lights = own.clone();
    let onmouseenter = on_light.reform(move |_: MouseEvent| lights.clone());
    let onmouseleave = on_light.reform(|_: MouseEvent| None);
    let onclick = own.map(|own| on_pin.reform(move |_: MouseEvent| own.clone()));
    let dashes = (chip.origin == ChipOrigin::WouldCome).then_some("1.5 3");
    html! {
        <g class={classes!("d-chip", origin, is_lit.then_some("d-chip-lit"))} {onmouseenter} {onmouseleave} {onclick}>
            <title>{ chip.label.clone() }</title>
            <path class="d-chip-box" d={shapes::rounded(chip.rect, shapes::CHIP_RADIUS)} stroke-dasharray={dashes} />
            { view_icon(&chip.icon) }
            { view_untitled(&chip.text) }
        </g>
    }
}
