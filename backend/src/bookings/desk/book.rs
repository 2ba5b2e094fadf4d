//! One transaction of the desk: who gets a place, and what is written of it.

use std::collections::HashMap;

use api_types::bookings::{BookingOutcome, BookingReceipt};
use api_types::events::Relation;
use api_types::problem::ProblemKind;
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{Answer, Order};
use crate::bookings::eligibility::obstacle;
use crate::bookings::queries::desk::{self, NewBooking, PersonAtDesk};
use crate::error::{ApiError, ApiResult};
use crate::events::queries::{EventRow, SeenEvent};
use crate::idempotency::{self, Done, Named, queries::insert_outcomes};
use crate::mail::{Announcement, News, Recipient, announce_each};
use crate::state::AppState;

/// What came of a transaction.
pub struct Booked {
    /// One for each order.
    pub answers: Vec<Answer>,
    /// Whether there is a mail to send.
    pub is_mail_waiting: bool,
}

/// What is remembered of a booking.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Outcome {
    outcome: BookingOutcome,
    accepted_at: DateTime<Utc>,
}

/// All that the orders are about, read once and locked.
struct Counter<'a> {
    orders: &'a [Order],
    now: DateTime<Utc>,
    people: HashMap<Uuid, PersonAtDesk>,
    events: HashMap<Uuid, EventRow>,
    /// By event and person: since when they have a place, or `None` of the invited.
    bookings: HashMap<(Uuid, Uuid), Option<DateTime<Utc>>>,
    remembered: HashMap<(Uuid, String), idempotency::queries::Remembered>,
    /// Indexes of the orders that get a place.
    given: Vec<usize>,
}

/// Serves the orders, one after the other, in a transaction that the caller opened.
pub async fn book(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    orders: &[Order],
) -> ApiResult<Booked> {
    let mut counter = Counter::read(conn, orders, state.clock.now()).await?;
    let mut answers = Vec::with_capacity(orders.len());
    let mut outcomes = Vec::new();
    for (index, order) in orders.iter().enumerate() {
        let answer = counter.serve(index, order);
        if let (Ok(done), Some(named)) = (&answer, &order.named)
            && !done.is_replay
        {
            let outcome = Outcome {
                outcome: done.outcome.outcome,
                accepted_at: done.outcome.accepted_at,
            };
            let outcome = serde_json::to_value(outcome).map_err(ApiError::internal)?;
            counter.remember(order.user_id, named, outcome.clone());
            outcomes.push((order.user_id, named, outcome));
        }
        answers.push(answer);
    }
    counter.write(conn).await?;
    if !outcomes.is_empty() {
        insert_outcomes(conn, &outcomes, counter.now).await?;
    }
    let is_mail_waiting = counter.announce(conn, state).await?;
    Ok(Booked {
        answers,
        is_mail_waiting,
    })
}

impl<'a> Counter<'a> {
    async fn read(
        conn: &mut AsyncPgConnection,
        orders: &'a [Order],
        now: DateTime<Utc>,
    ) -> ApiResult<Self> {
        let users: Vec<_> = orders.iter().map(|order| order.user_id).collect();
        let events: Vec<_> = orders.iter().map(|order| order.event_id).collect();
        let people = desk::hold_people(conn, &users, &events).await?;
        let rows = desk::lock_events(conn, &events).await?;
        let bookings = desk::bookings_at(conn, &events, &users).await?;
        let names: Vec<_> = orders
            .iter()
            .filter_map(|order| Some(order.named.as_ref()?.key.as_str()))
            .collect();
        let remembered = match names.is_empty() {
            true => Vec::new(),
            false => idempotency::queries::all_remembered(conn, &users, &names).await?,
        };
        Ok(Self {
            orders,
            now,
            people: people.into_iter().map(|one| (one.id, one)).collect(),
            events: rows.into_iter().map(|row| (row.id, row)).collect(),
            bookings: bookings
                .into_iter()
                .map(|(event, user, accepted_at)| ((event, user), accepted_at))
                .collect(),
            remembered: remembered
                .into_iter()
                .map(|one| ((one.user_id, one.key.clone()), one))
                .collect(),
            given: Vec::new(),
        })
    }

