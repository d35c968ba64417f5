//! A text that is to say something else, of which nobody tells what was done to it: what it says already keeps its white
//! space, to the byte.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::{
    Span,
    json::{self, Kind, Member, Value},
};

use super::{quoted, spans, style::Style};

/// The text changed so that it reads as that value; nothing where it is not JSON. What is new is written as the text is
/// otherwise, and what was moved takes its white space along.
#[must_use]
pub fn follow(text: &str, new: &Value) -> Option<String> {
    let (value, errors) = json::parse(text);
    let old = value.filter(|_| errors.is_empty())?;
    let mut writer = Writer { text, style: Style::of(text), out: String::new() };
    writer.out.push_str(text.get(..old.span.range().start)?);
    writer.value(&old, new);
    writer.out.push_str(text.get(old.span.range().end..)?);
    Some(writer.out)
}

struct Writer<'t> {
    text: &'t str,
    style: Style,
    out: String,
}

impl Writer<'_> {
    fn value(&mut self, old: &Value, new: &Value) {
        if old.says(new) {
            self.out.push_str(old.span.of(self.text));
            return;
        }
        match (&old.kind, &new.kind) {
            (Kind::Object(before), Kind::Object(after))
                if !before.is_empty() && !after.is_empty() =>
            {
                let partners = same_names(before, after);
                self.parts(old, &partners, |writer, place, partner, at| match partner {
                    Some(partner) => writer.member(&before[partner], &after[place].value),
                    None => writer.new_member(old, &after[place], at),
                });
            }
            (Kind::Array(before), Kind::Array(after))
                if !before.is_empty() && !after.is_empty() =>
            {
                let partners = partners(before, after);
                self.parts(old, &partners, |writer, place, partner, at| match partner {
                    Some(partner) => writer.value(&before[partner], &after[place]),
                    None => writer.new_value(old, &after[place], at),
                });
            }
            _ => self.out += &self.style.written(self.text, old.span.start, new, false),
        }
    }

    fn member(&mut self, old: &Member, new: &Value) {
        let named = Span { start: old.name_span.start, end: old.value.span.start };
        self.out.push_str(named.of(self.text));
        self.value(&old.value, new);
    }

    fn new_member(&mut self, around: &Value, new: &Member, at: u32) {
        self.out += &quoted(&new.name);
        self.out.push_str(if self.style.has_blanks { ": " } else { ":" });
        self.new_value(around, &new.value, at);
    }

    fn new_value(&mut self, around: &Value, new: &Value, at: u32) {
        let is_inline = !around.span.of(self.text).contains('\n');
        self.out += &self.style.written(self.text, at, new, is_inline);
    }

    /// An object or a list with other parts, each beside the one that it was, if any. `write` is also told where the last
    /// one stood, as whose neighbour what is new is written.
    fn parts(
        &mut self,
        around: &Value,
        partners: &[Option<usize>],
        write: impl Fn(&mut Self, usize, Option<usize>, u32),
    ) {
        let all = spans(around).unwrap_or_default();
        let Some(last) = all.last() else { return };
        let gaps = Gaps::of(self.text, around, &all, self.style.has_blanks);
        let bracket = Span { start: around.span.start, end: around.span.start + 1 };
        self.out.push_str(bracket.of(self.text));
        for (place, partner) in partners.iter().enumerate() {
            if place > 0 {
                self.out.push(',');
            }
            self.out.push_str(gaps.before(place, *partner));
            write(self, place, *partner, last.start);
            self.out.push_str(gaps.behind(*partner, place + 1 == partners.len()));
        }
        let bracket = Span { start: around.span.end - 1, end: around.span.end };
        self.out.push_str(bracket.of(self.text));
    }
}

/// The blanks around the parts of an object or a list: before each of them, and between it and its comma or the bracket.
struct Gaps<'t> {
    around: Vec<(&'t str, &'t str)>,
    /// Before a part that has no blanks of its own there.
    usual: &'t str,
}

