//! The usual causes of a refusal in likely order, each answered from this scenario. AWS: "Troubleshoot IAM roles" and
//! "Troubleshoot access denied error messages".

use iam::{Decision, PolicyType};
use policy::{Effect, Finding, Grant, NodeId};
use sts::request::Call;

use super::{
    Sentence, check, denied,
    key::Key,
    names::Names,
    nearest::{Why, nearest_of},
    silent,
    test::Test,
    view::View,
    words::{code, duration, sentence, sentences},
};
use crate::{
    context,
    outcome::{Cause, Check, CheckKind, CheckStatus, StepResult, Target},
    scenario::Operation,
};

/// Whether a condition is about a certain key.
type IsAbout = fn(&Key) -> bool;

/// Whether something is the cause of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It is: without mending it, the call stays refused.
    Decides,
    /// It is not what the service answered with, but would refuse next.
    WouldRefuse,
    /// It was looked at and is in order.
    InOrder,
    /// This call has nothing to do with it.
    DoesNotApply,
    /// The service refused before it came to that.
    NotAsked,
}

impl Part {
    /// The part in words: "the cause".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Decides => "the cause",
            Self::WouldRefuse => "would refuse too",
            Self::InOrder => "not the cause",
            Self::DoesNotApply => "does not apply",
            Self::NotAsked => "not asked any more",
        }
    }
}

/// A possible cause, answered.
#[derive(Debug, Clone, PartialEq)]
pub struct PossibleCause {
    /// The cause: "The trust policy does not let the caller in".
    pub name: &'static str,
    /// Whether it is the one.
    pub part: Part,
    /// What in this scenario says so.
    pub evidence: Sentence,
    /// The node to look at, with its authorization.
    pub node: Option<(usize, NodeId)>,
    /// The check that looked.
    pub check: Option<CheckKind>,
}

/// The list for a refused step; of any other it is empty.
pub(super) fn tell(names: Names<'_>) -> Vec<PossibleCause> {
    let StepResult::Refused(refusal) = &names.step.result else { return Vec::new() };
    if names.step.is_change || names.step.caller.is_none() {
        return Vec::new();
    }
    let refused = match refusal.cause {
        Cause::Authorization(index) => Some(index),
        _ => None,
    };
    let takes_role = matches!(names.step.target, Target::Role(_));
    let mut list = List { names, view: View::new(names, 0), refused, takes_role, all: Vec::new() };
    list.fill();
    list.all
}

struct List<'a> {
    names: Names<'a>,
    /// The call's own authorization.
    view: Option<View<'a>>,
    refused: Option<usize>,
    takes_role: bool,
    all: Vec<PossibleCause>,
}

/// What is said of one possible cause.
struct Said {
    part: Part,
    evidence: String,
    node: Option<(usize, NodeId)>,
}

impl Said {
    fn new(part: Part, evidence: impl Into<String>) -> Self {
        Self { part, evidence: evidence.into(), node: None }
    }

    fn at(self, node: Option<(usize, NodeId)>) -> Self {
        Self { node, ..self }
    }
}

impl<'a> List<'a> {
    fn add(&mut self, name: &'static str, said: Said, check: Option<CheckKind>) {
        let evidence = sentence(&sentences([said.evidence]));
        self.all.push(PossibleCause { name, part: said.part, evidence, node: said.node, check });
    }

    fn fill(&mut self) {
        if self.takes_role {
            self.trust();
        }
        self.layer("No identity policy of the caller allows it", PolicyType::Identity);
        if self.takes_role {
            self.role();
            self.durations();
            self.dependent("Session tags without an allow of their own", "sts:TagSession");
            self.dependent(
                "A source identity without an allow of its own",
                "sts:SetSourceIdentity",
            );
            self.check(
                "Tags or source identity contradict the calling session",
                CheckKind::TagsAndSourceIdentity,
            );
        } else {
            self.layer("The resource's own policy does not allow it", PolicyType::Resource);
        }
        self.others_asked();
        for (name, kind) in [
            ("A service control policy blocks it", PolicyType::ServiceControl),
            ("A permissions boundary blocks it", PolicyType::PermissionsBoundary),
            ("The session policy of the caller's session blocks it", PolicyType::Session),
            ("A resource control policy blocks it", PolicyType::ResourceControl),
            ("The policy of a VPC endpoint blocks it", PolicyType::VpcEndpoint),
        ] {
            self.layer(name, kind);
        }
        for (name, kind) in [
            ("The credentials are not good any more", CheckKind::Credentials),
            ("This kind of caller may not make the call", CheckKind::CallerKind),
            ("The MFA device or its code is wrong", CheckKind::Mfa),
            ("A parameter is malformed", CheckKind::Parameters),
            ("The operation is not to be had here", CheckKind::Availability),
            ("The session policy that the call passes cannot be used", CheckKind::SessionPolicy),
            ("What the call presents is not accepted", CheckKind::Content),
        ] {
            self.check(name, kind);
        }
        self.region();
        self.anything_else();
    }

