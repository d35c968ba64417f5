//! "Try with …": the value of the deciding key that would change the outcome, put where the call passes it.

use std::rc::Rc;

use iam::fold;
use simulator::{
    Scenario,
    narrate::{self, DecidingFact},
    scenario::{Operation, TagEntry},
};
use sts::request::Call;

use crate::{
    panels::step::StepView,
    state::{FieldValue, StepField, signed::Part},
};

/// Values of the call with what to say on the button.
pub(super) struct Trial {
    /// `Try with ExternalId x1`.
    pub(super) words: String,
    /// What is set.
    pub(super) values: Vec<(StepField, FieldValue)>,
}

/// What could be tried; nothing where no value of this call decides.
pub(super) fn of(step: &StepView) -> Option<Trial> {
    let fact = narrate::deciding_fact(step.outcome(), step.result())?;
    let DecidingFact::Statement { comparison: Some(comparison), .. } = fact else { return None };
    let value = comparison.value?;
    let values = match (&*fold(&comparison.key), &*value) {
        ("aws:multifactorauthpresent" | "aws:multifactorauthage", "false" | "") => return None,
        ("aws:multifactorauthpresent" | "aws:multifactorauthage", _) => with_mfa(step)?,
        (_, value) => vec![set(step, &comparison.key, value)?],
    };
    // What the reader would refuse, and what stands there already, is nothing to try.
    let fits = values.iter().all(|(field, value)| {
        field.refusal(step.scenario(), step.index, value).is_none()
            && field.get(step.step()).is_some_and(|now| now != *value)
    });
    let words = match values.first()? {
        (StepField::SerialNumber, _) => "Try with an MFA code".to_owned(),
        (field, FieldValue::Absent | FieldValue::Withheld) => {
            format!("Try without {}", field.name())
        }
        (StepField::Tags, _) => format!("Try with tag {}={value}", behind(&comparison.key, '/')),
        (field, _) => format!("Try with {} {value}", field.name()),
    };
    fits.then_some(Trial { words, values })
}

/// The parameter or key of the call that holds a condition key.
fn set(step: &StepView, key: &str, value: &str) -> Option<(StepField, FieldValue)> {
    let call = match &step.step().operation {
        Operation::Sts(call) => Some(&call.call),
        Operation::Action { .. } => None,
        Operation::Change(_) | Operation::SwitchRole(_) => return None,
    };
    let folded = fold(key);
    let text = FieldValue::typed(value);
    let parameter = match &*folded {
        "sts:externalid" => Some(StepField::ExternalId),
        "sts:rolesessionname" => Some(StepField::RoleSessionName),
        "sts:sourceidentity" => Some(StepField::SourceIdentity),
        "saml:aud" => Some(StepField::Signed(Part::Audience)),
        "saml:iss" => Some(StepField::Signed(Part::Issuer)),
        "saml:sub" => Some(StepField::Signed(Part::NameId)),
        _ => None,
    };
    if let Some(field) = parameter {
        field.get(step.step())?;
        return Some((field, text));
    }
    if folded.starts_with("aws:requesttag/") {
        let tags = tagged(step, behind(key, '/'), value)?;
        return Some((StepField::Tags, tags));
    }
    if let (Some(Call::AssumeRoleWithWebIdentity(_)), Some((provider, claim))) =
        (call, key.rsplit_once(':'))
        && provider.contains('.')
    {
        let field = StepField::Signed(Part::Claim(claim.into()));
        return Some((field, FieldValue::List(vec![value.into()])));
    }
    // Who calls, when, and what is asked for do not change with the call's surroundings.
    let surroundings = [
        "aws:sourceip",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:vpcsourceip",
        "aws:sourcearn",
        "aws:sourceaccount",
        "aws:sourceorgid",
        "aws:securetransport",
        "aws:useragent",
        "aws:referer",
    ];
    if *folded == *"aws:requestedregion" {
        return Some((StepField::Endpoint, text));
    }
    let own = !folded.starts_with("aws:") && !folded.starts_with("sts:") && call.is_none();
    if !own && !surroundings.contains(&&*folded) {
        return None;
    }
    let known = step.step().context.iter().find(|(known, _)| fold(known) == folded);
    let field = StepField::Context(known.map_or_else(|| key.into(), |known| Rc::clone(&known.0)));
    let value =
        if value.is_empty() { FieldValue::Withheld } else { FieldValue::List(vec![value.into()]) };
    Some((field, value))
}

