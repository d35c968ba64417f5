//! One statement of the document.

use policy::{
    Effect, Span,
    edit::{Alteration, Card, Element, Shown},
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Given, conditions::Conditions, hand, hand::Hand, holds, principals, rows};
use crate::components::{Glyph, Icon, field::FIELDS_FORM};

/// Properties of [`StatementCard`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) given: Given,
    pub(super) hand: Hand,
    pub(super) card: Card,
    /// How many statements there are.
    pub(super) count: usize,
}

/// The card.
#[component]
pub(super) fn StatementCard(props: &Props) -> Html {
    let Props { given, hand, card, .. } = props;
    let actions: Vec<String> = card
        .action
        .here()
        .map(|rows| rows.values.iter().map(|value| value.to_string()).collect())
        .unwrap_or_default();
    let part = |element, shown| rows::Part { given, hand, element, shown, actions: &actions };
    use iam::PolicyType as Type;
    let names_principals = matches!(
        given.kind,
        Type::Trust | Type::Resource | Type::ResourceControl | Type::VpcEndpoint
    );
    let shows_principals = names_principals || !matches!(card.principal, Shown::Missing);
    let shows_resources = given.kind != Type::Trust || !matches!(card.resource, Shown::Missing);
    html! {
        <section class="form-card" aria-labelledby={hand.id("title")}>
            { view_head(props) }
            { given.findings(&hand.id("findings"), |place| holds(card.span, place)) }
            { for card.unknown.iter().map(|hidden| given.view_hidden(hidden)) }
            <div class="form-pair">
                { view_sid(given, hand, card) }
                { view_effect(given, hand, card) }
            </div>
            if shows_principals { { principals::view(given, hand, card) } }
            { rows::view(&part(Element::Action, &card.action)) }
            if shows_resources { { rows::view(&part(Element::Resource, &card.resource)) } }
            <Conditions given={given.clone()} hand={hand.clone()} card={card.clone()} />
        </section>
    }
}

fn view_head(props: &Props) -> Html {
    let Props { given, hand, card, count } = props;
    let span: Span = card.span;
    let show = given.on_reveal.reform(move |_| Span { end: span.start, ..span });
    let at = hand.statement;
    let tool = |part: &'static str, glyph, words: &str, possible: bool, to: usize| {
        let (hand, title) = (hand.clone(), format!("{words} {}", hand.name()));
        let name = title.to_lowercase();
        let label = title.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            let alteration = match part {
                "up" => Alteration::MoveUp,
                "down" => Alteration::MoveDown,
                "duplicate" => Alteration::Duplicate,
                _ => Alteration::Remove,
            };
            if possible && hand.does(&name, &alteration) {
                let next = match part {
                    "remove" if to == usize::MAX => "form-add-statement".to_owned(),
                    "remove" => hand.at(to).id("remove"),
                    part => hand.at(to).id(part),
                };
                hand::focus_after(next);
            }
        });
        html! {
            <button type="button" class="icon-button" data-edits="" id={hand_id(at, part)} aria-label={label} {title}
                aria-disabled={(!possible).then_some("true")} {onclick}><Icon {glyph} /></button>
        }
    };
    let (last, behind) = (at + 1 == *count, at + 1);
    let after_removal = match (*count, last) {
        (1, _) => usize::MAX,
        (_, true) => at.saturating_sub(1),
        _ => at,
    };
    html! {
        <header class="form-card-head">
            <h3 id={hand.id("title")}>{ format!("Statement {}", at + 1) }</h3>
            <button type="button" class="link-button" onclick={show}>{ "Show in text" }</button>
            if !given.read_only {
                <div class="form-card-tools">
                    { tool("up", Glyph::ArrowUp, "Move up", at > 0, at.saturating_sub(1)) }
                    { tool("down", Glyph::ArrowDown, "Move down", !last, behind) }
                    { tool("duplicate", Glyph::Copy, "Duplicate", true, behind) }
                    { tool("remove", Glyph::Trash, "Remove", true, after_removal) }
                </div>
            }
        </header>
    }
}

fn hand_id(at: usize, part: &str) -> String {
    format!("statement-{at}-{part}")
}

fn view_sid(given: &Given, hand: &Hand, card: &Card) -> Html {
    let value = match &card.sid {
        Shown::Hidden(hidden) => return given.view_hidden(hidden),
        Shown::Missing => AttrValue::default(),
        Shown::Here(sid) => AttrValue::from(sid.to_string()),
    };
    let oninput = {
        let hand = hand.clone();
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            hand.types("Sid", "Sid", &Alteration::Sid(&text));
        })
    };
    let id = hand.id("Sid");
    html! {
        <div class="field">
            <label class="field-label" for={id.clone()}>{ "Sid" }<span class="hidden-text">{ format!(" of {}", hand.name()) }</span></label>
            <input type="text" form={FIELDS_FORM} class="input input-mono" {id} {value} placeholder="a name, optional" autocomplete="off" spellcheck="false"
                disabled={given.read_only} {oninput} />
        </div>
    }
}

fn view_effect(given: &Given, hand: &Hand, card: &Card) -> Html {
    let chosen = card.effect.here().copied();
    let choice = |effect: Effect, words: &'static str| {
        let onchange = {
            let hand = hand.clone();
            Callback::from(move |_: Event| {
                hand.changes("Effect", &Alteration::Effect(effect));
            })
        };
        html! {
            <label class="choice">
                <input type="radio" name={hand.id("Effect")} checked={chosen == Some(effect)} {onchange} />{ words }
            </label>
        }
    };
    html! {
        <fieldset class="field" disabled={given.read_only}>
            <legend class="field-label">{ "Effect" }</legend>
            <div class="form-effects">
                { choice(Effect::Allow, "Allow") }
                { choice(Effect::Deny, "Deny") }
            </div>
            if let Shown::Hidden(hidden) = &card.effect { { given.view_hidden(hidden) } }
        </fieldset>
    }
}
