//! New steps for the chain, each ready to run.

use std::rc::Rc;

use iam::AccountId;
use simulator::{
    Scenario,
    scenario::{Change, ChangeOperation, Document, Operation, Role, Step, StsCall},
};
use sts::request::{AssumeRole, Call, GetFederationToken, GetSessionToken};

/// Kinds of steps that can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    AssumeRole,
    GetSessionToken,
    GetFederationToken,
    GetCallerIdentity,
    Action,
    Change(ChangeOperation),
}

impl Kind {
    /// Calls of the chain.
    pub(super) const CALLS: [Self; 5] = [
        Self::AssumeRole,
        Self::Action,
        Self::GetCallerIdentity,
        Self::GetSessionToken,
        Self::GetFederationToken,
    ];

    /// Changes of the world by its administrator; they need a role to change.
    pub(super) const CHANGES: [Self; 4] = [
        Self::Change(ChangeOperation::UpdateAssumeRolePolicy),
        Self::Change(ChangeOperation::PutRolePolicy),
        Self::Change(ChangeOperation::UpdateRole),
        Self::Change(ChangeOperation::DeleteRole),
    ];

    /// The words in the menu.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::AssumeRole => "AssumeRole",
            Self::GetSessionToken => "GetSessionToken",
            Self::GetFederationToken => "GetFederationToken",
            Self::GetCallerIdentity => "GetCallerIdentity",
            Self::Action => "Any other action",
            Self::Change(operation) => operation.as_str(),
        }
    }

    /// A step of this kind that fits the scenario: a role that is not taken yet, a resource that is there.
    pub(super) fn step(self, scenario: &Scenario) -> Step {
        match self {
            Self::AssumeRole => Step::call("hop", Call::AssumeRole(assume_role(scenario))),
            Self::GetSessionToken => {
                Step::call("token", Call::GetSessionToken(GetSessionToken::default()))
            }
            Self::GetFederationToken => {
                let name = Some("visitor".into());
                let request = GetFederationToken { name, ..GetFederationToken::default() };
                Step::call("federate", Call::GetFederationToken(request))
            }
            Self::GetCallerIdentity => Step::call("who", Call::GetCallerIdentity),
            Self::Action => action(scenario),
            Self::Change(operation) => change(scenario, operation),
        }
    }
}

fn assume_role(scenario: &Scenario) -> AssumeRole {
    let first = roles(scenario).next().map(|(account, role)| role.arn_in(account).shared());
    let role_arn = untaken_role(scenario).map(|(account, role)| role.arn_in(account).shared());
    AssumeRole {
        role_arn: role_arn.or(first),
        role_session_name: Some("session".into()),
        ..AssumeRole::default()
    }
}

fn roles(scenario: &Scenario) -> impl Iterator<Item = (AccountId, &Role)> {
    scenario.accounts.iter().flat_map(|account| account.roles.iter().map(|role| (account.id, role)))
}

/// The first role that no step takes.
fn untaken_role(scenario: &Scenario) -> Option<(AccountId, &Role)> {
    let asked = |step: &Step| match &step.operation {
        Operation::Sts(StsCall { call: Call::AssumeRole(call), .. }) => call.role_arn.clone(),
        _ => None,
    };
    let taken: Vec<Rc<str>> = scenario.steps.iter().filter_map(asked).collect();
    roles(scenario).find(|(account, role)| !taken.contains(&role.arn_in(*account).shared()))
}

/// A read of the first resource there is, else of any bucket.
fn action(scenario: &Scenario) -> Step {
    let resource = scenario.resources.first().map(|resource| match resource.arn.service() {
        "s3" => format!("{}/object", resource.arn),
        _ => resource.arn.to_string(),
    });
    match "s3:GetObject".parse() {
        Ok(action) => Step::action("act", action, resource.as_deref()),
        Err(_) => Step::call("who", Call::GetCallerIdentity),
    }
}

/// A change of the role that the chain takes last, else of any.
fn change(scenario: &Scenario, operation: ChangeOperation) -> Step {
    let asked = scenario.steps.iter().rev().find_map(|step| match &step.operation {
        Operation::Sts(StsCall { call: Call::AssumeRole(call), .. }) => call.role_arn.clone(),
        _ => None,
    });
    let last = asked.and_then(|arn| {
        roles(scenario).find(|(account, role)| *role.arn_in(*account).shared() == *arn)
    });
    let Some((account, role)) = last.or_else(|| roles(scenario).next()) else {
        return Step::call("who", Call::GetCallerIdentity);
    };
    let mut change = Change::new(operation, &role.name);
    match operation {
        ChangeOperation::UpdateAssumeRolePolicy => {
            change.document = Some(role.trust_policy.clone())
        }
        ChangeOperation::PutRolePolicy => {
            change.policy_name = Some("Policy".into());
            change.document = Some(Document::allowing("sts:AssumeRole", "*"));
        }
        ChangeOperation::UpdateRole => change.max_session_duration = Some(3600),
        _ => {}
    }
    Step::change("change", account, change)
}
