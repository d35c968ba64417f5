//! What is not known yet, each with the command that prints it, and what is assumed meanwhile.

use simulator::paste::is_template;
use yew::prelude::*;

use super::Found;
use crate::{
    components::{
        copy_button::CopyButton,
        inspector::{breakable, with_code},
    },
    state::selectors::sentence_case,
};

/// What is missing, or how to begin.
pub(super) fn view(found: &Found, text: &str) -> Html {
    if found.case.pieces().is_empty() {
        return if text.trim().is_empty() { view_begin() } else { view_nothing() };
    }
    let missing = &found.answer.missing;
    // Of what cannot be read no names are known; commands with made-up ones would help nobody.
    if !found.is_read() || missing.is_empty() && unasked(found).is_empty() {
        return html! {};
    }
    html! {
        <section class="own-section" aria-labelledby="own-missing">
            <h2 id="own-missing">{ "Still missing" }</h2>
            <ul class="own-list">
                { for missing.iter().map(view_missing) }
                { for unasked(found).into_iter().map(|(sentence, command)| html! {
                    <li><p>{ with_code(sentence) }</p>{ view_command(command) }</li>
                }) }
            </ul>
        </section>
    }
}

/// What keeps the verdict open and is not among what is asked for, with the command that prints it.
fn unasked(found: &Found) -> Vec<(&str, &str)> {
    let (missing, open) = (&found.answer.missing, &found.answer.open);
    let is_asked =
        |command: &str| missing.iter().any(|one| one.command.as_deref() == Some(command));
    open.iter()
        .filter_map(|open| Some((&*open.sentence, open.command.as_deref()?)))
        .filter(|(_, command)| !is_asked(command))
        .collect()
}

/// What is taken for granted until it is known.
pub(super) fn view_assumed(found: &Found) -> Html {
    let assumed = &found.answer.assumed;
    if !found.is_read() || assumed.is_empty() {
        return html! {};
    }
    html! {
        <section class="own-section" aria-labelledby="own-assumed">
            <h2 id="own-assumed">{ "Assumed meanwhile" }</h2>
            <ul class="own-list secondary">{ for assumed.iter().map(|words| html! { <li>{ with_code(words) }</li> }) }</ul>
        </section>
    }
}

/// What a text is told in which nothing was found.
fn view_nothing() -> Html {
    html! {
        <div class="own-begin" role="status">
            <p><b>{ "Nothing in this text was recognised." }</b>{ " It stays here as it is." }</p>
            <p>{ "Wanted are the error message with its first words (An error occurred …), the aws sts assume-role command, or a profile of ~/.aws/config, or JSON as the AWS CLI prints it: a role, a policy, who calls." }</p>
        </div>
    }
}

/// What an empty box is told beside it.
fn view_begin() -> Html {
    html! {
        <div class="own-begin">
            <p>{ "Begin with the error message or with the command that you ran." }</p>
            <p>{ "What it takes beyond that is then asked for here by name, each with the command that prints it. The verdict stands from the first line on." }</p>
        </div>
    }
}

/// Something that is missing, with the command that prints it.
pub(super) fn view_missing(missing: &simulator::paste::Missing) -> Html {
    html! {
        <li>
            <p>{ with_code(&sentence_case(&missing.what)) }</p>
            if let Some(command) = &missing.command { { view_command(command) } }
        </li>
    }
}

/// A command to copy; one that leaves a name to the person is only shown.
fn view_command(command: &str) -> Html {
    html! {
        <div class="own-command">
            <code>{ breakable(command) }</code>
            if !is_template(command) { <CopyButton text={command.to_owned()} what="command" /> }
        </div>
    }
}
