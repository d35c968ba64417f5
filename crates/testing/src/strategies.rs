//! Generated authorizations: small worlds in which every policy type may have a say.
//!
//! The vocabulary is small on purpose: callers, principals, resources and condition keys meet often enough that every
//! answer turns up. What is generated is a row as [`crate::case`] understands it, so a failure shrinks to a short one.

use std::rc::Rc;

use iam::{Context, Credentials, PolicyType, Principal, PrincipalKind};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Value, json};
use simulator::authorize::{Levels, Policies};

/// One generated authorization: AssumeRole on `T` by one of the callers.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Who calls.
    pub caller: &'static str,
    /// Statements of the trust policy.
    pub trust: Vec<Value>,
    /// Statements of the caller's identity policy.
    pub identity: Vec<Value>,
    /// Statements of the caller's permissions boundary, where it has one.
    pub boundary: Option<Vec<Value>>,
    /// Statements of the caller's session policy, where it has one; role sessions only.
    pub session: Option<Vec<Value>>,
    /// Statements at the organization's root and at the accounts, where there is an organization.
    pub organization: Option<Controls>,
    /// `ExternalId`, where one is passed.
    pub external_id: Option<&'static str>,
    /// Keys of the tags that are passed.
    pub tags: Vec<&'static str>,
}

/// What an organization says: at its root and at the account level.
#[derive(Debug, Clone)]
pub struct Controls {
    /// SCP statements at the root.
    pub service_root: Vec<Value>,
    /// SCP statements at both accounts.
    pub service_accounts: Vec<Value>,
    /// RCP statements at the root.
    pub resource_root: Vec<Value>,
}

/// A document of an [`Asked`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The trust policy.
    Trust,
    /// The identity policy.
    Identity,
    /// The permissions boundary.
    Boundary,
    /// The session policy.
    Session,
    /// The SCP at the root.
    ServiceRoot,
    /// The SCP at the accounts.
    ServiceAccounts,
    /// The RCP at the root.
    ResourceRoot,
}

impl Place {
    /// Every document.
    pub const ALL: [Self; 7] = [
        Self::Trust,
        Self::Identity,
        Self::Boundary,
        Self::Session,
        Self::ServiceRoot,
        Self::ServiceAccounts,
        Self::ResourceRoot,
    ];

    /// The policy type as outcomes name it.
    #[must_use]
    pub fn policy_type(self) -> PolicyType {
        use PolicyType as Type;
        match self {
            Self::Trust => Type::Trust,
            Self::Identity => Type::Identity,
            Self::Boundary => Type::PermissionsBoundary,
            Self::Session => Type::Session,
            Self::ServiceRoot | Self::ServiceAccounts => Type::ServiceControl,
            Self::ResourceRoot => Type::ResourceControl,
        }
    }
}

const ALICE: &str = "arn:aws:iam::111111111111:user/alice";
const BOB: &str = "arn:aws:iam::222222222222:user/bob";
const ROLE_R: &str = "arn:aws:iam::111111111111:role/R";
const ROLE_Q: &str = "arn:aws:iam::222222222222:role/Q";

impl Asked {
    /// Whether the caller is a role session.
    #[must_use]
    pub fn by_role_session(&self) -> bool {
        self.caller.contains(":role/")
    }

    /// The statements of a document; nothing where there is no such document.
    pub fn statements(&mut self, place: Place) -> Option<&mut Vec<Value>> {
        let organization = self.organization.as_mut();
        match place {
            Place::Trust => Some(&mut self.trust),
            Place::Identity => Some(&mut self.identity),
            Place::Boundary => self.boundary.as_mut(),
            Place::Session => self.session.as_mut(),
            Place::ServiceRoot => organization.map(|controls| &mut controls.service_root),
            Place::ServiceAccounts => organization.map(|controls| &mut controls.service_accounts),
            Place::ResourceRoot => organization.map(|controls| &mut controls.resource_root),
        }
    }

    /// The row that asks this.
    #[must_use]
    pub fn row(&self) -> Value {
        let mut start = json!({ "principal": self.caller });
        if self.by_role_session() {
            start["RoleSessionName"] = json!("s1");
        }
        // IAM saves no trust policy without a statement; this one is about nobody here.
        let nobody = json!({ "Principal": { "Service": "ec2.amazonaws.com" } });
        let trust = if self.trust.is_empty() { json!([nobody]) } else { json!(self.trust) };
        let mut row = json!({
            "start": start,
            "trust": trust,
            "request": {},
            "patch": { "arn:aws:iam::111111111111:user/alice": { "Tags": [{ "Key": "team", "Value": "web" }] } },
        });
        if !self.identity.is_empty() {
            row["identity"] = json!(self.identity);
        }
        if let Some(statements) = self.boundary.as_ref().filter(|known| !known.is_empty()) {
            row["boundary"] = json!(statements);
        }
        if let Some(statements) = self.session.as_ref().filter(|known| !known.is_empty()) {
            row["sessionPolicy"] = json!(statements);
        }
        if let Some(id) = self.external_id {
            row["request"]["ExternalId"] = json!(id);
        }
        if !self.tags.is_empty() {
            let tags = self.tags.iter().map(|key| json!({ "Key": key, "Value": "1" }));
            row["request"]["Tags"] = tags.collect();
        }
        if let Some(controls) = &self.organization {
            row["organization"] = controls.organization();
            let accounts = json!({ "ServiceControlPolicies": ["Accounts"] });
            row["patch"]["111111111111"] = accounts.clone();
            row["patch"]["222222222222"] = accounts;
        }
        row
    }
}

