//! The guided tour of one example: a few stations, each at a real thing of the workbench. Whoever takes it loses nothing:
//! where only the tour changed its example, leaving leads back to where it was begun, as it was there.

use std::{ops::Range, rc::Rc};

use iam::Arn;
use simulator::{Scenario, scenario::DocumentAddress};

use super::{
    FieldValue, InspectorTab, Model, Notice, Origin, PhoneTab, StepField, Subject, update,
};
use crate::gallery;

/// The hop that is refused in the tour's example, by index.
pub(crate) const HOP: usize = 1;

/// The tour while somebody takes it.
#[derive(Debug, Clone)]
pub(crate) struct Tour {
    /// The station.
    pub(crate) station: Station,
    /// The page as it was when the tour was begun.
    from: Rc<Model>,
    /// Which of what is kept beside the work gave way to the tour.
    gave_way: Range<usize>,
}

impl PartialEq for Tour {
    fn eq(&self, other: &Self) -> bool {
        self.station == other.station && Rc::ptr_eq(&self.from, &other.from)
    }
}

/// Where the tour is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Station {
    /// What a lane and a hop are.
    Chain,
    /// The refused hop and its reason.
    Refusal,
    /// The statement that lets the caller in, in its document.
    Statement,
    /// Another duration, another verdict.
    Change,
    /// Undo.
    Undo,
    /// Where one's own case goes.
    OwnCase,
}

impl Station {
    /// All of them, in order.
    pub(crate) const ALL: [Self; 6] =
        [Self::Chain, Self::Refusal, Self::Statement, Self::Change, Self::Undo, Self::OwnCase];

    /// Its place among them, from 0.
    pub(crate) fn index(self) -> usize {
        Self::ALL.iter().position(|known| *known == self).unwrap_or_default()
    }

    /// The station so many further on.
    pub(crate) fn beside(self, by: isize) -> Option<Self> {
        Self::ALL.get(self.index().checked_add_signed(by)?).copied()
    }

    /// What the page calls it.
    pub(crate) fn token(self) -> &'static str {
        match self {
            Self::Chain => "chain",
            Self::Refusal => "refusal",
            Self::Statement => "statement",
            Self::Change => "change",
            Self::Undo => "undo",
            Self::OwnCase => "own-case",
        }
    }
}

/// Opens the tour's example at the first station.
pub(super) fn begin(model: &mut Model) {
    let Some(example) = gallery::example(gallery::FEATURED) else { return };
    leave(model);
    model.ui.shortcuts_open = false;
    model.ui.palette_open = false;
    let from = Rc::new(model.clone());
    let before = model.beside.len();
    update::open(model, example.scenario, Origin::Example(gallery::FEATURED.into()));
    // Leaving leads back to it; what is warned of stays told.
    model.ui.notice = from.ui.notice.clone().filter(|notice| notice.is_warning);
    model.tour = Some(Tour { station: Station::Chain, from, gave_way: before..model.beside.len() });
    go(model, Station::Chain);
}

/// Goes to a station, and shows what it is about.
pub(super) fn go(model: &mut Model, station: Station) {
    let Some(tour) = &mut model.tour else { return };
    tour.station = station;
    let trust = trust_of_target(model.scenario());
    let ui = &mut model.ui;
    ui.reveal = None;
    match station {
        Station::Chain | Station::Refusal => {
            ui.subject = None;
            ui.selected_step = Some(0);
            ui.inspector_tab = InspectorTab::Why;
            ui.phone_tab = PhoneTab::Chain;
        }
        Station::Statement => {
            ui.selected_step = Some(HOP);
            ui.inspector_tab = InspectorTab::Why;
            ui.as_text = true;
            ui.subject = trust.map(Subject::Document);
            ui.phone_tab = PhoneTab::Document;
        }
        Station::Change | Station::Undo => {
            ui.subject = None;
            ui.selected_step = Some(HOP);
            ui.inspector_tab = InspectorTab::Request;
            ui.phone_tab = PhoneTab::Why;
        }
        Station::OwnCase => {}
    }
}

