//! Making things anew: every type with what it cannot do without, the rest as absent.

use std::rc::Rc;

use iam::{AccountId, Action, Arn, Assumptions, PolicyType, Timestamp};
use sts::request::{AssumeRole, Call};

use super::{
    Account, AttachedPolicy, Boundary, Change, ChangeOperation, Document, Expectation,
    ExpectedResult, Group, InlinePolicy, Layout, List, ManagedPolicy, MfaDevice, OidcProvider,
    Operation, Organization, OrganizationPolicy, OrganizationalUnit, PassedRole, Resource, Role,
    SamlProvider, Scenario, Start, Step, StsCall, SwitchRole, TagEntry, User,
};

impl Scenario {
    /// An empty world with somebody who begins.
    #[must_use]
    pub fn new(title: &str, start: Start) -> Self {
        Self {
            title: title.into(),
            teaches: None,
            source: None,
            seed: None,
            start,
            organization: None,
            accounts: List::default(),
            resources: Vec::new(),
            steps: Vec::new(),
            assumptions: Assumptions::default(),
            layout: Layout::default(),
        }
    }
}

impl Start {
    /// Somebody who begins with the credentials that are usual for its kind.
    #[must_use]
    pub fn new(principal: &str, time: Timestamp) -> Self {
        Self {
            principal: principal.into(),
            federating_user: None,
            credentials: None,
            time,
            mfa: None,
            role_session_name: None,
            tags: Vec::new(),
            transitive_tag_keys: Vec::new(),
            source_identity: None,
            policy: None,
            policy_arns: Vec::new(),
            issued: None,
            duration_seconds: None,
            delivered_by: None,
            session_keys: Vec::new(),
            layout: Layout::default(),
        }
    }
}

impl TagEntry {
    /// A tag.
    #[must_use]
    pub fn new(key: &str, value: &str) -> Self {
        Self { key: key.into(), value: value.into() }
    }
}

/// The statement of a trust policy that is not known, up to an account's id.
const UNKNOWN_TRUST: &str = "\"Sid\": \"NotKnownYet\",\n      \"Effect\": \"Allow\",\n      \
                             \"Principal\": {\n        \"AWS\": \"arn:aws:iam::";

/// What follows that id.
const UNKNOWN_TRUST_END: &str = ":root\"\n      },\n      \"Action\": \"sts:AssumeRole\",\n      \
                                 \"Condition\": {\n        \"StringEquals\": {\n          \
                                 \"aws:PrincipalArn\": \"not-known-yet\"\n        }\n      }";

impl Document {
    /// A trust policy that lets one AWS principal (an ARN, an account id) assume the role.
    #[must_use]
    pub fn trusting(principal: &str) -> Self {
        Self::statement(&format!(
            "\"Effect\": \"Allow\",\n      \"Principal\": {{\n        \"AWS\": {}\n      }},\n      \
             \"Action\": \"sts:AssumeRole\"",
            quoted(principal)
        ))
    }

    /// What stands in for a trust policy that is not known: it can be saved, says what it is and lets nobody in.
    #[must_use]
    pub fn unknown_trust(account: AccountId) -> Self {
        Self::statement(&format!("{UNKNOWN_TRUST}{account}{UNKNOWN_TRUST_END}"))
    }

    /// Whether a text is one of [`Document::unknown_trust`] as it was made.
    #[must_use]
    pub fn is_unknown_trust(text: &str) -> bool {
        text.split_once(UNKNOWN_TRUST).is_some_and(|(_, rest)| {
            rest.get(12..).is_some_and(|rest| rest.starts_with(UNKNOWN_TRUST_END))
        })
    }

    /// An identity policy that allows one action on one resource.
    #[must_use]
    pub fn allowing(action: &str, resource: &str) -> Self {
        Self::statement(&format!(
            "\"Effect\": \"Allow\",\n      \"Action\": {},\n      \"Resource\": {}",
            quoted(action),
            quoted(resource)
        ))
    }

    pub(super) fn statement(inside: &str) -> Self {
        Self::new(format!(
            "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {{\n      {inside}\n    }}\n  ]\n}}"
        ))
    }
}

pub(super) fn quoted(text: &str) -> String {
    policy::json::print(&super::codec::string(text))
}

impl Organization {
    /// An organization whose management account stands at its root.
    #[must_use]
    pub fn new(id: &str, management_account: AccountId) -> Self {
        let root = OrganizationalUnit { accounts: vec![management_account], ..Default::default() };
        Self {
            id: id.into(),
            management_account,
            service_control_policies_enabled: None,
            enabled_features: Vec::new(),
            delegated_administrators: Vec::new(),
            policies: Vec::new(),
            root,
            layout: Layout::default(),
        }
    }
}

