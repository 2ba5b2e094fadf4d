//! Something that comes from the server.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;

use api_types::problem::ProblemKind;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::asked::{Answering, Asked};
use super::session::use_session;
use crate::api::ApiError;

/// Something that comes from the server.
#[derive(Debug, PartialEq)]
pub enum Remote<T> {
    /// Not here yet.
    Loading,
    /// Here.
    Ready(Rc<T>),
    /// It did not come.
    Failed(ApiError),
}

impl<T> Remote<T> {
    fn of(answer: Result<T, ApiError>) -> Self {
        match answer {
            Ok(answer) => Self::Ready(Rc::new(answer)),
            Err(error) => Self::Failed(error),
        }
    }
}

impl<T> Clone for Remote<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Loading => Self::Loading,
            Self::Ready(value) => Self::Ready(value.clone()),
            Self::Failed(error) => Self::Failed(error.clone()),
        }
    }
}

/// A remote value, with the ways to change it.
pub struct RemoteHandle<T: 'static> {
    /// The value.
    pub value: Remote<T>,
    /// Asks again, and shows the loading state meanwhile.
    pub retry: Callback<()>,
    /// Changes what is there.
    pub updater: Updater<T>,
}

/// Changes a remote value as it is at that moment, which may be another one than when somebody
/// began to wait for the reason to change it.
pub struct Updater<T: 'static> {
    latest: Rc<RefCell<Remote<T>>>,
    /// Whether the answer that is on its way is still wanted.
    awaited: Rc<RefCell<Rc<Cell<bool>>>>,
    shown: UseStateSetter<Remote<T>>,
}

impl<T> Clone for Updater<T> {
    fn clone(&self) -> Self {
        Self {
            latest: self.latest.clone(),
            awaited: self.awaited.clone(),
            shown: self.shown.clone(),
        }
    }
}

impl<T> Updater<T> {
    /// Makes a newer value of the one that is there, if one is.
    pub fn update(&self, change: impl FnOnce(&T) -> T) {
        let newer = match &*self.latest.borrow() {
            Remote::Ready(value) => change(value),
            Remote::Loading | Remote::Failed(_) => return,
        };
        self.set(Remote::Ready(Rc::new(newer)));
    }

    /// Takes over a value that is newer than what is on its way.
    pub fn take(&self, newer: T) {
        self.awaited.borrow().set(false);
        self.set(Remote::Ready(Rc::new(newer)));
    }

    fn set(&self, value: Remote<T>) {
        self.latest.replace(value.clone());
        self.shown.set(value);
    }

    /// From now on this is what is waited for, and nothing else.
    fn await_anew(&self) -> Rc<Cell<bool>> {
        let is_wanted = Rc::new(Cell::new(true));
        self.awaited.replace(is_wanted.clone());
        is_wanted
    }
}

/// As [`use_remote`], for what only members get: whoever was logged out meanwhile is sent to log in
/// again.
#[hook]
pub fn use_own_remote<K, T, F>(key: K, fetch: fn(Rc<K>) -> F) -> RemoteHandle<T>
where
    K: PartialEq + 'static,
    T: 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    let session = use_session();
    let remote = use_remote(key, fetch);
    let is_over = matches!(
        &remote.value,
        Remote::Failed(error) if error.kind() == Some(ProblemKind::LoginRequired)
    );
    use_effect_with(is_over, move |is_over| {
        if *is_over {
            session.ended();
        }
    });
    remote
}

/// Fetches when the component appears and whenever `key` changes. An answer that belongs to an
/// older key is dropped.
#[hook]
pub fn use_remote<K, T, F>(key: K, fetch: fn(Rc<K>) -> F) -> RemoteHandle<T>
where
    K: PartialEq + 'static,
    T: 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    let key = Rc::new(key);
    let asked = use_mut_ref(|| Asked::Nothing);
    let value = use_state(|| {
        let (first, answer) = Asked::new(Box::pin(fetch(key.clone())));
        asked.replace(first);
        answer.map_or(Remote::Loading, Remote::of)
    });
    let latest = use_mut_ref(|| (*value).clone());
    let awaited = use_mut_ref(|| Rc::new(Cell::new(true)));
    let updater = Updater {
        latest,
        awaited,
        shown: value.setter(),
    };
    let attempt = use_state(|| 0_u32);
    {
        let updater = updater.clone();
        use_effect_with((key, *attempt), move |(key, _)| {
            let is_wanted = updater.await_anew();
            match asked.replace(Asked::Nothing) {
                Asked::Answered => {}
                Asked::Waiting(answer) => settle(answer, is_wanted.clone(), updater),
                Asked::Nothing => {
                    updater.set(Remote::Loading);
                    settle(Box::pin(fetch(key.clone())), is_wanted.clone(), updater);
                }
            }
            move || is_wanted.set(false)
        });
    }
    let retry = Callback::from(move |()| attempt.set(*attempt + 1));
    RemoteHandle {
        value: (*value).clone(),
        retry,
        updater,
    }
}

/// Waits for an answer, unless it is no longer wanted when it comes. The same code for everything
/// that is fetched as the same type, which keeps the page small.
fn settle<T: 'static>(
    answer: Answering<Result<T, ApiError>>,
    is_wanted: Rc<Cell<bool>>,
    updater: Updater<T>,
) {
    spawn_local(async move {
        let answer = answer.await;
        if is_wanted.get() {
            updater.set(Remote::of(answer));
        }
    });
}
