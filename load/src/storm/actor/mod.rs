//! One client of the storm: somebody who does all kinds of things as fast as they are answered, hangs
//! up in the middle, tries again, and writes down what happened.

mod requests;

use std::sync::Arc;
use std::time::Duration;

use api_types::events::Visibility;
use chrono::{TimeDelta, Utc};
use hyper::Method;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;
use uuid::Uuid;

use super::Storm;
use super::board::Live;
use super::history::{Change, Created, Deed, Diary, Told};
use crate::client::{Call, Connection};

/// How many people a creator invites and removes again and again.
const CIRCLE: usize = 6;

/// A client.
pub struct Actor {
    storm: Arc<Storm>,
    number: usize,
    dice: StdRng,
    connection: Connection,
    /// For what is sent twice at once.
    other: Connection,
    keys: u64,
    titles: u64,
    diary: Diary,
}

impl Actor {
    /// The client with this number, which is that of its person.
    pub fn new(storm: Arc<Storm>, number: usize) -> Self {
        let address = &storm.addresses[number % storm.addresses.len()];
        Self {
            number,
            dice: StdRng::seed_from_u64(storm.seed.wrapping_add(number as u64)),
            connection: Connection::new(address),
            other: Connection::new(address),
            keys: 0,
            titles: 0,
            diary: Diary::default(),
            storm,
        }
    }

    /// Acts until the storm is over.
    pub async fn act(mut self) -> Diary {
        while !self.storm.is_over() {
            let slot = self.choose_slot();
            let is_mine = self.storm.board.owner(slot) == self.number;
            match self.storm.board.live(slot) {
                None if is_mine => self.create_event(slot).await,
                None => tokio::task::yield_now().await,
                Some(live) if is_mine => self.manage(slot, live).await,
                Some(live) => self.visit(live).await,
            }
            if self.dice.random_bool(0.02) {
                self.change_server();
            }
            if let Some(pause) = self.storm.temper.pause() {
                let pause = self.dice.random_range(pause);
                tokio::time::sleep(Duration::from_millis(pause)).await;
            }
        }
        self.diary
    }

    /// Creators look after their own events half of the time; some events are wanted by all.
    fn choose_slot(&mut self) -> usize {
        let slots = self.storm.board.len();
        if let Some(own) = self.storm.board.slot_of(self.number)
            && self.dice.random_bool(0.5)
        {
            return own;
        }
        let position: f64 = self.dice.random();
        ((position * position * slots as f64) as usize).min(slots - 1)
    }

    fn change_server(&mut self) {
        let addresses = &self.storm.addresses;
        let address = &addresses[self.dice.random_range(0..addresses.len())];
        self.connection = Connection::new(address);
        self.other = Connection::new(address);
    }

    async fn visit(&mut self, live: Live) {
        let path = format!("/api/v1/events/{}", live.event);
        let booking = format!("{path}/booking");
        let (deed, call) = match self.dice.random_range(0..100) {
            0..50 => (Deed::Book, Call::new(Method::PUT, booking)),
            50..80 => (Deed::GiveBack, Call::new(Method::DELETE, booking)),
            80..92 => (Deed::Read, Call::get(path)),
            _ => (Deed::Ask, Call::get(format!("{path}/eligibility"))),
        };
        self.perform(live.event, Some(self.number), deed, call)
            .await;
    }

    async fn manage(&mut self, slot: usize, live: Live) {
        let path = format!("/api/v1/events/{}", live.event);
        match self.dice.random_range(0..100) {
            0..35 => self.invite(live, &path).await,
            35..60 => self.remove(live, &path).await,
            60..85 => self.edit(slot, live, &path).await,
            85..90 => {
                let told = self
                    .perform(live.event, None, Deed::Read, Call::get(path))
                    .await;
                self.remember_version(slot, live, told.as_ref());
            }
            90..97 => {
                let call = Call::new(Method::POST, format!("{path}/notifications"));
                self.perform(live.event, None, Deed::Notify, call).await;
            }
            _ => {
                let call = Call::new(Method::POST, format!("{path}/cancellation"))
                    .json(&json!({ "reason": "A storm is coming." }));
                self.perform(live.event, None, Deed::CancelEvent, call)
                    .await;
                self.storm.board.set(slot, None);
            }
        }
    }

    /// Somebody else, by their number; often one of a few, so that much happens to them.
    fn somebody(&mut self) -> usize {
        let people = self.storm.people.len();
        let circle = match self.dice.random_bool(0.7) {
            true => CIRCLE.min(people - 1),
            false => people - 1,
        };
        (self.number + self.dice.random_range(1..=circle)) % people
    }

