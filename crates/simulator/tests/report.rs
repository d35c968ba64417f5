//! Reports: what they say of a chain, and that nothing in a scenario can become markup in one.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up has failed")]

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};
use simulator::{
    Outcome, Scenario,
    outcome::StepResult,
    report::{Beside, markdown},
};
use testing::corpus::{example, files, simulate};

fn report(scenario: &Scenario, outcome: &Outcome) -> String {
    markdown(scenario, outcome, Beside::default())
}

#[test]
fn a_refused_chain_is_told_with_its_cause_its_steps_and_its_message() {
    let (scenario, outcome) = example("chained-hop-asks-two-hours");
    let beside =
        Beside { flowchart: Some("flowchart LR\n"), link: Some("https://example.com/#v1.AAAA") };
    let text = markdown(&scenario, &outcome, beside);
    for expected in [
        "# Chained hop asks for two hours\n",
        "\n**Hop 2: denied.** ",
        "\n```mermaid\nflowchart LR\n```\n",
        "\n| 1 | alice | `sts:AssumeRole` | DeployRole | Allowed | ",
        "\n| 2 | DeployRole | `sts:AssumeRole` | ProdAdmin | Denied | ",
        "\n## Hop 2: `sts:AssumeRole` on ProdAdmin, denied\n",
        "\n```text\nAn error occurred (ValidationError) when calling the AssumeRole operation: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.\n```\n",
        "\n**What one can do.** ",
        "\n## As commands\n\n```sh\n",
        "\n[Open it in the playground](<https://example.com/#v1.AAAA>)\n",
    ] {
        assert!(text.contains(expected), "{expected:?} is missing in\n{text}");
    }
}

/// The headings with their text, how many rows the table has, and what is no plain text.
fn read(text: &str) -> (Vec<(HeadingLevel, String)>, usize, Vec<String>) {
    let (mut headings, mut rows, mut markup) = (Vec::new(), 0, Vec::new());
    let mut heading = None;
    for event in Parser::new_ext(
        text,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES,
    ) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level, String::new())),
            Event::End(pulldown_cmark::TagEnd::Heading(_)) => headings.extend(heading.take()),
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, words)) = &mut heading {
                    words.push_str(&text);
                }
            }
            Event::Start(Tag::TableRow) => rows += 1,
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::HardBreak
            | Event::Rule
            | Event::Start(
                Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::HtmlBlock
                | Tag::BlockQuote(_)
                | Tag::Emphasis
                | Tag::Strikethrough,
            ) => {
                markup.push(format!("{event:?}"));
            }
            _ => {}
        }
    }
    (headings, rows, markup)
}

#[test]
fn every_example_reads_back_as_its_steps_and_its_reasons() {
    for (name, text) in files() {
        let scenario = Scenario::read(&text).unwrap();
        let outcome = simulate(&scenario);
        let (headings, rows, markup) = read(&report(&scenario, &outcome));
        let stopped = |result: &StepResult| {
            matches!(result, StepResult::Refused(_) | StepResult::Undecided(_))
        };
        let reasons = outcome.steps.iter().filter(|step| stopped(&step.result)).count();
        assert_eq!(headings[0], (HeadingLevel::H1, scenario.title.to_string()), "{}", name);
        let told = headings.iter().filter(|(_, words)| words != "As commands").count();
        assert_eq!(told, 1 + reasons, "{}: {headings:?}", name);
        assert_eq!(rows, outcome.steps.len(), "{}", name);
        assert_eq!(markup, Vec::<String>::new(), "{}", name);
    }
}

#[test]
fn names_and_values_that_look_like_markup_stay_text() {
    for hostile in [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://example.com/x.png)",
        "``` \n# heading\n```",
        "a | b | c",
        "*a* _b_ ~~c~~ [^1]",
        "- a",
        "> a",
        "1. a",
        "---",
        "a\n\n# b",
        "a\\",
        "http://example.com <https://example.com>",
    ] {
        let (mut scenario, _) = example("chained-hop-asks-two-hours");
        scenario.title = hostile.into();
        scenario.teaches = Some(hostile.into());
        let outcome = simulate(&scenario);
        let text = report(&scenario, &outcome);
        let (headings, rows, markup) = read(&text);
        assert_eq!(markup, Vec::<String>::new(), "{hostile:?} in\n{text}");
        assert_eq!(rows, outcome.steps.len(), "{hostile:?}");
        let told: Vec<&str> = headings.iter().map(|(_, words)| &**words).collect();
        let whole = hostile.replace('\n', " ");
        assert_eq!(
            told,
            [whole.trim(), "Hop 2: sts:AssumeRole on ProdAdmin, denied", "As commands"],
            "{text}"
        );
    }
}
