//! What generated cases are made of: few words, so that a policy often means the request.

/// A condition operator's name, what its values look like, and how its values are spelled.
pub(super) const OPERATORS: [(&str, Kind); 26] = [
    ("StringEquals", Kind::Text),
    ("StringNotEquals", Kind::Text),
    ("StringEqualsIgnoreCase", Kind::Text),
    ("StringNotEqualsIgnoreCase", Kind::Text),
    ("StringLike", Kind::Text),
    ("StringNotLike", Kind::Text),
    ("NumericEquals", Kind::Number),
    ("NumericNotEquals", Kind::Number),
    ("NumericLessThan", Kind::Number),
    ("NumericLessThanEquals", Kind::Number),
    ("NumericGreaterThan", Kind::Number),
    ("NumericGreaterThanEquals", Kind::Number),
    ("DateEquals", Kind::Date),
    ("DateNotEquals", Kind::Date),
    ("DateLessThan", Kind::Date),
    ("DateLessThanEquals", Kind::Date),
    ("DateGreaterThan", Kind::Date),
    ("DateGreaterThanEquals", Kind::Date),
    ("Bool", Kind::Boolean),
    ("BinaryEquals", Kind::Binary),
    ("IpAddress", Kind::Address),
    ("NotIpAddress", Kind::Address),
    ("ArnEquals", Kind::Arn),
    ("ArnLike", Kind::Arn),
    ("ArnNotEquals", Kind::Arn),
    ("ArnNotLike", Kind::Arn),
];

/// `Null` has no `IfExists`; the others have every form.
pub(super) const QUALIFIERS: [&str; 3] = ["", "ForAllValues:", "ForAnyValue:"];

/// What kind of values a condition key has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Date,
    Boolean,
    Binary,
    Address,
    Arn,
}

