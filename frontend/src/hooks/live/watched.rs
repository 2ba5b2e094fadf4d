//! What parts of the page want to be told about: counted, since several may want the same.

/// Things that are watched, those that were wanted last at the end.
#[derive(Debug)]
pub(super) struct Watched<T>(Vec<(T, u32)>);

impl<T> Default for Watched<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Clone + PartialEq> Watched<T> {
    /// One more part wants it.
    pub(super) fn add(&mut self, thing: &T) {
        let known = self.0.iter().position(|(known, _)| known == thing);
        let count = known.map_or(0, |at| self.0.remove(at).1);
        self.0.push((thing.clone(), count + 1));
    }

    /// One part less wants it. True if it was the last one.
    pub(super) fn remove(&mut self, thing: &T) -> bool {
        let Some(at) = self.0.iter().position(|(known, _)| known == thing) else {
            return false;
        };
        self.0[at].1 -= 1;
        let is_last = self.0[at].1 == 0;
        if is_last {
            self.0.remove(at);
        }
        is_last
    }

    /// As many as may be watched, those that were wanted last.
    pub(super) fn latest(&self, most: usize) -> Vec<T> {
        let skipped = self.0.len().saturating_sub(most);
        let latest = self.0.iter().skip(skipped);
        latest.map(|(thing, _)| thing.clone()).collect()
    }

    /// Whether nothing is watched.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_parts_want_is_watched_until_both_are_gone() {
        let mut watched = Watched::default();
        watched.add(&"lena");
        watched.add(&"lena");
        assert!(!watched.remove(&"lena"));
        assert_eq!(watched.latest(9), ["lena"]);
        assert!(watched.remove(&"lena"));
        assert!(watched.is_empty());
    }

    #[test]
    fn what_was_never_wanted_cannot_be_given_up() {
        let mut watched = Watched::<u8>::default();
        assert!(!watched.remove(&1));
        assert!(watched.is_empty());
    }

    #[test]
    fn of_too_many_the_latest_are_watched() {
        let mut watched = Watched::default();
        for thing in [1, 2, 3, 1] {
            watched.add(&thing);
        }
        assert_eq!(watched.latest(2), [3, 1]);
    }
}