/// Ends the tour. What was there before it is there again, unless something was made of the example meanwhile: then that
/// stays, and what was set aside for it is offered.
pub(super) fn leave(model: &mut Model) {
    let is_untouched = kept(model).is_some();
    let Some(tour) = model.tour.take() else { return };
    let warned = model.ui.notice.take_if(|notice| notice.is_warning);
    if !is_untouched {
        update::offer_aside(model);
        return warn_too(model, warned);
    }
    let now = std::mem::replace(model, (*tour.from).clone());
    // It is drawn anew, and what belongs to the person and not to the work stays as it is now.
    model.opened = now.opened + 1;
    model.ui.theme = now.ui.theme;
    model.ui.plain_editor = now.ui.plain_editor;
    model.ui.letters_off = now.ui.letters_off;
    model.ui.shown_as = now.ui.shown_as;
    model.ui.seen = now.ui.seen;
    model.ui.pasted = now.ui.pasted;
    model.ui.pasted_uses = now.ui.pasted_uses;
    model.ui.saving = now.ui.saving;
    model.ui.tabs_changed = now.ui.tabs_changed;
    model.ui.palette_open = now.ui.palette_open;
    model.beside = now.beside;
    // It is set aside again, as before.
    Rc::make_mut(&mut model.beside).drain(tour.gave_way);
    // The warning of before the tour was told in it too.
    model.ui.notice.take_if(|notice| notice.is_warning);
    warn_too(model, warned);
}

/// Tells what was warned of, before what there is to tell besides.
fn warn_too(model: &mut Model, warned: Option<Notice>) {
    let Some(warned) = warned else { return };
    let told = model.ui.notice.take().filter(|told| told.offers.is_some());
    model.ui.notice = Some(match told {
        Some(told) => Notice {
            text: format!("{} {}", warned.text, told.text).into(),
            is_warning: true,
            offers: told.offers,
        },
        None => warned,
    });
}

/// While nothing was made of the tour's example: the model of before the tour, which is what is kept.
pub(crate) fn kept(model: &Model) -> Option<&Model> {
    let tour = model.tour.as_ref()?;
    let is_untouched = is_as_shown(model.scenario())
        && !model.has_broken_draft()
        && !model.revisions.names_beyond(&tour.from.revisions);
    is_untouched.then_some(&*tour.from)
}

/// Whether somebody changed the tour's example in more than the tour speaks of: what its stations say and wait for may then
/// never come.
pub(crate) fn has_changed(model: &Model) -> bool {
    model.tour.is_some() && !is_as_shown(model.scenario())
}

/// Whether a scenario differs from the tour's example in nothing but the duration that the tour speaks of.
fn is_as_shown(scenario: &Scenario) -> bool {
    let Some(example) = gallery::example(gallery::FEATURED) else { return false };
    let asked = scenario.steps.get(HOP).and_then(|step| StepField::DurationSeconds.get(step));
    let mut shown = (*example.scenario).clone();
    if let (Some(step), Some(asked)) = (shown.steps.get_mut(HOP), &asked) {
        StepField::DurationSeconds.set(step, asked);
    }
    shown == *scenario
}