impl OrganizationPolicy {
    /// An SCP ([`PolicyType::ServiceControl`]) or RCP ([`PolicyType::ResourceControl`]).
    #[must_use]
    pub fn new(name: &str, kind: PolicyType, content: Document) -> Self {
        Self {
            id: None,
            name: name.into(),
            kind,
            description: None,
            content,
            layout: Layout::default(),
        }
    }
}

impl OrganizationalUnit {
    /// A unit with nothing in it, under what AWS attaches by default.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: Some(name.into()), ..Self::default() }
    }
}

impl Account {
    /// An empty account.
    #[must_use]
    pub fn new(id: AccountId) -> Self {
        Self {
            id,
            name: None,
            aliases: Vec::new(),
            regions: None,
            jwt_vending_enabled: None,
            service_control_policies: None,
            resource_control_policies: None,
            users: List::default(),
            groups: Vec::new(),
            roles: List::default(),
            policies: Vec::new(),
            saml_providers: Vec::new(),
            oidc_providers: Vec::new(),
            layout: Layout::default(),
        }
    }
}

impl User {
    /// A user without any policy.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

impl Group {
    /// A group without any policy.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

impl Role {
    /// A role without any permission.
    #[must_use]
    pub fn new(name: &str, trust_policy: Document) -> Self {
        Self {
            name: name.into(),
            path: None,
            unique_id: None,
            description: None,
            max_session_duration: None,
            trust_policy,
            inline_policies: Vec::new(),
            attached_policies: Vec::new(),
            boundary: None,
            tags: Vec::new(),
            layout: Layout::default(),
        }
    }
}

impl InlinePolicy {
    /// An inline policy.
    #[must_use]
    pub fn new(name: &str, document: Document) -> Self {
        Self { name: name.into(), document, layout: Layout::default() }
    }
}

impl AttachedPolicy {
    /// An attached managed policy.
    #[must_use]
    pub fn new(arn: Arn) -> Self {
        Self { arn, layout: Layout::default() }
    }
}

impl Boundary {
    /// A permissions boundary.
    #[must_use]
    pub fn new(arn: Arn) -> Self {
        Self { arn, layout: Layout::default() }
    }
}

impl MfaDevice {
    /// A device that takes any six digits.
    #[must_use]
    pub fn new(serial_number: &str) -> Self {
        Self { serial_number: serial_number.into(), ..Self::default() }
    }
}

impl ManagedPolicy {
    /// A customer managed policy.
    #[must_use]
    pub fn new(name: &str, document: Document) -> Self {
        Self {
            name: name.into(),
            path: None,
            unique_id: None,
            arn: None,
            description: None,
            document,
            layout: Layout::default(),
        }
    }
}

impl SamlProvider {
    /// A SAML provider.
    #[must_use]
    pub fn new(arn: Arn) -> Self {
        Self { arn, metadata: None, layout: Layout::default() }
    }
}

impl OidcProvider {
    /// An OpenID Connect provider.
    #[must_use]
    pub fn new(arn: Arn) -> Self {
        Self { arn, url: None, client_ids: Vec::new(), key_set: None, layout: Layout::default() }
    }
}

impl Resource {
    /// A resource without a policy. Give `account` where the ARN does not say it.
    #[must_use]
    pub fn new(arn: Arn, account: Option<AccountId>) -> Self {
        Self { arn, account, policy: None, tags: Vec::new(), layout: Layout::default() }
    }
}

impl Step {
    /// A step that does something, called by the hop before it.
    #[must_use]
    pub fn new(id: &str, operation: Operation) -> Self {
        Self {
            id: id.into(),
            title: None,
            after: None,
            caller: None,
            endpoint: None,
            account: None,
            operation,
            passed_role: None,
            session_keys: Vec::new(),
            context: Vec::new(),
            expect: None,
            layout: Layout::default(),
        }
    }

    /// A call of AssumeRole.
    #[must_use]
    pub fn assume_role(id: &str, role_arn: &str, role_session_name: &str) -> Self {
        Self::call(
            id,
            Call::AssumeRole(AssumeRole {
                role_arn: Some(role_arn.into()),
                role_session_name: Some(role_session_name.into()),
                ..AssumeRole::default()
            }),
        )
    }

    /// Any call of the Security Token Service.
    #[must_use]
    pub fn call(id: &str, call: Call) -> Self {
        Self::new(id, Operation::Sts(StsCall::new(call)))
    }

