//! Every kind of action on a small scenario.

use std::rc::Rc;

use iam::AccountId;
use simulator::{
    Scenario,
    scenario::{Account, Document, Layout, Role, Start, Step},
};
use sts::request::{AssumeRole, Call};

use super::*;
use crate::state::{EntityAddress, EntityField, entity::NewEntity};

fn account() -> AccountId {
    "111111111111".parse().unwrap()
}

fn hop(id: &str) -> Step {
    Step::call(id, Call::AssumeRole(AssumeRole::default()))
}

fn role(name: &str) -> Role {
    Role {
        name: name.into(),
        path: None,
        unique_id: None,
        description: None,
        max_session_duration: None,
        trust_policy: Document::new("{}"),
        inline_policies: Vec::new(),
        attached_policies: Vec::new(),
        boundary: None,
        tags: Vec::new(),
        layout: Layout::default(),
    }
}

fn scenario() -> Scenario {
    Scenario {
        title: "Two hops".into(),
        teaches: None,
        source: None,
        seed: None,
        start: Start::new(
            "arn:aws:iam::111111111111:root",
            "2026-11-22T10:00:00Z".parse().unwrap(),
        ),
        organization: None,
        accounts: vec![Account {
            id: account(),
            name: None,
            aliases: Vec::new(),
            regions: None,
            jwt_vending_enabled: None,
            service_control_policies: None,
            resource_control_policies: None,
            users: Vec::new().into(),
            groups: Vec::new(),
            roles: vec![role("Hub")].into(),
            policies: Vec::new(),
            saml_providers: Vec::new(),
            oidc_providers: Vec::new(),
            layout: Layout::default(),
        }]
        .into(),
        resources: Vec::new(),
        steps: vec![hop("one"), hop("two")],
        assumptions: iam::Assumptions::default(),
        layout: Layout::default(),
    }
}

fn opened() -> Model {
    let scenario = Rc::new(scenario());
    update(
        &Model::new(),
        Action::ScenarioOpened { scenario, origin: Origin::Example("two".into()) },
    )
}

fn trust() -> DocumentAddress {
    DocumentAddress::Trust { account: account(), role: "Hub".into() }
}

fn typed(mut model: Model, texts: &[&str]) -> Model {
    for text in texts {
        let action = Action::DocumentEdited { address: trust(), text: (*text).into() };
        model = update(&model, action);
    }
    model
}

#[test]
fn opening_an_example_shows_it_and_marks_it_seen() {
    let model = opened();
    assert_eq!(model.ui.view, View::Workbench);
    assert!(model.ui.seen.contains("two"));
    assert_eq!(model.history.undoable(), None);
}

#[test]
fn an_example_opened_again_is_an_edit_only_where_it_was_changed() {
    let open = |model: &Model| {
        let origin = Origin::Example("two".into());
        update(model, Action::ScenarioOpened { scenario: Rc::new(scenario()), origin })
    };
    let again = open(&open(&opened()));
    assert_eq!((again.undoable(), again.history.depth()), (None, 0));
    let undone = update(&typed(again, &["{ }"]), Action::UndoRequested);
    assert_eq!(open(&undone).redoable(), undone.redoable());
    let anew = open(&typed(undone, &["{ }"]));
    assert_eq!((anew.undoable(), anew.history.depth()), (Some("start the example again"), 2));
}

fn open_other(model: &Model) -> Model {
    open_named(model, "Other")
}

fn open_named(model: &Model, title: &str) -> Model {
    let scenario = Rc::new(Scenario { title: title.into(), ..scenario() });
    update(model, Action::ScenarioOpened { scenario, origin: Origin::Own })
}

#[test]
fn what_was_set_aside_earlier_is_kept_beside_the_work() {
    let model = open_named(&open_named(&open_named(&opened(), "One"), "Two"), "Three");
    let titles: Vec<_> = model.beside.iter().map(|(key, text)| (*key, title(text))).collect();
    assert_eq!(titles, [(Key::AsideScenario, "One".to_owned())]);
    assert_eq!(&*model.aside.as_ref().unwrap().lasting().title, "Two");
}

