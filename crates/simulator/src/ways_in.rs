//! The three calls that give a role's session, side by side for one role: whom its trust policy lets in by each, and what
//! the call itself wants and leaves. AWS: "Methods to assume a role", "Compare AWS STS credentials".
//!
//! Whom a statement lets in is asked of the engine: for every principal that the trust policy names, a caller of the kind
//! that can make the call. Conditions that such a caller has yet to meet are named, not guessed.

mod facts;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use iam::{Action, Arn, Context, Credentials, PolicyType, Principal, PrincipalKind};
use policy::{CompiledPolicy, Effect, Explain, Finding, NodeKind, PrincipalPattern, Request, Span};

use crate::{Scenario, scenario::DocumentAddress, simulate, world::World};

pub use facts::{CALLS, Call};

/// What a role's trust policy says to each of the calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaysIn {
    /// The role.
    pub role: Arn,
    /// Seconds that its sessions last at most.
    pub maximum: i64,
    /// Its trust policy.
    pub document: DocumentAddress,
    /// Whether the trust policy is one that the service would have saved; otherwise it lets nobody in.
    pub saved: bool,
    /// Who comes in, in the order of [`CALLS`].
    pub admissions: [Vec<Admission>; 3],
}

/// Somebody whom a statement lets in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// The principal as the statement names it.
    pub who: Rc<str>,
    /// The statement, counted from 0.
    pub statement: usize,
    /// Its `Sid`.
    pub sid: Option<Rc<str>>,
    /// Where it stands in the trust policy.
    pub span: Span,
    /// Condition keys that the call has yet to fit.
    pub conditions: Vec<Rc<str>>,
    /// A Deny that takes it back whatever the call carries, counted from 0.
    pub taken_back_by: Option<usize>,
}

impl WaysIn {
    /// Whether anybody comes in by a call.
    #[must_use]
    pub fn lets_in(&self, call: Call) -> bool {
        self.of(call).iter().any(|admission| admission.taken_back_by.is_none())
    }

    /// Who comes in by a call.
    #[must_use]
    pub fn of(&self, call: Call) -> &[Admission] {
        &self.admissions[call as usize]
    }
}

/// What the trust policy of a role says to the three calls; nothing where the scenario has no such role.
#[must_use]
pub fn ways_in(scenario: &Scenario, role: &Arn) -> Option<WaysIn> {
    let mut world = World::new(scenario);
    let (account, known) = world.role(role)?;
    let maximum = known.max_session_duration.unwrap_or(3600);
    let document = DocumentAddress::Trust { account, role: Rc::clone(&known.name) };
    let text = scenario.document_text(&document)?;
    let number = world.document(&document, PolicyType::Trust)?;
    let compiled = world.compiled(number)?;
    let saved = world.unsavable(&[number]).is_none();
    let (parsed, _) = policy::parse(&text, PolicyType::Trust);
    let mut admissions = [const { Vec::new() }; 3];
    if saved {
        let asked = Asked { world: &world, scenario, role, compiled: &compiled };
        for (place, call) in CALLS.into_iter().enumerate() {
            for (index, statement) in parsed.statements.iter().enumerate() {
                let Some(element) = &statement.principal else { continue };
                let values = element.values.iter().filter(|_| !element.negated);
                for value in values {
                    let who = text.get(value.span.start as usize..value.span.end as usize);
                    let who = who.unwrap_or_default().trim_matches('"').into();
                    admissions[place].extend(asked.admission(call, index, &value.value, who));
                }
            }
        }
    }
    Some(WaysIn { role: role.clone(), maximum, document, saved, admissions })
}

struct Asked<'a> {
    world: &'a World<'a>,
    scenario: &'a Scenario,
    role: &'a Arn,
    compiled: &'a CompiledPolicy,
}

