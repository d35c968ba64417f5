//! A text that a request has, as a policy might write it.

use crate::dice::Dice;

/// The text with a wildcard put in, or one character changed, behind its first `kept` characters.
pub(super) fn blurred(dice: &mut Dice, text: &str, kept: usize) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() <= kept {
        return text.to_owned();
    }
    for _ in 0..=dice.below(3) {
        let from = kept + dice.below(letters.len() - kept);
        let to = from + dice.below(letters.len() - from + 1);
        match dice.below(8) {
            0..=2 => drop(letters.splice(from..to, ['*'])),
            3 => letters.insert(from, '*'),
            4 => letters[from] = '?',
            5 => letters.insert(from, '?'),
            6 => drop(letters.splice(from.., ['*'])),
            _ => {
                let other = letters[from];
                letters[from] = if other.is_lowercase() {
                    other.to_ascii_uppercase()
                } else {
                    other.to_ascii_lowercase()
                };
            }
        }
    }
    letters.into_iter().collect()
}
