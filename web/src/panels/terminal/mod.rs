//! Panel: the selected step for a terminal: as a command, with the whole way to it, as environment variables, as profiles;
//! and what the command line answers.

use policy::json;
use simulator::{
    response,
    scenario::Operation,
    terminal::{self, Shell},
};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::step::{StepView, use_step};
use crate::{
    components::{
        Glyph, Icon,
        copy_button::CopyButton,
        inspector::{Empty, with_code},
    },
    state::facts,
};

/// What is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Command,
    Script,
    Environment,
    Profile,
    Profiles,
}

impl Form {
    const ALL: [Self; 5] =
        [Self::Command, Self::Script, Self::Environment, Self::Profile, Self::Profiles];

    fn label(self) -> &'static str {
        match self {
            Self::Command => "Command",
            Self::Script => "Script of the chain",
            Self::Environment => "Environment variables",
            Self::Profile => "Profile",
            Self::Profiles => "Profiles of the chain",
        }
    }

    /// What it is, for the button that copies it.
    fn what(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::Script => "script",
            Self::Environment => "environment variables",
            Self::Profile => "profile",
            Self::Profiles => "profiles",
        }
    }

    /// Whether it looks different from shell to shell.
    fn has_shells(self) -> bool {
        !matches!(self, Self::Profile | Self::Profiles)
    }
}

/// A text to copy, or why there is none, and what is to be known about it.
struct Made {
    text: Option<String>,
    notes: Vec<String>,
}

impl Made {
    fn text(text: String) -> Self {
        Self { text: Some(text), notes: Vec::new() }
    }

    fn none(why: impl Into<String>) -> Self {
        Self { text: None, notes: vec![why.into()] }
    }
}

/// The panel's root.
#[component]
pub(crate) fn Terminal() -> Html {
    let (step, _) = use_step();
    let form = use_state(|| Form::Command);
    let shell = use_state(Shell::default);
    let is_whole = use_state(|| false);
    let Some(step) = step else {
        return html! { <Empty sentence="No steps yet. A hop can be copied as a command, as environment variables and as a profile." /> };
    };
    let on_form = {
        let form = form.clone();
        Callback::from(move |at: usize| {
            Form::ALL.get(at).into_iter().for_each(|one| form.set(*one))
        })
    };
    let on_shell = {
        let shell = shell.clone();
        Callback::from(move |at: usize| {
            Shell::ALL.get(at).into_iter().for_each(|one| shell.set(*one));
        })
    };
    let made = make(&step, *form, *shell);
    html! {
        <div class="terminal">
            <div class="terminal-choices">
                { view_choice("terminal-form", "Copy as", &Form::ALL.map(Form::label), Form::ALL.iter().position(|one| *one == *form), on_form) }
                if form.has_shells() {
                    { view_choice("terminal-shell", "Shell", &Shell::ALL.map(Shell::name), Shell::ALL.iter().position(|one| *one == *shell), on_shell) }
                }
            </div>
            if let Some(text) = made.text { { view_text(&text, &text, form.what()) } }
            { for made.notes.iter().map(|note| html! {
                <p class="field-note"><Icon glyph={Glyph::Info} /><span>{ with_code(note) }</span></p>
            }) }
            { view_answer(&step, &is_whole) }
        </div>
    }
}

fn view_choice(
    id: &'static str,
    label: &'static str,
    choices: &[&'static str],
    chosen: Option<usize>,
    on_choose: Callback<usize>,
) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        on_choose.emit(usize::try_from(field.selected_index()).unwrap_or_default());
    });
    html! {
        <div class="field">
            <label class="field-label" for={id}>{ label }</label>
            <select {id} class="input" {onchange}>
                { for choices.iter().enumerate().map(|(at, words)| html! {
                    <option value={at.to_string()} selected={chosen == Some(at)}>{ *words }</option>
                }) }
            </select>
        </div>
    }
}

/// A block of text with the button that copies the whole of it.
fn view_text(shown: &str, text: &str, what: &'static str) -> Html {
    html! {
        <div class="terminal-text">
            // It scrolls by itself, so it can be reached by the keyboard.
            <pre tabindex="0" role="region" aria-label={what}>{ for shown.split_inclusive('\n').map(view_line) }</pre>
            <CopyButton text={text.to_owned()} {what} />
        </div>
    }
}

/// A line, which hangs below its own beginning where it is longer than the panel, and parts between the pieces of an ARN.
fn view_line(line: &str) -> Html {
    // Behind the end of a line a place to part would be a line of its own.
    let parts = |piece: &str| piece.ends_with([':', '/']);
    let pieces = line.split_inclusive([':', '/']);
    html! {
        <span class="terminal-line">
            { for pieces.map(|piece| html! { <>{ piece.to_owned() }if parts(piece) { <wbr /> }</> }) }
        </span>
    }
}

/// Letters of a long line that are shown while it is folded.
const FOLDED: usize = 72;

