//! What the instance is like, in numbers.

use api_types::administration::{Administration, Settings};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

#[derive(QueryableByName)]
struct Counts {
    #[diesel(sql_type = BigInt)]
    people: i64,
    #[diesel(sql_type = BigInt)]
    people_blocked: i64,
    #[diesel(sql_type = BigInt)]
    upcoming_events: i64,
    #[diesel(sql_type = BigInt)]
    bookings: i64,
    #[diesel(sql_type = BigInt)]
    mails_waiting: i64,
    #[diesel(sql_type = BigInt)]
    mails_failed: i64,
    #[diesel(sql_type = BigInt)]
    open_reports: i64,
    #[diesel(sql_type = Bool)]
    sign_up_open: bool,
}

/// All of it, by one statement.
pub async fn overview(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
) -> QueryResult<Administration> {
    let counts: Counts = diesel::sql_query(
        "SELECT (SELECT count(*) FROM users) AS people, \
         (SELECT count(*) FROM users WHERE blocked_at IS NOT NULL) AS people_blocked, \
         coming.events AS upcoming_events, coming.places AS bookings, \
         (SELECT count(*) FROM outgoing_mails WHERE sent_at IS NULL AND failed_at IS NULL) \
             AS mails_waiting, \
         (SELECT count(*) FROM outgoing_mails WHERE failed_at IS NOT NULL) AS mails_failed, \
         (SELECT count(*) FROM reports WHERE settled_at IS NULL) AS open_reports, \
         instance_settings.sign_up_open \
         FROM instance_settings, \
         (SELECT count(*) AS events, coalesce(sum(places_taken), 0) AS places \
             FROM events WHERE ends_at > $1) AS coming",
    )
    .bind::<Timestamptz, _>(now)
    .get_result(conn)
    .await?;
    Ok(Administration {
        people: counts.people,
        people_blocked: counts.people_blocked,
        upcoming_events: counts.upcoming_events,
        bookings: counts.bookings,
        mails_waiting: counts.mails_waiting,
        mails_failed: counts.mails_failed,
        open_reports: counts.open_reports,
        settings: Settings {
            sign_up_open: counts.sign_up_open,
        },
    })
}
