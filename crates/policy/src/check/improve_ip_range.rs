//! **What it finds.** A range of addresses with bits behind its length: `203.0.113.77/24`.
//!
//! **Why it matters.** Those bits play no part: the whole range is meant, and not the one address.
//!
//! **Instead.** The first address of the range, or `/32` (`/128`) for one address.

use super::{Findings, Subject};
use crate::{Comparison, condition::ip_address::Network};

const CODE: &str = "IMPROVE_IP_RANGE";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (condition, operator) in subject.tests() {
        for value in
            condition.values.iter().filter(|_| operator.comparison == Comparison::IpAddress)
        {
            let Some((address, length)) = value.value.split_once('/') else { continue };
            let first = Network::parse(&value.value).map(|network| network.first());
            if let Some(first) = first.filter(|first| address.parse() != Ok(*first)) {
                let message = format!("The range of `{}` begins at {first}.", value.value);
                let help = format!("Write `{first}/{length}`, or the address alone.");
                let _ = findings.suggestion(CODE, value.span, message).help(help);
            }
        }
    }
}
