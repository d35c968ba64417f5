//! Percent encoding as signatures want it: every byte but `A-Z a-z 0-9 - . _ ~`, in upper case digits.

/// Appends the text encoded; characters of `kept` stay as they are.
pub(super) fn encode_into(target: &mut String, text: &[u8], kept: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in text {
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if plain || kept.contains(&byte) {
            target.push(char::from(byte));
        } else {
            target.push('%');
            target.push(char::from(DIGITS[usize::from(byte >> 4)]));
            target.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

/// The text encoded.
pub(super) fn encode(text: &[u8]) -> String {
    let mut encoded = String::new();
    encode_into(&mut encoded, text, b"");
    encoded
}

/// The parameters of a query string, decoded, in their order. Pieces between two `&` that are empty are none.
pub(super) fn pairs(query: &str) -> impl Iterator<Item = (Vec<u8>, Vec<u8>)> + '_ {
    query.split('&').filter(|piece| !piece.is_empty()).map(|piece| {
        let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
        (decode(name), decode(value))
    })
}

/// Decoded; a plus is a space, and a percent sign without two digits stands for itself.
fn decode(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let (byte, length) = match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => ((high * 16 + low) as u8, 3),
            (b'+', ..) => (b' ', 1),
            (byte, ..) => (byte, 1),
        };
        decoded.push(byte);
        at += length;
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_plain_becomes_upper_case_digits() {
        assert_eq!(encode("a-._~Z9 /+é%".as_bytes()), "a-._~Z9%20%2F%2B%C3%A9%25");
    }

    #[test]
    fn a_query_is_read_as_forms_are() {
        let read: Vec<_> = pairs("a=b%20c&&d&e=f=g+h&%zz=%4").collect();
        let pair = |name: &str, value: &str| (name.as_bytes().to_vec(), value.as_bytes().to_vec());
        assert_eq!(read, [pair("a", "b c"), pair("d", ""), pair("e", "f=g h"), pair("%zz", "%4")]);
    }
}
