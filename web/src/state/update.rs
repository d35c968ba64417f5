//! What each action does to the model. Pure: one small function per kind of action, and the same model back where
//! nothing changes.

use std::rc::Rc;

use policy::{Span, edit::Edit};
use simulator::{
    Scenario, is_unsigned, narrate,
    scenario::{DocumentAddress, Operation, Step, edit::Refused},
};

use crate::chunks;

use super::{
    Action, Aside, DockTab, EntityField, FieldValue, History, InspectorTab, Model, Notice, Offer,
    Origin, PhoneTab, Played, Reveal, Saving, StepField, Subject, Ui, View,
    action::{Restored, Saved},
    adding, duplicate, embed,
    followed::{Turns, followed},
    moves, opening, place, revisions,
    revisions::Revisions,
    saved::Key,
    selectors, signed_text,
    signing::Drafts,
    source::{self, Meanwhile},
    tour, what_if, world,
};

/// The model after the action.
pub(crate) fn update(model: &Model, action: Action) -> Model {
    let mut next = model.clone();
    apply(&mut next, action);
    next
}

fn apply(model: &mut Model, action: Action) {
    let ui = &mut model.ui;
    match action {
        Action::WorkRestored(restored) => {
            restore(model, *restored);
            apply_rest(model, Action::RestLoaded);
        }
        Action::OpeningAsked(what) => {
            apply_rest_of_tour(model);
            model.opening = Some(what);
            apply_rest(model, Action::RestLoaded);
        }
        Action::PlaceVisited(place) => {
            apply_rest_of_tour(model);
            place::visit(model, place);
            apply_rest(model, Action::RestLoaded);
        }
        Action::ViewChosen(view) => {
            apply_rest_of_tour(model);
            let ui = &mut model.ui;
            ui.view = view;
            ui.asked = None;
            model.opening = None;
        }
        Action::PaletteToggled => ui.palette_open = !ui.palette_open,
        Action::ThemeChosen(theme) => ui.theme = theme,
        Action::PlainEditorChosen(plain) => ui.plain_editor = plain,
        Action::LettersTurnedOff(off) => ui.letters_off = off,
        Action::TypingPaused => model.history.close(),
        Action::WorkSaved(Ok(Saved::Everything)) => ui.saving = Saving::Saved,
        Action::WorkSaved(Ok(Saved::WithoutHistory)) => ui.saving = Saving::WithoutHistory,
        Action::WorkSaved(Ok(Saved::Apart)) => ui.saving = Saving::Apart,
        Action::TabsChanged => ui.tabs_changed += 1,
        Action::WorkSaved(Err(text)) => {
            if ui.saving != Saving::Failed {
                ui.notice = Some(Notice { text, is_warning: true, offers: None });
            }
            ui.saving = Saving::Failed;
        }
        Action::Told(notice) => ui.notice = Some(notice),
        Action::NotTakenTold(text) => {
            // What was done meanwhile is still said, and can still be taken back.
            let notice = ui.notice.take().filter(|known| known.offers.is_some());
            ui.notice = Some(match notice {
                Some(known) => Notice {
                    text: format!("{} {text}", known.text).into(),
                    is_warning: true,
                    ..known
                },
                None => Notice { text, is_warning: true, offers: None },
            });
        }
        Action::NoticeDismissed => ui.notice = None,
        rest => apply_rest(model, rest),
    }
}

/// The tour is of the workbench: whoever goes elsewhere has left it.
fn apply_rest_of_tour(model: &mut Model) {
    if model.tour.is_some() {
        apply_rest(model, Action::TourLeft);
    }
}

/// What the first screen does not do: the workbench and the view of one's own case do, so their part is there. What the
/// first screen asks of it waits in the model.
fn apply_rest(model: &mut Model, action: Action) {
    if let Some(part) = chunks::workbench() {
        (part.apply)(model, action);
    }
}

