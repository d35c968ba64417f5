//! Actions. AWS: "IAM JSON policy elements: Action".

use std::{fmt, rc::Rc, str::FromStr};

use crate::ParseError;

/// One action of one service, such as `sts:AssumeRole`. Both parts compare without regard to letter case.
#[derive(Clone)]
pub struct Action {
    text: Rc<str>,
    folded: Rc<str>,
    colon: usize,
}

/// What may be done to a role so that somebody becomes it: whether it is allowed is its trust policy's matter.
/// AWS: "Actions, resources, and condition keys for AWS Security Token Service".
pub const ASSUME_ACTIONS: [&str; 6] = [
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
    "sts:AssumeRoleWithWebIdentity",
    "sts:TagSession",
    "sts:SetSourceIdentity",
    "sts:SetContext",
];

/// Every action of AWS Security Token Service, calls and bare permissions.
/// AWS: "Actions, resources, and condition keys for AWS Security Token Service".
pub const STS_ACTIONS: [&str; 16] = [
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
    "sts:AssumeRoleWithWebIdentity",
    "sts:AssumeRoot",
    "sts:DecodeAuthorizationMessage",
    "sts:GetAccessKeyInfo",
    "sts:GetCallerIdentity",
    "sts:GetDelegatedAccessToken",
    "sts:GetFederationToken",
    "sts:GetServiceBearerToken",
    "sts:GetSessionToken",
    "sts:GetWebIdentityToken",
    "sts:SetContext",
    "sts:SetSourceIdentity",
    "sts:TagGetWebIdentityToken",
    "sts:TagSession",
];

impl Action {
    /// The service's prefix in lower case: `sts`.
    #[must_use]
    pub fn service(&self) -> &str {
        &self.folded[..self.colon]
    }

    /// The name as it was written: `AssumeRole`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.text[self.colon + 1..]
    }

    /// The whole action as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The whole action in lower case, the form in which patterns are matched.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// Whether this is the action of that name, whatever the letter case.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.folded.eq_ignore_ascii_case(text)
    }

    /// Which of the [`ASSUME_ACTIONS`] this is, as AWS spells it.
    #[must_use]
    pub fn assumes(&self) -> Option<&'static str> {
        ASSUME_ACTIONS.into_iter().find(|name| self.is(name))
    }
}

impl PartialEq for Action {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

impl Eq for Action {}

impl FromStr for Action {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let part = |part: &str| {
            !part.is_empty()
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        };
        match text.split_once(':') {
            Some((service, name)) if part(service) && part(name) => Ok(Self {
                text: text.into(),
                folded: text.to_ascii_lowercase().into(),
                colon: service.len(),
            }),
            _ => Err(ParseError::new("an action such as `s3:GetObject`", text)),
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_case_does_not_tell_actions_apart() {
        let one: Action = "sts:AssumeRole".parse().unwrap();
        let two: Action = "STS:assumerole".parse().unwrap();
        assert_eq!(one, two);
        assert_eq!((one.service(), one.name()), ("sts", "AssumeRole"));
    }

    #[test]
    fn what_assumes_a_role_is_an_action_of_the_service() {
        assert!(ASSUME_ACTIONS.iter().all(|name| STS_ACTIONS.contains(name)));
        assert!(STS_ACTIONS.is_sorted(), "in the order of the document, each once");
        assert!(STS_ACTIONS.iter().all(|name| name.parse::<Action>().unwrap().service() == "sts"));
    }

    #[test]
    fn a_wildcard_or_a_bare_word_is_not_an_action() {
        for text in ["AssumeRole", "sts:", ":AssumeRole", "sts:*", "sts:Assume:Role", ""] {
            assert!(text.parse::<Action>().is_err(), "{text}");
        }
    }
}