#[test]
fn a_link_that_was_worked_on_is_set_aside() {
    let mut looked_at = open_other(&opened());
    looked_at.ui.linked = Some(("v1.x".into(), Rc::clone(looked_at.scenario())));
    let (name, at) = ("As agreed".into(), iam::Timestamp::from_seconds(0));
    let named = update(&looked_at, Action::RevisionNamed { number: None, name, at });
    let undone = update(&typed(looked_at, &["{ }"]), Action::UndoRequested);
    for worked_on in [named, undone] {
        let model = open_named(&worked_on, "A third");
        assert_eq!(&*model.aside.as_ref().unwrap().lasting().title, "Other");
        let back = update(&model, Action::WorkReturnedTo);
        assert_eq!(back.redoable(), worked_on.redoable());
        assert_eq!(back.revisions, worked_on.revisions);
    }
}

#[test]
fn a_source_that_cannot_be_read_is_kept_where_the_example_is_opened_again() {
    let broken = update(&opened(), Action::SourceEdited("{ \"version\": ".into()));
    assert!(broken.has_broken_draft());
    let scenario = Rc::new(scenario());
    let opened = Action::ScenarioOpened { scenario, origin: Origin::Example("two".into()) };
    let back = update(&update(&broken, opened), Action::WorkReturnedTo);
    assert_eq!(back.ui.source_draft.as_deref(), Some("{ \"version\": "));
}

#[test]
fn a_link_that_was_only_looked_at_takes_the_place_of_no_work() {
    let model = open_other(&typed(opened(), &["{ }"]));
    let mut looked_at = open_other(&model);
    looked_at.ui.linked = Some(("v1.x".into(), Rc::clone(looked_at.scenario())));
    let before = looked_at.aside.clone().unwrap();
    let model = open_named(&looked_at, "A third");
    assert!(Rc::ptr_eq(model.aside.as_ref().unwrap(), &before));
    assert!(Rc::ptr_eq(&model.beside, &looked_at.beside));
}

fn title(text: &str) -> String {
    Scenario::read(text).unwrap().title.to_string()
}

#[test]
fn undo_does_not_lead_from_one_scenario_into_another() {
    let model = update(&opened(), Action::DockTabChosen(DockTab::Problems));
    let model = open_other(&typed(model, &["{ }"]));
    assert_eq!((&*model.scenario().title, model.undoable()), ("Other", None));
    assert_eq!(model.ui.dock_tab, DockTab::Hops);
    let model = update(&model, Action::UndoRequested);
    assert_eq!(&*model.scenario().title, "Other");
}

#[test]
fn work_that_was_left_is_kept_and_a_notice_leads_back_to_it() {
    let left = typed(opened(), &["{ }"]);
    let model = open_other(&left);
    let notice = model.ui.notice.as_ref().unwrap();
    assert_eq!(
        (&*notice.text, notice.offers),
        ("“Two hops” is kept as you left it.", Some(Offer::Return))
    );
    let back = update(&model, Action::WorkReturnedTo);
    assert_eq!((back.scenario(), back.history.depth()), (left.scenario(), 1));
    assert_eq!((&back.ui.origin, &back.ui.notice), (&Origin::Example("two".into()), &None));
    // What took its place meanwhile is kept in turn.
    assert_eq!(&*update(&back, Action::WorkReturnedTo).scenario().title, "Other");
    // An example that nobody changed is opened again from the gallery, and not kept.
    assert_eq!(open_other(&opened()).ui.notice, None);
}

#[test]
fn a_name_that_is_taken_or_broken_is_refused_before_it_is_given() {
    let model = opened();
    let id = model.scenario().accounts[0].id;
    let hub = EntityAddress::Role(id, "Hub".into());
    let refused = |name: &str| world::rename_refused(model.scenario(), &hub, name);
    assert!(refused("bad name!").is_some_and(|reason| reason.contains("bad name!")));
    assert!(refused("").is_some_and(|reason| reason.contains("cannot be empty")));
    assert_eq!((refused("Hub"), refused("Other")), (None, None));
}

