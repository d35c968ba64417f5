//! `Action` and `Resource`: a row for each value, and one to add another.

use iam::PolicyType;
use policy::edit::{Alteration, Element, Rows, Shown};
use simulator::assist::{Assist, Completion};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{Given, actions::ActionPicker, add::Add, hand, hand::Hand, suggesting::Suggesting};
use crate::components::{Glyph, Icon};

/// One of the two elements of a statement.
pub(super) struct Part<'a> {
    pub(super) given: &'a Given,
    pub(super) hand: &'a Hand,
    pub(super) element: Element,
    pub(super) shown: &'a Shown<Rows>,
    /// The actions of the statement.
    pub(super) actions: &'a [String],
}

pub(super) fn view(part: &Part<'_>) -> Html {
    let Part { given, hand, element, shown, .. } = part;
    let (negated, values): (bool, &[_]) = match shown {
        Shown::Hidden(hidden) => {
            return html! {
                <div class="form-part">
                    <h4>{ element.name(false) }</h4>
                    { given.view_hidden(hidden) }
                </div>
            };
        }
        Shown::Missing => (false, &[]),
        Shown::Here(rows) => (rows.negated, &rows.values),
    };
    let is_action = *element == Element::Action;
    let name = element.name(negated);
    let on_add = {
        let (hand, element) = ((*hand).clone(), *element);
        Callback::from(move |value: String| {
            hand.changes(name, &Alteration::PutIn(element, &value));
        })
    };
    let what = if is_action { "an action" } else { "a resource" };
    html! {
        <fieldset class="form-part" disabled={given.read_only}>
            { view_head(hand, *element, negated, matches!(shown, Shown::Here(_))) }
            { for values.iter().enumerate().map(|(row, value)| view_row(part, name, row, value)) }
            if !given.read_only {
                <Add hand={(*hand).clone()} part={if is_action { "add-Action" } else { "add-Resource" }} label={format!("Add {what} to {}", hand.name())}
                    placeholder={match element {
                        Element::Action if given.kind == PolicyType::Trust => "sts:TagSession",
                        Element::Action => "s3:GetObject",
                        _ => "arn:aws:s3:::bucket/*",
                    }}
                    suggest={suggest(part)} {on_add} />
                if is_action { <ActionPicker hand={(*hand).clone()} values={values.to_vec()} {negated} /> }
            }
        </fieldset>
    }
}

/// The name of an element, which says whether it names these or all the others.
pub(super) fn view_head(hand: &Hand, element: Element, negated: bool, is_there: bool) -> Html {
    let change = {
        let hand = hand.clone();
        Callback::from(move |event: Event| {
            let not = event.target_unchecked_into::<HtmlSelectElement>().value().starts_with("Not");
            hand.changes(element.name(negated), &Alteration::Negate(element, not));
        })
    };
    let (plain, not) = (element.name(false), element.name(true));
    html! {
        <>
            <legend>{ plain }</legend>
            if is_there {
                <select class="input form-negation" aria-label={format!("{plain} or {not} of {}", hand.name())} onchange={change}>
                    <option value={plain} selected={!negated}>{ "these" }</option>
                    <option value={not} selected={negated}>{ format!("all but these ({not})") }</option>
                </select>
            }
        </>
    }
}

fn view_row(part: &Part<'_>, name: &'static str, row: usize, value: &str) -> Html {
    let (hand, element) = (part.hand, part.element);
    let on_input = {
        let hand = hand.clone();
        Callback::from(move |text: String| {
            let field = format!("{name} {row}");
            hand.types(name, &field, &Alteration::Write(element, row, &text));
        })
    };
    let remove = {
        let hand = hand.clone();
        Callback::from(move |_: MouseEvent| {
            hand.changes(name, &Alteration::TakeOut(element, row));
            hand::focus_after(hand.id(&format!("add-{}", element.name(false))));
        })
    };
    let said = match element {
        Element::Action => hand.asks(|assist| assist.action(value)),
        _ => hand.asks(|assist| assist.resource(value)),
    };
    let label = format!("{name} {} of {}", row + 1, hand.name());
    html! {
        <div class="form-row" key={row}>
            <Suggesting id={hand.id(&format!("{}-{row}", element.name(false)))} label={label.clone()} value={value.to_owned()}
                suggest={suggest(part)} {on_input} />
            <button type="button" class="icon-button" data-edits="" aria-label={format!("Take out {label}")} title="Take out" onclick={remove}>
                <Icon glyph={Glyph::Close} />
            </button>
            if let Some(said) = said { <p class="form-said">{ said }</p> }
        </div>
    }
}

fn suggest(part: &Part<'_>) -> Callback<AttrValue, Vec<Completion>> {
    let (hand, element, actions) = (part.hand.clone(), part.element, part.actions.to_vec());
    Callback::from(move |typed: AttrValue| {
        let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
        hand.asks(|assist: &Assist<'_>| match element {
            Element::Action => assist.actions(&typed),
            _ => assist.resources(&actions),
        })
    })
}
