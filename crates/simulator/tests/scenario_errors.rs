//! Broken scenarios: every error is reported, with path, line, message and way out; and nothing else.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use simulator::{
    Scenario,
    scenario::{MOST_ENTITIES, MOST_STEPS},
};

#[test]
fn the_base_of_the_cases_reads() {
    assert_eq!(Scenario::read(&common::broken::base()).map(|_| ()), Ok(()));
}

#[test]
fn every_error_is_reported_with_its_place() {
    let mut wrong = String::new();
    for case in common::broken::cases() {
        let mut errors = Scenario::read(&case.text).map(|_| ()).err().unwrap_or_default();
        for expect in &case.expect {
            let found = errors.iter().position(|error| {
                error.path == expect.path
                    && error.at.line == expect.line
                    && error.message.contains(&expect.message)
                    && error.help.as_deref().unwrap_or_default().contains(&expect.help)
            });
            match found {
                Some(index) => drop(errors.remove(index)),
                None => wrong += &format!("{}: missing {expect:?}\n", case.name),
            }
        }
        for error in errors {
            let (line, help) = (error.at.line, error.help.unwrap_or_default());
            wrong += &format!("{}: {line} {}: {} {help}\n", case.name, error.path, error.message);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn there_are_enough_cases_and_each_has_its_own_name() {
    let mut names: Vec<String> =
        common::broken::cases().into_iter().map(|case| case.name).collect();
    assert!(names.len() >= 60);
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn a_long_value_is_cut_in_what_is_said_of_it() {
    let long = "é".repeat(9_000);
    let text = common::broken::base().replace(
        "arn:aws:iam::111111111111:user/alice\",\n    \"time",
        &format!("{long}\",\n    \"time"),
    );
    let [error] = &Scenario::read(&text).unwrap_err()[..] else { panic!("not one error") };
    assert_eq!(error.path, "start.principal");
    let begin = "é".repeat(200);
    assert_eq!(error.message, format!("`{begin}…` is no principal."));
}

#[test]
fn too_many_things_are_refused_in_words() {
    let user = |number: usize| format!("{{\"UserName\": \"u{number}\"}}");
    let users: Vec<String> = (0..MOST_ENTITIES).map(user).collect();
    let inline =
        |number: usize| format!("{{\"PolicyName\": \"p{number}\", \"PolicyDocument\": {{}}}}");
    let inline: Vec<String> = (0..MOST_ENTITIES).map(inline).collect();
    let attached = |number: usize| {
        format!(
            "{{\"PolicyName\": \"p{number}\", \"PolicyArn\": \"arn:aws:iam::aws:policy/p{number}\"}}"
        )
    };
    let attached: Vec<String> = (0..MOST_ENTITIES).map(attached).collect();
    let holder = |list: &str, items: &[String]| {
        format!("{{\"UserName\": \"holder\", \"{list}\": [{}]}}", items.join(","))
    };
    for many in [
        users.join(","),
        holder("UserPolicyList", &inline),
        holder("AttachedManagedPolicies", &attached),
    ] {
        let text = common::broken::base().replace("\"Users\": [", &format!("\"Users\": [{many},"));
        let errors = Scenario::read(&text).unwrap_err();
        assert_eq!(errors.len(), 1);
        assert!(errors[0].message.contains("at most 20000 are read"), "{errors:?}");
    }
}

#[test]
fn so_many_steps_are_run_and_no_more() {
    let with = |count: usize| {
        let mut file: serde_json::Value = serde_json::from_str(&common::broken::base()).unwrap();
        let step = |number: usize| serde_json::json!({ "id": format!("s{number}"), "GetCallerIdentity": {} });
        file["steps"] = (0..count).map(step).collect();
        Scenario::read(&file.to_string())
    };
    assert_eq!(with(MOST_STEPS).unwrap().steps.len(), MOST_STEPS);
    let errors = with(MOST_STEPS + 1).unwrap_err();
    let [error] = &errors[..] else { panic!("{errors:?}") };
    assert_eq!(error.path, "steps[300]");
    assert_eq!(error.message, "The scenario has 301 steps; at most 300 are run.");
    assert!(error.help.as_deref().unwrap().contains("split the chain"), "{error:?}");
}

#[test]
fn what_is_wanted_ends_as_a_sentence_does() {
    let errors = Scenario::read("{}").unwrap_err();
    let helps: Vec<&str> = errors.iter().filter_map(|error| error.help.as_deref()).collect();
    assert!(helps.contains(&"Add `accounts`: a list, each element an account."), "{helps:#?}");
    let file = common::broken::base().replacen("\"title\": ", "\"accounts\": 5, \"title\": ", 1);
    let errors = Scenario::read(&file).unwrap_err();
    for error in &errors {
        for text in std::iter::once(&error.message).chain(&error.help) {
            assert!(
                !text.contains(",.") && !text.contains(",,") && !text.contains(", ,"),
                "{text}"
            );
        }
    }
    assert!(
        errors.iter().any(|error| error.message
            == "Here stands a number; a list, each element an account, is wanted."),
        "{errors:#?}"
    );
}

#[test]
fn the_path_of_what_lies_too_deep_says_where_it_begins_and_how_deep_it_is() {
    let deep = format!("{}1{}", "{\"a\": ".repeat(150), "}".repeat(150));
    let text =
        common::broken::base().replacen("\"title\":", &format!("\"x\": {deep}, \"title\":"), 1);
    let errors = Scenario::read(&text).unwrap_err();
    let path = &errors[0].path;
    assert!(path.starts_with("x.a.a.a"), "{path}");
    assert!(path.ends_with(" levels deeper"), "{path}");
    assert!(path.len() < 100, "{path}");
    // A name as long as a file is cut as well.
    let long = format!("\"{}\": 1, \"title\":", "y".repeat(5000));
    let text = common::broken::base().replacen("\"title\":", &long, 1);
    let errors = Scenario::read(&text).unwrap_err();
    assert!(errors[0].path.len() < 100, "{}", errors[0].path);
    assert!(errors[0].path.contains("yyy"), "{}", errors[0].path);
}

/// IAM keeps the slash at the end of an issuer's URL in the ARN: "Create an OpenID Connect (OIDC) identity provider in IAM".
#[test]
fn a_provider_whose_issuer_ends_with_a_slash_may_say_its_url() {
    let read = |name: &str| {
        let arn = format!("arn:aws:iam::111111111111:oidc-provider/{name}");
        Scenario::read(&format!(
            r#"{{"version": 1, "title": "Slash", "seed": "slash",
                "start": {{"principal": "arn:aws:iam::111111111111:user/u", "time": "2026-11-22T10:00:00Z"}},
                "accounts": [{{"AccountId": "111111111111", "Users": [{{"UserName": "u"}}],
                    "OpenIDConnectProviderList": [{{"Arn": "{arn}", "Url": "https://tenant.auth0.com/", "ClientIDList": ["a"]}}]}}],
                "steps": []}}"#
        ))
    };
    for name in ["tenant.auth0.com/", "tenant.auth0.com"] {
        assert_eq!(read(name).map(|_| ()), Ok(()), "{name}");
    }
    let errors = read("other.auth0.com").unwrap_err();
    assert!(errors.iter().any(|error| error.path.ends_with("Url")), "{errors:?}");
}
