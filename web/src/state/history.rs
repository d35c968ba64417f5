//! Undo and redo over shared revisions.

use std::rc::Rc;

/// How many revisions can be undone.
const CAP: usize = 100;

/// A value with the revisions before and after it.
#[derive(Debug)]
pub(crate) struct History<T> {
    past: Vec<Revision<T>>,
    present: Rc<T>,
    future: Vec<Revision<T>>,
    /// What the last edit was about, while another edit of the same may still join it.
    open: Option<Rc<str>>,
}

/// A revision and the edit that lies between it and its neighbour towards the present.
#[derive(Debug)]
struct Revision<T> {
    state: Rc<T>,
    edit: Rc<str>,
}

impl<T> Clone for Revision<T> {
    fn clone(&self) -> Self {
        Self { state: Rc::clone(&self.state), edit: Rc::clone(&self.edit) }
    }
}

impl<T> Clone for History<T> {
    fn clone(&self) -> Self {
        Self {
            past: self.past.clone(),
            present: Rc::clone(&self.present),
            future: self.future.clone(),
            open: self.open.clone(),
        }
    }
}

impl<T> History<T> {
    /// A history that begins here.
    pub(crate) fn new(present: Rc<T>) -> Self {
        Self { past: Vec::new(), present, future: Vec::new(), open: None }
    }

    /// The value as it stands.
    pub(crate) fn present(&self) -> &Rc<T> {
        &self.present
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

    /// Makes `next` the present. Edits with the same `merge` key that follow each other are one revision.
    pub(crate) fn commit(&mut self, next: Rc<T>, edit: &str, merge: Option<&str>) {
        let joins = merge.is_some() && self.open.as_deref() == merge && !self.past.is_empty();
        if !joins {
            self.past.push(Revision { state: Rc::clone(&self.present), edit: edit.into() });
            if self.past.len() > CAP {
                self.past.remove(0);
            }
        }
        self.present = next;
        self.future.clear();
        self.open = merge.map(Into::into);
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
        let Some(Revision { state, edit }) = self.past.pop() else { return false };
        let state = std::mem::replace(&mut self.present, state);
        self.future.push(Revision { state, edit });
        true
    }

    /// Goes forward by one edit; says whether there was one.
    pub(crate) fn redo(&mut self) -> bool {
        self.open = None;
        let Some(Revision { state, edit }) = self.future.pop() else { return false };
        let state = std::mem::replace(&mut self.present, state);
        self.past.push(Revision { state, edit });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
