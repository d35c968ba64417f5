//! **What it finds.** `aws:VpcSourceIp` without `aws:SourceVpc` beside it.
//!
//! **Why it matters.** Private addresses are the same in many networks: without the network the address is anybody's.
//! AWS: "AWS global condition context keys", section "aws:VpcSourceIp".
//!
//! **Instead.** Both in one `Condition`.

use super::{Findings, Subject};
use crate::{Comparison, Statement};

const CODE: &str = "MISSING_PAIRED_CONDITION_KEYS";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for statement in subject.allowing() {
        let address = statement.conditions.iter().find(|condition| {
            let operator = condition.operator.value.parse();
            let known = operator.is_some_and(|o| o.comparison == Comparison::IpAddress);
            known && condition.key.value.as_str().eq_ignore_ascii_case("aws:VpcSourceIp")
        });
        if let Some(address) = address.filter(|_| !tests(statement, "aws:SourceVpc")) {
            let message = "The same private address is in many networks.";
            let help = "Test `aws:SourceVpc` beside it.";
            let _ = findings.security(CODE, address.key.span, message).help(help);
        }
    }
}

fn tests(statement: &Statement, key: &str) -> bool {
    statement.conditions.iter().any(|test| test.key.value.as_str().eq_ignore_ascii_case(key))
}
