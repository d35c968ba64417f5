//! Where words stand among the bars: within a free stretch, whole, and beside the now rather than under it.

use diagram::scene::TextRole;

/// Air at both ends of the words.
const AIR: i32 = 6;
/// Half the now-line with the air beside it.
const NOW: i32 = 4;

/// A stretch of a line that words may stand in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) from: i32,
    pub(super) to: i32,
    /// Whether they stand at its end, if nothing else speaks against it.
    pub(super) at_end: bool,
}

impl Room {
    /// Words stand at the beginning of it.
    pub(super) fn beginning(from: i32, to: i32) -> Self {
        Self { from, to, at_end: false }
    }

    /// Words stand at the end of it.
    pub(super) fn ending(from: i32, to: i32) -> Self {
        Self { from, to, at_end: true }
    }
}

/// The left end of the words, in the first stretch that holds them; nothing where none does. What they say is told beside
/// the bar too.
pub(super) fn place(words: &str, rooms: &[Room], now: i32) -> Option<i32> {
    let width = TextRole::Expiry.width(words);
    rooms.iter().find_map(|room| {
        let (first, last) = (room.from + AIR, room.to - AIR - width);
        let (before, behind) = (now - NOW - width, now + NOW);
        let wanted = if room.at_end { [last, before, behind] } else { [first, behind, before] };
        let fits = |x: &i32| (first..=last).contains(x) && (*x >= behind || *x <= before);
        wanted.into_iter().find(fits)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "possible: 1 h";

    #[test]
    fn words_stand_whole_within_a_stretch_or_not_at_all() {
        let width = TextRole::Expiry.width(WORDS);
        let exact = Room::beginning(100, 100 + width + 2 * AIR);
        assert_eq!(place(WORDS, &[exact], 0), Some(100 + AIR));
        let small = Room { to: exact.to - 1, ..exact };
        assert_eq!(place(WORDS, &[small], 0), None);
        assert_eq!(place(WORDS, &[small, Room::beginning(300, 500)], 0), Some(300 + AIR));
        assert_eq!(place(WORDS, &[Room::ending(0, 400)], 0), Some(400 - AIR - width));
    }

    #[test]
    fn the_now_crosses_no_words() {
        let width = TextRole::Expiry.width(WORDS);
        for room in [Room::beginning(20, 320), Room::ending(20, 320)] {
            for now in 0..340 {
                let x = place(WORDS, &[room], now).unwrap();
                assert!(now + 3 < x || now > x + width + 3, "{now} crosses {x} to {}", x + width);
                assert!(x >= 20 && x + width <= 320, "{now}: {x}");
            }
        }
    }
}
