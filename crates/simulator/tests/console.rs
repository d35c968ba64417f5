//! Services and the console: presets write what the gallery's scenarios hold, and a custom broker gets its link or the
//! reason why not. AWS: "Enable custom identity broker access to the AWS console".

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::rc::Rc;

use simulator::{
    Outcome, Scenario,
    console::broker::{self, LINK_LASTS, Refused, SignIn},
    scenario::{Operation, Step},
    service::Workload,
    simulate,
};

fn gallery(name: &str) -> Scenario {
    let (_, text) = testing::corpus::files().into_iter().find(|(known, _)| known == name).unwrap();
    Scenario::read(&text).unwrap()
}

/// The gallery's step without what a preset does not say.
fn bare(scenario: &Scenario, id: &str) -> String {
    let known = scenario.steps.iter().find(|step| &*step.id == id).unwrap();
    let mut step = Step::new(id, known.operation.clone());
    step.context = known.context.clone();
    step.session_keys = known.session_keys.clone();
    let service = known.caller.clone().unwrap_or_else(|| Rc::clone(&scenario.start.principal));
    step.caller = Some(service);
    step.to_json()
}

fn texts(pairs: &[(&str, &str)]) -> Vec<(Rc<str>, Rc<str>)> {
    pairs.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect()
}

#[test]
fn presets_write_what_the_services_send() {
    let role = "arn:aws:iam::111111111111:role/";
    for (name, id, role, workload) in [
        (
            "instance-credentials-used-elsewhere",
            "instance",
            [role, "WebServerRole"].concat(),
            Workload::Instance {
                instance_id: "i-0a1b2c3d4e5f60718".into(),
                region: "eu-west-1".into(),
                vpc_id: Some("vpc-0f00d5c0ffee12345".into()),
                private_ip_address: Some("10.0.1.17".into()),
            },
        ),
        (
            "lambda-gets-its-role-passed",
            "function",
            [role, "function/ReportFunctionRole"].concat(),
            Workload::Function {
                function_name: "monthly-report".into(),
                region: "eu-west-1".into(),
            },
        ),
        (
            "pod-identity-tags-travel",
            "pod",
            [role, "PodRole"].concat(),
            Workload::Pod {
                region: "eu-west-1".into(),
                cluster_name: "prod-cluster".into(),
                namespace: "billing".into(),
                service_account: "invoices".into(),
                pod_name: "invoices-7d9c".into(),
                pod_uid: "4ba9e2f1-8c37-4d55-9a60-1f2e3d4c5b6a".into(),
                disable_session_tags: false,
                target_role_arn: None,
            },
        ),
        (
            "certificate-takes-a-role",
            "backup",
            [role, "BackupRole"].concat(),
            Workload::Certificate {
                trust_anchor_arn: "arn:aws:rolesanywhere:eu-west-1:111111111111:trust-anchor/0f6d2b1a-52c3-4e0e-9b77-3c1d5f0a9e21"
                    .into(),
                serial_number: "1f71c5114a119fc0cc5a5a52fb3720ad".into(),
                subject: texts(&[("CN", "press-4"), ("OU", "Backup")]),
                issuer: texts(&[("CN", "Factory CA")]),
                dns: None,
            },
        ),
    ] {
        let steps = workload.steps(id, &role);
        assert_eq!(steps.len(), 1);
        assert_eq!(steps[0].to_json(), bare(&gallery(name), id), "{name}");
    }
}

