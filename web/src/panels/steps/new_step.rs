//! New steps for the chain, each ready to run.

use std::rc::Rc;

use iam::AccountId;
use simulator::{
    Outcome, Scenario,
    outcome::StepOutcome,
    scenario::{
        Change, ChangeOperation, Document, Operation, Role, Step, StsCall, TagEntry, managed,
    },
};
use sts::request::{
    AssumeRole, AssumeRoleWithSaml, AssumeRoleWithWebIdentity, AssumeRoot, Call, Claim,
    DecodeAuthorizationMessage, GetAccessKeyInfo, GetDelegatedAccessToken, GetFederationToken,
    GetSessionToken, GetWebIdentityToken, SamlAssertion, Signed, TradeInToken, WebIdentityToken,
};

/// Kinds of steps that can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    AssumeRole,
    AssumeRoleWithSaml,
    AssumeRoleWithWebIdentity,
    GetSessionToken,
    GetFederationToken,
    AssumeRoot,
    GetDelegatedAccessToken,
    GetWebIdentityToken,
    GetCallerIdentity,
    GetAccessKeyInfo,
    DecodeAuthorizationMessage,
    Action,
    Change(ChangeOperation),
}

impl Kind {
    /// What chains are made of, most of the time.
    pub(super) const USUAL: [Self; 2] = [Self::AssumeRole, Self::Action];

    /// The other calls that make a session.
    pub(super) const SESSIONS: [Self; 6] = [
        Self::AssumeRoleWithSaml,
        Self::AssumeRoleWithWebIdentity,
        Self::GetSessionToken,
        Self::GetFederationToken,
        Self::AssumeRoot,
        Self::GetDelegatedAccessToken,
    ];

    /// Calls that ask the service for something else.
    pub(super) const QUESTIONS: [Self; 4] = [
        Self::GetCallerIdentity,
        Self::GetWebIdentityToken,
        Self::GetAccessKeyInfo,
        Self::DecodeAuthorizationMessage,
    ];

    /// Changes of the world by its administrator; they need a role to change.
    pub(super) const CHANGES: [Self; 6] = [
        Self::Change(ChangeOperation::UpdateAssumeRolePolicy),
        Self::Change(ChangeOperation::PutRolePolicy),
        Self::Change(ChangeOperation::UpdateRole),
        Self::Change(ChangeOperation::TagRole),
        Self::Change(ChangeOperation::DeleteRole),
        Self::Change(ChangeOperation::CreateRole),
    ];

    /// The words in the menu.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::AssumeRole => "AssumeRole",
            Self::AssumeRoleWithSaml => "AssumeRoleWithSAML",
            Self::AssumeRoleWithWebIdentity => "AssumeRoleWithWebIdentity",
            Self::GetSessionToken => "GetSessionToken",
            Self::GetFederationToken => "GetFederationToken",
            Self::AssumeRoot => "AssumeRoot",
            Self::GetDelegatedAccessToken => "GetDelegatedAccessToken",
            Self::GetWebIdentityToken => "GetWebIdentityToken",
            Self::GetCallerIdentity => "GetCallerIdentity",
            Self::GetAccessKeyInfo => "GetAccessKeyInfo",
            Self::DecodeAuthorizationMessage => "DecodeAuthorizationMessage",
            Self::Action => "Any other action",
            Self::Change(operation) => operation.as_str(),
        }
    }

    /// A step of this kind that fits the scenario: a role that is not taken yet, a resource that is there.
    pub(super) fn step(self, scenario: &Scenario, outcome: &Outcome, at: usize) -> Step {
        match self {
            Self::AssumeRole => Step::call("hop", Call::AssumeRole(assume_role(scenario))),
            Self::AssumeRoleWithSaml => {
                Step::call("sign-in", Call::AssumeRoleWithSaml(with_saml(scenario)))
            }
            Self::AssumeRoleWithWebIdentity => {
                Step::call("sign-in", Call::AssumeRoleWithWebIdentity(with_web_identity(scenario)))
            }
            Self::GetSessionToken => {
                Step::call("token", Call::GetSessionToken(GetSessionToken::default()))
            }
            Self::GetFederationToken => {
                let name = Some("visitor".into());
                let request = GetFederationToken { name, ..GetFederationToken::default() };
                Step::call("federate", Call::GetFederationToken(request))
            }
            Self::AssumeRoot => assume_root(scenario),
            Self::GetDelegatedAccessToken => delegated(scenario),
            Self::GetWebIdentityToken => {
                let audience = vec!["https://api.example.com".into()];
                let signing_algorithm = Some("ES384".into());
                let request =
                    GetWebIdentityToken { audience, signing_algorithm, ..Default::default() };
                Step::call("token", Call::GetWebIdentityToken(request))
            }
            Self::GetCallerIdentity => Step::call("who", Call::GetCallerIdentity),
            Self::GetAccessKeyInfo => {
                let left = |step: &StepOutcome| step.minted.is_some();
                let access_key_id = latest(outcome, at, left);
                let request = GetAccessKeyInfo { access_key_id };
                Step::call("key", Call::GetAccessKeyInfo(request))
            }
            Self::DecodeAuthorizationMessage => {
                let encoded_message = latest(outcome, at, |step| step.encoded_message().is_some());
                let request = DecodeAuthorizationMessage { encoded_message };
                Step::call("decode", Call::DecodeAuthorizationMessage(request))
            }
            Self::Action => action(scenario),
            Self::Change(operation) => change(scenario, operation),
        }
    }
}

