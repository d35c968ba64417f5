//! Small worlds for case files: a row names only what matters, the rest of its scenario is the same for all of them.
//!
//! Account A (111111111111) has the users `alice` and `mallory`, the role `R` that trusts its account, and the role `T`
//! that is asked for. Account B (222222222222) has the user `bob` and the role `Q`. A row gives, all optional:
//!
//! | field | meaning |
//! |---|---|
//! | `start` | the scenario's start; `time` is filled in |
//! | `identity` | the caller's identity policy: `true` allows `sts:AssumeRole` on `T`, or a list of statements |
//! | `boundary`, `sessionPolicy` | statements of the caller's permissions boundary and of its session policy |
//! | `trust` | statements of `T`'s trust policy; `Effect` is Allow and `Action` is `sts:AssumeRole` where not given |
//! | `role` | members of `T`: `Path`, `MaxSessionDuration`, `Tags` |
//! | `request`, `step` | parameters of the call, and members of its step |
//! | `call` | the whole call instead: an operation with its parameters, or an action |
//! | `before` | steps before it |
//! | `patch` | by ARN or account id: members to put into that user, role (made where it is not there) or account |
//! | `organization`, `resources`, `assumptions`, `seed` | as in a scenario |
//!
//! What a row can expect of the step `call`: see [`differences`].

use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::{Map, Value, json};
use simulator::{
    Outcome, Scenario,
    audit::{self, Trail},
    lifetime::{self, Holds},
    outcome::{Answer, StepOutcome},
    scenario::Operation,
};

/// The account of the role that is asked for.
pub const ACCOUNT: &str = "111111111111";

/// The other account.
pub const OTHER_ACCOUNT: &str = "222222222222";

