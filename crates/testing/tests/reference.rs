//! The reference evaluator against expectations worked out by hand, so that what it says of a
//! difference can be believed.

use serde_json::{Value, json};
use testing::reference::authorize;

const ALICE: &str = "arn:aws:iam::111111111111:user/alice";
const BOB: &str = "arn:aws:iam::222222222222:user/bob";
const SESSION: &str = "arn:aws:sts::111111111111:assumed-role/R/s";
const FOREIGN_SESSION: &str = "arn:aws:sts::222222222222:assumed-role/Q/s";
const TARGET: &str = "arn:aws:iam::111111111111:role/T";

fn document(statements: Value) -> Value {
    json!({ "Version": "2012-10-17", "Statement": statements })
}

fn allow(action: &str) -> Value {
    document(json!({ "Effect": "Allow", "Action": action, "Resource": "*" }))
}

fn deny(action: &str) -> Value {
    document(json!({ "Effect": "Deny", "Action": action, "Resource": "*" }))
}

fn trust(principal: Value) -> Value {
    document(json!({ "Effect": "Allow", "Principal": principal, "Action": "sts:*" }))
}

/// What the reference says, as `decision: types`.
fn answer(case: &Value) -> String {
    let (decision, types) = authorize(case);
    format!("{decision}: {}", types.into_iter().collect::<Vec<_>>().join(" "))
}

/// Assumes `T` with some trusted principal, perhaps an Allow of the caller's own, and other members.
#[track_caller]
fn assume(caller: &str, trusted: &str, own: bool, others: Value, expected: &str) {
    let mut case = json!({
        "principal": caller,
        "Action": "sts:AssumeRole",
        "Resource": TARGET,
        "resourcePolicy": trust(json!({ "AWS": trusted })),
    });
    if own {
        case["identityPolicies"] = json!([allow("sts:AssumeRole")]);
    }
    merge(&mut case, others);
    assert_eq!(answer(&case).trim_end_matches(": "), expected, "{case:#}");
}

fn merge(case: &mut Value, others: Value) {
    for (name, value) in others.as_object().into_iter().flatten() {
        case[name] = value.clone();
    }
}

#[test]
fn who_is_trusted_decides_what_else_is_needed() {
    // "Policy evaluation for requests within a single account" and "Cross-account policy
    // evaluation logic".
    let silent = || json!({ "permissionsBoundary": allow("s3:*") });
    let silent_session = || json!({ "sessionPolicies": [allow("s3:*")] });
    let none = || json!({});
    let root = "arn:aws:iam::111111111111:root";
    let role = "arn:aws:iam::111111111111:role/R";
    assume(ALICE, root, false, none(), "implicitDeny: identity");
    assume(ALICE, "111111111111", false, none(), "implicitDeny: identity");
    assume(ALICE, root, true, none(), "allowed");
    assume(ALICE, ALICE, false, none(), "allowed");
    assume(ALICE, ALICE, false, silent(), "allowed");
    assume(ALICE, "*", false, silent(), "allowed");
    assume(SESSION, role, false, none(), "allowed");
    assume(SESSION, role, false, silent_session(), "implicitDeny: session");
    assume(SESSION, role, false, silent(), "implicitDeny: permissionsBoundary");
    assume(SESSION, SESSION, false, silent_session(), "allowed");
    assume(SESSION, "*", false, silent_session(), "allowed");
    assume(SESSION, root, true, silent_session(), "implicitDeny: session");
    assume(BOB, BOB, false, none(), "implicitDeny: identity");
    assume(BOB, "arn:aws:iam::222222222222:root", true, none(), "allowed");
    assume(BOB, "*", false, none(), "implicitDeny: identity");
    assume(BOB, ALICE, true, none(), "implicitDeny: trust");
    assume(FOREIGN_SESSION, FOREIGN_SESSION, false, none(), "implicitDeny: identity");
    let foreign = "arn:aws:iam::222222222222:role/Q";
    assume(FOREIGN_SESSION, foreign, true, silent_session(), "implicitDeny: session");
    assume(root, root, true, none(), "implicitDeny: trust");
    assume("arn:aws:iam::111111111111:user/Alice", ALICE, false, none(), "implicitDeny: trust");
    assume(SESSION, "arn:aws:iam::111111111111:role/team/R", true, none(), "implicitDeny: trust");
    let path = json!({ "rolePath": "/team/" });
    assume(SESSION, "arn:aws:iam::111111111111:role/team/R", false, path, "allowed");
}