    /// One order: what it was before, or what the rule says now.
    fn serve(&mut self, index: usize, order: &Order) -> Answer {
        if !self.people.contains_key(&order.user_id) {
            // They deleted their account at the same time.
            return Err(ApiError::of(ProblemKind::LoginRequired));
        }
        if let Some(done) = self.replay(order)? {
            let seen = self.seen(order)?;
            return Ok(Done::before(self.receipt(done, seen)));
        }
        let seen = self.seen(order)?;
        let found = obstacle(&seen, Some(order.user_id), self.now);
        if let Some(kind) = found.and_then(|found| found.problem()) {
            return Err(ApiError::of(kind));
        }
        let place = (order.event_id, order.user_id);
        if let Some(accepted_at) = self.bookings.get(&place).copied().flatten() {
            let outcome = Outcome {
                outcome: BookingOutcome::AlreadyBooked,
                accepted_at,
            };
            return Ok(Done::now(self.receipt(outcome, seen)));
        }
        self.bookings.insert(place, Some(self.now));
        if let Some(row) = self.events.get_mut(&order.event_id) {
            row.places_taken += 1;
        }
        self.given.push(index);
        let outcome = Outcome {
            outcome: BookingOutcome::Booked,
            accepted_at: self.now,
        };
        let seen = self.seen(order)?;
        Ok(Done::now(self.receipt(outcome, seen)))
    }

    fn replay(&self, order: &Order) -> ApiResult<Option<Outcome>> {
        let Some(named) = &order.named else {
            return Ok(None);
        };
        let known = self.remembered.get(&(order.user_id, named.key.clone()));
        let done = known.map(|known| idempotency::replay(named, known.clone()));
        Ok(done.transpose()?.map(|done| done.outcome))
    }

    /// For the same request, sent again before the first one was done.
    fn remember(&mut self, user_id: Uuid, named: &Named, outcome: Value) {
        let remembered = idempotency::queries::Remembered {
            user_id,
            key: named.key.clone(),
            fingerprint: named.fingerprint.clone(),
            outcome: Some(outcome),
        };
        self.remembered
            .insert((user_id, named.key.clone()), remembered);
    }

    /// The event as the person sees it at this moment; of one that they may not see there is none.
    fn seen(&self, order: &Order) -> ApiResult<SeenEvent> {
        let row = self.events.get(&order.event_id);
        let creator = row.and_then(|row| self.people.get(&row.creator_id));
        let (Some(row), Some(creator)) = (row, creator) else {
            return Err(ApiError::not_found());
        };
        let booking = self.bookings.get(&(order.event_id, order.user_id));
        let relation = match booking {
            _ if row.creator_id == order.user_id => Relation::Creator,
            Some(Some(_)) => Relation::Accepted,
            Some(None) => Relation::Invited,
            None => Relation::None,
        };
        let seen = SeenEvent {
            row: row.clone(),
            creator: creator.person(),
            relation,
        };
        match seen.is_visible() {
            true => Ok(seen),
            false => Err(ApiError::not_found()),
        }
    }

    fn receipt(&self, outcome: Outcome, seen: SeenEvent) -> BookingReceipt {
        BookingReceipt {
            outcome: outcome.outcome,
            accepted_at: outcome.accepted_at,
            event: seen.into_event(self.now),
        }
    }

    fn given(&self) -> impl Iterator<Item = &'a Order> {
        let orders = self.orders;
        self.given.iter().map(|index| &orders[*index])
    }

    /// Writes the bookings and moves the counters. The database refuses, as a whole, what would be
    /// one place too many.
    async fn write(&self, conn: &mut AsyncPgConnection) -> ApiResult<()> {
        let rows: Vec<_> = self
            .given()
            .map(|order| NewBooking {
                event_id: order.event_id,
                user_id: order.user_id,
            })
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        desk::accept_bookings(conn, &rows, self.now).await?;
        let mut taken: HashMap<Uuid, i32> = HashMap::new();
        for row in &rows {
            *taken.entry(row.event_id).or_default() += 1;
        }
        match desk::take_places(conn, &taken).await? {
            true => Ok(()),
            false => Err(ApiError::of(ProblemKind::EventFull)),
        }
    }

    /// Tells those who got a place.
    async fn announce(&self, conn: &mut AsyncPgConnection, state: &AppState) -> ApiResult<bool> {
        let mut told: HashMap<Uuid, Vec<Recipient>> = HashMap::new();
        for order in self.given() {
            if let Some(person) = self.people.get(&order.user_id) {
                let recipients = told.entry(order.event_id).or_default();
                recipients.push(person.recipient());
            }
        }
        let announcements: Vec<_> = told
            .into_iter()
            .filter_map(|(event_id, recipients)| {
                let row = self.events.get(&event_id)?;
                let organiser = &self.people.get(&row.creator_id)?.username;
                let announcement = Announcement {
                    news: News::BookingConfirmed,
                    event: row.facts(organiser),
                };
                Some((announcement, recipients))
            })
            .collect();
        announce_each(conn, state, &announcements).await
    }
}
