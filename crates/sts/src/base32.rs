//! Base32 as RFC 4648 defines it: the alphabet of key ids and of MFA seeds.

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The character that stands for the lowest five bits.
pub(crate) fn character(value: u128) -> char {
    char::from(ALPHABET[(value & 31) as usize])
}

/// The five bits that an upper-case character stands for.
pub(crate) fn value(character: u8) -> Option<u8> {
    match character {
        b'A'..=b'Z' => Some(character - b'A'),
        b'2'..=b'7' => Some(character - b'2' + 26),
        _ => None,
    }
}

/// The bytes of a text as people copy it: in any letter case, with or without spaces, with or without padding.
pub(crate) fn decode_leniently(text: &str) -> Option<Vec<u8>> {
    let mut characters: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    while characters.last() == Some(&b'=') {
        characters.pop();
    }
    if matches!(characters.len() % 8, 1 | 3 | 6) {
        return None;
    }
    let mut bytes = Vec::with_capacity(characters.len() * 5 / 8);
    let (mut bits, mut held) = (0_u32, 0);
    for character in characters {
        bits = (bits << 5) | u32::from(value(character.to_ascii_uppercase())?);
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_the_rfc_decode() {
        for (text, bytes) in [
            ("", ""),
            ("MY======", "f"),
            ("MZXQ====", "fo"),
            ("MZXW6===", "foo"),
            ("MZXW6YQ=", "foob"),
            ("MZXW6YTB", "fooba"),
            ("MZXW6YTBOI======", "foobar"),
        ] {
            assert_eq!(decode_leniently(text).unwrap(), bytes.as_bytes(), "{text}");
        }
    }

    #[test]
    fn spaces_case_and_padding_do_not_matter() {
        for text in ["MZXW6YTBOI", "mzxw 6ytb oi", " MZXW6YTBOI==\n"] {
            assert_eq!(decode_leniently(text).unwrap(), b"foobar", "{text}");
        }
    }

    #[test]
    fn other_characters_and_impossible_lengths_are_refused() {
        for text in ["MZXW6YT0", "MZXW6YT1", "MZ-W6YTB", "M", "MZX", "MZXW6Y", "M=ZXW6YT", "é"] {
            assert_eq!(decode_leniently(text), None, "{text}");
        }
    }
}
