//! What is asked for beyond the pieces, and what else may refuse. AWS: "Policy evaluation logic" and "Troubleshoot access
//! denied error messages".

use iam::PolicyType;

use super::{Caller, Limit, Making, Target, Unknown, get_role, stated::NOT_PASTED};
use crate::{
    paste::Missing,
    scenario::{Document, InlinePolicy, stand_in},
};

/// The command that lists an organization's policies over an account.
pub(super) fn attached(account: iam::AccountId, filter: &str) -> String {
    format!("aws organizations list-policies-for-target --target-id {account} --filter {filter}")
}

/// The command that prints what a policy of the organization says.
pub(super) fn describe(id: &str) -> String {
    format!("aws organizations describe-policy --policy-id {id}")
}

/// The id of the organization's policy that a message names: `p-12345678`. AWS: "Troubleshoot access denied error messages".
fn policy_id(message: &crate::paste::Message) -> Option<&str> {
    let (_, id) = message.policy.as_deref()?.rsplit_once('/')?;
    id.starts_with("p-").then_some(id)
}

/// The command that prints the policies of the endpoints for STS.
pub(super) const ENDPOINTS: &str = "aws ec2 describe-vpc-endpoints --query \"VpcEndpoints[?ends_with(ServiceName, '.sts')].PolicyDocument\"";

/// A user's name as a command takes it; that of one whom nobody named is left to the person.
pub(super) fn user_name(name: &str) -> &str {
    if stand_in::is_stand_in(name) { "<user name>" } else { name }
}

/// A call that nobody signs with keys of AWS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsigned {
    /// AssumeRoleWithWebIdentity.
    WebIdentity,
    /// AssumeRoleWithSAML.
    Saml,
}

impl Unknown {
    /// What is taken for policies that nobody pasted.
    pub(super) fn taken(self) -> &'static str {
        match self {
            Self::Nothing => "none is assumed",
            Self::Everything => "what is not known is taken as allowing",
        }
    }
}