/// A text with its long lines folded, where it has any: a token says nothing to who reads it.
fn folded(text: &str) -> Option<String> {
    let mut is_folded = false;
    let lines = text.lines().map(|line| {
        let left = line.chars().count().saturating_sub(FOLDED);
        if left < FOLDED {
            return line.to_owned();
        }
        is_folded = true;
        let start: String = line.chars().take(FOLDED).collect();
        format!("{start}… {left} more")
    });
    let lines: Vec<String> = lines.collect();
    is_folded.then(|| lines.join("\n"))
}

fn make(step: &StepView, form: Form, shell: Shell) -> Made {
    let (scenario, outcome, index) = (step.scenario(), step.outcome(), step.index);
    let operation = &step.step().operation;
    let is_switch = matches!(operation, Operation::SwitchRole(_));
    let has_none = is_switch || matches!(operation, Operation::Action { .. });
    let no_command = || {
        if is_switch {
            return Made::none(
                "Switch Role is a form of the console; no command fills it in. The tab Request has its link, and a profile \
                 takes the same role.",
            );
        }
        let action = step.result().action.as_str();
        Made::none(format!(
            "`{action}` is an action of policies. Which command makes it, with which options, does not follow from it; \
             its credentials can be copied as environment variables or a profile."
        ))
    };
    match form {
        Form::Command => {
            terminal::command(scenario, outcome, index, shell).map_or_else(no_command, Made::text)
        }
        Form::Script if shell == Shell::Cmd => Made::none(
            "The command prompt cannot read an answer into variables without losing quotes: choose another shell, or \
             profiles.",
        ),
        Form::Script if has_none => no_command(),
        Form::Script => {
            let script = terminal::script(scenario, outcome, index, shell);
            script.map_or_else(no_command, Made::text)
        }
        Form::Environment => environment(step, shell),
        Form::Profile | Form::Profiles => profiles(step, form == Form::Profiles),
    }
}

/// Variables of what the step minted, else of what signs its call.
fn environment(step: &StepView, shell: Shell) -> Made {
    let own = step.result().minted.as_ref().map(|minted| (step.index, minted));
    let signs = step.result().caller.as_ref().and_then(|caller| caller.minted_by);
    let signing = || {
        let index = signs?;
        Some((index, step.outcome().steps.get(index)?.minted.as_ref()?))
    };
    match own.or_else(signing) {
        Some((index, minted)) => Made {
            text: Some(terminal::environment(&minted.credentials, shell)),
            notes: vec![format!(
                "Credentials of {}, simulated: they open nothing outside the playground.",
                facts::numbered_within(step.outcome(), index)
            )],
        },
        None => Made::none("This step made no credentials, and none that were made here sign it."),
    }
}

fn profiles(step: &StepView, whole: bool) -> Made {
    let made = terminal::profiles(step.scenario(), step.index, whole);
    let Some(name) = made.name else {
        return Made::none("No hop leads to this step: it calls with the keys it begins with.");
    };
    let mut notes = vec![format!("For `~/.aws/config`; then `aws --profile {name} …`.")];
    if !made.left_out.is_empty() {
        let left_out: Vec<String> = made.left_out.iter().map(|one| format!("`{one}`")).collect();
        notes.push(format!("No profile passes {}: only a command does.", left_out.join(", ")));
    }
    Made { text: Some(made.text), notes }
}

/// What the service answers, as the command line prints it.
fn view_answer(step: &StepView, is_whole: &UseStateHandle<bool>) -> Html {
    let Operation::Sts(call) = &step.step().operation else { return Html::default() };
    let Some(answer) = response::response(&call.call, step.result()) else {
        return Html::default();
    };
    let text = json::print(&answer);
    let folded = folded(&text);
    let shown = folded.as_ref().filter(|_| !**is_whole).unwrap_or(&text);
    let toggle = {
        let is_whole = is_whole.clone();
        Callback::from(move |_: MouseEvent| is_whole.set(!*is_whole))
    };
    let words = if **is_whole { "Fold long lines" } else { "Show long lines whole" };
    html! {
        <section class="terminal-answer">
            <h3>{ "What the CLI prints" }</h3>
            { view_text(shown, &text, "answer") }
            if folded.is_some() {
                <button type="button" class="link-button terminal-fold" aria-expanded={is_whole.to_string()} onclick={toggle}>{ words }</button>
            }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_and_short_texts_left() {
        let short = "{\n  \"Account\": \"111111111111\"\n}";
        assert_eq!(folded(short), None);
        let line = |letters: usize| format!("{{\n{}\n}}", "é".repeat(letters));
        assert_eq!(folded(&line(2 * FOLDED - 1)), None);
        let whole = folded(&line(2 * FOLDED)).unwrap();
        assert_eq!(whole, format!("{{\n{}… 72 more\n}}", "é".repeat(FOLDED)));
    }
}