    async fn invite(&mut self, live: Live, path: &str) {
        let invited = self.somebody();
        let name = self.storm.people[invited].username.clone();
        let user = match self.dice.random_bool(0.5) {
            true => format!("{name}@example.org"),
            false => name,
        };
        let call =
            Call::new(Method::POST, format!("{path}/invitations")).json(&json!({ "user": user }));
        self.perform(live.event, Some(invited), Deed::Invite, call)
            .await;
    }

    async fn remove(&mut self, live: Live, path: &str) {
        let removed = self.somebody();
        let name = &self.storm.people[removed].username;
        let call = Call::new(Method::DELETE, format!("{path}/attendees/{name}"));
        self.perform(live.event, Some(removed), Deed::Remove, call)
            .await;
    }

    async fn edit(&mut self, slot: usize, live: Live, path: &str) {
        // Now and then with a version that is not the present one.
        let seen = match self.dice.random_bool(0.05) {
            true => live.version + 1,
            false => live.version,
        };
        let (change, body) = match self.dice.random_bool(0.3) {
            true => {
                let (visibility, name) = self.some_visibility();
                (
                    Change::Visibility(visibility),
                    json!({ "visibility": name }),
                )
            }
            false => {
                let maximum = self.some_maximum();
                (
                    Change::Maximum(maximum),
                    json!({ "maximum_attendees": maximum }),
                )
            }
        };
        let mut call = Call::new(Method::PATCH, path).json(&body);
        call.headers.push(("if-match", format!("\"{seen}\"")));
        let told = self
            .perform(live.event, None, Deed::Edit { seen, change }, call)
            .await;
        match &told {
            Some(told) if told.status == 200 => {
                self.remember_version(slot, live, Some(told));
            }
            // It may have happened, or somebody's request that was cut off has: look.
            _ => {
                let told = self
                    .perform(live.event, None, Deed::Read, Call::get(path))
                    .await;
                self.remember_version(slot, live, told.as_ref());
            }
        }
    }

    fn some_visibility(&mut self) -> (Visibility, &'static str) {
        match self.dice.random_bool(0.6) {
            true => (Visibility::Public, "public"),
            false => (Visibility::InviteOnly, "invite-only"),
        }
    }

    fn some_maximum(&mut self) -> Option<i32> {
        match self.dice.random_range(0..10) {
            0 => None,
            1..8 => Some(self.dice.random_range(1..=12)),
            _ => Some(self.dice.random_range(13..=40)),
        }
    }

    fn remember_version(&self, slot: usize, live: Live, told: Option<&Told>) {
        let known = match told {
            Some(told) if told.status == 404 => None,
            told => Some(Live {
                version: told.and_then(|told| told.version).unwrap_or(live.version),
                ..live
            }),
        };
        self.storm.board.set(slot, known);
    }

    /// Makes an event, and goes on until it is known to be there.
    async fn create_event(&mut self, slot: usize) {
        let (visibility, name) = self.some_visibility();
        let maximum = self.some_maximum();
        self.titles += 1;
        let title = format!("Storm {}-{}", self.number, self.titles);
        let body = json!({
            "title": title,
            "description": "Everybody at once.",
            "date": (Utc::now() + TimeDelta::days(30)).date_naive().to_string(),
            "time": "19:30",
            "visibility": name,
            "maximum_attendees": maximum,
        });
        let (_, key) = self.next_key();
        let mut call = self.signed(Call::new(Method::POST, "/api/v1/events").json(&body));
        call.headers.push(("idempotency-key", key));
        self.diary.titles.push(title);
        while !self.storm.is_over() {
            let Some(reply) = self.send(&call, None).await else {
                self.storm.count_lost("create_event");
                self.rest().await;
                continue;
            };
            if self.storm.temper.forgives(reply.status) {
                self.storm.count("create_event", &requests::told_by(&reply));
                self.rest().await;
                continue;
            }
            let event = reply.json()["id"].as_str().map(Uuid::parse_str);
            let Some(Ok(event)) = event.filter(|_| reply.status == 201) else {
                let fault = format!("an event could not be made: {:?}", reply.json());
                self.diary.faults.push(fault);
                return;
            };
            self.storm.count("create_event", &requests::told_by(&reply));
            self.diary.created.push(Created {
                event,
                visibility,
                maximum,
            });
            self.storm.board.set(slot, Some(Live { event, version: 1 }));
            return;
        }
    }

    fn signed(&self, call: Call) -> Call {
        call.by(&self.storm.people[self.number].token)
    }

    fn next_key(&mut self) -> (u64, String) {
        self.keys += 1;
        let number = ((self.number as u64) << 32) | self.keys;
        (number, format!("storm-{}-{number}", self.storm.seed))
    }
}
