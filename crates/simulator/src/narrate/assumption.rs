//! Whether one of the named switches decides a step: the chain is run again with the switch the other way.
//!
//! Only switches that can matter for what was looked at are tried.

use iam::{
    Assumptions, Credentials, DurationLimit, MultivaluedKey, PolicyType, PrincipalKind,
    RoleSessionMfa, WildcardPrincipal,
};
use policy::{Finding, Mismatch, NodeKind, diagnostic::UNSUPPORTED_WILDCARD_IN_PRINCIPAL};

use super::{key::Key, names::Names, test::Test, view::View};
use crate::{
    Scenario,
    operation::OPEN_SAML_KEYS,
    outcome::{Cause, DocumentSource, StepOutcome, StepResult, Trigger, Undecided},
    scenario::DocumentAddress,
    simulate_after,
};

/// The name of the switch that decides how the step ends, as scenario files spell it.
pub(super) fn deciding(names: Names<'_>, scenario: &Scenario) -> Option<&'static str> {
    let candidates = candidates(names);
    if candidates.is_empty() {
        return None;
    }
    // What comes after the step has no part in it.
    let mut chain = scenario.clone();
    chain.steps.truncate(scenario.step_index(&names.step.id)? + 1);
    candidates.into_iter().find(|switch| {
        others(&scenario.assumptions, switch).into_iter().any(|assumptions| {
            let other = Scenario { assumptions, ..chain.clone() };
            let outcome = simulate_after(names.outcome, &other, names.outcome.verifiers);
            outcome.step(&names.step.id).is_some_and(|step| !same(step, names.step))
        })
    })
}

/// The same for an authorization that stands in no scenario: `differs` says whether the answer is another under other
/// switches.
pub(super) fn among(
    names: Names<'_>,
    assumptions: &Assumptions,
    differs: &dyn Fn(&Assumptions) -> bool,
) -> Option<&'static str> {
    candidates(names).into_iter().find(|switch| others(assumptions, switch).iter().any(differs))
}

fn same(one: &StepOutcome, two: &StepOutcome) -> bool {
    match (&one.result, &two.result) {
        (StepResult::Refused(one), StepResult::Refused(two)) => {
            one.cause == two.cause && one.error.code == two.error.code
        }
        (one, two) => std::mem::discriminant(one) == std::mem::discriminant(two),
    }
}

/// The switches with that one as it is not.
fn others(assumptions: &Assumptions, name: &str) -> Vec<Assumptions> {
    if name == "wildcardPrincipalCoversServices" {
        use WildcardPrincipal::{Always, DenyOnly, Never};
        let ways = [DenyOnly, Never, Always].into_iter();
        let ways = ways.filter(|way| *way != assumptions.wildcard_principal_covers_services);
        let with = |way| Assumptions { wildcard_principal_covers_services: way, ..*assumptions };
        return ways.map(with).collect();
    }
    let mut other = *assumptions;
    flip(&mut other, name);
    vec![other]
}

