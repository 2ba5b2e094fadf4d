//! What fails, and how it is made to.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::ValueEnum;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use tokio::time::sleep;

use super::ledger::Excuse;
use super::rig::{MOST_FILES, Rig};
use super::strangers::{Callers, take_database};
use crate::queries::chaos;

/// How many mails the servers have on their way at most.
const MAILS_AT_ONCE: usize = 8;
/// How far before and after a death a mail may have been on its way, in milliseconds.
const MARGIN: u64 = 2_000;
/// How much longer everything takes when the database is slow, in each direction.
const DELAY: Duration = Duration::from_millis(4);
/// How often it is looked whether the database has to be started again.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Phase {
    /// Each server is killed
    Server,
    /// All processes of the database are killed
    Database,
    /// The message broker is killed
    Broker,
    /// The mail server is killed
    Mail,
    /// The disk of the database is full
    Disk,
    /// The database becomes slow, and then stands still
    Slow,
    /// Strangers take all connections to the database
    Connections,
    /// Strangers take all files that a server may have open
    Files,
    /// Four times as much is asked for as the server can do
    Overload,
}

impl Phase {
    /// All of them, in their order.
    pub const ALL: [Self; 9] = [
        Self::Server,
        Self::Database,
        Self::Broker,
        Self::Mail,
        Self::Disk,
        Self::Slow,
        Self::Connections,
        Self::Files,
        Self::Overload,
    ];

    /// As one calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Database => "database",
            Self::Broker => "broker",
            Self::Mail => "mail",
            Self::Disk => "disk",
            Self::Slow => "slow",
            Self::Connections => "connections",
            Self::Files => "files",
            Self::Overload => "overload",
        }
    }

    /// How many mails can have been accepted, without anybody being able to write that down.
    const fn mails_cut_off(self) -> usize {
        match self {
            // One after the other.
            Self::Server | Self::Database | Self::Mail => MAILS_AT_ONCE,
            // When it is full, and when the database gives up.
            Self::Disk => 2 * MAILS_AT_ONCE,
            // As many as were cut off while they were sent.
            _ => 0,
        }
    }
}

/// What was done.
pub struct Strike {
    /// Which mails may have come again.
    pub excuse: Excuse,
    /// For people.
    pub note: String,
}

/// Makes it fail for so long, and everything whole again; servers that were not killed are left to
/// themselves.
pub async fn strike(rig: &mut Rig, phase: Phase, outage: Duration) -> anyhow::Result<Strike> {
    let (began, mut most) = (now(), phase.mails_cut_off());
    let note = match phase {
        Phase::Server => kill_servers(rig, outage).await?,
        Phase::Database => {
            rig.postgres.kill();
            sleep(outage).await;
            rig.postgres.start_again()?;
            "all of its processes killed, and started again".to_owned()
        }
        Phase::Broker => {
            rig.broker.kill();
            sleep(outage).await;
            rig.broker.start_again().await?;
            "killed, and started again".to_owned()
        }
        Phase::Mail => {
            rig.mail.kill();
            sleep(outage).await;
            rig.mail.start_again().await?;
            "killed, and started again".to_owned()
        }
        Phase::Disk => fill_disk(rig, outage).await?,
        Phase::Slow => slow_down(rig, outage).await,
        Phase::Connections => {
            let mut admin = AsyncPgConnection::establish(&rig.postgres.url("postgres")).await?;
            let idle = rig.postgres.url("postgres");
            let (taken, lost) = take_database(&mut admin, &idle, &rig.database, outage).await?;
            most = usize::try_from(lost.mails)?;
            format!(
                "{taken} taken by strangers; the servers lost {}, {} while they sent a mail",
                lost.all, lost.mails
            )
        }
        Phase::Files => {
            let addresses = rig.addresses();
            let callers = addresses
                .into_iter()
                .map(|address| Callers::start(address, MOST_FILES as usize));
            let callers: Vec<_> = callers.collect();
            sleep(outage).await;
            drop(callers);
            format!("{MOST_FILES} silent connections to servers with {MOST_FILES} files")
        }
        Phase::Overload => String::new(),
    };
    let during = began.saturating_sub(MARGIN)..=now() + MARGIN;
    Ok(Strike {
        excuse: Excuse { during, most },
        note,
    })
}

async fn kill_servers(rig: &mut Rig, outage: Duration) -> anyhow::Result<String> {
    for server in &mut rig.servers {
        server.kill();
        sleep(outage / 2).await;
        server.restart().await?;
    }
    Ok("one after the other killed, and started again".to_owned())
}

/// Nobody can write any more; then the database's own log has no room either, and it gives up. The
/// manager of services starts it again and again, as it would anywhere.
async fn fill_disk(rig: &mut Rig, outage: Duration) -> anyhow::Result<String> {
    let (Some(disk), url) = (&rig.disk, rig.postgres.url("postgres")) else {
        anyhow::bail!("there is no disk that could be filled");
    };
    let mut admin = AsyncPgConnection::establish(&url).await?;
    disk.fill()?;
    sleep(outage / 2).await;
    // At the latest with the second one it ends in the middle.
    for _ in 0..5 {
        let _ = chaos::begin_next_log_file(&mut admin).await;
    }
    let gave_up = !chaos::is_alive(&mut admin).await;
    let until = tokio::time::Instant::now() + outage / 2;
    let mut attempts = 0;
    while tokio::time::Instant::now() < until {
        if !rig.postgres.is_running() {
            attempts += 1;
            // Without room it cannot start.
            let _ = rig.postgres.start_again();
        }
        sleep(LOOK_EVERY).await;
    }
    disk.free()?;
    if !rig.postgres.is_running() {
        attempts += 1;
        rig.postgres.start_again()?;
    }
    Ok(match gave_up {
        true => format!("full; the database gave up, and was started by us {attempts} times"),
        false => "full; the database went on".to_owned(),
    })
}

async fn slow_down(rig: &mut Rig, outage: Duration) -> String {
    if let Some(proxy) = &rig.proxy {
        proxy.slow_down(DELAY);
        sleep(outage / 2).await;
        proxy.slow_down(Duration::ZERO);
    }
    rig.postgres.freeze();
    sleep(outage).await;
    rig.postgres.thaw();
    format!(
        "{} ms more in each direction; then it stood still for {} s",
        DELAY.as_millis(),
        outage.as_secs()
    )
}

/// In milliseconds since 1970.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    u64::try_from(since.unwrap_or_default().as_millis()).unwrap_or_default()
}
