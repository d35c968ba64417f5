//! Moving organizational units.

use super::{Refused, refused};
use crate::scenario::Scenario;

impl Scenario {
    /// Moves an organizational unit, with everything in it, under another one or the root, as `MoveAccount` does for an
    /// account; gives its new place. AWS has no such call for units: there one is made anew, and its accounts are moved.
    ///
    /// # Errors
    /// Where there is no such place, it is the root, would stand within itself or beside one of its name, or would nest
    /// too deep.
    pub fn move_unit(&mut self, from: &[usize], under: &[usize]) -> Result<Vec<usize>, Refused> {
        let Some((index, parent)) = from.split_last() else {
            return Err(vec![refused("The root cannot be moved.".to_owned())]);
        };
        if under.starts_with(from) {
            return Err(vec![refused("A unit cannot stand within itself.".to_owned())]);
        }
        if self.unit(from).is_none() || self.unit(under).is_none() {
            return Err(vec![refused("There is no such unit.".to_owned())]);
        }
        if parent == under {
            return Ok(from.to_vec());
        }
        // Without it, what stood behind it moves up.
        let mut place = under.to_vec();
        if place.len() > parent.len() && place.starts_with(parent) && place[parent.len()] > *index {
            place[parent.len()] -= 1;
        }
        self.edit(|edited| {
            let known = edited.unit_mut(parent).filter(|parent| *index < parent.units.len());
            let Some(unit) = known.map(|parent| parent.units.remove(*index)) else { return };
            if let Some(under) = edited.unit_mut(&place) {
                place.push(under.units.len());
                under.units.push(unit);
            }
        })?;
        Ok(place)
    }
}
