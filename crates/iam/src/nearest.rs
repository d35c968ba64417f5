//! The word that somebody meant who wrote one that is not known.

use crate::fold;

/// The nearest of some words to one that is not among them; nothing where none is near.
#[must_use]
pub fn nearest<'a>(word: &str, among: &[&'a str]) -> Option<&'a str> {
    let plain = |text: &str| -> Vec<char> {
        fold(text).chars().filter(|letter| !"_- ".contains(*letter)).collect()
    };
    // Nobody mistypes a name that nobody could type; comparing takes the product of both lengths.
    if word.len() > LONGEST_COMPARED {
        return None;
    }
    let wanted = plain(word);
    let allowed = (wanted.len() / 3).clamp(1, 3);
    let mut found = None;
    let mut least = allowed + 1;
    for known in among.iter().filter(|known| known.len() <= LONGEST_COMPARED) {
        let letters = plain(known);
        if letters.len().abs_diff(wanted.len()) <= allowed {
            let distance = distance(&wanted, &letters);
            if distance < least {
                (least, found) = (distance, Some(*known));
            }
        }
    }
    found
}

/// Bytes of the longest words that are compared letter by letter.
const LONGEST_COMPARED: usize = 256;

/// How many letters have to be inserted, deleted, replaced or swapped with their neighbour.
fn distance(one: &[char], two: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=two.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, other) in two.iter().enumerate() {
            let replace = above[column] + usize::from(letter != other);
            let mut cost = replace.min(above[column + 1] + 1).min(line[column] + 1);
            if row > 0 && column > 0 && *letter == two[column - 1] && one[row - 1] == *other {
                cost = cost.min(before[column - 1] + 1);
            }
            line.push(cost);
        }
        before = std::mem::replace(&mut above, line);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found() {
        let words = ["RoleName", "RoleId", "Path", "PermissionsBoundary"];
        let check = |word: &str, expect: Option<&str>| {
            assert_eq!(nearest(word, &words), expect, "{word}");
        };
        check("roleName", Some("RoleName"));
        check("RoleNmae", Some("RoleName"));
        check("role_name", Some("RoleName"));
        check("PermissionBoundary", Some("PermissionsBoundary"));
        check("Colour", None);
    }
}
