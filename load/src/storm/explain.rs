//! Looks for an order in which the server may have done what was asked of it: one that respects
//! who was answered before whom asked, fits every answer, and ends as things are. (Linearizability,
//! checked just in time as Gavin Lowe describes it.)

use std::collections::{BTreeSet, HashSet};
use std::time::Duration;

use super::history::Entry;
use super::machine::State;

/// More ways than this are not followed; a history of a storm has a handful.
const MOST: usize = 200_000;

/// Why there is no such order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unexplained {
    /// No order fits the answer to this request (its index).
    Answer(usize),
    /// All answers can be explained, but not how things are at the end.
    End,
    /// There are too many to look at.
    TooMany,
}

/// A state, and which of the open requests have been done on the way to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Way {
    state: State,
    done: BTreeSet<usize>,
}

/// Explains a history that began with this state and ended with one that `ends` accepts.
pub fn explain(
    initial: State,
    entries: &[&Entry],
    ends: impl Fn(&State) -> bool,
) -> Result<(), Unexplained> {
    let mut open = BTreeSet::new();
    let mut ways = HashSet::from([Way {
        state: initial,
        done: BTreeSet::new(),
    }]);
    for (_, what, index) in timeline(entries) {
        if what == What::Begins {
            open.insert(index);
            continue;
        }
        let reached = reach(&ways, &open, entries)?;
        ways = reached
            .into_iter()
            .filter(|way| what == What::IsOver || way.done.contains(&index))
            .map(|mut way| {
                way.done.remove(&index);
                way
            })
            .collect();
        open.remove(&index);
        if ways.is_empty() {
            return Err(Unexplained::Answer(index));
        }
    }
    match reach(&ways, &open, entries)?
        .iter()
        .any(|way| ends(&way.state))
    {
        true => Ok(()),
        false => Err(Unexplained::End),
    }
}

/// What happens to a request; at the same instant, requests come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// From now on it may be done.
    Begins,
    /// It has been done.
    IsAnswered,
    /// It has been done, or will never be.
    IsOver,
}

/// When each request began and ended, in the order of time.
fn timeline(entries: &[&Entry]) -> Vec<(Duration, What, usize)> {
    let mut timeline = Vec::with_capacity(entries.len() * 2);
    for (index, entry) in entries.iter().enumerate() {
        timeline.push((entry.started, What::Begins, index));
        match (&entry.answered, entry.over) {
            (Some((ended, _)), _) => timeline.push((*ended, What::IsAnswered, index)),
            (None, Some(over)) => timeline.push((over, What::IsOver, index)),
            (None, None) => {}
        }
    }
    timeline.sort_unstable();
    timeline
}

/// Whether an earlier request, which may be done just as well, makes no difference: of requests
/// that nobody heard of again and that ask for the same, it is enough to look at the one that begins
/// and is over first.
fn has_earlier_twin(index: usize, way: &Way, open: &BTreeSet<usize>, entries: &[&Entry]) -> bool {
    let one = entries[index];
    one.answered.is_none()
        && open.difference(&way.done).any(|other| {
            let twin = entries[*other];
            (twin.started, *other) < (one.started, index)
                && twin.answered.is_none()
                && (twin.deed, twin.key, twin.person) == (one.deed, one.key, one.person)
                && one
                    .over
                    .is_none_or(|over| twin.over.is_some_and(|earlier| earlier <= over))
        })
}

/// These ways, and all that go on from them by doing open requests.
fn reach(
    ways: &HashSet<Way>,
    open: &BTreeSet<usize>,
    entries: &[&Entry],
) -> Result<HashSet<Way>, Unexplained> {
    let mut reached = ways.clone();
    let mut todo: Vec<Way> = ways.iter().cloned().collect();
    while let Some(way) = todo.pop() {
        for index in open.difference(&way.done) {
            if has_earlier_twin(*index, &way, open, entries) {
                continue;
            }
            for state in way.state.after(entries[*index]) {
                let mut done = way.done.clone();
                done.insert(*index);
                let next = Way { state, done };
                if reached.insert(next.clone()) {
                    todo.push(next);
                }
            }
        }
        if reached.len() > MOST {
            return Err(Unexplained::TooMany);
        }
    }
    Ok(reached)
}
