//! Where places are given away: the bookings that wait, many in one transaction.
//!
//! Everybody who books the same event needs the lock on its row, so that one booking after the
//! other costs a commit each. Here a teller takes all bookings that wait for it, locks their events
//! once, decides one after the other, and writes what came of it with one statement for each
//! table. Nobody waits for company: a booking that comes alone is a transaction of its own.
//!
//! An event always has the same teller, so that within a process nobody waits for its lock. Other
//! processes do, in the order in which all who lock several rows take them: people by their ids,
//! then events by theirs.

mod book;

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use api_types::bookings::{BookingOutcome, BookingReceipt};
use api_types::problem::ProblemKind;
use diesel_async::AsyncConnection;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use crate::db::{DESK_CONNECTIONS, in_time};
use crate::error::{ApiError, ApiResult, OnConstraint};
use crate::idempotency::{Done, Named};
use crate::mail;
use crate::notifications::{tell_all, tell_of_reading};
use crate::state::AppState;

/// How many bookings one transaction takes.
const BATCH: usize = 200;
/// How many bookings may wait for a teller; whoever comes then is asked to come again.
const QUEUE: usize = 5_000;

/// A wish for a place.
#[derive(Debug)]
pub struct Order {
    /// At this event.
    pub event_id: Uuid,
    /// For this person.
    pub user_id: Uuid,
    /// The key of the request, if it has one.
    pub named: Option<Named>,
}

/// What comes of an order.
pub type Answer = ApiResult<Done<BookingReceipt>>;

struct Waiting {
    order: Order,
    reply: oneshot::Sender<Answer>,
}

enum Task {
    Book(Waiting),
    /// Says when everything that came before is done.
    Finish(oneshot::Sender<()>),
}

/// The way to the tellers; copies share them.
#[derive(Clone)]
pub struct Desk {
    tellers: Vec<mpsc::Sender<Task>>,
    hasher: RandomState,
}

impl Desk {
    /// Opens it. The tellers work until all copies are gone.
    pub fn open(state: &AppState) -> Self {
        let teller = |_| {
            let (sender, receiver) = mpsc::channel(QUEUE);
            tokio::spawn(serve(state.clone(), receiver));
            sender
        };
        Self {
            tellers: (0..DESK_CONNECTIONS).map(teller).collect(),
            hasher: RandomState::new(),
        }
    }

    /// Books a place. It is booked, or not, whether or not somebody waits for the answer.
    pub async fn book(&self, order: Order) -> Answer {
        let (reply, answer) = oneshot::channel();
        let teller = self.hasher.hash_one(order.event_id) as usize % self.tellers.len();
        self.tellers[teller]
            .try_send(Task::Book(Waiting { order, reply }))
            .map_err(|_| ApiError::overloaded())?;
        match answer.await {
            Ok(answer) => answer,
            Err(_) => Err(ApiError::of(ProblemKind::Unavailable)),
        }
    }

    /// Waits until everything that was ordered so far is done.
    pub async fn finish(&self) {
        for teller in &self.tellers {
            let (done, finished) = oneshot::channel();
            if teller.send(Task::Finish(done)).await.is_ok() {
                // A teller that is gone has nothing left to do.
                let _ = finished.await;
            }
        }
    }
}

/// A teller: takes what waits, and answers.
async fn serve(state: AppState, mut queue: mpsc::Receiver<Task>) {
    let mut tasks = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut tasks, BATCH).await > 0 {
        let (mut orders, mut replies, mut finished) = (Vec::new(), Vec::new(), Vec::new());
        for task in tasks.drain(..) {
            match task {
                // Whoever has hung up before their turn is not served.
                Task::Book(one) if one.reply.is_closed() => {}
                Task::Book(one) => {
                    orders.push(one.order);
                    replies.push(one.reply);
                }
                Task::Finish(done) => finished.push(done),
            }
        }
        let answers = answer_all(&state, &orders).await;
        for (reply, answer) in replies.into_iter().zip(answers) {
            count(&state, &answer);
            // Nobody may be there any more.
            let _ = reply.send(answer);
        }
        for done in finished {
            let _ = done.send(());
        }
    }
}

/// Counts what came of an order. One that was sent twice counts once, and a database that is away is
/// no answer.
fn count(state: &AppState, answer: &Answer) {
    let outcome = match answer {
        Ok(done) if done.is_replay => return,
        Ok(done) => match done.outcome.outcome {
            BookingOutcome::Booked => "booked",
            BookingOutcome::AlreadyBooked => "already_booked",
        },
        Err(error) if error.problem.status >= 500 => return,
        Err(_) => "refused",
    };
    state.metrics.bookings.with_label_values(&[outcome]).inc();
}

/// All in one transaction. If that fails, for a reason that may be the fault of one of them, each
/// alone.
async fn answer_all(state: &AppState, orders: &[Order]) -> Vec<Answer> {
    match in_time(together(state, orders)).await {
        Ok(answers) => answers,
        Err(error) if orders.len() == 1 => vec![Err(error)],
        // Nobody waits until a database that is away was looked for on behalf of each.
        Err(error) if error.problem.kind() == Some(ProblemKind::Unavailable) => {
            tracing::error!("bookings could not be made: {error}");
            let away = |_| Err(ApiError::of(ProblemKind::Unavailable));
            orders.iter().map(away).collect()
        }
        Err(error) => {
            tracing::debug!("bookings are tried one by one: {error}");
            let mut answers = Vec::with_capacity(orders.len());
            for order in orders {
                let alone = in_time(together(state, std::slice::from_ref(order))).await;
                answers.push(alone.and_then(|answers| {
                    let first = answers.into_iter().next();
                    first.unwrap_or_else(|| Err(ApiError::of(ProblemKind::Unavailable)))
                }));
            }
            answers
        }
    }
}

async fn together(state: &AppState, orders: &[Order]) -> ApiResult<Vec<Answer>> {
    if orders.is_empty() {
        return Ok(Vec::new());
    }
    let mut conn = state.desk_db.get().await?;
    let booked = conn
        .transaction(async |conn| book::book(conn, state, orders).await)
        .await
        .on_constraint("idempotency_keys_pkey", || {
            ApiError::of(ProblemKind::IdempotencyKeyReused)
        })?;
    if booked.is_mail_waiting {
        // Not within the transaction: the database lets only one at a time commit that notifies.
        // Should this fail, the senders look by themselves soon.
        if let Err(error) = mail::queries::wake_workers(&mut conn).await {
            tracing::debug!(%error, "the senders of mail were not woken");
        }
    }
    tell_all(state, booked.told);
    tell_of_reading(state, booked.settled);
    for event_id in booked.changed_events {
        state.realtime.event_changed(event_id);
    }
    Ok(booked.answers)
}