impl<'t> Gaps<'t> {
    fn of(text: &'t str, around: &Value, all: &[Span], has_blanks: bool) -> Self {
        let mut gaps = Vec::with_capacity(all.len());
        let mut before = around.span.start + 1;
        for (index, own) in all.iter().enumerate() {
            let next = all.get(index + 1).map_or(around.span.end - 1, |next| next.start);
            let between = Span { start: own.end, end: next }.of(text);
            let behind = between.split(',').next().unwrap_or_default();
            gaps.push((Span { start: before, end: own.start }.of(text), behind));
            before = own.end + u32::try_from(behind.len() + 1).unwrap_or_default();
        }
        let usual = match &gaps[..] {
            [("", _)] if has_blanks => " ",
            all => all.last().map_or("", |(before, _)| before),
        };
        Self { around: gaps, usual }
    }

    fn before(&self, place: usize, partner: Option<usize>) -> &'t str {
        match (place, partner) {
            (0, _) => self.around[0].0,
            (_, Some(partner)) if partner > 0 => self.around[partner].0,
            _ => self.usual,
        }
    }

    fn behind(&self, partner: Option<usize>, is_last: bool) -> &'t str {
        let (end, others) = self.around.split_last().unwrap_or((&("", ""), &[]));
        match partner.and_then(|partner| others.get(partner)) {
            _ if is_last => end.1,
            Some((_, behind)) => behind,
            None => others.first().map_or("", |(_, behind)| behind),
        }
    }
}

/// Old parts by what they are known by, those of one key in their order.
type Known<K> = BTreeMap<K, VecDeque<usize>>;

fn known_by<K: Ord>(keys: impl Iterator<Item = (K, usize)>) -> Known<K> {
    let mut known = Known::new();
    keys.for_each(|(key, place)| known.entry(key).or_default().push_back(place));
    known
}

/// For each member the one of that name that it was.
fn same_names(before: &[Member], after: &[Member]) -> Vec<Option<usize>> {
    let mut known = known_by(before.iter().enumerate().map(|(place, old)| (&*old.name, place)));
    after.iter().map(|new| known.get_mut(&*new.name)?.pop_front()).collect()
}

/// For each element the one that it was: the same one wherever it is, else one that begins as it does, else the one in
/// its place.
fn partners(before: &[Value], after: &[Value]) -> Vec<Option<usize>> {
    let shorter = before.len().min(after.len());
    let first = before.iter().zip(after).take_while(|(old, new)| old.says(new)).count();
    let rest = shorter - first;
    let behind = before.iter().rev().zip(after.iter().rev()).take(rest);
    let behind = behind.take_while(|(old, new)| old.says(new)).count();
    let mut partners = vec![None; after.len()];
    let from_the_end = |back| (after.len() - back, before.len() - back);
    let unmoved = (0..first).map(|index| (index, index));
    for (place, found) in unmoved.chain((1..=behind).map(from_the_end)) {
        partners[place] = Some(found);
    }
    let mut left: BTreeSet<usize> = (first..before.len() - behind).collect();
    let new = first..after.len() - behind;
    let is_as_long = left.len() == new.len();
    // What an old one is known by, and by what a new one asks for it.
    let tests: [(Keys, Keys); 2] = [(whole, whole), (beginning, members)];
    for (known_as, asked_as) in tests {
        let old =
            left.iter().flat_map(|at| known_as(&before[*at]).into_iter().map(|key| (key, *at)));
        let mut known = known_by(old);
        for place in new.clone() {
            if partners[place].is_some() {
                continue;
            }
            let keys = asked_as(&after[place]).into_iter();
            let found = keys.filter_map(|key| Some((*known.get(&key)?.front()?, key))).min();
            if let Some((found, key)) = found {
                known.get_mut(&key).and_then(VecDeque::pop_front);
                left.remove(&found);
                partners[place] = Some(found);
            }
        }
    }
    for place in new.filter(|place| is_as_long && left.contains(place)) {
        partners[place].get_or_insert(place);
    }
    partners
}

/// What an element is found by.
type Keys = fn(&Value) -> Vec<String>;

/// Two values say the same where their prints are the same.
fn whole(value: &Value) -> Vec<String> {
    vec![json::print_compact(value)]
}

fn members(value: &Value) -> Vec<String> {
    value.members().unwrap_or_default().iter().map(member).collect()
}

/// Its first member: a thing begins with its name.
fn beginning(value: &Value) -> Vec<String> {
    value.members().and_then(<[Member]>::first).map(member).into_iter().collect()
}

fn member(member: &Member) -> String {
    format!("{}\n{}", member.name, json::print_compact(&member.value))
}
