//! What a storm was like, for people.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::judge::Verdict;
use crate::queries::Wrong;

/// The outcome of a request whose answer nobody heard.
pub const LOST: &str = "cut off";

/// How many faults are told in full.
const FAULTS_SHOWN: usize = 10;

/// What happened, and what the judge says.
#[derive(Debug)]
pub struct Report {
    /// How long it lasted.
    pub elapsed: Duration,
    /// How many people acted at once.
    pub clients: usize,
    /// How many events they made.
    pub created: usize,
    /// How often a server was killed.
    pub kills: usize,
    /// How often each operation had each outcome.
    pub counts: BTreeMap<(&'static str, String), u64>,
    /// The most wrong events at any moment.
    pub wrong: Wrong,
    /// At the end.
    pub verdict: Verdict,
    /// Whether the places were unguarded.
    pub expect_overselling: bool,
}

impl Report {
    /// Whether it ended as it should.
    pub fn is_good(&self) -> bool {
        match self.expect_overselling {
            true => self.wrong.oversold > 0 || self.verdict.oversold > 0,
            false => {
                self.wrong.oversold == 0
                    && self.wrong.miscounted == 0
                    && self.verdict.faults.is_empty()
            }
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let requests: u64 = self.counts.values().sum();
        let lost: u64 = self
            .counts
            .iter()
            .filter(|((_, outcome), _)| outcome == LOST)
            .map(|(_, count)| count)
            .sum();
        writeln!(
            f,
            "{} clients, {} events, {:.1} s: {requests} requests ({:.0} per second), {lost} cut off, \
             servers killed {} times",
            self.clients,
            self.created,
            self.elapsed.as_secs_f64(),
            requests as f64 / self.elapsed.as_secs_f64(),
            self.kills,
        )?;
        let mut last = "";
        for ((operation, outcome), count) in &self.counts {
            let name = if *operation == last { "" } else { operation };
            writeln!(f, "  {name:<18}{outcome:<32}{count:>8}")?;
            last = operation;
        }
        writeln!(
            f,
            "seen during the storm: {} events oversold, {} miscounted at a time",
            self.wrong.oversold, self.wrong.miscounted
        )?;
        writeln!(
            f,
            "at the end: {} oversold; {} histories explained, {} mails counted, {} faults",
            self.verdict.oversold,
            self.verdict.histories,
            self.verdict.mails,
            self.verdict.faults.len()
        )?;
        if !self.expect_overselling {
            for fault in self.verdict.faults.iter().take(FAULTS_SHOWN) {
                writeln!(f, "  - {fault}")?;
            }
        }
        Ok(())
    }
}