fn restore(model: &mut Model, restored: Restored) {
    let ui = &mut model.ui;
    ui.theme = restored.theme;
    ui.plain_editor = restored.plain_editor;
    ui.letters_off = restored.letters_off;
    ui.shown_as = restored.shown_as;
    ui.seen = Rc::new(restored.seen.into_iter().collect());
    ui.pasted = restored.pasted;
    ui.pasted_uses = restored.pasted_uses;
    let has_work = restored.kept.scenario.is_some() || restored.kept.draft.is_some();
    model.kept = has_work.then(|| Rc::new(restored.kept));
    model.kept_aside = restored.aside.scenario.is_some().then(|| Rc::new(restored.aside));
    let nothing_to_show = restored.view == View::Workbench && !has_work;
    ui.view = if nothing_to_show { View::Gallery } else { restored.view };
}

/// Everything that happens outside the first screen.
pub(crate) fn apply_in_rest(model: &mut Model, action: Action) {
    let ui = &mut model.ui;
    match action {
        Action::RestLoaded => opening::settle(model),
        Action::WishHeard(wish) => embed::grant(model, wish),
        Action::QuestionAnswered { opens } => opening::answered(model, opens),
        Action::ScenarioOpened { scenario, origin } => {
            tour::leave(model);
            open(model, scenario, origin);
        }
        Action::WorkReturnedTo => {
            let is_back = tour::kept(model).is_some();
            tour::leave(model);
            if !is_back {
                return_to_work(model);
            }
        }
        Action::TourMoved(station) => tour::go(model, station),
        Action::TourLeft => tour::leave(model),
        Action::CasePasted(text) => ui.pasted = text,
        Action::CaseUsesChosen(uses) => ui.pasted_uses = uses,

        Action::StepSelected(step) => select_step(model, step),
        Action::StepSelectionMoved(by) => move_selection(model, by),
        Action::DocumentOpened { address, reveal } => {
            ui.reveal = reveal.map(|span| revealed(ui, span));
            choose(model, Subject::Document(address));
            // A place is one of the text.
            model.ui.as_text = reveal.is_some();
        }
        Action::CaretMoved(at) => ui.caret = Some(at),
        Action::WhyOfCaretAsked(at) => {
            ui.caret = Some(at);
            ui.why_of_caret = true;
            ui.inspector_tab = InspectorTab::Why;
            ui.phone_tab = PhoneTab::Why;
        }
        Action::WhyOfCaretReached => ui.why_of_caret = false,
        Action::SourceRevealed(span) => {
            ui.reveal = Some(revealed(ui, span));
            choose(model, Subject::Source);
        }
        Action::SubjectChosen(subject) => {
            ui.reveal = None;
            choose(model, subject);
        }
        Action::SubjectClosed => {
            // An event was opened from the list of events.
            let listed = matches!(ui.subject, Some(Subject::Event { .. }));
            ui.phone_tab = if listed { PhoneTab::Hops } else { PhoneTab::Chain };
            ui.subject = None;
        }
        Action::ShownAsChosen(shown_as) => {
            ui.shown_as = shown_as;
            ui.as_text = false;
        }
        Action::InspectorTabChosen(tab) => {
            ui.inspector_tab = tab;
            ui.phone_tab = PhoneTab::Why;
        }
        Action::DockTabChosen(tab) => {
            ui.dock_tab = tab;
            ui.subject = None;
        }
        Action::PhoneTabChosen(tab) => ui.phone_tab = tab,
        Action::WorldToggled => ui.world_open = !ui.world_open,
        Action::NodeToggled { key, unfolded } => {
            Rc::make_mut(&mut ui.unfolded).insert(key, unfolded);
        }
        Action::ZoomChosen(zoom) => ui.zoom = zoom,
        Action::CarriedLit(lit) => ui.lit = lit,
        Action::NowMoved(now) => ui.now = now,
        Action::PlaybackMoved(played) => play(model, played),
        Action::ShortcutsToggled => ui.shortcuts_open = !ui.shortcuts_open,
        Action::RenamingStarted(entity) => ui.renaming = entity,
        Action::SigningLeft { step, form } => ui.signing.keep(step, *form),

        Action::RestReached(at) => revisions::rest(model, at),
        Action::RevisionNamed { number, name, at } => revisions::name(model, number, &name, at),
        Action::UndoRequested => undo(model),
        Action::RedoRequested => redo(model),
        edit => apply_edit(model, edit),
    }
}

