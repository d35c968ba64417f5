//! The shape of a file: every object's members, their types and ranges, by the lists of fields.

use std::rc::Rc;

use policy::json::{Kind, Member, Value};

use super::{
    codec,
    fields::{Object, Rule, Shape},
    named::{NameSet, Named},
    report::{Path, Report},
};

/// Condition keys that a step may give. Requests carry some dozens.
const MOST_CONDITION_KEYS: usize = 1000;

/// Bytes of one value of a request, a token or an assertion. Comparing it with a pattern takes the product of both
/// lengths. AWS: "AssumeRoleWithWebIdentity", parameter `WebIdentityToken`.
const LONGEST_VALUE: usize = 20_000;

/// Reports everything in which a value differs from an object of the format.
pub(crate) fn check(report: &mut Report<'_>, table: &Object, value: &Value, path: &Path<'_>) {
    Check { report }.object(table, value, path);
}

struct Check<'r, 't> {
    report: &'r mut Report<'t>,
}

impl Check<'_, '_> {
    fn wanted(&mut self, value: &Value, path: &Path<'_>, wanted: &str, help: Option<String>) {
        // What is said more exactly behind a comma ends with one.
        let exactly = [", an object", ", each element", ", as ", ", or a list of them"];
        let is_exact = exactly.iter().any(|words| wanted.contains(words));
        let comma = if is_exact { "," } else { "" };
        let message = format!("Here stands {}; {wanted}{comma} is wanted.", describe(value));
        self.report.add(path, value.span, message, help);
    }

    fn object(&mut self, table: &Object, value: &Value, path: &Path<'_>) {
        let Kind::Object(members) = &value.kind else {
            let names: Vec<&str> = table.fields.iter().take(3).map(|field| field.name).collect();
            let help = match names.as_slice() {
                [] => "Write `{}`: there are no parameters.".to_owned(),
                [one] => format!("Write an object in braces, with the member `{one}`."),
                several => format!(
                    "Write an object in braces, with members such as `{}`.",
                    several.join("`, `")
                ),
            };
            return self.wanted(value, path, &format!("{}, an object", table.name), Some(help));
        };
        self.doubles(members, path);
        for member in members {
            match table.field(&member.name) {
                Some(field) => self.value(&field.shape, &member.value, &path.member(&member.name)),
                None if table.keeps(&member.name) => {}
                None => self.unknown(table, member, path),
            }
        }
        let has = |name: &str| members.iter().any(|member| *member.name == *name);
        for field in table.fields.iter().filter(|field| field.required && !has(field.name)) {
            let message =
                format!("{} lacks `{}`: {}.", capital(table.name), field.name, field.meaning);
            let help = format!("Add `{}`: {}.", field.name, wanted(&field.shape));
            self.report.add(path, opening(value), message, Some(help));
        }
        self.one_of(table, value, members, path);
    }

    /// Exactly one of the members that exclude each other.
    fn one_of(&mut self, table: &Object, value: &Value, members: &[Member], path: &Path<'_>) {
        if table.one_of.is_empty() {
            return;
        }
        let mut chosen = members.iter().filter(|member| table.one_of.contains(&&*member.name));
        let Some(first) = chosen.next() else {
            let shown: Vec<&str> = table.one_of.iter().take(7).copied().collect();
            let message = format!("{} lacks what it is about.", capital(table.name));
            let help = format!("Add one of `{}`.", shown.join("`, `"));
            // An unknown member is most likely the misspelled choice and is reported as such.
            if members.iter().all(|m| table.field(&m.name).is_some() || table.keeps(&m.name)) {
                self.report.add(path, opening(value), message, Some(help));
            }
            return;
        };
        for other in chosen.filter(|other| other.name != first.name) {
            let message = format!("`{}` and `{}` exclude each other.", first.name, other.name);
            let help = format!("Keep one of the two in {}.", table.name);
            self.report.add(&path.member(&other.name), other.name_span, message, Some(help));
        }
    }

    fn doubles(&mut self, members: &[Member], path: &Path<'_>) {
        let mut seen = NameSet::default();
        for member in members.iter().filter(|member| !seen.insert(Rc::clone(&member.name), ())) {
            let message = format!("`{}` stands here a second time.", member.name);
            let help = "Keep one of the two; JSON does not say which one counts.".to_owned();
            self.report.add(&path.member(&member.name), member.name_span, message, Some(help));
        }
    }