impl Kind {
    /// Condition keys with such values.
    pub(super) fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Text => &[
                "aws:PrincipalTag/team",
                "aws:RequestTag/env",
                "sts:ExternalId",
                "aws:TagKeys",
                "aws:PrincipalOrgID",
                "aws:username",
                "aws:PrincipalType",
                "aws:PrincipalAccount",
                "aws:ResourceAccount",
            ],
            Self::Number => &["aws:MultiFactorAuthAge", "s3:max-keys"],
            Self::Date => &["aws:CurrentTime", "aws:TokenIssueTime", "aws:EpochTime"],
            Self::Boolean => &["aws:MultiFactorAuthPresent", "aws:SecureTransport"],
            Self::Binary => &["aws:RequestTag/bytes", "kms:EncryptionContext:bytes"],
            Self::Address => &["aws:SourceIp", "aws:VpcSourceIp"],
            Self::Arn => &["aws:SourceArn", "aws:PrincipalArn"],
        }
    }

    /// Values of the request. Some are of another kind than they should be.
    pub(super) fn given(self) -> &'static [&'static str] {
        match self {
            Self::Text => &[
                "a",
                "A",
                "ab",
                "b",
                "alice",
                "*",
                "a*",
                "team/a",
                "$",
                "",
                "111111111111",
                "User",
                "${aws:username",
                "o-1",
            ],
            Self::Number => {
                &["0", "1", "1.0", "1.50", "-1", "10", "9", "900", "+1", "1e1", "x", ""]
            }
            Self::Date => &[
                "2026-01-01T00:00:00Z",
                "2025-12-31T23:59:59Z",
                "2026-01-01T00:00:00.5Z",
                "2026-01-01T01:00:00+01:00",
                "2024-02-29T00:00:00Z",
                "2026-01-01",
                "1767225600",
                "1767225599",
                "1767225600.0",
                "2025-12-31T23:59:60Z",
                "2026-01-01t00:00:00z",
                "0",
                "soon",
                "",
            ],
            Self::Boolean => &["true", "false", "True", "FALSE", "maybe", ""],
            Self::Binary => &["QQ==", "Qg==", "QUI=", "AAECAw==", "QQ", "QR==", "%%%%", ""],
            Self::Address => &[
                "203.0.113.1",
                "203.0.113.200",
                "::ffff:203.0.113.1",
                "203.0.113.1/32",
                "10.0.0.1",
                "2001:db8::1",
                "2001:DB8:0:0::1",
                "::1",
                "nowhere",
                "",
            ],
            Self::Arn => &[
                "arn:aws:s3:::bucket",
                "arn:aws:sns:eu-west-1:111111111111:topic",
                "arn:aws:lambda:eu-west-1:111111111111:function:f:live",
                "arn:aws:iam::111111111111:role/team/R",
                "arn:aws:iam::111111111111:user/alice",
                "bucket",
                "",
            ],
        }
    }

    /// Values of policies besides those of the request.
    pub(super) fn wanted(self) -> &'static [&'static str] {
        match self {
            Self::Text => &[
                "a?",
                "?",
                "AB",
                "ALICE",
                "Team/A",
                "*",
                "*a*",
                "?*b",
                "o-*",
                "${aws:username}",
                "${AWS:PrincipalTag/Team}",
                "${aws:PrincipalTag/team}*",
                "${aws:PrincipalTag/none}",
                "${aws:PrincipalTag/none, 'a'}",
                "${aws:PrincipalTag/team,'b'}",
                "${*}",
                "a${*}",
                "${?}",
                "?${?}",
                "${?}*",
                "${$}",
                "${aws:ResourceAccount}",
            ],
            Self::Number => &[
                "2",
                "1.5",
                "-1.5",
                "100",
                "00",
                "-0",
                "1.",
                ".5",
                " 1",
                "0.000001",
                "99999999999999999999",
                "1,5",
                "0x1",
                "+1",
                "1e1",
                "1E+1",
                "${aws:EpochTime}",
            ],
            Self::Date => &[
                "2026",
                "2026-01",
                "2025-12-31",
                "2026-01-01T00:00Z",
                "2025-12-31T19:00:00-05:00",
                "2026-02-29",
                "2024-02-29",
                "2026-13-01",
                "2026-01-01T24:00:00Z",
                "2026-01-01T00:00",
                "2026-01-01T00:00:00",
                "2026-01-01T00:00:00.Z",
                "2026-01-01T00:00.5Z",
                "2026-01-01T00:00:00.500Z",
                "2026-01-01T00:00:00+0000",
                "2026-01-01T00:00:00+24:00",
                "2026-01-01 00:00:00Z",
                "2026-1-1",
                "2026-01-01Z",
                "1767225600.0",
                "2025-12-31T23:59:60Z",
                "2026-01-01t00:00:00Z",
                "2026-01-01T00:00:00z",
                "20260101",
                "-1",
                "0000-01-01",
                "9223372036854775807",
                "9223372036854775808",
                "1969-12-31T23:59:59Z",
                "${aws:CurrentTime}",
            ],
            Self::Boolean => &["${aws:SecureTransport}"],
            Self::Binary => &["QUJD", "QQ", "QR==", "QUJ="],
            Self::Address => &[
                "203.0.113.0/24",
                "203.0.113.128/25",
                "203.0.113.77/24",
                "0.0.0.0/0",
                "2001:db8::/32",
                "::/0",
                "203.0.113.0/33",
                "203.0.113.0/032",
                "203.0.113.0/+24",
                "203.0.113.0/",
                "203.0.113.001",
                "203.0.113.1/32/1",
                "::ffff:203.0.113.1",
                "::ffff:0:0/96",
                "2001:db8::1%eth0",
                " 203.0.113.1",
                "2001:db8::/129",
                "203.0.113",
                "${aws:SourceIp}",
            ],
            Self::Arn => &[
                "arn:aws:s3:::*",
                "arn:*:*:*:*:*",
                "arn:aws:iam::111111111111:*",
                "arn:aws:iam::*:role/*",
                "arn:aws:iam::1111????1111:user/${aws:username}",
                "arn:aws:iam::*",
                "arn:*",
                "*",
                "${aws:PrincipalArn}",
                "arn:aws:lambda:*:function:f:live",
                "arn:aws:lambda:*:*:function:*",
                "arn:aws:s3:::${aws:PrincipalTag/none}",
            ],
        }
    }
}

/// An action, an ARN of what it is done to (`A` stands for the owner), and what policies write.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) action: &'static str,
    pub(super) resource: &'static str,
    pub(super) actions: &'static [&'static str],
    pub(super) resources: &'static [&'static str],
}

