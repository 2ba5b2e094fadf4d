//! Somebody leaves for good: everything that is stored about them goes, in one transaction, and
//! those whose plans it changes are told.

use api_types::notifications::NotificationKind;
use api_types::problem::ProblemKind;
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use crate::accounts::links::queries::new_emails;
use crate::accounts::queries::{delete_user, lock_user};
use crate::administration::queries::forget_subject;
use crate::bookings::queries::delete_bookings_of;
use crate::chat::queries::store::lock_clock;
use crate::error::{ApiError, ApiResult};
use crate::events::queries::{delete_events_of, lock_events_of};
use crate::mail::queries::{delete_mails_to, delete_spent_announcements};
use crate::mail::{self, Announcement, Message, News};
use crate::notifications::Told;
use crate::notifications::queries::{NoticeToAll, forget_person, notify_attendees_of};
use crate::state::AppState;

/// What others are told when somebody has left.
#[derive(Debug, Default)]
pub struct Parting {
    /// Events that do not take place.
    pub told: Vec<Told>,
    /// Events that are gone, and those at which there is a place more.
    pub changed_events: Vec<Uuid>,
}

/// Deletes an account and all that belongs to it. Sessions, tokens, links and reports about the person
/// go with the account.
pub async fn delete_person(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    user_id: Uuid,
) -> ApiResult<Parting> {
    // From here on nothing new can refer to the person or to one of their events.
    let user = lock_user(conn, user_id)
        .await?
        .ok_or_else(|| ApiError::of(ProblemKind::LoginRequired))?;
    let events = lock_events_of(conn, user.id).await?;
    let mut parting = Parting {
        changed_events: events.iter().map(|event| event.id).collect(),
        ..Parting::default()
    };
    forget_person(conn, user.id).await?;
    forget_subject(conn, user.id).await?;
    for event in events
        .iter()
        .filter(|event| event.ends_at > state.clock.now())
    {
        let announcement = Announcement {
            news: News::EventCancelled { reason: None },
            event: event.facts_of_end(&user.username),
        };
        mail::announce_to_all(conn, state, &announcement).await?;
        let notice = NoticeToAll {
            kind: NotificationKind::EventCancelled,
            event_id: event.id,
            event_title: &event.title,
            person_id: None,
            changed: Vec::new(),
            reason: None,
        };
        let told = notify_attendees_of(conn, &notice, state.clock.now()).await?;
        parting.told.push(told);
    }
    delete_events_of(conn, user.id).await?;
    let left = delete_bookings_of(conn, user.id).await?;
    parting.changed_events.extend(left);
    let mut addresses = new_emails(conn, user.id).await?;
    addresses.push(user.email.clone());
    delete_mails_to(conn, &addresses).await?;
    delete_spent_announcements(conn, Some(&user.username), state.clock.now()).await?;
    // Their conversations go with them, for both sides. Whoever deletes one locks the clock first.
    lock_clock(conn).await?;
    delete_user(conn, user.id).await?;
    let goodbye = Message::AccountDeleted {
        username: &user.username,
    };
    mail::notify(conn, state, user.mailbox(), &goodbye).await?;
    Ok(parting)
}
