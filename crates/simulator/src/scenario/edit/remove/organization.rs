//! What becomes of an organization's tree, and of the policies attached to it, when a unit or all of it is removed.

use super::Reference;
use crate::scenario::{DocumentAddress, OrganizationalUnit, Scenario};

impl Scenario {
    /// What leans on a unit: what stands in it, the names of the units that move up, and the policies attached to it.
    pub(super) fn leans_on_unit(&self, place: &[usize], found: &mut Vec<Reference>) {
        let around = place.split_last().and_then(|(last, parent)| {
            let parent = self.unit(parent)?;
            Some((parent, parent.units.get(*last)?))
        });
        let Some((parent, unit)) = around else { return };
        let (accounts, units) = (unit.accounts.len(), unit.units.len());
        if accounts + units > 0 {
            let around = if place.len() == 1 { "the root" } else { "the unit around it" };
            let to = parent.name.as_deref().or(parent.id.as_deref()).unwrap_or(around).into();
            found.push(Reference::MovesUp { accounts, units, to });
        }
        let stays = |known: &&OrganizationalUnit| !std::ptr::eq(*known, unit);
        let names = || parent.units.iter().filter(stays).filter_map(|known| known.name.as_ref());
        for name in unit.units.iter().filter_map(|below| below.name.as_ref()) {
            if names().any(|known| known == name) {
                found.push(Reference::UnitName { name: (**name).into() });
            }
        }
        // What stands below a unit that has the policy as well stays under it.
        let above: Vec<_> =
            (0..place.len()).filter_map(|depth| self.unit(&place[..depth])).collect();
        for policy in self.organization.iter().flat_map(|known| &known.policies) {
            let name = &*policy.name;
            let is_last = self.attachments_of(name) == 1;
            let limits = accounts + units > 0 && !above.iter().any(|unit| is_attached(unit, name));
            if is_attached(unit, name) && (is_last || limits) {
                found.push(Reference::Limit { policy: name.into(), is_last, limits });
            }
        }
        self.named_by_documents(unit.id.as_deref(), found);
    }

    /// What leans on the organization: everything in it.
    pub(super) fn leans_on_organization(&self, found: &mut Vec<Reference>) {
        let Some(organization) = &self.organization else { return };
        let (mut accounts, mut units) = (0, 0);
        for_each(&organization.root, &mut |unit| {
            accounts += unit.accounts.len();
            units += unit.units.len();
        });
        let policies: Vec<_> =
            organization.policies.iter().map(|policy| (*policy.name).into()).collect();
        if accounts + units + policies.len() > 0 {
            found.push(Reference::Contents { accounts, units, policies });
        }
        self.named_by_documents(Some(&organization.id), found);
    }

    /// To how many units and accounts a policy of the organization is attached.
    fn attachments_of(&self, policy: &str) -> usize {
        let mut all = 0;
        if let Some(organization) = &self.organization {
            for_each(&organization.root, &mut |unit| all += usize::from(is_attached(unit, policy)));
        }
        let lists = self.accounts.iter().flat_map(|account| {
            [&account.service_control_policies, &account.resource_control_policies]
        });
        all + lists.filter(|list| list.iter().flatten().any(|known| **known == *policy)).count()
    }

    /// Documents that hold an id: in the value of a condition key, or in a path of the organization.
    fn named_by_documents(&self, id: Option<&str>, found: &mut Vec<Reference>) {
        let Some(id) = id else { return };
        let names = |text: &str| text.contains(id);
        for address in self.documents() {
            // The organization's own policies go with it.
            let own =
                id.starts_with("o-") && matches!(address, DocumentAddress::Organization { .. });
            if !own && self.document_text(&address).is_some_and(|text| names(&text)) {
                found.push(Reference::Document(address));
            }
        }
    }
}

fn is_attached(unit: &OrganizationalUnit, policy: &str) -> bool {
    let lists = [&unit.service_control_policies, &unit.resource_control_policies];
    lists.into_iter().flatten().flatten().any(|known| **known == *policy)
}

fn for_each(unit: &OrganizationalUnit, look: &mut dyn FnMut(&OrganizationalUnit)) {
    look(unit);
    unit.units.iter().for_each(|below| for_each(below, look));
}

/// "2 accounts and 1 unit"; nothing where both are none.
pub(super) fn counted(accounts: usize, units: usize) -> String {
    let of = |count: usize, one: &str, several: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {several}")),
    };
    let parts = [of(accounts, "account", "accounts"), of(units, "unit", "units")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" and ")
}

/// The sentence about what goes with an organization, in the words for what becomes of its accounts and of the rest.
pub(super) fn contents(
    accounts: usize,
    units: usize,
    policies: &[Box<str>],
    [are, go]: [&str; 2],
) -> String {
    let names: Vec<&str> = policies.iter().map(|name| &**name).collect();
    let policies = match names.split_last() {
        None => None,
        Some((one, [])) => Some(format!("the policy {one}")),
        Some((last, rest)) => Some(format!("the policies {} and {last}", rest.join(", "))),
    };
    let units = Some(counted(0, units)).filter(|units| !units.is_empty());
    let rest: Vec<String> = units.into_iter().chain(policies).collect();
    let stay = (accounts > 0).then(|| format!("{} {are} in no organization", counted(accounts, 0)));
    let gone = (!rest.is_empty()).then(|| format!("{} {go} with it", rest.join(" and ")));
    let all: Vec<String> = stay.into_iter().chain(gone).collect();
    all.join("; ")
}
