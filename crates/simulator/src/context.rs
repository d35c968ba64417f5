//! The condition keys of one request, filled in from the world and the call by tables.
//!
//! AWS: "AWS global condition context keys" and "Available keys for AWS STS".

use std::rc::Rc;

use iam::{Action, Context, Credentials, PrincipalKind, Tag, Tags, Timestamp};
use sts::{Mfa, SessionKind, SessionTag};

use crate::{outcome::Caller, service, world::World};

/// The address that calls come from where a step does not say: one that is reserved for documentation.
pub const DEFAULT_SOURCE_IP: &str = "203.0.113.10";

/// The Region that the global endpoint counts as, and that calls go to where a step does not say.
pub const DEFAULT_REGION: &str = "us-east-1";

/// A key that a step gives itself, with its values; without values the key is taken away.
pub(crate) type GivenKey = (Rc<str>, Option<Vec<Rc<str>>>);

/// What a call to STS brings along, by the kind of key. Not every action carries every one of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct StsKeys {
    pub(crate) external_id: Option<Rc<str>>,
    pub(crate) role_session_name: Option<Rc<str>>,
    /// Passed now or inherited.
    pub(crate) source_identity: Option<Rc<str>>,
    /// Passed now.
    pub(crate) tags: Vec<Tag>,
    pub(crate) transitive_keys: Vec<Rc<str>>,
    /// Transitive tags of the calling session.
    pub(crate) inherited: Vec<SessionTag>,
    /// Keys that only this call has.
    pub(crate) action_keys: Vec<(Rc<str>, Vec<Rc<str>>)>,
    /// Keys of an identity provider's assertion or token.
    pub(crate) provider_keys: Vec<(Rc<str>, Vec<Rc<str>>)>,
    pub(crate) federated_provider: Option<Rc<str>>,
    /// Whether the token lists the roles that its bearer may assume, and this one among them.
    pub(crate) role_authorized_by_idp: bool,
}

/// Which of the STS keys an action carries. A condition on a key that an action does not carry fails for that action,
/// though the same statement works for another.
struct Carries {
    external_id: bool,
    session_name: bool,
    source_identity: bool,
    transitive_keys: bool,
    request_tags: bool,
    role_authorized_by_idp: bool,
}

fn carries(action: &str, tag_session_carries_external_id: bool) -> Carries {
    let all = Carries {
        external_id: true,
        session_name: true,
        source_identity: true,
        transitive_keys: true,
        request_tags: true,
        role_authorized_by_idp: action == "sts:assumerolewithwebidentity",
    };
    match action {
        "sts:tagsession" => Carries {
            external_id: tag_session_carries_external_id,
            session_name: tag_session_carries_external_id,
            source_identity: false,
            ..all
        },
        "sts:setcontext" => Carries {
            external_id: false,
            session_name: false,
            source_identity: false,
            transitive_keys: false,
            request_tags: false,
            ..all
        },
        "sts:setsourceidentity" => Carries {
            external_id: false,
            session_name: false,
            transitive_keys: false,
            request_tags: false,
            ..all
        },
        _ => all,
    }
}

/// Where and when a request is made, and on what.
#[derive(Debug, Clone)]
pub(crate) struct Scene<'a> {
    pub(crate) at: Timestamp,
    pub(crate) endpoint: Option<&'a str>,
    /// The role or resource: its account and its tags.
    pub(crate) resource_account: Option<iam::AccountId>,
    pub(crate) resource_tags: Tags,
    /// Whether the resource is a role, whose tags IAM knows under a name of its own too.
    pub(crate) resource_is_role: bool,
    /// Whether a code was given with this very call.
    pub(crate) mfa_now: bool,
    /// What the step says itself; wins over everything.
    pub(crate) given: &'a [GivenKey],
}

/// Builds the request context.
pub(crate) fn build(
    world: &World<'_>,
    caller: &Caller,
    caller_tags: &Tags,
    action: &Action,
    sts_keys: Option<&StsKeys>,
    scene: &Scene<'_>,
) -> Context {
    let mut context = Context::new();
    principal_keys(world, caller, caller_tags, &mut context);
    session_keys(caller, scene.at, &mut context);
    if scene.mfa_now {
        mfa_keys(0, &mut context);
    }
    network_keys(caller, scene, &mut context);
    resource_keys(world, scene, sts_keys, &mut context);
    if let Some(keys) = sts_keys {
        action_keys(world, action, keys, &mut context);
        certificate_keys(caller, keys, &mut context);
    }
    source_keys(world, caller, scene, &mut context);
    for (key, values) in scene.given {
        match values {
            Some(values) => context.set(key, values.iter().cloned()),
            None => context.remove(key),
        }
    }
    context
}

/// What `aws:PrincipalAccount` says of unsigned calls, also of those that bring a token or an assertion.
/// AWS: "AWS global condition context keys".
pub(crate) const NO_ACCOUNT: &str = "anonymous";

