//! New steps for the chain, each ready to run.

use std::rc::Rc;

use iam::AccountId;
use simulator::{
    Outcome, Scenario, is_unsigned,
    outcome::StepOutcome,
    scenario::{
        Change, ChangeOperation, Document, Operation, Role, Step, StsCall, SwitchRole, TagEntry,
        managed,
    },
    service,
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
    SwitchRole,
    Service(Workload),
    Action,
    Change(ChangeOperation),
}

/// A kind of workload that gets its credentials from a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Workload {
    Instance,
    Function,
    Pod,
    PodWithTarget,
    Certificate,
}

impl Kind {
    /// What chains are made of, most of the time.
    pub(super) const USUAL: [Self; 2] = [Self::AssumeRole, Self::Action];

    /// The other calls that make a session.
    pub(super) const SESSIONS: [Self; 7] = [
        Self::AssumeRoleWithSaml,
        Self::AssumeRoleWithWebIdentity,
        Self::GetSessionToken,
        Self::GetFederationToken,
        Self::AssumeRoot,
        Self::GetDelegatedAccessToken,
        Self::SwitchRole,
    ];

    /// Services that take a role for a workload; they need a role to take.
    pub(super) const SERVICES: [Self; 5] = [
        Self::Service(Workload::Instance),
        Self::Service(Workload::Function),
        Self::Service(Workload::Pod),
        Self::Service(Workload::PodWithTarget),
        Self::Service(Workload::Certificate),
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
            Self::SwitchRole => "Switch Role in the console",
            Self::Service(Workload::Instance) => "EC2 instance profile",
            Self::Service(Workload::Function) => "Lambda function",
            Self::Service(Workload::Pod) => "EKS Pod Identity",
            Self::Service(Workload::PodWithTarget) => "EKS Pod Identity, with a target role",
            Self::Service(Workload::Certificate) => "Roles Anywhere certificate",
            Self::Action => "Any other action",
            Self::Change(operation) => operation.as_str(),
        }
    }

    /// A step of this kind that fits the scenario: a role that is not taken yet, a resource that is there. Of a service that
    /// takes two roles in sequence it is two.
    pub(super) fn steps(self, scenario: &Scenario, outcome: &Outcome, at: usize) -> Vec<Step> {
        let step = match self {
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
            Self::SwitchRole => switch_role(scenario),
            Self::Service(kind) => return workload(scenario, kind),
            Self::Action => action(scenario),
            Self::Change(operation) => change(scenario, operation),
        };
        vec![step]
    }
}