#[test]
fn a_deny_anywhere_is_final_and_every_type_that_denies_is_named() {
    let denied = json!({ "identityPolicies": [deny("sts:AssumeRole")] });
    assume(SESSION, SESSION, false, denied, "explicitDeny: identity");
    let denied = json!({ "permissionsBoundary": deny("sts:*"), "sessionPolicies": [deny("*")] });
    assume(SESSION, SESSION, false, denied, "explicitDeny: permissionsBoundary session");
    for (caller, named) in [(ALICE, ALICE), (SESSION, SESSION)] {
        let policy = document(json!([
            { "Effect": "Allow", "Principal": { "AWS": named }, "Action": "sts:AssumeRole" },
            { "Effect": "Deny", "Principal": { "AWS": "111111111111" }, "Action": "sts:*" },
        ]));
        assume(caller, "", true, json!({ "resourcePolicy": policy }), "explicitDeny: trust");
    }
    let policy = document(json!({
        "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::111111111111:user/mallory" },
        "Action": "sts:AssumeRole",
    }));
    assume(ALICE, "", true, json!({ "resourcePolicy": policy }), "implicitDeny: trust");
}

#[test]
fn organizations_bind_their_members() {
    // "Service control policies (SCPs)" and "Resource control policies (RCPs)".
    let root = "arn:aws:iam::222222222222:root";
    let levels = || json!([[allow("*")], [allow("s3:*")], [allow("*")]]);
    let scp = || json!({ "serviceControlPolicies": levels() });
    assume(BOB, root, true, scp(), "implicitDeny: serviceControl");
    assume(ALICE, ALICE, false, scp(), "implicitDeny: serviceControl");
    let empty = json!({ "serviceControlPolicies": [[allow("*")], []] });
    assume(ALICE, ALICE, false, empty, "implicitDeny: serviceControl");
    let full = json!({ "serviceControlPolicies": [[allow("*"), allow("s3:*")], [allow("sts:*")]] });
    assume(ALICE, ALICE, false, full, "allowed");
    let management = json!({
        "serviceControlPolicies": [[deny("*")]], "managementAccount": "111111111111",
    });
    assume(ALICE, "111111111111", true, management, "allowed");
    let linked = json!({
        "serviceControlPolicies": levels(), "rolePath": "/aws-service-role/x.amazonaws.com/",
    });
    assume(SESSION, SESSION, false, linked, "allowed");

    let perimeter = |management: &str| {
        let policy = document(json!({
            "Effect": "Deny", "Principal": "*", "Action": "sts:*", "Resource": "*",
            "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-1" } },
        }));
        json!({ "resourceControlPolicies": [[policy]], "managementAccount": management })
    };
    assume(BOB, root, true, perimeter("333333333333"), "explicitDeny: resourceControl");
    assume(BOB, root, true, perimeter("111111111111"), "allowed");
    let mut inside = perimeter("333333333333");
    inside["context"] = json!({ "aws:principalorgid": "o-1" });
    assume(BOB, root, true, inside, "allowed");
    // They reach their services in every account of the organization, the caller's or not.
    let reached = |service: &str| {
        let policy = document(json!({
            "Effect": "Deny", "Principal": "*", "Action": format!("{service}:*"), "Resource": "*",
        }));
        let named = json!({ "AWS": "*" });
        let resource = document(json!({
            "Effect": "Allow", "Principal": named, "Action": "*", "Resource": "*",
        }));
        let case = json!({
            "principal": "anonymous", "Action": format!("{service}:Do"), "Resource": "*",
            "resourcePolicy": resource, "resourceControlPolicies": [[policy]],
        });
        answer(&case)
    };
    assert_eq!(reached("s3"), "explicitDeny: resourceControl");
    assert_eq!(reached("sns"), "allowed: ");
}

