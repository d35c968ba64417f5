//! The audit trail: the events that each step would leave, account by account. AWS: "CloudTrail record contents",
//! "CloudTrail userIdentity element" and "Log IAM and AWS STS API calls with AWS CloudTrail".
//!
//! A pure function of scenario and outcome, so that nothing is stored beside its evidence. What is not told: data events
//! (reading and writing objects, items and messages), unless somebody asks for them as of a trail; changes of the world,
//! whose administrator stands outside the scenario, so that nobody could stand in `userIdentity`; and calls that fail
//! before anybody knows who calls.

mod action;
mod console;
mod identity;
mod members;
mod origin;

use iam::{AccountId, Action, Arn, PrincipalKind};
use policy::json::Value;

pub use origin::{Link, Origin, Who, origin};

use crate::{
    Outcome, Scenario,
    context::{DEFAULT_REGION, DEFAULT_SOURCE_IP},
    json::{self, Object},
    outcome::{Cause, Refusal, StepOutcome, StepResult},
    scenario::{Operation, Step},
};

/// One event as one account's trail has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The step that left it.
    pub step: usize,
    /// The account whose trail it is in.
    pub account: AccountId,
    /// The record.
    pub record: Value,
}

/// What a trail records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Trail {
    /// Whether data events are recorded beside management events. AWS: "Logging data events".
    pub data_events: bool,
}

/// Every management event, in the order of the steps; of one step the caller's account first.
#[must_use]
pub fn events(scenario: &Scenario, outcome: &Outcome) -> Vec<Event> {
    events_of(scenario, outcome, Trail::default())
}

/// Every event that such a trail records, in the same order.
#[must_use]
pub fn events_of(scenario: &Scenario, outcome: &Outcome, trail: Trail) -> Vec<Event> {
    let steps = scenario.steps.iter().zip(&outcome.steps).enumerate();
    steps
        .flat_map(|(index, (written, step))| {
            of_step(scenario, outcome, index, (written, step), trail)
        })
        .collect()
}

/// Events as a file of a trail holds them: `{ "Records": […] }`.
#[must_use]
pub fn records(events: &[Event]) -> Value {
    Object::new()
        .with("Records", json::list(events.iter().map(|event| event.record.clone())))
        .done()
}

/// What all copies of a step's event have in common.
pub(super) struct Call<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) outcome: &'a Outcome,
    pub(super) written: &'a Step,
    pub(super) step: &'a StepOutcome,
}

fn of_step(
    scenario: &Scenario,
    outcome: &Outcome,
    index: usize,
    (written, step): (&Step, &StepOutcome),
    trail: Trail,
) -> Vec<Event> {
    let call = Call { scenario, outcome, written, step };
    let refusal = match &step.result {
        StepResult::Succeeded => None,
        StepResult::Refused(refusal) => Some(refusal),
        StepResult::NotReached { .. } | StepResult::Undecided { .. } => return Vec::new(),
    };
    let is_left_out = is_data_event(&step.action) && !trail.data_events;
    if step.is_change || is_left_out || refusal.is_some_and(is_not_recorded) {
        return Vec::new();
    }
    let accounts = call.accounts(refusal);
    // A service's call is shared with the service, whose account nobody sees.
    let by_service = call.caller_kind() == Some(PrincipalKind::Service);
    let shared = accounts.len() > 1 || by_service;
    accounts
        .iter()
        .map(|account| Event {
            step: index,
            account: *account,
            record: match &written.operation {
                Operation::SwitchRole(_) => console::switch(&call, *account, refusal),
                _ => call.record(*account, refusal, shared),
            },
        })
        .collect()
}

/// Whether a refusal leaves no event: nobody is known to call, or there is no such operation to record. IAM's refusal of a
/// session without MFA is among them: the service answers it as it answers a token that it does not know.
fn is_not_recorded(refusal: &Refusal) -> bool {
    matches!(refusal.cause, Cause::Expired { .. } | Cause::DeletedUser { .. })
        || matches!(
            refusal.error.code,
            "MissingAuthenticationToken" | "InvalidClientTokenId" | "InvalidAction"
        )
}