/// Who calls a step that goes in there, where the hop that would call made no session: the last session that there is, else
/// the start.
pub(super) fn over(
    scenario: &Scenario,
    outcome: &Outcome,
    at: usize,
    step: &Step,
) -> Option<Rc<str>> {
    let is_called = !matches!(step.operation, Operation::Change(_))
        && step.caller.is_none()
        && !is_unsigned(&step.operation);
    let before = outcome.steps.get(..at).unwrap_or(&outcome.steps);
    let last = before.iter().rfind(|step| step.is_hop).filter(|_| is_called)?;
    if last.minted.is_some() {
        return None;
    }
    // Switch Role is asked for by whoever is signed in, whatever came of the switch before.
    let switches = |step: &Step| matches!(step.operation, Operation::SwitchRole(_));
    if switches(step) && scenario.steps.iter().any(|known| known.id == last.id && switches(known)) {
        return None;
    }
    let session = before.iter().rfind(|step| step.is_hop && step.minted.is_some());
    Some(session.map_or_else(|| "start".into(), |step| Rc::clone(&step.id)))
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

/// A role that the chain takes already would mostly be refused: where there is no other, none is chosen.
fn assume_role(scenario: &Scenario) -> AssumeRole {
    AssumeRole {
        role_arn: untaken_role(scenario).map(|(account, role)| role.arn_in(account).shared()),
        role_session_name: Some("session".into()),
        ..AssumeRole::default()
    }
}

/// A sign-in by the first SAML provider there is.
fn with_saml(scenario: &Scenario) -> AssumeRoleWithSaml {
    let role_arn = role_of_any(scenario);
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
    let AssumeRole { role_session_name, .. } = assume_role(scenario);
    let role_arn = role_of_any(scenario);
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

/// The first role that no step takes, else the first there is: a sign-in begins a chain of its own.
fn role_of_any(scenario: &Scenario) -> Option<Rc<str>> {
    let role = untaken_role(scenario).or_else(|| roles(scenario).next());
    role.map(|(account, role)| role.arn_in(account).shared())
}

fn roles(scenario: &Scenario) -> impl Iterator<Item = (AccountId, &Role)> {
    scenario.accounts.iter().flat_map(|account| account.roles.iter().map(|role| (account.id, role)))
}

/// Whether there is a role that no step takes.
pub(super) fn proposes_a_role(scenario: &Scenario) -> bool {
    untaken_role(scenario).is_some()
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

/// Switch Role to the role that no step takes, with the name that the console would show.
fn switch_role(scenario: &Scenario) -> Step {
    let role = untaken_role(scenario).or_else(|| roles(scenario).next());
    let (account, name) = role.map_or_else(Default::default, |(account, role)| {
        let path = role.path.as_deref().unwrap_or("/").trim_start_matches('/');
        (account.to_string(), format!("{path}{}", role.name))
    });
    Step::new("switch", Operation::SwitchRole(SwitchRole::new(&account, &name)))
}

/// A service takes a role for a workload: the role that trusts it, else any. The workload's names are made up, as AWS's
/// documents make them up.
fn workload(scenario: &Scenario, kind: Workload) -> Vec<Step> {
    let text = |text: &str| Rc::<str>::from(text);
    let region = text("us-east-1");
    let trusting = |service: &str| {
        let trusts = |role: &Role| role.trust_policy.text().contains(service);
        let mut all = roles(scenario);
        all.find(|(_, role)| trusts(role))
            .or_else(|| untaken_role(scenario))
            .or_else(|| roles(scenario).next())
    };
    let account = || trusting(service::ROLES_ANYWHERE).map(|(account, _)| account.to_string());
    let target = || {
        let (_, first) = trusting(service::PODS)?;
        let others = || roles(scenario).filter(|(_, role)| role.name != first.name);
        let trusts = |role: &Role| role.trust_policy.text().contains(&*first.name);
        let found = others().find(|(_, role)| trusts(role)).or_else(|| others().next())?;
        Some(found.1.arn_in(found.0).shared())
    };
    let workload = match kind {
        Workload::Instance => service::Workload::Instance {
            instance_id: text("i-0123456789abcdef0"),
            region,
            vpc_id: Some(text("vpc-0123456789abcdef0")),
            private_ip_address: Some(text("10.0.0.5")),
        },
        Workload::Function => {
            service::Workload::Function { function_name: text("my-function"), region }
        }
        Workload::Pod | Workload::PodWithTarget => service::Workload::Pod {
            region,
            cluster_name: text("my-cluster"),
            namespace: text("default"),
            service_account: text("my-service-account"),
            pod_name: text("my-pod"),
            pod_uid: text("11111111-2222-3333-4444-555555555555"),
            disable_session_tags: kind == Workload::PodWithTarget,
            target_role_arn: (kind == Workload::PodWithTarget).then(target).flatten(),
        },
        Workload::Certificate => service::Workload::Certificate {
            trust_anchor_arn: format!(
                "arn:aws:rolesanywhere:{region}:{}:trust-anchor/11111111-2222-3333-4444-555555555555",
                account().unwrap_or_default()
            )
            .into(),
            serial_number: text("0123456789abcdef"),
            subject: vec![(text("CN"), text("Alice"))],
            issuer: vec![(text("CN"), text("Example CA"))],
            dns: None,
        },
    };
    let role = trusting(workload.service()).map(|(account, role)| role.arn_in(account));
    workload.steps("service", role.as_ref().map_or("", |arn| arn.as_str()))
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

#[cfg(test)]
mod tests {
    use simulator::simulate;

    use super::*;
    use crate::gallery::example;

    /// AWS: "Access AWS resources using EKS Pod Identity target IAM roles": two roles in sequence, and without session tags
    /// an external id.
    #[test]
    fn a_pod_with_a_target_role_is_two_steps() {
        let scenario = (*example("pod-identity-target-role").unwrap().scenario).clone();
        let outcome = simulate(&scenario);
        let asked = |scenario: &Scenario, kind| {
            let steps = Kind::Service(kind).steps(scenario, &outcome, 0);
            let calls = steps.into_iter().map(|step| match step.operation {
                Operation::Sts(StsCall { call: Call::AssumeRole(call), .. }) => {
                    (step.caller, call.role_arn.unwrap(), call.external_id, call.tags.len())
                }
                _ => unreachable!(),
            });
            calls.collect::<Vec<_>>()
        };
        let first: (_, Rc<str>) = (
            Some("pods.eks.amazonaws.com".into()),
            "arn:aws:iam::111111111111:role/PodRole".into(),
        );
        let id = "us-east-1/111111111111/my-cluster/default/my-service-account";
        assert_eq!(asked(&scenario, Workload::Pod), [(first.0.clone(), first.1.clone(), None, 6)]);
        let target = "arn:aws:iam::222222222222:role/OrderStore";
        assert_eq!(
            asked(&scenario, Workload::PodWithTarget),
            [(first.0, first.1, None, 0), (None, target.into(), Some(id.into()), 0)]
        );
        // The target is a role that trusts the first.
        let mut other = scenario.clone();
        other.accounts[1].roles[0].trust_policy =
            Document::trusting("arn:aws:iam::222222222222:root");
        let target = &*asked(&other, Workload::PodWithTarget)[1].1;
        assert_eq!(target, "arn:aws:iam::222222222222:role/OrderArchive");
    }

    #[test]
    fn a_role_that_the_chain_takes_is_not_proposed_once_more() {
        let mut scenario = (*example("three-hop-chain").unwrap().scenario).clone();
        let every = roles(&scenario).count();
        let taken = simulate(&scenario).steps.iter().filter(|step| step.is_hop).count();
        let proposed = |scenario: &Scenario| {
            let step = Kind::AssumeRole.steps(scenario, &simulate(scenario), 3).remove(0);
            let Operation::Sts(StsCall { call: Call::AssumeRole(call), .. }) = step.operation
            else {
                unreachable!()
            };
            call.role_arn
        };
        assert!(every <= taken, "{every} roles, {taken} hops");
        assert_eq!(proposed(&scenario), None);
        let account = scenario.accounts[0].id;
        scenario.add_role(account, Role::new("Spare", Document::new("{}"))).unwrap();
        assert_eq!(
            proposed(&scenario).as_deref(),
            Some(&*format!("arn:aws:iam::{account}:role/Spare"))
        );
    }

    #[test]
    fn a_step_behind_a_hop_that_made_no_session_is_called_by_the_last_that_did() {
        let scenario = (*example("three-hop-chain").unwrap().scenario).clone();
        let outcome = simulate(&scenario);
        let caller = |scenario: &Scenario, outcome: &Outcome, at: usize, kind: Kind| {
            let steps = kind.steps(scenario, outcome, at);
            over(scenario, outcome, at, &steps[0]).map(|caller| caller.to_string())
        };
        let hops = outcome.steps.iter().filter(|step| step.is_hop).count();
        assert_eq!(hops, 3);
        // The hop before made a session, which calls by itself.
        assert_eq!(caller(&scenario, &outcome, 2, Kind::Action), None);
        let mut broken = scenario.clone();
        let Operation::Sts(StsCall { call: Call::AssumeRole(call), .. }) =
            &mut broken.steps[1].operation
        else {
            unreachable!()
        };
        call.role_arn = Some("arn:aws:iam::111111111111:role/Nowhere".into());
        let refused = simulate(&broken);
        assert!(refused.steps[0].minted.is_some() && refused.steps[1].minted.is_none());
        let first = Some(broken.steps[0].id.to_string());
        for at in [2, 3, broken.steps.len()] {
            assert_eq!(caller(&broken, &refused, at, Kind::AssumeRole), first);
            assert_eq!(caller(&broken, &refused, at, Kind::AssumeRoleWithWebIdentity), None);
            let change = Kind::Change(ChangeOperation::TagRole);
            assert_eq!(caller(&broken, &refused, at, change), None);
            // A service calls by its own name.
            let service = Kind::Service(Workload::Instance);
            assert_eq!(caller(&broken, &refused, at, service), None);
        }
        broken.steps.remove(0);
        let refused = simulate(&broken);
        assert_eq!(caller(&broken, &refused, 1, Kind::Action).as_deref(), Some("start"));
    }
}
