//! The workbench: the world at the left, the chain with what was chosen under it, why at the right.

use simulator::paste::ASSUMED;
use yew::prelude::*;

use super::{
    embedded::EmbedHead,
    focus::{self, BELOW, use_kept_focus},
    inspector, notice,
    peek::{Peek, PinnedLine},
    phone_tabs, rail, scenario_bar,
    shortcuts::Shortcuts,
    status_bar,
    strip::{self, Strip},
};
use crate::{
    browser::scroll,
    components::{
        Glyph, Icon,
        inspector::with_code,
        left::Tell,
        tabs::{Tab, Tabs},
    },
    panels::{
        chain::{self, Chain, Shown, carried, export},
        clock::Clock,
        document::Document,
        entity,
        events::{Events, Record},
        expectations,
        history::History,
        playback::{self, Playback},
        problems::{self, problems},
        source::Source,
        steps,
        tour::{self, Tour},
        ways_in::WaysIn,
        what_if::WhatIf,
        world::World,
    },
    state::{Action, DockTab, InspectorTab, PhoneTab, Subject, Ui, Zoom, selectors},
    store::{Store, use_store},
};

/// The workbench.
#[component]
pub(super) fn Workbench() -> Html {
    let store = use_store();
    let selected = selectors::selected_step(store.model(), Some(&store.simulation.outcome));
    use_effect_with((selected, store.model().ui.subject.is_some()), |(selected, _)| {
        selected.iter().for_each(|step| {
            scroll::within(".strip", &strip::element_id(*step));
            scroll::within(".panel-scroll", &steps::row_id(*step));
        });
    });
    let shown = use_state(|| Shown { percent: 100, is_whole: true, fits_otherwise: false });
    let ui = &store.model().ui;
    // On a phone all parts share one page: another one is read from its beginning, the chain from its chosen step.
    let is_first = use_mut_ref(|| true);
    use_effect_with((ui.phone_tab, ui.subject.clone()), move |(tab, _)| {
        scroll::to_top();
        let comes_back = !is_first.replace(false) && *tab == PhoneTab::Chain;
        selected.filter(|_| comes_back).into_iter().for_each(chain::page_to_step);
    });
    use_kept_focus(&store);
    let tell =
        use_memo((), |()| Tell(store.on(|text: AttrValue| Action::NotTakenTold((&*text).into()))));
    // What was chosen takes its place.
    let has_clock = ui.subject.is_none() || ui.phone_tab == PhoneTab::Clock;
    html! {
        <div class={classes(ui)} data-tour={tour::sign(&store)}>
            if store.model().embed.is_some() { <EmbedHead /> } else { { scenario_bar::view(&store) } }
            { rail::view(&store) }
            // On a phone any one of the parts is all that is shown, so each of them is within the main landmark.
            <ContextProvider<Tell> context={(*tell).clone()}>
                <main class="workbench-parts">
                    <section class="region-world" data-region="" tabindex="-1" aria-label="World"><World /></section>
                    <div class="region-centre">
                        { notice::view(&store) }
                        { view_chain(&store, &shown) }
                        if has_clock {
                            <div class="region-clock" data-region="" tabindex="-1" role="group" aria-label="Clock"><Clock /></div>
                        }
                        { view_below(&store) }
                    </div>
                    <section class="region-inspector" data-region="" tabindex="-1" aria-label="Selected step">{ inspector::view(&store) }</section>
                </main>
            </ContextProvider<Tell>>
            { status_bar::view(&store) }
            <PinnedLine />
            { phone_tabs::view(&store) }
            <Shortcuts />
            <Tour />
        </div>
    }
}

/// The workbench, for whoever may not name its parts: see `chunks.rs`.
pub(crate) fn view_workbench() -> Html {
    html! { <Workbench /> }
}

fn classes(ui: &Ui) -> Classes {
    let tab = match ui.phone_tab {
        PhoneTab::Chain => "phone-chain",
        PhoneTab::Why => "phone-why",
        PhoneTab::World => "phone-world",
        PhoneTab::Document => "phone-document",
        PhoneTab::Hops => "phone-hops",
        PhoneTab::Clock => "phone-clock",
    };
    classes!(
        "workbench",
        tab,
        ui.subject.is_some().then_some("workbench-subject"),
        ui.world_open.then_some("workbench-world-open"),
        (ui.inspector_tab == InspectorTab::Why).then_some("workbench-why"),
    )
}

/// What the drawing will show.
const EMPTY: &str = "Each step is a call in this drawing: who makes it, whether it is allowed, and the session that it gives, which may make the next one. Add the first one; its role may be made in the world before.";

fn view_chain(store: &Store, shown: &UseStateHandle<Shown>) -> Html {
    let simulation = &store.simulation;
    let selected = selectors::selected_step(store.model(), Some(&simulation.outcome));
    let number = selected.and_then(|index| u32::try_from(index + 1).ok());
    let on_select = store.on(Action::StepSelected);
    let on_shown = {
        let shown = shown.setter();
        Callback::from(move |now| shown.set(now))
    };
    html! {
        <section class="region-chain" data-region="" tabindex="-1" aria-label="Chain">
            <div class="panel-head panel-head-line chain-head">
                <h2>{ "Chain" }</h2>
                { view_teaches(simulation.scenario.teaches.as_deref()) }
                <div class="panel-head-right">{ view_copy(store) }{ playback::view_button(store) }{ carried::view(store) }{ view_zoom(store, **shown) }{ export::view(store) }{ steps::view_add(store, "add-step") }</div>
            </div>
            <Playback />
            <div class="chain-strip">{ strip::view(&Strip::of(&simulation.chain), number, Some(&on_select)) }</div>
            <div class="chain-drawing"><Chain on_shown={on_shown} /></div>
            if simulation.outcome.steps.is_empty() { <p class="panel-empty">{ EMPTY }</p> }
            <Peek />
        </section>
    }
}

