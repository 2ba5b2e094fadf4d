//! One line of the table.

use crate::bench::table::median;

/// What numbers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Of whatever it is.
    PerSecond,
    /// Until it is there.
    Millis,
    /// Of memory.
    MiB,
    /// As they travel.
    Bytes,
}

/// What was promised.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    /// At least so many times as good as the floor.
    Ratio(f64),
    /// Ours is less than this.
    Below(f64),
}

/// What was measured, next to its floor.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What people do.
    pub what: &'static str,
    /// The least that could do it.
    pub floor_is: &'static str,
    /// What the numbers count.
    pub unit: Unit,
    /// The server's number.
    pub ours: f64,
    /// The floor's.
    pub floor: f64,
    /// How many times as good as the floor the server is.
    pub ratio: f64,
    /// What was promised, if something was.
    pub goal: Option<Goal>,
}

/// The numbers of rounds, of which each has one of ours and one of the floor.
#[derive(Debug, Default)]
pub struct Rounds {
    ours: Vec<f64>,
    floor: Vec<f64>,
}

impl Rounds {
    /// Adds a round.
    pub fn add(&mut self, ours: f64, floor: f64) {
        self.ours.push(ours);
        self.floor.push(floor);
    }

    /// Their medians, as a line.
    pub fn line(
        &self,
        (what, floor_is): (&'static str, &'static str),
        unit: Unit,
        goal: Option<Goal>,
    ) -> Line {
        let pairs = self.ours.iter().zip(&self.floor);
        let ratios: Vec<f64> = match unit {
            Unit::PerSecond => pairs.map(|(ours, floor)| ours / floor).collect(),
            // Of everything else, less is better.
            Unit::Millis | Unit::MiB | Unit::Bytes => {
                pairs.map(|(ours, floor)| floor / ours).collect()
            }
        };
        Line {
            what,
            floor_is,
            unit,
            ours: median(&self.ours),
            floor: median(&self.floor),
            ratio: median(&ratios),
            goal,
        }
    }
}

impl Unit {
    /// A number with its unit.
    pub fn show(self, value: f64) -> String {
        match self {
            Self::PerSecond => format!("{} /s", thousands(value)),
            Self::Millis => format!("{value:.0} ms"),
            Self::MiB => format!("{value:.1} MiB"),
            Self::Bytes => format!("{} B", thousands(value)),
        }
    }
}

/// A whole number with commas.
fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let parts: Vec<_> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|part| String::from_utf8_lossy(part))
        .collect();
    parts.join(",")
}

impl Line {
    /// Whether what was promised is kept.
    pub fn is_good(&self) -> bool {
        match self.goal {
            None => true,
            Some(Goal::Ratio(least)) => self.ratio >= least,
            Some(Goal::Below(most)) => self.ours < most,
        }
    }

    /// What was promised, and whether it is kept.
    pub fn goal_shown(&self) -> String {
        let mark = if self.is_good() { "✓" } else { "✗" };
        match self.goal {
            None => "–".to_owned(),
            Some(Goal::Ratio(least)) => format!("{mark} ≥ {least} ×"),
            Some(Goal::Below(most)) => format!("{mark} < {}", self.unit.show(most)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Goal, Rounds, Unit};

    fn rounds() -> Rounds {
        let mut rounds = Rounds::default();
        for (ours, floor) in [(80.0, 100.0), (90.0, 100.0), (1_000.0, 10.0)] {
            rounds.add(ours, floor);
        }
        rounds
    }

    #[test]
    fn the_median_of_the_ratios_counts() {
        let line = rounds().line(("a", "b"), Unit::PerSecond, Some(Goal::Ratio(0.9)));
        assert_eq!((line.ours, line.floor, line.ratio), (90.0, 100.0, 0.9));
        assert!(line.is_good());
        assert_eq!(line.goal_shown(), "✓ ≥ 0.9 ×");
    }

    #[test]
    fn of_time_and_memory_less_is_better() {
        let line = rounds().line(("a", "b"), Unit::Millis, Some(Goal::Below(90.0)));
        assert!(line.ratio > 1.0);
        assert!(!line.is_good());
        assert_eq!(line.goal_shown(), "✗ < 90 ms");
    }

    #[test]
    fn numbers_are_shown_with_their_units() {
        assert_eq!(Unit::PerSecond.show(1_234_567.4), "1,234,567 /s");
        assert_eq!(Unit::PerSecond.show(12.0), "12 /s");
        assert_eq!(Unit::MiB.show(47.25), "47.2 MiB");
        assert_eq!(Unit::Bytes.show(409_600.0), "409,600 B");
    }
}
