//! The start, and whom else a step may name as its caller.

use iam::{Arn, EntityKind, Timestamp};
use policy::json::Value;

use super::{Names, names::Entity, suggest, tags};
use crate::scenario::{
    BUILT_IN_PROVIDERS,
    codec::{Members, text},
    fields::Rule,
    named::{NameSet, Named},
    report::{Path, Report},
};

/// What somebody who can begin is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    UserOrRoot,
    Role,
    FederatedUser,
    ServiceOrProvider,
}

impl Who {
    fn credentials(self) -> &'static [&'static str] {
        match self {
            Self::UserOrRoot => &["longTerm", "sessionToken"],
            Self::Role => &["roleSession"],
            Self::FederatedUser => &["federationToken"],
            Self::ServiceOrProvider => &["none"],
        }
    }
}

/// Who a text names: an error with its way out where it names nobody that is known.
pub(super) fn who<'n>(
    report: &Report<'_>,
    said: &str,
    names: &'n Names,
) -> Result<Who, (String, String)> {
    if BUILT_IN_PROVIDERS.contains(&said) || Rule::Service.accepts(said) {
        return Ok(Who::ServiceOrProvider);
    }
    let forms = "Write the ARN of a user, a role, an account's root or a provider, or a service such as \
                 ec2.amazonaws.com.";
    let Ok(arn) = said.parse::<Arn>() else {
        return Err((format!("`{said}` is no principal."), forms.to_owned()));
    };
    let account = names.accounts.get(arn.part(4));
    let in_form = arn.account().is_some() && !arn.resource().contains('*');
    let entity = arn.entity().filter(|_| in_form);
    let missing = |kind: &str, known: &dyn Fn() -> Vec<&'n str>, list: &str| {
        let message = format!("There is no {kind} `{said}` in account {}.", arn.part(4));
        let otherwise = format!("Add it to the account's `{list}`.");
        (message, suggest(report, said, known, &otherwise))
    };
    let is = |known: &Named<Entity>| {
        known.get(&iam::fold(arn.name())).is_some_and(|entity| *entity.arn == *said)
    };
    let arns = |known: &'n Named<Entity>| known.things().map(|entity| &*entity.arn).collect();
    match entity {
        Some(EntityKind::Root) => Ok(Who::UserOrRoot),
        Some(EntityKind::User) => match account {
            Some(known) if !is(&known.users) => {
                Err(missing("user", &|| arns(&known.users), "Users"))
            }
            _ => Ok(Who::UserOrRoot),
        },
        Some(EntityKind::Role) => match account {
            Some(known) if !is(&known.roles) => {
                Err(missing("role", &|| arns(&known.roles), "Roles"))
            }
            _ => Ok(Who::Role),
        },
        Some(EntityKind::FederatedUser) => Ok(Who::FederatedUser),
        Some(EntityKind::SamlProvider | EntityKind::OidcProvider) => {
            let list = if entity == Some(EntityKind::SamlProvider) {
                "SAMLProviderList"
            } else {
                "OpenIDConnectProviderList"
            };
            match account {
                Some(known) if !known.providers.contains(said) => {
                    Err(missing("provider", &|| known.providers.names(), list))
                }
                _ => Ok(Who::ServiceOrProvider),
            }
        }
        Some(EntityKind::RoleSession) => {
            let role = arn.resource().split('/').nth(1).unwrap_or_default();
            Err((
                format!("`{said}` is a session, not a principal."),
                format!(
                    "Write the role's ARN, arn:aws:iam::{}:role/{role}; a session's name stands in \
                     `RoleSessionName` of the start.",
                    arn.part(4)
                ),
            ))
        }
        _ => Err((format!("`{said}` is nobody who could call."), forms.to_owned())),
    }
}

pub(super) fn check(report: &mut Report<'_>, root: Members<'_>, names: &Names) {
    let Some(start) = root.get("start").map(Members::of) else { return };
    let top = Path::Root;
    let path = top.member("start");
    tags(report, start, &path);
    times(report, start, &path);
    transitive_keys(report, start, &path);
    policy_arns(report, start, names, &path);
    let Some(value) = start.get("principal") else { return };
    let Some(said) = text(value).filter(|said| !said.trim().is_empty()) else { return };
    let who = match who(report, said, names) {
        Ok(who) => who,
        Err((message, help)) => {
            return report.add(&path.member("principal"), value.span, message, Some(help));
        }
    };
    let possible = who.credentials();
    let given = start.text("credentials").map_or(possible[0], |given| &**given);
    if let Some(value) = start.get("credentials").filter(|_| !possible.contains(&given)) {
        let known = ["longTerm", "sessionToken", "roleSession", "federationToken", "none"];
        if known.contains(&given) {
            let message = format!("`{said}` cannot begin with `{given}`.");
            let help = format!("Its credentials are `{}`.", possible.join("` or `"));
            report.add(&path.member("credentials"), value.span, message, Some(help));
        }
        return;
    }
    federating_user(report, start, said, names, &path);
    members(report, start, given, &path);
}

