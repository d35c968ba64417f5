//! Text to document: always a document, and everything that is wrong with it.
//!
//! Reading is silent: it takes what it understands and marks a statement of which it does not understand a part. What
//! is wrong is said by the files under `check`.

use std::rc::Rc;

use iam::{AccountId, Arn, ContextKey, EntityKind, PolicyType, UniqueId};

use crate::{
    Condition, ConditionOperator, Diagnostic, Effect, Element, Policy, PrincipalPattern, Spanned,
    Statement, Version,
    check::{self, Subject},
    json::{self, Kind, Member, Value},
};

/// Reads a document of that kind. The result holds whatever could be understood; every finding carries its place.
///
/// Where the service would refuse to save the document, at least one finding has a `refusal`; the first of them is the
/// one that the service would name. Of a member that is written twice, the last counts.
#[must_use]
pub fn parse(text: &str, kind: PolicyType) -> (Policy, Vec<Diagnostic>) {
    let (value, errors) = json::parse(text);
    let policy = value.as_ref().map(document).unwrap_or_default();
    let subject = Subject::new(text, kind, value.as_ref(), &errors, &policy);
    let findings = check::run(&subject);
    (policy, findings)
}

/// The objects that stand as statements, in their order.
#[inline(never)]
pub(crate) fn statement_objects(document: &Value) -> impl Iterator<Item = &Value> {
    let statement = document.get("Statement");
    let list = statement.map(|value| value.elements().unwrap_or(std::slice::from_ref(value)));
    list.unwrap_or_default().iter().filter(|value| value.members().is_some())
}

fn document(value: &Value) -> Policy {
    let version = value.get("Version").and_then(|value| {
        let version = match value.as_str()? {
            "2012-10-17" => Version::V2012,
            "2008-10-17" => Version::V2008,
            _ => return None,
        };
        Some(Spanned { value: version, span: value.span })
    });
    let mut statements = Vec::with_capacity(statement_objects(value).count());
    statements.extend(statement_objects(value).map(statement));
    Policy { version, id: value.get("Id").and_then(text), statements, span: value.span }
}

fn statement(value: &Value) -> Statement {
    let mut reader = Reader { broken: false };
    Statement {
        span: value.span,
        sid: value.get("Sid").and_then(text),
        effect: value.get("Effect").and_then(|value| reader.effect(value)),
        principal: reader.element(value, "Principal", "NotPrincipal", Reader::principals),
        action: reader.element(value, "Action", "NotAction", Reader::texts),
        resource: reader.element(value, "Resource", "NotResource", Reader::texts),
        conditions: value
            .get("Condition")
            .map(|value| reader.conditions(value))
            .unwrap_or_default(),
        broken: reader.broken,
    }
}

fn text(value: &Value) -> Option<Spanned<Rc<str>>> {
    match &value.kind {
        Kind::String(text) => Some(Spanned { value: Rc::clone(text), span: value.span }),
        _ => None,
    }
}

/// Reads the parts of one statement and remembers whether one of them was not understood.
struct Reader {
    broken: bool,
}

impl Reader {
    fn effect(&mut self, value: &Value) -> Option<Spanned<Effect>> {
        let effect = match value.as_str() {
            Some("Allow") => Effect::Allow,
            Some("Deny") => Effect::Deny,
            _ => {
                self.broken = true;
                return None;
            }
        };
        Some(Spanned { value: effect, span: value.span })
    }

    fn element<T>(
        &mut self,
        statement: &Value,
        name: &str,
        negated_name: &str,
        values: fn(&mut Self, &Value) -> Vec<Spanned<T>>,
    ) -> Option<Element<T>> {
        let plain = statement.member(name);
        let negated = statement.member(negated_name);
        self.broken |= plain.is_some() && negated.is_some();
        let member: &Member = plain.or(negated)?;
        let values = values(self, &member.value);
        Some(Element { negated: plain.is_none(), span: member.span(), values })
    }

    fn texts(&mut self, value: &Value) -> Vec<Spanned<Rc<str>>> {
        let list = value.elements().unwrap_or(std::slice::from_ref(value));
        let texts: Vec<_> = list.iter().filter_map(text).collect();
        self.broken |= texts.len() < list.len();
        texts
    }

