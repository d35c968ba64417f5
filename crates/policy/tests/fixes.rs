//! The fix of a finding changes exactly what it says, and the finding is gone.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use iam::PolicyType;

/// The text after the first fix of the finding of that code.
fn mended(kind: PolicyType, code: &str, text: &str) -> String {
    let (_, found) = policy::parse(text, kind);
    let finding = found.iter().find(|found| found.code == code).unwrap();
    let mended = finding.fix.as_ref().unwrap().applied(text).unwrap();
    let (_, found) = policy::parse(&mended, kind);
    assert!(found.iter().all(|other| other.code != code), "{mended}: {found:?}");
    mended
}

fn statement(inside: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{{{inside}}}]}}"#)
}

#[test]
fn what_is_misspelled_is_written_as_it_is_meant() {
    let cases = [
        ("INVALID_POLICY_ELEMENT", r#""Efect" : "Allow""#, r#""Effect" : "Allow""#),
        ("INVALID_EFFECT", r#""Effect": "allow""#, r#""Effect": "Allow""#),
        (
            "INVALID_CONDITION_OPERATOR",
            r#""Condition":{"StringEqual":{"aws:username":"a"}}"#,
            r#""Condition":{"StringEquals":{"aws:username":"a"}}"#,
        ),
        (
            "INVALID_CONDITION_OPERATOR",
            r#""Condition":{"NullIfExists":{"aws:username":"true"}}"#,
            r#""Condition":{"Null":{"aws:username":"true"}}"#,
        ),
        (
            "INVALID_CONDITION_OPERATOR",
            r#""Condition":{"forAnyValue:StringLikeIfExist":{"aws:TagKeys":"a"}}"#,
            r#""Condition":{"ForAnyValue:StringLikeIfExists":{"aws:TagKeys":"a"}}"#,
        ),
        (
            "INVALID_CONDITION_OPERATOR",
            r#""Condition":{"StringEqualsIgnoreCas":{"aws:username":"a"}}"#,
            r#""Condition":{"StringEqualsIgnoreCase":{"aws:username":"a"}}"#,
        ),
        (
            "CONDITION_OPERATOR_LETTER_CASE",
            r#""Condition":{"forAnyValue:stringlike":{"aws:TagKeys":"a"}}"#,
            r#""Condition":{"ForAnyValue:StringLike":{"aws:TagKeys":"a"}}"#,
        ),
        (
            "MISSING_QUALIFIER",
            r#""Condition":{"StringLike":{"aws:TagKeys":"a"}}"#,
            r#""Condition":{"ForAnyValue:StringLike":{"aws:TagKeys":"a"}}"#,
        ),
        (
            "DEPRECATED_GLOBAL_CONDITION_KEY",
            r#""Condition":{"ArnLike":{"aws:ARN":"*"}}"#,
            r#""Condition":{"ArnLike":{"aws:PrincipalArn":"*"}}"#,
        ),
    ];
    for (code, before, after) in cases {
        assert_eq!(
            mended(PolicyType::Identity, code, &statement(before)),
            statement(after),
            "{code}"
        );
    }
}

#[test]
fn a_version_is_put_where_and_as_the_other_members_stand() {
    let mend = |text| mended(PolicyType::Identity, "MISSING_VERSION", text);
    assert_eq!(
        mend("{\n    \"Statement\": []\n}"),
        "{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": []\n}"
    );
    assert_eq!(mend(r#"{"Statement":[]}"#), r#"{"Version": "2012-10-17","Statement":[]}"#);
    assert_eq!(mend("{}"), r#"{"Version": "2012-10-17"}"#);
    let wrong = r#"{"Version":"2012-10-18","Statement":[]}"#;
    assert_eq!(
        mended(PolicyType::Identity, "INVALID_VERSION", wrong),
        r#"{"Version":"2012-10-17","Statement":[]}"#
    );
}

#[test]
fn what_stands_there_already_is_not_written_twice() {
    let text = statement(r#""Efect":"Allow","Effect":"Allow""#);
    let (_, found) = policy::parse(&text, PolicyType::Identity);
    let finding = found.iter().find(|found| found.code == "INVALID_POLICY_ELEMENT").unwrap();
    assert_eq!(finding.fix, None);
}

#[test]
fn a_principal_gets_the_kind_under_which_it_is_one() {
    let statement = |principal: &str| {
        statement(&format!(r#""Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole""#))
    };
    let role = "arn:aws:iam::111111111111:role/R";
    let provider = "arn:aws:iam::111111111111:saml-provider/P";
    for (before, after) in [
        (
            r#"{"AWS" : "ec2.amazonaws.com"}"#.to_owned(),
            r#"{"Service" : "ec2.amazonaws.com"}"#.to_owned(),
        ),
        (format!(r#"{{"Service":["{role}"]}}"#), format!(r#"{{"AWS":["{role}"]}}"#)),
        (r#"{"Federated":"111111111111"}"#.to_owned(), r#"{"AWS":"111111111111"}"#.to_owned()),
        (format!(r#"{{"AWS":"{provider}"}}"#), format!(r#"{{"Federated":"{provider}"}}"#)),
        (format!(r#"{{"IAM":"{role}"}}"#), format!(r#"{{"AWS":"{role}"}}"#)),
        (
            format!(r#"{{"aws":["{role}","111111111111"]}}"#),
            format!(r#"{{"AWS":["{role}","111111111111"]}}"#),
        ),
    ] {
        let mended = mended(PolicyType::Trust, "INVALID_PRINCIPAL_FORMAT", &statement(&before));
        assert_eq!(mended, statement(&after));
    }
    for unsure in [
        r#"{"AWS":"nobody"}"#.to_owned(),
        r#"{"AWS":".amazonaws.com"}"#.to_owned(),
        r#"{"Service":"*"}"#.to_owned(),
        r#"{"AWS":"arn:aws:iam::111111111111:role/*"}"#.to_owned(),
        format!(r#"{{"Service":["{role}","ec2.amazonaws.com"]}}"#),
        format!(r#"{{"Service":"{role}","AWS":"111111111111"}}"#),
    ] {
        let (_, found) = policy::parse(&statement(&unsure), PolicyType::Trust);
        let finding = found.iter().find(|found| found.code == "INVALID_PRINCIPAL_FORMAT").unwrap();
        assert_eq!(finding.fix, None, "{unsure}");
    }
}

#[test]
fn no_fix_loses_a_test_or_changes_another_one() {
    let key = r#"{"aws:username":"a"}"#;
    for (code, condition) in [
        ("INVALID_CONDITION_OPERATOR", format!(r#"{{"StringEqual":{key},"StringEquals":{{}}}}"#)),
        ("INVALID_CONDITION_OPERATOR", format!(r#"{{"ForSomeValue:StringEquals":{key}}}"#)),
        ("INVALID_CONDITION_OPERATOR", format!(r#"{{"Equals":{key}}}"#)),
        ("CONDITION_OPERATOR_LETTER_CASE", format!(r#"{{"stringlike":{key},"StringLike":{key}}}"#)),
        (
            "DEPRECATED_GLOBAL_CONDITION_KEY",
            r#"{"ArnLike":{"aws:ARN":"*","aws:principalarn":"*"}}"#.to_owned(),
        ),
        (
            "MISSING_QUALIFIER",
            r#"{"StringLike":{"aws:TagKeys":"a"},"ForAnyValue:StringLike":{"aws:TagKeys":"b"}}"#
                .to_owned(),
        ),
        (
            "MISSING_QUALIFIER",
            r#"{"StringLike":{"aws:TagKeys":"a","aws:username":"b"}}"#.to_owned(),
        ),
    ] {
        let text = statement(&format!(r#""Condition":{condition}"#));
        let (_, found) = policy::parse(&text, PolicyType::Identity);
        let finding = found.iter().find(|found| found.code == code).unwrap();
        assert_eq!(finding.fix, None, "{text}");
    }
    // In another operator, or in another statement, it is nobody's.
    let apart = r#""Condition":{"ArnLike":{"aws:ARN":"*"},"ArnEquals":{"aws:PrincipalArn":"*"}}"#;
    mended(PolicyType::Identity, "DEPRECATED_GLOBAL_CONDITION_KEY", &statement(apart));
}
