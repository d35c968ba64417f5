//! **What it finds.** A private address under `aws:SourceIp`.
//!
//! **Why it matters.** `aws:SourceIp` is the public address from which a call arrives, so a private one never fits:
//! `IpAddress` is never true and `NotIpAddress` always.
//!
//! **Instead.** The public addresses of your network, or `aws:VpcSourceIp` together with `aws:SourceVpc`.

use super::{Findings, Subject};
use crate::Comparison;

const CODE: &str = "PRIVATE_IP_ADDRESS";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for condition in subject.policy.statements.iter().flat_map(|statement| &statement.conditions) {
        let operator = condition.operator.value.parse();
        let addresses = operator.is_some_and(|o| o.comparison == Comparison::IpAddress);
        if !addresses || !condition.key.value.as_str().eq_ignore_ascii_case("aws:SourceIp") {
            continue;
        }
        for value in condition.values.iter().filter(|value| is_private(&value.value)) {
            let _ = findings
                .error(
                    CODE,
                    value.span,
                    format!("`{}` is private; calls arrive from public addresses.", value.value),
                )
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
