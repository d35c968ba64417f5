//! Moving organizational units and identity providers in the world: what is open goes with them.

use iam::{AccountId, Arn};
use simulator::scenario::{Scenario, edit::Refused};

use super::{EntityAddress, Model, Subject, selectors, update};

/// Moves a unit under another one. Units are known by their places, and those of others change with it.
pub(super) fn unit(model: &mut Model, from: &[usize], under: &[usize]) {
    moved(model, &EntityAddress::Unit(from.into()), |scenario| {
        Ok(EntityAddress::Unit(scenario.move_unit(from, under)?.into()))
    });
}

/// Moves a provider to another account, which is in its ARN.
pub(super) fn provider(model: &mut Model, from: &Arn, to: AccountId) {
    moved(model, &EntityAddress::Provider(from.clone()), |scenario| {
        Ok(EntityAddress::Provider(scenario.move_provider(from, to)?))
    });
}

/// Moves something by an edit that says where it is then.
fn moved(
    model: &mut Model,
    from: &EntityAddress,
    edit: impl FnOnce(&mut Scenario) -> Result<EntityAddress, Refused>,
) {
    let title = selectors::entity_title(model.scenario(), from);
    let mut place = None;
    let is_done = update::try_edit(model, &format!("move {title}"), None, |scenario| {
        place = Some(edit(scenario)?);
        Ok(())
    });
    if let Some(place) = place.filter(|_| is_done) {
        model.ui.subject = Some(Subject::Entity(place));
        model.ui.reveal = None;
    }
}