impl Making<'_> {
    /// What else would make the verdict surer.
    pub(super) fn ask(&mut self, caller: &Caller, targets: &[Target], is_cut: bool) {
        let scenario = &self.draft.scenario;
        let account = scenario.account(caller.account());
        let filter = "aws iam get-account-authorization-details --filter";
        let (bare, who, command) = match caller {
            Caller::User(_, _, name) => {
                let users = account.into_iter().flat_map(|account| &account.users);
                let user = users.into_iter().rfind(|user| user.name.eq_ignore_ascii_case(name));
                let bare = user.is_none_or(|user| {
                    user.inline_policies.is_empty()
                        && user.attached_policies.is_empty()
                        && user.groups.is_empty()
                });
                let who = match stand_in::is_stand_in(name) {
                    true => "the caller".to_owned(),
                    false => format!("the user {name}"),
                };
                (bare, who, format!("{filter} User Group LocalManagedPolicy"))
            }
            Caller::Session(_, name, _) => {
                let bare = self.role(caller.account(), name).is_none_or(|role| {
                    role.inline_policies.is_empty() && role.attached_policies.is_empty()
                });
                let who = match stand_in::is_stand_in(name) {
                    true => "the role whose session called".to_owned(),
                    false => format!("the role {name}"),
                };
                (bare, who, format!("{filter} Role LocalManagedPolicy"))
            }
            Caller::Root(_) | Caller::Federated(..) => (false, String::new(), String::new()),
        };
        // A call that nobody signs has no caller, and so no policies of one.
        let is_signed = self.unsigned_call().is_none();
        let (bare, is_cut) = (bare && is_signed, is_cut && is_signed);
        if bare {
            let what = match who.as_str() {
                "the caller" => "the caller's identity policies".to_owned(),
                _ => format!("the caller's identity policies, those of {who}"),
            };
            self.miss(what, command.clone());
            if !self.is_silent(PolicyType::Identity) {
                let taken = self.taken();
                self.assume(format!("No policy of {who} is known; {taken}."));
            }
            self.leave_open(format!("No identity policy of {who} is known yet."), command);
        } else if is_cut {
            let sentence = format!("Not every identity policy of {who} is known yet.");
            self.leave_open(sentence, command);
        }
        let is_taken = self.unknown == Unknown::Everything && !self.is_silent(PolicyType::Identity);
        if is_taken && (bare || is_cut) {
            if !bare {
                self.assume(format!("Not every policy of {who} is known; {}.", self.taken()));
            }
            let all = match self.refused_beside() {
                Some(action) => Document::taken_as_silent(PolicyType::Identity, action),
                None => Document::taken_as_allowing(),
            };
            let all = InlinePolicy::new(NOT_PASTED, all);
            self.give_caller(caller, |inline, _, _| inline.push(all));
        }
        self.ask_of_hops(targets);
        for (place, target) in targets.iter().enumerate() {
            if self.is_chained(caller, targets, place) {
                // One hour is the most, whatever the role allows.
                continue;
            }
            let asked = target.command.as_ref().and_then(|command| command.call.duration_seconds);
            let role = self.role(target.account, &target.name);
            let known = role.is_some_and(|role| role.max_session_duration.is_some());
            if asked.is_some_and(|seconds| seconds > 3600) && !known {
                self.miss(format!("MaxSessionDuration of {}", target.arn), get_role(&target.name));
                let is_stated = self.limit() == Some(Limit::RoleMaximum);
                let most = self.unknown == Unknown::Everything && !is_stated;
                let taken = match most {
                    true => "43200, the most that a role may have, is taken",
                    false => "3600 is assumed",
                };
                self.assume(format!(
                    "MaxSessionDuration of {} is not known; {taken}.",
                    target.name
                ));
                if is_stated {
                    // The message says that it is less than what was asked for.
                    continue;
                }
                self.leave_open(
                    format!("MaxSessionDuration of the role {} is not known yet.", target.name),
                    get_role(&target.name),
                );
                if self.unknown == Unknown::Everything {
                    let roles = self.account(target.account).roles.iter_mut();
                    roles
                        .filter(|role| role.name.eq_ignore_ascii_case(&target.name))
                        .for_each(|role| role.max_session_duration = Some(43_200));
                }
            }
        }
        self.ask_of_stated(caller, targets);
        self.ask_of_listed();
    }

    /// Of policies of which only the names are known, what they say is asked for; where a message names one, that one.
    fn ask_of_listed(&mut self) {
        let named = self.facts.messages.iter().find_map(|message| policy_id(message));
        let known: Vec<_> = self
            .draft
            .scenario
            .organization
            .iter()
            .flat_map(|organization| &organization.policies)
            .filter(|policy| !Document::is_taken_as_refusing(policy.content.text()))
            .map(|policy| (policy.id.clone(), std::rc::Rc::clone(&policy.name)))
            .collect();
        let is_known = |listed: &crate::paste::PolicySummary| {
            known
                .iter()
                .any(|(id, name)| id.as_ref().map_or(*name == listed.name, |id| *id == listed.id))
        };
        let is_wanted = |listed: &crate::paste::PolicySummary| match named {
            Some(id) => id == &*listed.id,
            // AWS attaches this one to everything; it allows everything.
            None => &*listed.id != "p-FullAWSAccess",
        };
        let open: Vec<_> = self
            .facts
            .listed
            .iter()
            .filter(|listed| is_wanted(listed) && !is_known(listed))
            .rev()
            .map(|listed| {
                let what = format!("what the {} {} says", listed.kind.label(), listed.name);
                (what, describe(&listed.id))
            })
            .collect();
        for (what, command) in open {
            if self.draft.missing.iter().all(|asked| asked.command.as_ref() != Some(&command)) {
                self.draft.missing.insert(0, Missing { what, command: Some(command) });
            }
        }
    }

    /// A role that makes a later call needs policies of its own.
    fn ask_of_hops(&mut self, targets: &[Target]) {
        let unknown = self.unknown;
        for (place, target) in targets.iter().enumerate() {
            let id = self.draft.scenario.steps.get(place).map(|step| std::rc::Rc::clone(&step.id));
            let later = self.draft.scenario.steps.iter().enumerate().skip(place + 1);
            let calls = later.into_iter().any(|(at, step)| match &step.caller {
                Some(caller) => Some(caller) == id.as_ref(),
                None => at == place + 1,
            });
            let roles = &mut self.account(target.account).roles;
            let Some(role) =
                roles.iter_mut().find(|role| role.name.eq_ignore_ascii_case(&target.name))
            else {
                continue;
            };
            if !calls || !role.inline_policies.is_empty() || !role.attached_policies.is_empty() {
                continue;
            }
            if unknown == Unknown::Everything {
                let all = InlinePolicy::new(NOT_PASTED, Document::taken_as_allowing());
                role.inline_policies.push(all);
            }
            let name = &target.name;
            let command =
                "aws iam get-account-authorization-details --filter Role LocalManagedPolicy"
                    .to_owned();
            self.miss(format!("the identity policies of the role {name}"), command.clone());
            let taken = unknown.taken();
            self.assume(format!("No policy of the role {name} is known; {taken}."));
            self.leave_open(
                format!("No identity policy of the role {name} is known yet."),
                command,
            );
        }
    }

    /// How many managed policies and groups the caller has.
    pub(super) fn carried(&self, caller: &Caller) -> usize {
        match caller {
            Caller::User(account, _, name) => {
                let users =
                    self.draft.scenario.account(*account).into_iter().flat_map(|a| &a.users);
                let own = users.filter(|user| user.name.eq_ignore_ascii_case(name));
                own.map(|user| user.attached_policies.len() + user.groups.len()).sum()
            }
            Caller::Session(account, name, _) => {
                self.role(*account, name).map_or(0, |role| role.attached_policies.len())
            }
            Caller::Root(_) | Caller::Federated(..) => 0,
        }
    }

    /// The call without a signature that a message is about. AWS: "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML".
    pub(super) fn unsigned_call(&self) -> Option<Unsigned> {
        self.facts.messages.iter().find_map(|message| {
            let is = |call: &str| {
                message.operation.as_deref() == Some(call)
                    || message.text.contains(&format!("sts:{call}"))
            };
            match (is("AssumeRoleWithWebIdentity"), is("AssumeRoleWithSAML")) {
                (true, _) => Some(Unsigned::WebIdentity),
                (_, true) => Some(Unsigned::Saml),
                _ => None,
            }
        })
    }

    /// A call with a token has no caller in AWS: what decides is the role's trust policy, the provider and the token.
    pub(super) fn ask_of_unsigned(&mut self) {
        let Some(call) = self.unsigned_call() else { return };
        let (name, provider, list, presented, facts) = match call {
            Unsigned::WebIdentity => (
                "AssumeRoleWithWebIdentity",
                "OIDC provider",
                "aws iam list-open-id-connect-providers",
                "token",
                "the claims sub and aud of the token",
            ),
            Unsigned::Saml => (
                "AssumeRoleWithSAML",
                "SAML provider",
                "aws iam list-saml-providers",
                "assertion",
                "the attributes of the assertion and its audience",
            ),
        };
        let has_role = !self.facts.roles.is_empty();
        let has_trust = has_role || !self.facts.trust.is_empty();
        self.draft.missing.clear();
        self.draft.can_still_deny.clear();
        if !has_role {
            self.miss("the role's ARN, as the workflow or the configuration names it", None);
        }
        if !has_trust {
            self.miss(
                "the role's trust policy",
                "aws iam get-role --role-name <role name> --query Role.AssumeRolePolicyDocument"
                    .to_owned(),
            );
        }
        self.miss(format!("the {provider} of the role's account"), list.to_owned());
        self.miss(facts, None);
        self.draft.open.clear();
        self.draft.withheld = vec![super::Open {
            sentence: format!(
                "A call of {name} is decided by the role's trust policy, the {provider} and the {presented}; what was \
                 pasted does not tell them all."
            ),
            command: None,
        }];
    }

    /// A scenario's world is that of the partition `aws`.
    pub(super) fn partitions(&mut self, targets: &[Target]) {
        let role = targets.iter().map(|target| target.arn.as_str());
        let caller = self.facts.caller.iter().map(|arn| arn.as_str());
        let partition = |arn: &str| arn.split(':').nth(1).unwrap_or_default().to_owned();
        let Some(other) = caller.chain(role).map(partition).find(|known| known != "aws") else {
            return;
        };
        self.assume(format!(
            "A scenario knows the partition `aws` only; the accounts of `{other}` stand in it as accounts of `aws`."
        ));
        self.draft.withheld.push(super::Open {
            sentence: format!(
                "These ARNs are of the partition {other}, and a scenario knows only aws. The command line's \
                 `assume-role authorize` answers for every partition."
            ),
            command: None,
        });
    }

    /// What refuses a call that every policy here allows, beginning with what is most often forgotten.
    pub(super) fn may_still_deny(&mut self, caller: &Caller, targets: &[Target]) {
        let Some(target) = targets.last() else { return };
        let organization = self.draft.scenario.organization.as_ref();
        let has = |kind| {
            organization
                .is_some_and(|known| known.policies.iter().any(|policy| policy.kind == kind))
        };
        let mut all = Vec::new();
        let mut add = |what: String, command: Option<String>| all.push(Missing { what, command });
        if !has(PolicyType::ServiceControl) {
            let account = caller.account();
            add(
                format!("a service control policy over account {account}"),
                Some(attached(account, "SERVICE_CONTROL_POLICY")),
            );
        }
        if !has(PolicyType::ResourceControl) {
            add(
                format!("a resource control policy over account {}", target.account),
                Some(attached(target.account, "RESOURCE_CONTROL_POLICY")),
            );
        }
        match caller {
            Caller::User(account, _, name) => {
                let users =
                    self.draft.scenario.account(*account).into_iter().flat_map(|a| &a.users);
                let mut own = users.filter(|user| user.name.eq_ignore_ascii_case(name));
                if own.all(|user| user.boundary.is_none()) {
                    let who = match stand_in::is_stand_in(name) {
                        true => "the caller".to_owned(),
                        false => format!("the user {name}"),
                    };
                    add(
                        format!("a permissions boundary of {who}"),
                        Some(format!(
                            "aws iam get-user --user-name {} --query User.PermissionsBoundary",
                            user_name(name)
                        )),
                    );
                }
            }
            Caller::Session(account, name, _) => {
                if self.role(*account, name).is_none_or(|role| role.boundary.is_none()) {
                    add(
                        format!("a permissions boundary of the role {name}"),
                        Some(format!("{} --query Role.PermissionsBoundary", get_role(name))),
                    );
                }
                if self.draft.scenario.start.policy.is_none() {
                    add(
                        "a session policy that the caller's session was started with".to_owned(),
                        Some(format!(
                            "aws cloudtrail lookup-events --lookup-attributes \
                             AttributeKey=ResourceName,AttributeValue={name}"
                        )),
                    );
                }
            }
            Caller::Root(_) | Caller::Federated(..) => {}
        }
        add(
            "the policy of a VPC endpoint that the call went through".to_owned(),
            Some(ENDPOINTS.to_owned()),
        );
        add(
            format!(
                "a principal of the trust policy that was deleted and made again: then the policy shows an id that begins \
                 with AIDA or AROA where {} was named",
                match caller {
                    Caller::User(_, _, name) | Caller::Session(_, name, _)
                        if !stand_in::is_stand_in(name) =>
                    {
                        name.as_str()
                    }
                    _ => "the caller",
                }
            ),
            Some(format!("{} --query Role.AssumeRolePolicyDocument", get_role(&target.name))),
        );
        self.draft.can_still_deny = all;
    }
}
