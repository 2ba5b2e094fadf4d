//! What several server processes tell each other, over NATS.
//!
//! Each subscribes only to the subjects of the people and events that are looked at through it, so
//! that what is told costs as much as there are listeners, however many processes there are. What
//! travels is small and may be lost: that somebody has new messages, not the messages; notifications,
//! and who types, as they are. Whether somebody is connected anywhere is whether anybody listens to
//! their subject: the broker answers at once if nobody does.
//!
//! While the broker is away, everything is looked up now and then instead ([`POLL_EVERY`]), and
//! when it is back, everything once more.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_nats::client::Client;
use async_nats::{ConnectOptions, Event, Message, Subscriber};
use bytestring::ByteString;
use futures_util::StreamExt;
use serde::{Deserialize, Serialize};
use tokio::sync::{mpsc, oneshot};
use tokio::task::AbortHandle;
use tokio::time::{MissedTickBehavior, timeout};
use uuid::Uuid;

use super::Realtime;
use super::hub::Interest;
use crate::config::Secret;

/// How often things are looked up while the broker is away.
const POLL_EVERY: Duration = Duration::from_secs(2);
/// How often it is looked whether those who are watched are still here: a process that dies says no
/// goodbye.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// How long an answer of another process may take.
const PATIENCE: Duration = Duration::from_millis(500);

/// How much may wait until the broker takes it; more is not told, and found by those who look.
const WAITING_MAX: usize = 10_000;
/// How long the broker may take for anything.
const STALLED_AFTER: Duration = Duration::from_secs(5);

/// What is told to the processes through which a person looks.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Note {
    /// There are new messages.
    Messages,
    /// A session may have ended.
    Sessions,
    /// A text for all devices.
    Text(ByteString),
    /// The person does not see this other one come and go any more.
    Apart(Uuid),
}

enum Order {
    Follow(Interest),
    Tell(String, Vec<u8>),
    Settle(oneshot::Sender<()>),
}

/// The way to the other processes.
#[derive(Debug)]
pub(super) struct Bus {
    orders: mpsc::UnboundedSender<Order>,
    client: OnceLock<Client>,
    is_up: AtomicBool,
    /// How much waits to be told.
    waiting: Arc<AtomicUsize>,
}

/// What the bus will do, once it runs.
#[derive(Debug)]
pub struct Orders {
    orders: mpsc::UnboundedReceiver<Order>,
    waiting: Arc<AtomicUsize>,
}

impl std::fmt::Debug for Order {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Follow(_) => "Follow",
            Self::Tell(..) => "Tell",
            Self::Settle(_) => "Settle",
        })
    }
}

fn person(id: Uuid) -> String {
    format!("event-booking.person.{id}")
}

fn event(id: Uuid) -> String {
    format!("event-booking.event.{id}")
}

fn presence(id: Uuid) -> String {
    format!("event-booking.presence.{id}")
}

impl Bus {
    /// One that does not run yet.
    pub(super) fn new() -> (Self, Orders) {
        let (orders, to_do) = mpsc::unbounded_channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        let bus = Self {
            orders,
            client: OnceLock::new(),
            is_up: AtomicBool::new(false),
            waiting: waiting.clone(),
        };
        let orders = Orders {
            orders: to_do,
            waiting,
        };
        (bus, orders)
    }

    pub(super) fn is_up(&self) -> bool {
        self.is_up.load(Ordering::Relaxed)
    }

    fn order(&self, order: Order) {
        // Nobody takes orders any more when the process ends.
        let _ = self.orders.send(order);
    }

    /// Listens from now on, or not any more.
    pub(super) fn follow(&self, change: Interest) {
        self.order(Order::Follow(change));
    }

    /// What is followed so far is heard when this returns.
    pub(super) async fn settle(&self) {
        if self.is_up() {
            let (done, settled) = oneshot::channel();
            self.order(Order::Settle(done));
            // The bus answers, or ends.
            let _ = timeout(PATIENCE, settled).await;
        }
    }

    fn tell(&self, subject: String, payload: Vec<u8>) {
        // Nothing is kept for a broker that is away: when it is back, everything is looked up.
        // Nor for one that is there and does not listen.
        if self.is_up() && self.waiting.load(Ordering::Relaxed) < WAITING_MAX {
            self.waiting.fetch_add(1, Ordering::Relaxed);
            self.order(Order::Tell(subject, payload));
        }
    }

    /// Tells the other processes through which a person looks.
    pub(super) fn tell_person(&self, id: Uuid, note: &Note) {
        // Texts and ids can always be written.
        self.tell(person(id), serde_json::to_vec(note).unwrap_or_default());
    }

    /// Tells the other processes through which an event is watched.
    pub(super) fn tell_event(&self, id: Uuid) {
        self.tell(event(id), Vec::new());
    }

    /// Tells those who watch a person that they have come, or may have gone.
    pub(super) fn tell_presence(&self, id: Uuid, is_connected: bool) {
        self.tell(presence(id), vec![u8::from(is_connected)]);
    }

    /// Whether a person has a socket open at another process.
    pub(super) async fn is_elsewhere(&self, id: Uuid) -> bool {
        match self.client.get() {
            Some(client) if self.is_up() => {
                let asked = client.request(person(id), Vec::new().into());
                matches!(timeout(PATIENCE, asked).await, Ok(Ok(_)))
            }
            _ => false,
        }
    }
}

