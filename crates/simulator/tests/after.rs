//! A chain that is run after an edit comes to what it comes to when it is run for the first time.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use simulator::{Outcome, Scenario, simulate_after};
use testing::corpus::{files, simulate};

fn check(before: &Outcome, scenario: &Scenario, name: &str) {
    let after = simulate_after(before, scenario, before.verifiers);
    assert!(format!("{after:?}") == format!("{:?}", simulate(scenario)), "{name}");
}

#[test]
fn what_was_read_before_an_edit_changes_no_answer() {
    let mut last: Option<Outcome> = None;
    for (name, text) in files() {
        let scenario = Scenario::read(&text).unwrap();
        let before = simulate(&scenario);
        // Another scenario has documents of the same words elsewhere.
        check(last.as_ref().unwrap_or(&before), &scenario, &name);
        for address in scenario.documents() {
            let mut edited = scenario.clone();
            let text = scenario.document_text(&address).unwrap();
            edited.set_document_text(&address, &text.replace("Allow", "Deny"));
            check(&before, &edited, &name);
            edited.set_document_text(&address, "");
            check(&before, &edited, &name);
        }
        last = Some(before);
    }
}
