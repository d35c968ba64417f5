//! AWS-managed policies that are built in. AWS: "AWS Managed Policy Reference Guide"; FullAWSAccess and
//! RCPFullAWSAccess: "AWS Organizations User Guide".
//!
//! Two of them are thousands of lines long in AWS and are cut to common services here; their statements' `Sid` says so,
//! and [`note`] says it in a sentence.

use iam::Arn;

/// A built-in policy.
struct BuiltIn {
    name: &'static str,
    for_what: For,
    document: &'static str,
    note: Option<&'static str>,
}

/// What a built-in policy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// Users, groups and roles, and sessions of roles.
    Entities,
    /// Organizations, which name it without an ARN.
    Organizations,
    /// Sessions of AssumeRoot, and nothing else.
    RootTasks,
}

const ALL: [BuiltIn; 14] = [
    BuiltIn {
        name: "AdministratorAccess",
        for_what: For::Entities,
        document: include_str!("managed/AdministratorAccess.json"),
        note: None,
    },
    BuiltIn {
        name: "PowerUserAccess",
        for_what: For::Entities,
        document: include_str!("managed/PowerUserAccess.json"),
        note: None,
    },
    BuiltIn {
        name: "ReadOnlyAccess",
        for_what: For::Entities,
        document: include_str!("managed/ReadOnlyAccess.json"),
        note: Some(
            "AWS's ReadOnlyAccess names hundreds of services; this one is cut to common ones.",
        ),
    },
    BuiltIn {
        name: "SecurityAudit",
        for_what: For::Entities,
        document: include_str!("managed/SecurityAudit.json"),
        note: Some(
            "AWS's SecurityAudit names hundreds of services; this one is cut to common ones.",
        ),
    },
    BuiltIn {
        name: "IAMFullAccess",
        for_what: For::Entities,
        document: include_str!("managed/IAMFullAccess.json"),
        note: None,
    },
    BuiltIn {
        name: "AmazonS3FullAccess",
        for_what: For::Entities,
        document: include_str!("managed/AmazonS3FullAccess.json"),
        note: None,
    },
    BuiltIn {
        name: "AmazonS3ReadOnlyAccess",
        for_what: For::Entities,
        document: include_str!("managed/AmazonS3ReadOnlyAccess.json"),
        note: None,
    },
    BuiltIn {
        name: "FullAWSAccess",
        for_what: For::Organizations,
        document: include_str!("managed/FullAWSAccess.json"),
        note: None,
    },
    BuiltIn {
        name: "RCPFullAWSAccess",
        for_what: For::Organizations,
        document: include_str!("managed/RCPFullAWSAccess.json"),
        note: None,
    },
    root_task(
        "root-task/IAMAuditRootUserCredentials",
        include_str!("managed/root-task/IAMAuditRootUserCredentials.json"),
    ),
    root_task(
        "root-task/IAMCreateRootUserPassword",
        include_str!("managed/root-task/IAMCreateRootUserPassword.json"),
    ),
    root_task(
        "root-task/IAMDeleteRootUserCredentials",
        include_str!("managed/root-task/IAMDeleteRootUserCredentials.json"),
    ),
    root_task(
        "root-task/S3UnlockBucketPolicy",
        include_str!("managed/root-task/S3UnlockBucketPolicy.json"),
    ),
    root_task(
        "root-task/SQSUnlockQueuePolicy",
        include_str!("managed/root-task/SQSUnlockQueuePolicy.json"),
    ),
];

/// What AssumeRoot can be asked for. They only deny: a session of the root user needs no allow. AWS: "AWS managed policies
/// for AWS Identity and Access Management and Access Analyzer", which tells what is in the one for queues in words only.
const fn root_task(name: &'static str, document: &'static str) -> BuiltIn {
    BuiltIn { name, for_what: For::RootTasks, document, note: None }
}

/// Whether an ARN is that of a task that AssumeRoot can be asked for.
pub(crate) fn is_root_task(arn: &str) -> bool {
    find(arn).is_some_and(|policy| policy.for_what == For::RootTasks)
}

