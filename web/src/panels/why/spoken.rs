//! Which line of the checks speaks of a place of a document: from the text to the tree, as a line's click leads from the
//! tree to the text.

use policy::{Finding, Node, NodeId, NodeKind};
use simulator::{
    Outcome, narrate,
    outcome::{CheckKind, StepOutcome},
    scenario::DocumentAddress,
};

use super::rows::Key;

/// A node of one of a step's explanations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spoken {
    authorization: usize,
    node: NodeId,
}

/// What speaks of the byte of that document's text: the smallest part around it, else the whole document; nothing where
/// the document took no part in the step. Of several authorizations the one that was refused speaks, else the one to
/// which the place applies.
pub(crate) fn spoken(
    outcome: &Outcome,
    step: &StepOutcome,
    address: &DocumentAddress,
    text: &str,
    at: u32,
) -> Option<Spoken> {
    let is_here = |document| {
        outcome
            .document(document)
            .is_some_and(|known| known.address == *address && &*known.text == text)
    };
    let refused = step.refused_authorization();
    let mut found = Vec::new();
    for (authorization, asked) in step.authorizations.iter().enumerate() {
        let is_refused = refused.is_some_and(|refused| std::ptr::eq(refused, asked));
        let mut applies = false;
        for (id, node) in (0..).zip(&asked.explanation.nodes) {
            match node.kind {
                NodeKind::Policy => applies = false,
                NodeKind::Statement { .. } => applies = node.finding == Finding::Matched,
                _ => {}
            }
            let Some(place) = node.place.filter(|place| is_here(place.document)) else { continue };
            let is_around = place.span.start <= at && at <= place.span.end;
            if is_around || node.kind == NodeKind::Policy {
                let length = place.span.end - place.span.start;
                let is_other = node.finding != Finding::Matched;
                let rank = (!is_refused, length, is_other, !applies);
                found.push((rank, Spoken { authorization, node: id }));
            }
        }
    }
    found.into_iter().min_by_key(|(rank, _)| *rank).map(|(_, spoken)| spoken)
}

impl Spoken {
    /// The lines from the check down to the one that speaks, which is the last.
    pub(super) fn way(self, step: &StepOutcome) -> Vec<Key> {
        let check = step.checks.iter().position(
            |check| matches!(check.kind, CheckKind::Authorization(index) if index == self.authorization),
        );
        let nodes = self.above(step).into_iter().map(|(id, _)| Key::Node(self.authorization, id));
        check.map(Key::Check).into_iter().chain(nodes).collect()
    }

    /// What it is, from the layer of the policy inwards: "Trust policy", "Statement 1, Allow", "Action".
    pub(crate) fn names(self, outcome: &Outcome, step: &StepOutcome) -> Vec<String> {
        let within = |node: &Node| {
            !matches!(node.kind, NodeKind::CallerSide | NodeKind::ResourceSide | NodeKind::Policy)
        };
        self.above(step)
            .into_iter()
            .filter(|(_, node)| within(node))
            .map(|(id, _)| narrate::node_line(outcome, step, self.authorization, id).name)
            .collect()
    }

    /// The node and what it stands in, from the outside in and without the root, which is the check itself.
    fn above(self, step: &StepOutcome) -> Vec<(NodeId, &Node)> {
        let Some(asked) = step.authorizations.get(self.authorization) else { return Vec::new() };
        let mut above = Vec::new();
        let mut id = self.node;
        while let Some(node) = asked.explanation.get(id).filter(|_| id > 0) {
            above.push((id, node));
            id = node.parent;
        }
        above.reverse();
        above
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, rc::Rc};

    use super::*;
    use crate::{gallery, panels::why::rows};

    /// The trust policy of a role of the first example, and what the example comes to.
    fn trust_of(wanted: &str) -> (Outcome, DocumentAddress, Rc<str>) {
        let scenario = gallery::example("three-hop-chain").unwrap().scenario;
        let outcome = testing::corpus::simulate(&scenario);
        let is_wanted = |address: &DocumentAddress| matches!(address, DocumentAddress::Trust { role, .. } if **role == *wanted);
        let mut all = outcome.documents.iter().map(|known| &known.address);
        let address = all.find(|address| is_wanted(address)).unwrap().clone();
        let text = scenario.document_text(&address).unwrap();
        (outcome, address, text)
    }

    fn named(role: &str, step: &str, words: &str) -> Option<String> {
        let (outcome, address, text) = trust_of(role);
        let step = outcome.step(step).unwrap();
        let at = u32::try_from(text.find(words).unwrap()).unwrap();
        let found = spoken(&outcome, step, &address, &text, at)?;
        Some(found.names(&outcome, step).join(" > "))
    }

    #[test]
    fn a_place_of_a_text_is_spoken_of_by_its_smallest_part() {
        let said = |words| named("ProdAdmin", "prod", words).unwrap();
        assert_eq!(said("\"Version\""), "Trust policy");
        assert_eq!(said("\"Effect\""), "Trust policy > WebTeamReleases, Allow");
        assert_eq!(said("\"Action\""), "Trust policy > WebTeamReleases, Allow > Action");
        let condition = "StringEquals aws:PrincipalTag/team";
        assert_eq!(
            said("aws:PrincipalTag"),
            format!("Trust policy > WebTeamReleases, Allow > {condition}")
        );
    }

    #[test]
    fn of_several_authorizations_the_one_that_a_place_is_for_speaks() {
        let (outcome, address, text) = trust_of("DeployRole");
        let step = outcome.step("deploy").unwrap();
        for (words, action) in
            [("DevelopersWithMfa", "sts:AssumeRole"), ("sts:TagSession", "sts:TagSession")]
        {
            let at = u32::try_from(text.find(words).unwrap()).unwrap();
            let found = spoken(&outcome, step, &address, &text, at).unwrap();
            assert_eq!(step.authorizations[found.authorization].action.to_string(), action);
        }
    }

    #[test]
    fn a_document_that_took_no_part_is_spoken_of_nowhere() {
        assert_eq!(named("ProdAdmin", "read", "\"Effect\""), None);
    }

    #[test]
    fn the_way_to_a_line_is_opened_and_what_was_open_stays() {
        let (outcome, address, text) = trust_of("ProdAdmin");
        let step = outcome.step("prod").unwrap();
        for words in ["\"Version\"", "\"Effect\"", "sts:AssumeRole"] {
            let at = u32::try_from(text.find(words).unwrap()).unwrap();
            let way = spoken(&outcome, step, &address, &text, at).unwrap().way(step);
            let before = rows::rows(&outcome, step, &BTreeSet::new());
            let toggled = rows::opened(&outcome, step, &way, &BTreeSet::new());
            let after = rows::rows(&outcome, step, &toggled);
            assert!(after.iter().any(|row| Some(&row.key) == way.last()), "{words}");
            assert!(before.iter().all(|row| after.iter().any(|known| known.key == row.key)));
        }
    }
}
