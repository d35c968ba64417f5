//! What was changed since a version, line by line.

use std::rc::Rc;

use yew::prelude::*;

use crate::state::lines::{self, Line};

/// So many lines are shown; the others are counted.
const MOST: usize = 600;
/// So many lines around what was changed.
const AROUND: usize = 3;

/// Properties of [`Difference`].
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The version's text.
    pub(super) old: Rc<str>,
    /// The text as it stands.
    pub(super) new: Rc<str>,
}

/// The lines that are gone and those that came.
#[component]
pub(super) fn Difference(props: &Props) -> Html {
    let shown =
        use_memo((Rc::clone(&props.old), Rc::clone(&props.new)), |(old, new)| view(old, new));
    (*shown).clone()
}

fn view(old: &str, new: &str) -> Html {
    let lines = lines::compare(old, new);
    let count = |wanted: fn(&&Line<'_>) -> bool| lines.iter().filter(wanted).count();
    let (out, put_in) =
        (count(|line| matches!(line, Line::Out(_))), count(|line| matches!(line, Line::In(_))));
    if out + put_in == 0 {
        return html! { <p class="panel-empty">{ "This is how the scenario stands." }</p> };
    }
    let parts = lines::parts(&lines, AROUND);
    let mut left = MOST;
    let mut shown = Vec::new();
    for part in parts {
        let end = part.end.min(part.start + left);
        left -= end - part.start;
        if end > part.start {
            shown.push((part.start, &lines[part.start..end]));
        }
    }
    html! {
        <>
            <p class="history-sum" role="status">
                { format!("Since then {} and {}.", counted(out, "went", "line"), counted(put_in, "came", "line")) }
            </p>
            <div class="history-difference mono" role="region" aria-label="What was changed since" tabindex="0">
                { for shown.iter().enumerate().map(|(at, (first, part))| view_part(at, *first, part, &lines)) }
                if left == 0 { <p class="secondary">{ "The rest is not shown." }</p> }
            </div>
        </>
    }
}

fn counted(count: usize, verb: &str, noun: &str) -> String {
    match count {
        1 => format!("1 {noun} {verb}"),
        count => format!("{count} {noun}s {verb}"),
    }
}

fn view_part(at: usize, first: usize, part: &[Line<'_>], all: &[Line<'_>]) -> Html {
    let number = 1 + all[..first].iter().filter(|line| !matches!(line, Line::Out(_))).count();
    html! {
        <>
            if at > 0 || first > 0 { <p class="history-gap">{ format!("line {number}") }</p> }
            { for part.iter().map(view_line) }
        </>
    }
}

/// Told apart by sign and word, not by colour alone.
fn view_line(line: &Line<'_>) -> Html {
    match line {
        Line::Same(text) => {
            html! { <div class="history-line"><span aria-hidden="true">{ " " }</span>{ *text }</div> }
        }
        Line::Out(text) => html! {
            <div class="history-line history-out"><span aria-hidden="true">{ "-" }</span><del>{ *text }</del></div>
        },
        Line::In(text) => html! {
            <div class="history-line history-in"><span aria-hidden="true">{ "+" }</span><ins>{ *text }</ins></div>
        },
    }
}
