//! The statements of the room.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Array, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncConnectionCore, AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;
use uuid::Uuid;

use crate::db::schema::{refresh_tokens, sessions, users};
use crate::paging::Cursor;

/// A session of a browser, as `sessions.kind` has it.
pub const BROWSER: &str = "browser";
/// A session of a program.
pub const API: &str = "api";

/// A login that has not ended.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions, check_for_backend(Pg))]
pub struct SessionRow {
    /// Names the session to its owner, opens nothing.
    pub id: Uuid,
    /// [`BROWSER`] or [`API`].
    pub kind: String,
    /// SHA-256 of the key in the cookie; programs have none.
    pub key_hash: Option<Vec<u8>>,
    /// Who logged in.
    pub user_id: Uuid,
    /// From where.
    pub ip_address: IpNet,
    /// With what.
    pub user_agent: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Last use, to the minute.
    pub last_used_at: DateTime<Utc>,
    /// When the login ends by itself.
    pub expires_at: DateTime<Utc>,
}

/// How often it is noted that a session is in use.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

impl SessionRow {
    /// Whether it is time to note that it is in use ([`touch_sessions`]).
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        self.last_used_at <= now - NOTED_EVERY
    }
}

/// What parts sessions that are alive from those that have ended by themselves.
#[derive(Debug, Clone, Copy)]
pub struct Horizon {
    /// Those that expire later are alive,
    pub now: DateTime<Utc>,
    /// if they were used after this.
    pub idle_since: DateTime<Utc>,
}

#[diesel::dsl::auto_type(no_type_alias)]
fn alive(horizon: Horizon) -> _ {
    let now: DateTime<Utc> = horizon.now;
    let idle_since: DateTime<Utc> = horizon.idle_since;
    sessions::expires_at
        .gt(now)
        .and(sessions::last_used_at.gt(idle_since))
}

/// Those of the sessions with these keys that are alive.
pub async fn sessions_by_keys(
    conn: &mut impl AsyncConnectionCore<Backend = Pg>,
    key_hashes: &[&[u8]],
    horizon: Horizon,
) -> QueryResult<Vec<SessionRow>> {
    sessions::table
        .filter(sessions::key_hash.eq_any(key_hashes))
        .filter(alive(horizon))
        .select(SessionRow::as_select())
        .load(conn)
        .await
}

/// Those of these sessions of programs that are alive.
pub async fn api_sessions(
    conn: &mut impl AsyncConnectionCore<Backend = Pg>,
    ids: &[Uuid],
    horizon: Horizon,
) -> QueryResult<Vec<SessionRow>> {
    sessions::table
        .filter(sessions::id.eq_any(ids))
        .filter(sessions::kind.eq(API))
        .filter(alive(horizon))
        .select(SessionRow::as_select())
        .load(conn)
        .await
}

/// A page of somebody's sessions, the latest login first, with one more than the limit if there
/// are more.
pub async fn sessions_of(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    horizon: Horizon,
    cursor: Option<Cursor>,
    limit: i64,
) -> QueryResult<Vec<SessionRow>> {
    let mut query = sessions::table
        .filter(sessions::user_id.eq(user_id))
        .filter(alive(horizon))
        .order((sessions::created_at.desc(), sessions::id.desc()))
        .limit(limit.saturating_add(1))
        .select(SessionRow::as_select())
        .into_boxed();
    if let Some(cursor) = cursor {
        query = query.filter(cursor.rows_below("sessions.created_at, sessions.id"));
    }
    query.load(conn).await
}

/// Those of these sessions that are alive.
pub async fn alive_sessions(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
    horizon: Horizon,
) -> QueryResult<Vec<Uuid>> {
    sessions::table
        .filter(sessions::id.eq_any(ids))
        .filter(alive(horizon))
        .select(sessions::id)
        .load(conn)
        .await
}

