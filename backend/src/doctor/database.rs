//! The database: whether it is there, of the right kind, of the schema of this program, and has
//! room for us; and how its clock differs from ours.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::timeout;
use tokio_postgres::{Client, NoTls};

use super::{Finding, State};
use crate::backup;
use crate::config::Config;
use crate::db::private::{Database, Ownership};
use crate::db::{CHAT_CONNECTIONS, DESK_CONNECTIONS, Reader};
use crate::{mail, readiness};

const ABOUT: &str = "database";
const PATIENCE: Duration = Duration::from_secs(10);
/// Clocks that differ by more than this are not set by the same time.
const NOTICEABLE: TimeDelta = TimeDelta::seconds(2);
/// By more than this, links and sessions end when they should not.
const HARMFUL: TimeDelta = TimeDelta::seconds(60);

pub(super) async fn look(config: &Config) -> Vec<Finding> {
    if config.database_url.is_none() && !config.data_dir.join("postgres").exists() {
        return vec![look_for_private(config)];
    }
    let database = match Database::open(config, Ownership::Shared).await {
        Ok(database) => database,
        Err(error) => {
            let advice = "look at its log in DATA_DIR/postgres, or let DATABASE_URL name another";
            let found = format!("the private PostgreSQL does not start: {error:#}");
            return vec![Finding::problem(ABOUT, found, advice)];
        }
    };
    let mut findings = look_at(config, &database.url).await;
    if let Err(error) = database.close().await {
        let advice = "end it before the next start";
        findings.push(Finding::warning(
            ABOUT,
            format!("does not stop: {error:#}"),
            advice,
        ));
    }
    findings
}

/// Nothing is started that would leave something behind.
fn look_for_private(config: &Config) -> Finding {
    let folder = config.data_dir.join("postgres");
    Finding::ok(
        ABOUT,
        format!("a private one will be made in {}", folder.display()),
    )
}

async fn look_at(config: &Config, url: &str) -> Vec<Finding> {
    let client = match timeout(PATIENCE, tokio_postgres::connect(url, NoTls)).await {
        Ok(Ok((client, connection))) => {
            tokio::spawn(connection);
            client
        }
        Ok(Err(error)) => return vec![unreachable(&error)],
        Err(_) => {
            let advice = "see whether its host and port in DATABASE_URL are right, and whether a \
                firewall is between";
            return vec![Finding::problem(ABOUT, "does not answer", advice)];
        }
    };
    match timeout(PATIENCE, ask(config, &client)).await {
        Ok(Ok(findings)) => findings,
        Ok(Err(error)) => {
            let advice = "its log tells more";
            vec![Finding::problem(ABOUT, words(&error), advice)]
        }
        Err(_) => {
            let advice = "it is busy or stuck: look at pg_stat_activity";
            vec![Finding::problem(ABOUT, "does not answer questions", advice)]
        }
    }
}

/// What went wrong, without the address, which may hold a password.
fn words(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(refused) => format!("{} ({})", refused.message(), refused.code().code()),
        None => {
            let cause = std::error::Error::source(error).map(ToString::to_string);
            cause.unwrap_or_else(|| error.to_string())
        }
    }
}

fn unreachable(error: &tokio_postgres::Error) -> Finding {
    let code = error.code().map(|code| code.code());
    let advice = match code {
        Some("28P01" | "28000") => "set the right name and password in DATABASE_URL",
        Some("3D000") => {
            "make the database (CREATE DATABASE …), or name the right one in DATABASE_URL"
        }
        Some("53300") => "raise max_connections, or lower DATABASE_CONNECTIONS of the servers",
        Some("57P03") => "it is starting or stopping: try again in a moment",
        _ => "start PostgreSQL, and see whether DATABASE_URL names its host and port",
    };
    Finding::problem(
        ABOUT,
        format!("cannot be reached: {}", words(error)),
        advice,
    )
}

async fn ask(config: &Config, client: &Client) -> Result<Vec<Finding>, tokio_postgres::Error> {
    let mut findings = vec![look_at_kind(client).await?];
    if findings[0].state == State::Problem {
        return Ok(findings);
    }
    findings.push(look_at_schema(client).await?);
    findings.push(look_at_connections(config, client).await?);
    findings.push(look_at_clock(client).await?);
    Ok(findings)
}

