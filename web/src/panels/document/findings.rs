//! What is wrong with a document, one row each: line and column, the sentence, the way out.

use policy::{Diagnostic, Fix, Severity, Span};
use yew::prelude::*;

use crate::components::{Glyph, Icon, code_editor::Problem, inspector::with_code};

/// The places for the editor.
pub(super) fn problems(diagnostics: &[Diagnostic]) -> Vec<Problem> {
    diagnostics
        .iter()
        .filter(|finding| finding.severity != Severity::Suggestion)
        .map(|finding| Problem {
            span: finding.span,
            is_error: is_error(finding),
            message: words(finding).into(),
            fix: finding.fix.clone(),
        })
        .collect()
}

/// The finding and what to do, without the marks around code.
fn words(finding: &Diagnostic) -> String {
    let help = finding.help.as_deref().map(|help| format!(" {help}")).unwrap_or_default();
    format!("{}{help}", finding.message).replace('`', "")
}

fn is_error(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error || finding.refusal.is_some()
}

/// What the list is made of.
pub(super) struct Findings<'a> {
    /// Element id of the list.
    pub(super) id: &'a str,
    /// The document's text.
    pub(super) text: &'a str,
    /// What is wrong with it.
    pub(super) diagnostics: &'a [Diagnostic],
    /// A place is to be brought into sight.
    pub(super) on_reveal: Callback<Span>,
    /// The text is to be mended; nothing where it can only be read.
    pub(super) on_fix: Option<Callback<Fix>>,
}

/// The list.
pub(super) fn view(props: &Findings<'_>) -> Html {
    html! {
        <ul class="remarks" id={props.id.to_owned()} aria-label="Findings in this document">
            { for props.diagnostics.iter().map(|finding| view_finding(props, finding)) }
        </ul>
    }
}

fn view_finding(props: &Findings<'_>, finding: &Diagnostic) -> Html {
    let at = finding.span.line_column(props.text);
    let span = finding.span;
    let onclick = props.on_reveal.reform(move |_| span);
    let (glyph, class, word) = match finding.severity {
        _ if is_error(finding) => (Glyph::Error, "remark remark-error", "Error"),
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
                { view_fix(props, finding) }
                if let Some(refusal) = &finding.refusal {
                    <p class="remark-refusal">{ "IAM would refuse to save it: " }<code>{ refusal.clone() }</code></p>
                }
            </div>
        </li>
    }
}

/// The button that mends the text.
fn view_fix(props: &Findings<'_>, finding: &Diagnostic) -> Html {
    let (Some(fix), Some(on_fix)) = (&finding.fix, &props.on_fix) else { return html! {} };
    let known = fix.clone();
    let onclick = on_fix.reform(move |_| known.clone());
    html! { <button type="button" class="link-button" {onclick}>{ fix.name.clone() }</button> }
}

fn help(finding: &Diagnostic) -> Html {
    match &finding.help {
        Some(help) => html! { <span class="secondary">{ " " }{ with_code(help) }</span> },
        None => html! {},
    }
}
