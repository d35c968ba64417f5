//! DecodeAuthorizationMessage and GetAccessKeyInfo: calls that only ask. AWS: "DecodeAuthorizationMessage" and
//! "GetAccessKeyInfo".

use std::rc::Rc;

use sts::{StsError, request::Call};

use super::{
    checks::{Run, Stop, Went},
    encoded,
    gather::Question,
    other_action::check_caller_kind,
};
use crate::{
    context::StsKeys,
    outcome::{Answer, Cause, CheckKind, Obstacle, Trigger},
};

/// Runs the call that is in `run.call`, whose parameter stands for what an earlier step left.
pub(super) fn run(run: &mut Run<'_, '_>, call: &Call) {
    run.plan([
        CheckKind::Credentials,
        CheckKind::Parameters,
        CheckKind::CallerKind,
        CheckKind::Authorization(0),
        CheckKind::Content,
    ]);
    run.through(|run| {
        run.check_credentials()?;
        run.check_call(call)?;
        let action = run.outcome.action.clone();
        check_caller_kind(run, &action, "*", None)?;
        let question = anywhere(run, call.operation(), Trigger::Call, None);
        run.check_authorizations(&[question])?;
        let answer = run.check(CheckKind::Content, |run| Ok((Went::Passed, answer(run, call)?)))?;
        run.outcome.answer = Some(answer);
        Ok(())
    });
}

/// An authorization of a call to STS that acts on no resource.
pub(super) fn anywhere<'q>(
    run: &Run<'_, '_>,
    operation: &str,
    trigger: Trigger,
    keys: Option<&'q StsKeys>,
) -> Question<'q> {
    let account = run.actor.caller.principal.account;
    Question::of_sts(operation, "*".into(), trigger, account, keys)
}

fn answer(run: &Run<'_, '_>, call: &Call) -> Result<Answer, Stop> {
    match call {
        Call::GetAccessKeyInfo(request) => {
            let id = request.access_key_id.as_deref().unwrap_or_default();
            // What the service says of an id that nobody has is not documented; the words are ours.
            let unknown = || StsError::validation(format!("The access key ID {id} is not known."));
            let account = sts::account_of_access_key(id);
            let account = account.ok_or_else(|| {
                Stop::refused(unknown(), Cause::Obstacle(Obstacle::KeyTellsNoAccount))
            })?;
            Ok(Answer::AccessKey { account })
        }
        Call::DecodeAuthorizationMessage(request) => {
            let text = request.encoded_message.as_deref().unwrap_or_default();
            let account = run.actor.caller.principal.account;
            let opened = account.and_then(|id| sts::open_message(text, id, run.world.seed()));
            let decoded = opened.and_then(|bytes| encoded::unpack(&bytes));
            let decoded = decoded.ok_or_else(|| {
                let error = StsError::invalid_authorization_message();
                Stop::refused(error, Cause::Obstacle(Obstacle::MessageNotValid))
            })?;
            Ok(Answer::Decoded { message: decoded })
        }
        // The caller sends no other call here.
        _ => Ok(Answer::Decoded { message: Rc::from("") }),
    }
}