#[test]
fn callers_without_an_account_need_to_be_named_by_their_kind() {
    let saml = "arn:aws:iam::111111111111:saml-provider/corp";
    let oidc = "arn:aws:iam::111111111111:oidc-provider/example.com";
    for (caller, named, expected) in [
        (saml, json!({ "Federated": saml }), "allowed"),
        (oidc, json!({ "Federated": oidc }), "allowed"),
        ("accounts.google.com", json!({ "Federated": "accounts.google.com" }), "allowed"),
        ("lambda.amazonaws.com", json!({ "Service": "lambda.amazonaws.com" }), "allowed"),
        ("lambda.amazonaws.com", json!({ "Service": "ec2.amazonaws.com" }), "implicitDeny: trust"),
        (oidc, json!({ "Federated": saml }), "implicitDeny: trust"),
        (oidc, json!({ "AWS": "*" }), "implicitDeny: trust"),
        (saml, json!({ "AWS": "111111111111" }), "implicitDeny: trust"),
    ] {
        // What only callers with an account have is not asked.
        let others = json!({
            "resourcePolicy": trust(named),
            "identityPolicies": [deny("*")],
            "serviceControlPolicies": [[deny("*")]],
        });
        assume(caller, "", false, others, expected);
    }
}

#[test]
fn a_source_identity_wants_a_permission_of_the_session_itself() {
    // "Monitor and control actions taken with assumed roles": permissions for source identity.
    let action = || json!({ "Action": "sts:SetSourceIdentity" });
    assume(SESSION, SESSION, false, action(), "implicitDeny: identity");
    assume(ALICE, ALICE, false, action(), "allowed");
    let mut own = action();
    own["identityPolicies"] = json!([allow("sts:*")]);
    assume(SESSION, SESSION, false, own, "allowed");
}

/// Reads an object as a caller; the bucket is in account 1.
#[track_caller]
fn read(caller: &str, others: Value, expected: &str) {
    let mut case = json!({
        "principal": caller,
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::bucket/team/alice/x",
        "resourceAccount": "111111111111",
    });
    merge(&mut case, others);
    assert_eq!(answer(&case).trim_end_matches(": "), expected, "{case:#}");
}

fn bucket(effect: &str, element: &str, principal: Value) -> Value {
    document(json!({
        "Effect": effect, element: principal, "Action": "s3:*", "Resource": "arn:aws:s3:::bucket/*",
    }))
}

#[test]
fn in_one_account_either_side_may_let_in_and_across_accounts_both_must() {
    let own = || json!([allow("s3:GetObject")]);
    let named = |name: &str| bucket("Allow", "Principal", json!({ "AWS": name }));
    read(ALICE, json!({ "identityPolicies": own() }), "allowed");
    read(ALICE, json!({}), "implicitDeny: identity");
    read(ALICE, json!({ "resourcePolicy": named(BOB) }), "implicitDeny: identity resource");
    read(ALICE, json!({ "resourcePolicy": named(ALICE) }), "allowed");
    read(ALICE, json!({ "resourcePolicy": named("111111111111") }), "implicitDeny: identity");
    read(BOB, json!({ "identityPolicies": own() }), "implicitDeny: resource");
    read(BOB, json!({ "resourcePolicy": named(BOB) }), "implicitDeny: identity");
    read(BOB, json!({ "identityPolicies": own(), "resourcePolicy": named(BOB) }), "allowed");
    read("arn:aws:iam::111111111111:root", json!({}), "allowed");
    read("anonymous", json!({ "resourcePolicy": named("*") }), "allowed");
    read("anonymous", json!({ "identityPolicies": own() }), "implicitDeny: resource");

    let federated = "arn:aws:sts::111111111111:federated-user/Ann";
    let both = json!({ "identityPolicies": own(), "sessionPolicies": own() });
    read(federated, json!({ "identityPolicies": own() }), "implicitDeny: session");
    read(federated, both, "allowed");
    read(federated, json!({ "resourcePolicy": named(federated) }), "allowed");
    let user = json!({ "resourcePolicy": named(ALICE), "federatingUser": ALICE });
    read(federated, user, "implicitDeny: session");

    let mut key = json!({
        "Action": "kms:Decrypt", "Resource": "arn:aws:kms:eu-west-1:111111111111:key/1",
        "identityPolicies": [allow("kms:*")],
    });
    read(ALICE, key.clone(), "implicitDeny: resource");
    key["resourcePolicy"] = document(json!({
        "Effect": "Allow", "Principal": { "AWS": "111111111111" }, "Action": "*", "Resource": "*",
    }));
    read(ALICE, key, "allowed");
}

