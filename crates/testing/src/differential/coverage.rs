//! What generated cases reach: every operator in every form, every policy type, every caller.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;

use super::vocabulary::{OPERATORS, QUALIFIERS};
use crate::reference::case::{Case, entries, list, texts};
use crate::reference::{says, statement};

/// The outcomes of a test, in the order of the columns.
const OUTCOMES: [&str; 3] = ["match", "no match", "missing key"];
/// What the policies of one type say, in the order of the columns.
const SAYINGS: [&str; 3] = ["allowed", "implicitDeny", "explicitDeny"];

/// The fields of a case in which documents stand, with the policy type and whether in levels.
const FIELDS: [(&str, &str); 7] = [
    ("identityPolicies", "identity"),
    ("resourcePolicy", "resource"),
    ("permissionsBoundary", "permissionsBoundary"),
    ("sessionPolicies", "session"),
    ("serviceControlPolicies", "serviceControl"),
    ("resourceControlPolicies", "resourceControl"),
    ("vpcEndpointPolicies", "vpcEndpoint"),
];
const TYPES: [&str; 8] = [
    "identity",
    "resource",
    "trust",
    "permissionsBoundary",
    "session",
    "serviceControl",
    "resourceControl",
    "vpcEndpoint",
];
const CALLERS: [&str; 7] =
    ["User", "AssumedRole", "FederatedUser", "Account", "AWSService", "Provider", "Anonymous"];
const PLACES: [&str; 2] = ["same account", "cross-account"];

