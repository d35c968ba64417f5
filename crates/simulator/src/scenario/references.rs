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
    fields::nearest,
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

/// Reports values that stand in a list a second time. `key` gives what makes two the same.
fn unique<'v>(
    report: &mut Report<'_>,
    list: impl Iterator<Item = (String, &'v Value, Option<String>)>,
    what: &str,
    help: &str,
) {
    let mut seen = std::collections::BTreeSet::new();
    for (path, value, key) in list {
        let Some(key) = key else { continue };
        let said = text(value).map(|text| text.to_string()).unwrap_or_default();
        if !seen.insert(key) {
            let message = format!("{what} `{said}` is there a second time.");
            report.add_at(path, value.span, message, Some(help.to_owned()));
        }
    }
}

/// "Did you mean …?", or what is there at all.
fn suggest<'a>(
    report: &Report<'_>,
    word: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    otherwise: &str,
) -> String {
    if !report.suggests() {
        return otherwise.to_owned();
    }
    // The same name in another path is what was meant, however long the path.
    let last = |text: &str| text.rsplit_once('/').map(|(_, name)| name.to_lowercase());
    let name = last(word);
    let namesake = known.clone().find(|known| name.is_some() && last(known) == name);
    if let Some(near) = namesake.or_else(|| nearest(word, known.clone())) {
        return format!("Did you mean `{near}`?");
    }
    let mut shown: Vec<&str> = known.take(6).collect();
    if shown.is_empty() {
        return otherwise.to_owned();
    }
    shown.sort_unstable();
    format!("{otherwise} Known here: `{}`.", shown.join("`, `"))
}

/// Tags of one entity: each key once.
fn tags(report: &mut Report<'_>, owner: Members<'_>, path: &Path<'_>) {
    let tags = owner.items("Tags");
    let list = path.member("Tags");
    unique(
        report,
        tags.iter().enumerate().filter_map(|(index, tag)| {
            let key = Members::of(tag).get("Key")?;
            let folded = text(key).map(|key| iam::fold(key));
            Some((list.item(index).member("Key").to_string(), key, folded))
        }),
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
        all.iter().enumerate().filter_map(|(index, resource)| {
            let arn = Members::of(resource).get("Arn")?;
            let key = text(arn).map(|arn| arn.to_string());
            Some((list.item(index).member("Arn").to_string(), arn, key))
        }),
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
