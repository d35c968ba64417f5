//! Text and form side by side: the statement that is chosen or changed on one side is in sight on the other.

use std::rc::Rc;

use iam::PolicyType;
use policy::Span;
use simulator::scenario::DocumentAddress;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};
use yew::prelude::*;

use crate::{
    browser::{scroll, timer},
    components::code_editor,
    state::Reveal,
};

/// The place of the text that the form is at, and what is to be told: something was done in the text, or in the form.
#[hook]
pub(super) fn use_sight(
    address: &DocumentAddress,
    text: &Rc<str>,
    kind: PolicyType,
) -> (Option<Reveal>, Callback<()>, Callback<Event>) {
    // A place of one document is none of another.
    let sight = use_state(|| None::<(DocumentAddress, Reveal)>);
    let known = sight.as_ref().filter(|(whose, _)| whose == address).map(|(_, known)| *known);
    let on_text = {
        let text = Rc::clone(text);
        Callback::from(move |()| {
            let at = code_editor::caret("document", &text);
            if let Some(statement) = at.and_then(|at| statement_at(&statements(&text, kind), at)) {
                scroll::within(".policy-form", &format!("statement-{statement}-title"));
            }
        })
    };
    let on_form = {
        let (address, text, sight) = (address.clone(), Rc::clone(text), sight.clone());
        Callback::from(move |event: Event| {
            let span = card_of(&event).and_then(|card| statements(&text, kind).get(card).copied());
            let Some(span) = span else { return };
            let turn = known.map_or(0, |known| known.turn + 1);
            let (address, sight) = (address.clone(), sight.clone());
            // Drawn only once the field has said what was done in it.
            timer::soon(move || sight.set(Some((address, Reveal { span, turn }))));
        })
    };
    (known, on_text, on_form)
}

fn statements(text: &str, kind: PolicyType) -> Vec<Span> {
    let (document, _) = policy::parse(text, kind);
    document.statements.iter().map(|statement| statement.span).collect()
}

/// The statement around a byte of the text, by index.
fn statement_at(statements: &[Span], at: usize) -> Option<usize> {
    statements.iter().position(|span| span.start as usize <= at && at <= span.end as usize)
}

/// The card of the form in which something happened, by index.
fn card_of(event: &Event) -> Option<usize> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let card = target.closest(".form-card").ok()??;
    let all = card.parent_element()?.query_selector_all(".form-card").ok()?;
    let card: Node = card.into();
    (0..all.length()).position(|index| all.get(index).as_ref() == Some(&card))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_is_in_the_statement_around_it() {
        let text = r#"{"Version": "2012-10-17", "Statement": [
  {"Sid": "A", "Effect": "Allow", "Action": "s3:*", "Resource": "*"},
  {"Sid": "B", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}
]}"#;
        let all = statements(text, PolicyType::Identity);
        let at = |words| statement_at(&all, text.find(words).unwrap());
        assert_eq!(at("\"A\""), Some(0));
        assert_eq!(at("\"Deny\""), Some(1));
        assert_eq!((at("Version"), at("]}")), (None, None));
    }
}
