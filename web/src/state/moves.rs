//! Moving organizational units and identity providers in the world: what is open goes with them.

use iam::{AccountId, Arn};
use simulator::scenario::Scenario;

use super::{EntityAddress, Model, Subject, selectors, update};

/// Moves a unit under another one.
pub(super) fn unit(model: &mut Model, from: &[usize], under: &[usize]) {
    let title = selectors::entity_title(model.scenario(), &EntityAddress::Unit(from.into()));
    let mut place = None;
    let moved =
        update::try_edit(model, &format!("move {title}"), None, |scenario: &mut Scenario| {
            place = Some(scenario.move_unit(from, under)?);
            Ok(())
        });
    // Units are known by their places, and those of others change with it.
    if let Some(place) = place.filter(|_| moved) {
        model.ui.subject = Some(Subject::Entity(EntityAddress::Unit(place.into())));
        model.ui.reveal = None;
    }
}

/// Moves a provider to another account.
pub(super) fn provider(model: &mut Model, from: &Arn, to: AccountId) {
    let title = selectors::entity_title(model.scenario(), &EntityAddress::Provider(from.clone()));
    let mut arn = None;
    let moved =
        update::try_edit(model, &format!("move {title}"), None, |scenario: &mut Scenario| {
            arn = Some(scenario.move_provider(from, to)?);
            Ok(())
        });
    if let Some(arn) = arn.filter(|_| moved) {
        model.ui.subject = Some(Subject::Entity(EntityAddress::Provider(arn)));
        model.ui.reveal = None;
    }
}
