//! The clock, for scenarios that begin now; nothing else reads it.

use iam::Timestamp;

/// This minute.
pub(crate) fn this_minute() -> Timestamp {
    const MINUTE: f64 = 60_000.0;
    let minutes = (js_sys::Date::now() / MINUTE).floor();
    #[expect(clippy::cast_possible_truncation, reason = "minutes since 1970 are far below 2^53")]
    let seconds = minutes as i64 * 60;
    Timestamp::from_seconds(seconds)
}
