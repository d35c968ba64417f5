//! New steps for the chain, each ready to run.

use std::rc::Rc;

use simulator::{
    Scenario,
    scenario::{Layout, Operation, Step, StsCall},
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
}

impl Kind {
    pub(super) const ALL: [Self; 5] = [
        Self::AssumeRole,
        Self::Action,
        Self::GetCallerIdentity,
        Self::GetSessionToken,
        Self::GetFederationToken,
    ];

    /// The words in the menu.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::AssumeRole => "AssumeRole",
            Self::GetSessionToken => "GetSessionToken",
            Self::GetFederationToken => "GetFederationToken",
            Self::GetCallerIdentity => "GetCallerIdentity",
            Self::Action => "Any other action",
        }
    }

    /// A step of this kind that fits the scenario: a role that is not taken yet, a resource that is there.
    pub(super) fn step(self, scenario: &Scenario) -> Step {
        let call = |call| Operation::Sts(StsCall { call, layout: Layout::default() });
        let (id, operation) = match self {
            Self::AssumeRole => ("hop", call(Call::AssumeRole(assume_role(scenario)))),
            Self::GetSessionToken => {
                ("token", call(Call::GetSessionToken(GetSessionToken::default())))
            }
            Self::GetFederationToken => {
                let name = Some("visitor".into());
                let request = GetFederationToken { name, ..GetFederationToken::default() };
                ("federate", call(Call::GetFederationToken(request)))
            }
            Self::GetCallerIdentity => ("who", call(Call::GetCallerIdentity)),
            Self::Action => ("act", action(scenario)),
        };
        Step {
            id: id.into(),
            title: None,
            after: None,
            caller: None,
            endpoint: None,
            account: None,
            operation,
            context: Vec::new(),
            expect: None,
            layout: Layout::default(),
        }
    }
}

fn assume_role(scenario: &Scenario) -> AssumeRole {
    let taken: Vec<Rc<str>> = scenario
        .steps
        .iter()
        .filter_map(|step| match &step.operation {
            Operation::Sts(StsCall { call: Call::AssumeRole(call), .. }) => call.role_arn.clone(),
            _ => None,
        })
        .collect();
    let mut roles = scenario
        .accounts
        .iter()
        .flat_map(|account| account.roles.iter().map(|role| role.arn_in(account.id).shared()));
    let first = roles.clone().next();
    let role_arn = roles.find(|arn| !taken.contains(arn)).or(first);
    AssumeRole { role_arn, role_session_name: Some("session".into()), ..AssumeRole::default() }
}

fn action(scenario: &Scenario) -> Operation {
    let resource = scenario.resources.first().map(|resource| match resource.arn.service() {
        "s3" => format!("{}/object", resource.arn).into(),
        _ => resource.arn.shared(),
    });
    match "s3:GetObject".parse() {
        Ok(action) => Operation::Action { action, resource },
        Err(_) => {
            Operation::Sts(StsCall { call: Call::GetCallerIdentity, layout: Layout::default() })
        }
    }
}
