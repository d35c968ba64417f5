//! Which statements of one policy apply to one request. AWS: "Policy evaluation logic".

use iam::{Action, Assumptions, Context, Principal};

use crate::{
    CompiledPolicy, Effect, Finding, Mismatch, NodeId, NodeKind, Place, Recorder, Span,
    compile::{CompiledStatement, Values},
    condition::Fit,
    element::{
        action::ActionPattern,
        condition::Test,
        principal::{Setting, Who, everyone, excludes},
        resource::ResourcePattern,
    },
};

/// One question: may this caller do this to that?
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// What is to be done.
    pub action: &'a Action,
    /// To what: an ARN as text, or `*` for actions without a resource.
    pub resource: &'a str,
    /// Who asks.
    pub caller: &'a Principal,
    /// The condition keys.
    pub context: &'a Context,
    /// The switches.
    pub assumptions: &'a Assumptions,
}

/// How directly an Allow statement names the caller; the greater, the more direct.
/// AWS: "Policy evaluation for requests within a single account", section "Evaluating identity-based policies with
/// resource-based policies".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grant {
    /// The policy has no principals: identity policies, boundaries, session policies, SCPs.
    Unranked,
    /// It names the caller's account, which leaves the rest to that account.
    Account,
    /// It names the role behind the session (or the user behind a federated session): boundary and session policies
    /// still limit.
    RoleArn,
    /// It names the user, the session itself, or everyone.
    Direct,
    /// It names the AWS service that calls.
    Service,
    /// It names the identity provider that vouches for the caller.
    Federated,
}

/// What one policy says: the most direct Allow that applies, if any, and whether a Deny applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The most direct Allow.
    pub allow: Option<Grant>,
    /// Whether a Deny statement applies.
    pub deny: bool,
}

impl Evidence {
    /// Both policies together: one Allow suffices, one Deny suffices.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { allow: self.allow.max(other.allow), deny: self.deny || other.deny }
    }
}

/// Asks one policy, reporting every statement, element and value to the recorder under a node of kind `Policy`.
///
/// A trust policy has no resource element and is asked about its own role. A statement that could not be read whole
/// never applies.
pub fn evaluate<R: Recorder>(
    policy: &CompiledPolicy,
    request: &Request<'_>,
    recorder: &mut R,
) -> Evidence {
    recorder.evaluate(policy, request)
}

/// The traversal itself; each recorder has its own copy of it in this crate.
pub(crate) fn traverse<R: Recorder>(
    policy: &CompiledPolicy,
    request: &Request<'_>,
    recorder: &mut R,
) -> Evidence {
    let mut traversal = Traversal { policy, request, recorder };
    let node = traversal.enter(NodeKind::Policy, policy.span);
    let mut evidence = Evidence::default();
    match &policy.index {
        Some(index) if !R::EXPLAINS => {
            index.candidates(request.action, request.resource, |number| {
                if let Some(statement) = policy.statements.get(number) {
                    evidence = evidence.and(traversal.statement(number, statement));
                }
            });
        }
        Some(index) => {
            let mut candidates = vec![false; policy.statements.len()];
            index.candidates(request.action, request.resource, |number| {
                if let Some(candidate) = candidates.get_mut(number) {
                    *candidate = true;
                }
            });
            traversal.recorder.expect(policy.statements.len() * PASSED_OVER_NODES);
            for (number, (statement, candidate)) in
                policy.statements.iter().zip(candidates).enumerate()
            {
                if candidate || !traversal.passes_over(number, statement) {
                    evidence = evidence.and(traversal.statement(number, statement));
                }
            }
        }
        None => {
            for (number, statement) in policy.statements.iter().enumerate() {
                evidence = evidence.and(traversal.statement(number, statement));
            }
        }
    }
    let finding = match evidence {
        Evidence { deny: true, .. } => Finding::Denies,
        Evidence { allow: Some(grant), .. } => Finding::Allows(grant),
        Evidence { allow: None, deny: false } => Finding::Silent,
    };
    recorder.leave(node, finding);
    evidence
}

/// How many nodes a statement that is passed over usually has: itself, one element, one value.
const PASSED_OVER_NODES: usize = 3;

struct Traversal<'t, R> {
    policy: &'t CompiledPolicy,
    request: &'t Request<'t>,
    recorder: &'t mut R,
}

