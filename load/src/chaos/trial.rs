//! One phase: both storms blow, something fails and comes back, and everything is judged.

use std::time::{Duration, Instant};

use anyhow::Context;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use tokio::time::sleep;
use uuid::Uuid;

use super::phase::{Phase, Strike, strike};
use super::prober::{Probe, Prober};
use super::report::Row;
use super::rig::Rig;
use super::{Options, Sabotage, ledger, truth};
use crate::chat_storm::party::{self, Invitation, Party};
use crate::people::{self, Person};
use crate::queries;
use crate::queries::chaos as statements;
use crate::storm::history::Diary;
use crate::storm::judge::{Found, judge};
use crate::storm::{Counts, Crowd, Scene, Temper, wait_until_alone};

/// How long everything may take to work again by itself.
const RECOVERS_WITHIN: Duration = Duration::from_secs(60);
/// How long mails and messages may be on their way after that.
const SETTLES_WITHIN: Duration = Duration::from_secs(120);
/// How long the database may take for what it was handed.
const LATE: Duration = Duration::from_secs(2);
/// How long a device waits before it sends again, in milliseconds.
const PACE: std::ops::Range<u64> = 150..450;
/// Messages of a device in a second, about.
const MESSAGES_PER_SECOND: usize = 3;
/// Where nobody is but those who look whether it works.
const PROBED: usize = 900_001;

/// What goes on in a phase.
struct Weather {
    crowd: Crowd,
    party: Party,
    probers: Vec<Prober>,
    people: Vec<Person>,
    epoch: Instant,
}

/// Lets something fail, and judges what came of it.
pub async fn run(options: &Options, phase: Phase, mut rig: Rig) -> anyhow::Result<Row> {
    let mut conn = AsyncPgConnection::establish(&rig.database_url).await?;
    let weather = Weather::begin(options, phase, &rig, &mut conn).await?;
    // It would be cut off.
    drop(conn);
    sleep(options.calm).await;
    let struck = strike(&mut rig, phase, options.outage).await?;
    let healed = weather.epoch.elapsed();
    let recovered = weather.recovery(healed).await;
    sleep(options.calm).await;

    let mut row = Row::of(phase);
    row.note = struck.note.clone();
    row.recovered = recovered;
    if recovered.is_none() {
        row.fault(format!("it does not work again after {RECOVERS_WITHIN:?}"));
    }
    count(&mut row, &weather.crowd.counts(), temper(options, phase));
    let diaries = weather.crowd.disperse().await;
    judge_servers(&mut row, weather.probers, &mut rig).await?;
    let mut conn = connect(&rig.database_url).await?;
    let is_complete = Rig::wait(SETTLES_WITHIN, async || weather.party.is_complete()).await;
    if !is_complete {
        row.fault("not every device has received everything".to_owned());
    }
    let are_sent = Rig::wait(SETTLES_WITHIN, async || {
        matches!(statements::waiting_mails(&mut conn).await, Ok(0))
    });
    if !are_sent.await {
        row.fault("not every mail has left".to_owned());
    }
    sabotage(options, &mut conn).await?;
    row.messages = weather.party.planned();
    match weather.party.disperse(&mut conn).await {
        Ok(faults) => faults.iter().for_each(|one| row.fault(one.to_string())),
        // A device was told something that cannot be.
        Err(error) => row.fault(error.to_string()),
    }
    rig.servers.clear();
    wait_until_alone(&mut conn).await?;
    judge_bookings(&mut row, &mut conn, &weather.people, &diaries).await?;
    judge_mails(&mut row, &mut conn, &rig, &struck).await?;
    Ok(row)
}

/// The positive control.
async fn sabotage(options: &Options, conn: &mut AsyncPgConnection) -> anyhow::Result<()> {
    if options.sabotage.contains(&Sabotage::Message) {
        statements::lose_message(conn).await?;
    }
    if options.sabotage.contains(&Sabotage::Booking) {
        statements::lose_booking(conn, probed()).await?;
    }
    Ok(())
}

/// Whether they said how they were, and are there still.
async fn judge_servers(row: &mut Row, probers: Vec<Prober>, rig: &mut Rig) -> anyhow::Result<()> {
    for (number, prober) in probers.into_iter().enumerate() {
        let samples = prober.stop().await?;
        row.unusable = row.unusable.max(truth::unusable(&samples));
        let lies = truth::lies(&samples);
        row.lies += lies.len();
        for lie in lies {
            row.fault(format!("server {number} {lie}"));
        }
    }
    for (number, server) in rig.servers.iter_mut().enumerate() {
        if !server.is_running() {
            row.fault(format!("server {number} has ended by itself"));
        }
    }
    Ok(())
}

