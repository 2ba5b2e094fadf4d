//! The clients of a storm, from the first request to the last answer.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use super::actor::Actor;
use super::board::Board;
use super::documented::Documented;
use super::history::Diary;
use super::{Counts, Storm};
use crate::people::Person;

/// How clients behave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Temper {
    /// They act as fast as they are answered. A server that says that it cannot is at fault.
    Eager,
    /// They take their time, hang up when no answer comes, and are not surprised by a server that
    /// says that it cannot: whether it did what they asked for, they do not know then.
    Forbearing {
        /// How long after such an answer the database may still do what the server has handed over.
        late: Duration,
    },
}

impl Temper {
    /// How long a client waits between two things that it does, in milliseconds.
    pub(super) const fn pause(self) -> Option<Range<u64>> {
        match self {
            Self::Eager => None,
            Self::Forbearing { .. } => Some(20..120),
        }
    }

    /// How long it waits for an answer.
    pub(super) const fn patience(self) -> Option<Duration> {
        match self {
            Self::Eager => None,
            Self::Forbearing { .. } => Some(Duration::from_secs(10)),
        }
    }

    /// How long it leaves a server alone that could not do what it was asked for.
    pub(super) const fn rest(self) -> Duration {
        match self {
            Self::Eager => Duration::ZERO,
            Self::Forbearing { .. } => Duration::from_millis(300),
        }
    }

    /// When a request that was refused at this time, because the server cannot, is over. One with
    /// which the server only lost patience may go on.
    pub(super) fn over(self, status: u16, refused: Duration) -> Option<Duration> {
        match self {
            Self::Forbearing { late } if self.forgives(status) && status != 408 => {
                Some(refused + late)
            }
            _ => None,
        }
    }

    /// Whether an answer says only that the server cannot, at least not now.
    pub const fn forgives(self, status: u16) -> bool {
        matches!(self, Self::Forbearing { .. }) && (status >= 500 || status == 408 || status == 429)
    }
}

/// Who meets where.
pub struct Scene {
    /// One client for each.
    pub people: Vec<Person>,
    /// Of the servers.
    pub addresses: Vec<String>,
    /// Events at a time.
    pub events: usize,
    /// What the dice are thrown with.
    pub seed: u64,
    /// Everybody's.
    pub temper: Temper,
}

/// Clients that act.
pub struct Crowd {
    storm: Arc<Storm>,
    clients: JoinSet<Diary>,
}

impl Crowd {
    /// Lets a client act for each person.
    pub fn gather(scene: Scene) -> anyhow::Result<Self> {
        let count = scene.people.len();
        let storm = Arc::new(Storm {
            seed: scene.seed,
            people: scene.people,
            addresses: scene.addresses,
            board: Board::new(scene.events),
            documented: Documented::new()?,
            started: Instant::now(),
            is_over: AtomicBool::new(false),
            counts: std::sync::Mutex::default(),
            temper: scene.temper,
        });
        let mut clients = JoinSet::new();
        for number in 0..count {
            clients.spawn(Actor::new(storm.clone(), number).act());
        }
        Ok(Self { storm, clients })
    }

    /// What they share.
    pub fn storm(&self) -> &Arc<Storm> {
        &self.storm
    }

    /// What has come of their requests so far.
    pub fn counts(&self) -> Counts {
        self.storm.counts().clone()
    }

    /// Ends it, waits for everybody's last answer, and collects what they wrote down.
    pub async fn disperse(self) -> Vec<Diary> {
        self.storm.end();
        self.clients.join_all().await
    }
}