    fn principals(&mut self, value: &Value) -> Vec<Spanned<PrincipalPattern>> {
        let Some(members) = value.members() else {
            let Some(text) = text(value) else {
                self.broken = true;
                return Vec::new();
            };
            let pattern = match &*text.value {
                "*" => PrincipalPattern::Everyone,
                _ => PrincipalPattern::Invalid(text.value),
            };
            return vec![Spanned { value: pattern, span: text.span }];
        };
        let mut patterns = Vec::new();
        for member in last_of_each(members) {
            for Spanned { value, span } in self.texts(&member.value) {
                patterns.push(Spanned { value: principal(&member.name, value), span });
            }
        }
        patterns
    }

    fn conditions(&mut self, value: &Value) -> Vec<Condition> {
        let Some(operators) = value.members() else {
            self.broken = true;
            return Vec::new();
        };
        let mut conditions = Vec::new();
        for operator in last_of_each(operators) {
            let Some(keys) = operator.value.members() else {
                self.broken = true;
                continue;
            };
            let known = ConditionOperator::new(Rc::clone(&operator.name));
            for key in last_of_each(keys) {
                conditions.push(Condition {
                    operator: Spanned { value: known.clone(), span: operator.name_span },
                    key: Spanned { value: ContextKey::new(&key.name), span: key.name_span },
                    values: self.condition_values(&key.value),
                    span: key.span(),
                });
            }
        }
        conditions
    }

    fn condition_values(&mut self, value: &Value) -> Vec<Spanned<Rc<str>>> {
        let list = value.elements().unwrap_or(std::slice::from_ref(value));
        let mut values = Vec::with_capacity(list.len());
        for value in list {
            let text = match &value.kind {
                Kind::String(text) | Kind::Number(text) => Rc::clone(text),
                Kind::Bool(true) => "true".into(),
                Kind::Bool(false) => "false".into(),
                Kind::Null | Kind::Array(_) | Kind::Object(_) => {
                    self.broken = true;
                    continue;
                }
            };
            values.push(Spanned { value: text, span: value.span });
        }
        values
    }
}

/// The members without those that a later one of the same name replaces.
#[inline(never)]
fn last_of_each(members: &[Member]) -> impl Iterator<Item = &Member> {
    // Small objects are the rule; a large one is sorted so that a hostile text costs no quadratic time.
    let mut replaced = vec![false; members.len()];
    let mut order: Vec<usize> = (0..members.len()).collect();
    iam::order::sort_by_key(&mut order, |index| &members[*index].name);
    for pair in order.windows(2) {
        replaced[pair[0]] = members[pair[0]].name == members[pair[1]].name;
    }
    members.iter().zip(replaced).filter(|(_, replaced)| !replaced).map(|(member, _)| member)
}

/// The principal that stands under that key of the `Principal` object.
pub(crate) fn principal(key: &str, text: Rc<str>) -> PrincipalPattern {
    let wild = text.is_empty() || text.contains(['*', '?']);
    match key {
        "AWS" if &*text == "*" => PrincipalPattern::Everyone,
        "AWS" => aws_principal(&text).unwrap_or(PrincipalPattern::Invalid(text)),
        "Service" if !wild => PrincipalPattern::Service(text),
        "Federated" if !wild => PrincipalPattern::Federated(text),
        "CanonicalUser" if !wild => PrincipalPattern::CanonicalUser(text),
        _ => PrincipalPattern::Invalid(text),
    }
}

fn aws_principal(text: &str) -> Option<PrincipalPattern> {
    if let Ok(account) = text.parse::<AccountId>() {
        return Some(PrincipalPattern::Account(account));
    }
    if UniqueId::is_entity_id(text) {
        return Some(PrincipalPattern::UniqueId(UniqueId::new(text)));
    }
    if text.contains(['*', '?']) {
        return None;
    }
    let arn: Arn = text.parse().ok()?;
    let account = arn.account()?;
    if !arn.region().is_empty() {
        return None;
    }
    match arn.entity()? {
        EntityKind::Root => Some(PrincipalPattern::Account(account)),
        EntityKind::User | EntityKind::Role | EntityKind::FederatedUser => {
            Some(PrincipalPattern::Entity(arn))
        }
        EntityKind::RoleSession if arn.resource().split('/').count() == 3 => {
            Some(PrincipalPattern::Entity(arn))
        }
        _ => None,
    }
}
