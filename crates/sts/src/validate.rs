//! What a well-formed request is. AWS: "AssumeRole", section "Request Parameters", and its siblings.
//!
//! [`operation`] is the table of parameters, [`constraint`] what they can be held to; here the table is applied.
//! **Invariant:** all violations are found, in the order of the service's model, and told in one message.

mod constraint;
mod letter;
mod limit;
mod operation;

use std::rc::Rc;

use iam::Arn;

pub use self::limit::{Limit, LimitRange, limit};

use self::constraint::Shape;
use crate::{
    StsError,
    request::{Call, RequestTag},
};

/// Checks every length, range and pattern of the call and reports all violations in one error, as the service does.
///
/// # Errors
/// `ValidationError` with "N validation error(s) detected: …".
pub fn validate(call: &Call) -> Result<(), StsError> {
    let mut violations = Violations::default();
    match call {
        Call::AssumeRole(call) => check(operation::ASSUME_ROLE, call, &mut violations),
        Call::AssumeRoleWithSaml(call) => {
            check(operation::ASSUME_ROLE_WITH_SAML, call, &mut violations);
        }
        Call::AssumeRoleWithWebIdentity(call) => {
            check(operation::ASSUME_ROLE_WITH_WEB_IDENTITY, call, &mut violations);
        }
        Call::GetSessionToken(call) => check(operation::GET_SESSION_TOKEN, call, &mut violations),
        Call::GetFederationToken(call) => {
            check(operation::GET_FEDERATION_TOKEN, call, &mut violations);
        }
        Call::AssumeRoot(call) => check(operation::ASSUME_ROOT, call, &mut violations),
        Call::DecodeAuthorizationMessage(call) => {
            check(operation::DECODE_AUTHORIZATION_MESSAGE, call, &mut violations);
        }
        Call::GetAccessKeyInfo(call) => {
            check(operation::GET_ACCESS_KEY_INFO, call, &mut violations)
        }
        Call::GetWebIdentityToken(call) => {
            check(operation::GET_WEB_IDENTITY_TOKEN, call, &mut violations);
        }
        Call::GetDelegatedAccessToken(call) => {
            check(operation::GET_DELEGATED_ACCESS_TOKEN, call, &mut violations);
        }
        Call::GetCallerIdentity => {}
    }
    violations.into_result()
}

/// Checks the session tags that a token or an assertion carries, which are held to the same as those of a request.
///
/// # Errors
/// `ValidationError: Unable to validate tags`, which does not say what is wrong.
pub fn validate_carried_tags(
    tags: &[RequestTag],
    transitive_keys: &[Rc<str>],
) -> Result<(), StsError> {
    if operation::are_tags(tags, transitive_keys) {
        Ok(())
    } else {
        Err(StsError::validation("Unable to validate tags"))
    }
}

/// Reads a role's ARN that has already passed [`validate`].
///
/// Only its form counts: six fields, of which partition, service and resource hold something. Whether it names a role,
/// or anything that exists, is told by nobody: such calls are merely denied.
///
/// # Errors
/// `ValidationError: <value> is invalid` where it is no ARN.
pub fn role_arn(text: &str) -> Result<Arn, StsError> {
    text.parse()
        .ok()
        .filter(|arn: &Arn| ![arn.partition(), arn.service(), arn.resource()].contains(&""))
        .ok_or_else(|| StsError::validation(format!("{text} is invalid")))
}

/// One row of the table: a parameter of an operation.
struct Member<T> {
    /// The name that messages print.
    name: &'static str,
    required: bool,
    shape: &'static Shape,
    value: fn(&T) -> Value<'_>,
}

