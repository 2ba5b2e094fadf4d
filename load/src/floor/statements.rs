//! The statements that the server sends to read events, as its database logs them
//! (`log_statement`), for somebody who is logged in. A test compares what is made of them with what
//! the server answers; compare them when `backend/src/events/queries.rs` changes.

/// What is read of events: the event (0 to 23), its creator (24 to 26), and the viewer's booking.
macro_rules! events {
    ($rest:literal) => {
        concat!(
            r#"SELECT "events"."id", "events"."creator_id", "events"."title", "events"."description", "events"."location", "events"."date", "events"."time", "events"."end_date", "events"."end_time", "events"."time_zone", "events"."starts_at", "events"."ends_at", "events"."visibility", "events"."maximum_attendees", "events"."places_taken", "events"."price", "events"."currency", "events"."created_at", "events"."updated_at", "events"."version", "events"."picture_hash", "events"."picture_width", "events"."picture_height", "events"."picture_description", "users"."username", "users"."first_name", "users"."last_name", "bookings"."status" FROM (("events" INNER JOIN "users" ON ("events"."creator_id" = "users"."id")) LEFT OUTER JOIN "bookings" ON (("bookings"."event_id" = "events"."id") AND ("bookings"."user_id" = $1))) WHERE "#,
            $rest
        )
    };
}

/// One event.
pub const EVENT: &str = events!(
    r#"(("events"."id" = $2) AND ((("events"."visibility" = $3) OR ("events"."creator_id" = $4)) OR ("bookings"."id" IS NOT NULL))) LIMIT $5"#
);

/// The part of a list that is going on.
pub const RUNNING: &str = events!(
    r#"(((((("events"."visibility" = $2) OR ("events"."creator_id" = $3)) OR ("bookings"."id" IS NOT NULL)) AND ("events"."starts_at" != $4)) AND (tstzrange("events"."starts_at", "events"."ends_at") @> $5)) AND ("events"."ends_at" > $6)) ORDER BY "events"."starts_at", "events"."id" LIMIT $7"#
);
/// The part that begins later.
pub const COMING: &str = events!(
    r#"((((("events"."visibility" = $2) OR ("events"."creator_id" = $3)) OR ("bookings"."id" IS NOT NULL)) AND ("events"."starts_at" >= $4)) AND ("events"."ends_at" > $5)) ORDER BY "events"."starts_at", "events"."id" LIMIT $6"#
);
/// The first part, of events from a day on in which a word is found.
pub const RUNNING_FILTERED: &str = events!(
    r#"(((((((("events"."visibility" = $2) OR ("events"."creator_id" = $3)) OR ("bookings"."id" IS NOT NULL)) AND ("events"."starts_at" != $4)) AND (tstzrange("events"."starts_at", "events"."ends_at") @> $5)) AND ("events"."ends_at" > $6)) AND (("events"."date" >= $7) OR ("events"."end_date" >= $8))) AND (("events"."search_text" || $9) LIKE $10)) ORDER BY "events"."starts_at", "events"."id" LIMIT $11"#
);
/// The second part of those.
pub const COMING_FILTERED: &str = events!(
    r#"((((((("events"."visibility" = $2) OR ("events"."creator_id" = $3)) OR ("bookings"."id" IS NOT NULL)) AND ("events"."starts_at" >= $4)) AND ("events"."ends_at" > $5)) AND (("events"."date" >= $6) OR ("events"."end_date" >= $7))) AND events.search_text LIKE $8) ORDER BY "events"."starts_at", "events"."id" LIMIT $9"#
);

/// Somebody who logs in.
pub const LOGIN: &str = "SELECT id, password_hash FROM users WHERE lower(username) = lower($1)";
/// Their session.
pub const SESSION: &str = "INSERT INTO sessions (id, kind, key_hash, user_id, ip_address, user_agent, created_at, last_used_at, expires_at) \
    VALUES ($1, 'browser', $2, $3, '127.0.0.1', 'floor', $4, $4, $4::timestamptz + interval '14 days')";
