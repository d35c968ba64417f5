//! Own cases: what terminals show, in any order, becomes a scenario that always reads.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use iam::{Decision, PolicyType, Timestamp};
use simulator::{
    Scenario, narrate,
    paste::{Case, Message, Owner, PieceKind, PolicyUse, recognise},
    scenario::{Document, Operation},
};
use sts::request::{AssumeRole, Call};
use testing::corpus::simulate;

const TRUST: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111111111111:root" },
      "Action": "sts:AssumeRole",
      "Condition": { "StringEquals": { "sts:ExternalId": "12345" } }
    }
  ]
}"#;

const IDENTITY: &str = r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*" }
}"#;

const GET_ROLE: &str = r#"{
    "Role": {
        "Path": "/team/",
        "RoleName": "Reader",
        "RoleId": "AROAEXAMPLEREADER1",
        "Arn": "arn:aws:iam::222222222222:role/team/Reader",
        "CreateDate": "2024-01-01T00:00:00+00:00",
        "AssumeRolePolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111111111111" }, "Action": "sts:AssumeRole" }]
        },
        "Description": "Reads reports",
        "MaxSessionDuration": 7200,
        "PermissionsBoundary": {
            "PermissionsBoundaryType": "Policy",
            "PermissionsBoundaryArn": "arn:aws:iam::222222222222:policy/Limit"
        },
        "RoleLastUsed": { "LastUsedDate": "2025-01-01T00:00:00+00:00", "Region": "eu-west-1" }
    }
}"#;

const DENIED: &str = "An error occurred (AccessDenied) when calling the AssumeRole operation: User: \
    arn:aws:iam::111111111111:user/dev/alice is not authorized to perform: sts:AssumeRole on resource: \
    arn:aws:iam::222222222222:role/team/Reader";

fn time() -> Timestamp {
    Timestamp::parse_iso("2026-11-22T10:00:00Z").unwrap()
}

fn kinds(text: &str) -> Vec<PieceKind> {
    recognise(text).into_iter().map(|piece| piece.kind).collect()
}

fn message(text: &str) -> Message {
    match kinds(text).as_slice() {
        [PieceKind::Message(message)] => (**message).clone(),
        other => panic!("{other:#?}\n{text}"),
    }
}

fn command(text: &str) -> AssumeRole {
    match kinds(text).as_slice() {
        [PieceKind::Command(command)] => command.call.clone(),
        other => panic!("{other:#?}\n{text}"),
    }
}

/// A case from several pastes; checks at every moment that its scenario reads.
fn case(texts: &[&str]) -> Case {
    let mut case = Case::new(time());
    assert_reads(&case);
    for text in texts {
        for piece in recognise(text) {
            case.add(piece);
            assert_reads(&case);
        }
    }
    case
}

fn assert_reads(case: &Case) {
    let scenario = case.scenario();
    assert_eq!(scenario.problems(), [], "{}", scenario.write());
    let text = scenario.write();
    assert_eq!(Scenario::read(&text).unwrap().write(), text);
    assert_eq!(simulate(&scenario).steps.len(), scenario.steps.len());
}

