//! Two texts line by line.

/// A line of the difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// In both.
    Same(String),
    /// Only in the first.
    Gone(String),
    /// Only in the second.
    New(String),
    /// So many lines of both are left out.
    Skipped(usize),
}

/// Lines of both that are shown around a change.
const AROUND: usize = 2;
/// Longer stretches are not searched for what they have in common.
const SEARCHED: usize = 600;

/// What is gone and what is new, with a little of what stands around it; empty where the texts are the same.
pub(super) fn diff(before: &str, after: &str) -> Vec<Line> {
    let (one, other): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let head = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let rest = one.len().min(other.len()) - head;
    let tail = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take(rest)
        .take_while(|(one, other)| one == other)
        .count();
    let mut lines: Vec<Line> =
        one[..head].iter().map(|line| Line::Same((*line).to_owned())).collect();
    lines.extend(middle(&one[head..one.len() - tail], &other[head..other.len() - tail]));
    lines.extend(one[one.len() - tail..].iter().map(|line| Line::Same((*line).to_owned())));
    folded(lines)
}

/// The longest common lines stay, the others are gone or new.
fn middle(one: &[&str], other: &[&str]) -> Vec<Line> {
    let gone = |line: &&str| Line::Gone((*line).to_owned());
    let new = |line: &&str| Line::New((*line).to_owned());
    if one.len() > SEARCHED || other.len() > SEARCHED {
        return one.iter().map(gone).chain(other.iter().map(new)).collect();
    }
    // How much is common from each pair of places on.
    let mut common = vec![vec![0_usize; other.len() + 1]; one.len() + 1];
    for i in (0..one.len()).rev() {
        for j in (0..other.len()).rev() {
            common[i][j] = match one[i] == other[j] {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < one.len() || j < other.len() {
        if i < one.len() && j < other.len() && one[i] == other[j] {
            lines.push(Line::Same(one[i].to_owned()));
            (i, j) = (i + 1, j + 1);
        } else if j == other.len() || (i < one.len() && common[i + 1][j] >= common[i][j + 1]) {
            lines.push(gone(&one[i]));
            i += 1;
        } else {
            lines.push(new(&other[j]));
            j += 1;
        }
    }
    lines
}

/// Long stretches of the same are left out.
fn folded(lines: Vec<Line>) -> Vec<Line> {
    let is_change = |line: &Line| !matches!(line, Line::Same(_));
    let changes: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| is_change(line)).map(|(at, _)| at).collect();
    let mut shown = Vec::new();
    let mut skipped = 0;
    for (at, line) in lines.into_iter().enumerate() {
        let next = changes.partition_point(|change| *change + AROUND < at);
        if changes.get(next).is_some_and(|change| *change <= at + AROUND) {
            if skipped > 0 {
                shown.push(Line::Skipped(std::mem::take(&mut skipped)));
            }
            shown.push(line);
        } else {
            skipped += 1;
        }
    }
    if skipped > 0 && !shown.is_empty() {
        shown.push(Line::Skipped(skipped));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> String {
        let word = |line: &Line| match line {
            Line::Same(text) => format!(" {text}"),
            Line::Gone(text) => format!("-{text}"),
            Line::New(text) => format!("+{text}"),
            Line::Skipped(count) => format!("@{count}"),
        };
        diff(before, after).iter().map(word).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_changed_line_is_shown_with_what_stands_around_it() {
        assert_eq!(told("a\nb\nc\nd\ne\nf\ng", "a\nb\nc\nX\ne\nf\ng"), "@1| b| c|-d|+X| e| f|@1");
        assert_eq!(told("a\nb", "a\nb"), "");
        assert_eq!(told("", "a"), "+a");
        assert_eq!(told("a\na\nb", "a\nb"), " a|-a| b");
        assert_eq!(
            told("1\n2\n3\n4\n5\n6\n7\n8\n9", "0\n2\n3\n4\n5\n6\n7\n8\n0"),
            "-1|+0| 2| 3|@3| 7| 8|-9|+0"
        );
    }

    #[test]
    fn both_texts_can_be_read_from_it() {
        let (before, after) = ("a\nb\nc\nd", "b\nx\nd\ny");
        let lines = diff(before, after);
        let side = |keeps: fn(&Line) -> Option<&str>| {
            lines.iter().filter_map(keeps).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(
            side(|line| match line {
                Line::Same(text) | Line::Gone(text) => Some(text),
                _ => None,
            }),
            before
        );
        assert_eq!(
            side(|line| match line {
                Line::Same(text) | Line::New(text) => Some(text),
                _ => None,
            }),
            after
        );
    }
}
