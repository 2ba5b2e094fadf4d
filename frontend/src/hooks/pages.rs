//! A list that comes in pages, and grows when one asks for more.

use std::future::Future;

use api_types::pages::Page;
use yew::prelude::*;

use super::remote::{Remote, RemoteHandle};
use super::request::use_request;
use super::toasts::use_toasts;
use crate::api::ApiError;

/// How a list grows.
pub struct Growth {
    /// Whether the next page is on its way.
    pub is_busy: bool,
    /// Fetches the next page.
    pub load_more: Callback<()>,
}

/// Lets a list grow: `next` fetches the page after a cursor, which is added to what `remote` holds.
#[hook]
pub fn use_growth<T, F>(
    remote: &RemoteHandle<Page<T>>,
    next: impl Fn(String) -> F + 'static,
) -> Growth
where
    T: Clone + 'static,
    F: Future<Output = Result<Page<T>, ApiError>> + 'static,
{
    let request = use_request();
    let toasts = use_toasts();
    let cursor = match &remote.value {
        Remote::Ready(page) => page.next_cursor.clone(),
        Remote::Loading | Remote::Failed(_) => None,
    };
    let is_busy = request.is_busy();
    let updater = remote.updater.clone();
    let load_more = Callback::from(move |()| {
        let Some(cursor) = cursor.clone() else {
            return;
        };
        let (updater, toasts) = (updater.clone(), toasts.clone());
        request.start(
            next(cursor.clone()),
            move |next: Page<T>| updater.update(|page| joined(page, &cursor, next)),
            move |error| toasts.notice(error.words()),
        );
    });
    Growth { is_busy, load_more }
}

/// A list with its next page, unless that belongs to another list.
fn joined<T: Clone>(page: &Page<T>, cursor: &str, next: Page<T>) -> Page<T> {
    if page.next_cursor.as_deref() != Some(cursor) {
        return page.clone();
    }
    Page {
        items: page.items.iter().cloned().chain(next.items).collect(),
        next_cursor: next.next_cursor,
    }
}
