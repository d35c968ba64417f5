//! What must hold of any bytes at all: the functions behind the fuzz targets in `fuzz/`, asked about the committed corpus
//! by every test run.
//!
//! Bytes that are no text are read as text with replacement characters. The length of a text says what kind of policy
//! it is read as, so that the files of the corpus are plain documents.

mod received;

pub use received::{assertion, message, session_token, share_link};

use iam::{Action, Assumptions, Context, Credentials, PolicyType, Principal, PrincipalKind};
use policy::{Evidence, Explain, Policy, Request, Verdict, json};
use simulator::{Scenario, narrate, scenario::ScenarioError};

/// Reading a document: places lie in the text, what is JSON is said by `serde_json` too, printing keeps the value.
///
/// # Panics
/// Where one of these does not hold.
pub fn parser(bytes: &[u8]) {
    let text = &String::from_utf8_lossy(bytes);
    let (value, errors) = json::parse(text);
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(_) => assert!(errors.is_empty(), "{errors:?}"),
        // Theirs are binary; ours stay as they are written.
        Err(error) if error.to_string().contains("number out of range") => {}
        Err(error) => assert!(!errors.is_empty(), "{error}"),
    }
    if let (Some(value), true) = (&value, errors.is_empty()) {
        let printed = json::print(value);
        let (again, errors) = json::parse(&printed);
        assert!(errors.is_empty() && again.is_some_and(|again| json::print(&again) == printed));
    }
    let (document, findings) = policy::parse(text, kind(text));
    for finding in &findings {
        assert!(text.get(finding.span.range()).is_some(), "{finding:?}");
        assert!(!finding.message.is_empty() && !finding.code.is_empty(), "{finding:?}");
    }
    for statement in &document.statements {
        assert!(text.get(statement.span.range()).is_some(), "{statement:?}");
    }
}

/// Asking a document: verdict and explanation agree, and its statements say together what each says alone, in whatever
/// order.
///
/// # Panics
/// Where one of these does not hold.
pub fn evaluator(bytes: &[u8]) {
    let text = &String::from_utf8_lossy(bytes);
    let kind = kind(text);
    let (mut document, _) = policy::parse(text, kind);
    let compile = |document: &Policy| policy::compile(document, kind, 0, &|_| None);
    let whole = compile(&document);
    let alone: Vec<_> = document
        .statements
        .iter()
        .map(|statement| {
            compile(&Policy { statements: vec![statement.clone()], ..document.clone() })
        })
        .collect();
    document.statements.reverse();
    let reversed = compile(&document);
    let context = context();
    for caller in callers() {
        for (action, resource) in [
            ("sts:AssumeRole", "arn:aws:iam::111111111111:role/team/T"),
            ("s3:GetObject", "arn:aws:s3:::bucket/alice/x"),
        ] {
            let Ok(action) = action.parse::<Action>() else { continue };
            let assumptions = &Assumptions::default();
            let (caller, context) = (&caller, &context);
            let request = Request { action: &action, resource, caller, context, assumptions };
            let mut explain = Explain::default();
            let evidence = policy::evaluate(&whole, &request, &mut explain);
            let _ = explain.into_explanation();
            let verdict = |policy| policy::evaluate(policy, &request, &mut Verdict);
            assert_eq!(verdict(&whole), evidence, "the verdict differs");
            assert_eq!(verdict(&reversed), evidence, "the order matters");
            let together = alone.iter().map(verdict).fold(Evidence::default(), Evidence::and);
            assert_eq!(together, evidence, "statements alone say something else");
        }
    }
}

/// Reading a scenario: errors lie in the text, and what is read can be run, told, written and read again. Says how many
/// errors there are.
///
/// # Panics
/// Where one of these does not hold.
pub fn scenario(bytes: &[u8]) -> usize {
    let text = &String::from_utf8_lossy(bytes);
    let scenario = match Scenario::read(text) {
        Ok(scenario) => scenario,
        Err(errors) => {
            assert!(!errors.is_empty() && errors.len() <= 1001, "{} errors", errors.len());
            for ScenarioError { span, message, .. } in &errors {
                assert!(text.get(span.range()).is_some(), "{message}");
            }
            return errors.len();
        }
    };
    let outcome = crate::corpus::simulate(&scenario);
    assert_eq!(outcome.steps.len(), scenario.steps.len());
    for step in &outcome.steps {
        assert!(!narrate::cause(&scenario, &outcome, step).plain().is_empty());
        let _ = narrate::remedy(&scenario, &outcome, step);
        let _ = narrate::cli_message(&outcome, step);
        let _ = narrate::deciding_fact(&outcome, step);
        for check in &step.checks {
            let _ = narrate::check_line(&outcome, step, check);
        }
    }
    let again = Scenario::read(&scenario.write());
    assert!(again.is_ok_and(|again| again == scenario), "what is written is read again");
    0
}

fn kind(text: &str) -> PolicyType {
    PolicyType::ALL[text.len() % PolicyType::ALL.len()]
}

fn callers() -> [Principal; 3] {
    let arn = |text: &str| text.parse().ok();
    let own = |kind, credentials, text: &str| Principal {
        account: "111111111111".parse().ok(),
        arn: arn(text),
        ..Principal::new(kind, credentials)
    };
    [
        own(PrincipalKind::User, Credentials::LongTerm, "arn:aws:iam::111111111111:user/alice"),
        Principal {
            session_arn: arn("arn:aws:sts::111111111111:assumed-role/R/s"),
            ..own(
                PrincipalKind::RoleSession,
                Credentials::RoleSession,
                "arn:aws:iam::111111111111:role/team/R",
            )
        },
        Principal {
            name: Some("ec2.amazonaws.com".into()),
            ..Principal::new(PrincipalKind::Service, Credentials::None)
        },
    ]
}

fn context() -> Context {
    let mut context = Context::new();
    for (key, value) in [
        ("aws:username", "alice"),
        ("aws:PrincipalTag/team", "blue"),
        ("aws:SourceIp", "203.0.113.7"),
        ("aws:CurrentTime", "2026-01-01T00:00:00Z"),
        ("aws:EpochTime", "1767225600"),
        ("aws:MultiFactorAuthPresent", "true"),
        ("aws:MultiFactorAuthAge", "12.5"),
        ("aws:PrincipalArn", "arn:aws:iam::111111111111:role/team/R"),
        ("sts:ExternalId", "tenant-7"),
        ("kms:EncryptionContext:x", "QQ=="),
        ("aws:RequestTag/empty", ""),
    ] {
        context.set_one(key, value);
    }
    context.set("aws:TagKeys", ["a", "b", "team"]);
    context
}
