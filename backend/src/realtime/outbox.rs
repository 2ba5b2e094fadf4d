//! What waits to be sent through one socket: as much as a healthy connection needs, and no more.
//! Empty, it takes no memory to speak of, so that idle sockets are cheap.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use api_types::socket::CloseCode;
use bytestring::ByteString;
use futures_util::task::AtomicWaker;
use prometheus::IntCounter;

/// How many bytes may wait. Whoever reads more slowly than that is cut off, and asks again for what
/// is missing.
const QUEUE_BYTES: usize = 512 * 1024;
/// How many bytes may wait before a history that is read from the database pauses.
const ROOM_BYTES: usize = 64 * 1024;

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Send this text.
    Text(ByteString),
    /// Close the socket, and for what reason.
    Close(CloseCode),
}

#[derive(Debug, Default)]
struct State {
    texts: VecDeque<ByteString>,
    bytes: usize,
    close: Option<CloseCode>,
}

/// The queue of one socket. Many may put something in, one takes it out.
#[derive(Debug, Default)]
pub struct Outbox {
    state: Mutex<State>,
    filled: AtomicWaker,
    drained: AtomicWaker,
    /// How many texts were taken, of all that have this counter.
    taken: Option<IntCounter>,
}

impl Outbox {
    /// An empty one; what is taken out of it is counted.
    pub fn counting(taken: IntCounter) -> Self {
        Self {
            taken: Some(taken),
            ..Self::default()
        }
    }

    /// Adds a text. If too much waits already, all of it is thrown away and the socket closes.
    pub fn push(&self, text: ByteString) {
        {
            let mut state = self.state();
            if state.close.is_some() {
                return;
            }
            state.bytes += text.len();
            if state.bytes > QUEUE_BYTES {
                *state = State {
                    close: Some(CloseCode::TooSlow),
                    ..State::default()
                };
            } else {
                state.texts.push_back(text);
            }
        }
        self.filled.wake();
    }

    /// Closes the socket, after what waits was sent; the first reason counts.
    pub fn close(&self, code: CloseCode) {
        self.state().close.get_or_insert(code);
        self.filled.wake();
        self.drained.wake();
    }

    /// Whether the socket closes, or has closed.
    pub fn is_closing(&self) -> bool {
        self.state().close.is_some()
    }

    /// What to send next; waits for it. Only one task may wait.
    pub async fn next(&self) -> Next {
        poll_fn(|context| {
            self.filled.register(context.waker());
            let mut state = self.state();
            if let Some(text) = state.texts.pop_front() {
                state.bytes -= text.len();
                if state.texts.is_empty() {
                    // Memory that a burst took is given back.
                    state.texts = VecDeque::new();
                }
                if state.bytes <= ROOM_BYTES {
                    self.drained.wake();
                }
                if let Some(taken) = &self.taken {
                    taken.inc();
                }
                return Poll::Ready(Next::Text(text));
            }
            match state.close {
                Some(code) => Poll::Ready(Next::Close(code)),
                None => Poll::Pending,
            }
        })
        .await
    }

    /// Waits until little is left, or the socket closes. Only one task may wait.
    pub async fn room(&self) {
        poll_fn(|context| {
            self.drained.register(context.waker());
            let state = self.state();
            match state.bytes <= ROOM_BYTES || state.close.is_some() {
                true => Poll::Ready(()),
                false => Poll::Pending,
            }
        })
        .await;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn texts_come_in_their_order_and_the_end_last() {
        let outbox = Outbox::default();
        outbox.push("one".into());
        outbox.push("two".into());
        outbox.close(CloseCode::SessionEnded);
        outbox.close(CloseCode::Restart);
        outbox.push("too late".into());
        assert_eq!(outbox.next().await, Next::Text("one".into()));
        assert_eq!(outbox.next().await, Next::Text("two".into()));
        assert_eq!(outbox.next().await, Next::Close(CloseCode::SessionEnded));
    }

    #[tokio::test]
    async fn a_slow_reader_is_cut_off_and_costs_no_memory() {
        let outbox = Outbox::default();
        let text = ByteString::from("x".repeat(1024));
        for _ in 0..10_000 {
            outbox.push(text.clone());
        }
        assert_eq!(outbox.next().await, Next::Close(CloseCode::TooSlow));
        assert_eq!(outbox.state().texts.capacity(), 0);
    }

    #[tokio::test]
    async fn whoever_waits_is_woken() {
        let outbox = std::sync::Arc::new(Outbox::default());
        let waiting = tokio::spawn({
            let outbox = outbox.clone();
            async move { outbox.next().await }
        });
        tokio::task::yield_now().await;
        outbox.push("hello".into());
        assert_eq!(waiting.await.unwrap(), Next::Text("hello".into()));
    }

    #[tokio::test]
    async fn a_history_pauses_until_there_is_room() {
        let outbox = std::sync::Arc::new(Outbox::default());
        outbox.push("x".repeat(ROOM_BYTES + 1).into());
        let waiting = tokio::spawn({
            let outbox = outbox.clone();
            async move { outbox.room().await }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        outbox.next().await;
        waiting.await.unwrap();
    }
}
