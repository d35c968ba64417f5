//! The bars, and the now across them: a slider.

use std::rc::Rc;

use iam::Timestamp;
use simulator::clock::{SessionState, Span};
use yew::prelude::*;

use super::{
    rows::{self, Row},
    scale::Scale,
};
use crate::{
    browser::{
        pointer,
        resize::{self, Size},
    },
    state::{facts, selectors},
};

/// Height of the axis and of a line.
const AXIS: i32 = 24;
const LINE: i32 = 24;
/// A bar within its line.
const BAR: i32 = 14;

/// Properties of [`Drawing`].
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    pub(super) rows: Rc<Vec<Row>>,
    pub(super) scale: Scale,
    pub(super) now: Timestamp,
    pub(super) states: Vec<Option<SessionState>>,
    /// Moments at which sessions were taken back, with the lines of these.
    pub(super) taken: Vec<(Timestamp, Vec<usize>)>,
    pub(super) on_now: Callback<Timestamp>,
}

/// Names at the left, bars at the right.
#[component]
pub(super) fn Drawing(props: &Props) -> Html {
    let place = use_node_ref();
    let width = use_width(&place);
    let named = |(row, state): (&Row, &Option<SessionState>)| {
        let state = state.map(rows::state_words);
        html! {
            <li class="clock-name" title={format!("{}: {}", row.name, row.words)}>
                <span class="clock-who">{ row.name.clone() }</span>
                <span class="meta">{ state.clone().unwrap_or_else(|| row.detail.clone()) }</span>
                <span class="hidden-text">{ format!("{}, {}", row.detail, row.words) }</span>
            </li>
        }
    };
    html! {
        <div class="clock-body">
            <ul class="clock-names" aria-label="Sessions">{ for props.rows.iter().zip(&props.states).map(named) }</ul>
            <div class="clock-place" ref={place}>{ Pen { props, width }.view() }</div>
        </div>
    }
}

#[hook]
fn use_width(place: &NodeRef) -> i32 {
    let width = use_state(|| 480);
    let (report, place) = (width.setter(), place.clone());
    use_effect_with((), move |()| {
        let on_size = move |(width, _): Size| {
            if width > 0 {
                report.set(width);
            }
        };
        let observation = place.cast().and_then(|element| resize::observe(&element, on_size));
        move || drop(observation)
    });
    *width
}

struct Pen<'a> {
    props: &'a Props,
    width: i32,
}

