//! `aws sts assume-role …` as it is typed into a shell. AWS: "AWS CLI Command Reference", "assume-role", and "Using
//! shorthand syntax in the AWS CLI".

use std::rc::Rc;

use policy::{Diagnostic, Span, json};
use sts::request::RequestTag;

use super::{Command, Piece, PieceKind, tidy, warning};
use crate::scenario::{
    codec::{Members, items, text as string_of, whole},
    fields::Rule,
};

/// A word of a command line, quotes resolved.
struct Word {
    text: String,
    span: Span,
}

/// Finds the commands in a text.
pub(super) fn find(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("assume-role").map(|at| at + from) {
        from = at + "assume-role".len();
        let Some(start) = start(text, at) else { continue };
        if text[from..].starts_with(|letter: char| letter == '-' || letter.is_alphanumeric()) {
            continue;
        }
        let words = words(text, from);
        let end = words.last().map_or(from, |word| word.span.end as usize);
        let mut reading = Reading { command: Command::default(), diagnostics: Vec::new() };
        // Options of the command line itself may stand before the service.
        let before: Vec<Word> = words_within(text, start, at);
        reading.options(&before);
        reading.options(&words);
        if reading.command.call.role_arn.is_none() {
            let help = Some("Add `--role-arn`.".to_owned());
            let message = "The command does not say which role.".to_owned();
            reading.diagnostics.push(warning("NO_ROLE", Span::new(start, end), message, help));
        }
        pieces.push(Piece {
            span: Span::new(start, end),
            kind: PieceKind::Command(Box::new(reading.command)),
            diagnostics: reading.diagnostics,
        });
        from = end;
    }
    pieces
}

/// Where the command begins whose operation stands at a place: the word `aws` before it, with `sts` between.
fn start(text: &str, at: usize) -> Option<usize> {
    let before = &text[..at];
    let line = before.rfind('\n').map_or(0, |line| line + 1);
    // The line before counts as well where it goes on.
    let line = match before[..line].trim_end_matches('\n').strip_suffix('\\') {
        Some(earlier) => earlier.rfind('\n').map_or(0, |line| line + 1),
        None => line,
    };
    let words: Vec<&str> = before[line..].split_whitespace().collect();
    let is_aws = |word: &&str| {
        word.strip_suffix("aws")
            .is_some_and(|before| before.is_empty() || before.ends_with(['(', '`']))
    };
    let aws = words.iter().rposition(is_aws)?;
    if *words.last()? != "sts" {
        return None;
    }
    // The place of that word: count from the end.
    let mut end = before.len();
    for word in words[aws..].iter().rev() {
        end = before[..end].rfind(word)?;
    }
    end += words[aws].len() - "aws".len();
    Some(end)
}

fn words_within(text: &str, start: usize, end: usize) -> Vec<Word> {
    words(&text[..end], start)
        .into_iter()
        .filter(|word| word.text != "aws" && word.text != "sts")
        .collect()
}

/// The words of a command line from a place to its end. Lines go on behind `\`, a back tick or `^`, inside quotes, and
/// where the next one begins with an option.
fn words(text: &str, from: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut word: Option<(usize, String)> = None;
    let mut quote: Option<char> = None;
    let mut letters = text[from..].char_indices().peekable();
    let mut stop = text.len();
    while let Some((at, letter)) = letters.next() {
        let at = at + from;
        let next = letters.peek().map(|(_, next)| *next);
        let entry = |word: &mut Option<(usize, String)>, letter: Option<char>| {
            let (_, text) = word.get_or_insert_with(|| (at, String::new()));
            text.extend(letter);
        };
        match (quote, letter) {
            (Some(open), letter) if letter == open => {
                quote = None;
                entry(&mut word, None);
            }
            (Some('"'), '\\') if matches!(next, Some('"' | '\\' | '$' | '`')) => {
                entry(&mut word, next);
                letters.next();
            }
            (Some(_), letter) => entry(&mut word, Some(letter)),
            (None, '"' | '\'') => {
                quote = Some(letter);
                entry(&mut word, None);
            }
            (None, '\\' | '`' | '^') if matches!(next, Some('\n' | '\r')) => {
                if next == Some('\r') {
                    letters.next();
                }
                letters.next();
                finish(&mut words, &mut word, at);
            }
            (None, '\\') if next.is_some() => {
                entry(&mut word, next);
                letters.next();
            }
            (None, ' ' | '\t' | '\r') => finish(&mut words, &mut word, at),
            (None, '\n') => {
                finish(&mut words, &mut word, at);
                let rest = text[at + 1..].trim_start_matches([' ', '\t']);
                if !rest.starts_with("--") {
                    stop = at;
                    break;
                }
            }
            (None, ';' | '|' | '&' | '>' | ')') => {
                stop = at;
                break;
            }
            // A document on the same line is no value, unless an option waits for one.
            (None, '{')
                if word.is_none()
                    && !words.last().is_some_and(|last| last.text.starts_with("--")) =>
            {
                stop = at;
                break;
            }
            (None, letter) => entry(&mut word, Some(letter)),
        }
    }
    finish(&mut words, &mut word, stop);
    words
}

