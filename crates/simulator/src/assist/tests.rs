//! What is offered and explained, by hand, in a world of one account.

use iam::Timestamp;

use super::*;
use crate::scenario::{Account, Document, Organization, Role, Start, User};

const FILE: &str = "=ec2\tAmazon EC2\nL DescribeVpcs\n=s3\tAmazon S3\nL ListBucket\nR GetObject GetObjectAcl\n@bucket arn:${Partition}:s3:::${BucketName}\n?s3:prefix String\n";

fn world() -> Scenario {
    let mut scenario = Scenario::new("", Start::new("111111111111", Timestamp::from_seconds(0)));
    let mut account = Account::new("111111111111".parse().unwrap());
    account.name = Some("Production".into());
    account.roles.push(Role::new("Deploy", Document::new("{}")));
    account.users.push(User::new("alice"));
    scenario.accounts.push(account);
    scenario.organization =
        Some(Organization::new("o-a1b2c3d4e5", "111111111111".parse().unwrap()));
    scenario
}

/// What is offered at the bar.
fn offered(kind: PolicyType, text: &str) -> Vec<Completion> {
    let offset = text.find('|').unwrap();
    let (scenario, services) = (world(), Services::new(FILE));
    let assist = Assist { kind, scenario: &scenario, services: Some(&services) };
    assist.complete(&text.replacen('|', "", 1), offset, true)
}

fn labels(kind: PolicyType, text: &str) -> Vec<String> {
    offered(kind, text).into_iter().map(|one| one.label).collect()
}

/// The text after that completion was taken, with the caret as a bar.
fn taken(kind: PolicyType, text: &str, label: &str) -> String {
    let chosen = offered(kind, text).into_iter().find(|one| one.label == label).unwrap();
    let text = text.replacen('|', "", 1);
    let mut insert = chosen.insert.replace(CARET, "|");
    if !insert.contains('|') {
        insert.push('|');
    }
    format!("{}{insert}{}", &text[..chosen.span.range().start], &text[chosen.span.range().end..])
}

fn explained(kind: PolicyType, text: &str) -> Option<String> {
    let offset = text.find('|').unwrap();
    let (scenario, services) = (world(), Services::new(FILE));
    let assist = Assist { kind, scenario: &scenario, services: Some(&services) };
    let found = assist.explain(&text.replacen('|', "", 1), offset)?;
    Some(format!("{}: {}", found.title, found.words.join(" ")))
}

