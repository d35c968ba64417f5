//! `IpAddress` and `NotIpAddress`. AWS: "IAM JSON policy elements: Condition operators", section "IP address condition
//! operators".
//!
//! The policy's value is a network such as `203.0.113.0/24` or one address, IPv4 or IPv6; the request's value is an
//! address. An IPv4 network never contains an IPv6 address. No wildcards, no variables.

use std::net::IpAddr;

use super::{Fit, fit};
use crate::Mismatch;

/// A network: its bits, and how many of them count.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Network {
    bits: u128,
    mask: u128,
    version_6: bool,
}

impl Network {
    /// Reads `address` or `address/length`. Bits beyond the length play no part.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let width = if address.is_ipv6() { 128 } else { 32 };
        let length = match length {
            Some(text) if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) => {
                text.parse().ok().filter(|length| *length <= width)?
            }
            Some(_) => return None,
            None => width,
        };
        let ones = u128::MAX.checked_shl(width - length).unwrap_or(0);
        let (bits, version_6) = bits(address);
        Some(Self { bits: bits & ones, mask: ones, version_6 })
    }

    /// The first address.
    pub(crate) fn first(&self) -> IpAddr {
        match u32::try_from(self.bits) {
            Ok(bits) if !self.version_6 => IpAddr::V4(bits.into()),
            _ => IpAddr::V6(self.bits.into()),
        }
    }

    fn contains(&self, address: IpAddr) -> bool {
        let (bits, version_6) = bits(address);
        self.version_6 == version_6 && bits & self.mask == self.bits
    }
}

fn bits(address: IpAddr) -> (u128, bool) {
    match address {
        IpAddr::V4(address) => (u128::from(address.to_bits()), false),
        IpAddr::V6(address) => (address.to_bits(), true),
    }
}

/// Whether the request's address lies in the policy's network.
pub(crate) fn within(policy: &Network, request: &str) -> Fit {
    let address = request.parse().map_err(|_| Mismatch::RequestValueUnreadable)?;
    fit(policy.contains(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_beyond_the_length_play_no_part() {
        let network = Network::parse("203.0.113.77/24").unwrap();
        assert!(within(&network, "203.0.113.1").is_ok());
        assert!(within(&network, "203.0.114.1").is_err());
        assert!(within(&Network::parse("0.0.0.0/0").unwrap(), "198.51.100.7").is_ok());
        assert!(within(&Network::parse("::/0").unwrap(), "198.51.100.7").is_err());
    }

    #[test]
    fn other_texts_are_not_networks() {
        for text in
            ["", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/+8", "10.0.0", "2001:db8::/129", "10.0.0.*"]
        {
            assert!(Network::parse(text).is_none(), "{text}");
        }
    }
}