/// Whether it is a copy that is worked on.
fn view_copy(store: &Store) -> Html {
    if store.model().original.is_none() {
        return Html::default();
    }
    html! {
        <button type="button" class="chip chip-warn copy-sign" title="To the copy and its original, side by side"
            onclick={store.on(|_| Action::CopyBegun)}>{ "Copy" }</button>
    }
}

/// What the scenario teaches; of one's own case, what nobody pasted.
fn view_teaches(teaches: Option<&str>) -> Html {
    let Some(teaches) = teaches else { return html! {} };
    match teaches.strip_prefix(ASSUMED) {
        Some(assumed) => html! {
            <details class="chain-assumed">
                <summary><Icon glyph={Glyph::Warning} />{ "Some of it is assumed" }</summary>
                <p>{ "Nobody pasted it. " }{ with_code(assumed) }</p>
            </details>
        },
        None => html! { <p class="chain-teaches secondary">{ teaches.to_owned() }</p> },
    }
}

/// Smaller, larger, and the whole at once, with the size that it has now.
fn view_zoom(store: &Store, shown: Shown) -> Html {
    let Shown { percent, is_whole, fits_otherwise } = shown;
    let zoom = store.model().ui.zoom;
    let button = |glyph: Glyph, label: &'static str, pressed: Option<bool>, to: Zoom| {
        let does_nothing = to == zoom || (pressed == Some(false) && !fits_otherwise);
        html! {
            <button type="button" class="icon-button" aria-label={label} title={label} aria-pressed={pressed.map(|on| on.to_string())}
                aria-disabled={does_nothing.then_some("true")} onclick={store.on(move |_| Action::ZoomChosen(to))}>
                <Icon {glyph} />
            </button>
        }
    };
    html! {
        <div class="chain-zoom" role="toolbar" aria-label="Size of the drawing">
            { button(Glyph::Dash, "Smaller (-)", None, Zoom::smaller(percent)) }
            <span class="chain-percent">{ format!("{percent} %") }</span>
            { button(Glyph::Add, "Larger (+)", None, Zoom::larger(percent)) }
            { button(Glyph::Fit, "The whole chain (0)", Some(is_whole && !matches!(zoom, Zoom::Percent(_))), zoom.fitted()) }
        </div>
    }
}

/// What was chosen, or the dock.
fn view_below(store: &Store) -> Html {
    // A phone's list of hops stands on its own; what was chosen has a tab beside it.
    let ui = &store.model().ui;
    let subject = ui.subject.as_ref().filter(|_| ui.phone_tab != PhoneTab::Hops);
    let content = match subject {
        Some(Subject::Document(address)) => html! { <Document address={address.clone()} /> },
        Some(Subject::Entity(address)) => entity::view(store, address),
        Some(Subject::Source) => html! { <Source /> },
        Some(Subject::History) => html! { <History /> },
        Some(Subject::WaysIn(role)) => html! { <WaysIn role={role.clone()} /> },
        Some(Subject::Event { step, account }) => {
            html! { <Record step={*step} account={*account} /> }
        }
        None => view_dock(store),
    };
    let label = match subject {
        Some(Subject::Document(_)) => "Document",
        Some(Subject::Entity(_)) => "Settings",
        Some(Subject::Source) => "Source",
        Some(Subject::History) => "History",
        Some(Subject::WaysIn(_)) => "The three AssumeRole calls",
        Some(Subject::Event { .. }) => "Event",
        None => "Steps",
    };
    html! {
       <div class="region-below" id={BELOW} data-region="" tabindex="-1" role="group" aria-label={label}
           onkeydown={focus::on_escape(store)}>
           { content }
       </div>
    }
}

fn view_dock(store: &Store) -> Html {
    let tab = store.model().ui.dock_tab;
    let outcome = &store.simulation.outcome;
    let found = problems(&store.simulation).len();
    let (_, broken) = expectations::count(store);
    let tabs = vec![
        Tab { count: Some(outcome.steps.len()), ..Tab::new("Steps") },
        Tab { count: (broken > 0).then_some(broken), alert: true, ..Tab::new("Expectations") },
        Tab::new("What-if"),
        Tab::new("Events"),
        Tab { count: Some(found), alert: found > 0, ..Tab::new("Problems") },
    ];
    let order =
        [DockTab::Hops, DockTab::Expectations, DockTab::WhatIf, DockTab::Events, DockTab::Problems];
    let chosen = order.iter().position(|known| *known == tab).unwrap_or_default();
    let on_choose = store.on(move |index: usize| {
        Action::DockTabChosen(order.get(index).copied().unwrap_or_default())
    });
    html! {
        <section class="dock" aria-label="Steps, events and problems">
            <div class="dock-head">
                <Tabs id="dock" label="Steps, events and problems" {tabs} chosen={Some(chosen)} {on_choose} />
                if tab == DockTab::Hops { { steps::view_tools(store) } }
            </div>
            <div class="dock-panel" id="dock-panel" role="tabpanel" aria-labelledby={format!("dock-tab-{chosen}")}>
                { match tab {
                    DockTab::Hops => steps::view(store),
                    DockTab::Expectations => expectations::view(store),
                    DockTab::WhatIf => html! { <WhatIf /> },
                    DockTab::Events => html! { <Events /> },
                    DockTab::Problems => problems::view(store),
                } }
            </div>
        </section>
    }
}
