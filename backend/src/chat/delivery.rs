//! The carrier: brings messages to the sockets that are open here, each once, in the order of their
//! positions.
//!
//! What this process has stored itself is handed on at once, as long as nobody else has stored
//! anything in between. Otherwise the carrier looks in the database what is missing: it has been
//! told for whom, and looks for everybody now and then, should that news have been lost.

use std::collections::HashSet;
use std::time::Duration;

use api_types::socket::ServerMessage;
use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

use super::post::Sent;
use super::queries::missed::missed_messages;
use super::queries::store::clock;
use crate::db::in_time;
use crate::error::ApiResult;
use crate::realtime::text_of;
use crate::state::AppState;

/// How often it looks for everybody.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How long it waits when the database does not answer.
const PAUSE: Duration = Duration::from_secs(1);
/// How many messages it reads at once.
const PAGE: i64 = 1_000;

/// What one transaction has stored.
#[derive(Debug)]
pub struct Stored {
    /// Where the clock stood.
    pub before: i64,
    /// Where it stands.
    pub after: i64,
    /// In the order of their positions.
    pub messages: Vec<Sent>,
}

struct Carrier {
    state: AppState,
    /// Everything up to this position was delivered to everybody here, or will be without asking.
    known: Option<i64>,
    /// Who may have missed something.
    woken: HashSet<Uuid>,
}

/// Carries until the clerk is gone.
pub async fn run(state: AppState, mut stored: mpsc::Receiver<Stored>) {
    let realtime = state.realtime.clone();
    let mut carrier = Carrier {
        state,
        known: None,
        woken: HashSet::new(),
    };
    let mut look = tokio::time::interval(LOOK_EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            batch = stored.recv() => match batch {
                Some(batch) => carrier.carry(batch),
                None => return,
            },
            people = realtime.woken() => carrier.woken.extend(people),
            _ = look.tick() => carrier.look().await,
        }
        while !carrier.woken.is_empty() {
            if let Err(error) = in_time(carrier.fetch()).await {
                tracing::warn!("messages wait for the database: {error}");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

impl Carrier {
    fn carry(&mut self, batch: Stored) {
        let realtime = &self.state.realtime;
        let hub = realtime.hub();
        if self.known == Some(batch.before) && realtime.is_alone() {
            for sent in &batch.messages {
                let message = sent.message.clone();
                let text = text_of(&ServerMessage::Message { message });
                hub.deliver(sent.sender_id, sent.message.position, &text);
                hub.deliver(sent.recipient_id, sent.message.position, &text);
            }
        } else if realtime.is_alone() {
            // Somebody else writes, too, and does not tell us for whom.
            self.woken.extend(hub.people());
        } else {
            let people = batch.messages.iter();
            let people = people.flat_map(|sent| [sent.sender_id, sent.recipient_id]);
            let people: HashSet<_> = people.collect();
            realtime.wake_elsewhere(&people);
            self.woken.extend(people);
        }
        self.known = Some(batch.after);
    }

    /// Whether there is anything that nobody told of.
    async fn look(&mut self) {
        let read = async {
            let mut conn = self.state.connection().await?;
            ApiResult::Ok(clock(&mut conn).await?)
        };
        match in_time(read).await {
            Ok(now) if self.known == Some(now) => {}
            Ok(now) => {
                self.known = Some(now);
                self.woken.extend(self.state.realtime.hub().people());
            }
            Err(error) => tracing::debug!("the clock was not read: {error}"),
        }
    }

    /// Reads what those who were woken have missed, and delivers it.
    async fn fetch(&mut self) -> ApiResult<()> {
        let hub = self.state.realtime.hub();
        self.woken.retain(|user_id| hub.wake(*user_id));
        let after = hub.delivered(self.woken.iter().copied());
        if after.is_empty() {
            self.woken.clear();
            return Ok(());
        }
        let mut conn = self.state.chat_db.get().await?;
        let missed = missed_messages(&mut conn, &after, PAGE).await?;
        let is_all = (missed.len() as i64) < PAGE;
        for one in missed {
            let position = one.message.position;
            let message = one.message;
            hub.deliver(
                one.user_id,
                position,
                &text_of(&ServerMessage::Message { message }),
            );
        }
        if is_all {
            self.woken.clear();
        }
        Ok(())
    }
}