fn flip(switches: &mut Assumptions, name: &str) {
    let toggle = |switch: &mut bool| *switch = !*switch;
    match name {
        "tagSessionCarriesExternalId" => toggle(&mut switches.tag_session_carries_external_id),
        "sessionTokenChains" => toggle(&mut switches.session_token_chains),
        "roleSessionMfa" => {
            switches.role_session_mfa = match switches.role_session_mfa {
                RoleSessionMfa::Never => RoleSessionMfa::FromUserSession,
                RoleSessionMfa::FromUserSession => RoleSessionMfa::Never,
            };
        }
        "requestTagsIncludeInherited" => toggle(&mut switches.request_tags_include_inherited),
        "transitiveTagsHideResourceTags" => {
            toggle(&mut switches.transitive_tags_hide_resource_tags)
        }
        "longerLimitNamedFirst" => {
            switches.longer_limit_named_first = match switches.longer_limit_named_first {
                DurationLimit::Chaining => DurationLimit::Role,
                DurationLimit::Role => DurationLimit::Chaining,
            };
        }
        "sourceIdentityNeedsIdentityAllow" => {
            toggle(&mut switches.source_identity_needs_identity_allow);
        }
        "multivaluedKeyWithoutQualifier" => {
            switches.multivalued_key_without_qualifier =
                match switches.multivalued_key_without_qualifier {
                    MultivaluedKey::NoMatch => MultivaluedKey::AnyValue,
                    MultivaluedKey::AnyValue => MultivaluedKey::NoMatch,
                };
        }
        "unparsableValueSatisfiesNegation" => {
            toggle(&mut switches.unparsable_value_satisfies_negation);
        }
        "middleStarCrossesColons" => toggle(&mut switches.middle_star_crosses_colons),
        "forAnyValueIfExistsWhenMissing" => {
            toggle(&mut switches.for_any_value_if_exists_when_missing);
        }
        "emptyStringIsPresent" => toggle(&mut switches.empty_string_is_present),
        "everyoneInTrustPolicyIsSaved" => {
            toggle(&mut switches.everyone_in_trust_policy_is_saved);
        }
        "samlCarriesFederatedProvider" => toggle(&mut switches.saml_carries_federated_provider),
        "samlAttributesAreLists" => toggle(&mut switches.saml_attributes_are_lists),
        "expiredAtExpiration" => toggle(&mut switches.expired_at_expiration),
        _ => {}
    }
}