impl Asked<'_> {
    /// Whether a statement lets in whom it names there by that call.
    fn admission(
        &self,
        call: Call,
        index: usize,
        named: &PrincipalPattern,
        who: Rc<str>,
    ) -> Option<Admission> {
        let statement = self.compiled.statement(index)?;
        if statement.effect != Some(Effect::Allow) {
            return None;
        }
        let caller = self.callers(named).into_iter().find(|caller| call.is_made_by(caller.kind))?;
        let conditions = self.fits(call, &caller, index)?;
        let denies = |other: &usize| {
            let denies =
                self.compiled.statement(*other).is_some_and(|s| s.effect == Some(Effect::Deny));
            denies && self.fits(call, &caller, *other).is_some_and(|open| open.is_empty())
        };
        let taken_back_by = (0..self.compiled.statement_count()).find(denies);
        Some(Admission {
            who,
            statement: index,
            sid: statement.sid.map(Into::into),
            span: statement.span,
            conditions,
            taken_back_by,
        })
    }

    /// Whether a statement is about that caller and call, and then the keys of its conditions, each once.
    fn fits(&self, call: Call, caller: &Principal, index: usize) -> Option<Vec<Rc<str>>> {
        let (action, context) = (action(call), Context::new());
        let request = Request {
            action: &action,
            resource: self.role.as_str(),
            caller,
            context: &context,
            assumptions: &self.scenario.assumptions,
        };
        let mut explain = Explain::default();
        let _ = policy::evaluate(self.compiled, &request, &mut explain);
        let tree = explain.into_explanation();
        let is_it = |kind| matches!(kind, NodeKind::Statement { index: at, .. } if usize::from(at) == index);
        let (id, node) = tree.descendants(0).find(|(_, node)| is_it(node.kind))?;
        let mut elements =
            tree.children(id).filter(|(_, node)| !matches!(node.kind, NodeKind::Condition { .. }));
        let about = elements.all(|(_, node)| node.finding == Finding::Matched);
        let by_conditions =
            tree.children(id).any(|(_, node)| matches!(node.kind, NodeKind::Condition { .. }));
        if !about || !(node.finding == Finding::Matched || by_conditions) {
            return None;
        }
        let mut keys: Vec<Rc<str>> = Vec::new();
        let tests = (0..).map_while(|test| self.compiled.condition(index, test));
        for key in tests.map(|test| Rc::from(test.key.as_str())) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        Some(keys)
    }

    /// Callers whom a principal stands for, one of every kind.
    fn callers(&self, named: &PrincipalPattern) -> Vec<Principal> {
        match named {
            PrincipalPattern::Everyone => {
                let own = self.role.account();
                let provider = own.map(|own| Arn::iam("aws", own, "saml-provider/any"));
                let google = Some("accounts.google.com".into());
                let mut callers = vec![
                    federated(PrincipalKind::Saml, provider, None),
                    federated(PrincipalKind::WebIdentity, None, google),
                ];
                callers.extend(own.map(|own| self.somebody_in(own)));
                callers
            }
            PrincipalPattern::Account(account) => vec![self.somebody_in(*account)],
            PrincipalPattern::Entity(arn) => {
                vec![simulate::named_principal(self.world, arn.as_str(), None)]
            }
            PrincipalPattern::UniqueId(id) => {
                let mut caller = Principal::new(PrincipalKind::User, Credentials::LongTerm);
                caller.unique_id = Some(id.clone());
                vec![caller]
            }
            PrincipalPattern::Federated(name) | PrincipalPattern::Service(name) => {
                vec![simulate::named_principal(self.world, name, None)]
            }
            PrincipalPattern::CanonicalUser(_) | PrincipalPattern::Invalid(_) => Vec::new(),
        }
    }

    fn somebody_in(&self, account: iam::AccountId) -> Principal {
        simulate::named_principal(
            self.world,
            Arn::iam("aws", account, "user/anybody").as_str(),
            None,
        )
    }
}

fn federated(kind: PrincipalKind, arn: Option<Arn>, name: Option<Rc<str>>) -> Principal {
    Principal { arn, name, ..Principal::new(kind, Credentials::None) }
}

fn action(call: Call) -> Action {
    simulate::action("sts", call.operation())
}
