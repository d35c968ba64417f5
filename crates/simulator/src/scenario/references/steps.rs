//! The steps: ids, callers, and the things that changes of the world are made to, in the order in which they happen.

use std::rc::Rc;

use iam::{Arn, EntityKind};
use policy::json::{Member, Value};

use super::{
    Names, each, elements,
    names::Entity,
    start::{Who, who},
    suggest, tags, unique,
};
use crate::scenario::{
    ChangeOperation, changes,
    check::opening,
    codec::{Members, text},
    fields::{Rule, scenario},
    named::Named,
    report::{Path, Report},
};

/// Calls that make a session. They cannot stand as an `Action`, since what they do follows from their parameters.
const MINTING: [&str; 8] = [
    "AssumeRole",
    "AssumeRoleWithSAML",
    "AssumeRoleWithWebIdentity",
    "AssumeRoot",
    "GetDelegatedAccessToken",
    "GetFederationToken",
    "GetSessionToken",
    "SwitchRole",
];

/// A call that cannot stand as an `Action` either: no policy has a say in it.
const CALLER_IDENTITY: &str = "GetCallerIdentity";

pub(super) fn check<'v>(report: &mut Report<'_>, root: Members<'v>, names: Names) {
    let top = Path::Root;
    let list = top.member("steps");
    let steps = root.items("steps");
    unique(
        report,
        each(root, "steps", "id", &top),
        str::to_owned,
        "The step",
        "Give each step an id of its own.",
    );
    let mut hops = Named::default();
    for (index, step) in steps.iter().enumerate() {
        if let Some(id) = Members::of(step).text("id").filter(|id| !hops.contains(id)) {
            let operation = operation(step).map(|member| &*member.name);
            hops.insert(Rc::clone(id), Hop { id, index, operation });
        }
    }
    let mut check = Check { report, names, hops };
    for (index, step) in steps.iter().enumerate() {
        check.step(index, step, &list.item(index));
    }
}

/// The member that says what a step does.
fn operation(step: &Value) -> Option<&Member> {
    let one_of = match scenario().field("steps").map(|field| field.shape) {
        Some(crate::scenario::fields::Shape::List(crate::scenario::fields::Shape::Object(
            table,
        ))) => table().one_of,
        _ => &[],
    };
    Members::of(step).0.iter().find(|member| one_of.contains(&&*member.name))
}

struct Check<'r, 't, 'v> {
    report: &'r mut Report<'t>,
    names: Names,
    hops: Named<Hop<'v>>,
}

/// A step: its place and what it does.
#[derive(Debug)]
struct Hop<'v> {
    id: &'v str,
    index: usize,
    operation: Option<&'v str>,
}

impl Hop<'_> {
    /// Whether it makes a session that later steps can use.
    fn mints(&self) -> bool {
        self.operation.is_some_and(|name| MINTING.contains(&name))
    }
}

impl<'v> Check<'_, '_, 'v> {
    fn add(&mut self, path: &Path<'_>, value: &Value, message: String, help: impl Into<String>) {
        self.report.add(path, value.span, message, Some(help.into()));
    }

    fn step(&mut self, index: usize, step: &'v Value, path: &Path<'_>) {
        let members = Members::of(step);
        let operation = operation(step);
        let change = operation.and_then(|member| changes::operation(&member.name));
        if let Some(value) = members.get("as") {
            if change.is_some() {
                let message = "A change of the world is its administrator's, nobody calls.";
                self.add(&path.member("as"), value, message.to_owned(), "Leave `as` out.");
            } else {
                self.caller(index, value, &path.member("as"));
            }
        }
        if let Some(value) = members.get("account").filter(|_| change.is_none()) {
            let message = "`account` says where a change of the world happens.".to_owned();
            self.add(&path.member("account"), value, message, "Leave it out of a call.");
        }
        if let Some(value) = members.get("Resource").filter(|_| members.get("Action").is_none()) {
            let message = "`Resource` belongs to an `Action`.".to_owned();
            self.add(&path.member("Resource"), value, message, "Leave it out, or add `Action`.");
        }
        if let Some(value) = members.get("PassRole").filter(|_| members.get("Action").is_none()) {
            let message = "`PassRole` belongs to an `Action` that hands the role over.".to_owned();
            self.add(&path.member("PassRole"), value, message, "Leave it out, or add `Action`.");
        }
        let by_service = operation.is_some_and(|member| &*member.name == "AssumeRole");
        if let Some(value) = members.get("sessionKeys").filter(|_| !by_service) {
            let message =
                "`sessionKeys` belongs to an `AssumeRole` that a service calls.".to_owned();
            let help = "Leave it out, or write the keys of this one request into `context`.";
            self.add(&path.member("sessionKeys"), value, message, help);
        }
        if let Some(value) = members.get("Action") {
            let said = text(value).map_or("", |said| &**said);
            let mut calls = MINTING.into_iter().chain([CALLER_IDENTITY]);
            let call = calls.find(|call| said.eq_ignore_ascii_case(&format!("sts:{call}")));
            if let Some(call) = call {
                let message = format!("`{said}` is a call with parameters of its own.");
                let help = format!("Write `\"{call}\": {{ … }}` instead of `Action`.");
                self.add(&path.member("Action"), value, message, help);
            }
        }
        if let (Some(change), Some(member)) = (change, operation) {
            self.change(change, step, &member.value, path);
        }
        if let Some(expect) = members.get("expect") {
            self.expectation(Members::of(expect), &path.member("expect"));
        }
    }