/// The last step before a place that left something to ask about.
fn latest(outcome: &Outcome, at: usize, left: impl Fn(&StepOutcome) -> bool) -> Option<Rc<str>> {
    let before = outcome.steps.iter().take(at);
    before.rev().find(|step| left(step)).map(|step| Rc::clone(&step.id))
}

/// A session as root of the first member account, for the first task there is. The global endpoint does not have the
/// call.
fn assume_root(scenario: &Scenario) -> Step {
    let manages = scenario.organization.as_ref().map(|known| known.management_account);
    let member = scenario.accounts.iter().find(|account| Some(account.id) != manages);
    let request = AssumeRoot {
        target_principal: member.map(|account| account.id.to_string().into()),
        task_policy_arn: managed::root_task_arns().next().map(Into::into),
        ..AssumeRoot::default()
    };
    Step::call("root", Call::AssumeRoot(request))
}

/// The approval of the first role there is, else of the first user.
fn delegated(scenario: &Scenario) -> Step {
    let role = roles(scenario).next().map(|(account, role)| role.arn_in(account).shared());
    let mut users = scenario
        .accounts
        .iter()
        .flat_map(|account| account.users.iter().map(move |user| user.arn_in(account.id).shared()));
    let principal = role.or_else(|| users.next()).unwrap_or_default();
    let policy = Some(Document::allowing("s3:ListAllMyBuckets", "*").shared());
    let token = TradeInToken { principal, policy, ..TradeInToken::default() };
    let request = GetDelegatedAccessToken { token: Some(token) };
    Step::call("access", Call::GetDelegatedAccessToken(request))
}

fn assume_role(scenario: &Scenario) -> AssumeRole {
    let first = roles(scenario).next().map(|(account, role)| role.arn_in(account).shared());
    let role_arn = untaken_role(scenario).map(|(account, role)| role.arn_in(account).shared());
    AssumeRole {
        role_arn: role_arn.or(first),
        role_session_name: Some("session".into()),
        ..AssumeRole::default()
    }
}

/// A sign-in by the first SAML provider there is.
fn with_saml(scenario: &Scenario) -> AssumeRoleWithSaml {
    let AssumeRole { role_arn, .. } = assume_role(scenario);
    let providers = scenario.accounts.iter().flat_map(|account| &account.saml_providers);
    let principal_arn = providers.map(|provider| provider.arn.shared()).next();
    let pair =
        [role_arn.as_deref(), principal_arn.as_deref()].map(Option::unwrap_or_default).join(",");
    let attribute = |name: &str, value: &str| {
        let name = format!("https://aws.amazon.com/SAML/Attributes/{name}");
        (Rc::from(name), vec![Rc::from(value)])
    };
    let assertion = SamlAssertion {
        issuer: "https://idp.example.com".into(),
        audience: "https://signin.aws.amazon.com/saml".into(),
        name_id: "alice@example.com".into(),
        attributes: vec![attribute("Role", &pair), attribute("RoleSessionName", "alice")],
        ..SamlAssertion::default()
    };
    AssumeRoleWithSaml {
        role_arn,
        principal_arn,
        assertion: Some(Signed::Content(assertion)),
        ..AssumeRoleWithSaml::default()
    }
}

