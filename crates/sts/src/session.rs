//! What temporary credentials stand for. AWS: "Temporary security credentials in IAM".

use std::rc::Rc;

use iam::{Principal, Tag, Timestamp};

use crate::Bound;

/// Which call made a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    /// AssumeRole.
    AssumeRole,
    /// AssumeRoleWithSAML.
    Saml,
    /// AssumeRoleWithWebIdentity.
    WebIdentity,
    /// An AWS service handed it out (EC2 instance profile and the like).
    Service,
    /// GetSessionToken.
    SessionToken,
    /// GetFederationToken.
    FederationToken,
    /// AssumeRoot.
    Root,
    /// GetDelegatedAccessToken.
    Delegated,
}

/// What a session says of multi-factor authentication. AWS: "Secure API access with MFA".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mfa {
    /// The key `aws:MultiFactorAuthPresent` is missing from its requests.
    Missing,
    /// It is `false`.
    Absent,
    /// It is `true`; the code was given at that moment.
    Present(Timestamp),
}

/// A tag of a session and how it came there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionTag {
    /// Key and value, as spelled by whoever passed it.
    pub tag: Tag,
    /// Whether sessions made from this one inherit it.
    pub transitive: bool,
    /// Whether it came from the calling session rather than with this call.
    pub inherited: bool,
}

/// Everything that is frozen when temporary credentials are issued. The policies of the role or user are not: they are
/// looked up at every request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Which call made it.
    pub kind: SessionKind,
    /// Who the credentials are.
    pub principal: Principal,
    /// `RoleSessionName`, or the federated user's name; empty for GetSessionToken.
    pub name: Rc<str>,
    /// What `aws:userid` says: `AROA…:name`, `AIDA…`, `account:name`.
    pub user_id: Rc<str>,
    /// When it was issued.
    pub issued: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// What its length came from.
    pub bound: Bound,
    /// Its own tags, inherited ones included; not those of the role or user.
    pub tags: Vec<SessionTag>,
    /// Set once, for this session and everything chained from it.
    pub source_identity: Option<Rc<str>>,
    /// What it says of multi-factor authentication.
    pub mfa: Mfa,
    /// The session policy that was passed.
    pub policy: Option<Rc<str>>,
    /// The managed session policies that were passed.
    pub policy_arns: Vec<Rc<str>>,
    /// `aws:FederatedProvider`, for web identity sessions.
    pub federated_provider: Option<Rc<str>>,
    /// Keys of the identity provider that stay in the session: `saml:sub`, `<issuer>:aud` and the like.
    pub provider_keys: Vec<(Rc<str>, Vec<Rc<str>>)>,
    /// The service that handed the credentials out; of delegated ones, the id of the account that traded its token in.
    pub delivered_by: Option<Rc<str>>,
}

impl Session {
    /// Whether the credentials are refused at that moment.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp, expired_at_expiration: bool) -> bool {
        now > self.expires || (expired_at_expiration && now == self.expires)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use iam::{AccountId, Arn, Credentials, PrincipalKind, UniqueId};
    use proptest::{option, prelude::*};

    use super::*;

    /// A session with something in every field.
    pub(crate) fn session() -> Session {
        let account: AccountId = "222222222222".parse().unwrap();
        let issued: Timestamp = "2026-11-22T10:00:00Z".parse().unwrap();
        let tag = |key: &str, value: &str, inherited| SessionTag {
            tag: Tag { key: key.into(), value: value.into() },
            transitive: inherited,
            inherited,
        };
        Session {
            kind: SessionKind::AssumeRole,
            principal: Principal {
                kind: PrincipalKind::RoleSession,
                credentials: Credentials::RoleSession,
                account: Some(account),
                arn: Some(Arn::iam("aws", account, "role/team/Deploy")),
                session_arn: Some(Arn::sts("aws", account, "assumed-role/Deploy/build-7")),
                unique_id: Some(UniqueId::new("AROATHPL2AOHEXAMPLE77")),
                name: Some("ec2.amazonaws.com".into()),
                federating_user: Some(Arn::iam("aws", account, "user/alice")),
                has_boundary: true,
            },
            name: "build-7".into(),
            user_id: "AROATHPL2AOHEXAMPLE77:build-7".into(),
            issued,
            expires: issued.plus_seconds(3600),
            bound: Bound::Asked,
            tags: vec![tag("Project", "Größe", false), tag("cost", "", true)],
            source_identity: Some("alice".into()),
            mfa: Mfa::Present(issued.plus_seconds(-60)),
            policy: Some("{\"Version\":\"2012-10-17\",\"Statement\":[]}".into()),
            policy_arns: vec!["arn:aws:iam::aws:policy/ReadOnlyAccess".into()],
            federated_provider: Some("arn:aws:iam::222222222222:oidc-provider/ci.example".into()),
            provider_keys: vec![("ci.example:aud".into(), vec!["one".into(), "two".into()])],
            delivered_by: Some("ec2.amazonaws.com".into()),
        }
    }