/// What a request holds for a parameter.
enum Value<'a> {
    Missing,
    Text(&'a str),
    Number(i64),
    Texts(&'a [Rc<str>]),
    /// A list of structures: for each, the texts of its members in the order of the shape.
    Structures(Vec<Vec<&'a str>>),
    /// About the length of something whose content alone is known.
    Size(usize),
}

fn check<T>(members: &[Member<T>], call: &T, violations: &mut Violations) {
    for member in members {
        let value = (member.value)(call);
        if matches!(value, Value::Missing) {
            if member.required {
                violations.missing(member.name, member.shape);
            }
        } else {
            violations.member(member.name, member.shape, &value);
        }
    }
}

/// The violations found so far, as the message tells them.
#[derive(Default)]
struct Violations {
    count: usize,
    text: String,
}

impl Violations {
    /// `value` is as printed, quotes included.
    fn add(&mut self, value: &str, path: &str, constraint: &str) {
        if self.count > 0 {
            self.text.push_str("; ");
        }
        self.count += 1;
        for part in [value, " at '", path, "' failed to satisfy constraint: ", constraint] {
            self.text.push_str(part);
        }
    }

    fn add_all(&mut self, value: &str, path: &str, constraints: &[String]) {
        let value = ["Value '", value, "'"].concat();
        for constraint in constraints {
            self.add(&value, path, constraint);
        }
    }

    /// A member that is missing is complained about once. The value of a sensitive one is not printed, not even its
    /// absence.
    fn missing(&mut self, name: &str, shape: &Shape) {
        let value = if matches!(shape, Shape::Sensitive { .. }) { "Value" } else { "Value null" };
        self.add(value, name, "Member must not be null");
    }

    fn member(&mut self, name: &str, shape: &Shape, value: &Value<'_>) {
        match (shape, value) {
            (Shape::Text(rule), Value::Text(text)) => {
                self.add_all(text, name, &rule.violated(text));
            }
            (Shape::Structure(member, rule), Value::Text(text)) => {
                self.add_all(text, &[name, ".", member].concat(), &rule.violated(text));
            }
            (Shape::Sensitive { most, .. }, Value::Size(size)) => {
                for constraint in constraint::too_many(*size, *most) {
                    self.add("Value", name, &constraint);
                }
            }
            (Shape::Sensitive { least, most }, Value::Text(text)) => {
                let length = text.chars().map(char::len_utf16).sum();
                let short =
                    (length < *least).then(|| constraint::at_least("length", *least as i64));
                for constraint in constraint::too_many(length, *most).into_iter().chain(short) {
                    self.add("Value", name, &constraint);
                }
            }
            (Shape::Number(range), Value::Number(number)) => {
                self.add_all(&number.to_string(), name, &range.violated(*number));
            }
            (Shape::Texts { most, element }, Value::Texts(texts)) => {
                let printed = ["[", &texts.join(", "), "]"].concat();
                self.add_all(&printed, name, &constraint::too_many(texts.len(), *most));
                if texts.iter().any(|text| !element.violated(text).is_empty()) {
                    self.add_all(&printed, name, &[element.as_element()]);
                }
            }
            (Shape::Structures { most, name: of, members }, Value::Structures(structures)) => {
                let too_many = constraint::too_many(structures.len(), *most);
                if !too_many.is_empty() {
                    self.add_all(&printed_structures(of, members, structures), name, &too_many);
                }
                for (number, structure) in (1..).zip(structures) {
                    for ((member, rule), text) in members.iter().zip(structure) {
                        let path = format!("{name}.{number}.member.{member}");
                        self.add_all(text, &path, &rule.violated(text));
                    }
                }
            }
            _ => {}
        }
    }

    fn into_result(self) -> Result<(), StsError> {
        let errors = match self.count {
            0 => return Ok(()),
            1 => "error",
            _ => "errors",
        };
        let (count, text) = (self.count, self.text);
        Err(StsError::validation(format!("{count} validation {errors} detected: {text}")))
    }
}

/// `[Tag(key=a, value=b), Tag(key=c, value=d)]`.
fn printed_structures(
    of: &str,
    members: &[(&str, &constraint::Text)],
    structures: &[Vec<&str>],
) -> String {
    let print = |structure: &Vec<&str>| {
        let fields: Vec<String> = members
            .iter()
            .zip(structure)
            .map(|((member, _), text)| [member, "=", text].concat())
            .collect();
        [of, "(", &fields.join(", "), ")"].concat()
    };
    ["[", &structures.iter().map(print).collect::<Vec<_>>().join(", "), "]"].concat()
}

#[cfg(test)]
mod tests;