/// Runs the bus of a process until the process ends.
pub async fn run(realtime: Realtime, mut orders: Orders, url: Secret) {
    let Some(bus) = realtime.bus() else {
        return;
    };
    let (events, mut changes) = mpsc::unbounded_channel();
    let options = ConnectOptions::new()
        .name("event-booking")
        // What this process tells itself, it tells directly.
        .no_echo()
        .retry_on_initial_connect()
        .ping_interval(Duration::from_secs(10))
        .reconnect_delay_callback(|attempts| {
            Duration::from_millis(100 * u64::try_from(attempts.min(20)).unwrap_or(20))
        })
        .event_callback(move |event| {
            let events = events.clone();
            async move {
                // The receiver lives as long as the process.
                let _ = events.send(event);
            }
        });
    let client = match options.connect(url.expose()).await {
        Ok(client) => bus.client.get_or_init(|| client).clone(),
        Err(error) => {
            tracing::error!("NATS_URL leads nowhere: {error}");
            return;
        }
    };
    let mut desk = Desk {
        realtime: &realtime,
        client,
        followed: HashMap::new(),
        present: HashMap::new(),
    };
    let mut poll = ticks(POLL_EVERY);
    let mut look = ticks(LOOK_EVERY);
    let mut polls: u32 = 0;
    loop {
        tokio::select! {
            order = orders.orders.recv() => match order {
                Some(order) => {
                    if matches!(order, Order::Tell(..)) {
                        orders.waiting.fetch_sub(1, Ordering::Relaxed);
                    }
                    if timeout(STALLED_AFTER, desk.obey(order)).await.is_err() {
                        tracing::warn!("the message broker takes nothing");
                    }
                }
                None => return,
            },
            Some(event) = changes.recv() => match event {
                Event::Connected => {
                    tracing::info!("connected to the message broker");
                    bus.is_up.store(true, Ordering::Relaxed);
                    polls = 0;
                    realtime.look_everywhere(true);
                }
                Event::Disconnected => {
                    tracing::warn!("the message broker is away: news are looked up instead");
                    bus.is_up.store(false, Ordering::Relaxed);
                }
                other => tracing::debug!("message broker: {other}"),
            },
            _ = poll.tick(), if !bus.is_up() => {
                polls += 1;
                // What has no positions is asked for by the pages, which are many: less often.
                realtime.look_everywhere(polls.is_multiple_of(8));
            }
            _ = look.tick() => desk.look_at_presence().await,
        }
    }
}

fn ticks(every: Duration) -> tokio::time::Interval {
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

struct Desk<'a> {
    realtime: &'a Realtime,
    client: Client,
    followed: HashMap<String, AbortHandle>,
    /// Those who are watched: whether they were here when it was looked last.
    present: HashMap<Uuid, bool>,
}

impl Desk<'_> {
    async fn obey(&mut self, order: Order) {
        match order {
            Order::Follow(change) => match change {
                Interest::Person(id) => self.listen(person(id), About::Person(id)).await,
                Interest::Event(id) => self.listen(event(id), About::Event(id)).await,
                Interest::Presence(id) => self.listen(presence(id), About::Presence(id)).await,
                Interest::PersonLeft(id) => self.stop_listening(&person(id)),
                Interest::EventLeft(id) => self.stop_listening(&event(id)),
                Interest::PresenceLeft(id) => self.stop_listening(&presence(id)),
            },
            Order::Tell(subject, payload) => {
                if let Err(error) = self.client.publish(subject, payload.into()).await {
                    tracing::debug!("not told: {error}");
                }
            }
            Order::Settle(done) => {
                if let Err(error) = self.client.flush().await {
                    tracing::debug!("not settled: {error}");
                }
                // Whoever waited may have left.
                let _ = done.send(());
            }
        }
    }

    async fn listen(&mut self, subject: String, about: About) {
        match self.client.subscribe(subject.clone()).await {
            Ok(subscriber) => {
                let hearing = hear(
                    self.realtime.clone(),
                    self.client.clone(),
                    subscriber,
                    about,
                );
                let handle = tokio::spawn(hearing).abort_handle();
                if let Some(before) = self.followed.insert(subject, handle) {
                    before.abort();
                }
            }
            Err(error) => tracing::error!("not listening to {subject}: {error}"),
        }
    }

    fn stop_listening(&mut self, subject: &str) {
        if let Some(handle) = self.followed.remove(subject) {
            handle.abort();
        }
    }

    async fn look_at_presence(&mut self) {
        let watched = self.realtime.hub().watched_people();
        self.present.retain(|id, _| watched.contains(id));
        for id in watched {
            let is_connected = self.realtime.is_connected(id).await;
            if self.present.insert(id, is_connected) == Some(!is_connected) {
                self.realtime.tell_watchers(id, is_connected);
            }
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum About {
    Person(Uuid),
    Event(Uuid),
    Presence(Uuid),
}

async fn hear(realtime: Realtime, client: Client, mut subscriber: Subscriber, about: About) {
    while let Some(message) = subscriber.next().await {
        match about {
            About::Person(id) => hear_of_person(&realtime, &client, id, message).await,
            About::Event(id) => realtime.event_changed_here(id),
            About::Presence(id) => {
                let is_connected = message.payload.first() == Some(&1);
                // They may have gone from there and be here, or at a third process.
                if is_connected || !realtime.is_connected(id).await {
                    realtime.tell_watchers(id, is_connected);
                }
            }
        }
    }
}

async fn hear_of_person(realtime: &Realtime, client: &Client, id: Uuid, message: Message) {
    if let Some(asker) = message.reply {
        if let Err(error) = client.publish(asker, Vec::new().into()).await {
            tracing::debug!("not answered: {error}");
        }
        return;
    }
    match serde_json::from_slice(&message.payload) {
        Ok(note) => realtime.take_note(id, note),
        Err(error) => tracing::warn!("another process said what is not understood: {error}"),
    }
}
