//! The true cause of how a step ended, one arm for every kind of end.

use iam::{Assumptions, Credentials, Decision, PolicyType, PrincipalKind};
use policy::Diagnostic;

use super::{
    assumption, denied, granted,
    names::Names,
    obstacle, silent,
    view::View,
    words::{and, code, count, duration, moment, sentences, short, strong},
};
use crate::{
    Scenario,
    outcome::{Cause, DocumentSource, Refusal, StepResult, Target, Trigger, Undecided},
    scenario::Operation,
};

pub(super) fn tell(names: Names<'_>, scenario: &Scenario) -> String {
    let told = match &names.step.result {
        StepResult::Succeeded => granted::tell(names),
        StepResult::NotReached { needs } => {
            return sentences([format!(
                "{} gave no session, so there is nobody to make this call",
                names.numbered(needs)
            )]);
        }
        StepResult::Undecided(Undecided::Document(document)) => undecided(names, *document),
        StepResult::Undecided(Undecided::Signature) => {
            return "What the caller presents is signed, and its signature was not checked."
                .to_owned();
        }
        StepResult::Refused(refusal) => refused(names, refusal),
    };
    if is_taken_as_allowing(names) {
        return sentences([told]);
    }
    sentences([told, switched(assumption::deciding(names, scenario))])
}

/// The same for an authorization that stands in no scenario. `differs` says whether the answer is another under other
/// switches.
pub(super) fn loose(
    names: Names<'_>,
    assumptions: &Assumptions,
    differs: &dyn Fn(&Assumptions) -> bool,
) -> String {
    let told = match &names.step.result {
        StepResult::Refused(refusal) => refused(names, refusal),
        _ => granted::tell(names),
    };
    sentences([told, switched(assumption::among(names, assumptions, differs))])
}

/// That one of the switches decides.
fn switched(name: Option<&str>) -> String {
    name.map(|name| format!("AWS's documents differ here; the assumption {} decides", code(name)))
        .unwrap_or_default()
}

fn undecided(names: Names<'_>, number: u32) -> String {
    let Some(document) = names.outcome.document(number) else {
        return "This call needs a policy that AWS would refuse to save.".to_owned();
    };
    sentences([
        format!(
            "this call needs {}, which {} would refuse to save",
            names.document(document),
            keeper(document)
        ),
        finding(document).map(|found| at_line(document, found)).unwrap_or_default(),
        "so there is no answer, neither yes nor no".to_owned(),
    ])
}

/// Who saves a document, and therefore refuses to.
fn keeper(document: &DocumentSource) -> &'static str {
    match document.kind {
        PolicyType::ServiceControl | PolicyType::ResourceControl => "AWS Organizations",
        PolicyType::Resource => "the service that has the resource",
        PolicyType::Session => "the Security Token Service",
        PolicyType::VpcEndpoint => "Amazon VPC",
        PolicyType::Trust | PolicyType::Identity | PolicyType::PermissionsBoundary => "IAM",
    }
}

/// The finding for which the service refuses to save a document.
pub(super) fn finding(document: &DocumentSource) -> Option<&Diagnostic> {
    document.diagnostics.iter().find(|finding| finding.refusal.is_some())
}

pub(super) fn at_line(document: &DocumentSource, finding: &Diagnostic) -> String {
    let line = finding.span.line_column(&document.text).line;
    format!("line {line}: {}", finding.message)
}