/// Actions that change the scenario.
fn apply_edit(model: &mut Model, action: Action) {
    if embed::refuses_edit(model) {
        return;
    }
    let (before, open) = (Rc::clone(model.scenario()), model.ui.subject.clone());
    make_edit(model, action);
    let made = Rc::clone(model.scenario());
    if let Some(open) = open.filter(|open| model.ui.subject.as_ref() != Some(open))
        && !Rc::ptr_eq(&before, &made)
    {
        let after = model.ui.subject.clone();
        model.ui.turns.note(&made, open, after);
    }
}

fn make_edit(model: &mut Model, action: Action) {
    match action {
        Action::CopyBegun => what_if::begin(model),
        Action::CopyKept => what_if::keep(model),
        Action::CopyDiscarded => what_if::discard(model),
        Action::TitleEdited(title) => {
            edit(model, "edit the title", Some("title"), |scenario| scenario.title = title);
        }
        Action::DocumentEdited { address, text } => edit_document(model, &address, &text),
        Action::DocumentAltered { address, text, name, field } => {
            let name =
                format!("{name} in {}", selectors::document_name(model.scenario(), &address));
            let merge = field.map(|field| format!("{address:?}/{field}"));
            edit(model, &name, merge.as_deref(), |scenario| {
                scenario.set_document_text(&address, &text);
            });
        }
        Action::StepParameterEdited { step, field, value } => {
            edit_parameter(model, step, &field, &value);
        }
        Action::StepTried { step, values } => try_values(model, step, &values),
        Action::SignedTextGiven(given) => signed_text::give(model, *given),
        Action::StepExpectationEdited { step, expectation } => {
            let name = format!("change what is expected of {}", numbered(model, step));
            edit(model, &name, None, |scenario| {
                if let Some(step) = scenario.steps.get_mut(step) {
                    step.expect = expectation;
                }
            });
        }
        Action::StepAdded { at, step } => add_steps(model, at, vec![*step], false),
        Action::StepAddedOver { at, step } => add_steps(model, at, vec![*step], true),
        Action::StepsAdded { at, steps } => add_steps(model, at, steps, false),
        Action::StepMoved { from, to } => move_step(model, from, to),
        Action::StepRemoved(step) => remove_step(model, step),
        Action::EntityMoved { entity, into } => moves::apply(model, &entity, &into),
        Action::EntityEdited { entity, field } => {
            let name = format!("change {} of {}", field.name(), selectors::entity_name(&entity));
            // What is typed letter by letter is one edit; moving an account is one each time.
            let is_typed = !matches!(field, EntityField::Unit(_));
            let merge = is_typed.then(|| format!("{entity:?}/{}", field.name()));
            try_edit(model, &name, merge.as_deref(), |scenario| {
                world::set(scenario, &entity, field)
            });
        }
        Action::EntityAdded(new) => adding::apply_added(model, &new),
        Action::EntityDuplicated(entity) => duplicate::apply(model, &entity),
        Action::EntityRenamed { entity, name } => world::apply_renamed(model, &entity, &name),
        Action::AccountIdEdited { old, new } => world::apply_account_id(model, old, new),
        Action::EntityRemoved(entity) => world::apply_removed(model, &entity),
        Action::RevisionRestored(number) => revisions::restore(model, number),
        Action::SourceEdited(text) => source::typed(model, text),
        Action::SourceDraftDiscarded => source::discard(model),
        _ => {}
    }
}

/// Changes a copy of the scenario and keeps it as one revision, unless nothing changed.
pub(super) fn edit(
    model: &mut Model,
    name: &str,
    merge: Option<&str>,
    change: impl FnOnce(&mut Scenario),
) {
    let mut scenario = (**model.scenario()).clone();
    change(&mut scenario);
    // What was warned of is past, whether this edit comes to the same or not.
    forget_notice(model);
    if scenario == **model.scenario() {
        return;
    }
    drop_draft(model);
    let before = Rc::clone(model.scenario());
    let is_new = model.history.commit(Rc::new(scenario), name, merge);
    if is_new && model.has_broken_draft() {
        model.ui.meanwhile.made();
    }
    settle(model, &before);
}

