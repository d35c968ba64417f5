//! Condition keys in words: what a policy asks for with them, and what the call says.
//!
//! AWS: "AWS global condition context keys", "Available keys for AWS STS" and the key tables of the providers.

use iam::{Credentials, PolicyType, PrincipalKind, Timestamp, fold};
use policy::Wanted;

use super::{
    view::View,
    words::{and, code, duration, moment, short, strong},
};
use crate::outcome::Trigger;

/// A condition key by what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    ExternalId,
    Mfa,
    MfaAge,
    PrincipalTag(String),
    RequestTag(String),
    ResourceTag(String),
    TagKeys,
    SourceIp,
    CurrentTime,
    IssueTime,
    Region,
    Organization,
    PrincipalArn,
    PrincipalAccount,
    SessionName,
    /// The session has it already.
    HeldSourceIdentity,
    /// The call sets it.
    SourceIdentity,
    Endpoint,
    SourceAccount,
    SourceArn,
    UserName,
    IsService,
    SamlAudience,
    Saml(String),
    /// A claim of a web identity token.
    Claim(String),
    Other(String),
}

impl Key {
    pub(super) fn of(name: &str) -> Self {
        let folded = fold(name);
        let behind =
            |prefix: &str| folded.starts_with(prefix).then(|| name[prefix.len()..].to_owned());
        if let Some(tag) = behind("aws:principaltag/") {
            return Self::PrincipalTag(tag);
        }
        if let Some(tag) = behind("aws:requesttag/") {
            return Self::RequestTag(tag);
        }
        if let Some(tag) = behind("aws:resourcetag/").or_else(|| behind("iam:resourcetag/")) {
            return Self::ResourceTag(tag);
        }
        match &*folded {
            "sts:externalid" => Self::ExternalId,
            "aws:multifactorauthpresent" => Self::Mfa,
            "aws:multifactorauthage" => Self::MfaAge,
            "aws:tagkeys" => Self::TagKeys,
            "aws:sourceip" => Self::SourceIp,
            "aws:currenttime" => Self::CurrentTime,
            "aws:tokenissuetime" => Self::IssueTime,
            "aws:requestedregion" => Self::Region,
            "aws:principalorgid" => Self::Organization,
            "aws:principalarn" => Self::PrincipalArn,
            "aws:principalaccount" => Self::PrincipalAccount,
            "sts:rolesessionname" => Self::SessionName,
            "aws:sourceidentity" => Self::HeldSourceIdentity,
            "sts:sourceidentity" => Self::SourceIdentity,
            "aws:sourcevpce" => Self::Endpoint,
            "aws:sourceaccount" => Self::SourceAccount,
            "aws:sourcearn" => Self::SourceArn,
            "aws:username" => Self::UserName,
            "aws:principalisawsservice" => Self::IsService,
            "saml:aud" => Self::SamlAudience,
            _ => match name.rsplit_once(':') {
                Some((prefix, rest)) if prefix.eq_ignore_ascii_case("saml") => {
                    Self::Saml(rest.to_owned())
                }
                Some((prefix, rest)) if prefix.contains('.') => Self::Claim(rest.to_owned()),
                _ => Self::Other(name.to_owned()),
            },
        }
    }

