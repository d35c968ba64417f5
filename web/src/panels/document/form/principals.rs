//! `Principal`: whom the statement is about, a row each with its kind.

use policy::edit::{Alteration, Card, Element, PrincipalKind as Kind, Shown};
use simulator::assist::Completion;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{Given, drafts::use_draft, hand, hand::Hand, rows, suggesting::Suggesting};
use crate::components::{Glyph, Icon};

/// What each kind names.
fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::Aws => "AWS: account, role, user",
        Kind::Service => "Service",
        Kind::Federated => "Federated: SAML, OIDC",
        Kind::CanonicalUser => "CanonicalUser",
        Kind::Everyone => "Everyone (*)",
    }
}

pub(super) fn view(given: &Given, hand: &Hand, card: &Card) -> Html {
    let (negated, rows): (bool, &[_]) = match &card.principal {
        Shown::Hidden(hidden) => {
            return html! { <div class="form-part"><h4>{ "Principal" }</h4>{ given.view_hidden(hidden) }</div> };
        }
        Shown::Missing => (false, &[]),
        Shown::Here(principals) => (principals.negated, &principals.rows),
    };
    let is_there = matches!(card.principal, Shown::Here(_));
    html! {
        <fieldset class="form-part" disabled={given.read_only}>
            { rows::view_head(hand, Element::Principal, negated, is_there) }
            { for rows.iter().enumerate().map(|(row, (kind, value))| view_row(hand, row, *kind, value)) }
            if !given.read_only { <AddPrincipal hand={hand.clone()} /> }
        </fieldset>
    }
}

fn view_row(hand: &Hand, row: usize, kind: Kind, value: &str) -> Html {
    let label = format!("principal {} of {}", row + 1, hand.name());
    let on_kind = {
        let (hand, value) = (hand.clone(), value.to_owned());
        Callback::from(move |kind: Kind| {
            hand.changes("Principal", &Alteration::WritePrincipal(row, kind, &value));
        })
    };
    let on_input = {
        let hand = hand.clone();
        Callback::from(move |text: String| {
            let field = format!("Principal {row}");
            let alteration = Alteration::WritePrincipal(row, kind, &text);
            hand.types("Principal", &field, &alteration);
        })
    };
    let remove = {
        let hand = hand.clone();
        Callback::from(move |_: MouseEvent| {
            hand.changes("Principal", &Alteration::TakeOut(Element::Principal, row));
            hand::focus_after(hand.id("add-Principal"));
        })
    };
    let said = match kind {
        Kind::Everyone => {
            Some("Everybody, signed in or not; the conditions must narrow it.".into())
        }
        _ => hand.asks(|assist| assist.principal(kind.name(), value)),
    };
    html! {
        <div class="form-row form-row-principal" key={row}>
            { view_kinds(&format!("Kind of {label}"), kind, on_kind) }
            if kind == Kind::Everyone {
                <span class="form-everyone"><code>{ "*" }</code></span>
            } else {
                <Suggesting id={hand.id(&format!("Principal-{row}"))} label={sentence(&label)} value={value.to_owned()}
                    suggest={suggest(hand, kind)} {on_input} />
            }
            <button type="button" class="icon-button" data-edits="" aria-label={format!("Take out {label}")} title="Take out" onclick={remove}>
                <Icon glyph={Glyph::Close} />
            </button>
            if let Some(said) = said { <p class="form-said">{ said }</p> }
        </div>
    }
}

fn view_kinds(label: &str, chosen: Kind, on_kind: Callback<Kind>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let name = event.target_unchecked_into::<HtmlSelectElement>().value();
        Kind::named(&name).into_iter().for_each(|kind| on_kind.emit(kind));
    });
    html! {
        <select class="input form-kind" aria-label={label.to_owned()} {onchange}>
            { for Kind::ALL.into_iter().map(|kind| html! {
                <option value={kind.name()} selected={kind == chosen}>{ words(kind) }</option>
            }) }
        </select>
    }
}

fn suggest(hand: &Hand, kind: Kind) -> Callback<AttrValue, Vec<Completion>> {
    let hand = hand.clone();
    Callback::from(move |_| hand.asks(|assist| assist.principals(kind.name())))
}

/// "Principal 1 of statement 2".
fn sentence(text: &str) -> String {
    text.replacen('p', "P", 1)
}

/// A principal that is not in the text yet.
#[derive(Clone, PartialEq)]
struct Begun {
    kind: Kind,
    text: String,
}

impl Default for Begun {
    fn default() -> Self {
        Self { kind: Kind::Aws, text: String::new() }
    }
}

#[derive(Clone, PartialEq, Properties)]
struct AddProps {
    hand: Hand,
}

/// The row in which another principal is named.
#[component]
fn AddPrincipal(props: &AddProps) -> Html {
    let draft = use_draft::<Begun>(&props.hand, "add-Principal");
    let Begun { kind, text } = draft.value.clone();
    let on_kind = {
        let (draft, text) = (draft.clone(), text.clone());
        Callback::from(move |kind| draft.set(Begun { kind, text: text.clone() }))
    };
    let on_input = {
        let draft = draft.clone();
        Callback::from(move |text| draft.set(Begun { kind, text }))
    };
    let add = {
        let (hand, draft) = (props.hand.clone(), draft.clone());
        Callback::from(move |()| {
            let text = if kind == Kind::Everyone { "*" } else { draft.value.text.trim() };
            if !text.is_empty() {
                draft.set(Begun { kind, text: String::new() });
                hand.changes("Principal", &Alteration::PutInPrincipal(kind, text));
                hand::focus_after(hand.id("add-Principal"));
            }
        })
    };
    let onclick = add.reform(|_: MouseEvent| ());
    let label = format!("Add a principal to {}", props.hand.name());
    let placeholder = match kind {
        Kind::Service => "ec2.amazonaws.com",
        Kind::CanonicalUser => "79a59df900b949e5…",
        Kind::Federated => "arn:aws:iam::111122223333:saml-provider/…",
        _ => "arn:aws:iam::111122223333:role/…",
    };
    html! {
        <div class="form-row form-row-principal form-row-add">
            { view_kinds(&format!("Kind of the principal to add to {}", props.hand.name()), kind, on_kind) }
            if kind == Kind::Everyone {
                <span class="form-everyone"><code>{ "*" }</code></span>
            } else {
                <Suggesting id={props.hand.id("add-Principal")} label={label.clone()} value={text} {placeholder}
                    suggest={suggest(&props.hand, kind)} {on_input} on_enter={add.clone()} />
            }
            <button type="button" class="button" aria-label={label} {onclick}><Icon glyph={Glyph::Add} />{ "Add" }</button>
        </div>
    }
}
