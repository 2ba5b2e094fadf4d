//! The storm in chat: many devices write through two servers, lose their connections in the middle,
//! come back and send again what was not acknowledged; each server is killed once, and the broker
//! between them goes away and comes back. In the end each message must have come exactly once to each
//! device of both people, in one order, and be stored exactly once ([`judge`]).

mod device;
pub mod judge;
pub mod party;

use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::ensure;
use clap::Parser;

pub use self::device::World;
use self::judge::Fault;
use self::party::{Invitation, Party};
use crate::broker::Broker;
use crate::database::Database;
use crate::people;
use crate::server::{Server, Settings};

/// Connections of each server to the database.
const CONNECTIONS: usize = 8;
/// How long the broker is away.
const OUTAGE: Duration = Duration::from_secs(3);
/// How long a storm may last.
const TIME_LIMIT: Duration = Duration::from_secs(600);
/// How many faults are told in full.
const FAULTS_SHOWN: usize = 10;

/// Let many devices write to each other while connections, servers and the broker fail, and judge
/// whether each message came exactly once to each device.
#[derive(Debug, Clone, Parser)]
pub struct Options {
    /// Devices that are connected at once; some people have two or three
    #[arg(long, default_value_t = 200)]
    pub devices: usize,
    /// Messages that they send
    #[arg(long, default_value_t = 10_000)]
    pub messages: usize,
    /// The server's program
    #[arg(long)]
    pub server: PathBuf,
    /// The program of the message broker
    #[arg(long, env = "NATS_SERVER", default_value = "nats-server")]
    pub broker: PathBuf,
    /// Any database of the PostgreSQL in which the storm makes its own
    #[arg(long, env = "TEST_DATABASE_URL", hide_env_values = true)]
    pub database_url: String,
    /// What the dice are thrown with
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// What happened, and what the judge says.
#[derive(Debug)]
pub struct Report {
    /// How long it lasted.
    pub elapsed: Duration,
    /// How many people there were.
    pub people: usize,
    /// How many devices they had.
    pub devices: usize,
    /// How many messages were to be sent.
    pub messages: usize,
    /// How often a device connected.
    pub connections: usize,
    /// How many messages were sent again.
    pub resent: usize,
    /// How often a server was killed.
    pub kills: usize,
    /// How often the broker went away.
    pub outages: usize,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} people with {} devices, {:.1} s: {} messages, {} connections, {} sent again, \
             servers killed {} times, broker killed {} times",
            self.people,
            self.devices,
            self.elapsed.as_secs_f64(),
            self.messages,
            self.connections,
            self.resent,
            self.kills,
            self.outages,
        )?;
        for fault in self.faults.iter().take(FAULTS_SHOWN) {
            writeln!(f, "  {fault}")?;
        }
        writeln!(f, "{} faults", self.faults.len())
    }
}

/// Lets it blow.
pub async fn run(options: &Options) -> anyhow::Result<Report> {
    ensure!(options.devices > 3, "a storm takes more devices");
    let database = Database::create(&options.database_url, "chat_storm").await?;
    let report = blow(options, &database).await;
    database.remove().await?;
    report
}

async fn blow(options: &Options, database: &Database) -> anyhow::Result<Report> {
    let mut broker = Broker::start(options.broker.clone()).await?;
    let settings = Settings::new(&database.url, CONNECTIONS)?.with("NATS_URL", broker.url());
    let mut servers = [
        Server::start(options.server.clone(), &settings).await?,
        Server::start(options.server.clone(), &settings).await?,
    ];
    let mut conn = database.connect().await?;
    let count = party::people_at(options.devices);
    let people = people::settle(&mut conn, &settings.signer()?, count).await?;
    let party = Party::gather(Invitation {
        servers: servers
            .iter()
            .map(|server| server.address.clone())
            .collect(),
        people: people.clone(),
        devices: options.devices,
        messages: options.messages,
        seed: options.seed,
        pace: party::EAGER,
    });
    let started = Instant::now();
    let storm = Storm {
        world: party.world(),
        messages: options.messages,
        started,
    };
    let (kills, outages) = storm.disturb(&mut servers, &mut broker).await?;
    storm.wait(|_| party.is_complete()).await;
    let world = party.world().clone();
    let faults = party.disperse(&mut conn).await?;
    Ok(Report {
        elapsed: started.elapsed(),
        people: people.len(),
        devices: options.devices,
        messages: options.messages,
        connections: world.connections.load(Ordering::Relaxed),
        resent: world.resent.load(Ordering::Relaxed),
        kills,
        outages,
        faults,
    })
}

/// What goes on around the devices.
struct Storm<'a> {
    world: &'a World,
    messages: usize,
    started: Instant,
}

impl Storm<'_> {
    /// Kills each server once, and the broker, while messages are on the way.
    async fn disturb(
        &self,
        servers: &mut [Server],
        broker: &mut Broker,
    ) -> anyhow::Result<(usize, usize)> {
        let mut kills = 0;
        for (server, quarter) in servers.iter_mut().zip(1..) {
            self.wait_for_quarter(quarter).await;
            server.restart().await?;
            kills += 1;
        }
        self.wait_for_quarter(3).await;
        broker.kill();
        tokio::time::sleep(OUTAGE).await;
        broker.start_again().await?;
        Ok((kills, 1))
    }

    async fn wait_for_quarter(&self, quarter: usize) {
        let enough = self.messages * quarter / 4;
        self.wait(|world| world.acknowledged.load(Ordering::Relaxed) >= enough)
            .await;
    }

    /// Until it is so, or for as long as a storm may last.
    async fn wait(&self, is_so: impl Fn(&World) -> bool) {
        while !is_so(self.world) && self.started.elapsed() < TIME_LIMIT {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}