fn call(scenario: &Scenario) -> AssumeRole {
    match &scenario.steps[0].operation {
        Operation::Sts(sts) => match &sts.call {
            Call::AssumeRole(call) => call.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn documents_are_told_apart() {
    assert!(matches!(kinds(TRUST).as_slice(), [PieceKind::TrustPolicy(_)]));
    assert!(matches!(
        kinds(IDENTITY).as_slice(),
        [PieceKind::Policy { used_as: PolicyUse::Caller, .. }]
    ));
    let control =
        r#"{"Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:*","Resource":"*"}]}"#;
    assert!(matches!(
        kinds(control).as_slice(),
        [PieceKind::Policy { used_as: PolicyUse::ResourceControl, .. }]
    ));
    let both = format!("first\n{TRUST}\nthen\n\n{IDENTITY} done");
    let pieces = recognise(&both);
    assert_eq!(pieces.len(), 2);
    assert_eq!(pieces[0].span.of(&both), TRUST);
    assert_eq!(pieces[1].span.of(&both), IDENTITY);
}

#[test]
fn a_document_keeps_the_text_as_it_was_typed() {
    let PieceKind::TrustPolicy(text) = &kinds(TRUST)[0] else { panic!() };
    assert_eq!(&**text, TRUST);
}

#[test]
fn encoded_and_escaped_documents_are_decoded() {
    let encoded = "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22\
                   Principal%22%3A%7B%22Service%22%3A%22ec2.amazonaws.com%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D";
    let PieceKind::TrustPolicy(text) = &kinds(encoded)[0] else { panic!("{:?}", kinds(encoded)) };
    assert!(text.contains("\"Service\": \"ec2.amazonaws.com\""), "{text}");
    let escaped = r#"assume_role_policy = "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\"}]}""#;
    assert!(
        matches!(kinds(escaped).as_slice(), [PieceKind::TrustPolicy(_)]),
        "{:?}",
        kinds(escaped)
    );
}

/// RFC 3986, section 2.1: what is percent-encoded is decoded, and a plus sign is itself.
#[test]
fn a_plus_sign_in_an_encoded_document_stays() {
    let encoded = "%7B%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22AWS%22%3A%22arn%3A\
                   aws%3Aiam%3A%3A111111111111%3Auser%2Fa+b%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%7D";
    let PieceKind::TrustPolicy(text) = &kinds(encoded)[0] else { panic!("{:?}", kinds(encoded)) };
    assert!(text.contains("user/a+b\""), "{text}");
}

#[test]
fn a_broken_document_is_recognised_and_says_where() {
    let broken = TRUST.replace("\"Allow\",", "\"Allow\"");
    let pieces = recognise(&format!("here:\n{broken}\n"));
    assert!(matches!(pieces[0].kind, PieceKind::TrustPolicy(_)), "{pieces:?}");
    let text = format!("here:\n{broken}\n");
    let place = pieces[0].diagnostics[0].span;
    assert_eq!(place.line_column(&text).line, 7, "{:?}", pieces[0].diagnostics);
    let cut = &TRUST[..TRUST.len() - 3];
    assert!(matches!(recognise(cut)[0].kind, PieceKind::TrustPolicy(_)));
}

#[test]
fn get_role_is_read_with_its_account() {
    let PieceKind::Role { account, role } = &kinds(GET_ROLE)[0] else { panic!() };
    assert_eq!(account.unwrap().to_string(), "222222222222");
    assert_eq!((&*role.name, role.path.as_deref()), ("Reader", Some("/team/")));
    assert_eq!(role.max_session_duration, Some(7200));
    assert!(role.trust_policy.text().contains("111111111111"));
    let list = GET_ROLE.replacen("\"Role\": {", "\"Roles\": [{", 1);
    let list = format!("{}]}}", &list[..list.rfind('}').unwrap()]);
    assert!(matches!(kinds(&list).as_slice(), [PieceKind::Role { .. }]), "{list}");
    let inner = GET_ROLE.trim().strip_prefix("{\n    \"Role\": ").unwrap();
    let bare = &inner[..inner.rfind('}').unwrap()];
    assert!(matches!(kinds(bare).as_slice(), [PieceKind::Role { .. }]), "{bare}");
}

#[test]
fn other_outputs_are_read() {
    let inline = r#"{"RoleName": "App", "PolicyName": "p", "PolicyDocument": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}"#;
    assert!(matches!(
        kinds(inline).as_slice(),
        [PieceKind::InlinePolicy { owner: Owner::Role(owner), .. }] if **owner == *"App"
    ));
    let user = r#"{"User": {"Path": "/", "UserName": "alice", "UserId": "AIDAEXAMPLEALICE12", "Arn": "arn:aws:iam::111111111111:user/alice", "CreateDate": "2024-01-01T00:00:00Z"}}"#;
    assert!(matches!(kinds(user).as_slice(), [PieceKind::User { account: Some(_), .. }]));
    let version = r#"{"PolicyVersion": {"Document": {"Statement": []}, "VersionId": "v3", "IsDefaultVersion": true, "CreateDate": "2024"}}"#;
    assert!(
        matches!(kinds(version).as_slice(), [PieceKind::Policy { .. }]),
        "{:?}",
        kinds(version)
    );
    let identity = r#"{"UserId": "AIDAX", "Account": "111111111111", "Arn": "arn:aws:iam::111111111111:user/alice"}"#;
    assert!(matches!(kinds(identity).as_slice(), [PieceKind::Caller(_)]));
    let minted = r#"{"Credentials": {"AccessKeyId": "ASIA", "SecretAccessKey": "s", "SessionToken": "t", "Expiration": "2026-11-22T11:05:00+00:00"}, "AssumedRoleUser": {"AssumedRoleId": "AROA:hop", "Arn": "arn:aws:sts::222222222222:assumed-role/RoleB/hop"}}"#;
    let PieceKind::Caller(arn) = &kinds(minted)[0] else { panic!() };
    assert_eq!(arn.as_str(), "arn:aws:sts::222222222222:assumed-role/RoleB/hop");
    let attached = r#"{"AttachedPolicies": [{"PolicyName": "ReadOnlyAccess", "PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}]}"#;
    assert!(
        matches!(kinds(attached).as_slice(), [PieceKind::AttachedPolicies(all)] if all.len() == 1)
    );
    let control = r#"{"Policy": {"PolicySummary": {"Id": "p-examplepolicy", "Arn": "arn:aws:organizations::999999999999:policy/o-x/service_control_policy/p-x", "Name": "Guard", "Type": "SERVICE_CONTROL_POLICY", "AwsManaged": false}, "Content": "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"sts:*\",\"Resource\":\"*\"}]}"}}"#;
    assert!(matches!(kinds(control).as_slice(), [PieceKind::OrganizationPolicy(_)]));
    assert_eq!(kinds("{\"hello\": 1}"), [PieceKind::Unknown]);
    assert_eq!(kinds("nothing to see here { } [] %7"), []);
}

#[test]
fn account_details_are_read_as_accounts() {
    let details = r#"{
    "UserDetailList": [{"Path": "/", "UserName": "alice", "UserId": "AIDAEXAMPLEALICE12", "Arn": "arn:aws:iam::111111111111:user/alice",
        "CreateDate": "2024-01-01T00:00:00+00:00", "GroupList": ["devs"], "AttachedManagedPolicies": [], "Tags": [],
        "PermissionsBoundary": {}, "UserPolicyList": [{"PolicyName": "p", "PolicyDocument": "%7B%22Statement%22%3A%5B%5D%7D"}]}],
    "GroupDetailList": [{"Path": "/", "GroupName": "devs", "GroupId": "AGPAEXAMPLEDEVS123", "Arn": "arn:aws:iam::111111111111:group/devs",
        "CreateDate": "2024", "GroupPolicyList": [], "AttachedManagedPolicies": [{"PolicyName": "X", "PolicyArn": "arn:aws:iam::111111111111:policy/X"}]}],
    "RoleDetailList": [{"Path": "/", "RoleName": "R", "RoleId": "AROAEXAMPLEROLE123", "Arn": "arn:aws:iam::111111111111:role/R", "CreateDate": "2024",
        "AssumeRolePolicyDocument": {"Statement": []}, "InstanceProfileList": [{"Roles": []}], "RolePolicyList": [], "AttachedManagedPolicies": [], "RoleLastUsed": {}}],
    "Policies": [{"PolicyName": "X", "PolicyId": "ANPAEXAMPLEPOLICY1", "Arn": "arn:aws:iam::111111111111:policy/X", "Path": "/", "DefaultVersionId": "v2",
        "AttachmentCount": 1, "IsAttachable": true, "PolicyVersionList": [{"Document": {"Statement": []}, "VersionId": "v1", "IsDefaultVersion": false},
        {"Document": {"Version": "2012-10-17", "Statement": []}, "VersionId": "v2", "IsDefaultVersion": true, "CreateDate": "2024"}]}],
    "IsTruncated": false
}"#;
    let PieceKind::Accounts(accounts) = &kinds(details)[0] else { panic!() };
    let [account] = accounts.as_slice() else { panic!() };
    assert_eq!(account.users[0].inline_policies[0].document.text(), "{\n  \"Statement\": []\n}");
    assert!(account.policies[0].document.text().contains("2012-10-17"));
    let case = case(&[details]);
    assert_eq!(&*case.scenario().start.principal, "arn:aws:iam::111111111111:user/alice");
}

#[test]
fn a_command_is_read_with_all_its_options() {
    let call = command(
        "$ aws --profile dev sts assume-role \\\n    --role-arn arn:aws:iam::222222222222:role/Reader \\\n    \
         --role-session-name='my session' --duration-seconds 7200 --external-id \"a b\" \\\n    \
         --tags Key=Team,Value=web \"Key=Cost Center,Value=1=2\" --transitive-tag-keys Team 'Cost Center' \\\n    \
         --policy '{\"Version\":\"2012-10-17\",\"Statement\":[]}' --policy-arns arn=arn:aws:iam::aws:policy/ReadOnlyAccess \\\n    \
         --serial-number arn:aws:iam::111111111111:mfa/alice --token-code 012345 --source-identity alice \\\n    \
         --region eu-west-1 --output json\necho done",
    );
    assert_eq!(call.role_arn.as_deref(), Some("arn:aws:iam::222222222222:role/Reader"));
    assert_eq!(call.role_session_name.as_deref(), Some("my session"));
    assert_eq!(call.duration_seconds, Some(7200));
    assert_eq!(call.external_id.as_deref(), Some("a b"));
    let tags: Vec<(&str, &str)> = call.tags.iter().map(|tag| (&*tag.key, &*tag.value)).collect();
    assert_eq!(tags, [("Team", "web"), ("Cost Center", "1=2")]);
    assert_eq!(call.transitive_tag_keys, ["Team".into(), "Cost Center".into()]);
    assert_eq!(
        call.policy.as_deref(),
        Some("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": []\n}")
    );
    assert_eq!(call.policy_arns, ["arn:aws:iam::aws:policy/ReadOnlyAccess".into()]);
    assert_eq!(call.serial_number.as_deref(), Some("arn:aws:iam::111111111111:mfa/alice"));
    assert_eq!(call.token_code.as_deref(), Some("012345"));
    assert_eq!(call.source_identity.as_deref(), Some("alice"));
}

#[test]
fn commands_are_found_in_every_dress() {
    let plain = "arn:aws:iam::222222222222:role/Reader";
    for text in [
        format!("aws sts assume-role --role-arn {plain} --role-session-name s"),
        format!("aws sts assume-role --role-arn={plain} --role-session-name=s | jq ."),
        format!(
            "creds=$(aws sts assume-role --role-arn \"{plain}\" --role-session-name s --query Credentials)"
        ),
        format!("aws sts assume-role `\n  --role-arn {plain} `\n  --role-session-name s"),
        format!("aws sts assume-role ^\r\n --role-arn {plain} ^\r\n --role-session-name s\r\n"),
        format!("aws sts assume-role\n  --role-arn {plain}\n  --role-session-name s\n\nand prose"),
        format!(
            "AWS_PROFILE=x aws --region eu-west-1 sts assume-role --role-session-name s --role-arn {plain}; ls"
        ),
        format!("aws \\\n  sts assume-role --role-arn {plain} --role-session-name s"),
    ] {
        let call = command(&text);
        assert_eq!(call.role_arn.as_deref(), Some(plain), "{text}");
        assert_eq!(call.role_session_name.as_deref(), Some("s"), "{text}");
    }
    assert_eq!(kinds("the assume-role call; aws sts assume-role-with-saml --role-arn x"), []);
}

#[test]
fn what_a_command_leaves_open_is_said() {
    let open = "aws sts assume-role --role-arn $ROLE --policy file://p.json --durationseconds 1";
    let pieces = recognise(open);
    let codes: Vec<&str> = pieces[0].diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["NOT_IN_TEXT", "NOT_IN_TEXT", "UNKNOWN_OPTION"]);
    assert_eq!(
        pieces[0].diagnostics[2].help.as_deref(),
        Some("Did you mean `--duration-seconds`?")
    );
    assert_eq!(recognise("aws sts assume-role")[0].diagnostics[0].code, "NO_ROLE");
}

#[test]
fn messages_are_found_in_every_dress() {
    let user = "arn:aws:iam::111111111111:user/alice";
    let role = "arn:aws:iam::222222222222:role/Reader";
    let sentence =
        format!("User: {user} is not authorized to perform: sts:AssumeRole on resource: {role}");
    for text in [
        format!(
            "An error occurred (AccessDenied) when calling the AssumeRole operation: {sentence}"
        ),
        format!(
            "\naws: [ERROR]: An error occurred (AccessDenied) when calling the AssumeRole operation: {sentence}\n"
        ),
        format!(
            "botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the AssumeRole operation: {sentence}"
        ),
        format!("AccessDenied: {sentence}\n\tstatus code: 403, request id: 0000"),
        format!(
            "{sentence} (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied; Request ID: 0)"
        ),
        format!("{sentence} (Service: Sts, Status Code: 403, Request ID: 0)"),
        format!(
            "operation error STS: AssumeRole, https response error StatusCode: 403, RequestID: 0, api error AccessDenied: {sentence}"
        ),
        format!(
            "│ Error: IAM Role ({role}) cannot be assumed.\n│ \n│ Error: operation error STS: AssumeRole, https response error\n│ StatusCode: 403, RequestID: 0, api error AccessDenied: User:\n│ {user} is not authorized to perform:\n│ sts:AssumeRole on resource: {role}\n"
        ),
        format!("{{\"level\": \"error\", \"msg\": \"AccessDenied: {sentence}\"}}"),
        format!("{sentence}."),
        sentence.clone(),
    ] {
        let found = message(&text);
        assert_eq!(&*found.code, "AccessDenied", "{text}");
        assert_eq!(found.operation.as_deref(), Some("AssumeRole"), "{text}");
        assert_eq!(found.caller.as_deref(), Some(user), "{text}");
        assert_eq!(found.action.as_deref(), Some("sts:AssumeRole"), "{text}");
        assert_eq!(found.resource.as_deref(), Some(role), "{text}");
        assert_eq!(found.reason, None, "{text}");
    }
}

#[test]
fn a_line_that_the_terminal_broke_is_put_together() {
    for width in [60, 66, 72, 80, 97, 100, 120] {
        let letters: Vec<char> = DENIED.chars().collect();
        let wrapped: Vec<String> =
            letters.chunks(width).map(|line| line.iter().collect()).collect();
        let found = message(&format!("$ aws sts …\n{}\n$ ", wrapped.join("\n")));
        assert_eq!(
            found.caller.as_deref(),
            Some("arn:aws:iam::111111111111:user/dev/alice"),
            "{width}"
        );
        assert_eq!(
            found.resource.as_deref(),
            Some("arn:aws:iam::222222222222:role/team/Reader"),
            "{width}"
        );
    }
}

#[test]
fn the_line_behind_a_message_is_not_part_of_it() {
    for next in [
        "jane@laptop:~$ ",
        "[1] 1234 done",
        "Help, what is wrong?",
        "Thanks",
        "exit",
        "PS C:\\> ",
        "> next",
    ] {
        let found = message(&format!("{DENIED}\n{next}\n"));
        assert_eq!(
            found.resource.as_deref(),
            Some("arn:aws:iam::222222222222:role/team/Reader"),
            "{next}"
        );
    }
    // Wrapped by a terminal; the last row is not a full one.
    let letters: Vec<char> = DENIED.chars().collect();
    let rows: Vec<String> = letters.chunks(105).map(|row| row.iter().collect()).collect();
    let found = message(&format!("{}\nThanks\n", rows.join("\n")));
    assert_eq!(found.resource.as_deref(), Some("arn:aws:iam::222222222222:role/team/Reader"));
}

#[test]
fn a_wide_terminal_breaks_only_the_role() {
    let role = "arn:aws:iam::222222222222:role/team/Reader";
    // The ARN cannot end there.
    let found = message(&DENIED.replace("222222222222:role", "222222222222:ro\nle"));
    assert_eq!(found.resource.as_deref(), Some(role));
    // The ARN could end there, but the command names it whole.
    let text = format!(
        "aws sts assume-role --role-arn {role} --role-session-name s\n\n{}",
        DENIED.replace("Reader", "Rea\nder")
    );
    let found: Vec<PieceKind> = kinds(&text);
    assert!(
        matches!(found.as_slice(), [_, PieceKind::Message(m)] if m.resource.as_deref() == Some(role)),
        "{found:?}"
    );
}

#[test]
fn reasons_are_read() {
    let check = |suffix: &str, reason: &str, explicit: bool| {
        let text = format!("{DENIED} {suffix}\nnext line");
        let found = message(&text);
        assert_eq!(found.reason.as_deref(), Some(reason), "{suffix}");
        assert_eq!(found.explicit_deny, explicit, "{suffix}");
        assert_eq!(found.resource.as_deref(), Some("arn:aws:iam::222222222222:role/team/Reader"));
    };
    check(
        "because no identity-based policy allows the sts:AssumeRole action",
        "no identity-based policy",
        false,
    );
    check(
        "because no VPC endpoint policy allows the sts:AssumeRole action",
        "no VPC endpoint policy",
        false,
    );
    check(
        "with an explicit deny in a service control policy",
        "an explicit deny in service control policy",
        true,
    );
    check(
        "with an explicit deny in a permissions boundary: arn:aws:iam::111111111111:policy/B",
        "an explicit deny in permissions boundary",
        true,
    );
    let bare = message(
        "An error occurred (AccessDeniedException) when calling the DecodeAuthorizationMessage operation: User: \
         arn:aws:iam::111111111111:user/x is not authorized to perform: sts:DecodeAuthorizationMessage because no \
         identity-based policy allows the sts:DecodeAuthorizationMessage action",
    );
    assert_eq!((bare.resource, &*bare.code), (None, "AccessDenied"));
    assert_eq!(bare.action.as_deref(), Some("sts:DecodeAuthorizationMessage"));
}

#[test]
fn messages_without_a_caller_are_read() {
    let limit = "An error occurred (ValidationError) when calling the AssumeRole operation: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.";
    let found = message(&format!("{limit}\nmore"));
    assert_eq!((&*found.code, found.operation.as_deref()), ("ValidationError", Some("AssumeRole")));
    assert_eq!(&*found.text, limit);
    let bare =
        message("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    assert_eq!((&*bare.code, bare.operation.as_deref()), ("ValidationError", Some("AssumeRole")));
    let web = message("Not authorized to perform sts:AssumeRoleWithWebIdentity");
    assert_eq!(&*web.code, "AccessDenied");
    let two = format!("{limit}\n{DENIED}\n");
    assert_eq!(kinds(&two).len(), 2);
}

#[test]
fn pieces_mixed_in_one_text_are_all_found() {
    let text = format!(
        "$ aws sts assume-role --role-arn arn:aws:iam::222222222222:role/team/Reader --role-session-name s --external-id 12345\n\n\
         {DENIED}\n\nThe trust policy is\n{TRUST}\nand mine\n```json\n{IDENTITY}\n```\n{GET_ROLE}"
    );
    let kinds = kinds(&text);
    assert!(
        matches!(
            kinds.as_slice(),
            [
                PieceKind::Command(_),
                PieceKind::Message(_),
                PieceKind::TrustPolicy(_),
                PieceKind::Policy { .. },
                PieceKind::Role { .. }
            ]
        ),
        "{kinds:#?}"
    );
}

#[test]
fn a_case_stands_from_the_first_piece_on() {
    let case = case(&[DENIED]);
    let scenario = case.scenario();
    assert_eq!(&*scenario.start.principal, "arn:aws:iam::111111111111:user/dev/alice");
    assert_eq!(
        call(&scenario).role_arn.as_deref(),
        Some("arn:aws:iam::222222222222:role/team/Reader")
    );
    let expect = scenario.steps[0].expect.as_ref().unwrap();
    assert_eq!(expect.error.as_deref(), Some("AccessDenied"));
    let outcome = simulate(&scenario);
    assert_eq!(outcome.steps[0].differences, Some(Vec::new()), "the verdict stands at once");
    let missing: Vec<String> =
        case.missing().into_iter().filter_map(|known| known.command).collect();
    assert_eq!(
        missing,
        [
            "aws iam get-role --role-name Reader",
            "aws iam get-account-authorization-details --filter User Group LocalManagedPolicy"
        ]
    );
    assert_eq!(case.assumptions_made().len(), 3, "{:?}", case.assumptions_made());
}

#[test]
fn the_order_of_the_pieces_does_not_matter() {
    let command = "aws sts assume-role --role-arn arn:aws:iam::222222222222:role/team/Reader --role-session-name alice --external-id 12345";
    let one = case(&[command, DENIED, TRUST, IDENTITY]);
    let two = case(&[IDENTITY, TRUST, DENIED, command]);
    assert_eq!(one.scenario(), two.scenario());
    assert_eq!(one.missing(), []);
    assert_eq!(one.assumptions_made(), Vec::<String>::new());
    let scenario = one.scenario();
    let outcome = simulate(&scenario);
    assert!(matches!(outcome.steps[0].result, simulator::outcome::StepResult::Succeeded));
    assert!(outcome.steps[0].differences.as_ref().is_some_and(|known| !known.is_empty()));
    assert_eq!(call(&scenario).external_id.as_deref(), Some("12345"));
    assert_eq!(scenario.accounts[1].roles[0].trust_policy.text(), TRUST);
    assert_eq!(scenario.accounts[0].users[0].inline_policies[0].document.text(), IDENTITY);
}

#[test]
fn a_session_starts_as_its_role() {
    let denied = DENIED.replace(
        "arn:aws:iam::111111111111:user/dev/alice",
        "arn:aws:sts::111111111111:assumed-role/App/i-0abc",
    );
    let known = case(&[&denied]);
    let start = known.scenario().start;
    assert_eq!(&*start.principal, "arn:aws:iam::111111111111:role/App");
    assert_eq!(start.role_session_name.as_deref(), Some("i-0abc"));
    assert!(known.assumptions_made().iter().any(|said| said.contains("path")));
    let role = GET_ROLE.replace("Reader", "App").replace("222222222222", "111111111111");
    let known = case(&[&denied, &role]);
    assert_eq!(&*known.scenario().start.principal, "arn:aws:iam::111111111111:role/team/App");
    let sso = denied.replace("/App/", "/AWSReservedSSO_Admin_0123456789abcdef/");
    let start = case(&[&sso]).scenario().start;
    assert!(start.principal.contains(":role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin"));
}

#[test]
fn unknown_managed_policies_are_asked_for_by_name() {
    let case = case(&[GET_ROLE]);
    let missing = case.missing();
    let boundary =
        missing.iter().find(|known| known.what.contains("permissions boundary")).unwrap();
    assert_eq!(
        boundary.command.as_deref().unwrap(),
        "aws iam get-policy-version --policy-arn arn:aws:iam::222222222222:policy/Limit --version-id $(aws iam \
         get-policy --policy-arn arn:aws:iam::222222222222:policy/Limit --query Policy.DefaultVersionId --output text)"
    );
    assert!(missing.iter().any(|known| known.what == "the caller's ARN"));
}

#[test]
fn a_person_can_say_what_a_document_is() {
    let mut case = case(&[DENIED, TRUST]);
    for used_as in [
        PolicyUse::Boundary,
        PolicyUse::ServiceControl,
        PolicyUse::ResourceControl,
        PolicyUse::Session,
        PolicyUse::Role,
    ] {
        case.add(recognise(IDENTITY).remove(0).used_as(used_as));
        assert_reads(&case);
    }
    let scenario = case.scenario();
    assert!(scenario.accounts[0].users[0].boundary.is_some());
    assert_eq!(scenario.organization.as_ref().unwrap().policies.len(), 2);
    assert!(scenario.accounts[0].service_control_policies.is_some());
    assert!(scenario.accounts[1].resource_control_policies.is_some());
    assert!(call(&scenario).policy.is_some());
    assert_eq!(scenario.accounts[1].roles[0].inline_policies.len(), 1);
}

#[test]
fn two_commands_are_a_chain() {
    let text = "aws sts assume-role --role-arn arn:aws:iam::222222222222:role/A --role-session-name one\n\
                aws sts assume-role --role-arn arn:aws:iam::333333333333:role/B --role-session-name two --duration-seconds 7200\n";
    let case = case(&[text, TRUST, TRUST]);
    let scenario = case.scenario();
    assert_eq!(scenario.steps.len(), 2);
    assert_eq!(scenario.steps[1].caller, None);
    assert_eq!(scenario.accounts.len(), 3);
    assert!(!case.missing().iter().any(|known| known.what.contains("trust")));
    // The second call chains: one hour is the most, whatever maximum its role has.
    assert!(!case.missing().iter().any(|known| known.what.contains("MaxSessionDuration")));
}

#[test]
fn another_action_is_a_step_of_its_own() {
    let text = "An error occurred (AccessDenied) when calling the GetObject operation: User: \
        arn:aws:sts::222222222222:assumed-role/Reader/alice is not authorized to perform: s3:GetObject on resource: \
        \"arn:aws:s3:::reports/2026.csv\" with an explicit deny in a resource-based policy";
    let case = case(&[text]);
    let scenario = case.scenario();
    assert_eq!(scenario.steps.len(), 1, "{}", scenario.write());
    let Operation::Action { action, resource } = &scenario.steps[0].operation else { panic!() };
    assert_eq!(
        (action.as_str(), resource.as_deref()),
        ("s3:GetObject", Some("arn:aws:s3:::reports/2026.csv"))
    );
}

#[test]
fn every_cut_and_every_mix_reads() {
    let everything = format!(
        "aws sts assume-role --role-arn arn:aws:iam::222222222222:role/team/Reader --tags Key=a,Value=b --serial-number arn:aws:iam::111111111111:mfa/a\n\
         {DENIED} with an explicit deny in a service control policy\n{TRUST}\n{IDENTITY}\n{GET_ROLE}"
    );
    for (end, _) in everything.char_indices().step_by(7) {
        case(&[&everything[..end]]);
        case(&[&everything[end..]]);
    }
}

const JANE: &str = "An error occurred (AccessDenied) when calling the AssumeRole operation: User: \
    arn:aws:iam::111122223333:user/jane is not authorized to perform: sts:AssumeRole on resource: \
    arn:aws:iam::444455556666:role/Deployer";

fn trusting(principal: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"}}}}"#
    )
}

/// What is open, without the commands.
fn open(case: &Case) -> Vec<String> {
    case.answer().open.into_iter().map(|open| open.sentence).collect()
}

fn is_allowed(case: &Case) -> bool {
    let answer = case.answer();
    matches!(answer.outcome.steps.last().unwrap().result, simulator::outcome::StepResult::Succeeded)
}

#[test]
fn no_verdict_rests_on_a_policy_that_nobody_pasted() {
    let alone = case(&[JANE]);
    assert_eq!(
        open(&alone),
        [
            "The trust policy of Deployer is not known yet.",
            "No identity policy of the user jane is known yet."
        ]
    );
    assert_eq!(
        alone.answer().open[0].command.as_deref(),
        Some("aws iam get-role --role-name Deployer")
    );
    let trust = trusting(r#"{"AWS":"arn:aws:iam::111122223333:user/jane"}"#);
    assert_eq!(open(&case(&[JANE, &trust])), ["No identity policy of the user jane is known yet."]);
    assert_eq!(open(&case(&[JANE, IDENTITY])), ["The trust policy of Deployer is not known yet."]);
    assert_eq!(open(&case(&[JANE, IDENTITY, &trust])), Vec::<String>::new());
}

#[test]
fn no_verdict_rests_on_a_maximum_that_nobody_pasted() {
    let trust = trusting(r#"{"AWS":"arn:aws:iam::111122223333:root"}"#);
    let asking = |seconds: u32| {
        format!(
            "aws sts assume-role --role-arn arn:aws:iam::444455556666:role/Deployer --role-session-name jane \
             --duration-seconds {seconds}"
        )
    };
    let maximum = "MaxSessionDuration of the role Deployer is not known yet.";
    assert_eq!(open(&case(&[JANE, &trust, IDENTITY, &asking(7200)])), [maximum]);
    assert_eq!(
        open(&case(&[JANE, &trust, &asking(7200)])),
        ["No identity policy of the user jane is known yet.", maximum]
    );
    assert_eq!(open(&case(&[JANE, &trust, IDENTITY, &asking(3600)])), Vec::<String>::new());
    // More than any role may allow is refused whatever this one allows.
    let refused = case(&[JANE, &trust, IDENTITY, &asking(50_000)]);
    assert_eq!(open(&refused), Vec::<String>::new());
    assert!(!is_allowed(&refused));
}

#[test]
fn a_refusal_by_what_is_known_needs_no_more() {
    // The trust policy refuses whatever jane's own policies say.
    let other = trusting(r#"{"AWS":"arn:aws:iam::111122223333:user/bob"}"#);
    let known = case(&[JANE, &other]);
    assert_eq!(open(&known), Vec::<String>::new());
    assert!(!is_allowed(&known));
    let answer = known.answer();
    let cause =
        simulator::narrate::cause(&answer.scenario, &answer.outcome, &answer.outcome.steps[0]);
    assert!(cause.plain().contains("bob"), "{}", cause.plain());
    // An explicit deny in what jane has decides without the trust policy.
    let deny = IDENTITY.replace("Allow", "Deny");
    let known = case(&[JANE, &deny]);
    assert_eq!(open(&known), Vec::<String>::new());
    assert!(!is_allowed(&known));
}

#[test]
fn the_reason_that_a_message_states_leads() {
    let stated = |suffix: &str| case(&[&format!("{JANE} {suffix}")]).answer().stated;
    assert_eq!(
        stated("with an explicit deny in a service control policy"),
        ["The message states the reason: an explicit deny in a service control policy."]
    );
    assert_eq!(
        stated("because no permissions boundary allows the sts:AssumeRole action"),
        ["The message states the reason: no permissions boundary allows sts:AssumeRole."]
    );
    assert_eq!(
        stated("with an explicit deny in an identity-based policy"),
        ["The message states the reason: an explicit deny in an identity-based policy."]
    );
    assert_eq!(case(&[JANE]).answer().stated, Vec::<String>::new());
}

#[test]
fn a_message_about_a_duration_states_its_reason_too() {
    let stated = |sentence: &str| {
        let message = format!(
            "An error occurred (ValidationError) when calling the AssumeRole operation: {sentence}"
        );
        case(&[&message]).answer().stated.join("|")
    };
    let chained = stated(
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
    assert!(chained.contains("lasts at most 1 hour, whatever MaxSessionDuration"), "{chained}");
    let role =
        stated("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    assert!(role.contains("raise it on the role (3600 to 43200)"), "{role}");
    assert_eq!(stated("Something else."), "");
    // The sentence alone, as a log or a question quotes it, belongs to AssumeRole and is answered too.
    let alone = case(&[
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    ]);
    let answer = alone.answer();
    assert!(answer.stated.join("|").contains("lasts at most 1 hour"), "{:?}", answer.stated);
    assert_eq!(answer.outcome.steps.len(), 1);
}

#[test]
fn an_account_that_is_trusted_is_a_user_in_it_and_not_its_root() {
    let alone = case(&[&trusting(r#"{"AWS":"arn:aws:iam::111122223333:root"}"#)]);
    let assumed = "Nothing says who calls; a user of account 111122223333 is assumed, which the trust policy lets in.";
    assert!(
        alone.assumptions_made().iter().any(|said| &**said == assumed),
        "{:?}",
        alone.assumptions_made()
    );
}

#[test]
fn nobody_is_invented_who_could_be_refused() {
    let trust = trusting(r#"{"AWS":"arn:aws:iam::111122223333:user/jane"}"#);
    let alone = case(&[&trust]);
    assert_eq!(open(&alone)[0], "Who asks for which role is not known yet.");
    assert_eq!(&*alone.scenario().start.principal, "arn:aws:iam::111122223333:user/jane");
    assert!(
        alone.assumptions_made().iter().any(|said| said.contains("which the trust policy names"))
    );
    // The role is known, and the trust policy names its caller: the verdict is about that one.
    let command = "aws sts assume-role --role-arn arn:aws:iam::444455556666:role/Deployer --role-session-name s";
    let closed = trust
        .replace(r#""Action""#, r#""Condition":{"StringEquals":{"sts:ExternalId":"7"}},"Action""#);
    let known = case(&[command, &closed]);
    assert_eq!(open(&known), Vec::<String>::new());
    assert!(!is_allowed(&known));
    // It names nobody who could call.
    let service = trusting(r#"{"Service":"ec2.amazonaws.com"}"#);
    assert_eq!(open(&case(&[command, &service])), ["Who calls is not known yet."]);
}

#[test]
fn what_can_still_refuse_is_listed_with_its_commands() {
    let trust = trusting(r#"{"AWS":"arn:aws:iam::111122223333:user/jane"}"#);
    let known = case(&[JANE, &trust, IDENTITY]);
    assert_eq!(known.missing(), []);
    let list = known.answer().can_still_deny;
    for (what, command) in [
        ("service control policy", "--target-id 111122223333 --filter SERVICE_CONTROL_POLICY"),
        ("resource control policy", "--target-id 444455556666 --filter RESOURCE_CONTROL_POLICY"),
        ("permissions boundary of the user jane", "aws iam get-user --user-name jane"),
        ("VPC endpoint", "aws ec2 describe-vpc-endpoints"),
        ("deleted and made again", "aws iam get-role --role-name Deployer"),
    ] {
        let found = list.iter().find(|one| one.what.contains(what)).unwrap();
        assert!(found.command.as_deref().unwrap().contains(command), "{found:?}");
    }
    // Nothing contradicts the verdict where no message was pasted.
    let command = "aws sts assume-role --role-arn arn:aws:iam::444455556666:role/Deployer --role-session-name s";
    assert_eq!(case(&[command, &trust, IDENTITY]).answer().can_still_deny, []);
}

#[test]
fn another_partition_is_said_and_gets_no_verdict() {
    let china = JANE.replace("arn:aws:", "arn:aws-cn:");
    let trust = trusting(r#"{"AWS":"arn:aws-cn:iam::111122223333:user/jane"}"#);
    let known = case(&[&china, &trust, IDENTITY]);
    let said = open(&known);
    assert!(said[0].contains("partition aws-cn"), "{said:?}");
    assert!(case(&[JANE]).answer().open.iter().all(|open| !open.sentence.contains("partition")));
}

#[test]
fn terraform_is_recognised_and_is_no_broken_json() {
    let text = r#"resource "aws_iam_role" "deployer" {
  name = "Deployer"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::111122223333:root" } }]
  })
}"#;
    let pieces = recognise(text);
    assert_eq!(pieces.len(), 1, "{pieces:?}");
    assert_eq!(pieces[0].kind, PieceKind::Unknown);
    assert_eq!(pieces[0].title(), "Terraform configuration");
    assert!(pieces[0].diagnostics[0].help.as_deref().unwrap().contains("as JSON"));
    // JSON in a here-document is read.
    let here = format!(
        "resource \"aws_iam_role\" \"r\" {{\n  assume_role_policy = <<EOF\n{TRUST}\nEOF\n}}\n"
    );
    assert!(matches!(kinds(&here).as_slice(), [PieceKind::TrustPolicy(_)]), "{:?}", kinds(&here));
}

#[test]
fn a_refused_token_asks_for_provider_and_claims() {
    let text = "Error: Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity";
    let known = case(&[text]);
    let missing: Vec<String> = known.missing().into_iter().map(|one| one.what).collect();
    assert!(missing.iter().any(|what| what.contains("sub and aud")), "{missing:?}");
    assert!(missing.iter().any(|what| what.contains("OIDC provider")), "{missing:?}");
    assert!(!missing.iter().any(|what| what.contains("caller")), "{missing:?}");
}

#[test]
fn a_call_that_nobody_signs_asks_for_no_policies_of_a_caller() {
    for (call, provider) in
        [("AssumeRoleWithWebIdentity", "OIDC provider"), ("AssumeRoleWithSAML", "SAML provider")]
    {
        let text = format!(
            "An error occurred (AccessDenied) when calling the {call} operation: Not authorized to perform sts:{call}"
        );
        let answer = case(&[&text, GET_ROLE]).answer();
        let said = format!("{:?} {:?} {:?}", answer.open, answer.missing, answer.assumed);
        assert!(!said.contains("identity polic") && !said.contains("No policy of"), "{said}");
        assert!(!said.contains("who calls") && !said.contains("get-caller-identity"), "{said}");
        assert!(answer.missing.iter().any(|one| one.what.contains(provider)), "{said}");
        // The trust policy is among what was pasted.
        assert!(!answer.missing.iter().any(|one| one.what.contains("trust policy")), "{said}");
        assert_eq!(answer.open.len(), 1, "{said}");
    }
}

/// AWS: "AWS CLI Command Reference", `organizations list-policies-for-target`.
const LISTED: &str = r#"{
    "Policies": [
        {
            "Id": "p-FullAWSAccess",
            "Arn": "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
            "Name": "FullAWSAccess",
            "Description": "Allows access to every operation",
            "Type": "SERVICE_CONTROL_POLICY",
            "AwsManaged": true
        },
        {
            "Id": "p-examplepolicyid111",
            "Arn": "arn:aws:organizations::111111111111:policy/o-exampleorgid/service_control_policy/p-examplepolicyid111",
            "Name": "Guard",
            "Type": "SERVICE_CONTROL_POLICY",
            "AwsManaged": false
        }
    ]
}"#;

#[test]
fn the_policy_that_a_message_names_is_asked_for_by_its_id() {
    let commands = |texts: &[&str]| -> Vec<String> {
        let missing = case(texts).missing().into_iter();
        let commands = missing.filter_map(|one| one.command);
        commands.filter(|command| command.starts_with("aws organizations")).collect()
    };
    let bare = format!("{DENIED} with an explicit deny in a service control policy");
    let named = format!(
        "{bare}: arn:aws:organizations::999999999999:policy/o-exampleorgid/service_control_policy/p-examplepolicyid111"
    );
    let describe = "aws organizations describe-policy --policy-id p-examplepolicyid111";
    assert_eq!(commands(&[&named]), [describe]);
    let list = "aws organizations list-policies-for-target --target-id 111111111111 --filter SERVICE_CONTROL_POLICY";
    assert_eq!(commands(&[&bare]), [list]);
    // What that command prints leads on to what the policies say.
    assert!(
        matches!(kinds(LISTED).as_slice(), [PieceKind::OrganizationPolicies(all)] if all.len() == 2)
    );
    assert_eq!(commands(&[&bare, LISTED]), [describe]);
    assert_eq!(commands(&[&named, LISTED]), [describe]);
}

#[test]
fn who_calls_is_asked_for_with_one_command() {
    let answer = case(&[
        PROFILES,
        "aws sts assume-role --profile prod --role-arn arn:aws:iam::222222222222:role/Base \
         --role-session-name x",
        TRUST,
    ]);
    let answer = answer.answer();
    let open = answer.open.iter().filter_map(|one| one.command.as_deref());
    let asked = answer.missing.iter().filter_map(|one| one.command.as_deref());
    let commands: std::collections::BTreeSet<&str> =
        open.chain(asked).filter(|command| command.contains("get-caller-identity")).collect();
    assert!(commands.len() <= 1, "{commands:?}");
}

// ---- profiles of the command line ------------------------------------------------------------------------------------

/// AWS: "Using an IAM role in the AWS CLI" shows profiles of this form.
const PROFILES: &str = "[default]
region = eu-west-1

[profile base]
role_arn = arn:aws:iam::222222222222:role/Base
source_profile = default
# asked for by the auditor
external_id = vendor-7
mfa_serial = arn:aws:iam::111111111111:mfa/alice

[profile prod]
role_arn=arn:aws:iam::333333333333:role/Prod
source_profile=base
role_session_name=alice@work
duration_seconds=7200
region=eu-central-1
";

fn calls(scenario: &Scenario) -> Vec<AssumeRole> {
    let calls = scenario.steps.iter().map(|step| match &step.operation {
        Operation::Sts(call) => match &call.call {
            Call::AssumeRole(call) => call.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    });
    calls.collect()
}

#[test]
fn profiles_are_the_calls_that_the_command_line_makes() {
    let case = case(&[PROFILES]);
    assert_reads(&case);
    let titles: Vec<String> = case.pieces().iter().map(|piece| piece.title()).collect();
    assert_eq!(
        titles,
        [
            "the profile default",
            "the profile base, which takes arn:aws:iam::222222222222:role/Base",
            "the profile prod, which takes arn:aws:iam::333333333333:role/Prod",
        ]
    );
    let scenario = case.scenario();
    let [base, prod] = &calls(&scenario)[..] else { panic!("{:?}", scenario.steps) };
    assert_eq!(base.role_arn.as_deref(), Some("arn:aws:iam::222222222222:role/Base"));
    assert_eq!(base.external_id.as_deref(), Some("vendor-7"));
    assert_eq!(base.serial_number.as_deref(), Some("arn:aws:iam::111111111111:mfa/alice"));
    assert!(base.token_code.is_some(), "the AWS CLI asks for it");
    assert!(base.role_session_name.as_deref().unwrap().starts_with("botocore-session-"));
    assert_eq!(prod.role_session_name.as_deref(), Some("alice@work"));
    assert_eq!(prod.duration_seconds, Some(7200));
    assert_eq!(scenario.steps[1].endpoint.as_deref(), Some("eu-central-1"));
    assert_eq!(scenario.steps[1].caller, None, "the hop before");
    // Whose device it is says who calls.
    assert_eq!(&*scenario.start.principal, "arn:aws:iam::111111111111:user/alice");
}

#[test]
fn profiles_with_one_source_are_two_branches() {
    let text = "[profile a]\nrole_arn = arn:aws:iam::222222222222:role/A\nsource_profile = me\n\
                [profile b]\nrole_arn = arn:aws:iam::333333333333:role/B\nsource_profile = a\n\
                [profile c]\nrole_arn = arn:aws:iam::444444444444:role/C\nsource_profile = me\n\
                [profile d]\nrole_arn = arn:aws:iam::444444444444:role/D\nsource_profile = a\n";
    let case = case(&[text]);
    assert_reads(&case);
    let callers: Vec<Option<String>> = case
        .scenario()
        .steps
        .iter()
        .map(|step| step.caller.as_ref().map(ToString::to_string))
        .collect();
    assert_eq!(callers, [None, None, Some("start".to_owned()), Some("a".to_owned())]);
    let who =
        case.missing().into_iter().find(|missing| missing.what == "the caller's ARN").unwrap();
    assert_eq!(who.command.as_deref(), Some("aws sts get-caller-identity --profile me"));
}

#[test]
fn an_error_chooses_the_profiles_on_the_way_to_it() {
    let refused = "An error occurred (AccessDenied) when calling the AssumeRole operation: User: \
        arn:aws:sts::222222222222:assumed-role/Base/botocore-session-1 is not authorized to perform: sts:AssumeRole on \
        resource: arn:aws:iam::333333333333:role/Prod";
    let other = "[profile other]\nrole_arn = arn:aws:iam::222222222222:role/Other\nsource_profile = default\n";
    let case = case(&[other, PROFILES, refused]);
    assert_reads(&case);
    // Whoever is refused holds the session of Base already.
    let scenario = case.scenario();
    assert_eq!(calls(&scenario).len(), 1);
    assert_eq!(calls(&scenario)[0].duration_seconds, Some(7200));
    assert_eq!(&*scenario.start.principal, "arn:aws:iam::222222222222:role/Base");
}

#[test]
fn a_command_with_a_profile_is_called_by_its_role() {
    let command = "aws sts assume-role --role-arn arn:aws:iam::444444444444:role/Last --role-session-name x --profile base";
    let case = case(&[PROFILES, command]);
    assert_reads(&case);
    let roles: Vec<_> =
        calls(&case.scenario()).into_iter().map(|call| call.role_arn.unwrap()).collect();
    assert_eq!(
        roles.iter().map(|role| &**role).collect::<Vec<_>>(),
        ["arn:aws:iam::222222222222:role/Base", "arn:aws:iam::444444444444:role/Last"]
    );
}

#[test]
fn what_is_wrong_with_a_profile_is_said() {
    let said = |text: &str| {
        let pieces = recognise(text);
        let [piece] = &pieces[..] else { panic!("{pieces:?}") };
        piece.diagnostics.iter().map(|found| found.message.clone()).collect::<Vec<_>>().join(" ")
    };
    let role = "role_arn = arn:aws:iam::222222222222:role/A";
    let both =
        format!("[profile a]\n{role}\nsource_profile = b\ncredential_source = Environment\n");
    assert_eq!(said(&both), "The profile a contains both source_profile and credential_source.");
    let neither = format!("[profile a]\n{role}\n");
    assert!(
        said(&neither).contains("neither source_profile nor credential_source"),
        "{}",
        said(&neither)
    );
    let secret = "[me]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = abc\n";
    assert!(said(secret).contains("`aws_secret_access_key` is a secret"), "{}", said(secret));
    let token = format!("[profile a]\n{role}\nweb_identity_token_file = /tmp/token\n");
    assert!(said(&token).contains("AssumeRoleWithWebIdentity"), "{}", said(&token));
    assert!(
        kinds("[package]\nname = \"x\"\n").is_empty(),
        "another file of this form is no profile"
    );
}

#[test]
fn profiles_that_name_each_other_end() {
    let text = "[profile a]\nrole_arn = arn:aws:iam::222222222222:role/A\nsource_profile = b\n\
                [profile b]\nrole_arn = arn:aws:iam::222222222222:role/B\nsource_profile = a\n";
    let case = case(&[text]);
    assert_reads(&case);
    assert_eq!(case.scenario().steps.len(), 2);
}

#[test]
fn yaml_is_recognised_and_told_how_it_becomes_json() {
    let template = "AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Deployer:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:
              AWS: !Sub arn:aws:iam::${Account}:root
            Action:
              - sts:AssumeRole
            Condition:
              StringEquals:
                \"sts:ExternalId\": vendor-7
";
    let pieces = recognise(template);
    let [piece] = &pieces[..] else { panic!("{pieces:?}") };
    assert_eq!(piece.span.of(template), template.trim_end());
    assert_eq!(piece.title(), "YAML");
    assert!(piece.diagnostics[0].message.contains("CloudFormation"), "{:?}", piece.diagnostics);
    assert!(piece.diagnostics[0].help.as_deref().unwrap().contains("aws iam get-role"));
    let json = r#"{"Resources": {"Deployer": {"Type": "AWS::IAM::Role"}}}"#;
    assert!(recognise(json)[0].diagnostics[0].message.contains("CloudFormation"));
    // Beside what is read it takes nothing away.
    let mixed = format!("{template}\n{DENIED}\n");
    let both = kinds(&mixed);
    assert!(matches!(&both[..], [PieceKind::Unknown, PieceKind::Message(_)]), "{both:?}");
    assert!(kinds("Status: all good\nNote: nothing\n").is_empty());
}

#[test]
fn a_role_between_two_profiles_needs_policies_of_its_own() {
    let two = PROFILES.replace("duration_seconds=7200\n", "");
    let case = case(&[&two]);
    let open = open(&case);
    assert!(
        open.contains(&"No identity policy of the role Base is known yet.".to_owned()),
        "{open:?}"
    );
    assert!(!open.iter().any(|open| open.contains("role Prod is")), "{open:?}: it makes no call");
}

#[test]
fn what_is_left_out_is_told_by_its_name() {
    // Two providers of tokens for one device: the format takes a serial number once.
    let device = r#""MFADevices": [{ "SerialNumber": "arn:aws:iam::111111111111:mfa/one" }]"#;
    let user = |name: &str| {
        format!(
            r#"{{ "User": {{ "UserName": "{name}", "UserId": "AIDAEXAMPLE{name}", {device},
                "Arn": "arn:aws:iam::111111111111:user/{name}" }} }}"#
        )
    };
    let case = case(&[&user("one"), &user("two"), DENIED]);
    assert_reads(&case);
    let said = case.assumptions_made();
    let left = said
        .iter()
        .find(|said| said.starts_with("Left out: "))
        .unwrap_or_else(|| panic!("{said:#?}"));
    assert!(left.starts_with("Left out: the user "), "{left}");
    assert!(left.contains(" of account 111111111111. "), "{left}");
}

#[test]
fn what_nobody_pasted_says_so_in_the_scenario_as_well() {
    let session = "An error occurred (AccessDenied) when calling the AssumeRole operation: User: \
        arn:aws:sts::111111111111:assumed-role/Hub/ci is not authorized to perform: sts:AssumeRole on resource: \
        arn:aws:iam::222222222222:role/Reader";
    let case = case(&[session]);
    assert_reads(&case);
    let scenario = case.scenario();
    let roles = scenario.accounts.iter().flat_map(|account| &account.roles);
    let trust: Vec<&str> = roles.map(|role| role.trust_policy.text()).collect();
    assert_eq!(trust.len(), 2);
    assert!(trust.iter().all(|text| Document::is_unknown_trust(text)), "{trust:?}");
    assert!(!scenario.write().contains("ec2"), "nobody said ec2");
    let outcome = simulate(&scenario);
    let cause = narrate::cause(&scenario, &outcome, &outcome.steps[0]).plain();
    assert!(
        cause.starts_with(
            "The trust policy of Reader is not known yet. A placeholder stands in its place, which lets nobody in."
        ),
        "{cause}"
    );
    let remedy = narrate::remedy(&scenario, &outcome, &outcome.steps[0]).unwrap().plain();
    assert!(remedy.contains("aws iam get-role --role-name Reader"), "{remedy}");
    assert!(!Document::is_unknown_trust(TRUST));
    // Also a caller of the role's own account is not let in by it.
    let here = session.replace("222222222222", "111111111111");
    let case = self::case(&[&here, IDENTITY]);
    let scenario = case.scenario();
    let outcome = simulate(&scenario);
    assert!(
        narrate::cause(&scenario, &outcome, &outcome.steps[0]).plain().contains("is not known yet")
    );
}

#[test]
fn what_was_assumed_stays_told_in_the_scenario() {
    let text = "aws sts assume-role --role-arn arn:aws:iam::222222222222:role/Reader --role-session-name a";
    let case = case(&[text]);
    let teaches = case.scenario().teaches.unwrap();
    assert!(teaches.starts_with(simulator::paste::ASSUMED), "{teaches}");
    for assumed in case.assumptions_made() {
        assert!(teaches.contains(&assumed), "{assumed} in {teaches}");
    }
}

#[test]
fn pieces_that_contradict_each_other_are_mentioned() {
    let command = |name: &str| {
        format!(
            "aws sts assume-role --role-arn arn:aws:iam::222222222222:role/Reader --role-session-name {name}"
        )
    };
    let trust = |who: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{who}"}},"Action":"sts:AssumeRole"}}}}"#
        )
    };
    let role = |seconds: u32| {
        format!(
            r#"{{"Role":{{"RoleName":"Reader","Arn":"arn:aws:iam::222222222222:role/Reader","AssumeRolePolicyDocument":{},"MaxSessionDuration":{seconds}}}}}"#,
            trust("111111111111")
        )
    };
    let caller = |name: &str| {
        format!(
            r#"{{"UserId":"AIDAEXAMPLE","Account":"111111111111","Arn":"arn:aws:iam::111111111111:user/{name}"}}"#
        )
    };
    let conflicts = |pieces: [String; 2]| case(&[&pieces.join("\n\n")]).conflicts();
    let told = |pieces: [String; 2], words: &str| {
        let all = conflicts(pieces);
        assert!(all.len() == 1 && all[0].contains(words), "{all:?}");
    };
    told(
        [command("a"), command("b")],
        "The command that asks for `arn:aws:iam::222222222222:role/Reader`",
    );
    told([trust("111111111111"), trust("333333333333")], "More than one trust policy");
    told([role(3600), trust("333333333333")], "More than one trust policy");
    told([role(3600), role(7200)], "The role Reader stands here twice");
    told([caller("alice"), caller("bob")], "user/bob");
    // What is said twice in the same way contradicts nothing.
    for pieces in [
        [trust("111111111111"), trust("111111111111")],
        [role(3600), trust("111111111111")],
        [caller("alice"), command("a")],
    ] {
        assert_eq!(conflicts(pieces), Vec::<String>::new());
    }
}

// ---- one scenario: what is judged is what is shown and opened --------------------------------------------------------

/// AWS: "AssumeRole" and "Troubleshoot IAM roles".
const CHAINING: &str = "An error occurred (ValidationError) when calling the AssumeRole operation: The requested \
    DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.";

const DEPLOY: &str = "aws sts assume-role --role-arn arn:aws:iam::222222222222:role/Deploy --role-session-name ci \
    --duration-seconds 43200";

const CI: &str = r#"{"UserId":"AROAEXAMPLE:ci","Account":"111111111111","Arn":"arn:aws:sts::111111111111:assumed-role/Hub/ci"}"#;

const ALICE: &str = r#"{"UserId":"AIDAEXAMPLE","Account":"111111111111","Arn":"arn:aws:iam::111111111111:user/alice"}"#;

/// What the card and the workbench say of a case: they show one scenario.
fn told(case: &Case) -> (simulator::paste::Answer, String, String) {
    let answer = case.answer();
    assert_eq!(case.scenario(), answer.scenario, "what is opened is what is judged");
    let again = simulate(&answer.scenario);
    let last = answer.outcome.steps.last().unwrap();
    assert_eq!(again.steps.last().unwrap().result, last.result);
    let cause = narrate::cause(&answer.scenario, &answer.outcome, last).plain();
    let remedy = narrate::remedy(&answer.scenario, &answer.outcome, last);
    (answer, cause, remedy.map(|remedy| remedy.plain()).unwrap_or_default())
}

#[test]
fn the_hour_of_chaining_with_a_command_and_its_caller_is_one_case() {
    let case = case(&[DEPLOY, CHAINING, CI]);
    let (answer, cause, remedy) = told(&case);
    assert_eq!(
        cause,
        "A chained session lasts at most 1 hour. This call asks for 12 hours. The limit refuses it, whatever the policies \
         say that are not known yet."
    );
    assert!(remedy.starts_with("Ask for 3600 s or less"), "{remedy}");
    assert!(!remedy.contains("12 hours"), "nobody pasted the role's maximum: {remedy}");
    assert_eq!(answer.open, []);
    assert_eq!(answer.stated, Vec::<String>::new(), "the cause says it with its figures");
    assert!(!answer.invents_seconds);
    assert_eq!(answer.outcome.steps[0].differences, Some(Vec::new()), "as the message says");
    let roles: Vec<_> =
        answer.scenario.accounts.iter().flat_map(|account| &account.roles).collect();
    let deploy = roles.iter().find(|role| &*role.name == "Deploy").unwrap();
    assert_eq!(deploy.max_session_duration, None, "nobody said so");
    assert!(Document::is_taken_as_allowing(deploy.trust_policy.text()));
    assert!(
        answer.assumed.contains(
            &"The trust policy of Deploy is not known; it is taken as allowing.".to_owned()
        ),
        "{:?}",
        answer.assumed
    );
    assert!(answer.missing.iter().any(|one| one.what.contains("trust policy")));
    assert!(!answer.missing.iter().any(|one| one.what.contains("MaxSessionDuration")));
    // With everything pasted, the sentence may speak of it.
    let role = format!(
        r#"{{"Role":{{"RoleName":"Deploy","Arn":"arn:aws:iam::222222222222:role/Deploy","MaxSessionDuration":43200,"AssumeRolePolicyDocument":{}}}}}"#,
        trusting(r#"{"AWS":"arn:aws:iam::111111111111:root"}"#)
    );
    let (_, cause, _) = told(&self::case(&[DEPLOY, CHAINING, CI, &role, IDENTITY]));
    assert!(
        cause
            .ends_with("The policies allow it; the limit does not, though Deploy allows 12 hours."),
        "{cause}"
    );
}

#[test]
fn the_hour_of_chaining_alone_is_a_sessions() {
    let case = case(&[CHAINING]);
    let (answer, ..) = told(&case);
    assert_eq!(&*answer.scenario.start.principal, "arn:aws:iam::111111111111:role/TheCallersRole");
    assert_eq!(call(&answer.scenario).duration_seconds, Some(7200));
    assert!(answer.invents_seconds);
    assert_eq!(answer.open, []);
    assert_eq!(answer.stated.len(), 1);
    assert_eq!(answer.outcome.steps[0].differences, Some(Vec::new()), "as the message says");
    let text = answer.scenario.write();
    assert!(
        !text.contains("user/") && !text.contains("TheCaller\""),
        "no user is invented: {text}"
    );
    for missing in &answer.missing {
        let command = missing.command.as_deref().unwrap_or_default();
        assert!(!missing.what.contains("The"), "{missing:?}");
        assert!(!command.contains("The"), "no made-up name: {missing:?}");
    }
    let get_role = answer.missing.iter().find_map(|missing| {
        missing.command.as_deref().filter(|command| command.contains("get-role"))
    });
    assert_eq!(get_role, Some("aws iam get-role --role-name <role name>"));
    assert!(simulator::paste::is_template(get_role.unwrap()));
    assert!(!simulator::paste::is_template("aws sts get-caller-identity"));
    // A trust policy tells whose session it may be.
    let hub = trusting(r#"{"AWS":"arn:aws:iam::333333333333:role/Hub"}"#);
    let start = self::case(&[CHAINING, &hub]).scenario().start;
    assert_eq!(&*start.principal, "arn:aws:iam::333333333333:role/Hub");
    let account = trusting(r#"{"AWS":"arn:aws:iam::333333333333:root"}"#);
    let start = self::case(&[CHAINING, &account]).scenario().start;
    assert_eq!(&*start.principal, "arn:aws:iam::333333333333:role/TheCallersRole");
}

#[test]
fn a_user_who_gets_the_hour_of_chaining_calls_with_temporary_credentials() {
    let case = case(&[CHAINING, ALICE, DEPLOY]);
    let (answer, cause, _) = told(&case);
    assert_eq!(&*answer.scenario.start.principal, "arn:aws:iam::111111111111:user/alice");
    assert_eq!(
        answer.scenario.start.credentials,
        Some(simulator::scenario::StartCredentials::SessionToken)
    );
    assert!(
        cause.starts_with("A session taken with credentials of GetSessionToken lasts"),
        "{cause}"
    );
    // Where a pasted call makes the session, the user begins with a key.
    let hub =
        "aws sts assume-role --role-arn arn:aws:iam::111111111111:role/Hub --role-session-name ci";
    let (answer, cause, _) = told(&self::case(&[ALICE, hub, DEPLOY, CHAINING]));
    assert_eq!(answer.scenario.start.credentials, None);
    assert_eq!(answer.scenario.steps.len(), 2);
    assert!(cause.starts_with("A chained session lasts at most 1 hour."), "{cause}");
}

#[test]
fn what_nobody_pasted_is_never_told_as_known() {
    // The trust policy refuses whatever the role's maximum and alice's policies are.
    let other = trusting(r#"{"AWS":"arn:aws:iam::111111111111:user/bob"}"#);
    let (answer, cause, _) = told(&case(&[ALICE, DEPLOY, &other]));
    assert_eq!(cause, "The trust policy of Deploy lets only bob in; this call comes from alice.");
    assert!(
        answer.assumed.iter().any(|said| said.contains("MaxSessionDuration of Deploy is not known; 43200, the most")),
        "{:?}",
        answer.assumed
    );
    // A Deny of alice's own decides; nobody knows that the trust policy allows it.
    let deny = IDENTITY.replace("Allow", "Deny");
    let (_, cause, _) = told(&case(&[ALICE, DEPLOY, &deny]));
    assert!(!cause.contains("allows it, but a deny wins"), "{cause}");
    // Of another account's role only alice's own side is known: it lacks the allow.
    let list = IDENTITY.replace("sts:AssumeRole", "s3:ListBucket");
    let (_, cause, _) = told(&case(&[ALICE, DEPLOY, &list]));
    assert!(!cause.contains("lets"), "nobody pasted the trust policy: {cause}");
    assert_eq!(cause, "No identity policy of alice allows sts:AssumeRole.");
}

#[test]
fn a_maximum_that_only_a_message_names_refuses() {
    let case =
        case(&["The requested DurationSeconds exceeds the MaxSessionDuration set for this role."]);
    let (answer, ..) = told(&case);
    assert_eq!(answer.open, []);
    assert!(answer.invents_seconds);
    let refused = answer.outcome.steps[0].error().unwrap();
    assert!(
        refused.message.contains("MaxSessionDuration set for this role"),
        "{}",
        refused.message
    );
}

#[test]
fn of_errors_that_answer_different_calls_the_last_counts_and_the_other_is_named() {
    let case = case(&[&format!("{DENIED}\n\n{CHAINING}\n")]);
    assert_eq!(
        case.conflicts(),
        [
            "These errors answer different calls. The last one counts, the error ValidationError about role chaining; left \
          out: the error AccessDenied for `arn:aws:iam::222222222222:role/team/Reader`. Delete the one that you do not \
          ask about."
        ]
    );
    let text = told(&case).0.scenario.write();
    assert!(!text.contains("Reader") && !text.contains("alice"), "{text}");
    // The other way round the refused call of alice counts.
    let case = self::case(&[&format!("{CHAINING}\n\n{DENIED}\n")]);
    assert!(
        case.conflicts()[0].contains("left out: the error ValidationError about role chaining")
    );
    let answer = told(&case).0;
    assert_eq!(&*answer.scenario.start.principal, "arn:aws:iam::111111111111:user/dev/alice");
    assert_eq!(call(&answer.scenario).duration_seconds, None);
    assert_eq!(answer.stated, Vec::<String>::new());
    // The same refusal, told twice by two tools, is one.
    let twice = format!(
        "{DENIED}\n\n{DENIED} because no identity-based policy allows the sts:AssumeRole action\n"
    );
    assert_eq!(self::case(&[&twice]).conflicts(), Vec::<String>::new());
    // An error about another action belongs to another step.
    let list = DENIED.replace("AssumeRole", "ListBuckets").replace("sts:", "s3:");
    assert_eq!(self::case(&[DENIED, &list]).conflicts(), Vec::<String>::new());
}

#[test]
fn a_message_and_a_command_that_cannot_belong_together_are_told() {
    let short = DEPLOY.replace("43200", "900");
    assert_eq!(
        case(&[CHAINING, &short]).conflicts(),
        [
            "The message says that more than 3600 seconds were asked for, and the command asks for 900: it is not the call \
          that was refused."
        ]
    );
    assert_eq!(case(&[CHAINING, DEPLOY]).conflicts(), Vec::<String>::new());
    // The message is about another role than the command, and nobody said that one follows from the other.
    let command =
        |role: &str| format!("aws sts assume-role --role-arn {role} --role-session-name a1");
    let other = "arn:aws:iam::222222222222:role/Writer";
    let told = case(&[&format!("{}\n\n{DENIED}", command(other))]).conflicts();
    assert_eq!(
        told,
        [
            "The message is about the role `arn:aws:iam::222222222222:role/team/Reader`, and the command asks for \
          `arn:aws:iam::222222222222:role/Writer`: they are taken as two calls, the command's first. Delete the one that \
          you do not ask about."
        ]
    );
    // The refused caller is the session that the command makes: a chain.
    let hop = DENIED
        .replace("user/dev/alice", "assumed-role/Writer/a1")
        .replace("iam::111111111111", "sts::222222222222");
    assert_eq!(case(&[&format!("{}\n\n{hop}", command(other))]).conflicts(), Vec::<String>::new());
    let profile = format!("[profile w]\nrole_arn = {other}\nsource_profile = default\n");
    assert_eq!(case(&[&format!("{profile}\n\n{DENIED}")]).conflicts(), Vec::<String>::new());
    let same = command("arn:aws:iam::222222222222:role/team/Reader");
    assert_eq!(case(&[&format!("{same}\n\n{DENIED}")]).conflicts(), Vec::<String>::new());
}

/// Messages come with marks and words in any language around them.
#[test]
fn a_message_may_stand_among_letters_of_any_script() {
    let said = "User: arn:aws:iam::111111111111:user/alice is not authorized to perform: sts:AssumeRole on resource: \
                arn:aws:iam::222222222222:role/R";
    for before in ["❌ Error: ", "Ошибка: ", "错误: ", "→AccessDenied: ", "エラー Error: ", "é: "]
    {
        let found = message(&format!("{before}{said}"));
        assert_eq!(
            (&*found.code, found.caller.as_deref()),
            ("AccessDenied", Some("arn:aws:iam::111111111111:user/alice"))
        );
        assert_eq!(found.resource.as_deref(), Some("arn:aws:iam::222222222222:role/R"), "{before}");
    }
    for behind in [
        ". Пожалуйста, обратитесь к администратору за помощью",
        "。お問い合わせは管理者までお願いします。どうぞよろしく",
    ] {
        let found =
            message(&format!("{said} with an explicit deny in a service control policy{behind}"));
        assert_eq!(
            found.reason.as_deref(),
            Some("an explicit deny in service control policy"),
            "{behind}"
        );
    }
}

// ---- what only a message tells ---------------------------------------------------------------------------------------

const HUB: &str = "arn:aws:sts::111111111111:assumed-role/Hub/ci";

fn refusal(caller: &str, action: &str, resource: &str, suffix: &str) -> String {
    let operation = match action {
        "sts:AssumeRole" => "AssumeRole",
        _ => action.split(':').nth(1).unwrap(),
    };
    format!(
        "An error occurred (AccessDenied) when calling the {operation} operation: User: {caller} is not authorized to \
         perform: {action} on resource: {resource} {suffix}"
    )
}

/// The case is refused for the reason that its message states, and in the message's words where `in_its_words`.
fn assert_as_stated(text: &str, pieces: &[&str], kind: PolicyType, in_its_words: bool) {
    let mut all = vec![text];
    all.extend(pieces);
    let case = case(&all);
    let answer = case.answer();
    let step = answer.outcome.steps.last().unwrap();
    let asked = step.authorizations.iter().find(|asked| asked.decision != Decision::Allowed);
    let asked = asked.unwrap_or_else(|| panic!("{text}\n{}", answer.scenario.write()));
    let decision = match text.contains("explicit deny") {
        true => Decision::ExplicitDeny,
        false => Decision::ImplicitDeny,
    };
    let blocking: Vec<PolicyType> = asked.blocked_by.iter().collect();
    assert_eq!((asked.decision, &blocking[..]), (decision, &[kind][..]), "{text}");
    assert_eq!(step.differences, Some(Vec::new()), "{text}");
    assert_eq!(answer.open, [], "{text}");
    assert_eq!(answer.can_still_deny, [], "{text}");
    if in_its_words {
        let told = narrate::cli_message(&answer.outcome, step).unwrap().text;
        assert_eq!(told, text, "{}", answer.scenario.write());
    }
}

const ROLE_THERE: &str = "arn:aws:iam::222222222222:role/Reader";
const ROLE_HERE: &str = "arn:aws:iam::111111111111:role/Reader";

#[test]
fn a_policy_that_a_message_says_to_deny_denies_in_the_scenario() {
    let user = "arn:aws:iam::111111111111:user/alice";
    for (kind, label) in [
        (PolicyType::Identity, "an identity-based policy"),
        (PolicyType::PermissionsBoundary, "a permissions boundary"),
        (PolicyType::ServiceControl, "a service control policy"),
        (PolicyType::VpcEndpoint, "a VPC endpoint policy"),
        (PolicyType::Session, "a session policy"),
    ] {
        for role in [ROLE_THERE, ROLE_HERE] {
            let caller = if kind == PolicyType::Session { HUB } else { user };
            let suffix = format!("with an explicit deny in {label}");
            let text = refusal(caller, "sts:AssumeRole", role, &suffix);
            assert_as_stated(&text, &[], kind, true);
            // Policies that were pasted and say otherwise are not the one that the message names.
            let trust = trusting(r#"{"AWS":"arn:aws:iam::111111111111:root"}"#);
            assert_as_stated(&text, &[&trust, IDENTITY], kind, true);
        }
    }
    // What denies in the role's account is not told to another account's caller: such a message is of one account.
    for (kind, label) in [
        (PolicyType::ResourceControl, "a resource control policy"),
        (PolicyType::Trust, "the role trust policy"),
    ] {
        let suffix = format!("with an explicit deny in {label}");
        let text = refusal(user, "sts:AssumeRole", ROLE_HERE, &suffix);
        assert_as_stated(&text, &[], kind, true);
        let text = refusal(user, "sts:AssumeRole", ROLE_THERE, &suffix);
        assert_as_stated(&text, &[IDENTITY], kind, false);
    }
    let suffix = "with an explicit deny in a resource-based policy";
    let text = refusal(user, "sts:AssumeRole", ROLE_HERE, suffix);
    assert_as_stated(&text, &[], PolicyType::Trust, false);
    let text = refusal(HUB, "s3:GetObject", "arn:aws:s3:::reports/a.csv", suffix);
    assert_as_stated(&text, &[], PolicyType::Resource, true);
    let suffix = "with an explicit deny in a resource control policy";
    let text = refusal(HUB, "s3:GetObject", "arn:aws:s3:::reports/a.csv", suffix);
    assert_as_stated(&text, &[], PolicyType::ResourceControl, true);
}

/// What was pasted as the very policy stays in its place: nothing is said to stand in for it, and that the service says
/// something else is told.
#[test]
fn no_stand_in_takes_the_place_of_what_was_pasted() {
    let user = "arn:aws:iam::111111111111:user/alice";
    for (used_as, caller, label) in [
        (PolicyUse::Boundary, user, "a permissions boundary"),
        (PolicyUse::Session, HUB, "a session policy"),
    ] {
        let suffix = format!("with an explicit deny in {label}");
        let text = refusal(caller, "sts:AssumeRole", ROLE_HERE, &suffix);
        let trust = trusting(r#"{"AWS":"arn:aws:iam::111111111111:root"}"#);
        let mut case = case(&[&text, &trust, IDENTITY]);
        case.add(recognise(IDENTITY).remove(0).used_as(used_as));
        let answer = case.answer();
        assert!(!answer.rests_on_message, "{label}");
        assert!(
            !answer.assumed.iter().any(|said| said.contains("stands in its place")),
            "{answer:?}"
        );
        assert!(!answer.scenario.write().contains("NotPasted"), "{}", answer.scenario.write());
    }
}

#[test]
fn a_policy_that_a_message_says_not_to_allow_is_silent_in_the_scenario() {
    let user = "arn:aws:iam::111111111111:user/alice";
    for (kind, label) in [
        (PolicyType::Identity, "identity-based policy"),
        (PolicyType::PermissionsBoundary, "permissions boundary"),
        (PolicyType::ServiceControl, "service control policy"),
        (PolicyType::VpcEndpoint, "VPC endpoint policy"),
        (PolicyType::Session, "session policy"),
    ] {
        for role in [ROLE_THERE, ROLE_HERE] {
            let caller = if kind == PolicyType::Session { HUB } else { user };
            let suffix = format!("because no {label} allows the sts:AssumeRole action");
            let text = refusal(caller, "sts:AssumeRole", role, &suffix);
            assert_as_stated(&text, &[], kind, true);
            let trust = trusting(r#"{"AWS":"arn:aws:iam::111111111111:root"}"#);
            assert_as_stated(&text, &[&trust], kind, true);
        }
    }
    let trust = "An error occurred (AccessDenied) when calling the AssumeRole operation: User: \
        arn:aws:iam::111111111111:user/alice is not authorized to perform: sts:AssumeRole because no role trust policy \
        allows the sts:AssumeRole action";
    let command = format!("aws sts assume-role --role-arn {ROLE_THERE} --role-session-name audit");
    assert_as_stated(trust, &[&command], PolicyType::Trust, true);
    let resource = "because no resource-based policy allows the s3:GetObject action";
    let text = refusal(HUB, "s3:GetObject", "arn:aws:s3:::reports/a.csv", resource);
    assert_as_stated(&text, &[], PolicyType::Resource, true);
}

#[test]
fn the_policy_that_a_message_names_by_its_arn_stands_in_under_that_arn() {
    for (kind, named) in [
        (
            PolicyType::ServiceControl,
            "a service control policy: arn:aws:organizations::777788889999:policy/o-exampleorgid/\
             service_control_policy/p-examplepolicyid123",
        ),
        (
            PolicyType::PermissionsBoundary,
            "a permissions boundary: arn:aws:iam::111111111111:policy/team/Limit",
        ),
        (PolicyType::Identity, "an identity-based policy: arn:aws:iam::111111111111:policy/Guard"),
    ] {
        let suffix = format!("with an explicit deny in {named}");
        let user = "arn:aws:iam::111111111111:user/alice";
        let text = refusal(user, "sts:AssumeRole", ROLE_HERE, &suffix);
        assert_as_stated(&text, &[], kind, true);
        let first = case(&[&text]).missing().remove(0).command.unwrap();
        let id = named.rsplit(['/', ' ']).next().unwrap();
        assert!(first.contains(id), "it is asked for first: {first}");
    }
}

#[test]
fn a_policy_that_denies_as_the_message_says_needs_no_stand_in() {
    let text = format!("{JANE} with an explicit deny in an identity-based policy");
    let deny = IDENTITY.replace("Allow", "Deny");
    let known = case(&[&text, &deny]);
    assert!(!known.answer().rests_on_message);
    assert!(case(&[&text, IDENTITY]).answer().rests_on_message);
    let scenario = case(&[&text, IDENTITY]).scenario();
    let denying: Vec<&str> = scenario
        .accounts
        .iter()
        .flat_map(|account| &account.users)
        .flat_map(|user| &user.inline_policies)
        .map(|policy| policy.document.text())
        .filter(|text| Document::is_taken_as_refusing(text))
        .collect();
    assert_eq!(denying.len(), 1);
    let changed = denying[0].replace("444455556666", "444455556667");
    assert!(Document::is_taken_as_refusing(&changed), "another role is another stand-in");
    assert!(!Document::is_taken_as_refusing(&denying[0].replace("Deny\"", "Allow\"")));
}

#[test]
fn words_around_a_document_take_nothing_from_it() {
    for before in [
        "Trust policy:\n",
        "Trust policy: ",
        "$ cat trust.json\n",
        "my role {\n",
        "{ trust policy of Reader\n",
        "the role {name} in ${ACCOUNT} is \"{ ",
        "```json\n",
        "aws sts assume-role --role-arn arn:aws:iam::222222222222:role/Reader --role-session-name audit ",
    ] {
        let text = format!("{before}{TRUST}\n```\n{DENIED}\n");
        let pieces = recognise(&text);
        let trust: Vec<_> = pieces
            .iter()
            .filter(|piece| matches!(piece.kind, PieceKind::TrustPolicy(_)))
            .map(|piece| (piece.span.of(&text), piece.diagnostics.len()))
            .collect();
        assert_eq!(trust, [(TRUST, 0)], "{before}");
        assert!(matches!(pieces.last().unwrap().kind, PieceKind::Message(_)), "{before}");
        assert!(pieces.iter().all(|piece| piece.kind != PieceKind::Unknown), "{before}");
    }
}

#[test]
fn words_in_a_document_are_passed_over_and_named_with_their_line() {
    let text = format!("mine:\n{{\n  Trust policy of the role\n{}", &TRUST[1..]);
    let pieces = recognise(&text);
    let [piece] = &pieces[..] else { panic!("{pieces:?}") };
    let PieceKind::TrustPolicy(document) = &piece.kind else { panic!("{piece:?}") };
    assert!(!document.contains("Trust policy"), "{document}");
    let [finding] = &piece.diagnostics[..] else { panic!("{:?}", piece.diagnostics) };
    assert_eq!(finding.span.of(&text), "Trust policy of the role");
    assert_eq!(finding.message, "`Trust policy of the role` is no JSON; it is passed over.");
    assert!(finding.help.is_some());
    let case = case(&[&text, DENIED, IDENTITY]);
    assert_eq!(open(&case), Vec::<String>::new());
}

#[test]
fn a_document_that_is_cut_off_takes_nothing_of_what_follows() {
    let cut = TRUST.trim_end_matches('}').trim_end();
    for (behind, kind) in [
        (DENIED.to_owned(), "the error AccessDenied of AssumeRole"),
        (format!("\n{DENIED}"), "the error AccessDenied of AssumeRole"),
        (format!("and mine:\n{IDENTITY}"), "an identity policy of the caller"),
        (format!("\n{IDENTITY}"), "an identity policy of the caller"),
    ] {
        let text = format!("{cut}\n{behind}\n");
        let pieces = recognise(&text);
        let titles: Vec<String> = pieces.iter().map(|piece| piece.title()).collect();
        assert_eq!(titles, ["a trust policy", kind], "{text}");
        assert_eq!(pieces[0].span.of(&text), cut);
        assert!(pieces[0].diagnostics[0].message.contains("never closed"), "{pieces:?}");
        assert_eq!(pieces[1].diagnostics, []);
    }
}

// ---- what a message tells of the call ----------------------------------------------------------------------------------

fn refused_beside(caller: &str, action: &str) -> String {
    format!(
        "An error occurred (AccessDenied) when calling the AssumeRole operation: User: {caller} is not authorized to \
         perform: {action} on resource: {ROLE_THERE}"
    )
}

/// A trust policy that lets the caller's account in, with tags.
fn trusting_tags() -> String {
    let account = trusting(r#"{"AWS":"arn:aws:iam::111111111111:root"}"#);
    account.replace(r#""sts:AssumeRole""#, r#"["sts:AssumeRole","sts:TagSession"]"#)
}

#[test]
fn a_refused_tag_session_is_told_and_judged() {
    let alice = "arn:aws:iam::111111111111:user/alice";
    let message = refused_beside(alice, "sts:TagSession");
    let answer = case(&[&message]).answer();
    assert_eq!(answer.stated.len(), 1);
    let said = &answer.stated[0];
    assert!(
        said.contains("--tags") && said.contains("sts:TagSession: in the role's trust policy"),
        "{said}"
    );
    assert!(said.contains("an identity policy of the caller"), "{said}");
    assert_eq!(call(&answer.scenario).tags.len(), 1);
    // Of what is not known, that permission alone is missing, so the workbench refuses what the message says is refused.
    for pieces in [vec![&*message], vec![&*message, &trusting_tags()]] {
        let answer = case(&pieces).answer();
        let refused = answer.outcome.steps[0].error().unwrap();
        assert_eq!(
            answer.outcome.steps[0].authorizations.last().unwrap().action.as_str(),
            "sts:TagSession"
        );
        assert!(
            message.contains(refused.message.split(" because").next().unwrap()),
            "{}",
            refused.message
        );
        assert_eq!(answer.open, []);
        assert!(
            answer.assumed.iter().any(|said| said.contains("all but sts:TagSession")),
            "{answer:?}"
        );
    }
    // Without it in the trust policy the call is refused whatever else is not known, as the message says.
    let account = trusting(r#"{"AWS":"arn:aws:iam::111111111111:root"}"#);
    let (answer, cause, _) = told(&case(&[&message, &account]));
    assert_eq!(answer.open, []);
    assert!(cause.contains("The trust policy of Reader does not allow sts:TagSession"), "{cause}");
    let text = narrate::cli_message(&answer.outcome, &answer.outcome.steps[0]).unwrap().text;
    assert_eq!(text, message);
    // With it there, the caller's own side decides.
    let tagging = trusting_tags();
    let (_, cause, _) = told(&case(&[&message, &tagging, IDENTITY]));
    assert!(cause.contains("No identity policy of alice allows sts:TagSession"), "{cause}");
    let both = IDENTITY.replace(r#""sts:AssumeRole""#, r#"["sts:AssumeRole","sts:TagSession"]"#);
    let known = case(&[&message, &tagging, &both]);
    assert!(is_allowed(&known));
    // Tags that were pasted are the ones.
    let command = format!(
        "aws sts assume-role --role-arn {ROLE_THERE} --role-session-name audit --tags Key=team,Value=web"
    );
    let tags = call(&case(&[&message, &command]).scenario()).tags;
    assert_eq!((tags.len(), &*tags[0].key), (1, "team"));
    // A session whose command passes none hands them on.
    let message = refused_beside(HUB, "sts:TagSession");
    let command = command.replace(" --tags Key=team,Value=web", "");
    let scenario = case(&[&message, &command]).scenario();
    assert_eq!(call(&scenario).tags, []);
    assert_eq!(scenario.start.tags.len(), 1);
    assert_eq!(scenario.start.transitive_tag_keys.len(), 1);
}

#[test]
fn a_refused_source_identity_is_told_and_judged() {
    let message = refused_beside("arn:aws:iam::111111111111:user/alice", "sts:SetSourceIdentity");
    let account = trusting(r#"{"AWS":"arn:aws:iam::111111111111:root"}"#);
    let (answer, cause, _) = told(&case(&[&message, &account]));
    assert!(answer.stated[0].contains("--source-identity"), "{:?}", answer.stated);
    assert!(call(&answer.scenario).source_identity.is_some());
    assert!(cause.contains("does not allow sts:SetSourceIdentity"), "{cause}");
}

#[test]
fn what_a_message_says_of_mfa_is_the_reason() {
    let failed = |words: &str| {
        format!(
            "An error occurred (AccessDenied) when calling the AssumeRole operation: MultiFactorAuthentication failed{words}"
        )
    };
    let command = format!(
        "aws sts assume-role --role-arn {ROLE_THERE} --role-session-name audit --serial-number \
         arn:aws:iam::111111111111:mfa/alice --token-code 123456"
    );
    for (words, reason) in [
        (" with invalid MFA one time pass code. ", "the MFA code (TokenCode) was not the device's"),
        (
            ", unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user. ",
            "the MFA device (SerialNumber) is none of the caller's",
        ),
    ] {
        let text = failed(words);
        for pieces in [vec![&*text, &*command], vec![&*text, ALICE]] {
            let answer = case(&pieces).answer();
            assert!(answer.stated[0].contains(reason), "{:?}", answer.stated);
            assert_eq!(answer.open, [], "{words}");
            assert!(answer.rests_on_message);
            let step = answer.outcome.steps.last().unwrap();
            let said = narrate::cli_message(&answer.outcome, step).unwrap().text;
            assert!(said.contains(words.trim()), "{said}");
            let said = answer.assumed.join(" ");
            assert!(!said.contains("every code of six digits is right"), "{said}");
        }
    }
}

#[test]
fn a_call_whose_session_calls_is_made_already() {
    let first =
        "aws sts assume-role --role-arn arn:aws:iam::111111111111:role/Hub --role-session-name ci";
    let second = format!("aws sts assume-role --role-arn {ROLE_THERE} --role-session-name audit");
    let message = refused_beside(HUB, "sts:AssumeRole");
    let case = case(&[first, &second, &message]);
    let scenario = case.scenario();
    assert_eq!(&*scenario.start.principal, "arn:aws:iam::111111111111:role/Hub");
    assert_eq!(scenario.steps.len(), 1, "{}", scenario.write());
    assert_eq!(call(&scenario).role_arn.as_deref(), Some(ROLE_THERE));
    assert!(
        case.assumptions_made()
            .iter()
            .any(|said| said.starts_with("The call for Hub is made already"))
    );
    // Also where that session is refused another action.
    let list = refusal(HUB, "s3:GetObject", "arn:aws:s3:::reports/a.csv", "");
    let scenario = self::case(&[first, &list]).scenario();
    assert_eq!(scenario.steps.len(), 1, "{}", scenario.write());
    assert!(matches!(scenario.steps[0].operation, Operation::Action { .. }));
    // Nothing is refused by a trust policy that nobody pasted.
    assert_eq!(open(&case).len(), 2, "{:?}", open(&case));
}

#[test]
fn a_caller_whom_nobody_named_is_given_no_name() {
    let command = format!("aws sts assume-role --role-arn {ROLE_THERE} --role-session-name audit");
    let account = trusting(r#"{"AWS":"arn:aws:iam::111111111111:root"}"#);
    for pieces in [vec![&*command], vec![GET_ROLE], vec![&*command, &*account], vec![CHAINING]] {
        let answer = case(&pieces).answer();
        let open = answer.open.iter().map(|open| open.sentence.clone());
        let missing = answer.missing.iter().map(|one| one.what.clone());
        let said: Vec<String> = open.chain(missing).chain(answer.assumed.clone()).collect();
        assert!(!said.join(" ").contains("user TheCaller"), "{said:#?}");
        assert!(said.iter().all(|said| !said.contains("policies of TheCaller")), "{said:#?}");
    }
}

#[test]
fn credentials_that_the_message_says_to_be_expired_are() {
    let text = "An error occurred (ExpiredToken) when calling the AssumeRole operation: The security token included in the request is expired";
    let caller = format!(r#"{{"UserId":"AROAEXAMPLE:ci","Account":"111111111111","Arn":"{HUB}"}}"#);
    for pieces in [vec![text], vec![text, &caller], vec![text, ALICE]] {
        let (answer, cause, _) = told(&case(&pieces));
        assert!(answer.stated[0].contains("had expired"), "{:?}", answer.stated);
        assert_eq!(answer.open, [], "{pieces:?}");
        assert!(cause.contains("ended at 09:00 UTC"), "{cause}");
        assert_eq!(answer.outcome.steps[0].differences, Some(Vec::new()));
    }
}

#[test]
fn a_refused_token_opens_no_call_of_somebody_else() {
    let text = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
    let trust = trusting(r#"{"AWS":"arn:aws:iam::111111111111:root"}"#);
    for pieces in [vec![text], vec![text, GET_ROLE], vec![text, &trust]] {
        let answer = case(&pieces).answer();
        assert_eq!(answer.open.len(), 1);
        assert_eq!(answer.scenario.steps, [], "nobody said that {pieces:?} calls AssumeRole");
    }
}

#[test]
fn of_listed_policies_what_they_say_is_asked_for_first() {
    let text = format!("{DENIED} with an explicit deny in a service control policy");
    let first = case(&[&text, LISTED]).missing().remove(0);
    assert_eq!(first.what, "what the service control policy Guard says");
}
