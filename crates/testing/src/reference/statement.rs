//! Whether a statement is about the request. Follows "IAM JSON policy elements" and "Single-valued
//! vs. multivalued context keys".

use serde_json::Value;

use super::case::{Case, Context, entries, texts};
use super::text::{address_in, arn, base64, decimal, glob, instant, pattern};

/// How closely a resource's policy names the caller; each rank leaves less to other policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// The account: the caller's own policies must allow.
    Account,
    /// The role or user behind the session: boundary and session policies still limit.
    Entity,
    /// The user, the session, the service, or everyone.
    Direct,
}

/// Whether the statement's `Action` or `NotAction` takes in the action of the request.
pub(super) fn action(statement: &Value, case: &Case<'_>) -> bool {
    let one = |entry: &str| {
        let entry = entry.to_lowercase();
        let (service, name) = entry.split_once(':').unwrap_or_default();
        let name: Vec<_> = name.chars().map(|c| (c, false)).collect();
        let called = case.action.strip_prefix(service).and_then(|rest| rest.strip_prefix(':'));
        entry == "*" || called.is_some_and(|called| glob(&name, called))
    };
    listed(statement, "Action", one).unwrap_or(false)
}

/// Whether `Resource` or `NotResource` takes in the resource of the request; what is attached to
/// one, and so has principals, may leave both out.
pub(super) fn resource(statement: &Value, case: &Case<'_>, variables: bool) -> bool {
    let one = |entry: &str| {
        let entry = pattern(entry, variables.then_some(&case.context));
        entry.is_some_and(|entry| arn(&entry, case.resource, true))
    };
    let attached = statement.get("Principal").or(statement.get("NotPrincipal")).is_some();
    listed(statement, "Resource", one).unwrap_or(attached)
}

/// Whether an entry of an element, or none of its opposite, fits.
fn listed(statement: &Value, name: &str, one: impl Fn(&str) -> bool) -> Option<bool> {
    let any = |entries| texts(entries).iter().any(|entry| one(entry));
    let opposite = || Some(!any(statement.get(format!("Not{name}"))?));
    statement.get(name).map(any).or_else(opposite)
}

/// How closely a statement names the caller; one without principals is about whoever asks.
pub(super) fn principal(statement: &Value, case: &Case<'_>, deny: bool) -> Option<Rank> {
    match (statement.get("Principal"), statement.get("NotPrincipal")) {
        (Some(named), _) => forms(named).iter().filter_map(|form| rank(form, case)).max(),
        (None, Some(exempt)) => (deny && !exempted(exempt, case)).then_some(Rank::Direct),
        (None, None) => Some(Rank::Direct),
    }
}

/// Pairs such as `AWS` and an ARN; `"*"` is `{"AWS": "*"}`.
fn forms(element: &Value) -> Vec<(&str, String)> {
    let everyone = element.as_str().map(|star| ("AWS", star.to_owned()));
    let pairs = |(kind, names)| texts(names).into_iter().map(move |name| (kind, name));
    entries(element).flat_map(pairs).chain(everyone).collect()
}

fn rank((kind, form): &(&str, String), case: &Case<'_>) -> Option<Rank> {
    let entity = *form == case.entity || case.documents["uniqueId"] == *form;
    let own = form == case.principal;
    let direct = own || form == "*" || (entity && case.caller == "User");
    match (*kind, case.caller) {
        ("Service", "AWSService") | ("Federated", "Provider") => own.then_some(Rank::Direct),
        ("AWS", "AWSService" | "Provider") => (form == "*").then_some(Rank::Account),
        ("AWS", _) if direct => Some(Rank::Direct),
        ("AWS", _) if entity => Some(Rank::Entity),
        ("AWS", _) => case.is_account(form).then_some(Rank::Account),
        _ => None,
    }
}