    fn unknown(&mut self, table: &Object, member: &Member, path: &Path<'_>) {
        let message = format!("{} has no field `{}`.", capital(table.name), member.name);
        let near = self.report.suggests().then(|| table.nearest(&member.name)).flatten();
        let help = match near {
            Some(near) => format!("Did you mean `{near}`?"),
            None if table.fields.is_empty() => "Delete it.".to_owned(),
            None => {
                let names: Vec<&str> = table.fields.iter().map(|field| field.name).collect();
                let choices = names.iter().filter(|name| !table.one_of.contains(name));
                let shown: Vec<&str> = choices.take(14).copied().collect();
                format!("Delete it, or use one of the known fields: `{}`.", shown.join("`, `"))
            }
        };
        self.report.add(&path.member(&member.name), member.name_span, message, Some(help));
    }

    fn value(&mut self, shape: &Shape, value: &Value, path: &Path<'_>) {
        match shape {
            Shape::Version => {
                if !matches!(&value.kind, Kind::Number(number) if **number == *"1") {
                    self.wanted(value, path, "the number 1", Some("Write 1.".to_owned()));
                }
            }
            Shape::Text(rule) => self.text(*rule, value, path),
            Shape::Word(words) => self.word(words, value, path),
            Shape::Whole(least, most) => self.whole(*least, *most, value, path),
            Shape::Flag => {
                if !matches!(value.kind, Kind::Bool(_)) {
                    let help = match &value.kind {
                        Kind::String(text) if matches!(&**text, "true" | "false") => {
                            Some(format!("Write it without quotes: {text}."))
                        }
                        _ => None,
                    };
                    self.wanted(value, path, "`true` or `false`", help);
                }
            }
            Shape::Document => {
                if !matches!(value.kind, Kind::String(_) | Kind::Object(_)) {
                    self.wanted(value, path, "a policy document, as an object or as text", None);
                }
            }
            Shape::KeySet => {
                if !matches!(value.kind, Kind::String(_) | Kind::Object(_)) {
                    self.wanted(value, path, "a JSON Web Key Set, as an object or as text", None);
                }
            }
            Shape::Signed(table) => match &value.kind {
                Kind::String(_) => {}
                Kind::Object(_) => self.object(table(), value, path),
                _ => {
                    let wanted = format!("{}, as text or as an object", table().name);
                    self.wanted(value, path, &wanted, None);
                }
            },
            Shape::List(inner) => match &value.kind {
                Kind::Array(items) => {
                    for (index, item) in items.iter().enumerate() {
                        self.value(inner, item, &path.item(index));
                    }
                }
                _ => {
                    let help = "Write it in brackets: [ … ].".to_owned();
                    self.wanted(value, path, &wanted(shape), Some(help));
                }
            },
            Shape::OneOrMore(inner) => match &value.kind {
                Kind::Array(items) => {
                    for (index, item) in items.iter().enumerate() {
                        self.value(inner, item, &path.item(index));
                    }
                }
                _ => self.value(inner, value, path),
            },
            Shape::Object(table) => self.object(table(), value, path),
            Shape::Context => self.context(value, path, false),
            Shape::ContextValues => self.context(value, path, true),
            Shape::Claims => self.claims(value, path),
            Shape::Attributes => self.attributes(value, path),
        }
    }

    fn text(&mut self, rule: Rule, value: &Value, path: &Path<'_>) {
        let Kind::String(text) = &value.kind else {
            let help = match &value.kind {
                Kind::Number(number) => Some(format!("Write it in quotes: \"{number}\".")),
                Kind::Bool(flag) => Some(format!("Write it in quotes: \"{flag}\".")),
                Kind::Null => {
                    Some("Leave the member out where there is nothing to say.".to_owned())
                }
                _ => None,
            };
            let wanted = match rule {
                Rule::Any | Rule::NotEmpty => "text",
                _ => rule.wanted(),
            };
            return self.wanted(value, path, wanted, help);
        };
        if !rule.accepts(text) {
            let help = match rule {
                Rule::Time => iam::Timestamp::parse_iso(text)
                    .ok()
                    .map(|moment| format!("Write this moment as {moment}.")),
                Rule::Path if !text.is_empty() => {
                    Some(format!("Write \"/{}/\".", text.trim_matches('/')))
                }
                Rule::AccountId => {
                    Some("Leading zeros count, and there are no hyphens.".to_owned())
                }
                Rule::Base32 => Some(format!(
                    "Write \"{}\".",
                    text.to_ascii_uppercase().replace([' ', '-'], "")
                )),
                _ => None,
            };
            let help = help.filter(|help| !help.contains('"') || rule.accepts(quoted(help)));
            let message =
                format!("{} is not allowed here; {} is wanted.", shown(text), rule.wanted());
            self.report.add(path, value.span, message, help);
        }
    }

