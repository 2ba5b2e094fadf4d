//! The statements of the room.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;
use uuid::Uuid;

use crate::db::schema::sessions;

/// A login that has not ended.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions, check_for_backend(diesel::pg::Pg))]
pub struct Session {
    /// Names the session to its owner, opens nothing.
    pub id: Uuid,
    /// SHA-256 of the key in the cookie.
    pub key_hash: Vec<u8>,
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

/// The session with this key, unless it has expired.
pub async fn live_session(
    conn: &mut AsyncPgConnection,
    key_hash: &[u8],
    now: DateTime<Utc>,
) -> QueryResult<Option<Session>> {
    sessions::table
        .filter(sessions::key_hash.eq(key_hash))
        .filter(sessions::expires_at.gt(now))
        .select(Session::as_select())
        .first(conn)
        .await
        .optional()
}

/// Notes that a session was used, at most once a minute.
pub async fn touch_session(
    conn: &mut AsyncPgConnection,
    session: &Session,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    if now - session.last_used_at < TimeDelta::minutes(1) {
        return Ok(());
    }
    diesel::update(sessions::table.find(session.id))
        .set(sessions::last_used_at.eq(now))
        .execute(conn)
        .await?;
    Ok(())
}

/// Adds a session, and sweeps those of the same person that have expired.
pub async fn insert_session(conn: &mut AsyncPgConnection, session: &Session) -> QueryResult<()> {
    diesel::delete(sessions::table)
        .filter(sessions::user_id.eq(session.user_id))
        .filter(sessions::expires_at.le(session.created_at))
        .execute(conn)
        .await?;
    diesel::insert_into(sessions::table)
        .values(session)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends the session with this key.
pub async fn delete_session(conn: &mut AsyncPgConnection, key_hash: &[u8]) -> QueryResult<()> {
    diesel::delete(sessions::table.filter(sessions::key_hash.eq(key_hash)))
        .execute(conn)
        .await?;
    Ok(())
}
