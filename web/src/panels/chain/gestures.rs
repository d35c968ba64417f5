//! Making the drawing larger and smaller under a pointer, and moving it.

use std::{cell::Cell, rc::Rc};

use web_sys::Element;
use yew::prelude::*;

use crate::{
    browser::gestures::{self, Anchor},
    state::{Action, Zoom},
};

/// Listens at the place; gives whether the place is calm yet, as in somebody's document until it is pressed.
#[hook]
pub(super) fn use_gestures(
    place: &NodeRef,
    calm: bool,
    percent: i32,
    on_action: &Callback<Action>,
) -> bool {
    let woken = use_state(|| false);
    // The size that was asked for last, finer than a percent: a trackpad asks for less than that at a time.
    let asked = use_mut_ref(|| f64::from(percent));
    let anchor = use_mut_ref(|| None::<Anchor>);
    let latest = use_memo((), |()| Cell::new(percent));
    latest.set(percent);
    {
        let (place, on_action, woken) = (place.clone(), on_action.clone(), woken.setter());
        let (asked, anchor, latest) = (asked, Rc::clone(&anchor), Rc::clone(&latest));
        use_effect_with(calm, move |calm| {
            let listening = place.cast::<Element>().map(|place| {
                let on_zoom = move |times: f64, at: Anchor| {
                    let mut asked = asked.borrow_mut();
                    let shown = f64::from(latest.get());
                    // What was asked for otherwise meanwhile counts.
                    let from = if (*asked - shown).abs() < 1.0 { *asked } else { shown };
                    *asked = (from * times).clamp(f64::from(Zoom::LEAST), f64::from(Zoom::MOST));
                    anchor.replace(Some(at));
                    #[expect(clippy::cast_possible_truncation, reason = "percents are small")]
                    let percent = asked.round() as i32;
                    if percent != latest.get() {
                        on_action.emit(Action::ZoomChosen(Zoom::Percent(percent)));
                    }
                };
                gestures::listen(&place, *calm, on_zoom, move || woken.set(true))
            });
            move || drop(listening)
        });
    }
    let place = place.clone();
    use_effect_with(percent, move |_| {
        if let (Some(place), Some(anchor)) = (place.cast::<Element>(), anchor.borrow_mut().take()) {
            gestures::keep(&place, anchor);
        }
    });
    calm && !*woken
}
