//! Long names that may break where a reader would break them.

use yew::prelude::*;

/// A name that may break after `:`, `/`, `-`, `_`, `.` and `=` and before a capital, and so is never cut.
pub(crate) fn breakable(name: &str) -> Html {
    let name = &*iam::visible(name);
    if name.contains(" --") {
        return command(name);
    }
    pieces(name).map(|piece| html! { <>{ piece.to_owned() }<wbr /></> }).collect()
}

/// A command line, which breaks between its words; `--role-name` stays whole.
fn command(line: &str) -> Html {
    let words = line.split_inclusive(' ');
    words
        .map(|word| match word.starts_with("--") {
            true => html! { <><span class="nobr">{ word.trim_end() }</span>{ " " }</> },
            false => html! { { word.to_owned() } },
        })
        .collect()
}

/// Running text in which what stands between backticks could be pasted.
pub(crate) fn with_code(text: &str) -> Html {
    let parts = text.split('`').enumerate();
    parts
        .map(|(at, part)| match at % 2 {
            0 => html! { { part.to_owned() } },
            _ => html! { <code>{ breakable(part) }</code> },
        })
        .collect()
}

fn pieces(name: &str) -> impl Iterator<Item = &str> {
    name.split_inclusive([':', '/', '-', '_', '.', '=']).flat_map(words)
}

/// `DeployRole` as `Deploy` and `Role`; a run of capitals stays together.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let mut last = char::MAX;
        let end = rest.char_indices().find_map(|(at, letter)| {
            let begins = letter.is_ascii_uppercase() && last.is_ascii_lowercase();
            last = letter;
            begins.then_some(at)
        });
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        (!word.is_empty()).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_between_the_pieces() {
        let arn = "arn:aws:iam::111111111111:role/a/deploy-role_2";
        assert_eq!(pieces(arn).collect::<String>(), arn);
        assert_eq!(
            pieces("aws:PrincipalTag/team").collect::<Vec<_>>(),
            ["aws:", "Principal", "Tag/", "team"]
        );
        assert_eq!(pieces("ProductionSCP").collect::<Vec<_>>(), ["Production", "SCP"]);
    }
}
