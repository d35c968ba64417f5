//! The guided tour: a card that says what one looks at, and a ring around it, which the style sheet draws by the
//! workbench's `data-tour`. The card waits for the deed it speaks of, or does it. Escape leaves it.

use yew::prelude::*;

use crate::{
    browser::{focus, focus_keeper, scroll, timer},
    components::{Glyph, Icon, inspector::with_code},
    state::{
        Action, FieldValue, InspectorTab, Opening, StepField, View,
        selectors::{self, Verdict},
        tour::{self, HOP, Station},
    },
    store::{Store, use_store},
};

/// The element id of what is said first.
const HEADING: &str = "tour-heading";

/// The duration that the tour tries: what a chained session may last.
const SECONDS: i64 = sts::CHAINING_LIMIT;

/// What is said where somebody changed the example in more than the tour speaks of.
const CHANGED: &str = "You changed the example, so this may no longer hold. Go on all the same, take the change back with Undo, or leave the tour.";

/// What a station says.
struct Words {
    heading: &'static str,
    /// Before its deed is done, and where it has none.
    before: &'static str,
    /// Once it is done, where it has one.
    after: &'static str,
    /// The button that does it.
    deed: &'static str,
}

fn words(station: Station) -> Words {
    match station {
        Station::Chain => Words {
            heading: "Lanes are accounts, boxes are calls",
            before: "Each lane is an AWS account. Each numbered box is a call, and an AssumeRole call is a hop: it takes its caller, at first the user alice, into a role of another lane. The next hop is made with the session that the one before it gave.",
            after: "",
            deed: "",
        },
        Station::Refusal => Words {
            heading: "One hop is refused",
            before: "Hop 2 is red, says “Denied”, and its line stops short of the role. Choose it to see why.",
            after: "Why says the answer first, then the one fact that decides, then what the command line would print. Every check that was made stands below, in order.",
            deed: "Choose hop 2",
        },
        Station::Statement => Words {
            heading: "The policies are not the reason",
            before: "This is the trust policy of ProdAdmin. The marked statement lets DeployRole in, so it is the limit that refuses hop 2. A check under Why leads to its statement in the same way.",
            after: "",
            deed: "",
        },
        Station::Change => Words {
            heading: "Change it, and see what comes of it",
            before: "Hop 2 asks for 7200 seconds. Type 3600 into `DurationSeconds`.",
            after: "Hop 2 is allowed now, and so is what its session goes on to do. Documents, tags and the organization are changed in the same way. Nothing is sent anywhere: this page decides.",
            deed: "Set 3600",
        },
        Station::Undo => Words {
            heading: "Everything can be undone",
            before: "Press the arrow for Undo at the top, or Ctrl+Z.",
            after: "Hop 2 is refused again. Earlier versions of your work are kept too: see History in the menu “More”.",
            deed: "Undo",
        },
        Station::OwnCase => Words {
            heading: "Now your own case",
            before: "The mark at the top left leads back to the start. “Paste your own case” there takes an error message, policies and commands as they are, and makes a chain of them.",
            after: "",
            deed: "",
        },
    }
}

/// Whether the deed that a station waits for is done.
fn is_done(store: &Store, station: Station) -> bool {
    let outcome = &store.simulation.outcome;
    let verdict = || outcome.steps.get(HOP).map(Verdict::of);
    match station {
        Station::Refusal => selectors::selected_step(store.model(), Some(outcome)) == Some(HOP),
        Station::Change => verdict() == Some(Verdict::Allowed),
        Station::Undo => verdict() == Some(Verdict::Denied),
        Station::Chain | Station::Statement | Station::OwnCase => true,
    }
}

/// What a station's button does while the deed is not done.
fn deed(station: Station) -> Vec<Action> {
    match station {
        Station::Refusal => {
            vec![Action::StepSelected(HOP), Action::InspectorTabChosen(InspectorTab::Why)]
        }
        Station::Change => vec![Action::StepParameterEdited {
            step: HOP,
            field: StepField::DurationSeconds,
            value: FieldValue::Number(SECONDS),
        }],
        Station::Undo => vec![Action::UndoRequested],
        Station::Chain | Station::Statement | Station::OwnCase => Vec::new(),
    }
}

