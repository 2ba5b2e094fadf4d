//! One device of one person: it sends what it is given, loses its connection again and again, and
//! comes back to one of the servers, where it says what it has seen and sends again what nobody has
//! acknowledged.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use api_types::socket::{ErrorCode, ServerMessage};
use futures_util::{SinkExt, StreamExt};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use uuid::Uuid;

use super::judge::{Heard, Placed, Said};
use crate::people::Person;
use crate::socket::{self, Socket};

/// How many messages of a device are on the way at most.
const WINDOW: usize = 8;
/// How long a server may take to acknowledge a message before it is sent again.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long a device waits before it tries to connect again.
const PAUSE: Duration = Duration::from_millis(50);
/// How long after the last message nothing more must come.
const QUIET: Duration = Duration::from_millis(500);

/// What all devices know.
pub struct World {
    /// Addresses of the servers.
    pub servers: Vec<String>,
    /// How long a device waits before it sends again, in milliseconds.
    pub pace: Range<u64>,
    /// How many messages were acknowledged.
    pub acknowledged: AtomicUsize,
    /// How many devices have received everything.
    pub complete: AtomicUsize,
    /// How often a connection was opened.
    pub connections: AtomicUsize,
    /// How many messages were sent again.
    pub resent: AtomicUsize,
    /// Set when all devices have received everything, or time is over.
    pub is_over: watch::Sender<bool>,
}

/// A device.
pub struct Device {
    world: Arc<World>,
    person: Person,
    /// What it still has to send, the first one last.
    to_send: Vec<Said>,
    /// What was sent and not seen since, and when.
    unacknowledged: HashMap<Uuid, (Said, Instant)>,
    heard: Vec<Placed>,
    /// How many messages it is to receive.
    expected: usize,
    /// The highest position that it has seen.
    cursor: i64,
    dice: StdRng,
}

/// Why a device looks at its socket no more.
enum Left {
    Connection,
    Storm,
}

impl Device {
    /// A device of a person that sends these messages and is to receive so many.
    pub fn new(
        world: Arc<World>,
        person: Person,
        mut to_send: Vec<Said>,
        expected: usize,
        seed: u64,
    ) -> Self {
        to_send.reverse();
        Self {
            world,
            person,
            to_send,
            unacknowledged: HashMap::new(),
            heard: Vec::new(),
            expected,
            cursor: 0,
            dice: StdRng::seed_from_u64(seed),
        }
    }

    /// Lives until the storm is over, and tells what was received, and what went wrong otherwise.
    pub async fn live(mut self) -> anyhow::Result<Heard> {
        let mut over = self.world.is_over.subscribe();
        while !*over.borrow() {
            let Some(socket) = self.connect().await else {
                sleep(PAUSE).await;
                continue;
            };
            self.world.connections.fetch_add(1, Ordering::Relaxed);
            if let Left::Storm = self.converse(socket, &mut over).await? {
                break;
            }
        }
        Ok(Heard {
            username: self.person.username,
            messages: self.heard,
        })
    }

    async fn connect(&mut self) -> Option<Socket> {
        let server = self.dice.random_range(0..self.world.servers.len());
        let path = format!("{}?after={}", socket::PATH, self.cursor);
        let opening = socket::open(&self.world.servers[server], &path, &self.person.token);
        // A server that was killed may take the connection and say nothing.
        timeout(PATIENCE, opening).await.ok()?.ok()
    }

    async fn converse(
        &mut self,
        mut socket: Socket,
        over: &mut watch::Receiver<bool>,
    ) -> anyhow::Result<Left> {
        if !self.send_again(&mut socket, Duration::ZERO).await {
            return Ok(Left::Connection);
        }
        loop {
            let pause = Duration::from_millis(self.dice.random_range(self.world.pace.clone()));
            tokio::select! {
                message = socket.next() => match message {
                    Some(Ok(Message::Text(text))) => self.hear(&text)?,
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Ok(Left::Connection),
                },
                () = sleep(pause) => {
                    if !self.act(&mut socket).await {
                        return Ok(Left::Connection);
                    }
                }
                _ = over.changed() => {
                    return self.listen_on(socket).await.map(|()| Left::Storm);
                }
            }
        }
    }

    /// Nothing more must come.
    async fn listen_on(&mut self, mut socket: Socket) -> anyhow::Result<()> {
        while let Ok(Some(Ok(message))) = timeout(QUIET, socket.next()).await {
            if let Message::Text(text) = message {
                self.hear(&text)?;
            }
        }
        Ok(())
    }

    /// Sends, and loses the connection now and then, often right after it. False if it is lost.
    async fn act(&mut self, socket: &mut Socket) -> bool {
        let is_working = self.heard.len() < self.expected || !self.to_send.is_empty();
        if is_working && self.dice.random_ratio(1, 100) {
            return false;
        }
        if !self.send_again(socket, PATIENCE).await {
            return false;
        }
        while self.unacknowledged.len() < WINDOW
            && let Some(said) = self.to_send.pop()
        {
            let is_sent = send(socket, &said).await;
            self.unacknowledged.insert(said.id, (said, Instant::now()));
            if !is_sent || self.dice.random_ratio(1, 30) {
                return false;
            }
            if self.dice.random_bool(0.5) {
                break;
            }
        }
        true
    }

    async fn send_again(&mut self, socket: &mut Socket, after: Duration) -> bool {
        for (said, sent_at) in self.unacknowledged.values_mut() {
            if sent_at.elapsed() >= after {
                *sent_at = Instant::now();
                self.world.resent.fetch_add(1, Ordering::Relaxed);
                if !send(socket, said).await {
                    return false;
                }
            }
        }
        true
    }

    fn hear(&mut self, text: &str) -> anyhow::Result<()> {
        match serde_json::from_str(text)? {
            ServerMessage::Message { message } => {
                self.cursor = self.cursor.max(message.position);
                if self.unacknowledged.remove(&message.id).is_some() {
                    self.world.acknowledged.fetch_add(1, Ordering::Relaxed);
                }
                self.heard.push(Placed {
                    position: message.position,
                    said: Said {
                        id: message.id,
                        from: message.from,
                        to: message.to,
                        text: message.text,
                    },
                });
                if self.heard.len() == self.expected {
                    self.world.complete.fetch_add(1, Ordering::Relaxed);
                }
            }
            ServerMessage::UpToDate { position } => self.cursor = self.cursor.max(position),
            ServerMessage::Error { code, detail, .. }
                if !matches!(code, ErrorCode::UserNotConnected | ErrorCode::Unavailable) =>
            {
                anyhow::bail!("{} was refused something: {detail}", self.person.username);
            }
            _ => {}
        }
        Ok(())
    }
}

async fn send(socket: &mut Socket, said: &Said) -> bool {
    let message = api_types::socket::ClientMessage::Send {
        id: said.id,
        to: said.to.clone(),
        text: said.text.clone(),
    };
    let Ok(text) = serde_json::to_string(&message) else {
        return false;
    };
    socket.send(Message::text(text)).await.is_ok()
}
