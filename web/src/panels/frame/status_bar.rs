//! The bar at the bottom: the result, expectations, problems, and whether the work is saved.

use simulator::Outcome;
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon, verdict},
    gallery,
    panels::problems::problems,
    state::{Action, DockTab, Origin, Saving, Subject, facts, selectors::Verdict},
    store::Store,
};

/// The bar.
pub(super) fn view(store: &Store) -> Html {
    let outcome = &store.simulation.outcome;
    let seed = store.simulation.scenario.seed.clone();
    let problems = problems(&store.simulation).len();
    let draft = store.model().has_broken_draft();
    let open_problems = store.on(|_| Action::DockTabChosen(DockTab::Problems));
    html! {
        <footer class="status">
            { view_result(outcome) }
            { view_expectations(outcome, was_edited(store)) }
            <button type="button" class="status-button" onclick={open_problems}>
                { match problems { 0 => "No problems".to_owned(), 1 => "1 problem".to_owned(), n => format!("{n} problems") } }
            </button>
            if draft {
                <button type="button" class="status-button verdict-warn" onclick={store.on(|_| Action::SubjectChosen(Subject::Source))}>
                    { "The source cannot be read" }
                </button>
            }
            <span class="status-right">
                if let Some(seed) = seed { <span class="status-seed">{ format!("Seed {seed}") }</span> }
                { view_saving(store.model().ui.saving) }
            </span>
        </footer>
    }
}

/// The first step that did not do what was asked, else that all did.
fn view_result(outcome: &Outcome) -> Html {
    let first = outcome.steps.iter().enumerate().find_map(|(index, step)| {
        let verdict = Verdict::of(step);
        matches!(verdict, Verdict::Denied | Verdict::Undecided | Verdict::NotReached)
            .then_some((index, verdict))
    });
    match first {
        Some((index, found)) => html! {
            <span class={format!("status-item verdict-{}", found.class())}>
                <Icon glyph={verdict::glyph(found)} />
                { format!("{} {}", facts::numbered(outcome, index), found.word().to_lowercase()) }
            </span>
        },
        None if outcome.steps.is_empty() => {
            html! { <span class="status-item">{ "No steps yet" }</span> }
        }
        None => html! {
            <span class="status-item verdict-allow"><Icon glyph={Glyph::Allowed} />{ "Every step allowed" }</span>
        },
    }
}

/// Whether somebody changed what was opened.
fn was_edited(store: &Store) -> bool {
    let model = store.model();
    let example = match &model.ui.origin {
        Origin::Example(id) => gallery::example(id),
        _ => None,
    };
    example.map_or(model.undoable().is_some(), |example| *example.scenario != **model.scenario())
}

/// How many expectations hold. That an edit changes what happens is what edits are for; only what was opened as it is
/// and does not hold is worth a warning.
fn view_expectations(outcome: &Outcome, was_edited: bool) -> Html {
    let expected = outcome.steps.iter().filter_map(|step| step.differences.as_ref());
    let (all, held) = expected.fold((0, 0), |(all, held), differences| {
        (all + 1, held + usize::from(differences.is_empty()))
    });
    match (all, held) {
        (0, _) => html! {},
        (all, held) if all == held => {
            html! { <span class="status-item">{ format!("{all} of {all} as expected") }</span> }
        }
        (all, held) if was_edited => {
            let (changed, all) = (
                all - held,
                match all {
                    1 => "1 expected result".to_owned(),
                    all => format!("{all} expected results"),
                },
            );
            html! { <span class="status-item">{ format!("Your edits changed {changed} of {all}") }</span> }
        }
        (all, held) => html! {
            <span class="status-item verdict-warn"><Icon glyph={Glyph::Warning} />{ format!("{held} of {all} as expected") }</span>
        },
    }
}

fn view_saving(saving: Saving) -> Html {
    match saving {
        Saving::Failed => html! {
            <span class="status-item verdict-warn"><Icon glyph={Glyph::Warning} />{ "Not saved" }</span>
        },
        Saving::WithoutHistory => html! {
            <span class="status-item verdict-warn" title="This browser has no room for more. A reload keeps the scenario; what can be undone and its earlier versions are lost with it.">
                <Icon glyph={Glyph::Warning} />{ "Saved without its history" }
            </span>
        },
        Saving::Apart => html! {
            <span class="status-item verdict-warn"><Icon glyph={Glyph::Warning} />{ "Kept beside another tab’s work" }</span>
        },
        Saving::Idle | Saving::Saved => html! {
            <span class="status-item"><Icon glyph={Glyph::Check} />{ "Saved in this browser" }</span>
        },
    }
}