    /// What a policy asks for with the key, as it stands behind "only": "with ExternalId `x`", "after 18:00 UTC".
    pub(super) fn asked(&self, wanted: Wanted, values: &[String], view: View<'_>) -> String {
        let v = listed(wanted, values);
        match (wanted, self) {
            (Wanted::Present, _) => return format!("with {}", self.noun()),
            (Wanted::Missing, _) => return format!("without {}", self.noun()),
            (_, Self::Mfa) => {
                let with = values.iter().any(|value| value.eq_ignore_ascii_case("true"));
                return if with { "with MFA" } else { "without MFA" }.to_owned();
            }
            (Wanted::Less | Wanted::LessOrEqual, Self::MfaAge) => {
                let limit = values.first().and_then(|value| value.parse().ok());
                return match limit {
                    Some(seconds) => {
                        format!("with an MFA code of the last {}", strong(duration(seconds)))
                    }
                    None => format!("with an MFA code of the last {v} s"),
                };
            }
            (_, Self::CurrentTime | Self::IssueTime) => {
                let at = values.first().map(|value| time(value, view)).unwrap_or_default();
                let word = match wanted {
                    Wanted::Less | Wanted::LessOrEqual => "before",
                    Wanted::Greater | Wanted::GreaterOrEqual => "after",
                    _ => "at",
                };
                let what = if *self == Self::IssueTime { "for sessions issued " } else { "" };
                return format!("{what}{word} {}", strong(at));
            }
            (Wanted::Other, Self::SourceIp) => {
                return format!("from outside {}", plain_list(values));
            }
            (Wanted::Other, Self::Region) => {
                return format!("outside Region {}", plain_list(values));
            }
            _ => {}
        }
        match self {
            Self::ExternalId => format!("with ExternalId {v}"),
            Self::Mfa => "with MFA".to_owned(),
            Self::MfaAge => format!("with an MFA code {v} s old"),
            Self::PrincipalTag(tag) => format!("for callers with tag {} = {v}", strong(tag)),
            Self::RequestTag(tag) => format!("with session tag {} = {v}", strong(tag)),
            Self::ResourceTag(tag) => format!("on what has tag {} = {v}", strong(tag)),
            Self::TagKeys => format!("with the tag keys {v}"),
            Self::SourceIp => format!("from {v}"),
            Self::CurrentTime | Self::IssueTime => format!("at {v}"),
            Self::Region => format!("in Region {v}"),
            Self::Organization => format!("for organization {v}"),
            Self::PrincipalArn if matches!(wanted, Wanted::Like | Wanted::Other) => {
                format!("for callers {v}")
            }
            Self::PrincipalArn => format!("for {v}"),
            Self::PrincipalAccount => format!("for account {v}"),
            Self::SessionName => format!("for sessions named {v}"),
            Self::HeldSourceIdentity | Self::SourceIdentity => format!("with source identity {v}"),
            Self::Endpoint => format!("through VPC endpoint {v}"),
            Self::SourceAccount => format!("on behalf of account {v}"),
            Self::SourceArn => format!("on behalf of {v}"),
            Self::UserName => format!("for user {v}"),
            Self::IsService => {
                let service = values.iter().any(|value| value.eq_ignore_ascii_case("true"));
                if service { "for AWS services" } else { "for callers that are no AWS service" }
                    .to_owned()
            }
            Self::SamlAudience => format!("for sign-ins at {v}"),
            Self::Saml(name) => format!("for assertions with {} {v}", code(name)),
            Self::Claim(name) => format!("for tokens with {} {v}", code(name)),
            Self::Other(name) => format!("with {} {v}", code(name)),
        }
    }

    /// The key as a noun: "an ExternalId".
    pub(super) fn noun(&self) -> String {
        match self {
            Self::ExternalId => "an ExternalId".to_owned(),
            Self::Mfa | Self::MfaAge => "MFA".to_owned(),
            Self::PrincipalTag(tag) => format!("tag {} on the caller", strong(tag)),
            Self::RequestTag(tag) => format!("session tag {}", strong(tag)),
            Self::ResourceTag(tag) => format!("tag {} on the resource", strong(tag)),
            Self::TagKeys => "session tags".to_owned(),
            Self::SourceIp => "a public source address".to_owned(),
            Self::HeldSourceIdentity | Self::SourceIdentity => "a source identity".to_owned(),
            Self::SessionName => "a session name".to_owned(),
            Self::Endpoint => "a VPC endpoint".to_owned(),
            Self::Organization => "an organization".to_owned(),
            Self::IssueTime => "temporary credentials".to_owned(),
            Self::UserName => "a user name".to_owned(),
            Self::Saml(name) => format!("{} in the assertion", code(name)),
            Self::Claim(name) => format!("{} in the token", code(name)),
            _ => self.label(),
        }
    }

