//! A policy document as a form: its statements as cards, with everything that can be said in them. What is done here is
//! one edit of the text through `policy::edit`; nothing else of the text is touched. A part of the page of its own.

mod actions;
mod add;
mod card;
mod conditions;
mod drafts;
mod hand;
mod principals;
mod ready;
mod rows;
mod suggesting;
mod test;

use std::rc::Rc;

use iam::PolicyType;
use policy::{
    Diagnostic, Fix, Span,
    edit::{self, Alteration, Hidden},
};
use simulator::Scenario;
use yew::prelude::*;

use super::findings::{self, Findings};
use crate::components::{Glyph, Icon, inspector::with_code};
use card::StatementCard;
use hand::Hand;

/// A document as it was changed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Altered {
    /// The whole text.
    pub(crate) text: Rc<str>,
    /// What was done, in a few words.
    pub(crate) name: Rc<str>,
    /// The field that is typed into, where one is: what is typed there is one edit.
    pub(crate) field: Option<Rc<str>>,
}

/// What the form is given.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct Given {
    /// Which document it is, among all that were shown: what was begun in its form belongs to it.
    pub(crate) whose: Rc<str>,
    /// What kind of policy it is.
    pub(crate) kind: PolicyType,
    /// Its text.
    pub(crate) text: Rc<str>,
    /// The scenario that it stands in.
    pub(crate) scenario: Rc<Scenario>,
    /// What is wrong with it.
    pub(crate) diagnostics: Rc<[Diagnostic]>,
    /// Whether it can only be read.
    pub(crate) read_only: bool,
    /// It was changed.
    pub(crate) on_alter: Callback<Altered>,
    /// A finding is to be mended.
    pub(crate) on_fix: Callback<Fix>,
    /// A place of the text is to be shown.
    pub(crate) on_reveal: Callback<Span>,
}

impl Given {
    /// What is wrong within some place, or outside of all of them.
    fn findings(&self, id: &str, has: impl Fn(Span) -> bool) -> Html {
        let diagnostics: Vec<Diagnostic> =
            self.diagnostics.iter().filter(|found| has(found.span)).cloned().collect();
        if diagnostics.is_empty() {
            return Html::default();
        }
        findings::view(&Findings {
            id,
            text: &self.text,
            diagnostics: &diagnostics,
            on_reveal: self.on_reveal.clone(),
            on_fix: (!self.read_only).then(|| self.on_fix.clone()),
        })
    }

    /// A part that only the text can show, and the way there.
    fn view_hidden(&self, hidden: &Hidden) -> Html {
        let span = hidden.span;
        let at = span.line_column(&self.text);
        let onclick = self.on_reveal.reform(move |_| span);
        html! {
            <p class="form-hidden">
                <Icon glyph={Glyph::Info} />
                <span>
                    { with_code(&hidden.why) }
                    { " The form leaves it as it is. " }
                    <button type="button" class="link-button" {onclick}>{ format!("Show line {} of the text", at.line) }</button>
                </span>
            </p>
        }
    }
}

/// The form of a document.
pub(crate) fn view_form(given: Given) -> Html {
    html! { <PolicyForm ..given /> }
}

/// The form.
#[component]
fn PolicyForm(given: &Given) -> Html {
    use_effect(hand::drawn);
    let form = match edit::read(&given.text) {
        Ok(form) => form,
        Err(hidden) => {
            return html! {
                <div class="policy-form">
                    { given.view_hidden(&hidden) }
                    { given.findings("form-findings", |_| true) }
                </div>
            };
        }
    };
    let hand = Hand::new(given, &form);
    drafts::settle(&given.whose, &hand.place().statements);
    let count = form.statements.len();
    let add = {
        let (hand, kind) = (hand.at(count), given.kind);
        Callback::from(move |_: MouseEvent| {
            hand.does("add a statement", &Alteration::Add(kind));
            hand::focus_after(hand.id("Sid"));
        })
    };
    let spans: Vec<Span> = form
        .statements
        .iter()
        .map(|card| card.as_ref().map_or_else(|hidden| hidden.span, |card| card.span))
        .collect();
    let is_outside = |place: Span| !spans.iter().any(|span| holds(*span, place));
    html! {
        <div class="policy-form">
            { for form.unknown.iter().map(|hidden| given.view_hidden(hidden)) }
            { given.findings("form-findings", is_outside) }
            if count == 0 { <p class="form-empty">{ "No statement yet: nothing is allowed and nothing is denied." }</p> }
            { for form.statements.iter().enumerate().map(|(index, shown)| match shown {
                Ok(card) => html! { <StatementCard key={index} given={given.clone()} hand={hand.at(index)} card={card.clone()} {count} /> },
                Err(hidden) => html! { <section class="form-card" key={index}>{ given.view_hidden(hidden) }</section> },
            }) }
            if !given.read_only {
                <button type="button" class="button form-add-statement" id="form-add-statement" onclick={add}>
                    <Icon glyph={Glyph::Add} />{ "Add statement" }
                </button>
            }
        </div>
    }
}

/// Whether a place lies within another one.
fn holds(around: Span, place: Span) -> bool {
    around.start <= place.start && place.end <= around.end
}
