//! A step that needs a document which the service would refuse to save: what is wrong with it, and where.

use policy::{Diagnostic, Severity};
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon, inspector::with_code},
    panels::step::StepView,
    state::selectors::document_title,
};

pub(super) fn view(step: &StepView, document: u32) -> Html {
    let Some(source) = step.outcome().document(document) else { return Html::default() };
    let findings = source.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
    html! {
        <section class="decides decides-warn">
            <h3 class="decides-head">
                <Icon glyph={Glyph::Undecided} />
                <span class="decides-title">{ document_title(step.scenario(), &source.address) }</span>
                <span class="decides-word">{ "Decides" }</span>
            </h3>
            <ul class="mistakes">{ for findings.take(3).map(|finding| view_finding(finding, &source.text)) }</ul>
        </section>
    }
}

fn view_finding(finding: &Diagnostic, text: &str) -> Html {
    let at = finding.span.line_column(text);
    html! {
        <li class="mistake">
            <span class="mistake-place mono">{ format!("{}:{}", at.line, at.column) }</span>
            <span>
                { with_code(&finding.message) }
                if let Some(help) = &finding.help {
                    <span class="secondary">{ " " }{ with_code(help) }</span>
                }
            </span>
        </li>
    }
}
