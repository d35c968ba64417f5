//! Every word that the JSON form can hold in the place of a closed list is a word that the npm package's declarations
//! know: `"word"` in `crates/wasm/npm/types.d.ts`.

use super::Tree;

/// The declarations.
const DECLARED: &str = "crates/wasm/npm/types.d.ts";

/// The files whose functions give such words, all of them.
const LISTS: [&str; 1] = ["crates/wire/src/words.rs"];

/// Types elsewhere whose `as_str` does.
const OTHERS: [(&str, &str); 3] = [
    ("crates/simulator/src/outcome.rs", "impl Obstacle"),
    ("crates/simulator/src/lifetime.rs", "fn as_str"),
    ("crates/iam/src/policy_type.rs", "fn as_str"),
];

pub(super) fn findings(tree: &Tree) -> Vec<String> {
    let Some(declared) = tree.text(DECLARED) else { return Vec::new() };
    let lists = LISTS.iter().filter_map(|path| Some((*path, tree.text(path)?)));
    let others = OTHERS.iter().filter_map(|(path, from)| {
        let text = tree.text(path)?;
        let from = text.find(from).unwrap_or(text.len());
        let text = &text[from..];
        // Up to the end of the function.
        Some((*path, text.split_once("\n    }").map_or(text, |(inside, _)| inside)))
    });
    let mut found = Vec::new();
    for (path, text) in lists.chain(others) {
        let words: Vec<&str> = words(text).collect();
        if words.is_empty() {
            found.push(format!("{path}: no word of the JSON form is found in it any more."));
        }
        let unknown = words.into_iter().filter(|word| !declared.contains(&format!("\"{word}\"")));
        found.extend(unknown.map(|word| format!("{path}: {DECLARED} does not know `{word}`.")));
    }
    found
}

/// What stands in quotes behind an arrow.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split("=> \"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(word, _)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str, declared: &str) -> Vec<String> {
        findings(&Tree::of(&[(LISTS[0], words), (DECLARED, declared)]))
    }

    #[test]
    fn a_word_that_is_not_declared_is_found() {
        let list = "match kind {\n Kind::Root => \"root\",\n Kind::User => \"user\",\n}";
        assert_eq!(found(list, "kind: \"root\" | \"user\";"), [""; 0]);
        let told = found(list, "kind: \"root\" | \"users\";");
        assert_eq!(told.len(), 1);
        assert!(told[0].ends_with("does not know `user`."), "{told:?}");
        assert_eq!(found("nothing", "").len(), 1);
    }

    #[test]
    fn a_type_elsewhere_is_looked_at_from_its_function_to_its_end() {
        let path = OTHERS[1].0;
        let text =
            "Before => \"before\"\n    fn as_str() {\n Self::A => \"a\",\n    }\n    B => \"b\"";
        let tree = Tree::of(&[(path, text), (DECLARED, "")]);
        assert_eq!(findings(&tree), [format!("{path}: {DECLARED} does not know `a`.")]);
    }
}
