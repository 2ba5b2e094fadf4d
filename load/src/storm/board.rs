//! Which events are there at the moment, for everybody to see.

use std::sync::{Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

/// An event that is there, as far as its creator knows.
#[derive(Debug, Clone, Copy)]
pub struct Live {
    /// Its id.
    pub event: Uuid,
    /// The version that its creator saw last.
    pub version: i32,
}

/// A fixed number of places for events; when one is cancelled, its creator makes the next.
pub struct Board {
    slots: Mutex<Vec<Option<Live>>>,
    slot_count: usize,
}

impl Board {
    /// With so many places; each belongs to the client of the same number.
    pub fn new(slot_count: usize) -> Self {
        Self {
            slots: Mutex::new(vec![None; slot_count]),
            slot_count,
        }
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.slot_count
    }

    /// Whose place it is.
    pub fn owner(&self, slot: usize) -> usize {
        slot
    }

    /// The client's place, if it has one.
    pub fn slot_of(&self, client: usize) -> Option<usize> {
        (client < self.slot_count).then_some(client)
    }

    /// What is there.
    pub fn live(&self, slot: usize) -> Option<Live> {
        self.slots()[slot]
    }

    /// Puts an event there, or nothing.
    pub fn set(&self, slot: usize, live: Option<Live>) {
        self.slots()[slot] = live;
    }

    fn slots(&self) -> MutexGuard<'_, Vec<Option<Live>>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