#[test]
fn ones_own_case_opened_again_is_the_same_work_until_something_differs() {
    let case = |title: &str, seed: &str| Action::ScenarioOpened {
        scenario: Rc::new(Scenario { title: title.into(), seed: Some(seed.into()), ..scenario() }),
        origin: Origin::Own,
    };
    let first = update(&opened(), case("Mine", "one"));
    let again = update(&first, case("Mine", "one"));
    assert!(again.ui.notice.is_none() && again.aside.is_none());
    assert_eq!(again.ui.view, View::Workbench);
    let other = update(&again, case("Mine", "two"));
    let said = other.ui.notice.as_ref().map(|notice| &*notice.text);
    assert_eq!(said, Some("The earlier “Mine” is kept as you left it."));
    let earlier = update(&other, Action::WorkReturnedTo);
    assert_eq!(earlier.scenario().seed.as_deref(), Some("one"));
    // Where something was edited in between, the case as it was pasted is another one.
    let edited = update(&typed(first, &["{ }"]), case("Mine", "one"));
    assert!(edited.aside.is_some());
}

#[test]
fn a_step_that_was_added_says_what_it_takes_for_granted() {
    let mut step = hop("third");
    StepField::RoleArn.set(&mut step, &FieldValue::typed("arn:aws:iam::111111111111:role/Hub"));
    let model = update(&opened(), Action::StepAdded { at: 2, step: Box::new(step) });
    let notice = model.ui.notice.unwrap();
    assert!(notice.text.starts_with("Added hop 3. It is assumed that the chain so far calls"));
    assert!(notice.text.contains("asks for Hub"), "{}", notice.text);
    assert_eq!(notice.offers, Some(Offer::Undo));
}

#[test]
fn a_step_that_was_added_says_who_calls_it() {
    let said = |action: Action| update(&opened(), action).ui.notice.unwrap().text.to_string();
    let role = FieldValue::typed("arn:aws:iam::111111111111:role/Hub");
    let mut step = Box::new(Step::call("in", Call::AssumeRoleWithWebIdentity(Default::default())));
    let text = said(Action::StepAdded { at: 2, step: step.clone() });
    assert_eq!(
        text,
        "Added hop 3. Nobody signs this call: what the provider signed says who it is. Change what does not fit."
    );
    StepField::RoleArn.set(&mut step, &role);
    let text = said(Action::StepAdded { at: 2, step });
    assert!(text.contains("who it is. It is assumed that it asks for Hub. Change"), "{text}");
    let mut step = Box::new(hop("third"));
    step.caller = Some("one".into());
    let text = said(Action::StepAddedOver { at: 2, step: step.clone() });
    assert_eq!(
        text,
        "Added hop 3: hop 1 calls, since no hop behind it made a session. Choose the role."
    );
    StepField::RoleArn.set(&mut step, &role);
    let text = said(Action::StepAddedOver { at: 2, step: step.clone() });
    let whole = "It is assumed that hop 1 calls, since no hop behind it made a session";
    assert!(text.contains(whole), "{text}");
    let text = said(Action::StepAdded { at: 2, step: step.clone() });
    assert!(text.contains("It is assumed that hop 1 calls"), "{text}");
    assert!(!text.contains("since"), "{text}");
    step.caller = Some("start".into());
    let text = said(Action::StepAddedOver { at: 2, step });
    assert!(text.contains("that the start calls, since no hop behind it made a session"), "{text}");
}

#[test]
fn an_account_is_put_into_a_unit_and_taken_out_of_the_organization() {
    use crate::state::{entity::NewEntity, world};
    let mut model = update(&opened(), Action::EntityAdded(NewEntity::Organization));
    model = update(&model, Action::EntityAdded(NewEntity::Unit(Rc::from([]))));
    model = update(&model, Action::EntityAdded(NewEntity::Account(None)));
    let new = model.scenario().accounts.last().unwrap().id;
    let moved = |model: &Model, path: Option<&[usize]>| {
        let field = EntityField::Unit(path.map(Rc::from));
        update(model, Action::EntityEdited { entity: EntityAddress::Account(new), field })
    };
    let model = moved(&model, Some(&[0]));
    assert_eq!(world::unit_of(model.scenario(), new).as_deref(), Some(&[0][..]));
    let names: Vec<String> =
        world::units(model.scenario()).into_iter().map(|unit| unit.1).collect();
    assert_eq!(names.len(), 2);
    assert!(names[1].starts_with("Root / "), "{names:?}");
    let model = moved(&model, None);
    assert_eq!(world::unit_of(model.scenario(), new), None);
}

