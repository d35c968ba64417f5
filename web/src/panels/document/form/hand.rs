//! What the parts of the form change the text with.

use std::{cell::RefCell, rc::Rc};

use policy::edit::{self, Alteration, Form, alter};
use simulator::{Scenario, assist::Assist};
use yew::Callback;

use super::{
    Altered, Given,
    drafts::{self, Known, Place},
};
use crate::browser::{focus, services};

/// One statement's way to the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hand {
    whose: Rc<str>,
    text: Rc<str>,
    /// What the statements are known by.
    statements: Rc<[Known]>,
    kind: iam::PolicyType,
    scenario: Rc<Scenario>,
    on_alter: Callback<Altered>,
    /// Which statement.
    pub(super) statement: usize,
}

impl Hand {
    pub(super) fn new(given: &Given, form: &Form) -> Self {
        Self {
            whose: Rc::clone(&given.whose),
            text: Rc::clone(&given.text),
            statements: drafts::known(&given.text, form),
            kind: given.kind,
            scenario: Rc::clone(&given.scenario),
            on_alter: given.on_alter.clone(),
            statement: 0,
        }
    }

    /// The same for another statement.
    pub(super) fn at(&self, statement: usize) -> Self {
        Self { statement, ..self.clone() }
    }

    /// Where it is.
    pub(super) fn place(&self) -> Place {
        let (document, statements) = (Rc::clone(&self.whose), Rc::clone(&self.statements));
        Place { document, statements, statement: self.statement }
    }

    /// The kind of the document.
    pub(super) fn kind(&self) -> iam::PolicyType {
        self.kind
    }

    /// The scenario around it.
    pub(super) fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// An element id that is unique in the form.
    pub(super) fn id(&self, part: &str) -> String {
        format!("statement-{}-{part}", self.statement)
    }

    /// "statement 2".
    pub(super) fn name(&self) -> String {
        format!("statement {}", self.statement + 1)
    }

    /// Does it at once; nothing where the text is so already.
    pub(super) fn does(&self, name: &str, alteration: &Alteration<'_>) -> bool {
        self.emit(name.to_owned(), None, alteration)
    }

    /// Changes a part of the statement: "change Effect of statement 2".
    pub(super) fn changes(&self, part: &str, alteration: &Alteration<'_>) -> bool {
        self.emit(format!("change {part} of {}", self.name()), None, alteration)
    }

    /// The same while it is typed: what is typed into one field is one edit.
    pub(super) fn types(&self, part: &str, field: &str, alteration: &Alteration<'_>) {
        let field = format!("{}/{field}", self.statement);
        self.emit(format!("change {part} of {}", self.name()), Some(field.into()), alteration);
    }

    fn emit(&self, name: String, field: Option<Rc<str>>, alteration: &Alteration<'_>) -> bool {
        let Some(edit) = alter(&self.text, self.statement, alteration) else { return false };
        let text: Rc<str> = edit.applied(&self.text).into();
        if let Ok(form) = edit::read(&text) {
            drafts::follow(&self.place(), alteration, &drafts::known(&text, &form));
        }
        self.on_alter.emit(Altered { text, name: name.into(), field });
        true
    }

    /// Asks what the engine knows of such a document in this scenario.
    pub(super) fn asks<T>(&self, ask: impl FnOnce(&Assist<'_>) -> T) -> T {
        let services = services::known();
        let (kind, scenario) = (self.kind, &*self.scenario);
        ask(&Assist { kind, scenario, services: services.as_ref() })
    }
}

thread_local! {
    /// Where the focus goes once the form shows what was done.
    static WANTED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Moves the focus there once the text has changed and the form was drawn anew: what is there then may not be there yet.
pub(super) fn focus_after(id: String) {
    WANTED.set(Some(id));
}

/// The form was drawn.
pub(super) fn drawn() {
    if let Some(id) = WANTED.take() {
        focus::by_id(&id);
    }
}
