//! What the first screen does not need, in parts of their own that are loaded when they are first wanted: the engine and
//! everything that is drawn with it; what issues tokens and SAML responses and checks their signatures; the form view of
//! policy documents; and the views that few open.
//!
//! `cargo xtask build` takes the linked program apart at [`load_workbench`], [`load_federation`], [`load_form`] and
//! [`load_extras`]: everything that can only be reached through one of them goes into a file of its own. Without the
//! feature `split` (quick builds) the same code is one program. So what
//! is drawn first reaches the engine and the workbench through [`Workbench`] alone, never by name.

use std::{cell::Cell, rc::Rc};

use ::federation::ProviderFinding;
use diagram::glyph::Glyph;
use iam::Arn;
use simulator::{Outcome, Scenario};
use sts::Verifiers;
use yew::{Callback, Html};

use crate::{
    browser::{beside, keyboard::Command},
    gallery,
    panels::{
        clock, document, federation,
        frame::{view_apart, view_embedded, view_workbench},
        own_case::view_own_case,
        palette::view_palette,
        playback,
        question::view_question,
        step::StepView,
        ways_in,
    },
    state::{
        Action, Model, revisions,
        saved::Key,
        selectors,
        told::{self, Told},
        tour, update,
    },
    store::Store,
};

/// The lanes that a chain is drawn in.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Lanes<'a> {
    /// Its own.
    Own,
    /// Those of a chain before an edit, where they were and as large as they were.
    Kept(&'a diagram::Model),
    /// Those of a chain before something was taken away, in their order, no larger than they have to be.
    InOrderOf(&'a diagram::Model),
}

/// The doors into the second part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Workbench {
    /// Draws the workbench.
    pub(crate) view_workbench: fn() -> Html,
    /// Draws what a document shows of it.
    pub(crate) view_embedded: fn() -> Html,
    /// What a document is told of it.
    pub(crate) told: fn(&Scenario, &Outcome) -> Told,
    /// Draws the view in which one's own case is pasted.
    pub(crate) view_own_case: fn() -> Html,
    /// Draws what finds everything.
    pub(crate) view_palette: fn() -> Html,
    /// Draws what is kept beside the work.
    pub(crate) view_apart: fn() -> Html,
    /// Whether somebody made what is in the workbench, so that it is nowhere else.
    pub(crate) is_own_work: fn(&Model) -> bool,
    /// Draws the question whether an address may take the place of the work.
    pub(crate) view_question: fn() -> Html,
    /// Applies an action that is not the first screen's.
    pub(crate) apply: fn(&mut Model, Action),
    /// Runs a chain; after an edit, with its outcome before that.
    pub(crate) simulate: fn(&Scenario, Option<&Outcome>) -> Outcome,
    /// The chain as it is drawn.
    pub(crate) chain: fn(&Scenario, &Outcome, Lanes<'_>) -> diagram::Model,
    /// What a key of the clock or of the playback asks for.
    pub(crate) answer: fn(&Store, Command) -> Option<Action>,
    /// What is kept while the tour is taken.
    pub(crate) before_tour: fn(&Model) -> Option<&Model>,
    /// The text of a scenario.
    pub(crate) write: fn(&Scenario) -> String,
    /// What is kept of the scenario, its copy, and both as they were before.
    pub(crate) work_text: fn(&Model, Key) -> Option<Rc<str>>,
    /// A chain in one small line.
    pub(crate) glyph: fn(&Scenario, &Outcome) -> Glyph,
    /// What is said after an edit.
    pub(crate) verdict_changes: fn(&Outcome, &Outcome) -> Option<String>,
}

/// The doors into the part that knows cryptography.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Federation {
    /// Reads and checks signed tokens and responses.
    verifiers: Verifiers,
    /// Draws the form in which what a step presents is issued or pasted.
    pub(crate) view_signing: fn(StepView, Callback<Action>) -> Html,
    /// Draws the console's sign-in link for what a step minted.
    pub(crate) view_sign_in: fn(StepView) -> Html,
    /// Draws a call that is signed with what a step minted, and what the service says to it.
    pub(crate) view_signed_request: fn(StepView) -> Html,
    /// Says what is wrong with a provider's key set.
    pub(crate) key_set_finding: fn(&str) -> Option<ProviderFinding>,
    /// Says what is wrong with a provider's metadata.
    pub(crate) metadata_finding: fn(&str) -> Option<ProviderFinding>,
    /// Draws what is in the signed text of a step.
    pub(crate) view_opened: fn(&StepView) -> Html,
}

/// The door into the part that shows policy documents as forms.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PolicyForm {
    /// Draws a document's form.
    pub(crate) view: fn(document::Given) -> Html,
}

/// The doors into the views that few open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extras {
    /// Draws the three calls that give a role's session, side by side.
    pub(crate) view_ways_in: fn(&Store, Option<&Arn>) -> Html,
}

thread_local! {
    static FORM: Cell<Option<PolicyForm>> = const { Cell::new(None) };
    static EXTRAS: Cell<Option<Extras>> = const { Cell::new(None) };
    static LOADED: Cell<Option<Workbench>> = const { Cell::new(None) };
    static FEDERATION: Cell<Option<Federation>> = const { Cell::new(None) };
}

/// What issues, reads and checks signed tokens and responses, where it is already there. It is a part of its own: few
/// scenarios hold signed texts, and the cryptography is large.
pub(crate) fn federation() -> Option<Federation> {
    // Tests run without a browser, as does the command that the build runs.
    #[cfg(not(target_arch = "wasm32"))]
    FEDERATION.set(Some(federation_doors()));
    FEDERATION.get()
}

