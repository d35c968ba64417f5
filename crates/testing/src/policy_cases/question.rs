//! One statement, asked as a case says.

use std::collections::BTreeMap;

use iam::{
    Action, Arn, Assumptions, Context, MultivaluedKey, PolicyType, Principal, UniqueId,
    WildcardPrincipal,
};
use policy::{
    Evidence, Explain, Explanation, Request, Verdict,
    json::{Kind, Member, Value},
};

use super::callers;

/// What is asked of a document.
pub(super) struct Question {
    pub(super) kind: PolicyType,
    pub(super) action: String,
    pub(super) resource: String,
    pub(super) caller: Principal,
    document: String,
    context: Context,
    assumptions: Assumptions,
    frozen: BTreeMap<String, String>,
}

fn members<'a>(case: &'a Value, name: &str) -> &'a [Member] {
    case.get(name).and_then(Value::members).unwrap_or_default()
}

impl Question {
    /// Puts the statement into a document of the case's version, the current one where it says nothing; `null` is none.
    pub(super) fn of(case: &Value, statement: String) -> Result<Self, String> {
        let version = match case.get("version") {
            Some(Value { kind: Kind::Null, .. }) => String::new(),
            Some(version) => {
                format!(r#""Version":"{}","#, version.as_str().unwrap_or_default())
            }
            None => r#""Version":"2012-10-17","#.to_owned(),
        };
        let text = |member: &Member| member.value.as_str().map(str::to_owned);
        let frozen = members(case, "frozen")
            .iter()
            .filter_map(|member| Some((member.name.to_string(), text(member)?)));
        let mut question = Self {
            kind: PolicyType::Identity,
            action: "sts:AssumeRole".to_owned(),
            resource: "arn:aws:iam::222222222222:role/T".to_owned(),
            caller: callers::named("user")?,
            document: format!(r#"{{{version}"Statement":{statement}}}"#),
            context: Context::new(),
            assumptions: assumptions(members(case, "assumptions"))?,
            frozen: frozen.collect(),
        };
        for Member { name, value, .. } in members(case, "context") {
            question.set(name, Some(value));
        }
        Ok(question)
    }

    /// Gives the request a condition key: one value or a list; `null` is none.
    pub(super) fn set(&mut self, key: &str, value: Option<&Value>) {
        match value.map(|value| &value.kind) {
            Some(Kind::String(value)) => self.context.set_one(key, &**value),
            Some(Kind::Array(values)) => {
                self.context.set(key, values.iter().filter_map(Value::as_str));
            }
            _ => {}
        }
    }

    /// The evidence and the tree; verdict and explanation must agree.
    pub(super) fn ask(&self) -> Result<(Evidence, Explanation), String> {
        let (document, _) = policy::parse(&self.document, self.kind);
        let freeze = |arn: &Arn| self.frozen.get(arn.as_str()).map(|id| UniqueId::new(id));
        let compiled = policy::compile(&document, self.kind, 0, &freeze);
        let action: Action = self.action.parse().map_err(|error| format!("{error:?}"))?;
        let request = Request {
            action: &action,
            resource: &self.resource,
            caller: &self.caller,
            context: &self.context,
            assumptions: &self.assumptions,
        };
        let mut explain = Explain::default();
        let evidence = policy::evaluate(&compiled, &request, &mut explain);
        super::same(&policy::evaluate(&compiled, &request, &mut Verdict), &evidence)?;
        Ok((evidence, explain.into_explanation()))
    }
}

fn assumptions(given: &[Member]) -> Result<Assumptions, String> {
    let mut assumptions = Assumptions::default();
    for Member { name, value, .. } in given {
        let word = value.as_str();
        let switch = matches!(value.kind, Kind::Bool(true));
        match &**name {
            "forAnyValueIfExistsWhenMissing" => {
                assumptions.for_any_value_if_exists_when_missing = switch;
            }
            "unparsableValueSatisfiesNegation" => {
                assumptions.unparsable_value_satisfies_negation = switch;
            }
            "emptyStringIsPresent" => assumptions.empty_string_is_present = switch,
            "middleStarCrossesColons" => assumptions.middle_star_crosses_colons = switch,
            "multivaluedKeyWithoutQualifier" => {
                assumptions.multivalued_key_without_qualifier = match word {
                    Some("anyValue") => MultivaluedKey::AnyValue,
                    _ => MultivaluedKey::NoMatch,
                };
            }
            "wildcardPrincipalCoversServices" => {
                assumptions.wildcard_principal_covers_services = match word {
                    Some("always") => WildcardPrincipal::Always,
                    Some("never") => WildcardPrincipal::Never,
                    _ => WildcardPrincipal::DenyOnly,
                };
            }
            _ => return Err(format!("no switch `{name}`")),
        }
    }
    Ok(assumptions)
}