/// What the workbench says of the tour to its style: where the ring is.
pub(crate) fn sign(store: &Store) -> Option<String> {
    let station = store.model().tour.as_ref()?.station;
    let waited = !words(station).deed.is_empty() && is_done(store, station);
    Some(format!("{}{}", station.token(), if waited { "-done" } else { "" }))
}

/// What is to be in sight at a station, where it may not be.
fn target(station: Station) -> Option<String> {
    match station {
        Station::Refusal => Some(format!("chain-step-{HOP}")),
        Station::Change => Some("field-DurationSeconds".to_owned()),
        Station::Chain | Station::Statement | Station::Undo | Station::OwnCase => None,
    }
}

/// Begins the tour, and remembers where the focus is to come back to.
pub(crate) fn begin(store: &Store, button: Option<&str>) {
    focus_keeper::mark(button);
    store.dispatch(Action::OpeningAsked(Opening::Tour));
}

/// The card, while the tour is taken.
#[component]
pub(crate) fn Tour() -> Html {
    let store = use_store();
    match store.model().tour.as_ref().map(|tour| tour.station) {
        Some(station) => html! { <Card {station} /> },
        None => html! {},
    }
}

/// Properties of [`Card`].
#[derive(PartialEq, Properties)]
struct Props {
    station: Station,
}

#[component]
fn Card(props: &Props) -> Html {
    let store = use_store();
    let station = props.station;
    use_effect_with(station, |station| {
        let target = target(*station);
        // After whatever else the station's arrival moves.
        timer::soon(move || {
            target.iter().for_each(|id| scroll::into_sight(id));
            focus::by_id(HEADING);
        });
    });
    use_effect_with((), |()| || focus_keeper::return_to_mark());
    let Words { heading, before, after, deed } = words(station);
    let has_changed = station != Station::OwnCase && tour::has_changed(store.model());
    // What was changed otherwise may never come to what the station waits for.
    let waits = !deed.is_empty() && !has_changed && !is_done(&store, station);
    let told = match (waits, has_changed) {
        (true, _) => "",
        (false, true) => CHANGED,
        (false, false) => after,
    };
    let leave = store.on(|_: MouseEvent| Action::TourLeft);
    let onkeydown = {
        let store = store.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                store.dispatch(Action::TourLeft);
            }
        })
    };
    let place = format!("Tour, {} of {}", station.index() + 1, Station::ALL.len());
    html! {
        <section class="tour" role="dialog" aria-labelledby={HEADING} data-region="" tabindex="-1" {onkeydown}>
            <header class="tour-head">
                <span class="meta">{ place }</span>
                <button type="button" class="icon-button" aria-label="Leave the tour" title="Leave the tour (Escape)" onclick={leave}>
                    <Icon glyph={Glyph::Close} />
                </button>
            </header>
            <h2 id={HEADING} tabindex="-1" aria-describedby="tour-words">{ heading }</h2>
            <div id="tour-words">
                if waits || has_changed || deed.is_empty() { <p>{ with_code(before) }</p> }
                <p role="status">{ with_code(told) }</p>
            </div>
            <footer class="tour-foot">
                { view_back(&store, station) }
                { view_on(&store, station, waits.then_some(deed)) }
            </footer>
        </section>
    }
}

fn view_back(store: &Store, station: Station) -> Html {
    match (station, station.beside(-1)) {
        (Station::OwnCase, _) => html! {
            <button type="button" class="button" onclick={store.on(|_| Action::TourLeft)}>{ "End the tour" }</button>
        },
        (_, Some(before)) => html! {
            <button type="button" class="button" onclick={store.on(move |_| Action::TourMoved(before))}>{ "Back" }</button>
        },
        (_, None) => html! {
            <button type="button" class="button" onclick={store.on(|_| Action::TourLeft)}>{ "Not now" }</button>
        },
    }
}

/// One button that does the deed, then leads on: whoever pressed it keeps the focus on it.
fn view_on(store: &Store, station: Station, waits_for: Option<&'static str>) -> Html {
    let (label, actions) = match (waits_for, station.beside(1)) {
        (Some(label), _) => (label, deed(station)),
        (None, Some(next)) => ("Next", vec![Action::TourMoved(next)]),
        (None, None) => ("Paste your own case", vec![Action::ViewChosen(View::OwnCase)]),
    };
    let store = store.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        actions.iter().for_each(|action| store.dispatch(action.clone()));
    });
    html! { <button type="button" class="button button-primary" {onclick}>{ label }</button> }
}