/// The switches that can matter for what the step looked at.
fn candidates(names: Names<'_>) -> Vec<&'static str> {
    let mut found = Vec::new();
    let step = names.step;
    let credentials = step.caller.as_ref().map(|caller| caller.principal.credentials);
    if let StepResult::Refused(refusal) = &step.result {
        match &refusal.cause {
            Cause::Chaining { asked, role_maximum } => {
                if credentials == Some(Credentials::SessionToken) {
                    found.push("sessionTokenChains");
                }
                if asked > role_maximum {
                    found.push("longerLimitNamedFirst");
                }
            }
            Cause::RoleMaximum { asked, .. } => {
                let chained = step.limits.is_some_and(|limits| limits.chained);
                found.extend(
                    (chained && *asked > sts::CHAINING_LIMIT).then_some("longerLimitNamedFirst"),
                );
            }
            _ => {}
        }
    }
    if saves_everyone(names) {
        found.push("everyoneInTrustPolicyIsSaved");
    }
    let session = step.caller.as_ref().and_then(|caller| caller.session.as_ref());
    if session.is_some_and(|session| session.expires == step.at) {
        found.push("expiredAtExpiration");
    }
    // Only what was really asked decides: up to the first authorization that was refused.
    for index in 0..step.authorizations.len() {
        let Some(view) = View::new(names, index) else { continue };
        of_authorization(view, credentials, &mut found);
        if view.asked.decision != iam::Decision::Allowed {
            break;
        }
    }
    iam::order::sort(&mut found);
    found.dedup();
    found
}

/// Whether the step needs or saves a document that IAM may or may not save.
fn saves_everyone(names: Names<'_>) -> bool {
    let step = names.step;
    let needed = match step.result {
        StepResult::Undecided(Undecided::Document(document)) => names.outcome.document(document),
        _ => None,
    };
    let saved = |document: &&DocumentSource| match &document.address {
        DocumentAddress::Change { step: by } => *by == step.id,
        _ => false,
    };
    let saved = names.outcome.documents.iter().filter(saved);
    needed
        .into_iter()
        .chain(saved)
        .flat_map(|document| document.diagnostics.iter())
        .any(|found| found.code == UNSUPPORTED_WILDCARD_IN_PRINCIPAL)
}

fn of_authorization(
    view: View<'_>,
    credentials: Option<Credentials>,
    found: &mut Vec<&'static str>,
) {
    let inherits = view.asked.trigger == Trigger::TagsInherited
        || view
            .names
            .step
            .caller
            .as_ref()
            .and_then(|caller| caller.session.as_ref())
            .is_some_and(|session| session.tags.iter().any(|tag| tag.transitive));
    if view.asked.action.is("sts:SetSourceIdentity")
        && credentials == Some(Credentials::RoleSession)
    {
        found.push("sourceIdentityNeedsIdentityAllow");
    }
    for (id, node) in (0..).zip(&view.asked.explanation.nodes) {
        match (node.kind, node.finding) {
            (NodeKind::Condition { .. }, _) => {
                if let Some(test) = Test::of(view, id) {
                    of_test(&test, view, inherits, credentials, found);
                }
            }
            (
                NodeKind::Principal { .. },
                Finding::Matched | Finding::NotMatched(Mismatch::OtherKindOfCaller),
            ) => {
                let has_star = view.values(id).iter().any(|value| value.text == "*");
                let is_let_in = view.names.step.result == StepResult::Succeeded
                    && view.document(id).is_some_and(|known| known.kind == PolicyType::Trust);
                found.extend((has_star && is_let_in).then_some("everyoneInTrustPolicyIsSaved"));
                let caller = view.names.step.caller.as_ref();
                let of_account = caller.is_some_and(|caller| caller.principal.account.is_some());
                found
                    .extend((has_star && !of_account).then_some("wildcardPrincipalCoversServices"));
            }
            (
                NodeKind::Resource { .. },
                Finding::Matched | Finding::NotMatched(Mismatch::OtherResource),
            ) => {
                let has_star = view.values(id).iter().any(|value| value.text.contains("*:"));
                found.extend(has_star.then_some("middleStarCrossesColons"));
            }
            _ => {}
        }
    }
}

fn of_test(
    test: &Test<'_>,
    view: View<'_>,
    inherits: bool,
    credentials: Option<Credentials>,
    found: &mut Vec<&'static str>,
) {
    match test.key {
        Key::ExternalId | Key::SessionName if view.asked.action.is("sts:TagSession") => {
            found.push("tagSessionCarriesExternalId");
        }
        Key::Mfa | Key::MfaAge if credentials == Some(Credentials::RoleSession) => {
            found.push("roleSessionMfa");
        }
        Key::RequestTag(_) | Key::TagKeys if inherits => found.push("requestTagsIncludeInherited"),
        Key::ResourceTag(_) if inherits => found.push("transitiveTagsHideResourceTags"),
        Key::Saml(_) if is_open(test.key_text) => found.push("samlAttributesAreLists"),
        Key::Other(_) if test.key_text.eq_ignore_ascii_case("aws:FederatedProvider") => {
            found.extend(is_saml(view).then_some("samlCarriesFederatedProvider"));
        }
        _ => {}
    }
    let operator = test.operator.to_ascii_lowercase();
    if operator.starts_with("foranyvalue")
        && operator.ends_with("ifexists")
        && test.actual.is_none()
    {
        found.push("forAnyValueIfExistsWhenMissing");
    }
    let quantified = ["foranyvalue:", "forallvalues:"].iter().any(|q| operator.starts_with(q));
    if !quantified && test.actual.as_ref().is_some_and(|values| values.len() > 1) {
        found.push("multivaluedKeyWithoutQualifier");
    }
    if test.actual.iter().flatten().any(String::is_empty) {
        found.push("emptyStringIsPresent");
    }
    if test.is_negated() && test.actual.is_some() {
        let unreadable = Finding::NotMatched(Mismatch::RequestValueUnreadable);
        let policy = Finding::NotMatched(Mismatch::PolicyValueUnreadable);
        let values = view.values(test.node);
        if values.iter().any(|v| v.finding == unreadable || v.finding == policy) {
            found.push("unparsableValueSatisfiesNegation");
        }
    }
}

/// Whether AWS's documents differ on how many values the key has.
fn is_open(key: &str) -> bool {
    OPEN_SAML_KEYS.iter().any(|open| open.eq_ignore_ascii_case(key))
}

/// Whether the caller comes with an assertion, or has a session that one made.
fn is_saml(view: View<'_>) -> bool {
    view.names.step.caller.as_ref().is_some_and(|caller| {
        caller.principal.kind == PrincipalKind::Saml
            || caller.session.as_ref().is_some_and(|session| session.kind == sts::SessionKind::Saml)
    })
}
