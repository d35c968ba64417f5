//! Random callers, and principals of policies that often mean them.

use serde_json::{Map, Value, json};

use super::generate::World;
use crate::dice::Dice;

const PROVIDERS: [&str; 4] = [
    "accounts.google.com",
    "cognito-identity.amazonaws.com",
    "graph.facebook.com",
    "www.amazon.com",
];

/// Puts the caller into a case; whether it has an account.
pub(super) fn caller(dice: &mut Dice, account: &str, case: &mut Map<String, Value>) -> bool {
    let path = *dice.pick(&["/", "/team/"]);
    let user = dice.pick(&["alice", "bob"]);
    let form = dice.below(20);
    let principal = match form {
        0..=4 => format!("arn:aws:iam::{account}:user{path}{user}"),
        5..=9 => format!("arn:aws:sts::{account}:assumed-role/R/s"),
        10 => format!("arn:aws:iam::{account}:role{path}R"),
        11..=13 => format!("arn:aws:sts::{account}:federated-user/{user}"),
        14 => format!("arn:aws:iam::{account}:root"),
        15 => (*dice.pick(&["lambda.amazonaws.com", "ec2.amazonaws.com"])).to_owned(),
        16 => format!("arn:aws:iam::{account}:oidc-provider/example.com/id"),
        17 => (*dice.pick(&PROVIDERS)).to_owned(),
        18 => format!("arn:aws:iam::{account}:saml-provider/corp"),
        _ => "anonymous".to_owned(),
    };
    case.insert("principal".into(), json!(principal));
    if (5..=9).contains(&form) {
        let path = if dice.percent(6) { "/aws-service-role/x.amazonaws.com/" } else { path };
        if path != "/" || dice.percent(50) {
            case.insert("rolePath".into(), json!(path));
        }
        if dice.percent(5) {
            case.insert("serviceLinkedRole".into(), json!(dice.percent(50)));
        }
    }
    if form <= 10 && dice.percent(15) {
        let id = if form <= 4 { "AIDAEXAMPLEEXAMPLE123" } else { "AROAEXAMPLEEXAMPLE123" };
        case.insert("uniqueId".into(), json!(id));
    }
    if (11..=13).contains(&form) && dice.percent(60) {
        let user = format!("arn:aws:iam::{account}:user{path}{user}");
        case.insert("federatingUser".into(), json!(user));
    }
    form <= 14
}

/// The principals of policies that mean the caller.
pub(super) fn named(case: &Map<String, Value>, account: &str) -> Vec<(&'static str, String)> {
    let text = |name: &str| case.get(name).and_then(Value::as_str);
    let principal = text("principal").unwrap_or_default();
    if PROVIDERS.contains(&principal) {
        return vec![("Federated", principal.to_owned())];
    }
    if principal.ends_with(".amazonaws.com") {
        return vec![("Service", principal.to_owned())];
    }
    if principal.contains("-provider/") {
        return vec![("Federated", principal.to_owned())];
    }
    let mut named = vec!["*".to_owned()];
    if principal != "anonymous" {
        named.push(account.to_owned());
        named.push(format!("arn:aws:iam::{account}:root"));
        // Twice: what means the caller alone is what most rules are about.
        named.extend([principal.to_owned(), principal.to_owned()]);
    }
    if principal.contains(":assumed-role/") {
        let path = text("rolePath").unwrap_or("/");
        let role = format!("arn:aws:iam::{account}:role{path}R");
        named.extend([role.clone(), role]);
    }
    named.extend(
        ["uniqueId", "federatingUser"].iter().filter_map(|name| text(name)).map(str::to_owned),
    );
    named.into_iter().map(|name| ("AWS", name)).collect()
}

/// A `Principal` element that means the caller, so many times out of a hundred, or its opposite.
pub(super) fn principal(world: &mut World<'_>, deny: bool, often: usize) -> (&'static str, Value) {
    let fits = world.dice.percent(often);
    if world.dice.percent(if deny { 15 } else { 4 }) {
        let left_out = if fits { world.dice.below(world.named.len()) } else { usize::MAX };
        let mut names: Vec<&str> = Vec::new();
        for (index, (_, name)) in world.named.iter().enumerate() {
            if index != left_out && name != "*" && !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        return ("NotPrincipal", json!({ world.named[0].0: names }));
    }
    let others = [
        ("AWS", "arn:aws:iam::333333333333:root"),
        ("AWS", "222222222222"),
        ("AWS", "arn:aws:iam::111111111111:user/mallory"),
        ("AWS", "arn:aws:iam::111111111111:role/R"),
        ("AWS", "arn:aws:sts::111111111111:assumed-role/R/other"),
        ("AWS", "AIDAOTHEROTHEROTHER12"),
        ("AWS", "*"),
        ("Service", "ec2.amazonaws.com"),
        ("Federated", "arn:aws:iam::111111111111:saml-provider/corp"),
        ("Federated", "accounts.google.com"),
        ("AWS", "arn:aws:iam::111111111111:role/*"),
        ("CanonicalUser", "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"),
    ];
    let other = *world.dice.pick(&others);
    let (kind, name) =
        if fits { world.dice.pick(&world.named).clone() } else { (other.0, other.1.to_owned()) };
    let second = *world.dice.pick(&others);
    let value = match world.dice.below(10) {
        0 if name == "*" => json!("*"),
        0..=6 => json!({ kind: name }),
        7 => json!({ kind: [name] }),
        _ if second.0 == kind => json!({ kind: [second.1, name] }),
        _ => json!({ kind: name, second.0: second.1 }),
    };
    ("Principal", value)
}
