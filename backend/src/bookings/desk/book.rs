//! One transaction of the desk: who gets a place, and what is written of it.

use std::collections::HashMap;

use api_types::bookings::{BookingOutcome, BookingReceipt};
use api_types::events::Relation;
use api_types::notifications::NotificationKind;
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
use crate::notifications::Told;
use crate::notifications::queries::{Notice, notify, settle_invitations};
use crate::state::AppState;

/// What came of a transaction.
pub struct Booked {
    /// One for each order.
    pub answers: Vec<Answer>,
    /// Whether there is a mail to send.
    pub is_mail_waiting: bool,
    /// The notifications of the creators.
    pub told: Vec<Told>,
    /// Those who have accepted an invitation of which they were notified.
    pub settled: Vec<Uuid>,
    /// Events with fewer places than before.
    pub changed_events: Vec<Uuid>,
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
    /// Those of them who were invited: at which events, and who.
    accepting: (Vec<Uuid>, Vec<Uuid>),
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
    let told = counter.notify(conn).await?;
    let (events, people) = &counter.accepting;
    let settled = settle_invitations(conn, events, people, counter.now).await?;
    let is_mail_waiting = counter.announce(conn, state).await?;
    Ok(Booked {
        answers,
        is_mail_waiting,
        told,
        settled,
        changed_events: counter.given_by_event().into_keys().collect(),
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
            accepting: (Vec::new(), Vec::new()),
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
        if self.bookings.insert(place, Some(self.now)).is_some() {
            self.accepting.0.push(order.event_id);
            self.accepting.1.push(order.user_id);
        }
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
        let given = self.given_by_event().into_iter();
        let taken = given.map(|(id, (count, _))| (id, count)).collect();
        match desk::take_places(conn, &taken).await? {
            true => Ok(()),
            false => Err(ApiError::of(ProblemKind::EventFull)),
        }
    }

    /// How many places each event has given, and who got the last one.
    fn given_by_event(&self) -> HashMap<Uuid, (i32, Uuid)> {
        let mut events = HashMap::new();
        for order in self.given() {
            let given = events.entry(order.event_id).or_insert((0, order.user_id));
            *given = (given.0 + 1, order.user_id);
        }
        events
    }

    /// Notifies the creators: once for each event.
    async fn notify(&self, conn: &mut AsyncPgConnection) -> ApiResult<Vec<Told>> {
        let given = self.given_by_event();
        let notices = given.iter().filter_map(|(event_id, (count, person_id))| {
            let row = self.events.get(event_id)?;
            Some(Notice {
                kind: NotificationKind::Booking,
                user_id: row.creator_id,
                event_id: row.id,
                event_title: &row.title,
                can_see: true,
                person_id: *person_id,
                count: *count,
            })
        });
        let notices: Vec<_> = notices.collect();
        Ok(notify(conn, &notices, self.now).await?)
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
