//! A chain as a Markdown report: what was asked, what came of it and why, for a ticket, a pull request or an article. CommonMark with
//! the tables and the Mermaid fences that GitHub, GitLab and most documentation tools draw.
//!
//! Names and values come from the scenario and may hold anything; none of them can begin a heading, a link or markup here.

use crate::{
    Outcome, Scenario,
    narrate::{self, DecidingFact, Part, Sentence, StepLine},
    outcome::{StepOutcome, StepResult},
    terminal::{self, Shell},
};

/// What stands in a report beside the words.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    /// The chain as a Mermaid flowchart, which the crate `diagram` draws.
    pub flowchart: Option<&'a str>,
    /// An address that opens the scenario.
    pub link: Option<&'a str>,
}

/// The report.
#[must_use]
pub fn markdown(scenario: &Scenario, outcome: &Outcome, beside: Beside<'_>) -> String {
    let mut blocks = vec![format!("# {}", escaped(&scenario.title))];
    if let Some(teaches) = &scenario.teaches {
        blocks.push(escaped(teaches));
    }
    blocks.push(answer(scenario, outcome));
    if let Some(flowchart) = beside.flowchart {
        blocks.push(fenced("mermaid", flowchart));
    }
    if !outcome.steps.is_empty() {
        blocks.push(table(scenario, outcome));
    }
    for (index, step) in outcome.steps.iter().enumerate() {
        if matches!(step.result, StepResult::Refused(_) | StepResult::Undecided(_)) {
            reasons(scenario, outcome, step, index, &mut blocks);
        }
    }
    let end = stopped(outcome).map_or(outcome.steps.len(), |(index, _)| index + 1);
    // A step of another service may have no command; then the way to the last one before it that has.
    let commands = (0..end).rev().find_map(|step| {
        let script = terminal::script(scenario, outcome, step, Shell::Bash)?;
        Some(["## As commands".to_owned(), fenced("sh", &script)])
    });
    blocks.extend(commands.into_iter().flatten());
    if let Some(link) = beside.link {
        blocks.push(format!("[Open it in the playground](<{}>)", address(link)));
    }
    blocks.push("Simulated after AWS's public documents; no request was made.".to_owned());
    blocks.join("\n\n") + "\n"
}

/// The first step that does not succeed.
fn stopped(outcome: &Outcome) -> Option<(usize, &StepOutcome)> {
    outcome.steps.iter().enumerate().find(|(_, step)| step.result != StepResult::Succeeded)
}

/// What came of the chain, in a line: the first step that does not succeed, with its cause.
fn answer(scenario: &Scenario, outcome: &Outcome) -> String {
    match stopped(outcome) {
        Some((index, step)) => {
            let line = narrate::step_line(scenario, outcome, step);
            let number = narrate::numbered(step, index);
            let cause = sentence(&narrate::cause(scenario, outcome, step));
            format!("**{number}: {}.** {cause}", line.verdict.to_lowercase())
        }
        None if outcome.steps.is_empty() => "The scenario has no steps.".to_owned(),
        None => format!("**Every step succeeds** ({}).", outcome.steps.len()),
    }
}

/// All steps as a table.
fn table(scenario: &Scenario, outcome: &Outcome) -> String {
    let mut rows = vec![
        "| # | Caller | Call | Target | Verdict | |".to_owned(),
        "|--:|---|---|---|---|---|".to_owned(),
    ];
    for (index, step) in outcome.steps.iter().enumerate() {
        let StepLine { caller, action, target, verdict, fact } =
            narrate::step_line(scenario, outcome, step);
        rows.push(format!(
            "| {} | {} | {} | {} | {verdict} | {} |",
            index + 1,
            escaped(&caller),
            code_in_cell(&action),
            escaped(&target),
            escaped(&fact)
        ));
    }
    rows.join("\n")
}

/// Why a step does not succeed, and what mends it.
fn reasons(
    scenario: &Scenario,
    outcome: &Outcome,
    step: &StepOutcome,
    index: usize,
    blocks: &mut Vec<String>,
) {
    let line = narrate::step_line(scenario, outcome, step);
    blocks.push(format!(
        "## {}: {} on {}, {}",
        narrate::numbered(step, index),
        code(&line.action),
        escaped(&line.target),
        line.verdict.to_lowercase()
    ));
    blocks.push(sentence(&narrate::cause(scenario, outcome, step)));
    if let Some(fact) = narrate::deciding_fact(outcome, step) {
        deciding(&fact, blocks);
    }
    if let Some(remedy) = narrate::remedy(scenario, outcome, step) {
        blocks.push(format!("**What one can do.** {}", sentence(&remedy)));
    }
    if let Some(message) = narrate::cli_message(outcome, step) {
        blocks.push("**What the command line prints.**".to_owned());
        blocks.push(fenced("text", &message.text));
    }
}