    fn caller(&mut self, index: usize, value: &Value, path: &Path<'_>) {
        let Some(said) = text(value) else { return };
        if **said == *"start" || said.trim().is_empty() {
            return;
        }
        if Rule::StepId.accepts(said) && !Rule::Service.accepts(said) && !is_provider(said) {
            let message = match self.hops.get(said) {
                Some(hop) if hop.index >= index => format!("The step `{said}` is not earlier."),
                Some(hop) if !hop.mints() => format!("The step `{said}` mints no session."),
                Some(_) => return,
                None => format!("There is no step `{said}`."),
            };
            let earlier = |hop: &&Hop<'v>| hop.index < index && hop.mints();
            let help = suggest(
                self.report,
                said,
                &|| self.hops.things().filter(earlier).map(|hop| hop.id).collect(),
                "Name `start`, an earlier step that mints a session, or somebody's ARN.",
            );
            return self.add(path, value, message, help);
        }
        match who(self.report, said, &self.names) {
            Ok(Who::UserOrRoot | Who::ServiceOrProvider) => {}
            Ok(Who::Role) => {
                let message = format!("`{said}` is a role; only a session of it can call.");
                let help = "Add a step that assumes it, and name that step's id.";
                self.add(path, value, message, help);
            }
            Ok(Who::FederatedUser) => {
                let message = format!("`{said}` has no long-term keys.");
                let help = "Add a step GetFederationToken, and name that step's id.";
                self.add(path, value, message, help);
            }
            Err((message, help)) => self.add(path, value, message, help),
        }
    }

    /// The account in which a change happens.
    fn account_of(&mut self, step: &Value, path: &Path<'_>) -> Option<Rc<str>> {
        let members = Members::of(step);
        if let Some(value) = members.get("account") {
            let id = text(value)?;
            if self.names.accounts.contains(id) {
                return Some(Rc::clone(id));
            }
            let known = || self.names.accounts.names();
            let help = suggest(self.report, id, &known, "Add it to `accounts`.");
            let message = format!("The account {id} is not in the scenario.");
            self.add(&path.member("account"), value, message, help);
            return None;
        }
        match self.names.accounts.names()[..] {
            [one] => Some(one.into()),
            _ => {
                let message = "The scenario has several accounts; the step does not say which.";
                let help = "Add `account`: the account in which the change happens.".to_owned();
                self.report.add(path, opening(step), message, Some(help));
                None
            }
        }
    }

    fn change(
        &mut self,
        change: ChangeOperation,
        step: &'v Value,
        given: &'v Value,
        path: &Path<'_>,
    ) {
        let parameters = Members::of(given);
        let path = &path.member(change.as_str());
        tags(self.report, parameters, path);
        if change == ChangeOperation::CreatePolicyVersion {
            return self.version(step, parameters, path);
        }
        let target = changes::target_member(change);
        let (Some(value), Some(name)) = (parameters.get(target), parameters.text(target)) else {
            return;
        };
        let Path::Member(outer, _) = path else { return };
        let Some(account) = self.account_of(step, outer) else { return };
        if let Some(arn) = changes::arn_member(change) {
            let problem = parameters
                .text(arn)
                .and_then(|said| self.names.attachment_problem(self.report, said, &account));
            if let (Some(value), Some((message, help))) = (parameters.get(arn), problem) {
                self.add(&path.member(arn), value, message, help);
            }
        }
        let Some(known) = self.names.accounts.get_mut(&account) else { return };
        let is_user = target == "UserName";
        let (kind, all) =
            if is_user { ("user", &mut known.users) } else { ("role", &mut known.roles) };
        let found = all.get_mut(&iam::fold(name));
        if matches!(change, ChangeOperation::CreateRole | ChangeOperation::CreateUser) {
            if found.is_some_and(|entity| !entity.gone) {
                let message = format!("There is a {kind} `{name}` in account {account} already.");
                let help = "Choose another name, or delete it in an earlier step.";
                return self.add(&path.member(target), value, message, help);
            }
            let inside = parameters.text("Path").map_or("/", |path| &**path);
            let entity = Entity {
                name: name.to_string(),
                arn: format!("arn:aws:iam::{account}:{kind}{inside}{name}"),
                has_boundary: parameters.get("PermissionsBoundary").is_some(),
                ..Entity::default()
            };
            all.insert(iam::fold(name).into(), entity);
            return;
        }
        let Some(entity) = found.filter(|entity| !entity.gone && *entity.name == **name) else {
            let known = || all.things().filter(|e| !e.gone).map(|e| &*e.name).collect();
            let message = format!("There is no {kind} `{name}` in account {account} at this step.");
            let way_out = "Add it to the account, or create it in an earlier step.";
            let help = suggest(self.report, name, &known, way_out);
            return self.add(&path.member(target), value, message, help);
        };
        if let Some((member, message)) = apply(change, entity, parameters)
            && let Some(value) = parameters.get(member)
        {
            let help = "Name what is there at this step.";
            self.add(&path.member(member), value, message, help);
        }
    }