/// The trust policy of the role that the refused hop asks for.
fn trust_of_target(scenario: &Scenario) -> Option<DocumentAddress> {
    let Some(FieldValue::Text(arn)) = StepField::RoleArn.get(scenario.steps.get(HOP)?) else {
        return None;
    };
    let arn: Arn = arn.parse().ok()?;
    let account = arn.account()?;
    Some(DocumentAddress::Trust { account, role: arn.name().into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Action, Opening, View, selectors::Verdict};

    fn toured(model: &Model) -> Model {
        update::update(model, Action::OpeningAsked(Opening::Tour))
    }

    fn example(id: &str) -> Model {
        let id = id.into();
        update::update(&Model::new(), Action::OpeningAsked(Opening::Example { id, seconds: None }))
    }

    fn own_work() -> Model {
        update::update(&example("three-hop-chain"), Action::TitleEdited("Mine".into()))
    }

    fn with_duration(model: &Model, seconds: i64) -> Model {
        let (field, value) = (StepField::DurationSeconds, FieldValue::Number(seconds));
        update::update(model, Action::StepParameterEdited { step: HOP, field, value })
    }

    fn verdict(model: &Model) -> Verdict {
        Verdict::of(&simulator::simulate(model.scenario()).steps[HOP])
    }

    #[test]
    fn what_the_tour_says_of_its_example_is_so() {
        let model = toured(&Model::new());
        let outcome = simulator::simulate(model.scenario());
        let verdicts: Vec<Verdict> = outcome.steps.iter().map(Verdict::of).collect();
        let denied_and_behind = [Verdict::Denied, Verdict::NotReached, Verdict::NotReached];
        assert_eq!(verdicts[0], Verdict::Allowed);
        assert_eq!(verdicts[HOP..], denied_and_behind);
        let asked = StepField::DurationSeconds.get(&model.scenario().steps[HOP]);
        assert_eq!(asked, Some(FieldValue::Number(7200)));
        let shorter = with_duration(&model, 3600);
        let outcome = simulator::simulate(shorter.scenario());
        assert!(outcome.steps.iter().all(|step| Verdict::of(step) == Verdict::Allowed));
        assert_eq!(verdict(&update::update(&shorter, Action::UndoRequested)), Verdict::Denied);
    }

    #[test]
    fn the_statement_that_lets_the_caller_in_is_in_the_document_that_is_shown() {
        let model = update::update(&toured(&Model::new()), Action::TourMoved(Station::Statement));
        let Some(Subject::Document(address)) = &model.ui.subject else { panic!("no document") };
        let text = model.scenario().document_text(address).unwrap();
        assert!(text.contains("role/DeployRole"), "{text}");
        let outcome = simulator::simulate(model.scenario());
        let deciding = crate::state::selectors::deciding_places(&outcome, HOP);
        assert!(deciding.iter().all(|(known, _)| known != address), "the limit decides");
    }

    #[test]
    fn leaving_leads_back_to_the_work_as_it_was_with_its_undo() {
        let before = own_work();
        let touring = with_duration(&toured(&before), 3600);
        assert_eq!(touring.ui.origin, Origin::Example(gallery::FEATURED.into()));
        let after = update::update(&touring, Action::TourLeft);
        assert_eq!(after.tour, None);
        assert!(Rc::ptr_eq(after.scenario(), before.scenario()));
        assert_eq!(after.history.undoable(), Some("edit the title"));
        assert!(after.aside.is_none());
        // Another outcome is drawn.
        assert_ne!(after.opened, touring.opened);
    }

    #[test]
    fn a_reload_in_the_midst_of_it_leads_back_to_before_it() {
        use crate::state::saved::Key;
        let before = own_work();
        let touring = with_duration(&toured(&before), 3600);
        for key in [Key::Scenario, Key::Undo, Key::Revisions, Key::AsideScenario, Key::View] {
            assert_eq!(key.of(&touring), key.of(&before), "{key:?}");
        }
        // What somebody makes of the example is kept, and the work as what was set aside for it.
        let edited = update::update(&touring, Action::TitleEdited("Tried here".into()));
        assert!(Key::Scenario.of(&edited).unwrap().contains("Tried here"));
        assert_eq!(Key::AsideScenario.of(&edited), Key::Scenario.of(&before));
    }

    #[test]
    fn the_example_that_is_opened_anew_leaves_it() {
        let touring = toured(&own_work());
        let scenario = example(gallery::FEATURED).scenario().clone();
        let origin = Origin::Example(gallery::FEATURED.into());
        let after = update::update(&touring, Action::ScenarioOpened { scenario, origin });
        assert_eq!(after.tour, None);
        assert_eq!(&*after.aside.as_ref().unwrap().history.present().title, "Mine");
    }

    #[test]
    fn what_somebody_made_of_the_example_stays_and_the_work_is_offered() {
        let touring =
            update::update(&toured(&own_work()), Action::TitleEdited("Tried here".into()));
        let after = update::update(&touring, Action::TourLeft);
        assert_eq!((after.tour.clone(), &*after.scenario().title), (None, "Tried here"));
        assert_eq!(after.ui.notice.as_ref().unwrap().offers, Some(crate::state::Offer::Return));
        let back = update::update(&after, Action::WorkReturnedTo);
        assert_eq!(&*back.scenario().title, "Mine");
    }

    fn warning(text: &str) -> Notice {
        Notice { text: text.into(), is_warning: true, offers: None }
    }

    #[test]
    fn what_was_warned_of_is_told_in_the_tour_and_after_it() {
        let before = update::update(&own_work(), Action::Told(warning("No room.")));
        let touring = toured(&before);
        assert_eq!(touring.ui.notice, before.ui.notice);
        let after = update::update(&touring, Action::TourLeft);
        assert_eq!(after.ui.notice, before.ui.notice);

        let touring = update::update(&toured(&own_work()), Action::Told(warning("No room.")));
        let after = update::update(&touring, Action::TourLeft);
        assert_eq!(after.ui.notice, Some(warning("No room.")));

        let edited = update::update(&touring, Action::TitleEdited("Tried here".into()));
        let edited = update::update(&edited, Action::Told(warning("No room.")));
        let after = update::update(&edited, Action::TourLeft);
        let told = after.ui.notice.unwrap();
        assert_eq!(&*told.text, "No room. “Mine” is kept as you left it.");
        assert_eq!((told.is_warning, told.offers), (true, Some(crate::state::Offer::Return)));
    }

    #[test]
    fn a_version_that_was_named_in_the_tour_stays_with_the_example() {
        let at = iam::Timestamp::from_seconds(0);
        let named = |model: &Model, name: &str| {
            let name = name.into();
            update::update(model, Action::RevisionNamed { number: None, name, at })
        };
        let names = |model: &Model| -> Vec<String> {
            let all = model.revisions.newest_first();
            all.filter_map(|known| known.name.as_deref().map(Into::into)).collect()
        };
        let before = named(&own_work(), "As agreed");
        let after = update::update(&toured(&before), Action::TourLeft);
        assert_eq!(names(&after), ["As agreed"]);

        let after = update::update(&named(&toured(&before), "In the tour"), Action::TourLeft);
        assert_eq!(names(&after), ["In the tour"]);
        let back = update::update(&after, Action::WorkReturnedTo);
        assert_eq!(names(&back), ["As agreed"]);
    }

    #[test]
    fn the_named_versions_of_work_that_is_set_aside_survive_a_reload() {
        let (name, at) = ("As agreed".into(), iam::Timestamp::from_seconds(0));
        let named = Action::RevisionNamed { number: None, name, at };
        let touring = toured(&update::update(&own_work(), named));
        let edited = update::update(&touring, Action::TitleEdited("Tried here".into()));
        let kept = |key: crate::state::saved::Key| key.of(&edited).map(|text| text.to_string());
        let restored = Box::new(crate::state::saved::restore(kept));
        let again = update::update(&Model::new(), Action::WorkRestored(restored));
        let back = update::update(&again, Action::WorkReturnedTo);
        let newest = back.revisions.newest_first().next().map(|known| known.name.clone());
        assert_eq!(newest, Some(Some("As agreed".into())));
    }

    #[test]
    fn what_gave_way_to_the_tour_is_not_kept_twice() {
        let other =
            Rc::new(Scenario { title: "Other".into(), ..(**own_work().scenario()).clone() });
        let opened = Action::ScenarioOpened { scenario: other, origin: Origin::Own };
        let before = update::update(&own_work(), opened);
        assert!(before.aside.is_some() && before.beside.is_empty());
        let touring = toured(&before);
        assert_eq!(touring.beside.len(), 1);
        let after = update::update(&touring, Action::TourLeft);
        assert!(after.aside.is_some() && after.beside.is_empty());
    }

    #[test]
    fn a_hop_that_was_taken_out_is_a_change_and_its_duration_is_none() {
        let touring = toured(&Model::new());
        assert!(!has_changed(&touring));
        assert!(!has_changed(&with_duration(&touring, 3600)));
        assert!(has_changed(&update::update(&touring, Action::StepRemoved(HOP))));
        assert!(!has_changed(&own_work()));
    }

    #[test]
    fn a_form_that_is_preferred_stays_so_through_the_tour() {
        use crate::state::ShownAs;
        let before = update::update(&own_work(), Action::ShownAsChosen(ShownAs::Form));
        let at = update::update(&toured(&before), Action::TourMoved(Station::Statement));
        assert_eq!((at.ui.shown_as, at.ui.document_as(true)), (ShownAs::Form, ShownAs::Text));
        let edited = update::update(&at, Action::TitleEdited("Tried here".into()));
        let after = update::update(&edited, Action::TourLeft);
        assert_eq!(after.ui.shown_as, ShownAs::Form);
    }

    #[test]
    fn whoever_goes_elsewhere_has_left_it() {
        let touring = with_duration(&toured(&own_work()), 3600);
        let elsewhere = update::update(&touring, Action::ViewChosen(View::OwnCase));
        assert_eq!((elsewhere.tour.clone(), elsewhere.ui.view), (None, View::OwnCase));
        assert_eq!(&*elsewhere.scenario().title, "Mine");
        let id = "only-two-users-trusted".into();
        let other = Action::OpeningAsked(Opening::Example { id, seconds: None });
        let other = update::update(&touring, other);
        assert_eq!(other.tour, None);
        // What is set aside is the work, and not the tour's example.
        assert_eq!(&*other.aside.as_ref().unwrap().history.present().title, "Mine");
    }

    #[test]
    fn from_the_first_screen_it_leads_back_to_the_first_screen() {
        let after = update::update(&toured(&Model::new()), Action::TourLeft);
        assert_eq!((after.ui.view, after.ui.origin.clone()), (View::Gallery, Origin::Nothing));
        assert!(after.ui.seen.contains(gallery::FEATURED));
    }
}