/// Lets go of the source as it was typed, unless it cannot be read: then it is nowhere else.
fn drop_draft(model: &mut Model) {
    if !model.has_broken_draft() {
        model.ui.source_draft = None;
    }
    model.ui.undone_draft = None;
}

/// What a notice offers to undo is no longer the last edit, and what it warned of was put right; that work cannot be
/// saved stays true.
pub(super) fn forget_notice(model: &mut Model) {
    let failing = model.ui.saving == Saving::Failed;
    let stays = |notice: &Notice| notice.offers.is_none() && (failing || !notice.is_warning);
    model.ui.notice = model.ui.notice.take().filter(stays);
}

/// Changes a copy of the scenario and keeps it, unless the edit is refused: the reason is then a notice. Says whether it
/// was made.
pub(super) fn try_edit(
    model: &mut Model,
    name: &str,
    merge: Option<&str>,
    change: impl FnOnce(&mut Scenario) -> Result<(), Refused>,
) -> bool {
    let mut scenario = (**model.scenario()).clone();
    if let Err(problems) = change(&mut scenario) {
        let reason =
            problems.first().map_or("It does not fit.", |problem| problem.message.as_str());
        let text = format!("Could not {name}: {reason}").into();
        model.ui.notice = Some(Notice { text, is_warning: true, offers: None });
        return false;
    }
    edit(model, name, merge, |known| *known = scenario);
    true
}

/// Opens a scenario with a history of its own: undo never leads from one scenario into another. The same example once
/// more is an edit, and one's own case that nobody changed since is still the same work. Work that was left is kept, and
/// a notice leads back to it.
pub(super) fn open(model: &mut Model, scenario: Rc<Scenario>, origin: Origin) {
    // A copy is never gone on with under another name: it stays with its original.
    let is_copy = model.original.is_some();
    let is_again = matches!(&origin, Origin::Example(_)) && model.ui.origin == origin;
    if is_again && !is_copy && !model.has_broken_draft() {
        // Where nothing was changed, there is nothing to take back.
        if scenario != *model.scenario() {
            model.history.commit(scenario, "start the example again", None);
        }
        forget_notice(model);
    } else if origin == Origin::Own && !is_copy && is_work_in(model, &scenario) {
        forget_notice(model);
    } else {
        let is_left = set_aside(model);
        model.revisions = Rc::default();
        model.history = History::new(scenario);
        model.original = None;
        model.work = model.opened + 1;
        if is_left {
            offer_aside(model);
        }
    }
    if let Origin::Example(id) = &origin {
        Rc::make_mut(&mut model.ui.seen).insert(Rc::clone(id));
    }
    show_opened(model, origin);
}

/// Lets go of everything that was chosen in the scenario before.
fn show_opened(model: &mut Model, origin: Origin) {
    model.opened += 1;
    model.tour = None;
    let ui = &mut model.ui;
    ui.origin = origin;
    ui.linked = None;
    ui.view = View::Workbench;
    ui.subject = None;
    ui.reveal = None;
    ui.renaming = None;
    ui.source_draft = None;
    ui.meanwhile = Meanwhile::default();
    ui.unfolded = Rc::default();
    ui.turns = Turns::default();
    ui.signing = Drafts::default();
    ui.inspector_tab = InspectorTab::Why;
    ui.dock_tab = DockTab::Hops;
    ui.phone_tab = PhoneTab::Chain;
    ui.selected_step = None;
    ui.lit = None;
    ui.now = None;
    ui.played = None;
}

/// Whether the work is one's own and that very scenario.
fn is_work_in(model: &Model, scenario: &Scenario) -> bool {
    let is_own = model.ui.origin == Origin::Own && !model.has_broken_draft();
    is_own && **model.scenario() == *scenario
}

