//! Names that lead somewhere else: every one must lead to something, and nothing may exist twice. Works on the JSON
//! values, so that it reports what it can even where another part of the file is wrong.

mod accounts;
mod names;
mod organization;
mod start;
mod steps;

use iam::Arn;
use policy::json::Value;

use self::names::Names;
use super::{
    codec::{Members, text},
    named::NameSet,
    report::{Path, Report},
};

/// Reports every name that leads nowhere and everything that is there twice.
pub(super) fn check(report: &mut Report<'_>, value: &Value) {
    let root = Members::of(value);
    let names = Names::of(root);
    accounts::check(report, root, &names);
    organization::check(report, root, &names);
    resources(report, root);
    start::check(report, root, &names);
    steps::check(report, root, names);
}

/// A value with its path.
type Placed<'v> = (String, &'v Value);

/// The elements of a list.
fn elements<'v>(list: &'v [Value], path: &Path<'_>) -> Vec<Placed<'v>> {
    list.iter().enumerate().map(|(index, item)| (path.item(index).to_string(), item)).collect()
}

/// One member of every object of a list.
fn each<'v>(owner: Members<'v>, list: &str, member: &str, path: &Path<'_>) -> Vec<Placed<'v>> {
    let entry = |(index, item): (usize, &'v Value)| {
        let value = Members::of(item).get(member)?;
        Some((path.member(list).item(index).member(member).to_string(), value))
    };
    owner.items(list).iter().enumerate().filter_map(entry).collect()
}

/// Reports values that stand in a list a second time. `key` gives what makes two the same.
fn unique(
    report: &mut Report<'_>,
    list: Vec<Placed<'_>>,
    key: fn(&str) -> String,
    what: &str,
    help: &str,
) {
    let mut seen = NameSet::default();
    for (path, value) in list {
        let Some(said) = text(value) else { continue };
        if !seen.add(&key(said)) {
            let message = format!("{what} `{said}` is there a second time.");
            report.add_at(path, value.span, message, Some(help.to_owned()));
        }
    }
}

/// "Did you mean …?", or what is there at all.
fn suggest<'a>(
    report: &Report<'_>,
    word: &str,
    known: &dyn Fn() -> Vec<&'a str>,
    otherwise: &str,
) -> String {
    if !report.suggests() {
        return otherwise.to_owned();
    }
    // The same name in another path is what was meant, however long the path.
    let last = |text: &str| text.rsplit_once('/').map(|(_, name)| iam::fold(name));
    let name = last(word);
    let mut known = known();
    let namesake = known.iter().find(|known| name.is_some() && last(known) == name);
    if let Some(near) = namesake.copied().or_else(|| iam::nearest(word, &known)) {
        return format!("Did you mean `{near}`?");
    }
    if known.is_empty() {
        return otherwise.to_owned();
    }
    known.truncate(6);
    iam::order::sort(&mut known);
    format!("{otherwise} Known here: `{}`.", known.join("`, `"))
}

/// Tags of one entity: each key once.
fn tags(report: &mut Report<'_>, owner: Members<'_>, path: &Path<'_>) {
    let tags = owner.items("Tags");
    let list = path.member("Tags");
    unique(
        report,
        each(owner, "Tags", "Key", path),
        iam::fold,
        "The tag key",
        "Keep one: tag keys compare without regard to case.",
    );
    if let Some(tag) = tags.get(50) {
        report.add(
            &list.item(50),
            tag.span,
            "More than 50 tags.",
            Some("Keep at most 50.".to_owned()),
        );
    }
}

fn resources(report: &mut Report<'_>, root: Members<'_>) {
    let top = Path::Root;
    let list = top.member("resources");
    let all = root.items("resources");
    unique(
        report,
        each(root, "resources", "Arn", &top),
        str::to_owned,
        "The resource",
        "Keep one entry per ARN.",
    );
    for (index, resource) in all.iter().enumerate() {
        let path = list.item(index);
        let members = Members::of(resource);
        tags(report, members, &path);
        let Some(arn) = members.text("Arn").and_then(|arn| arn.parse::<Arn>().ok()) else {
            continue;
        };
        match (arn.account(), members.get("AccountId")) {
            (None, None) => report.add(
                &path,
                super::check::opening(resource),
                format!("The ARN `{arn}` does not say its account."),
                Some("Add `AccountId`: the account that owns the resource.".to_owned()),
            ),
            (Some(said), Some(value))
                if text(value).is_some_and(|id| **id != *said.to_string()) =>
            {
                report.add(
                    &path.member("AccountId"),
                    value.span,
                    format!("The ARN says account {said}."),
                    Some(format!("Write {said}, or leave `AccountId` out.")),
                );
            }
            _ => {}
        }
    }
}
