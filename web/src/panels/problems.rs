//! Panel: everything that does not fit together, and what is wrong in documents.

use std::{cell::RefCell, collections::BTreeSet, rc::Rc};

use policy::{Diagnostic, Severity};
use simulator::{Outcome, Scenario, scenario::DocumentAddress};
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon, inspector::with_code},
    state::{Action, selectors},
    store::{Simulation, Store},
};

/// A finding and the document it is in.
pub(crate) struct Problem {
    address: DocumentAddress,
    finding: Diagnostic,
    line: u32,
    column: u32,
}

impl Problem {
    fn new(address: &DocumentAddress, finding: &Diagnostic, text: &str) -> Self {
        let at = finding.span.line_column(text);
        let (line, column) = (at.line, at.column);
        Self { address: address.clone(), finding: finding.clone(), line, column }
    }
}

/// Problems with the outcome that they are of.
type Known = (Rc<Outcome>, Rc<[Problem]>);

thread_local! {
    static LAST: RefCell<Option<Known>> = const { RefCell::new(None) };
}

/// Errors and warnings of every document, the worst first: of those that took part as they were then, of the others as
/// they stand. Found once for every outcome.
pub(crate) fn problems(simulation: &Simulation) -> Rc<[Problem]> {
    LAST.with_borrow_mut(|last| match last {
        Some((outcome, known)) if Rc::ptr_eq(outcome, &simulation.outcome) => Rc::clone(known),
        _ => {
            let found: Rc<[Problem]> = find(&simulation.scenario, &simulation.outcome).into();
            *last = Some((Rc::clone(&simulation.outcome), Rc::clone(&found)));
            found
        }
    })
}

fn find(scenario: &Scenario, outcome: &Outcome) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    let is_told = |finding: &Diagnostic| {
        finding.severity != Severity::Suggestion || finding.refusal.is_some()
    };
    for document in &outcome.documents {
        for finding in document.diagnostics.iter().filter(|finding| is_told(finding)) {
            let twice = problems
                .iter()
                .any(|known| known.address == document.address && known.finding == *finding);
            if !twice {
                problems.push(Problem::new(&document.address, finding, &document.text));
            }
        }
    }
    let known: BTreeSet<&DocumentAddress> =
        outcome.documents.iter().map(|document| &document.address).collect();
    for address in scenario.documents() {
        let Some(text) = scenario.document_text(&address).filter(|_| !known.contains(&address))
        else {
            continue;
        };
        let kind = selectors::document_kind(scenario, outcome, &address);
        let found = simulator::findings(scenario, &address, kind, Rc::clone(&text));
        let told = found.iter().filter(|finding| is_told(finding));
        problems.extend(told.map(|finding| Problem::new(&address, finding, &text)));
    }
    iam::order::sort_by_key(&mut problems, |problem| problem.finding.severity);
    problems
}

/// The panel's root.
pub(crate) fn view(store: &Store) -> Html {
    let problems = problems(&store.simulation);
    if problems.is_empty() {
        return html! { <p class="panel-empty">{ "No errors or warnings in any document." }</p> };
    }
    html! {
        <div class="panel-scroll">
            <ul class="remarks" aria-label="Problems">
                { for problems.iter().map(|problem| view_problem(store, problem)) }
            </ul>
        </div>
    }
}

fn view_problem(store: &Store, problem: &Problem) -> Html {
    let (address, span) = (problem.address.clone(), problem.finding.span);
    let onclick =
        store.on(move |_| Action::DocumentOpened { address: address.clone(), reveal: Some(span) });
    let is_error = problem.finding.severity == Severity::Error;
    let (glyph, class) = match is_error {
        true => (Glyph::Denied, "remark remark-error"),
        false => (Glyph::Warning, "remark remark-warning"),
    };
    let name = selectors::document_title(&store.simulation.scenario, &problem.address);
    html! {
        <li {class}>
            <Icon {glyph} />
            <button type="button" class="link-button" {onclick}>
                { format!("{name}, {}:{}", problem.line, problem.column) }
            </button>
            <p class="remark-words">
                { with_code(&problem.finding.message) }
                if let Some(help) = &problem.finding.help { { " " }<span class="secondary">{ with_code(help) }</span> }
            </p>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use simulator::scenario::{Document, Role};

    use super::*;
    use crate::gallery::{FEATURED, example};

    #[test]
    fn what_no_step_needs_is_looked_through_as_well() {
        let mut scenario = (*example(FEATURED).unwrap().scenario).clone();
        assert!(problems(&Simulation::of(Rc::new(scenario.clone()))).is_empty());
        scenario.accounts[0].roles.push(Role::new("Unused", Document::new("{\n  \"Version\": ")));
        let simulation = Simulation::of(Rc::new(scenario));
        let found = problems(&simulation);
        assert!(!found.is_empty());
        assert!(found.iter().all(|problem| {
            matches!(&problem.address, DocumentAddress::Trust { role, .. } if **role == *"Unused")
        }));
        assert_eq!(found[0].finding.severity, Severity::Error);
        // They are found once: the same outcome has the same list.
        assert!(Rc::ptr_eq(&found, &problems(&simulation)));
    }
}