    fn text() -> impl Strategy<Value = Rc<str>> {
        any::<String>().prop_map(Rc::from)
    }

    fn texts() -> impl Strategy<Value = Vec<Rc<str>>> {
        prop::collection::vec(text(), 0..3)
    }

    fn arn() -> impl Strategy<Value = Option<Arn>> {
        let field = || "[^:]{0,8}";
        option::of((field(), field(), field(), field(), any::<String>()).prop_map(
            |(partition, service, region, account, resource)| {
                Arn::new(&partition, &service, &region, &account, &resource).unwrap()
            },
        ))
    }

    fn moment() -> impl Strategy<Value = Timestamp> {
        any::<i64>().prop_map(Timestamp::from_millis)
    }

    fn principals() -> impl Strategy<Value = Principal> {
        let kind = prop_oneof![
            Just(PrincipalKind::Root),
            Just(PrincipalKind::User),
            Just(PrincipalKind::RoleSession),
            Just(PrincipalKind::FederatedUser),
            Just(PrincipalKind::Service),
            Just(PrincipalKind::WebIdentity),
            Just(PrincipalKind::Saml),
            Just(PrincipalKind::Anonymous),
        ];
        let credentials = prop_oneof![
            Just(Credentials::LongTerm),
            Just(Credentials::SessionToken),
            Just(Credentials::RoleSession),
            Just(Credentials::FederationToken),
            Just(Credentials::RootSession),
            Just(Credentials::DelegatedAccess),
            Just(Credentials::None),
        ];
        let account =
            (0_u64..1_000_000_000_000).prop_map(|number| AccountId::from_number(number).unwrap());
        let id = any::<String>().prop_map(|id| UniqueId::new(&id));
        (
            (kind, credentials, option::of(account), arn(), arn()),
            (option::of(id), option::of(text()), arn(), any::<bool>()),
        )
            .prop_map(
                |(
                    (kind, credentials, account, arn, session_arn),
                    (unique_id, name, federating_user, has_boundary),
                )| Principal {
                    kind,
                    credentials,
                    account,
                    arn,
                    session_arn,
                    unique_id,
                    name,
                    federating_user,
                    has_boundary,
                },
            )
    }

    /// Any session whatever, whether a service would make it or not.
    pub(crate) fn sessions() -> impl Strategy<Value = Session> {
        let kind = prop_oneof![
            Just(SessionKind::AssumeRole),
            Just(SessionKind::Saml),
            Just(SessionKind::WebIdentity),
            Just(SessionKind::Service),
            Just(SessionKind::SessionToken),
            Just(SessionKind::FederationToken),
            Just(SessionKind::Root),
            Just(SessionKind::Delegated),
        ];
        let bound = prop_oneof![
            Just(Bound::Default),
            Just(Bound::Asked),
            Just(Bound::Assertion),
            Just(Bound::Clamped),
            Just(Bound::Given),
        ];
        let tag = (text(), text(), any::<bool>(), any::<bool>()).prop_map(
            |(key, value, transitive, inherited)| SessionTag {
                tag: Tag { key, value },
                transitive,
                inherited,
            },
        );
        let mfa =
            prop_oneof![Just(Mfa::Missing), Just(Mfa::Absent), moment().prop_map(Mfa::Present),];
        (
            (kind, principals(), text(), text(), moment(), moment(), bound),
            (prop::collection::vec(tag, 0..4), option::of(text()), mfa, option::of(text())),
            (
                texts(),
                option::of(text()),
                prop::collection::vec((text(), texts()), 0..3),
                option::of(text()),
            ),
        )
            .prop_map(
                |(
                    (kind, principal, name, user_id, issued, expires, bound),
                    (tags, source_identity, mfa, policy),
                    (policy_arns, federated_provider, provider_keys, delivered_by),
                )| Session {
                    kind,
                    principal,
                    name,
                    user_id,
                    issued,
                    expires,
                    bound,
                    tags,
                    source_identity,
                    mfa,
                    policy,
                    policy_arns,
                    federated_provider,
                    provider_keys,
                    delivered_by,
                },
            )
    }

    #[test]
    fn whether_the_last_moment_still_counts_is_a_switch() {
        let session = session();
        assert!(!session.is_expired(session.expires.plus_seconds(-1), true));
        assert!(session.is_expired(session.expires, true));
        assert!(!session.is_expired(session.expires, false));
        assert!(session.is_expired(session.expires.plus_seconds(1), false));
    }
}