fn refused(names: Names<'_>, refusal: &Refusal) -> String {
    let who = names.who();
    let target = names.target();
    match &refusal.cause {
        Cause::Authorization(index) => authorization(names, *index),
        Cause::Expired { expired } => sentences([
            format!("the session of {who} ended at {}", strong(moment(*expired, names.step.at))),
            format!("this call comes at {}", moment(names.step.at, *expired)),
        ]),
        Cause::DeletedUser { user } => sentences([
            format!("{} was deleted, and its keys with it", code(user)),
            "a new user of that name has keys of its own".to_owned(),
        ]),
        Cause::Parameters => parameters(refusal),
        Cause::CallerKind => sentences([caller_kind(names, refusal)]),
        Cause::RegionDisabled { region, account } => sentences([
            format!("{} has not activated Region {}", names.account(*account), strong(region)),
            match &names.step.target {
                Target::Role(_) => {
                    "it is the role's account that has to, not the caller's".to_owned()
                }
                _ => String::new(),
            },
        ]),
        Cause::MfaDevice { serial_number } => {
            sentences([format!("{} is no MFA device of {who}", code(serial_number))])
        }
        Cause::MfaCode { expected, .. } => sentences([match expected {
            Some(code_now) => format!(
                "the TokenCode is not the device's code of that moment, which is {}",
                code(code_now)
            ),
            None => "the TokenCode is not six digits of the device".to_owned(),
        }]),
        Cause::MfaIncomplete => {
            "SerialNumber and TokenCode only work together; this call passes one of them."
                .to_owned()
        }
        Cause::NoSuchRole { role, nearest } => sentences([
            format!("there is no role {}", code(role)),
            match nearest {
                Some(nearest) if nearest.eq_ignore_ascii_case(role) => {
                    format!("there is {}: letter case counts", code(nearest))
                }
                Some(nearest) if resource_of(nearest) == resource_of(role) => {
                    format!("there is {}: an ARN of IAM names no Region", code(nearest))
                }
                Some(nearest) => {
                    format!("there is {}: the path belongs to the ARN", code(nearest))
                }
                None => String::new(),
            },
        ]),
        Cause::Obstacle(obstacle) => sentences([obstacle::words(*obstacle).cause.to_owned()]),
        Cause::OtherPartition => sentences([format!(
            "{target} is in another partition, and nothing leads from one partition to another"
        )]),
        Cause::Tags => tags(names, refusal),
        Cause::SourceIdentity { held, asked } => sentences([
            format!("the session of {who} carries source identity {}", strong(held)),
            format!("once set it stays for the whole chain; this call asks for {}", strong(asked)),
        ]),
        Cause::Chaining { asked, role_maximum } => chaining(names, *asked, *role_maximum),
        Cause::RoleMaximum { asked, role_maximum } => sentences([
            format!(
                "{target} allows sessions of at most {}; this call asks for {}",
                strong(duration(*role_maximum)),
                strong(duration(*asked))
            ),
            if is_taken_as_allowing(names) {
                "the limit refuses it, whatever the policies say that are not known yet".to_owned()
            } else {
                "the policies allow it; the limit does not".to_owned()
            },
        ]),
        Cause::SessionPolicy { document } => session_policy(names, *document),
        Cause::SessionPolicyArn { arn } if arn.contains("/root-task/") => sentences([
            format!("{} is a task policy of AssumeRoot", code(arn)),
            "no other call takes it as a session policy".to_owned(),
        ]),
        Cause::SessionPolicyArn { arn } => sentences([
            format!("{} cannot be a session policy here", code(arn)),
            "it has to exist, in the role's own account or as a policy of AWS".to_owned(),
        ]),
        Cause::TooLarge { percent } if *percent > 100 => sentences([format!(
            "session policies and tags take {} of the room that a session token has (an estimate; AWS publishes no formula)",
            strong(format!("{percent} %"))
        )]),
        Cause::TooLarge { .. } => sentences([
            "session policies may have 2048 characters together; these have more".to_owned(),
        ]),
        Cause::IdentityToken => identity_token(names, refusal),
        Cause::ProviderSignature => provider_signature(refusal),
        Cause::SessionTokenWithoutMfa => sentences([format!(
            "a session that GetSessionToken made without MFA may not call IAM, whatever {who} may"
        )]),
        Cause::Change { document } => change(names, refusal, *document),
    }
}

/// What an ARN says behind its account.
fn resource_of(arn: &str) -> Option<&str> {
    arn.splitn(6, ':').nth(5)
}

fn authorization(names: Names<'_>, index: usize) -> String {
    let Some(view) = View::new(names, index) else { return String::new() };
    let told = match view.asked.decision {
        Decision::ExplicitDeny => denied::tell(view),
        _ => silent::tell(view),
    };
    sentences([trigger(view), told])
}

/// Whether the tags go into a token rather than into a session.
fn names_a_token(view: View<'_>) -> bool {
    view.asked.action.is("sts:TagGetWebIdentityToken")
}

