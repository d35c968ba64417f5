//! The engine's closed lists as the words of the form. AWS's spelling where AWS has a word.

use iam::{Credentials, PrincipalKind};
use policy::{Effect, Grant, Mismatch, NotApplicable, Severity};
use simulator::outcome::{CheckKind, CheckStatus, StepResult, Trigger};
use sts::{Bound, SessionKind};

pub(crate) fn principal(kind: PrincipalKind) -> &'static str {
    match kind {
        PrincipalKind::Root => "root",
        PrincipalKind::User => "user",
        PrincipalKind::RoleSession => "roleSession",
        PrincipalKind::FederatedUser => "federatedUser",
        PrincipalKind::Service => "service",
        PrincipalKind::WebIdentity => "webIdentity",
        PrincipalKind::Saml => "saml",
        PrincipalKind::Anonymous => "anonymous",
    }
}

pub(crate) fn credentials(kind: Credentials) -> &'static str {
    match kind {
        Credentials::LongTerm => "longTerm",
        Credentials::SessionToken => "sessionToken",
        Credentials::RoleSession => "roleSession",
        Credentials::FederationToken => "federationToken",
        Credentials::RootSession => "rootSession",
        Credentials::DelegatedAccess => "delegatedAccess",
        Credentials::None => "none",
    }
}

pub(crate) fn session(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::AssumeRole => "AssumeRole",
        SessionKind::Saml => "AssumeRoleWithSAML",
        SessionKind::WebIdentity => "AssumeRoleWithWebIdentity",
        SessionKind::Service => "service",
        SessionKind::SessionToken => "GetSessionToken",
        SessionKind::FederationToken => "GetFederationToken",
        SessionKind::Root => "AssumeRoot",
        SessionKind::Delegated => "GetDelegatedAccessToken",
    }
}

pub(crate) fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Default => "default",
        Bound::Asked => "asked",
        Bound::Assertion => "assertion",
        Bound::Clamped => "clamped",
        Bound::Given => "given",
        Bound::ConsoleSession => "consoleSession",
    }
}

pub(crate) fn trigger(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::Call => "call",
        Trigger::TagsPassed => "tagsPassed",
        Trigger::TagsInherited => "tagsInherited",
        Trigger::SourceIdentityPassed => "sourceIdentityPassed",
        Trigger::SourceIdentityInherited => "sourceIdentityInherited",
        Trigger::ContextsProvided => "contextsProvided",
        Trigger::RolePassed => "rolePassed",
    }
}

pub(crate) fn result(result: &StepResult) -> &'static str {
    match result {
        StepResult::Succeeded => "succeeded",
        StepResult::Refused(_) => "refused",
        StepResult::NotReached { .. } => "notReached",
        StepResult::Undecided(_) => "undecided",
    }
}

pub(crate) fn check(kind: CheckKind) -> &'static str {
    match kind {
        CheckKind::Credentials => "credentials",
        CheckKind::Parameters => "parameters",
        CheckKind::CallerKind => "callerKind",
        CheckKind::Mfa => "mfa",
        CheckKind::Role => "role",
        CheckKind::Authorization(_) => "authorization",
        CheckKind::TagsAndSourceIdentity => "tagsAndSourceIdentity",
        CheckKind::Duration => "duration",
        CheckKind::SessionPolicy => "sessionPolicy",
        CheckKind::Availability => "availability",
        CheckKind::Content => "content",
        CheckKind::Mint => "mint",
    }
}

pub(crate) fn status(status: CheckStatus) -> &'static str {
    match status {
        CheckStatus::Passed => "passed",
        CheckStatus::Failed => "failed",
        CheckStatus::NotApplicable => "notApplicable",
        CheckStatus::NotMade => "notMade",
    }
}

pub(crate) fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Allow => "Allow",
        Effect::Deny => "Deny",
    }
}

pub(crate) fn grant(grant: Grant) -> &'static str {
    match grant {
        Grant::Unranked => "unranked",
        Grant::Account => "account",
        Grant::RoleArn => "roleArn",
        Grant::Direct => "direct",
        Grant::Service => "service",
        Grant::Federated => "federated",
    }
}

pub(crate) fn mismatch(reason: Mismatch) -> &'static str {
    match reason {
        Mismatch::MissingKey => "missingKey",
        Mismatch::Different => "different",
        Mismatch::LetterCase => "letterCase",
        Mismatch::SeveralValues => "severalValues",
        Mismatch::NotAllCovered => "notAllCovered",
        Mismatch::EmptyList => "emptyList",
        Mismatch::VariableMissing => "variableMissing",
        Mismatch::PolicyValueUnreadable => "policyValueUnreadable",
        Mismatch::RequestValueUnreadable => "requestValueUnreadable",
        Mismatch::NegatedAndFits => "negatedAndFits",
        Mismatch::KeyPresent => "keyPresent",
        Mismatch::UnknownOperator => "unknownOperator",
        Mismatch::OtherAction => "otherAction",
        Mismatch::OtherResource => "otherResource",
        Mismatch::OtherPrincipal => "otherPrincipal",
        Mismatch::OtherUniqueId => "otherUniqueId",
        Mismatch::OtherKindOfCaller => "otherKindOfCaller",
        Mismatch::Excluded => "excluded",
        Mismatch::AllowWithNotPrincipal => "allowWithNotPrincipal",
        Mismatch::Incomplete => "incomplete",
        Mismatch::Element => "element",
    }
}

pub(crate) fn not_applicable(reason: NotApplicable) -> &'static str {
    match reason {
        NotApplicable::NoneAttached => "noneAttached",
        NotApplicable::NoOrganization => "noOrganization",
        NotApplicable::SwitchedOff => "switchedOff",
        NotApplicable::ManagementAccount => "managementAccount",
        NotApplicable::ServiceLinkedRole => "serviceLinkedRole",
        NotApplicable::UnsupportedService => "unsupportedService",
        NotApplicable::ServiceCaller => "serviceCaller",
        NotApplicable::UnsignedCaller => "unsignedCaller",
        NotApplicable::RootUser => "rootUser",
        NotApplicable::BucketOwner => "bucketOwner",
        NotApplicable::NamedDirectly => "namedDirectly",
        NotApplicable::NotReached => "notReached",
        NotApplicable::NoEndpoint => "noEndpoint",
    }
}

pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::SecurityWarning => "securityWarning",
        Severity::Warning => "warning",
        Severity::Suggestion => "suggestion",
    }
}