/// A list exempts whom it names in full: the account, the user or role, and the session; and
/// nobody who has a permissions boundary.
fn exempted(list: &Value, case: &Case<'_>) -> bool {
    let forms: Vec<String> = forms(list).into_iter().map(|(_, form)| form).collect();
    let has = |form: &str| forms.iter().any(|other| other == form);
    let account = case.account.is_none() || forms.iter().any(|form| case.is_account(form));
    let entity = has(&case.entity) || case.documents["uniqueId"].as_str().is_some_and(has);
    let entity = entity || case.entity.is_empty() || case.caller == "Account";
    let whole = entity && (has(case.principal) || ["Account", "User"].contains(&case.caller));
    case.documents["permissionsBoundary"].is_null() && (has("*") || (account && whole))
}

/// Whether every test of a `Condition` element is passed.
pub(super) fn condition(block: &Value, variables: bool, context: &Context) -> bool {
    entries(block).all(|(op, keys)| {
        entries(keys).all(|(key, wanted)| test(op, key, &texts(wanted), variables, context))
    })
}

/// Whether a key passes a test.
pub(crate) fn test(op: &str, key: &str, wanted: &[String], variables: bool, all: &Context) -> bool {
    let (qualifier, op) = op.split_once(':').unwrap_or(("", op));
    let plain = op.trim_end_matches("IfExists");
    let (if_exists, negated) = (plain != op, plain.contains("Not"));
    let mut given = all.get(&key.to_lowercase()).cloned().unwrap_or_default();
    if plain == "Null" {
        let missing = given.is_empty().to_string();
        let met = wanted.iter().any(|value| value.eq_ignore_ascii_case(&missing));
        return qualifier == "ForAllValues" || (qualifier.is_empty() && met);
    }
    given.retain(|value| qualifier.is_empty() || !value.is_empty());
    if given.is_empty() {
        return if_exists || qualifier == "ForAllValues" || (qualifier.is_empty() && negated);
    }
    // "Empty array condition" of policy validation: such a test is passed by a missing key alone.
    let empty = wanted.is_empty() && (if_exists || !qualifier.is_empty());
    let (positive, values) = (plain.replacen("Not", "", 1), variables.then_some(all));
    let equal = |given: &str, wanted: &String| compare(&positive, wanted, given, values);
    let one = |given: &String| wanted.iter().any(|w| equal(given, w) == Some(true)) != negated;
    match qualifier {
        _ if empty => false,
        "ForAllValues" => given.iter().all(one),
        "ForAnyValue" => given.iter().any(one),
        // Several values want a qualifier.
        _ => given.len() == 1 && given.iter().all(one),
    }
}

/// One value of the policy and one of the request; nothing where one of them is not of the kind.
fn compare(op: &str, wanted: &str, given: &str, variables: Option<&Context>) -> Option<bool> {
    let texts = ["String", "Arn", "Bool"].iter().any(|kind| op.starts_with(kind));
    let wanted = pattern(wanted, variables.filter(|_| texts))?;
    let text: String = wanted.iter().map(|(c, _)| c).collect();
    let order = || match op.strip_prefix("Numeric") {
        Some(_) => Some(decimal(given)?.cmp(&decimal(&text)?)),
        None => Some(instant(given)?.cmp(&instant(&text)?)),
    };
    Some(match op.trim_start_matches("Numeric").trim_start_matches("Date") {
        "StringEquals" => text == given,
        "StringEqualsIgnoreCase" => text.to_lowercase() == given.to_lowercase(),
        "StringLike" => glob(&wanted, given),
        "ArnEquals" | "ArnLike" => arn(&wanted, given, false),
        "Bool" => text.to_lowercase().parse::<bool>().is_ok() && text.eq_ignore_ascii_case(given),
        "BinaryEquals" => base64(&text)? == given,
        "IpAddress" => address_in(&text, given)?,
        "Equals" => order()?.is_eq(),
        "LessThan" => order()?.is_lt(),
        "LessThanEquals" => order()?.is_le(),
        "GreaterThan" => order()?.is_gt(),
        "GreaterThanEquals" => order()?.is_ge(),
        _ => return None,
    })
}
