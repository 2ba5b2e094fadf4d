//! Something that comes from the server.

use std::cell::Cell;
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
    /// Takes over a newer value.
    pub set: Callback<T>,
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
    let attempt = use_state(|| 0_u32);
    {
        let value = value.setter();
        use_effect_with((key, *attempt), move |(key, _)| {
            let current = Rc::new(Cell::new(true));
            match asked.replace(Asked::Nothing) {
                Asked::Answered => {}
                Asked::Waiting(answer) => settle(answer, current.clone(), value),
                Asked::Nothing => {
                    value.set(Remote::Loading);
                    settle(Box::pin(fetch(key.clone())), current.clone(), value);
                }
            }
            move || current.set(false)
        });
    }
    let retry = Callback::from(move |()| attempt.set(*attempt + 1));
    let set = {
        let value = value.setter();
        Callback::from(move |newer| value.set(Remote::Ready(Rc::new(newer))))
    };
    RemoteHandle {
        value: (*value).clone(),
        retry,
        set,
    }
}

/// Waits for an answer, unless it is no longer wanted when it comes. The same code for everything
/// that is fetched as the same type, which keeps the page small.
fn settle<T: 'static>(
    answer: Answering<Result<T, ApiError>>,
    is_wanted: Rc<Cell<bool>>,
    value: UseStateSetter<Remote<T>>,
) {
    spawn_local(async move {
        let answer = answer.await;
        if is_wanted.get() {
            value.set(Remote::of(answer));
        }
    });
}