/// Keeps what is left behind, where somebody worked on it; says whether it did.
fn set_aside(model: &mut Model) -> bool {
    // A link that was only looked at is still with whoever sent it.
    let is_link =
        model.ui.linked.as_ref().is_some_and(|(_, sent)| Rc::ptr_eq(sent, model.scenario()));
    let was_edited = model.lasting_history().undoable().is_some()
        || model.scenario() != model.lasting()
        || model.ui.origin == Origin::Own && !is_link
        || model.lasting_history().redoable().is_some()
        || model.revisions.names_beyond(&Revisions::default())
        || model.has_broken_draft();
    if model.ui.origin == Origin::Nothing || !was_edited {
        return false;
    }
    if let Some(earlier) = model.aside.replace(Rc::new(left(model))) {
        put_beside(model, &earlier);
    }
    true
}

/// Keeps beside the work what was set aside earlier: one work alone is led back to. A guest keeps nothing.
fn put_beside(model: &mut Model, earlier: &Aside) {
    let kept = &earlier.kept;
    let texts = [
        (Key::AsideScenario, &kept.scenario),
        (Key::AsideCopy, &kept.copy),
        (Key::AsideDraft, &kept.draft),
    ];
    let texts = texts.into_iter().filter_map(|(key, text)| Some((key, Rc::clone(text.as_ref()?))));
    if model.embed.is_none() {
        Rc::make_mut(&mut model.beside).extend(texts);
    }
}

/// The work as it is left now.
fn left(model: &Model) -> Aside {
    let draft = model.ui.source_draft.clone().filter(|_| model.has_broken_draft());
    let (history, original) = (model.history.clone(), model.original.clone());
    let (revisions, origin) = (Rc::clone(&model.revisions), model.ui.origin.clone());
    Aside::new(model.work, history, original, revisions, origin, draft)
}

/// Says what is kept beside this work, and leads back to it.
pub(super) fn offer_aside(model: &mut Model) {
    let Some(aside) = &model.aside else { return };
    let title = &aside.lasting().title;
    // Of two of the same name it says which one is meant.
    let which = if *title == model.scenario().title { "The earlier " } else { "" };
    let copy = if aside.original.is_some() { ", with its copy" } else { "" };
    let text = format!("{which}“{title}” is kept as you left it{copy}.").into();
    model.ui.notice = Some(Notice { text, is_warning: false, offers: Some(Offer::Return) });
}

/// Goes back to the work that was set aside, which takes this one's place there.
fn return_to_work(model: &mut Model) {
    let Some(aside) = model.aside.take() else { return };
    let left = left(model);
    show_opened(model, aside.origin.clone());
    model.work = aside.work;
    model.history = aside.history.clone();
    model.original = aside.original.clone();
    model.revisions = Rc::clone(&aside.revisions);
    if aside.draft.is_some() {
        model.ui.source_draft = aside.draft.clone();
        model.ui.meanwhile = Meanwhile::left();
        model.ui.subject = Some(Subject::Source);
    }
    model.aside = Some(Rc::new(left));
    model.ui.notice = None;
}

/// The step that is played is the one that is explained.
fn play(model: &mut Model, played: Option<Played>) {
    model.ui.played = played;
    if let Some(played) = played {
        select_step(model, played.step);
        model.ui.inspector_tab = InspectorTab::Why;
    }
}

fn select_step(model: &mut Model, step: usize) {
    if step < model.scenario().steps.len() {
        model.ui.selected_step = Some(step);
    }
}

fn move_selection(model: &mut Model, by: isize) {
    let count = model.scenario().steps.len();
    if count == 0 {
        return;
    }
    let now = selectors::selected_step(model, None).unwrap_or(0);
    let next = now.saturating_add_signed(by).min(count - 1);
    model.ui.selected_step = Some(next);
}

/// A place that is asked for, perhaps once more.
fn revealed(ui: &Ui, span: Span) -> Reveal {
    Reveal { span, turn: ui.reveal.map_or(0, |reveal| reveal.turn + 1) }
}

/// Opens what an edit leads to, or what taking it back does.
pub(super) fn go_on_with(model: &mut Model, subject: Subject) {
    let ui = &mut model.ui;
    ui.subject = Some(subject);
    ui.reveal = None;
    ui.caret = None;
}

fn choose(model: &mut Model, subject: Subject) {
    let ui = &mut model.ui;
    ui.subject = Some(subject);
    ui.caret = None;
    ui.as_text = false;
    ui.phone_tab = PhoneTab::Document;
    ui.world_open = false;
}

