//! The command as it is run: what it prints and how it exits.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

fn scenario(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../simulator/scenarios");
    folder.join(format!("{name}.json")).to_string_lossy().into_owned()
}

/// A file of this test's own.
fn file(name: &str, text: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    path.to_string_lossy().into_owned()
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_assume-role")).args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complaints(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_chain_is_told_step_by_step() {
    let path = scenario("chained-hop-asks-two-hours");
    let output = run(&["simulate", &path]);
    assert_eq!(output.status.code(), Some(0), "{}", complaints(&output));
    let expect = format!(
        "Chained hop asks for two hours ({path})

#  Caller      Call            Target                                 Verdict
1  alice       sts:AssumeRole  DeployRole                             Allowed: 14400 s, until 14:00 UTC
   alice gets a session of DeployRole for 4 hours, until 14:00 UTC. The trust policy of DeployRole
   and alice's policy AssumeDeployRole allow it.
2  DeployRole  sts:AssumeRole  ProdAdmin                              Denied: 7200 s, limit 3600 s
   A chained session lasts at most 1 hour. This call asks for 2 hours. The policies allow it; the
   limit does not, though ProdAdmin allows 4 hours.
   > An error occurred (ValidationError) when calling the AssumeRole operation: The requested
   DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.
3  nobody      sts:AssumeRole  LogArchiveReader                       Not reached: needs hop 2
   Hop 2 gave no session, so there is nobody to make this call.
4  nobody      s3:GetObject    prod-release-logs/web/2026-11-22.json  Not reached: needs hop 3
   Hop 3 gave no session, so there is nobody to make this call.

4 of 4 expectations hold.
"
    );
    assert_eq!(out(&output), expect);
}

#[test]
fn a_wrong_expectation_is_told_at_its_step() {
    let right = fs::read_to_string(scenario("chained-hop-asks-two-hours")).unwrap();
    let wrong = right.replacen("\"ValidationError\"", "\"AccessDenied\"", 1);
    assert_ne!(right, wrong);
    let output = run(&["simulate", &file("wrong.json", &wrong)]);
    assert_eq!(output.status.code(), Some(1));
    let text = out(&output);
    assert!(
        text.contains("   ! expected error: AccessDenied, happened: ValidationError\n3  "),
        "{text}"
    );
    assert!(text.ends_with("\n3 of 4 expectations hold.\n"), "{text}");
}

#[test]
fn a_broken_file_is_told_with_its_place_and_does_not_stop_the_others() {
    let broken = file("broken.json", "{\n  \"version\": 1,\n  \"titel\": \"x\"\n}\n");
    let good = scenario("root-cannot-assume-roles");
    let output = run(&["simulate", &broken, "nowhere.json", &good]);
    assert_eq!(output.status.code(), Some(2));
    let told = complaints(&output);
    assert!(told.contains(&format!("{broken}:3:3: titel: ")), "{told}");
    assert!(told.contains("\n    "), "there is no help: {told}");
    assert!(told.contains("nowhere.json: cannot be read: "), "{told}");
    assert!(out(&output).contains("root may never take a role"), "{}", out(&output));
}

#[test]
fn json_is_the_documented_form() {
    let output = run(&["simulate", "--json", &scenario("three-hop-chain")]);
    assert_eq!(output.status.code(), Some(0), "{}", complaints(&output));
    let outcome: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(outcome["version"], 1);
    assert_eq!(outcome["meetsExpectations"], true);
    assert_eq!(outcome["steps"].as_array().unwrap().len(), 4);
    assert_eq!(outcome["steps"][1]["caller"]["mintedBy"], "deploy");
    assert_eq!(outcome["steps"][1]["result"]["type"], "succeeded");
}

#[test]
fn several_outcomes_follow_each_other() {
    let files = [scenario("three-hop-chain"), scenario("revoked-sessions")];
    let output = run(&["simulate", "--json", &files[0], &files[1]]);
    let outcomes = serde_json::Deserializer::from_slice(&output.stdout)
        .into_iter::<serde_json::Value>()
        .map(Result::unwrap)
        .count();
    assert_eq!(outcomes, 2);
}

