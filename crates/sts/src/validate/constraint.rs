//! What a parameter can be held to, and the words for each. AWS: "AWS Security Token Service API Reference", sections
//! "Length Constraints", "Pattern" and "Valid Range" of each parameter.

use super::letter::is_letter;

/// The kind of a parameter, with its constraints.
pub(super) enum Shape {
    /// A text.
    Text(&'static Text),
    /// A number.
    Number(Range),
    /// A list of texts.
    Texts {
        /// How many at most.
        most: usize,
        /// What each is held to.
        element: &'static Text,
    },
    /// A list of structures whose members are texts.
    Structures {
        /// How many at most.
        most: usize,
        /// What a message calls one of them.
        name: &'static str,
        /// Name and constraints of each member.
        members: &'static [(&'static str, &'static Text)],
    },
    /// A structure with one member, a text.
    Structure(&'static str, &'static Text),
    /// A token or an assertion: its content is judged elsewhere, and no message prints it.
    Sensitive {
        /// The shortest length.
        least: usize,
        /// The longest length.
        most: usize,
    },
}

/// The constraints of a text.
pub(super) struct Text {
    /// The shortest length; 0 is no constraint.
    pub(super) least: usize,
    /// The longest length.
    pub(super) most: Option<usize>,
    /// Which characters it is made of.
    pub(super) pattern: Option<&'static Pattern>,
}

/// The bounds of a number, both included.
pub(super) struct Range {
    /// The lowest.
    pub(super) least: i64,
    /// The highest.
    pub(super) most: i64,
}

/// A regular expression of the form `[class]*` or `[class]+`, as printed and as a predicate.
pub(super) struct Pattern {
    /// As the service prints it.
    pub(super) printed: &'static str,
    /// Whether the class has the character.
    pub(super) has: fn(char) -> bool,
}

impl Pattern {
    /// `arnType`. What the printed text means by its last range is not what a regular expression reads; meant is any
    /// character that XML can carry.
    pub(super) const ARN: Self = Self {
        printed: r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+",
        has: |c| matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{A0}'..='\u{FFFD}' | '\u{10000}'..),
    };

    /// Names of sessions and federated users, and source identities.
    pub(super) const NAME: Self =
        Self { printed: r"[\w+=,.@-]*", has: |c| is_word(c) || "+=,.@-".contains(c) };

    /// `externalIdType`.
    pub(super) const EXTERNAL_ID: Self =
        Self { printed: r"[\w+=,.@:\/-]*", has: |c| is_word(c) || "+=,.@:/-".contains(c) };

    /// `serialNumberType`.
    pub(super) const SERIAL_NUMBER: Self =
        Self { printed: r"[\w+=/:,.@-]*", has: |c| is_word(c) || "+=/:,.@-".contains(c) };

    /// `accessKeyIdType`.
    pub(super) const KEY_ID: Self = Self { printed: r"[\w]*", has: is_word };

    /// `tokenCodeType`.
    pub(super) const TOKEN_CODE: Self = Self { printed: r"[\d]*", has: |c| c.is_ascii_digit() };

    /// Session policies.
    pub(super) const POLICY: Self = Self {
        printed: r"[\u0009\u000A\u000D\u0020-\u00FF]+",
        has: |c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FF}'),
    };

    /// `tagKeyType`.
    pub(super) const TAG_KEY: Self =
        Self { printed: r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+", has: is_tag_character };

    /// `tagValueType`.
    pub(super) const TAG_VALUE: Self =
        Self { printed: r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*", has: is_tag_character };

    /// Whether the whole text matches. The empty text matches `*` and not `+`.
    fn matches(&self, text: &str) -> bool {
        (self.printed.ends_with('*') || !text.is_empty()) && text.chars().all(self.has)
    }
}

/// `\w` as the service understands it.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn is_tag_character(c: char) -> bool {
    is_letter(c) || is_separator(c) || c.is_numeric() || "_.:/=+-@".contains(c)
}

/// `\p{Z}`.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{A0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200A}' | '\u{2028}' | '\u{2029}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

impl Text {
    /// The constraints that a text violates, pattern before length.
    pub(super) fn violated(&self, text: &str) -> Vec<String> {
        // The service counts UTF-16 code units.
        let length = text.encode_utf16().count();
        let mut violated = Vec::new();
        if let Some(pattern) = self.pattern.filter(|pattern| !pattern.matches(text)) {
            violated.push(matching(pattern));
        }
        if length < self.least {
            violated.push(at_least("length", self.least as i64));
        }
        if let Some(most) = self.most.filter(|most| length > *most) {
            violated.push(at_most("length", most));
        }
        violated
    }

