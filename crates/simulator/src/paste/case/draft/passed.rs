//! What a message tells of a call beyond its role: session tags, a source identity, MFA. AWS: "Pass session tags in AWS
//! STS", "Monitor and control actions taken with assumed roles", "Secure API access with MFA".

use std::rc::Rc;

use sts::request::{AssumeRole, RequestTag};

use super::{Caller, Making, Target, Unknown};
use crate::{paste::Message, scenario::TagEntry};

/// The tag that stands for those that nobody named.
const TAG: (&str, &str) = ("tag", "value");

/// The source identity that stands for the one that nobody named.
const SOURCE_IDENTITY: &str = "source";

/// A seed by which the code of a call is a wrong one.
const SEED: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/// A permission beside the call itself that a message says is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::paste::case) enum Beside {
    /// `sts:TagSession`.
    Tags,
    /// `sts:SetSourceIdentity`.
    SourceIdentity,
}

impl Beside {
    /// Its action.
    pub(super) fn action(self) -> &'static str {
        match self {
            Self::Tags => "sts:TagSession",
            Self::SourceIdentity => "sts:SetSourceIdentity",
        }
    }

    /// The permission that a message names.
    pub(in crate::paste::case) fn of(message: &Message) -> Option<Self> {
        let is = |name: &str| {
            message.action.as_deref().is_some_and(|action| action.eq_ignore_ascii_case(name))
        };
        match (is("sts:TagSession"), is("sts:SetSourceIdentity")) {
            (true, _) => Some(Self::Tags),
            (_, true) => Some(Self::SourceIdentity),
            _ => None,
        }
    }
}

/// What a message says of MFA.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::paste::case) enum Mfa {
    /// The code is not the device's.
    WrongCode,
    /// The device is not the caller's.
    UnknownDevice,
    /// Of device and code one is not passed.
    Incomplete,
}

impl Mfa {
    /// What a message says of it.
    pub(in crate::paste::case) fn of(message: &Message) -> Option<Self> {
        let (_, said) = message.text.split_once("MultiFactorAuthentication failed")?;
        Some(match () {
            () if said.contains("unable to validate MFA code") => Self::UnknownDevice,
            () if said.contains("must provide both") => Self::Incomplete,
            () => Self::WrongCode,
        })
    }
}

impl Making<'_> {
    /// The permission beside the call itself that a message says is refused: what is not known then allows all but that.
    pub(super) fn refused_beside(&self) -> Option<&'static str> {
        let mut refused = self.facts.messages.iter().filter_map(|message| Beside::of(message));
        refused.next().map(Beside::action)
    }

    /// What is done with a policy of the caller's that is not known, as the end of a sentence.
    pub(super) fn taken(&self) -> String {
        let taken = self.unknown.taken();
        let refused = self.refused_beside().filter(|_| self.unknown == Unknown::Everything);
        let but = refused.map(|action| format!(" all but {action}, as the message says"));
        format!("{taken}{}", but.unwrap_or_default())
    }

    /// What the message says that the call passed and nothing else that was pasted names.
    pub(super) fn what_the_message_adds(
        &mut self,
        caller: &Caller,
        target: &Target,
        call: &mut AssumeRole,
    ) {
        let messages = self.facts.messages.clone();
        for message in messages {
            if message.resource.as_deref().is_some_and(|role| role != target.arn) {
                continue;
            }
            match Beside::of(message) {
                Some(Beside::Tags) if call.tags.is_empty() => self.add_a_tag(caller, target, call),
                Some(Beside::SourceIdentity) if call.source_identity.is_none() => {
                    self.add_a_source_identity(caller, target, call);
                }
                _ => {}
            }
            if let (Some(mfa), Caller::User(account, _, name)) = (Mfa::of(message), caller) {
                let serial = || format!("arn:aws:iam::{account}:mfa/{name}").into();
                call.serial_number.get_or_insert_with(serial);
                if mfa != Mfa::Incomplete {
                    call.token_code.get_or_insert_with(|| "123456".into());
                }
            }
        }
    }

    /// The message says that tags came along. A command that passes none leaves those that the session hands on.
    fn add_a_tag(&mut self, caller: &Caller, target: &Target, call: &mut AssumeRole) {
        let (key, value) = TAG;
        let by_session = matches!(caller, Caller::Session(..)) && target.command.is_some();
        if by_session {
            let start = &mut self.draft.scenario.start;
            start.tags.push(TagEntry::new(key, value));
            start.transitive_tag_keys.push(key.into());
        } else {
            call.tags.push(RequestTag { key: key.into(), value: value.into() });
        }
        let how = if by_session { "the caller's session hands tags on" } else { "tags are passed" };
        self.assume(format!(
            "The message says that {how}, and not which; the tag `{key}` with `{value}` stands for them."
        ));
    }

    fn add_a_source_identity(&mut self, caller: &Caller, target: &Target, call: &mut AssumeRole) {
        let identity: Rc<str> = SOURCE_IDENTITY.into();
        if matches!(caller, Caller::Session(..)) && target.command.is_some() {
            self.draft.scenario.start.source_identity = Some(identity);
        } else {
            call.source_identity = Some(identity);
        }
        self.assume(format!(
            "The message says that a source identity comes along, and not which; `{SOURCE_IDENTITY}` stands for it."
        ));
    }

    /// What the message says of MFA.
    pub(super) fn mfa(&self) -> Option<Mfa> {
        self.facts.messages.iter().rev().find_map(|message| Mfa::of(message))
    }

    /// The seed of a device that is made up, where the message says that the code was wrong.
    pub(super) fn seed(&self) -> Option<Rc<str>> {
        (self.mfa() == Some(Mfa::WrongCode)).then(|| SEED.into())
    }
}