fn principal_keys(world: &World<'_>, caller: &Caller, tags: &Tags, context: &mut Context) {
    let principal = &caller.principal;
    context.set_one("aws:PrincipalType", principal_type(principal.kind));
    // Part of every request. AWS: "AWS global condition context keys".
    let made_by_itself = |context: &mut Context| context.set_one("aws:ViaAWSService", "false");
    match principal.kind {
        PrincipalKind::WebIdentity | PrincipalKind::Saml | PrincipalKind::Anonymous => {
            context.set_one("aws:PrincipalAccount", NO_ACCOUNT);
            made_by_itself(context);
            return;
        }
        PrincipalKind::Service => {
            context.set_one("aws:PrincipalIsAWSService", "true");
            made_by_itself(context);
            if let Some(name) = &principal.name {
                context.set_one("aws:PrincipalServiceName", Rc::clone(name));
                context.set("aws:PrincipalServiceNamesList", [Rc::clone(name)]);
            }
            return;
        }
        PrincipalKind::Root
        | PrincipalKind::User
        | PrincipalKind::RoleSession
        | PrincipalKind::FederatedUser => {}
    }
    context.set_one("aws:PrincipalIsAWSService", "false");
    made_by_itself(context);
    if let Some(arn) = &principal.arn {
        context.set_one("aws:PrincipalArn", arn.shared());
        if principal.kind == PrincipalKind::User {
            context.set_one("aws:username", arn.name());
        }
    }
    if let Some(id) = user_id(caller) {
        context.set_one("aws:userid", id);
    }
    if let Some(account) = principal.account {
        context.set_one("aws:PrincipalAccount", account.to_string());
        if let (Some(path), Some(organization)) =
            (world.org_path(account), &world.scenario().organization)
        {
            context.set_one("aws:PrincipalOrgID", Rc::clone(&organization.id));
            context.set("aws:PrincipalOrgPaths", [path]);
        }
    }
    for tag in tags.iter() {
        context.set_one(&format!("aws:PrincipalTag/{}", tag.key), Rc::clone(&tag.value));
    }
}

/// What `aws:PrincipalType` says of a caller.
pub(crate) fn principal_type(kind: PrincipalKind) -> &'static str {
    match kind {
        PrincipalKind::Root => "Account",
        PrincipalKind::User => "User",
        PrincipalKind::FederatedUser => "FederatedUser",
        PrincipalKind::RoleSession => "AssumedRole",
        PrincipalKind::Service => "AWSService",
        PrincipalKind::WebIdentity | PrincipalKind::Saml | PrincipalKind::Anonymous => "Anonymous",
    }
}

/// What `aws:userid` says of a caller.
pub(crate) fn user_id(caller: &Caller) -> Option<Rc<str>> {
    if let Some(session) = &caller.session {
        return Some(Rc::clone(&session.user_id));
    }
    match (caller.principal.kind, &caller.principal.unique_id, caller.principal.account) {
        (PrincipalKind::Root, _, Some(account)) => Some(account.to_string().into()),
        (_, Some(id), _) => Some(id.as_str().into()),
        _ => None,
    }
}

fn session_keys(caller: &Caller, now: Timestamp, context: &mut Context) {
    let Some(session) = &caller.session else { return };
    if caller.principal.credentials.are_temporary() {
        context.set_one("aws:TokenIssueTime", session.issued.to_string());
    }
    match session.mfa {
        Mfa::Missing => {}
        Mfa::Absent => context.set_one("aws:MultiFactorAuthPresent", "false"),
        Mfa::Present(given) => mfa_keys(now.seconds() - given.seconds(), context),
    }
    if let Some(identity) = &session.source_identity {
        context.set_one("aws:SourceIdentity", Rc::clone(identity));
    }
    if let Some(provider) = &session.federated_provider {
        context.set_one("aws:FederatedProvider", Rc::clone(provider));
    }
    for (key, values) in &session.provider_keys {
        context.set(key, values.iter().cloned());
    }
    if session.kind == SessionKind::Root {
        context.set_one("aws:AssumedRoot", "true");
    }
}

/// The keys of a call that proves multi-factor authentication, given that many seconds ago.
pub(crate) fn mfa_keys(age: i64, context: &mut Context) {
    context.set_one("aws:MultiFactorAuthPresent", "true");
    context.set_one("aws:MultiFactorAuthAge", age.max(0).to_string());
}

fn network_keys(caller: &Caller, scene: &Scene<'_>, context: &mut Context) {
    context.set_one("aws:CurrentTime", scene.at.to_string());
    context.set_one("aws:EpochTime", scene.at.seconds().to_string());
    context.set_one("aws:SecureTransport", "true");
    let region = match scene.endpoint {
        None | Some("global") => DEFAULT_REGION,
        Some(region) => region,
    };
    context.set_one("aws:RequestedRegion", region);
    let through_endpoint = scene
        .given
        .iter()
        .any(|(key, values)| values.is_some() && key.eq_ignore_ascii_case("aws:SourceVpce"));
    if !through_endpoint && caller.principal.kind != PrincipalKind::Service {
        context.set_one("aws:SourceIp", DEFAULT_SOURCE_IP);
    }
}