    /// The key as it stands behind "no": "ExternalId".
    fn bare(&self) -> String {
        match self {
            Self::Saml(name) | Self::Claim(name) => code(name),
            _ => {
                let noun = self.noun();
                let bare = noun.strip_prefix("an ").or_else(|| noun.strip_prefix("a "));
                bare.map_or(noun.clone(), str::to_owned)
            }
        }
    }

    /// Why the call says nothing of the key, where the key is not named beside it.
    pub(super) fn missing_by_name(&self, view: View<'_>) -> String {
        let text = self.missing(view);
        match text.strip_suffix(" none") {
            Some(start) => format!("{start} no {}", self.bare()),
            None => text,
        }
    }

    /// The key as a label, as it stands before its value.
    fn label(&self) -> String {
        match self {
            Self::Other(name) => code(name),
            Self::SourceAccount => "a source account".to_owned(),
            Self::SourceArn => "a source ARN".to_owned(),
            Self::PrincipalArn => "a caller's ARN".to_owned(),
            Self::PrincipalAccount => "a caller's account".to_owned(),
            Self::Region => "a Region".to_owned(),
            Self::SamlAudience => "an audience".to_owned(),
            _ => "a value".to_owned(),
        }
    }

    /// What the call says of the key: "this call passes `x`".
    pub(super) fn present(&self, values: &[String], view: View<'_>) -> String {
        let names = view.names;
        let items: Vec<String> = values.iter().map(|value| code(short(value, 80))).collect();
        let v = and(&items);
        let first = values.first().map(String::as_str).unwrap_or_default();
        let who = names.who();
        match self {
            Self::ExternalId => format!("this call passes {v}"),
            Self::Mfa if first.eq_ignore_ascii_case("true") => {
                "this call counts as made with MFA".to_owned()
            }
            Self::Mfa => without_mfa(view),
            Self::MfaAge => {
                let age = first.parse().map_or_else(|_| format!("{first} s"), duration);
                format!("the code was given {} ago", strong(age))
            }
            Self::PrincipalTag(tag) if has_session_tag(view, tag) => {
                format!("the session of {who} has {} = {v}", strong(tag))
            }
            Self::PrincipalTag(tag) => format!("{who} has {} = {v}", strong(tag)),
            Self::RequestTag(tag) => format!("this call passes {} = {v}", strong(tag)),
            Self::ResourceTag(tag) => format!("{} has {} = {v}", names.target(), strong(tag)),
            Self::TagKeys if values.len() == 1 => format!("this call passes the tag {v}"),
            Self::TagKeys => format!("this call passes the tags {v}"),
            Self::SourceIp => format!("this call comes from {v}"),
            Self::CurrentTime => format!("this call comes at {}", strong(time(first, view))),
            Self::IssueTime => {
                format!("the session of {who} was issued at {}", strong(time(first, view)))
            }
            Self::Region if through_global(view) => {
                format!("this call goes to the global endpoint, which counts as {v}")
            }
            Self::Region => format!("this call goes to {v}"),
            Self::Organization => format!("{who} belongs to {v}"),
            Self::PrincipalArn => format!("this call comes from {v}"),
            Self::PrincipalAccount if first == "anonymous" => {
                format!("nobody signed this call, so its account counts as {v}")
            }
            Self::PrincipalAccount => format!("{who} belongs to account {v}"),
            Self::SessionName => format!("this session is named {v}"),
            Self::HeldSourceIdentity => format!("the session of {who} carries {v}"),
            Self::SourceIdentity => match view.asked.trigger {
                Trigger::SourceIdentityInherited => format!("the session of {who} hands on {v}"),
                _ => format!("this call sets {v}"),
            },
            Self::Endpoint => format!("this call comes through {v}"),
            Self::SourceAccount | Self::SourceArn => format!("this call is on behalf of {v}"),
            Self::UserName => format!("this call comes from user {v}"),
            Self::IsService if first.eq_ignore_ascii_case("true") => {
                format!("{who} is an AWS service")
            }
            Self::IsService => format!("{who} is no AWS service"),
            Self::SamlAudience => format!("this one was at {v}"),
            Self::Saml(_) => format!("this assertion has {v}"),
            Self::Claim(_) => format!("this token has {v}"),
            Self::Other(_) => format!("in this call it is {v}"),
        }
    }

