//! Tells those who look, after the commit.

use api_types::notifications::Notification;
use api_types::socket::ServerMessage;
use uuid::Uuid;

use crate::state::AppState;

/// How many people are told before others get their turn.
const TURN: usize = 500;

/// Something that was written down, and among whose notifications it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// As it is for all of them, but for its id and how often it happened.
    pub notification: Notification,
    /// The person, the id of their notification, and how often it happened.
    pub people: Vec<(Uuid, Uuid, i32)>,
}

/// Tells all whom it concerns. To be called after the commit; nobody waits for it.
pub fn tell_all(state: &AppState, told: Vec<Told>) {
    if told.iter().all(|told| told.people.is_empty()) {
        return;
    }
    let realtime = state.realtime.clone();
    tokio::spawn(async move {
        for Told {
            mut notification,
            people,
        } in told
        {
            for (number, (user_id, id, count)) in people.into_iter().enumerate() {
                if number % TURN == TURN - 1 {
                    tokio::task::yield_now().await;
                }
                if realtime.can_reach(user_id) {
                    (notification.id, notification.count) = (id, count);
                    let notification = notification.clone();
                    realtime.tell(user_id, &ServerMessage::Notification { notification });
                }
            }
        }
    });
}

/// Tells all devices of these people that some of their notifications were read. To be called after
/// the commit.
pub fn tell_of_reading(state: &AppState, people: impl IntoIterator<Item = Uuid>) {
    for user_id in people {
        if state.realtime.can_reach(user_id) {
            let message = ServerMessage::NotificationsRead;
            state.realtime.tell(user_id, &message);
        }
    }
}
