//! Pairs of people who write to each other as fast as they get answers, or rather: each has a window
//! of messages on the way, and writes another one when one of them has arrived. Each message carries
//! who sent it and in which place of the window it is, so that little has to be read of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::Message;

use crate::socket::Socket;

/// Before anything is counted.
const WARM_UP: Duration = Duration::from_secs(1);
/// How long it may take until what is on the way has arrived.
const ARRIVAL: Duration = Duration::from_secs(30);
/// About as long as people write.
const WORDS: &str = "shall I bring a lantern, or is there still one in the boat house?";

/// One person's end.
pub struct Party {
    /// Their socket, on which everything before was read.
    pub socket: Socket,
    /// A message of theirs around this text.
    pub write: Box<dyn Fn(&str) -> String + Send>,
}

/// What was measured.
#[derive(Debug, Default)]
pub struct Exchanged {
    /// From sending to arrival, in microseconds, sorted.
    pub micros: Vec<u64>,
    /// For so long.
    pub elapsed: Duration,
}

impl Exchanged {
    /// Messages that arrived in a second.
    pub fn per_second(&self) -> f64 {
        self.micros.len() as f64 / self.elapsed.as_secs_f64()
    }

    /// The time within which this part of the messages arrived, in milliseconds.
    pub fn millis(&self, part: f64) -> f64 {
        let index = (self.micros.len() as f64 * part) as usize;
        let micros = self.micros.get(index).or(self.micros.last());
        micros.map_or(f64::NAN, |micros| *micros as f64 / 1000.0)
    }
}

/// When everything begins, and what everybody looks at.
struct Clock {
    begun: Instant,
    counts_from: Duration,
    ends: Duration,
    is_over: AtomicBool,
}

/// One direction of a pair: when the message in each place of the window was sent.
struct Lane {
    sent: Vec<AtomicU64>,
    free: UnboundedSender<usize>,
}

/// Lets pairs write for so long with windows of this size.
pub async fn exchange(
    pairs: Vec<[Party; 2]>,
    window: usize,
    duration: Duration,
) -> anyhow::Result<Exchanged> {
    let clock = Arc::new(Clock {
        begun: Instant::now(),
        counts_from: WARM_UP,
        ends: WARM_UP + duration,
        is_over: AtomicBool::new(false),
    });
    let mut writers = JoinSet::new();
    let mut readers = JoinSet::new();
    for [first, second] in pairs {
        let (to_second, first_free) = lane(window);
        let (to_first, second_free) = lane(window);
        let parties = [
            (b'a', first, to_second.clone(), first_free, to_first.clone()),
            (b'b', second, to_first, second_free, to_second),
        ];
        for (mark, party, own, free, other) in parties {
            let (sink, stream) = party.socket.split();
            writers.spawn(write(sink, party.write, mark, own, free, clock.clone()));
            readers.spawn(read(stream, mark, other, clock.clone()));
        }
    }
    while let Some(written) = writers.join_next().await {
        written??;
    }
    clock.is_over.store(true, Ordering::Relaxed);
    let mut exchanged = Exchanged {
        micros: Vec::new(),
        elapsed: duration,
    };
    while let Some(micros) = tokio::time::timeout(ARRIVAL, readers.join_next())
        .await
        .context("not everything arrived")?
    {
        exchanged.micros.extend(micros??);
    }
    exchanged.micros.sort_unstable();
    Ok(exchanged)
}

fn lane(window: usize) -> (Arc<Lane>, UnboundedReceiver<usize>) {
    let (free, places) = mpsc::unbounded_channel();
    for place in 0..window {
        // The receiver is right here.
        let _ = free.send(place);
    }
    let sent = (0..window).map(|_| AtomicU64::new(0)).collect();
    (Arc::new(Lane { sent, free }), places)
}

/// Writes until time is over, and then waits until everything has arrived.
async fn write(
    mut sink: SplitSink<Socket, Message>,
    write: Box<dyn Fn(&str) -> String + Send>,
    mark: u8,
    lane: Arc<Lane>,
    mut free: UnboundedReceiver<usize>,
    clock: Arc<Clock>,
) -> anyhow::Result<()> {
    let mark = char::from(mark);
    while clock.begun.elapsed() < clock.ends {
        let mut place = free.recv().await;
        while let Some(free_place) = place {
            lane.sent[free_place].store(clock.micros(), Ordering::Relaxed);
            let text = write(&format!("{mark}{free_place} {WORDS}"));
            sink.feed(Message::text(text)).await?;
            place = free.try_recv().ok();
        }
        sink.flush().await?;
    }
    for _ in 0..lane.sent.len() {
        tokio::time::timeout(ARRIVAL, free.recv())
            .await
            .context("not everything arrived")?;
    }
    // The other half goes on reading what is for this person.
    Ok(())
}

async fn read(
    mut stream: SplitStream<Socket>,
    mark: u8,
    lane: Arc<Lane>,
    clock: Arc<Clock>,
) -> anyhow::Result<Vec<u64>> {
    let mut micros = Vec::new();
    while !clock.is_over.load(Ordering::Relaxed) {
        // Nothing comes any more when the others have stopped.
        let next = tokio::time::timeout(Duration::from_millis(200), stream.next());
        let Ok(next) = next.await else { continue };
        let message = next.context("the server hung up")??;
        let Message::Text(text) = message else {
            continue;
        };
        match arrived(&text) {
            Some((sender, place)) if sender != mark => {
                let now = clock.micros();
                let sent = lane.sent[place].load(Ordering::Relaxed);
                if now >= clock.counts_from.as_micros() as u64
                    && now < clock.ends.as_micros() as u64
                {
                    micros.push(now - sent);
                }
                // Its sender may have finished.
                let _ = lane.free.send(place);
            }
            Some(_) => {}
            None if text.contains("ERR_") => bail!("the server refused something: {text}"),
            None => {}
        }
    }
    Ok(micros)
}

impl Clock {
    fn micros(&self) -> u64 {
        self.begun.elapsed().as_micros() as u64
    }
}

/// Who sent a message, and its place in the window.
fn arrived(text: &str) -> Option<(u8, usize)> {
    let (_, text) = text.split_once(r#""text":""#)?;
    let (place, words) = text.get(1..)?.split_once(' ')?;
    match words.starts_with(WORDS) {
        true => Some((text.as_bytes()[0], place.parse().ok()?)),
        false => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Exchanged, WORDS, arrived};
    use std::time::Duration;

    #[test]
    fn a_message_is_known_by_its_text() {
        let text = format!(r#"{{"type":"message","message":{{"text":"b12 {WORDS}"}}}}"#);
        assert_eq!(arrived(&text), Some((b'b', 12)));
        assert_eq!(arrived(r#"{"type":"up_to_date","position":3}"#), None);
        assert_eq!(arrived(r#"{"text":"beginning of a notification …"}"#), None);
    }

    #[test]
    fn the_slowest_of_a_hundred_are_told() {
        let exchanged = Exchanged {
            micros: (1..=100).map(|millis| millis * 1000).collect(),
            elapsed: Duration::from_secs(2),
        };
        assert_eq!(exchanged.per_second(), 50.0);
        assert_eq!(exchanged.millis(0.5), 51.0);
        assert_eq!(exchanged.millis(0.99), 100.0);
    }
}