    fn word(&mut self, words: &[&str], value: &Value, path: &Path<'_>) {
        let all = format!("one of `{}`", words.join("`, `"));
        let Kind::String(text) = &value.kind else {
            return self.wanted(value, path, &all, None);
        };
        if !words.contains(&&**text) {
            let message = format!("{} is not known here; {all} is wanted.", shown(text));
            let help = iam::nearest(text, words).map(|near| format!("Did you mean `{near}`?"));
            self.report.add(path, value.span, message, help);
        }
    }

    fn whole(&mut self, least: i64, most: i64, value: &Value, path: &Path<'_>) {
        let range = whole_range(least, most);
        let Kind::Number(spelled) = &value.kind else {
            let help = match &value.kind {
                Kind::String(text) if codec::whole(text).is_some() => {
                    Some(format!("Write it without quotes: {text}."))
                }
                _ => None,
            };
            return self.wanted(value, path, &range, help);
        };
        match codec::whole(spelled) {
            Some(number) if (least..=most).contains(&number) => {}
            Some(number) => {
                let message = format!("{number} is outside the range; {range} is wanted.");
                self.report.add(path, value.span, message, None);
            }
            None => {
                let help = "Write it without fraction and exponent.".to_owned();
                let message =
                    format!("{spelled} is not written as a whole number; {range} is wanted.");
                self.report.add(path, value.span, message, Some(help));
            }
        }
    }

    fn free<'v>(&mut self, value: &'v Value, path: &Path<'_>, wanted: &str) -> &'v [Member] {
        let Kind::Object(members) = &value.kind else {
            self.wanted(value, path, wanted, None);
            return &[];
        };
        self.doubles(members, path);
        members
    }

    fn context(&mut self, value: &Value, path: &Path<'_>, plain: bool) {
        let members = self.free(value, path, "an object of condition keys");
        if let Some(first) = members.get(MOST_CONDITION_KEYS) {
            let message = format!("The request carries more than {MOST_CONDITION_KEYS} keys.");
            let help = "Keep the keys that some policy asks for.".to_owned();
            return self.report.add(path, first.name_span, message, Some(help));
        }
        let mut seen = Named::default();
        for member in members {
            let path = path.member(&member.name);
            if !member.name.contains(':') || member.name.trim() != &*member.name {
                let message = format!("`{}` is not a condition key.", member.name);
                let help = "Keys carry a prefix: `aws:SourceIp`, `sts:ExternalId`.".to_owned();
                self.report.add(&path, member.name_span, message, Some(help));
            }
            let folded = iam::fold(&member.name);
            if let Some(earlier) = seen.get(&folded).filter(|earlier| **earlier != member.name) {
                let message = format!("`{earlier}` and `{}` are one key.", member.name);
                let help = "Keep one: condition keys compare without regard to case.".to_owned();
                self.report.add(&path, member.name_span, message, Some(help));
            }
            seen.insert(folded.into(), Rc::clone(&member.name));
            match &member.value.kind {
                Kind::Null => {}
                Kind::Array(items) if plain => {
                    for (index, item) in items.iter().enumerate() {
                        self.plain(item, &path.item(index));
                    }
                }
                _ if plain => self.plain(&member.value, &path),
                _ => self.texts(&member.value, &path, "text, a list of texts, or `null`"),
            }
        }
    }

    /// A value of a condition key, as policies may write it too: text, a number or a boolean.
    fn plain(&mut self, value: &Value, path: &Path<'_>) {
        if !matches!(value.kind, Kind::Number(_) | Kind::Bool(_)) {
            let all = "text, a number, a boolean, a list of these, or `null`";
            match &value.kind {
                Kind::Array(_) => self.wanted(value, path, all, None),
                _ => self.texts(value, path, all),
            }
        }
    }