/// Why an authorization beside the call itself is asked for.
pub(super) fn trigger(view: View<'_>) -> String {
    let action = code(&view.asked.action);
    let who = view.names.who();
    let session = view.names.step.caller.as_ref().and_then(|caller| caller.session.as_ref());
    match view.asked.trigger {
        Trigger::Call => String::new(),
        Trigger::TagsPassed if names_a_token(view) => {
            format!("this call passes tags, so it also needs {action}")
        }
        Trigger::TagsPassed => format!("this call passes session tags, so it also needs {action}"),
        Trigger::TagsInherited => {
            let tags: Vec<String> = session
                .iter()
                .flat_map(|session| &session.tags)
                .filter(|tag| tag.transitive)
                .map(|tag| strong(&tag.tag.key))
                .collect();
            let word = if tags.len() == 1 { "tag" } else { "tags" };
            format!(
                "the session of {who} hands on its transitive {word} {}, so this call also needs {action}",
                and(&tags)
            )
        }
        Trigger::RolePassed => format!(
            "this call hands {} to a service, so it also needs {action}",
            view.names.resource(&view.asked.resource)
        ),
        Trigger::ContextsProvided => {
            format!("this call provides contexts, so it also needs {action}")
        }
        Trigger::SourceIdentityPassed => {
            format!("this call sets a source identity, so it also needs {action}")
        }
        Trigger::SourceIdentityInherited => {
            let identity = session.and_then(|session| session.source_identity.clone());
            format!(
                "the session of {who} carries source identity {}, so this call also needs {action}",
                strong(identity.unwrap_or_else(|| "".into()))
            )
        }
    }
}

fn chaining(names: Names<'_>, asked: i64, role_maximum: i64) -> String {
    let asked = strong(duration(asked));
    let credentials = names.step.caller.as_ref().map(|caller| caller.principal.credentials);
    let session = if credentials == Some(Credentials::SessionToken) {
        "a session taken with credentials of GetSessionToken"
    } else {
        "a chained session"
    };
    let reason = if is_taken_as_allowing(names) {
        "the limit refuses it, whatever the policies say that are not known yet".to_owned()
    } else if role_maximum > sts::CHAINING_LIMIT {
        format!(
            "the policies allow it; the limit does not, though {} allows {}",
            names.target(),
            duration(role_maximum)
        )
    } else {
        "the policies allow it; the limit does not".to_owned()
    };
    sentences([
        format!("{session} lasts at most {}", strong("1 hour")),
        format!("this call asks for {asked}"),
        reason,
    ])
}

/// Whether some policy only stands in for one that nobody pasted.
fn is_taken_as_allowing(names: Names<'_>) -> bool {
    let views = (0..names.step.authorizations.len()).filter_map(|index| View::new(names, index));
    views.into_iter().any(|view| {
        [PolicyType::Trust, PolicyType::Identity]
            .into_iter()
            .any(|kind| view.is_taken_as_allowing(kind))
    })
}

/// What a message of the service's front end complains about.
struct Violation<'m> {
    /// `roleSessionName`, `tags.1.member.key`.
    path: &'m str,
    value: &'m str,
    constraint: &'m str,
}

fn violations(message: &str) -> impl Iterator<Item = Violation<'_>> {
    message.split("Value '").skip(1).filter_map(|part| {
        let (value, rest) = part.split_once("' at '")?;
        let (path, rest) = rest.split_once('\'')?;
        let (_, constraint) = rest.split_once("failed to satisfy constraint: ")?;
        let constraint = constraint.split("; Value").next()?.trim_end_matches("; ");
        Some(Violation { path, value, constraint })
    })
}

/// The parameters that it names, with their values.
pub(super) fn malformed(message: &str) -> Vec<(String, String)> {
    violations(message).map(|found| (parameter(found.path), found.value.to_owned())).collect()
}

/// A parameter as requests spell it: `roleSessionName` is `RoleSessionName`.
fn parameter(member: &str) -> String {
    let first = member.split('.').next().unwrap_or(member);
    super::words::capital(first)
}

fn parameters(refusal: &Refusal) -> String {
    let message = &*refusal.error.message;
    let mut told: Vec<String> = Vec::new();
    let mut places: Vec<&str> = Vec::new();
    for found in violations(message) {
        // Of several complaints about one value the first is enough.
        if places.contains(&found.path) {
            continue;
        }
        places.push(found.path);
        let shown = code(short(found.value, 40));
        let place = place_of(found.path);
        told.push(match limit_of(&found) {
            Some(limit) => format!("{place} is {shown}; {limit}"),
            None => format!("{place} is {shown}, which has not the right form"),
        });
    }
    if told.is_empty() {
        return sentences([format!("the request is malformed: {message}")]);
    }
    told.push("this is checked before any policy is looked at".to_owned());
    sentences(told)
}

