//! A scenario file keeps its white space: reading and writing it changes no byte, and an edit only those that it is about.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use policy::{
    Span,
    edit::Edit,
    json::{self, Kind, Value},
};
use simulator::{
    Scenario,
    scenario::{Operation, StsCall},
};
use sts::request::Call;
use testing::corpus;

/// How a text may be laid out: what stands in deep lines, behind colons, before commas and at the line's end.
struct Hand {
    unit: &'static str,
    colon: &'static str,
    comma: &'static str,
    line: &'static str,
    /// From this depth on everything stands in one line.
    depth: usize,
}

const HANDS: [Hand; 4] = [
    Hand { unit: "\t", colon: ": ", comma: ",", line: "\n", depth: 99 },
    Hand { unit: "    ", colon: " : ", comma: " ,", line: "\n", depth: 2 },
    Hand { unit: " ", colon: ":", comma: ",", line: "\r\n", depth: 3 },
    Hand { unit: "  ", colon: ":  ", comma: ", ", line: "\n\n", depth: 5 },
];

impl Hand {
    fn written(&self, value: &Value) -> String {
        let mut text = self.line.to_owned();
        self.write(value, 0, &mut text);
        text
    }

    fn write(&self, value: &Value, depth: usize, text: &mut String) {
        let parts: Vec<(Option<&str>, &Value)> = match &value.kind {
            Kind::Object(members) => {
                members.iter().map(|member| (Some(&*member.name), &member.value)).collect()
            }
            Kind::Array(elements) => elements.iter().map(|element| (None, element)).collect(),
            _ => Vec::new(),
        };
        if parts.is_empty() {
            *text += &json::print_compact(value);
            return;
        }
        let new_line = |depth: usize, text: &mut String| match depth < self.depth {
            true => *text += &format!("{}{}", self.line, self.unit.repeat(depth)),
            false => *text += " ",
        };
        let (open, close) = if value.members().is_some() { ('{', '}') } else { ('[', ']') };
        text.push(open);
        for (index, (name, part)) in parts.into_iter().enumerate() {
            *text += if index > 0 { self.comma } else { "" };
            new_line(depth + 1, text);
            if let Some(name) = name {
                *text += &format!("\"{name}\"{}", self.colon);
            }
            self.write(part, depth + 1, text);
        }
        new_line(depth, text);
        text.push(close);
    }
}

/// Every example in every hand.
fn each_text(mut check: impl FnMut(&str, &str)) {
    for (name, text) in corpus::files() {
        let value = json::parse(&text).0.unwrap();
        for hand in &HANDS {
            check(&name, &hand.written(&value));
        }
    }
}

/// The place of a value by the names and numbers that lead to it.
fn place(text: &str, way: &[&str]) -> Option<Span> {
    let mut value = json::parse(text).0.unwrap();
    for part in way {
        value = match part.parse::<usize>() {
            Ok(index) => value.elements()?.get(index)?.clone(),
            Err(_) => value.get(part)?.clone(),
        };
    }
    Some(value.span)
}

/// What an edit did to the text: only the bytes of that value are others.
fn only(name: &str, text: &str, way: &[&str], edit: impl FnOnce(&mut Scenario)) {
    let mut scenario = Scenario::read(text).unwrap();
    edit(&mut scenario);
    let own = place(text, way).unwrap();
    let after = scenario.write();
    let changed = Edit::between(text, &after).unwrap().span;
    assert!(own.start <= changed.start && changed.end <= own.end, "{name} {way:?}: {after}");
    assert_eq!(Scenario::read(&after).unwrap().print(), scenario.print(), "{name} {way:?}");
}

#[test]
fn what_is_read_is_written_as_it_stood() {
    each_text(|name, text| assert_eq!(Scenario::read(text).unwrap().write(), text, "{name}"));
}

#[test]
fn what_stands_in_one_line_is_laid_out() {
    let (_, text) = &corpus::files()[0];
    let value = json::parse(text).0.unwrap();
    let scenario = Scenario::read(&json::print_compact(&value)).unwrap();
    assert_eq!(scenario.write(), scenario.print());
}

#[test]
fn an_edit_of_one_field_changes_the_bytes_of_its_value_alone() {
    each_text(|name, text| {
        only(name, text, &["title"], |scenario| scenario.title = "Another title".into());
        let count = Scenario::read(text).unwrap().steps.len();
        for step in 0..count {
            let number = step.to_string();
            let field = |field| ["steps", &number, field];
            if place(text, &field("after")).is_some() {
                only(name, text, &field("after"), |scenario| {
                    let step = &mut scenario.steps[step];
                    step.after = step.after.map(|after| after + 7);
                });
            }
            let scenario = Scenario::read(text).unwrap();
            if let Operation::Sts(StsCall { call: Call::AssumeRole(_), .. }) =
                scenario.steps[step].operation
                && place(text, &field("RoleSessionName")).is_some()
            {
                only(name, text, &field("RoleSessionName"), |scenario| {
                    let Operation::Sts(call) = &mut scenario.steps[step].operation else { return };
                    let Call::AssumeRole(request) = &mut call.call else { return };
                    request.role_session_name = Some("somebody-else".into());
                });
            }
        }
    });
}

#[test]
fn a_step_that_goes_leaves_the_others_as_they_stood() {
    let (name, text) =
        corpus::files().into_iter().find(|(name, _)| name.contains("three-hop")).unwrap();
    let text = HANDS[1].written(&json::parse(&text).0.unwrap());
    let mut scenario = Scenario::read(&text).unwrap();
    let last = place(&text, &["steps", "3"]).unwrap();
    scenario.steps.pop();
    let after = scenario.write();
    let changed = Edit::between(&text, &after).unwrap();
    assert_eq!(changed.text, "", "{name}");
    assert!(changed.span.end <= last.end + 8 && after.len() < text.len(), "{name}: {after}");
}
