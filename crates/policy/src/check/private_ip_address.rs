//! **What it finds.** A private address under `aws:SourceIp`.
//!
//! **Why it matters.** `aws:SourceIp` is the public address from which a call arrives, so a private one never fits:
//! `IpAddress` is never true and `NotIpAddress` always, or as far as that value goes. AWS: "IAM Access Analyzer policy
//! validation check reference", sections "Private IP address" and "Private NotIpAddress", and those with "subset".
//!
//! **Instead.** The public addresses of your network, or `aws:VpcSourceIp` together with `aws:SourceVpc`.

use super::{Findings, Subject};
use crate::Comparison;

const CODE: &str = "PRIVATE_IP_ADDRESS";
const NEGATED: &str = "PRIVATE_NOT_IP_ADDRESS";
const SUBSET: &str = "PRIVATE_IP_ADDRESS_SUBSET";
const NEGATED_SUBSET: &str = "PRIVATE_NOT_IP_ADDRESS_SUBSET";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (condition, operator) in subject.tests() {
        let addresses = operator.comparison == Comparison::IpAddress;
        if !addresses || !condition.key.value.as_str().eq_ignore_ascii_case("aws:SourceIp") {
            continue;
        }
        let public = condition.values.iter().any(|value| !is_private(&value.value));
        for value in condition.values.iter().filter(|value| is_private(&value.value)) {
            let message =
                format!("`{}` is private; calls arrive from public addresses.", value.value);
            let _ = match (public, operator.negated) {
                (false, false) => findings.error(CODE, value.span, message),
                (false, true) => findings.error(NEGATED, value.span, message),
                // Beside public addresses it only does nothing.
                (true, false) => findings.suggestion(SUBSET, value.span, message),
                (true, true) => findings.suggestion(NEGATED_SUBSET, value.span, message),
            }
            .help("Write your public addresses, or test `aws:VpcSourceIp`.");
        }
    }
}

fn is_private(text: &str) -> bool {
    let address = text.split_once('/').map_or(text, |(address, _)| address);
    match address.parse() {
        Ok(std::net::IpAddr::V4(address)) => {
            address.is_private() || address.is_loopback() || address.is_link_local()
        }
        Ok(std::net::IpAddr::V6(address)) => {
            address.is_loopback()
                || matches!(address.segments()[0], 0xfc00..=0xfdff | 0xfe80..=0xfebf)
        }
        Err(_) => false,
    }
}