/// A parameter, or the member of one of its entries.
fn place_of(path: &str) -> String {
    let name = strong(parameter(path));
    let mut parts = path.split('.').skip(1);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(number), Some("member"), Some(member)) => {
            format!("in {name}, the {member} of entry {number}")
        }
        _ => name,
    }
}

/// A constraint in plain words.
fn limit_of(found: &Violation<'_>) -> Option<String> {
    if let Some(all) = found.constraint.strip_prefix("Member must satisfy constraint: [") {
        return limit_of_entries(all.strip_suffix(']').unwrap_or(all));
    }
    let (rule, figure) = found.constraint.rsplit_once(' ')?;
    let name = parameter(found.path);
    let is_list = matches!(
        name.as_str(),
        "Audience" | "PolicyArns" | "ProvidedContexts" | "Tags" | "TransitiveTagKeys"
    ) && !found.path.contains('.');
    let what = if is_list { "entries" } else { "characters" };
    let value = |n: i64| match name.as_str() {
        "DurationSeconds" => format!("{n} s, {}", duration(n)),
        _ => n.to_string(),
    };
    Some(match (rule, figure.parse::<i64>().ok()) {
        ("Member must have value greater than or equal to", Some(n)) => {
            format!("the least is {}", value(n))
        }
        ("Member must have value less than or equal to", Some(n)) => {
            format!("the most is {}", value(n))
        }
        ("Member must have length greater than or equal to", Some(n)) => {
            format!("it has to have {n} {what} or more")
        }
        ("Member must have length less than or equal to", Some(n)) => {
            format!("it may have {n} {what} at most")
        }
        (rule, _) if rule.contains("regular expression") && name == "RoleSessionName" => {
            format!("it may hold letters, digits and {}, nothing else", code("_+=,.@-"))
        }
        (rule, _) if rule.contains("regular expression") => {
            format!("it has to match {}", code(short(figure, 60)))
        }
        _ => return None,
    })
}

/// What every entry of a list is held to: the constraints stand one behind the other.
fn limit_of_entries(constraints: &str) -> Option<String> {
    let behind = |words: &str| Some(constraints.split_once(words)?.1);
    let most = behind("length less than or equal to ")?.split(',').next()?;
    let most = format!("an entry may have {most} characters at most");
    Some(match behind("regular expression pattern: ") {
        Some(pattern) => format!("{most} and has to match {}", code(short(pattern, 60))),
        None => most,
    })
}

fn caller_kind(names: Names<'_>, refusal: &Refusal) -> String {
    let who = names.who();
    let operation = &refusal.operation;
    let Some(caller) = &names.step.caller else { return String::new() };
    match (caller.principal.kind, caller.principal.credentials) {
        (PrincipalKind::Root, _) if operation.starts_with("AssumeRole") => {
            format!("{who} calls, and root may never take a role, with keys or with a session")
        }
        (PrincipalKind::FederatedUser, _) if operation.starts_with("AssumeRole") => format!(
            "{who} holds a session of GetFederationToken, and such a session may never take a role"
        ),
        (PrincipalKind::Service, _) => format!(
            "{who} is an AWS service; {operation} can only be called with a user's own long-term key"
        ),
        (_, Credentials::None) => format!("{operation} has to be signed, and this call is not"),
        (_, credentials) if credentials.are_temporary() && needs_long_term_key(operation) => {
            format!(
                "{who} calls with temporary credentials; {operation} can only be called with a user's own long-term key"
            )
        }
        (PrincipalKind::FederatedUser, _) => format!(
            "{who} holds a session of GetFederationToken; such a session may not call IAM, and of STS only GetCallerIdentity"
        ),
        _ if &**operation == "AssumeRoot" => format!(
            "{who} may not call {operation} with such credentials; a user's own key or a session of a role can"
        ),
        (_, Credentials::SessionToken) => format!(
            "{who} calls with a session of GetSessionToken; of STS such a session may only call AssumeRole and GetCallerIdentity"
        ),
        _ => format!("{who} may not call {operation} with such credentials"),
    }
}

/// AWS: "Compare AWS STS credentials".
fn needs_long_term_key(operation: &str) -> bool {
    matches!(operation, "GetSessionToken" | "GetFederationToken")
}

