//! What a parameter is held to, for whoever shows it beside the parameter: read off the table that requests are checked
//! by, so that the two cannot differ.

use super::{
    Member,
    constraint::{Pattern, Shape, Text},
    operation,
};
use crate::request::Call;

/// What one parameter of a call is held to, whatever role and caller say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Whether a call without it is refused.
    pub required: bool,
    /// Its lengths or bounds.
    pub range: LimitRange,
    /// The regular expression that a text matches as a whole, as the service prints it.
    pub pattern: Option<&'static str>,
}

/// How long, how large, or how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitRange {
    /// The characters of a text.
    Characters {
        /// The fewest.
        least: usize,
        /// The most, where there is a most.
        most: Option<usize>,
    },
    /// The digits of a text that holds nothing else.
    Digits(usize),
    /// A number.
    Value {
        /// The smallest.
        least: i64,
        /// The largest.
        most: i64,
    },
    /// The elements of a list.
    Elements {
        /// The most.
        most: usize,
    },
    /// A content that is judged elsewhere, and has no longest form.
    Any,
}

/// What the parameter of that name, spelled as the API spells it, is held to; nothing where the call has none.
#[must_use]
pub fn limit(call: &Call, parameter: &str) -> Option<Limit> {
    match call {
        Call::AssumeRole(_) => find(operation::ASSUME_ROLE, parameter),
        Call::AssumeRoleWithSaml(_) => find(operation::ASSUME_ROLE_WITH_SAML, parameter),
        Call::AssumeRoleWithWebIdentity(_) => {
            find(operation::ASSUME_ROLE_WITH_WEB_IDENTITY, parameter)
        }
        Call::GetSessionToken(_) => find(operation::GET_SESSION_TOKEN, parameter),
        Call::GetFederationToken(_) => find(operation::GET_FEDERATION_TOKEN, parameter),
        Call::AssumeRoot(_) => find(operation::ASSUME_ROOT, parameter),
        Call::DecodeAuthorizationMessage(_) => {
            find(operation::DECODE_AUTHORIZATION_MESSAGE, parameter)
        }
        Call::GetAccessKeyInfo(_) => find(operation::GET_ACCESS_KEY_INFO, parameter),
        Call::GetWebIdentityToken(_) => find(operation::GET_WEB_IDENTITY_TOKEN, parameter),
        Call::GetDelegatedAccessToken(_) => find(operation::GET_DELEGATED_ACCESS_TOKEN, parameter),
        Call::GetCallerIdentity => None,
    }
}

/// Messages spell a parameter with a small first letter, the API with a capital.
fn find<T>(members: &[Member<T>], parameter: &str) -> Option<Limit> {
    let member = members.iter().find(|known| known.name.eq_ignore_ascii_case(parameter))?;
    let (range, pattern) = match member.shape {
        Shape::Text(text) | Shape::Structure(_, text) => of_text(text),
        Shape::Number(range) => (LimitRange::Value { least: range.least, most: range.most }, None),
        Shape::Texts { most, .. } | Shape::Structures { most, .. } => {
            (LimitRange::Elements { most: *most }, None)
        }
        Shape::Sensitive { most, .. } if *most == usize::MAX => (LimitRange::Any, None),
        Shape::Sensitive { least, most } => {
            (LimitRange::Characters { least: *least, most: Some(*most) }, None)
        }
    };
    Some(Limit { required: member.required, range, pattern })
}