/// AWS: "Access AWS resources using EKS Pod Identity target IAM roles": EKS takes the two roles in sequence; where session
/// tags are disabled, it sets the external id to Region, account, cluster, namespace and service account.
#[test]
fn a_pod_with_a_target_role_takes_two() {
    let scenario = gallery("pod-identity-target-role");
    let pod = |tagged: bool, target: &str| Workload::Pod {
        region: "eu-west-1".into(),
        cluster_name: "prod-cluster".into(),
        namespace: "orders".into(),
        service_account: "orders-api".into(),
        pod_name: "orders-api-5f6b".into(),
        pod_uid: "0c9d8e7f-6a5b-4c3d-9e2f-1a0b9c8d7e6f".into(),
        disable_session_tags: !tagged,
        target_role_arn: Some(["arn:aws:iam::222222222222:role/", target].concat().into()),
    };
    for (id, tagged, target, target_id) in
        [("pod", false, "OrderStore", "target"), ("tagged-pod", true, "OrderArchive", "archive")]
    {
        let steps = pod(tagged, target).steps(id, "arn:aws:iam::111111111111:role/PodRole");
        assert_eq!(steps[0].to_json(), bare(&scenario, id), "{id}");
        let known = scenario.steps.iter().find(|step| &*step.id == target_id).unwrap();
        let written = |operation: &Operation| Step::new("target", operation.clone()).to_json();
        assert_eq!(written(&steps[1].operation), written(&known.operation), "{id}");
        // The session before it calls.
        assert_eq!((&*steps[1].id, &steps[1].caller), (&*format!("{id}-target"), &None));
        assert_eq!(steps.len(), 2);
    }
}

/// Sessions of every kind, each by a step of that name.
fn sessions() -> (Scenario, Outcome) {
    let trust = |who: &str| {
        format!(
            r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Principal": {who}, "Action": "sts:AssumeRole"}}}}"#
        )
    };
    let (user, role, service) = (
        trust(r#"{"AWS": "arn:aws:iam::111111111111:user/broker"}"#),
        trust(r#"{"AWS": "arn:aws:iam::111111111111:role/R"}"#),
        trust(r#"{"Service": "ec2.amazonaws.com"}"#),
    );
    let text = format!(
        r#"{{ "version": 1, "title": "t", "seed": "broker", "start": {{ "principal": "arn:aws:iam::111111111111:user/broker",
        "time": "2026-11-22T10:00:00Z" }}, "accounts": [{{ "AccountId": "111111111111",
        "Users": [{{ "UserName": "broker", "UserPolicyList": [{{ "PolicyName": "P", "PolicyDocument":
            {{ "Version": "2012-10-17", "Statement": {{ "Effect": "Allow", "Action": "*", "Resource": "*" }} }} }}] }}],
        "Roles": [
          {{ "RoleName": "R", "MaxSessionDuration": 7200, "AssumeRolePolicyDocument": {user} }},
          {{ "RoleName": "Next", "MaxSessionDuration": 43200, "AssumeRolePolicyDocument": {role} }},
          {{ "RoleName": "Instance", "AssumeRolePolicyDocument": {service} }} ] }}],
        "steps": [
          {{ "id": "federated", "GetFederationToken": {{ "Name": "Bob", "DurationSeconds": 3600 }} }},
          {{ "id": "session", "as": "start", "GetSessionToken": {{}} }},
          {{ "id": "role", "as": "start", "AssumeRole": {{ "RoleArn": "arn:aws:iam::111111111111:role/R", "RoleSessionName": "bob" }} }},
          {{ "id": "chained", "as": "role", "AssumeRole": {{ "RoleArn": "arn:aws:iam::111111111111:role/Next", "RoleSessionName": "bob" }} }},
          {{ "id": "instance", "as": "ec2.amazonaws.com", "AssumeRole": {{ "RoleArn": "arn:aws:iam::111111111111:role/Instance", "RoleSessionName": "i-1" }} }},
          {{ "id": "who", "as": "start", "GetCallerIdentity": {{}} }} ] }}"#
    );
    let scenario = Scenario::read(&text).unwrap();
    let outcome = simulate(&scenario);
    assert!(outcome.steps.iter().all(|step| step.error().is_none()));
    (scenario, outcome)
}

