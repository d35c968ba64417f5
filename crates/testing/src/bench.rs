//! The case that is measured: one cross-account AssumeRole, 8 statements over 7 policies and the implied full access.
//!
//! Everything that has a say has one here: identity policy, boundary, SCPs at the root and the account, trust policy
//! with an external id and MFA, RCPs with the implied one at every level. The documents are compiled once; 64 requests
//! that differ in caller, external id, address and tag are asked in turn, and nothing is kept from one to the next.

use std::rc::Rc;

use iam::{
    Action, Assumptions, Context, Credentials, Decision, PolicyType, Principal, PrincipalKind,
};
use policy::{CompiledPolicy, Explanation, Request};
use simulator::authorize::{self, Decided, Levels, Policies, Relation, ResourceKind};

/// How many requests there are.
pub const REQUESTS: usize = 64;

/// The role that every request asks for.
const ROLE: &str = "arn:aws:iam::222222222222:role/vendor/Deployer";

const IDENTITY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sts:AssumeRole","sts:TagSession"],
"Resource":"arn:aws:iam::222222222222:role/vendor/*"}]}"#;

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},
"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":["tenant-1","tenant-2","tenant-3"]},
"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}"#;

const BOUNDARY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","sts:*"],"Resource":"*",
"Condition":{"StringEquals":{"aws:PrincipalTag/team":["web","ops","data"]}}}]}"#;

const SCP_ROOT: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;

const SCP_SERVICES: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","ec2:*","sts:*"],"Resource":"*"}]}"#;

const SCP_NETWORK: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"sts:Assume*","Resource":"*",
"Condition":{"NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","2001:db8::/32"]}}}]}"#;

const RCP: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Resource":"*",
"Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-bench00000"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}]}"#;

const RCP_IMPLIED: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;

/// The world, compiled, and the requests.
#[derive(Debug)]
pub struct Case {
    policies: Policies,
    action: Action,
    assumptions: Assumptions,
    callers: Vec<(Principal, Context)>,
}

/// How many answers there were of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answers {
    /// Allowed.
    pub allowed: u32,
    /// Denied by a statement.
    pub explicit: u32,
    /// Denied for want of an allow.
    pub implicit: u32,
}

impl Answers {
    /// What the 64 requests come to, worked out by hand.
    ///
    /// Caller, external id and address are 0 to 3 each. Address 3 is outside the network: 16 explicit denials. Of the
    /// other 48, external id 3 is in the wrong letter case: 12 are not trusted. Of the other 36, caller 3 has no MFA: 9
    /// are not trusted. Of the other 27, the tag, which is the sum of the three numbers modulo 4, is 3 and thereby
    /// outside the boundary for external id and address (0, 2), (2, 0), (1, 1) with caller 1, for (0, 1), (1, 0) with
    /// caller 2, and for (1, 2), (2, 1) with caller 0: 7 are beyond the boundary, and 20 are left.
    pub const EXPECTED: Self = Self { allowed: 20, explicit: 16, implicit: 28 };

    /// Counts one more.
    pub fn count(&mut self, decision: Decision) {
        match decision {
            Decision::Allowed => self.allowed += 1,
            Decision::ExplicitDeny => self.explicit += 1,
            Decision::ImplicitDeny => self.implicit += 1,
        }
    }
}

impl Default for Case {
    fn default() -> Self {
        Self::new()
    }
}

impl Case {
    /// Compiles the documents and makes the requests ready.
    #[must_use]
    pub fn new() -> Self {
        let mut number = 0;
        let mut compiled = |text: &str, kind| {
            let (document, _) = policy::parse(text, kind);
            number += 1;
            Rc::new(policy::compile(&document, kind, number, &|_| None))
        };
        let implied: Rc<CompiledPolicy> = compiled(RCP_IMPLIED, PolicyType::ResourceControl);
        let policies = Policies {
            identity: vec![compiled(IDENTITY, PolicyType::Identity)],
            boundary: Some(compiled(BOUNDARY, PolicyType::PermissionsBoundary)),
            session: None,
            service_control: Levels::Attached(vec![
                vec![compiled(SCP_ROOT, PolicyType::ServiceControl)],
                vec![
                    compiled(SCP_SERVICES, PolicyType::ServiceControl),
                    compiled(SCP_NETWORK, PolicyType::ServiceControl),
                ],
            ]),
            resource_control: Levels::Attached(vec![
                vec![Rc::clone(&implied), compiled(RCP, PolicyType::ResourceControl)],
                vec![implied],
            ]),
            resource: Some(compiled(TRUST, PolicyType::Trust)),
            endpoint: Vec::new(),
        };
        let action = match "sts:AssumeRole".parse() {
            Ok(action) => action,
            Err(_) => unreachable!("a literal action parses"),
        };
        let callers = (0..REQUESTS).map(request).collect();
        Self { policies, action, assumptions: Assumptions::default(), callers }
    }

    /// The answer to the request of that number, and nothing else.
    #[must_use]
    pub fn verdict(&self, number: usize) -> Decided {
        authorize::verdict(&self.policies, &self.request(number), RELATION)
    }

    /// The answer to the request of that number with its explanation.
    #[must_use]
    pub fn explain(&self, number: usize) -> (Decided, Explanation) {
        authorize::explain(&self.policies, &self.request(number), RELATION)
    }

