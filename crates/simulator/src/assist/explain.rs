//! What stands at a place: a word of the language, a condition key, an action, a value.

mod actions;
mod keys;
mod values;

use policy::Span;

use super::{Assist, Explained, place, place::Place, words, words::Word};

pub(super) fn explain(assist: Assist<'_>, text: &str, offset: usize) -> Option<Explained> {
    let place = place::find(text, offset);
    let title = place.span.of(text);
    if title.is_empty() {
        return None;
    }
    if let Some(found) = variable(assist, text, &place, offset) {
        return Some(found);
    }
    let known = |list: &[Word]| {
        list.iter().find(|word| word.name == title).map(|word| vec![word.meaning.to_owned()])
    };
    let words = match (place.is_name, &place.path[..]) {
        (true, []) => known(words::DOCUMENT),
        (true, ["Statement"]) => known(words::STATEMENT),
        (true, ["Statement", "Principal" | "NotPrincipal"]) => known(words::PRINCIPALS),
        (true, ["Statement", "Condition"]) => words::operator(title),
        (true, ["Statement", "Condition", _]) => keys::key(assist, title),
        (false, ["Version"]) => known(words::VERSIONS),
        (false, ["Statement", "Effect"]) => known(words::EFFECTS),
        (false, ["Statement", "Action" | "NotAction"]) => actions::action(assist, title),
        (false, ["Statement", rest @ ..]) => values::value(assist, rest, title),
        _ => None,
    }?;
    Some(Explained { span: place.span, title: title.to_owned(), words })
}

/// The variable around the place, where the language knows variables.
fn variable(assist: Assist<'_>, text: &str, place: &Place<'_>, offset: usize) -> Option<Explained> {
    let may_stand = matches!(
        place.path[..],
        ["Statement", "Resource" | "NotResource"] | ["Statement", "Condition", _, _]
    );
    if place.is_name || !may_stand {
        return None;
    }
    let start = place.span.start as usize;
    let found = policy::variable_at(place.span.of(text), offset.checked_sub(start)?)?;
    let span = Span::new(start + found.span.range().start, start + found.span.range().end);
    let mut words = match &*found.name {
        letter @ ("*" | "?" | "$") => vec![format!("The letter {letter} itself.")],
        name => {
            let mut words = vec![format!("Stands for the value of {name} in the request.")];
            words.extend(keys::key(assist, name).and_then(|known| known.into_iter().next()));
            words.push(match &found.default {
                Some(default) => format!("Where the key is missing it stands for {default}."),
                None => "Where the key is missing, it fits nothing.".to_owned(),
            });
            words
        }
    };
    let (document, _) = policy::parse(text, assist.kind);
    if document.version.is_none_or(|version| version.value != policy::Version::V2012) {
        words = vec!["Plain text: only Version 2012-10-17 knows variables.".to_owned()];
    }
    Some(Explained { span, title: span.of(text).to_owned(), words })
}

/// Whether a text is as a pattern with `*` and `?` describes.
fn like(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => {
            pattern.len() == text.len()
                && pattern
                    .bytes()
                    .zip(text.bytes())
                    .all(|(wanted, there)| wanted == b'?' || wanted == there)
        }
        Some((before, rest)) => {
            text.is_char_boundary(before.len())
                && like(before, text.get(..before.len()).unwrap_or_default())
                && before.len() <= text.len()
                && (before.len()..=text.len())
                    .any(|at| text.is_char_boundary(at) && like(rest, &text[at..]))
        }
    }
}

fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}
