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

use api_types::bookings::BookingReceipt;
use api_types::problem::ProblemKind;
use diesel_async::AsyncConnection;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use crate::db::DESK_CONNECTIONS;
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

/// The way to the tellers; copies share them.
#[derive(Clone)]
pub struct Desk {
    tellers: Vec<mpsc::Sender<Waiting>>,
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
            .try_send(Waiting { order, reply })
            .map_err(|_| ApiError::of(ProblemKind::Unavailable))?;
        match answer.await {
            Ok(answer) => answer,
            Err(_) => Err(ApiError::of(ProblemKind::Unavailable)),
        }
    }
}

/// A teller: takes what waits, and answers.
async fn serve(state: AppState, mut queue: mpsc::Receiver<Waiting>) {
    let mut waiting = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut waiting, BATCH).await > 0 {
        // Whoever has hung up before their turn is not served.
        waiting.retain(|one| !one.reply.is_closed());
        let (orders, replies): (Vec<_>, Vec<_>) =
            waiting.drain(..).map(|one| (one.order, one.reply)).unzip();
        let answers = answer_all(&state, &orders).await;
        for (reply, answer) in replies.into_iter().zip(answers) {
            // Nobody may be there any more.
            let _ = reply.send(answer);
        }
    }
}

/// All in one transaction. If that fails, for a reason that may be the fault of one of them, each
/// alone.
async fn answer_all(state: &AppState, orders: &[Order]) -> Vec<Answer> {
    match together(state, orders).await {
        Ok(answers) => answers,
        Err(error) if orders.len() == 1 => vec![Err(error)],
        Err(error) => {
            tracing::debug!("bookings are tried one by one: {error}");
            let mut answers = Vec::with_capacity(orders.len());
            for order in orders {
                let alone = together(state, std::slice::from_ref(order)).await;
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
