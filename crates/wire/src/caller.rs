//! Callers and sessions.

use serde::Serialize;
use simulator::{Outcome, Scenario, outcome};
use sts::Mfa;

use crate::words;

/// Who calls, with what.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Caller {
    #[serde(flatten)]
    principal: Principal,
    is_start: bool,
    /// Id of the step that minted the session.
    #[serde(skip_serializing_if = "Option::is_none")]
    minted_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<Session>,
}

/// Who somebody is.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Principal {
    kind: &'static str,
    credentials: &'static str,
    /// How messages call it.
    display_arn: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unique_id: Option<String>,
}

/// What temporary credentials stand for.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Session {
    made_by: &'static str,
    name: String,
    user_id: String,
    issued: String,
    expires: String,
    seconds: i64,
    bound: &'static str,
    tags: Vec<Tag>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_identity: Option<String>,
    mfa: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    mfa_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<String>,
    policy_arns: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivered_by: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Tag {
    key: String,
    value: String,
    transitive: bool,
    inherited: bool,
}

impl Caller {
    pub(crate) fn of(scenario: &Scenario, outcome: &Outcome, caller: &outcome::Caller) -> Self {
        let minted_by = caller.minted_by.and_then(|index| outcome.steps.get(index));
        Self {
            principal: Principal::of(scenario, &caller.principal),
            is_start: caller.is_start,
            minted_by: minted_by.map(|step| step.id.to_string()),
            session: caller.session.as_deref().map(Session::of),
        }
    }
}

impl Principal {
    pub(crate) fn of(scenario: &Scenario, principal: &iam::Principal) -> Self {
        let account = principal.account.and_then(|id| scenario.account(id));
        Self {
            kind: words::principal(principal.kind),
            credentials: words::credentials(principal.credentials),
            display_arn: principal.display_arn().to_owned(),
            arn: principal.arn.as_ref().map(ToString::to_string),
            account_id: principal.account.map(|id| id.to_string()),
            account_name: account.and_then(|known| known.name.as_ref()).map(ToString::to_string),
            unique_id: principal.unique_id.as_ref().map(ToString::to_string),
        }
    }
}

impl Session {
    pub(crate) fn of(session: &sts::Session) -> Self {
        let (mfa, mfa_at) = match session.mfa {
            Mfa::Missing => ("missing", None),
            Mfa::Absent => ("false", None),
            Mfa::Present(at) => ("true", Some(at.to_string())),
        };
        let tags = session.tags.iter().map(|known| Tag {
            key: known.tag.key.to_string(),
            value: known.tag.value.to_string(),
            transitive: known.transitive,
            inherited: known.inherited,
        });
        Self {
            made_by: words::session(session.kind),
            name: session.name.to_string(),
            user_id: session.user_id.to_string(),
            issued: session.issued.to_string(),
            expires: session.expires.to_string(),
            seconds: session.expires.seconds() - session.issued.seconds(),
            bound: words::bound(session.bound),
            tags: tags.collect(),
            source_identity: session.source_identity.as_ref().map(ToString::to_string),
            mfa,
            mfa_at,
            policy: session.policy.as_ref().map(ToString::to_string),
            policy_arns: session.policy_arns.iter().map(ToString::to_string).collect(),
            delivered_by: session.delivered_by.as_ref().map(ToString::to_string),
        }
    }
}
