//! `Action` and `NotAction`. AWS: "IAM JSON policy elements: Action".
//!
//! Service and name compare without regard to letter case; `*` and `?` have a meaning in the name only, and `*` alone
//! means every action. Policy variables have none.

use iam::{Action, Context};

use crate::pattern::{Pattern, Syntax};

/// One value of `Action`.
#[derive(Debug, Clone)]
pub(crate) enum ActionPattern {
    /// `*`.
    Any,
    /// `s3:GetObject`, in lower case.
    Exact(Box<str>),
    /// `s3:*`: the service in lower case.
    Service(Box<str>),
    /// `s3:Get*`: service and name in lower case.
    Wild(Box<str>, Pattern),
}

impl ActionPattern {
    pub(crate) fn new(text: &str) -> Self {
        if text == "*" {
            return Self::Any;
        }
        let folded = text.to_ascii_lowercase();
        match folded.split_once(':') {
            Some((service, name)) if name.contains(['*', '?']) => {
                let name = Pattern::new(name, Syntax { wildcards: true, variables: false });
                if name.is_anything() {
                    Self::Service(service.into())
                } else {
                    Self::Wild(service.into(), name)
                }
            }
            _ => Self::Exact(folded.into()),
        }
    }

    #[inline]
    pub(crate) fn matches(&self, action: &Action, context: &Context) -> bool {
        match self {
            Self::Any => true,
            Self::Exact(text) => **text == *action.folded(),
            Self::Service(service) => **service == *action.service(),
            Self::Wild(service, name) => {
                **service == *action.service()
                    && name.matches(&action.folded()[service.len() + 1..], context)
            }
        }
    }
}
