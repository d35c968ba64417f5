//! What the encoded message of a refusal says: the decision and what it rests on. AWS: "DecodeAuthorizationMessage",
//! section on what the decoded message holds.

use std::rc::Rc;

use policy::{Finding, NodeKind, json::Value};

use crate::{
    context::user_id,
    json::{self, Object},
    outcome::{AuthorizationOutcome, Caller, DocumentSource},
};

/// Packs what a decoded message says, so that it stays within the 10,240 characters that the call takes.
pub(crate) fn pack(text: &str) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 9)
}

/// What [`pack`] packed.
pub(crate) fn unpack(bytes: &[u8]) -> Option<Rc<str>> {
    let plain = miniz_oxide::inflate::decompress_to_vec(bytes).ok()?;
    String::from_utf8(plain).ok().map(Rc::from)
}

/// The decoded message of a refused authorization.
pub(crate) fn content(
    caller: &Caller,
    asked: &AuthorizationOutcome,
    documents: &[DocumentSource],
) -> String {
    let principal = Object::new()
        .maybe_text("id", user_id(caller).as_ref())
        .maybe_text("name", name(caller).as_ref())
        .text("arn", caller.principal.display_arn());
    let conditions = asked.context.iter().map(|(key, values)| {
        Object::new()
            .text("key", key.to_string())
            .with("values", values_of(json_texts(values)))
            .done()
    });
    let context = Object::new()
        .with("principal", principal.done())
        .text("action", asked.action.as_str())
        .text("resource", Rc::clone(&asked.resource))
        .with("conditions", items(conditions.collect()));
    let denied = asked.decision == iam::Decision::ExplicitDeny;
    let whole = Object::new()
        .with("allowed", json::flag(asked.decision == iam::Decision::Allowed))
        .with("explicitDeny", json::flag(denied))
        .with("matchedStatements", items(matched(asked, documents)))
        .with("failures", items(Vec::new()))
        .with("context", context.done());
    json::compact(&whole.done())
}

/// The Deny statements that apply, in the documents' own words.
fn matched(asked: &AuthorizationOutcome, documents: &[DocumentSource]) -> Vec<Value> {
    let nodes = asked.explanation.nodes.iter();
    let statements = nodes.filter_map(|node| match (node.kind, node.finding, node.place) {
        (
            NodeKind::Statement { index, effect: Some(policy::Effect::Deny) },
            Finding::Matched,
            Some(place),
        ) => Some((index, documents.get(place.document as usize)?)),
        _ => None,
    });
    statements.filter_map(|(index, document)| statement(document, index.into())).collect()
}

fn statement(document: &DocumentSource, index: usize) -> Option<Value> {
    let (parsed, _) = policy::json::parse(&document.text);
    let parsed = parsed?;
    let list = parsed.get("Statement")?;
    let statement = list.elements().map_or(Some(list), |all| all.get(index))?;
    let strings = |value: Option<&Value>| -> Vec<Value> {
        let all =
            value.map_or(&[][..], |value| value.elements().unwrap_or(std::slice::from_ref(value)));
        all.iter().filter_map(Value::as_str).map(json::text).collect()
    };
    let principals = statement.get("Principal").into_iter();
    let principals = principals.flat_map(|value| match value.members() {
        Some(members) => members.iter().flat_map(|member| strings(Some(&member.value))).collect(),
        None => strings(Some(value)),
    });
    let conditions = statement.get("Condition").and_then(Value::members).unwrap_or_default();
    let conditions = conditions.iter().flat_map(|block| {
        let tests = block.value.members().unwrap_or_default().iter();
        tests.map(|test| {
            let values = values_of(strings(Some(&test.value)));
            Object::new().text("key", Rc::clone(&test.name)).with("values", values).done()
        })
    });
    let sid = statement.get("Sid").and_then(Value::as_str).unwrap_or_default();
    Some(
        Object::new()
            .text("statementId", sid)
            .text("effect", "DENY")
            .with("principals", values_of(principals.collect()))
            .with("principalGroups", items(Vec::new()))
            .with(
                "actions",
                values_of(strings(statement.get("Action").or(statement.get("NotAction")))),
            )
            .with(
                "resources",
                values_of(strings(statement.get("Resource").or(statement.get("NotResource")))),
            )
            .with("conditions", items(conditions.collect()))
            .done(),
    )
}

/// `{ "items": […] }`.
fn items(elements: Vec<Value>) -> Value {
    Object::new().with("items", json::list(elements)).done()
}

/// `{ "items": [{ "value": … }] }`.
fn values_of(texts: Vec<Value>) -> Value {
    items(texts.into_iter().map(|text| Object::new().with("value", text).done()).collect())
}

fn json_texts(values: &[Rc<str>]) -> Vec<Value> {
    values.iter().map(|value| json::text(Rc::clone(value))).collect()
}

/// The user's name, or the session's.
fn name(caller: &Caller) -> Option<Rc<str>> {
    match &caller.session {
        Some(session) if !session.name.is_empty() => Some(Rc::clone(&session.name)),
        _ => caller.principal.arn.as_ref().map(|arn| arn.name().into()),
    }
}