    /// What the call says of the key, where the key is not named beside it.
    pub(super) fn present_by_name(&self, values: &[String], view: View<'_>) -> String {
        let items: Vec<String> = values.iter().map(|value| code(short(value, 80))).collect();
        let v = and(&items);
        match self {
            Self::Saml(name) => format!("this assertion has {} = {v}", code(name)),
            Self::Claim(name) => format!("this token has {} = {v}", code(name)),
            Self::Other(name) => format!("in this call {} is {v}", code(name)),
            _ => self.present(values, view),
        }
    }

    /// Why the call says nothing of the key.
    pub(super) fn missing(&self, view: View<'_>) -> String {
        let names = view.names;
        let who = names.who();
        let caller = names.step.caller.as_ref().map(|caller| &caller.principal);
        let kind = caller.map(|principal| principal.kind);
        let unsigned = matches!(kind, Some(PrincipalKind::WebIdentity | PrincipalKind::Saml));
        match self {
            _ if self.is_left_out(view) => format!(
                "a request for {} carries no {}, even when the call passes one",
                code(&view.asked.action),
                match self {
                    Self::ExternalId => "ExternalId",
                    Self::SessionName => "session name",
                    Self::SourceIdentity => "source identity",
                    _ => "session tag",
                },
            ),
            Self::ExternalId => "this call passes none".to_owned(),
            Self::Mfa | Self::MfaAge => match caller.map(|principal| principal.credentials) {
                Some(Credentials::LongTerm) => "this call brings no MFA code".to_owned(),
                Some(Credentials::None) => format!("{who} brings none"),
                _ => without_mfa(view),
            },
            Self::PrincipalTag(tag) => format!("{who} has no tag {}", strong(tag)),
            Self::RequestTag(tag) => format!("this call passes no tag {}", strong(tag)),
            Self::ResourceTag(tag) => format!("{} has no tag {}", names.target(), strong(tag)),
            Self::TagKeys => "this call passes no session tags".to_owned(),
            Self::SourceIp => "this call shows no public address".to_owned(),
            Self::IssueTime => format!("{who} signs with a long-term key"),
            Self::Organization if unsigned => format!("{who} belongs to no organization"),
            Self::Organization => format!("the account of {who} is in no organization"),
            Self::PrincipalArn | Self::PrincipalAccount => format!("{who} has none"),
            Self::HeldSourceIdentity => format!("{who} carries none"),
            Self::SourceIdentity => "this call sets none".to_owned(),
            Self::Endpoint => "this call comes through no VPC endpoint".to_owned(),
            Self::SourceAccount | Self::SourceArn => "this call names none".to_owned(),
            Self::UserName => match kind {
                Some(PrincipalKind::User) => format!("{who} has no user name"),
                Some(PrincipalKind::RoleSession) => "a role session has no user name".to_owned(),
                _ => format!("{who} has no user name"),
            },
            Self::IsService => format!("{who} is an unsigned caller, of whom this is not known"),
            Self::Saml(_) => "this assertion has none".to_owned(),
            Self::Claim(_) => "this token has none".to_owned(),
            _ => "this call says nothing of it".to_owned(),
        }
    }

