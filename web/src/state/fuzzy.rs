//! How well a name fits what was typed.

/// How well, more is better; nothing where a word that was typed is not in the name, letter after letter.
pub(crate) fn score(typed: &str, name: &str) -> Option<i32> {
    let name: Vec<char> = name.chars().collect();
    let words = typed.split_whitespace().map(|word| word_score(word, &name));
    // Of two that fit alike, the shorter name.
    let length = i32::try_from(name.len()).unwrap_or(i32::MAX).min(200);
    words.sum::<Option<i32>>().map(|score| score * 8 - length)
}

/// Whether every word that was typed stands in the name in one piece.
pub(crate) fn is_whole(typed: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    typed.to_lowercase().split_whitespace().all(|word| name.contains(word))
}

/// The best of the ways in which the letters of a word stand in the name in their order.
fn word_score(word: &str, name: &[char]) -> Option<i32> {
    let word: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let begins =
        (0..name.len()).filter(|at| word.first().is_some_and(|first| same(name[*at], *first)));
    begins.filter_map(|at| from(&word, name, at)).max().or_else(|| word.is_empty().then_some(0))
}

fn from(word: &[char], name: &[char], begin: usize) -> Option<i32> {
    let mut at = begin;
    let mut score = 0;
    for (index, letter) in word.iter().enumerate() {
        let found = (at..name.len()).find(|at| same(name[*at], *letter))?;
        let follows = index > 0 && found == at;
        score += match (begins_word(name, found), follows) {
            (_, true) => 6,
            (true, false) => 5,
            (false, false) => 0,
        };
        at = found + 1;
    }
    Some(score)
}

fn same(one: char, lower: char) -> bool {
    one.to_lowercase().eq(std::iter::once(lower))
}

/// Whether a word begins there: after something that is no letter, or where small letters end.
fn begins_word(name: &[char], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| name[before]) else { return true };
    !before.is_alphanumeric() || (before.is_lowercase() && name[at].is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best<'a>(typed: &str, names: &[&'a str]) -> Option<&'a str> {
        let scored = names.iter().filter_map(|name| Some((score(typed, name)?, *name)));
        scored.max_by_key(|(score, _)| *score).map(|(_, name)| name)
    }

    #[test]
    fn what_was_typed_stands_in_the_name_in_its_order() {
        assert!(score("dpr", "DeployRole").is_some());
        assert_eq!(score("rpd", "DeployRole"), None);
        assert_eq!(score("deploy nothing", "DeployRole"), None);
        assert!(score("", "DeployRole").is_some());
        assert!(score("ROLE deploy", "DeployRole").is_some());
    }

    #[test]
    fn what_was_typed_stands_in_the_name_in_one_piece() {
        assert!(is_whole("ROLE deploy", "DeployRole") && is_whole("", "DeployRole"));
        assert!(!is_whole("dprole", "DeployRole") && !is_whole("role x", "DeployRole"));
    }

    #[test]
    fn beginnings_and_letters_in_a_row_count_more() {
        let names = ["Download the scenario", "DeployRole", "Trust policy of ProdAdmin", "Redo"];
        assert_eq!(best("dr", &names), Some("DeployRole"));
        assert_eq!(best("edo", &names), Some("Redo"));
        assert_eq!(best("down", &names), Some("Download the scenario"));
        assert_eq!(best("pa", &names), Some("Trust policy of ProdAdmin"));
        assert_eq!(best("prod trust", &names), Some("Trust policy of ProdAdmin"));
    }

    #[test]
    fn the_shorter_of_two_that_fit_alike() {
        assert_eq!(best("prod", &["ProdAdministrators", "ProdAdmin"]), Some("ProdAdmin"));
    }
}
