//! The bars, and the now across them: a slider.

use std::rc::Rc;

use iam::Timestamp;
use simulator::clock::{SessionState, Span};
use yew::prelude::*;

use super::{
    rows::{self, Row},
    scale::Scale,
    words::{Room, place},
};
use crate::{
    browser::{
        pointer,
        resize::{self, Size},
    },
    state::{facts, selectors},
};

/// Height of the axis: the handle of the now with a ring around it.
const AXIS: i32 = 28;
/// Height of a line.
const LINE: i32 = 24;
/// Height of a line whose name stands over its bar.
const HIGH_LINE: i32 = 44;
/// A bar within its line.
const BAR: i32 = 14;
/// Half of the handle.
const HANDLE: i32 = 30;
/// What the ring around the handle takes beside it.
const RING: i32 = 4;
/// Below that width the names stand over the bars.
const BESIDE: i32 = 560;

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
    let (body, place) = (use_node_ref(), use_node_ref());
    let is_stacked = use_width(&body, 640) < BESIDE;
    let width = use_width(&place, 480);
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
        <div class={classes!("clock-body", is_stacked.then_some("clock-stacked"))} ref={body}>
            <ul class="clock-names" aria-label="Sessions">{ for props.rows.iter().zip(&props.states).map(named) }</ul>
            <div class="clock-place" ref={place}>{ Pen { props, width, is_stacked }.view() }</div>
        </div>
    }
}

#[hook]
fn use_width(place: &NodeRef, guess: i32) -> i32 {
    let width = use_state(|| guess);
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
    is_stacked: bool,
}

impl Pen<'_> {
    fn x(&self, at: i64) -> i32 {
        self.props.scale.x(at, self.width)
    }

    /// The now along the axis.
    fn now(&self) -> i32 {
        self.x(self.props.now.seconds())
    }

    fn height(&self) -> i32 {
        AXIS + self.lines(self.props.rows.len())
    }

    fn lines(&self, count: usize) -> i32 {
        let height = if self.is_stacked { HIGH_LINE } else { LINE };
        height * i32::try_from(count).unwrap_or_default()
    }

    /// The top of a line's bar: at the line's foot.
    fn top(&self, line: usize) -> i32 {
        AXIS + self.lines(line + 1) - BAR - 6
    }

    /// Words on a line, where they have room.
    fn view_words(&self, y: i32, words: &str, rooms: &[Room]) -> Html {
        let Some(x) = place(words, rooms, self.now()) else { return Html::default() };
        html! { <text class="clock-text" x={x.to_string()} y={(y + 11).to_string()}>{ words.to_owned() }</text> }
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
        let near = (x - self.handle()).abs() < 56;
        let words = selectors::clock(Timestamp::from_seconds(second));
        html! {
            <g>
                <path class="clock-mark" d={format!("M{x} {AXIS}V{}", self.height())} />
                if !near && x > 16 && x < self.width - 16 {
                    <text class="clock-text clock-time" x={x.to_string()} y="19" text-anchor="middle">{ words.get(..5).unwrap_or_default() }</text>
                }
            </g>
        }
    }

    fn view_row(&self, line: usize, row: &Row) -> Html {
        let y = self.top(line);
        let from = self.x(row.begins.seconds());
        let now = self.now();
        match &row.span {
            Span::Open => {
                let (middle, end, low) = (y + BAR / 2, self.width - 8, y + BAR);
                let past = (now.min(end) - from).max(0);
                html! {
                    <g>
                        <path class="clock-open-end" d={format!("M{from} {y}H{end}L{} {middle}L{end} {low}H{from}", self.width - 1)} />
                        <rect class="clock-past-key" x={from.to_string()} y={y.to_string()} width={past.to_string()} height={BAR.to_string()} />
                        { self.view_words(y, "no expiry", &[Room::beginning(from, end)]) }
                    </g>
                }
            }
            Span::Until(end) => {
                let to = self.x(end.seconds()).max(from + 3);
                let past = (now.min(to) - from).max(0);
                let words = selectors::clock(*end);
                let words = format!("to {}", words.get(..5).unwrap_or_default());
                let beside = Room::beginning(to, self.width);
                // What was taken back is crossed out, and no ground for words.
                let is_taken = self.props.taken.iter().any(|(_, lines)| lines.contains(&line));
                let rooms = [beside, Room::ending(from, to)];
                let rooms = if is_taken { &rooms[..1] } else { &rooms[..] };
                html! {
                    <g>
                        { rect("clock-life", from, y, to - from) }
                        if past > 0 { { rect("clock-past", from, y, past) } }
                        { self.view_words(y, &words, rooms) }
                    </g>
                }
            }
            Span::Never => self.view_words(y, &row.words, &[Room::beginning(from, self.width)]),
            Span::Refused { possible: None, .. } => html! {
                <g>
                    <path class="clock-cap" d={format!("M{from} {}v{}", y - 1, BAR + 2)} />
                    { self.view_words(y, "refused", &[Room::beginning(from, self.width)]) }
                </g>
            },
            Span::Refused { possible: Some(possible), asked } => {
                let cap = self.x(row.begins.seconds() + possible);
                let over = asked.map(|asked| self.x(row.begins.seconds() + asked));
                let words = format!("possible: {}", facts::duration_in_words(*possible));
                let end = over.unwrap_or(cap).max(cap);
                let rooms = [Room::beginning(from, cap), Room::beginning(end, self.width)];
                html! {
                    <g>
                        <rect class="clock-possible" x={from.to_string()} y={y.to_string()} width={(cap - from).max(2).to_string()}
                            height={BAR.to_string()} stroke-dasharray="4 3" />
                        { self.view_words(y, &words, &rooms) }
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
        let end = |line: usize| match self.props.rows[line].span {
            Span::Until(end) => self.x(end.seconds()).max(x),
            _ => x,
        };
        let rest = |line: &usize| {
            let (width, y) = ((end(*line) - x).to_string(), self.top(*line).to_string());
            html! { <rect class="clock-over" x={x.to_string()} {y} {width} height={BAR.to_string()} fill="url(#clock-hatch)" stroke-dasharray="4 3" /> }
        };
        let words = place("revoked", &[Room::beginning(x, end(*first))], self.now());
        let base = self.top(*first) + 11;
        html! {
            <g>
                { for lines.iter().map(rest) }
                <path class="clock-taken" d={format!("M{x} {}V{}", self.top(*first) - 5, self.top(*last) + BAR + 5)} />
                if let Some(words) = words {
                    <text class="clock-text clock-taken-text" x={words.to_string()} y={base.to_string()}>{ "revoked" }</text>
                }
            </g>
        }
    }

    /// The middle of the handle, which stays in sight whatever the moment, with the ring around it.
    fn handle(&self) -> i32 {
        let least = HANDLE + RING;
        self.now().clamp(least, (self.width - least).max(least))
    }

    fn view_now(&self) -> Html {
        let (now, scale) = (self.props.now, self.props.scale);
        let (x, handle) = (self.now(), self.handle());
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
                <rect class="clock-handle" x={(handle - HANDLE).to_string()} y={RING.to_string()} width={(2 * HANDLE).to_string()} height="20" rx="4" />
                <text class="clock-handle-text" x={handle.to_string()} y="18" text-anchor="middle">{ words }</text>
            </g>
        }
    }
}

fn rect(class: &'static str, x: i32, y: i32, width: i32) -> Html {
    html! { <rect {class} x={x.to_string()} y={y.to_string()} width={width.to_string()} height={BAR.to_string()} rx="2" /> }
}
