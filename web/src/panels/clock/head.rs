//! The head: the now as text, moved by a minute, to the next end, and back.

use iam::Timestamp;
use simulator::clock::next_expiry;
use yew::prelude::*;

use super::{moved, scale::Scale};
use crate::{
    components::{Glyph, Icon, name_field::NameField},
    state::{Action, facts},
    store::Store,
};

/// The element id of the field with the moment that is asked about.
pub(crate) const NOW: &str = "clock-now";

/// The head.
pub(super) fn view(
    store: &Store,
    now: Timestamp,
    scale: &Scale,
    is_open: bool,
    on_fold: Callback<MouseEvent>,
) -> Html {
    let next = next_expiry(&store.simulation.outcome, now);
    let step = |glyph: Glyph, label: &'static str, seconds: i64| {
        let store = store.clone();
        let onclick = Callback::from(move |_: MouseEvent| store.dispatch(moved(&store, seconds)));
        html! { <button type="button" class="icon-button" aria-label={label} title={label} {onclick}><Icon {glyph} /></button> }
    };
    let to_next = store.on(move |_: MouseEvent| Action::NowMoved(next.or(Some(now))));
    let back = store.on(|_: MouseEvent| Action::NowMoved(None));
    let is_asked = store.model().ui.now.is_some();
    let has_steps = !store.simulation.outcome.steps.is_empty();
    let text = facts::time_beside(now, Timestamp::from_seconds(scale.from));
    let refuses = Callback::from(move |typed: AttrValue| match read(&typed, now) {
        Some(_) => None,
        None => Some(refusal(&typed, now).into()),
    });
    let on_named = {
        let store = store.clone();
        Callback::from(move |typed: AttrValue| {
            if let Some(at) = read(&typed, now).filter(|at| *at != now) {
                store.dispatch(Action::NowMoved(Some(at)));
            }
        })
    };
    html! {
        <div class="panel-head clock-head">
            <button type="button" class="clock-fold" aria-expanded={is_open.to_string()} onclick={on_fold}>
                <Icon glyph={if is_open { Glyph::ChevronDown } else { Glyph::ChevronRight }} />
                <h2>{ "Clock" }</h2>
            </button>
            if is_open && has_steps {
                <div class="panel-head-right clock-tools">
                    <NameField id={NOW} what="Now" class="clock-now mono" label="Now, UTC" name={text} size="19" {refuses} {on_named} />
                    { step(Glyph::ArrowLeft, "One minute back ([)", -60) }
                    { step(Glyph::ArrowRight, "One minute forward (])", 60) }
                    <button type="button" class="button button-quiet" aria-disabled={next.is_none().then_some("true")}
                        title={next.map_or_else(|| "No session ends after this moment".to_owned(), |end| format!("To {}", facts::moment(end)))}
                        onclick={to_next}>{ "To next expiry" }</button>
                    <button type="button" class="button button-quiet" aria-disabled={(!is_asked).then_some("true")}
                        title="Asks about no moment: the chain as it ran" onclick={back}>{ "As it ran" }</button>
                </div>
            }
        </div>
    }
}

/// What is wrong with a text that is no time, and what is accepted.
fn refusal(typed: &str, now: Timestamp) -> String {
    let said = if typed.is_empty() {
        "Type a time.".to_owned()
    } else {
        format!("“{}” is no time.", iam::visible(typed))
    };
    format!("{said} It is read as UTC: 10:30 for this day, or {now}.")
}

/// A time of the now's day, or a day with its time.
fn read(typed: &str, now: Timestamp) -> Option<Timestamp> {
    let typed = typed.trim().trim_end_matches("UTC").trim();
    let today = facts::moment(now);
    let (day, time) = typed.split_once([' ', 'T']).unwrap_or((today.get(..10)?, typed));
    let time = time.trim().trim_end_matches('Z');
    let time = if time.len() == 5 { format!("{time}:00") } else { time.to_owned() };
    Timestamp::parse_iso(&format!("{day}T{time}Z")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_type_it() {
        let now = Timestamp::parse_iso("2026-11-22T10:06:00Z").unwrap();
        let told = |typed| read(typed, now).map(|at| at.to_string());
        assert_eq!(told("10:30").as_deref(), Some("2026-11-22T10:30:00Z"));
        assert_eq!(told(" 10:30:15 UTC").as_deref(), Some("2026-11-22T10:30:15Z"));
        assert_eq!(told("2026-11-23 00:05").as_deref(), Some("2026-11-23T00:05:00Z"));
        assert_eq!(told("2026-11-23T00:05:00Z").as_deref(), Some("2026-11-23T00:05:00Z"));
        assert_eq!((told("soon"), told("25:00"), told("")), (None, None, None));
    }

    #[test]
    fn what_is_refused_names_texts_that_are_read() {
        let now = Timestamp::parse_iso("2026-11-22T10:06:00Z").unwrap();
        let words = refusal("soon", now);
        assert_eq!(
            words,
            "“soon” is no time. It is read as UTC: 10:30 for this day, or 2026-11-22T10:06:00Z."
        );
        for named in ["10:30", "2026-11-22T10:06:00Z"] {
            assert!(words.contains(named) && read(named, now).is_some(), "{named}");
        }
        assert!(refusal("", now).starts_with("Type a time."));
    }
}
