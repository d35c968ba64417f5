//! Switch Role in the console: AssumeRole with what the form asks for and nothing else. AWS: "Switch from a user to an IAM
//! role (console)".

use std::rc::Rc;

use sts::{Bound, StsError, request::AssumeRole};

use super::{
    assume_role::{self, Form},
    checks::Run,
};
use crate::{
    outcome::{StepResult, Target},
    scenario::SwitchRole,
};

/// What the page says, whatever the reason is. AWS: "Troubleshoot IAM roles".
const REFUSED: &str = "Invalid information in one or more fields. Check your information or contact your administrator.";

pub(super) fn run(run: &mut Run<'_, '_>, switch: &SwitchRole) {
    let request = request(run, switch);
    if let Some(role) = &request.role_arn {
        run.outcome.target = Target::Role(Rc::clone(role));
    }
    assume_role::with_form(run, &request, Form::Console);
    if let StepResult::Refused(refusal) = &mut run.outcome.result {
        let known = refusal.error.clone();
        refusal.error = StsError::new(known.code, known.status, REFUSED);
        refusal.operation = "SwitchRole".into();
    }
}

/// The call behind the form. The session is named after whoever signed in; there is no external id, source identity, tag
/// or policy to give, and the code was given at the sign-in.
fn request(run: &Run<'_, '_>, switch: &SwitchRole) -> AssumeRole {
    let scenario = run.world.scenario();
    let account = scenario.account_of_switch(switch);
    let account = account.map_or_else(|| Rc::clone(&switch.account), |id| id.to_string().into());
    let caller = &run.actor.caller;
    let session = caller.session.as_ref().map(|session| Rc::clone(&session.name));
    let named = session.filter(|name| !name.is_empty());
    let own = caller.principal.arn.as_ref().map(|arn| arn.name());
    // A caller without a name is none of those who can sign in, and is refused as such.
    let own = own.unwrap_or("console");
    AssumeRole {
        role_arn: Some(format!("arn:aws:iam::{account}:role/{}", switch.role_name).into()),
        role_session_name: Some(named.unwrap_or_else(|| own.into())),
        ..AssumeRole::default()
    }
}

/// How long the session lasts: the role's maximum or the rest of whoever's session, whichever is less, and one hour for
/// a chained one. The console asks for no duration, so nothing is refused.
pub(super) fn duration(run: &Run<'_, '_>, role_maximum: i64, chained: bool) -> sts::Duration {
    let session = run.actor.caller.session.as_ref();
    let rest = session.map_or(i64::MAX, |session| session.expires.seconds() - run.at.seconds());
    let most = if chained { role_maximum.min(sts::CHAINING_LIMIT) } else { role_maximum };
    if rest < most {
        sts::Duration { seconds: rest, bound: Bound::ConsoleSession }
    } else {
        sts::Duration { seconds: most, bound: Bound::Default }
    }
}
