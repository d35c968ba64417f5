//! Documents of a hundred and a thousand statements, and one of six kilobytes that is read and compiled.
//!
//! Each is one identity policy about buckets of teams, asked in one account by a user with a tag `team`. Statement, team
//! and tag follow from a number, so that the answers can be worked out by hand.

use std::{fmt::Write as _, rc::Rc};

use iam::{Context, Credentials, PolicyType, Principal, PrincipalKind};
use simulator::authorize::{Relation, ResourceKind};

use super::{Answers, Asked, Case, REQUESTS, alone};

/// In one account, of a bucket.
const RELATION: Relation =
    Relation { kind: ResourceKind::Other, same_account: true, needs_own_allow: false };

/// A hundred statements: 99 allow to read one team's bucket each, under a tag, and one denies everything to the tag `t3`.
///
/// Request n reads the bucket of team n with tag n / 16. The last 16 have the tag `t3`: 16 explicit denials. Of the other
/// 48, those are allowed whose team modulo 4 is their tag: 4 of each 16, which makes 12, and 36 are not.
pub(super) fn hundred() -> Case {
    let mut statements: Vec<String> = (0..99).map(|team| allow("s3:Get*", team)).collect();
    statements.push(
        r#"{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::*/report","Condition":{"StringEquals":{"aws:PrincipalTag/team":"t3"}}}"#
            .to_owned(),
    );
    case(&statements, Answers { allowed: 12, explicit: 16, implicit: 36 }, |n| (n, n / 16))
}

/// A thousand statements, of which ten name the action: each hundredth allows to read one team's bucket under a tag, the
/// others are about as many actions of another service.
///
/// Request n reads the bucket of team n modulo 8 with tag n / 8 modulo 4. Those are allowed whose team modulo 4 is their
/// tag: 2 of each 8, which makes 16, and 48 are not.
pub(super) fn few_name_the_action() -> Case {
    let statements: Vec<String> = (0..1000)
        .map(|number| match number % 100 {
            0 => allow("s3:GetObject", number / 100),
            _ => allow(&format!("ec2:Operation{number}"), number),
        })
        .collect();
    case(&statements, Answers { allowed: 16, explicit: 0, implicit: 48 }, |n| (n % 8, n / 8 % 4))
}

/// A thousand statements that all name the action under a condition, and of which one names the resource.
///
/// Request n reads the bucket of team 15 n with tag n / 16. Those are allowed whose team modulo 4, which is minus n modulo
/// 4, is their tag: 4 of each 16, which makes 16, and 48 are not.
pub(super) fn one_names_the_resource() -> Case {
    let statements: Vec<String> = (0..1000).map(|team| allow("s3:GetObject", team)).collect();
    case(&statements, Answers { allowed: 16, explicit: 0, implicit: 48 }, |n| (15 * n, n / 16))
}

/// A policy of 6,144 characters, the quota of a managed policy, and how many statements it has.
pub(super) fn six_kilobytes() -> (String, usize) {
    let count = 35;
    let statements: Vec<String> = (0..count).map(|team| allow("s3:GetObject", team)).collect();
    let mut text = document(&statements);
    // The rest is a Sid.
    let missing = 6144 - text.len() - "\"Sid\":\"\",".len();
    let sid = format!("{{\"Sid\":\"{}\",", "S".repeat(missing));
    text = text.replacen("{\"Effect\"", &(sid + "\"Effect\""), 1);
    (text, count)
}

fn allow(action: &str, team: usize) -> String {
    let tag = team % 4;
    format!(
        r#"{{"Effect":"Allow","Action":"{action}","Resource":"arn:aws:s3:::team-{team}/*","Condition":{{"StringEquals":{{"aws:PrincipalTag/team":"t{tag}"}}}}}}"#
    )
}

fn document(statements: &[String]) -> String {
    let mut text = String::from(r#"{"Version":"2012-10-17","Statement":["#);
    for (number, statement) in statements.iter().enumerate() {
        let _ = write!(text, "{}{statement}", if number > 0 { "," } else { "" });
    }
    text + "]}"
}

/// A policy of such statements, asked by requests whose team and tag follow from their number.
fn case(statements: &[String], expected: Answers, of: impl Fn(usize) -> (usize, usize)) -> Case {
    let (document, _) = policy::parse(&document(statements), PolicyType::Identity);
    let compiled = policy::compile(&document, PolicyType::Identity, 0, &|_| None);
    let asked = (0..REQUESTS).map(|number| {
        let (team, tag) = of(number);
        let caller = user();
        let mut context = Context::new();
        context.set_one("aws:PrincipalType", "User");
        context.set_one("aws:PrincipalArn", "arn:aws:iam::111111111111:user/alice");
        context.set_one("aws:PrincipalAccount", "111111111111");
        context.set_one("aws:username", "alice");
        context.set_one("aws:PrincipalTag/team", format!("t{tag}"));
        Asked { caller, context, resource: format!("arn:aws:s3:::team-{team}/report").into() }
    });
    Case {
        policies: alone(Rc::new(compiled)),
        relation: RELATION,
        expected,
        asked: asked.collect(),
        ..Case::of_action("s3:GetObject")
    }
}

fn user() -> Principal {
    Principal {
        kind: PrincipalKind::User,
        credentials: Credentials::LongTerm,
        account: "111111111111".parse().ok(),
        arn: "arn:aws:iam::111111111111:user/alice".parse().ok(),
        session_arn: None,
        unique_id: None,
        name: None,
        federating_user: None,
        has_boundary: false,
    }
}