    /// All constraints, as a list of texts names them when one of its elements violates any.
    pub(super) fn as_element(&self) -> String {
        let all: Vec<String> = [
            self.most.map(|most| at_most("length", most)),
            Some(at_least("length", self.least as i64)),
            self.pattern.map(matching),
        ]
        .into_iter()
        .flatten()
        .collect();
        format!("Member must satisfy constraint: [{}]", all.join(", "))
    }
}

impl Range {
    /// The bound that a number violates.
    pub(super) fn violated(&self, number: i64) -> Vec<String> {
        if number < self.least {
            vec![at_least("value", self.least)]
        } else if number > self.most {
            vec![at_most("value", self.most)]
        } else {
            Vec::new()
        }
    }
}

/// What a list violates that is longer than it may be.
pub(super) fn too_many(count: usize, most: usize) -> Vec<String> {
    if count > most { vec![at_most("length", most)] } else { Vec::new() }
}

fn matching(pattern: &Pattern) -> String {
    ["Member must satisfy regular expression pattern: ", pattern.printed].concat()
}

pub(super) fn at_least(what: &str, bound: i64) -> String {
    format!("Member must have {what} greater than or equal to {bound}")
}

fn at_most(what: &str, bound: impl std::fmt::Display) -> String {
    format!("Member must have {what} less than or equal to {bound}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn separators_are_those_of_the_standard() {
        for c in ['\u{20}', '\u{A0}', '\u{1680}', '\u{200A}', '\u{2028}', '\u{2029}', '\u{3000}'] {
            assert!(is_separator(c), "{c:?}");
        }
        for c in ['\t', '\n', '\u{85}', '\u{180E}', '\u{200B}', '\u{FEFF}'] {
            assert!(!is_separator(c), "{c:?}");
        }
    }

    #[test]
    fn arns_may_hold_whatever_xml_can() {
        for c in
            ['\t', '\n', '\r', ' ', '~', '\u{85}', '\u{A0}', '\u{D7FF}', '\u{E000}', '\u{FFFD}']
        {
            assert!((Pattern::ARN.has)(c), "{c:?}");
        }
        assert!((Pattern::ARN.has)('\u{10000}') && (Pattern::ARN.has)('\u{10FFFF}'));
        for c in ['\0', '\u{B}', '\u{1F}', '\u{7F}', '\u{84}', '\u{86}', '\u{9F}', '\u{FFFE}'] {
            assert!(!(Pattern::ARN.has)(c), "{c:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn tags_may_hold_letters_separators_and_numbers(text in r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+") {
            prop_assert!(Pattern::TAG_KEY.matches(&text));
        }

        // Characters without any meaning yet are left out: two versions of the standard may differ on them.
        #[test]
        fn tags_may_hold_nothing_else(c in r"[^\p{L}\p{Z}\p{N}\p{Cn}_.:/=+\-@]") {
            prop_assert!(!Pattern::TAG_VALUE.matches(&c));
        }

        #[test]
        fn marks_are_not_letters(c in r"\p{M}") {
            prop_assert!(!Pattern::TAG_VALUE.matches(&c));
        }

        #[test]
        fn names_are_made_of_their_class(text in r"[a-zA-Z0-9_+=,.@-]*") {
            prop_assert!(Pattern::NAME.matches(&text));
        }

        #[test]
        fn names_are_made_of_nothing_else(text in r"[^a-zA-Z0-9_+=,.@-]") {
            prop_assert!(!Pattern::NAME.matches(&text));
        }

        #[test]
        fn external_ids_are_made_of_their_class(text in r"[a-zA-Z0-9_+=,.@:/-]*") {
            prop_assert!(Pattern::EXTERNAL_ID.matches(&text));
        }

        #[test]
        fn external_ids_are_made_of_nothing_else(text in r"[^a-zA-Z0-9_+=,.@:/-]") {
            prop_assert!(!Pattern::EXTERNAL_ID.matches(&text));
            prop_assert!(!Pattern::SERIAL_NUMBER.matches(&text));
        }

        #[test]
        fn policies_are_made_of_latin_1(text in r"[\t\n\r -\u{FF}]+") {
            prop_assert!(Pattern::POLICY.matches(&text));
        }

        #[test]
        fn policies_are_made_of_nothing_else(text in r"[^\t\n\r -\u{FF}]") {
            prop_assert!(!Pattern::POLICY.matches(&text));
        }
    }
}
