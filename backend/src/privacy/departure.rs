//! Somebody leaves for good: everything that is stored about them goes, in one transaction, and
//! those whose plans it changes are told.

use api_types::problem::ProblemKind;
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use crate::accounts::links::queries::new_emails;
use crate::accounts::queries::{User, delete_user, lock_user};
use crate::bookings::queries::{delete_bookings_of, people_with_bookings};
use crate::error::{ApiError, ApiResult};
use crate::events::queries::{EventRow, delete_events_of, lock_events_of};
use crate::mail::queries::delete_mails_to;
use crate::mail::{self, Message};
use crate::state::AppState;

/// Deletes an account and all that belongs to it. Sessions, tokens and links go with the account.
pub async fn delete_person(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    user_id: Uuid,
) -> ApiResult<()> {
    // From here on nothing new can refer to the person or to one of their events.
    let user = lock_user(conn, user_id)
        .await?
        .ok_or_else(|| ApiError::of(ProblemKind::LoginRequired))?;
    let events = lock_events_of(conn, user.id).await?;
    if state.config.mail.is_some() {
        for event in events
            .iter()
            .filter(|event| event.ends_at > state.clock.now())
        {
            announce_cancellation(conn, state, &user, event).await?;
        }
    }
    delete_events_of(conn, user.id).await?;
    delete_bookings_of(conn, user.id).await?;
    let mut addresses = new_emails(conn, user.id).await?;
    addresses.push(user.email.clone());
    delete_mails_to(conn, &addresses).await?;
    delete_user(conn, user.id).await?;
    let goodbye = Message::AccountDeleted {
        username: &user.username,
    };
    mail::notify(conn, state, &user.email, &goodbye).await
}

async fn announce_cancellation(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    organiser: &User,
    event: &EventRow,
) -> ApiResult<()> {
    let when = event.when();
    let people = people_with_bookings(conn, event.id).await?;
    let letters: Vec<_> = people
        .iter()
        .map(|(username, email)| {
            let message = Message::EventCancelled {
                username,
                title: &event.title,
                when: &when,
                organiser: &organiser.username,
                reason: None,
            };
            (email.as_str(), message)
        })
        .collect();
    mail::enqueue_all(conn, state, &letters).await
}