    fn texts(&mut self, value: &Value, path: &Path<'_>, all: &str) {
        match &value.kind {
            Kind::String(text) if text.len() > LONGEST_VALUE => {
                let message = format!("The text is longer than {LONGEST_VALUE} bytes.");
                let help = "No request, token or assertion carries as much.".to_owned();
                self.report.add(path, value.span, message, Some(help));
            }
            Kind::String(_) => {}
            Kind::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let path = path.item(index);
                    match &item.kind {
                        Kind::String(_) => self.texts(item, &path, all),
                        _ => self.text(Rule::Any, item, &path),
                    }
                }
            }
            Kind::Number(_) | Kind::Bool(_) => self.text(Rule::Any, value, path),
            _ => self.wanted(value, path, all, None),
        }
    }

    fn claims(&mut self, value: &Value, path: &Path<'_>) {
        for member in self.free(value, path, "an object of claims") {
            let path = path.member(&member.name);
            match &member.value.kind {
                Kind::Bool(_) | Kind::Number(_) => {}
                Kind::String(_) => self.texts(&member.value, &path, "a claim"),
                Kind::Object(_) => self.claims(&member.value, &path),
                Kind::Array(_) => self.texts(&member.value, &path, "a claim"),
                Kind::Null => {
                    let help = "Leave the claim out where there is nothing to say.".to_owned();
                    self.wanted(&member.value, &path, "a claim", Some(help));
                }
            }
        }
    }

    fn attributes(&mut self, value: &Value, path: &Path<'_>) {
        for member in self.free(value, path, "an object of attributes") {
            let path = path.member(&member.name);
            self.texts(&member.value, &path, "text or a list of texts");
        }
    }
}

/// What a shape wants, for "… is wanted".
fn wanted(shape: &Shape) -> String {
    match shape {
        Shape::Version => "the number 1".to_owned(),
        Shape::Text(rule) => rule.wanted().to_owned(),
        Shape::Word(words) => format!("one of `{}`", words.join("`, `")),
        Shape::Whole(least, most) => whole_range(*least, *most),
        Shape::Flag => "`true` or `false`".to_owned(),
        Shape::Document => "a policy document".to_owned(),
        Shape::KeySet => "a JSON Web Key Set".to_owned(),
        Shape::Signed(table) => format!("{}, as text or as an object", table().name),
        Shape::List(inner) => match inner {
            Shape::Object(table) => format!("a list, each element {}", table().name),
            _ => format!("a list, each element {}", wanted(inner)),
        },
        Shape::OneOrMore(inner) => format!("{}, or a list of them", wanted(inner)),
        Shape::Object(table) => format!("{}, an object", table().name),
        Shape::Context | Shape::ContextValues => "an object of condition keys".to_owned(),
        Shape::Claims => "an object of claims".to_owned(),
        Shape::Attributes => "an object of attributes".to_owned(),
    }
}

fn whole_range(least: i64, most: i64) -> String {
    if least == i64::MIN {
        "a whole number".to_owned()
    } else {
        format!("a whole number from {least} to {most}")
    }
}

/// The first quoted part of a help sentence.
fn quoted(help: &str) -> &str {
    help.split('"').nth(1).unwrap_or_default()
}

fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// A text as it is shown in a message: in backticks, and not longer than a line.
pub(crate) fn shown(text: &str) -> String {
    if text.is_empty() {
        return "An empty text".to_owned();
    }
    let mut letters = text.chars();
    let head: String = letters.by_ref().take(80).collect();
    let rest = if letters.next().is_some() { "…" } else { "" };
    format!("`{head}{rest}`")
}

fn describe(value: &Value) -> &'static str {
    match &value.kind {
        Kind::Null => "`null`",
        Kind::Bool(_) => "a boolean",
        Kind::Number(_) => "a number",
        Kind::String(_) => "text",
        Kind::Array(_) => "a list",
        Kind::Object(_) => "an object",
    }
}

/// The opening bracket of a value: the place of what is missing in it.
pub(crate) fn opening(value: &Value) -> policy::Span {
    policy::Span { start: value.span.start, end: (value.span.start + 1).min(value.span.end) }
}