/// Whether an action leaves data events only. AWS: "Logging data events".
fn is_data_event(action: &Action) -> bool {
    let name = action.name().to_ascii_lowercase();
    match action.service() {
        "s3" => name.contains("object") || matches!(&*name, "listbucket" | "abortmultipartupload"),
        "dynamodb" => name.ends_with("item") || matches!(&*name, "query" | "scan"),
        "sqs" => name.ends_with("message"),
        "sns" => name == "publish",
        "lambda" => name == "invokefunction",
        _ => false,
    }
}

impl Call<'_> {
    fn caller_kind(&self) -> Option<PrincipalKind> {
        self.step.caller.as_ref().map(|caller| caller.principal.kind)
    }

    /// The operation of STS, where the step is a call to it.
    pub(super) fn request(&self) -> Option<&sts::request::Call> {
        match &self.written.operation {
            Operation::Sts(call) => Some(&call.call),
            _ => None,
        }
    }

    /// Whether a token or an assertion says who calls.
    pub(super) fn is_unsigned(&self) -> bool {
        matches!(
            self.request(),
            Some(
                sts::request::Call::AssumeRoleWithSaml(_)
                    | sts::request::Call::AssumeRoleWithWebIdentity(_)
            )
        )
    }

    /// The account of the role that is asked for.
    fn role_account(&self) -> Option<AccountId> {
        if let Operation::SwitchRole(_) = &self.written.operation {
            return self.step.minted.as_ref()?.session.principal.account;
        }
        let role = match self.request()? {
            sts::request::Call::AssumeRole(call) => call.role_arn.as_deref(),
            sts::request::Call::AssumeRoleWithSaml(call) => call.role_arn.as_deref(),
            sts::request::Call::AssumeRoleWithWebIdentity(call) => call.role_arn.as_deref(),
            _ => None,
        };
        role?.parse::<Arn>().ok()?.account()
    }

    /// Whose trails have the event. A call that was refused is told to the caller's account only, and one that nobody
    /// signed to the role's.
    fn accounts(&self, refusal: Option<&Refusal>) -> Vec<AccountId> {
        let caller = self.step.caller.as_ref().filter(|_| !self.is_unsigned());
        let caller = caller.and_then(|caller| caller.principal.account);
        let role = self.role_account();
        let mut accounts: Vec<AccountId> = match (caller, refusal) {
            (None, _) => role.into_iter().collect(),
            (Some(caller), Some(_)) => vec![caller],
            (Some(caller), None) => [Some(caller), role].into_iter().flatten().collect(),
        };
        accounts.dedup();
        accounts
    }

    fn record(&self, account: AccountId, refusal: Option<&Refusal>, shared: bool) -> Value {
        let Self { scenario, step, written, .. } = self;
        let seed = scenario.seed.as_deref().unwrap_or_default();
        let own = self.step.caller.as_ref().filter(|_| !self.is_unsigned());
        let own = own.and_then(|caller| caller.principal.account);
        let is_callers = own.is_none_or(|own| own == account);
        let action = &step.action;
        let is_sts = action.service() == "sts";
        let (region, host) = place(action.service(), written.endpoint.as_deref());
        let is_global = written.endpoint.as_deref() == Some("global");
        let source = self.source();
        let parameters = match refusal {
            Some(_) => None,
            None => members::request(self),
        };
        let is_data = is_data_event(action);
        let response = refusal.is_none().then(|| members::response(self)).flatten();
        let resources = if refusal.is_none() { members::resources(self) } else { Vec::new() };
        let details = Object::new()
            .text("awsServingRegion", region)
            .text("endpointType", if is_global { "global" } else { "regional" });
        let tls = Object::new()
            .text("tlsVersion", "TLSv1.3")
            .text("cipherSuite", "TLS_AES_128_GCM_SHA256")
            .text("clientProvidedHostHeader", host);
        let by_service = self.caller_kind() == Some(PrincipalKind::Service);
        let agent = if by_service { source.clone() } else { "aws-cli/2".to_owned() };
        Object::new()
            .text("eventVersion", "1.08")
            .with("userIdentity", identity::of(self, is_callers))
            .text("eventTime", json::moment(step.at))
            .text("eventSource", format!("{}.amazonaws.com", action.service()))
            .text("eventName", action.name())
            .text("awsRegion", region)
            .text("sourceIPAddress", source)
            .text("userAgent", agent)
            .maybe("errorCode", refusal.map(|refusal| json::text(refusal.error.code)))
            .maybe("errorMessage", refusal.map(|refusal| json::text(refusal.error.message.clone())))
            .with("requestParameters", parameters.unwrap_or_else(json::null))
            .with("responseElements", response.unwrap_or_else(json::null))
            .maybe(
                "additionalEventData",
                is_sts.then(|| Object::new().with("RequestDetails", details.done()).done()),
            )
            .text("requestID", sts::guid(seed, "request", &step.id))
            .text("eventID", sts::guid(seed, "event", &[&*step.id, &account.to_string()].join(" ")))
            .with("readOnly", json::flag(is_read_only(action)))
            .maybe("resources", (!resources.is_empty()).then(|| json::list(resources)))
            .text("eventType", "AwsApiCall")
            .with("managementEvent", json::flag(!is_data))
            .text("recipientAccountId", account.to_string())
            .maybe(
                "sharedEventID",
                shared.then(|| json::text(sts::guid(seed, "shared event", &step.id))),
            )
            .text("eventCategory", if is_data { "Data" } else { "Management" })
            .maybe("tlsDetails", (!by_service).then(|| tls.done()))
            .done()
    }

    /// The resource of an action.
    pub(super) fn resource(&self) -> Option<&str> {
        match &self.written.operation {
            Operation::Action { resource, .. } => resource.as_deref(),
            _ => None,
        }
    }

    /// Where the call comes from: the address, or the service that makes it.
    pub(super) fn source(&self) -> String {
        let caller = self.step.caller.as_ref();
        let service = caller.filter(|caller| caller.principal.kind == PrincipalKind::Service);
        if let Some(name) = service.and_then(|caller| caller.principal.name.as_ref()) {
            return name.to_string();
        }
        let given =
            self.written.context.iter().find(|(key, _)| key.eq_ignore_ascii_case("aws:SourceIp"));
        let given = given.and_then(|(_, values)| values.as_ref()?.first().cloned());
        given.map_or_else(|| DEFAULT_SOURCE_IP.to_owned(), |address| address.to_string())
    }
}

