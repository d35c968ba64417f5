//! The checks as a tree with one tab stop: arrows move, right and left unfold and fold, Enter shows the place in its
//! document.

use std::{collections::BTreeSet, rc::Rc};

use yew::prelude::*;

use super::{
    Props,
    rows::{self, Key, Row, Status},
};
use crate::{
    browser::{focus, scroll},
    components::{Glyph, Icon, inspector::breakable},
    state::{Action, InspectorTab},
};

/// Every check in the service's order.
#[component]
pub(super) fn Checks(props: &Props) -> Html {
    let toggled = use_state(|| Rc::new(BTreeSet::<Key>::new()));
    let current = use_state(|| None::<Key>);
    let way = props.at_caret.map(|spoken| spoken.way(props.step.result())).unwrap_or_default();
    {
        let (toggled, current, way) = (toggled.clone(), current.clone(), way.clone());
        let props = props.clone();
        use_effect_with(props.goes_there, move |goes_there| {
            let Some(line) = way.last().filter(|_| *goes_there) else { return };
            let (outcome, step) = (props.step.outcome(), props.step.result());
            toggled.set(Rc::new(rows::opened(outcome, step, &way, &toggled)));
            current.set(Some(*line));
            scroll::into_sight(&line.element_id());
            focus::by_id(&line.element_id());
            props.on_action.emit(Action::WhyOfCaretReached);
        });
    }
    let rows: Rc<[Row]> = rows::rows(props.step.outcome(), props.step.result(), &toggled).into();
    if rows.is_empty() {
        return Html::default();
    }
    let on_toggle = {
        let toggled = toggled.clone();
        Callback::from(move |key: Key| {
            let mut set = (**toggled).clone();
            if !set.remove(&key) {
                set.insert(key);
            }
            toggled.set(Rc::new(set));
        })
    };
    let on_focus = {
        let current = current.clone();
        Callback::from(move |key: Key| current.set(Some(key)))
    };
    let stop = current
        .filter(|key| rows.iter().any(|row| row.key == *key))
        .or(rows.first().map(|row| row.key));
    let on_action = props.on_action.clone();
    // What is folded is marked at the line that holds it.
    let marked = way.into_iter().rfind(|key| rows.iter().any(|row| row.key == *key));
    let played = props.played;
    let tree = Tree { rows, stop, played, marked, on_toggle, on_focus, on_action };
    let (made, all) = rows::made(props.step.result());
    html! {
        <section class="why-section why-checks">
            <h3 class="why-heading" id="checks-heading">
                <span>{ "Checks, in order" }</span>
                <span class="why-aside">{ format!("{made} of {all} made") }</span>
            </h3>
            <ul class="checks" role="tree" aria-labelledby="checks-heading">
                { for (0..tree.rows.len()).map(|at| tree.view(at)) }
            </ul>
        </section>
    }
}

/// The lines with what they report to.
#[derive(Clone)]
struct Tree {
    rows: Rc<[Row]>,
    stop: Option<Key>,
    played: Option<usize>,
    /// The line that speaks of the place of the caret.
    marked: Option<Key>,
    on_toggle: Callback<Key>,
    on_focus: Callback<Key>,
    on_action: Callback<Action>,
}

impl Tree {
    fn view(&self, at: usize) -> Html {
        let row = &self.rows[at];
        let (key, tree) = (row.key, self.clone());
        let onclick = Callback::from(move |_: MouseEvent| tree.act(at));
        let tree = self.clone();
        let onkeydown = Callback::from(move |event: KeyboardEvent| tree.on_key(at, &event));
        let onfocus = self.on_focus.reform(move |_| key);
        let (position, size) = row.position;
        let is_marked = self.marked == Some(key);
        let class = classes!(
            row_class(row),
            self.is_played(row).then_some("check-played"),
            is_marked.then_some("check-at-caret"),
        );
        html! {
            <li key={key.element_id()} id={key.element_id()} role="treeitem" {class}
                tabindex={if self.stop == Some(key) { "0" } else { "-1" }}
                aria-level={row.level.to_string()} aria-posinset={position.to_string()}
                aria-setsize={size.to_string()} aria-expanded={row.open.map(|open| open.to_string())}
                aria-current={row.decides.then_some("true")} {onclick} {onkeydown} {onfocus}>
                { self.view_twisty(row) }
                <Icon glyph={row.status.glyph()} class="check-icon" />
                <span class="hidden-text">{ row.status.words() }</span>
                if is_marked { <span class="hidden-text">{ "at the caret: " }</span> }
                <span class={classes!("check-name", row.is_code.then_some("mono"))}>{ breakable(&row.line.name) }</span>
                <span class="check-fact">{ breakable(&row.line.fact) }</span>
            </li>
        }
    }

