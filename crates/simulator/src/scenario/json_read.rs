//! Reading a scenario file: JSON, then the shape of every object, then the names that lead somewhere else, and only a
//! file without any error becomes a scenario.

use policy::json::{self, Kind, Value};

use super::{
    MOST_ENTITIES, MOST_STEPS, Scenario, ScenarioError,
    check::check,
    codec::{Element, Members, Surroundings},
    fields,
    json_write::printed,
    references,
    report::{Path, Report},
};

pub(super) fn read(text: &str) -> Result<Scenario, Vec<ScenarioError>> {
    let mut report = Report::new(text);
    let (value, errors) = json::parse(text);
    for error in errors {
        let path = value.as_ref().map(|value| path_to(value, error.span.start));
        report.add_at(path.unwrap_or_default(), error.span, error.message, error.help);
    }
    let Some(value) = value.filter(|_| report.is_empty()) else { return Err(report.finish()) };
    if let Some(version) = other_version(&value) {
        let help = "This playground reads and writes version 1; open the file with a newer one.";
        let path = Path::Root;
        report.add(
            &path.member("version"),
            version.span,
            "The file is of another version of the format.",
            Some(help.to_owned()),
        );
        return Err(report.finish());
    }
    let entities = entities(&value);
    if entities > MOST_ENTITIES {
        report.add(
            &Path::Root,
            value.span,
            format!("The scenario holds {entities} things; at most {MOST_ENTITIES} are read."),
            Some("Keep the accounts, roles and policies that the chain touches.".to_owned()),
        );
        return Err(report.finish());
    }
    let root = Members::of(&value);
    if let Some(first) = root.items("steps").get(MOST_STEPS) {
        let steps = root.items("steps").len();
        report.add(
            &Path::Root.member("steps").item(MOST_STEPS),
            first.span,
            format!("The scenario has {steps} steps; at most {MOST_STEPS} are run."),
            Some(
                "Delete the steps from here on, or split the chain into several scenarios."
                    .to_owned(),
            ),
        );
        return Err(report.finish());
    }
    check(&mut report, fields::scenario(), &value, &Path::Root);
    references::check(&mut report, &value);
    if !report.is_empty() {
        return Err(report.finish());
    }
    let mut scenario = Scenario::read_value(&value);
    if let Some(scenario) = scenario.as_mut().filter(|_| has_own_blanks(text, &value)) {
        scenario.layout.keep_text(text);
    }
    scenario.ok_or_else(|| {
        // The checks cover everything that reading needs; should one be missing, the file is still refused in words.
        report.add(&Path::Root, value.span, "The file cannot be read as a scenario.", None);
        report.finish()
    })
}

impl Scenario {
    fn read_value(value: &Value) -> Option<Self> {
        Element::read(value, &Surroundings::default())
    }
}

/// Whether somebody laid the text out, and otherwise than the writer does. Nobody laid out what stands in one line, and
/// its end is none of it.
fn has_own_blanks(text: &str, value: &Value) -> bool {
    let text = text.trim_end();
    text.contains('\n') && printed(value).trim_end() != text
}

/// The version member, where it is a number other than 1.
fn other_version(value: &Value) -> Option<&Value> {
    let version = Members::of(value).get("version")?;
    matches!(&version.kind, Kind::Number(number) if **number != *"1").then_some(version)
}

/// How many levels a path names. Nothing of the format lies as deep as this.
const MOST_LEVELS: usize = 20;

/// The path of the innermost value around a place; of one that lies deeper than anything of the format, where it begins
/// and how deep it is.
fn path_to(value: &Value, at: u32) -> String {
    fn inner(value: &Value, at: u32, path: &Path<'_>, level: usize) -> String {
        if level == MOST_LEVELS {
            return match depth(value, at) {
                0 => path.to_string(),
                1 => format!("{path} and 1 level deeper"),
                more => format!("{path} and {more} levels deeper"),
            };
        }
        let around = |value: &Value| value.span.start <= at && at < value.span.end;
        match &value.kind {
            Kind::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    if around(item) {
                        return inner(item, at, &path.item(index), level + 1);
                    }
                }
            }
            Kind::Object(members) => {
                for member in members {
                    if around(&member.value) {
                        return inner(&member.value, at, &path.member(&member.name), level + 1);
                    }
                }
            }
            _ => {}
        }
        path.to_string()
    }
    inner(value, at, &Path::Root, 0)
}

/// How many values lie between a value and the innermost one around a place.
fn depth(value: &Value, at: u32) -> usize {
    let around = |value: &&Value| value.span.start <= at && at < value.span.end;
    let next = match &value.kind {
        Kind::Array(items) => items.iter().find(around),
        Kind::Object(members) => members.iter().map(|member| &member.value).find(around),
        _ => None,
    };
    next.map_or(0, |next| 1 + depth(next, at))
}

/// How many things the file holds, counted before anything else looks at them.
fn entities(value: &Value) -> usize {
    let root = Members::of(value);
    let mut count = root.items("resources").len() + root.items("steps").len();
    let accounts = root.items("accounts");
    count += accounts.len();
    for account in accounts.iter().map(Members::of) {
        for list in [
            "Users",
            "Groups",
            "Roles",
            "Policies",
            "SAMLProviderList",
            "OpenIDConnectProviderList",
        ] {
            count += account.items(list).len();
        }
        for (list, policies) in [
            ("Users", "UserPolicyList"),
            ("Groups", "GroupPolicyList"),
            ("Roles", "RolePolicyList"),
        ] {
            for holder in account.items(list).iter().map(Members::of) {
                count += holder.items(policies).len();
                count += holder.items("AttachedManagedPolicies").len();
            }
        }
    }
    if let Some(organization) = root.get("organization").map(Members::of) {
        count += organization.items("Policies").len();
        let mut units: Vec<&Value> = organization.get("Root").into_iter().collect();
        while let Some(unit) = units.pop() {
            count += 1;
            units.extend(Members::of(unit).items("OrganizationalUnits"));
        }
    }
    count
}
