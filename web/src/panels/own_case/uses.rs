//! What policy documents are used as, where a person said so, as it is kept between visits: a line for each document,
//! told by a sum of its text.

use simulator::paste::PolicyUse;

use super::pieces::USES;

/// What a document is used as; nothing where nobody said so.
pub(super) fn of(kept: &str, document: &str) -> Option<PolicyUse> {
    let sum = sum(document);
    let word = kept.lines().find_map(|line| line.strip_prefix(&*sum))?;
    USES.get(word.trim().parse::<usize>().ok()?).map(|(used_as, _)| *used_as)
}

/// The same choices and one more.
pub(super) fn with(kept: &str, document: &str, new: PolicyUse) -> String {
    let sum = sum(document);
    let place = USES.iter().position(|(known, _)| *known == new).unwrap_or_default();
    let others = kept.lines().filter(|line| !line.starts_with(&*sum));
    others.map(|line| format!("{line}\n")).collect::<String>() + &format!("{sum}{place}")
}

/// FNV-1a: the same on every visit.
fn sum(document: &str) -> String {
    let all = document.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{all:016x} ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_kept_by_its_document_and_replaced() {
        let one = with("", "{}", PolicyUse::Boundary);
        let two = with(&one, "[]", PolicyUse::Session);
        assert_eq!(of(&two, "{}"), Some(PolicyUse::Boundary));
        assert_eq!(of(&two, "[]"), Some(PolicyUse::Session));
        assert_eq!(of(&two, "[ ]"), None);
        let three = with(&two, "{}", PolicyUse::Caller);
        assert_eq!(of(&three, "{}"), Some(PolicyUse::Caller));
        assert_eq!(three.lines().count(), 2);
        assert_eq!(of("damaged", "{}"), None);
    }
}