/// Source that cannot be read is no revision yet: undo goes back to the last one, and redo brings the text again.
fn undo(model: &mut Model) {
    if model.has_broken_draft() && model.ui.meanwhile.is_text_last() {
        source::discard(model);
        return;
    }
    let back = model.ui.turns.before(model.scenario(), model.ui.subject.as_ref());
    if travel(model, History::undo) {
        model.ui.meanwhile.taken_back();
        let elsewhere = |subject: &Subject| {
            model.ui.subject.as_ref() != Some(subject) && world::is_there(model.scenario(), subject)
        };
        if let Some(back) = back.filter(elsewhere) {
            go_on_with(model, back);
        }
    }
}

fn redo(model: &mut Model) {
    match model.ui.undone_draft.take() {
        Some(draft) => model.ui.source_draft = Some(draft),
        None => {
            if travel(model, History::redo) {
                model.ui.meanwhile.made();
            }
        }
    }
}

fn travel(model: &mut Model, go: fn(&mut History<Scenario>) -> bool) -> bool {
    let before = Rc::clone(model.scenario());
    let went = go(&mut model.history);
    if went {
        drop_draft(model);
        forget_notice(model);
        settle(model, &before);
    }
    went
}

/// Goes on with what was chosen in the scenario before, and lets go of what leads nowhere as it now stands.
pub(super) fn settle(model: &mut Model, before: &Scenario) {
    let count = model.scenario().steps.len();
    if model.ui.selected_step.is_some_and(|step| step >= count) {
        model.ui.selected_step = count.checked_sub(1);
    }
    let scenario = Rc::clone(model.scenario());
    model.ui.signing.retain(|id| scenario.step_index(id).is_some());
    let subject = model.ui.subject.take();
    let follows = subject.as_ref().and_then(|subject| followed(before, &scenario, subject));
    if let (Some(Subject::Document(old)), Some(Subject::Document(new))) = (&subject, &follows) {
        let caret = model.ui.caret.take();
        model.ui.caret = caret.and_then(|at| {
            let (old, new) = (before.document_text(old)?, scenario.document_text(new)?);
            Some(Edit::between(&old, &new).map_or(at, |edit| edit.carried(at)))
        });
    }
    model.ui.subject = follows;
}

/// The step as a sentence names it: "hop 2", "change 3".
pub(super) fn numbered(model: &Model, index: usize) -> String {
    let step = model.scenario().steps.get(index);
    step.map_or_else(String::new, |step| narrate::numbered_in_words(&step.operation, index))
}

fn edit_document(model: &mut Model, address: &DocumentAddress, text: &str) {
    let name = format!("edit {}", selectors::document_name(model.scenario(), address));
    let merge = format!("{address:?}");
    edit(model, &name, Some(&merge), |scenario| scenario.set_document_text(address, text));
}

fn edit_parameter(model: &mut Model, index: usize, field: &StepField, value: &FieldValue) {
    let name = format!("change {} of {}", field.name(), numbered(model, index));
    let merge = format!("step {index}/{}", field.name());
    let Some(id) = model.scenario().steps.get(index).map(|step| Rc::clone(&step.id)) else {
        return;
    };
    try_edit(model, &name, Some(&merge), |scenario| {
        scenario.edit_step(&id, |step| {
            field.set(step, value);
        })
    });
}

/// Several values at once are one edit.
fn try_values(model: &mut Model, index: usize, values: &[(StepField, FieldValue)]) {
    let Some(id) = model.scenario().steps.get(index).map(|step| Rc::clone(&step.id)) else {
        return;
    };
    let names: Vec<&str> = values.iter().map(|(field, _)| field.name()).collect();
    let name = format!("try another {} of {}", names.join(" and "), numbered(model, index));
    try_edit(model, &name, None, |scenario| {
        scenario.edit_step(&id, |step| {
            for (field, value) in values {
                field.set(step, value);
            }
        })
    });
}

