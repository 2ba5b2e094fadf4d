//! The least that could answer what people ask most often: a bare actix-web program that sends
//! PostgreSQL the statements that the server sends ([`super::statements`]), each prepared once, and
//! makes the same bytes of what comes back. It believes who says that they ask, knows no limits and
//! no contract, and refuses whatever it does not understand.
//!
//! It has as many connections to the database as the server; each thread has its own, and whatever
//! it has to ask goes out at once, over one after the other.

use std::cell::Cell;
use std::rc::Rc;

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, error, get, post};
use anyhow::Context;
use api_types::accounts::Credentials;
use api_types::pages::Page;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordVerifier};
use backend::search;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::Deserialize;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, NoTls, Statement};
use uuid::Uuid;

use super::rows;
use super::statements as sql;

/// The header that names who asks.
pub const VIEWER: &str = "x-viewer";
/// As many events as the server sends if nobody asks for more or fewer.
const LIMIT: i64 = api_types::rules::PAGE_DEFAULT;
/// What everybody sees.
const PUBLIC: &str = "public";

/// What the first parameters of the first part of a list are. PostgreSQL would take the last of
/// them for a range.
const RUNNING: [Type; 5] = [
    Type::UUID,
    Type::TEXT,
    Type::UUID,
    Type::TIMESTAMPTZ,
    Type::TIMESTAMPTZ,
];

/// A connection, and what was prepared on it.
struct Connection {
    client: Client,
    event: Statement,
    list: Part,
    filtered: Part,
    login: Statement,
    session: Statement,
}

/// A list is read in two parts.
struct Part {
    running: Statement,
    coming: Statement,
}

/// The connections of one thread.
struct Connections {
    all: Vec<Connection>,
    next: Cell<usize>,
}

impl Connection {
    async fn open(database_url: &str) -> anyhow::Result<Self> {
        let (client, driver) = tokio_postgres::connect(database_url, NoTls).await?;
        // Whoever asks next notices that it has ended.
        actix_web::rt::spawn(driver);
        Ok(Self {
            event: client.prepare(sql::EVENT).await?,
            list: Part {
                running: client.prepare_typed(sql::RUNNING, &RUNNING).await?,
                coming: client.prepare(sql::COMING).await?,
            },
            filtered: Part {
                running: client
                    .prepare_typed(sql::RUNNING_FILTERED, &RUNNING)
                    .await?,
                coming: client.prepare(sql::COMING_FILTERED).await?,
            },
            login: client.prepare(sql::LOGIN).await?,
            session: client.prepare(sql::SESSION).await?,
            client,
        })
    }
}

impl Connections {
    async fn open(database_url: &str, count: usize) -> anyhow::Result<Self> {
        let mut all = Vec::with_capacity(count);
        for _ in 0..count {
            all.push(Connection::open(database_url).await?);
        }
        Ok(Self {
            all,
            next: Cell::new(0),
        })
    }

    fn next(&self) -> &Connection {
        let next = self.next.get();
        self.next.set(next.wrapping_add(1));
        &self.all[next % self.all.len()]
    }
}

fn viewer(request: &HttpRequest) -> actix_web::Result<Uuid> {
    let header = request.headers().get(VIEWER);
    header
        .and_then(|value| value.to_str().ok()?.parse().ok())
        .ok_or_else(|| error::ErrorBadRequest("nobody asks"))
}

/// What can be looked for.
#[derive(Deserialize)]
struct Filter {
    query: Option<String>,
    from: Option<NaiveDate>,
}

