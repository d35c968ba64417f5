//! **What it finds.** In a resource control policy a Deny by a negated test of who calls, on actions that federation uses.
//!
//! **Why it matters.** Whoever comes with a token or an assertion signs nothing: no organization, account or tag of the
//! caller is in the request, a negated test of them is true, and `sts:AssumeRoleWithWebIdentity` fails for everybody.
//! AWS: "Resource control policies (RCPs)".
//!
//! **Instead.** A statement of its own for the actions of federation, which tests the provider's claims; or one more test
//! that such calls do not pass, such as `"Bool": { "aws:PrincipalIsAWSService": "false" }`.

use iam::PolicyType;

use super::{
    Findings, Subject, action_not_assume::covers, has_effect, key_not_in_action::fails_when_missing,
};
use crate::{Condition, Effect};

const CODE: &str = "CONTROL_POLICY_DENIES_FEDERATION";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let denying = subject.policy.statements.iter().filter(|s| has_effect(s, Effect::Deny));
    for statement in denying.filter(|_| subject.kind == PolicyType::ResourceControl) {
        let federation = ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"];
        let concerned = statement.action.iter().filter(|action| !action.negated).any(|action| {
            action
                .values
                .iter()
                .any(|value| federation.iter().any(|name| covers(&value.value, name)))
        });
        let of_caller = |condition: &&Condition| {
            let key = condition.key.value.as_str();
            key.get(..13).is_some_and(|start| start.eq_ignore_ascii_case("aws:Principal"))
        };
        let spared = statement.conditions.iter().filter(of_caller).any(fails_when_missing);
        let negated = |condition: &&Condition| {
            condition.operator.value.parse().is_some_and(|operator| operator.negated)
        };
        let test = statement.conditions.iter().filter(of_caller).find(negated);
        if let (true, false, Some(test)) = (concerned, spared, test) {
            let message = format!(
                "Calls with a token or an assertion carry no `{}`, so this denies them all.",
                test.key.value.as_str()
            );
            let help =
                "Put the actions of federation into a statement that tests the provider's claims.";
            let _ = findings.warning(CODE, test.key.span, message).help(help);
        }
    }
}
