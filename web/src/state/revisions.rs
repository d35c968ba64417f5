//! The scenario as it was before: a version is kept wherever the work came to rest, and wherever somebody gave one a name.

use std::rc::Rc;

use iam::Timestamp;
use simulator::Scenario;

use super::{
    History, Model,
    delta::{Reader, Shared, Writer},
    history::{Edit, Text},
    opening,
    saved::Key,
    update,
};

/// So many versions without a name are kept.
const AUTOMATIC: usize = 30;
/// So many bytes are kept of the edits that can be undone, and so many of the versions.
const ROOM: usize = 500_000;
/// So many bytes are read again of edits that can be undone: each of them is a whole scenario.
const READ: usize = 8_000_000;

impl Text for Scenario {
    fn to_text(&self) -> String {
        self.write()
    }

    fn from_text(text: &str) -> Option<Self> {
        Self::read(text).ok()
    }
}

/// The scenario as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Revision {
    /// Tells it from the others.
    pub(crate) number: u32,
    /// When.
    pub(crate) at: Timestamp,
    /// What somebody called it.
    pub(crate) name: Option<Rc<str>>,
    /// What was changed since the one before.
    pub(crate) changes: Rc<str>,
    /// Its text.
    pub(crate) text: Rc<str>,
    /// What that shares with the text that is kept before it.
    shared: Shared,
}

/// The versions of a scenario, from the oldest on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Revisions(Vec<Rc<Revision>>);

impl Revisions {
    /// From the newest back.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Rc<Revision>> {
        self.0.iter().rev()
    }

    /// The version of that number.
    pub(crate) fn get(&self, number: u32) -> Option<&Rc<Revision>> {
        self.0.iter().find(|known| known.number == number)
    }

    /// Keeps the scenario as it stands, unless it stands so already.
    fn keep(&mut self, history: &History<Scenario>, at: Timestamp) {
        if self.0.is_empty()
            && let Some(first) = history.past().last()
        {
            self.push(at, "before the first change".into(), first.text);
        }
        let changes = match self.0.last() {
            Some(newest) if newest.text == *history.text() => return,
            Some(newest) => since(history, &newest.text),
            None => "as it was opened".to_owned(),
        };
        self.push(at, changes.into(), Rc::clone(history.text()));
    }

    fn push(&mut self, at: Timestamp, changes: Rc<str>, text: Rc<str>) {
        let number = self.0.iter().map(|known| known.number + 1).max().unwrap_or(0);
        let shared = Shared::default();
        self.0.push(Rc::new(Revision { number, at, name: None, changes, text, shared }));
        let nameless = |known: &Rc<Revision>| known.name.is_none();
        while self.0.iter().filter(|known| nameless(known)).count() > AUTOMATIC {
            let Some(oldest) = self.0.iter().position(nameless) else { return };
            self.0.remove(oldest);
        }
    }

    /// Whether one of them that has a name is not among those.
    pub(super) fn names_beyond(&self, those: &Self) -> bool {
        self.0.iter().any(|known| known.name.is_some() && !those.0.contains(known))
    }

    /// What they are kept as: with a name first, then from the newest back, as far as there is room.
    pub(super) fn write(&self) -> Option<Rc<str>> {
        let mut writer = Writer::default();
        let mut base: Rc<str> = "".into();
        let (named, nameless): (Vec<_>, Vec<_>) =
            self.newest_first().partition(|known| known.name.is_some());
        for known in named.into_iter().chain(nameless) {
            if writer.len() > ROOM {
                break;
            }
            let facts = [known.number.to_string(), known.at.millis().to_string()];
            let name = known.name.as_deref().unwrap_or_default();
            let shared = known.shared.over(&base, &known.text);
            writer.put(&known.text, shared, &[&facts[0], &facts[1], name, &known.changes]);
            base = Rc::clone(&known.text);
        }
        (writer.len() > 0).then(|| writer.into_text().into())
    }

    /// What can be read of them.
    pub(super) fn read(written: &str) -> Self {
        let mut reader = Reader::new(written);
        let mut known: Vec<Rc<Revision>> = Vec::new();
        let mut base = String::new();
        while let Some((text, facts)) = reader.take(&base) {
            let [number, at, name, changes] = *facts else { break };
            let (Ok(number), Ok(at)) = (number.parse(), at.parse()) else { break };
            let name = (!name.is_empty()).then(|| name.into());
            let (at, changes) = (Timestamp::from_millis(at), changes.into());
            let (shared, kept) = (Shared::default(), text.as_str().into());
            known.push(Rc::new(Revision { number, at, name, changes, text: kept, shared }));
            base = text;
        }
        known.sort_by_key(|known| known.number);
        known.dedup_by_key(|known| known.number);
        Self(known)
    }
}