impl<R: Recorder> Traversal<'_, R> {
    #[inline]
    fn enter(&mut self, kind: NodeKind, span: Span) -> NodeId {
        let place = R::EXPLAINS.then_some(Place { document: self.policy.document, span });
        self.recorder.enter(kind, place)
    }

    #[inline]
    fn leave(&mut self, node: NodeId, fit: Fit) -> Fit {
        if R::EXPLAINS {
            self.recorder.leave(node, fit.map_or_else(Finding::NotMatched, |()| Finding::Matched));
        }
        fit
    }

    /// Records a statement that the index leaves out by the one element because of which it does: its action, else its
    /// resource. Large documents are explained at the price of naming their statements, not of asking each.
    ///
    /// Answers `false`, and records nothing, where the whole statement is worth asking: it is incomplete, or only letter
    /// case keeps the resource out.
    fn passes_over(&mut self, number: usize, statement: &CompiledStatement) -> bool {
        let (Some(action), true) = (&statement.action, statement.complete) else { return false };
        let kind = NodeKind::Statement { index: narrow(number), effect: statement.effect };
        if self.concerns(statement) {
            let Some(resource) = &statement.resource else { return false };
            let asked = self.request.resource.as_bytes();
            let nearly = |(pattern, _): &(ResourcePattern, Span)| {
                let head = pattern.head().as_bytes();
                // Resources mostly begin alike, so their difference is found from behind.
                asked.get(..head.len()).is_some_and(|asked| {
                    let mut both = asked.iter().zip(head).rev();
                    both.all(|(one, two)| one.eq_ignore_ascii_case(two))
                })
            };
            if resource.negated || resource.values.iter().any(nearly) {
                return false;
            }
            let node = self.enter(kind, statement.span);
            let element = NodeKind::Resource { negated: false };
            self.left_out(element, resource, Mismatch::OtherResource);
            let _ = self.leave(node, Err(Mismatch::Element));
        } else {
            let node = self.enter(kind, statement.span);
            let element = NodeKind::Action { negated: action.negated };
            // Of a negated list something fits, and which only asking can tell.
            if action.negated {
                let _ = self.action(action);
            } else {
                self.left_out(element, action, Mismatch::OtherAction);
            }
            let _ = self.leave(node, Err(Mismatch::Element));
        }
        true
    }

    /// Records an element none of whose values fits.
    fn left_out<T>(&mut self, kind: NodeKind, element: &Values<T>, why: Mismatch) {
        let node = self.enter(kind, element.span);
        for (number, (_, span)) in element.values.iter().enumerate() {
            let value = self.enter(NodeKind::Value(narrow(number)), *span);
            let _ = self.leave(value, Err(why));
        }
        let _ = self.leave(node, Err(why));
    }

    fn statement(&mut self, number: usize, statement: &CompiledStatement) -> Evidence {
        let silent = Evidence::default();
        // In an explanation every statement has its node; for a verdict most are passed over here.
        let possible = statement.complete && self.concerns(statement);
        if !(R::EXPLAINS || possible) {
            return silent;
        }
        let kind = NodeKind::Statement { index: narrow(number), effect: statement.effect };
        let node = self.enter(kind, statement.span);
        let applies = self.elements(statement);
        let fit = match applies {
            _ if !statement.complete => Err(Mismatch::Incomplete),
            Some(_) => Ok(()),
            None => Err(Mismatch::Element),
        };
        if self.leave(node, fit).is_err() {
            return silent;
        }
        match statement.effect {
            Some(Effect::Deny) => Evidence { allow: None, deny: true },
            Some(Effect::Allow) => Evidence { allow: applies, deny: false },
            None => silent,
        }
    }

    /// Whether the action is one of the statement's, before anything is recorded.
    #[inline]
    fn concerns(&self, statement: &CompiledStatement) -> bool {
        statement.action.as_ref().is_some_and(|action| {
            let fits = |(pattern, _): &(ActionPattern, Span)| {
                pattern.matches(self.request.action, self.request.context)
            };
            action.values.iter().any(fits) != action.negated
        })
    }

    /// How directly the statement applies to the caller, if it applies.
    #[inline]
    fn elements(&mut self, statement: &CompiledStatement) -> Option<Grant> {
        let mut applies = Some(Grant::Unranked);
        if let Some(principal) = &statement.principal {
            let grant = self.principal(principal, statement.effect.unwrap_or(Effect::Allow));
            applies = applies.and(grant.ok());
        }
        // For a verdict the action was asked before the statement was entered.
        if let (true, Some(action)) = (R::EXPLAINS, &statement.action) {
            let fit = self.action(action);
            applies = applies.filter(|_| fit.is_ok());
        }
        if !R::EXPLAINS && applies.is_none() {
            return None;
        }
        if let Some(resource) = &statement.resource {
            let fit = self.resource(resource);
            applies = applies.filter(|_| fit.is_ok());
        }
        for (number, test) in statement.conditions.iter().enumerate() {
            if !R::EXPLAINS && applies.is_none() {
                return None;
            }
            let fit = self.condition(number, test);
            applies = applies.filter(|_| fit.is_ok());
        }
        applies
    }

    fn principal(&mut self, element: &Values<Who>, effect: Effect) -> Result<Grant, Mismatch> {
        let (caller, assumptions) = (self.request.caller, self.request.assumptions);
        let setting = Setting { kind: self.policy.kind, effect, assumptions };
        let negated = element.negated;
        let node = self.enter(NodeKind::Principal { negated }, element.span);
        let mut best: Result<Grant, Mismatch> = Err(Mismatch::EmptyList);
        for (number, (who, span)) in element.values.iter().enumerate() {
            let covers = who.covers(caller, setting);
            if R::EXPLAINS {
                let value = self.enter(NodeKind::Value(narrow(number)), *span);
                let _ = self.leave(value, covers.map(drop));
            }
            best = match (best, covers) {
                (Ok(one), Ok(two)) => Ok(one.max(two)),
                (Ok(one), Err(_)) => Ok(one),
                (Err(_), Ok(two)) => Ok(two),
                (Err(one), Err(two)) => Err(nearer(one, two)),
            };
        }
        if negated {
            let list = element.values.iter().map(|(who, _)| who);
            best = match effect {
                // AWS: "IAM JSON policy elements: NotPrincipal" has it with Deny only. What is not supported lets nobody
                // in, an unsigned caller least of all; a finding says so.
                Effect::Allow => Err(Mismatch::AllowWithNotPrincipal),
                Effect::Deny if excludes(list, caller, setting) => Err(Mismatch::Excluded),
                Effect::Deny => everyone(caller, setting),
            };
        }
        let _ = self.leave(node, best.map(drop));
        best
    }

    fn action(&mut self, element: &Values<ActionPattern>) -> Fit {
        let (action, context) = (self.request.action, self.request.context);
        self.list(NodeKind::Action { negated: element.negated }, element, &|pattern| {
            if pattern.matches(action, context) { Ok(()) } else { Err(Mismatch::OtherAction) }
        })
    }

    #[inline]
    fn resource(&mut self, element: &Values<ResourcePattern>) -> Fit {
        let Request { resource, context, assumptions, .. } = *self.request;
        self.list(NodeKind::Resource { negated: element.negated }, element, &|pattern| {
            if pattern.matches(resource, context, assumptions) {
                Ok(())
            } else if R::EXPLAINS {
                Err(pattern.mismatch(resource, context, assumptions))
            } else {
                Err(Mismatch::OtherResource)
            }
        })
    }

    /// An element that matches when one of its values does, or when none does if it is negated.
    #[inline]
    fn list<T>(&mut self, kind: NodeKind, element: &Values<T>, fits: &dyn Fn(&T) -> Fit) -> Fit {
        let node = self.enter(kind, element.span);
        let mut best: Fit = Err(Mismatch::EmptyList);
        for (number, (value, span)) in element.values.iter().enumerate() {
            let fit = fits(value);
            if R::EXPLAINS {
                let node = self.enter(NodeKind::Value(narrow(number)), *span);
                let _ = self.leave(node, fit);
            }
            best = match (best, fit) {
                (Err(one), Err(two)) => Err(nearer(one, two)),
                _ => Ok(()),
            };
            if !R::EXPLAINS && best.is_ok() {
                break;
            }
        }
        let fit = match (element.negated, best) {
            (false, fit) => fit,
            (true, Ok(())) => Err(Mismatch::Excluded),
            (true, Err(_)) => Ok(()),
        };
        self.leave(node, fit)
    }

    #[inline]
    fn condition(&mut self, number: usize, test: &Test) -> Fit {
        let Request { context, assumptions, .. } = *self.request;
        let node = self.enter(NodeKind::Condition { index: narrow(number) }, test.span);
        if R::EXPLAINS {
            for (number, value) in test.values.iter().enumerate() {
                let node = self.enter(NodeKind::Value(narrow(number)), value.span);
                let _ = self.leave(node, test.value_fits(number, context, assumptions));
            }
        }
        self.leave(node, test.evaluate(context, assumptions, R::EXPLAINS))
    }
}

/// Of two reasons the one that says more.
fn nearer(one: Mismatch, two: Mismatch) -> Mismatch {
    let rank = |reason: Mismatch| match reason {
        Mismatch::OtherUniqueId => 4,
        Mismatch::LetterCase => 3,
        Mismatch::VariableMissing => 2,
        Mismatch::EmptyList => 0,
        _ => 1,
    };
    if rank(two) > rank(one) { two } else { one }
}

/// Nodes count to 65,535; what stands further back shares the last number, and its place tells it apart.
fn narrow(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