/// Notes that sessions are in use, where it is time. One that somebody else is changing is left
/// out, so that nobody waits for that: it is ending, or noted just now.
pub async fn touch_sessions(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::sql_query(
        "UPDATE sessions SET last_used_at = $2 WHERE id IN (SELECT id FROM sessions \
         WHERE id = ANY ($1) AND last_used_at <= $3 \
         FOR NO KEY UPDATE SKIP LOCKED)",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(now - NOTED_EVERY)
    .execute(conn)
    .await?;
    Ok(())
}

/// Adds a session, in the caller's transaction; false if the person is blocked by now. Whoever blocks
/// them waits for that, or is waited for, so that no session begins unseen.
pub async fn insert_session(
    conn: &mut AsyncPgConnection,
    session: &SessionRow,
) -> QueryResult<bool> {
    let welcome = users::table
        .find(session.user_id)
        .filter(users::blocked_at.is_null())
        .select(users::id)
        .for_share()
        .first::<Uuid>(conn)
        .await
        .optional()?;
    if welcome.is_none() {
        return Ok(false);
    }
    diesel::insert_into(sessions::table)
        .values(session)
        .execute(conn)
        .await?;
    Ok(true)
}

/// Ends the session with this key.
pub async fn delete_session_by_key(
    conn: &mut AsyncPgConnection,
    key_hash: &[u8],
) -> QueryResult<()> {
    diesel::delete(sessions::table.filter(sessions::key_hash.eq(key_hash)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends a session, whose ever it is.
pub async fn end_session(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<()> {
    diesel::delete(sessions::table.find(id))
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends a session; false if the person has none with this id.
pub async fn delete_session(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    id: Uuid,
) -> QueryResult<bool> {
    let deleted = diesel::delete(sessions::table.find(id))
        .filter(sessions::user_id.eq(user_id))
        .execute(conn)
        .await?;
    Ok(deleted == 1)
}

/// Ends all sessions of a person, except one if it is named.
pub async fn delete_sessions_of(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    except: Option<Uuid>,
) -> QueryResult<()> {
    // Nobody has the nil id.
    diesel::delete(sessions::table)
        .filter(sessions::user_id.eq(user_id))
        .filter(sessions::id.ne(except.unwrap_or_default()))
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes the sessions that have ended by themselves, and returns how many there were.
pub async fn delete_ended_sessions(
    conn: &mut AsyncPgConnection,
    horizon: Horizon,
) -> QueryResult<usize> {
    diesel::delete(sessions::table)
        .filter(diesel::dsl::not(alive(horizon)))
        .execute(conn)
        .await
}

/// Adds a refresh token to a session.
pub async fn insert_refresh_token(
    conn: &mut AsyncPgConnection,
    session_id: Uuid,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(refresh_tokens::table)
        .values((
            refresh_tokens::token_hash.eq(token_hash),
            refresh_tokens::session_id.eq(session_id),
            refresh_tokens::created_at.eq(now),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// What became of a refresh token that came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefreshTokenUse {
    /// It was used for the first time, for this session.
    First(Uuid),
    /// It was used before, for this session.
    Again(Uuid),
    /// There is none.
    Unknown,
}

/// Uses a refresh token. Of two at the same time, one is the first.
pub async fn use_refresh_token(
    conn: &mut AsyncPgConnection,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> QueryResult<RefreshTokenUse> {
    let used = diesel::update(refresh_tokens::table.find(token_hash))
        .filter(refresh_tokens::used_at.is_null())
        .set(refresh_tokens::used_at.eq(now))
        .returning(refresh_tokens::session_id)
        .get_result(conn)
        .await
        .optional()?;
    if let Some(session_id) = used {
        return Ok(RefreshTokenUse::First(session_id));
    }
    let known = refresh_tokens::table
        .find(token_hash)
        .select(refresh_tokens::session_id)
        .first(conn)
        .await
        .optional()?;
    Ok(known.map_or(RefreshTokenUse::Unknown, RefreshTokenUse::Again))
}
