//! Demo data: people, events and bookings to look at, the same every time they are made on a day.
//!
//! [`fill`] writes a small world through the statements that people's requests run, too;
//! [`add_many_events`] makes a large one. Both leave a database alone in which other people have
//! accounts.

mod dice;
mod english;
mod german;
mod many;
mod paper_cut;
mod people;
mod plan;
mod queries;
mod reported;
mod table;

use std::collections::HashMap;

use api_types::language::Language;
use api_types::notifications::NotificationKind;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::QueryResult;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use uuid::Uuid;

use self::people::PEOPLE;
use self::plan::{Plan, PlannedEvent};
use crate::bookings::queries::desk::{self, NewBooking};
use crate::notifications::queries::Notice;
use crate::state::AppState;
use crate::{accounts, bookings, events, notifications, pictures};

pub use self::many::add_many_events;

/// Username of the person whom one tries things out with.
pub const LOGIN: &str = "lena";

/// Password of everybody in the demo data.
pub const PASSWORD: &str = "paper lantern by the lake";

/// Fills the database with twelve people and their events, unless there is an account already.
///
/// All of it is one transaction: it is there, or it is not.
pub async fn fill(state: &AppState) -> anyhow::Result<()> {
    let plan = plan::plan(today(state.clock.now()))?;
    let password_hash = state.passwords.hash(PASSWORD.into()).await?;
    let mut conn = state.connection().await?;
    let filled = conn
        .transaction(async |conn| {
            queries::lock_users(conn).await?;
            let is_empty = !queries::any_user(conn).await?;
            if is_empty {
                write(conn, &plan, &password_hash).await?;
                reported::write(conn, state.clock.now()).await?;
            }
            anyhow::Ok(is_empty)
        })
        .await?;
    if filled {
        tracing::info!(
            people = plan.people.len(),
            events = plan.events.len(),
            "the database is filled with demo data"
        );
    } else {
        tracing::info!("there are accounts already; no demo data are added");
    }
    Ok(())
}

/// Whether one can log in as the person of the demo data.
pub async fn has_login(state: &AppState) -> anyhow::Result<bool> {
    let mut conn = state.connection().await?;
    let user = accounts::queries::user_by_login(&mut conn, LOGIN).await?;
    Ok(user.is_some_and(|user| user.email == PEOPLE[0].email))
}

/// The day on which the people of the demo data live.
fn today(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&chrono_tz::Europe::Berlin).date_naive()
}

async fn write(
    conn: &mut AsyncPgConnection,
    plan: &Plan,
    password_hash: &str,
) -> anyhow::Result<()> {
    let mut ids = Vec::new();
    for person in &plan.people {
        let user = accounts::queries::insert_user(
            conn,
            &person.account,
            password_hash,
            Language::default(),
            person.registered_at,
        )
        .await?;
        accounts::queries::mark_confirmed(conn, user.id, person.confirmed_at).await?;
        ids.push(user.id);
    }
    for event in &plan.events {
        let event_id = write_event(conn, event, &ids).await?;
        show(conn, event, event_id).await?;
        notify(conn, event, event_id, &ids).await?;
    }
    Ok(queries::mark_old_notifications_read(conn).await?)
}

/// What the creator and those who were invited were told.
async fn notify(
    conn: &mut AsyncPgConnection,
    planned: &PlannedEvent,
    event_id: Uuid,
    people: &[Uuid],
) -> QueryResult<()> {
    let (creator_id, title) = (people[planned.creator], planned.event.title.as_str());
    for guest in &planned.guests {
        let guest_id = people[guest.person];
        let (kind, user_id, person_id, at) = match (guest.accepted_at, guest.invited_at) {
            (Some(at), _) => (NotificationKind::Booking, creator_id, guest_id, at),
            (None, Some(at)) => (NotificationKind::Invitation, guest_id, creator_id, at),
            (None, None) => continue,
        };
        let notice = Notice {
            kind,
            user_id,
            event_id,
            event_title: title,
            can_see: true,
            person_id,
            count: 1,
        };
        notifications::queries::notify(conn, &[notice], at).await?;
    }
    Ok(())
}

/// What some events look like: by far not all of them have a picture.
async fn show(
    conn: &mut AsyncPgConnection,
    planned: &PlannedEvent,
    event_id: Uuid,
) -> anyhow::Result<()> {
    let title = planned.event.title.as_str();
    if let Some((scene, words)) = paper_cut::scene_of(title) {
        let picture = paper_cut::draw(scene, &mut plan::dice_for(title));
        let encoded = pictures::encode_drawn(picture)
            .map_err(|refusal| anyhow::anyhow!("the picture of {title:?}: {refusal:?}"))?;
        events::queries::set_picture(conn, event_id, &encoded).await?;
        events::queries::describe_picture(conn, event_id, Some(words)).await?;
    }
    Ok(())
}

async fn write_event(
    conn: &mut AsyncPgConnection,
    planned: &PlannedEvent,
    people: &[Uuid],
) -> anyhow::Result<Uuid> {
    let event_id = events::queries::insert_event(
        conn,
        people[planned.creator],
        &planned.event,
        &planned.schedule,
        planned.created_at,
    )
    .await?;
    for guest in &planned.guests {
        let user_id = people[guest.person];
        if let Some(at) = guest.invited_at {
            bookings::queries::insert_invitation(conn, event_id, user_id, at).await?;
        }
        if let Some(at) = guest.accepted_at {
            let place = HashMap::from([(event_id, 1)]);
            let took = desk::take_places(conn, &place).await?;
            anyhow::ensure!(took, "{:?} has too few places", planned.event.title);
            desk::accept_bookings(conn, &[NewBooking { event_id, user_id }], at).await?;
        }
    }
    Ok(event_id)
}