/// The fact that decides.
fn deciding(fact: &DecidingFact, blocks: &mut Vec<String>) {
    match fact {
        DecidingFact::Limit { title, note, .. } | DecidingFact::Absence { title, note } => {
            blocks.push(format!("**{}.** {}", escaped(title), escaped(note)));
        }
        DecidingFact::Statement { title, elements, comparison, note, .. } => {
            let note =
                note.as_deref().map(|note| format!(" {}", escaped(note))).unwrap_or_default();
            blocks.push(format!("**{}.**{note}", escaped(title)));
            let mut rows: Vec<String> = elements
                .iter()
                .map(|element| {
                    let mark = if element.matched { "matches" } else { "does not match" };
                    let reason = match element.reason.is_empty() {
                        true => String::new(),
                        false => format!(": {}", escaped(&element.reason)),
                    };
                    format!("- {} {} {mark}{reason}", code(&element.name), code(&element.value))
                })
                .collect();
            if let Some(comparison) = comparison {
                let actual =
                    comparison.actual.as_deref().map_or_else(|| "missing".to_owned(), code);
                let wanted = comparison
                    .wanted
                    .as_deref()
                    .map(|wanted| format!("; wanted: {}", code(wanted)));
                rows.push(format!(
                    "- The request's {}: {actual}{}",
                    code(&comparison.key),
                    wanted.unwrap_or_default()
                ));
            }
            if !rows.is_empty() {
                blocks.push(rows.join("\n"));
            }
        }
    }
}

/// A sentence with its weights.
fn sentence(sentence: &Sentence) -> String {
    let part = |part: &Part| match part {
        Part::Text(text) => escaped(text),
        Part::Strong(text) => format!("**{}**", escaped(text)),
        Part::Code(text) => code(text),
    };
    sentence.parts.iter().map(part).collect()
}

/// Running text: whatever could be markup stands behind a backslash, and every break and control is a space.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        if letter.is_ascii_punctuation()
            && !matches!(
                letter,
                '.' | ',' | ':' | ';' | '?' | '\'' | '"' | '(' | ')' | '/' | '%' | '=' | '-' | '+'
            )
        {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    // What begins a line with one of these would be a list or a rule.
    match escaped.starts_with(['-', '+', '=']) {
        true => format!("\\{escaped}"),
        false => escaped,
    }
}

/// Something that could be pasted, between as many backticks as it takes.
fn code(text: &str) -> String {
    let text = visible(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    match text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) || text.is_empty() {
        true => format!("{fence} {text} {fence}"),
        false => format!("{fence}{text}{fence}"),
    }
}

/// The same in a cell, which a bar would end even there.
fn code_in_cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// Lines as they are, between fences that none of them can close.
fn fenced(language: &str, text: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    let lines: Vec<String> = text.trim_end_matches('\n').split('\n').map(visible).collect();
    format!("{fence}{language}\n{}\n{fence}", lines.join("\n"))
}

/// An address within pointed brackets.
fn address(link: &str) -> String {
    let kept = |letter: &char| !letter.is_control() && !matches!(letter, '<' | '>' | '\\' | ' ');
    link.chars().filter(kept).collect()
}

/// Backticks in a row, at most.
fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default()
}

/// A text of which every letter is seen where it stands: breaks and controls are spaces, and what turns the direction of
/// writing stands as its number.
fn visible(text: &str) -> String {
    let is_space = |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
    iam::visible(text).chars().map(|letter| if is_space(letter) { ' ' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(
            escaped("a|b <i> [x](y) `c` *d* _e_ #f"),
            r"a\|b \<i\> \[x\](y) \`c\` \*d\* \_e\_ \#f"
        );
        assert_eq!(escaped("- one\nline\u{202e}"), r"\- one line\\u\{202e\}");
    }

    #[test]
    fn code_is_closed_by_nothing_in_it() {
        assert_eq!(code("sts:AssumeRole"), "`sts:AssumeRole`");
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code_in_cell("a|b"), r"`a\|b`");
        assert_eq!(fenced("text", "```\nx"), "````text\n```\nx\n````");
        assert_eq!(code("a\u{202e}b\u{61c}"), r"`a\u{202e}b\u{61c}`");
        assert_eq!(
            fenced("text", "one\u{2066}two\r\nthree\u{7}four"),
            "```text\none\\u{2066}two \nthree four\n```"
        );
    }

    #[test]
    fn an_address_cannot_end_early() {
        assert_eq!(address("https://x/> [y](z)"), "https://x/[y](z)");
    }
}
