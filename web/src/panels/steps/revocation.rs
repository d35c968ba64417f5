//! The step that the console's "Revoke active sessions" stands for. AWS: "Revoke IAM role temporary security credentials".

use std::rc::Rc;

use iam::{AccountId, Arn, Timestamp};
use simulator::{
    Outcome, Scenario,
    scenario::{Change, Step},
};
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon},
    state::{Action, EntityAddress, selectors},
    store::Store,
};

/// The role with that ARN, where the scenario has it.
pub(crate) fn role(scenario: &Scenario, arn: &Arn) -> Option<(AccountId, Rc<str>)> {
    let account = scenario.account(arn.account()?)?;
    let role = account.roles.iter().find(|role| role.arn_in(account.id) == *arn)?;
    Some((account.id, Rc::clone(&role.name)))
}

/// The moment of a step that comes to that place and waits for nothing.
pub(crate) fn moment(scenario: &Scenario, outcome: &Outcome, at: usize) -> Timestamp {
    let before = at.checked_sub(1).and_then(|before| outcome.steps.get(before));
    before.map_or(scenario.start.time, |step| step.at)
}

/// The step for that place.
pub(crate) fn step(
    scenario: &Scenario,
    outcome: &Outcome,
    at: usize,
    account: AccountId,
    role: &str,
) -> Step {
    let change = Change::revoke_older_sessions(role, moment(scenario, outcome, at));
    Step::change("revoke", account, change)
}

/// The button in the head of a role's settings: the step comes behind the selected one.
pub(crate) fn view_button(store: &Store, entity: &EntityAddress) -> Html {
    let EntityAddress::Role(account, name) = entity else { return Html::default() };
    let (scenario, outcome) =
        (Rc::clone(&store.simulation.scenario), Rc::clone(&store.simulation.outcome));
    let selected = selectors::selected_step(store.model(), Some(&outcome));
    let at = selected.map_or(0, |index| index + 1);
    let (account, name) = (*account, Rc::clone(name));
    let onclick = store.on(move |_: MouseEvent| {
        let step = Box::new(step(&scenario, &outcome, at, account, &name));
        Action::StepAdded { at, step }
    });
    let title = format!(
        "Adds step {}: every session of the role that was issued until then is denied everything",
        at + 1
    );
    html! {
        <button type="button" class="button button-quiet" {title} {onclick}>
            <Icon glyph={Glyph::Lock} />{ "Revoke older sessions" }
        </button>
    }
}

#[cfg(test)]
mod tests {
    use simulator::{outcome::StepResult, simulate};

    use super::*;
    use crate::gallery::example;

    #[test]
    fn a_session_of_the_role_is_denied_everything_from_then_on() {
        let mut scenario = (*example("three-hop-chain").unwrap().scenario).clone();
        let outcome = simulate(&scenario);
        let last = scenario.steps.len();
        let session = outcome.steps[2].minted.as_ref().unwrap();
        let arn = session.session.principal.arn.clone().unwrap();
        let (account, name) = role(&scenario, &arn).unwrap();
        assert_eq!(moment(&scenario, &outcome, 0), scenario.start.time);
        assert_eq!(moment(&scenario, &outcome, last), outcome.steps[last - 1].at);
        let step = step(&scenario, &outcome, 3, account, &name);
        scenario.insert_step(3, step).unwrap();
        let after = simulate(&scenario);
        assert!(after.steps[3].is_change && after.steps[3].result == StepResult::Succeeded);
        assert!(matches!(outcome.steps[3].result, StepResult::Succeeded));
        assert!(matches!(after.steps[4].result, StepResult::Refused(_)));
    }
}
