//! The size of the diagram's place.

use yew::prelude::*;

use crate::browser::resize::{self, Size};

/// The place's size: measured once it is drawn, guessed from the window before.
#[hook]
pub(super) fn use_size(place: &NodeRef) -> Size {
    let size = use_state(|| guess(resize::viewport()));
    let (report, place) = (size.setter(), place.clone());
    use_effect_with((), move |()| {
        // What is not shown has no size, and keeps the one it had.
        let on_size = move |size: Size| {
            if size.0 > 0 && size.1 > 0 {
                report.set(size);
            }
        };
        let observation = place.cast().and_then(|element| resize::observe(&element, on_size));
        move || drop(observation)
    });
    *size
}

/// What the panels at the sides leave.
fn guess((width, height): Size) -> Size {
    let sides = match width {
        1280.. => 272 + 424,
        768.. => 48 + 376,
        _ => 0,
    };
    ((width - sides).max(320), (height / 2).max(320))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guess_follows_the_regions_of_the_page() {
        assert_eq!(guess((1440, 900)), (744, 450));
        assert_eq!(guess((1024, 768)), (600, 384));
        assert_eq!(guess((390, 844)), (390, 422));
    }
}
