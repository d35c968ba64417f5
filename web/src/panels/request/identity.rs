//! What an identity provider signed for the caller: the claims of a token, the attributes of an assertion. They are
//! edited in the scenario's source.

use sts::request::{Call, Claim, SamlAssertion};
use yew::prelude::*;

use super::Form;
use crate::{
    components::{
        Glyph, Icon,
        inspector::{breakable, fact, fact_list},
    },
    state::{Action, Subject},
};

/// The signed content, where the call has one.
pub(super) fn view(form: &Form, call: &Call) -> Html {
    match call {
        Call::AssumeRoleWithWebIdentity(call) => {
            let claims = call.token.iter().flat_map(|token| token.claims.iter());
            let facts = claims.map(|(name, claim)| fact(name.to_string(), code(&words(claim))));
            view_signed(form, "WebIdentityToken", facts.collect())
        }
        Call::AssumeRoleWithSaml(call) => view_signed(
            form,
            "SAMLAssertion",
            call.assertion.as_ref().map(attributes).unwrap_or_default(),
        ),
        _ => Html::default(),
    }
}

fn view_signed(form: &Form, name: &'static str, facts: Vec<Html>) -> Html {
    let onclick = form.on_action.reform(|_: MouseEvent| Action::SubjectChosen(Subject::Source));
    let limit = if facts.is_empty() { "not sent" } else { "signed by the provider" };
    html! {
        <div class="field" id={format!("field-{name}")}>
            <div class="field-head">
                <span class="field-label">{ name }</span>
                <span class="field-limit">{ limit }</span>
            </div>
            if !facts.is_empty() { <div class="signed">{ fact_list(facts) }</div> }
            <div class="request-ways">
                <button type="button" class="button button-quiet" {onclick}><Icon glyph={Glyph::Source} />{ "Edit in the source" }</button>
            </div>
        </div>
    }
}

fn attributes(assertion: &SamlAssertion) -> Vec<Html> {
    let own = [
        ("Issuer", &assertion.issuer),
        ("Audience", &assertion.audience),
        ("NameID", &assertion.name_id),
    ];
    let own = own.into_iter().map(|(name, value)| fact(name, code(value)));
    let given = assertion
        .attributes
        .iter()
        .map(|(name, values)| fact(name.to_string(), code(&values.join(", "))));
    own.chain(given).collect()
}

fn code(text: &str) -> Html {
    html! { <code>{ breakable(text) }</code> }
}

fn words(claim: &Claim) -> String {
    match claim {
        Claim::Text(text) | Claim::Number(text) => text.to_string(),
        Claim::Bool(value) => value.to_string(),
        Claim::List(values) => values.join(", "),
        Claim::Map(entries) => {
            let all = entries.iter().map(|(name, claim)| format!("{name}: {}", words(claim)));
            all.collect::<Vec<_>>().join("; ")
        }
    }
}
