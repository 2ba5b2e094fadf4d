//! What should happen, as plainly as it can be said.

use serde_json::{Value, json};

/// The members, the creator first.
pub const PEOPLE: [&str; 4] = ["creator", "ada", "ben", "cleo"];
/// Whose event it is.
pub const CREATOR: usize = 0;
/// Somebody who is not logged in.
pub const GUEST: usize = PEOPLE.len();

/// An event and who has to do with it.
#[derive(Debug, Clone)]
pub struct Model {
    pub is_public: bool,
    pub maximum: Option<i32>,
    pub version: i32,
    pub is_over: bool,
    is_cancelled: bool,
    /// In the order in which they booked.
    accepted: Vec<usize>,
    /// In the order in which they were invited.
    invited: Vec<usize>,
}

impl Model {
    pub fn new(is_public: bool, maximum: Option<i32>) -> Self {
        Self {
            is_public,
            maximum,
            version: 1,
            is_over: false,
            is_cancelled: false,
            accepted: Vec::new(),
            invited: Vec::new(),
        }
    }

    pub fn is_visible(&self, who: usize) -> bool {
        !self.is_cancelled && (self.is_public || who == CREATOR || self.is_tied(who))
    }

    fn is_tied(&self, who: usize) -> bool {
        self.accepted.contains(&who) || self.invited.contains(&who)
    }

    fn is_full(&self) -> bool {
        self.maximum.is_some_and(|most| self.taken() >= most)
    }

    fn taken(&self) -> i32 {
        i32::try_from(self.accepted.len()).unwrap()
    }

    fn forget(&mut self, who: usize) {
        self.accepted.retain(|one| *one != who);
        self.invited.retain(|one| *one != who);
    }

    fn obstacle(&self, who: usize) -> Option<&'static str> {
        if who == CREATOR {
            Some("own_event")
        } else if self.accepted.contains(&who) {
            Some("already_booked")
        } else if self.is_over {
            Some("event_over")
        } else if self.is_full() {
            Some("event_full")
        } else if who == GUEST {
            Some("login_required")
        } else {
            None
        }
    }

    pub fn book(&mut self, who: usize) -> String {
        let outcome = match self.obstacle(who) {
            _ if !self.is_visible(who) => "404 not-found",
            Some("already_booked") => "200",
            Some("own_event") => "409 own-event",
            Some("event_over") => "409 event-over",
            Some("event_full") => "409 event-full",
            _ => {
                self.forget(who);
                self.accepted.push(who);
                "201"
            }
        };
        outcome.to_owned()
    }

    pub fn give_back(&mut self, who: usize) -> String {
        if !self.is_visible(who) {
            return "404 not-found".to_owned();
        }
        if self.is_over {
            return "409 event-over".to_owned();
        }
        self.forget(who);
        "204".to_owned()
    }

    /// Only the creator of an event that is still to come changes anything.
    fn refusal(&self, by: usize) -> Option<String> {
        if self.is_cancelled || by != CREATOR {
            return Some("404 not-found".to_owned());
        }
        self.is_over.then(|| "409 event-over".to_owned())
    }

    pub fn invite(&mut self, by: usize, whom: usize) -> String {
        if by == CREATOR && whom == CREATOR && !self.is_cancelled {
            return "422 validation-failed".to_owned();
        }
        if let Some(refusal) = self.refusal(by) {
            return refusal;
        }
        if self.is_tied(whom) {
            return "200".to_owned();
        }
        self.invited.push(whom);
        "201".to_owned()
    }

    pub fn remove(&mut self, by: usize, whom: usize) -> String {
        if let Some(refusal) = self.refusal(by) {
            return refusal;
        }
        if !self.is_tied(whom) {
            return "404 not-found".to_owned();
        }
        self.forget(whom);
        "204".to_owned()
    }

    pub fn edit(&mut self, by: usize, is_stale: bool, change: impl FnOnce(&mut Self)) -> String {
        if let Some(refusal) = self.refusal(by) {
            return refusal;
        }
        if is_stale {
            return "412 edited-meanwhile".to_owned();
        }
        let mut edited = self.clone();
        change(&mut edited);
        if edited.maximum.is_some_and(|most| most < self.taken()) {
            return "422 validation-failed".to_owned();
        }
        let is_change = (edited.is_public, edited.maximum) != (self.is_public, self.maximum);
        edited.version += i32::from(is_change);
        *self = edited;
        "200".to_owned()
    }

    pub fn cancel(&mut self, by: usize) -> String {
        if let Some(refusal) = self.refusal(by) {
            return refusal;
        }
        self.is_cancelled = true;
        "200".to_owned()
    }

    /// What somebody who may see the event sees of it.
    pub fn view(&self, who: usize) -> Value {
        let relation = match who {
            CREATOR => "creator",
            who if self.accepted.contains(&who) => "accepted",
            who if self.invited.contains(&who) => "invited",
            _ => "none",
        };
        let obstacle = self.obstacle(who);
        json!({
            "relation": relation,
            "places_taken": self.taken(),
            "maximum_attendees": self.maximum,
            "places_left": self.maximum.map(|most| most - self.taken()),
            "version": self.version,
            "is_over": self.is_over,
            "obstacle": obstacle,
            "may_book": obstacle.is_none(),
        })
    }

    /// The list of people, as somebody sees it.
    pub fn list(&self, who: usize) -> Vec<String> {
        let line = |person: &usize, status: &str| format!("{} {status}", PEOPLE[*person]);
        let accepted = self.accepted.iter().map(|one| line(one, "accepted"));
        let invited = self.invited.iter().map(|one| line(one, "invited"));
        match who {
            CREATOR => accepted.chain(invited).collect(),
            _ => accepted.collect(),
        }
    }
}
