//! Reading cases: JSON to documents and questions, each error with its path, its place and the way out.
//!
//! An array of cases is cut into its elements before any of them is read, so that one that is broken spoils no other and
//! only one is in memory at a time.

mod fields;
mod split;

use std::rc::Rc;

use iam::{AccountId, Action, Arn};
use policy::{
    Span,
    json::{self, Kind, Value},
};

use super::{Documents, Prepared, Question, Refused, Request};
use crate::scenario::{
    ScenarioError,
    reading::{Members, Path, Report, check, document_text, items, opening, switches, text},
};

/// One case, read.
#[derive(Debug)]
pub struct Read {
    /// Its name, where it has one.
    pub name: Option<Rc<str>>,
    /// The request, or everything because of which there is none.
    pub request: Result<Request, Vec<ScenarioError>>,
}

/// The cases of a text, read one after the other.
#[derive(Debug)]
pub struct Cases<'t> {
    report: Report<'t>,
    /// What of the text is each case's.
    spans: std::vec::IntoIter<Span>,
    is_array: bool,
    next: usize,
}

/// The cases of a text: a single one, or an array of them.
///
/// # Errors
/// Why the text as a whole is neither.
pub fn cases(text: &str) -> Result<Cases<'_>, Vec<ScenarioError>> {
    let split = split::split(text).map_err(|()| broken(text))?;
    let (is_array, spans) = match split {
        split::Split::One(span) => (false, vec![span]),
        split::Split::Many(spans) => (true, spans),
    };
    Ok(Cases { report: Report::new(text), spans: spans.into_iter(), is_array, next: 0 })
}

/// What is wrong with a text that could not be cut into cases.
fn broken(text: &str) -> Vec<ScenarioError> {
    let mut report = Report::new(text);
    let (_, errors) = json::parse(text);
    for error in errors {
        report.add_at(String::new(), error.span, error.message, error.help);
    }
    if report.is_empty() {
        let help = "Write a case, or an array of cases.".to_owned();
        report.add(&Path::Root, Span { start: 0, end: 0 }, "There is no case.", Some(help));
    }
    report.finish()
}

impl Cases<'_> {
    /// Whether the text is an array; then the answers are one too.
    #[must_use]
    pub fn is_array(&self) -> bool {
        self.is_array
    }
}

impl Iterator for Cases<'_> {
    type Item = Read;

    fn next(&mut self) -> Option<Read> {
        let span = self.spans.next()?;
        let index = self.next;
        self.next += 1;
        let path = if self.is_array { Path::Root.item(index) } else { Path::Root };
        Some(read_case(&mut self.report, span, &path))
    }
}

fn read_case(report: &mut Report<'_>, span: Span, path: &Path<'_>) -> Read {
    let read = |report: &mut Report<'_>, name: &mut Option<Rc<str>>| {
        let value = parse(report, span, path)?;
        *name = Members::of(&value).text("name").cloned();
        check(report, fields::case(), &value, path);
        let documents = read_documents(report, &value, path);
        let question = read_question(report, &value);
        let (documents, question) = (documents?, question?);
        let prepared = prepare(report, &documents, &value, path)?;
        request(report, &prepared, &question, &value, path)
    };
    let mut name = None;
    let request = read(report, &mut name);
    let errors = report.take();
    let request = match request {
        Some(request) if errors.is_empty() => Ok(request),
        _ => Err(errors),
    };
    Read { name, request }
}

/// The documents of a text that holds nothing else, prepared.
///
/// # Errors
/// Everything that is wrong with them.
pub fn documents(text: &str) -> Result<Rc<Prepared>, Vec<ScenarioError>> {
    let mut report = Report::new(text);
    let mut read = || {
        let value = parse(&mut report, whole(text), &Path::Root)?;
        check(&mut report, fields::documents(), &value, &Path::Root);
        let documents = read_documents(&mut report, &value, &Path::Root)?;
        prepare(&mut report, &documents, &value, &Path::Root)
    };
    let prepared = read();
    let errors = report.take();
    prepared.filter(|_| errors.is_empty()).ok_or(errors)
}

/// A question about prepared documents from a text that holds nothing else.
///
/// # Errors
/// Everything that is wrong with it.
pub fn question(prepared: &Rc<Prepared>, text: &str) -> Result<Request, Vec<ScenarioError>> {
    let mut report = Report::new(text);
    let mut read = || {
        let value = parse(&mut report, whole(text), &Path::Root)?;
        check(&mut report, fields::request(), &value, &Path::Root);
        let question = read_question(&mut report, &value)?;
        request(&mut report, prepared, &question, &value, &Path::Root)
    };
    let request = read();
    let errors = report.take();
    request.filter(|_| errors.is_empty()).ok_or(errors)
}

fn whole(text: &str) -> Span {
    Span { start: 0, end: u32::try_from(text.len()).unwrap_or(u32::MAX) }
}