#[test]
fn a_vpc_endpoint_has_its_own_say() {
    let through = |policy: Value| json!({ "identityPolicies": [allow("*")], "vpcEndpointPolicies": [policy] });
    let everyone = json!("*");
    read(ALICE, through(bucket("Allow", "Principal", everyone.clone())), "allowed");
    let other = bucket("Allow", "Principal", json!({ "AWS": BOB }));
    read(ALICE, through(other), "implicitDeny: vpcEndpoint");
    read(
        ALICE,
        through(bucket("Deny", "Principal", everyone.clone())),
        "explicitDeny: vpcEndpoint",
    );
    // "Control access to VPC endpoints using endpoint policies": the default policy lets everyone
    // through, also root and whom a provider vouches for; only a grant has to name these as such.
    let saml = "arn:aws:iam::111111111111:saml-provider/corp";
    let endpoint = || {
        let statement =
            json!({ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" });
        json!([document(statement)])
    };
    let federated = trust(json!({ "Federated": saml }));
    let others = json!({ "vpcEndpointPolicies": endpoint(), "resourcePolicy": federated });
    assume(saml, "", false, others, "allowed");
    let others = json!({ "vpcEndpointPolicies": endpoint(), "resourcePolicy": trust(everyone) });
    assume("arn:aws:iam::111111111111:root", "", false, others, "implicitDeny: trust");
}

#[test]
fn not_principal_exempts_only_whom_it_names_in_full() {
    // "IAM JSON policy elements: NotPrincipal".
    let role = "arn:aws:iam::111111111111:role/R";
    let denied = "explicitDeny: resource";
    for (caller, list, expected) in [
        (SESSION, json!(["111111111111", role, SESSION]), "allowed"),
        (SESSION, json!(["111111111111", role]), denied),
        (SESSION, json!([role, SESSION]), denied),
        (ALICE, json!([ALICE, "arn:aws:iam::111111111111:root"]), "allowed"),
        (ALICE, json!([ALICE]), denied),
        // The name of this session is not known, so no list names it.
        (role, json!(["111111111111", role]), denied),
        (role, json!(["*"]), "allowed"),
    ] {
        let policy = bucket("Deny", "NotPrincipal", json!({ "AWS": list }));
        let mut others = json!({ "identityPolicies": [allow("*")], "resourcePolicy": policy });
        read(caller, others.clone(), expected);
        others["permissionsBoundary"] = allow("*");
        read(caller, others, denied);
    }
}

#[test]
fn actions_and_resources_match_by_their_rules() {
    // "IAM JSON policy elements: Action", "… NotAction", "… Resource", "… NotResource".
    let statement = |action: &str, name: &str, resource: &str| {
        let statement = json!({ "Effect": "Allow", action: name, "Resource": resource });
        json!({ "identityPolicies": [document(statement)] })
    };
    let silent = "implicitDeny: identity";
    for (action, expected) in [
        ("S3:getobject", "allowed"),
        ("s3:Get*", "allowed"),
        ("s3:?etObject", "allowed"),
        ("*", "allowed"),
        ("s3:GetObjectAcl", silent),
        ("s3:GetObject?", silent),
        ("sts:*", silent),
    ] {
        read(ALICE, statement("Action", action, "*"), expected);
        let opposite = if expected == silent { "allowed" } else { silent };
        read(ALICE, statement("NotAction", action, "*"), opposite);
    }
    for (resource, expected) in [
        ("arn:aws:s3:::bucket/*", "allowed"),
        ("arn:aws:s3:::bucket/team/?lice/*", "allowed"),
        ("arn:aws:s3:::bucket/team/${aws:username}/*", "allowed"),
        ("arn:aws:s3:::*", "allowed"),
        ("arn:aws:s3:*", "allowed"),
        ("arn:aws:*", "allowed"),
        ("arn:aws:s3:*:bucket/*", silent),
        ("arn:aws:s3:?*", silent),
        ("arn:aws:s3::*e*", silent),
        ("arn:aws:s?*", "allowed"),
        ("arn:aws:s3:", silent),
        ("arn:aws:s3:${*}", silent),
        ("arn:aws:s3:::Bucket/*", silent),
        ("arn:aws:s3:::bucket/team/alice", silent),
        ("arn:aws:s3:::bucket/team/${aws:PrincipalTag/team}/*", silent),
        ("arn:aws:s3:::bucket/team/${aws:PrincipalTag/team, 'alice'}/*", "allowed"),
        ("arn:aws:s3:::bucket/${*}", silent),
    ] {
        read(ALICE, statement("Action", "s3:*", resource), expected);
    }
    let mut old = statement("Action", "s3:*", "arn:aws:s3:::bucket/team/${aws:username}/*");
    old["identityPolicies"][0]["Version"] = json!("2008-10-17");
    read(ALICE, old, silent);
    let excluding = |resource: &str| {
        let statement = json!({ "Effect": "Deny", "Action": "s3:*", "NotResource": resource });
        json!({ "identityPolicies": [allow("*"), document(statement)] })
    };
    read(ALICE, excluding("arn:aws:s3:::bucket/*"), "allowed");
    read(ALICE, excluding("arn:aws:s3:::${aws:PrincipalTag/none}*"), "explicitDeny: identity");
}

/// One test of one key that is absent (`null`) or has values.
#[track_caller]
fn condition(operator: &str, wanted: Value, given: Value, passes: bool) {
    let statement = json!({
        "Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": { operator: { "aws:RequestTag/k": wanted } },
    });
    let others = json!({
        "identityPolicies": [document(statement)],
        "context": { "AWS:requesttag/K": given, "aws:PrincipalTag/star": "*", "aws:x": "true" },
    });
    read(ALICE, others, if passes { "allowed" } else { "implicitDeny: identity" });
}

#[test]
fn lists_missing_keys_and_qualifiers_follow_one_rule_for_every_operator() {
    // "Conditions with multiple context keys or values", "Single-valued vs. multivalued context
    // keys". Two values of which the first fits, and two that do not.
    for (operator, fits, other) in [
        ("StringEquals", "a", "b"),
        ("StringEqualsIgnoreCase", "A", "b"),
        ("StringLike", "a*", "b"),
        ("NumericEquals", "1.0", "2"),
        ("DateEquals", "1970-01-01T00:00:01Z", "2020-01-01"),
        ("Bool", "True", "false"),
        ("BinaryEquals", "QQ==", "Qg=="),
        ("IpAddress", "10.0.0.0/8", "11.0.0.0/8"),
        ("ArnEquals", "arn:aws:s3:::*", "arn:aws:s3:::c"),
        ("ArnLike", "arn:aws:*:::b", "arn:aws:s3:::c"),
    ] {
        let given = match operator {
            "NumericEquals" | "DateEquals" => "1",
            "Bool" => "true",
            "BinaryEquals" => "QQ==",
            "IpAddress" => "10.1.2.3",
            _ if operator.starts_with("Arn") => "arn:aws:s3:::b",
            _ => "a",
        };
        let not = match operator {
            "Bool" | "BinaryEquals" => None,
            "IpAddress" => Some("NotIpAddress".to_owned()),
            "StringLike" | "ArnLike" => Some(operator.replace("Like", "NotLike")),
            _ => Some(operator.replace("Equals", "NotEquals")),
        };
        let both = json!([fits, other]);
        for (operator, positive) in [(Some(operator.to_owned()), true), (not, false)] {
            let Some(operator) = operator else { continue };
            condition(&operator, both.clone(), json!(given), positive);
            condition(&operator, json!(other), json!(given), !positive);
            condition(&operator, json!([]), json!(given), !positive);
            condition(&operator, both.clone(), json!(null), !positive);
            condition(&operator, both.clone(), json!([]), !positive);
            condition(&operator, both.clone(), json!([given, given]), false);
            let if_exists = format!("{operator}IfExists");
            condition(&if_exists, json!(other), json!(null), true);
            condition(&if_exists, json!(other), json!(given), !positive);
            for (qualifier, missing) in [("ForAllValues", true), ("ForAnyValue", false)] {
                let qualified = format!("{qualifier}:{operator}");
                condition(&qualified, both.clone(), json!(null), missing);
                condition(&qualified, both.clone(), json!([]), missing);
                condition(&qualified, both.clone(), json!([""]), missing);
                condition(&format!("{qualified}IfExists"), both.clone(), json!(null), true);
                condition(&qualified, both.clone(), json!([given, given]), positive);
                condition(&qualified, json!(other), json!([given, given]), !positive);
                condition(&qualified, json!(other), json!([given, "x"]), !positive);
                // One value of two fits: enough for any, in both directions, and never for all.
                condition(&qualified, json!(fits), json!([given, "-"]), qualifier == "ForAnyValue");
                condition(&qualified, json!([]), json!(given), false);
            }
        }
    }
}

#[test]
fn each_operator_compares_in_its_own_way() {
    // "IAM JSON policy elements: Condition operators".
    for (operator, wanted, given, passes) in [
        ("StringEquals", "a*", "ab", false),
        ("StringEquals", "A", "a", false),
        ("StringLike", "a?c", "abc", true),
        ("StringLike", "a?c", "ac", false),
        ("StringLike", "arn:*", "arn:aws:s3:::b", true),
        ("StringLike", "${*}", "x", false),
        ("StringLike", "${*}", "*", true),
        ("StringLike", "${?}", "x", false),
        ("StringLike", "${aws:PrincipalTag/star}", "x", false),
        ("StringLike", "${aws:PrincipalTag/star}?", "*x", true),
        ("StringEquals", "${aws:username}", "alice", true),
        ("StringEquals", "${AWS:UserName}", "alice", true),
        ("StringEquals", "${aws:TokenIssueTime}", "x", false),
        ("StringNotEquals", "${aws:TokenIssueTime}", "x", true),
        ("StringEquals", "${aws:TokenIssueTime, 'x'}", "x", true),
        ("StringEquals", "${aws:username", "${aws:username", true),
        ("Bool", "${aws:x}", "true", true),
        ("NumericLessThan", "10", "9.99", true),
        ("NumericLessThan", "10", "10", false),
        ("NumericLessThanEquals", "10", "10.0", true),
        ("NumericGreaterThan", "-1", "0", true),
        ("NumericGreaterThanEquals", "1", "0.1", false),
        ("NumericEquals", "0.30", "0.3", true),
        ("NumericEquals", "x", "x", false),
        ("NumericNotEquals", "x", "x", true),
        ("DateLessThan", "2020-01-01", "2019-12-31T23:59:59.9Z", true),
        ("DateEquals", "2020", "1577836800", true),
        ("DateEquals", "2020-01", "2020-01-01T01:00+01:00", true),
        ("DateEquals", "2020-02-29", "2020-02-28T23:30:00.00-00:30", true),
        ("DateGreaterThan", "2021-02-29", "2022-01-01", false),
        ("DateNotEquals", "2021-02-29", "2022-01-01", true),
        ("DateGreaterThanEquals", "1969-12-31", "0", true),
        ("IpAddress", "10.1.2.3", "10.1.2.3", true),
        ("IpAddress", "2001:db8::/32", "2001:DB8:1::1", true),
        ("IpAddress", "2001:db8::/32", "203.0.113.1", false),
        ("NotIpAddress", "2001:db8::/32", "203.0.113.1", true),
        ("IpAddress", "0.0.0.0/0", "::1", false),
        ("IpAddress", "10.1.2.3/+8", "10.1.2.3", false),
        ("IpAddress", "10.1.2.3/33", "10.1.2.3", false),
        ("BinaryEquals", "%%%%", "%%%%", false),
        ("ArnLike", "arn:aws:iam::111111111111:*", "arn:aws:iam::111111111111:role/a/b", true),
        ("ArnEquals", "arn:aws:*:b", "arn:aws:s3:::b", false),
        ("ArnLike", "*", "arn:aws:s3:::b", false),
        ("ArnNotLike", "*", "arn:aws:s3:::b", true),
        ("ArnLike", "arn:aws:sns:*:*:t", "arn:aws:sns:eu-west-1:1:t:u", false),
        ("ArnEquals", "${aws:PrincipalArn}", ALICE, true),
        ("Null", "false", "", true),
        ("Null", "true", "a", false),
        ("ForAllValues:Null", "true", "a", true),
        ("ForAnyValue:Null", "false", "a", false),
    ] {
        condition(operator, json!(wanted), json!(given), passes);
    }
    condition("Null", json!(true), json!(null), true);
    condition("Null", json!("false"), json!([]), false);
    condition("NumericEquals", json!(5), json!("5.0"), true);
    condition("Bool", json!(false), json!("FALSE"), true);
}

#[test]
fn it_is_at_most_five_hundred_lines_and_uses_nothing_of_the_engine() {
    let sources = [
        include_str!("../src/reference.rs"),
        include_str!("../src/reference/case.rs"),
        include_str!("../src/reference/statement.rs"),
        include_str!("../src/reference/text.rs"),
    ];
    let lines: usize = sources.iter().map(|source| source.lines().count()).sum();
    assert!(lines <= 500, "{lines} lines");
    for name in ["iam::", "policy::", "sts::", "simulator::", "wire::", "crate::"] {
        let uses = |line: &&str| line.contains(name) && !line.contains('"');
        let found: Vec<_> = sources.iter().flat_map(|source| source.lines()).filter(uses).collect();
        assert_eq!(found, [""; 0], "{name}");
    }
}
