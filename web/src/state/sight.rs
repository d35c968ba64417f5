//! What of a scenario one looks at, as the query of the page's address says it: `?step=prod&panel=request`.

use simulator::Outcome;

use super::{InspectorTab, Model, View, selectors};

/// The chosen step and the inspector's tab.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Sight {
    /// The step, by id.
    pub(crate) step: Option<String>,
    /// The tab in front.
    tab: Option<InspectorTab>,
}

/// The tabs as addresses name them.
const TABS: [(InspectorTab, &str); 4] = [
    (InspectorTab::Why, "why"),
    (InspectorTab::Request, "request"),
    (InspectorTab::Credentials, "credentials"),
    (InspectorTab::Terminal, "terminal"),
];

impl Sight {
    /// What a query names; what it does not know is none of its business.
    pub(crate) fn named(query: &str) -> Self {
        let mut sight = Self::default();
        for part in query.trim_start_matches('?').split('&') {
            match part.split_once('=') {
                Some(("step", id)) => sight.step = unescaped(id),
                Some(("panel", word)) => {
                    sight.tab = TABS.iter().find(|(_, known)| *known == word).map(|(tab, _)| *tab);
                }
                _ => {}
            }
        }
        sight
    }

    /// What somebody chose to look at; nothing where the page would choose the same.
    pub(crate) fn of(model: &Model, outcome: &Outcome) -> Self {
        let usual = selectors::usual_step(model, Some(outcome));
        let chosen = model.ui.selected_step.filter(|step| Some(*step) != usual);
        let step = chosen.and_then(|step| model.scenario().steps.get(step));
        let tab = model.ui.inspector_tab;
        Self {
            step: step.map(|step| step.id.to_string()),
            tab: (tab != InspectorTab::Why).then_some(tab),
        }
    }

    /// As a query says it, each member behind a `&`.
    pub(crate) fn query(&self) -> String {
        let mut query = String::new();
        if let Some(step) = &self.step {
            query.push_str("&step=");
            query.push_str(&escaped(step));
        }
        let word = TABS.iter().find(|(tab, _)| Some(*tab) == self.tab).map(|(_, word)| *word);
        if let Some(word) = word {
            query.push_str("&panel=");
            query.push_str(word);
        }
        query
    }
}

/// Looks at what the address names, once, as soon as there is something to look at.
pub(super) fn look(model: &mut Model) {
    let is_there = model.ui.view == View::Workbench && !model.scenario().steps.is_empty();
    let Some(sight) = model.sight.take_if(|_| is_there) else { return };
    let step = sight.step.and_then(|id| model.scenario().step_index(&id));
    model.ui.selected_step = step.or(model.ui.selected_step);
    model.ui.inspector_tab = sight.tab.unwrap_or(model.ui.inspector_tab);
}

/// Letters that mean something in an address, as `%` and two digits.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                escaped.push(char::from(byte));
            }
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

/// Such a text as it was; nothing where it is none.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        rest = behind;
        match (first, behind) {
            (b'%', [high, low, behind @ ..]) => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                let (high, low) = (digit(high)?, digit(low)?);
                bytes.push(u8::try_from(high * 16 + low).ok()?);
                rest = behind;
            }
            (byte, _) => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gallery,
        state::{Action, Origin, Place, update},
    };

    fn opened(query: &str) -> Model {
        let model = Model { sight: Some(Sight::named(query)), ..Model::new() };
        update(&model, Action::PlaceVisited(Place::Example("three-hop-chain".into())))
    }

    fn said(model: &Model) -> String {
        Sight::of(model, &simulator::simulate(model.scenario())).query()
    }

    #[test]
    fn what_the_page_would_choose_itself_is_not_said() {
        let mut model = opened("");
        let usual = selectors::usual_step(&model, Some(&simulator::simulate(model.scenario())));
        model.ui.selected_step = usual;
        assert_eq!(said(&model), "");
        model.ui.selected_step = Some(0);
        assert!(said(&model).starts_with("&step="), "{}", said(&model));
    }

    #[test]
    fn what_a_query_names_is_looked_at_and_said_again() {
        let model = opened("?step=logs&panel=credentials&other=1");
        assert_eq!(model.ui.selected_step, model.scenario().step_index("logs"));
        assert_eq!(model.ui.inspector_tab, InspectorTab::Credentials);
        assert_eq!(said(&model), "&step=logs&panel=credentials");
    }

    #[test]
    fn it_is_looked_at_once() {
        let model = opened("?step=logs");
        let scenario = gallery::example("only-two-users-trusted").unwrap().scenario;
        let model = update(&model, Action::ScenarioOpened { scenario, origin: Origin::Own });
        assert_eq!((model.ui.selected_step, &model.sight), (None, &None));
    }

    #[test]
    fn what_is_not_there_changes_nothing() {
        for query in ["", "?", "?step=nobody&panel=else", "?step=%ZZ", "?step=%", "?step"] {
            let model = opened(query);
            let seen = (model.ui.selected_step, model.ui.inspector_tab);
            assert_eq!(seen, (None, InspectorTab::Why), "{query}");
            assert_eq!(said(&model), "", "{query}");
        }
    }

    #[test]
    fn any_id_comes_through() {
        for id in ["a b&c=d#é%", "", "plain-1"] {
            let sight = Sight { step: Some(id.to_owned()), tab: None };
            assert_eq!(Sight::named(&sight.query()), sight, "{id}");
        }
    }
}
