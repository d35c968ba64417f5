//! `Condition`: every test with its operator, key and values, and what makes another one.

use policy::edit::{Alteration, Card, Shown};
use yew::prelude::*;

use super::{
    Given, drafts, hand,
    hand::Hand,
    ready::{self, Ready},
    suggesting::Suggesting,
    test,
};
use crate::{
    browser::focus,
    components::{Glyph, Icon},
};

/// Properties of [`Conditions`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) given: Given,
    pub(super) hand: Hand,
    pub(super) card: Card,
}

/// A test that is not whole yet.
#[derive(Clone, PartialEq)]
struct Test {
    operator: String,
    key: String,
    value: String,
    action: Option<&'static str>,
}

impl Test {
    fn new() -> Self {
        let operator = "StringEquals".to_owned();
        Self { operator, key: String::new(), value: String::new(), action: None }
    }
}

/// The test that was begun, where one was.
type Begun = drafts::Draft<Option<Test>>;

/// The element.
#[component]
pub(super) fn Conditions(props: &Props) -> Html {
    let draft = drafts::use_draft::<Option<Test>>(&props.hand, "condition");
    let Props { given, hand, card } = props;
    let tests: &[_] = match &card.condition {
        Shown::Hidden(hidden) => {
            return html! { <div class="form-part"><h4>{ "Condition" }</h4>{ given.view_hidden(hidden) }</div> };
        }
        Shown::Missing => &[],
        Shown::Here(tests) => tests,
    };
    html! {
        <fieldset class="form-part" disabled={given.read_only}>
            <legend>{ "Condition" }</legend>
            if tests.is_empty() { <p class="form-said">{ "None: the statement applies to every request that it names." }</p> }
            if tests.len() > 1 { <p class="form-said">{ "Every one of them must be true." }</p> }
            { for tests.iter().enumerate().map(|(index, shown)| match shown {
                Ok(known) => test::view(hand, card, index, known),
                Err(hidden) => given.view_hidden(hidden),
            }) }
            if !given.read_only {
                { view_ready(hand, &draft) }
                if let Some(begun) = &draft.value { { view_draft(props, &draft, begun) } }
            }
        </fieldset>
    }
}

/// What begins a test: an empty one, and those that are usual in such a policy.
fn view_ready(hand: &Hand, draft: &Begun) -> Html {
    let begin = |ready: Option<Ready>| {
        let (draft, hand) = (draft.clone(), hand.clone());
        Callback::from(move |_: MouseEvent| {
            let begun = ready.clone().map_or_else(Test::new, |ready| Test {
                operator: ready.operator.to_owned(),
                key: ready.key,
                value: ready.value,
                action: ready.action,
            });
            let part = if begun.key.is_empty() || begun.key.ends_with('/') {
                "draft-key"
            } else {
                "draft-value"
            };
            draft.set(Some(begun));
            focus::by_id(&hand.id(part));
        })
    };
    html! {
        <div class="form-ready" role="group" aria-label={format!("Add a condition to {}", hand.name())}>
            <button type="button" class="button" id={hand.id("ready")} onclick={begin(None)}><Icon glyph={Glyph::Add} />{ "Condition" }</button>
            { for ready::of(hand).into_iter().map(|ready| html! {
                <button type="button" class="button button-quiet" title={ready.why} onclick={begin(Some(ready.clone()))}>{ ready.name }</button>
            }) }
        </div>
    }
}

fn view_draft(props: &Props, state: &Begun, draft: &Test) -> Html {
    let (hand, card) = (&props.hand, &props.card);
    let set = |change: fn(&mut Test, String)| {
        let (state, draft) = (state.clone(), draft.clone());
        Callback::from(move |text: String| {
            let mut draft = draft.clone();
            change(&mut draft, text);
            state.set(Some(draft));
        })
    };
    let add = {
        let (state, draft, hand) = (state.clone(), draft.clone(), hand.clone());
        Callback::from(move |()| {
            let (key, value) = (draft.key.trim(), draft.value.trim());
            if key.is_empty() || value.is_empty() {
                let part = if key.is_empty() { "draft-key" } else { "draft-value" };
                return focus::by_id(&hand.id(part));
            }
            let operator = &draft.operator;
            let alteration = Alteration::PutInTest { operator, key, value, action: draft.action };
            state.set(None);
            hand.does(&format!("add a condition to {}", hand.name()), &alteration);
            hand::focus_after(hand.id("ready"));
        })
    };
    let cancel = {
        let state = state.clone();
        Callback::from(move |_: MouseEvent| state.set(None))
    };
    let keys = {
        let (hand, operator) = (hand.clone(), draft.operator.clone());
        let actions = test::actions(card);
        Callback::from(move |_| {
            let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
            hand.asks(|assist| assist.keys(&actions, &operator))
        })
    };
    let values = {
        let (hand, operator, key) = (hand.clone(), draft.operator.clone(), draft.key.clone());
        Callback::from(move |_| hand.asks(|assist| assist.values(&operator, &key)))
    };
    let name = hand.name();
    let said = [
        hand.asks(|assist| assist.operator(&draft.operator)),
        hand.asks(|assist| assist.key(&draft.key)),
        draft.action.map(|action| format!("The statement then names {action} as well.")),
    ];
    html! {
        <div class="form-test form-draft" role="group" aria-label={format!("New condition of {name}")}>
            { test::view_operator(&format!("new condition of {name}"), &draft.operator, |_| false, set(|draft, text| draft.operator = text)) }
            <div class="form-row">
                <Suggesting id={hand.id("draft-key")} label={format!("Key of the new condition of {name}")} value={draft.key.clone()}
                    placeholder="condition key" suggest={keys} on_input={set(|draft, text| draft.key = text)} on_enter={add.clone()} />
            </div>
            <div class="form-row">
                <Suggesting id={hand.id("draft-value")} label={format!("Value of the new condition of {name}")} value={draft.value.clone()}
                    placeholder="value" suggest={values} on_input={set(|draft, text| draft.value = text)} on_enter={add.clone()} />
                <button type="button" class="button button-primary" onclick={add.reform(|_: MouseEvent| ())}>{ "Add condition" }</button>
                <button type="button" class="button button-quiet" onclick={cancel}>{ "Cancel" }</button>
            </div>
            <p class="form-said">{ said.into_iter().flatten().collect::<Vec<_>>().join(" ") }</p>
        </div>
    }
}
