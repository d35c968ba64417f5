//! Undo and redo over shared revisions. What was undone at the last visit is text until somebody goes there.

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

use super::delta::Shared;

/// How many revisions can be undone.
const CAP: usize = 100;

/// What a history is kept as between visits.
pub(crate) trait Text: Sized {
    /// The text it is kept as.
    fn to_text(&self) -> String;
    /// The value of that text; nothing where it cannot be read.
    fn from_text(text: &str) -> Option<Self>;
}

/// A value with the revisions before and after it.
#[derive(Debug)]
pub(crate) struct History<T> {
    past: Vec<Revision<T>>,
    present: Rc<T>,
    /// The present's text, once it was asked for.
    printed: Rc<OnceCell<Rc<str>>>,
    future: Vec<Revision<T>>,
    /// What the last edit was about, while another edit of the same may still join it.
    open: Option<Rc<str>>,
}

/// A revision and the edit that lies between it and its neighbour towards the present.
#[derive(Debug)]
struct Revision<T> {
    /// Nothing until somebody goes to what the last visit left behind.
    state: RefCell<Option<Rc<T>>>,
    printed: Rc<OnceCell<Rc<str>>>,
    edit: Rc<str>,
    shared: Rc<Shared>,
}

impl<T: Text> Revision<T> {
    fn new(state: Rc<T>, printed: Rc<OnceCell<Rc<str>>>, edit: &str) -> Self {
        let (state, shared) = (RefCell::new(Some(state)), Rc::default());
        Self { state, printed, edit: edit.into(), shared }
    }

    fn kept(Edit { text, edit, shared }: Edit) -> Self {
        Self { state: RefCell::default(), printed: Rc::new(OnceCell::from(text)), edit, shared }
    }

    fn state(&self) -> Option<Rc<T>> {
        let mut state = self.state.borrow_mut();
        if state.is_none() {
            *state = self.printed.get().and_then(|text| T::from_text(text)).map(Rc::new);
        }
        state.clone()
    }

    fn edit(&self) -> Edit {
        let print =
            || self.state.borrow().as_ref().map_or_else(|| "".into(), |it| it.to_text().into());
        let text = Rc::clone(self.printed.get_or_init(print));
        Edit { text, edit: Rc::clone(&self.edit), shared: Rc::clone(&self.shared) }
    }
}

/// An edit, and the text of the revision on its other side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    /// The revision before the edit, or after it where that was undone.
    pub(crate) text: Rc<str>,
    /// What the edit was.
    pub(crate) edit: Rc<str>,
    /// What the text shares with that of the neighbour towards the present.
    pub(crate) shared: Rc<Shared>,
}

impl Edit {
    /// An edit with the text on its other side.
    pub(crate) fn new(text: &str, edit: &str) -> Self {
        Self { text: text.into(), edit: edit.into(), shared: Rc::default() }
    }
}

impl<T> Clone for Revision<T> {
    fn clone(&self) -> Self {
        let (printed, edit) = (Rc::clone(&self.printed), Rc::clone(&self.edit));
        Self { state: self.state.clone(), printed, edit, shared: Rc::clone(&self.shared) }
    }
}

impl<T> Clone for History<T> {
    fn clone(&self) -> Self {
        Self {
            past: self.past.clone(),
            present: Rc::clone(&self.present),
            printed: Rc::clone(&self.printed),
            future: self.future.clone(),
            open: self.open.clone(),
        }
    }
}

impl<T: Text> History<T> {
    /// A history that begins here.
    pub(crate) fn new(present: Rc<T>) -> Self {
        let printed = Rc::default();
        Self { past: Vec::new(), present, printed, future: Vec::new(), open: None }
    }

    /// A history that goes on where another visit left it; both sides from the present outwards.
    pub(crate) fn going_on(present: Rc<T>, past: Vec<Edit>, future: Vec<Edit>) -> Self {
        let side = |edits: Vec<Edit>| edits.into_iter().rev().map(Revision::kept).collect();
        Self { past: side(past), future: side(future), ..Self::new(present) }
    }

    /// The edits that undo takes back, from the present outwards.
    pub(crate) fn past(&self) -> impl Iterator<Item = Edit> {
        self.past.iter().rev().map(Revision::edit)
    }

    /// The edits that redo makes again, from the present outwards.
    pub(crate) fn future(&self) -> impl Iterator<Item = Edit> {
        self.future.iter().rev().map(Revision::edit)
    }

    /// The value as it stands.
    pub(crate) fn present(&self) -> &Rc<T> {
        &self.present
    }

    /// Its text.
    pub(crate) fn text(&self) -> &Rc<str> {
        self.printed.get_or_init(|| self.present.to_text().into())
    }

    /// The edit that undo takes back.
    pub(crate) fn undoable(&self) -> Option<&str> {
        self.past.last().map(|revision| &*revision.edit)
    }

    /// The edit that redo makes again.
    pub(crate) fn redoable(&self) -> Option<&str> {
        self.future.last().map(|revision| &*revision.edit)
    }

    /// How many edits can be undone.
    pub(crate) fn depth(&self) -> usize {
        self.past.len()
    }

