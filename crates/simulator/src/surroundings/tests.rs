//! Each finding where it is, and beside what it is not.

use std::rc::Rc;

use iam::{AccountId, PolicyType, Timestamp};

use crate::{
    Scenario, findings,
    scenario::{Account, Document, DocumentAddress, Organization, OrganizationalUnit, Role, Start},
};

fn account(text: &str) -> AccountId {
    text.parse().expect("an account's id")
}

/// A role `R` in account 111111111111 with that trust policy.
fn scenario(trust: &str, longest: Option<i64>) -> Scenario {
    let mut scenario = Scenario::new("", Start::new("111111111111", Timestamp::from_seconds(0)));
    let mut own = Account::new(account("111111111111"));
    let mut role = Role::new("R", Document::new(trust.to_owned()));
    role.max_session_duration = longest;
    own.roles.push(role);
    scenario.accounts.push(own);
    scenario
}

fn trust(principal: &str, condition: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":{principal}}},"Action":"sts:AssumeRole"{condition}}}]}}"#
    )
}

/// Whether the role's trust policy has that finding, and where.
fn of_trust(scenario: &Scenario, code: &str) -> Option<String> {
    let text = scenario.accounts[0].roles[0].trust_policy.shared();
    let address = DocumentAddress::Trust { account: scenario.accounts[0].id, role: "R".into() };
    found(scenario, &address, PolicyType::Trust, &text, code)
}

fn found(
    scenario: &Scenario,
    address: &DocumentAddress,
    kind: PolicyType,
    text: &Rc<str>,
    code: &str,
) -> Option<String> {
    let all = findings(scenario, address, kind, Rc::clone(text));
    let finding = all.iter().find(|finding| finding.code == code)?;
    assert_eq!(finding.refusal, None, "the service saves it");
    Some(finding.span.of(text).to_owned())
}

fn member(scenario: &mut Scenario, accounts: &[&str]) {
    scenario.organization = Some(Organization {
        id: "o-exampleorgid".into(),
        management_account: account("777788889999"),
        service_control_policies_enabled: None,
        enabled_features: Vec::new(),
        delegated_administrators: Vec::new(),
        policies: Vec::new(),
        root: OrganizationalUnit {
            units: vec![OrganizationalUnit {
                accounts: accounts.iter().map(|id| account(id)).collect(),
                ..OrganizationalUnit::default()
            }],
            ..OrganizationalUnit::default()
        },
        layout: Default::default(),
    });
}

const THIRD: &str = "THIRD_PARTY_WITHOUT_EXTERNAL_ID";

