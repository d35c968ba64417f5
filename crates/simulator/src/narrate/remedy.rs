//! What one can do about a refusal. A Deny on purpose is told apart from a limit or a slip.

use iam::{Arn, Assumptions, Decision, PolicyType, Principal, PrincipalKind};
use policy::Mismatch;
use sts::SessionKind;

use super::{
    cause::{finding, malformed},
    denied,
    names::Names,
    nearest::{Nearest, Why, nearest_of},
    obstacle,
    silent::silent_levels,
    test::Test,
    view::View,
    words::{code, duration, plain, sentences, strong},
};
use crate::{
    outcome::{Cause, Refusal, StepResult, Target, Trigger, Undecided},
    scenario::{managed, stand_in},
};

pub(super) fn tell(names: Names<'_>) -> Option<String> {
    let all = match &names.step.result {
        StepResult::Succeeded => return None,
        StepResult::NotReached { needs } => {
            vec![format!("mend {}; this one follows by itself", names.numbered(root(names, needs)))]
        }
        StepResult::Undecided(Undecided::Document(document)) => {
            let document = names.outcome.document(*document)?;
            let help = finding(document).and_then(|finding| finding.help.clone());
            vec![help.unwrap_or_else(|| format!("mend {}", names.document(document)))]
        }
        StepResult::Undecided(Undecided::Signature) => return None,
        StepResult::Refused(refusal) => refused(names, refusal)?,
    };
    let text = sentences(all);
    (!text.is_empty()).then_some(text)
}

/// The first step on the way to a missing session that was reached: what it came to is the cause of all that follows.
fn root<'a>(names: Names<'a>, needs: &'a str) -> &'a str {
    let steps = &names.outcome.steps;
    let mut id = needs;
    // A step needs an earlier one, so that this ends.
    for step in steps.iter().rev().skip_while(|step| step.id != names.step.id) {
        if let StepResult::NotReached { needs } = &step.result
            && *step.id == *id
        {
            id = needs;
        }
    }
    id
}

fn refused(names: Names<'_>, refusal: &Refusal) -> Option<Vec<String>> {
    let who = names.who();
    let target = names.target();
    Some(match &refusal.cause {
        Cause::Authorization(index) => {
            let view = View::new(names, *index)?;
            match view.asked.decision {
                Decision::ExplicitDeny => lent(view).unwrap_or_else(|| lift(view)),
                _ => grant(view),
            }
        }
        Cause::Expired { .. } => {
            vec!["take the session again, or make the call before it ends".to_owned()]
        }
        Cause::DeletedUser { .. } => {
            vec!["call with the keys of a user that exists".to_owned()]
        }
        Cause::Parameters => {
            let fields: Vec<String> =
                malformed(&refusal.error.message).iter().map(|(name, _)| strong(name)).collect();
            if fields.is_empty() {
                return None;
            }
            let mut unique = fields;
            unique.dedup();
            vec![format!("change {}", super::words::and(&unique))]
        }
        Cause::CallerKind => caller_kind(names, refusal)?,
        Cause::RegionDisabled { region, account } => {
            let place = match &names.step.target {
                Target::Role(_) => "the role's account".to_owned(),
                _ => names.account(*account),
            };
            // The console chooses its endpoint itself.
            let other = if names.is_of_console() { "" } else { ", or call another endpoint" };
            vec![format!("activate {} for STS in {place}{other}", strong(region))]
        }
        Cause::MfaDevice { .. } => vec![format!("pass the SerialNumber of a device of {who}")],
        Cause::MfaCode { expected: Some(now), .. } => {
            vec![format!("pass TokenCode {}, or leave the device without a seed", code(now))]
        }
        Cause::MfaCode { .. } => vec!["pass the six digits that the device shows".to_owned()],
        Cause::MfaIncomplete => vec!["pass both SerialNumber and TokenCode".to_owned()],
        Cause::NoSuchRole { nearest: Some(nearest), .. } => {
            vec![format!("ask for {}", code(nearest))]
        }
        Cause::NoSuchRole { .. } => {
            vec!["check account, path and name of the role's ARN".to_owned()]
        }
        Cause::OtherPartition => {
            vec!["use a user or role of the partition in which the role is".to_owned()]
        }
        Cause::Tags if refusal.error.message.contains("conflicts") => {
            vec!["leave that tag out of Tags; it is carried on by itself".to_owned()]
        }
        Cause::Tags => {
            vec!["name every key once, and in TransitiveTagKeys only those of Tags".to_owned()]
        }
        Cause::SourceIdentity { held, .. } => {
            vec![format!("leave SourceIdentity out, or pass {} again", code(held))]
        }
        Cause::Chaining { role_maximum, .. } => {
            let mut all = vec![format!("ask for {} s or less", sts::CHAINING_LIMIT)];
            if *role_maximum > sts::CHAINING_LIMIT {
                all.push(format!(
                    "for a longer session take {target} with long-term keys or through an identity provider: then its {} count",
                    duration(*role_maximum)
                ));
            }
            all
        }
        Cause::RoleMaximum { role_maximum, .. } => vec![format!(
            "ask for {role_maximum} s or less, or raise MaxSessionDuration of {target}; 43200 s is the most"
        )],
        Cause::SessionPolicy { document } => {
            let document = names.outcome.document((*document)?)?;
            vec![finding(document)?.help.clone()?]
        }
        Cause::SessionPolicyArn { .. } => {
            vec!["create the policy in the role's account, or pass its text as Policy".to_owned()]
        }
        Cause::TooLarge { .. } => {
            vec!["say less in the session policy: fewer actions and resources, or a managed policy by its ARN".to_owned()]
        }
        Cause::Obstacle(obstacle) => vec![obstacle::words(*obstacle).remedy.to_owned()],
        Cause::IdentityToken if refusal.error.message.starts_with("No OpenIDConnect provider") => {
            let issuer = refusal.error.message.rsplit(' ').next().unwrap_or_default();
            vec![match issuer.starts_with("https://") {
                true => format!("register {issuer} as a provider in that account"),
                false => {
                    "let the provider name itself in `iss` by its whole address, with https://"
                        .to_owned()
                }
            }]
        }
        Cause::IdentityToken | Cause::ProviderSignature => {
            vec!["sign in again for a new one".to_owned()]
        }
        Cause::SessionTokenWithoutMfa => {
            vec!["pass SerialNumber and TokenCode to GetSessionToken".to_owned()]
        }
        Cause::Change { document } => {
            let document = names.outcome.document((*document)?)?;
            vec![finding(document)?.help.clone()?]
        }
    })
}