    /// Whether the action is asked without this key, though the call may pass it.
    pub(super) fn is_left_out(&self, view: View<'_>) -> bool {
        let action = &view.asked.action;
        let absent = |name: &str| view.asked.context.get_named(name).is_none();
        let dependent = action.is("sts:TagSession") || action.is("sts:SetSourceIdentity");
        match self {
            Self::ExternalId => dependent && absent("sts:ExternalId"),
            Self::SessionName => dependent && absent("sts:RoleSessionName"),
            Self::RequestTag(_) | Self::TagKeys => action.is("sts:SetSourceIdentity"),
            Self::SourceIdentity => action.is("sts:TagSession"),
            _ => false,
        }
    }

    /// What would give the call this value; nothing where only another caller could.
    ///
    /// `policy` is the kind of policy that asks for it.
    pub(super) fn remedy(
        &self,
        wanted: Wanted,
        value: &str,
        policy: Option<PolicyType>,
        view: View<'_>,
    ) -> Option<String> {
        let v = code(value);
        let who = view.names.who();
        let like = matches!(wanted, Wanted::Like | Wanted::EqualIgnoringCase);
        let such = if like { " a value like" } else { "" };
        let text = match (self, wanted) {
            (Self::Mfa | Self::MfaAge, _) => self.mfa_remedy(wanted, value, policy, view)?,
            (Self::Region, _) if view.names.is_of_console() => format!(
                "Take the role with a command, which can choose its endpoint: {} {}",
                self.noun(),
                listed(wanted, &[v])
            ),
            _ if view.names.is_of_console() && self.is_a_parameter(wanted) => {
                format!("Take the role with a command: Switch Role cannot pass {}", self.noun())
            }
            (_, Wanted::Missing) => format!("Make the call without {}", self.noun()),
            _ if self.is_left_out(view) => {
                format!(
                    "Put {} into a statement of its own, without this condition",
                    code(&view.asked.action)
                )
            }
            (Self::ExternalId, Wanted::Equal) => format!("Pass ExternalId {v}"),
            (Self::PrincipalTag(tag), Wanted::Equal | Wanted::Like)
                if has_session_tag(view, tag) =>
            {
                format!("Take the session of {who} with tag {} ={such} {v}", strong(tag))
            }
            (Self::PrincipalTag(tag), Wanted::Equal | Wanted::Like) => {
                format!("Tag {who} with {} ={such} {v}", strong(tag))
            }
            (Self::RequestTag(tag), Wanted::Equal | Wanted::Like) => {
                format!("Pass the session tag {} ={such} {v}", strong(tag))
            }
            (Self::ResourceTag(tag), Wanted::Equal | Wanted::Like) => {
                format!("Tag {} with {} ={such} {v}", view.names.target(), strong(tag))
            }
            (Self::TagKeys, Wanted::Equal | Wanted::Like) => {
                format!("Pass only the tag keys that the policy lists, such as {v}")
            }
            (Self::TagKeys, Wanted::Present) => "Pass session tags".to_owned(),
            (Self::SourceIp, Wanted::Within | Wanted::Equal) => format!("Call from {v}"),
            (Self::Region, Wanted::Equal) => format!("Send the call to the endpoint of {v}"),
            (Self::Region, Wanted::Other) => {
                format!("Send the call to another endpoint than that of {v}")
            }
            (Self::SessionName, Wanted::Equal | Wanted::Like) => {
                format!("Name the session{such} {v}")
            }
            (Self::SourceIdentity, Wanted::Equal | Wanted::Like) => {
                format!("Set source identity{such} {v}")
            }
            (Self::SourceIdentity | Self::HeldSourceIdentity, Wanted::Present) => {
                "Set a SourceIdentity on the first hop; the chain carries it on".to_owned()
            }
            (Self::CurrentTime, Wanted::Greater | Wanted::GreaterOrEqual) => {
                format!("Call after {}", strong(time(value, view)))
            }
            (Self::CurrentTime, Wanted::Less | Wanted::LessOrEqual) => {
                format!("Call before {}", strong(time(value, view)))
            }
            (Self::IssueTime, Wanted::Greater | Wanted::GreaterOrEqual) => {
                format!(
                    "Take a new session; one issued after {} is let through",
                    strong(time(value, view))
                )
            }
            (Self::Endpoint, Wanted::Equal) => format!("Call through VPC endpoint {v}"),
            (Self::SamlAudience, Wanted::Equal) => {
                format!("Sign in at {v}, or list the other address too")
            }
            _ => return None,
        };
        Some(text)
    }