#[test]
fn a_second_unit_gets_a_name_of_its_own_and_a_taken_name_is_refused() {
    use crate::state::entity::NewEntity;
    let mut model = update(&opened(), Action::EntityAdded(NewEntity::Organization));
    for _ in 0..2 {
        model = update(&model, Action::EntityAdded(NewEntity::Unit(Rc::from([]))));
    }
    let names: Vec<String> =
        world::units(model.scenario()).into_iter().map(|(_, words)| words).collect();
    assert_eq!(names, ["Root", "Root / Unit", "Root / Unit-2"]);
    let second = EntityAddress::Unit(Rc::from([1]));
    let refused = world::rename_refused(model.scenario(), &second, "Unit");
    assert_eq!(refused.as_deref(), Some("The organizational unit `Unit` is there a second time."));
}

#[test]
fn typing_in_a_document_is_one_undo_step_with_its_name() {
    let model = typed(opened(), &["{", "{ ", "{ \"V"]);
    assert_eq!(model.history.undoable(), Some("edit trust policy of Hub"));
    assert_eq!(model.scenario().document_text(&trust()).as_deref(), Some("{ \"V"));
    let model = update(&model, Action::UndoRequested);
    assert_eq!(model.scenario().document_text(&trust()).as_deref(), Some("{}"));
}

#[test]
fn typing_after_a_pause_is_an_undo_step_of_its_own() {
    let model = update(&typed(opened(), &["{"]), Action::TypingPaused);
    let model = typed(model, &["{ "]);
    assert_eq!(model.history.depth(), 2);
}

#[test]
fn an_edit_that_changes_nothing_is_no_revision() {
    assert_eq!(typed(opened(), &["{}"]).history.depth(), 0);
}

#[test]
fn a_parameter_is_edited_and_had_back() {
    let edit = Action::StepParameterEdited {
        step: 1,
        field: StepField::DurationSeconds,
        value: FieldValue::Number(7200),
    };
    let model = update(&opened(), edit);
    let value = StepField::DurationSeconds.get(&model.scenario().steps[1]);
    assert_eq!(value, Some(FieldValue::Number(7200)));
    let model = update(&model, Action::UndoRequested);
    let value = StepField::DurationSeconds.get(&model.scenario().steps[1]);
    assert_eq!(value, Some(FieldValue::Absent));
}

#[test]
fn steps_are_added_with_fresh_ids_moved_and_removed() {
    let model = update(&opened(), Action::StepAdded { at: 9, step: Box::new(hop("one")) });
    let ids = |model: &Model| -> Vec<String> {
        model.scenario().steps.iter().map(|step| step.id.to_string()).collect()
    };
    assert_eq!(ids(&model), ["one", "two", "one-2"]);
    assert_eq!(model.ui.selected_step, Some(2));
    let model = update(&model, Action::StepMoved { from: 2, to: 0 });
    assert_eq!(ids(&model), ["one-2", "one", "two"]);
    let model = update(&model, Action::StepSelected(2));
    let model = update(&model, Action::StepRemoved(2));
    assert_eq!((ids(&model).len(), model.ui.selected_step), (2, Some(1)));
}

#[test]
fn steps_added_together_are_one_edit() {
    let steps = vec![hop("pod"), hop("pod-target")];
    let model = update(&opened(), Action::StepsAdded { at: 1, steps });
    let ids = |model: &Model| -> Vec<String> {
        model.scenario().steps.iter().map(|step| step.id.to_string()).collect()
    };
    assert_eq!(ids(&model), ["one", "pod", "pod-target", "two"]);
    assert_eq!(model.ui.selected_step, Some(1));
    let notice = model.ui.notice.as_ref().unwrap();
    assert!(
        notice.text.starts_with("Added hops 2 to 3: the chain so far calls."),
        "{}",
        notice.text
    );
    assert_eq!(model.history.undoable(), Some("add steps"));
    assert_eq!(ids(&update(&model, Action::UndoRequested)), ["one", "two"]);
}

#[test]
fn the_selection_stays_within_the_chain() {
    let model = update(&opened(), Action::StepSelected(0));
    let model = update(&model, Action::StepSelectionMoved(-1));
    assert_eq!(model.ui.selected_step, Some(0));
    let model = update(&model, Action::StepSelectionMoved(7));
    assert_eq!(model.ui.selected_step, Some(1));
    assert_eq!(update(&model, Action::StepSelected(7)).ui.selected_step, Some(1));
}

