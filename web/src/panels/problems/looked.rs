//! What is wrong with documents as they stand, kept from edit to edit: a world holds thousands of them, and a key that
//! somebody presses changes one.

use std::{collections::BTreeMap, rc::Rc};

use iam::PolicyType;
use policy::{Diagnostic, Severity};
use simulator::{
    Scenario,
    scenario::{Account, Document, DocumentAddress, InlinePolicy, List, Role},
};

use crate::state::selectors;

/// Every document of the world looked through, as the scenario was then.
pub(super) struct Looked {
    scenario: Rc<Scenario>,
    /// Where documents stand, in the order of the file.
    addresses: Vec<DocumentAddress>,
    /// What is wrong, by the document's place in that order.
    found: BTreeMap<usize, Vec<Diagnostic>>,
}

/// What is worth telling.
pub(super) fn is_told(finding: &Diagnostic) -> bool {
    finding.severity != Severity::Suggestion || finding.refusal.is_some()
}

impl Looked {
    /// Looks through everything.
    fn through(scenario: &Rc<Scenario>) -> Self {
        let addresses = scenario.documents();
        let mut looked = Self { scenario: Rc::clone(scenario), addresses, found: BTreeMap::new() };
        (0..looked.addresses.len()).for_each(|place| looked.look(place));
        looked
    }

    /// What is known of the scenario as it stands now: only the documents of roles that an edit changed are looked
    /// through again where it changed nothing else in the world.
    pub(super) fn after(last: Option<Self>, scenario: &Rc<Scenario>) -> Self {
        let Some(mut looked) = last else { return Self::through(scenario) };
        let Some(roles) = changed_roles(&looked.scenario, scenario) else {
            return Self::through(scenario);
        };
        looked.scenario = Rc::clone(scenario);
        let is_of_a_step = |address: &DocumentAddress| {
            matches!(
                address,
                DocumentAddress::StartSession
                    | DocumentAddress::StepSession { .. }
                    | DocumentAddress::Change { .. }
            )
        };
        let chain = Scenario {
            accounts: List::default(),
            organization: None,
            resources: Vec::new(),
            ..(**scenario).clone()
        };
        let now = chain.documents();
        let known = looked.addresses.iter().filter(|address| is_of_a_step(address));
        if !known.eq(&now) {
            return Self::through(scenario);
        }
        let changed = |address: &DocumentAddress| match address {
            DocumentAddress::Trust { account, role }
            | DocumentAddress::RolePolicy { account, role, .. } => {
                roles.iter().any(|(owner, name)| owner == account && name == role)
            }
            address => is_of_a_step(address),
        };
        let places: Vec<usize> = (0..looked.addresses.len())
            .filter(|place| changed(&looked.addresses[*place]))
            .collect();
        places.into_iter().for_each(|place| looked.look(place));
        looked
    }

    fn look(&mut self, place: usize) {
        let address = &self.addresses[place];
        self.found.remove(&place);
        let Some(text) = self.scenario.document_text(address) else { return };
        let kind = kind(&self.scenario, address);
        let found = simulator::findings(&self.scenario, address, kind, text);
        let told: Vec<Diagnostic> = found.iter().filter(|found| is_told(found)).cloned().collect();
        if !told.is_empty() {
            self.found.insert(place, told);
        }
    }

    /// Every finding with its document, in the order of the file.
    pub(super) fn findings(&self) -> impl Iterator<Item = (&DocumentAddress, &Diagnostic)> {
        self.found.iter().flat_map(|(place, found)| {
            found.iter().map(|finding| (&self.addresses[*place], finding))
        })
    }
}

/// What a document is as long as no step has used it: a managed policy may be many things.
fn kind(scenario: &Scenario, address: &DocumentAddress) -> PolicyType {
    selectors::document_kind_among(scenario, &[], address)
}

/// The roles of which only documents differ between two scenarios; nothing where anything else of the world does.
fn changed_roles(before: &Scenario, now: &Scenario) -> Option<Vec<(iam::AccountId, Rc<str>)>> {
    let same = before.organization == now.organization
        && before.resources == now.resources
        && before.assumptions == now.assumptions
        && before.accounts.len() == now.accounts.len();
    if !same {
        return None;
    }
    let mut changed = Vec::new();
    for (before, now) in before.accounts.iter().zip(&now.accounts) {
        if before == now {
            continue;
        }
        let rest = Account { roles: before.roles.clone(), ..now.clone() };
        if rest != *before || before.roles.len() != now.roles.len() {
            return None;
        }
        for (before, now_role) in before.roles.iter().zip(&now.roles) {
            if before == now_role {
                continue;
            }
            if silent(before) != silent(now_role) {
                return None;
            }
            changed.push((now.id, Rc::clone(&now_role.name)));
        }
    }
    Some(changed)
}

/// A role without what its documents say.
fn silent(role: &Role) -> Role {
    let inline = role
        .inline_policies
        .iter()
        .map(|policy| InlinePolicy { document: Document::default(), ..policy.clone() });
    Role { trust_policy: Document::default(), inline_policies: inline.collect(), ..role.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;

    /// Looks at the scenario after an edit in both ways, which must find the same; gives how many findings there are.
    fn check(edit: impl FnOnce(&mut Scenario)) -> usize {
        let before = gallery::example("three-hop-chain").unwrap().scenario;
        let mut scenario = (*before).clone();
        edit(&mut scenario);
        let scenario = Rc::new(scenario);
        let list = |looked: &Looked| -> Vec<(DocumentAddress, Diagnostic)> {
            looked.findings().map(|(address, found)| (address.clone(), found.clone())).collect()
        };
        let (anew, kept) =
            (Looked::through(&scenario), Looked::after(Some(Looked::through(&before)), &scenario));
        assert_eq!(list(&kept), list(&anew));
        list(&anew).len()
    }

    fn role(scenario: &mut Scenario) -> &mut Role {
        let account = scenario.accounts.iter_mut().find(|account| !account.roles.is_empty());
        &mut account.unwrap().roles[0]
    }

    #[test]
    fn what_is_kept_is_what_looking_anew_finds() {
        assert_eq!(check(|_| {}), 0);
        assert!(check(|scenario| role(scenario).trust_policy = Document::new("{")) > 0);
        // A name that others rely on: what their documents say is then wrong.
        assert!(check(|scenario| role(scenario).name = "Renamed".into()) > 0);
        assert_eq!(check(|scenario| scenario.steps.truncate(1)), 0);
        check(|scenario| scenario.organization = None);
        check(|scenario| scenario.accounts.truncate(2));
    }
}
