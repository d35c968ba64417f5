//! What was recognised, each piece with what it is used as and what is wrong with it.

use std::rc::Rc;

use simulator::paste::{Piece, PieceKind, PolicyUse};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::Found;
use crate::{
    components::{
        Glyph, Icon,
        inspector::{breakable, with_code},
    },
    state::selectors::sentence_case,
};

/// Reports that a document is used as something else.
pub(super) type OnUse = Callback<(Rc<str>, PolicyUse)>;

/// The uses of a policy document in words.
pub(super) const USES: [(PolicyUse, &str); 6] = [
    (PolicyUse::Caller, "identity policy of the caller"),
    (PolicyUse::Role, "identity policy of the role"),
    (PolicyUse::Boundary, "permissions boundary of the caller"),
    (PolicyUse::Session, "session policy"),
    (PolicyUse::ServiceControl, "SCP of the caller's account"),
    (PolicyUse::ResourceControl, "RCP of the role's account"),
];

/// The list.
pub(super) fn view(found: &Found, on_use: &OnUse) -> Html {
    let pieces = found.case.pieces();
    if pieces.is_empty() {
        return html! {};
    }
    html! {
        <section class="own-section" aria-labelledby="own-recognised">
            <h2 id="own-recognised">{ "Recognised" }</h2>
            { for found.case.conflicts().iter().map(|words| html! {
                <p class="field-note own-conflict"><Icon glyph={Glyph::Warning} /><span>{ with_code(words) }</span></p>
            }) }
            <ul class="own-list">{ for pieces.iter().enumerate().map(|(index, piece)| view_piece(on_use, index, piece)) }</ul>
        </section>
    }
}

fn view_piece(on_use: &OnUse, index: usize, piece: &Piece) -> Html {
    let known = piece.kind != PieceKind::Unknown;
    let glyph = if known { Glyph::Check } else { Glyph::Warning };
    html! {
        <li class={if known { "own-piece" } else { "own-piece own-piece-unknown" }}>
            <Icon {glyph} />
            <div>
                { view_title(on_use, index, piece) }
                { for piece.diagnostics.iter().map(|finding| html! {
                    <p class="field-note"><span>
                        { with_code(&finding.message) }
                        if let Some(help) = &finding.help { { " " }{ with_code(help) } }
                    </span></p>
                }) }
            </div>
        </li>
    }
}

/// What it is. A document alone does not tell what it is attached to: here it is said.
fn view_title(on_use: &OnUse, index: usize, piece: &Piece) -> Html {
    let PieceKind::Policy { document, used_as } = &piece.kind else {
        return html! { <p>{ breakable(&sentence_case(&piece.title())) }</p> };
    };
    let (document, on_use) = (Rc::clone(document), on_use.clone());
    let onchange = Callback::from(move |event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        let chosen = usize::try_from(field.selected_index()).ok().and_then(|index| USES.get(index));
        if let Some((used_as, _)) = chosen {
            on_use.emit((Rc::clone(&document), *used_as));
        }
    });
    let option = |(known, words): &(PolicyUse, &'static str)| {
        html! { <option selected={known == used_as}>{ *words }</option> }
    };
    html! {
        <p class="own-use">
            { "A policy, used as" }
            <select class="input" aria-label={format!("What document {} is used as", index + 1)} {onchange}>
                { for USES.iter().map(option) }
            </select>
        </p>
    }
}
