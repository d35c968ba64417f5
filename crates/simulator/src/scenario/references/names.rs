//! Everything in the file that has a name, for looking references up.

use iam::Arn;
use policy::json::Value;

use crate::scenario::{
    codec::{Members, Surroundings},
    managed,
    named::{NameSet, Named},
    records::{attached_arn, surroundings},
    report::Report,
};

/// What can be named.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The accounts by id.
    pub(super) accounts: Named<AccountNames>,
    /// ARNs of the managed policies that the file gives.
    pub(super) managed: NameSet,
    /// Names of the SCPs and of the RCPs.
    pub(super) service_control: NameSet,
    pub(super) resource_control: NameSet,
    /// Whether there is an organization.
    pub(super) organization: bool,
}

/// What can be named in one account.
#[derive(Debug, Default)]
pub(super) struct AccountNames {
    pub(super) around: Surroundings,
    pub(super) groups: NameSet,
    /// By name in lower case, as IAM compares them when it makes one.
    pub(super) users: Named<Entity>,
    pub(super) roles: Named<Entity>,
    /// ARNs of its SAML and OpenID Connect providers.
    pub(super) providers: NameSet,
}

/// A user or a role.
#[derive(Debug, Default)]
pub(super) struct Entity {
    pub(super) name: String,
    pub(super) arn: String,
    pub(super) inline: NameSet,
    pub(super) attached: NameSet,
    pub(super) has_boundary: bool,
    /// Deleted by a step.
    pub(super) gone: bool,
}

impl Names {
    pub(super) fn of(root: Members<'_>) -> Self {
        let mut names = Self::default();
        if let Some(organization) = root.get("organization").map(Members::of) {
            names.organization = true;
            for policy in organization.items("Policies").iter().map(Members::of) {
                let Some(name) = policy.text("Name") else { continue };
                match policy.text("Type").map(|kind| &**kind) {
                    Some("RESOURCE_CONTROL_POLICY") => names.resource_control.add(name),
                    _ => names.service_control.add(name),
                };
            }
        }
        for account in root.items("accounts") {
            names.account(account);
        }
        names
    }

    fn account(&mut self, account: &Value) {
        let account = Members::of(account);
        let Some(id) = account.text("AccountId") else { return };
        let around = surroundings(account);
        for arn in around.policies.things() {
            self.managed.add(arn.as_str());
        }
        let known = self.accounts.get_or_default(id);
        for group in account.items("Groups").iter().map(Members::of) {
            if let Some(name) = group.text("GroupName") {
                known.groups.add(name);
            }
        }
        for (list, kind, name, inline) in [
            ("Users", "user", "UserName", "UserPolicyList"),
            ("Roles", "role", "RoleName", "RolePolicyList"),
        ] {
            for entity in account.items(list).iter().map(Members::of) {
                let Some(name) = entity.text(name) else { continue };
                let path = entity.text("Path").map_or("/", |path| &**path);
                let mut names = Entity {
                    name: name.to_string(),
                    arn: format!("arn:aws:iam::{id}:{kind}{path}{name}"),
                    has_boundary: entity.get("PermissionsBoundary").is_some(),
                    ..Entity::default()
                };
                for policy in entity.items(inline).iter().map(Members::of) {
                    if let Some(name) = policy.text("PolicyName") {
                        names.inline.add(name);
                    }
                }
                for entry in entity.items("AttachedManagedPolicies").iter().map(Members::of) {
                    if let Some(arn) = attached_arn(entry, &around) {
                        names.attached.add(arn.as_str());
                    }
                }
                let kind = if kind == "user" { &mut known.users } else { &mut known.roles };
                kind.insert(iam::fold(name).into(), names);
            }
        }
        for list in ["SAMLProviderList", "OpenIDConnectProviderList"] {
            for provider in account.items(list).iter().map(Members::of) {
                if let Some(arn) = provider.text("Arn") {
                    known.providers.add(arn);
                }
            }
        }
        known.around = around;
    }

    /// Why that managed policy cannot be attached to an entity of this account; nothing where it can.
    pub(super) fn attachment_problem(
        &self,
        report: &Report<'_>,
        arn: &str,
        account: &str,
    ) -> Option<(String, String)> {
        if managed::is_root_task(arn) {
            return Some((
                format!("`{arn}` is a task of AssumeRoot."),
                "It cannot be attached; pass it to AssumeRoot as `TaskPolicyArn`.".to_owned(),
            ));
        }
        self.managed_problem(report, arn, account)
    }

    /// Why an entity or a session of this account may not have that managed policy; nothing where it may.
    pub(super) fn managed_problem(
        &self,
        report: &Report<'_>,
        arn: &str,
        account: &str,
    ) -> Option<(String, String)> {
        let parsed: Arn = arn.parse().ok()?;
        if parsed.entity() != Some(iam::EntityKind::Policy) {
            return Some((
                format!("`{arn}` is not the ARN of a managed policy."),
                "It has the form arn:aws:iam::111111111111:policy/Name.".to_owned(),
            ));
        }
        if self.managed.contains(arn) || managed::document(arn).is_some() {
            let own = parsed.part(4) == account || parsed.part(4) == "aws";
            return (!own).then(|| {
                (
                    format!("`{arn}` is a policy of another account."),
                    "Only policies of the entity's own account and AWS's own can be attached."
                        .to_owned(),
                )
            });
        }
        let message = format!("There is no managed policy `{arn}` here.");
        let built_in: Vec<Arn> = managed::names().filter_map(managed::arn).collect();
        let known = || {
            let mut known = self.managed.names();
            known.extend(built_in.iter().map(Arn::as_str));
            known
        };
        let way_out = if parsed.part(4) == "aws" {
            "Give this AWS-managed policy in an account's `Policies` with its `Arn`."
        } else {
            "Add it to the account's `Policies`."
        };
        Some((message, super::suggest(report, arn, &known, way_out)))
    }
}
