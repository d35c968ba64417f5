//! Which lines of a text were taken out and put in.

use std::ops::Range;

/// So many lines may differ before everything between the first and the last difference counts as different: what has
/// nothing in common is compared in vain.
const MOST: usize = 1500;

/// A line of one text or of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line<'a> {
    /// In both.
    Same(&'a str),
    /// In the old text only.
    Out(&'a str),
    /// In the new text only.
    In(&'a str),
}

/// Both texts line by line, with as few lines out and in as there can be.
pub(crate) fn compare<'a>(old: &'a str, new: &'a str) -> Vec<Line<'a>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let before = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let (rest_old, rest_new) = (&old[before..], &new[before..]);
    let pairs = rest_old.iter().rev().zip(rest_new.iter().rev());
    let after = pairs.take_while(|(old, new)| old == new).count();
    let mut lines: Vec<Line<'_>> = old[..before].iter().map(|line| Line::Same(line)).collect();
    let (old_middle, new_middle) =
        (&rest_old[..rest_old.len() - after], &rest_new[..rest_new.len() - after]);
    lines.extend(shortest(old_middle, new_middle));
    lines.extend(old[old.len() - after..].iter().map(|line| Line::Same(line)));
    lines
}

/// The shortest edit. E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), the greedy form.
fn shortest<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Line<'a>> {
    // For each number of edits, how far one comes in the old text on each diagonal from -edits to edits.
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    for edits in 0..=MOST.min(old.len() + new.len()) {
        let reach = round(old, new, edits, rounds.last());
        let done = (0..=edits).any(|step| {
            let (at, x) = (2 * step, reach[2 * step]);
            x >= old.len() && x + edits >= at && x + edits - at >= new.len()
        });
        rounds.push(reach);
        if done {
            return trace(old, new, &rounds);
        }
    }
    let out = old.iter().map(|line| Line::Out(line));
    out.chain(new.iter().map(|line| Line::In(line))).collect()
}

/// How far so many edits come. The diagonal `k`, from `-edits` to `edits`, stands at `k + edits`.
fn round(old: &[&str], new: &[&str], edits: usize, last: Option<&Vec<usize>>) -> Vec<usize> {
    let mut reach = vec![0; 2 * edits + 1];
    for at in (0..=2 * edits).step_by(2) {
        let mut x = last.map_or(0, |last| step(last, at, edits).0);
        // On the diagonal `k`, `y = x - k`.
        while let (Some(one), Some(other)) =
            (old.get(x), (x + edits).checked_sub(at).and_then(|y| new.get(y)))
            && one == other
        {
            x += 1;
        }
        reach[at] = x;
    }
    reach
}

/// Where the last edit on the way to a diagonal leads, and whether it put a line in.
fn step(last: &[usize], at: usize, edits: usize) -> (usize, bool) {
    // The round before has two diagonals less: `k` stands there at `k + edits - 1`.
    let put_in = last.get(at).copied().filter(|_| at + 2 <= 2 * edits);
    let taken_out = at.checked_sub(2).map(|below| last[below] + 1);
    match (put_in, taken_out) {
        (Some(put_in), Some(taken_out)) if taken_out > put_in => (taken_out, false),
        (Some(put_in), _) => (put_in, true),
        (None, taken_out) => (taken_out.unwrap_or(0), false),
    }
}

fn trace<'a>(old: &[&'a str], new: &[&'a str], rounds: &[Vec<usize>]) -> Vec<Line<'a>> {
    let (mut x, mut y) = (old.len(), new.len());
    let mut lines = Vec::new();
    for edits in (0..rounds.len()).rev() {
        let at = x + edits - y;
        let (begin, put_in) = match edits.checked_sub(1) {
            Some(before) => step(&rounds[before], at, edits),
            None => (0, false),
        };
        while x > begin {
            x -= 1;
            y -= 1;
            lines.push(Line::Same(old[x]));
        }
        if edits > 0 && put_in {
            y -= 1;
            lines.push(Line::In(new[y]));
        } else if edits > 0 {
            x -= 1;
            lines.push(Line::Out(old[x]));
        }
    }
    lines.reverse();
    lines
}

/// The parts in which something differs, with so many lines around them.
pub(crate) fn parts(lines: &[Line<'_>], around: usize) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if matches!(line, Line::Same(_)) {
            continue;
        }
        let part = at.saturating_sub(around)..(at + around + 1).min(lines.len());
        match parts.last_mut() {
            Some(last) if part.start <= last.end => last.end = part.end,
            _ => parts.push(part),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(old: &str, new: &str) -> String {
        let (old, new) = (old.replace(' ', "\n"), new.replace(' ', "\n"));
        let lines = compare(&old, &new);
        let words = lines.iter().map(|line| match line {
            Line::Same(line) => format!("={line}"),
            Line::Out(line) => format!("-{line}"),
            Line::In(line) => format!("+{line}"),
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn few_lines_go_out_and_in() {
        assert_eq!(short("a b c", "a b c"), "=a =b =c");
        assert_eq!(short("a b c", "a x c"), "=a -b +x =c");
        assert_eq!(short("a b c d", "a c d e"), "=a -b =c =d +e");
        assert_eq!(short("", "a b"), "+a +b");
        assert_eq!(short("a b", ""), "-a -b");
        // The example of Myers's paper: five edits, and no fewer.
        let lines = short("A B C A B B A", "C B A B A C");
        assert_eq!(lines.matches(['-', '+']).count(), 5, "{lines}");
    }

    #[test]
    fn both_texts_can_be_read_off_whatever_differs() {
        let mut seed = 7_u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            seed >> 16
        };
        for _ in 0..2000 {
            let mut text = || {
                let count = next() % 12;
                (0..count)
                    .map(|_| ["a", "b", "c", "d"][(next() % 4) as usize].to_owned())
                    .collect::<Vec<_>>()
            };
            let (old, new) = (text(), text());
            let (old_text, new_text) = (old.join("\n"), new.join("\n"));
            let lines = compare(&old_text, &new_text);
            let read = |wanted: fn(&Line<'_>) -> bool| -> Vec<String> {
                let lines = lines.iter().filter(|line| wanted(line));
                lines
                    .map(|line| match line {
                        Line::Same(line) | Line::Out(line) | Line::In(line) => (*line).to_owned(),
                    })
                    .collect()
            };
            assert_eq!(read(|line| !matches!(line, Line::In(_))), old);
            assert_eq!(read(|line| !matches!(line, Line::Out(_))), new);
        }
    }

    #[test]
    fn texts_with_nothing_in_common_are_out_and_in() {
        let (old, new): (Vec<String>, Vec<String>) = (
            (0..2000).map(|n| format!("a{n}")).collect(),
            (0..2000).map(|n| format!("b{n}")).collect(),
        );
        let (old, new) = (old.join("\n"), new.join("\n"));
        let lines = compare(&old, &new);
        assert_eq!((lines.len(), lines[0], lines[2000]), (4000, Line::Out("a0"), Line::In("b0")));
    }

    #[test]
    fn what_is_near_stands_in_one_part() {
        let lines = compare("a\nb\nc\nd\ne\nf\ng\nh\ni", "a\nX\nc\nd\ne\nf\ng\nY\ni");
        assert_eq!(parts(&lines, 1), [0..4, 7..11]);
        assert!(matches!(*parts(&lines, 3), [Range { start: 0, end: 11 }]));
        assert_eq!(parts(&compare("a", "a"), 3), Vec::<Range<usize>>::new());
    }
}