#[test]
fn a_document_and_a_statement_offer_their_elements() {
    assert_eq!(labels(PolicyType::Trust, "{|}"), ["Version", "Id", "Statement"]);
    assert_eq!(labels(PolicyType::Trust, r#"{"Version":"2012-10-17",|}"#), ["Id", "Statement"]);
    assert_eq!(
        labels(PolicyType::Trust, r#"{"Statement":[{"Effect":"Allow",|}]}"#),
        ["Sid", "Principal", "Action", "NotAction", "Condition"]
    );
    assert_eq!(
        labels(PolicyType::Identity, r#"{"Statement":[{"Effect":"Allow","NotAction":"a",|}]}"#),
        ["Sid", "Resource", "NotResource", "Condition"]
    );
    assert!(
        labels(PolicyType::Resource, r#"{"Statement":{|}}"#).contains(&"NotPrincipal".to_owned())
    );
}

#[test]
fn a_name_is_written_with_what_belongs_behind_it() {
    let trust = PolicyType::Trust;
    assert_eq!(taken(trust, "{\n  |\n}", "Version"), "{\n  \"Version\": \"2012-10-17\"|\n}");
    assert_eq!(taken(trust, "{ \"Ver|\" }", "Version"), "{ \"Version\": \"2012-10-17\"| }");
    assert_eq!(taken(trust, "{ \"Ver|\": \"x\" }", "Version"), "{ \"Version|\": \"x\" }");
    assert_eq!(
        taken(trust, "{ Ver|\n \"Id\": \"x\" }", "Version"),
        "{ \"Version\": \"2012-10-17\",|\n \"Id\": \"x\" }"
    );
    assert_eq!(
        taken(trust, r#"{"Statement":[{"Princ|"}]}"#, "Principal"),
        r#"{"Statement":[{"Principal": { "AWS": "|" }}]}"#
    );
    assert_eq!(
        taken(trust, r#"{"Statement":[{"Condition":{|}}]}"#, "Bool"),
        r#"{"Statement":[{"Condition":{"Bool": { | }}}]}"#
    );
}

#[test]
fn values_are_offered_by_their_place() {
    assert_eq!(labels(PolicyType::Trust, r#"{"Version":"|"}"#), ["2012-10-17", "2008-10-17"]);
    assert_eq!(labels(PolicyType::Trust, r#"{"Statement":[{"Effect":|}]}"#), ["Allow", "Deny"]);
    assert_eq!(
        taken(PolicyType::Trust, r#"{"Statement":[{"Effect":|}]}"#, "Deny"),
        r#"{"Statement":[{"Effect":"Deny"|}]}"#
    );
    assert_eq!(
        labels(PolicyType::Trust, r#"{"Statement":[{"Principal":{"AWS":"|"}}]}"#),
        [
            "arn:aws:iam::111111111111:root",
            "arn:aws:iam::111111111111:role/Deploy",
            "arn:aws:iam::111111111111:user/alice",
            "*"
        ]
    );
    let services = labels(
        PolicyType::Trust,
        r#"{"Statement":[{"Principal":{"Service":["|","ec2.amazonaws.com"]}}]}"#,
    );
    assert!(services.contains(&"lambda.amazonaws.com".to_owned()));
    assert!(!services.contains(&"ec2.amazonaws.com".to_owned()), "it stands there already");
    let federated = labels(PolicyType::Trust, r#"{"Statement":[{"Principal":{"Federated":"|"}}]}"#);
    assert_eq!(federated[0], "accounts.google.com");
}

#[test]
fn actions_are_those_of_the_kind_and_of_the_service() {
    let trust = labels(PolicyType::Trust, r#"{"Statement":[{"Action":"sts:|"}]}"#);
    assert_eq!(trust.len(), 6);
    assert!(trust.contains(&"sts:AssumeRoleWithSAML".to_owned()));
    let begun = labels(PolicyType::Identity, r#"{"Statement":[{"Action":"|"}]}"#);
    for wanted in ["sts:AssumeRole", "iam:PassRole", "s3:", "ec2:", "*"] {
        assert!(begun.contains(&wanted.to_owned()), "{wanted}");
    }
    let of_s3 = labels(PolicyType::Identity, r#"{"Statement":[{"Action":"s3:G|"}]}"#);
    for wanted in ["s3:GetObject", "s3:GetObjectAcl", "s3:ListBucket", "s3:*"] {
        assert!(of_s3.contains(&wanted.to_owned()), "{wanted}");
    }
    let read = offered(PolicyType::Identity, r#"{"Statement":[{"Action":"s3:G|"}]}"#);
    assert_eq!(read.iter().find(|one| one.label == "s3:GetObject").unwrap().detail, "Read");
}

#[test]
fn resources_are_those_of_the_scenario_and_the_patterns_of_the_service() {
    let all =
        labels(PolicyType::Identity, r#"{"Statement":[{"Action":"s3:GetObject","Resource":"|"}]}"#);
    assert_eq!(all[0], "*");
    assert!(all.contains(&"arn:aws:iam::111111111111:role/Deploy".to_owned()));
    assert!(all.contains(&"arn:aws:s3:::*".to_owned()), "{all:?}");
}

#[test]
fn operators_come_before_keys_and_keys_before_values() {
    let operators = labels(PolicyType::Trust, r#"{"Statement":[{"Condition":{"|"}}]}"#);
    assert!(
        operators.contains(&"StringEquals".to_owned())
            && operators.contains(&"ForAnyValue:".to_owned())
    );
    let keys = labels(PolicyType::Trust, r#"{"Statement":[{"Condition":{"Bool":{"|"}}}]}"#);
    let truths = [
        "aws:AssumedRoot",
        "aws:MultiFactorAuthPresent",
        "aws:PrincipalIsAWSService",
        "aws:SecureTransport",
        "aws:ViaAWSService",
    ];
    assert_eq!(keys[..5], truths, "those that the operator can compare stand first");
    assert!(keys.contains(&"sts:ExternalId".to_owned()));
    let text = r#"{"Statement":[{"Condition":{"Bool":{"aws:Multi|"}}}]}"#;
    assert_eq!(
        taken(PolicyType::Trust, text, "aws:MultiFactorAuthPresent"),
        r#"{"Statement":[{"Condition":{"Bool":{"aws:MultiFactorAuthPresent": "true"|}}}]}"#
    );
    assert_eq!(
        labels(
            PolicyType::Trust,
            r#"{"Statement":[{"Condition":{"Bool":{"aws:SecureTransport":"|"}}}]}"#
        ),
        ["true", "false"]
    );
    assert_eq!(
        labels(
            PolicyType::Trust,
            r#"{"Statement":[{"Condition":{"StringEquals":{"aws:PrincipalOrgID":"|"}}}]}"#
        ),
        ["o-a1b2c3d4e5"]
    );
    assert_eq!(
        labels(
            PolicyType::Trust,
            r#"{"Statement":[{"Condition":{"ArnLike":{"aws:PrincipalArn":"|"}}}]}"#
        )[1],
        "arn:aws:iam::111111111111:role/Deploy"
    );
    let of_service = labels(
        PolicyType::Identity,
        r#"{"Statement":[{"Action":"s3:ListBucket","Condition":{"StringLike":{"|"}}}]}"#,
    );
    assert!(of_service.contains(&"s3:prefix".to_owned()));
}

#[test]
fn nothing_is_offered_where_nothing_was_begun() {
    let scenario = world();
    let assist = Assist { kind: PolicyType::Trust, scenario: &scenario, services: None };
    assert_eq!(assist.complete("{ }", 1, false), []);
    assert_ne!(assist.complete("{ V }", 3, false), []);
    assert_ne!(assist.complete("{ \"\" }", 3, false), [], "in quotes something was begun");
    assert_eq!(assist.complete("{ \"Version\": \"x\" } ", 19, true), []);
}

#[test]
fn what_stands_there_is_explained() {
    let trust = PolicyType::Trust;
    let said = |text: &str, wanted: &str| {
        let found = explained(trust, text).unwrap_or_default();
        assert!(found.contains(wanted), "{text}: {found}");
    };
    said(r#"{"Statement":[{"Eff|ect":"Deny"}]}"#, "Effect: Whether the statement allows");
    said(r#"{"Statement":[{"Effect":"De|ny"}]}"#, "Deny: The statement denies");
    said(r#"{"Statement":[{"Condition":{"String|Like":{}}}]}"#, "* stands for any letters");
    said(
        r#"{"Statement":[{"Condition":{"StringLike":{"sts:Ext|ernalId":"x"}}}]}"#,
        "each customer its own",
    );
    said(
        r#"{"Statement":[{"Condition":{"StringLike":{"aws:PrincipalTag/te|am":"x"}}}]}"#,
        "A tag of the caller",
    );
    said(r#"{"Statement":[{"Action":"sts:Assume|Role"}]}"#, "Take a role");
    said(
        r#"{"Statement":[{"Action":"s3:GetOb|ject"}]}"#,
        "An action of Amazon S3; access level Read",
    );
    said(r#"{"Statement":[{"Action":"s3:Get|*"}]}"#, "2 actions of Amazon S3");
    said(r#"{"Statement":[{"Action":"s3:Got|"}]}"#, "not known to have");
    said(
        r#"{"Statement":[{"Principal":{"AWS":"arn:aws:iam::111111111111:role/De|ploy"}}]}"#,
        "The role of Production (111111111111)",
    );
    said(
        r#"{"Statement":[{"Principal":{"AWS":"1111|11111111"}}]}"#,
        "The account Production (111111111111) in this scenario. As a principal it means the whole account",
    );
    said(
        r#"{"Statement":[{"Principal":{"AWS":"arn:aws:iam::111111111111:role/Dep|l"}}]}"#,
        "Nothing in this scenario has this ARN",
    );
    said(
        r#"{"Statement":[{"Principal":{"AWS":"arn:aws:sts::111111111111:assumed-role/Deploy/|x"}}]}"#,
        "A session of the role of Production",
    );
    said(
        r#"{"Statement":[{"Resource":"arn:aws:iam::*:role/D|*"}]}"#,
        "A pattern; the role of Production",
    );
    assert_eq!(explained(trust, r#"{"Statement":[{"Sid":"x|"}]}"#), None);
    assert_eq!(explained(trust, "|{}"), None);
}

#[test]
fn any_place_of_any_text_can_be_asked() {
    let texts = [
        "",
        "{",
        r#"{"Statement":[{"Condition":{"ForAnyValue:"#,
        "ä€😀{\"",
        r#"{"Statement":[{"Action":["#,
        "[]]]}}\"\\",
    ];
    let scenario = world();
    for text in texts {
        for kind in PolicyType::ALL {
            let assist = Assist { kind, scenario: &scenario, services: None };
            for offset in 0..text.len() + 2 {
                for one in assist.complete(text, offset, true) {
                    assert!(text.get(one.span.range()).is_some());
                }
                let _ = assist.explain(text, offset);
            }
        }
    }
}
