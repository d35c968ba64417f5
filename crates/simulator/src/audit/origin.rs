//! Who was this, originally? From a session back to the human or workload it began with. AWS: "Monitor and control actions
//! taken with assumed roles".

use std::rc::Rc;

use iam::{Arn, PrincipalKind};
use sts::{Session, SessionKind};

use crate::{
    Outcome,
    outcome::{Caller, Minted},
    response::provider_key,
    service,
};

/// One session on the way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The step that minted it.
    pub step: usize,
    /// Which call made it.
    pub kind: SessionKind,
    /// How messages call it.
    pub session: Rc<str>,
}

/// Where a chain of sessions began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The sessions on the way, the latest first.
    pub links: Vec<Link>,
    /// Who began.
    pub who: Who,
    /// What the sessions say of who began, where one of them set it.
    pub source_identity: Option<Rc<str>>,
}

/// The human or workload at the beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// An IAM user.
    User(Rc<str>),
    /// The root user of an account.
    Root(Rc<str>),
    /// An AWS service, by its name, and the workload that it gave the session to, where one is known.
    Service {
        /// The service's name.
        name: Rc<str>,
        /// The instance, function, pod or certificate.
        workload: Option<Rc<str>>,
    },
    /// Somebody whom a provider knows by that subject.
    Federated {
        /// The provider's ARN or name.
        provider: Rc<str>,
        /// Its name for them.
        subject: Rc<str>,
    },
    /// A session that was there before the scenario began: who is behind it stands in another trail.
    Given(Rc<str>),
    /// Nobody in particular: the call was not signed.
    Anonymous,
}

/// Who was behind a step's call; nothing where its caller was never minted.
#[must_use]
pub fn origin(outcome: &Outcome, step: usize) -> Option<Origin> {
    let mut caller = outcome.steps.get(step)?.caller.as_ref()?;
    let mut links: Vec<Link> = Vec::new();
    let mut source_identity = None;
    loop {
        let session = caller.session.as_ref();
        source_identity = source_identity.or_else(|| session?.source_identity.clone());
        // A step's caller was minted by an earlier one.
        let before = links.last().map_or(step, |link| link.step);
        let minted = caller.minted_by.filter(|index| *index < before);
        let Some((index, by)) = minted.and_then(|index| Some((index, outcome.steps.get(index)?)))
        else {
            let minted =
                links.last().and_then(|link| outcome.steps.get(link.step)?.minted.as_ref());
            let who = first(caller, minted.map(|minted| &*minted.session));
            return Some(Origin { who, links, source_identity });
        };
        let Some(minted) = &by.minted else { return None };
        links.push(Link {
            step: index,
            kind: minted.session.kind,
            session: minted.session.principal.display_arn().into(),
        });
        caller = by.caller.as_ref()?;
        if matches!(caller.principal.kind, PrincipalKind::WebIdentity | PrincipalKind::Saml) {
            return Some(Origin { who: federated(caller, minted), links, source_identity });
        }
    }
}

/// Who began; `made` is the first session that came of it.
fn first(caller: &Caller, made: Option<&Session>) -> Who {
    let name: Rc<str> = caller.principal.display_arn().into();
    match (caller.principal.kind, &caller.session) {
        (PrincipalKind::Service, _) => {
            Who::Service { name, workload: made.and_then(service::workload_of) }
        }
        (PrincipalKind::User, _) => Who::User(name),
        (PrincipalKind::Root, None) => Who::Root(name),
        (PrincipalKind::WebIdentity | PrincipalKind::Saml, _) => {
            Who::Federated { provider: name, subject: "".into() }
        }
        (PrincipalKind::Anonymous, _) => Who::Anonymous,
        (_, Some(session)) => match &session.delivered_by {
            Some(known) => {
                Who::Service { name: Rc::clone(known), workload: service::workload_of(session) }
            }
            None => Who::Given(name),
        },
        (_, None) => Who::Given(name),
    }
}

fn federated(caller: &Caller, minted: &Minted) -> Who {
    let provider = match &caller.principal.arn {
        Some(arn) => Arn::shared(arn),
        None => caller.principal.name.clone().unwrap_or_else(|| "".into()),
    };
    Who::Federated { provider, subject: provider_key(minted, "sub").unwrap_or_else(|| "".into()) }
}