/// Counts of what was generated.
#[derive(Debug, Default)]
pub struct Coverage {
    cases: usize,
    decisions: BTreeMap<String, usize>,
    /// Operator with qualifier and suffix, outcome.
    tests: BTreeMap<(String, &'static str), usize>,
    /// Policy type, what it says, place.
    types: BTreeMap<(&'static str, &'static str, &'static str), usize>,
    /// Caller, whether it assumes a role, decision, place.
    callers: BTreeMap<(&'static str, bool, String, &'static str), usize>,
    /// Operator with qualifier and suffix, policy type, caller, place.
    everything: BTreeSet<(String, &'static str, &'static str, &'static str)>,
}

impl Coverage {
    /// Counts a case and what was decided.
    pub(super) fn count(&mut self, case: &Value, decision: &str) {
        let read = Case::read(case);
        let same = read.account.is_some() && read.account == read.resource_account;
        let place = PLACES[usize::from(!same)];
        self.cases += 1;
        *self.decisions.entry(decision.to_owned()).or_default() += 1;
        let row = (read.caller, read.assumes(), decision.to_owned(), place);
        *self.callers.entry(row).or_default() += 1;
        for (name, (allow, deny)) in says(&read) {
            let saying = SAYINGS[if deny { 2 } else { usize::from(allow.is_none()) }];
            *self.types.entry((name, saying, place)).or_default() += 1;
        }
        for (field, name) in FIELDS {
            let name = if name == "resource" && read.assumes() { "trust" } else { name };
            for level in list(&case[field]) {
                for document in list(level) {
                    self.document(document, name, &read, place);
                }
            }
        }
    }

    fn document(
        &mut self,
        document: &Value,
        name: &'static str,
        case: &Case<'_>,
        place: &'static str,
    ) {
        let variables = document["Version"] == "2012-10-17";
        for statement in list(&document["Statement"]) {
            for (operator, keys) in entries(&statement["Condition"]) {
                for (key, wanted) in entries(keys) {
                    let given = case.context.get(&key.to_lowercase());
                    let missing = given.is_none_or(Vec::is_empty);
                    let wanted = texts(wanted);
                    let context = &case.context;
                    let passes = || statement::test(operator, key, &wanted, variables, context);
                    let outcome = OUTCOMES[if missing { 2 } else { usize::from(!passes()) }];
                    *self.tests.entry((operator.to_owned(), outcome)).or_default() += 1;
                    self.everything.insert((operator.to_owned(), name, case.caller, place));
                }
            }
        }
    }

    /// Adds what another part of a run reached.
    pub(super) fn add(&mut self, other: Self) {
        fn sum<K: Ord>(into: &mut BTreeMap<K, usize>, from: BTreeMap<K, usize>) {
            for (key, count) in from {
                *into.entry(key).or_default() += count;
            }
        }
        self.cases += other.cases;
        sum(&mut self.decisions, other.decisions);
        sum(&mut self.tests, other.tests);
        sum(&mut self.types, other.types);
        sum(&mut self.callers, other.callers);
        self.everything.extend(other.everything);
    }

    /// The share of a decision, in percent.
    pub fn share(&self, decision: &str) -> usize {
        self.decisions.get(decision).map_or(0, |count| count * 100 / self.cases.max(1))
    }

    /// What can be reached and was not, in words.
    pub fn empty(&self) -> Vec<String> {
        let mut empty = Vec::new();
        for operator in forms() {
            for outcome in OUTCOMES {
                let reached = self.tests.contains_key(&(operator.clone(), outcome));
                // With a qualifier, `Null` is met always, or never.
                let cannot = [("ForAllValues:Null", "no match"), ("ForAnyValue:Null", "match")];
                if !reached && !cannot.contains(&(operator.as_str(), outcome)) {
                    empty.push(format!("{operator}: {outcome}"));
                }
            }
        }
        for (name, saying, place) in TYPES.iter().flat_map(|name| {
            SAYINGS
                .iter()
                .flat_map(move |saying| PLACES.iter().map(move |place| (*name, *saying, *place)))
        }) {
            // `RCPFullAWSAccess` allows on every level.
            let cannot = (name, saying) == ("resourceControl", "implicitDeny");
            if !cannot && !self.types.contains_key(&(name, saying, place)) {
                empty.push(format!("{name}: {saying}, {place}"));
            }
        }
        for (caller, assumes, decision, place) in every_caller() {
            if !self.callers.contains_key(&(caller, assumes, decision.to_owned(), place)) {
                let what = if assumes { "assumes a role" } else { "anything else" };
                empty.push(format!("{caller}, {what}: {decision}, {place}"));
            }
        }
        empty
    }
}

/// Every operator with every qualifier, and `IfExists` where it may stand.
fn forms() -> Vec<String> {
    let mut forms = Vec::new();
    for qualifier in QUALIFIERS {
        for (operator, _) in OPERATORS {
            forms.extend(["", "IfExists"].map(|suffix| format!("{qualifier}{operator}{suffix}")));
        }
        forms.push(format!("{qualifier}Null"));
    }
    forms
}

/// The rows and columns of callers that can be reached.
fn every_caller() -> Vec<(&'static str, bool, &'static str, &'static str)> {
    let mut all = Vec::new();
    for caller in CALLERS {
        let placeless = ["AWSService", "Provider", "Anonymous"].contains(&caller);
        for assumes in [false, true] {
            for decision in SAYINGS {
                for place in PLACES {
                    let cannot = (placeless && place == "same account")
                        // Root may not assume roles.
                        || (["Account", "Anonymous"].contains(&caller) && assumes && decision == "allowed");
                    if !cannot {
                        all.push((caller, assumes, decision, place));
                    }
                }
            }
        }
    }
    all
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} cases", self.cases)?;
        for decision in SAYINGS {
            let count = self.decisions.get(decision).unwrap_or(&0);
            writeln!(f, "  {decision:<14}{count:>9}  {} %", self.share(decision))?;
        }
        let columns = OUTCOMES.map(|outcome| format!("{outcome:>13}")).concat();
        writeln!(f, "\n{:<46}{columns}", "condition operator")?;
        for operator in forms() {
            write!(f, "{operator:<46}")?;
            for outcome in OUTCOMES {
                let count = self.tests.get(&(operator.clone(), outcome)).unwrap_or(&0);
                write!(f, "{count:>13}")?;
            }
            writeln!(f)?;
        }
        let columns = PLACES.map(|place| {
            SAYINGS.map(|saying| format!("{saying:>14}")).concat() + &format!(" {place}")
        });
        writeln!(f, "\n{:<22}{}", "policy type", columns.concat())?;
        for name in TYPES {
            write!(f, "{name:<22}")?;
            for place in PLACES {
                for saying in SAYINGS {
                    let count = self.types.get(&(name, saying, place)).unwrap_or(&0);
                    write!(f, "{count:>14}")?;
                }
                write!(f, " {:width$}", "", width = place.len())?;
            }
            writeln!(f)?;
        }
        writeln!(f, "\n{:<32}{}", "caller", columns.concat())?;
        for (caller, assumes) in
            CALLERS.iter().flat_map(|caller| [(*caller, false), (*caller, true)])
        {
            let what = if assumes { ", assumes" } else { "" };
            write!(f, "{:<32}", format!("{caller}{what}"))?;
            for place in PLACES {
                for decision in SAYINGS {
                    let count = self
                        .callers
                        .get(&(caller, assumes, decision.to_owned(), place))
                        .unwrap_or(&0);
                    write!(f, "{count:>14}")?;
                }
                write!(f, " {:width$}", "", width = place.len())?;
            }
            writeln!(f)?;
        }
        let all = self.everything.len();
        write!(f, "\n{all} combinations of operator, qualifier, policy type, caller and place")
    }
}
