//! What an action, or a pattern of actions, stands for.

use iam::{ASSUME_ACTIONS, PolicyType, STS_ACTIONS};

use super::{Assist, like, words};

/// So many actions are named; of more, only their number.
const FEW: usize = 5;

pub(super) fn action(assist: Assist<'_>, name: &str) -> Option<Vec<String>> {
    if name == "*" || name == "*:*" {
        return Some(vec!["Every action of every service.".to_owned()]);
    }
    if let Some(known) = words::ACTIONS.iter().find(|word| word.name.eq_ignore_ascii_case(name)) {
        return Some(vec![known.meaning.to_owned()]);
    }
    let (prefix, action) = name.split_once(':')?;
    if name.contains(['*', '?']) {
        return Some(pattern(assist, prefix, action));
    }
    let services = assist.services?;
    let service = services.name(prefix)?;
    match services.actions(prefix).find(|(_, known)| known.eq_ignore_ascii_case(action)) {
        Some((level, _)) => {
            Some(vec![format!("An action of {service}; access level {}.", level.label())])
        }
        None => Some(vec![format!("{service} is not known to have this action.")]),
    }
}

fn pattern(assist: Assist<'_>, prefix: &str, action: &str) -> Vec<String> {
    let wanted = action.to_ascii_lowercase();
    let fits = |known: &str| like(&wanted, &known.to_ascii_lowercase());
    if prefix.eq_ignore_ascii_case("sts") {
        let names = STS_ACTIONS.map(|name| name.trim_start_matches("sts:"));
        let mut words = vec![covered(&names, fits, "AWS STS")];
        if assist.kind == PolicyType::Trust {
            let assume = ASSUME_ACTIONS.map(|name| name.trim_start_matches("sts:"));
            let count = assume.iter().filter(|name| fits(name)).count();
            let of = assume.len();
            words.push(format!("{count} of them, of {of}, are calls that a trust policy decides."));
        }
        return words;
    }
    let Some(services) = assist.services else {
        return vec![
            "Every action whose name fits; * stands for any letters, ? for one.".to_owned(),
        ];
    };
    if prefix.contains(['*', '?']) {
        let prefix = prefix.to_ascii_lowercase();
        let of_each = services
            .all()
            .filter(|(known, _)| like(&prefix, known))
            .map(|(known, _)| services.actions(known).filter(|(_, name)| fits(name)).count());
        let counts: Vec<usize> = of_each.filter(|count| *count > 0).collect();
        let (actions, services) = (counts.iter().sum::<usize>(), counts.len());
        return vec![format!(
            "{} of {}.",
            counted(actions, "action"),
            counted(services, "service")
        )];
    }
    match services.name(prefix) {
        Some(service) => {
            let names: Vec<&str> = services.actions(prefix).map(|(_, name)| name).collect();
            vec![covered(&names, fits, service)]
        }
        None => vec![format!("No service is known whose actions begin with {prefix}.")],
    }
}

/// How many of a service's actions a pattern covers, and which where they are few.
fn covered(names: &[&str], fits: impl Fn(&str) -> bool, service: &str) -> String {
    let found: Vec<&str> = names.iter().copied().filter(|name| fits(name)).collect();
    let all = counted(names.len(), "action");
    match found.len() {
        0 => format!("None of the {all} of {service}."),
        1 if names.len() == 1 => format!("The only action of {service}."),
        count if count == names.len() => format!("Every one of the {all} of {service}."),
        count @ ..=FEW => format!("{count} of the {all} of {service}: {}.", found.join(", ")),
        count => format!("{count} of the {all} of {service}."),
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
