//! A statement or a whole policy turned off and on again, in the text of its document.
//!
//! A statement is *off* where it has a test that is never true: `"Null": {"aws:CurrentTime": "true"}`, for every request
//! has its time. So it is still a policy that could be saved, a Deny denies no more, an Allow allows no more, and everybody
//! who reads it sees why. Turned on again, the text is what it was, to the letter. AWS: "IAM JSON policy elements: Condition
//! operators", section "Condition operator to check existence of condition keys".
//!
//! A whole policy that is off is as if it were not there. What grants then grants nothing: all its statements are off. What
//! limits then limits nothing: its Denies are off, and where it has to allow what it does not want to stop, a statement
//! named `TurnedOff` allows everything. AWS: "Policy evaluation logic".

use iam::PolicyType;
use policy::json::{self, Kind, Member, Value};

/// The key that every request has.
const ALWAYS_THERE: &str = "aws:CurrentTime";
/// The operator that says that it is not.
const NULL: &str = "Null";

/// How many statements a document has, and which of them are off; nothing where it cannot be read.
#[must_use]
pub fn statements(text: &str) -> Option<Vec<bool>> {
    let document = json::parse(text).0?;
    Some(listed(&document).into_iter().map(|statement| never(statement).is_some()).collect())
}

/// The text with the statement of that number off or on; nothing where there is no such statement, or it cannot be
/// turned because its conditions are not what conditions are. The same text where it is so already.
#[must_use]
pub fn switched(text: &str, statement: usize, off: bool) -> Option<String> {
    let (document, errors) = json::parse(text);
    let document = document.filter(|_| errors.is_empty())?;
    let known = *listed(&document).get(statement)?;
    match (never(known), off) {
        (Some(_), true) | (None, false) => Some(text.to_owned()),
        (Some(never), false) => Some(never.taken_out(text)),
        (None, true) => put_in(text, known),
    }
}

/// The Sid of the statement that allows everything while a limiting policy is off.
pub const TURNED_OFF: &str = "TurnedOff";

/// Whether the whole policy is off; nothing where the text cannot be read or has no statement.
#[must_use]
pub fn is_policy_off(text: &str, kind: PolicyType) -> Option<bool> {
    let document = json::parse(text).0?;
    let listed = listed(&document);
    let counts = |statement: &&&Value| !must_allow(kind) || says(statement, "Effect", "Deny");
    let off = listed.iter().filter(counts).all(|statement| never(statement).is_some());
    let is_lifted = !must_allow(kind) || listed.iter().any(|one| is_lifting(one));
    (!listed.is_empty()).then_some(off && is_lifted)
}

/// The text with the whole policy off or on, as a policy of that kind; nothing where one of its statements cannot be turned.
/// Turned on again, the text is what it was, to the letter.
#[must_use]
pub fn policy_switched(text: &str, kind: PolicyType, off: bool) -> Option<String> {
    if !must_allow(kind) {
        return all_switched(text, off);
    }
    let text = if off { text.to_owned() } else { lifted(text, kind, off)? };
    let document = json::parse(&text).0?;
    let denies = listed(&document).into_iter().enumerate();
    let denies = denies.filter(|(_, statement)| says(statement, "Effect", "Deny"));
    let numbers: Vec<usize> = denies.map(|(index, _)| index).collect();
    let text = numbers.into_iter().try_fold(text, |text, index| switched(&text, index, off))?;
    if off { lifted(&text, kind, off) } else { Some(text) }
}

/// The text with every statement off or on.
#[must_use]
pub fn all_switched(text: &str, off: bool) -> Option<String> {
    let count = statements(text)?.len();
    (0..count).try_fold(text.to_owned(), |text, index| switched(&text, index, off))
}

/// Whether a policy of that kind stops what it does not allow. Beside an RCP there is always one that allows everything.
/// AWS: "Resource control policies (RCPs)".
fn must_allow(kind: PolicyType) -> bool {
    match kind {
        PolicyType::ServiceControl
        | PolicyType::PermissionsBoundary
        | PolicyType::Session
        | PolicyType::VpcEndpoint => true,
        PolicyType::ResourceControl
        | PolicyType::Resource
        | PolicyType::Trust
        | PolicyType::Identity => false,
    }
}

fn says(statement: &Value, element: &str, value: &str) -> bool {
    statement.member(element).is_some_and(|member| member.value.as_str() == Some(value))
}

/// Whether it is the statement that allows everything while the policy is off.
fn is_lifting(statement: &Value) -> bool {
    says(statement, "Sid", TURNED_OFF)
}