/// The scenario that a row stands for.
#[must_use]
pub fn scenario(row: &Value) -> Value {
    let path = row["role"]["Path"].as_str().unwrap_or("/");
    let target = format!("arn:aws:iam::{ACCOUNT}:role{path}T");
    let trust = row.get("trust").cloned().unwrap_or_else(|| json!([]));
    let trusts_account =
        document(&json!([{ "Principal": { "AWS": format!("arn:aws:iam::{ACCOUNT}:root") } }]));
    let trusts_other = document(
        &json!([{ "Principal": { "AWS": format!("arn:aws:iam::{OTHER_ACCOUNT}:root") } }]),
    );
    let mut role = json!({ "RoleName": "T", "AssumeRolePolicyDocument": document(&trust) });
    merge(&mut role, &row["role"]);
    let mut accounts = vec![
        json!({
            "AccountId": ACCOUNT,
            "Users": [
                { "UserName": "alice",
                  "MFADevices": [{ "SerialNumber": format!("arn:aws:iam::{ACCOUNT}:mfa/alice"),
                                   "Base32StringSeed": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" }] },
                { "UserName": "mallory" },
            ],
            "Roles": [{ "RoleName": "R", "AssumeRolePolicyDocument": trusts_account }, role],
        }),
        json!({
            "AccountId": OTHER_ACCOUNT,
            "Users": [{ "UserName": "bob" }],
            "Roles": [{ "RoleName": "Q", "AssumeRolePolicyDocument": trusts_other }],
        }),
    ];
    for (place, members) in row["patch"].as_object().into_iter().flatten() {
        patch(&mut accounts, place, members);
    }

    let mut start = json!({
        "principal": format!("arn:aws:iam::{ACCOUNT}:user/alice"),
        "time": "2026-11-22T10:00:00Z",
    });
    merge(&mut start, &row["start"]);
    let caller = start["principal"].as_str().unwrap_or_default().to_owned();
    let identity = match &row["identity"] {
        Value::Bool(true) => {
            json!([{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": target }])
        }
        Value::Array(statements) => json!(statements),
        _ => Value::Null,
    };
    if !identity.is_null() {
        let list = if caller.contains(":role/") { "RolePolicyList" } else { "UserPolicyList" };
        let inline = json!([{ "PolicyName": "Own", "PolicyDocument": document(&identity) }]);
        patch(&mut accounts, &caller, &json!({ list: inline }));
    }
    if !row["boundary"].is_null() {
        let account = caller.split(':').nth(4).unwrap_or_default().to_owned();
        let policy =
            json!({ "PolicyName": "Boundary", "PolicyDocument": document(&row["boundary"]) });
        patch(&mut accounts, &account, &json!({ "Policies": [policy] }));
        let arn = format!("arn:aws:iam::{account}:policy/Boundary");
        let boundary =
            json!({ "PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": arn });
        patch(&mut accounts, &caller, &json!({ "PermissionsBoundary": boundary }));
    }
    if !row["sessionPolicy"].is_null() {
        start["Policy"] = document(&row["sessionPolicy"]);
    }

    let mut steps: Vec<Value> = row["before"].as_array().cloned().unwrap_or_default();
    let mut step = json!({ "id": "call" });
    merge(&mut step, &row["step"]);
    if row["call"].is_null() {
        let mut request = json!({ "RoleArn": target, "RoleSessionName": "session" });
        merge(&mut request, &row["request"]);
        step["AssumeRole"] = request;
    } else {
        merge(&mut step, &row["call"]);
    }
    steps.push(step);

    let mut whole = json!({
        "version": 1,
        "title": row["title"].as_str().unwrap_or("A case"),
        "start": start,
        "accounts": accounts,
        "steps": steps,
    });
    for field in ["organization", "resources", "assumptions", "seed"] {
        if !row[field].is_null() {
            whole[field] = row[field].clone();
        }
    }
    whole
}

/// Reads and runs a row's scenario.
///
/// # Errors
/// What the reader says of it.
pub fn run(row: &Value) -> Result<Outcome, String> {
    Ok(crate::corpus::simulate(&read(&scenario(row))?))
}

/// Reads a scenario that is at hand as a value.
///
/// # Errors
/// What the reader says of it.
pub fn read(scenario: &Value) -> Result<Scenario, String> {
    Scenario::read(&scenario.to_string()).map_err(|errors| {
        let lines = errors.iter().map(|error| format!("{}: {}", error.path, error.message));
        lines.collect::<Vec<_>>().join("\n")
    })
}

/// A row and the variants under its `also`, each of which replaces some of the row's fields.
#[must_use]
pub fn with_variants(row: &Value) -> Vec<Value> {
    let mut base = row.clone();
    if let Some(members) = base.as_object_mut() {
        members.remove("also");
    }
    let variants = row["also"].as_array().into_iter().flatten().map(|changes| {
        let mut variant = base.clone();
        merge(&mut variant, changes);
        variant
    });
    std::iter::once(base.clone()).chain(variants).collect()
}

/// How what happened differs from the row's `expect`, field by field. A field that is not known is a difference too.
#[must_use]
pub fn differences(row: &Value, outcome: &Outcome) -> Vec<String> {
    let Some(step) = outcome.step("call") else {
        return vec!["there is no step `call`".to_owned()];
    };
    let mut found: Vec<String> = Vec::new();
    for before in outcome.steps.iter().take_while(|known| known.id != step.id) {
        let said = before.differences.as_ref().is_some_and(Vec::is_empty);
        if !said && simulator::expectation::result_of(before).as_str() != "succeeded" {
            found.push(format!("step {} came to {:?}", before.id, before.result));
        }
    }
    let Some(expect) = row["expect"].as_object() else {
        return vec!["the row expects nothing".to_owned()];
    };
    for (field, expected) in expect {
        match &**field {
            "decodedAt" => found.extend(not_decoded(step, expected)),
            "keys" => found.extend(other_keys(step, expected)),
            // Held against what follows from the outcome, below.
            known if BEYOND.contains(&known) => {}
            _ => {
                let actual = actual(step, field);
                if actual != *expected {
                    found.push(format!("{field}: expected {expected}, came to {actual}"));
                }
            }
        }
    }
    found.extend(differences_beyond(row, outcome).unwrap_or_else(|errors| vec![errors]));
    found
}

/// Fields of `expect` about what follows from the outcome.
const BEYOND: [&str; 8] = [
    "responseAt",
    "responseMembers",
    "events",
    "dataEvents",
    "origin",
    "holds",
    "boundedBy",
    "longest",
];

/// The places of everything in an answer that holds nothing further.
fn leaves(whole: &Value, place: &str, places: &mut Vec<String>) {
    match whole.as_object() {
        Some(members) => {
            members
                .iter()
                .for_each(|(name, below)| leaves(below, &format!("{place}/{name}"), places));
        }
        None => places.push(place.to_owned()),
    }
}

/// How what follows from the outcome, and is no part of it, differs from the row's `expect`: `responseAt` and the
/// elements of `events` and `dataEvents` (management events alone, and all) give values by place (`null` where there is nothing), `responseMembers` every
/// place of the answer in alphabetical order, `origin` who was behind the call, `holds`
/// the seconds after which it would fail, `boundedBy` and `longest` what is said of the session that it minted.
///
/// # Errors
/// What the reader says of the row's scenario.
fn differences_beyond(row: &Value, outcome: &Outcome) -> Result<Vec<String>, String> {
    let expect = &row["expect"];
    if BEYOND.iter().all(|field| expect.get(*field).is_none()) {
        return Ok(Vec::new());
    }
    let scenario = read(&self::scenario(row))?;
    let Some(index) = outcome.steps.iter().position(|step| &*step.id == "call") else {
        return Ok(Vec::new());
    };
    let step = &outcome.steps[index];
    let mut found = Vec::new();
    // A `null` is expected like any other value: only a field that does not stand there is not asked.
    let mut compare = |what: &str, expected: &Value, actual: &Value| {
        if expected != actual {
            found.push(format!("{what}: expected {expected}, came to {actual}"));
        }
    };
    let at = |whole: &Value, place: &str| whole.pointer(place).cloned().unwrap_or(Value::Null);
    let response = match &scenario.steps[index].operation {
        Operation::Sts(call) => simulator::response::response(&call.call, step),
        _ => None,
    };
    let response = response.map_or(Value::Null, |whole| as_json(&whole));
    for field in ["responseAt", "events", "dataEvents"] {
        match expect.get(field) {
            None | Some(Value::Array(_) | Value::Object(_)) => {}
            Some(other) => compare(field, other, &json!("values by place")),
        }
    }
    if let Some(expected) = expect.get("responseMembers") {
        let mut places = Vec::new();
        leaves(&response, "", &mut places);
        places.sort_unstable();
        compare("responseMembers", expected, &json!(places));
    }
    for (place, expected) in expect["responseAt"].as_object().into_iter().flatten() {
        compare(place, expected, &at(&response, place));
    }
    for (field, data_events) in [("events", false), ("dataEvents", true)] {
        let Some(expected) = expect[field].as_array() else { continue };
        let events: Vec<Value> = audit::events_of(&scenario, outcome, Trail { data_events })
            .iter()
            .filter(|event| event.step == index)
            .map(|event| as_json(&event.record))
            .collect();
        compare(field, &json!(expected.len()), &json!(events.len()));
        for (number, (expected, event)) in expected.iter().zip(&events).enumerate() {
            for (place, expected) in expected.as_object().into_iter().flatten() {
                let what = format!("event {number}{place}");
                compare(&what, expected, &at(event, place));
            }
        }
    }
    if let Some(expected) = expect.get("origin") {
        let origin = audit::origin(outcome, index);
        compare("origin", expected, &origin.map_or(Value::Null, |known| told(outcome, &known)));
    }
    if let Some(expected) = expect.get("holds") {
        let holds = match lifetime::holds(&scenario, outcome, index) {
            Holds::NotNow => json!("notNow"),
            Holds::Always => json!("always"),
            Holds::Unknown => json!("unknown"),
            Holds::Until { moment, .. } => json!(moment.seconds() - step.at.seconds()),
        };
        compare("holds", expected, &holds);
    }
    let lifetimes = lifetime::lifetimes(outcome);
    let life = lifetimes.iter().find(|life| life.step == Some(index));
    if let Some(expected) = expect.get("boundedBy") {
        compare("boundedBy", expected, &json!(life.map(|life| life.bounded_by.as_str())));
    }
    if let Some(expected) = expect.get("longest") {
        compare("longest", expected, &json!(life.and_then(|life| life.longest)));
    }
    Ok(found)
}

/// JSON that the engine made, as tests compare it.
fn as_json(value: &policy::json::Value) -> Value {
    serde_json::from_str(&policy::json::print(value)).unwrap_or(Value::Null)
}

/// An origin as a list: who began, then each step on the way, the first first; then the source identity.
fn told(outcome: &Outcome, origin: &audit::Origin) -> Value {
    let who = match &origin.who {
        audit::Who::User(name) | audit::Who::Root(name) | audit::Who::Given(name) => {
            name.to_string()
        }
        audit::Who::Service { name, workload: None } => name.to_string(),
        audit::Who::Service { name, workload: Some(workload) } => format!("{workload} of {name}"),
        audit::Who::Federated { provider, subject } => format!("{subject} of {provider}"),
        audit::Who::Anonymous => "anonymous".to_owned(),
    };
    let links = origin.links.iter().rev().map(|link| outcome.steps[link.step].id.to_string());
    let identity = origin.source_identity.iter().map(|identity| format!("as {identity}"));
    json!(std::iter::once(who).chain(links).chain(identity).collect::<Vec<_>>())
}

/// What the outcome itself says of a field of `expect`.
fn actual(step: &StepOutcome, field: &str) -> Value {
    let refused = step.refused_authorization();
    let asked = refused.or_else(|| step.authorizations.first());
    let session = step.minted.as_ref().map(|minted| &*minted.session);
    match field {
        "result" => json!(simulator::expectation::result_of(step).as_str()),
        "error" => json!(step.error().map(|error| error.code)),
        "status" => json!(step.error().map(|error| error.status)),
        "message" => json!(step.error().map(|error| &*error.message)),
        "authorization" => json!(refused.map(|known| known.action.as_str())),
        "decision" => json!(asked.map(|known| known.decision.as_str())),
        "blockedBy" => match asked {
            None => Value::Null,
            Some(known) => {
                json!(known.blocked_by.iter().map(iam::PolicyType::as_str).collect::<Vec<_>>())
            }
        },
        "seconds" => json!(session.map(|known| known.expires.seconds() - known.issued.seconds())),
        "arn" => json!(session.map(|known| known.principal.display_arn())),
        "userId" => json!(session.map(|known| &*known.user_id)),
        "packedPolicySize" => json!(step.minted.as_ref().and_then(|m| m.packed_policy_size)),
        "bound" => json!(session.map(|known| format!("{:?}", known.bound))),
        "tags" => json!(session.map(|known| {
            let tags = known.tags.iter();
            tags.map(|tag| format!("{}={}", tag.tag.key, tag.tag.value)).collect::<Vec<_>>()
        })),
        "sourceIdentity" => json!(session.map(|known| known.source_identity.as_deref())),
        "mfa" => json!(session.map(|known| match known.mfa {
            sts::Mfa::Missing => "missing",
            sts::Mfa::Absent => "false",
            sts::Mfa::Present(_) => "true",
        })),
        "tokenSize" => {
            json!(step.minted.as_ref().map(|minted| minted.credentials.session_token.len()))
        }
        "account" => match &step.answer {
            Some(Answer::AccessKey { account }) => json!(account.to_string()),
            _ => Value::Null,
        },
        "decoded" => match &step.answer {
            Some(Answer::Decoded { message }) => {
                serde_json::from_str(message).unwrap_or(Value::Null)
            }
            _ => Value::Null,
        },
        "carriesMessage" => json!(step.encoded_message().is_some()),
        "messageBeforeEncoded" => {
            let message = step.error().map(|error| &*error.message).unwrap_or_default();
            let encoded = step.encoded_message().unwrap_or_default();
            json!(message.strip_suffix(encoded))
        }
        "claims" => match &step.answer {
            Some(Answer::WebIdentityToken { token, .. }) => claims(token),
            _ => Value::Null,
        },
        "transitive" => json!(session.map(|known| {
            let tags = known.tags.iter().filter(|tag| tag.transitive);
            tags.map(|tag| &*tag.tag.key).collect::<Vec<_>>()
        })),
        other => json!(format!("there is no field {other}")),
    }
}

/// The condition keys of the call that are not as expected; `null` where a key is expected to be missing.
fn other_keys(step: &StepOutcome, expected: &Value) -> Vec<String> {
    let asked = step.refused_authorization().or_else(|| step.authorizations.first());
    let keys = expected.as_object().into_iter().flatten();
    let found = keys.map(|(key, expected)| {
        let values = asked.and_then(|known| known.context.get_named(key));
        let found = values.map_or(Value::Null, |values| {
            json!(values.iter().map(ToString::to_string).collect::<Vec<_>>())
        });
        (key, expected, found)
    });
    let differ = found.filter(|(_, expected, found)| *expected != found);
    differ
        .map(|(key, expected, found)| format!("{key}: expected {expected}, came to {found}"))
        .collect()
}

/// What a decoded message does not say that is expected, by place; conditions are placed by their key.
fn not_decoded(step: &StepOutcome, expected: &Value) -> Vec<String> {
    let whole = actual(step, "decoded");
    let places = expected.as_object().into_iter().flatten();
    let found = places.map(|(place, expected)| {
        let found = match place.strip_prefix("/context/conditions/items/") {
            Some(key) => {
                let items = whole.pointer("/context/conditions/items").and_then(Value::as_array);
                let item = items.into_iter().flatten().find(|item| item["key"] == key);
                let values = item.and_then(|item| item["values"]["items"].as_array());
                json!(values.into_iter().flatten().map(|v| v["value"].clone()).collect::<Vec<_>>())
            }
            None => whole.pointer(place).cloned().unwrap_or(Value::Null),
        };
        (place, expected, found)
    });
    let differ = found.filter(|(_, expected, found)| *expected != found);
    differ
        .map(|(place, expected, found)| format!("{place}: expected {expected}, came to {found}"))
        .collect()
}

/// The claims of a JSON Web Token, without those that are made up from the seed.
fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap_or_default();
    let bytes = Base64UrlUnpadded::decode_vec(payload).unwrap_or_default();
    let mut claims: Value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    if let Some(members) = claims.as_object_mut() {
        members.retain(|name, _| !matches!(&**name, "iss" | "jti"));
    }
    claims
}

/// A policy document of statements, with what they leave out filled in.
fn document(statements: &Value) -> Value {
    let filled = statements.as_array().into_iter().flatten().map(|statement| {
        let mut whole = json!({ "Effect": "Allow" });
        if statement.get("NotAction").is_none() {
            whole["Action"] = json!("sts:AssumeRole");
        }
        merge(&mut whole, statement);
        whole
    });
    json!({ "Version": "2012-10-17", "Statement": filled.collect::<Vec<_>>() })
}

/// Puts the members of one object into another.
fn merge(into: &mut Value, from: &Value) {
    for (name, value) in from.as_object().into_iter().flatten() {
        into[name.as_str()] = value.clone();
    }
}

/// Puts members into the account, user or role of that name.
fn patch(accounts: &mut Vec<Value>, place: &str, members: &Value) {
    let (id, entity) = match place.strip_prefix("arn:aws:iam::") {
        Some(rest) => rest.split_once(':').unwrap_or((rest, "")),
        None => (place, ""),
    };
    let known = accounts.iter().position(|account| account["AccountId"] == id);
    let index = known.unwrap_or_else(|| {
        accounts.push(json!({ "AccountId": id }));
        accounts.len() - 1
    });
    let account = &mut accounts[index];
    let (list, name_field) = match entity.split_once('/') {
        Some(("user", _)) => ("Users", "UserName"),
        Some(("role", _)) => ("Roles", "RoleName"),
        _ => return append(account, members),
    };
    let name = entity.rsplit('/').next().unwrap_or_default();
    if account[list].is_null() {
        account[list] = json!([]);
    }
    let Some(entities) = account[list].as_array_mut() else { return };
    let known = entities.iter().position(|entity| entity[name_field] == name);
    let index = known.unwrap_or_else(|| {
        entities.push(json!({ name_field: name }));
        entities.len() - 1
    });
    merge(&mut entities[index], members);
}

/// Puts members into an account; lists grow.
fn append(account: &mut Value, members: &Value) {
    let empty = Map::new();
    for (name, value) in members.as_object().unwrap_or(&empty) {
        match (account[name.as_str()].as_array_mut(), value.as_array()) {
            (Some(known), Some(more)) => known.extend(more.iter().cloned()),
            _ => account[name.as_str()] = value.clone(),
        }
    }
}
