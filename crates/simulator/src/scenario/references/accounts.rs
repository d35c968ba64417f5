//! Accounts and what is in them.

use iam::{Arn, EntityKind};
use policy::json::{Kind, Value};

use super::{Names, each, elements, suggest, tags, unique};
use crate::scenario::{
    codec::{Members, text},
    fields::Rule,
    named::NameSet,
    records::default_version,
    report::{Path, Report},
    shown,
};

/// What can carry policies, for the checks that are the same for all of them.
struct Carrier {
    list: &'static str,
    name: &'static str,
    kind: &'static str,
    inline: &'static str,
    called: &'static str,
}

const CARRIERS: [Carrier; 3] = [
    Carrier {
        list: "Users",
        name: "UserName",
        kind: "user",
        inline: "UserPolicyList",
        called: "The user",
    },
    Carrier {
        list: "Groups",
        name: "GroupName",
        kind: "group",
        inline: "GroupPolicyList",
        called: "The group",
    },
    Carrier {
        list: "Roles",
        name: "RoleName",
        kind: "role",
        inline: "RolePolicyList",
        called: "The role",
    },
];

pub(super) fn check(report: &mut Report<'_>, root: Members<'_>, names: &Names) {
    let top = Path::Root;
    unique(
        report,
        each(root, "accounts", "AccountId", &top),
        str::to_owned,
        "The account",
        "Keep one entry per account.",
    );
    unique_ids(report, root);
    let list = top.member("accounts");
    for (index, account) in root.items("accounts").iter().enumerate() {
        let path = list.item(index);
        let members = Members::of(account);
        let id = members.text("AccountId").map_or("", |id| &**id);
        let mut check = Check { report, names, account: members, id };
        check.account(&path);
    }
}

/// The unique ids of all entities of all accounts.
fn unique_ids(report: &mut Report<'_>, root: Members<'_>) {
    let top = Path::Root;
    let list = top.member("accounts");
    let mut ids = Vec::new();
    for (index, account) in root.items("accounts").iter().enumerate() {
        let path = list.item(index);
        for (list, member) in [
            ("Users", "UserId"),
            ("Groups", "GroupId"),
            ("Roles", "RoleId"),
            ("Policies", "PolicyId"),
        ] {
            ids.extend(each(Members::of(account), list, member, &path));
        }
    }
    let once = "AWS gives every id once and never again.";
    unique(report, ids, str::to_owned, "The unique id", once);
}

struct Check<'c, 'r, 't> {
    report: &'r mut Report<'t>,
    names: &'c Names,
    account: Members<'c>,
    id: &'c str,
}

impl<'c> Check<'c, '_, '_> {
    fn add(&mut self, path: &Path<'_>, value: &Value, message: String, help: String) {
        self.report.add(path, value.span, message, Some(help));
    }

    fn account(&mut self, path: &Path<'_>) {
        for carrier in &CARRIERS {
            unique(
                self.report,
                each(self.account, carrier.list, carrier.name, path),
                iam::fold,
                carrier.called,
                "Names are unique in an account, without regard to case.",
            );
            let list = path.member(carrier.list);
            for (index, entity) in self.account.items(carrier.list).iter().enumerate() {
                self.carrier(carrier, Members::of(entity), &list.item(index));
            }
        }
        unique(
            self.report,
            each(self.account, "Policies", "PolicyName", path),
            iam::fold,
            "The policy",
            "Names are unique in an account, without regard to case.",
        );
        let list = path.member("Policies");
        for (index, policy) in self.account.items("Policies").iter().enumerate() {
            self.managed(Members::of(policy), &list.item(index));
        }
        self.providers(path);
        self.devices(path);
        for (list, known, builtin) in [
            ("ServiceControlPolicies", &self.names.service_control, "FullAWSAccess"),
            ("ResourceControlPolicies", &self.names.resource_control, "RCPFullAWSAccess"),
        ] {
            super::organization::attached(
                self.report,
                self.account.items(list),
                &path.member(list),
                known,
                builtin,
                self.names.organization,
            );
        }
    }

