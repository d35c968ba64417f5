//! Everything in the file that has a name, for looking references up.

use std::collections::{BTreeMap, BTreeSet};

use iam::Arn;
use policy::json::Value;

use crate::scenario::{
    codec::{Members, Surroundings, text},
    managed,
    records::{attached_arn, surroundings},
    report::Report,
};

/// What can be named.
#[derive(Debug, Default)]
pub(super) struct Names<'v> {
    /// The accounts by id.
    pub(super) accounts: BTreeMap<&'v str, AccountNames<'v>>,
    /// ARNs of the managed policies that the file gives.
    pub(super) managed: BTreeSet<String>,
    /// Names of the SCPs and of the RCPs.
    pub(super) service_control: BTreeSet<&'v str>,
    pub(super) resource_control: BTreeSet<&'v str>,
    /// Whether there is an organization.
    pub(super) organization: bool,
}

/// What can be named in one account.
#[derive(Debug, Default)]
pub(super) struct AccountNames<'v> {
    pub(super) around: Surroundings,
    pub(super) groups: BTreeSet<&'v str>,
    /// By name in lower case, as IAM compares them when it makes one.
    pub(super) users: BTreeMap<String, Entity>,
    pub(super) roles: BTreeMap<String, Entity>,
    /// ARNs of its SAML and OpenID Connect providers.
    pub(super) providers: BTreeSet<&'v str>,
}

/// A user or a role.
#[derive(Debug, Clone, Default)]
pub(super) struct Entity {
    pub(super) name: String,
    pub(super) arn: String,
    pub(super) inline: BTreeSet<String>,
    pub(super) attached: BTreeSet<String>,
    pub(super) has_boundary: bool,
    /// Deleted by a step.
    pub(super) gone: bool,
}

impl<'v> Names<'v> {
    pub(super) fn of(root: Members<'v>) -> Self {
        let mut names = Self::default();
        if let Some(organization) = root.get("organization").map(Members::of) {
            names.organization = true;
            for policy in organization.items("Policies").iter().map(Members::of) {
                let Some(name) = policy.text("Name") else { continue };
                match policy.text("Type").map(|kind| &**kind) {
                    Some("RESOURCE_CONTROL_POLICY") => names.resource_control.insert(name),
                    _ => names.service_control.insert(name),
                };
            }
        }
        for account in root.items("accounts") {
            names.account(account);
        }
        names
    }

    fn account(&mut self, account: &'v Value) {
        let account = Members::of(account);
        let Some(id) = account.text("AccountId") else { return };
        let around = surroundings(account);
        self.managed.extend(around.policies.values().map(Arn::to_string));
        let known = self.accounts.entry(id).or_default();
        for group in account.items("Groups").iter().map(Members::of) {
            known.groups.extend(group.text("GroupName").map(|name| &**name));
        }
        for (list, kind, name, inline) in [
            ("Users", "user", "UserName", "UserPolicyList"),
            ("Roles", "role", "RoleName", "RolePolicyList"),
        ] {
            for entity in account.items(list).iter().map(Members::of) {
                let Some(name) = entity.text(name) else { continue };
                let path = entity.text("Path").map_or("/", |path| &**path);
                let entity = Entity {
                    name: name.to_string(),
                    arn: format!("arn:aws:iam::{id}:{kind}{path}{name}"),
                    inline: entity
                        .items(inline)
                        .iter()
                        .filter_map(|policy| Members::of(policy).text("PolicyName"))
                        .map(|name| name.to_string())
                        .collect(),
                    attached: entity
                        .items("AttachedManagedPolicies")
                        .iter()
                        .filter_map(|entry| attached_arn(Members::of(entry), &around))
                        .map(|arn| arn.to_string())
                        .collect(),
                    has_boundary: entity.get("PermissionsBoundary").is_some(),
                    gone: false,
                };
                let kind = if kind == "user" { &mut known.users } else { &mut known.roles };
                kind.insert(name.to_lowercase(), entity);
            }
        }
        for list in ["SAMLProviderList", "OpenIDConnectProviderList"] {
            for provider in account.items(list) {
                known
                    .providers
                    .extend(Members::of(provider).get("Arn").and_then(text).map(|a| &**a));
            }
        }
        known.around = around;
    }

    /// Why an entity of this account may not have that managed policy; nothing where it may.
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
        let built_in: Vec<String> =
            managed::names().filter_map(managed::arn).map(|arn| arn.to_string()).collect();
        let known = self.managed.iter().chain(&built_in).map(String::as_str);
        let way_out = if parsed.part(4) == "aws" {
            "Give this AWS-managed policy in an account's `Policies` with its `Arn`."
        } else {
            "Add it to the account's `Policies`."
        };
        Some((message, super::suggest(report, arn, known, way_out)))
    }
}