async fn look_at_kind(client: &Client) -> Result<Finding, tokio_postgres::Error> {
    let sql = "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_version'), \
        current_setting('server_encoding'), \
        pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool, \
        EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm'), \
        has_schema_privilege(current_schema(), 'CREATE')";
    let row = client.query_one(sql, &[]).await?;
    let (major, version): (i32, String) = (row.get(0), row.get(1));
    let encoding: String = row.get(2);
    let (only_reads, has_trigrams): (bool, bool) = (row.get(3), row.get(4));
    let may_create: Option<bool> = row.get(5);
    let found = format!("PostgreSQL {version}");
    let problem =
        |what: &str, advice: &str| Finding::problem(ABOUT, format!("{found} {what}"), advice);
    Ok(match () {
        () if major < 15 => problem("is too old", "use PostgreSQL 15 or newer"),
        () if encoding != "UTF8" => problem(
            &format!("stores text as {encoding}"),
            "make the database with ENCODING 'UTF8' TEMPLATE template0",
        ),
        () if only_reads => problem(
            "can only be read",
            "let DATABASE_URL name the primary server, not one that follows it",
        ),
        () if !has_trigrams => problem(
            "lacks the extension pg_trgm",
            "install PostgreSQL's contrib package",
        ),
        () if may_create != Some(true) => problem(
            "does not let us make tables",
            "GRANT ALL ON SCHEMA public, or make us the owner of the database",
        ),
        () => Finding::ok(ABOUT, found),
    })
}

async fn look_at_schema(client: &Client) -> Result<Finding, tokio_postgres::Error> {
    let about = "schema";
    let sql = "SELECT to_regclass('__diesel_schema_migrations') IS NOT NULL";
    if !client.query_one(sql, &[]).await?.get::<_, bool>(0) {
        return Ok(Finding::ok(
            about,
            "is not there yet: the first start brings it",
        ));
    }
    let sql = "SELECT version FROM __diesel_schema_migrations";
    let rows = client.query(sql, &[]).await?;
    let applied: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    let known = backup::migrations();
    let unknown = applied.iter().find(|version| !known.contains(version));
    let pending = known
        .iter()
        .filter(|version| !applied.contains(version))
        .count();
    Ok(match unknown {
        Some(version) => Finding::problem(
            about,
            format!("is newer than this program: it has the migration {version}"),
            "run the newer version of this program, or restore a backup from before it",
        ),
        None if pending > 0 => Finding::warning(
            about,
            format!("lacks {pending} migration(s)"),
            "make a backup, then `event-booking migrate` or a start of the server brings them",
        ),
        None => Finding::ok(about, "is the one of this program"),
    })
}

async fn look_at_connections(
    config: &Config,
    client: &Client,
) -> Result<Finding, tokio_postgres::Error> {
    let about = "connections";
    let sql = "SELECT current_setting('max_connections')::bigint \
            - current_setting('superuser_reserved_connections')::bigint, \
        (SELECT count(*) FROM pg_stat_activity WHERE usename IS NOT NULL \
            AND coalesce(backend_type, 'client backend') = 'client backend' AND pid <> pg_backend_pid()), \
        (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user)::bigint, \
        (SELECT datconnlimit FROM pg_database WHERE datname = current_database())::bigint";
    let row = client.query_one(sql, &[]).await?;
    let limits = [0, 2, 3].map(|column| row.get::<_, i64>(column));
    let most = limits
        .into_iter()
        .filter(|limit| *limit >= 0)
        .min()
        .unwrap_or_default();
    let used: i64 = row.get(1);
    let pooled = config.database_connections;
    let wanted = pooled
        + Reader::connections(pooled)
        + DESK_CONNECTIONS
        + CHAT_CONNECTIONS
        + readiness::CONNECTIONS
        + config
            .mail
            .as_ref()
            .map_or(0, |_| mail::worker::CONNECTIONS);
    let found = format!("{used} of {most} are in use; one server process wants up to {wanted}");
    let wanted = i64::try_from(wanted).unwrap_or(i64::MAX);
    Ok(if wanted > most {
        let advice = "raise max_connections of PostgreSQL, or lower DATABASE_CONNECTIONS";
        Finding::problem(about, found, advice)
    } else if used + wanted > most {
        let advice =
            "there is no room for one more process: raise max_connections before you start one";
        Finding::warning(about, found, advice)
    } else {
        Finding::ok(about, found)
    })
}

async fn look_at_clock(client: &Client) -> Result<Finding, tokio_postgres::Error> {
    let about = "clock";
    let (before, started) = (Utc::now(), Instant::now());
    let row = client.query_one("SELECT clock_timestamp()", &[]).await?;
    let theirs: DateTime<Utc> = row.get::<_, std::time::SystemTime>(0).into();
    let halfway = TimeDelta::from_std(started.elapsed() / 2).unwrap_or_default();
    let difference = theirs - (before + halfway);
    let milliseconds = difference.num_milliseconds();
    let found = format!("the database's differs from ours by {milliseconds} ms");
    let advice = "let both machines set their clocks by NTP (timedatectl set-ntp true)";
    Ok(match difference.abs() {
        harmful if harmful > HARMFUL => Finding::problem(about, found, advice),
        noticeable if noticeable > NOTICEABLE => Finding::warning(about, found, advice),
        _ => Finding::ok(about, found),
    })
}