// AWS: "Access to AWS accounts owned by third parties".
#[test]
fn an_account_of_somebody_else_is_asked_for_an_external_id() {
    let vendor = r#""222222222222""#;
    let open = scenario(&trust(vendor, ""), None);
    assert_eq!(of_trust(&open, THIRD).as_deref(), Some(vendor));
    let role = r#""arn:aws:iam::222222222222:role/collector""#;
    assert_eq!(of_trust(&scenario(&trust(role, ""), None), THIRD).as_deref(), Some(role));
    for held_back in [
        r#","Condition":{"StringEquals":{"sts:externalid":"42"}}"#,
        r#","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#,
        r#","Condition":{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-1/*"}}"#,
    ] {
        assert_eq!(of_trust(&scenario(&trust(vendor, held_back), None), THIRD), None);
    }
    for open in [
        r#","Condition":{"StringNotEquals":{"sts:ExternalId":"42"}}"#,
        r#","Condition":{"StringEqualsIfExists":{"sts:ExternalId":"42"}}"#,
        r#","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}"#,
    ] {
        let open = scenario(&trust(vendor, open), None);
        assert_eq!(of_trust(&open, THIRD).as_deref(), Some(vendor));
    }
    assert_eq!(of_trust(&scenario(&trust(r#""111111111111""#, ""), None), THIRD), None);
    let denied = trust(vendor, "").replace("Allow", "Deny");
    assert_eq!(of_trust(&scenario(&denied, None), THIRD), None);
    let tagged = trust(vendor, "").replace("sts:AssumeRole", "sts:TagSession");
    assert_eq!(of_trust(&scenario(&tagged, None), THIRD), None);
}

#[test]
fn somebody_else_is_who_is_not_in_the_organization_or_without_one_not_in_the_scenario() {
    let mut known = scenario(&trust(r#""222222222222""#, ""), None);
    known.accounts.push(Account::new(account("222222222222")));
    assert_eq!(of_trust(&known, THIRD), None);
    member(&mut known, &["111111111111"]);
    assert!(of_trust(&known, THIRD).is_some(), "in the scenario, and of no organization");
    member(&mut known, &["111111111111", "222222222222"]);
    assert_eq!(of_trust(&known, THIRD), None);
    member(&mut known, &["333333333333"]);
    assert_eq!(of_trust(&known, THIRD), None, "the role's account is of no organization");
    let mut managed = scenario(&trust(r#""777788889999""#, ""), None);
    member(&mut managed, &["111111111111"]);
    assert_eq!(of_trust(&managed, THIRD), None, "the management account is a member");
}

const HOUR: &str = "SESSION_DURATION_BEYOND_ROLE_CHAINING";

// AWS: "Update the maximum session duration for a role".
#[test]
fn more_than_an_hour_is_of_no_use_where_only_roles_come() {
    let role = r#""arn:aws:iam::111111111111:role/R""#;
    let found =
        |principal: &str, longest| of_trust(&scenario(&trust(principal, ""), longest), HOUR);
    assert_eq!(found(role, Some(3601)).as_deref(), Some(role));
    assert_eq!(found(role, Some(3600)), None);
    assert_eq!(found(role, None), None);
    let session = r#""arn:aws:sts::111111111111:assumed-role/R/s""#;
    assert_eq!(found(session, Some(7200)).as_deref(), Some(session));
    for longer in [
        r#"["arn:aws:iam::111111111111:role/R","arn:aws:iam::111111111111:user/alice"]"#,
        r#"["arn:aws:iam::111111111111:role/R","111111111111"]"#,
        r#""*""#,
    ] {
        assert_eq!(found(longer, Some(7200)), None, "{longer}");
    }
    let denied = trust(role, "").replace("Allow", "Deny");
    assert_eq!(of_trust(&scenario(&denied, Some(7200)), HOUR), None, "nobody is let in");
}

const ITSELF: &str = "ROLE_IS_NOT_TRUSTED_BY_ITSELF";

// AWS: "Troubleshoot IAM roles".
#[test]
fn a_role_takes_itself_only_where_its_trust_policy_lets_it_in() {
    let policy = |resource: &str| -> Rc<str> {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"{resource}"}}]}}"#
        )
        .into()
    };
    let own = "arn:aws:iam::111111111111:role/R";
    let found = |principal: &str, resource: &str| {
        let scenario = scenario(&trust(principal, ""), None);
        let address = DocumentAddress::RolePolicy {
            account: scenario.accounts[0].id,
            role: "R".into(),
            policy: "p".into(),
        };
        found(&scenario, &address, PolicyType::Identity, &policy(resource), ITSELF)
    };
    let alice = r#""arn:aws:iam::111111111111:user/alice""#;
    assert_eq!(found(alice, own), Some(format!("\"{own}\"")));
    assert_eq!(found(r#""222222222222""#, own), Some(format!("\"{own}\"")));
    assert_eq!(found(alice, "arn:aws:iam::111111111111:role/Q"), None);
    assert_eq!(found(alice, "*"), None, "nobody says that the role itself is meant");
    for lets_in in [
        r#""arn:aws:iam::111111111111:role/R""#,
        r#""arn:aws:sts::111111111111:assumed-role/R/s""#,
        r#""111111111111""#,
        r#""*""#,
        r#""AROAEXAMPLE0000000000""#,
    ] {
        assert_eq!(found(lets_in, own), None, "{lets_in}");
    }
}
