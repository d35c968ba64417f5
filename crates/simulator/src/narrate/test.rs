//! One test under `Condition` in words: what it asks for, what the call says, and why it is true or false.

use policy::{Finding, Mismatch, NodeId, Suggestion, Wanted};

use super::{
    super::switch_off,
    key::Key,
    view::View,
    words::{and, code, short},
};

/// A test that was made.
#[derive(Debug, Clone)]
pub(super) struct Test<'a> {
    view: View<'a>,
    pub(super) node: NodeId,
    pub(super) operator: &'a str,
    pub(super) key_text: &'a str,
    pub(super) key: Key,
    /// The policy's values as they are written.
    pub(super) values: Vec<&'a str>,
    /// The values of the request; nothing where the key is missing.
    pub(super) actual: Option<Vec<String>>,
    pub(super) suggestion: Option<Suggestion>,
    pub(super) finding: Finding,
    /// Whether it is what turns the statement off.
    pub(super) is_off: bool,
}

/// What is said of a statement that was turned off.
const OFF: &str = "it is turned off here";

impl<'a> Test<'a> {
    pub(super) fn of(view: View<'a>, node: NodeId) -> Option<Self> {
        let (policy, statement, index) = view.compiled(node)?;
        let condition = policy.condition(statement, index)?;
        let actual = view.asked.context.get(condition.key);
        let is_off =
            switch_off::is_never(condition.operator, condition.key.as_str(), &condition.values);
        let actual = actual.filter(|values| !values.is_empty());
        Some(Self {
            view,
            node,
            operator: condition.operator,
            key_text: condition.key.as_str(),
            key: Key::of(condition.key.as_str()),
            values: condition.values,
            actual: actual.map(|values| values.iter().map(ToString::to_string).collect()),
            // Nothing that a call could say turns a statement on.
            suggestion: policy
                .satisfying_value(statement, index, &view.asked.context)
                .filter(|_| !is_off),
            finding: view.finding(node),
            is_off,
        })
    }

    /// Every test of a statement.
    pub(super) fn all(view: View<'a>, statement: NodeId) -> Vec<Self> {
        view.children(statement).filter_map(|(id, _)| Self::of(view, id)).collect()
    }

    pub(super) fn is_true(&self) -> bool {
        self.finding == Finding::Matched
    }

    pub(super) fn is_negated(&self) -> bool {
        let name = self.operator.rsplit(':').next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        name.contains("not") && !name.starts_with("null")
    }

    fn has_suffix(&self) -> bool {
        self.operator.to_ascii_lowercase().ends_with("ifexists")
    }

    /// Whether it is true only because the key is missing.
    pub(super) fn is_true_of_nothing(&self) -> bool {
        self.is_true() && self.actual.is_none() && !self.operator.eq_ignore_ascii_case("Null")
    }

    /// The rule by which a missing key makes the test true.
    pub(super) fn rule(&self) -> Option<String> {
        if !self.is_true_of_nothing() {
            return None;
        }
        let operator = code(self.operator);
        let all = self.operator.to_ascii_lowercase().starts_with("forallvalues");
        Some(if all {
            format!("{operator} is true when there is no value at all")
        } else if self.has_suffix() {
            format!("{operator} is true when the key is missing")
        } else {
            format!("{operator} is negated, and a negated operator is true when its key is missing")
        })
    }

    /// The values that the policy asks for, variables filled in where there is one value.
    fn wanted_values(&self) -> Vec<String> {
        match (&self.suggestion, &self.values[..]) {
            (Some(suggestion), [_]) if !suggestion.value.is_empty() => {
                vec![suggestion.value.clone()]
            }
            _ => self.resolved(),
        }
    }

    /// What it asks for, as it stands behind "only".
    pub(super) fn asks(&self) -> String {
        if self.is_off {
            return "when it is turned on".to_owned();
        }
        let wanted = match &self.suggestion {
            Some(suggestion) => suggestion.wanted,
            None if self.is_negated() => Wanted::Other,
            None => Wanted::Equal,
        };
        let mut text = self.key.asked(wanted, &self.wanted_values(), self.view);
        if self.suggestion.as_ref().is_some_and(|suggestion| suggestion.every)
            && self.values.len() > 1
        {
            text.push_str(", and no others");
        } else if self.suggestion.as_ref().is_some_and(|s| s.every) && self.key == Key::TagKeys {
            text.push_str(" and no others");
        }
        text
    }

    /// What the call says of the key.
    pub(super) fn says(&self) -> String {
        if self.is_off {
            return OFF.to_owned();
        }
        match &self.actual {
            Some(values) => self.key.present(values, self.view),
            None => self.key.missing(self.view),
        }
    }

    /// What the call says of the key, with the key's name in it.
    pub(super) fn says_by_name(&self) -> String {
        if self.is_off {
            return OFF.to_owned();
        }
        match &self.actual {
            Some(values) => self.key.present_by_name(values, self.view),
            None => self.key.missing_by_name(self.view),
        }
    }

