//! The clock, for scenarios that begin now; nothing else reads it.

use iam::Timestamp;

/// Now.
pub(crate) fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are below 2^53")]
    let millis = js_sys::Date::now() as i64;
    Timestamp::from_millis(millis)
}

/// The moment as the reader's own clock and calendar have it: "14:05", with the day before it where that is not today.
pub(crate) fn in_words(at: Timestamp) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are below 2^53")]
    let then = js_sys::Date::new(&(at.millis() as f64).into());
    let today = js_sys::Date::new_0();
    let time = format!("{:02}:{:02}", then.get_hours(), then.get_minutes());
    let day = |date: &js_sys::Date| (date.get_full_year(), date.get_month(), date.get_date());
    let (year, month, date) = day(&then);
    match day(&today) == day(&then) {
        true => time,
        false => format!("{year}-{:02}-{date:02} {time}", month + 1),
    }
}

/// This minute.
pub(crate) fn this_minute() -> Timestamp {
    const MINUTE: f64 = 60_000.0;
    let minutes = (js_sys::Date::now() / MINUTE).floor();
    #[expect(clippy::cast_possible_truncation, reason = "minutes since 1970 are far below 2^53")]
    let seconds = minutes as i64 * 60;
    Timestamp::from_seconds(seconds)
}
