//! Panel: everything that does not fit together, and what is wrong in documents.

mod looked;

use std::{cell::RefCell, collections::BTreeSet, rc::Rc};

use federation::ProviderFinding;
use iam::Arn;
use policy::{Diagnostic, Severity, Span};
use simulator::{Outcome, Scenario, scenario::DocumentAddress};
use yew::prelude::*;

use looked::{Looked, is_told};

use crate::{
    chunks::{self, Federation},
    components::{Glyph, Icon, inspector::with_code},
    state::{Action, Subject, selectors},
    store::{Simulation, Store},
};

/// A finding and where it is.
#[derive(PartialEq)]
pub(crate) struct Problem {
    place: Place,
    severity: Severity,
    message: String,
    help: Option<String>,
    line: u32,
    column: u32,
}

impl Problem {
    fn new(address: &DocumentAddress, finding: &Diagnostic, text: &str) -> Self {
        let at = finding.span.line_column(text);
        Self {
            place: Place::Document(address.clone(), finding.span),
            severity: finding.severity,
            message: finding.message.clone(),
            help: finding.help.clone(),
            line: at.line,
            column: at.column,
        }
    }

    /// Of what an account keeps of a provider: no signature can be checked with it.
    fn of_provider(arn: &Arn, what: &'static str, found: ProviderFinding, text: &str) -> Self {
        let at = found.span.line_column(text);
        let help = "Until then every signed text of the provider is refused.".to_owned();
        Self {
            place: Place::Provider(arn.clone(), what),
            severity: Severity::Error,
            message: found.message,
            help: Some(help),
            line: at.line,
            column: at.column,
        }
    }
}

/// Where a finding is.
#[derive(PartialEq)]
enum Place {
    /// In a document, with the place there.
    Document(DocumentAddress, Span),
    /// In a provider's key set or metadata, named as the scenario names it.
    Provider(Arn, &'static str),
}

/// Problems with the outcome that they are of, and whether what knows cryptography was there.
type Known = (Rc<Outcome>, bool, Rc<[Problem]>);

thread_local! {
    static LAST: RefCell<Option<Known>> = const { RefCell::new(None) };
    static LOOKED: RefCell<Option<Looked>> = const { RefCell::new(None) };
}

/// Errors and warnings of every document, the worst first: of those that took part as they were then, of the others as
/// they stand. Found once for every outcome.
pub(crate) fn problems(simulation: &Simulation) -> Rc<[Problem]> {
    let part = chunks::federation();
    LAST.with_borrow_mut(|last| match last {
        Some((outcome, whole, known))
            if Rc::ptr_eq(outcome, &simulation.outcome) && *whole == part.is_some() =>
        {
            Rc::clone(known)
        }
        _ => {
            let mut found = find(&simulation.scenario, &simulation.outcome);
            found.extend(part.iter().flat_map(|part| of_providers(&simulation.scenario, part)));
            iam::order::sort_by_key(&mut found, |problem| problem.severity);
            let found: Rc<[Problem]> = found.into();
            *last = Some((Rc::clone(&simulation.outcome), part.is_some(), Rc::clone(&found)));
            found
        }
    })
}

fn find(scenario: &Rc<Scenario>, outcome: &Outcome) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    for document in &outcome.documents {
        for finding in document.diagnostics.iter().filter(|finding| is_told(finding)) {
            let problem = Problem::new(&document.address, finding, &document.text);
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
    }
    let known: BTreeSet<&DocumentAddress> =
        outcome.documents.iter().map(|document| &document.address).collect();
    LOOKED.with_borrow_mut(|last| {
        let before = last.take();
        let looked = last.insert(Looked::after(before, scenario));
        for (address, finding) in looked.findings().filter(|(address, _)| !known.contains(address))
        {
            let text = scenario.document_text(address).unwrap_or_default();
            problems.push(Problem::new(address, finding, &text));
        }
    });
    problems
}

/// What is wrong with the key sets and the metadata of providers.
fn of_providers(scenario: &Scenario, part: &Federation) -> Vec<Problem> {
    let mut problems = Vec::new();
    for account in &scenario.accounts {
        for provider in &account.oidc_providers {
            let Some(text) = provider.key_set.as_deref() else { continue };
            let found = (part.key_set_finding)(text);
            problems.extend(found.map(|it| Problem::of_provider(&provider.arn, "Jwks", it, text)));
        }
        for provider in &account.saml_providers {
            let Some(text) = provider.metadata.as_deref() else { continue };
            let (found, what) = ((part.metadata_finding)(text), "SAMLMetadataDocument");
            problems.extend(found.map(|it| Problem::of_provider(&provider.arn, what, it, text)));
        }
    }
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
    let (onclick, name) = match &problem.place {
        Place::Document(address, span) => {
            let name = selectors::document_title(&store.simulation.scenario, address);
            let (address, reveal) = (address.clone(), Some(*span));
            let open = move |_| Action::DocumentOpened { address: address.clone(), reveal };
            (store.on(open), name)
        }
        Place::Provider(arn, what) => {
            let name = format!("{what} of {}", selectors::short_name(arn.as_str()));
            (store.on(|_| Action::SubjectChosen(Subject::Source)), name)
        }
    };
    let is_error = problem.severity == Severity::Error;
    let (glyph, class) = match is_error {
        true => (Glyph::Error, "remark remark-error"),
        false => (Glyph::Warning, "remark remark-warning"),
    };
    html! {
        <li {class}>
            <Icon {glyph} />
            <button type="button" class="link-button" {onclick}>
                { format!("{name}, {}:{}", problem.line, problem.column) }
            </button>
            <p class="remark-words">
                { with_code(&problem.message) }
                if let Some(help) = &problem.help { { " " }<span class="secondary">{ with_code(help) }</span> }
            </p>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use simulator::scenario::{Document, OidcProvider, Role, SamlProvider};

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
            matches!(&problem.place, Place::Document(DocumentAddress::Trust { role, .. }, _) if **role == *"Unused")
        }));
        assert_eq!(found[0].severity, Severity::Error);
        // They are found once: the same outcome has the same list.
        assert!(Rc::ptr_eq(&found, &problems(&simulation)));
    }

    #[test]
    fn what_an_account_keeps_of_a_provider_is_looked_through_when_it_is_read() {
        let mut scenario = (*example(FEATURED).unwrap().scenario).clone();
        let account = &mut scenario.accounts[0];
        let arn = |kind: &str| format!("arn:aws:iam::{}:{kind}", account.id).parse().unwrap();
        let mut oidc = OidcProvider::new(arn("oidc-provider/gitlab.com"));
        oidc.key_set = Some("{\n  \"keys\": 1 }".into());
        let mut saml = SamlProvider::new(arn("saml-provider/idp"));
        saml.metadata = Some("<a>".into());
        account.oidc_providers.push(oidc);
        account.saml_providers.push(saml);
        let found = problems(&Simulation::of(Rc::new(scenario)));
        let told: Vec<(String, &str, u32)> = found
            .iter()
            .map(|problem| match &problem.place {
                Place::Provider(arn, what) => (arn.name().to_owned(), *what, problem.line),
                Place::Document(..) => panic!("no document is broken"),
            })
            .collect();
        let expected = [("gitlab.com", "Jwks", 1), ("idp", "SAMLMetadataDocument", 1)];
        assert_eq!(told, expected.map(|(name, what, line)| (name.to_owned(), what, line)));
        assert!(found.iter().all(|problem| problem.severity == Severity::Error));
    }
}
