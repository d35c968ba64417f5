//! Putting lists in order with little code. The standard library's sorts are made for millions of elements and are
//! compiled anew, some ten kilobytes, for every type that is sorted; what is sorted here is short, and the page is
//! loaded over a network.

use std::cmp::Ordering;

/// Sorts a list; equal elements keep their order.
pub fn sort<T: Ord>(list: &mut [T]) {
    sort_by(list, T::cmp);
}

/// Sorts a list by what `key` gives for each element; elements of equal keys keep their order.
pub fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(list, |one, two| key(one).cmp(&key(two)));
}

/// Sorts a list by a comparison; equal elements keep their order.
pub fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let places = sorted(list.len(), &|one, two| compare(&list[one], &list[two]));
    arrange(places, &mut |one, two| list.swap(one, two));
}

/// Brings every element to its place, given the place that it comes from. Each that is out of place begins a round of
/// swaps, which settles all elements of the round.
fn arrange(mut from: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..from.len() {
        let mut place = start;
        loop {
            let next = std::mem::replace(&mut from[place], place);
            if next == start {
                break;
            }
            swap(place, next);
            place = next;
        }
    }
}

/// The places of so many elements in the order of their comparison: runs of sorted places, merged two by two.
fn sorted(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).collect();
    let mut merged = Vec::with_capacity(length);
    let mut run = 1;
    while run < length {
        for pair in places.chunks(2 * run) {
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            while let ([one, others @ ..], [two, rest @ ..]) = (left, right) {
                if compare(*two, *one) == Ordering::Less {
                    merged.push(*two);
                    right = rest;
                } else {
                    merged.push(*one);
                    left = others;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut places, &mut merged);
        merged.clear();
        run *= 2;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_of_a_short_list_is_sorted_and_equals_keep_theirs() {
        // Seven elements of five keys, in each of their 5040 orders.
        let elements = [(0, 'a'), (1, 'b'), (1, 'c'), (2, 'd'), (3, 'e'), (3, 'f'), (4, 'g')];
        for mut number in 0..5040 {
            let mut rest = elements.to_vec();
            let mut list = Vec::new();
            for left in (1..=rest.len()).rev() {
                list.push(rest.remove(number % left));
                number /= left;
            }
            let mut expected = list.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by_key(&mut list, |(key, _)| *key);
            assert_eq!(list, expected);
        }
    }

    #[test]
    fn lists_of_any_length_are_sorted() {
        for length in 0..70_u32 {
            let mut list: Vec<u32> = (0..length).map(|number| number * 37 % 71).collect();
            let mut expected = list.clone();
            expected.sort_unstable();
            sort(&mut list);
            assert_eq!(list, expected);
        }
    }
}