/// What [`authorize`](simulator::authorize) is asked with, compiled from the statements without a scenario around them.
/// Statements that IAM would refuse to save are asked too.
#[derive(Debug)]
pub struct Compiled {
    /// Everything that has a say.
    pub policies: Policies,
    /// Who asks.
    pub caller: Principal,
    /// The condition keys.
    pub context: Context,
    /// Whether the caller is of the role's account.
    pub same_account: bool,
}

impl Asked {
    /// Compiles the documents.
    #[must_use]
    pub fn compiled(&self) -> Compiled {
        let compile = |statements: &[Value], kind| {
            let text = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
            let (document, _) = policy::parse(&text, kind);
            Rc::new(policy::compile(&document, kind, 0, &|_| None))
        };
        let levels = |levels: &[&[Value]], kind| {
            Levels::Attached(levels.iter().map(|level| vec![compile(level, kind)]).collect())
        };
        let nothing = || Levels::NotApplicable(policy::NotApplicable::NoOrganization);
        let organization = self.organization.as_ref();
        let some = |statements: &Option<Vec<Value>>, kind| {
            statements.as_deref().map(|statements| compile(statements, kind))
        };
        let policies = Policies {
            identity: vec![compile(&self.identity, PolicyType::Identity)],
            boundary: some(&self.boundary, PolicyType::PermissionsBoundary),
            session: some(&self.session, PolicyType::Session).map(|policy| vec![policy]),
            service_control: organization.map_or_else(nothing, |controls| {
                let all = [&controls.service_root[..], &controls.service_accounts];
                levels(&all, PolicyType::ServiceControl)
            }),
            resource_control: organization.map_or_else(nothing, |controls| {
                levels(&[&controls.resource_root], PolicyType::ResourceControl)
            }),
            resource: Some(compile(&self.trust, PolicyType::Trust)),
            endpoint: Vec::new(),
        };
        let account = self.caller.split(':').nth(4).unwrap_or_default();
        let is_session = self.by_role_session();
        let name = self.caller.rsplit('/').next().unwrap_or_default();
        let session = format!("arn:aws:sts::{account}:assumed-role/{name}/s1");
        let mut context = Context::new();
        context.set_one("aws:PrincipalArn", self.caller);
        if !is_session {
            context.set_one("aws:username", name);
            context.set_one("aws:PrincipalTag/team", "web");
        }
        context.set_one("aws:SourceIp", "203.0.113.10");
        context.set_one("aws:CurrentTime", "2026-11-22T10:00:00Z");
        context.set_one("aws:EpochTime", "1795341600");
        context.set_one("aws:SecureTransport", "true");
        context.set_one("sts:RoleSessionName", "session");
        if let Some(id) = self.external_id {
            context.set_one("sts:ExternalId", id);
        }
        if !self.tags.is_empty() {
            context.set("aws:TagKeys", self.tags.iter().copied());
        }
        let caller = Principal {
            kind: if is_session { PrincipalKind::RoleSession } else { PrincipalKind::User },
            credentials: if is_session { Credentials::RoleSession } else { Credentials::LongTerm },
            account: account.parse().ok(),
            arn: self.caller.parse().ok(),
            session_arn: is_session.then(|| session.parse().ok()).flatten(),
            unique_id: None,
            name: None,
            federating_user: None,
            has_boundary: self.boundary.is_some(),
        };
        Compiled { policies, caller, context, same_account: account == crate::case::ACCOUNT }
    }
}

impl Controls {
    fn organization(&self) -> Value {
        let policy = |name: &str, kind: &str, statements: &[Value]| {
            json!({ "Id": format!("p-generated{}", name.to_lowercase()), "Name": name, "Type": kind,
                    "Content": { "Version": "2012-10-17", "Statement": statements } })
        };
        let mut policies = vec![
            policy("Top", "SERVICE_CONTROL_POLICY", &self.service_root),
            policy("Accounts", "SERVICE_CONTROL_POLICY", &self.service_accounts),
        ];
        let mut root = json!({ "Id": "r-root", "ServiceControlPolicies": ["Top"],
            "Accounts": ["333333333333", "111111111111", "222222222222"] });
        if !self.resource_root.is_empty() {
            policies.push(policy("Resources", "RESOURCE_CONTROL_POLICY", &self.resource_root));
            root["ResourceControlPolicies"] = json!(["Resources"]);
        }
        json!({ "Id": "o-exampleorg1", "MasterAccountId": "333333333333",
                "Policies": policies, "Root": root })
    }
}

