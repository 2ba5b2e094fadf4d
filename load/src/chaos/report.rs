//! What came of it, for people.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::phase::Phase;
use crate::bench::table::Table;

/// How many faults of a phase are told in full.
const FAULTS_SHOWN: usize = 10;

/// A phase that was run.
#[derive(Debug)]
pub struct Row {
    /// Which.
    pub phase: Phase,
    /// What was done.
    pub note: String,
    /// Requests of those who book.
    pub requests: u64,
    /// Answered with what was done, or why it is not allowed.
    pub acknowledged: u64,
    /// Answered that it cannot be done now.
    pub refused: u64,
    /// Not answered.
    pub unknown: u64,
    /// How often each refusal.
    pub refusals: BTreeMap<String, u64>,
    /// How long the server that suffered most could not be used.
    pub unusable: Duration,
    /// How long after the failure all servers worked again.
    pub recovered: Option<Duration>,
    /// How often a server was wrong about itself.
    pub lies: usize,
    /// Histories of an event and a person that were explained.
    pub histories: usize,
    /// Mails that were written.
    pub mails: usize,
    /// Those of them that arrived again, with an excuse.
    pub doubled: usize,
    /// Messages that were delivered.
    pub messages: usize,
    /// What must not be, in words.
    pub faults: Vec<String>,
}

impl Row {
    /// Of which nothing is known yet.
    pub fn of(phase: Phase) -> Self {
        Self {
            phase,
            note: String::new(),
            requests: 0,
            acknowledged: 0,
            refused: 0,
            unknown: 0,
            refusals: BTreeMap::new(),
            unusable: Duration::ZERO,
            recovered: None,
            lies: 0,
            histories: 0,
            mails: 0,
            doubled: 0,
            messages: 0,
            faults: Vec::new(),
        }
    }

    /// Something that must not be.
    pub fn fault(&mut self, fault: String) {
        self.faults.push(fault);
    }

    fn verdict(&self) -> String {
        match self.faults.len() {
            0 => "good".to_owned(),
            count => format!("{count} faults"),
        }
    }
}

/// What came of a phase.
#[derive(Debug)]
pub enum Outcome {
    /// It was run.
    Ran(Box<Row>),
    /// It could not be run here, and why.
    NotRun(Phase, String),
}

/// What came of all phases.
#[derive(Debug, Default)]
pub struct Report {
    /// In their order.
    pub outcomes: Vec<Outcome>,
}

impl Report {
    /// The phases that were run.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.outcomes.iter().filter_map(|outcome| match outcome {
            Outcome::Ran(row) => Some(row.as_ref()),
            Outcome::NotRun(..) => None,
        })
    }

    /// Whether nothing is wrong with what was run.
    pub fn is_good(&self) -> bool {
        self.rows().all(|row| row.faults.is_empty())
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}", self.phase.name(), self.note)?;
        for (refusal, count) in &self.refusals {
            writeln!(f, "  {refusal}: {count} times")?;
        }
        for fault in self.faults.iter().take(FAULTS_SHOWN) {
            writeln!(f, "  - {fault}")?;
        }
        if self.faults.len() > FAULTS_SHOWN {
            writeln!(f, "  … {} in all", self.faults.len())?;
        }
        Ok(())
    }
}

fn in_seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new([
            "phase",
            "requests",
            "acknowledged",
            "refused",
            "unknown",
            "unusable for",
            "recovered after",
            "readiness lies",
            "histories",
            "mails (again)",
            "messages",
            "verdict",
        ]);
        for outcome in &self.outcomes {
            match outcome {
                Outcome::NotRun(phase, why) => {
                    let dash = || "–".to_owned();
                    table.row([
                        phase.name().to_owned(),
                        dash(),
                        dash(),
                        dash(),
                        dash(),
                        dash(),
                        dash(),
                        dash(),
                        dash(),
                        dash(),
                        dash(),
                        format!("not run: {why}"),
                    ]);
                }
                Outcome::Ran(row) => table.row([
                    row.phase.name().to_owned(),
                    row.requests.to_string(),
                    row.acknowledged.to_string(),
                    row.refused.to_string(),
                    row.unknown.to_string(),
                    in_seconds(row.unusable),
                    row.recovered.map_or("never".to_owned(), in_seconds),
                    row.lies.to_string(),
                    row.histories.to_string(),
                    format!("{} ({})", row.mails, row.doubled),
                    row.messages.to_string(),
                    row.verdict(),
                ]),
            }
        }
        write!(f, "{table}")
    }
}