/// The text with the statement that allows everything, or without it. Behind the others in a list; before the one that
/// stands without a list, which gets one.
fn lifted(text: &str, kind: PolicyType, off: bool) -> Option<String> {
    let (document, errors) = json::parse(text);
    let document = document.filter(|_| errors.is_empty())?;
    let list = document.get("Statement")?;
    let (start, end) = (list.span.start as usize, list.span.end as usize);
    let principal = if kind == PolicyType::VpcEndpoint { "\"Principal\": \"*\", " } else { "" };
    let lifting = format!(
        "{{ \"Sid\": \"{TURNED_OFF}\", \"Effect\": \"Allow\", {principal}\"Action\": \"*\", \"Resource\": \"*\" }}"
    );
    let with =
        |start: usize, end: usize, put: &str| format!("{}{put}{}", &text[..start], &text[end..]);
    let Some(items) = list.elements() else {
        let alone = format!("[{lifting}, {}]", &text[start..end]);
        return Some(if off { with(start, end, &alone) } else { text.to_owned() });
    };
    let at = items.iter().position(is_lifting);
    match (at, off, items) {
        (Some(_), true, _) | (None, false, _) => Some(text.to_owned()),
        (None, true, []) => Some(with(start + 1, start + 1, &lifting)),
        (None, true, [.., last]) => {
            let end = last.span.end as usize;
            Some(with(end, end, &format!(", {lifting}")))
        }
        (Some(0), false, [_, one]) => {
            Some(with(start, end, &text[one.span.start as usize..one.span.end as usize]))
        }
        (Some(at), false, _) => {
            let own = items[at].span;
            let before = at.checked_sub(1).map_or(own.start, |before| items[before].span.end);
            Some(with(before as usize, own.end as usize, ""))
        }
    }
}

fn listed(document: &Value) -> Vec<&Value> {
    match document.get("Statement") {
        Some(list) if list.elements().is_some() => {
            list.elements().unwrap_or_default().iter().collect()
        }
        Some(one) if one.members().is_some() => vec![one],
        _ => Vec::new(),
    }
}

/// The test that is never true, with what stands around it.
struct Never<'a> {
    statement: &'a Value,
    condition: &'a Member,
    operator: &'a Member,
    test: &'a Member,
}

/// Whether a test is the one that is never true.
pub(crate) fn is_never(operator: &str, key: &str, values: &[&str]) -> bool {
    operator == NULL && key.eq_ignore_ascii_case(ALWAYS_THERE) && values == ["true"]
}

fn never(statement: &Value) -> Option<Never<'_>> {
    let condition = statement.member("Condition")?;
    let operator = condition.value.member(NULL)?;
    let test = operator.value.member(ALWAYS_THERE)?;
    let says = test.value.as_str() == Some("true") || test.value.kind == Kind::Bool(true);
    says.then_some(Never { statement, condition, operator, test })
}

impl Never<'_> {
    fn taken_out(&self, text: &str) -> String {
        let alone = |value: &Value| value.members().is_some_and(|members| members.len() == 1);
        if !alone(&self.operator.value) {
            return without(text, &self.operator.value, self.test);
        }
        // Put into empty braces, as the console writes them, it stands close to the first.
        let was_empty = self.operator.name_span.start == self.condition.value.span.start + 1;
        if was_empty || !alone(&self.condition.value) {
            return without(text, &self.condition.value, self.operator);
        }
        without(text, self.statement, self.condition)
    }
}

/// The text without a member, and without the comma before it; of a first member, without the comma after it.
fn without(text: &str, object: &Value, member: &Member) -> String {
    let members = object.members().unwrap_or_default();
    let at = members.iter().position(|known| known.name_span == member.name_span);
    let own = member.span();
    let (start, end) = match at.unwrap_or_default() {
        0 => match members.get(1) {
            Some(next) => (own.start, next.name_span.start),
            None => (own.start, own.end),
        },
        index => (members[index - 1].value.span.end, own.end),
    };
    format!("{}{}", &text[..start as usize], &text[end as usize..])
}

/// The text with the test put in, at the end of what it belongs to.
fn put_in(text: &str, statement: &Value) -> Option<String> {
    let test = format!("\"{ALWAYS_THERE}\": \"true\"");
    let (object, addition) = match statement.member("Condition") {
        None => (statement, format!("\"Condition\": {{ \"{NULL}\": {{ {test} }} }}")),
        Some(condition) => match condition.value.member(NULL) {
            None => (&condition.value, format!("\"{NULL}\": {{ {test} }}")),
            Some(operator) if operator.value.member(ALWAYS_THERE).is_none() => {
                (&operator.value, test)
            }
            // It says the opposite, which is always true: it may be replaced, and could not be brought back.
            Some(_) => return None,
        },
    };
    let members = object.members()?;
    let Some(last) = members.last() else {
        let inside = object.span.start as usize + 1;
        let is_condition = addition.starts_with("\"Null\"");
        return is_condition.then(|| format!("{}{addition}{}", &text[..inside], &text[inside..]));
    };
    let end = last.value.span.end as usize;
    let before = members
        .len()
        .checked_sub(2)
        .map_or(object.span.start, |index| members[index].value.span.end);
    // On a line of its own where the members are.
    let gap = text.get(before as usize + 1..last.name_span.start as usize).unwrap_or(" ");
    let gap = if gap.trim().is_empty() && !gap.is_empty() { gap } else { " " };
    Some(format!("{},{gap}{addition}{}", &text[..end], &text[end..]))
}
