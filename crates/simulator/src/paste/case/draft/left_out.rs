//! What of a case does not fit the format and is left out, told by the names that were pasted.

use iam::Arn;
use sts::request::Call;

use super::{CALLER_ACCOUNT, Making, known_account};
use crate::scenario::{Account, Operation, Scenario, Start};

impl Making<'_> {
    /// What came from outside may hold what the format refuses; it is left out, so that the scenario always reads.
    pub(super) fn valid(&mut self) {
        for _ in 0..200 {
            let Some(problem) = self.draft.scenario.problems().into_iter().next() else { return };
            let path = problem.path.clone();
            let said = problem.message.clone();
            let place = in_words(&self.draft.scenario, &path);
            if !self.leave_out(&path) {
                let account = known_account(CALLER_ACCOUNT);
                let root = Arn::iam("aws", account, "root");
                let start = Start::new(root.as_str(), self.draft.scenario.start.time);
                self.draft.scenario = Scenario::new("Your own case", start);
                self.draft.scenario.accounts.push(Account::new(account));
            }
            self.assume(format!("Left out: {place}. {said}"));
        }
    }

    /// Takes the smallest thing out that a path leads through; `false` where it leads through none.
    fn leave_out(&mut self, path: &str) -> bool {
        let scenario = &mut self.draft.scenario;
        let mut parts = path.split(['[', ']', '.']).filter(|part| !part.is_empty());
        let mut next = || parts.next().unwrap_or_default();
        let (list, index) = (next(), next().parse::<usize>().unwrap_or(usize::MAX));
        match list {
            "start" => {
                let account =
                    scenario.start.principal.parse::<Arn>().ok().and_then(|arn| arn.account());
                let account = account.unwrap_or(known_account(CALLER_ACCOUNT));
                let root = Arn::iam("aws", account, "root");
                let is_root = *scenario.start.principal == *root.as_str();
                scenario.start = Start::new(root.as_str(), scenario.start.time);
                !is_root
            }
            "organization" => scenario.organization.take().is_some_and(|_| {
                for account in &mut scenario.accounts {
                    account.service_control_policies = None;
                    account.resource_control_policies = None;
                }
                true
            }),
            "steps" if index < scenario.steps.len() => {
                scenario.steps.remove(index);
                true
            }
            "accounts" if index < scenario.accounts.len() => {
                let (kind, place) = (next(), next().parse::<usize>().unwrap_or(usize::MAX));
                let account = &mut scenario.accounts[index];
                match kind {
                    "Users" if place < account.users.len() => drop(account.users.remove(place)),
                    "Groups" if place < account.groups.len() => drop(account.groups.remove(place)),
                    "Roles" if place < account.roles.len() => drop(account.roles.remove(place)),
                    "Policies" if place < account.policies.len() => {
                        drop(account.policies.remove(place))
                    }
                    _ => drop(scenario.accounts.remove(index)),
                }
                true
            }
            _ => false,
        }
    }
}

/// What a path leads to, as a person would call it: `accounts[1].Roles[0].RoleName` is "the role Deployer of account
/// 222222222222".
fn in_words(scenario: &Scenario, path: &str) -> String {
    let mut parts = path.split(['[', ']', '.']).filter(|part| !part.is_empty());
    let mut next = || parts.next().unwrap_or_default();
    let (list, index) = (next(), next().parse::<usize>().unwrap_or(usize::MAX));
    match list {
        "start" => "who calls".to_owned(),
        "organization" => "the organization".to_owned(),
        "steps" => match scenario.steps.get(index).map(|step| &step.operation) {
            Some(Operation::Sts(call)) => match &call.call {
                Call::AssumeRole(call) => {
                    format!("the call for {}", call.role_arn.as_deref().unwrap_or("a role"))
                }
                _ => "a call".to_owned(),
            },
            Some(Operation::Action { action, .. }) => format!("the call of {action}"),
            _ => "a call".to_owned(),
        },
        "accounts" => {
            let Some(account) = scenario.accounts.get(index) else {
                return "an account".to_owned();
            };
            let (kind, place) = (next(), next().parse::<usize>().unwrap_or(usize::MAX));
            let named = match kind {
                "Users" => account.users.get(place).map(|user| ("user", &user.name)),
                "Groups" => account.groups.get(place).map(|group| ("group", &group.name)),
                "Roles" => account.roles.get(place).map(|role| ("role", &role.name)),
                "Policies" => account.policies.get(place).map(|policy| ("policy", &policy.name)),
                _ => None,
            };
            match named {
                Some((kind, name)) => format!("the {kind} {name} of account {}", account.id),
                None => format!("account {}", account.id),
            }
        }
        _ => "a part of the case".to_owned(),
    }
}
