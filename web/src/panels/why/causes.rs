//! The usual causes of such a refusal in likely order, each answered from this scenario and leading to where it stands.

use policy::NodeId;
use simulator::narrate::{
    self,
    causes::{Part, PossibleCause},
};
use yew::prelude::*;

use super::{Props, rows::field_of};
use crate::{
    browser::{focus, scroll},
    components::{Glyph, Icon, inspector::view_sentence},
    state::{Action, InspectorTab, selectors},
};

pub(super) fn view(props: &Props) -> Html {
    let step = &props.step;
    let all = narrate::possible_causes(step.scenario(), step.outcome(), step.result());
    if all.is_empty() {
        return Html::default();
    }
    html! {
        <details class="why-section causes" key={format!("causes-{}", step.result().id)}>
            <summary class="why-heading">
                <span>{ "Usual causes, answered from this scenario" }</span>
                <span class="why-aside">{ all.len() }</span>
            </summary>
            <ol class="causes-list">{ for all.iter().map(|cause| view_cause(props, cause)) }</ol>
        </details>
    }
}

fn view_cause(props: &Props, cause: &PossibleCause) -> Html {
    let class = match cause.part {
        Part::Decides => "cause cause-decides",
        Part::WouldRefuse => "cause cause-would-refuse",
        Part::InOrder => "cause cause-in-order",
        Part::DoesNotApply | Part::NotAsked => "cause cause-idle",
    };
    let glyph = match cause.part {
        Part::Decides => Glyph::Denied,
        Part::WouldRefuse => Glyph::Warning,
        Part::InOrder => Glyph::Check,
        Part::DoesNotApply => Glyph::Dash,
        Part::NotAsked => Glyph::NotReached,
    };
    html! {
        <li {class}>
            <Icon {glyph} />
            <div>
                <p class="cause-name">{ cause.name }<span class="cause-part">{ cause.part.words() }</span></p>
                <p class="cause-evidence">{ view_sentence(&cause.evidence) }</p>
                { view_way(props, cause) }
            </div>
        </li>
    }
}

/// The way to the document, else to the field of the request; nothing where the call has nothing to do with it.
fn view_way(props: &Props, cause: &PossibleCause) -> Html {
    if matches!(cause.part, Part::DoesNotApply | Part::NotAsked) {
        return Html::default();
    }
    if let Some((authorization, node)) = cause.node
        && let Some((words, action)) = document(props, authorization, node)
    {
        let onclick = props.on_action.reform(move |_: MouseEvent| action.clone());
        return html! { <button type="button" class="link-button" {onclick}>{ words }</button> };
    }
    let Some(field) = cause.check.and_then(field_of) else { return Html::default() };
    let on_action = props.on_action.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        on_action.emit(Action::InspectorTabChosen(InspectorTab::Request));
        scroll::into_sight(field);
        focus::by_id(field);
    });
    html! { <button type="button" class="link-button" {onclick}>{ "Show in the request" }</button> }
}

/// The document that a node stands in, or the first one below it.
fn document(props: &Props, authorization: usize, node: NodeId) -> Option<(String, Action)> {
    let (outcome, result) = (props.step.outcome(), props.step.result());
    let explanation = &result.authorizations.get(authorization)?.explanation;
    let own = explanation.get(node)?.place;
    let place = own.or_else(|| explanation.descendants(node).find_map(|(_, node)| node.place))?;
    let address = outcome.document(place.document)?.address.clone();
    let words = format!("Open {}", selectors::document_name(props.step.scenario(), &address));
    Some((words, Action::DocumentOpened { address, reveal: Some(place.span) }))
}
