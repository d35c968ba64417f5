//! **What it finds.** Several numbers or moments under an operator of which only the greatest or the least counts:
//! `NumericLessThan` with 2700 and 3600.
//!
//! **Why it matters.** One value that fits is enough, so the narrower one limits nothing.
//! AWS: "IAM Access Analyzer policy validation check reference", section "Redundant condition value num".
//!
//! **Instead.** The one that counts; mostly the other one was meant.

use super::{Findings, Subject};
use crate::{Comparison, Relation, condition::numeric::OwnedDecimal};

const CODE: &str = "REDUNDANT_CONDITION_VALUE_NUM";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (condition, operator) in subject.tests() {
        let Comparison::Numeric(relation) = operator.comparison else { continue };
        let which = match relation {
            Relation::Less | Relation::LessOrEqual => "greatest",
            Relation::Greater | Relation::GreaterOrEqual => "least",
            Relation::Equal => continue,
        };
        let numbers = condition.values.iter().filter(|v| OwnedDecimal::parse(&v.value).is_some());
        if numbers.count() > 1 {
            let message = format!("Of these only the {which} counts.");
            let help = format!("Write the {which} alone.");
            let _ = findings.suggestion(CODE, condition.span, message).help(help);
        }
    }
}