fn caller_kind(names: Names<'_>, refusal: &Refusal) -> Option<Vec<String>> {
    let kind = names.step.caller.as_ref()?.principal.kind;
    let assumes = refusal.operation.starts_with("AssumeRole");
    Some(vec![match kind {
        PrincipalKind::Root if assumes => "call as an IAM user or as a role".to_owned(),
        PrincipalKind::FederatedUser if assumes => {
            "take the role with the user's own keys, or use AssumeRole instead of GetFederationToken"
                .to_owned()
        }
        _ if matches!(&*refusal.operation, "GetSessionToken" | "GetFederationToken") => {
            "call with the user's own long-term key".to_owned()
        }
        _ => return None,
    }])
}

/// A Deny cannot be outweighed; only a call to which it does not apply gets through.
fn lift(view: View<'_>) -> Vec<String> {
    let Some(statement) = denied::statement(view) else { return Vec::new() };
    if view.is_stand_in(statement) {
        return vec!["put the real policy in the place of the placeholder".to_owned()];
    }
    let tests: Vec<Test<'_>> =
        Test::all(view, statement).into_iter().filter(Test::is_true).collect();
    let lifting = tests.iter().find_map(Test::lifting);
    let rule = "no allow can outweigh a deny".to_owned();
    match lifting {
        Some(lifting) => vec![lifting, format!("then the deny does not apply; {rule}")],
        None => vec![
            format!(
                "if this is meant, leave it; else narrow the Deny in {}",
                denied::subject(view, statement)
            ),
            rule,
        ],
    }
}

/// What lifts a Deny of a session policy that nobody passed and nobody can leave out.
fn lent(view: View<'_>) -> Option<Vec<String>> {
    let is_the_sessions = view.asked.named == Some(PolicyType::Session);
    is_the_sessions.then(|| lent_session(view))?.map(|remedy| vec![remedy])
}

/// A session whose policy comes with it: that of a task, or of what a customer approved. AWS: "AssumeRoot" and "IAM
/// temporary delegation for AWS Partners".
fn lent_session(view: View<'_>) -> Option<String> {
    let caller = view.names.step.caller.as_ref()?;
    let action = code(&view.asked.action);
    match caller.session.as_ref()?.kind {
        SessionKind::Root => Some(match root_task(view, &caller.principal) {
            Some(task) => format!("ask AssumeRoot for {}, which allows it", code(task)),
            None => {
                format!("no task of AssumeRoot allows {action}; make the call as somebody else")
            }
        }),
        SessionKind::Delegated => Some(format!("have a request approved that asks for {action}")),
        _ => None,
    }
}

/// The task of AssumeRoot that does not deny the call.
fn root_task(view: View<'_>, caller: &Principal) -> Option<String> {
    let assumptions = view.names.scenario.map_or_else(Assumptions::default, |s| s.assumptions);
    let request = policy::Request {
        action: &view.asked.action,
        resource: &view.asked.resource,
        caller,
        context: &view.asked.context,
        assumptions: &assumptions,
    };
    let mut tasks = managed::root_tasks();
    let allowing = tasks.find(|(_, document)| {
        let (task, _) = policy::parse(document, PolicyType::Session);
        let task = policy::compile(&task, PolicyType::Session, 0, &|_| None);
        !policy::evaluate(&task, &request, &mut policy::Verdict).deny
    });
    allowing.map(|(arn, _)| arn)
}