    /// Any other action.
    #[must_use]
    pub fn action(id: &str, action: Action, resource: Option<&str>) -> Self {
        Self::new(id, Operation::Action { action, resource: resource.map(Rc::from) })
    }

    /// A change of the world.
    #[must_use]
    pub fn change(id: &str, account: AccountId, change: Change) -> Self {
        Self { account: Some(account), ..Self::new(id, Operation::Change(change)) }
    }
}

impl PassedRole {
    /// A role that an action hands to the service that it usually goes to.
    #[must_use]
    pub fn new(role_arn: &str) -> Self {
        Self {
            role_arn: role_arn.into(),
            passed_to_service: None,
            associated_resource_arn: None,
            layout: Layout::default(),
        }
    }
}

impl SwitchRole {
    /// A role of an account, by id or alias, without a name and colour of one's own.
    #[must_use]
    pub fn new(account: &str, role_name: &str) -> Self {
        Self {
            account: account.into(),
            role_name: role_name.into(),
            display_name: None,
            color: None,
            layout: Layout::default(),
        }
    }
}

impl StsCall {
    /// A call with its parameters.
    #[must_use]
    pub fn new(call: Call) -> Self {
        Self { call, layout: Layout::default() }
    }
}

impl Change {
    /// A change of the role, user or policy of that name or ARN; operations that need more parameters get them next.
    #[must_use]
    pub fn new(operation: ChangeOperation, target: &str) -> Self {
        Self {
            operation,
            target: target.into(),
            policy_name: None,
            policy_arn: None,
            document: None,
            max_session_duration: None,
            path: None,
            tags: Vec::new(),
            layout: Layout::default(),
        }
    }
}

impl Change {
    /// What the console's "Revoke active sessions" does to a role: every session issued before that moment is denied
    /// everything. The console takes a moment half a minute ahead, for the news to get around; see
    /// [`Change::revoke_older_sessions`]. AWS: "Revoke IAM role temporary security credentials".
    #[must_use]
    pub fn revoke_sessions_issued_before(role: &str, moment: Timestamp) -> Self {
        // The console writes milliseconds always.
        let whole = moment.to_string();
        let moment = match whole.strip_suffix('Z').filter(|text| !text.contains('.')) {
            Some(seconds) => format!("{seconds}.000Z"),
            None => whole,
        };
        let document = Document::new(format!(
            "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {{\n      \"Effect\": \"Deny\",\n      \
             \"Action\": [\n        \"*\"\n      ],\n      \"Resource\": [\n        \"*\"\n      ],\n      \
             \"Condition\": {{\n        \"DateLessThan\": {{\n          \"aws:TokenIssueTime\": \"{moment}\"\n        \
             }}\n      }}\n    }}\n  ]\n}}"
        ));
        Self {
            policy_name: Some("AWSRevokeOlderSessions".into()),
            document: Some(document),
            ..Self::new(ChangeOperation::PutRolePolicy, role)
        }
    }

    /// The same, clicked at that moment.
    #[must_use]
    pub fn revoke_older_sessions(role: &str, clicked: Timestamp) -> Self {
        Self::revoke_sessions_issued_before(role, clicked.plus_seconds(30))
    }
}

impl Expectation {
    /// That a step ends so.
    #[must_use]
    pub fn result(result: ExpectedResult) -> Self {
        Self { result: Some(result), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revoking_writes_the_consoles_document() {
        let clicked: Timestamp = "2026-11-22T10:00:00Z".parse().unwrap();
        let change = Change::revoke_older_sessions("Deploy", clicked);
        assert_eq!(change.operation, ChangeOperation::PutRolePolicy);
        assert_eq!(
            (&*change.target, change.policy_name.as_deref()),
            ("Deploy", Some("AWSRevokeOlderSessions"))
        );
        let document = change.document.unwrap();
        let value: serde_json::Value = serde_json::from_str(document.text()).unwrap();
        assert_eq!(
            value,
            serde_json::json!({
                "Version": "2012-10-17",
                "Statement": [{
                    "Effect": "Deny", "Action": ["*"], "Resource": ["*"],
                    "Condition": { "DateLessThan": { "aws:TokenIssueTime": "2026-11-22T10:00:30.000Z" } },
                }],
            })
        );
        let (parsed, _) = policy::json::parse(document.text());
        assert_eq!(policy::json::print(&parsed.unwrap()), document.text(), "as a file prints it");
        let exact: Timestamp = "2026-11-22T10:00:00.250Z".parse().unwrap();
        let change = Change::revoke_sessions_issued_before("Deploy", exact);
        assert!(change.document.unwrap().text().contains("\"2026-11-22T10:00:00.250Z\""));
    }
}
