//! A step as one line of a table.

use super::{
    StepLine,
    check::failed_fact,
    names::Names,
    words::{moment, plain},
};
use crate::outcome::{StepResult, Undecided};

pub(super) fn line(names: Names<'_>) -> StepLine {
    let step = names.step;
    let caller = match (&step.caller, step.is_change) {
        (Some(_), _) => plain(&names.who()),
        (None, true) => "administrator".to_owned(),
        (None, false) => "nobody".to_owned(),
    };
    let (verdict, fact) = match &step.result {
        StepResult::Succeeded if step.is_change => ("Done", String::new()),
        StepResult::Succeeded => ("Allowed", granted(names)),
        StepResult::Refused(refusal) => ("Denied", failed_fact(names, refusal)),
        StepResult::NotReached { needs } => {
            ("Not reached", format!("needs {}", names.numbered(needs)))
        }
        StepResult::Undecided(Undecided::Document(document)) => {
            let document = names.outcome.document(*document);
            let what = document.map(|known| plain(&names.document(known))).unwrap_or_default();
            ("Undecided", format!("{what} cannot be saved"))
        }
        StepResult::Undecided(Undecided::Signature) => {
            ("Undecided", "its signature was not checked".to_owned())
        }
    };
    StepLine {
        caller,
        action: step.action.to_string(),
        target: plain(&names.target()),
        verdict,
        fact,
    }
}

fn granted(names: Names<'_>) -> String {
    names.step.minted.as_ref().map_or_else(String::new, |minted| {
        let session = &minted.session;
        let seconds = session.expires.seconds() - session.issued.seconds();
        format!("{seconds} s, until {}", moment(session.expires, names.step.at))
    })
}
