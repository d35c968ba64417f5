//! AWS services that take roles: which service an action hands a role to, and what a service puts into the sessions that
//! it makes. AWS: "Grant a user permissions to pass a role to an AWS service", "Using IAM roles for AWS services".

pub mod workload;

use std::rc::Rc;

use iam::Action;

use crate::scenario::ContextEntries;

pub use workload::Workload;

/// EC2, which delivers the role of an instance profile.
pub const EC2: &str = "ec2.amazonaws.com";

/// Lambda, which runs a function with its execution role.
pub const LAMBDA: &str = "lambda.amazonaws.com";

/// EKS Pod Identity.
pub const PODS: &str = "pods.eks.amazonaws.com";

/// IAM Roles Anywhere.
pub const ROLES_ANYWHERE: &str = "rolesanywhere.amazonaws.com";

/// Actions that hand a role over, and the service that gets it: what `iam:PassedToService` says.
const PASSES: [(&str, &str); 26] = [
    ("cloudformation:CreateStack", "cloudformation.amazonaws.com"),
    ("cloudformation:UpdateStack", "cloudformation.amazonaws.com"),
    ("cloudtrail:CreateTrail", "cloudtrail.amazonaws.com"),
    ("cloudtrail:UpdateTrail", "cloudtrail.amazonaws.com"),
    ("codebuild:CreateProject", "codebuild.amazonaws.com"),
    ("codebuild:UpdateProject", "codebuild.amazonaws.com"),
    ("ec2:AssociateIamInstanceProfile", EC2),
    ("ec2:ReplaceIamInstanceProfileAssociation", EC2),
    ("ec2:RunInstances", EC2),
    ("ecs:RegisterTaskDefinition", "ecs-tasks.amazonaws.com"),
    ("ecs:RunTask", "ecs-tasks.amazonaws.com"),
    ("ecs:StartTask", "ecs-tasks.amazonaws.com"),
    ("eks:CreateCluster", "eks.amazonaws.com"),
    ("eks:CreatePodIdentityAssociation", PODS),
    ("eks:UpdatePodIdentityAssociation", PODS),
    ("events:PutTargets", "events.amazonaws.com"),
    ("glue:CreateJob", "glue.amazonaws.com"),
    ("glue:UpdateJob", "glue.amazonaws.com"),
    ("lambda:CreateFunction", LAMBDA),
    ("lambda:UpdateFunctionConfiguration", LAMBDA),
    ("rolesanywhere:CreateProfile", ROLES_ANYWHERE),
    ("rolesanywhere:UpdateProfile", ROLES_ANYWHERE),
    ("sagemaker:CreateNotebookInstance", "sagemaker.amazonaws.com"),
    ("scheduler:CreateSchedule", "scheduler.amazonaws.com"),
    ("states:CreateStateMachine", "states.amazonaws.com"),
    ("states:UpdateStateMachine", "states.amazonaws.com"),
];

/// The service that an action hands a role to; nothing where that is not known.
#[must_use]
pub fn passed_to(action: &Action) -> Option<&'static str> {
    PASSES.iter().find(|(known, _)| action.is(known)).map(|(_, service)| *service)
}

/// The condition keys that stay in a session which a service has made: those that the scenario gives, and what such a
/// session always carries. AWS: "Available keys for Amazon EC2", `ec2:RoleDelivery`.
pub(crate) fn session_keys(
    service: Option<&str>,
    given: &ContextEntries,
) -> Vec<(Rc<str>, Vec<Rc<str>>)> {
    let mut keys: Vec<(Rc<str>, Vec<Rc<str>>)> = Vec::new();
    let is_given = |name: &str| given.iter().any(|(key, _)| key.eq_ignore_ascii_case(name));
    if service == Some(EC2) && !is_given("ec2:RoleDelivery") {
        keys.push(("ec2:RoleDelivery".into(), vec!["2.0".into()]));
    }
    let values = given.iter().filter_map(|(key, values)| Some((Rc::clone(key), values.clone()?)));
    keys.extend(values);
    keys
}

/// The keys of a session that name the workload which uses it.
const WORKLOADS: [&str; 4] = [
    "ec2:SourceInstanceArn",
    "lambda:SourceFunctionArn",
    "ssm:SourceInstanceArn",
    "aws:ChatbotSourceArn",
];

/// The workload that a service made a session for, as the service itself names it in the session.
pub(crate) fn workload_of(session: &sts::Session) -> Option<Rc<str>> {
    let mut keys = session.provider_keys.iter();
    let named = keys.find(|(key, _)| WORKLOADS.iter().any(|known| key.eq_ignore_ascii_case(known)));
    if let Some((_, values)) = named {
        return values.first().cloned();
    }
    let tag = |key: &str| {
        let mut tags = session.tags.iter();
        tags.find(|held| &*held.tag.key == key).map(|held| Rc::clone(&held.tag.value))
    };
    if let (Some(cluster), Some(space), Some(account)) =
        (tag("eks-cluster-arn"), tag("kubernetes-namespace"), tag("kubernetes-service-account"))
    {
        return Some(format!("{space}/{account} in {cluster}").into());
    }
    let from_certificate = session.delivered_by.as_deref() == Some(ROLES_ANYWHERE);
    let subject = session.source_identity.clone();
    subject.filter(|_| from_certificate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_hand_roles_to_their_service() {
        for (action, expected) in [
            ("ec2:RunInstances", Some("ec2.amazonaws.com")),
            ("EC2:runinstances", Some("ec2.amazonaws.com")),
            ("lambda:CreateFunction", Some("lambda.amazonaws.com")),
            ("eks:CreatePodIdentityAssociation", Some("pods.eks.amazonaws.com")),
            ("lambda:InvokeFunction", None),
        ] {
            assert_eq!(passed_to(&action.parse().unwrap()), expected, "{action}");
        }
    }

    #[test]
    fn credentials_of_an_instance_say_how_they_were_delivered() {
        let delivery = |service, given: &ContextEntries| {
            let keys = session_keys(service, given);
            let found = keys.into_iter().find(|(key, _)| &**key == "ec2:RoleDelivery");
            found.map(|(_, values)| values.join(" "))
        };
        let given: ContextEntries = vec![("ec2:RoleDelivery".into(), Some(vec!["1.0".into()]))];
        assert_eq!(delivery(Some(EC2), &Vec::new()).as_deref(), Some("2.0"));
        assert_eq!(delivery(Some(EC2), &given).as_deref(), Some("1.0"));
        assert_eq!(delivery(Some(EC2), &vec![("ec2:RoleDelivery".into(), None)]), None);
        assert_eq!(delivery(Some(LAMBDA), &Vec::new()), None);
    }
}
