//! One test of `Condition`.

use policy::{
    OPERATORS,
    edit::{Alteration, Card, Test},
};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::{add::Add, hand, hand::Hand, suggesting::Suggesting};
use crate::components::{Glyph, Icon};

const QUALIFIERS: [&str; 2] = ["ForAnyValue:", "ForAllValues:"];

pub(super) fn view(hand: &Hand, card: &Card, index: usize, test: &Test) -> Html {
    let name = format!("condition {} of {}", index + 1, hand.name());
    let on_operator = {
        let hand = hand.clone();
        Callback::from(move |operator: String| {
            hand.changes("Condition", &Alteration::Operator(index, &operator));
        })
    };
    let tests: Vec<Test> = card.condition.here().into_iter().flatten().flatten().cloned().collect();
    let is_taken = |operator: &str| {
        *operator != *test.operator
            && tests.iter().any(|known| *known.operator == *operator && known.key == test.key)
    };
    let on_key = {
        let hand = hand.clone();
        Callback::from(move |key: String| {
            hand.changes("Condition", &Alteration::Key(index, key.trim()));
        })
    };
    let keys = {
        let (hand, actions, operator) = (hand.clone(), actions(card), test.operator.to_string());
        Callback::from(move |_| {
            let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
            hand.asks(|assist| assist.keys(&actions, &operator))
        })
    };
    let remove = {
        let hand = hand.clone();
        Callback::from(move |_: MouseEvent| {
            hand.changes("Condition", &Alteration::TakeOutTest(index));
            hand::focus_after(hand.id("ready"));
        })
    };
    let said = [
        hand.asks(|assist| assist.operator(&test.operator)),
        hand.asks(|assist| assist.key(&test.key)),
    ];
    html! {
        <div class="form-test" key={index} role="group" aria-label={sentence(&name)}>
            { view_operator(&name, &test.operator, is_taken, on_operator) }
            <div class="form-row">
                <Suggesting id={hand.id(&format!("key-{index}"))} label={format!("Key of {name}")} value={test.key.to_string()}
                    suggest={keys} on_change={on_key} />
                <button type="button" class="icon-button" data-edits="" aria-label={format!("Take out {name}")} title="Take out" onclick={remove}>
                    <Icon glyph={Glyph::Trash} />
                </button>
            </div>
            { for (0..test.values.len()).map(|row| view_value(hand, index, test, row)) }
            { view_add(hand, index, test) }
            <p class="form-said">{ said.into_iter().flatten().collect::<Vec<_>>().join(" ") }</p>
        </div>
    }
}

fn view_value(hand: &Hand, index: usize, test: &Test, row: usize) -> Html {
    let label = format!("Value {} of condition {} of {}", row + 1, index + 1, hand.name());
    let on_input = {
        let hand = hand.clone();
        Callback::from(move |text: String| {
            let field = format!("Condition {index} {row}");
            let alteration = Alteration::WriteValue(index, row, &text);
            hand.types("Condition", &field, &alteration);
        })
    };
    let remove = {
        let hand = hand.clone();
        Callback::from(move |_: MouseEvent| {
            hand.changes("Condition", &Alteration::TakeOutValue(index, row));
            hand::focus_after(hand.id(&format!("add-value-{index}")));
        })
    };
    html! {
        <div class="form-row form-row-value" key={row}>
            <Suggesting id={hand.id(&format!("value-{index}-{row}"))} label={label.clone()} value={test.values[row].to_string()}
                suggest={values(hand, test)} {on_input} />
            <button type="button" class="icon-button" data-edits="" aria-label={format!("Take out {}", label.to_lowercase())} title="Take out" onclick={remove}>
                <Icon glyph={Glyph::Close} />
            </button>
        </div>
    }
}

fn view_add(hand: &Hand, index: usize, test: &Test) -> Html {
    let on_add = {
        let (hand, operator, key) = (hand.clone(), test.operator.clone(), test.key.clone());
        Callback::from(move |value: String| {
            let (operator, key) = (&*operator, &*key);
            let value = &*value;
            let alteration = Alteration::PutInTest { operator, key, value, action: None };
            hand.changes("Condition", &alteration);
        })
    };
    let label = format!("Add a value to condition {} of {}", index + 1, hand.name());
    html! {
        <Add hand={hand.clone()} part={format!("add-value-{index}")} kept_as={format!("value {} {}", test.operator, test.key)} {label} placeholder="another value" suggest={values(hand, test)} {on_add} />
    }
}