/// GetFederationToken is called by a user or root, for a federated user of the same account. AWS: "GetFederationToken".
fn federating_user(
    report: &mut Report<'_>,
    start: Members<'_>,
    principal: &str,
    names: &Names,
    path: &Path<'_>,
) {
    let Some(value) = start.get("federatingUser") else { return };
    let Some(said) = text(value).filter(|said| Rule::Arn.accepts(said)) else { return };
    let account = |said: &str| said.parse::<Arn>().ok().map(|arn| arn.part(4).to_owned());
    let problem = match who(report, said, names) {
        Err(problem) => problem,
        Ok(Who::UserOrRoot) if account(said) == account(principal) => return,
        Ok(Who::UserOrRoot) => (
            "A federated user belongs to the account of whoever made its session.".to_owned(),
            format!("Write a user of account {}.", account(principal).unwrap_or_default()),
        ),
        Ok(_) => (
            format!("`{said}` cannot call GetFederationToken."),
            "Write the ARN of the user, or of root, whose session this is.".to_owned(),
        ),
    };
    report.add(&path.member("federatingUser"), value.span, problem.0, Some(problem.1));
}

/// Members that say something only of certain credentials.
fn members(report: &mut Report<'_>, start: Members<'_>, given: &str, path: &Path<'_>) {
    const SESSION: &[&str] = &["roleSession", "federationToken"];
    const TEMPORARY: &[&str] = &["sessionToken", "roleSession", "federationToken"];
    for (member, with) in [
        ("mfa", &["sessionToken"][..]),
        ("federatingUser", &["federationToken"]),
        ("RoleSessionName", &["roleSession"]),
        ("deliveredBy", &["roleSession"]),
        ("sessionKeys", &["roleSession"]),
        ("SourceIdentity", &["roleSession"]),
        ("TransitiveTagKeys", &["roleSession"]),
        ("Tags", SESSION),
        ("Policy", SESSION),
        ("PolicyArns", SESSION),
        ("issued", TEMPORARY),
        ("DurationSeconds", TEMPORARY),
    ] {
        let Some(value) = start.get(member).filter(|_| !with.contains(&given)) else { continue };
        let message = format!("`{member}` says nothing of `{given}` credentials.");
        let help = format!("It belongs to `{}`; leave it out.", with.join("` and `"));
        report.add(&path.member(member), value.span, message, Some(help));
    }
}

fn moment(start: Members<'_>, member: &str) -> Option<Timestamp> {
    start.text(member)?.parse().ok()
}

fn times(report: &mut Report<'_>, start: Members<'_>, path: &Path<'_>) {
    let (Some(issued), Some(time)) = (moment(start, "issued"), moment(start, "time")) else {
        return;
    };
    if let Some(value) = start.get("issued").filter(|_| issued > time) {
        let message = "The session is issued after the chain begins.";
        let help = format!("Write {time} or an earlier moment.");
        report.add(&path.member("issued"), value.span, message, Some(help));
    }
}

/// The managed session policies that the session carries. A session that was made cannot have had others.
fn policy_arns(report: &mut Report<'_>, start: Members<'_>, names: &Names, path: &Path<'_>) {
    let list = path.member("PolicyArns");
    let principal = start.text("principal").and_then(|said| said.parse::<Arn>().ok());
    let account = principal.as_ref().map_or("", |arn| arn.part(4));
    for (index, entry) in start.items("PolicyArns").iter().enumerate() {
        let Some(value) = Members::of(entry).get("arn") else { continue };
        let Some(arn) = text(value) else { continue };
        if let Some((message, help)) = names.managed_problem(report, arn, account) {
            report.add(&list.item(index).member("arn"), value.span, message, Some(help));
        }
    }
}

fn transitive_keys(report: &mut Report<'_>, start: Members<'_>, path: &Path<'_>) {
    let list = path.member("TransitiveTagKeys");
    let keys: Vec<&str> = start
        .items("Tags")
        .iter()
        .filter_map(|tag| Members::of(tag).text("Key").map(|key| &**key))
        .collect();
    let mut folded = NameSet::default();
    for key in &keys {
        folded.add(&iam::fold(key));
    }
    let missing = |key: &&Value| text(key).is_some_and(|key| !folded.contains(&iam::fold(key)));
    for (index, value) in start.items("TransitiveTagKeys").iter().enumerate() {
        let Some(value) = Some(value).filter(missing) else { continue };
        let key = text(value).map_or("", |key| &**key);
        let message = format!("The session carries no tag `{key}`.");
        let known = || keys.iter().take(50).copied().collect();
        let help = suggest(report, key, &known, "Add it to `Tags`.");
        report.add(&list.item(index), value.span, message, Some(help));
    }
}
