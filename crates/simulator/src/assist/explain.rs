//! What stands at a place.

use super::{
    Assist, Explained, keys,
    names::{self, What},
    place, words,
    words::Word,
};

pub(super) fn explain(assist: Assist<'_>, text: &str, offset: usize) -> Option<Explained> {
    let place = place::find(text, offset);
    let title = place.span.of(text);
    if title.is_empty() {
        return None;
    }
    let known = |list: &[Word]| {
        list.iter().find(|word| word.name == title).map(|word| vec![word.meaning.to_owned()])
    };
    let words = match (place.is_name, &place.path[..]) {
        (true, []) => known(words::DOCUMENT),
        (true, ["Statement"]) => known(words::STATEMENT),
        (true, ["Statement", "Principal" | "NotPrincipal"]) => known(words::PRINCIPALS),
        (true, ["Statement", "Condition"]) => words::operator(title),
        (true, ["Statement", "Condition", _]) => key(assist, title),
        (false, ["Version"]) => known(words::VERSIONS),
        (false, ["Statement", "Effect"]) => known(words::EFFECTS),
        (false, ["Statement", "Action" | "NotAction"]) => {
            known(words::ACTIONS).or_else(|| action(assist, title))
        }
        (false, ["Statement", ..]) => name(assist, title),
        _ => None,
    }?;
    Some(Explained { span: place.span, title: title.to_owned(), words })
}

fn key(assist: Assist<'_>, name: &str) -> Option<Vec<String>> {
    if let Some(key) = keys::named(name) {
        let compares = format!(
            "{}; compared with {}.",
            sentence_case(key.values.word()),
            key.values.operators()
        );
        return Some(vec![key.meaning.to_owned(), compares]);
    }
    let (prefix, _) = name.split_once(':')?;
    let services = assist.services?;
    let found = services.keys(prefix).find(|(known, _)| {
        let begin = known.split("${").next().unwrap_or(known);
        known.eq_ignore_ascii_case(name)
            || (begin.ends_with('/')
                && name.to_ascii_lowercase().starts_with(&begin.to_ascii_lowercase()))
    })?;
    Some(vec![format!("A condition key of {} ({}).", services.name(prefix)?, found.1)])
}

fn action(assist: Assist<'_>, name: &str) -> Option<Vec<String>> {
    if name == "*" {
        return Some(vec!["Every action of every service.".to_owned()]);
    }
    let (prefix, action) = name.split_once(':')?;
    let services = assist.services?;
    let service = services.name(prefix)?;
    if action.contains(['*', '?']) {
        let pattern = action.to_ascii_lowercase();
        let fits = services
            .actions(prefix)
            .filter(|(_, known)| like(&pattern, &known.to_ascii_lowercase()));
        let count = fits.count();
        return Some(vec![format!(
            "{count} {} of {service}.",
            if count == 1 { "action" } else { "actions" }
        )]);
    }
    match services.actions(prefix).find(|(_, known)| known.eq_ignore_ascii_case(action)) {
        Some((level, _)) => {
            Some(vec![format!("An action of {service}; access level {}.", level.label())])
        }
        None => Some(vec![format!("{service} is not known to have this action.")]),
    }
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

/// Whose name it is in this scenario.
fn name(assist: Assist<'_>, text: &str) -> Option<Vec<String>> {
    let known = names::of(assist.scenario);
    let is = |arn: &str| {
        arn == text
            || arn.strip_suffix(":root").is_some_and(|arn| arn.ends_with(&format!("::{text}")))
    };
    if let Some(named) = known.iter().find(|named| is(&named.arn)) {
        let whole = matches!(named.what, What::Account);
        let mut words = vec![format!("The {} in this scenario.", named.words())];
        if whole {
            words.push(
                "As a principal it means the whole account: whoever its administrators let."
                    .to_owned(),
            );
        }
        return Some(words);
    }
    if text.ends_with(".amazonaws.com") && !text.contains('/') && !text.starts_with("arn:") {
        return Some(vec!["An AWS service that acts by itself.".to_owned()]);
    }
    if !text.starts_with("arn:") {
        return None;
    }
    if text.contains(['*', '?']) {
        let fits: Vec<_> = known
            .iter()
            .filter(|named| named.what != What::Account && like(text, &named.arn))
            .collect();
        return Some(vec![match &fits[..] {
            [] => "A pattern; nothing in this scenario has such an ARN.".to_owned(),
            [one] => format!(
                "A pattern; the {} in this scenario has such an ARN: {}.",
                one.words(),
                one.arn
            ),
            several => {
                format!("A pattern; {} things in this scenario have such ARNs.", several.len())
            }
        }]);
    }
    let session = text.split_once(":assumed-role/").and_then(|(before, after)| {
        let account = before.rsplit(':').next()?;
        let role = after.split('/').next()?;
        let suffix = format!("/{role}");
        known.iter().find(|named| {
            named.what == What::Role && named.arn.contains(account) && named.arn.ends_with(&suffix)
        })
    });
    if let Some(role) = session {
        return Some(vec![format!("A session of the {} in this scenario.", role.words())]);
    }
    Some(vec!["Nothing in this scenario has this ARN.".to_owned()])
}

fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}