impl Weather {
    async fn begin(
        options: &Options,
        phase: Phase,
        rig: &Rig,
        conn: &mut AsyncPgConnection,
    ) -> anyhow::Result<Self> {
        statements::record_mails(conn).await?;
        let count = options.clients + rig.servers.len();
        let everybody = people::settle(conn, &rig.settings.signer()?, count).await?;
        let (people, probing) = everybody.split_at(options.clients);
        queries::insert_events(conn, PROBED..=PROBED, 100).await?;
        let epoch = Instant::now();
        let seconds = (2 * options.calm + options.outage).as_secs() as usize;
        let crowd = Crowd::gather(Scene {
            people: people.to_vec(),
            addresses: rig.addresses(),
            events: options.events,
            seed: options.seed,
            temper: temper(options, phase),
        })?;
        let party = Party::gather(Invitation {
            servers: rig.addresses(),
            people: people[..party::people_at(options.devices)].to_vec(),
            devices: options.devices,
            messages: options.devices * seconds * MESSAGES_PER_SECOND,
            seed: options.seed,
            pace: PACE,
        });
        let probers = rig.addresses().into_iter().zip(probing);
        let probers = probers.map(|(address, person)| {
            Prober::start(Probe {
                address,
                person: person.clone(),
                event: probed(),
                epoch,
                is_deceived: options.sabotage.contains(&Sabotage::Readiness),
            })
        });
        Ok(Self {
            crowd,
            party,
            probers: probers.collect(),
            people: people.to_vec(),
            epoch,
        })
    }

    /// How long after this instant all servers worked again.
    async fn recovery(&self, healed: Duration) -> Option<Duration> {
        let recovered = || {
            let each = self.probers.iter();
            let each = each.map(|prober| truth::recovered_after(&prober.samples(), healed));
            each.collect::<Option<Vec<_>>>()
        };
        Rig::wait(RECOVERS_WITHIN, async || recovered().is_some()).await;
        recovered()?.into_iter().max()
    }
}

/// A database that stands still does everything when it goes on.
fn temper(options: &Options, phase: Phase) -> Temper {
    let still = match phase {
        Phase::Slow => options.outage,
        _ => Duration::ZERO,
    };
    Temper::Forbearing { late: still + LATE }
}

fn probed() -> Uuid {
    queries::id(PROBED)
}

/// The database may take a moment after it was killed.
async fn connect(url: &str) -> anyhow::Result<AsyncPgConnection> {
    let mut conn = None;
    Rig::wait(RECOVERS_WITHIN, async || {
        conn = AsyncPgConnection::establish(url).await.ok();
        conn.is_some()
    })
    .await;
    conn.context("the database does not come back")
}

/// What the servers answered.
fn count(row: &mut Row, counts: &Counts, temper: Temper) {
    for ((_, outcome), number) in counts {
        row.requests += number;
        let status = outcome.split(' ').next().and_then(|text| text.parse().ok());
        match status {
            None => row.unknown += number,
            Some(status) if temper.forgives(status) => {
                row.refused += number;
                *row.refusals.entry(outcome.clone()).or_default() += number;
            }
            Some(_) => row.acknowledged += number,
        }
    }
}

async fn judge_bookings(
    row: &mut Row,
    conn: &mut AsyncPgConnection,
    people: &[Person],
    diaries: &[Diary],
) -> anyhow::Result<()> {
    let is_probed = |event: Uuid| event == probed();
    let mut events = queries::events(conn).await?;
    events.retain(|event| !is_probed(event.id));
    let mut bookings = queries::bookings(conn).await?;
    bookings.retain(|booking| !is_probed(booking.event_id));
    let found = Found {
        events,
        bookings,
        mails: statements::written_mails_about_events(conn, probed()).await?,
    };
    let verdict = judge(people, diaries, &found);
    row.histories = verdict.histories;
    verdict
        .faults
        .into_iter()
        .for_each(|fault| row.fault(fault));
    Ok(())
}

async fn judge_mails(
    row: &mut Row,
    conn: &mut AsyncPgConnection,
    rig: &Rig,
    struck: &Strike,
) -> anyhow::Result<()> {
    let written = statements::written_mails(conn).await?;
    let verdict = ledger::judge(&written, &rig.mail.accepted()?, &struck.excuse);
    (row.mails, row.doubled) = (verdict.written, verdict.doubled);
    let faults = verdict.faults.iter();
    faults.for_each(|fault| row.fault(fault.to_string()));
    Ok(())
}