    /// Whether what is wanted is a parameter that a call may have.
    fn is_a_parameter(&self, wanted: Wanted) -> bool {
        wanted != Wanted::Missing
            && matches!(
                self,
                Self::ExternalId
                    | Self::RequestTag(_)
                    | Self::TagKeys
                    | Self::SessionName
                    | Self::SourceIdentity
            )
    }

    fn mfa_remedy(
        &self,
        wanted: Wanted,
        value: &str,
        policy: Option<PolicyType>,
        view: View<'_>,
    ) -> Option<String> {
        let caller = view.names.step.caller.as_ref()?;
        let asks_for_none = *self == Self::Mfa
            && match wanted {
                Wanted::Equal => value.eq_ignore_ascii_case("false"),
                Wanted::Other => value.eq_ignore_ascii_case("true"),
                _ => false,
            };
        if asks_for_none {
            return None;
        }
        let text = match caller.principal.credentials {
            Credentials::SessionToken if view.names.is_of_console() => {
                "Sign in to the console with an MFA device"
            }
            Credentials::LongTerm => "Pass SerialNumber and TokenCode with the call",
            Credentials::SessionToken => "Make a new session with GetSessionToken and a fresh code",
            Credentials::RoleSession if policy == Some(PolicyType::Trust) => {
                "Trust a user and call with SerialNumber and TokenCode, or test no MFA here: a role session does not carry it on"
            }
            Credentials::RoleSession => {
                "Test MFA in the trust policy instead: a role session does not carry it on"
            }
            _ => return None,
        };
        Some(text.to_owned())
    }
}

/// Why a session does not count as made with MFA.
fn without_mfa(view: View<'_>) -> String {
    let caller = view.names.step.caller.as_ref();
    match caller.map(|caller| caller.principal.credentials) {
        Some(Credentials::RoleSession) => {
            format!("{} is a role session, which does not carry MFA", view.names.who())
        }
        Some(Credentials::SessionToken) => "this session was made without an MFA code".to_owned(),
        _ => "this call is made without MFA".to_owned(),
    }
}

/// Whether the caller's session was given that tag, which then hides the user's or role's own.
fn has_session_tag(view: View<'_>, tag: &str) -> bool {
    let session = view.names.step.caller.as_ref().and_then(|caller| caller.session.as_ref());
    session
        .is_some_and(|session| session.tags.iter().any(|known| fold(&known.tag.key) == fold(tag)))
}

fn through_global(view: View<'_>) -> bool {
    let is_sts = view.asked.action.service() == "sts";
    let endpoint = view.names.written().map(|step| step.endpoint.as_deref());
    is_sts && matches!(endpoint, Some(None | Some("global")))
}

/// A moment as a policy or a request writes it.
fn time(value: &str, view: View<'_>) -> String {
    let at = value.parse::<i64>().map(Timestamp::from_seconds).or_else(|_| value.parse());
    at.map_or_else(|_| value.to_owned(), |at| moment(at, view.names.step.at))
}

/// The values with the word for how the request's value has to stand to them.
fn listed(wanted: Wanted, values: &[String]) -> String {
    let all = plain_list(values);
    match wanted {
        Wanted::Like => format!("like {all}"),
        Wanted::Less => format!("less than {all}"),
        Wanted::LessOrEqual => format!("at most {all}"),
        Wanted::Greater => format!("greater than {all}"),
        Wanted::GreaterOrEqual => format!("at least {all}"),
        Wanted::Other => format!("other than {all}"),
        _ => all,
    }
}

fn plain_list(values: &[String]) -> String {
    let items: Vec<String> = values.iter().map(|value| code(short(value, 80))).collect();
    super::words::or(&items)
}
