//! What was recognised, each piece with what it is used as and what is wrong with it.

use std::rc::Rc;

use policy::{Diagnostic, Severity, Span};
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

/// Asks for a place in the box.
pub(super) type OnGo = Callback<Span>;

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
pub(super) fn view(found: &Found, on_use: &OnUse, on_go: &OnGo) -> Html {
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
            <ul class="own-list">{ for pieces.iter().enumerate().map(|(index, piece)| view_piece(found, (on_use, on_go), index, piece)) }</ul>
        </section>
    }
}

/// What is wrong in a piece: each thing once, where it stands first, and how often.
fn findings(piece: &Piece, errors: bool) -> Vec<(usize, &Diagnostic)> {
    let mut found: Vec<(usize, &Diagnostic)> = Vec::new();
    let of_kind = |one: &&Diagnostic| (one.severity == Severity::Error) == errors;
    for one in piece.diagnostics.iter().filter(of_kind) {
        match found.iter_mut().find(|(_, known)| known.message == one.message) {
            Some((times, _)) => *times += 1,
            None => found.push((1, one)),
        }
    }
    found
}

/// The mistakes of every piece, as the first thing that the answer says.
pub(super) fn view_mistakes(found: &Found, on_go: &OnGo) -> Html {
    let pieces = found.case.pieces().iter().filter(|piece| piece.kind != PieceKind::Unknown);
    let all: Vec<_> = pieces.flat_map(|piece| findings(piece, true)).collect();
    if all.is_empty() {
        return html! {};
    }
    html! { <div class="own-mistakes">{ for all.into_iter().map(|finding| view_finding(found, on_go, finding)) }</div> }
}

fn view_finding(found: &Found, on_go: &OnGo, (times, finding): (usize, &Diagnostic)) -> Html {
    let is_error = finding.severity == Severity::Error;
    let class = if is_error { "field-note own-mistake" } else { "field-note" };
    let span = finding.span;
    let line = span.line_column(&found.text).line;
    let onclick = on_go.reform(move |_: MouseEvent| span);
    html! {
        <p {class}>
            if is_error { <Icon glyph={Glyph::Error} /> }
            <span>
                <button type="button" class="link-button" {onclick}>{ format!("Line {line}") }</button>{ ": " }
                if times > 1 { { format!("{times} × ") } }
                { with_code(&finding.message) }
                if let Some(help) = &finding.help { { " " }{ with_code(help) } }
            </span>
        </p>
    }
}

fn view_piece(
    found: &Found,
    (on_use, on_go): (&OnUse, &OnGo),
    index: usize,
    piece: &Piece,
) -> Html {
    let known = piece.kind != PieceKind::Unknown;
    let broken = known && piece.diagnostics.iter().any(|one| one.severity == Severity::Error);
    let (glyph, state) = match (known, broken) {
        (true, false) => (Glyph::Check, None),
        (true, true) => (Glyph::Error, Some("own-piece-broken")),
        (false, _) => (Glyph::Warning, Some("own-piece-unknown")),
    };
    html! {
        <li class={classes!("own-piece", state)}>
            <Icon {glyph} />
            <div>
                { view_title(on_use, index, piece) }
                // The answer begins with the mistakes of what is known.
                if !known { { for findings(piece, true).into_iter().map(|one| view_finding(found, on_go, one)) } }
                { for findings(piece, false).into_iter().map(|one| view_finding(found, on_go, one)) }
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