impl Pen<'_> {
    fn x(&self, at: i64) -> i32 {
        self.props.scale.x(at, self.width)
    }

    fn height(&self) -> i32 {
        AXIS + LINE * i32::try_from(self.props.rows.len()).unwrap_or_default() + 4
    }

    fn view(&self) -> Html {
        let (width, height) = (self.width, self.height());
        let (scale, on_now) = (self.props.scale, self.props.on_now.clone());
        let go = move |event: &PointerEvent| {
            let second = scale.second(pointer::across(event), width);
            on_now.emit(Timestamp::from_seconds(second));
        };
        let moves = go.clone();
        let onpointerdown = Callback::from(move |event: PointerEvent| {
            if event.button() == 0 {
                pointer::hold(&event);
                go(&event);
            }
        });
        let onpointermove = Callback::from(move |event: PointerEvent| {
            if event.buttons() & 1 == 1 {
                moves(&event);
            }
        });
        html! {
            <svg class="clock-drawing" width={width.to_string()} height={height.to_string()} viewBox={format!("0 0 {width} {height}")}
                role="group" aria-label="Sessions over time" {onpointerdown} {onpointermove}>
                <defs>
                    <pattern id="clock-hatch" width="6" height="6" patternUnits="userSpaceOnUse">
                        <path class="clock-hatch" d="M-1 7 7 -1M-1 1 1 -1M5 7 7 5" />
                    </pattern>
                </defs>
                <g aria-hidden="true">
                    { for scale.marks(width).into_iter().map(|second| self.view_mark(second)) }
                    { for self.props.rows.iter().enumerate().map(|(line, row)| self.view_row(line, row)) }
                    { for self.props.taken.iter().map(|(at, lines)| self.view_taken(*at, lines)) }
                </g>
                { self.view_now() }
            </svg>
        }
    }

    fn view_mark(&self, second: i64) -> Html {
        let x = self.x(second);
        let near = (x - self.x(self.props.now.seconds())).abs() < 56;
        let words = selectors::clock(Timestamp::from_seconds(second));
        html! {
            <g>
                <path class="clock-mark" d={format!("M{x} {AXIS}V{}", self.height())} />
                if !near && x > 16 && x < self.width - 16 {
                    <text class="clock-text clock-time" x={x.to_string()} y="16" text-anchor="middle">{ words.get(..5).unwrap_or_default() }</text>
                }
            </g>
        }
    }

    fn view_row(&self, line: usize, row: &Row) -> Html {
        let y = top(line);
        let from = self.x(row.begins.seconds());
        let now = self.x(self.props.now.seconds());
        match &row.span {
            Span::Open => {
                let (middle, end, low) = (y + BAR / 2, self.width - 8, y + BAR);
                let past = (now.min(end) - from).max(0);
                html! {
                    <g>
                        <path class="clock-open-end" d={format!("M{from} {y}H{end}L{} {middle}L{end} {low}H{from}", self.width - 1)} />
                        <rect class="clock-past-key" x={from.to_string()} y={y.to_string()} width={past.to_string()} height={BAR.to_string()} />
                        { text(from + 6, y, "no expiry") }
                    </g>
                }
            }
            Span::Until(end) => {
                let to = self.x(end.seconds()).max(from + 3);
                let past = (now.min(to) - from).max(0);
                let words = selectors::clock(*end);
                let words = format!("to {}", words.get(..5).unwrap_or_default());
                let (at, anchor) =
                    if to + 60 > self.width { (to - 6, "end") } else { (to + 6, "start") };
                html! {
                    <g>
                        { rect("clock-life", from, y, to - from) }
                        if past > 0 { { rect("clock-past", from, y, past) } }
                        <text class="clock-text" x={at.to_string()} y={(y + 11).to_string()} text-anchor={anchor}>{ words }</text>
                    </g>
                }
            }
            Span::Refused { possible: None, .. } => html! {
                <g>
                    <path class="clock-cap" d={format!("M{from} {}v{}", y - 1, BAR + 2)} />
                    { text(from + 6, y, "refused") }
                </g>
            },
            Span::Refused { possible: Some(possible), asked } => {
                let cap = self.x(row.begins.seconds() + possible);
                let over = asked.map(|asked| self.x(row.begins.seconds() + asked));
                let words = format!("possible: {}", facts::duration_in_words(*possible));
                html! {
                    <g>
                        <rect class="clock-possible" x={from.to_string()} y={y.to_string()} width={(cap - from).max(2).to_string()}
                            height={BAR.to_string()} stroke-dasharray="4 3" />
                        { text(from + 6, y, &words) }
                        if let Some(over) = over {
                            <rect class="clock-over" x={cap.to_string()} y={y.to_string()} width={(over - cap).max(2).to_string()}
                                height={BAR.to_string()} fill="url(#clock-hatch)" stroke-dasharray="4 3" />
                        }
                        <path class="clock-cap" d={format!("M{cap} {}v{}", y - 3, BAR + 6)} />
                    </g>
                }
            }
        }
    }

    /// A line across the bars whose sessions were taken back; what is left of them is crossed out.
    fn view_taken(&self, at: Timestamp, lines: &[usize]) -> Html {
        let x = self.x(at.seconds());
        let (Some(first), Some(last)) = (lines.iter().min(), lines.iter().max()) else {
            return Html::default();
        };
        let rest = |line: &usize| {
            let row = &self.props.rows[*line];
            let Span::Until(end) = row.span else { return Html::default() };
            let width = (self.x(end.seconds()) - x).max(0).to_string();
            html! { <rect class="clock-over" x={x.to_string()} y={top(*line).to_string()} {width} height={BAR.to_string()} fill="url(#clock-hatch)" stroke-dasharray="4 3" /> }
        };
        html! {
            <g>
                { for lines.iter().map(rest) }
                <path class="clock-taken" d={format!("M{x} {}V{}", top(*first) - 5, top(*last) + BAR + 5)} />
                <text class="clock-text clock-taken-text" x={(x + 6).to_string()} y={(top(*first) + 11).to_string()}>{ "revoked" }</text>
            </g>
        }
    }

    fn view_now(&self) -> Html {
        let (now, scale) = (self.props.now, self.props.scale);
        // The handle stays in sight whatever the moment.
        let x = self.x(now.seconds());
        let handle = x.clamp(30, (self.width - 30).max(30));
        let on_now = self.props.on_now.clone();
        let onkeydown = Callback::from(move |event: KeyboardEvent| {
            if event.alt_key() || event.ctrl_key() || event.meta_key() {
                return;
            }
            let at = now.seconds();
            let next = match event.key().as_str() {
                "ArrowLeft" | "ArrowDown" => at - 60,
                "ArrowRight" | "ArrowUp" => at + 60,
                "PageDown" => at - 600,
                "PageUp" => at + 600,
                "Home" => scale.from,
                "End" => scale.to,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            on_now.emit(Timestamp::from_seconds(next));
        });
        let words = selectors::clock(now);
        let words = if now.seconds() % 60 == 0 {
            words.get(..5).unwrap_or_default().to_owned()
        } else {
            words
        };
        html! {
            <g class="clock-slider" role="slider" tabindex="0" aria-label="Now" aria-orientation="horizontal"
                aria-valuemin={scale.from.to_string()} aria-valuemax={scale.to.to_string()}
                aria-valuenow={now.seconds().clamp(scale.from, scale.to).to_string()} aria-valuetext={facts::moment(now)} {onkeydown}>
                <path class="clock-now-line" d={format!("M{x} {}V{}", AXIS - 3, self.height())} />
                <rect class="clock-handle" x={(handle - 30).to_string()} y="1" width="60" height="20" rx="4" />
                <text class="clock-handle-text" x={handle.to_string()} y="15" text-anchor="middle">{ words }</text>
            </g>
        }
    }
}

/// The top of a line's bar.
fn top(line: usize) -> i32 {
    AXIS + 4 + LINE * i32::try_from(line).unwrap_or_default()
}

fn rect(class: &'static str, x: i32, y: i32, width: i32) -> Html {
    html! { <rect {class} x={x.to_string()} y={y.to_string()} width={width.to_string()} height={BAR.to_string()} rx="2" /> }
}

fn text(x: i32, y: i32, words: &str) -> Html {
    html! { <text class="clock-text" x={x.to_string()} y={(y + 11).to_string()}>{ words.to_owned() }</text> }
}