    /// Why it is false: what the call says, and what else there is to know.
    pub(super) fn why_false(&self) -> String {
        let Finding::NotMatched(reason) = self.finding else { return self.says() };
        let operator = code(self.operator);
        match reason {
            Mismatch::LetterCase => format!("{}, and letter case counts", self.says()),
            Mismatch::SeveralValues => {
                let values = self.actual.iter().flatten();
                let values = values.map(|value| code(short(value, 40))).collect::<Vec<_>>();
                format!(
                    "the request has several values ({}), and {operator} without ForAnyValue or \
                     ForAllValues matches none of them",
                    and(&values)
                )
            }
            Mismatch::VariableMissing => match self.variable() {
                Some(name) => format!(
                    "{} has no value here: {}",
                    code(format!("${{{name}}}")),
                    Key::of(name).missing(self.view)
                ),
                None => "its variable has no value here".to_owned(),
            },
            Mismatch::Different
                if !self.view.has_variables(self.node)
                    && self.values.iter().any(|value| value.contains("${")) =>
            {
                format!("{}, and without Version 2012-10-17 a variable is plain text", self.says())
            }
            Mismatch::PolicyValueUnreadable => {
                format!("{operator} cannot read the policy's own value")
            }
            Mismatch::RequestValueUnreadable => {
                format!("{}, which {operator} cannot read", self.says())
            }
            Mismatch::UnknownOperator => format!("{operator} is no operator"),
            Mismatch::EmptyList => "the policy lists no value".to_owned(),
            _ => self.says(),
        }
    }

    /// The variable in the policy's value that has no value.
    fn variable(&self) -> Option<&'a str> {
        let (policy, statement, index) = self.view.compiled(self.node)?;
        policy.missing_variable(statement, index, &self.view.asked.context)
    }

    /// The policy's values, variables filled in where they have values.
    pub(super) fn resolved(&self) -> Vec<String> {
        self.view.compiled(self.node).map_or_else(Vec::new, |(policy, statement, index)| {
            policy.resolved_values(statement, index, &self.view.asked.context)
        })
    }

    /// A few words for a list of nodes: "true: alice has no such tag".
    pub(super) fn in_short(&self) -> String {
        let word = if self.is_true() { "true" } else { "false" };
        format!("{word}: {}", self.what_is())
    }

    /// What the call says, with the key's name in it.
    pub(super) fn what_is(&self) -> String {
        match (&self.actual, self.is_true()) {
            (None, _) if self.finding != Finding::NotMatched(Mismatch::VariableMissing) => {
                self.key.missing_by_name(self.view)
            }
            (_, true) => self.says(),
            (_, false) => self.why_false(),
        }
    }

    /// Whether no call can bring the key along, as the action is asked without it.
    pub(super) fn cannot_be_given(&self) -> bool {
        self.actual.is_none() && self.key.is_left_out(self.view)
    }

    /// What would make a false test true.
    pub(super) fn remedy(&self) -> Option<String> {
        if self.is_off {
            return Some("turn the statement on again".to_owned());
        }
        let suggestion = self.suggestion.as_ref()?;
        self.key.remedy(suggestion.wanted, &suggestion.value, self.policy(), self.view)
    }

    /// The kind of policy that it stands in.
    fn policy(&self) -> Option<iam::PolicyType> {
        Some(self.view.document(self.node)?.kind)
    }

    /// What would make a true test false: for tests that make a Deny apply.
    pub(super) fn lifted_by(&self) -> Option<(Wanted, String)> {
        let suggestion = self.suggestion.as_ref()?;
        let wanted = match suggestion.wanted {
            // `StringNotEquals prod` is lifted by `prod`.
            Wanted::Other if self.operator.to_ascii_lowercase().contains("like") => Wanted::Like,
            Wanted::Other if suggestion.value.contains('/') && self.key == Key::SourceIp => {
                Wanted::Within
            }
            Wanted::Other => Wanted::Equal,
            Wanted::Missing => Wanted::Present,
            Wanted::Present => Wanted::Missing,
            Wanted::Less => Wanted::GreaterOrEqual,
            Wanted::LessOrEqual => Wanted::Greater,
            Wanted::Greater => Wanted::LessOrEqual,
            Wanted::GreaterOrEqual => Wanted::Less,
            _ if self.operator.to_ascii_lowercase().contains("bool") => {
                let other =
                    if suggestion.value.eq_ignore_ascii_case("true") { "false" } else { "true" };
                return Some((Wanted::Equal, other.to_owned()));
            }
            _ => Wanted::Other,
        };
        Some((wanted, suggestion.value.clone()))
    }

    /// The words for what would lift a Deny.
    pub(super) fn lifting(&self) -> Option<String> {
        let (wanted, value) = self.lifted_by()?;
        self.key.remedy(wanted, &value, self.policy(), self.view)
    }
}
