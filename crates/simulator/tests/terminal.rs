//! What is copied into a terminal: it reads back as the call that it came from, and says what it leaves out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use simulator::{
    Scenario,
    paste::{PieceKind, ProfileSource, recognise},
    scenario::Operation,
    simulate,
    terminal::{Shell, command, profiles, script, way},
};
use sts::request::{AssumeRole, Call};

/// Alice takes Deploy in her account, from there Prod in another, and reads a bucket.
const CHAIN: &str = r#"{
  "version": 1, "title": "t", "seed": "s",
  "start": { "principal": "arn:aws:iam::111111111111:user/alice", "time": "2026-11-22T10:00:00Z" },
  "accounts": [
    { "AccountId": "111111111111", "Users": [{ "UserName": "alice" }] }
  ],
  "steps": [
    { "id": "deploy", "AssumeRole": {
        "RoleArn": "arn:aws:iam::111111111111:role/Deploy", "RoleSessionName": "it's me",
        "DurationSeconds": 7200, "SerialNumber": "arn:aws:iam::111111111111:mfa/alice", "TokenCode": "123456",
        "SourceIdentity": "alice",
        "Tags": [{ "Key": "team", "Value": "web shop" }, { "Key": "cost", "Value": "=7" }],
        "TransitiveTagKeys": ["team"],
        "Policy": "{ \"Version\": \"2012-10-17\", \"Statement\": { \"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\" } }",
        "PolicyArns": [{ "arn": "arn:aws:iam::aws:policy/ReadOnlyAccess" }] } },
    { "id": "prod", "endpoint": "eu-west-1", "AssumeRole": {
        "RoleArn": "arn:aws:iam::222222222222:role/Prod", "RoleSessionName": "deploy", "ExternalId": "a/b:c" } },
    { "id": "read", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::logs/x" },
    { "id": "who", "GetCallerIdentity": {} },
    { "id": "key", "as": "start", "GetAccessKeyInfo": { "AccessKeyId": "deploy" } }
  ]
}"#;

fn chain() -> Scenario {
    Scenario::read(CHAIN).unwrap()
}

