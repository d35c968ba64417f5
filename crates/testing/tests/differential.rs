//! The engine and the reference evaluator agree on generated cases, and these reach everything that
//! can be reached. `cargo xtask differential` asks more of them.

use std::sync::LazyLock;

use testing::differential::{Report, run};

static REPORT: LazyLock<Report> = LazyLock::new(|| run(20_260_101, 20_000));

#[test]
fn twenty_thousand_cases_are_decided_alike() {
    let shown: Vec<String> =
        REPORT.differences.iter().map(|difference| format!("{difference:#}")).collect();
    assert_eq!(REPORT.different, 0, "{}", shown.join("\n"));
}

#[test]
fn generated_cases_reach_every_operator_policy_type_and_caller() {
    assert_eq!(REPORT.coverage.empty(), [""; 0], "{}", REPORT.coverage);
}

#[test]
fn generated_cases_are_not_all_denied_for_want_of_an_allow() {
    for decision in ["allowed", "explicitDeny"] {
        let share = REPORT.coverage.share(decision);
        assert!(share >= 20, "{share} % are {decision}\n{}", REPORT.coverage);
    }
}