/// The value that stands at a place, without the optional members that are `null`.
fn parse(report: &mut Report<'_>, span: Span, path: &Path<'_>) -> Option<Value> {
    report.move_to(span.start);
    let part = span.of(report.text());
    let (value, errors) = json::parse(part);
    for error in errors {
        report.add(path, error.span, error.message, error.help);
    }
    let mut value = value.filter(|_| report.is_empty())?;
    if let Kind::Object(members) = &mut value.kind {
        members
            .retain(|member| member.value.kind != Kind::Null || fields::is_required(&member.name));
    }
    Some(value)
}

fn read_documents(report: &mut Report<'_>, value: &Value, path: &Path<'_>) -> Option<Documents> {
    if !report.is_empty() {
        return None;
    }
    let members = Members::of(value);
    let list = |name: &str| members.items(name).iter().filter_map(document_text).collect();
    let levels = |name: &str| -> Vec<Vec<Rc<str>>> {
        let levels = members.items(name).iter();
        levels.map(|level| items(level).iter().filter_map(document_text).collect()).collect()
    };
    let one = |name: &str| members.get(name).and_then(document_text);
    let assumptions = switches(members.get("assumptions"));
    debug_assert!(assumptions.is_some(), "{path}: what was checked can be read");
    Some(Documents {
        identity: list("identityPolicies"),
        resource: one("resourcePolicy"),
        boundary: one("permissionsBoundary"),
        session: list("sessionPolicies"),
        service_control: levels("serviceControlPolicies"),
        resource_control: levels("resourceControlPolicies"),
        endpoint: list("vpcEndpointPolicies"),
        management_account: parsed(members, "managementAccount"),
        assumptions: assumptions.unwrap_or_default(),
    })
}

fn read_question(report: &mut Report<'_>, value: &Value) -> Option<Question> {
    if !report.is_empty() {
        return None;
    }
    let members = Members::of(value);
    let action: Action = parsed(members, "Action")?;
    let context = members.get("context").and_then(Value::members).unwrap_or_default();
    Some(Question {
        principal: Rc::clone(members.text("principal")?),
        action,
        resource: members.text("Resource").cloned().unwrap_or_else(|| "*".into()),
        resource_account: parsed::<AccountId>(members, "resourceAccount"),
        context: context
            .iter()
            .map(|member| (Rc::clone(&member.name), values(&member.value)))
            .collect(),
        role_path: members.text("rolePath").cloned(),
        unique_id: members.text("uniqueId").cloned(),
        federating_user: parsed::<Arn>(members, "federatingUser"),
        service_linked_role: match members.get("serviceLinkedRole").map(|value| &value.kind) {
            Some(Kind::Bool(linked)) => Some(*linked),
            _ => None,
        },
    })
}

fn parsed<T: std::str::FromStr>(members: Members<'_>, name: &str) -> Option<T> {
    members.text(name)?.parse().ok()
}

/// The values of a condition key; nothing for `null`.
fn values(value: &Value) -> Option<Vec<Rc<str>>> {
    match &value.kind {
        Kind::Null => None,
        Kind::Array(items) => Some(items.iter().filter_map(scalar).collect()),
        _ => Some(scalar(value).into_iter().collect()),
    }
}

/// Text, or a number or a boolean as it is written.
fn scalar(value: &Value) -> Option<Rc<str>> {
    match &value.kind {
        Kind::Number(spelled) => Some(Rc::clone(spelled)),
        Kind::Bool(flag) => Some(flag.to_string().into()),
        _ => text(value).cloned(),
    }
}

fn prepare(
    report: &mut Report<'_>,
    documents: &Documents,
    value: &Value,
    path: &Path<'_>,
) -> Option<Rc<Prepared>> {
    match Prepared::new(documents) {
        Ok(prepared) => Some(Rc::new(prepared)),
        Err(refused) => {
            tell(report, refused, value, path);
            None
        }
    }
}

fn request(
    report: &mut Report<'_>,
    prepared: &Rc<Prepared>,
    question: &Question,
    value: &Value,
    path: &Path<'_>,
) -> Option<Request> {
    match prepared.request(question) {
        Ok(request) => Some(request),
        Err(refused) => {
            tell(report, refused, value, path);
            None
        }
    }
}

/// Reports what was refused, each at the place of its field.
fn tell(report: &mut Report<'_>, refused: Vec<Refused>, value: &Value, path: &Path<'_>) {
    for Refused { field, message, help } in refused {
        let span = place(value, &field).unwrap_or_else(|| opening(value));
        let path = match path {
            Path::Root => field,
            path => format!("{path}.{field}"),
        };
        report.add_at(path, span, message, help);
    }
}

/// Where a field stands: `serviceControlPolicies[1][0]`.
fn place(value: &Value, field: &str) -> Option<Span> {
    let mut parts = field.split('[');
    let mut at = value.get(parts.next()?)?;
    for part in parts {
        let index: usize = part.strip_suffix(']')?.parse().ok()?;
        at = at.elements()?.get(index)?;
    }
    Some(at.span)
}
