//! Moments in ISO 8601's basic format, the only one in signatures: `20261122T100000Z`.

use iam::Timestamp;

/// The moment in basic format, to the second.
pub(super) fn basic(moment: Timestamp) -> String {
    let extended = Timestamp::from_seconds(moment.seconds()).to_string();
    extended.chars().filter(|character| !matches!(character, '-' | ':')).collect()
}

/// Reads exactly this format.
pub(super) fn read_basic(text: &str) -> Option<Timestamp> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let digits =
        |text: &str, length| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(date, 8) || !digits(time, 6) {
        return None;
    }
    let extended = format!(
        "{}-{}-{}T{}:{}:{}Z",
        &date[..4],
        &date[4..6],
        &date[6..],
        &time[..2],
        &time[2..4],
        &time[4..]
    );
    extended.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_is_the_inverse_of_printing_and_reads_nothing_else() {
        let moment = Timestamp::from_millis(1_795_341_630_250);
        assert_eq!(basic(moment), "20261122T100030Z");
        assert_eq!(read_basic("20261122T100030Z"), Some(Timestamp::from_seconds(1_795_341_630)));
        for text in
            ["2026-11-22T10:00:30Z", "20261122T100030", "20261322T100030Z", "20261122T10003Z", "é"]
        {
            assert_eq!(read_basic(text), None, "{text}");
        }
    }
}
