//! The true cause of every kind of end, in the words that a newcomer should read: written by hand, not by the program.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use serde_json::json;
use simulator::{Scenario, loose, narrate};
use testing::{case, corpus::simulate};

fn corpus(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    fs::read_to_string(folder.join(format!("{name}.json"))).unwrap()
}

fn cause(text: &str, step: &str) -> String {
    let scenario = match Scenario::read(text) {
        Ok(scenario) => scenario,
        Err(errors) => panic!("{errors:#?}"),
    };
    let outcome = simulate(&scenario);
    let step = outcome.step(step).unwrap_or_else(|| panic!("no step {step}"));
    narrate::cause(&scenario, &outcome, step).plain()
}

#[track_caller]
fn check(scenario: &str, step: &str, expect: &str) {
    assert_eq!(cause(&corpus(scenario), step), expect);
}

/// A scenario of the corpus with one text replaced.
#[track_caller]
fn check_with(scenario: &str, (from, to): (&str, &str), step: &str, expect: &str) {
    let text = corpus(scenario);
    assert!(text.contains(from), "{scenario} has no {from}");
    assert_eq!(cause(&text.replacen(from, to, 1), step), expect);
}

/// A small world: alice of Development (111111111111) and the role R of Production (222222222222), which trusts her.
fn world(step: &str) -> String {
    format!(
        r#"{{
  "version": 1, "title": "t", "seed": "s",
  "start": {{ "principal": "arn:aws:iam::111111111111:user/alice", "time": "2026-11-22T10:00:00Z" }},
  "accounts": [
    {{ "AccountId": "111111111111", "AccountName": "Development",
      "Users": [{{ "UserName": "alice",
        "UserPolicyList": [{{ "PolicyName": "P", "PolicyDocument": {{ "Version": "2012-10-17",
          "Statement": [{{ "Effect": "Allow", "Action": "*", "Resource": "*" }}] }} }}],
        "MFADevices": [{{ "SerialNumber": "arn:aws:iam::111111111111:mfa/alice",
          "Base32StringSeed": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" }}] }}] }},
    {{ "AccountId": "222222222222", "AccountName": "Production",
      "Roles": [{{ "RoleName": "R", "AssumeRolePolicyDocument": {{ "Version": "2012-10-17",
        "Statement": [{{ "Effect": "Allow",
          "Principal": {{ "AWS": "arn:aws:iam::111111111111:user/alice" }},
          "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] }}] }} }}] }}
  ],
  "steps": [{step}]
}}"#
    )
}

#[track_caller]
fn check_step(step: &str, expect: &str) {
    assert_eq!(cause(&world(&format!("{{ \"id\": \"x\", {step} }}")), "x"), expect);
}

/// The cause of an answer from loose documents: alice of account 111111111111 asks.
#[track_caller]
fn check_loose(members: &str, expect: &str) {
    let case = format!(r#"{{ "principal": "arn:aws:iam::111111111111:user/alice", {members} }}"#);
    let request = loose::cases(&case).unwrap().next().unwrap().request.unwrap();
    assert_eq!(request.cause(&request.explain()).plain(), expect);
}

const ASK: &str = r#""RoleArn": "arn:aws:iam::222222222222:role/R", "RoleSessionName": "a1""#;

#[track_caller]
fn check_request(parameters: &str, expect: &str) {
    check_step(&format!("\"AssumeRole\": {{ {ASK}, {parameters} }}"), expect);
}

/// A hop is a step that mints a session; the number counts all steps.
#[test]
fn a_step_is_called_what_it_is() {
    let steps = r#"{ "id": "a", "GetSessionToken": {} }, { "id": "b", "GetCallerIdentity": {} },
        { "id": "c", "account": "111111111111", "DeleteUser": { "UserName": "alice" } },
        { "id": "d", "Action": "s3:ListAllMyBuckets" }"#;
    let scenario = Scenario::read(&world(steps)).unwrap();
    let outcome = simulate(&scenario);
    let run = outcome.steps.iter().enumerate().map(|(at, step)| narrate::numbered(step, at));
    assert_eq!(run.collect::<Vec<_>>(), ["Hop 1", "Step 2", "Change 3", "Step 4"]);
    let written = scenario.steps.iter().enumerate();
    let written = written.map(|(at, step)| narrate::numbered_in_words(&step.operation, at));
    assert_eq!(written.collect::<Vec<_>>(), ["hop 1", "step 2", "change 3", "step 4"]);
}

// ---- limits ---------------------------------------------------------------------------------------------------------

#[test]
fn a_chained_session_lasts_an_hour() {
    check(
        "chained-hop-asks-two-hours",
        "prod",
        "A chained session lasts at most 1 hour. This call asks for 2 hours. The policies allow it; the limit does not, though ProdAdmin allows 4 hours.",
    );
}

#[test]
fn so_does_one_taken_with_a_session_token_which_aws_does_not_document() {
    check(
        "session-token-then-role",
        "two-hours",
        "A session taken with credentials of GetSessionToken lasts at most 1 hour. This call asks for 2 hours. The policies allow it; the limit does not, though AdminAccessRole allows 12 hours. AWS's documents differ here; the assumption sessionTokenChains decides.",
    );
}

#[test]
fn a_role_has_a_maximum() {
    check(
        "twelve-hours-from-default-role",
        "twelve-hours",
        "SimulationRole allows sessions of at most 1 hour; this call asks for 12 hours. The policies allow it; the limit does not.",
    );
}

#[test]
fn the_service_takes_no_less_than_fifteen_minutes() {
    check(
        "fifteen-minutes-is-the-least",
        "ten-minutes",
        "DurationSeconds is 600; the least is 900 s, 15 minutes. This is checked before any policy is looked at.",
    );
}

#[test]
fn a_session_name_has_no_spaces() {
    check(
        "session-name-with-spaces",
        "spaces",
        "RoleSessionName is alice at work; it may hold letters, digits and _+=,.@-, nothing else. This is checked before any policy is looked at.",
    );
}

#[test]
fn a_session_ends() {
    check(
        "default-duration-is-one-hour",
        "late",
        "The session of SimulationRole ended at 11:00 UTC. This call comes at 12:00 UTC.",
    );
}

// ---- trust ----------------------------------------------------------------------------------------------------------

#[test]
fn a_trust_policy_names_others() {
    check(
        "only-two-users-trusted",
        "carol",
        "The trust policy of SharedRole lets only alice and bob in; this call comes from carol.",
    );
}

#[test]
fn a_user_is_let_in_by_another_form_of_principal_than_a_service_or_a_token() {
    let world = |principal: &str| {
        world(&format!(r#"{{ "id": "x", "AssumeRole": {{ {ASK} }} }}"#))
            .replace(r#"{ "AWS": "arn:aws:iam::111111111111:user/alice" }"#, principal)
    };
    let text = world(r#"{ "Service": "ec2.amazonaws.com" }"#);
    assert_eq!(
        cause(&text, "x"),
        "The trust policy of R lets only ec2.amazonaws.com in; alice is let in only by a Principal of the form {\"AWS\": …}.",
    );
}

/// A name stays as its owner spells it, also at the beginning of a sentence or a heading.
#[test]
fn names_keep_their_letters_at_the_beginning() {
    let text = world(
        r#"{ "id": "x", "AssumeRole": { "RoleArn": "arn:aws:iam::222222222222:role/R", "RoleSessionName": "a1" } }"#,
    )
    .replace(r#""PolicyName": "P""#, r#""PolicyName": "p""#)
    .replace(r#""Action": "*", "Resource": "*""#, r#""Action": "*", "Resourc": "*""#);
    let scenario = Scenario::read(&text).unwrap();
    let outcome = simulate(&scenario);
    let fact = narrate::deciding_fact(&outcome, &outcome.steps[0]).unwrap();
    let narrate::DecidingFact::Absence { title, .. } = fact else { panic!("{fact:?}") };
    assert_eq!(title, "alice's policy p");
}

#[test]
fn a_role_is_not_trusted_by_itself() {
    check(
        "role-assumes-itself",
        "deploy-again",
        "The trust policy of DeployRole lets only alice in; this call comes from DeployRole.",
    );
}

#[test]
fn a_trust_policy_with_nothing_but_a_deny_lets_nobody_in() {
    check(
        "deny-only-trust",
        "carol",
        "The trust policy of SharedRole has nothing but a Deny. carol is not denied there, but nobody is let in either.",
    );
}

#[test]
fn a_trust_policy_that_is_none_or_says_nothing_is_told_apart() {
    let ask = r#""Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111111111111:role/T""#;
    let with = |statements: &str| {
        format!(
            r#"{ask}, "resourcePolicy": {{ "Version": "2012-10-17", "Statement": [{statements}] }}"#
        )
    };
    let says = |effect: &str| {
        format!(r#"{{ "Effect": "{effect}", "Principal": "*", "Action": "sts:TagSession" }}"#)
    };
    check_loose(ask, "No trust policy of T is given, so nobody is let in.");
    check_loose(&with(""), "The trust policy of T has no statement, so it lets nobody in.");
    check_loose(
        &with(&says("Deny")),
        "The trust policy of T has nothing but a Deny. alice is not denied there, but nobody is let in either.",
    );
    for statements in [says("allow"), [says("Deny"), says("allow")].join(",")] {
        check_loose(
            &with(&statements),
            "The trust policy of T has no statement whose Effect is Allow. Letter case counts, and any other Effect does nothing.",
        );
    }
}

#[test]
fn a_recreated_role_is_a_stranger() {
    check(
        "recreated-role-is-a-stranger",
        "publish-again",
        "The trust policy of PublishRole names BuildRole, but means the one that existed when it was saved. That one was deleted; BuildRole is a new one with another unique id, so it is a stranger here.",
    );
}

#[test]
fn another_account_is_named_with_its_name() {
    check_with(
        "account-trust-needs-identity",
        ("\"AWS\": \"arn:aws:iam::111111111111:root\"", "\"AWS\": \"999999999999\""),
        "alice",
        "The trust policy of SharedRole lets only account 999999999999 in; this call comes from alice of account Development.",
    );
}

#[test]
fn saml_and_web_identity_are_two_actions() {
    check(
        "saml-needs-its-own-action",
        "wrong",
        "The trust policy of WrongAction allows sts:AssumeRoleWithWebIdentity, but not sts:AssumeRoleWithSAML.",
    );
}

#[test]
fn a_role_whose_path_was_left_out_is_named() {
    check(
        "role-with-path",
        "without-path",
        "There is no role arn:aws:iam::222222222222:role/ReportReader. There is arn:aws:iam::222222222222:role/analytics/ReportReader: the path belongs to the ARN.",
    );
}

#[test]
fn a_role_in_other_letters_is_named() {
    check(
        "role-name-case",
        "asked-in-lower-case",
        "There is no role arn:aws:iam::111111111111:role/deployrole. There is arn:aws:iam::111111111111:role/DeployRole: letter case counts.",
    );
}

// ---- conditions -----------------------------------------------------------------------------------------------------

#[test]
fn an_external_id_is_missing_or_another() {
    check(
        "vendor-confused-deputy",
        "without",
        "The trust policy of MonitoringAccess lets Collector in only with ExternalId customer-2093; this call passes none.",
    );
    check(
        "vendor-confused-deputy",
        "confused",
        "The trust policy of MonitoringAccess lets Collector in only with ExternalId customer-2093; this call passes customer-8841.",
    );
    check(
        "vendor-with-external-id",
        "wrong-case",
        "The trust policy of VendorAccess lets alice in only with ExternalId Customer-1234; this call passes customer-1234, and letter case counts.",
    );
}

#[test]
fn mfa_is_missing_or_old() {
    check(
        "same-account-elevation-with-mfa",
        "without-code",
        "The trust policy of AdminAccessRole lets alice in only with MFA; this call brings no MFA code.",
    );
    check(
        "stale-mfa",
        "stale",
        "The trust policy of PayrollAdmin lets alice in only with an MFA code of the last 1 hour; the code was given 2 hours ago.",
    );
    check(
        "mfa-in-role-permissions",
        "delete",
        "SupportRole's policy Tickets allows s3:DeleteObject only with MFA; SupportRole is a role session, which does not carry MFA.",
    );
}

#[test]
fn time_and_address_are_said() {
    check(
        "break-glass-by-time-and-address",
        "too-early",
        "The trust policy of BreakGlassAdmin lets alice in only after 18:00 UTC; this call comes at 17:30 UTC.",
    );
    check(
        "break-glass-by-time-and-address",
        "from-home",
        "The trust policy of BreakGlassAdmin lets alice in only from 203.0.113.0/24; this call comes from 198.51.100.7.",
    );
    check(
        "break-glass-by-time-and-address",
        "too-late",
        "The trust policy of BreakGlassAdmin lets alice in only before 22:00 UTC; this call comes at 22:40 UTC.",
    );
}

#[test]
fn a_missing_organization_is_said() {
    check(
        "organization-only-trust",
        "mallory",
        "The trust policy of SharedAudit lets mallory in only for organization o-4f7k2m9x1q; the account of mallory is in no organization.",
    );
}

#[test]
fn a_session_tag_hides_the_roles_own() {
    check(
        "department-tag-trust",
        "refused",
        "The trust policy of EKSAdminRole lets DevOpsTeamRole in only for callers with tag Department = DevOps; the session of DevOpsTeamRole has Department = Marketing.",
    );
}

#[test]
fn a_variable_without_a_value_is_named() {
    check(
        "session-name-must-be-user-name",
        "from-a-role",
        "The trust policy of AuditRole lets DeveloperRole in only for sessions named ${aws:username}; ${aws:username} has no value here: a role session has no user name.",
    );
}

#[test]
fn a_list_needs_a_set_operator() {
    check(
        "cognito-amr-is-a-list",
        "wrong",
        "The trust policy of AuthRoleWithStringEquals lets a caller from cognito-identity.amazonaws.com in only for tokens with amr authenticated; the request has several values (authenticated, cognito-idp.us-east-…us-east-1_Example01 and cognito-idp.us-east-…2-8333-444455556666), and StringEquals without ForAnyValue or ForAllValues matches none of them. AWS's documents differ here; the assumption multivaluedKeyWithoutQualifier decides.",
    );
}

#[test]
fn a_service_works_on_behalf_of_an_account() {
    check(
        "service-confused-deputy",
        "theirs",
        "The trust policy of TrailToLogs lets cloudtrail.amazonaws.com in only on behalf of account 111111111111; this call is on behalf of 666666666666; the same statement's test of aws:SourceArn fails as well.",
    );
}

#[test]
fn a_token_has_another_subject() {
    check(
        "github-actions-main-branch",
        "branch",
        "The trust policy of GitHubActionsRole lets a caller from token.actions.githubusercontent.com in only for tokens with sub repo:your-org/your-repo:ref:refs/heads/main; this token has repo:your-org/your-repo:ref:refs/heads/feature-login.",
    );
}

#[test]
fn tag_keys_are_listed() {
    check(
        "required-tag-needs-null-check",
        "required",
        "The trust policy of TeamTagRequired lets alice in only with session tags; this call passes no session tags.",
    );
    check(
        "required-tag-needs-null-check",
        "wrong-key",
        "The trust policy of TeamTagRequired lets alice in only with the tag keys team and no others; this call passes the tag cost-center.",
    );
}

// ---- dependent authorizations ---------------------------------------------------------------------------------------

#[test]
fn inherited_tags_need_an_action_of_their_own() {
    check(
        "next-trust-lacks-tag-session",
        "refused",
        "The session of BuildRole hands on its transitive tag team, so this call also needs sts:TagSession. The trust policy of PublishRole does not allow sts:TagSession for BuildRole.",
    );
}

#[test]
fn an_external_id_is_no_key_of_tag_session() {
    check(
        "external-id-next-to-tag-session",
        "together",
        "This call passes session tags, so it also needs sts:TagSession. The trust policy of OneStatement allows sts:TagSession only with ExternalId customer-8841; a request for sts:TagSession carries no ExternalId, even when the call passes one. AWS's documents differ here; the assumption tagSessionCarriesExternalId decides.",
    );
}

#[test]
fn a_passed_tag_has_another_value() {
    check(
        "pass-only-your-own-tag",
        "other",
        "This call passes session tags, so it also needs sts:TagSession. The trust policy of DeployRole allows sts:TagSession only with session tag team = web; this call passes team = payments.",
    );
}

#[test]
fn a_source_identity_needs_both_sides() {
    check(
        "source-identity-must-be-carried",
        "trust-silent",
        "The session of BuildRole carries source identity alice, so this call also needs sts:SetSourceIdentity. The trust policy of TrustSilent does not allow sts:SetSourceIdentity for BuildRole.",
    );
}

#[test]
fn a_source_identity_stays() {
    check(
        "source-identity-cannot-change",
        "change",
        "The session of BuildRole carries source identity alice. Once set it stays for the whole chain; this call asks for bob.",
    );
}

#[test]
fn a_transitive_tag_stays() {
    check(
        "transitive-tag-cannot-be-replaced",
        "replace",
        "The session of BuildRole carries the transitive tag team = web. A transitive tag stays as it is for the rest of the chain, in any letter case of its key.",
    );
}

#[test]
fn tags_contradict_each_other() {
    check_request(
        r#""Tags": [{ "Key": "a", "Value": "1" }, { "Key": "A", "Value": "2" }]"#,
        "Two of the tags have the same key; letter case does not make another key.",
    );
    check_request(
        r#""Tags": [{ "Key": "a", "Value": "1" }], "TransitiveTagKeys": ["b"]"#,
        "TransitiveTagKeys names a key that is not among the Tags of this call.",
    );
}

// ---- the caller's side ----------------------------------------------------------------------------------------------

#[test]
fn trusting_the_account_is_half_of_the_permission() {
    check(
        "account-trust-needs-identity",
        "bob",
        "The trust policy of SharedRole trusts the account as a whole, which leaves the rest to the caller's own policies. bob has no identity policy, so nothing allows sts:AssumeRole.",
    );
}

#[test]
fn from_another_account_both_sides_are_needed() {
    check(
        "user-named-from-another-account",
        "bob",
        "The trust policy of AuditRole lets bob in, but from another account the caller's own side has to allow it too. bob has no identity policy, so nothing allows sts:AssumeRole.",
    );
    check(
        "group-developers-update-app",
        "bob",
        "The trust policy of UpdateApp lets bob in, but from another account the caller's own side has to allow it too. No identity policy of bob allows sts:AssumeRole.",
    );
}

#[test]
fn a_resource_in_other_letters_is_another() {
    check(
        "role-name-case",
        "allowed-in-lower-case",
        "The trust policy of DeployRole trusts the account as a whole, which leaves the rest to the caller's own policies. alice's policy AssumeRoles allows sts:AssumeRole on arn:aws:iam::111111111111:role/deployrole; this call is for arn:aws:iam::111111111111:role/DeployRole, and letter case counts.",
    );
}

#[test]
fn the_endpoint_decides_the_region() {
    check(
        "endpoint-region-forbidden",
        "frankfurt",
        "The trust policy of EKSAdminRole lets alice in, but from another account the caller's own side has to allow it too. alice's policy AssumeEksAdmin allows sts:AssumeRole only in Region us-west-2 or us-east-1; this call goes to eu-central-1.",
    );
}

#[test]
fn an_action_without_a_resource_is_allowed_on_a_star_only() {
    check(
        "eks-list-clusters",
        "list",
        "EKSAdminRole's policy Clusters allows eks:ListClusters only on arn:aws:eks:us-west-2:111122223333:cluster/*; this action knows no resource and has to be allowed on *.",
    );
}

#[test]
fn neither_side_allows() {
    check(
        "cross-account-bucket-read",
        "alone",
        "No identity policy of alice allows s3:GetObject. my-shared-bucket/report.csv has no policy that lets other accounts in. Across accounts, both sides have to allow it.",
    );
}

/// A KMS key is used by nobody whom its own policy does not let in. AWS: "Key policies in AWS KMS".
#[test]
fn a_policy_of_its_own_is_missing_on_the_resource() {
    let with = |account: &str| {
        format!(
            r#""Action": "kms:Decrypt", "Resource": "arn:aws:kms:us-east-1:{account}:key/k",
            "identityPolicies": [{{ "Version": "2012-10-17", "Statement": [
                {{ "Effect": "Allow", "Action": "*", "Resource": "*" }}] }}]"#
        )
    };
    check_loose(&with("111111111111"), "key/k has no policy of its own that allows kms:Decrypt.");
    check_loose(
        &with("222222222222"),
        "key/k has no policy of its own that allows kms:Decrypt from another account.",
    );
    let unsigned =
        r#"{ "principal": "anonymous", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/x" }"#;
    let request = loose::cases(unsigned).unwrap().next().unwrap().request.unwrap();
    assert_eq!(
        request.cause(&request.explain()).plain(),
        "b/x has no policy of its own that allows s3:GetObject for an unsigned caller."
    );
}

#[test]
fn variables_of_a_resource_are_filled_in() {
    check(
        "transitive-tags-over-three-hops",
        "by-ticket",
        "PublishRole's policy PublishAsTagged allows s3:PutObject only on arn:aws:s3:::releases/team/web/alice/*; this call is for releases/ticket/4711/v42.zip.",
    );
}

/// AWS: "IAM policy elements: Variables and tags", section "Specifying default values".
#[test]
fn a_variable_without_a_value_stands_for_its_default() {
    check_with(
        "transitive-tags-over-three-hops",
        ("${aws:PrincipalTag/team}", "${aws:PrincipalTag/unit, 'all'}"),
        "by-ticket",
        "PublishRole's policy PublishAsTagged allows s3:PutObject only on arn:aws:s3:::releases/team/all/alice/*; this call is for releases/ticket/4711/v42.zip.",
    );
}

// ---- limits by policy -----------------------------------------------------------------------------------------------

#[test]
fn a_boundary_is_the_most() {
    check(
        "boundary-blocks",
        "by-account",
        "alice's permissions boundary DeveloperBoundary does not allow sts:AssumeRole. A boundary is the most that alice can do, whatever the other policies allow.",
    );
}

#[test]
fn a_session_policy_narrows() {
    check(
        "session-policy-narrows-a-role",
        "delete",
        "Session policy AmazonS3ReadOnlyAccess does not allow s3:DeleteObject. AdminAccessRole's own policies allow it; the session policy narrows this session.",
    );
    check(
        "session-policy-blocks-the-next-hop",
        "rollback",
        "The session policy of DeployRole's session does not allow sts:AssumeRole. A session policy narrows its session, whatever else allows the call.",
    );
    check(
        "federation-token-needs-a-policy",
        "nothing",
        "Federated user reporting came without a session policy, and such a session may do nothing of its own.",
    );
}

#[test]
fn a_level_of_the_organization_is_silent() {
    check(
        "service-control-policy-silent",
        "restore",
        "The only SCP on Archive, StorageOnly, does not allow sts:AssumeRole. At every level, from the root down to the account, one of them has to.",
    );
}

#[test]
fn an_endpoint_has_a_policy_too() {
    check(
        "vpc-endpoint-policy",
        "strange",
        "The policy of VPC endpoint vpce-0a1b2c3d4e5f60718 allows sts:AssumeRole only on arn:aws:iam::111111111111:role/* or arn:aws:iam::222222222222:role/*; this call is for DropBox.",
    );
}

// ---- explicit denies ------------------------------------------------------------------------------------------------

#[test]
fn a_deny_names_its_policy_and_its_level() {
    check(
        "service-control-policy-blocks",
        "prod",
        "SCP NoProductionRoles on Sandbox denies this call: it covers sts:AssumeRole on arn:aws:iam::222222222222:role/*. The trust policy and an identity policy allow it, but a deny wins.",
    );
}

#[test]
fn a_deny_by_name() {
    check(
        "account-trust-one-user-denied",
        "dave",
        "The trust policy of SharedRole denies this call: it names dave. An identity policy allows it, but a deny wins.",
    );
}

#[test]
fn a_deny_because_a_key_is_missing_says_the_rule() {
    check(
        "mfa-missing-key",
        "deny-if-exists",
        "The trust policy of DenyIfFalseOrAbsent denies this call: it brings no MFA code. BoolIfExists is true when the key is missing.",
    );
    check(
        "resource-control-policy-blocks",
        "mallory",
        "RCP OnlyOurOrganization on Root denies this call: the account of mallory is in no organization. StringNotEqualsIfExists is true when the key is missing. The trust policy and an identity policy allow it, but a deny wins.",
    );
}

#[test]
fn a_negated_operator_without_a_tag_says_the_rule() {
    check_with(
        "service-control-policy-blocks",
        (
            "\"Resource\": \"arn:aws:iam::222222222222:role/*\"",
            "\"Resource\": \"*\", \"Condition\": { \"StringNotEquals\": { \"aws:PrincipalTag/clearance\": \"prod\" } }",
        ),
        "own",
        "SCP NoProductionRoles on Sandbox denies this call: alice has no tag clearance. StringNotEquals is negated, and a negated operator is true when its key is missing. The trust policy and an identity policy allow it, but a deny wins.",
    );
}

#[test]
fn a_revoked_session_was_issued_too_early() {
    check(
        "revoked-role-leaves-chained-session",
        "no-more",
        "DeployRole's policy AWSRevokeOlderSessions denies this call: the session of DeployRole was issued at 10:00 UTC. The trust policy allows it, but a deny wins.",
    );
}

#[test]
fn a_deny_of_ones_own_beats_any_trust() {
    check(
        "explicit-deny-beats-direct-trust",
        "deploy",
        "alice's policy LockedOut denies this call: it covers sts:* on every resource. The trust policy allows it, but a deny wins.",
    );
}

// ---- callers, codes, tokens -----------------------------------------------------------------------------------------

#[test]
fn root_takes_no_roles() {
    check(
        "root-cannot-assume-roles",
        "with-keys",
        "The root user of Development calls, and root may never take a role, with keys or with a session.",
    );
}

#[test]
fn a_federated_user_takes_no_roles() {
    check(
        "federation-token-needs-a-policy",
        "role",
        "Federated user reporting holds a session of GetFederationToken, and such a session may never take a role.",
    );
}

#[test]
fn a_session_makes_no_session_token() {
    check(
        "session-token-then-role",
        "nested",
        "AdminAccessRole calls with temporary credentials; GetSessionToken can only be called with a user's own long-term key.",
    );
}

#[test]
fn nor_does_anybody_without_keys() {
    let from = |start: &str, call: &str| {
        let text = world(&format!("{{ \"id\": \"x\", {call} }}"));
        let text = text.replacen("arn:aws:iam::111111111111:user/alice", start, 1);
        let outcome = simulate(&Scenario::read(&text).unwrap());
        let code = outcome.steps[0].error().unwrap().code.to_string();
        (code, cause(&text, "x"))
    };
    let told = |code: &str, words: &str| (code.to_owned(), words.to_owned());
    assert_eq!(
        from("accounts.google.com", r#""GetSessionToken": {}"#),
        told(
            "MissingAuthenticationToken",
            "GetSessionToken has to be signed, and this call is not."
        )
    );
    assert_eq!(
        from("accounts.google.com", r#""GetFederationToken": { "Name": "Bob" }"#),
        told(
            "MissingAuthenticationToken",
            "GetFederationToken has to be signed, and this call is not."
        )
    );
    assert_eq!(
        from("ec2.amazonaws.com", r#""GetSessionToken": {}"#),
        told(
            "AccessDenied",
            "ec2.amazonaws.com is an AWS service; GetSessionToken can only be called with a user's own long-term key."
        )
    );
}

/// AWS: "Compare AWS STS credentials".
#[test]
fn a_session_may_not_call_everything() {
    let after = |call: &str, action: &str| {
        let steps =
            format!(r#"{{ "id": "s", {call} }}, {{ "id": "x", "as": "s", "Action": "{action}" }}"#);
        cause(&world(&steps), "x")
    };
    let federated = r#""GetFederationToken": { "Name": "Bob" }"#;
    for action in ["iam:ListUsers", "sts:DecodeAuthorizationMessage"] {
        assert_eq!(
            after(federated, action),
            "Federated user Bob holds a session of GetFederationToken; such a session may not call IAM, and of STS only GetCallerIdentity."
        );
    }
    assert_eq!(
        after(r#""GetSessionToken": {}"#, "sts:DecodeAuthorizationMessage"),
        "alice calls with a session of GetSessionToken; of STS such a session may only call AssumeRole and GetCallerIdentity."
    );
}

#[test]
fn a_session_token_without_mfa_cannot_call_iam() {
    let steps = r#"{ "id": "s", "GetSessionToken": {} },
        { "id": "x", "Action": "iam:ListUsers" }"#;
    assert_eq!(
        cause(&world(steps), "x"),
        "A session that GetSessionToken made without MFA may not call IAM, whatever alice may."
    );
}

#[test]
fn codes_and_devices() {
    check_request(
        r#""SerialNumber": "arn:aws:iam::111111111111:mfa/alice", "TokenCode": "000000""#,
        "The TokenCode is not the device's code of that moment, which is 731444.",
    );
    check_request(
        r#""SerialNumber": "arn:aws:iam::111111111111:mfa/bob", "TokenCode": "000000""#,
        "arn:aws:iam::111111111111:mfa/bob is no MFA device of alice.",
    );
    check_request(
        r#""TokenCode": "000000""#,
        "SerialNumber and TokenCode only work together; this call passes one of them.",
    );
}

#[test]
fn a_region_is_not_activated() {
    check(
        "region-not-activated",
        "spain",
        "Production has not activated Region eu-south-2. It is the role's account that has to, not the caller's.",
    );
}

#[test]
fn another_partition_cannot_be_reached() {
    check_step(
        r#""AssumeRole": { "RoleArn": "arn:aws-cn:iam::222222222222:role/R", "RoleSessionName": "a1" }"#,
        "R is in another partition, and nothing leads from one partition to another.",
    );
}

#[test]
fn an_assertion_is_used_at_once() {
    check(
        "saml-console-role",
        "too-old",
        "The assertion is older than 5 minutes; it has to be used at once. This is checked before the trust policy is looked at.",
    );
}

// ---- session policies and documents ---------------------------------------------------------------------------------

#[test]
fn a_session_policy_that_is_none() {
    check_request(
        r#""Policy": "{ \"Version\": \"2012-10-17\", ""#,
        "The session policy of this call is no policy. Line 1: This `{` is never closed.",
    );
    check_request(
        r#""PolicyArns": [{ "arn": "arn:aws:iam::111111111111:policy/Mine" }]"#,
        "arn:aws:iam::111111111111:policy/Mine cannot be a session policy here. It has to exist, in the role's own account or as a policy of AWS.",
    );
    check_request(
        r#""PolicyArns": [{ "arn": "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy" }]"#,
        "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy is a task policy of AssumeRoot. No other call takes it as a session policy.",
    );
}

#[test]
fn a_broken_document_gives_no_answer() {
    check(
        "policy-with-comments",
        "commented",
        "This call needs the trust policy of EKSAdminRole, which IAM would refuse to save. Line 7: JSON has no comments. So there is no answer, neither yes nor no.",
    );
}

#[test]
fn a_broken_document_is_not_saved() {
    check(
        "wildcard-in-principal",
        "save-wildcard",
        "IAM refuses to save the new trust policy of MonitoringAccess. Line 7: `arn:aws:iam::444455556666:role/*` is no principal of the kind `AWS`. What was there before stays in force.",
    );
    check_step(
        r#""account": "111111111111", "DeleteUser": { "UserName": "alice" }"#,
        "The change is refused: Cannot delete entity, must delete policies first.",
    );
}

#[test]
fn a_step_without_a_caller_is_not_reached() {
    check(
        "chained-hop-asks-two-hours",
        "logs",
        "Hop 2 gave no session, so there is nobody to make this call.",
    );
}

// ---- what was granted -----------------------------------------------------------------------------------------------

#[test]
fn a_granted_session_says_how_long_and_by_what() {
    check(
        "three-hop-chain",
        "deploy",
        "alice gets a session of DeployRole for 4 hours, until 14:00 UTC. The trust policy of DeployRole and alice's policy AssumeDeployRole allow it.",
    );
    check(
        "service-confused-deputy",
        "ours",
        "cloudtrail.amazonaws.com gets a session of TrailToLogs for 1 hour, until 11:00 UTC. The call asks for nothing, so it is the default; the role would allow 12 hours. The trust policy of TrailToLogs lets this caller in; nobody else has to allow it.",
    );
    check(
        "ec2-instance-starts-a-chain",
        "one-hour",
        "AppServerRole gets a session of ReportReader for 1 hour, until 11:05:05 UTC. The call asks for nothing, so it is one hour, the most for a chained session. The trust policy of ReportReader and AppServerRole's policy AssumeReportReader allow it.",
    );
}

#[test]
fn a_direct_name_needs_no_identity_policy_and_no_boundary() {
    check(
        "same-account-user-named-directly",
        "elevate",
        "alice gets a session of AdminAccessRole for 1 hour, until 11:00 UTC. The trust policy of AdminAccessRole names alice, so within one account no identity policy is needed.",
    );
    check(
        "boundary-blocks",
        "by-name",
        "alice gets a session of ReviewTool for 1 hour, until 11:00:05 UTC. The trust policy of ReviewTool names alice; within one account that alone is enough, and the permissions boundary does not limit it.",
    );
}

#[test]
fn other_calls_say_what_may_be_done() {
    check(
        "three-hop-chain",
        "read",
        "LogArchiveReader may s3:GetObject on prod-release-logs/web/2026-11-22.json. LogArchiveReader's policy ReadOwnTeam allows it.",
    );
    check(
        "explicit-deny-beats-direct-trust",
        "who",
        "alice is arn:aws:iam::111111111111:user/alice. GetCallerIdentity needs no permission, and no policy but a VPC endpoint's can take it away.",
    );
}

#[test]
fn a_change_says_what_it_does_to_running_sessions() {
    check(
        "revoked-sessions",
        "revoke",
        "Policy AWSRevokeOlderSessions of OnCallRole is saved; running sessions have it at once.",
    );
}

#[track_caller]
fn check_remedy((from, to): (&str, &str), expect: &str) {
    let text = corpus("unlock-a-bucket-as-root");
    assert!(text.contains(from), "no {from}");
    let scenario = Scenario::read(&text.replacen(from, to, 1)).unwrap();
    let outcome = simulate(&scenario);
    let step = outcome.step("read").unwrap();
    assert_eq!(narrate::remedy(&scenario, &outcome, step).unwrap().plain(), expect);
}

/// AWS: "AssumeRoot": a session is for one task, and its policy cannot be left out.
#[test]
fn a_root_session_is_told_the_task_that_allows() {
    let object = r#""Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::shop-archive/2026.csv","#;
    let on_root = |action: &str| {
        format!(r#""Action": "{action}", "Resource": "arn:aws:iam::222222222222:root","#)
    };
    check_remedy(
        (object, &on_root("iam:DeleteAccessKey")),
        "Ask AssumeRoot for arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials, which allows it.",
    );
    check_remedy(
        (object, &on_root("iam:CreateAccessKey")),
        "No task of AssumeRoot allows iam:CreateAccessKey; make the call as somebody else.",
    );
}

/// AWS: "Switch from a user to an IAM role (console)": the form asks for an account and a role; whatever else a call could
/// pass, it cannot.
#[test]
fn what_the_console_cannot_do_is_not_asked_of_it() {
    const ACTION: &str =
        r#""Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]"#;
    const SWITCH: &str =
        r#"{ "id": "x", "SwitchRole": { "account": "222222222222", "roleName": "R" } }"#;
    let told = |condition: &str, step: &str| {
        let text =
            world(step).replacen(ACTION, &format!("{ACTION}, \"Condition\": {condition}"), 1);
        let scenario = Scenario::read(&text).unwrap();
        let outcome = simulate(&scenario);
        let step = outcome.step("x").unwrap();
        let is_of_console = narrate::cli_message(&outcome, step).unwrap().is_of_console;
        (narrate::remedy(&scenario, &outcome, step).unwrap().plain(), is_of_console)
    };
    let call = format!("{{ \"id\": \"x\", \"AssumeRole\": {{ {ASK} }} }}");
    let external = r#"{ "StringEquals": { "sts:ExternalId": "42" } }"#;
    assert_eq!(told(external, &call), ("Pass ExternalId 42.".to_owned(), false));
    let with_command = |what: &str| {
        (format!("Take the role with a command: Switch Role cannot pass {what}."), true)
    };
    assert_eq!(told(external, SWITCH), with_command("an ExternalId"));
    let identity = r#"{ "StringEquals": { "sts:SourceIdentity": "alice" } }"#;
    assert_eq!(told(identity, SWITCH), with_command("a source identity"));
    let tag = r#"{ "StringEquals": { "aws:RequestTag/team": "web" } }"#;
    assert_eq!(told(tag, SWITCH), with_command("session tag team"));
    let region = r#"{ "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }"#;
    let (text, _) = told(region, SWITCH);
    assert!(
        text.starts_with("Take the role with a command, which can choose its endpoint"),
        "{text}"
    );
    // A user with a device signs in with it; without one, the sign-in asks for no code.
    let mfa = r#"{ "Bool": { "aws:MultiFactorAuthPresent": "true" } }"#;
    let text = world(SWITCH).replacen(ACTION, &format!("{ACTION}, \"Condition\": {mfa}"), 1);
    let scenario = Scenario::read(&text).unwrap();
    assert!(simulate(&scenario).step("x").unwrap().minted.is_some());
    let mut scenario = scenario;
    scenario.accounts[0].users[0].mfa_devices.clear();
    let outcome = simulate(&scenario);
    let remedy = narrate::remedy(&scenario, &outcome, outcome.step("x").unwrap()).unwrap();
    assert_eq!(remedy.plain(), "Sign in to the console with an MFA device.");
    let far = SWITCH.replacen("\"id\": \"x\",", "\"id\": \"x\", \"endpoint\": \"ap-east-1\",", 1);
    let off = "\"AccountName\": \"Production\",";
    let text = world(&far).replacen(off, &format!("{off} \"Regions\": [\"eu-west-1\"],"), 1);
    let scenario = Scenario::read(&text).unwrap();
    let outcome = simulate(&scenario);
    let remedy = narrate::remedy(&scenario, &outcome, outcome.step("x").unwrap()).unwrap();
    assert_eq!(remedy.plain(), "Activate ap-east-1 for STS in the role's account.");
}

/// Which messages say why, by what their texts hold.
#[test]
fn what_stands_in_the_way_is_told_apart_from_what_the_message_names() {
    let told = |text: &str, id: &str| {
        let scenario = Scenario::read(text).unwrap();
        let outcome = simulate(&scenario);
        let step = outcome.step(id).unwrap();
        let message = narrate::cli_message(&outcome, step).unwrap();
        (message.names_the_cause, message.note.unwrap())
    };
    let unlock = corpus("unlock-a-bucket-as-root");
    assert!(!told(&unlock, "global").0, "an operation that is not found is one of a Region");
    let off = unlock.replacen(",\n      \"RootSessions\"", "", 1);
    assert!(off != unlock);
    assert_eq!(
        told(&off, "root"),
        (false, "It says neither that no policy is in the way nor why.".to_owned())
    );
    let trade_in = |expires: &str, before: &str| {
        world(&format!(
            r#"{before} {{ "id": "x", "as": "start", "GetDelegatedAccessToken": {{ "TradeInToken":
                {{ "principal": "arn:aws:iam::222222222222:role/R", "expires": "{expires}" }} }} }}"#
        ))
    };
    let late = trade_in("2026-11-22T10:00:00Z", "");
    assert_eq!(told(&late, "x"), (true, "It does not say when the time was over.".to_owned()));
    let delete = r#"{ "id": "d", "account": "222222222222", "DeleteRole": { "RoleName": "R" } },"#;
    let gone = trade_in("2026-11-22T11:00:00Z", delete);
    assert_eq!(told(&gone, "x"), (false, "It does not say that the approver is gone.".to_owned()));
}

/// The cause of the step `call` of a small world where everything happens in one account.
fn cause_in_one_account(row: &serde_json::Value) -> String {
    let scenario = case::read(&case::scenario(row)).unwrap();
    let outcome = simulate(&scenario);
    narrate::cause(&scenario, &outcome, outcome.step("call").unwrap()).plain()
}

/// Whom a door names is told by the statement that lets the caller in: not by the policies of an organization or of a VPC
/// endpoint, which are for everybody, nor by a Deny or an Allow that does not apply.
#[test]
fn a_door_that_names_one_user_is_open_to_one_user() {
    let alice = json!({ "Principal": { "AWS": "arn:aws:iam::111111111111:user/alice" } });
    let everyone = json!({ "Principal": { "AWS": "*" } });
    let row = |trust: serde_json::Value| json!({ "trust": trust });
    let names = "alice gets a session of T for 1 hour, until 11:00 UTC. The trust policy of T names alice, so within \
                 one account no identity policy is needed.";
    let with = |statement: &serde_json::Value, more: serde_json::Value| {
        let mut statement = statement.clone();
        statement.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        statement
    };
    let organization = json!({ "Id": "o-exampleorg1", "MasterAccountId": "222222222222",
        "Root": { "Accounts": ["111111111111", "222222222222"] } });
    let in_organization = with(&row(json!([alice])), json!({ "organization": organization }));
    assert_eq!(cause_in_one_account(&in_organization), names);
    let endpoint = json!({
        "step": { "context": { "aws:SourceVpce": "vpce-0123456789abcdef0" } },
        "resources": [{ "Arn": "arn:aws:ec2:us-east-1:111111111111:vpc-endpoint/vpce-0123456789abcdef0",
            "Policy": { "Version": "2012-10-17",
                "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }] } }],
    });
    assert_eq!(cause_in_one_account(&with(&row(json!([alice])), endpoint)), names);
    let elsewhere = json!({ "Condition": { "NotIpAddress": { "aws:SourceIp": "0.0.0.0/0" } } });
    let refused_elsewhere = with(&with(&everyone, elsewhere), json!({ "Effect": "Deny" }));
    let members = json!({ "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-other" } } });
    // That such a policy can be saved at all is an assumption, of which another sentence tells.
    let begins = |trust: serde_json::Value, expect: &str| {
        let told = cause_in_one_account(&row(trust));
        assert!(told.starts_with(expect), "{told}");
    };
    begins(json!([alice, refused_elsewhere]), names);
    begins(json!([alice, with(&everyone, members)]), names);
    begins(json!([everyone, alice]), names);
    begins(json!([everyone]), &names.replace("names alice", "lets everyone in"));
}

#[test]
fn a_list_is_told_by_its_entries() {
    let eleven = [r#"{ "arn": "arn:aws:iam::aws:policy/ReadOnlyAccess" }"#; 11].join(", ");
    check_request(
        &format!("\"PolicyArns\": [{eleven}]"),
        "PolicyArns is [PolicyDescriptorTyp…cy/ReadOnlyAccess)]; it may have 10 entries at most. This is checked before \
         any policy is looked at.",
    );
    check_request(
        r#""TransitiveTagKeys": ["NOWAY!"]"#,
        "TransitiveTagKeys is [NOWAY!]; an entry may have 128 characters at most and has to match \
         [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+. This is checked before any policy is looked at.",
    );
    check_request(
        r#""Tags": [{ "Key": "Team", "Value": "web" }, { "Key": "NOWAY!", "Value": "" }]"#,
        "In Tags, the key of entry 2 is NOWAY!; it has to match [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+. This is checked \
         before any policy is looked at.",
    );
}

#[test]
fn only_a_duration_is_told_in_seconds() {
    check_request(
        r#""MinimumSessionTokenSize": 4097"#,
        "MinimumSessionTokenSize is 4097; the most is 4096. This is checked before any policy is looked at.",
    );
}

/// AWS: "IAM identifiers".
#[test]
fn an_arn_of_iam_names_no_region() {
    check_step(
        r#""AssumeRole": { "RoleArn": "arn:aws:iam:eu-west-1:222222222222:role/R", "RoleSessionName": "a1" }"#,
        "There is no role arn:aws:iam:eu-west-1:222222222222:role/R. There is arn:aws:iam::222222222222:role/R: an \
         ARN of IAM names no Region.",
    );
}

#[test]
fn a_pattern_of_callers_is_told_as_one() {
    let told = |test: &str, key: &str| {
        let trust = json!([{ "Principal": { "AWS": "111111111111" }, "Condition": { test: { "aws:PrincipalArn": key } } }]);
        cause_in_one_account(&json!({ "trust": trust }))
    };
    let session = "arn:aws:sts::*:assumed-role/S/*";
    let alice = "arn:aws:iam::111111111111:user/alice";
    assert_eq!(
        told("ArnLike", session),
        format!(
            "The trust policy of T lets alice in only for callers like {session}; this call comes from {alice}."
        )
    );
    assert_eq!(
        told("ArnNotEquals", alice),
        format!(
            "The trust policy of T lets alice in only for callers other than {alice}; this call comes from {alice}."
        )
    );
}

/// AWS: "Session policies": what was passed is part of the session.
#[test]
fn a_new_version_does_not_reach_sessions_that_were_passed_the_policy() {
    let policy = json!([{ "PolicyName": "Own", "PolicyDocument": { "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }] } }]);
    let row = json!({ "patch": { "111111111111": { "Policies": policy } }, "call": { "CreatePolicyVersion": {
        "PolicyArn": "arn:aws:iam::111111111111:policy/Own", "SetAsDefault": true, "PolicyDocument": {
            "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:*", "Resource": "*" }] } } } });
    assert_eq!(
        cause_in_one_account(&row),
        "Policy Own has a new version; everybody to whom it is attached has it at once, and sessions that were \
         passed it keep what they were passed."
    );
}

#[test]
fn what_was_not_asked_any_more_is_named_all_the_same() {
    let text = corpus("chained-hop-asks-two-hours");
    let mut whole: serde_json::Value = serde_json::from_str(&text).unwrap();
    let roles = whole["accounts"].as_array_mut().unwrap().iter_mut();
    let mut roles = roles.filter_map(|account| account.get_mut("Roles")?.as_array_mut()).flatten();
    let role = roles.find(|role| role["RoleName"] == "ProdAdmin").unwrap();
    role["AssumeRolePolicyDocument"] = json!("{ \"Version\" }");
    let outcome = simulate(&Scenario::read(&whole.to_string()).unwrap());
    let step = outcome.step("prod").unwrap();
    let names = step.checks.iter().map(|check| narrate::check_line(&outcome, step, check).name);
    let asked: Vec<String> = names.filter(|name| name.starts_with("sts:")).collect();
    assert_eq!(asked, ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]);
}

#[test]
fn a_deny_names_the_key_that_no_words_of_its_own_stand_for() {
    // AWS: "AWS global condition context keys", aws:ViaAWSService.
    let row = json!({
        "trust": [
            { "Principal": { "AWS": "arn:aws:iam::111111111111:user/alice" } },
            {
                "Effect": "Deny", "Principal": { "AWS": "*" },
                "Condition": { "Bool": { "aws:ViaAWSService": "false" } },
            },
        ],
    });
    let scenario = case::read(&case::scenario(&row)).unwrap();
    let outcome = case::run(&row).unwrap();
    let told = narrate::cause(&scenario, &outcome, outcome.step("call").unwrap()).plain();
    assert!(told.contains("denies this call: in this call aws:ViaAWSService is false"), "{told}");
}