    fn is_played(&self, row: &Row) -> bool {
        self.played.is_some_and(|check| row.key == Key::Check(check))
    }

    fn view_twisty(&self, row: &Row) -> Html {
        let Some(open) = row.open else { return html! { <span class="check-twisty" /> } };
        let (key, on_toggle) = (row.key, self.on_toggle.clone());
        let onclick = Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            on_toggle.emit(key);
        });
        html! {
            <span class="check-twisty" aria-hidden="true" {onclick}>
                <Icon glyph={if open { Glyph::ChevronDown } else { Glyph::ChevronRight }} />
            </span>
        }
    }

    /// Shows the line's place; where it has none, unfolds or folds it, or goes to the field that it is about.
    fn act(&self, at: usize) {
        let row = &self.rows[at];
        if let Some((address, span)) = row.place.clone() {
            self.on_action.emit(Action::DocumentOpened { address, reveal: Some(span) });
        } else if row.open.is_some() {
            self.on_toggle.emit(row.key);
        } else if let Some(field) = row.field {
            self.on_action.emit(Action::InspectorTabChosen(InspectorTab::Request));
            scroll::into_sight(field);
            focus::by_id(field);
        }
    }

    fn on_key(&self, at: usize, event: &KeyboardEvent) {
        if event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let (row, last) = (&self.rows[at], self.rows.len() - 1);
        match event.key().as_str() {
            "ArrowDown" => self.go(Some((at + 1).min(last))),
            "ArrowUp" => self.go(Some(at.saturating_sub(1))),
            "Home" => self.go(Some(0)),
            "End" => self.go(Some(last)),
            "ArrowRight" if row.open == Some(true) => self.go(Some(at + 1)),
            "ArrowLeft" if row.open != Some(true) => self.go(self.parent(row)),
            "ArrowRight" | "ArrowLeft" if row.open.is_some() => self.on_toggle.emit(row.key),
            "Enter" | " " => self.act(at),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn go(&self, to: Option<usize>) {
        if let Some(row) = to.and_then(|to| self.rows.get(to)) {
            self.on_focus.emit(row.key);
            focus::by_id(&row.key.element_id());
        }
    }

    fn parent(&self, row: &Row) -> Option<usize> {
        let parent = row.parent?;
        self.rows.iter().position(|other| other.key == parent)
    }
}

fn row_class(row: &Row) -> Classes {
    classes!(
        "check",
        format!("check-level-{}", row.level.min(9)),
        row.status.class(),
        row.decides.then_some("check-decides"),
        (row.place.is_some() || row.field.is_some()).then_some("check-leads"),
    )
}

impl Status {
    fn glyph(self) -> Glyph {
        match self {
            Self::Passed => Glyph::Check,
            Self::Denied => Glyph::Denied,
            Self::Undecided => Glyph::Undecided,
            Self::NoMatch => Glyph::Close,
            Self::NotApplicable => Glyph::Dash,
            Self::NotMade => Glyph::NotReached,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Passed => "check-passed",
            Self::Denied => "check-denied",
            Self::Undecided => "check-undecided",
            Self::NoMatch => "check-no-match",
            Self::NotApplicable => "check-not-applicable",
            Self::NotMade => "check-not-made",
        }
    }

    /// Said before the name.
    fn words(self) -> &'static str {
        match self {
            Self::Passed => "passed: ",
            Self::Denied => "denied: ",
            Self::Undecided => "undecided: ",
            Self::NoMatch => "does not match: ",
            Self::NotApplicable => "does not apply: ",
            Self::NotMade => "not made: ",
        }
    }
}
