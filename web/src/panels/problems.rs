//! Panel: everything that does not fit together, and what is wrong in documents.

use policy::{Diagnostic, Severity};
use simulator::{Outcome, scenario::DocumentAddress};
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon, inspector::with_code},
    state::{Action, selectors},
    store::Store,
};

/// A finding and the document it is in.
pub(crate) struct Problem {
    address: DocumentAddress,
    finding: Diagnostic,
    line: u32,
    column: u32,
}

/// Errors and warnings of every document that takes part, the worst first.
pub(crate) fn problems(outcome: &Outcome) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    for document in &outcome.documents {
        for finding in document.diagnostics.iter() {
            let twice = problems
                .iter()
                .any(|known| known.address == document.address && known.finding == *finding);
            if twice || finding.severity == Severity::Suggestion {
                continue;
            }
            let at = finding.span.line_column(&document.text);
            problems.push(Problem {
                address: document.address.clone(),
                finding: finding.clone(),
                line: at.line,
                column: at.column,
            });
        }
    }
    problems.sort_by_key(|problem| problem.finding.severity);
    problems
}

/// The panel's root.
pub(crate) fn view(store: &Store) -> Html {
    let problems = problems(&store.simulation.outcome);
    if problems.is_empty() {
        return html! { <p class="panel-empty">{ "No problems. Every document that takes part can be saved." }</p> };
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
    let name = selectors::document_name(&problem.address);
    html! {
        <li {class}>
            <Icon {glyph} />
            <button type="button" class="link-button" {onclick}>
                { format!("{name}, {}:{}", problem.line, problem.column) }
            </button>
            <p class="remark-words">{ with_code(&problem.finding.message) }</p>
        </li>
    }
}
