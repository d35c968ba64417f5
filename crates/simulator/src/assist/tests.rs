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
    said(
        r#"{"Statement":[{"Action":"s3:Get|*"}]}"#,
        "2 of the 3 actions of Amazon S3: GetObject, GetObjectAcl.",
    );
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

/// A world with everything that a policy can name.
fn large_world() -> Scenario {
    let mut scenario = world();
    let account = &mut scenario.accounts[0];
    let oidc = "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com";
    account.oidc_providers.push(crate::scenario::OidcProvider::new(oidc.parse().unwrap()));
    let bucket = "arn:aws:s3:::reports".parse().unwrap();
    let owner = "111111111111".parse().ok();
    scenario.resources.push(crate::scenario::Resource::new(bucket, owner));
    scenario
}

/// What is said of the bar in a statement with these members.
fn said(kind: PolicyType, members: &str) -> String {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{{{members}}}]}}"#);
    let offset = text.find('|').unwrap();
    let (scenario, services) = (large_world(), Services::new(FILE));
    let assist = Assist { kind, scenario: &scenario, services: Some(&services) };
    let found = assist.explain(&text.replacen('|', "", 1), offset);
    found.map(|found| format!("{}: {}", found.title, found.words.join(" "))).unwrap_or_default()
}

#[test]
fn every_kind_of_key_has_a_meaning() {
    let key = |name: &str| {
        said(PolicyType::Trust, &format!(r#""Condition":{{"StringEquals":{{"{name}|":"x"}}}}"#))
    };
    let cases = [
        (
            "token.actions.githubusercontent.com:sub",
            "The subject of the token: whom or what its issuer made it for. Its issuer is the OpenID Connect provider of Production (111111111111) in this scenario.",
        ),
        (
            "token.actions.githubusercontent.com:job_workflow_ref",
            "The claim job_workflow_ref of the token. For the trust policy alone",
        ),
        (
            "oidc.eks.eu-west-1.amazonaws.com/id/ABC:aud",
            "its azp where it has one, else its aud. No account of this scenario has a provider for its issuer.",
        ),
        ("idp.example.com:8443:amr", "How whoever signed in proved it."),
        ("idp.example.com:groups", "AWS makes no condition key of the claim groups"),
        (
            "graph.facebook.com:app_id",
            "The claim app_id of the token. For the trust policy alone: the session does not carry it. Its issuer is a built-in provider",
        ),
        ("cognito-identity.amazonaws.com:aud", "The id of the Cognito identity pool."),
        ("saml:aud", "The endpoint that the SAML assertion was presented to."),
        ("saml:namequalifier", "A hash of issuer, account and provider"),
        (
            "saml:eduPersonAffiliation",
            "The attribute urn:oid:1.3.6.1.4.1.5923.1.1.1.1 of the SAML assertion. For the trust policy alone: the session does not carry it. Several values.",
        ),
        ("aws:RequestTag/team", "A tag that the request brings"),
        ("s3:prefix", "A condition key of Amazon S3 (String)."),
    ];
    for (name, wanted) in cases {
        let found = key(name);
        assert!(found.contains(wanted), "{name}: {found}");
    }
}

#[test]
fn patterns_of_actions_say_what_they_cover() {
    let action = |kind, name: &str| said(kind, &format!(r#""Action":["{name}|"]"#));
    let cases = [
        (PolicyType::Identity, "sts:*", "Every one of the 16 actions of AWS STS."),
        (
            PolicyType::Trust,
            "sts:Assume*",
            "4 of the 16 actions of AWS STS: AssumeRole, AssumeRoleWithSAML, AssumeRoleWithWebIdentity, AssumeRoot. 3 of them, of 6, are calls",
        ),
        (PolicyType::Identity, "STS:tag?ession", "1 of the 16 actions of AWS STS: TagSession."),
        (PolicyType::Identity, "sts:assumerole", "Take a role"),
        (PolicyType::Identity, "s3:Delete*", "None of the 3 actions of Amazon S3."),
        (PolicyType::Identity, "*:Get*", "2 actions of 1 service."),
        (PolicyType::Identity, "*:*", "Every action of every service."),
        (PolicyType::Identity, "none:*", "No service is known whose actions begin with none."),
    ];
    for (kind, name, wanted) in cases {
        let found = action(kind, name);
        assert!(found.contains(wanted), "{name}: {found}");
    }
}

#[test]
fn every_kind_of_principal_has_a_meaning() {
    let trust = |members: &str| said(PolicyType::Trust, members);
    let cases = [
        (r#""Principal":"*|""#, "Everybody in every account whose own policies allow the call."),
        (r#""Principal":{"AWS":"*|"}"#, "Only a Condition narrows that."),
        (
            r#""Principal":{"AWS":"arn:aws:iam::111111111111:ro|ot"}"#,
            "As a principal it means the whole account",
        ),
        (
            r#""Principal":{"AWS":"9999|99999999"}"#,
            "An account that this scenario does not have; it is assumed to exist. As a principal",
        ),
        (
            r#""Principal":{"AWS":"arn:aws:iam::999999999999:role/x|"}"#,
            "An account that this scenario does not have",
        ),
        (r#""Principal":{"AWS":"AROA|EXAMPLEEXAMPLEEXA"}"#, "The unique id of a role"),
        (
            r#""Principal":{"AWS":"arn:aws:sts::111111111111:assumed-role/Deploy/al|ice"}"#,
            "A session of the role of Production (111111111111) in this scenario. The one whose RoleSessionName is alice.",
        ),
        (
            r#""Principal":{"AWS":"arn:aws:sts::111111111111:federated-user/b|ob"}"#,
            "GetFederationToken gives under the name bob",
        ),
        (
            r#""Principal":{"Service":"ec2.amazon|aws.com"}"#,
            "Amazon EC2, an AWS service that acts by itself.",
        ),
        (
            r#""Principal":{"Service":"lambda.amazonaws.com.c|n"}"#,
            "An AWS service that acts by itself.",
        ),
        (
            r#""Principal":{"Federated":"cognito-identity.amazonaws.co|m"}"#,
            "A built-in identity provider",
        ),
        (
            r#""Principal":{"Federated":"arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.co|m"}"#,
            "The OpenID Connect provider of Production",
        ),
        (r#""Principal":{"CanonicalUser":"79a59df9|00b949e5"}"#, "canonical user id"),
    ];
    for (members, wanted) in cases {
        let found = trust(members);
        assert!(found.contains(wanted), "{members}: {found}");
    }
    assert!(said(PolicyType::Resource, r#""Principal":"*|""#).contains("who is not signed in"));
}

#[test]
fn every_kind_of_value_has_a_meaning() {
    let identity = |members: &str| said(PolicyType::Identity, members);
    let test = |operator: &str, key: &str, value: &str| {
        identity(&format!(r#""Condition":{{"{operator}":{{"{key}":"{value}"}}}}"#))
    };
    let cases = [
        (identity(r#""Resource":"*|""#), "*: Every resource."),
        (
            identity(r#""Resource":"arn:aws:s3:::reports/a.js|on""#),
            "In the resource of 111111111111 in this scenario: arn:aws:s3:::reports.",
        ),
        (
            identity(r#""Resource":"arn:aws:s3:::reports/*|""#),
            "A pattern for what is in the resource of 111111111111",
        ),
        (
            identity(r#""Resource":"arn:aws:s3:::reports/${aws:Principal|Tag/team}/*""#),
            "${aws:PrincipalTag/team}: Stands for the value of aws:PrincipalTag/team in the request. A tag of the caller",
        ),
        (
            test("StringEquals", "sts:RoleSessionName", "${aws:user|name, 'x'}"),
            "Where the key is missing it stands for x.",
        ),
        (test("StringLike", "s3:prefix", "a/${*|}"), "${*}: The letter * itself."),
        (
            test("ArnLike", "aws:PrincipalArn", "arn:aws:sts::111111111111:assumed-role/Deploy/|*"),
            "Any session of the role of Production",
        ),
        (
            test("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3|d4e5"),
            "The organization of this scenario.",
        ),
        (
            test("StringEquals", "aws:PrincipalAccount", "1111|11111111"),
            "The account Production (111111111111) in this scenario.",
        ),
        (test("StringEquals", "iam:PassedToService", "ec2.amazonaws.com|"), "Amazon EC2"),
        (test("Null", "aws:SourceIdentity", "fal|se"), "aws:SourceIdentity must be there."),
        (
            test("Bool", "aws:SecureTransport", "fal|se"),
            "What aws:SecureTransport is compared with. True for the same truth, true or false.",
        ),
        (
            test("IpAddress", "aws:SourceIp", "203.0.113.0|/24"),
            "True for an address within the network.",
        ),
        (
            test("DateLessThan", "aws:CurrentTime", "2026-01-01|T00:00:00Z"),
            "True for an earlier moment.",
        ),
        (
            test("StringLike", "aws:RequestTag/team", "we|b*"),
            "True for text in which * stands for any letters",
        ),
    ];
    for (found, wanted) in cases {
        assert!(found.contains(wanted), "{wanted}: {found}");
    }
    let old = explained(PolicyType::Identity, r#"{"Statement":[{"Resource":"${aws:user|name}"}]}"#);
    assert!(old.unwrap().contains("Plain text: only Version 2012-10-17 knows variables."));
}

#[test]
fn values_of_tags_and_audiences_are_those_of_the_scenario() {
    use crate::scenario::{Operation, Step, StsCall, TagEntry};
    let mut scenario = large_world();
    let account = &mut scenario.accounts[0];
    account.users[0].tags.push(TagEntry::new("team", "web"));
    account.oidc_providers[0].client_ids.push("sts.amazonaws.com".into());
    let mut request = sts::request::AssumeRole::default();
    request.tags.push(sts::request::RequestTag { key: "Project".into(), value: "blue".into() });
    let call = StsCall::new(sts::request::Call::AssumeRole(request));
    scenario.steps.push(Step::new("one", Operation::Sts(call)));
    let offered = |key: &str| {
        let text =
            format!(r#"{{"Statement":[{{"Condition":{{"StringEquals":{{"{key}":"|"}}}}}}]}}"#);
        let offset = text.find('|').unwrap();
        let assist = Assist { kind: PolicyType::Trust, scenario: &scenario, services: None };
        let found = assist.complete(&text.replacen('|', "", 1), offset, true);
        found.into_iter().map(|one| one.label).collect::<Vec<_>>()
    };
    assert_eq!(offered("aws:PrincipalTag/Team"), ["web"]);
    assert_eq!(offered("aws:RequestTag/Project"), ["blue"]);
    assert_eq!(offered("aws:TagKeys"), ["team", "Project"]);
    assert_eq!(offered("token.actions.githubusercontent.com:aud"), ["sts.amazonaws.com"]);
}

#[test]
fn the_claims_that_are_offered_are_keys() {
    let text = r#"{"Statement":[{"Condition":{"StringEquals":{"|"}}}]}"#;
    let offset = text.find('|').unwrap();
    let scenario = large_world();
    let assist = Assist { kind: PolicyType::Trust, scenario: &scenario, services: None };
    let offered = assist.complete(&text.replacen('|', "", 1), offset, true);
    let claims: Vec<&str> = offered
        .iter()
        .filter_map(|one| one.label.strip_prefix("token.actions.githubusercontent.com:"))
        .collect();
    assert!(claims.starts_with(&["aud", "sub", "amr", "oaud"]), "{claims:?}");
    assert!(claims.contains(&"job_workflow_ref") && !claims.contains(&"azp"), "{claims:?}");
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
