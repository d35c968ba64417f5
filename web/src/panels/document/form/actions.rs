//! Where actions are chosen as the console has them: a service, then its actions by access level.

use iam::PolicyType;
use policy::edit::{Alteration, Element};
use simulator::assist::AccessLevel;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::hand::Hand;
use crate::{
    browser::services,
    components::{Glyph, Icon, field::FIELDS_FORM},
};

/// Properties of [`ActionPicker`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) hand: Hand,
    /// What the statement names.
    pub(super) values: Vec<std::rc::Rc<str>>,
    /// Whether it names them to leave them out.
    pub(super) negated: bool,
}

/// The picker, folded until it is wanted.
#[component]
pub(super) fn ActionPicker(props: &Props) -> Html {
    let open = use_state(|| false);
    let service = use_state(|| None::<String>);
    let search = use_state(String::new);
    let come = use_state(|| ());
    let onclick = {
        let (open, come) = (open.clone(), come.clone());
        Callback::from(move |_: MouseEvent| {
            let come = come.clone();
            services::fetch_then(move || come.set(()));
            open.set(!*open);
        })
    };
    let name = props.hand.name();
    let is_trust = props.hand.kind() == PolicyType::Trust;
    html! {
        <div class="form-picker">
            <button type="button" class="button" aria-expanded={open.to_string()} aria-label={format!("Choose actions of {name}")} {onclick}>
                <Icon glyph={if *open { Glyph::ChevronDown } else { Glyph::ChevronRight }} />{ "Choose actions" }
            </button>
            if *open {
                if is_trust {
                    { view_group(props, "Taking a role", "sts", &iam::ASSUME_ACTIONS.map(str::to_owned)) }
                } else {
                    { view_services(props, &service, &search) }
                }
            }
        </div>
    }
}

fn view_services(
    props: &Props,
    service: &UseStateHandle<Option<String>>,
    search: &UseStateHandle<String>,
) -> Html {
    let Some(known) = services::known() else {
        return html! { <p class="field-note" role="status">{ "The list of services is being loaded." }</p> };
    };
    let name = props.hand.name();
    let first = || props.values.iter().find_map(|value| Some(value.split_once(':')?.0.to_owned()));
    let chosen = (**service).clone().or_else(first).unwrap_or_default();
    let on_service = {
        let service = service.clone();
        Callback::from(move |event: Event| {
            service.set(Some(event.target_unchecked_into::<HtmlSelectElement>().value()));
        })
    };
    let on_search = {
        let search = search.clone();
        Callback::from(move |event: InputEvent| {
            search.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let wanted = search.to_ascii_lowercase();
    let groups = AccessLevel::ALL.into_iter().map(|level| {
        let actions: Vec<String> = known
            .actions(&chosen)
            .filter(|(of, action)| *of == level && action.to_ascii_lowercase().contains(&wanted))
            .map(|(_, action)| format!("{chosen}:{action}"))
            .collect();
        view_group(props, level.label(), &chosen, &actions)
    });
    html! {
        <>
            <div class="form-pair">
                <select class="input" aria-label={format!("Service of the actions of {name}")} onchange={on_service}>
                    <option value="" selected={chosen.is_empty()}>{ "Service…" }</option>
                    { for known.all().map(|(prefix, words)| html! {
                        <option value={prefix.to_owned()} selected={prefix.eq_ignore_ascii_case(&chosen)}>{ format!("{words} ({prefix})") }</option>
                    }) }
                </select>
                <input type="search" form={FIELDS_FORM} class="input" aria-label={format!("Search the actions for {name}")} placeholder="Search actions"
                    value={(**search).clone()} oninput={on_search} />
            </div>
            if !chosen.is_empty() {
                { view_group(props, "Every action", &chosen, &[format!("{chosen}:*")]) }
                { for groups }
            }
        </>
    }
}

/// Actions of one level, each with a box.
fn view_group(props: &Props, title: &str, service: &str, actions: &[String]) -> Html {
    if actions.is_empty() {
        return Html::default();
    }
    let chosen = actions.iter().filter(|action| row_of(props, action).is_some()).count();
    html! {
        <fieldset class="form-level">
            <legend>{ format!("{title} ({chosen} of {})", actions.len()) }</legend>
            <div class="form-boxes">{ for actions.iter().map(|action| view_box(props, service, action)) }</div>
        </fieldset>
    }
}

fn view_box(props: &Props, service: &str, action: &str) -> Html {
    let row = row_of(props, action);
    let covering =
        props.values.iter().find(|value| value.contains(['*', '?']) && covers(value, action));
    let covering = covering.filter(|_| row.is_none());
    let onchange = {
        let (hand, action, negated) = (props.hand.clone(), action.to_owned(), props.negated);
        Callback::from(move |_: Event| {
            let alteration = match row {
                Some(row) => Alteration::TakeOut(Element::Action, row),
                None => Alteration::PutIn(Element::Action, &action),
            };
            hand.changes(Element::Action.name(negated), &alteration);
        })
    };
    let short =
        action.strip_prefix(service).and_then(|rest| rest.strip_prefix(':')).unwrap_or(action);
    let title = covering.map(|pattern| format!("{pattern} names it already"));
    html! {
        <label class="choice" {title}>
            <input type="checkbox" checked={row.is_some() || covering.is_some()} disabled={covering.is_some()} {onchange} />
            <span>{ short.to_owned() }</span>
            if let Some(pattern) = covering { <span class="form-covered">{ format!("by {pattern}") }</span> }
        </label>
    }
}

/// The row in which the statement names the action.
fn row_of(props: &Props, action: &str) -> Option<usize> {
    props.values.iter().position(|value| value.eq_ignore_ascii_case(action))
}

/// Whether a pattern with `*` and `?` names the action. AWS: "IAM JSON policy elements: Action".
fn covers(pattern: &str, action: &str) -> bool {
    let (pattern, action) = (pattern.to_ascii_lowercase(), action.to_ascii_lowercase());
    let (pattern, action) = (pattern.as_bytes(), action.as_bytes());
    let (mut at, mut of, mut star) = (0, 0, None);
    while at < action.len() {
        match pattern.get(of) {
            Some(b'*') => {
                star = Some((of, at));
                of += 1;
            }
            Some(letter) if *letter == b'?' || *letter == action[at] => {
                (at, of) = (at + 1, of + 1);
            }
            _ => match &mut star {
                Some((behind, from)) => {
                    *from += 1;
                    (at, of) = (*from, *behind + 1);
                }
                None => return false,
            },
        }
    }
    pattern[of..].iter().all(|letter| *letter == b'*')
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn a_pattern_covers_what_it_names() {
        for (pattern, action, wanted) in [
            ("*", "s3:GetObject", true),
            ("s3:*", "s3:GetObject", true),
            ("S3:get*", "s3:GetObject", true),
            ("s3:*Object", "s3:GetObject", true),
            ("s3:*Object", "s3:GetObjectAcl", false),
            ("s3:Get?bject", "s3:GetObject", true),
            ("s3:Get?", "s3:GetObject", false),
            ("ec2:*", "s3:GetObject", false),
            ("s3:*t*t", "s3:GetObject", true),
        ] {
            assert_eq!(covers(pattern, action), wanted, "{pattern} {action}");
        }
    }
}
