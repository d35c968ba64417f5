//! **What it finds.** A character that documents must not contain: anything beyond U+00FF, and control characters.
//!
//! **Why it matters.** IAM checks the whole text against `[\u0009\u000A\u000D\u0020-\u00FF]+` before it reads it, so a
//! typographic dash or an emoji in a `Sid` or a tag's value is refused.
//!
//! **Instead.** Write it as an escape of JSON: `\u2013`.

use iam::PolicyType;

use super::{Findings, Subject};
use crate::Span;

const CODE: &str = "UNSUPPORTED_CHARACTER";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let member = match subject.kind {
        PolicyType::Trust => "assumeRolePolicyDocument",
        PolicyType::Identity | PolicyType::PermissionsBoundary => "policyDocument",
        PolicyType::Session => "policy",
        _ => return,
    };
    // Nearly every document is plain, and looking at bytes takes a fraction of the time.
    // No early end: so the compiler looks at many bytes at once.
    let plain = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    if subject.text.bytes().fold(true, |all, byte| all & plain(byte)) {
        return;
    }
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{ff}');
    let Some((at, character)) = subject.text.char_indices().find(|(_, c)| !allowed(*c)) else {
        return;
    };
    let code = u32::from(character);
    findings
        .error(
            CODE,
            Span::new(at, at + character.len_utf8()),
            format!("The character U+{code:04X} is not allowed in a policy document."),
        )
        .help(if code < 0x1_0000 {
            format!("Write `\\u{code:04x}`, or leave it away.")
        } else {
            "Leave it away.".to_owned()
        })
        .refused(format!(
            "ValidationError: 1 validation error detected: Value at '{member}' failed to \
                satisfy constraint: Member must satisfy regular expression pattern: \
                [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"
        ));
}