    /// Makes `next` the present. Edits with the same `merge` key that follow each other are one revision; says whether a new
    /// one began.
    pub(crate) fn commit(&mut self, next: Rc<T>, edit: &str, merge: Option<&str>) -> bool {
        let joins = merge.is_some() && self.open.as_deref() == merge && !self.past.is_empty();
        let (before, printed) = self.put(next);
        if !joins {
            self.past.push(Revision::new(before, printed, edit));
            if self.past.len() > CAP {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.open = merge.map(Into::into);
        !joins
    }

    fn put(&mut self, next: Rc<T>) -> (Rc<T>, Rc<OnceCell<Rc<str>>>) {
        (std::mem::replace(&mut self.present, next), std::mem::take(&mut self.printed))
    }

    /// The next edit begins a revision of its own.
    pub(crate) fn close(&mut self) {
        self.open = None;
    }

    /// Whether the last edit can still be joined.
    pub(crate) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Goes back by one edit; says whether there was one.
    pub(crate) fn undo(&mut self) -> bool {
        self.open = None;
        let left = self.go(|history| &mut history.past);
        let went = left.is_some();
        self.future.extend(left);
        went
    }

    /// Goes forward by one edit; says whether there was one.
    pub(crate) fn redo(&mut self) -> bool {
        self.open = None;
        let left = self.go(|history| &mut history.future);
        let went = left.is_some();
        self.past.extend(left);
        went
    }

    /// Makes the nearest revision of a side the present; gives what was present, with the edit between the two.
    fn go(&mut self, side: fn(&mut Self) -> &mut Vec<Revision<T>>) -> Option<Revision<T>> {
        let revision = side(self).pop()?;
        let Some(state) = revision.state() else {
            // Another version of the page kept it: what lies beyond it cannot be had either.
            side(self).clear();
            return None;
        };
        let (before, printed) = self.put(state);
        self.printed = revision.printed;
        Some(Revision::new(before, printed, &revision.edit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Text for String {
        fn to_text(&self) -> String {
            self.clone()
        }

        fn from_text(text: &str) -> Option<Self> {
            Some(text.to_owned())
        }
    }

    impl Text for i32 {
        fn to_text(&self) -> String {
            self.to_string()
        }

        fn from_text(text: &str) -> Option<Self> {
            text.parse().ok()
        }
    }

    fn typed(letters: &str) -> History<String> {
        let mut history = History::new(Rc::new(String::new()));
        for end in 1..=letters.len() {
            history.commit(Rc::new(letters[..end].to_owned()), "typing", Some("field"));
        }
        history
    }

    #[test]
    fn typing_is_one_undo_step() {
        let mut history = typed("hello");
        assert_eq!((history.present().as_str(), history.depth()), ("hello", 1));
        assert!(history.undo());
        assert_eq!(history.present().as_str(), "");
        assert!(!history.undo());
    }

    #[test]
    fn a_pause_begins_a_new_undo_step() {
        let mut history = typed("hello");
        history.close();
        history.commit(Rc::new("hello!".into()), "typing", Some("field"));
        assert_eq!(history.depth(), 2);
    }

    #[test]
    fn undo_then_redo_is_identity() {
        let mut history = typed("hello");
        let before = Rc::clone(history.present());
        assert_eq!(history.undoable(), Some("typing"));
        history.undo();
        assert_eq!((history.undoable(), history.redoable()), (None, Some("typing")));
        history.redo();
        assert!(Rc::ptr_eq(history.present(), &before));
    }

    #[test]
    fn a_new_edit_clears_the_future() {
        let mut history = typed("hello");
        history.undo();
        history.commit(Rc::new("other".into()), "paste", None);
        assert!(!history.redo());
    }

    #[test]
    fn an_edit_after_undo_does_not_join_what_was_undone() {
        let mut history = typed("hello");
        history.undo();
        history.commit(Rc::new("j".into()), "typing", Some("field"));
        assert_eq!(history.depth(), 1);
    }

    #[test]
    fn only_the_last_hundred_edits_can_be_undone() {
        let mut history = History::new(Rc::new(0));
        for value in 1..=250 {
            history.commit(Rc::new(value), "count", None);
        }
        assert_eq!(history.depth(), CAP);
        while history.undo() {}
        assert_eq!(**history.present(), 150);
    }

    #[test]
    fn a_history_goes_on_from_its_texts_both_ways() {
        let mut history = History::new(Rc::new(0));
        for value in 1..=4 {
            history.commit(Rc::new(value), &format!("to {value}"), None);
        }
        history.undo();
        let (past, future): (Vec<_>, Vec<_>) =
            (history.past().collect(), history.future().collect());
        let mut again = History::going_on(Rc::new(3), past.clone(), future.clone());
        assert_eq!((again.undoable(), again.redoable()), (Some("to 3"), Some("to 4")));
        assert!(again.redo());
        assert_eq!((**again.present(), &**again.text()), (4, "4"));
        while again.undo() {}
        assert_eq!((**again.present(), again.redoable()), (0, Some("to 1")));
        while again.redo() {}
        again.undo();
        assert_eq!(
            (again.past().collect::<Vec<_>>(), again.future().collect::<Vec<_>>()),
            (past, future)
        );
    }

    #[test]
    fn what_cannot_be_read_any_more_ends_the_way_back_and_changes_nothing() {
        let edit = |text: &str| Edit::new(text, text);
        let past = vec![edit("1"), edit("broken"), edit("-1")];
        let mut history = History::going_on(Rc::new(2), past, Vec::new());
        assert!(history.undo());
        assert!(!history.undo());
        assert_eq!((**history.present(), history.depth(), history.redoable()), (1, 0, Some("1")));
    }
}
