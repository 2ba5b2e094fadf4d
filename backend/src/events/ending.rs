//! How an event ends before its time: whoever has a place or an invitation is told, and the event
//! goes for good, with its bookings.

use api_types::events::PeopleTold;
use api_types::notifications::NotificationKind;
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

use super::queries::{OwnEvent, delete_event};
use crate::error::ApiResult;
use crate::mail::{Announcement, News, announce_to_all};
use crate::notifications::Told;
use crate::notifications::queries::{NoticeToAll, notify_attendees_of};
use crate::state::AppState;

/// Its creator cancels an event that is locked. Tell what is returned after the commit.
pub async fn cancel(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    event: &OwnEvent,
    reason: Option<&str>,
) -> ApiResult<Told> {
    let news = News::EventCancelled {
        reason: reason.map(str::to_owned),
    };
    let notice = NoticeToAll {
        person_id: Some(event.row.creator_id),
        ..notice(event, reason)
    };
    end(conn, state, event, news, &notice).await
}

/// Administrators remove an event that is locked. Of one that is over, nobody is told: it did take
/// place.
pub async fn remove(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    event: &OwnEvent,
    reason: &str,
    now: DateTime<Utc>,
) -> ApiResult<Option<Told>> {
    if event.row.ends_at <= now {
        delete_event(conn, event.row.id).await?;
        return Ok(None);
    }
    let news = News::EventRemoved {
        reason: reason.to_owned(),
    };
    let notice = notice(event, Some(reason));
    end(conn, state, event, news, &notice).await.map(Some)
}

/// How many people were told.
pub fn people_told(told: &Told) -> PeopleTold {
    PeopleTold {
        people_told: i64::try_from(told.people.len()).unwrap_or(i64::MAX),
    }
}

fn notice<'a>(event: &'a OwnEvent, reason: Option<&'a str>) -> NoticeToAll<'a> {
    NoticeToAll {
        kind: NotificationKind::EventCancelled,
        event_id: event.row.id,
        event_title: &event.row.title,
        person_id: None,
        changed: Vec::new(),
        reason,
    }
}

async fn end(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    event: &OwnEvent,
    news: News,
    notice: &NoticeToAll<'_>,
) -> ApiResult<Told> {
    let facts = event.row.facts_of_end(&event.creator);
    let announcement = Announcement { news, event: facts };
    announce_to_all(conn, state, &announcement).await?;
    let told = notify_attendees_of(conn, notice, state.clock.now()).await?;
    delete_event(conn, event.row.id).await?;
    Ok(told)
}