fn of_text(text: &Text) -> (LimitRange, Option<&'static str>) {
    let printed = text.pattern.map(|pattern| pattern.printed);
    let range = match text.most {
        Some(most) if most == text.least && printed == Some(Pattern::TOKEN_CODE.printed) => {
            LimitRange::Digits(most)
        }
        most => LimitRange::Characters { least: text.least, most },
    };
    (range, printed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{
        AssumeRole, AssumeRoleWithSaml, AssumeRoleWithWebIdentity, AssumeRoot,
        DecodeAuthorizationMessage, GetAccessKeyInfo, GetDelegatedAccessToken, GetFederationToken,
        GetSessionToken, GetWebIdentityToken,
    };

    fn characters(least: usize, most: usize) -> LimitRange {
        LimitRange::Characters { least, most: Some(most) }
    }

    fn check(call: &Call, rows: &[(&str, bool, LimitRange)]) {
        for (name, required, range) in rows {
            let found = limit(call, name).map(|limit| (limit.required, limit.range));
            assert_eq!(found, Some((*required, *range)), "{} {name}", call.operation());
        }
    }

    /// AWS: "AWS Security Token Service API Reference", section "Request Parameters" of each action.
    #[test]
    fn every_operation_tells_its_own_limits() {
        let number = |least, most| LimitRange::Value { least, most };
        let list = |most| LimitRange::Elements { most };
        check(
            &Call::AssumeRole(AssumeRole::default()),
            &[
                ("RoleArn", true, characters(20, 2048)),
                ("RoleSessionName", true, characters(2, 64)),
                ("PolicyArns", false, list(10)),
                ("Policy", false, LimitRange::Characters { least: 1, most: None }),
                ("DurationSeconds", false, number(900, 43_200)),
                ("Tags", false, list(50)),
                ("TransitiveTagKeys", false, list(50)),
                ("ExternalId", false, characters(2, 1224)),
                ("SerialNumber", false, characters(9, 256)),
                ("TokenCode", false, LimitRange::Digits(6)),
                ("SourceIdentity", false, characters(2, 64)),
                ("ProvidedContexts", false, list(5)),
            ],
        );
        check(
            &Call::AssumeRoleWithSaml(AssumeRoleWithSaml::default()),
            &[
                ("PrincipalArn", true, characters(20, 2048)),
                ("SAMLAssertion", true, characters(4, 100_000)),
                ("Policy", false, characters(1, 2048)),
            ],
        );
        check(
            &Call::AssumeRoleWithWebIdentity(AssumeRoleWithWebIdentity::default()),
            &[
                ("WebIdentityToken", true, characters(4, 20_000)),
                ("ProviderId", false, characters(4, 2048)),
            ],
        );
        check(
            &Call::GetSessionToken(GetSessionToken::default()),
            &[("DurationSeconds", false, number(900, 129_600))],
        );
        check(
            &Call::GetFederationToken(GetFederationToken::default()),
            &[("Name", true, characters(2, 32))],
        );
        check(
            &Call::AssumeRoot(AssumeRoot::default()),
            &[
                ("TargetPrincipal", true, characters(12, 2048)),
                ("TaskPolicyArn", true, characters(20, 2048)),
                ("DurationSeconds", false, number(0, 900)),
            ],
        );
        check(
            &Call::DecodeAuthorizationMessage(DecodeAuthorizationMessage::default()),
            &[("EncodedMessage", true, characters(1, 10_240))],
        );
        check(
            &Call::GetAccessKeyInfo(GetAccessKeyInfo::default()),
            &[("AccessKeyId", true, characters(16, 128))],
        );
        check(
            &Call::GetWebIdentityToken(GetWebIdentityToken::default()),
            &[
                ("Audience", true, list(10)),
                ("DurationSeconds", false, number(60, 3600)),
                ("SigningAlgorithm", true, characters(5, 5)),
            ],
        );
        check(
            &Call::GetDelegatedAccessToken(GetDelegatedAccessToken::default()),
            &[("TradeInToken", true, LimitRange::Any)],
        );
    }

    #[test]
    fn a_parameter_of_another_operation_has_no_limit() {
        assert_eq!(limit(&Call::GetCallerIdentity, "RoleArn"), None);
        assert_eq!(limit(&Call::AssumeRoot(AssumeRoot::default()), "RoleArn"), None);
        let assume_role = Call::AssumeRole(AssumeRole::default());
        assert_eq!(
            limit(&assume_role, "RoleSessionName").and_then(|limit| limit.pattern),
            Some(r"[\w+=,.@-]*")
        );
    }
}
