//! Operator × form of the test: how many cases match and how many do not.

use std::{collections::BTreeMap, fmt};

use policy::{
    OPERATORS,
    json::{Kind, Value},
};

use crate::case_file::text;

/// The forms, in the order of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// A present key that matches.
    Match,
    /// A present key that does not.
    NoMatch,
    /// A missing key.
    MissingKey,
    IfExists,
    ForAllValues,
    ForAnyValue,
    /// No value in the policy, or a list without values in the request.
    EmptyList,
    /// Several values in the policy.
    TwoValues,
}

const FORMS: [(Form, &str); 8] = [
    (Form::Match, "match"),
    (Form::NoMatch, "no match"),
    (Form::MissingKey, "missing key"),
    (Form::IfExists, "IfExists"),
    (Form::ForAllValues, "ForAllValues"),
    (Form::ForAnyValue, "ForAnyValue"),
    (Form::EmptyList, "empty list"),
    (Form::TwoValues, "two values"),
];

/// Cells that cannot be filled, with the reason.
const IMPOSSIBLE: [(&str, Form, bool, &str); 3] = [
    ("Null", Form::IfExists, true, "Null has no IfExists form: the name is no operator"),
    ("Null", Form::ForAllValues, false, "ForAllValues:Null is always true"),
    ("Null", Form::ForAnyValue, true, "ForAnyValue:Null is always false"),
];

/// How many cases of each operator and form match, and how many do not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matrix {
    cells: BTreeMap<(&'static str, Form, bool), usize>,
}

impl Matrix {
    /// Cells without a case that could have one.
    #[must_use]
    pub fn empty_cells(&self) -> Vec<String> {
        let mut empty = Vec::new();
        for (operator, form, word, matches) in wanted() {
            let impossible =
                IMPOSSIBLE.iter().any(|(o, f, m, _)| (*o, *f, *m) == (operator, form, matches));
            let count = self.count_of(operator, form, matches);
            let what = if matches { "matched" } else { "not matched" };
            if impossible && count > 0 {
                empty.push(format!("{operator}, {word}, {what} is said to be impossible"));
            } else if !impossible && count == 0 {
                empty.push(format!("{operator}, {word}, {what}"));
            }
        }
        empty
    }

    fn count_of(&self, operator: &'static str, form: Form, matches: bool) -> usize {
        self.cells.get(&(operator, form, matches)).copied().unwrap_or_default()
    }

    pub(super) fn count(&mut self, case: &Value) {
        let written = text(case, "operator");
        let (qualifier, name) = written.split_once(':').unwrap_or(("", written));
        let known = |name: &str| OPERATORS.iter().find(|(known, ..)| *known == name);
        let plain = name.strip_suffix("IfExists");
        let Some((operator, ..)) = known(name).or_else(|| known(plain?)) else { return };
        let list = |name: &str| match case.get(name).map(|value| &value.kind) {
            Some(Kind::Null) | None => None,
            Some(Kind::Array(values)) => Some(values.len()),
            Some(_) => Some(1),
        };
        let (policy, request) = (list("policy"), list("request"));
        let matches = text(case, "expect") == "matched";
        let bare = qualifier.is_empty() && plain.is_none();
        let is = |form| match form {
            Form::Match => bare && matches && request.is_some(),
            Form::NoMatch => bare && !matches && request.is_some(),
            Form::MissingKey => bare && request.is_none(),
            Form::IfExists => plain.is_some(),
            Form::ForAllValues => qualifier == "ForAllValues",
            Form::ForAnyValue => qualifier == "ForAnyValue",
            Form::EmptyList => policy == Some(0) || request == Some(0),
            Form::TwoValues => policy > Some(1),
        };
        for (form, _) in FORMS.iter().filter(|(form, _)| is(*form)) {
            *self.cells.entry((operator, *form, matches)).or_default() += 1;
        }
    }
}

/// Every cell that there should be: the forms in which both answers are possible have two.
fn wanted() -> impl Iterator<Item = (&'static str, Form, &'static str, bool)> {
    OPERATORS.iter().flat_map(|(operator, _, negated)| {
        FORMS.iter().flat_map(move |(form, word)| {
            let answers: &[bool] = match form {
                Form::Match => &[true],
                Form::NoMatch => &[false],
                // Whether the key is missing is what `Null` asks.
                Form::MissingKey if *operator == "Null" => &[true, false],
                Form::MissingKey if *negated => &[true],
                Form::MissingKey => &[false],
                _ => &[true, false],
            };
            answers.iter().map(move |matches| (*operator, *form, *word, *matches))
        })
    })
}

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "matched + not matched")?;
        let columns = FORMS.map(|(_, word)| format!("{word:>13}")).concat();
        writeln!(f, "{:<26}{columns}", "condition operator")?;
        for (operator, ..) in OPERATORS {
            write!(f, "{operator:<26}")?;
            for (form, _) in FORMS {
                let [yes, no] = [true, false].map(|matches| self.count_of(operator, form, matches));
                write!(f, "{:>13}", format!("{yes} + {no}"))?;
            }
            writeln!(f)?;
        }
        for (operator, form, matches, why) in IMPOSSIBLE {
            let word = FORMS.iter().find(|(known, _)| *known == form).map_or("", |(_, word)| word);
            let what = if matches { "matched" } else { "not matched" };
            writeln!(f, "{operator}, {word}, {what}: cannot be, {why}")?;
        }
        Ok(())
    }
}
