//! How clients send: once, again, twice at once, or hanging up in the middle.

use std::time::Duration;

use api_types::problem::{Problem, ProblemKind};
use hyper::Method;
use rand::Rng;
use serde_json::Value;
use uuid::Uuid;

use super::Actor;
use crate::client::{Call, Reply};
use crate::storm::history::{Deed, Entry, Told};

/// How long a client at the longest waits until it hangs up, if it does.
const PATIENCE: Duration = Duration::from_millis(30);
/// How often the same request is sent again until it is answered.
const TRIES: usize = 5;
/// Before a server that is not there is asked again.
const PAUSE: Duration = Duration::from_millis(20);

impl Actor {
    /// Does one thing, in one of the ways in which clients do things, and writes down what came of
    /// it. Returns what the client was told at last.
    pub(super) async fn perform(
        &mut self,
        event: Uuid,
        person: Option<usize>,
        deed: Deed,
        call: Call,
    ) -> Option<Told> {
        let mut call = self.signed(call);
        let mut entry = Entry {
            event,
            person,
            deed,
            key: None,
            started: Duration::ZERO,
            answered: None,
            over: None,
        };
        if call.method != Method::GET && self.dice.random_bool(0.35) {
            let (number, key) = self.next_key();
            entry.key = Some(number);
            call.headers.push(("idempotency-key", key));
        }
        let way = self.dice.random_range(0..100);
        if entry.key.is_some() && way >= 85 {
            return self.twice_at_once(entry, &call).await;
        }
        let patience = (way < 4).then(|| self.dice.random_range(Duration::ZERO..PATIENCE));
        let mut told = self.once(&entry, &call, patience).await;
        let mut tries = 0;
        // Who does not know whether it happened asks again with the same key; some do so for no
        // reason.
        while entry.key.is_some() && tries < TRIES && (told.is_none() || way >= 75 && tries == 0) {
            tries += 1;
            if told.is_none() {
                self.rest().await;
            }
            told = self.once(&entry, &call, None).await;
        }
        if told.is_none() {
            self.rest().await;
        }
        told
    }

    async fn once(
        &mut self,
        entry: &Entry,
        call: &Call,
        patience: Option<Duration>,
    ) -> Option<Told> {
        let mut entry = entry.clone();
        entry.started = self.storm.now();
        let sent = self.try_to_connect().await;
        if !sent {
            return None;
        }
        let reply = self.send(call, patience).await;
        self.note(entry, reply)
    }

    async fn twice_at_once(&mut self, entry: Entry, call: &Call) -> Option<Told> {
        let mut entry = entry;
        entry.started = self.storm.now();
        let storm = self.storm.clone();
        let patience = storm.temper.patience();
        let (first, second) = tokio::join!(
            async {
                (
                    hurry(patience, self.connection.send(call)).await,
                    storm.now(),
                )
            },
            async { (hurry(patience, self.other.send(call)).await, storm.now()) },
        );
        let mut told = None;
        for (reply, ended) in [first, second] {
            told = self.note_at(entry.clone(), reply, ended).or(told);
        }
        if told.is_none() {
            self.change_server();
        }
        told
    }

    /// A server that is not there was not asked for anything.
    async fn try_to_connect(&mut self) -> bool {
        let is_open = self.connection.open().await.is_ok();
        if !is_open {
            tokio::time::sleep(PAUSE).await;
            self.change_server();
        }
        is_open
    }

    pub(super) async fn send(&mut self, call: &Call, patience: Option<Duration>) -> Option<Reply> {
        let sending = self.connection.send(call);
        let reply = match patience.or(self.storm.temper.patience()) {
            Some(patience) => tokio::time::timeout(patience, sending).await.ok()?,
            None => sending.await,
        };
        if reply.is_err() {
            self.change_server();
        }
        reply.ok()
    }

    /// Leaves a server alone that could not do what it was asked for.
    pub(super) async fn rest(&self) {
        tokio::time::sleep(self.storm.temper.rest()).await;
    }

    fn note(&mut self, entry: Entry, reply: Option<Reply>) -> Option<Told> {
        let ended = self.storm.now();
        self.note_at(entry, reply, ended)
    }

    fn note_at(&mut self, entry: Entry, reply: Option<Reply>, ended: Duration) -> Option<Told> {
        let operation = entry.deed.operation();
        let (mut told, mut over) = (reply.as_ref().map(told_by), None);
        match (&told, &reply) {
            (Some(answer), Some(_))
                if self.storm.temper.forgives(answer.status)
                    && self.storm.documented.contains(operation, answer.status) =>
            {
                self.storm.count(operation, answer);
                over = self.storm.temper.over(answer.status, ended);
                told = None;
            }
            (Some(told), Some(reply)) => {
                self.storm.count(operation, told);
                if !self.storm.documented.contains(operation, told.status) || told.status >= 500 {
                    self.diary.faults.push(format!(
                        "{operation} answered {}: {}",
                        told.status,
                        String::from_utf8_lossy(&reply.body)
                    ));
                }
                self.check_places(reply);
            }
            _ => self.storm.count_lost(operation),
        }
        self.diary.entries.push(Entry {
            answered: told.clone().map(|told| (ended, told)),
            over,
            ..entry
        });
        told
    }

    /// No answer ever shows more places taken than there are.
    fn check_places(&mut self, reply: &Reply) {
        let json = reply.json();
        let event = match &json["event"] {
            Value::Null => &json,
            event => event,
        };
        let counts = (
            event["places_taken"].as_i64(),
            event["maximum_attendees"].as_i64(),
        );
        if let (Some(taken), Some(most)) = counts
            && taken > most
        {
            self.diary
                .faults
                .push(format!("an answer shows {taken} of {most} places taken"));
        }
    }
}

/// An answer, if one comes in time.
async fn hurry(
    patience: Option<Duration>,
    sending: impl Future<Output = anyhow::Result<Reply>>,
) -> Option<Reply> {
    match patience {
        Some(patience) => tokio::time::timeout(patience, sending).await.ok()?.ok(),
        None => sending.await.ok(),
    }
}

/// What matters of an answer.
pub(super) fn told_by(reply: &Reply) -> Told {
    let json = reply.json();
    let problem: Option<ProblemKind> = match reply.status {
        400.. => serde_json::from_value::<Problem>(json.clone())
            .ok()
            .and_then(|problem| problem.kind()),
        _ => None,
    };
    // The receipt of a booking shows the event as it is after it.
    let is_event = json["event"].is_null();
    Told {
        status: reply.status,
        problem,
        replayed: reply.replayed,
        relation: serde_json::from_value(json["relation"].clone()).unwrap_or_default(),
        version: json["version"]
            .as_i64()
            .filter(|_| is_event)
            .and_then(|version| i32::try_from(version).ok()),
        obstacle: serde_json::from_value(json["obstacle"].clone()).unwrap_or_default(),
        people_told: json["people_told"].as_i64(),
    }
}