#[test]
fn help_and_a_misspelled_command() {
    let help = run(&["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(out(&help).contains("Usage: assume-role [OPTIONS] <COMMAND>"), "{}", out(&help));
    let misspelled = run(&["simulat", "x.json"]);
    assert_eq!(misspelled.status.code(), Some(2));
    let told = complaints(&misspelled);
    assert!(told.contains("a similar subcommand exists: 'simulate'"), "{told}");
}

#[test]
fn a_file_cannot_act_on_the_terminal() {
    let text = std::fs::read_to_string(scenario("three-hop-chain")).unwrap();
    let hostile = text.replacen("\"title\": \"", "\"title\": \"\\u001b[2J\\u202e\\r", 1);
    let output = run(&["simulate", &file("escapes.json", &hostile)]);
    assert_eq!(output.status.code(), Some(0), "{}", complaints(&output));
    assert!(out(&output).starts_with("\\u{1b}[2J\\u{202e}\\u{d}"), "{}", out(&output));

    let output = run(&["simulate", &file("member.json", "{\"version\": 1, \"zz\\u001b[31m\": 1}")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!complaints(&output).contains('\u{1b}'), "{}", complaints(&output));
    assert!(complaints(&output).contains("zz\\u{1b}[31m"), "{}", complaints(&output));
}

#[test]
fn a_name_of_fifteen_thousand_letters_keeps_the_table_narrow() {
    let text = std::fs::read_to_string(scenario("cross-account-bucket-read")).unwrap();
    let key = format!("/{}\"", "k".repeat(15_000));
    let object = text
        .lines()
        .find(|line| line.contains("\"Resource\": \"arn:aws:s3:::") && line.ends_with('"'));
    let object = object.unwrap();
    let long = text.replace(object, &format!("{}{key}", object.trim_end_matches('"')));
    let output = run(&["simulate", &file("long.json", &long)]);
    let told = out(&output);
    let heading = told.lines().find(|line| line.starts_with('#')).unwrap();
    assert!(heading.chars().count() < 200, "{}", heading.len());
}

#[test]
fn a_scenario_may_come_from_standard_input() {
    let text = std::fs::File::open(scenario("three-hop-chain")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_assume-role"))
        .args(["simulate", "-"])
        .stdin(text)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", complaints(&output));
    assert!(out(&output).contains("(-)"), "{}", out(&output));
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_without_end_is_refused() {
    let output = run(&["simulate", "/dev/zero"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complaints(&output).contains("longer than 64 MB"), "{}", complaints(&output));
}

#[test]
fn the_trail_of_a_file_is_printed_as_json() {
    let output = run(&["events", &scenario("three-hop-chain")]);
    assert_eq!(output.status.code(), Some(0), "{}", complaints(&output));
    let trail: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let first = &trail["Records"][0];
    assert_eq!(first["eventName"], "AssumeRole");
    assert_eq!(first["userIdentity"]["userName"], "alice");
    assert_eq!(first["readOnly"], true);
    assert_eq!(first["responseElements"]["packedPolicySize"], 16);
}

#[test]
fn sessions_are_told_with_their_end_and_their_origin() {
    let output = run(&["sessions", &scenario("three-hop-chain")]);
    assert_eq!(output.status.code(), Some(0), "{}", complaints(&output));
    let told: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let (sessions, steps) = (&told["sessions"], &told["steps"]);
    assert_eq!(sessions[0]["seconds"], 14_400);
    assert_eq!(sessions[1]["boundedBy"], "chaining");
    assert_eq!(sessions[1]["longest"], 3600);
    let who = &steps[2]["origin"]["who"];
    assert_eq!(who["arn"], "arn:aws:iam::111111111111:user/alice");
    assert_eq!(steps[2]["origin"]["links"].as_array().unwrap().len(), 2);
    assert_eq!(steps[1]["holds"]["type"], "until");
    assert_eq!(steps[1]["holds"]["sessionEnds"], true);
}

#[test]
fn a_service_takes_a_role_in_a_step_that_can_be_pasted() {
    let role = "arn:aws:iam::111111111111:role/R";
    let output = run(&["service", "lambda", "--role-arn", role, "--function-name", "report"]);
    assert_eq!(output.status.code(), Some(0), "{}", complaints(&output));
    let step: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let expect = serde_json::json!({
        "id": "lambda",
        "as": "lambda.amazonaws.com",
        "AssumeRole": { "RoleArn": role, "RoleSessionName": "report" },
        "sessionKeys":
            { "lambda:SourceFunctionArn": "arn:aws:lambda:us-east-1:111111111111:function:report" },
    });
    assert_eq!(step, expect);
    // A pod with a target role is two steps, as a list.
    let target = "arn:aws:iam::222222222222:role/T";
    let pod = ["service", "pod-identity", "--role-arn", role, "--cluster-name", "c", "--namespace"];
    let rest = ["n", "--service-account", "s", "--pod-name", "p", "--disable-session-tags"];
    let output = run(&[&pod[..], &rest, &["--target-role-arn", target]].concat());
    let steps: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(steps.as_array().map(Vec::len), Some(2));
    let expect = serde_json::json!({
        "id": "pod-identity-target",
        "AssumeRole": {
            "RoleArn": target,
            "RoleSessionName": "eks-c-p-00000000-0000-4000-8000-000000000000",
            "ExternalId": "us-east-1/111111111111/c/n/s",
        },
    });
    assert_eq!(steps[1], expect);
    for (arguments, complaint) in [
        (&["service"][..], "Usage: assume-role service [OPTIONS] <COMMAND>"),
        (&["service", "ecs"], "a similar subcommand exists: 'ec2'"),
        (&["service", "lambda", "--role-arn", role], "--function-name <NAME>"),
        (&["service", "lambda", "--function-name", "f"], "--role-arn <ARN>"),
        (&["service", "ec2", "--function-name", "f"], "unexpected argument '--function-name'"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(complaints(&output).contains(complaint), "{}", complaints(&output));
    }
}

#[test]
fn a_broker_gets_its_link_or_the_reason() {
    let path = scenario("federation-token-needs-a-policy");
    let text = fs::read_to_string(&path).unwrap();
    let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
    let step = whole["steps"][0]["id"].as_str().unwrap();
    let output = run(&["sign-in", &path, "--step", step]);
    assert_eq!(output.status.code(), Some(0), "{}", complaints(&output));
    let link: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let url = link["url"].as_str().unwrap();
    assert!(url.starts_with("https://signin.aws.amazon.com/federation?Action=login&"), "{url}");
    assert!(link["SigninToken"].as_str().unwrap().starts_with("SIMULATED-"));
    let output = run(&["sign-in", &path, "--step", step, "--session-duration", "900"]);
    assert_eq!(output.status.code(), Some(1));
    let told = complaints(&output);
    assert!(told.starts_with("SessionDuration cannot be used with credentials of"), "{told}");
    let output = run(&["sign-in", &path, "--step", "nowhere"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn who_it_was_originally_is_told_for_every_call() {
    let path = scenario("three-hop-chain");
    let output = run(&["origin", &path]);
    assert_eq!(output.status.code(), Some(0), "{}", complaints(&output));
    let last = "arn:aws:iam::111111111111:user/alice \
                -> arn:aws:sts::222222222222:assumed-role/DeployRole/alice \
                -> arn:aws:sts::333333333333:assumed-role/ProdAdmin/alice \
                -> arn:aws:sts::444444444444:assumed-role/LogArchiveReader/alice \
                (source identity alice)\n";
    assert!(out(&output).ends_with(last), "{}", out(&output));
}

#[test]
fn data_events_are_there_when_asked_for() {
    let path = scenario("three-hop-chain");
    let count = |arguments: &[&str]| {
        let output = run(arguments);
        let whole: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
        let records = whole["Records"].as_array().unwrap().clone();
        let data = records.iter().filter(|record| record["eventCategory"] == "Data").count();
        (records.len(), data)
    };
    let (all, data) = count(&["events", &path]);
    assert_eq!(data, 0);
    assert_eq!(count(&["events", "--data-events", &path]), (all + 1, 1));
}

#[test]
fn the_form_of_switch_role_is_filled_in_by_a_link() {
    let output = run(&["switch-role-link", "--account", "example-prod", "--role-name", "team/Q"]);
    let link = "https://signin.aws.amazon.com/switchrole?account=example-prod&roleName=team%2FQ\n";
    assert_eq!(out(&output), link);
    let step: serde_json::Value =
        serde_json::from_str(&out(&run(&["switch-role-link", link]))).unwrap();
    assert_eq!(
        step["SwitchRole"],
        serde_json::json!({ "account": "example-prod", "roleName": "team/Q" })
    );
    let output = run(&["switch-role-link", "https://console.aws.amazon.com/"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complaints(&output).contains("is no link of Switch Role"));
}

#[test]
fn documents_are_checked_each_at_its_place_and_one_that_is_not_there_stops_no_other() {
    let path = file(
        "trust-with-resource.json",
        r#"{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "AWS": "111111111111" },
    "Action": "sts:AssumeRole",
    "Resource": "*"
  }
}
"#,
    );
    let output = run(&["check", "nowhere.json", "--as", "trust", &path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complaints(&output).starts_with("nowhere.json: cannot be read: "));
    let told = out(&output);
    assert!(told.starts_with(&format!("{path}:7:5: error: ")), "{told}");
    assert!(told.contains("    Not saved: "), "{told}");
    assert!(told.ends_with("read as: role trust policy\n"), "{told}");

    // The same document guards a resource, where it lacks nothing; and what it looks like is what it is read as.
    assert!(out(&run(&["check", &path])).ends_with("read as: resource-based policy\n"));
    let json: serde_json::Value =
        serde_json::from_str(&out(&run(&["check", "--json", "--as", "trust", &path]))).unwrap();
    assert_eq!(json["refused"], true);
    assert_eq!(json["diagnostics"][0]["place"]["line"], 7);
}

#[test]
fn a_chain_is_drawn_as_svg_as_mermaid_and_for_graphviz() {
    let path = scenario("chained-hop-asks-two-hours");
    let svg = out(&run(&["diagram", &path]));
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"), "{svg}");
    assert!(svg.contains("ProdAdmin"));
    let chart = out(&run(&["diagram", "--mermaid", &path]));
    assert!(chart.starts_with("flowchart LR\n") && chart.contains("--x|"), "{chart}");
    assert_eq!(out(&run(&["diagram", "--format", "mermaid", &path])), chart);
    let graph = out(&run(&["diagram", "--format", "dot", &path]));
    assert!(graph.starts_with("digraph chain {\n") && graph.ends_with("}\n"), "{graph}");
    assert!(
        graph.contains("[label=\"2 sts:AssumeRole: denied, asked 7200 s, at most 3600 s\", style=dashed, arrowhead=tee];"),
        "{graph}"
    );
}

#[test]
fn a_chain_is_written_as_a_report_with_its_drawing() {
    let text = out(&run(&["report", &scenario("chained-hop-asks-two-hours")]));
    assert!(text.starts_with("# Chained hop asks for two hours\n"), "{text}");
    assert!(text.contains("\n```mermaid\nflowchart LR\n"), "{text}");
    assert!(text.contains("\n**Hop 2: denied.** "), "{text}");
}

#[test]
fn what_is_issued_stands_in_the_gallery_and_is_accepted_there() {
    let holds = |name: &str, issued: &Output| {
        assert_eq!(issued.status.code(), Some(0), "{}", complaints(issued));
        let text = fs::read_to_string(scenario(name)).unwrap();
        assert!(text.contains(&format!("\"{}\"", out(issued).trim_end())), "{name}");
        assert_eq!(run(&["simulate", &scenario(name)]).status.code(), Some(0), "{name}");
    };
    let at = ["--at", "2026-11-22T10:00:00Z"];
    let seed = ["--seed", "signed-github-actions-token"];
    let branch = ["--set", "sub=repo:octo-org/octo-repo:ref:refs/heads/mine"];
    let token = [&["token", "github"][..], &at, &seed].concat();
    holds("signed-github-actions-token", &run(&token));
    holds("signed-github-actions-token", &run(&[&token[..], &branch].concat()));
    let google = ["token", "google", "--seed", "signed-google-token", "--algorithm", "RS256"];
    let audience = ["--set", "aud=987654321098.apps.googleusercontent.com"];
    holds("signed-google-token", &run(&[&google[..], &at, &audience].concat()));
    let role = "Role=arn:aws:iam::111111111111:role/ADFS-Production,arn:aws:iam::111111111111:saml-provider/ADFS";
    holds(
        "signed-ad-fs-response",
        &run(&[&["assertion", "ad-fs", "--set", role][..], &at].concat()),
    );
}

#[test]
fn claims_are_replaced_and_presets_are_listed() {
    let listed = out(&run(&["token"]));
    assert_eq!(listed.lines().count(), 9);
    assert!(listed.starts_with("github                 GitHub Actions\n"), "{listed}");
    assert!(out(&run(&["assertion"])).contains("okta"));
    let claims = run(&[
        "token",
        "eks",
        "--print",
        "claims",
        "--at",
        "2026-11-22T10:00:00Z",
        "--set",
        "aud=[\"a\",\"b\"]",
        "--set",
        "jti=",
        "--set",
        "exp=1795345200",
        "--set",
        "new=true story",
    ]);
    let claims: serde_json::Value = serde_json::from_str(&out(&claims)).unwrap();
    assert_eq!(claims["aud"], serde_json::json!(["a", "b"]));
    assert_eq!(claims["exp"], 1_795_345_200);
    assert_eq!(claims["new"], "true story");
    assert!(claims.get("jti").is_none());
    for wrong in [
        &["token", "nobody"][..],
        &["token", "github", "--at", "today"],
        &["token", "github", "--algorithm", "HS256"],
        &["token", "github", "--print", "xml"],
        &["assertion", "okta", "--set", "Role=one"],
        &["assertion", "okta", "--set", "SessionDuration=long"],
    ] {
        let output = run(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{wrong:?}");
    }
    let xml =
        out(&run(&["assertion", "okta", "--print", "xml", "--set", "PrincipalTag:team=blue"]));
    assert!(xml.contains("Attributes/PrincipalTag:team") && xml.contains(">blue<"), "{xml}");
}

/// Drawn anew by `assume-role diagram crates/simulator/scenarios/chained-hop-asks-two-hours.json > docs/chain.svg`, and
/// copied beside each example of an embed.
#[test]
fn the_pictures_in_the_documents_are_what_the_command_draws() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    assert!(fs::read_to_string(root.join("README.md")).unwrap().contains("(docs/chain.svg)"));
    let drawn = run(&["diagram", &scenario("chained-hop-asks-two-hours")]);
    for folder in
        ["docs", "docs/embed/plain", "docs/embed/mdbook/src", "docs/embed/docusaurus/docs"]
    {
        let picture = fs::read_to_string(root.join(folder).join("chain.svg")).unwrap();
        assert!(
            out(&drawn) == picture,
            "{folder}/chain.svg is not what `assume-role diagram` draws now"
        );
    }
}

#[test]
fn why_is_told_check_by_check_with_the_place_that_decides() {
    let path = scenario("chained-hop-asks-two-hours");
    let output = run(&["explain", &path]);
    assert_eq!(output.status.code(), Some(0), "{}", complaints(&output));
    let told = out(&output);
    let first = "Chained hop asks for two hours";
    assert!(told.starts_with(first), "{told}");
    // Only what was refused is told unless a step is named.
    assert!(
        told.contains("\nHop 2, DeployRole calls sts:AssumeRole on ProdAdmin: Denied\n"),
        "{told}"
    );
    assert!(!told.contains("Hop 1,") && !told.contains("Hop 3,"), "{told}");
    assert!(told.contains("\n  > An error occurred (ValidationError)"), "{told}");
    assert!(told.contains("\n  + sts:AssumeRole: allowed"), "{told}");
    assert!(told.contains("\n  x Duration: "), "{told}");

    let named = out(&run(&["explain", &path, "--step", "deploy"]));
    assert!(
        named.contains("\nHop 1, alice calls sts:AssumeRole on DeployRole: Allowed\n"),
        "{named}"
    );
    assert!(named.contains("\n      + Identity policies: allows, AssumeDeployRole\n"), "{named}");
    assert!(!named.contains("[AssumeDeployRole:"), "{named}");
    let causes = out(&run(&["explain", &path, "--causes"]));
    assert!(
        causes.contains("\n  x More seconds than the hour of role chaining: the cause\n      This call asks for 2 hours, and 1 hour is the most.\n"),
        "{causes}"
    );
    assert!(
        causes.contains("\n  + The trust policy does not let the caller in: not the cause\n"),
        "{causes}"
    );
    assert!(!told.contains("hour of role chaining: the cause"), "{told}");
    let full = out(&run(&["explain", &path, "--step", "deploy", "--full"]));
    assert!(full.contains("  [AssumeDeployRole:4:5]\n"), "{full}");
    let denied = out(&run(&["explain", &scenario("vendor-with-external-id")]));
    let key =
        "StringEquals sts:ExternalId: false: this call passes no ExternalId  [VendorAccess:12:11]";
    assert!(denied.contains(key), "{denied}");
    assert!(denied.contains("x Trust policy: does not allow\n"), "{denied}");
    let text = fs::read_to_string(scenario("three-hop-chain")).unwrap();
    let unsaved = text.replace("\"Action\": \"sts:AssumeRole\"", "\"Action\": \"nope\"");
    assert_ne!(unsaved, text);
    let undecided = run(&["explain", "--step", "deploy", &file("unsaved.json", &unsaved)]);
    assert!(out(&undecided).contains(": Undecided\n"), "{}", out(&undecided));

    let missing = run(&["explain", "--step", "nowhere", &path]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(complaints(&missing).starts_with("There is no step `nowhere` in "));
}

#[test]
fn two_hundred_files_are_told_in_their_order_and_a_bad_one_stops_no_other() {
    let three = scenario("three-hop-chain");
    let files: Vec<String> = (0..200)
        .map(|number| match number {
            70 => file("not-json.json", "{"),
            _ => {
                let text = fs::read_to_string(&three).unwrap();
                let title = format!("\"title\": \"{number} ");
                file(&format!("many-{number}.json"), &text.replacen("\"title\": \"", &title, 1))
            }
        })
        .collect();
    let arguments: Vec<&str> =
        ["simulate"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(2));
    assert!(complaints(&output).contains("not-json.json:1:"), "{}", complaints(&output));
    let titles: Vec<usize> = out(&output)
        .lines()
        .filter(|line| line.ends_with(".json)"))
        .map(|line| line.split(' ').next().unwrap().parse().unwrap())
        .collect();
    assert_eq!(titles, (0..200).filter(|number| *number != 70).collect::<Vec<_>>());
}

#[test]
fn verdicts_have_colours_where_they_are_wanted() {
    let path = scenario("chained-hop-asks-two-hours");
    let told = |when: &str| out(&run(&["--colors", when, "simulate", &path]));
    assert!(
        told("always").contains("\u{1b}[1m\u{1b}[31mDenied\u{1b}[0m: 7200 s"),
        "{}",
        told("always")
    );
    assert!(!told("auto").contains('\u{1b}'), "a pipe is no terminal");
}

#[test]
fn a_shell_is_told_the_commands() {
    for (shell, known) in [
        ("bash", "_assume__role()"),
        ("zsh", "#compdef assume-role"),
        ("fish", "complete -c assume-role"),
    ] {
        let output = run(&["completions", shell]);
        assert_eq!(output.status.code(), Some(0), "{}", complaints(&output));
        assert!(
            out(&output).contains(known) && out(&output).contains("switch-role-link"),
            "{shell}"
        );
    }
}