    /// Asks so many requests, one after the other, for the answer alone.
    #[must_use]
    pub fn verdicts(&self, count: usize) -> Answers {
        let mut answers = Answers::default();
        for number in 0..count {
            answers.count(self.verdict(number).decision);
        }
        answers
    }

    /// Asks so many requests, one after the other, each with its explanation.
    #[must_use]
    pub fn explanations(&self, count: usize) -> Answers {
        let mut answers = Answers::default();
        for number in 0..count {
            let (decided, explanation) = self.explain(number);
            // The tree has been made; whoever looks at it is not part of what is measured.
            std::hint::black_box(&explanation);
            answers.count(decided.decision);
        }
        answers
    }

    fn request(&self, number: usize) -> Request<'_> {
        let (caller, context) = &self.callers[number % REQUESTS];
        Request {
            action: &self.action,
            resource: ROLE,
            caller,
            context,
            assumptions: &self.assumptions,
        }
    }
}

const RELATION: Relation =
    Relation { kind: ResourceKind::Role, same_account: false, needs_own_allow: false };

/// The keys of a request as the simulation fills them in, in its order.
fn request(number: usize) -> (Principal, Context) {
    let (caller, external_id, address) = (number % 4, number / 4 % 4, number / 16 % 4);
    let tag = (caller + external_id + address) % 4;
    let principal = principal(caller);
    let arn = principal.arn.as_ref().map(iam::Arn::shared).unwrap_or_default();
    let mut context = Context::new();
    context.set_one("aws:PrincipalIsAWSService", "false");
    context.set_one("aws:ViaAWSService", "false");
    context.set_one("aws:PrincipalType", if caller == 3 { "AssumedRole" } else { "User" });
    context.set_one("aws:PrincipalArn", arn);
    if caller < 3 {
        context.set_one("aws:username", CALLERS[caller]);
    }
    context.set_one("aws:userid", format!("AIDAEXAMPLE{caller:010}"));
    context.set_one("aws:PrincipalAccount", "111111111111");
    context.set_one("aws:PrincipalOrgID", "o-bench00000");
    context.set("aws:PrincipalOrgPaths", ["o-bench00000/r-be00/"]);
    context.set_one("aws:PrincipalTag/team", ["web", "ops", "data", "guests"][tag]);
    context.set_one("aws:MultiFactorAuthPresent", if caller == 3 { "false" } else { "true" });
    context.set_one("aws:CurrentTime", "2026-11-22T10:00:00Z");
    context.set_one("aws:EpochTime", "1795341600");
    context.set_one("aws:SecureTransport", "true");
    context.set_one("aws:RequestedRegion", "eu-west-1");
    context.set_one(
        "aws:SourceIp",
        match address {
            0 => format!("203.0.113.{}", number + 1),
            1 => format!("203.0.113.{}", number + 100),
            2 => format!("2001:db8::{number:x}"),
            _ => format!("198.51.100.{number}"),
        },
    );
    context.set_one("aws:ResourceAccount", "222222222222");
    context.set_one("aws:ResourceOrgID", "o-bench00000");
    context.set("aws:ResourceOrgPaths", ["o-bench00000/r-be00/"]);
    context
        .set_one("sts:ExternalId", ["tenant-1", "tenant-2", "tenant-3", "Tenant-1"][external_id]);
    context.set_one("sts:RoleSessionName", "deploy");
    (principal, context)
}

/// Three users and a role.
const CALLERS: [&str; 4] = ["alice", "bob", "carol", "Builder"];

fn principal(caller: usize) -> Principal {
    let name = CALLERS[caller];
    let is_user = caller < 3;
    let arn = |text: String| text.parse().ok();
    Principal {
        kind: if is_user { PrincipalKind::User } else { PrincipalKind::RoleSession },
        credentials: if is_user { Credentials::SessionToken } else { Credentials::RoleSession },
        account: "111111111111".parse().ok(),
        arn: arn(format!(
            "arn:aws:iam::111111111111:{}/{name}",
            if is_user { "user" } else { "role" }
        )),
        session_arn: if is_user {
            None
        } else {
            arn(format!("arn:aws:sts::111111111111:assumed-role/{name}/build"))
        },
        unique_id: None,
        name: None,
        federating_user: None,
        has_boundary: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answers_are_those_worked_out_by_hand() {
        let case = Case::new();
        assert_eq!(case.verdicts(REQUESTS), Answers::EXPECTED);
        assert_eq!(case.explanations(REQUESTS), Answers::EXPECTED);
    }

    #[test]
    fn eight_statements_stand_in_seven_policies_and_the_implied_one() {
        let Policies { identity, boundary, service_control, resource_control, resource, .. } =
            Case::new().policies;
        let levels = |levels: Levels| match levels {
            Levels::Attached(levels) => levels.concat(),
            Levels::NotApplicable(_) => Vec::new(),
        };
        let mut all = identity;
        all.extend(boundary);
        all.extend(resource);
        all.extend(levels(service_control));
        all.extend(levels(resource_control));
        // The implied policy stands at both levels and is one document.
        all.dedup_by_key(|policy| policy.document());
        all.sort_by_key(|policy| policy.document());
        all.dedup_by_key(|policy| policy.document());
        assert_eq!(all.len(), 8);
        assert_eq!(all.iter().map(|policy| policy.statement_count()).sum::<usize>(), 8);
    }
}
