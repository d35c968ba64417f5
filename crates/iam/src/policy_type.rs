//! Kinds of policy. AWS: "Policies and permissions in AWS Identity and Access Management".

use std::fmt;

/// The kind of a policy: where it is attached and what it may do there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PolicyType {
    /// Resource control policy of an organization: a limit on resources.
    ResourceControl,
    /// Service control policy of an organization: a limit on principals.
    ServiceControl,
    /// A resource's own policy: bucket, key, queue, topic, secret, function.
    Resource,
    /// A role's AssumeRolePolicyDocument.
    Trust,
    /// Inline or attached to a user, a group or a role.
    Identity,
    /// A managed policy as the limit of a user or a role.
    PermissionsBoundary,
    /// Passed when the session was made.
    Session,
    /// The policy of a VPC endpoint through which the request comes.
    VpcEndpoint,
}

impl PolicyType {
    /// Every kind, in the order in which they are evaluated and shown.
    pub const ALL: [Self; 8] = [
        Self::ResourceControl,
        Self::ServiceControl,
        Self::Resource,
        Self::Trust,
        Self::Identity,
        Self::PermissionsBoundary,
        Self::Session,
        Self::VpcEndpoint,
    ];

    /// The name in scenario files: `permissionsBoundary`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ResourceControl => "resourceControl",
            Self::ServiceControl => "serviceControl",
            Self::Resource => "resource",
            Self::Trust => "trust",
            Self::Identity => "identity",
            Self::PermissionsBoundary => "permissionsBoundary",
            Self::Session => "session",
            Self::VpcEndpoint => "vpcEndpoint",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// AWS's name as people read it: "permissions boundary".
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::ResourceControl => "resource control policy",
            Self::ServiceControl => "service control policy",
            Self::Resource => "resource-based policy",
            Self::Trust => "role trust policy",
            Self::Identity => "identity-based policy",
            Self::PermissionsBoundary => "permissions boundary",
            Self::Session => "session policy",
            Self::VpcEndpoint => "VPC endpoint policy",
        }
    }

    /// The name in few letters, as people say it: "boundary".
    #[must_use]
    pub fn short_label(self) -> &'static str {
        match self {
            Self::ResourceControl => "RCP",
            Self::ServiceControl => "SCP",
            Self::Resource => "resource policy",
            Self::Trust => "trust policy",
            Self::Identity => "identity policy",
            Self::PermissionsBoundary => "boundary",
            Self::Session => "session policy",
            Self::VpcEndpoint => "endpoint policy",
        }
    }

    /// The same in one word: "trust".
    #[must_use]
    pub fn word(self) -> &'static str {
        let label = self.short_label();
        label.strip_suffix(" policy").unwrap_or(label)
    }
}

impl fmt::Display for PolicyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A set of kinds of policy.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct PolicyTypes(u8);

impl PolicyTypes {
    /// No kind.
    pub const NONE: Self = Self(0);

    /// Adds one kind.
    pub fn insert(&mut self, kind: PolicyType) {
        self.0 |= 1 << kind as u8;
    }

    /// Whether the kind is in the set.
    #[must_use]
    pub fn contains(self, kind: PolicyType) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// Whether no kind is in the set.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds in the order of evaluation.
    pub fn iter(self) -> impl Iterator<Item = PolicyType> {
        PolicyType::ALL.into_iter().filter(move |kind| self.contains(*kind))
    }
}

impl FromIterator<PolicyType> for PolicyTypes {
    fn from_iter<I: IntoIterator<Item = PolicyType>>(kinds: I) -> Self {
        let mut set = Self::NONE;
        for kind in kinds {
            set.insert(kind);
        }
        set
    }
}

impl fmt::Debug for PolicyTypes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_each_kind_once_in_order() {
        let set: PolicyTypes =
            [PolicyType::Session, PolicyType::Trust, PolicyType::Session].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [PolicyType::Trust, PolicyType::Session]);
        assert!(!set.contains(PolicyType::Identity));
    }

    #[test]
    fn every_kind_is_found_by_its_name() {
        for kind in PolicyType::ALL {
            assert_eq!(PolicyType::named(kind.as_str()), Some(kind));
        }
    }
}
