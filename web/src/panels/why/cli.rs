//! What the command line or a page of the console says, and how much of the cause it tells.

use simulator::narrate::{self, CliMessage};
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon, copy_button::CopyButton},
    panels::step::StepView,
};

pub(super) fn view(step: &StepView) -> Html {
    match narrate::cli_message(step.outcome(), step.result()) {
        Some(message) => view_message(&message),
        None => Html::default(),
    }
}

fn view_message(message: &CliMessage) -> Html {
    let (class, words) = match message.names_the_cause {
        true => ("chip", "names the cause"),
        false => ("chip chip-warn", "hides the cause"),
    };
    html! {
        <section class="why-section">
            <h3 class="why-heading">
                <span>{ if message.is_of_console { "What the console says" } else { "What the CLI prints" } }</span>
                <span {class}>{ words }</span>
                if !message.is_of_console { <span class="why-aside">{ "HTTP " }{ message.status }</span> }
            </h3>
            <div class="cli">
                <p class="cli-text mono">{ message.text.clone() }</p>
                <CopyButton text={message.text.clone()} what="message" />
            </div>
            if let Some(note) = &message.note {
                <p class="cli-note"><Icon glyph={Glyph::Info} /><span>{ note.clone() }</span></p>
            }
        </section>
    }
}
