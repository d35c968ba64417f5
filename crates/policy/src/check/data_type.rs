//! **What it finds.** A value of the wrong kind of JSON: a number as `Action`, a text as `Condition`, a list of lists.
//!
//! **Why it matters.** The service refuses the document. What was meant cannot be known, so the statement never applies
//! here.
//!
//! **Instead.** Texts and lists of texts for `Action`, `Resource` and principals; an object of objects for `Condition`,
//! whose values may also be numbers and `true` or `false`.

use super::{Findings, Subject, wording};
use crate::json::{Kind, Value};

const CODE: &str = "DATA_TYPE_MISMATCH";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let mut wrong = Wrong { subject, findings };
    let Some(document) = subject.value else { return };
    if document.members().is_none() {
        return wrong.report(document, "A policy", "an object");
    }
    for name in ["Version", "Id"] {
        if let Some(value) = document.get(name) {
            wrong.text(value, name);
        }
    }
    if let Some(value) = document.get("Statement") {
        for statement in value.elements().unwrap_or(std::slice::from_ref(value)) {
            if statement.members().is_some() {
                wrong.statement(statement);
            } else {
                wrong.report(statement, "A statement", "an object");
            }
        }
    }
}

struct Wrong<'a, 's> {
    subject: &'a Subject<'s>,
    findings: &'a mut Findings,
}

impl Wrong<'_, '_> {
    fn report(&mut self, value: &Value, what: &str, wanted: &str) {
        let found = match value.kind {
            Kind::Null => "`null`",
            Kind::Bool(_) => "a truth value",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a text",
            Kind::Array(_) => "a list",
            Kind::Object(_) => "an object",
        };
        self.findings
            .error(CODE, value.span, format!("{what} must be {wanted}, not {found}."))
            .refused(wording::syntax(self.subject.kind));
    }

    fn text(&mut self, value: &Value, what: &str) {
        if value.as_str().is_none() {
            self.report(value, &format!("`{what}`"), "a text");
        }
    }

    fn texts(&mut self, value: &Value, what: &str) {
        match value.elements() {
            Some(elements) => {
                for element in elements {
                    if element.as_str().is_none() {
                        self.report(element, &format!("An entry of `{what}`"), "a text");
                    }
                }
            }
            None if value.as_str().is_none() => {
                self.report(value, &format!("`{what}`"), "a text or a list of texts");
            }
            None => {}
        }
    }

    fn statement(&mut self, statement: &Value) {
        for member in statement.members().unwrap_or_default() {
            let (name, value) = (&*member.name, &member.value);
            match name {
                "Sid" | "Effect" => self.text(value, name),
                "Action" | "NotAction" | "Resource" | "NotResource" => self.texts(value, name),
                "Principal" | "NotPrincipal" => self.principal(value, name),
                "Condition" => self.condition(value),
                _ => {}
            }
        }
    }

    fn principal(&mut self, value: &Value, name: &str) {
        match (&value.kind, value.members()) {
            (_, Some(members)) => {
                for member in members {
                    self.texts(&member.value, &member.name);
                }
            }
            (Kind::String(_), None) => {}
            _ => self.report(value, &format!("`{name}`"), "an object such as `{ \"AWS\": \"…\" }`"),
        }
    }

    fn condition(&mut self, value: &Value) {
        let Some(operators) = value.members() else {
            return self.report(value, "`Condition`", "an object of operators");
        };
        for operator in operators {
            let Some(keys) = operator.value.members() else {
                let what = format!("`{}`", operator.name);
                self.report(&operator.value, &what, "an object of condition keys");
                continue;
            };
            for key in keys {
                let value = &key.value;
                for value in value.elements().unwrap_or(std::slice::from_ref(value)) {
                    if matches!(value.kind, Kind::Null | Kind::Array(_) | Kind::Object(_)) {
                        let what = format!("A value of `{}`", key.name);
                        self.report(value, &what, "a text, a number or a truth value");
                    }
                }
            }
        }
    }
}