    fn carrier(&mut self, carrier: &Carrier, entity: Members<'c>, path: &Path<'_>) {
        unique(
            self.report,
            each(entity, carrier.inline, "PolicyName", path),
            str::to_owned,
            "The inline policy",
            "Give each policy a name of its own.",
        );
        self.own_arn(carrier, entity, path);
        self.attached(entity, path);
        if let Some(boundary) = entity.get("PermissionsBoundary") {
            self.boundary(boundary, path);
        }
        tags(self.report, entity, path);
        let list = path.member("GroupList");
        let groups = entity.items("GroupList");
        let named = elements(groups, &list);
        unique(self.report, named, str::to_owned, "The group", "A user is in a group once.");
        let known = self.names.accounts.get(self.id);
        for (index, group) in groups.iter().enumerate() {
            let Some(name) = text(group) else { continue };
            if let Some(known) = known.filter(|known| !known.groups.contains(name)) {
                let message = format!("There is no group `{name}` in account {}.", self.id);
                let help = suggest(
                    self.report,
                    name,
                    &|| known.groups.names(),
                    "Add it to the account's `Groups`.",
                );
                self.add(&list.item(index), group, message, help);
            }
        }
    }

    fn own_arn(&mut self, carrier: &Carrier, entity: Members<'_>, path: &Path<'_>) {
        let (Some(value), Some(name)) = (entity.get("Arn"), entity.text(carrier.name)) else {
            return;
        };
        let inside = entity.text("Path").map_or("/", |path| &**path);
        let expect = format!("arn:aws:iam::{}:{}{inside}{name}", self.id, carrier.kind);
        if text(value).is_some_and(|given| **given != *expect) {
            let message = format!("Account, path and name make the ARN `{expect}`, not this one.");
            let help = "Write that ARN, or leave `Arn` out.".to_owned();
            self.add(&path.member("Arn"), value, message, help);
        }
    }

    fn attached(&mut self, entity: Members<'_>, path: &Path<'_>) {
        let list = path.member("AttachedManagedPolicies");
        let mut seen = NameSet::default();
        for (index, entry) in entity.items("AttachedManagedPolicies").iter().enumerate() {
            let path = list.item(index);
            let members = Members::of(entry);
            let (name, arn) = (members.get("PolicyName"), members.get("PolicyArn"));
            match (name, arn) {
                (None, None) => {
                    if matches!(entry.kind, Kind::Object(_)) {
                        let message = "An attached policy lacks both its name and its ARN.";
                        let help = "Add `PolicyArn`.";
                        self.add(&path, entry, message.to_owned(), help.to_owned());
                    }
                }
                (Some(value), None) => {
                    let around = self.names.accounts.get(self.id).map(|known| &known.around);
                    let Some(name) = text(value) else { continue };
                    let all = || around.map(|around| around.policies.names()).unwrap_or_default();
                    let known = around
                        .and_then(|around| crate::scenario::records::attached_arn(members, around));
                    match known {
                        Some(arn) => self.attached_once(&mut seen, arn.as_str(), value, &path),
                        None => {
                            let message = format!(
                                "There is no managed policy `{name}` in account {}.",
                                self.id
                            );
                            let help = suggest(
                                self.report,
                                name,
                                &all,
                                "Add it to the account's `Policies`.",
                            );
                            self.add(&path.member("PolicyName"), value, message, help);
                        }
                    }
                }
                (name, Some(value)) => {
                    let Some(arn) = text(value) else { continue };
                    if let Some((message, help)) =
                        self.names.attachment_problem(self.report, arn, self.id)
                    {
                        self.add(&path.member("PolicyArn"), value, message, help);
                    }
                    self.attached_once(&mut seen, arn, value, &path);
                    let last = arn.rsplit('/').next().unwrap_or_default();
                    if let Some(name) = name.filter(|name| text(name).is_some_and(|t| **t != *last))
                    {
                        let message = format!("The ARN beside it names the policy `{last}`.");
                        let help = format!("Write `{last}`, or leave `PolicyName` out.");
                        self.add(&path.member("PolicyName"), name, message, help);
                    }
                }
            }
        }
    }

    fn attached_once(&mut self, seen: &mut NameSet, arn: &str, value: &Value, path: &Path<'_>) {
        if !seen.add(arn) {
            let message = format!("The policy `{arn}` is attached a second time.");
            self.add(path, value, message, "Keep one of the two.".to_owned());
        }
    }

    fn boundary(&mut self, boundary: &Value, path: &Path<'_>) {
        let Some(value) = Members::of(boundary).get("PermissionsBoundaryArn") else { return };
        let Some(arn) = text(value) else { return };
        if let Some((message, help)) = self.names.attachment_problem(self.report, arn, self.id) {
            let path = path.member("PermissionsBoundary");
            self.add(&path.member("PermissionsBoundaryArn"), value, message, help);
        }
    }