fn read_back(text: &str) -> simulator::paste::Command {
    let found = recognise(text).into_iter().find_map(|piece| match piece.kind {
        PieceKind::Command(command) => Some(*command),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no command in\n{text}"))
}

/// The same document may be spaced otherwise.
fn without_space(call: &AssumeRole) -> AssumeRole {
    let strip = |text: &std::rc::Rc<str>| -> std::rc::Rc<str> {
        text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().into()
    };
    AssumeRole { policy: call.policy.as_ref().map(strip), ..call.clone() }
}

#[test]
fn a_command_reads_back_as_its_call() {
    let scenario = chain();
    let outcome = simulate(&scenario);
    let text = command(&scenario, &outcome, 0, Shell::Bash).unwrap();
    assert!(
        text.starts_with(
            "aws sts assume-role \\\n  --role-arn arn:aws:iam::111111111111:role/Deploy"
        ),
        "{text}"
    );
    let Operation::Sts(call) = &scenario.steps[0].operation else { panic!() };
    let Call::AssumeRole(expected) = &call.call else { panic!() };
    assert_eq!(without_space(&read_back(&text).call), without_space(expected), "{text}");
    let second = read_back(&command(&scenario, &outcome, 1, Shell::Bash).unwrap());
    assert_eq!(second.region.as_deref(), Some("eu-west-1"));
    assert_eq!(second.call.external_id.as_deref(), Some("a/b:c"));
}

/// Every call of AssumeRole in the gallery, for the shell whose quotes are read here.
#[test]
fn every_call_of_the_gallery_reads_back() {
    let mut commands = 0;
    for (_, text) in testing::corpus::files() {
        let scenario = Scenario::read(&text).unwrap();
        let outcome = simulate(&scenario);
        for (index, step) in scenario.steps.iter().enumerate() {
            let text = command(&scenario, &outcome, index, Shell::Bash);
            match &step.operation {
                Operation::Action { .. } | Operation::SwitchRole(_) => assert_eq!(text, None),
                Operation::Sts(call) => {
                    let text = text.unwrap();
                    if let Call::AssumeRole(expected) = &call.call {
                        let back = read_back(&text).call;
                        assert_eq!(without_space(&back), without_space(expected), "{text}");
                        commands += 1;
                    }
                }
                Operation::Change(_) => assert!(text.unwrap().starts_with("aws iam ")),
            }
        }
    }
    assert!(commands > 60, "{commands}");
}

#[test]
fn each_shell_quotes_in_its_own_way() {
    let scenario = chain();
    let outcome = simulate(&scenario);
    let line = |shell| command(&scenario, &outcome, 0, shell).unwrap();
    let bash = line(Shell::Bash);
    assert!(bash.contains(r"--role-session-name 'it'\''s me' \"), "{bash}");
    assert!(bash.contains(r#"--policy '{"Version":"2012-10-17","Statement""#), "{bash}");
    // A value that begins with `=` is no shorthand.
    assert!(
        bash.contains(
            r#"--tags '[{"Key":"team","Value":"web shop"},{"Key":"cost","Value":"=7"}]'"#
        ),
        "{bash}"
    );
    let power_shell = line(Shell::PowerShell);
    assert!(power_shell.contains("--role-session-name 'it''s me' `\n"), "{power_shell}");
    assert!(
        power_shell.contains("Set-Content -Encoding ascii 'deploy-policy.json' '{\"Version\""),
        "{power_shell}"
    );
    assert!(power_shell.contains("--policy file://deploy-policy.json"), "{power_shell}");
    let cmd = line(Shell::Cmd);
    assert!(cmd.contains("--role-session-name \"it's me\" ^\n"), "{cmd}");
    assert!(cmd.contains(r#"--policy "{\"Version\":\"2012-10-17\""#), "{cmd}");
}

#[test]
fn what_an_earlier_step_left_stands_in_the_command() {
    let scenario = Scenario::read(&CHAIN.replace("\"deploy\" } }", "\"read\" } }")).unwrap();
    let outcome = simulate(&scenario);
    assert_eq!(
        command(&scenario, &outcome, 4, Shell::Bash).unwrap(),
        "aws sts get-access-key-info --access-key-id read\n"
    );
    assert_eq!(
        command(&scenario, &outcome, 3, Shell::Cmd).unwrap(),
        "aws sts get-caller-identity\n"
    );
}

#[test]
fn a_script_hands_each_hops_credentials_to_the_next() {
    let scenario = chain();
    let outcome = simulate(&scenario);
    assert_eq!(way(&scenario, 3), [0, 1, 3]);
    let bash = script(&scenario, &outcome, 3, Shell::Bash).unwrap();
    assert_eq!(bash.matches("given=$(aws sts assume-role").count(), 2, "{bash}");
    assert_eq!(bash.matches("export AWS_ACCESS_KEY_ID").count(), 2);
    // Where a hop is refused, nothing after it is called with the wrong credentials.
    assert_eq!(bash.matches(" &&\n").count(), 6, "{bash}");
    assert!(bash.ends_with("# Step 4, who\naws sts get-caller-identity\n"), "{bash}");
    let power_shell = script(&scenario, &outcome, 1, Shell::PowerShell).unwrap();
    assert_eq!(power_shell.matches("ConvertFrom-Json").count(), 1, "{power_shell}");
    assert!(power_shell.contains("$Env:AWS_SESSION_TOKEN = $given.SessionToken"));
    assert_eq!(script(&scenario, &outcome, 1, Shell::Cmd), None);
    // No command follows from a policy action.
    assert_eq!(script(&scenario, &outcome, 2, Shell::Bash), None);
}

#[test]
fn profiles_name_one_another_and_say_what_they_cannot() {
    let scenario = chain();
    let whole = profiles(&scenario, 1, true);
    assert_eq!(
        whole.text,
        "[profile alice]\n# The keys of arn:aws:iam::111111111111:user/alice stand in ~/.aws/credentials.\n\n\
         [profile deploy]\nrole_arn = arn:aws:iam::111111111111:role/Deploy\nsource_profile = alice\n\
         role_session_name = it's me\nmfa_serial = arn:aws:iam::111111111111:mfa/alice\nduration_seconds = 7200\n\n\
         [profile prod]\nrole_arn = arn:aws:iam::222222222222:role/Prod\nsource_profile = deploy\n\
         role_session_name = deploy\nexternal_id = a/b:c\nregion = eu-west-1\n"
    );
    let left_out = ["Policy", "PolicyArns", "Tags", "TransitiveTagKeys", "SourceIdentity"];
    assert_eq!(whole.left_out, left_out.map(|name| format!("deploy: {name}")));
    assert_eq!(whole.name.as_deref(), Some("prod"));
    let one = profiles(&scenario, 1, false);
    assert!(
        one.text.starts_with("[profile prod]\n") && one.text.contains("source_profile = deploy")
    );
    assert_eq!(one.left_out, Vec::<String>::new());
    // A step that is no hop stands for the hop that calls it.
    assert_eq!(profiles(&scenario, 2, true).text, whole.text);
    assert_eq!(profiles(&scenario, 4, true).name, None);
    let read: Vec<_> = recognise(&whole.text)
        .into_iter()
        .filter_map(|piece| match piece.kind {
            PieceKind::Profile(profile) => Some(*profile),
            _ => None,
        })
        .collect();
    assert_eq!(read[read.len() - 1].source, ProfileSource::Profile("deploy".into()));
    assert_eq!(read[read.len() - 1].call.external_id.as_deref(), Some("a/b:c"));
}

#[test]
fn a_machines_role_is_the_source_by_where_it_runs() {
    let start = r#""principal": "arn:aws:iam::111111111111:role/App", "deliveredBy": "ec2.amazonaws.com", "#;
    let text =
        CHAIN.replace(r#""principal": "arn:aws:iam::111111111111:user/alice", "#, start).replace(
            r#"[{ "UserName": "alice" }] }"#,
            r#"[], "Roles": [{ "RoleName": "App", "AssumeRolePolicyDocument": {} }] }"#,
        );
    let scenario = Scenario::read(&text).unwrap();
    let whole = profiles(&scenario, 0, true).text;
    assert!(whole.contains("credential_source = Ec2InstanceMetadata"), "{whole}");
    assert!(!whole.contains("source_profile"), "{whole}");
}

/// What begins with a hyphen is an option to the command line, unless it stands behind an equals sign or in JSON.
#[test]
fn a_value_that_begins_with_a_hyphen_is_no_option() {
    let text = CHAIN.replacen(
        r#""RoleSessionName": "deploy", "ExternalId": "a/b:c""#,
        r#""RoleSessionName": "-x", "ExternalId": "--help", "Tags": [{ "Key": "-k", "Value": "" }],
           "TransitiveTagKeys": ["-k", "b"]"#,
        1,
    );
    let scenario = Scenario::read(&text).unwrap();
    let outcome = simulate(&scenario);
    let bash = command(&scenario, &outcome, 1, Shell::Bash).unwrap();
    for part in [
        "--role-session-name=-x",
        "--external-id=--help",
        "--tags Key=-k,Value= ",
        r#"--transitive-tag-keys '["-k","b"]'"#,
    ] {
        assert!(bash.contains(part), "{part} in {bash}");
    }
    let Operation::Sts(step) = &scenario.steps[1].operation else { panic!() };
    let Call::AssumeRole(call) = &step.call else { panic!() };
    assert_eq!(without_space(&read_back(&bash).call), without_space(call), "{bash}");
}
