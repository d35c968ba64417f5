//! Texts of policies and requests: variables and wildcards, numbers, times and addresses. Follows
//! "IAM policy elements: Variables and tags" and "IAM JSON policy elements: Condition operators".

use std::net::IpAddr;

use super::case::Context;

/// The characters of a policy's text, and whether each stands for itself even if it is `*` or `?`;
/// with the request's values, where variables are allowed. Nothing when one has no value.
pub(super) fn pattern(text: &str, variables: Option<&Context>) -> Option<Vec<(char, bool)>> {
    let Some(first) = text.chars().next() else { return Some(vec![]) };
    let (mut found, rest) = match variable(text).zip(variables) {
        None => (vec![(first, false)], &text[first.len_utf8()..]),
        Some(((name, default, rest), context)) => {
            let value = match context.get(&name.to_lowercase()).map(Vec::as_slice) {
                _ if ["*", "?", "$"].contains(&name) => name,
                Some([value]) => value,
                _ => default?,
            };
            (value.chars().map(|c| (c, true)).collect(), rest)
        }
    };
    found.extend(pattern(rest, variables)?);
    Some(found)
}

/// The variable at the start of a text: its name, its default, and what follows it.
fn variable(text: &str) -> Option<(&str, Option<&str>, &str)> {
    let (inside, rest) = text.strip_prefix("${")?.split_once('}')?;
    let (name, default) = match inside.split_once(',') {
        Some((name, text)) => (name, Some(text.trim().strip_prefix('\'')?.strip_suffix('\'')?)),
        None => (inside, None),
    };
    (!name.is_empty() && !name.contains([' ', '\''])).then_some((name, default, rest))
}

/// Whether a text fits a pattern with `*` (any run) and `?` (one character).
pub(super) fn glob(pattern: &[(char, bool)], text: &str) -> bool {
    let mut rest = text.chars();
    let first = rest.next();
    let Some((&(wanted, itself), after)) = pattern.split_first() else { return text.is_empty() };
    if wanted == '*' && !itself {
        return glob(after, text) || (first.is_some() && glob(pattern, rest.as_str()));
    }
    first.is_some_and(|c| c == wanted || (wanted == '?' && !itself)) && glob(after, rest.as_str())
}

/// Whether each of the six fields of an ARN fits that of a pattern. A pattern with fewer fields
/// fits only where `short` is allowed and it ends in `*`, which then takes all that is left.
pub(super) fn arn(pattern: &[(char, bool)], text: &str, short: bool) -> bool {
    let fields: Vec<_> = pattern.splitn(6, |(c, _)| *c == ':').collect();
    let given: Vec<_> = text.splitn(6, ':').collect();
    (fields.len() == 6 || (short && pattern.last() == Some(&('*', false))))
        && given.len() >= fields.len()
        && fields.iter().zip(given).all(|(field, text)| glob(field, text))
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A decimal number in units of 10^-15.
pub(super) fn decimal(text: &str) -> Option<i128> {
    let size = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = size.split_once('.').unwrap_or((size, "0"));
    let number = digits(whole) && digits(part) && whole.len() <= 20 && part.len() <= 15;
    let units: i128 = number.then(|| format!("{whole}{part:0<15}"))?.parse().ok()?;
    Some(if size == text { units } else { -units })
}

/// A time as seconds since 1970 and the digits of its fraction.
pub(super) fn instant(text: &str) -> Option<(i64, String)> {
    if digits(text) && text.len() != 4 {
        return Some((text.parse().ok()?, String::new()));
    }
    // Written out in full, every form has the same shape.
    let ends = [(4, "-01-01T00:00Z"), (7, "-01T00:00Z"), (10, "T00:00Z")];
    let end = ends.iter().find(|(length, _)| *length == text.len()).map_or("", |(_, end)| end);
    let full = format!("{text}{end}").replace('Z', "+00:00");
    let (clock, zone) = full.split_at_checked(full.len().checked_sub(6)?)?;
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let seconds = if clock.len() == 16 && !full.contains('.') { ":00" } else { "" };
    let full = format!("{clock}{seconds}{}", zone.replace('-', "+"));
    let shape: String = full.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    (shape == "0000-00-00T00:00:00+00:00" && digits(fraction)).then_some(())?;
    let numbers: Vec<i64> = full.split(['-', 'T', ':', '+']).flat_map(str::parse).collect();
    let leap = |year: i64| i64::from((year % 4 == 0 && year % 100 != 0) || year % 400 == 0);
    let months = [31, 28 + leap(numbers[0]), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let month = usize::try_from(numbers[1]).ok()?.checked_sub(1)?;
    let ends = [*months.get(month)? + 1, 24, 60, 60, 24, 60];
    let inside = numbers[2] > 0 && numbers[2..].iter().zip(ends).all(|(number, end)| *number < end);
    let years: i64 = (1..numbers[0]).map(|year| 365 + leap(year)).sum();
    let days = years - 719_162 + months[..month].iter().sum::<i64>() + numbers[2] - 1;
    let east = (numbers[6] * 60 + numbers[7]) * if zone.starts_with('-') { -1 } else { 1 };
    let minutes = (days * 24 + numbers[3]) * 60 + numbers[4] - east;
    inside.then(|| (minutes * 60 + numbers[5], fraction.trim_end_matches('0').to_owned()))
}

/// A text that is base64, padded and without stray bits: then the same bytes are the same text.
pub(super) fn base64(text: &str) -> Option<&str> {
    let body = text.trim_end_matches('=');
    let ends = ["", "AEIMQUYcgkosw048", "AQgw"].get(text.len() - body.len())?;
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"+/".contains(&byte);
    let whole = text.len().is_multiple_of(4) && body.bytes().all(known);
    (whole && (ends.is_empty() || body.ends_with(|digit| ends.contains(digit)))).then_some(text)
}

/// Whether an address lies in a range such as `203.0.113.0/24`; an address is a range of its own.
pub(super) fn address_in(range: &str, address: &str) -> Option<bool> {
    let bits = |text: &str| match text.parse().ok()? {
        IpAddr::V4(address) => Some(format!("{:032b}", address.to_bits())),
        IpAddr::V6(address) => Some(format!("{:0128b}", address.to_bits())),
    };
    let whole = if range.contains(':') { "128" } else { "32" };
    let (network, length) = range.split_once('/').unwrap_or((range, whole));
    let length: usize = digits(length).then(|| length.parse().ok())??;
    let (network, address) = (bits(network)?, bits(address)?);
    Some(network.len() == address.len() && network.get(..length)? == address.get(..length)?)
}