fn values(hand: &Hand, test: &Test) -> Callback<AttrValue, Vec<simulator::assist::Completion>> {
    let (hand, operator, key) = (hand.clone(), test.operator.clone(), test.key.clone());
    Callback::from(move |_| hand.asks(|assist| assist.values(&operator, &key)))
}

/// The actions of a statement, by which condition keys are offered.
pub(super) fn actions(card: &Card) -> Vec<String> {
    let rows = card.action.here().into_iter().flat_map(|rows| &rows.values);
    rows.map(|value| value.to_string()).collect()
}

/// An operator taken apart: its qualifier, its name, whether `IfExists` stands behind it.
fn apart(operator: &str) -> (&str, &str, bool) {
    let qualifier = QUALIFIERS.into_iter().find(|known| operator.starts_with(known)).unwrap_or("");
    let rest = &operator[qualifier.len()..];
    match rest.strip_suffix("IfExists") {
        Some(name) => (qualifier, name, true),
        None => (qualifier, rest, false),
    }
}

fn whole(qualifier: &str, name: &str, if_exists: bool) -> String {
    // `Null` asks for the key itself; there is nothing to qualify.
    match name {
        "Null" => name.to_owned(),
        _ => format!("{qualifier}{name}{}", if if_exists { "IfExists" } else { "" }),
    }
}

/// The operator of a test: qualifier, name, `IfExists`.
pub(super) fn view_operator(
    of: &str,
    operator: &str,
    is_taken: impl Fn(&str) -> bool,
    on_operator: Callback<String>,
) -> Html {
    let (qualifier, name, if_exists) = apart(operator);
    let (qualifier, name) = (qualifier.to_owned(), name.to_owned());
    let chosen = |event: &Event| event.target_unchecked_into::<HtmlSelectElement>().value();
    let on_qualifier = {
        let name = name.clone();
        on_operator.reform(move |event: Event| whole(&chosen(&event), &name, if_exists))
    };
    let on_name = {
        let qualifier = qualifier.clone();
        on_operator.reform(move |event: Event| whole(&qualifier, &chosen(&event), if_exists))
    };
    let on_if_exists = {
        let (qualifier, name) = (qualifier.clone(), name.clone());
        on_operator.reform(move |event: Event| {
            whole(&qualifier, &name, event.target_unchecked_into::<HtmlInputElement>().checked())
        })
    };
    let is_known = OPERATORS.iter().any(|(known, ..)| *known == name);
    let is_null = name == "Null";
    let qualifiers =
        [("", "one value"), ("ForAnyValue:", "ForAnyValue"), ("ForAllValues:", "ForAllValues")];
    html! {
        <div class="form-operator">
            <select class="input" aria-label={format!("Qualifier of {of}")} disabled={is_null} onchange={on_qualifier}>
                { for qualifiers.map(|(value, words)| html! {
                    <option {value} selected={value == qualifier} disabled={is_taken(&whole(value, &name, if_exists))}>{ words }</option>
                }) }
            </select>
            <select class="input" aria-label={format!("Operator of {of}")} onchange={on_name}>
                if !is_known { <option value={name.clone()} selected=true>{ format!("{name} (unknown)") }</option> }
                { for OPERATORS.iter().map(|(known, ..)| html! {
                    <option value={*known} selected={*known == name} disabled={is_taken(&whole(&qualifier, known, if_exists))}>{ *known }</option>
                }) }
            </select>
            <label class="choice">
                <input type="checkbox" checked={if_exists} disabled={is_null || is_taken(&whole(&qualifier, &name, !if_exists))}
                    aria-label={format!("IfExists of {of}")} onchange={on_if_exists} />
                { "IfExists" }
            </label>
        </div>
    }
}

/// "Condition 1 of statement 2".
fn sentence(text: &str) -> String {
    text.replacen('c', "C", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_is_put_together_as_it_was() {
        for operator in
            ["Bool", "ForAnyValue:StringLike", "ForAllValues:ArnLikeIfExists", "Null", "Odd"]
        {
            let (qualifier, name, if_exists) = apart(operator);
            assert_eq!(whole(qualifier, name, if_exists), operator);
        }
        assert_eq!(apart("ForAllValues:ArnLikeIfExists"), ("ForAllValues:", "ArnLike", true));
        assert_eq!(whole("ForAnyValue:", "Null", true), "Null", "it asks for the key itself");
    }
}