#[test]
fn the_endpoint_gives_a_token_or_says_why_not() {
    let (scenario, outcome) = sessions();
    let over = Refused::OverRoleMaximum { maximum: 7200 };
    for (step, duration, after, expected) in [
        // Without SessionDuration the console session ends with the credentials.
        ("federated", None, 0, Ok("2026-11-22T11:00:00Z")),
        ("role", None, 600, Ok("2026-11-22T11:00:00Z")),
        ("chained", None, 0, Ok("2026-11-22T11:00:00Z")),
        // With it, it counts from the moment of the request.
        ("role", Some(900), 0, Ok("2026-11-22T10:15:00Z")),
        ("role", Some(7200), 600, Ok("2026-11-22T12:10:00Z")),
        ("role", Some(899), 0, Err(Refused::OutOfRange)),
        ("role", Some(43_201), 0, Err(Refused::OutOfRange)),
        ("role", Some(7201), 0, Err(over)),
        ("federated", Some(900), 0, Err(Refused::WithFederationToken)),
        ("chained", Some(900), 0, Err(Refused::WithChaining)),
        ("session", None, 0, Err(Refused::WrongCredentials)),
        ("instance", None, 0, Err(Refused::WrongCredentials)),
        ("who", None, 0, Err(Refused::NoCredentials)),
        ("role", None, 3599, Ok("2026-11-22T11:00:00Z")),
        ("role", None, 3600, Err(Refused::Expired)),
    ] {
        let index = scenario.step_index(step).unwrap();
        let asked = SignIn { session_duration: duration, after, ..SignIn::default() };
        let link = broker::sign_in(&scenario, &outcome, index, &asked);
        let ends = link.map(|link| link.session_expires.to_string());
        assert_eq!(ends, expected.map(str::to_owned), "{step} {duration:?} {after}");
    }
}

#[test]
fn the_link_says_what_it_is_and_never_the_secret() {
    let (scenario, outcome) = sessions();
    let asked = SignIn {
        session_duration: Some(1800),
        issuer: Some("https://broker.example.com/?a=b".to_owned()),
        destination: Some("https://console.aws.amazon.com/s3".to_owned()),
        after: 60,
    };
    let step = scenario.step_index("role").unwrap();
    let link = broker::sign_in(&scenario, &outcome, step, &asked).unwrap();
    let url = "https://signin.aws.amazon.com/federation?Action=login\
               &Issuer=https%3A%2F%2Fbroker.example.com%2F%3Fa%3Db\
               &Destination=https%3A%2F%2Fconsole.aws.amazon.com%2Fs3&SigninToken=SIMULATED-";
    assert!(link.url.starts_with(url), "{}", link.url);
    assert!(link.url.ends_with(&link.signin_token));
    assert_eq!(link.url_expires.seconds(), outcome.steps[step].at.seconds() + 60 + LINK_LASTS);
    let request = "https://signin.aws.amazon.com/federation?Action=getSigninToken\
                   &SessionDuration=1800&Session=%7B%22sessionId%22%3A%22ASIA";
    assert!(link.request.starts_with(request), "{}", link.request);
    let credentials = &outcome.steps[step].minted.as_ref().unwrap().credentials;
    assert!(!link.url.contains(&*credentials.secret_access_key));
    let parts = [
        ("sessionId", &credentials.access_key_id),
        ("sessionKey", &credentials.secret_access_key),
        ("sessionToken", &credentials.session_token),
    ];
    let members = parts.map(|(name, value)| format!("\"{name}\":\"{value}\""));
    assert_eq!(link.session, format!("{{{}}}", members.join(",")));
    // The same again, and another for other credentials.
    let again = broker::sign_in(&scenario, &outcome, step, &asked).unwrap();
    assert_eq!(again, link);
    let other = scenario.step_index("chained").unwrap();
    let other = broker::sign_in(&scenario, &outcome, other, &SignIn::default()).unwrap();
    assert_ne!(other.signin_token, link.signin_token);
}