    fn managed(&mut self, policy: Members<'_>, path: &Path<'_>) {
        if let (Some(value), Some(name)) = (policy.get("Arn"), policy.text("PolicyName")) {
            let inside = policy.text("Path").map_or("/", |path| &**path);
            let expect = format!("arn:aws:iam::{}:policy{inside}{name}", self.id);
            let given = text(value).and_then(|arn| arn.parse::<Arn>().ok());
            let of_aws = |arn: &Arn| {
                arn.part(4) == "aws"
                    && arn.entity() == Some(EntityKind::Policy)
                    && arn.name() == &**name
            };
            if given.is_some_and(|arn| arn.as_str() != expect && !of_aws(&arn)) {
                let message =
                    format!("Account, path and name make the ARN `{expect}`, not this one.");
                let help = format!(
                    "Leave `Arn` out, or write an AWS-managed policy's: arn:aws:iam::aws:policy/{name}."
                );
                self.add(&path.member("Arn"), value, message, help);
            }
        }
        let Some(list) = policy.get("PolicyVersionList") else { return };
        let Kind::Array(versions) = &list.kind else { return };
        let list_path = path.member("PolicyVersionList");
        let is_default =
            |version: &&Value| default_version(std::slice::from_ref(version)).is_some();
        let defaults = versions.iter().filter(is_default).count();
        if defaults != 1 {
            let message = format!("{defaults} of the versions are the default; exactly one is.");
            let help = "Set `IsDefaultVersion` to true in the one that is in force.".to_owned();
            self.add(&list_path, list, message, help);
        }
        let ids = each(policy, "PolicyVersionList", "VersionId", path);
        let own = "Give each version an id of its own.";
        unique(self.report, ids, str::to_owned, "The version", own);
    }

    fn providers(&mut self, path: &Path<'_>) {
        let saml = (EntityKind::SamlProvider, Rule::SamlProviderName, "saml-provider/Name");
        let oidc = (EntityKind::OidcProvider, Rule::Issuer, "oidc-provider/host");
        for (list, (kind, rule, called)) in
            [("SAMLProviderList", saml), ("OpenIDConnectProviderList", oidc)]
        {
            unique(
                self.report,
                each(self.account, list, "Arn", path),
                str::to_owned,
                "The provider",
                "Keep one entry per provider.",
            );
            let listed = path.member(list);
            for (index, provider) in self.account.items(list).iter().enumerate() {
                let path = listed.item(index);
                let members = Members::of(provider);
                let Some(value) = members.get("Arn") else { continue };
                let Some(arn) = text(value).and_then(|arn| arn.parse::<Arn>().ok()) else {
                    continue;
                };
                if arn.entity() != Some(kind) || arn.part(4) != self.id {
                    let message = format!("`{arn}` is no such provider of account {}.", self.id);
                    let help = format!("It has the form arn:aws:iam::{}:{called}.", self.id);
                    self.add(&path.member("Arn"), value, message, help);
                    continue;
                }
                let host = arn.resource().split_once('/').map_or("", |(_, host)| host);
                if !rule.accepts(host) {
                    let message = format!(
                        "{} is not allowed here; {} is wanted.",
                        shown(host),
                        rule.wanted()
                    );
                    self.report.add(&path.member("Arn"), value.span, message, None);
                }
                let audiences = path.member("ClientIDList");
                let audiences = elements(members.items("ClientIDList"), &audiences);
                let once = "An audience is listed once.";
                unique(self.report, audiences, str::to_owned, "The audience", once);
                let Some(url) = members.get("Url") else { continue };
                let plain = |url: &str| {
                    url.strip_prefix("https://").unwrap_or(url).trim_end_matches('/').to_owned()
                };
                if text(url).is_some_and(|url| plain(url) != host.trim_end_matches('/')) {
                    let message = format!("The ARN says that the issuer is `{host}`.");
                    let help = format!("Write https://{host}, or leave `Url` out.");
                    self.add(&path.member("Url"), url, message, help);
                }
            }
        }
    }

    fn devices(&mut self, path: &Path<'_>) {
        let list = path.member("Users");
        let mut all = Vec::new();
        for (index, user) in self.account.items("Users").iter().enumerate() {
            let path = list.item(index);
            all.extend(each(Members::of(user), "MFADevices", "SerialNumber", &path));
        }
        unique(self.report, all, str::to_owned, "The device", "A device belongs to one user.");
    }
}
