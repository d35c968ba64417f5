//! What is wrong with a document, one row each: line and column, the sentence, the way out.

use policy::{Diagnostic, Severity, Span};
use yew::prelude::*;

use crate::components::{Glyph, Icon, code_editor::Problem, inspector::with_code};

/// The places for the editor.
pub(super) fn problems(diagnostics: &[Diagnostic]) -> Vec<Problem> {
    diagnostics
        .iter()
        .filter(|finding| finding.severity != Severity::Suggestion)
        .map(|finding| Problem { span: finding.span, is_error: is_error(finding) })
        .collect()
}

fn is_error(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error || finding.refusal.is_some()
}

/// What the list is made of.
pub(super) struct Findings<'a> {
    /// Element id of the list.
    pub(super) id: &'static str,
    /// The document's text.
    pub(super) text: &'a str,
    /// What is wrong with it.
    pub(super) diagnostics: &'a [Diagnostic],
    /// A place is to be brought into sight.
    pub(super) on_reveal: Callback<Span>,
}

/// The list.
pub(super) fn view(props: &Findings<'_>) -> Html {
    html! {
        <ul class="remarks" id={props.id} aria-label="Findings in this document">
            { for props.diagnostics.iter().map(|finding| view_finding(props, finding)) }
        </ul>
    }
}

fn view_finding(props: &Findings<'_>, finding: &Diagnostic) -> Html {
    let at = finding.span.line_column(props.text);
    let span = finding.span;
    let onclick = props.on_reveal.reform(move |_| span);
    let (glyph, class, word) = match finding.severity {
        _ if is_error(finding) => (Glyph::Denied, "remark remark-error", "Error"),
        Severity::SecurityWarning => (Glyph::Warning, "remark remark-warning", "Security warning"),
        Severity::Suggestion => (Glyph::Info, "remark", "Suggestion"),
        _ => (Glyph::Warning, "remark remark-warning", "Warning"),
    };
    let place = format!("{}:{}", at.line, at.column);
    let label = format!("{place}, {}: go there", word.to_lowercase());
    html! {
        <li {class}>
            <Icon {glyph} />
            <button type="button" class="remark-place mono" aria-label={label} {onclick}>{ place }</button>
            <div class="remark-words">
                <p>{ with_code(&finding.message) }{ help(finding) }</p>
                if let Some(refusal) = &finding.refusal {
                    <p class="remark-refusal">{ "IAM would refuse to save it: " }<code>{ refusal.clone() }</code></p>
                }
            </div>
        </li>
    }
}

fn help(finding: &Diagnostic) -> Html {
    match &finding.help {
        Some(help) => html! { <span class="secondary">{ " " }{ with_code(help) }</span> },
        None => html! {},
    }
}