#[test]
fn a_setting_of_a_role_is_edited() {
    let edit = Action::EntityEdited {
        entity: EntityAddress::Role(account(), "Hub".into()),
        field: EntityField::MaxSessionDuration(Some(14400)),
    };
    let model = update(&opened(), edit);
    assert_eq!(model.scenario().accounts[0].roles[0].max_session_duration, Some(14400));
    assert_eq!(model.history.undoable(), Some("change MaxSessionDuration of Hub"));
}

#[test]
fn a_chosen_document_is_let_go_when_undo_takes_it_away() {
    let mut other = scenario();
    other.accounts[0].roles.push(role("Spoke"));
    // The same example once more is an edit, as another one is not.
    let origin = Origin::Example("two".into());
    let model = update(&opened(), Action::ScenarioOpened { scenario: Rc::new(other), origin });
    let address = DocumentAddress::Trust { account: account(), role: "Spoke".into() };
    let model = update(&model, Action::DocumentOpened { address, reveal: None });
    assert!(model.ui.subject.is_some());
    assert_eq!(update(&model, Action::UndoRequested).ui.subject, None);
}

#[test]
fn the_caret_stays_at_what_it_was_at_when_its_text_is_changed_elsewhere() {
    let (one, two) = ("{ \"Sid\": \"One\" }", "{ \"Sid\": \"Two\" }");
    let text = |first: &str| format!("{{ \"Statement\": [ {first}, {two} ] }}");
    let model = typed(opened(), &[&text(one)]);
    let model = update(&model, Action::TypingPaused);
    let model = update(&model, Action::DocumentOpened { address: trust(), reveal: None });
    let at = u32::try_from(text(one).find("Two").unwrap()).unwrap();
    let model = update(&model, Action::CaretMoved(at));
    let stands_at = |model: &Model| {
        let known = model.scenario().document_text(&trust()).unwrap();
        known[model.ui.caret.unwrap() as usize..].to_owned()
    };
    let altered = |model: &Model, text: String| {
        let (name, field) = ("a field".into(), None);
        update(model, Action::DocumentAltered { address: trust(), text: text.into(), name, field })
    };
    let longer = altered(&model, text(&format!("{one}, {{ \"Sid\": \"Between\" }}")));
    assert!(stands_at(&longer).starts_with("Two"), "{}", stands_at(&longer));
    let back = update(&longer, Action::UndoRequested);
    assert!(stands_at(&back).starts_with("Two"), "{}", stands_at(&back));
    // What is behind it leaves it alone.
    let behind = altered(&model, text(one).replace("Two", "Two and more"));
    assert_eq!(behind.ui.caret, model.ui.caret);
    // Another document has another caret.
    let role = EntityAddress::Role(account(), "Hub".into());
    let added = update(&model, Action::EntityAdded(NewEntity::InlinePolicy(role)));
    assert_eq!(added.ui.caret, None);
    assert_eq!(update(&added, Action::UndoRequested).ui.caret, None);
}

#[test]
fn asking_twice_for_the_same_place_is_two_requests() {
    let open =
        || Action::DocumentOpened { address: trust(), reveal: Some(policy::Span::new(0, 1)) };
    let once = update(&opened(), open());
    let twice = update(&once, open());
    assert_ne!(once.ui.reveal, twice.ui.reveal);
}

#[test]
fn a_save_that_fails_is_told_once_and_work_goes_on() {
    let fail = || Action::WorkSaved(Err("This browser is out of space.".into()));
    let model = update(&opened(), fail());
    assert!(model.ui.notice.is_some());
    let model = update(&update(&model, Action::NoticeDismissed), fail());
    assert_eq!((model.ui.notice.is_none(), model.ui.saving), (true, Saving::Failed));
}

