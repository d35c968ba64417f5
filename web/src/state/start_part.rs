//! What the start says of its credentials beside its principal and its time.

use std::rc::Rc;

use iam::{Arn, Timestamp};
use simulator::scenario::{ContextEntries, Document, Start, StartCredentials};

/// A member of the start with its new value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of docs/scenario.md")]
pub(crate) enum StartPart {
    Credentials(Option<StartCredentials>),
    FederatingUser(Option<Arn>),
    Mfa(Option<bool>),
    RoleSessionName(Option<Rc<str>>),
    SourceIdentity(Option<Rc<str>>),
    DeliveredBy(Option<Rc<str>>),
    Issued(Option<Timestamp>),
    DurationSeconds(Option<i64>),
    TransitiveTagKeys(Vec<Rc<str>>),
    /// The text of the session policy.
    Policy(Option<Rc<str>>),
    PolicyArns(Vec<Rc<str>>),
    SessionKeys(ContextEntries),
}

impl StartPart {
    /// Its name in the file.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Credentials(_) => "credentials",
            Self::FederatingUser(_) => "federatingUser",
            Self::Mfa(_) => "mfa",
            Self::RoleSessionName(_) => "RoleSessionName",
            Self::SourceIdentity(_) => "SourceIdentity",
            Self::DeliveredBy(_) => "deliveredBy",
            Self::Issued(_) => "issued",
            Self::DurationSeconds(_) => "DurationSeconds",
            Self::TransitiveTagKeys(_) => "TransitiveTagKeys",
            Self::Policy(_) => "Policy",
            Self::PolicyArns(_) => "PolicyArns",
            Self::SessionKeys(_) => "sessionKeys",
        }
    }

    /// Writes it. Other credentials leave out what says nothing of them.
    pub(super) fn set(self, start: &mut Start) {
        match self {
            Self::Credentials(credentials) => {
                if start.credentials != credentials {
                    start.mfa = None;
                    start.issued = None;
                    start.duration_seconds = None;
                }
                start.credentials = credentials;
            }
            Self::FederatingUser(user) => start.federating_user = user,
            Self::Mfa(mfa) => start.mfa = mfa,
            Self::RoleSessionName(name) => start.role_session_name = name,
            Self::SourceIdentity(identity) => start.source_identity = identity,
            Self::DeliveredBy(service) => start.delivered_by = service,
            Self::Issued(moment) => start.issued = moment,
            Self::DurationSeconds(seconds) => start.duration_seconds = seconds,
            Self::TransitiveTagKeys(keys) => start.transitive_tag_keys = keys,
            Self::Policy(text) => start.policy = text.map(Document::new),
            Self::PolicyArns(arns) => start.policy_arns = arns,
            Self::SessionKeys(keys) => start.session_keys = keys,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_term_keys_have_no_age() {
        let time = Timestamp::from_seconds(1_795_342_440);
        let mut start = Start::new("arn:aws:iam::111111111111:user/alice", time);
        StartPart::Credentials(Some(StartCredentials::SessionToken)).set(&mut start);
        StartPart::Mfa(Some(true)).set(&mut start);
        StartPart::DurationSeconds(Some(900)).set(&mut start);
        StartPart::Issued(Some(time)).set(&mut start);
        StartPart::Credentials(Some(StartCredentials::SessionToken)).set(&mut start);
        assert_eq!((start.mfa, start.duration_seconds), (Some(true), Some(900)));
        StartPart::Credentials(None).set(&mut start);
        assert_eq!((start.mfa, start.duration_seconds, start.issued), (None, None, None));
    }
}