/// Effects; more often Allow, since one Deny ends everything.
fn effect() -> impl Strategy<Value = &'static str> {
    prop_oneof![5 => Just("Allow"), 1 => Just("Deny")]
}

/// Conditions of every kind, true and false about equally often.
fn condition() -> impl Strategy<Value = Value> {
    select(vec![
        json!({ "StringEquals": { "sts:ExternalId": "xx" } }),
        json!({ "StringEquals": { "sts:ExternalId": ["xx", "yy"] } }),
        json!({ "StringNotEquals": { "sts:ExternalId": ["xx", "zz"] } }),
        json!({ "StringEqualsIfExists": { "sts:ExternalId": "xx" } }),
        json!({ "StringLike": { "sts:ExternalId": "x*" } }),
        json!({ "StringEqualsIgnoreCase": { "sts:ExternalId": "XX" } }),
        json!({ "StringEquals": { "aws:PrincipalTag/team": "web" } }),
        json!({ "StringEquals": { "aws:username": "${aws:username}" } }),
        json!({ "StringLike": { "aws:PrincipalArn": "arn:aws:iam::*:user/${aws:username}" } }),
        json!({ "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-exampleorg1" } }),
        json!({ "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } }),
        json!({ "ArnNotEquals": { "aws:PrincipalArn": ALICE } }),
        json!({ "Bool": { "aws:MultiFactorAuthPresent": "true" } }),
        json!({ "BoolIfExists": { "aws:MultiFactorAuthPresent": "true" } }),
        json!({ "Null": { "sts:ExternalId": "true" } }),
        json!({ "Null": { "sts:ExternalId": ["true", "false"] } }),
        json!({ "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }),
        json!({ "NotIpAddress": { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"] } }),
        json!({ "NumericLessThan": { "aws:MultiFactorAuthAge": "300" } }),
        json!({ "NumericGreaterThanEquals": { "aws:EpochTime": "1" } }),
        json!({ "DateGreaterThan": { "aws:CurrentTime": "2026-01-01T00:00:00Z" } }),
        json!({ "ForAllValues:StringEquals": { "aws:TagKeys": ["a"] } }),
        json!({ "ForAnyValue:StringEquals": { "aws:TagKeys": ["a", "c"] } }),
        json!({ "ForAnyValue:StringNotEquals": { "aws:TagKeys": "a" } }),
        json!({ "StringEquals": { "aws:TagKeys": "a" } }),
        json!({ "Bool": { "aws:SecureTransport": "true" }, "StringEquals": { "aws:PrincipalTag/team": "web" } }),
        json!({ "StringLike": { "sts:ExternalId": "*", "sts:RoleSessionName": "other*" } }),
        json!({ "Bool": { "aws:SecureTransport": "true" }, "StringLike": { "sts:RoleSessionName": "s*" } }),
    ])
}

/// A statement that IAM would refuse to save, or that lacks something.
pub fn broken_statement() -> impl Strategy<Value = Value> {
    select(vec![
        json!({ "Effect": "Allow", "Resource": "*", "Principal": "*" }),
        json!({ "Effect": "Allow", "Action": "sts:AssumeRole" }),
        json!({ "Effect": "allow", "Action": "*", "Resource": "*", "Principal": "*" }),
        json!({ "Action": "*", "Resource": "*", "Principal": "*" }),
        json!({ "Effect": "Deny", "NotPrincipal": { "AWS": [ALICE, "111111111111"] }, "Action": "*", "Resource": "*" }),
        json!({ "Effect": "Deny", "NotAction": ["sts:TagSession"], "NotResource": "arn:aws:iam::*:role/X", "Principal": { "AWS": BOB } }),
        json!({ "Effect": "Allow", "Action": [], "Resource": "*", "Principal": "*" }),
        json!({ "Effect": "Deny", "Action": "*", "Resource": "*", "Principal": "*",
                "Condition": { "NoSuchOperator": { "aws:SecureTransport": "true" } } }),
        json!({ "Effect": "Deny", "Action": "*", "Resource": "*", "Principal": "*",
                "Condition": { "NumericNotEquals": { "aws:SourceIp": ["many", "5"] } } }),
        json!({ "Effect": "Allow", "Action": "*", "Resource": "arn:aws:iam::${aws:Nothing}:role/T", "Principal": "*" }),
    ])
}

fn action() -> impl Strategy<Value = Value> {
    select(vec![
        json!("sts:AssumeRole"),
        json!("STS:assumerole"),
        json!("sts:*"),
        json!("sts:Assume*"),
        json!(["sts:AssumeRole", "sts:TagSession"]),
        json!(["sts:TagSession", "s3:GetObject"]),
    ])
}

fn maybe_condition() -> impl Strategy<Value = Option<Value>> {
    option::weighted(0.4, condition())
}

/// A statement of a policy without principals.
pub fn statement() -> impl Strategy<Value = Value> {
    let resource = select(vec![
        json!("*"),
        json!("arn:aws:iam::111111111111:role/T"),
        json!("arn:aws:iam::111111111111:role/*"),
        json!("arn:aws:iam::*:role/T"),
        json!(["arn:aws:iam::111111111111:role/X", "arn:aws:iam::111111111111:role/?"]),
        json!("arn:aws:iam::111111111111:role/t"),
    ]);
    (effect(), action(), any::<bool>(), resource, maybe_condition()).prop_map(
        |(effect, action, plain, resource, condition)| {
            let mut statement = json!({ "Effect": effect, "Resource": resource });
            // `NotAction` now and then, with an action that leaves AssumeRole in.
            if plain || action != json!("sts:*") {
                statement["Action"] = action;
            } else {
                statement["NotAction"] = json!("s3:*");
            }
            if let Some(condition) = condition {
                statement["Condition"] = condition;
            }
            statement
        },
    )
}

/// A statement of a trust policy.
pub fn trust_statement() -> impl Strategy<Value = Value> {
    let principal = select(vec![
        json!({ "AWS": "arn:aws:iam::111111111111:root" }),
        json!({ "AWS": "222222222222" }),
        json!({ "AWS": ["111111111111", "222222222222"] }),
        json!({ "AWS": ALICE }),
        json!({ "AWS": [BOB, ROLE_Q] }),
        json!({ "AWS": ROLE_R }),
        json!({ "AWS": "arn:aws:sts::111111111111:assumed-role/R/s1" }),
        json!({ "AWS": "arn:aws:sts::222222222222:assumed-role/Q/s1" }),
        json!({ "AWS": "*" }),
        json!({ "Service": "ec2.amazonaws.com" }),
    ]);
    let action = select(vec![
        json!("sts:AssumeRole"),
        json!(["sts:AssumeRole", "sts:TagSession"]),
        json!("sts:TagSession"),
    ]);
    (effect(), principal, action, maybe_condition()).prop_map(
        |(effect, principal, action, condition)| {
            let mut statement =
                json!({ "Effect": effect, "Principal": principal, "Action": action });
            if let Some(condition) = condition {
                statement["Condition"] = condition;
            }
            statement
        },
    )
}

/// A statement of an RCP: those can only deny.
pub fn resource_control_statement() -> impl Strategy<Value = Value> {
    (select(vec!["sts:AssumeRole", "sts:*", "s3:GetObject"]), condition()).prop_map(
        |(action, condition)| {
            json!({ "Effect": "Deny", "Principal": "*", "Action": action, "Resource": "*",
                    "Condition": condition })
        },
    )
}

/// A statement for the document in that place.
pub fn statement_for(place: Place) -> BoxedStrategy<Value> {
    match place {
        Place::Trust => trust_statement().boxed(),
        Place::ResourceRoot => resource_control_statement().boxed(),
        _ => statement().boxed(),
    }
}

fn controls() -> impl Strategy<Value = Controls> {
    let all = || json!({ "Effect": "Allow", "Action": "*", "Resource": "*" });
    let level = move || {
        prop_oneof![
            2 => Just(vec![all()]),
            1 => (statement()).prop_map(move |more| vec![all(), more]),
            1 => vec(statement(), 1..3),
        ]
    };
    (level(), level(), vec(resource_control_statement(), 0..2)).prop_map(
        |(service_root, service_accounts, resource_root)| Controls {
            service_root,
            service_accounts,
            resource_root,
        },
    )
}

/// An authorization with everything that may have a say.
pub fn asked() -> impl Strategy<Value = Asked> {
    (
        select(vec![ALICE, BOB, ROLE_R, ROLE_Q]),
        vec(trust_statement(), 1..4),
        vec(statement(), 0..3),
        option::weighted(0.3, vec(statement(), 1..3)),
        option::weighted(0.3, vec(statement(), 1..3)),
        option::weighted(0.3, controls()),
        option::of(select(vec!["xx", "yy"])),
        select(vec![vec![], vec!["a"], vec!["a", "b"]]),
    )
        .prop_map(
            |(caller, trust, identity, boundary, session, organization, external_id, tags)| Asked {
                caller,
                trust,
                identity,
                boundary,
                session: session.filter(|_| caller.contains(":role/")),
                organization,
                external_id,
                tags,
            },
        )
}