#[test]
fn source_that_cannot_be_read_outlives_other_edits_and_is_undone_by_itself() {
    let broken: Rc<str> = "{ \"version\": 1, ".into();
    let model = update(&opened(), Action::SourceEdited(Rc::clone(&broken)));
    assert_eq!((model.undoable(), model.history.depth()), (Some("edit the source"), 0));
    let model = update(&model, Action::TitleEdited("Other".into()));
    assert_eq!(model.ui.source_draft.as_ref(), Some(&broken));
    // What was done last is taken back first.
    assert_eq!(model.undoable(), Some("edit the title"));
    let untitled = update(&model, Action::UndoRequested);
    assert_eq!((untitled.ui.source_draft.as_ref(), untitled.history.depth()), (Some(&broken), 0));
    assert_eq!(untitled.undoable(), Some("edit the source"));
    let undone = update(&untitled, Action::UndoRequested);
    assert_eq!(undone.ui.source_draft, None);
    let again = update(&undone, Action::RedoRequested);
    assert_eq!(again.ui.source_draft.as_ref(), Some(&broken));
    let again = update(&again, Action::RedoRequested);
    assert_eq!(
        (&*again.scenario().title, again.ui.source_draft.as_ref()),
        ("Other", Some(&broken))
    );
    let given_up = update(&model, Action::SourceDraftDiscarded);
    assert_eq!((&given_up.ui.source_draft, &*given_up.scenario().title), (&None, "Other"));
}

/// The source of the opened scenario with a letter too much in it.
fn half_typed(model: &Model) -> (Rc<str>, Model) {
    let whole: Rc<str> = model.scenario().write().into();
    let half = whole.replacen('{', "{ x", 1);
    (whole, update(model, Action::SourceEdited(half.into())))
}

#[test]
fn source_mended_to_what_it_was_keeps_what_was_edited_elsewhere() {
    let (whole, model) = half_typed(&opened());
    let model = update(&model, Action::TitleEdited("Other".into()));
    assert_eq!(model.ui.meanwhile.edits(), 1);
    let model = update(&model, Action::SourceEdited(whole));
    assert_eq!((&*model.scenario().title, &model.ui.source_draft), ("Other", &None));
    assert!(model.ui.notice.as_ref().is_some_and(|notice| notice.text.contains("is in it")));
}

#[test]
fn source_that_takes_the_place_of_other_edits_says_so_and_undo_brings_them_back() {
    let (whole, model) = half_typed(&opened());
    let model = update(&model, Action::TitleEdited("Other".into()));
    let model = update(&model, Action::TypingPaused);
    let model = update(&model, Action::TitleEdited("Another".into()));
    let mended = whole.replacen("Two hops", "Typed", 1);
    let model = update(&model, Action::SourceEdited(mended.into()));
    assert_eq!(&*model.scenario().title, "Typed");
    let notice = model.ui.notice.clone().unwrap();
    assert!(notice.text.ends_with("2 edits made elsewhere meanwhile are replaced."), "{notice:?}");
    assert_eq!(notice.offers, Some(Offer::Undo));
    let undone = update(&model, Action::UndoRequested);
    assert_eq!(&*undone.scenario().title, "Another");
}

#[test]
fn a_copy_of_source_that_cannot_be_read_is_refused_with_the_way_to_the_mistake() {
    let (_, model) = half_typed(&opened());
    let refused = update(&model, Action::CopyBegun);
    assert!(refused.original.is_none());
    let notice = refused.ui.notice.clone().unwrap();
    assert!(notice.is_warning && matches!(notice.offers, Some(Offer::Mistake(_))), "{notice:?}");
}

#[test]
fn an_edit_after_which_the_file_would_not_read_is_refused_with_the_reason() {
    let field = EntityField::StartPrincipal("arn:aws:iam::111".into());
    let entity = EntityAddress::Start;
    let model =
        update(&opened(), Action::EntityEdited { entity: entity.clone(), field: field.clone() });
    assert_eq!(model.scenario(), opened().scenario());
    let told = model.ui.notice.unwrap().text;
    assert!(told.contains("is no principal"), "{told}");
    let refusal = world::refusal(opened().scenario(), &entity, field);
    assert_eq!(refusal.as_deref(), Some("`arn:aws:iam::111` is no principal."));
}

#[test]
fn several_values_that_are_tried_are_one_edit() {
    let values = vec![
        (StepField::SerialNumber, FieldValue::typed("arn:aws:iam::111111111111:mfa/alice")),
        (StepField::TokenCode, FieldValue::typed("123456")),
    ];
    let model = update(&opened(), Action::StepTried { step: 0, values });
    assert_eq!(model.history.depth(), 1);
    assert_eq!(model.undoable(), Some("try another SerialNumber and TokenCode of hop 1"));
}

