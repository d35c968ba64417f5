//! Whom a trust policy lets in by each call. Expectations by hand, from "AWS JSON policy elements: Principal" and
//! "Methods to assume a role".

use super::*;
use crate::scenario::{Account, Document, Role, Start};
use iam::Timestamp;

/// Who comes in by each call, a role of account 222222222222 with those statements.
fn who(statements: &str) -> [Vec<String>; 3] {
    let ways = of(statements);
    CALLS.map(|call| ways.of(call).iter().map(told).collect())
}

fn told(admission: &Admission) -> String {
    let Admission { who, conditions, .. } = admission;
    let back = if admission.taken_back_by.is_some() { " taken back" } else { "" };
    match &conditions[..] {
        [] => format!("{who}{back}"),
        keys => format!("{who} if {}{back}", keys.join(" ")),
    }
}

fn of(statements: &str) -> WaysIn {
    let start = Start::new("arn:aws:iam::111111111111:user/alice", Timestamp::from_seconds(0));
    let mut scenario = Scenario::new("", start);
    let mut account = Account::new("222222222222".parse().unwrap());
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    let mut role = Role::new("R", Document::new(text));
    role.max_session_duration = Some(7200);
    account.roles.push(role);
    scenario.accounts.push(account);
    let arn: Arn = "arn:aws:iam::222222222222:role/R".parse().unwrap();
    ways_in(&scenario, &arn).unwrap()
}

const ACCOUNT: &str = r#"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"x"}}}"#;

#[test]
fn an_account_comes_in_by_a_signed_call_alone() {
    let account = "arn:aws:iam::111111111111:root if sts:ExternalId";
    assert_eq!(who(ACCOUNT), [vec![account.to_owned()], vec![], vec![]]);
    assert_eq!(of(ACCOUNT).maximum, 7200);
    assert!(of(ACCOUNT).lets_in(Call::AssumeRole));
    assert!(!of(ACCOUNT).lets_in(Call::WithSaml));
}

#[test]
fn a_provider_comes_in_by_the_call_of_its_kind_and_only_with_that_action() {
    let saml = |action: &str| {
        format!(
            r#"{{"Effect":"Allow","Principal":{{"Federated":"arn:aws:iam::222222222222:saml-provider/idp"}},"Action":"{action}"}}"#
        )
    };
    let provider = vec!["arn:aws:iam::222222222222:saml-provider/idp".to_owned()];
    assert_eq!(who(&saml("sts:AssumeRoleWithSAML")), [vec![], provider.clone(), vec![]]);
    // A wildcard covers all three actions, and a SAML provider still makes one of the calls alone.
    assert_eq!(who(&saml("sts:AssumeRole*")), [vec![], provider, vec![]]);
    assert_eq!(who(&saml("sts:AssumeRole")), [const { Vec::<String>::new() }; 3]);
    let google = r#"{"Effect":"Allow","Principal":{"Federated":"accounts.google.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"accounts.google.com:aud":"a","accounts.google.com:sub":"b"}}}"#;
    let told = "accounts.google.com if accounts.google.com:aud accounts.google.com:sub";
    assert_eq!(who(google), [vec![], vec![], vec![told.to_owned()]]);
}

#[test]
fn everyone_in_an_allow_means_nobody_of_a_provider() {
    let all = r#"{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}}}"#;
    assert_eq!(who(all), [vec!["* if aws:PrincipalOrgID".to_owned()], vec![], vec![]]);
}

#[test]
fn a_deny_without_conditions_takes_it_back_and_one_with_conditions_does_not() {
    let deny = |condition: &str| {
        format!(
            r#"{ACCOUNT},{{"Effect":"Deny","Principal":{{"AWS":"111111111111"}},"Action":"sts:AssumeRole"{condition}}}"#
        )
    };
    let (back, open) = (deny(""), deny(r#","Condition":{"Bool":{"aws:SecureTransport":"false"}}"#));
    assert_eq!(of(&back).of(Call::AssumeRole)[0].taken_back_by, Some(1));
    assert!(!of(&back).lets_in(Call::AssumeRole));
    assert!(of(&open).lets_in(Call::AssumeRole));
}

#[test]
fn a_service_signs_as_well_and_root_takes_no_roles() {
    let service = r#"{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}"#;
    assert_eq!(who(service), [vec!["ec2.amazonaws.com".to_owned()], vec![], vec![]]);
}

#[test]
fn a_trust_policy_that_cannot_be_saved_lets_nobody_in() {
    let broken = r#"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:user/nobody"},"Action":"sts:AssumeRole"}"#;
    let ways = of(broken);
    assert!(!ways.saved);
    assert!(!ways.lets_in(Call::AssumeRole));
}

#[test]
fn the_limits_of_duration_are_those_of_the_api_reference() {
    for call in CALLS {
        assert_eq!(call.duration(), (900, 3600));
    }
    assert_eq!(CALLS.map(Call::can_be_chained), [true, false, false]);
}