fn resource_keys(
    world: &World<'_>,
    scene: &Scene<'_>,
    sts_keys: Option<&StsKeys>,
    context: &mut Context,
) {
    if let Some(account) = scene.resource_account {
        context.set_one("aws:ResourceAccount", account.to_string());
        if let (Some(path), Some(organization)) =
            (world.org_path(account), &world.scenario().organization)
        {
            context.set_one("aws:ResourceOrgID", Rc::clone(&organization.id));
            context.set("aws:ResourceOrgPaths", [path]);
        }
    }
    let hidden = world.scenario().assumptions.transitive_tags_hide_resource_tags;
    let mut tags = scene.resource_tags.clone();
    if let (true, Some(keys)) = (hidden, sts_keys) {
        for inherited in &keys.inherited {
            if tags.get(&inherited.tag.key).is_some() {
                tags.set(inherited.tag.clone());
            }
        }
    }
    for tag in tags.iter() {
        context.set_one(&format!("aws:ResourceTag/{}", tag.key), Rc::clone(&tag.value));
        if scene.resource_is_role {
            context.set_one(&format!("iam:ResourceTag/{}", tag.key), Rc::clone(&tag.value));
        }
    }
}

/// What a service's request says of the resource that it works for, beside the resource itself: its account, and the
/// organization of that. AWS: "AWS global condition context keys", `aws:SourceAccount`, `aws:SourceOrgID`.
fn source_keys(world: &World<'_>, caller: &Caller, scene: &Scene<'_>, context: &mut Context) {
    if caller.principal.kind != PrincipalKind::Service {
        return;
    }
    let given = |name: &str| {
        let mut given = scene.given.iter();
        let (_, values) = given.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        values.as_ref()?.first()
    };
    let of_arn = || given("aws:SourceArn")?.parse::<iam::Arn>().ok()?.account();
    let account = given("aws:SourceAccount").and_then(|id| id.parse::<iam::AccountId>().ok());
    let Some(account) = account.or_else(of_arn) else { return };
    context.set_one("aws:SourceAccount", account.to_string());
    if let (Some(path), Some(organization)) =
        (world.org_path(account), &world.scenario().organization)
    {
        context.set_one("aws:SourceOrgID", Rc::clone(&organization.id));
        context.set("aws:SourceOrgPaths", [path]);
    }
}

/// What a certificate says stands in the session's tags, and while the role is taken in those of the caller as well. AWS:
/// "The IAM Roles Anywhere trust model".
fn certificate_keys(caller: &Caller, keys: &StsKeys, context: &mut Context) {
    if caller.principal.name.as_deref() != Some(service::ROLES_ANYWHERE) {
        return;
    }
    for tag in &keys.tags {
        context.set_one(&format!("aws:PrincipalTag/{}", tag.key), Rc::clone(&tag.value));
    }
}

fn action_keys(world: &World<'_>, action: &Action, keys: &StsKeys, context: &mut Context) {
    let assumptions = &world.scenario().assumptions;
    let carried = carries(action.folded(), assumptions.tag_session_carries_external_id);
    if let (true, Some(id)) = (carried.external_id, &keys.external_id) {
        context.set_one("sts:ExternalId", Rc::clone(id));
    }
    if let (true, Some(name)) = (carried.session_name, &keys.role_session_name) {
        context.set_one("sts:RoleSessionName", Rc::clone(name));
    }
    if let (true, Some(identity)) = (carried.source_identity, &keys.source_identity) {
        context.set_one("sts:SourceIdentity", Rc::clone(identity));
    }
    if carried.transitive_keys && !keys.transitive_keys.is_empty() {
        context.set("sts:TransitiveTagKeys", keys.transitive_keys.iter().cloned());
    }
    if carried.request_tags {
        let mut tags: Tags = keys.tags.iter().cloned().collect();
        if assumptions.request_tags_include_inherited {
            keys.inherited.iter().for_each(|inherited| tags.set(inherited.tag.clone()));
        }
        if !tags.is_empty() {
            context.set("aws:TagKeys", tags.iter().map(|tag| Rc::clone(&tag.key)));
        }
        for tag in tags.iter() {
            context.set_one(&format!("aws:RequestTag/{}", tag.key), Rc::clone(&tag.value));
        }
    }
    if carried.role_authorized_by_idp && keys.role_authorized_by_idp {
        context.set_one("sts:RoleAuthorizedByIdp", "true");
    }
    if let Some(provider) = &keys.federated_provider {
        context.set_one("aws:FederatedProvider", Rc::clone(provider));
    }
    for (key, values) in keys.provider_keys.iter().chain(&keys.action_keys) {
        context.set(key, values.iter().cloned());
    }
}

/// Whether a caller's credentials count as a chained call's for the duration limit.
/// AWS: "IAM roles", section "Role chaining"; whether GetSessionToken counts is a switch.
pub(crate) fn chains(credentials: Credentials, session_token_chains: bool) -> bool {
    match credentials {
        Credentials::RoleSession | Credentials::DelegatedAccess => true,
        Credentials::SessionToken => session_token_chains,
        _ => false,
    }
}