#[get("/api/v1/events")]
async fn list(
    request: HttpRequest,
    connections: Data<Rc<Connections>>,
    filter: Query<Filter>,
) -> actix_web::Result<HttpResponse> {
    let (viewer, now) = (viewer(&request)?, Utc::now());
    let connection = connections.next();
    let wanted = LIMIT + 1;
    let filter = filter.into_inner();
    let found = match filter.query.zip(filter.from) {
        None => {
            let running: [&(dyn ToSql + Sync); 7] =
                [&viewer, &PUBLIC, &viewer, &now, &now, &now, &wanted];
            let mut found = connection.rows(&connection.list.running, &running).await?;
            let missing = wanted - found.len() as i64;
            let coming: [&(dyn ToSql + Sync); 6] =
                [&viewer, &PUBLIC, &viewer, &now, &now, &missing];
            found.extend(connection.rows(&connection.list.coming, &coming).await?);
            found
        }
        Some((query, from)) => {
            let pattern = search::patterns(&query).pop().unwrap_or_default();
            let begin = now.max(from.and_time(NaiveTime::MIN).and_utc() - TimeDelta::days(1));
            let running: [&(dyn ToSql + Sync); 11] = [
                &viewer, &PUBLIC, &viewer, &begin, &begin, &now, &from, &from, &"", &pattern,
                &wanted,
            ];
            let parts = &connection.filtered;
            let mut found = connection.rows(&parts.running, &running).await?;
            let missing = wanted - found.len() as i64;
            let coming: [&(dyn ToSql + Sync); 9] = [
                &viewer, &PUBLIC, &viewer, &begin, &now, &from, &from, &pattern, &missing,
            ];
            found.extend(connection.rows(&parts.coming, &coming).await?);
            found
        }
    };
    let limit = LIMIT as usize;
    let last = found.get(limit).and(found.get(limit - 1));
    let next_cursor = last.map(|row| rows::position(row).encode());
    let items: Vec<_> = found
        .iter()
        .take(limit)
        .map(|row| rows::event(row, viewer, now))
        .collect();
    Ok(HttpResponse::Ok().json(Page { items, next_cursor }))
}

#[get("/api/v1/events/{id}")]
async fn detail(
    request: HttpRequest,
    connections: Data<Rc<Connections>>,
    id: Path<Uuid>,
) -> actix_web::Result<HttpResponse> {
    let (viewer, now) = (viewer(&request)?, Utc::now());
    let connection = connections.next();
    let parameters: [&(dyn ToSql + Sync); 5] = [&viewer, &*id, &PUBLIC, &viewer, &1_i64];
    let found = connection.rows(&connection.event, &parameters).await?;
    let row = found.first().ok_or_else(|| error::ErrorNotFound(""))?;
    Ok(HttpResponse::Ok().json(rows::event(row, viewer, now)))
}

/// One look, one hash, one row.
#[post("/api/v1/auth/login")]
async fn log_in(
    connections: Data<Rc<Connections>>,
    body: Json<Credentials>,
) -> actix_web::Result<HttpResponse> {
    let Credentials { login, password } = body.into_inner();
    let connection = connections.next();
    let found = connection.rows(&connection.login, &[&login]).await?;
    let row = found.first().ok_or_else(|| error::ErrorUnauthorized(""))?;
    let (user, hash): (Uuid, String) = (row.get(0), row.get(1));
    // Right here: as many at a time as there are threads, and with them cores.
    let is_right = PasswordHash::new(&hash).is_ok_and(|hash| {
        let argon2 = Argon2::default();
        argon2.verify_password(password.as_bytes(), &hash).is_ok()
    });
    if !is_right {
        return Err(error::ErrorUnauthorized(""));
    }
    let (id, now): (Uuid, DateTime<Utc>) = (Uuid::now_v7(), Utc::now());
    let key: [u8; 32] = rand::random();
    connection
        .rows(&connection.session, &[&id, &key.as_slice(), &user, &now])
        .await?;
    Ok(HttpResponse::Ok().json(id))
}

impl Connection {
    async fn rows(
        &self,
        statement: &Statement,
        parameters: &[&(dyn ToSql + Sync)],
    ) -> actix_web::Result<Vec<tokio_postgres::Row>> {
        let found = self.client.query(statement, parameters).await;
        found.map_err(error::ErrorInternalServerError)
    }
}

/// Serves for ever on a free port, whose address it tells; with so many connections to this
/// database.
pub async fn serve(
    database_url: String,
    connections: usize,
    tell: impl FnOnce(&str),
) -> anyhow::Result<()> {
    let threads = std::thread::available_parallelism()?.get();
    let each = connections.div_ceil(threads);
    let server = HttpServer::new(move || {
        let database_url = database_url.clone();
        App::new()
            .data_factory(move || {
                let database_url = database_url.clone();
                async move {
                    let opened = Connections::open(&database_url, each).await;
                    opened.map(Rc::new).context("no connection")
                }
            })
            .service(list)
            .service(detail)
            .service(log_in)
    })
    .workers(threads)
    .bind(("127.0.0.1", 0))?;
    tell(&server.addrs()[0].to_string());
    Ok(server.run().await?)
}