/// Things that are not roles.
pub(super) const TARGETS: [Target; 10] = [
    Target {
        action: "s3:GetObject",
        resource: "arn:aws:s3:::bucket/team/alice/x",
        actions: &["s3:GetObject", "s3:Get*", "S3:getobject", "s3:*", "s3:?etObject", "*"],
        resources: &[
            "arn:aws:s3:::bucket/*",
            "arn:aws:s3:::bucket/team/${aws:username}/x",
            "arn:aws:s3:::bucket/${aws:PrincipalTag/team}/*",
            "arn:aws:s3:::bucket/${aws:PrincipalTag/none}*",
            "arn:aws:s3:::bucket/team/alice/${*}",
            "arn:aws:s3:${*}",
            "arn:aws:s3:::bucket/team/${aws:PrincipalTag/team, 'alice'}/?",
            "arn:aws:s3:::*",
            "arn:aws:s3:*",
            "arn:aws:*",
        ],
    },
    Target {
        action: "s3:ListAllMyBuckets",
        resource: "*",
        actions: &["s3:ListAllMyBuckets", "s3:List*", "*"],
        resources: &["*"],
    },
    Target {
        action: "kms:Decrypt",
        resource: "arn:aws:kms:eu-west-1:A:key/1",
        actions: &["kms:Decrypt", "kms:*", "*"],
        resources: &["arn:aws:kms:*:*:key/*", "arn:aws:kms:eu-west-1:*"],
    },
    Target {
        action: "sqs:SendMessage",
        resource: "arn:aws:sqs:eu-west-1:A:queue",
        actions: &["sqs:SendMessage", "SQS:*", "*"],
        resources: &["arn:aws:sqs:*:*:queue", "arn:aws:sqs:eu-west-1:1111*", "arn:aws:sqs:eu-*"],
    },
    Target {
        action: "sns:Publish",
        resource: "arn:aws:sns:eu-west-1:A:topic",
        actions: &["sns:Publish", "sns:P*", "*"],
        resources: &["arn:aws:sns:eu-west-1:*:topic", "arn:aws:sns:*:${aws:ResourceAccount}:t*"],
    },
    Target {
        action: "secretsmanager:GetSecretValue",
        resource: "arn:aws:secretsmanager:eu-west-1:A:secret:db-1",
        actions: &["secretsmanager:GetSecretValue", "secretsmanager:*Value", "*"],
        resources: &["arn:aws:secretsmanager:*:*:secret:db-?", "arn:aws:secretsmanager:*:*:*"],
    },
    Target {
        action: "lambda:InvokeFunction",
        resource: "arn:aws:lambda:eu-west-1:A:function:f:live",
        actions: &["lambda:InvokeFunction", "lambda:Invoke*", "*"],
        resources: &["arn:aws:lambda:*:*:function:f:*", "arn:aws:lambda:eu-west-1:*:function:?:l*"],
    },
    Target {
        action: "dynamodb:GetItem",
        resource: "arn:aws:dynamodb:eu-west-1:A:table/t",
        actions: &["dynamodb:GetItem", "dynamodb:*", "*"],
        resources: &["arn:aws:dynamodb:*:*:table/t", "arn:aws:dynamodb:eu-west-1:222222222222:*"],
    },
    Target {
        action: "sts:GetFederationToken",
        resource: "arn:aws:sts::A:federated-user/alice",
        actions: &["sts:GetFederationToken", "sts:Get*", "*"],
        resources: &["arn:aws:sts::*:federated-user/${aws:username}", "arn:aws:sts::*"],
    },
    Target {
        action: "iam:GetRole",
        resource: "arn:aws:iam::A:role/team/T",
        actions: &["iam:GetRole", "iam:Get*", "*"],
        resources: &["arn:aws:iam::*:role/*", "arn:aws:iam::*:role/team/${aws:PrincipalTag/none}"],
    },
];

/// Actions on roles, for callers of an account, and what policies write.
pub(super) const ASSUME: [&str; 4] =
    ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"];
pub(super) const ASSUME_PATTERNS: [&str; 5] =
    ["sts:*", "sts:AssumeRole", "sts:AssumeRole*", "STS:?e*", "sts:TagSession"];

/// Roles to be assumed, and what policies write.
pub(super) const ROLES: [&str; 3] = [
    "arn:aws:iam::A:role/T",
    "arn:aws:iam::A:role/team/T",
    "arn:aws:iam::A:role/aws-service-role/x.amazonaws.com/T",
];
pub(super) const ROLE_PATTERNS: [&str; 7] = [
    "arn:aws:iam::*:role/*",
    "arn:aws:iam::111111111111:role/T",
    "arn:aws:iam::1111*",
    "arn:aws:iam::222222222222:role/team/?",
    "arn:aws:iam::${aws:ResourceAccount}:role/*",
    "arn:aws:iam:*:role/T",
    "arn:aws:iam::*:role/${aws:PrincipalTag/none}*",
];
