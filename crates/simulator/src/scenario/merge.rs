//! A scenario that is told in pieces: one piece merged onto another, as snippets of one article continue each other.

use std::{collections::BTreeMap, fmt, rc::Rc};

use policy::{
    LineColumn,
    json::{self, Kind, Member, Value},
};

/// What names a thing in a list, the most telling first: `RoleName` before `Arn`, since AWS prints both.
const NAMES: [&str; 10] = [
    "id",
    "RoleName",
    "UserName",
    "GroupName",
    "PolicyName",
    "PolicyArn",
    "Arn",
    "AccountId",
    "Id",
    "Name",
];

/// Members that are said whole or not at all: documents, and what is expected of a step.
const WHOLE: [&str; 11] = [
    "AssumeRolePolicyDocument",
    "PolicyDocument",
    "Policy",
    "Document",
    "Content",
    "SAMLMetadataDocument",
    "Jwks",
    "PermissionsBoundary",
    "expect",
    "claims",
    "assumptions",
];

/// A piece that is no JSON object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeError {
    /// Whether it is the piece that was to be merged, and not the one that it was merged onto.
    pub is_ours: bool,
    /// The place.
    pub at: LineColumn,
    /// One sentence: what is wrong.
    pub message: String,
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let which = if self.is_ours { "" } else { "In what this is merged onto: " };
        write!(f, "{which}{}:{} {}", self.at.line, self.at.column, self.message)
    }
}

impl std::error::Error for MergeError {}

/// `ours` merged onto `base`, both the text of a scenario or of a piece of one. Neither need be a scenario by itself; the
/// text that comes of it is for [`Scenario::read`](super::Scenario::read) to judge.
///
/// Objects are merged member by member, and `null` takes a member away. Lists of things that have a name (accounts, users,
/// groups, roles, policies, providers, resources, organizational units, steps) are merged thing by thing: one that is
/// known is merged, one that is new comes to the end. Everything else takes the place of what was there: a document, what
/// is expected of a step, a list of plain values or of tags.
///
/// ```
/// use simulator::scenario::merge;
///
/// let base = r#"{ "accounts": [{ "AccountId": "111111111111", "AccountName": "Tools" }] }"#;
/// let ours = r#"{ "accounts": [{ "AccountId": "111111111111", "Regions": ["eu-west-1"] }] }"#;
/// let merged = merge(base, ours)?;
/// assert!(merged.contains("Tools") && merged.contains("eu-west-1"));
/// # Ok::<(), simulator::scenario::MergeError>(())
/// ```
///
/// # Errors
/// Where one of the two is no JSON object.
pub fn merge(base: &str, ours: &str) -> Result<String, MergeError> {
    let (base, ours) = (object(base, false)?, object(ours, true)?);
    Ok(json::print(&merged(base, ours)))
}

fn object(text: &str, is_ours: bool) -> Result<Value, MergeError> {
    let (value, errors) = json::parse(text);
    if let Some(error) = errors.into_iter().next() {
        let at = error.span.line_column(text);
        return Err(MergeError { is_ours, at, message: error.message });
    }
    match value {
        Some(value) if value.members().is_some() => Ok(value),
        _ => {
            let at = LineColumn { line: 1, column: 1 };
            Err(MergeError { is_ours, at, message: "This is not a JSON object.".to_owned() })
        }
    }
}

fn merged(base: Value, ours: Value) -> Value {
    let span = base.span;
    let kind = match (base.kind, ours.kind) {
        (Kind::Object(base), Kind::Object(ours)) => Kind::Object(members(base, ours)),
        (Kind::Array(base), Kind::Array(ours)) if are_named(&ours) && are_named(&base) => {
            Kind::Array(things(base, ours))
        }
        (_, ours) => ours,
    };
    Value { span, kind }
}

fn members(mut base: Vec<Member>, ours: Vec<Member>) -> Vec<Member> {
    for member in ours {
        let known = base.iter().rposition(|known| known.name == member.name);
        match (known, &member.value.kind) {
            (Some(at), Kind::Null) => drop(base.remove(at)),
            (None, Kind::Null) => {}
            (Some(at), _) if WHOLE.contains(&&*member.name) => base[at].value = member.value,
            (Some(at), _) => put(&mut base[at].value, member.value),
            (None, _) => base.push(member),
        }
    }
    base
}

/// Things merged onto things of the same name.
fn things(mut base: Vec<Value>, ours: Vec<Value>) -> Vec<Value> {
    let mut places: BTreeMap<_, usize> =
        base.iter().map(name).enumerate().map(|(at, name)| (name, at)).collect();
    for value in ours {
        let named = name(&value);
        match places.get(&named).copied() {
            Some(at) => put(&mut base[at], value),
            None => {
                places.insert(named, base.len());
                base.push(value);
            }
        }
    }
    base
}

/// Merges a value into the place of another.
fn put(place: &mut Value, ours: Value) {
    let nothing = Value { span: ours.span, kind: Kind::Null };
    let before = std::mem::replace(place, nothing);
    *place = merged(before, ours);
}

fn are_named(values: &[Value]) -> bool {
    !values.is_empty() && values.iter().all(|value| name(value).is_some())
}

/// What names a thing. The account that a resource is in names the account, and not the resource.
fn name(value: &Value) -> Option<(&'static str, Rc<str>)> {
    NAMES.into_iter().find_map(|name| Some((name, value.get(name)?.as_str()?.into())))
}

#[cfg(test)]
mod tests;
