//! The service's own words when it refuses. AWS: "Troubleshoot access denied error messages".

use iam::{Action, Assumptions, Decision, DenialReasons, PolicyType, PrincipalKind};
use sts::StsError;

use crate::{
    authorize::is_on_the_callers_side,
    outcome::{AuthorizationOutcome, Caller},
};

/// AWS's text for an authorization that a call was refused. `denying` is the ARN of the policy that denies.
pub(crate) fn access_denied(
    caller: &Caller,
    refused: &AuthorizationOutcome,
    assumptions: &Assumptions,
    call: &Action,
    denying: Option<&str>,
) -> StsError {
    let action = &refused.action;
    if matches!(caller.principal.kind, PrincipalKind::Saml | PrincipalKind::WebIdentity) {
        // Whatever else the call needs, the answer is about the call.
        return StsError::access_denied(format!("Not authorized to perform {call}"));
    }
    if caller.principal.kind == PrincipalKind::Anonymous {
        return StsError::access_denied("Access Denied");
    }
    let (base, on) = words(caller, action, &refused.resource);
    let Some(kind) = refused.named else {
        return denied(call.service(), format!("{base}{on}"));
    };
    let assumes = kind == PolicyType::Trust || action.service() == "sts";
    let text = match refused.decision {
        // What denies in the resource's account is not told to strangers.
        Decision::ExplicitDeny if !is_on_the_callers_side(kind) && !refused.same_account => {
            format!("{base}{on}")
        }
        Decision::ExplicitDeny => {
            let policy = denying.filter(|_| assumptions.denying_policy_named);
            let policy = policy.map(|arn| format!(": {arn}")).unwrap_or_default();
            format!("{base}{on} with an explicit deny in {}{policy}", article(kind))
        }
        _ if assumes && assumptions.denial_reasons == DenialReasons::None => format!("{base}{on}"),
        _ if kind == PolicyType::Trust => match assumptions.denial_reasons {
            DenialReasons::All => {
                format!("{base} because no role trust policy allows the {action} action")
            }
            _ => format!("{base}{on}"),
        },
        _ => format!("{base}{on} because no {} allows the {action} action", kind.label()),
    };
    denied(call.service(), text)
}

/// What stands in front of the encoded message of a refusal.
pub(crate) const ENCODED: &str = " Encoded authorization failure message: ";

/// Whether a refusal of the action carries an encoded message: EC2's of everything but reading. AWS:
/// "DecodeAuthorizationMessage".
pub(crate) fn is_encoded(action: &Action) -> bool {
    let reads = ["describe", "get", "list", "search"];
    let name = action.name().to_ascii_lowercase();
    action.service() == "ec2" && !reads.iter().any(|read| name.starts_with(read))
}

/// The plain text: what a role that does not exist gets, the same as one that does not let the caller in, and a caller
/// whose kind of credentials may not make the call at all.
pub(crate) fn not_authorized(caller: &Caller, action: &Action, resource: &str) -> StsError {
    let (base, on) = words(caller, action, resource);
    StsError::access_denied(format!("{base}{on}"))
}

/// Who may not do what, and on what. Actions that have no resource name none.
fn words(caller: &Caller, action: &Action, resource: &str) -> (String, String) {
    let who = caller.principal.display_arn();
    let base = format!("User: {who} is not authorized to perform: {action}");
    let on = match resource {
        "*" => String::new(),
        resource => format!(" on resource: {resource}"),
    };
    (base, on)
}

/// Services with a JSON protocol say `AccessDeniedException`, and EC2 has a word of its own.
fn denied(service: &str, text: String) -> StsError {
    match service {
        "ec2" => {
            let text = ["You are not authorized to perform this operation. ", &text].concat();
            StsError::new("UnauthorizedOperation", 403, text)
        }
        "sts"
        | "iam"
        | "s3"
        | "sqs"
        | "sns"
        | "cloudformation"
        | "autoscaling"
        | "rds"
        | "elasticloadbalancing"
        | "cloudwatch"
        | "cloudfront"
        | "route53" => StsError::access_denied(text),
        _ => StsError::new("AccessDeniedException", 400, text),
    }
}

fn article(kind: PolicyType) -> &'static str {
    match kind {
        PolicyType::Identity => "an identity-based policy",
        PolicyType::PermissionsBoundary => "a permissions boundary",
        PolicyType::Session => "a session policy",
        PolicyType::ServiceControl => "a service control policy",
        PolicyType::ResourceControl => "a resource control policy",
        PolicyType::Resource => "a resource-based policy",
        PolicyType::Trust => "the role trust policy",
        PolicyType::VpcEndpoint => "a VPC endpoint policy",
    }
}
