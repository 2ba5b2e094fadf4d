//! Everything that a phase needs: real processes, each of which can be killed.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::ensure;

use super::Sabotage;
use super::disk::Disk;
use super::mail_server::MailServer;
use super::phase::Phase;
use super::postgres::Postgres;
use super::proxy::Proxy;
use crate::broker::Broker;
use crate::database::Database;
use crate::server::{Server, Settings};

/// Connections of each server to the database.
const CONNECTIONS: usize = 8;
/// How many files a server may have open where it is to run out of them.
pub const MOST_FILES: u32 = 256;

/// The programs that are run.
#[derive(Debug, Clone)]
pub struct Programs {
    /// The server.
    pub server: PathBuf,
    /// The broker.
    pub broker: PathBuf,
}

/// The processes of a phase. The servers go first when it is dropped, the disk last.
pub struct Rig {
    /// Two, with one database.
    pub servers: Vec<Server>,
    /// What they are told.
    pub settings: Settings,
    /// Takes their mails.
    pub mail: MailServer,
    /// Between them.
    pub broker: Broker,
    /// Their way to the database, where that can be slow.
    pub proxy: Option<Proxy>,
    /// The name of their database.
    pub database: String,
    /// Where that is, without a detour.
    pub database_url: String,
    /// Its server.
    pub postgres: Postgres,
    /// Its disk, where that can be full.
    pub disk: Option<Disk>,
}

impl Rig {
    /// Starts everything in this folder. Fails with [`NotPermitted`](super::disk::NotPermitted) where the
    /// phase takes what may not be done here.
    pub async fn start(
        programs: &Programs,
        phase: Phase,
        folder: &Path,
        log: PathBuf,
        sabotage: &[Sabotage],
    ) -> anyhow::Result<Self> {
        let disk = match phase {
            Phase::Disk => Some(Disk::mount(&folder.join("disk"))?),
            _ => None,
        };
        let data = disk.as_ref().map_or(folder, Disk::folder).join("postgres");
        let postgres = Postgres::start(&data)?;
        if let (Some(disk), Some(folder)) = (&disk, postgres.folder()) {
            ensure!(
                folder.starts_with(disk.folder()),
                "the database is not on the disk that is to be full"
            );
        }
        let database = Database::create(&postgres.url("postgres"), "chaos").await?;
        let name = database.name().to_owned();
        let proxy = match phase {
            Phase::Slow | Phase::Overload => Some(Proxy::open(postgres.socket()?).await?),
            _ => None,
        };
        let url = match &proxy {
            Some(proxy) => proxy.url(&name),
            None => database.url.clone(),
        };
        let loses_mail = sabotage.contains(&Sabotage::Mail);
        let mail = MailServer::start(folder.join("mails.jsonl"), loses_mail).await?;
        let broker = Broker::start(programs.broker.clone()).await?;
        let mut settings = Settings::new(&url, CONNECTIONS)?
            .with("SMTP_PORT", mail.port().to_string())
            .with("NATS_URL", broker.url())
            .log(log);
        if phase == Phase::Files {
            settings = settings.open_files(MOST_FILES);
        }
        let count = match phase {
            Phase::Overload => 1,
            _ => 2,
        };
        let mut servers = Vec::new();
        for _ in 0..count {
            servers.push(Server::start(programs.server.clone(), &settings).await?);
        }
        Ok(Self {
            servers,
            settings,
            mail,
            broker,
            proxy,
            database: name,
            database_url: database.url,
            postgres,
            disk,
        })
    }

    /// Of the servers.
    pub fn addresses(&self) -> Vec<String> {
        let addresses = self.servers.iter().map(|server| server.address.clone());
        addresses.collect()
    }

    /// Waits until a condition holds, at the longest so long; whether it does.
    pub async fn wait(within: Duration, mut is_so: impl AsyncFnMut() -> bool) -> bool {
        let started = tokio::time::Instant::now();
        loop {
            if is_so().await {
                return true;
            }
            if started.elapsed() > within {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}