fn finish(words: &mut Vec<Word>, word: &mut Option<(usize, String)>, end: usize) {
    if let Some((start, text)) = word.take() {
        words.push(Word { text, span: Span::new(start, end) });
    }
}

struct Reading {
    command: Command,
    diagnostics: Vec<Diagnostic>,
}

impl Reading {
    fn options(&mut self, words: &[Word]) {
        let mut at = 0;
        while let Some(word) = words.get(at) {
            at += 1;
            let Some(option) = word.text.strip_prefix("--") else { continue };
            let (name, inline) = match option.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (option, None),
            };
            let mut values: Vec<String> = inline.into_iter().collect();
            let mut span = word.span;
            while let Some(value) = words.get(at).filter(|value| !value.text.starts_with("--")) {
                if !values.is_empty() && !takes_several(name) {
                    break;
                }
                values.push(value.text.clone());
                span.end = value.span.end;
                at += 1;
            }
            self.option(name, &values, span);
        }
    }

    fn option(&mut self, name: &str, values: &[String], span: Span) {
        let first = values.first().map(String::as_str);
        let call = &mut self.command.call;
        let target: &mut Option<Rc<str>> = match name {
            "role-arn" => &mut call.role_arn,
            "role-session-name" => &mut call.role_session_name,
            "external-id" => &mut call.external_id,
            "serial-number" => &mut call.serial_number,
            "token-code" => &mut call.token_code,
            "source-identity" => &mut call.source_identity,
            "policy" => {
                if let Some(policy) = first {
                    if policy.starts_with("file:") {
                        self.elsewhere(policy, span);
                    } else {
                        self.command.call.policy = Some(tidy(policy));
                    }
                }
                return;
            }
            "duration-seconds" => {
                call.duration_seconds = first.and_then(whole);
                if call.duration_seconds.is_none() {
                    let message = "`--duration-seconds` is not a whole number.".to_owned();
                    self.diagnostics.push(warning("NOT_A_NUMBER", span, message, None));
                }
                return;
            }
            "policy-arns" => {
                call.policy_arns = structures(values, &["arn"])
                    .into_iter()
                    .filter_map(|mut one| one.pop())
                    .map(Rc::from)
                    .collect();
                return;
            }
            "tags" => {
                call.tags = structures(values, &["Key", "Value"])
                    .into_iter()
                    .map(|one| {
                        let mut parts = one.into_iter();
                        let mut part = || parts.next().unwrap_or_default().into();
                        RequestTag { key: part(), value: part() }
                    })
                    .collect();
                return;
            }
            "transitive-tag-keys" => {
                call.transitive_tag_keys = lists(values).into_iter().map(Rc::from).collect();
                return;
            }
            "region" => {
                let region = first.filter(|region| Rule::Region.accepts(region));
                self.command.region = region.map(Rc::from);
                return;
            }
            "endpoint-url" => {
                self.command.region = first.and_then(endpoint_region);
                return;
            }
            "cli-input-json" | "cli-input-yaml" => {
                self.elsewhere(first.unwrap_or_default(), span);
                return;
            }
            "profile" => {
                self.command.profile = first.map(Rc::from);
                return;
            }
            // They say how the answer is printed, not what is asked.
            "output"
            | "query"
            | "debug"
            | "no-cli-pager"
            | "color"
            | "no-paginate"
            | "no-verify-ssl"
            | "ca-bundle"
            | "cli-read-timeout"
            | "cli-connect-timeout"
            | "no-sign-request"
            | "provided-contexts"
            | "version"
            | "cli-binary-format"
            | "no-cli-auto-prompt"
            | "cli-auto-prompt"
            | "generate-cli-skeleton" => return,
            _ => {
                let message = format!("The command has no option `--{name}`.");
                let known = [
                    "role-arn",
                    "role-session-name",
                    "external-id",
                    "serial-number",
                    "token-code",
                    "source-identity",
                    "policy",
                    "policy-arns",
                    "duration-seconds",
                    "tags",
                    "transitive-tag-keys",
                ];
                let near = iam::nearest(name, &known);
                let help = near.map(|near| format!("Did you mean `--{near}`?"));
                self.diagnostics.push(warning("UNKNOWN_OPTION", span, message, help));
                return;
            }
        };
        *target = first.map(Rc::from);
        if first.is_some_and(|value| value.contains("$") && !value.contains("${aws:")) {
            self.elsewhere(first.unwrap_or_default(), span);
        }
    }

    fn elsewhere(&mut self, what: &str, span: Span) {
        let message = format!("What `{what}` holds is not in the text.");
        let help = Some("Paste the content in its place.".to_owned());
        self.diagnostics.push(warning("NOT_IN_TEXT", span, message, help));
    }
}