    // ---- checks -----------------------------------------------------------------------------------------------------

    fn made(&self, kind: CheckKind) -> Option<&'a Check> {
        self.names.step.checks.iter().find(|check| check.kind == kind)
    }

    fn check(&mut self, name: &'static str, kind: CheckKind) {
        let Some(made) = self.made(kind) else { return };
        let part = match made.status {
            CheckStatus::Passed => Part::InOrder,
            CheckStatus::Failed => Part::Decides,
            CheckStatus::NotApplicable => Part::DoesNotApply,
            CheckStatus::NotMade => Part::NotAsked,
        };
        let evidence = match part {
            Part::NotAsked => "the service refused before it came to that".to_owned(),
            _ => check::line(self.names, made).fact,
        };
        self.add(name, Said::new(part, evidence), Some(kind));
    }

    /// Whether the role is there. The same check finds a Region that the role's account has not activated.
    fn role(&mut self) {
        let name = "The role does not exist, or its path was left out";
        match self.is_region_off() {
            true => self.add(
                name,
                Said::new(Part::NotAsked, "the Region's endpoint did not answer"),
                None,
            ),
            false => self.check(name, CheckKind::Role),
        }
    }

    fn is_region_off(&self) -> bool {
        matches!(&self.names.step.result, StepResult::Refused(refusal)
            if matches!(refusal.cause, Cause::RegionDisabled { .. }))
    }

    fn region(&mut self) {
        let name = "The Region of the endpoint is not activated";
        let said = match (&self.names.step.result, self.is_region_off()) {
            (StepResult::Refused(refusal), true) => {
                Said::new(Part::Decides, check::failed_fact(self.names, refusal))
            }
            _ => Said::new(Part::InOrder, "the endpoint answered"),
        };
        self.add(name, said, None);
    }

    /// What failed and is in no line yet: limits of other calls.
    fn anything_else(&mut self) {
        if self.all.iter().any(|cause| cause.part == Part::Decides) {
            return;
        }
        let failed =
            self.names.step.checks.iter().find(|check| check.status == CheckStatus::Failed);
        if let Some(failed) = failed {
            let line = check::line(self.names, failed);
            let said = Said::new(Part::Decides, format!("{}: {}", line.name, line.fact));
            self.add("Another limit of this call", said, Some(failed.kind));
        }
    }

    /// The two limits on the duration. Where the check was not made, they are worked out from the call and the role as
    /// the scenario begins.
    fn durations(&mut self) {
        let kind = CheckKind::Duration;
        if self.made(kind).is_none() {
            return;
        }
        let cause = match &self.names.step.result {
            StepResult::Refused(refusal) => Some(&refusal.cause),
            _ => None,
        };
        let asked = self.asked_and_maximum();
        let chained = self.chains();
        let over = |limit: i64, part: Part| match asked {
            Some((asked, _)) if asked > limit => Said::new(
                part,
                format!(
                    "this call asks for {}, and {} is the most",
                    duration(asked),
                    duration(limit)
                ),
            ),
            Some((asked, _)) => {
                Said::new(Part::InOrder, format!("this call asks for {}", duration(asked)))
            }
            None => Said::new(Part::NotAsked, "the service refused before it came to that"),
        };
        let chaining = match cause {
            Some(Cause::Chaining { .. }) => over(sts::CHAINING_LIMIT, Part::Decides),
            _ if !chained => Said::new(Part::DoesNotApply, "the caller is no session of a role"),
            _ => over(sts::CHAINING_LIMIT, Part::WouldRefuse),
        };
        let maximum = asked.map_or(0, |(_, maximum)| maximum);
        let role = match cause {
            Some(Cause::RoleMaximum { .. }) => over(maximum, Part::Decides),
            _ => over(maximum, Part::WouldRefuse),
        };
        self.add("More seconds than the hour of role chaining", chaining, Some(kind));
        self.add("More seconds than the role's MaxSessionDuration", role, Some(kind));
    }

    fn chains(&self) -> bool {
        let scenario = self.names.scenario;
        let assumptions = scenario.map(|scenario| scenario.assumptions).unwrap_or_default();
        let caller = self.names.step.caller.as_ref();
        self.names.step.action.is("sts:AssumeRole")
            && caller.is_some_and(|caller| {
                context::chains(caller.principal.credentials, assumptions.session_token_chains)
            })
    }

    /// Seconds asked for, and the most that the role gives.
    fn asked_and_maximum(&self) -> Option<(i64, i64)> {
        if let StepResult::Refused(refusal) = &self.names.step.result
            && let Cause::Chaining { asked, role_maximum }
            | Cause::RoleMaximum { asked, role_maximum } = refusal.cause
        {
            return Some((asked, role_maximum));
        }
        let (scenario, written) = (self.names.scenario?, self.names.written()?);
        let changes = scenario.steps.iter().take_while(|step| step.id != written.id);
        if changes.into_iter().any(|step| matches!(step.operation, Operation::Change(_))) {
            return None;
        }
        let Operation::Sts(call) = &written.operation else { return None };
        let asked = match &call.call {
            Call::AssumeRole(call) => call.duration_seconds,
            Call::AssumeRoleWithSaml(call) => call.duration_seconds,
            Call::AssumeRoleWithWebIdentity(call) => call.duration_seconds,
            _ => return None,
        };
        let asked = asked.unwrap_or(sts::DEFAULT_ROLE_SESSION);
        let Target::Role(arn) = &self.names.step.target else { return None };
        let mut roles = scenario
            .accounts
            .iter()
            .flat_map(|account| account.roles.iter().map(|role| (role, role.arn_in(account.id))));
        let (role, _) = roles.find(|(_, own)| own.as_str() == &**arn)?;
        Some((asked, role.max_session_duration.unwrap_or(sts::DEFAULT_ROLE_SESSION)))
    }

    // ---- authorizations ---------------------------------------------------------------------------------------------

    /// An action that the call needs beside its own.
    fn dependent(&mut self, name: &'static str, action: &'static str) {
        let asked = &self.names.step.authorizations;
        let Some(index) = asked.iter().position(|asked| asked.action.is(action)) else {
            let nothing =
                Said::new(Part::DoesNotApply, format!("this call needs no {}", code(action)));
            return self.add(name, nothing, None);
        };
        self.asked(name, index);
    }

    fn asked(&mut self, name: &'static str, index: usize) {
        let Some(view) = View::new(self.names, index) else { return };
        let part = match (view.asked.decision, self.refused) {
            (Decision::Allowed, _) => Part::InOrder,
            (_, Some(refused)) if refused == index => Part::Decides,
            _ => Part::WouldRefuse,
        };
        let evidence = match view.asked.decision {
            Decision::Allowed => format!("{} is allowed", code(&view.asked.action)),
            Decision::ExplicitDeny => denied::tell(view),
            Decision::ImplicitDeny => silent::tell(view),
        };
        let node = view.asked.deciding().first().map(|node| (index, *node));
        self.add(name, Said::new(part, evidence).at(node), Some(CheckKind::Authorization(index)));
    }

    /// Whatever else the call needs: a role handed to a service, contexts.
    fn others_asked(&mut self) {
        let told = |action: &iam::Action| {
            self.takes_role && (action.is("sts:TagSession") || action.is("sts:SetSourceIdentity"))
        };
        let asked = self.names.step.authorizations.iter().enumerate().skip(1);
        let others: Vec<usize> =
            asked.filter(|(_, asked)| !told(&asked.action)).map(|(index, _)| index).collect();
        for index in others {
            self.asked("Another action that the call needs is not allowed", index);
        }
    }

    /// One type of policy, asked about the call itself.
    fn layer(&mut self, name: &'static str, kind: PolicyType) {
        let said = self.said_of(kind);
        self.add(name, said, Some(CheckKind::Authorization(0)));
    }

    /// Whether the call's own authorization is the one that was refused.
    fn is_refused(&self) -> bool {
        self.refused == Some(0)
    }

    fn said_of(&self, kind: PolicyType) -> Said {
        let Some(view) = self.view else {
            return Said::new(Part::NotAsked, "the service refused before it looked at policies");
        };
        let layer = view.layer(kind);
        let node = layer.map(|layer| (0, layer));
        if self.is_refused() && view.asked.blocked_by.contains(kind) {
            let (evidence, node) = if view.asked.decision == Decision::ExplicitDeny {
                let statement = layer.and_then(|layer| view.denying(layer).first().copied());
                let why = statement.map(|statement| {
                    format!(
                        "{} denies this call: {}",
                        denied::subject(view, statement),
                        denied::why(view, statement)
                    )
                });
                (why.unwrap_or_default(), statement.map(|statement| (0, statement)).or(node))
            } else {
                let nearest = nearest_of(view, kind).map(|nearest| (0, nearest.statement));
                (sentences(silent::told(view, kind)), nearest.or(node))
            };
            return Said::new(Part::Decides, evidence).at(node);
        }
        let Some(finding) = layer.map(|layer| view.finding(layer)) else {
            return Said::new(Part::DoesNotApply, "there is none here");
        };
        let has_any = layer.is_some_and(|layer| view.policies(layer).next().is_some());
        match finding {
            Finding::Allows(_) => Said::new(Part::InOrder, "it allows this call").at(node),
            Finding::NotApplicable(_) => {
                Said::new(Part::DoesNotApply, "there is none that counts here")
            }
            _ if self.is_needed(view, kind) => {
                Said::new(Part::WouldRefuse, "it does not allow this call").at(node)
            }
            _ if !has_any => {
                Said::new(Part::DoesNotApply, "there is none here, and none is needed")
            }
            _ => Said::new(Part::InOrder, "it does not allow this call, and need not").at(node),
        }
    }

    /// Whether the silence of that type would refuse, were nothing denied. AWS: "Policy evaluation logic".
    fn is_needed(&self, view: View<'_>, kind: PolicyType) -> bool {
        if view.asked.decision != Decision::ExplicitDeny {
            return false;
        }
        let door =
            [PolicyType::Trust, PolicyType::Resource].into_iter().find_map(|kind| {
                match view.finding(view.layer(kind)?) {
                    Finding::Allows(grant) => Some(grant),
                    _ => None,
                }
            });
        let is_direct =
            view.asked.same_account && matches!(door, Some(Grant::Direct | Grant::RoleArn));
        let is_whole = matches!(door, Some(Grant::Service | Grant::Federated));
        match kind {
            PolicyType::Identity => !is_direct && !is_whole,
            PolicyType::Resource => !view.asked.same_account,
            _ => true,
        }
    }

    // ---- the trust policy -------------------------------------------------------------------------------------------

    /// Whom the trust policy names, and what it asks of them.
    fn trust(&mut self) {
        let whole = self.said_of(PolicyType::Trust);
        let tests = self.trust_tests();
        let blocks = whole.part == Part::Decides;
        let by_tests = blocks && tests.iter().any(|(_, part)| *part == Part::Decides);
        let names = if by_tests && !self.is_somebody_else() {
            Said::new(Part::InOrder, "the nearest statement is about this caller and this action")
                .at(whole.node)
        } else {
            whole
        };
        let part = names.part;
        self.add(
            "The trust policy does not let the caller in",
            names,
            Some(CheckKind::Authorization(0)),
        );
        let kinds: [(_, IsAbout); 3] = [
            ("The ExternalId is missing or another", |key| *key == Key::ExternalId),
            ("The trust policy asks for MFA", |key| matches!(key, Key::Mfa | Key::MfaAge)),
            ("Another condition of the trust policy fails", |key| {
                !matches!(key, Key::ExternalId | Key::Mfa | Key::MfaAge)
            }),
        ];
        for (name, fits) in kinds {
            let own: Vec<&(Test<'_>, Part)> =
                tests.iter().filter(|(test, _)| fits(&test.key)).collect();
            let worst = own.iter().find(|(_, part)| *part == Part::Decides).or(own.first());
            let said = match worst {
                Some((test, part)) => {
                    let evidence = format!("{}: {}", code(test.key_text), test.what_is());
                    Said::new(*part, evidence).at(Some((0, test.node)))
                }
                None if part == Part::NotAsked => {
                    Said::new(part, "the service refused before it looked at policies")
                }
                None => Said::new(Part::DoesNotApply, "the trust policy does not ask for it"),
            };
            self.add(name, said, Some(CheckKind::Authorization(0)));
        }
    }

    /// Whether the nearest statement of the trust policy is about somebody or something else.
    fn is_somebody_else(&self) -> bool {
        let nearest = self.view.and_then(|view| {
            let denies = view.asked.decision == Decision::ExplicitDeny;
            nearest_of(view, PolicyType::Trust).filter(|_| !denies)
        });
        nearest.is_some_and(|nearest| !matches!(nearest.why, Why::Tests(_)))
    }

    /// The tests of the statement of the trust policy that decides or comes nearest.
    fn trust_tests(&self) -> Vec<(Test<'a>, Part)> {
        let Some(view) = self.view.filter(|view| !view.trust_is_unknown()) else {
            return Vec::new();
        };
        let Some(layer) = view.layer(PolicyType::Trust) else { return Vec::new() };
        let blocks = self.is_refused() && view.asked.blocked_by.contains(PolicyType::Trust);
        let denies = view.asked.decision == Decision::ExplicitDeny;
        let statement = if blocks && denies {
            view.denying(layer).first().copied()
        } else if blocks {
            nearest_of(view, PolicyType::Trust).map(|nearest| nearest.statement)
        } else {
            let allows = |(id, _, effect): &(NodeId, u16, Option<Effect>)| {
                *effect == Some(Effect::Allow) && view.finding(*id) == Finding::Matched
            };
            view.statements(layer).find(allows).map(|(id, ..)| id)
        };
        let tests = statement.map(|statement| Test::all(view, statement)).unwrap_or_default();
        let part = |test: &Test<'_>| match blocks && test.is_true() == denies {
            true => Part::Decides,
            false => Part::InOrder,
        };
        tests.into_iter().map(|test| (test.clone(), part(&test))).collect()
    }
}
