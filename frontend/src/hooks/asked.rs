//! Asking while the page is made for the first time, so that what came in the document is shown at
//! once: nothing takes its place meanwhile, and nothing is rendered twice.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// An answer on its way. The same type for everything that is answered with a `T`, which keeps the
/// page small.
pub type Answering<T> = Pin<Box<dyn Future<Output = T>>>;

/// What was asked while the page was made.
pub enum Asked<T> {
    /// Nothing, or it was taken over.
    Nothing,
    /// The answer was there at once.
    Answered,
    /// The answer is on its way.
    Waiting(Answering<T>),
}

impl<T> Asked<T> {
    /// Asks, and gives the answer if it is there.
    pub fn new(mut answer: Answering<T>) -> (Self, Option<T>) {
        // Who waits for it later is woken instead of nobody.
        let mut nobody = Context::from_waker(Waker::noop());
        match answer.as_mut().poll(&mut nobody) {
            Poll::Ready(answer) => (Self::Answered, Some(answer)),
            Poll::Pending => (Self::Waiting(answer), None),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    #[test]
    fn what_is_there_is_given_at_once() {
        let (asked, answer) = Asked::new(Box::pin(ready(7)));
        assert!(matches!(asked, Asked::Answered));
        assert_eq!(answer, Some(7));
    }

    #[test]
    fn what_is_on_its_way_can_be_waited_for() {
        let (asked, answer) = Asked::<u8>::new(Box::pin(pending()));
        assert!(matches!(asked, Asked::Waiting(_)));
        assert_eq!(answer, None);
    }
}