fn add_steps(model: &mut Model, at: usize, steps: Vec<Step>, is_over: bool) {
    let at = at.min(model.scenario().steps.len());
    let last = at + steps.len().saturating_sub(1);
    let name = if at == last { "add a step" } else { "add steps" };
    let added = try_edit(model, name, None, |scenario| {
        let mut places = (at..).zip(steps);
        places.try_for_each(|(place, step)| scenario.insert_step(place, step).map(|_| ()))
    });
    if added {
        model.ui.selected_step = Some(at);
        model.ui.inspector_tab = InspectorTab::Request;
        model.ui.phone_tab = PhoneTab::Why;
        let text = assumed_of(model, at, last, is_over).into();
        model.ui.notice = Some(Notice { text, is_warning: false, offers: Some(Offer::Undo) });
    }
}

/// What a step that was added takes for granted, in words.
fn assumed_of(model: &Model, at: usize, last: usize, is_over: bool) -> String {
    let Some(step) = model.scenario().steps.get(at) else { return String::new() };
    let name = match at == last {
        true => numbered(model, at),
        false => format!("{} to {}", numbered(model, at), last + 1).replacen("hop", "hops", 1),
    };
    let asked = match StepField::RoleArn.get(step) {
        Some(FieldValue::Text(arn)) => {
            format!(" and that it asks for {}", selectors::short_name(&arn))
        }
        _ => String::new(),
    };
    match &step.operation {
        Operation::Change(change)
            if change.policy_name.as_deref() == Some("AWSRevokeOlderSessions") =>
        {
            let role = &change.target;
            format!(
                "Added {name}: sessions of {role} that were issued until then are denied everything from there on."
            )
        }
        Operation::Change(_) => format!("Added {name} with values to begin with; change them."),
        _ if is_unsigned(&step.operation) => {
            let asked = asked.replacen(" and", "It is assumed", 1);
            let ends = if asked.is_empty() { "" } else { ". " };
            format!(
                "Added {name}. Nobody signs this call: what the provider signed says who it is. {asked}{ends}Change what \
                 does not fit."
            )
        }
        _ => {
            let caller = match step.caller.as_deref() {
                None => "the chain so far calls".to_owned(),
                Some("start") => "the start calls".to_owned(),
                Some(id) => match model.scenario().step_index(id) {
                    Some(index) => format!("{} calls", numbered(model, index)),
                    None => format!("{} calls", selectors::short_name(id)),
                },
            };
            let why = if is_over { ", since no hop behind it made a session" } else { "" };
            // The one thing that nothing could be taken for.
            if StepField::RoleArn.get(step) == Some(FieldValue::typed("")) {
                return format!("Added {name}: {caller}{why}. Choose the role.");
            }
            format!(
                "Added {name}. It is assumed that {caller}{why}{asked}. Change what does not fit."
            )
        }
    }
}

fn move_step(model: &mut Model, from: usize, to: usize) {
    let steps = &model.scenario().steps;
    let Some(id) = steps.get(from).map(|step| Rc::clone(&step.id)) else { return };
    if to >= steps.len() || from == to {
        return;
    }
    let name = format!("move {}", numbered(model, from));
    if try_edit(model, &name, None, |scenario| scenario.move_step(&id, to)) {
        model.ui.selected_step = Some(to);
    }
}

fn remove_step(model: &mut Model, index: usize) {
    let Some(id) = model.scenario().steps.get(index).map(|step| Rc::clone(&step.id)) else {
        return;
    };
    let called = model.scenario().steps.iter().filter(|step| step.caller.as_ref() == Some(&id));
    let called: Vec<Rc<str>> = called.map(|step| Rc::clone(&step.id)).collect();
    let name = numbered(model, index);
    edit(model, &format!("remove {name}"), None, |scenario| scenario.remove_step(&id));
    let numbers = called.iter().filter_map(|id| model.scenario().step_index(id));
    let rest = match &*numbers.map(|at| numbered(model, at)).collect::<Vec<_>>().join(", ") {
        "" => String::new(),
        steps => format!(" What it called (now {steps}) is called by whoever called it."),
    };
    let text = format!("Removed {name}.{rest}").into();
    model.ui.notice = Some(Notice { text, is_warning: false, offers: Some(Offer::Undo) });
}

#[cfg(test)]
#[path = "update_tests.rs"]
mod tests;
