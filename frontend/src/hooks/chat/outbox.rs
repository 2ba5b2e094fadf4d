//! Messages on their way: one after the other, each until the server has said what became of it.

use api_types::socket::ErrorCode;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A message on its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Under which it is stored once, however often it is sent.
    pub id: Uuid,
    /// The recipient's username.
    pub to: String,
    /// What it says.
    pub text: String,
    /// When it was written, in milliseconds of the browser's clock.
    pub written_at: f64,
    /// Why it was refused, if it was.
    pub refusal: Option<ErrorCode>,
}

/// The messages on their way, in the order in which they were written. One at a time is under way,
/// so that none overtakes another, whatever happens.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    messages: Vec<Outgoing>,
    under_way: Option<Uuid>,
}

impl Outbox {
    /// What was kept from before.
    pub(super) fn of(messages: Vec<Outgoing>) -> Self {
        Self {
            messages,
            under_way: None,
        }
    }

    pub(super) fn messages(&self) -> &[Outgoing] {
        &self.messages
    }

    pub(super) fn add(&mut self, message: Outgoing) {
        self.messages.push(message);
    }

    /// The message that is to be sent now.
    pub(super) fn next(&self) -> Option<&Outgoing> {
        let mut waiting = self.messages.iter().filter(|known| known.refusal.is_none());
        waiting.next().filter(|_| self.under_way.is_none())
    }

    /// It was handed to the connection.
    pub(super) fn left(&mut self, id: Uuid) {
        self.under_way = Some(id);
    }

    /// Whatever was under way has to be sent again.
    pub(super) fn start_again(&mut self) {
        self.under_way = None;
    }

    /// It is stored, or not wanted any more. False if it is not here.
    pub(super) fn remove(&mut self, id: Uuid) -> bool {
        let before = self.messages.len();
        self.messages.retain(|known| known.id != id);
        self.not_under_way(id);
        self.messages.len() < before
    }

    /// It was refused for good.
    pub(super) fn refuse(&mut self, id: Uuid, code: ErrorCode) {
        self.not_under_way(id);
        for message in self.messages.iter_mut().filter(|known| known.id == id) {
            message.refusal = Some(code);
        }
    }

    /// It is to be tried once more, after all the others.
    pub(super) fn retry(&mut self, id: Uuid) {
        if let Some(at) = self.messages.iter().position(|known| known.id == id) {
            let mut message = self.messages.remove(at);
            message.refusal = None;
            self.messages.push(message);
        }
    }

    fn not_under_way(&mut self, id: Uuid) {
        if self.under_way == Some(id) {
            self.under_way = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outbox(count: u128) -> Outbox {
        Outbox::of((1..=count).map(message).collect())
    }

    fn message(id: u128) -> Outgoing {
        Outgoing {
            id: Uuid::from_u128(id),
            to: "mira".into(),
            text: format!("{id}"),
            written_at: 0.0,
            refusal: None,
        }
    }

    fn next(outbox: &Outbox) -> Option<u128> {
        outbox.next().map(|message| message.id.as_u128())
    }

    #[test]
    fn a_message_waits_for_the_one_before() {
        let mut outbox = outbox(2);
        assert_eq!(next(&outbox), Some(1));
        outbox.left(Uuid::from_u128(1));
        assert_eq!(next(&outbox), None);
        assert!(outbox.remove(Uuid::from_u128(1)));
        assert_eq!(next(&outbox), Some(2));
        assert!(!outbox.remove(Uuid::from_u128(1)));
    }

    #[test]
    fn what_was_under_way_when_the_connection_broke_is_sent_again_first() {
        let mut outbox = outbox(2);
        outbox.left(Uuid::from_u128(1));
        outbox.start_again();
        assert_eq!(next(&outbox), Some(1));
    }

    #[test]
    fn a_refused_message_holds_nobody_up_and_can_be_tried_again() {
        let mut outbox = outbox(2);
        let first = Uuid::from_u128(1);
        outbox.left(first);
        outbox.refuse(first, ErrorCode::NotDelivered);
        assert_eq!(next(&outbox), Some(2));
        outbox.remove(Uuid::from_u128(2));
        assert_eq!(next(&outbox), None);
        outbox.retry(first);
        assert_eq!(next(&outbox), Some(1));
    }
}
