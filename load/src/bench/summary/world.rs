//! People who read events, and what they ask: of the server with the cookie of a real session, of the
//! floor with their name.

use anyhow::{Context, ensure};
use argon2::{Argon2, PasswordHasher};
use bytes::Bytes;
use chrono::{Days, Utc};
use diesel_async::AsyncPgConnection;
use serde_json::json;
use uuid::Uuid;

use crate::bench::repeat::{Line, request};
use crate::floor::answers::VIEWER;
use crate::queries;

/// What they are called with; sessions are bound to it.
const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
/// From when on they look for something.
const DAYS_AHEAD: Days = Days::new(60);
/// Everybody's.
pub const PASSWORD: &str = "seven otters on a raft";

/// Somebody with a session in a browser.
pub struct Reader {
    /// The account.
    pub id: Uuid,
    cookie: String,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// The first page of the overview.
    List,
    /// The same of events that a word is found in, from a day on.
    Filtered,
    /// One event.
    Detail,
    /// The same by people who are not logged in.
    DetailToGuest,
}

impl Ask {
    /// All of it.
    pub const ALL: [Self; 4] = [
        Self::List,
        Self::Filtered,
        Self::Detail,
        Self::DetailToGuest,
    ];

    fn path(self, events: &[Uuid], turn: usize) -> String {
        match self {
            Self::List => "/api/v1/events".to_owned(),
            Self::Filtered => {
                let from = Utc::now().date_naive() + DAYS_AHEAD;
                format!("/api/v1/events?query=stuttgart&from={from}")
            }
            Self::Detail | Self::DetailToGuest => {
                format!("/api/v1/events/{}", events[turn % events.len()])
            }
        }
    }

    /// One request of each reader, as the server gets it and as the floor does.
    pub fn requests(self, readers: &[Reader], events: &[Uuid]) -> [Vec<Bytes>; 2] {
        let ours = |(turn, reader): (usize, &Reader)| {
            let mut headers = vec![("user-agent", AGENT)];
            if self != Self::DetailToGuest {
                headers.push(("cookie", &reader.cookie));
            }
            request("GET", &self.path(events, turn), &headers, "")
        };
        let floor = |(turn, reader): (usize, &Reader)| {
            // A guest has the id that nobody has.
            let id = match self {
                Self::DetailToGuest => Uuid::nil(),
                _ => reader.id,
            };
            let id = id.to_string();
            let headers = [("user-agent", AGENT), (VIEWER, id.as_str())];
            request("GET", &self.path(events, turn), &headers, "")
        };
        let all = || readers.iter().enumerate();
        [all().map(ours).collect(), all().map(floor).collect()]
    }
}

/// A login, from an address that a proxy names.
pub fn login(username: &str, address: Option<&str>) -> Bytes {
    let body = json!({ "login": username, "password": PASSWORD }).to_string();
    let mut headers = vec![("user-agent", AGENT)];
    headers.extend(address.map(|address| ("x-forwarded-for", address)));
    request("POST", "/api/v1/auth/login", &headers, &body)
}

/// Adds so many people with a password, and logs the first of them in.
pub async fn settle(
    conn: &mut AsyncPgConnection,
    server: &str,
    people: usize,
    readers: usize,
) -> anyhow::Result<Vec<Reader>> {
    queries::insert_users(conn, people).await?;
    let hash = Argon2::default().hash_password(PASSWORD.as_bytes())?;
    queries::set_passwords(conn, &hash.to_string()).await?;
    let mut line = Line::open(server).await?;
    let mut found = Vec::with_capacity(readers);
    for number in 1..=readers {
        let answer = line.ask(&login(&format!("person{number}"), None)).await?;
        ensure!(
            answer.status == 200,
            "a login is answered {}",
            answer.status
        );
        let cookie = answer.cookie(backend::security::COOKIE);
        found.push(Reader {
            id: queries::id(number),
            cookie: cookie.context("a login without a cookie")?,
        });
    }
    Ok(found)
}
