//! DurationSeconds: the limit that holds for this call, the value in words, and what is wrong with it at once.

use iam::{Credentials, PrincipalKind};
use simulator::outcome::Limits;
use sts::request::Call;
use yew::prelude::*;

use super::{Accepts, Form, Parameter, rules::Range};
use crate::state::{FieldValue, StepField, facts::duration_in_words};

pub(super) fn view(form: &Form, call: &Call) -> Html {
    let Some(value) = StepField::DurationSeconds.get(form.step.step()) else {
        return Html::default();
    };
    let range = Range::of(call, form.step.result().limits.or_else(|| limits(form)));
    let range = match call {
        Call::GetWebIdentityToken(_) => range.within(left(form)),
        Call::GetSessionToken(_) | Call::GetFederationToken(_) if is_root(form) => {
            range.shortened()
        }
        _ => range,
    };
    let (note, fault) = match value {
        FieldValue::Number(asked) => (range.note(asked), range.fault(asked)),
        _ => (format!("{} s is granted when it is not sent", range.default), None),
    };
    let field = form
        .parameter(StepField::DurationSeconds)
        .accepting(Accepts::Number)
        .limited(range.words());
    html! { <Parameter ..field.noted(note).faulted(fault) /> }
}

/// Seconds that are left of the calling session; nothing where no session calls.
fn left(form: &Form) -> Option<i64> {
    let session = form.step.calling_session()?;
    Some(session.expires.seconds() - form.step.result().at.seconds())
}

/// Whether the root user calls with its own keys.
fn is_root(form: &Form) -> bool {
    let caller = form.step.result().caller.as_ref();
    caller.is_some_and(|caller| caller.principal.kind == PrincipalKind::Root)
}

/// The limits of a call that is refused before anybody looks at its duration: those of the role as the scenario has it.
fn limits(form: &Form) -> Option<Limits> {
    let Some(FieldValue::Text(asked)) = StepField::RoleArn.get(form.step.step()) else {
        return None;
    };
    let accounts = &form.step.scenario().accounts;
    let role = accounts.iter().find_map(|account| {
        account.roles.iter().find(|role| role.arn_in(account.id).as_str() == &*asked)
    })?;
    let caller = form.step.result().caller.as_ref();
    let chained =
        caller.is_some_and(|caller| caller.principal.credentials == Credentials::RoleSession);
    let role_maximum = Some(role.max_session_duration.unwrap_or(sts::DEFAULT_ROLE_SESSION));
    Some(Limits { asked: None, role_maximum, chained, granted: None })
}

/// MaxSessionDuration of a role that is made or changed.
pub(super) fn view_maximum(form: &Form) -> Html {
    let field = form.parameter(StepField::MaxSessionDuration).accepting(Accepts::Number);
    let note = match StepField::MaxSessionDuration.get(form.step.step()) {
        Some(FieldValue::Number(seconds)) => duration_in_words(seconds),
        _ => String::new(),
    };
    html! { <Parameter ..field.limited("3600 to 43200").holding("3600").noted(note) /> }
}
