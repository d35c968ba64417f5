//! A custom identity broker's way into the console: the federation endpoint gives a sign-in token for temporary
//! credentials, and the token makes a link. AWS: "Enable custom identity broker access to the AWS console".
//!
//! The token is made up like everything else that looks secret: whoever decodes it reads that it is simulated.

use iam::{Credentials, Timestamp};
use sts::SessionKind;

use super::link::encode;
use crate::{
    Outcome, Scenario,
    json::{self, Object},
    outcome::Minted,
};

/// Seconds after which the link does not sign anybody in any more.
pub const LINK_LASTS: i64 = 900;

/// The least and the most seconds that `SessionDuration` may ask for.
const SESSION_DURATION: std::ops::RangeInclusive<i64> = 900..=43_200;

/// What the broker asks the federation endpoint for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignIn {
    /// `SessionDuration`, seconds.
    pub session_duration: Option<i64>,
    /// `Issuer`: where people are sent when the session has ended.
    pub issuer: Option<String>,
    /// `Destination`: the page of the console that opens; nothing means its home.
    pub destination: Option<String>,
    /// When the broker asks, counted from when the credentials were issued, seconds.
    pub after: i64,
}

/// What the broker gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The parameter `Session`: the credentials, as the endpoint wants them.
    pub session: String,
    /// The request for the token, with its parameters encoded.
    pub request: String,
    /// `SigninToken`.
    pub signin_token: String,
    /// The link that signs in.
    pub url: String,
    /// Until when the link works.
    pub url_expires: Timestamp,
    /// When the console session ends, if the link is followed at once.
    pub session_expires: Timestamp,
}

/// Why the endpoint gives no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The step minted no session.
    NoCredentials,
    /// Only AssumeRole, its relatives and GetFederationToken make credentials that the endpoint takes.
    WrongCredentials,
    /// The credentials have ended.
    Expired,
    /// `SessionDuration` is not between 900 and 43,200 seconds.
    OutOfRange,
    /// `SessionDuration` cannot stand beside credentials of GetFederationToken, whose own duration counts.
    WithFederationToken,
    /// `SessionDuration` cannot stand beside credentials of a chained AssumeRole.
    WithChaining,
    /// `SessionDuration` asks for more than the role's MaxSessionDuration.
    OverRoleMaximum {
        /// That maximum, seconds.
        maximum: i64,
    },
}

impl Refused {
    /// Why, in one sentence.
    #[must_use]
    pub fn reason(self) -> String {
        match self {
            Self::NoCredentials => "The step gave no credentials.".to_owned(),
            Self::WrongCredentials => {
                "The federation endpoint takes credentials of AssumeRole, AssumeRoleWithSAML, \
                 AssumeRoleWithWebIdentity and GetFederationToken only."
                    .to_owned()
            }
            Self::Expired => "The credentials have ended.".to_owned(),
            Self::OutOfRange => "SessionDuration is between 900 and 43200 seconds.".to_owned(),
            Self::WithFederationToken => {
                "SessionDuration cannot be used with credentials of GetFederationToken; give \
                 DurationSeconds to that call."
                    .to_owned()
            }
            Self::WithChaining => {
                "SessionDuration cannot be used with credentials of a chained role; they last one \
                 hour at most."
                    .to_owned()
            }
            Self::OverRoleMaximum { maximum } => format!(
                "SessionDuration is at most the role's MaxSessionDuration, {maximum} seconds."
            ),
        }
    }
}

/// Asks the federation endpoint for a sign-in token with the credentials that a step minted, and makes the link.
///
/// # Errors
/// Where the endpoint would not give one.
pub fn sign_in(
    scenario: &Scenario,
    outcome: &Outcome,
    step: usize,
    asked: &SignIn,
) -> Result<Link, Refused> {
    let of = outcome.steps.get(step).ok_or(Refused::NoCredentials)?;
    let minted = of.minted.as_ref().ok_or(Refused::NoCredentials)?;
    let held = &minted.session;
    let now = held.issued.plus_seconds(asked.after);
    if held.is_expired(now, scenario.assumptions.expired_at_expiration) {
        return Err(Refused::Expired);
    }
    let chained = of.limits.is_some_and(|limits| limits.chained);
    let maximum = of.limits.and_then(|limits| limits.role_maximum);
    let seconds = length(held.kind, held.principal.credentials, chained, maximum, asked)?;
    let session_expires = match seconds {
        Some(seconds) => now.plus_seconds(seconds),
        None => held.expires,
    };
    let session = session(minted);
    let endpoint = "https://signin.aws.amazon.com/federation";
    let mut request = format!("{endpoint}?Action=getSigninToken");
    if let Some(seconds) = asked.session_duration {
        parameter("SessionDuration", &seconds.to_string(), &mut request);
    }
    parameter("Session", &session, &mut request);
    let seed = scenario.seed.as_deref().unwrap_or_default();
    let signin_token = sts::signin_token(seed, &minted.credentials.access_key_id, &of.id);
    let mut url = format!("{endpoint}?Action=login");
    if let Some(issuer) = &asked.issuer {
        parameter("Issuer", issuer, &mut url);
    }
    let home = "https://console.aws.amazon.com/";
    parameter("Destination", asked.destination.as_deref().unwrap_or(home), &mut url);
    parameter("SigninToken", &signin_token, &mut url);
    Ok(Link {
        session,
        request,
        signin_token,
        url,
        url_expires: now.plus_seconds(LINK_LASTS),
        session_expires,
    })
}

/// The console session's own length; nothing where it ends with the credentials.
fn length(
    kind: SessionKind,
    credentials: Credentials,
    chained: bool,
    maximum: Option<i64>,
    asked: &SignIn,
) -> Result<Option<i64>, Refused> {
    match kind {
        SessionKind::AssumeRole
        | SessionKind::Saml
        | SessionKind::WebIdentity
        | SessionKind::FederationToken => {}
        SessionKind::Service
        | SessionKind::SessionToken
        | SessionKind::Root
        | SessionKind::Delegated => return Err(Refused::WrongCredentials),
    }
    let Some(seconds) = asked.session_duration else { return Ok(None) };
    match maximum {
        _ if credentials == Credentials::FederationToken => Err(Refused::WithFederationToken),
        _ if chained => Err(Refused::WithChaining),
        _ if !SESSION_DURATION.contains(&seconds) => Err(Refused::OutOfRange),
        Some(maximum) if seconds > maximum => Err(Refused::OverRoleMaximum { maximum }),
        _ => Ok(Some(seconds)),
    }
}

/// The credentials as the endpoint wants them.
fn session(minted: &Minted) -> String {
    let credentials = &minted.credentials;
    json::compact(
        &Object::new()
            .text("sessionId", credentials.access_key_id.clone())
            .text("sessionKey", credentials.secret_access_key.clone())
            .text("sessionToken", credentials.session_token.clone())
            .done(),
    )
}

fn parameter(name: &str, value: &str, link: &mut String) {
    link.push('&');
    link.push_str(name);
    link.push('=');
    encode(value, link);
}
