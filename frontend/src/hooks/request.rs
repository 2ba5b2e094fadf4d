//! Asking the server to do something: one request at a time, how it went, and how long to wait
//! where it was asked too often.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use api_types::problem::ProblemKind;
use gloo_timers::callback::Interval;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::form::{Form, Guard, use_guard};
use super::session::{Session, use_session};
use crate::api::ApiError;
use crate::{browser, format};

/// How it went so far.
#[derive(Clone, Default)]
struct Outcome {
    /// Counts the failures.
    attempt: u32,
    failure: Option<ApiError>,
    /// When the next request is welcome, in milliseconds of the browser's clock.
    retry_at: f64,
}

/// What to do when it went well, or why it did not.
type Work = Result<Box<dyn FnOnce()>, ApiError>;

enum Action {
    Start,
    Incomplete,
    Fail(ApiError),
}

impl Reducible for Outcome {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let attempt = self.attempt;
        Rc::new(match action {
            Action::Start => Self {
                attempt,
                ..Self::default()
            },
            Action::Incomplete => Self {
                attempt: attempt + 1,
                ..Self::default()
            },
            Action::Fail(error) => Self {
                attempt: attempt + 1,
                retry_at: error
                    .retry_after()
                    .map_or(0.0, |seconds| browser::now() + f64::from(seconds) * 1000.0),
                failure: Some(error),
            },
        })
    }
}

/// One request at a time, and how the last one went.
#[derive(Clone)]
pub struct Request {
    guard: Guard,
    outcome: UseReducerHandle<Outcome>,
    session: Session,
}

impl Request {
    /// Whether the server is being asked.
    pub fn is_busy(&self) -> bool {
        self.guard.is_busy()
    }

    /// For how many seconds the server does not want to be asked again.
    pub fn wait(&self) -> u32 {
        let left = (self.outcome.retry_at - browser::now()) / 1000.0;
        // A negative number becomes zero.
        left.ceil() as u32
    }

    /// Counts the failures, so that each of them can be shown anew.
    pub fn attempt(&self) -> u32 {
        self.outcome.attempt
    }

    /// Why the last request failed, if it did.
    pub fn failure(&self) -> Option<&ApiError> {
        self.outcome.failure.as_ref()
    }

    /// What to tell of the last failure; what is wrong with single fields is told there.
    pub fn words(&self) -> Option<AttrValue> {
        let failure = self.failure()?;
        match failure.kind() {
            Some(ProblemKind::ValidationFailed) => None,
            Some(ProblemKind::RateLimited) if failure.retry_after().is_some() => {
                Some(format::waiting(self.wait()))
            }
            _ => Some(failure.words()),
        }
    }

    /// Asks, unless that is going on already or comes too early. Who was logged out meanwhile is
    /// sent to log in again.
    pub fn start<A: 'static>(
        &self,
        answer: impl Future<Output = Result<A, ApiError>> + 'static,
        on_done: impl FnOnce(A) + 'static,
        on_refused: impl FnOnce(&ApiError) + 'static,
    ) {
        if self.wait() > 0 || !self.guard.start() {
            return;
        }
        let work = async move {
            let answer = answer.await?;
            Ok(Box::new(move || on_done(answer)) as Box<dyn FnOnce()>)
        };
        self.run(Box::pin(work), Box::new(on_refused));
    }

    /// One piece of code for all requests, which keeps the page small.
    fn run(
        &self,
        work: Pin<Box<dyn Future<Output = Work>>>,
        on_refused: Box<dyn FnOnce(&ApiError)>,
    ) {
        self.outcome.dispatch(Action::Start);
        let this = self.clone();
        spawn_local(async move {
            let answer = work.await;
            this.guard.finish();
            match answer {
                Ok(on_done) => on_done(),
                Err(error) if error.kind() == Some(ProblemKind::LoginRequired) => {
                    this.session.ended();
                }
                Err(error) => {
                    on_refused(&error);
                    this.outcome.dispatch(Action::Fail(error));
                }
            }
        });
    }
}

/// A request that has not been made yet.
#[hook]
pub fn use_request() -> Request {
    let request = Request {
        guard: use_guard(),
        outcome: use_reducer(Outcome::default),
        session: use_session(),
    };
    let tick = use_force_update();
    use_effect_with(request.wait() > 0, move |is_waiting| {
        let clock = is_waiting.then(|| Interval::new(1000, move || tick.force_update()));
        move || drop(clock)
    });
    request
}

/// A form on its way to the server.
pub struct Submission {
    /// How the request goes.
    pub request: Request,
    /// The form was sent.
    pub onsubmit: Callback<SubmitEvent>,
}

/// Sends a form with `send` once its check finds nothing wrong; what the server finds wrong goes
/// to the fields.
#[hook]
pub fn use_submission<T, A, F>(
    form: &Form<T>,
    send: impl Fn(T) -> F + 'static,
    on_done: impl Fn(A) + 'static,
) -> Submission
where
    T: Clone + 'static,
    A: 'static,
    F: Future<Output = Result<A, ApiError>> + 'static,
{
    let request = use_request();
    let on_done = Rc::new(on_done);
    let onsubmit = {
        let (value, is_complete) = (form.value().clone(), form.checked().is_empty());
        let (show_all, refuse) = (form.sender(), form.refuse());
        let request = request.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if request.is_busy() || request.wait() > 0 {
                return;
            }
            show_all.emit(());
            if !is_complete {
                request.outcome.dispatch(Action::Incomplete);
                return;
            }
            let (on_done, refuse) = (on_done.clone(), refuse.clone());
            request.start(
                send(value.clone()),
                move |answer| on_done(answer),
                move |error| refuse.emit(error.fields()),
            );
        })
    };
    Submission { request, onsubmit }
}
