//! Panel: what should happen at every step, kept with the scenario, and whether it does.

use iam::PolicyType;
use simulator::{
    narrate,
    outcome::{Difference, StepOutcome},
    playback::moments,
    scenario::{Expectation, ExpectedResult, Layout},
};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{playback, request::expectation, steps};
use crate::{
    components::{Glyph, Icon, inspector::breakable, verdict::VerdictLabel},
    state::{
        Action, facts,
        selectors::{self, Verdict},
    },
    store::Store,
};

const RESULTS: [(ExpectedResult, &str); 4] = [
    (ExpectedResult::Succeeded, "Succeeds"),
    (ExpectedResult::Refused, "Is refused"),
    (ExpectedResult::NotReached, "Is not reached"),
    (ExpectedResult::Undecided, "Is undecided"),
];

/// How many expectations there are, and how many of them do not hold.
pub(crate) fn count(store: &Store) -> (usize, usize) {
    let known = store.simulation.outcome.steps.iter().filter_map(|step| step.differences.as_ref());
    known.fold((0, 0), |(all, broken), differences| {
        (all + 1, broken + usize::from(!differences.is_empty()))
    })
}

/// The panel's root.
pub(crate) fn view(store: &Store) -> Html {
    let outcome = &store.simulation.outcome;
    if outcome.steps.is_empty() {
        return html! {
            <>
                <p class="panel-empty">{ "No steps yet. Add the first one, and say here what should become of it." }</p>
                { steps::view_first(store) }
            </>
        };
    }
    html! {
        <div class="panel-scroll">
            <table class="steps expectations">
                <caption class="hidden-text">{ "What should happen at every step" }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ "Step" }</th>
                        <th scope="col">{ "Call" }</th>
                        <th scope="col">{ "Expected" }</th>
                        <th scope="col">{ "Result" }</th>
                        <th scope="col">{ "Holds" }</th>
                        <th scope="col">{ "Trace" }</th>
                    </tr>
                </thead>
                <tbody>{ for outcome.steps.iter().enumerate().map(|(index, step)| view_row(store, index, step)) }</tbody>
            </table>
        </div>
    }
}

fn view_row(store: &Store, index: usize, step: &StepOutcome) -> Html {
    let select = store.on(move |_: MouseEvent| Action::StepSelected(index));
    let chosen =
        selectors::selected_step(store.model(), Some(&store.simulation.outcome)) == Some(index);
    let target = facts::target_name(&step.target);
    let call = format!("{} {target}", step.action.as_str().trim_start_matches("sts:"));
    html! {
        <tr key={step.id.to_string()} class={classes!("step", chosen.then_some("step-selected"))}>
            <td><button type="button" class="step-number" aria-pressed={chosen.to_string()}
                aria-label={format!("{}: {call}", facts::numbered(&store.simulation.outcome, index))} onclick={select}>{ index + 1 }</button></td>
            <td class="steps-target">{ breakable(&call) }</td>
            <td data-side="Expected">{ view_expected(store, index, step) }</td>
            <td data-side="Result"><VerdictLabel verdict={Verdict::of(step)} /></td>
            <td data-side="Holds">{ view_holds(step) }</td>
            <td data-side="Trace">{ view_trace(store, index, step) }</td>
        </tr>
    }
}

/// What can be chosen of a refusal: the one type of policy that it is owed to.
fn refused_by(kind: PolicyType) -> Expectation {
    Expectation { blocked_by: Some([kind].into()), ..Expectation::result(ExpectedResult::Refused) }
}

/// The choice that says the whole of an expectation; without one, its result.
fn chosen(expected: Option<&Expectation>) -> &'static str {
    let Some(expected) = expected else { return "" };
    let plain = Expectation { layout: Layout::default(), ..expected.clone() };
    let by = PolicyType::ALL.into_iter().find(|kind| refused_by(*kind) == plain);
    let result = || expected.result.map_or("other", ExpectedResult::as_str);
    by.map_or_else(result, PolicyType::as_str)
}

/// The expectation of a choice.
fn expectation_of(choice: &str) -> Option<Expectation> {
    let result = RESULTS.into_iter().find(|(result, _)| result.as_str() == choice);
    let by = || PolicyType::named(choice).map(refused_by);
    result.map(|(result, _)| Expectation::result(result)).or_else(by)
}