fn tags(names: Names<'_>, refusal: &Refusal) -> String {
    let message = &refusal.error.message;
    let who = names.who();
    if message.contains("conflicts") {
        let session = names.step.caller.as_ref().and_then(|caller| caller.session.as_ref());
        let held: Vec<String> = session
            .iter()
            .flat_map(|session| &session.tags)
            .filter(|tag| tag.transitive)
            .map(|tag| format!("{} = {}", strong(&tag.tag.key), code(&tag.tag.value)))
            .collect();
        return sentences([
            format!("the session of {who} carries the transitive tag {}", and(&held)),
            "a transitive tag stays as it is for the rest of the chain, in any letter case of its key"
                .to_owned(),
        ]);
    }
    if message.contains("Duplicate") {
        return "Two of the tags have the same key; letter case does not make another key."
            .to_owned();
    }
    if message.contains("must be included") {
        return "TransitiveTagKeys names a key that is not among the Tags of this call.".to_owned();
    }
    sentences([format!("the tags of this call are not accepted: {message}")])
}

fn session_policy(names: Names<'_>, number: Option<u32>) -> String {
    let document = number.and_then(|number| names.outcome.document(number));
    let found = document.and_then(|document| {
        let found = finding(document).or_else(|| document.diagnostics.first())?;
        Some(at_line(document, found))
    });
    sentences([
        "the session policy of this call is no policy".to_owned(),
        found.unwrap_or_default(),
    ])
}

/// What a sign-in presents is not what its provider signed.
fn provider_signature(refusal: &Refusal) -> String {
    let message = &*refusal.error.message;
    let what = if refusal.operation.contains("SAML") { "assertion" } else { "token" };
    let told = match message {
        _ if message.starts_with("Couldn't retrieve") => {
            "the provider publishes no key that could have signed the token".to_owned()
        }
        _ => format!(
            "the signature is not the provider's: the {what} was changed after it was signed, or somebody else signed it"
        ),
    };
    sentences([told, "this is checked before the trust policy is looked at".to_owned()])
}

fn identity_token(names: Names<'_>, refusal: &Refusal) -> String {
    let message = &*refusal.error.message;
    let what = if refusal.operation.contains("SAML") { "assertion" } else { "token" };
    let told = match message {
        _ if message.starts_with("Token must be redeemed") => {
            format!("the {what} is older than 5 minutes; it has to be used at once")
        }
        _ if message.starts_with("Token expired") => format!("the {what} has expired"),
        _ if message.starts_with("No OpenIDConnect provider") => {
            let issuer = message.rsplit(' ').next().unwrap_or_default();
            format!("the account of {} knows no provider {}", names.target(), code(issuer))
        }
        "Issuer not present in specified provider" => {
            let issuer = names.step.saml_assertion().map(|assertion| code(&assertion.issuer));
            format!(
                "the issuer of the assertion, {}, is not the entity id in the metadata of the provider that the call names",
                issuer.unwrap_or_default()
            )
        }
        "Specified provider doesn't exist" => {
            format!("the account of {} has no such SAML provider", names.target())
        }
        "Incorrect token audience" => {
            format!("the {what} was made for another audience than those that the provider lists")
        }
        _ if message.contains("roles claim") => {
            format!("the {what} lists roles, and {} is not among them", names.target())
        }
        _ if refusal.error.code == "AccessDenied" => {
            format!("the {what} does not list {} together with this provider", names.target())
        }
        _ => format!("the {what} is not accepted: {message}"),
    };
    sentences([told, "this is checked before the trust policy is looked at".to_owned()])
}

fn change(names: Names<'_>, refusal: &Refusal, number: Option<u32>) -> String {
    let Some(document) = number.and_then(|number| names.outcome.document(number)) else {
        return sentences([format!("the change is refused: {}", refusal.error.message)]);
    };
    let creates = names.written().is_some_and(|step| match &step.operation {
        Operation::Change(change) => change.operation.as_str().starts_with("Create"),
        _ => false,
    });
    let more = document.diagnostics.iter().filter(|finding| finding.refusal.is_some()).count();
    let more = if more > 1 {
        format!(" (and {})", count(more - 1, "more finding"))
    } else {
        String::new()
    };
    sentences([
        format!("IAM refuses to save {}{more}", names.document(document)),
        finding(document).map(|found| at_line(document, found)).unwrap_or_default(),
        if creates { String::new() } else { "what was there before stays in force".to_owned() },
    ])
}