/// What would give the missing allow.
fn grant(view: View<'_>) -> Vec<String> {
    let who = view.names.who();
    let action = code(&view.asked.action);
    let on = match &*view.asked.resource {
        "*" => String::new(),
        resource => format!(" on {}", code(resource)),
    };
    let mut all = Vec::new();
    for kind in view.asked.blocked_by.iter() {
        let one = match kind {
            PolicyType::Trust => trust(view),
            PolicyType::Resource
                if !view.asked.same_account
                    || !view.asked.blocked_by.contains(PolicyType::Identity) =>
            {
                Some(format!("allow {action} for {who} in the policy of the resource"))
            }
            PolicyType::Resource => None,
            PolicyType::Identity => by_nearest(view, kind).or_else(|| {
                Some(format!("give {who} an identity policy that allows {action}{on}"))
            }),
            PolicyType::PermissionsBoundary => by_nearest(view, kind)
                .or_else(|| Some(format!("allow {action} in the permissions boundary of {who}"))),
            PolicyType::Session => {
                lent_session(view).or_else(|| by_nearest(view, kind)).or_else(|| {
                    let has_any =
                        view.layer(kind).is_some_and(|layer| view.policies(layer).next().is_some());
                    Some(if has_any {
                        format!(
                            "allow {action} in the session policy, or take the session without one"
                        )
                    } else {
                        format!("pass a session policy that allows {action}")
                    })
                })
            }
            PolicyType::ServiceControl | PolicyType::ResourceControl => {
                let word = kind.short_label();
                let levels: Vec<String> =
                    silent_levels(view, kind).iter().map(|(_, name)| strong(name)).collect();
                Some(format!(
                    "attach an {word} that allows {action} to {}",
                    super::words::and(&levels)
                ))
            }
            PolicyType::VpcEndpoint => by_nearest(view, kind)
                .or_else(|| Some(format!("allow {action} in the policy of the VPC endpoint"))),
        };
        all.extend(one);
    }
    all
}

/// What makes the nearest statement apply: a clause for everything in it that does not fit.
fn by_nearest(view: View<'_>, kind: PolicyType) -> Option<String> {
    let nearest = nearest_of(view, kind)?;
    match &nearest.why {
        Why::Tests(_) => tests_mended(&nearest),
        Why::Resource(_, Mismatch::LetterCase) => {
            let letters =
                format!("write {} in the policy, letter for letter", code(&view.asked.resource));
            Some(with_tests(letters, &nearest))
        }
        _ => None,
    }
}

/// What makes all tests of a statement true; nothing where one of them cannot be mended in words.
fn tests_mended(nearest: &Nearest<'_>) -> Option<String> {
    let all: Option<Vec<String>> = nearest.tests.iter().map(Test::remedy).collect();
    all.map(sentences)
}

/// A remedy with what the tests of the same statement need besides.
fn with_tests(first: String, nearest: &Nearest<'_>) -> String {
    sentences(std::iter::once(first).chain(nearest.tests_mended()))
}

fn trust(view: View<'_>) -> Option<String> {
    let who = view.names.who();
    let action = code(&view.asked.action);
    let role = view.names.resource(&view.asked.resource);
    if view.trust_is_unknown() {
        let name = plain(&role);
        return Some(if stand_in::is_stand_in(&name) {
            "put the role's trust policy in its place".to_owned()
        } else {
            format!(
                "put the trust policy of {role} in its place; {} prints it",
                code(format!("aws iam get-role --role-name {name}"))
            )
        });
    }
    let Some(nearest) = nearest_of(view, PolicyType::Trust) else {
        return Some(format!(
            "add a statement to the trust policy of {role} that allows {action} for {who}"
        ));
    };
    match &nearest.why {
        Why::Tests(_) => tests_mended(&nearest),
        Why::Principal(_, Mismatch::OtherUniqueId) => Some(with_tests(
            format!("save the trust policy of {role} again: that ties it to the {who} of today"),
            &nearest,
        )),
        Why::Principal(..) => {
            let own = view.names.step.caller.as_ref().map(|caller| &caller.principal)?;
            let arn = match own.kind {
                PrincipalKind::RoleSession | PrincipalKind::User => {
                    own.arn.as_ref().map(Arn::as_str)
                }
                PrincipalKind::Service => own.name.as_deref(),
                _ => own.arn.as_ref().map(Arn::as_str).or(own.name.as_deref()),
            };
            let named = format!("name {} in the trust policy of {role}", code(arn?));
            Some(with_tests(named, &nearest))
        }
        Why::Action if view.asked.trigger == Trigger::TagsInherited => Some(format!(
            "allow {action} in the trust policy of {role}, or start the chain without transitive tags"
        )),
        Why::Action if view.asked.trigger == Trigger::TagsPassed => {
            Some(format!("allow {action} in the trust policy of {role}, or leave the tags out"))
        }
        Why::Action => Some(format!("allow {action} for {who} in the trust policy of {role}")),
        Why::Resource(..) | Why::Incomplete => None,
    }
}
