//! One example as a card: its title, what it teaches, its chain in small. The whole card opens it.

use std::rc::Rc;

use diagram::{glyph, model::Verdict};
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon},
    first_screen::Card,
    state::{Action, Opening},
    store::Store,
};

/// The card.
pub(super) fn view(store: &Store, card: &Card) -> Html {
    let seen = store.model().ui.seen.contains(&card.id);
    let id = Rc::clone(&card.id);
    let onclick = store
        .on(move |_| Action::OpeningAsked(Opening::Example { id: Rc::clone(&id), seconds: None }));
    let id = &*card.id;
    html! {
        <li class="card" key={id}>
            <h4><button type="button" class="card-open" data-example={id.to_owned()} {onclick}>{ &*card.title }</button></h4>
            if let Some(teaches) = &card.teaches { <p class="secondary">{ &**teaches }</p> }
            <div class="card-foot">
                { view_glyph(&glyph::of_verdicts(&card.verdicts)) }
                <span class="card-level">{ view_dots(card.difficulty) }{ level_name(card.difficulty) }</span>
                if seen { <span class="card-seen"><Icon glyph={Glyph::Check} />{ "Seen" }</span> }
            </div>
        </li>
    }
}

/// A difficulty's name.
fn level_name(level: u8) -> &'static str {
    super::LEVELS.iter().find(|(known, _)| *known == level).map_or("", |(_, name)| name)
}

/// A difficulty as dots, the more the harder; its name stands beside them.
pub(super) fn view_dots(level: u8) -> Html {
    html! {
        <span class="level-dots" aria-hidden="true">
            { for (1..=3).map(|dot| html! { <span class={classes!("level-dot", (dot <= level).then_some("level-dot-on"))} /> }) }
        </span>
    }
}

/// The chain in one small line.
pub(crate) fn view_glyph(drawn: &glyph::Glyph) -> Html {
    let size = (drawn.width, glyph::HEIGHT);
    html! {
        <svg class="chain-glyph" role="img" aria-label={drawn.label.clone()} width={size.0.to_string()} height={size.1.to_string()}
            viewBox={format!("0 0 {} {}", size.0, size.1)}>
            <circle class="chain-glyph-start" cx={drawn.start.x.to_string()} cy={drawn.start.y.to_string()} r="3" />
            { for drawn.calls.iter().map(view_call) }
            { for drawn.dots.iter().map(|dot| html! { <circle class="chain-glyph-start" cx={dot.x.to_string()} cy={dot.y.to_string()} r="1" /> }) }
        </svg>
    }
}

fn view_call(call: &glyph::GlyphCall) -> Html {
    let token = call.verdict.token();
    let transform = format!("translate({} {})", call.icon.x, call.icon.y);
    let dash = match call.verdict {
        Verdict::Allowed => None,
        Verdict::Denied => Some("3 2"),
        Verdict::NotReached | Verdict::Undecided => Some("1 2"),
    };
    html! {
        <g class={format!("chain-glyph-{token}")}>
            <path class="chain-glyph-line" d={call.line.d()} stroke-dasharray={dash} />
            <g {transform}>{ for call.icon.icon.strokes().iter().map(|stroke| html! { <path d={*stroke} /> }) }</g>
        </g>
    }
}