/// What is expected, to be chosen; what more is expected than the choice says stands beside it.
fn view_expected(store: &Store, index: usize, step: &StepOutcome) -> Html {
    let expected = store.simulation.scenario.steps.get(index).and_then(|step| step.expect.as_ref());
    let word = chosen(expected);
    let onchange = store.on(move |event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        let expectation = expectation_of(&field.value());
        Action::StepExpectationEdited { step: index, expectation }
    });
    let option = |value: &'static str, label: &str| {
        html! { <option {value} selected={value == word}>{ label.to_owned() }</option> }
    };
    let by = |kind: PolicyType| option(kind.as_str(), &format!("Refused: {}", kind.word()));
    let now = expectation::present(step);
    let holds = step.differences.as_ref().is_some_and(Vec::is_empty);
    let expect = store.on(move |_: MouseEvent| Action::StepExpectationEdited {
        step: index,
        expectation: Some(now.clone()),
    });
    let more = expected
        .filter(|_| PolicyType::named(word).is_none())
        .map(|expected| expectation::words(&Expectation { result: None, ..expected.clone() }))
        .filter(|words| !words.is_empty());
    html! {
        <div class="expectations-expected">
            <select class="input" aria-label={format!("Expected of {}", facts::numbered_within(&store.simulation.outcome, index))} {onchange}>
                { option("", "Nothing") }
                if word == "other" { { option("other", "Any result") } }
                { for RESULTS.into_iter().map(|(result, label)| option(result.as_str(), label)) }
                <optgroup label="Is refused by">{ for PolicyType::ALL.into_iter().map(by) }</optgroup>
            </select>
            if let Some(more) = more { <span class="meta" title={more.clone()}>{ more }</span> }
            if !holds {
                <button type="button" class="link-button" onclick={expect}>{ "Expect what happens now" }</button>
            }
        </div>
    }
}

fn view_holds(step: &StepOutcome) -> Html {
    match &step.differences {
        None => html! { <span class="meta">{ "nothing expected" }</span> },
        Some(differences) if differences.is_empty() => html! {
            <span class="verdict verdict-allow"><Icon glyph={Glyph::Check} />{ "Holds" }</span>
        },
        Some(differences) => html! {
            <span class="expectations-broken">
                <span class="verdict verdict-warn"><Icon glyph={Glyph::Warning} />{ "Does not hold" }</span>
                { for told(differences).iter().map(view_difference) }
            </span>
        },
    }
}

/// What is said of them: where the result is another one, nothing else can be as expected.
fn told(differences: &[Difference]) -> &[Difference] {
    match differences {
        [result, ..] if result.field == "result" => std::slice::from_ref(result),
        all => all,
    }
}

fn view_difference(difference: &Difference) -> Html {
    let Difference { field, expected, actual } = difference;
    html! { <span class="meta">{ breakable(&format!("{field}: {actual}, not {expected}")) }</span> }
}

/// How far the call came, and its checks one by one.
fn view_trace(store: &Store, index: usize, step: &StepOutcome) -> Html {
    let outcome = &store.simulation.outcome;
    let mut own = moments(outcome).into_iter().filter(|moment| moment.step == index);
    let Some(last) = own.next_back() else {
        return html! { <span class="meta">{ "never called" }</span> };
    };
    let Some(check) = step.checks.get(last.check) else { return Html::default() };
    let line = narrate::check_line(outcome, step, check);
    let words = match last.refuses {
        true => format!("check {} of {}: {}", last.number, last.of, line.name),
        false => format!("{} checks passed", last.of),
    };
    let simulation = store.simulation.clone();
    let play = store
        .on(move |_: MouseEvent| Action::PlaybackMoved(playback::from_step(&simulation, index)));
    html! {
        <button type="button" class="link-button" title={line.fact} onclick={play}>{ words }</button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_says_the_whole_of_what_it_stands_for() {
        assert_eq!((expectation_of(""), expectation_of("other")), (None, None));
        for choice in ["succeeded", "refused", "notReached", "undecided", "serviceControl", "trust"]
        {
            assert_eq!(chosen(expectation_of(choice).as_ref()), choice);
        }
        let by_two = Expectation {
            blocked_by: Some([PolicyType::Identity, PolicyType::Trust].into()),
            ..Expectation::result(ExpectedResult::Refused)
        };
        assert_eq!(chosen(Some(&by_two)), "refused");
        let with_error =
            Expectation { error: Some("AccessDenied".into()), ..refused_by(PolicyType::Trust) };
        assert_eq!(chosen(Some(&with_error)), "refused");
        assert_eq!(chosen(Some(&Expectation { result: None, ..by_two })), "other");
    }
}
