//! Pieces merged onto pieces; what is expected is written by hand.

use super::*;
use crate::Scenario;

fn compact(base: &str, ours: &str) -> String {
    let merged = merge(base, ours).unwrap();
    json::print_compact(&json::parse(&merged).0.unwrap())
}

#[test]
fn members_are_merged_null_takes_one_away_and_new_ones_come_last() {
    for (base, ours, expected) in [
        (r#"{"title":"a","seed":"x"}"#, r#"{"title":"b"}"#, r#"{"title":"b","seed":"x"}"#),
        (r#"{"a":{"b":1,"c":2}}"#, r#"{"a":{"c":3,"d":4}}"#, r#"{"a":{"b":1,"c":3,"d":4}}"#),
        (r#"{"a":1,"b":2}"#, r#"{"a":null,"c":null}"#, r#"{"b":2}"#),
        (r#"{"a":[1,2]}"#, r#"{"a":[3]}"#, r#"{"a":[3]}"#),
        (r#"{"a":[{"id":"x"}]}"#, r#"{"a":[]}"#, r#"{"a":[]}"#),
        (r#"{}"#, r#"{"a":[{"id":"x"}]}"#, r#"{"a":[{"id":"x"}]}"#),
    ] {
        assert_eq!(compact(base, ours), expected, "{base} and {ours}");
    }
}

#[test]
fn things_are_found_by_their_names_at_every_level() {
    let base = r#"{"accounts":[{"AccountId":"1","AccountName":"A"},{"AccountId":"2","Roles":[
        {"RoleName":"R","Arn":"x","RolePolicyList":[{"PolicyName":"P","PolicyDocument":"old"}]},{"RoleName":"S"}]}],
        "steps":[{"id":"one","AssumeRole":{"RoleArn":"r","RoleSessionName":"n"}},{"id":"two"}]}"#;
    let ours = r#"{"accounts":[{"AccountId":"2","Roles":[{"RoleName":"R","RolePolicyList":[
        {"PolicyName":"P","PolicyDocument":"new"},{"PolicyName":"Q"}]}]}],
        "steps":[{"id":"three"},{"id":"one","AssumeRole":{"DurationSeconds":900}}]}"#;
    assert_eq!(
        compact(base, ours),
        concat!(
            r#"{"accounts":[{"AccountId":"1","AccountName":"A"},{"AccountId":"2","Roles":["#,
            r#"{"RoleName":"R","Arn":"x","RolePolicyList":[{"PolicyName":"P","PolicyDocument":"new"},{"PolicyName":"Q"}]},"#,
            r#"{"RoleName":"S"}]}],"#,
            r#""steps":[{"id":"one","AssumeRole":{"RoleArn":"r","RoleSessionName":"n","DurationSeconds":900}},"#,
            r#"{"id":"two"},{"id":"three"}]}"#
        )
    );
}

#[test]
fn resources_of_one_account_are_different_things() {
    let base = r#"{"resources":[{"Arn":"a","AccountId":"1"},{"Arn":"b","AccountId":"1"}]}"#;
    let ours =
        r#"{"resources":[{"Arn":"b","AccountId":"1","Tags":[]},{"Arn":"c","AccountId":"1"}]}"#;
    let expected = r#"{"resources":[{"Arn":"a","AccountId":"1"},{"Arn":"b","AccountId":"1","Tags":[]},{"Arn":"c","AccountId":"1"}]}"#;
    assert_eq!(compact(base, ours), expected);
}

#[test]
fn a_document_and_what_is_expected_are_said_whole() {
    for name in ["AssumeRolePolicyDocument", "PolicyDocument", "Policy", "Content", "expect"] {
        let base = format!(r#"{{"{name}":{{"Statement":{{"Effect":"Deny","Sid":"A"}}}}}}"#);
        let ours = format!(r#"{{"{name}":{{"Statement":{{"Effect":"Allow"}}}}}}"#);
        assert_eq!(compact(&base, &ours), ours, "{name}");
    }
    // Tags are a value of what they tag.
    let (base, ours) =
        (r#"{"Tags":[{"Key":"a","Value":"1"}]}"#, r#"{"Tags":[{"Key":"b","Value":"2"}]}"#);
    assert_eq!(compact(base, ours), ours);
}

#[test]
fn what_is_no_object_is_told_with_its_place() {
    let error = |base, ours| merge(base, ours).unwrap_err();
    assert_eq!(error("{}", "[]").to_string(), "1:1 This is not a JSON object.");
    assert_eq!(
        error("7", "{}").to_string(),
        "In what this is merged onto: 1:1 This is not a JSON object."
    );
    let broken = error("{}", "{\n  \"a\": }");
    assert_eq!((broken.is_ours, broken.at.line, broken.at.column), (true, 2, 8));
}

#[test]
fn a_scenario_that_continues_another_is_a_scenario() {
    let base = include_str!("../../../scenarios/chained-hop-asks-two-hours.json");
    let ours = r#"{"steps":[{"id":"prod","AssumeRole":{"DurationSeconds":3600},"expect":{"result":"succeeded"}}]}"#;
    let scenario = Scenario::read(&merge(base, ours).unwrap()).unwrap();
    let outcome = crate::simulate(&scenario);
    let results: Vec<bool> = outcome
        .steps
        .iter()
        .map(|step| matches!(step.result, crate::outcome::StepResult::Succeeded))
        .collect();
    assert_eq!(results, [true; 4]);
    // Merged onto itself it is the same.
    let again = merge(base, base).unwrap();
    assert_eq!(Scenario::read(&again).unwrap(), Scenario::read(base).unwrap());
}

#[test]
fn twenty_thousand_things_are_merged_at_once() {
    let roles: Vec<String> = (0..20_000).map(|at| format!(r#"{{"RoleName":"R{at}"}}"#)).collect();
    let text = format!(r#"{{"accounts":[{{"AccountId":"1","Roles":[{}]}}]}}"#, roles.join(","));
    assert_eq!(compact(&text, &text).matches("RoleName").count(), 20_000);
}
