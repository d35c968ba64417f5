//! The organization: its tree and what is attached there.

use std::rc::Rc;

use policy::json::Value;

use super::{Names, each, elements, suggest, unique};
use crate::scenario::{
    codec::{Members, text},
    named::{NameSet, Named},
    report::{Path, Report},
};

/// How many levels of units AWS allows below the root. AWS: "Quotas and service limits for AWS Organizations".
const DEEPEST: usize = 5;

pub(super) fn check<'v>(report: &mut Report<'_>, root: Members<'v>, names: &Names) {
    let Some(organization) = root.get("organization") else { return };
    let members = Members::of(organization);
    let top = Path::Root;
    let path = top.member("organization");
    let list = path.member("Policies");
    let policies = members.items("Policies");
    for member in ["Name", "Id"] {
        unique(
            report,
            each(members, "Policies", member, &path),
            str::to_owned,
            if member == "Name" { "The policy" } else { "The policy id" },
            "Names and ids are unique in an organization.",
        );
    }
    for (index, policy) in policies.iter().enumerate() {
        let Some(name) = Members::of(policy).get("Name") else { continue };
        if text(name).is_some_and(|name| matches!(&**name, "FullAWSAccess" | "RCPFullAWSAccess")) {
            report.add(
                &list.item(index).member("Name"),
                name.span,
                "This policy is built in.",
                Some("Leave it out of the list, or choose another name.".to_owned()),
            );
        }
    }
    let management = members.text("MasterAccountId").map(|id| &**id);
    let (places, ids) = (Named::default(), NameSet::default());
    let mut tree = Tree { report, names, management, places, ids };
    if let Some(unit) = members.get("Root") {
        tree.unit(unit, &path.member("Root"), 0);
    }
    let Tree { places, report, .. } = tree;
    let list = path.member("delegatedAdministrators");
    for (index, value) in members.items("delegatedAdministrators").iter().enumerate() {
        let Some(id) = text(value) else { continue };
        if !places.contains(id) || management == Some(&**id) {
            let message = format!("{id} is no member account of the organization.");
            let help =
                "Name an account that stands in the tree, other than the management account.";
            report.add(&list.item(index), value.span, message, Some(help.to_owned()));
        }
    }
    let Some(management) = members.get("MasterAccountId") else { return };
    if let Some(id) = text(management).filter(|id| !places.contains(id)) {
        let help = "Add it to `Accounts` of the root or of a unit.".to_owned();
        let message = format!("The management account {id} stands nowhere in the tree.");
        report.add(&path.member("MasterAccountId"), management.span, message, Some(help));
    }
}

struct Tree<'c, 'r, 't, 'v> {
    report: &'r mut Report<'t>,
    names: &'c Names,
    /// The management account need not be described; AWS never restricts it.
    management: Option<&'v str>,
    /// Accounts by id, with the path of their place.
    places: Named<String>,
    ids: NameSet,
}

impl<'v> Tree<'_, '_, '_, 'v> {
    fn unit(&mut self, unit: &'v Value, path: &Path<'_>, depth: usize) {
        let members = Members::of(unit);
        if depth > DEEPEST {
            let help = format!("Units nest at most {DEEPEST} levels below the root.");
            let at = super::super::check::opening(unit);
            return self.report.add(path, at, "The unit stands too deep.", Some(help));
        }
        if let Some(value) = members.get("Id") {
            if text(value).is_some_and(|id| !self.ids.add(id)) {
                let message = "The id is there a second time.";
                let help = "Give every unit an id of its own.".to_owned();
                self.report.add(&path.member("Id"), value.span, message, Some(help));
            }
            let prefix = if depth == 0 { "r-" } else { "ou-" };
            if text(value).is_some_and(|id| !id.starts_with(prefix)) {
                let what = if depth == 0 { "The root's id" } else { "A unit's id" };
                let message = format!("{what} begins with `{prefix}`.");
                self.report.add(&path.member("Id"), value.span, message, None);
            }
        }
        for (list, known, builtin) in [
            ("ServiceControlPolicies", &self.names.service_control, "FullAWSAccess"),
            ("ResourceControlPolicies", &self.names.resource_control, "RCPFullAWSAccess"),
        ] {
            attached(self.report, members.items(list), &path.member(list), known, builtin, true);
        }
        let list = path.member("Accounts");
        for (index, account) in members.items("Accounts").iter().enumerate() {
            let Some(id) = text(account) else { continue };
            let path = list.item(index);
            if let Some(earlier) = self.places.get(id) {
                let message = format!("The account {id} stands in {earlier} as well.");
                let help = "An account stands in exactly one place.".to_owned();
                self.report.add(&path, account.span, message, Some(help));
            } else {
                if !self.names.accounts.contains(id) && self.management != Some(&**id) {
                    let message = format!("The account {id} is not in the scenario.");
                    let help = suggest(
                        self.report,
                        id,
                        &|| self.names.accounts.names(),
                        "Add it to `accounts`, if only with its `AccountId`.",
                    );
                    self.report.add(&path, account.span, message, Some(help));
                }
                self.places.insert(Rc::clone(id), path.to_string());
            }
        }
        // AWS: "CreateOrganizationalUnit", error `DuplicateOrganizationalUnitException`.
        unique(
            self.report,
            each(members, "OrganizationalUnits", "Name", path),
            str::to_owned,
            "The organizational unit",
            "Units directly under the same parent have different names.",
        );
        let list = path.member("OrganizationalUnits");
        for (index, unit) in members.items("OrganizationalUnits").iter().enumerate() {
            self.unit(unit, &list.item(index), depth + 1);
        }
    }
}

/// Names of attached organization policies.
pub(super) fn attached(
    report: &mut Report<'_>,
    given: &[Value],
    path: &Path<'_>,
    known: &NameSet,
    builtin: &str,
    organization: bool,
) {
    let once = "A policy is attached once.";
    unique(report, elements(given, path), str::to_owned, "The policy", once);
    for (index, value) in given.iter().enumerate() {
        let Some(name) = text(value) else { continue };
        if !organization {
            let message = "There is no organization that could attach policies.";
            let help = "Add `organization`, or leave this out.".to_owned();
            return report.add(&path.item(index), value.span, message, Some(help));
        }
        if **name != *builtin && !known.contains(name) {
            let message = format!("The organization has no such policy `{name}` of this kind.");
            let all = || [&known.names()[..], &[builtin]].concat();
            let help = suggest(report, name, &all, "Add it to `organization.Policies`.");
            report.add(&path.item(index), value.span, message, Some(help));
        }
    }
}