fn takes_several(name: &str) -> bool {
    matches!(name, "tags" | "policy-arns" | "transitive-tag-keys" | "provided-contexts")
}

/// The Region of an endpoint's URL; the global endpoint has none and is called `global`.
fn endpoint_region(url: &str) -> Option<Rc<str>> {
    let host = url.strip_prefix("https://").unwrap_or(url);
    let host = host.split(['/', ':']).next()?;
    let rest = host.strip_prefix("sts.").or_else(|| host.strip_prefix("sts-fips."))?;
    match rest.split_once('.') {
        Some(("amazonaws", _)) => Some("global".into()),
        Some((region, _)) if Rule::Region.accepts(region) => Some(region.into()),
        _ => None,
    }
}

/// Structures in the shorthand `Key=a,Value=b`, or as a JSON list; of each the wanted members in their order.
fn structures(values: &[String], members: &[&str]) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for value in values {
        if value.starts_with(['[', '{']) {
            let Some(parsed) = json::parse(value).0 else { continue };
            let one = std::slice::from_ref(&parsed);
            let objects = if value.starts_with('[') { items(&parsed) } else { one };
            all.extend(objects.iter().map(|object| {
                let object = Members::of(object);
                let member =
                    |name: &&str| object.get(name).and_then(string_of).map(|text| text.to_string());
                members.iter().map(|name| member(name).unwrap_or_default()).collect()
            }));
            continue;
        }
        let parts = shorthand(value);
        let member = |name: &&str| {
            let found = parts.iter().find(|(known, _)| known == *name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        all.push(members.iter().map(member).collect());
    }
    all
}

/// Members of one structure in shorthand. A comma inside double quotes belongs to the value.
fn shorthand(text: &str) -> Vec<(String, String)> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut quoted = false;
    for letter in text.chars().chain([',']) {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => {
                if let Some((name, value)) = part.split_once('=') {
                    parts.push((name.trim().to_owned(), value.to_owned()));
                }
                part.clear();
            }
            _ => part.push(letter),
        }
    }
    parts
}

fn lists(values: &[String]) -> Vec<String> {
    match values {
        [one] if one.starts_with('[') => json::parse(one)
            .0
            .map(|list| items(&list).iter().filter_map(string_of).map(|t| t.to_string()).collect())
            .unwrap_or_default(),
        several => several.to_vec(),
    }
}