/// What reads and checks them, where it is already there.
pub(crate) fn verifiers() -> Option<Verifiers> {
    federation().map(|part| part.verifiers)
}

/// Loads that part, unless it is there. Should it fail, the steps with signed texts stay undecided.
pub(crate) async fn load_federation() -> bool {
    if federation().is_none()
        && let Ok(part) = fetch_federation().await
    {
        FEDERATION.set(Some(part));
    }
    federation().is_some()
}

#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(federation, fallible)]
fn fetch_federation() -> Result<Federation, NotLoaded> {
    Ok(federation_doors())
}

#[cfg(not(feature = "split"))]
async fn fetch_federation() -> Result<Federation, NotLoaded> {
    Ok(federation_doors())
}

fn federation_doors() -> Federation {
    Federation {
        verifiers: ::federation::VERIFIERS,
        key_set_finding: ::federation::key_set_finding,
        metadata_finding: ::federation::metadata_finding,
        view_signing: federation::view_signing,
        view_sign_in: federation::view_sign_in,
        view_signed_request: federation::view_signed_request,
        view_opened: federation::view_opened,
    }
}

/// What shows policy documents as forms, where it is already there.
pub(crate) fn form() -> Option<PolicyForm> {
    FORM.get()
}

/// Loads that part, unless it is there. Should it fail, the text is still there, and a later call tries again.
pub(crate) async fn load_form() -> bool {
    if form().is_none()
        && let Ok(part) = fetch_form().await
    {
        FORM.set(Some(part));
    }
    form().is_some()
}

#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(form, fallible)]
fn fetch_form() -> Result<PolicyForm, NotLoaded> {
    Ok(PolicyForm { view: document::view_form })
}

#[cfg(not(feature = "split"))]
async fn fetch_form() -> Result<PolicyForm, NotLoaded> {
    Ok(PolicyForm { view: document::view_form })
}

/// The views that few open, where they are already there.
pub(crate) fn extras() -> Option<Extras> {
    #[cfg(not(target_arch = "wasm32"))]
    EXTRAS.set(Some(extra_doors()));
    EXTRAS.get()
}

/// Loads them, unless they are there.
pub(crate) async fn load_extras() -> bool {
    if extras().is_none()
        && let Ok(part) = fetch_extras().await
    {
        EXTRAS.set(Some(part));
    }
    extras().is_some()
}

#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(extras, fallible)]
fn fetch_extras() -> Result<Extras, NotLoaded> {
    Ok(extra_doors())
}

#[cfg(not(feature = "split"))]
async fn fetch_extras() -> Result<Extras, NotLoaded> {
    Ok(extra_doors())
}

fn extra_doors() -> Extras {
    Extras { view_ways_in: ways_in::view }
}

/// Runs a chain with everything that has been loaded.
fn simulate(scenario: &Scenario, before: Option<&Outcome>) -> Outcome {
    match before {
        Some(before) => simulator::simulate_after(before, scenario, verifiers()),
        None => simulator::simulate_with(scenario, verifiers()),
    }
}

/// The part, where it is already there.
pub(crate) fn workbench() -> Option<Workbench> {
    // Tests run without a browser, and nothing is loaded.
    #[cfg(not(target_arch = "wasm32"))]
    LOADED.set(Some(doors()));
    LOADED.get()
}

/// Loads the part with the examples, unless they are there.
///
/// # Errors
/// One sentence for the reader; a later call tries again.
pub(crate) async fn load_workbench() -> Result<(), &'static str> {
    if workbench().is_none() {
        // Both come at the same time.
        let file = beside::ask(beside::EXAMPLES);
        let part = fetch().await;
        if let Some(file) = file.text().await {
            gallery::install(file);
        }
        match part {
            Ok(part) if gallery::is_installed() => LOADED.set(Some(part)),
            _ => {
                return Err(
                    "The rest of the page could not be loaded. Check the connection and try again; your work is kept.",
                );
            }
        }
    }
    Ok(())
}

/// The file could not be fetched or started.
struct NotLoaded;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(workbench, fallible)]
fn fetch() -> Result<Workbench, NotLoaded> {
    Ok(doors())
}

#[cfg(not(feature = "split"))]
async fn fetch() -> Result<Workbench, NotLoaded> {
    Ok(doors())
}

fn doors() -> Workbench {
    Workbench {
        view_palette,
        view_workbench,
        view_embedded,
        told: told::told,
        view_own_case,
        view_apart,
        is_own_work: selectors::is_own_work,
        view_question,
        apply: update::apply_in_rest,
        simulate,
        chain: |scenario, outcome, lanes| {
            let chain = diagram::Model::new(scenario, outcome);
            match lanes {
                Lanes::Own => chain,
                Lanes::Kept(before) => chain.keeping(before),
                Lanes::InOrderOf(before) => chain.in_order_of(before),
            }
        },
        answer: |store, command| match command {
            Command::Now(minutes) => clock::answer(store, minutes),
            other => playback::answer(store, other),
        },
        before_tour: tour::kept,
        write: Scenario::write,
        work_text: revisions::work_text,
        glyph: |scenario, outcome| diagram::glyph::glyph(&diagram::Model::new(scenario, outcome)),
        verdict_changes: selectors::verdict_changes,
    }
}