/// What was done since the scenario had that text.
fn since(history: &History<Scenario>, text: &str) -> String {
    let mut edits: Vec<Rc<str>> = Vec::new();
    let mut found = false;
    for edit in history.past() {
        if !edits.contains(&edit.edit) {
            edits.push(edit.edit);
        }
        if &*edit.text == text {
            found = true;
            break;
        }
    }
    if !found {
        return "went back".to_owned();
    }
    edits.reverse();
    match &*edits {
        [first, second, third, rest @ ..] if !rest.is_empty() => {
            format!("{first}; {second}; {third}; and {} more", rest.len())
        }
        few => few.join("; "),
    }
}

/// The work came to rest: it is kept as a version.
pub(super) fn rest(model: &mut Model, at: Timestamp) {
    // What is tried in a copy is no version yet.
    let is_edited = model.history.undoable().is_some() || model.history.redoable().is_some();
    if is_edited && model.original.is_none() {
        Rc::make_mut(&mut model.revisions).keep(&model.history, at);
    }
}

/// A version gets a name, or loses it; without a number, the scenario as it stands is kept under it.
pub(super) fn name(model: &mut Model, number: Option<u32>, name: &str, at: Timestamp) {
    let revisions = Rc::make_mut(&mut model.revisions);
    let number = number.or_else(|| {
        revisions.keep(&model.history, at);
        revisions.0.last().map(|newest| newest.number)
    });
    let known = revisions.0.iter_mut().find(|known| Some(known.number) == number);
    if let Some(known) = known {
        let name = name.trim();
        Rc::make_mut(known).name = (!name.is_empty()).then(|| name.into());
    }
}

/// The scenario becomes again what it was: an edit as any other.
pub(super) fn restore(model: &mut Model, number: u32) {
    let Some(known) = model.revisions.get(number).map(Rc::clone) else { return };
    match Scenario::read(&known.text) {
        Ok(scenario) => {
            let name = known.name.as_deref().map_or_else(
                || "go back to an earlier version".to_owned(),
                |name| format!("go back to “{name}”"),
            );
            update::edit(model, &name, None, |now| *now = scenario);
        }
        Err(_) => opening::warn(
            model,
            "Another version of this page kept that version, and this one cannot read it. Your work is unchanged.",
        ),
    }
}

/// What is kept of the scenario, its copy, and both as they were before.
pub(crate) fn work_text(model: &Model, key: Key) -> Option<Rc<str>> {
    let copy = model.original.as_ref().map(|_| &model.history);
    match key {
        Key::Scenario => Some(Rc::clone(model.lasting_history().text())),
        Key::Copy => Some(Rc::clone(copy?.text())),
        Key::Undo => undo_text(model.lasting_history()),
        Key::CopyUndo => undo_text(copy?),
        Key::Revisions => model.revisions.write(),
        _ => None,
    }
}

/// What is kept of the edits that can be undone and made again; nothing where there are none.
pub(super) fn undo_text(history: &History<Scenario>) -> Option<Rc<str>> {
    let mut writer = Writer::default();
    // The edits fit this text, and no other.
    writer.put("", [0, 0], &["over", &fingerprint(history.text())]);
    let empty = writer.len();
    let sides: [(&str, Box<dyn Iterator<Item = Edit>>); 2] =
        [("undo", Box::new(history.past())), ("redo", Box::new(history.future()))];
    for (side, edits) in sides {
        let mut base = Rc::clone(history.text());
        for Edit { text, edit, shared } in edits {
            if writer.len() > ROOM {
                break;
            }
            writer.put(&text, shared.over(&base, &text), &[side, &edit]);
            base = text;
        }
    }
    (writer.len() > empty).then(|| writer.into_text().into())
}

/// The history that was kept beside a scenario of that text; a new one where it does not fit.
pub(super) fn history(scenario: Scenario, text: &str, kept: Option<&str>) -> History<Scenario> {
    let mut sides = [Vec::new(), Vec::new()];
    let mut reader = Reader::new(kept.unwrap_or_default());
    let mut goes_on =
        reader.take("").is_some_and(|(_, facts)| facts == ["over", &*fingerprint(text)]);
    let mut bases = [text.to_owned(), text.to_owned()];
    let mut room = READ;
    while goes_on {
        // Which side comes next is only known with its text, which is read over the base of that side.
        let side = usize::from(reader.next_fact() == Some("redo"));
        let Some((text, facts)) = reader.take(&bases[side]) else { break };
        let [_, edit] = *facts else { break };
        room = room.saturating_sub(text.len());
        goes_on = room > 0;
        sides[side].push(Edit::new(&text, edit));
        bases[side] = text;
    }
    let [past, future] = sides;
    History::going_on(Rc::new(scenario), past, future)
}

/// Tells two texts apart: FNV-1a, and the length.
fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{:x}-{hash:x}", text.len())
}

#[cfg(test)]
#[path = "revisions_tests.rs"]
mod tests;