    fn version(&mut self, step: &'v Value, parameters: Members<'v>, path: &Path<'_>) {
        if let Some(value) = parameters.get("SetAsDefault")
            && value.kind != policy::json::Kind::Bool(true)
        {
            let message = "A version that is not the default changes nothing.".to_owned();
            self.add(&path.member("SetAsDefault"), value, message, "Write true, or leave it out.");
        }
        let Path::Member(outer, _) = path else { return };
        if Members::of(step).get("account").is_some() {
            self.account_of(step, outer);
        }
        let Some(value) = parameters.get("PolicyArn") else { return };
        let Some(arn) = text(value) else { return };
        if self.names.managed.contains(arn) {
            return;
        }
        let parsed = arn.parse::<Arn>().ok();
        let message = match parsed.and_then(|arn| arn.entity()) {
            Some(EntityKind::Policy) => {
                format!("There is no managed policy `{arn}` in the scenario.")
            }
            _ => format!("`{arn}` is not the ARN of a managed policy."),
        };
        let known = || self.names.managed.names();
        let help = suggest(self.report, arn, &known, "Add it to its account's `Policies`.");
        self.add(&path.member("PolicyArn"), value, message, help);
    }

    fn expectation(&mut self, expect: Members<'_>, path: &Path<'_>) {
        let result = expect.text("result").map_or("", |result| &**result);
        let denied = expect.text("decision").filter(|decision| &***decision != "allowed");
        let contradicting: &[&str] = match result {
            "succeeded" if denied.is_some() => &["error", "authorization", "decision", "blockedBy"],
            "succeeded" => &["error", "authorization", "blockedBy"],
            "notReached" | "undecided" => &["error", "authorization", "decision", "blockedBy"],
            _ if expect.text("decision").is_some() && denied.is_none() => &["blockedBy"],
            _ => &[],
        };
        for member in contradicting {
            if let Some(value) = expect.get(member) {
                let ground =
                    if result.is_empty() || result == "refused" { "allowed" } else { result };
                let message = format!("`{member}` contradicts `{ground}`.");
                let help = format!("Leave out `{member}`, or expect another result.");
                self.add(&path.member(member), value, message, help);
            }
        }
        let blocked = expect.items("blockedBy");
        let list = path.member("blockedBy");
        let named = elements(blocked, &list);
        unique(self.report, named, str::to_owned, "The policy type", "Name each once.");
    }
}

fn is_provider(said: &str) -> bool {
    crate::scenario::BUILT_IN_PROVIDERS.contains(&said)
}

/// Makes a change to an entity; the member that is wrong, and why, where it cannot be made.
fn apply(
    change: ChangeOperation,
    entity: &mut Entity,
    parameters: Members<'_>,
) -> Option<(&'static str, String)> {
    use ChangeOperation as Op;
    let said = |member: &str| parameters.text(member);
    let name = entity.name.clone();
    match change {
        Op::DeleteRole | Op::DeleteUser => entity.gone = true,
        Op::PutRolePolicy | Op::PutUserPolicy => {
            entity.inline.add(said("PolicyName")?);
        }
        Op::AttachRolePolicy | Op::AttachUserPolicy => {
            entity.attached.add(said("PolicyArn")?);
        }
        Op::PutRolePermissionsBoundary | Op::PutUserPermissionsBoundary => {
            entity.has_boundary = true;
        }
        Op::DeleteRolePolicy | Op::DeleteUserPolicy => {
            let policy = said("PolicyName")?;
            if !entity.inline.remove(policy) {
                return Some(("PolicyName", format!("`{name}` has no inline policy `{policy}`.")));
            }
        }
        Op::DetachRolePolicy | Op::DetachUserPolicy => {
            let arn = said("PolicyArn")?;
            if !entity.attached.remove(arn) {
                return Some(("PolicyArn", format!("`{arn}` is not attached to `{name}`.")));
            }
        }
        Op::DeleteRolePermissionsBoundary | Op::DeleteUserPermissionsBoundary
            if !std::mem::take(&mut entity.has_boundary) =>
        {
            let member =
                if change == Op::DeleteRolePermissionsBoundary { "RoleName" } else { "UserName" };
            return Some((member, format!("`{name}` has no permissions boundary.")));
        }
        _ => {}
    }
    None
}