/// The Region that an event is recorded in, and the host that was called. Services with one endpoint for all Regions record
/// in its Region. AWS: "Log IAM and AWS STS API calls with AWS CloudTrail", "Logging AWS Organizations API calls with AWS
/// CloudTrail".
fn place<'a>(service: &str, endpoint: Option<&'a str>) -> (&'a str, String) {
    let region = endpoint.filter(|endpoint| *endpoint != "global").unwrap_or(DEFAULT_REGION);
    match (service, endpoint) {
        ("iam", _) => (DEFAULT_REGION, "iam.amazonaws.com".to_owned()),
        ("organizations", _) => {
            (DEFAULT_REGION, format!("organizations.{DEFAULT_REGION}.amazonaws.com"))
        }
        ("sts", Some("global")) => (region, format!("sts-global.{region}.amazonaws.com")),
        _ => (region, format!("{service}.{region}.amazonaws.com")),
    }
}

/// AWS: "Log IAM and AWS STS API calls with AWS CloudTrail". Of other actions the verb tells.
fn is_read_only(action: &Action) -> bool {
    let name = action.name();
    match action.service() {
        "sts" => !matches!(
            name,
            "AssumeRoot"
                | "GetFederationToken"
                | "GetSessionToken"
                | "GetWebIdentityToken"
                | "GetDelegatedAccessToken"
        ),
        _ => {
            ["Get", "List", "Describe", "Head", "Lookup"].iter().any(|verb| name.starts_with(verb))
        }
    }
}
