//! Choices that look random and are the same each time: SplitMix64 (Steele, Lea, Flood 2014),
//! written out because the demo data must not change when a library does.

/// A pair of dice with a memory of 64 bits.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// The same seed makes the same choices.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to below `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        // The upper half of the product; its bias is far below anything that could be seen.
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    /// A number from 0 to below 1.
    pub fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something that happens with this probability happens.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.fraction() < probability
    }

    /// One of the items, all of them equally likely.
    ///
    /// # Panics
    /// If there is none.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// One of the items, the earlier the likelier: the first few make up most of what is picked,
    /// as with words in a language.
    ///
    /// # Panics
    /// If there is none.
    pub fn pick_early<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        let share = self.fraction().powi(3);
        &items[(share * items.len() as f64) as usize]
    }

    /// Brings the items into a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, self.below(end + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_published_generator() {
        let mut dice = Dice::new(1_234_567);
        assert_eq!(dice.next(), 6_457_827_717_110_365_317);
        assert_eq!(dice.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn every_number_of_a_range_turns_up_and_no_other() {
        let mut dice = Dice::new(1);
        let mut seen = [0; 6];
        for _ in 0..6_000 {
            seen[dice.between(1, 6) as usize - 1] += 1;
        }
        assert!(
            seen.iter().all(|count| (800..1_200).contains(count)),
            "{seen:?}"
        );
        assert_eq!(dice.below(0), 0);
    }

    #[test]
    fn early_items_are_picked_more_often() {
        let mut dice = Dice::new(1);
        let items: Vec<usize> = (0..100).collect();
        let early = (0..1_000).filter(|_| *dice.pick_early(&items) < 13).count();
        assert!((430..570).contains(&early), "{early}");
    }
}
