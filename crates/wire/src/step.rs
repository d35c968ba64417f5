//! One step: who, what, how it ended, and everything that was checked.

use serde::Serialize;
use simulator::{
    Outcome, Scenario,
    narrate::check_line,
    outcome::{self, CheckKind, StepOutcome, StepResult, Undecided},
    response,
    scenario::Operation,
};

use crate::{
    caller::{Caller, Principal, Session},
    cause::Cause,
    explanation::{Node, Tree},
    narration::Narration,
    place::Ruler,
    trail::Json,
    words,
};

/// A step's result.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Step {
    id: String,
    /// Counted from 1.
    number: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    at: String,
    action: String,
    is_hop: bool,
    is_change: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    caller: Option<Caller>,
    target: Target,
    result: Ending,
    narration: Narration,
    checks: Vec<Check>,
    authorizations: Vec<Authorization>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minted: Option<Minted>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Answer>,
    /// What the command line prints of a call to STS that succeeded.
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limits: Option<Limits>,
    #[serde(skip_serializing_if = "Option::is_none")]
    differences: Option<Vec<Difference>>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
enum Target {
    Role { arn: String },
    Resource { arn: String },
    Caller,
    FederatedUser { name: String },
    World { name: String },
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
enum Ending {
    Succeeded,
    Refused {
        operation: String,
        error: ServiceError,
        cause: Cause,
    },
    NotReached {
        needs: String,
    },
    Undecided {
        /// Without it, what is not checked is a signature.
        #[serde(skip_serializing_if = "Option::is_none")]
        document: Option<u32>,
    },
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ServiceError {
    code: String,
    status: u16,
    message: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Check {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorization: Option<usize>,
    status: &'static str,
    name: String,
    fact: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Authorization {
    action: String,
    resource: String,
    trigger: &'static str,
    decision: &'static str,
    blocked_by: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    named: Option<&'static str>,
    same_account: bool,
    caller_levels: Vec<String>,
    resource_levels: Vec<String>,
    context: Vec<ContextEntry>,
    deciding: Vec<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<Node>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ContextEntry {
    key: String,
    values: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Minted {
    principal: Principal,
    session: Session,
    credentials: Credentials,
    #[serde(skip_serializing_if = "Option::is_none")]
    packed_policy_size: Option<u32>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Credentials {
    access_key_id: String,
    secret_access_key: String,
    session_token: String,
    expiration: String,
}

/// What a call that mints nothing answers with.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Answer {
    DecodedMessage { decoded_message: String },
    AccessKey { account_id: String },
    WebIdentityToken { token: String, expiration: String },
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Limits {
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role_maximum: Option<i64>,
    chained: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    granted: Option<i64>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Difference {
    field: &'static str,
    expected: String,
    actual: String,
}

impl Step {
    pub(crate) fn of(
        scenario: &Scenario,
        outcome: &Outcome,
        index: usize,
        rulers: &[Ruler<'_>],
    ) -> Option<Self> {
        let step = outcome.steps.get(index)?;
        let written = scenario.steps.iter().find(|written| written.id == step.id);
        let title = written.and_then(|written| written.title.as_ref());
        let caller = step.caller.as_ref();
        Some(Self {
            id: step.id.to_string(),
            number: index + 1,
            title: title.map(ToString::to_string),
            at: step.at.to_string(),
            action: step.action.to_string(),
            is_hop: step.is_hop,
            is_change: step.is_change,
            caller: caller.map(|caller| Caller::of(scenario, outcome, caller)),
            target: Target::from(&step.target),
            result: Ending::from(&step.result),
            narration: Narration::of(scenario, outcome, step),
            checks: step.checks.iter().map(|check| Check::of(outcome, step, check)).collect(),
            authorizations: (0..step.authorizations.len())
                .filter_map(|index| Authorization::of(outcome, step, index, rulers))
                .collect(),
            minted: step.minted.as_ref().map(|minted| Minted::of(scenario, minted)),
            answer: step.answer.as_ref().map(Answer::from),
            response: written.and_then(|written| match &written.operation {
                Operation::Sts(call) => response::response(&call.call, step).map(Json),
                _ => None,
            }),
            limits: step.limits.map(Limits::from),
            differences: step
                .differences
                .as_ref()
                .map(|differences| differences.iter().map(Difference::from).collect()),
        })
    }
}

impl From<&outcome::Target> for Target {
    fn from(target: &outcome::Target) -> Self {
        match target {
            outcome::Target::Role(arn) => Self::Role { arn: arn.to_string() },
            outcome::Target::Resource(arn) => Self::Resource { arn: arn.to_string() },
            outcome::Target::Caller => Self::Caller,
            outcome::Target::FederatedUser(name) => Self::FederatedUser { name: name.to_string() },
            outcome::Target::World(name) => Self::World { name: name.to_string() },
        }
    }
}

impl From<&StepResult> for Ending {
    fn from(result: &StepResult) -> Self {
        match result {
            StepResult::Succeeded => Self::Succeeded,
            StepResult::Refused(refusal) => Self::Refused {
                operation: refusal.operation.to_string(),
                error: ServiceError {
                    code: refusal.error.code.to_owned(),
                    status: refusal.error.status,
                    message: refusal.error.message.to_string(),
                },
                cause: Cause::from(&refusal.cause),
            },
            StepResult::NotReached { needs } => Self::NotReached { needs: needs.to_string() },
            StepResult::Undecided(why) => Self::Undecided {
                document: match why {
                    Undecided::Document(number) => Some(*number),
                    Undecided::Signature => None,
                },
            },
        }
    }
}

impl Check {
    fn of(outcome: &Outcome, step: &StepOutcome, check: &outcome::Check) -> Self {
        let line = check_line(outcome, step, check);
        Self {
            kind: words::check(check.kind),
            authorization: match check.kind {
                CheckKind::Authorization(index) => Some(index),
                _ => None,
            },
            status: words::status(check.status),
            name: line.name,
            fact: line.fact,
        }
    }
}

impl Authorization {
    fn of(
        outcome: &Outcome,
        step: &StepOutcome,
        index: usize,
        rulers: &[Ruler<'_>],
    ) -> Option<Self> {
        let asked = step.authorizations.get(index)?;
        let texts = |names: &[std::rc::Rc<str>]| names.iter().map(ToString::to_string).collect();
        Some(Self {
            action: asked.action.to_string(),
            resource: asked.resource.to_string(),
            trigger: words::trigger(asked.trigger),
            decision: asked.decision.as_str(),
            blocked_by: asked.blocked_by.iter().map(iam::PolicyType::as_str).collect(),
            named: asked.named.map(iam::PolicyType::as_str),
            same_account: asked.same_account,
            caller_levels: texts(&asked.caller_levels),
            resource_levels: texts(&asked.resource_levels),
            context: ContextEntry::all(&asked.context),
            deciding: asked.deciding(),
            explanation: Tree { outcome, step, index, asked, rulers }.node(0, 0),
        })
    }
}

impl ContextEntry {
    pub(crate) fn all(context: &iam::Context) -> Vec<Self> {
        let entries = context.iter().map(|(key, values)| Self {
            key: key.to_string(),
            values: values.iter().map(ToString::to_string).collect(),
        });
        entries.collect()
    }
}

impl Minted {
    fn of(scenario: &Scenario, minted: &outcome::Minted) -> Self {
        Self {
            principal: Principal::of(scenario, &minted.session.principal),
            session: Session::of(&minted.session),
            credentials: Credentials {
                access_key_id: minted.credentials.access_key_id.to_string(),
                secret_access_key: minted.credentials.secret_access_key.to_string(),
                session_token: minted.credentials.session_token.to_string(),
                expiration: minted.credentials.expiration.to_string(),
            },
            packed_policy_size: minted.packed_policy_size,
        }
    }
}

impl From<&outcome::Answer> for Answer {
    fn from(answer: &outcome::Answer) -> Self {
        match answer {
            outcome::Answer::Decoded { message } => {
                Self::DecodedMessage { decoded_message: message.to_string() }
            }
            outcome::Answer::AccessKey { account } => {
                Self::AccessKey { account_id: account.to_string() }
            }
            outcome::Answer::WebIdentityToken { token, expires } => {
                Self::WebIdentityToken { token: token.to_string(), expiration: expires.to_string() }
            }
        }
    }
}

impl From<outcome::Limits> for Limits {
    fn from(limits: outcome::Limits) -> Self {
        Self {
            asked: limits.asked,
            role_maximum: limits.role_maximum,
            chained: limits.chained,
            granted: limits.granted,
        }
    }
}

impl From<&outcome::Difference> for Difference {
    fn from(difference: &outcome::Difference) -> Self {
        Self {
            field: difference.field,
            expected: difference.expected.clone(),
            actual: difference.actual.clone(),
        }
    }
}