#[test]
fn a_notice_offers_to_undo_only_what_was_done_last() {
    let model = update(&opened(), Action::StepRemoved(1));
    assert!(model.ui.notice.as_ref().is_some_and(|notice| notice.offers == Some(Offer::Undo)));
    let model = update(&model, Action::TitleEdited("Other".into()));
    assert_eq!(model.ui.notice, None);
}

#[test]
fn a_path_is_followed_by_what_refers_to_it() {
    let arn = "arn:aws:iam::111111111111:role/Hub";
    let step = Action::StepParameterEdited {
        step: 0,
        field: StepField::RoleArn,
        value: FieldValue::typed(arn),
    };
    let model = update(&opened(), step);
    let entity = EntityAddress::Role(account(), "Hub".into());
    let field = EntityField::Path("/jobs/".into());
    let model = update(&model, Action::EntityEdited { entity, field });
    let asked = StepField::RoleArn.get(&model.scenario().steps[0]);
    assert_eq!(asked, Some(FieldValue::typed("arn:aws:iam::111111111111:role/jobs/Hub")));
}

#[test]
fn a_warning_goes_with_the_next_edit_that_succeeds() {
    let rename = |name: &str| Action::EntityRenamed {
        entity: EntityAddress::Role(account(), "Hub".into()),
        name: name.into(),
    };
    let model = update(&opened(), rename("not a name"));
    assert!(model.ui.notice.as_ref().is_some_and(|notice| notice.is_warning));
    assert_eq!(update(&model, rename("Hub2")).ui.notice, None);
    // The name as it was is an edit as well, though it comes to the same.
    assert_eq!(update(&model, rename("Hub")).ui.notice, None);
}

#[test]
fn what_is_tried_in_a_copy_leaves_the_original_as_it_was() {
    let opened = opened();
    let original = Rc::clone(opened.scenario());
    let copied = update(&opened, Action::CopyBegun);
    let tried = update(&copied, Action::TitleEdited("Tried".into()));
    assert_eq!(&*tried.scenario().title, "Tried");
    assert!(Rc::ptr_eq(tried.lasting(), &original), "what is saved is the original");
    let discarded = update(&tried, Action::CopyDiscarded);
    assert!(Rc::ptr_eq(discarded.scenario(), &original));
    assert_eq!(discarded.undoable(), opened.undoable());
    assert!(discarded.original.is_none());
}

#[test]
fn a_copy_that_is_kept_is_one_edit() {
    let opened = opened();
    let original = Rc::clone(opened.scenario());
    let mut model = update(&opened, Action::CopyBegun);
    for title in ["One", "Two", "Three"] {
        model = update(&model, Action::TitleEdited(title.into()));
        model = update(&model, Action::TypingPaused);
    }
    let kept = update(&model, Action::CopyKept);
    assert_eq!((&*kept.scenario().title, kept.undoable()), ("Three", Some("keep the copy")));
    assert!(Rc::ptr_eq(kept.lasting(), kept.scenario()));
    let undone = update(&kept, Action::UndoRequested);
    assert_eq!(undone.scenario(), &original);
}

#[test]
fn the_now_and_the_playback_are_no_edits() {
    let opened = opened();
    let at = "2026-11-22T10:30:00Z".parse().unwrap();
    let asked = update(&opened, Action::NowMoved(Some(at)));
    let played = Played { at: 3, step: 0, check: 3, runs: true };
    let asked = update(&asked, Action::PlaybackMoved(Some(played)));
    assert_eq!((asked.ui.now, asked.ui.played), (Some(at), Some(played)));
    assert_eq!(asked.ui.selected_step, Some(0));
    assert!(Rc::ptr_eq(asked.scenario(), opened.scenario()));
    assert_eq!(asked.undoable(), opened.undoable());
    use crate::state::saved::Key;
    // Of what is played, the step is the chosen one.
    for key in Key::ALL.into_iter().filter(|key| *key != Key::Step) {
        assert_eq!(key.of(&asked), key.of(&opened), "{key:?}");
    }
    let again = update(
        &asked,
        Action::ScenarioOpened { scenario: Rc::new(scenario()), origin: Origin::Own },
    );
    assert_eq!((again.ui.now, again.ui.played), (None, None));
}