/// A sign-in with a token of the first OpenID Connect provider there is, else of Google.
fn with_web_identity(scenario: &Scenario) -> AssumeRoleWithWebIdentity {
    let AssumeRole { role_arn, role_session_name, .. } = assume_role(scenario);
    let provider = scenario.accounts.iter().flat_map(|account| &account.oidc_providers).next();
    let host = provider.and_then(|provider| provider.arn.as_str().split_once("oidc-provider/"));
    let host = host.map_or("accounts.google.com", |(_, host)| host);
    let audience = provider.and_then(|provider| provider.client_ids.first().cloned());
    let expires = scenario.start.time.seconds() + 86_400;
    let claims = vec![
        ("iss".into(), Claim::Text(format!("https://{host}").into())),
        ("aud".into(), Claim::Text(audience.unwrap_or_else(|| "my-application".into()))),
        ("sub".into(), Claim::Text("alice".into())),
        ("iat".into(), Claim::Number(scenario.start.time.seconds().to_string().into())),
        ("exp".into(), Claim::Number(expires.to_string().into())),
    ];
    AssumeRoleWithWebIdentity {
        role_arn,
        role_session_name,
        token: Some(Signed::Content(WebIdentityToken { claims })),
        ..AssumeRoleWithWebIdentity::default()
    }
}

fn roles(scenario: &Scenario) -> impl Iterator<Item = (AccountId, &Role)> {
    scenario.accounts.iter().flat_map(|account| account.roles.iter().map(|role| (account.id, role)))
}

/// The first role that no step takes.
fn untaken_role(scenario: &Scenario) -> Option<(AccountId, &Role)> {
    let asked = |step: &Step| match &step.operation {
        Operation::Sts(StsCall { call: Call::AssumeRole(call), .. }) => call.role_arn.clone(),
        _ => None,
    };
    let taken: Vec<Rc<str>> = scenario.steps.iter().filter_map(asked).collect();
    roles(scenario).find(|(account, role)| !taken.contains(&role.arn_in(*account).shared()))
}

/// A read of the first resource there is, else of any bucket.
fn action(scenario: &Scenario) -> Step {
    let resource = scenario.resources.first().map(|resource| match resource.arn.service() {
        "s3" => format!("{}/object", resource.arn),
        _ => resource.arn.to_string(),
    });
    match "s3:GetObject".parse() {
        Ok(action) => Step::action("act", action, resource.as_deref()),
        Err(_) => Step::call("who", Call::GetCallerIdentity),
    }
}

/// A change of the role that the chain takes last, else of any.
fn change(scenario: &Scenario, operation: ChangeOperation) -> Step {
    let asked = scenario.steps.iter().rev().find_map(|step| match &step.operation {
        Operation::Sts(StsCall { call: Call::AssumeRole(call), .. }) => call.role_arn.clone(),
        _ => None,
    });
    let last = asked.and_then(|arn| {
        roles(scenario).find(|(account, role)| *role.arn_in(*account).shared() == *arn)
    });
    let Some((account, role)) = last.or_else(|| roles(scenario).next()) else {
        return Step::call("who", Call::GetCallerIdentity);
    };
    let mut change = Change::new(operation, &role.name);
    match operation {
        ChangeOperation::UpdateAssumeRolePolicy => {
            change.document = Some(role.trust_policy.clone())
        }
        ChangeOperation::PutRolePolicy => {
            change.policy_name = Some("Policy".into());
            change.document = Some(Document::allowing("sts:AssumeRole", "*"));
        }
        ChangeOperation::TagRole => change.tags = vec![TagEntry::new("team", "web")],
        ChangeOperation::CreateRole => {
            let taken = |name: &str| roles(scenario).any(|(_, known)| *known.name == *name);
            change.target = scenario.fresh_name("NewRole", taken).into();
            change.document = Some(Document::trusting(&format!("arn:aws:iam::{account}:root")));
        }
        ChangeOperation::UpdateRole => change.max_session_duration = Some(3600),
        _ => {}
    }
    Step::change("change", account, change)
}
