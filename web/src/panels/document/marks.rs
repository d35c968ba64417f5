//! What the statements of a document do to the selected hop, as marks for the editor.

use policy::{Effect, Explanation, Finding, NodeId, NodeKind, Span};
use simulator::{
    Outcome,
    narrate::{self, DecidingFact},
    outcome::{AuthorizationOutcome, StepOutcome},
    scenario::DocumentAddress,
};

use crate::components::code_editor::{Mark, MarkKind};

/// The marks of the document for the step: what decides, what allows, and a few words at each element.
pub(super) fn marks(
    outcome: &Outcome,
    step: usize,
    address: &DocumentAddress,
    text: &str,
) -> Vec<Mark> {
    let Some(step) = outcome.steps.get(step) else { return Vec::new() };
    let mut marks = Vec::new();
    let authorization = step
        .refused_authorization()
        .and_then(|refused| {
            step.authorizations.iter().position(|known| std::ptr::eq(known, refused))
        })
        .or((!step.authorizations.is_empty()).then_some(0));
    if let Some(index) = authorization {
        let asked = &step.authorizations[index];
        let mut deciding = asked.deciding();
        // What the inspector shows as deciding is marked here as well.
        if let Some(DecidingFact::Statement { authorization, node, .. }) =
            narrate::deciding_fact(outcome, step)
            && authorization == index
        {
            deciding.push(node);
        }
        let context = Context { outcome, step, index, asked, deciding, address, text };
        context.collect(&mut marks);
    }
    marks
}

/// The place that decides: the element where there is one, else the statement.
pub(super) fn deciding(marks: &[Mark]) -> Option<Span> {
    let first = |kind: MarkKind| marks.iter().find(|mark| mark.kind == kind).map(|mark| mark.span);
    first(MarkKind::DecidesHere)
        .or_else(|| first(MarkKind::Decides))
        .or_else(|| first(MarkKind::Allows))
}

struct Context<'a> {
    outcome: &'a Outcome,
    step: &'a StepOutcome,
    index: usize,
    asked: &'a AuthorizationOutcome,
    deciding: Vec<NodeId>,
    address: &'a DocumentAddress,
    text: &'a str,
}

impl Context<'_> {
    fn collect(&self, marks: &mut Vec<Mark>) {
        let tree = &self.asked.explanation;
        for (number, node) in tree.nodes.iter().enumerate() {
            let Ok(id) = NodeId::try_from(number) else { return };
            let NodeKind::Statement { effect, .. } = node.kind else { continue };
            let Some(place) = node.place.filter(|place| self.is_here(place.document)) else {
                continue;
            };
            let applies =
                matches!(node.finding, Finding::Matched | Finding::Allows(_) | Finding::Denies);
            let kind = match (applies, effect) {
                (true, Some(Effect::Deny)) => MarkKind::Decides,
                (true, Some(Effect::Allow)) => MarkKind::Allows,
                _ if self.decides_by_silence(id) => MarkKind::Decides,
                _ => MarkKind::Note,
            };
            marks.push(Mark { span: place.span, kind, note: None });
            self.collect_elements(tree, id, kind, marks);
        }
    }

    /// Whether this statement is among what decides although it does not apply.
    fn decides_by_silence(&self, statement: NodeId) -> bool {
        self.deciding.contains(&statement)
    }

    fn collect_elements(
        &self,
        tree: &Explanation,
        statement: NodeId,
        kind: MarkKind,
        marks: &mut Vec<Mark>,
    ) {
        for (id, node) in tree.children(statement) {
            let Some(place) = node.place else { continue };
            let fails = matches!(node.finding, Finding::NotMatched(_));
            if kind == MarkKind::Note && !fails {
                continue;
            }
            let words = narrate::node_line(self.outcome, self.step, self.index, id);
            let deciding = self.deciding.contains(&id) || (kind == MarkKind::Decides && fails);
            let kind = if deciding { MarkKind::DecidesHere } else { MarkKind::Note };
            marks.push(Mark { span: place.span, kind, note: Some(words.fact.into()) });
            if fails {
                return;
            }
        }
    }

    fn is_here(&self, document: u32) -> bool {
        self.outcome
            .document(document)
            .is_some_and(|known| known.address == *self.address && &*known.text == self.text)
    }
}
