//! A limit as bars on one scale, with the limit's line through all of them.

use yew::prelude::*;

use crate::state::facts::duration_in_words;

/// A bar.
struct Bar {
    name: &'static str,
    seconds: i64,
    class: &'static str,
}

/// Asked, the role's maximum, and the cap that decides.
pub(super) fn bars(asked: i64, role_maximum: Option<i64>, cap: i64) -> Html {
    let role = role_maximum.filter(|maximum| *maximum != cap).map(|seconds| Bar {
        name: "Role maximum",
        seconds,
        class: "bar-role",
    });
    let limit = if role.is_some() { "Chaining limit" } else { "Limit" };
    let all: Vec<Bar> = [
        Some(Bar { name: "Asked", seconds: asked, class: "bar-asked" }),
        role,
        Some(Bar { name: limit, seconds: cap, class: "bar-cap" }),
    ]
    .into_iter()
    .flatten()
    .collect();
    let longest = all.iter().map(|bar| bar.seconds).max().unwrap_or(1).max(1);
    html! {
        <dl class="bars">{ for all.iter().map(|bar| view_bar(bar, cap, longest)) }</dl>
    }
}

fn view_bar(bar: &Bar, cap: i64, longest: i64) -> Html {
    let at = percent(cap, longest);
    let words = duration_in_words(bar.seconds);
    html! {
        <div class="bars-row">
            <dt>{ bar.name }</dt>
            <dd>
                <svg class="bars-track" aria-hidden="true" focusable="false">
                    <rect class={bar.class} x="0" y="8" height="10" rx="2" width={percent(bar.seconds, longest)} />
                    <line class="bars-line" x1={at.clone()} x2={at} y1="0" y2="100%" />
                </svg>
                <span class="bars-figure">{ bar.seconds }{ " s" }<span class="meta">{ words }</span></span>
            </dd>
        </div>
    }
}

fn percent(part: i64, whole: i64) -> AttrValue {
    let thousandths = part.clamp(0, whole).saturating_mul(1000) / whole.max(1);
    format!("{}.{}%", thousandths / 10, thousandths % 10).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_measured_against_the_longest() {
        assert_eq!(percent(3600, 14_400), "25.0%");
        assert_eq!(percent(7200, 7200), "100.0%");
        assert_eq!(percent(-1, 7200), "0.0%");
        assert_eq!(percent(i64::MAX, 3), "100.0%");
    }
}