/// The tasks that AssumeRoot can be asked for, each by its ARN and with its document.
pub(crate) fn root_tasks() -> impl Iterator<Item = (String, &'static str)> {
    ALL.iter()
        .filter(|policy| policy.for_what == For::RootTasks)
        .map(|policy| ([PREFIX, policy.name].concat(), policy.document))
}

/// The ARNs of the tasks that AssumeRoot can be asked for. AWS: "Perform a privileged task on an AWS Organizations member
/// account".
pub fn root_task_arns() -> impl Iterator<Item = String> {
    root_tasks().map(|(arn, _)| arn)
}

const PREFIX: &str = "arn:aws:iam::aws:policy/";

fn find(arn_or_name: &str) -> Option<&'static BuiltIn> {
    ALL.iter().find(|policy| match arn_or_name.strip_prefix(PREFIX) {
        Some(name) => policy.for_what != For::Organizations && policy.name == name,
        None => policy.for_what == For::Organizations && policy.name == arn_or_name,
    })
}

/// The document of a built-in AWS-managed policy by its ARN or, for organization policies, by its name.
#[must_use]
pub fn document(arn_or_name: &str) -> Option<&'static str> {
    find(arn_or_name).map(|policy| policy.document.trim_end())
}

/// One sentence on how a built-in policy differs from AWS's; nothing where it does not.
#[must_use]
pub fn note(arn_or_name: &str) -> Option<&'static str> {
    find(arn_or_name)?.note
}

/// The ARN of the built-in policy of that name; nothing for those that no user, group or role can have.
#[must_use]
pub fn arn(name: &str) -> Option<Arn> {
    let policy =
        ALL.iter().find(|policy| policy.for_what == For::Entities && policy.name == name)?;
    format!("{PREFIX}{}", policy.name).parse().ok()
}

/// Names of the built-in policies that can be attached to users, groups and roles.
pub fn names() -> impl Iterator<Item = &'static str> {
    let can_be_attached = |policy: &&BuiltIn| policy.for_what == For::Entities;
    ALL.iter().filter(can_be_attached).map(|policy| policy.name)
}

#[cfg(test)]
mod tests {
    use iam::PolicyType;

    use super::*;

    #[test]
    fn every_document_is_in_its_printed_form_and_without_findings() {
        for policy in &ALL {
            let kind = match policy.name {
                "FullAWSAccess" => PolicyType::ServiceControl,
                "RCPFullAWSAccess" => PolicyType::ResourceControl,
                _ => PolicyType::Identity,
            };
            let text = policy.document.trim_end();
            let (value, errors) = policy::json::parse(text);
            assert!(errors.is_empty(), "{}", policy.name);
            assert_eq!(policy::json::print(&value.unwrap()), text, "{}", policy.name);
            let (_, findings) = policy::parse(text, kind);
            let refusals: Vec<_> = findings.iter().filter_map(|f| f.refusal.as_ref()).collect();
            // Only AWS itself may say Allow in a resource control policy.
            let aws_only = policy.name == "RCPFullAWSAccess";
            assert_eq!(refusals.is_empty(), !aws_only, "{}: {refusals:?}", policy.name);
            assert_eq!(policy.note.is_some(), text.contains("\"Sid\": \"Cut"), "{}", policy.name);
        }
    }

    #[test]
    fn they_are_found_by_arn_or_by_name() {
        assert!(document("arn:aws:iam::aws:policy/ReadOnlyAccess").is_some());
        assert!(document("ReadOnlyAccess").is_none());
        assert!(document("FullAWSAccess").is_some());
        assert!(document("arn:aws:iam::aws:policy/FullAWSAccess").is_none());
        assert!(is_root_task("arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy"));
        assert!(!is_root_task("arn:aws:iam::aws:policy/S3UnlockBucketPolicy"));
        assert!(!is_root_task("arn:aws:iam::aws:policy/root-task/Other"));
        assert!(!is_root_task("arn:aws:iam::aws:policy/ReadOnlyAccess"));
        assert_eq!(arn("IAMFullAccess").unwrap().as_str(), "arn:aws:iam::aws:policy/IAMFullAccess");
        assert_eq!(arn("root-task/S3UnlockBucketPolicy"), None);
        assert_eq!(names().count(), 7);
    }
}
