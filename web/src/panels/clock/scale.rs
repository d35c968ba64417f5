//! Time along the axis, in whole pixels.

use iam::Timestamp;
use simulator::{
    Outcome,
    clock::{Span, bars},
};

/// From which second to which the axis goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    pub(super) from: i64,
    pub(super) to: i64,
}

/// Steps between two marks that a person counts by, in seconds.
const STEPS: [i64; 14] =
    [60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800];

impl Scale {
    /// Everything that the chain's sessions last and could have lasted, with a little air.
    pub(super) fn of(outcome: &Outcome, start: Timestamp) -> Self {
        let bars = bars(outcome);
        let ends = bars.iter().map(|bar| match bar.span {
            Span::Open | Span::Never => bar.begins.seconds(),
            Span::Until(end) => end.seconds(),
            Span::Refused { possible, asked } => {
                bar.begins.seconds() + asked.or(possible).unwrap_or_default()
            }
        });
        let moments = outcome.steps.iter().map(|step| step.at.seconds());
        let begins = bars.iter().map(|bar| bar.begins.seconds());
        let from = begins.min().unwrap_or(start.seconds()).min(start.seconds());
        let to = ends.chain(moments).max().unwrap_or(from).max(from + 600);
        let air = (to - from) / 24;
        Self { from: from - air, to: to + air * 2 }
    }

    /// The pixel of a second on an axis that wide.
    pub(super) fn x(self, second: i64, width: i32) -> i32 {
        let along = (second - self.from).clamp(0, self.to - self.from);
        i32::try_from(along * i64::from(width) / (self.to - self.from).max(1)).unwrap_or(width)
    }

    /// The second of a pixel, on whole steps that a hand can hit.
    pub(super) fn second(self, x: i32, width: i32) -> i64 {
        let span = self.to - self.from;
        let second = self.from + i64::from(x.clamp(0, width)) * span / i64::from(width.max(1));
        let grain = if span > 14_400 { 60 } else { 10 };
        second.div_euclid(grain) * grain
    }

    /// The marks: as many as their words have room.
    pub(super) fn marks(self, width: i32) -> Vec<i64> {
        let room = i64::from(width / 84).max(1);
        let span = self.to - self.from;
        let step = STEPS.into_iter().find(|step| span / step <= room).unwrap_or(604_800);
        let first = self.from.div_euclid(step) + 1;
        (first..).map(|mark| mark * step).take_while(|second| *second < self.to).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO_HOURS: Scale = Scale { from: 36_000, to: 43_200 };

    #[test]
    fn seconds_and_pixels_lead_to_each_other() {
        assert_eq!((TWO_HOURS.x(36_000, 720), TWO_HOURS.x(43_200, 720)), (0, 720));
        assert_eq!(TWO_HOURS.x(39_600, 720), 360);
        assert_eq!(TWO_HOURS.second(360, 720), 39_600);
        assert_eq!(
            (TWO_HOURS.x(0, 720), TWO_HOURS.second(-5, 720)),
            (0, 36_000),
            "beyond the axis"
        );
    }

    #[test]
    fn marks_stand_on_times_that_people_count_by() {
        assert_eq!(TWO_HOURS.marks(720), [36_900, 37_800, 38_700, 39_600, 40_500, 41_400, 42_300]);
        assert_eq!(TWO_HOURS.marks(200), [39_600]);
    }
}