/// The call's tags with one of them set, or left out.
fn tagged(step: &StepView, key: &str, value: &str) -> Option<FieldValue> {
    let FieldValue::Tags(mut tags) = StepField::Tags.get(step.step())? else { return None };
    let at = tags.iter().position(|tag| fold(&tag.key) == fold(key));
    match (at, value) {
        (Some(at), "") => drop(tags.remove(at)),
        (Some(at), value) => tags[at].value = value.into(),
        (None, "") => return None,
        (None, value) => tags.push(TagEntry::new(key, value)),
    }
    Some(FieldValue::Tags(tags))
}

/// A code of the calling user's first device, where the user has one and the call takes codes.
pub(super) fn with_mfa(step: &StepView) -> Option<Vec<(StepField, FieldValue)>> {
    StepField::SerialNumber.get(step.step())?;
    let caller = step.result().caller.as_ref().filter(|caller| caller.session.is_none())?;
    let arn = caller.principal.arn.as_ref()?;
    let device = device(step.scenario(), arn)?;
    let code = match &device.seed {
        None => "123456".into(),
        // The engine says which code a seeded device shows once a wrong one was passed.
        Some(_) => return None,
    };
    Some(vec![
        (StepField::SerialNumber, FieldValue::Text(Rc::clone(&device.serial_number))),
        (StepField::TokenCode, FieldValue::Text(code)),
    ])
}

fn device<'s>(
    scenario: &'s Scenario,
    user: &iam::Arn,
) -> Option<&'s simulator::scenario::MfaDevice> {
    let account = scenario.account(user.account()?)?;
    let known = account.users.iter().find(|known| known.arn_in(account.id) == *user)?;
    known.mfa_devices.first()
}

fn behind(key: &str, mark: char) -> &str {
    key.split_once(mark).map_or(key, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gallery::{self, SECTIONS},
        state::{Action, Model, Origin, update},
        store::Simulation,
    };

    /// What every example offers to try, by example and step.
    fn offers() -> Vec<(String, Rc<Scenario>, usize, Trial)> {
        let mut all = Vec::new();
        for example in SECTIONS.iter().flat_map(gallery::Section::examples) {
            let simulation = Simulation::of(Rc::clone(&example.scenario));
            for index in 0..simulation.outcome.steps.len() {
                let step = StepView::new(simulation.clone(), index).unwrap();
                if let Some(trial) = of(&step) {
                    let name = format!("{} {}", example.id, step.step().id);
                    all.push((name, Rc::clone(&example.scenario), index, trial));
                }
            }
        }
        all
    }

    #[test]
    fn what_is_offered_changes_the_reason() {
        let offers = offers();
        for (name, scenario, index, trial) in &offers {
            let (words, values) = (&trial.words, trial.values.clone());
            let (scenario, origin) = (Rc::clone(scenario), Origin::Own);
            let open = Action::ScenarioOpened { scenario, origin };
            let before = update(&Model::new(), open);
            let after = update(&before, Action::StepTried { step: *index, values });
            let told = |model: &Model| {
                let outcome = testing::corpus::simulate(model.scenario());
                let step = &outcome.steps[*index];
                narrate::cause(model.scenario(), &outcome, step).plain()
            };
            assert_ne!(told(&before), told(&after), "{name}: {words}");
            assert_eq!(after.history.depth(), 1, "{name}: {words}");
        }
        assert!(offers.len() >= 8, "only {} offers", offers.len());
    }

    #[test]
    fn the_button_says_what_it_sets() {
        let words: Vec<String> = offers()
            .into_iter()
            .map(|(name, _, _, trial)| format!("{name}: {}", trial.words))
            .collect();
        for wanted in [
            "vendor-confused-deputy confused: Try with ExternalId customer-2093",
            "same-account-elevation-with-mfa without-code: Try with an MFA code",
            "pass-only-your-own-tag other: Try with tag team=web",
            "break-glass-by-time-and-address from-home: Try with aws:SourceIp 203.0.113.0",
            "endpoint-region-forbidden frankfurt: Try with endpoint us-west-2",
        ] {
            assert!(
                words.iter().any(|known| known == wanted),
                "{wanted} is not among\n{}",
                words.join("\n")
            );
        }
    }
}
