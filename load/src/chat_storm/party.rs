//! The devices of a storm in chat, from the first connection to the last message.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel_async::AsyncPgConnection;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::device::{Device, World};
use super::judge::{Fault, Heard, Said, judge};
use crate::people::Person;
use crate::queries;

/// As fast as it goes.
pub const EAGER: Range<u64> = 1..40;

/// Who meets where, to say how much.
pub struct Invitation {
    /// Addresses of the servers.
    pub servers: Vec<String>,
    /// At least as many as [`people_at`] says.
    pub people: Vec<Person>,
    /// So many; some people have two or three.
    pub devices: usize,
    /// That they send together.
    pub messages: usize,
    /// What the dice are thrown with.
    pub seed: u64,
    /// How long a device waits before it sends again, in milliseconds.
    pub pace: Range<u64>,
}

/// Devices that write to each other.
pub struct Party {
    world: Arc<World>,
    devices: JoinSet<anyhow::Result<Heard>>,
    planned: Vec<Said>,
    count: usize,
}

impl Party {
    /// Lets all devices connect and write.
    pub fn gather(invitation: Invitation) -> Self {
        let owners = owners(invitation.devices);
        let plans = plan(&invitation, &owners);
        let planned: Vec<Said> = plans.iter().flatten().cloned().collect();
        let world = Arc::new(World {
            servers: invitation.servers,
            pace: invitation.pace,
            acknowledged: AtomicUsize::new(0),
            complete: AtomicUsize::new(0),
            connections: AtomicUsize::new(0),
            resent: AtomicUsize::new(0),
            is_over: watch::Sender::new(false),
        });
        let mut devices = JoinSet::new();
        for ((number, owner), to_send) in (0..).zip(&owners).zip(plans) {
            let person = invitation.people[*owner].clone();
            let theirs = planned
                .iter()
                .filter(|said| said.concerns(&person.username));
            let expected = theirs.count();
            let seed = invitation.seed.wrapping_add(number);
            devices.spawn(Device::new(world.clone(), person, to_send, expected, seed).live());
        }
        Self {
            world,
            devices,
            planned,
            count: owners.len(),
        }
    }

    /// What the devices know.
    pub fn world(&self) -> &Arc<World> {
        &self.world
    }

    /// How many messages are to be sent.
    pub fn planned(&self) -> usize {
        self.planned.len()
    }

    /// Whether every device has received everything.
    pub fn is_complete(&self) -> bool {
        self.world.complete.load(Ordering::Relaxed) == self.count
    }

    /// Ends it, and judges what the devices received and what is stored.
    pub async fn disperse(mut self, conn: &mut AsyncPgConnection) -> anyhow::Result<Vec<Fault>> {
        self.world.is_over.send_replace(true);
        let mut heard: Vec<Heard> = Vec::new();
        while let Some(device) = self.devices.join_next().await {
            heard.push(device??);
        }
        let stored = queries::messages(conn).await?;
        Ok(judge(&self.planned, &stored, &heard))
    }
}

/// How many people have so many devices.
pub fn people_at(devices: usize) -> usize {
    owners(devices).last().map_or(0, |last| last + 1)
}

/// To whom each device belongs, by number: one, two or three to a person.
fn owners(devices: usize) -> Vec<usize> {
    let people = (0..).flat_map(|person| std::iter::repeat_n(person, [1, 2, 1, 3][person % 4]));
    people.take(devices).collect()
}

/// What each device sends, to few people each, so that there are conversations.
fn plan(invitation: &Invitation, owners: &[usize]) -> Vec<Vec<Said>> {
    let people = &invitation.people[..people_at(owners.len())];
    let mut dice = StdRng::seed_from_u64(invitation.seed);
    let mut plans = vec![Vec::new(); owners.len()];
    for number in 0..invitation.messages {
        let device = number % owners.len();
        let from = owners[device];
        let to = (from + dice.random_range(1..4)) % people.len();
        plans[device].push(Said {
            id: Uuid::now_v7(),
            from: people[from].username.clone(),
            to: people[to].username.clone(),
            text: format!("message {number}"),
        });
    }
    plans
}
