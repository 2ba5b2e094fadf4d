//! The part of the page that guests do not need at first: forms, and what is for members. It is a
//! file of its own (cut off by `cargo xtask`, see its room `page`), and comes when it is needed.
//!
//! Inside of it is what [`Members`] leads to and nothing else does: whatever calls these functions
//! in another way puts everything that they need into the first part, too.

use std::cell::Cell;
use std::rc::Rc;

use api_types::accounts::Account;
use api_types::events::{Event, EventAspect, NewEvent};
use uuid::Uuid;
use yew::{Callback, Html, html};

use crate::app;
use crate::components::{Differences, MemberLinks, MemberTicket, ReportButton, Reported};
use crate::hooks::Filter;
use crate::pages::{
    ActionProps, AttendeesProps, MemberOffer, Month, Names, News, Ownership, Shown,
};
use crate::routes::Route;

/// What the chunk can show.
#[derive(Clone, Copy)]
pub struct Members {
    /// What is around every page of a member.
    pub around: fn(Html) -> Html,
    /// What has changed of an event, part by part.
    pub differences: fn(NewEvent, NewEvent, Vec<EventAspect>) -> Html,
    /// What is in the head for members, and where they are.
    pub links: fn(Rc<Account>, Option<Route>) -> Html,
    /// The events of a month.
    pub month: fn(Filter, Shown) -> Html,
    /// Who is coming to an event.
    pub names: fn(AttendeesProps) -> Html,
    /// What the creator of an event could tell those who come.
    pub news: fn(Rc<Event>, Callback<Rc<Event>>) -> Html,
    /// What one can do about a place at somebody's event.
    pub offer: fn(ActionProps) -> Html,
    /// What one can do with one's own event.
    pub ownership: fn(Rc<Event>) -> Html,
    /// Everything between head and foot.
    pub page: fn(Route) -> Html,
    /// The way to report an event.
    pub report: fn(Uuid) -> Html,
    /// An event in a list, where it can be booked.
    pub ticket: fn(Rc<Event>, Callback<Rc<Event>>) -> Html,
}

impl PartialEq for Members {
    /// There is but one chunk.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

thread_local! {
    static LOADED: Cell<Option<Members>> = const { Cell::new(None) };
}

/// The chunk did not come: no network, or a newer version of the site has taken its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NotLoaded;

/// The chunk, if it is here already.
pub fn loaded() -> Option<Members> {
    LOADED.get()
}

/// Fetches the chunk, unless it is here.
pub async fn load() -> Result<Members, NotLoaded> {
    let members = match loaded() {
        Some(members) => members,
        None => fetch().await?,
    };
    LOADED.set(Some(members));
    Ok(members)
}

const fn members() -> Members {
    Members {
        around: app::around,
        differences: |before, after, aspects| html! { <Differences {before} {after} {aspects} /> },
        links: |account, route| html! { <MemberLinks {account} {route} /> },
        month: |filter, shown| html! { <Month {filter} {shown} /> },
        names: |props| html! { <Names ..props /> },
        news: |event, on_change| html! { <News {event} {on_change} /> },
        offer: |props| html! { <MemberOffer ..props /> },
        ownership: |event| html! { <Ownership {event} /> },
        page: app::later_page,
        report: |id| html! { <ReportButton subject={Reported::Event(id)} /> },
        ticket: |event, on_change| html! { <MemberTicket {event} {on_change} /> },
    }
}

/// Without the cut (while one develops) everything is in one file.
#[cfg(not(feature = "split"))]
async fn fetch() -> Result<Members, NotLoaded> {
    Ok(members())
}

#[cfg(feature = "split")]
use split::fetch;

#[cfg(feature = "split")]
mod split {
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    use super::{Members, NotLoaded};

    impl From<SplitLoaderError> for NotLoaded {
        fn from(_: SplitLoaderError) -> Self {
            Self
        }
    }

    #[wasm_split(members, fallible)]
    pub(super) fn fetch() -> Result<Members, NotLoaded> {
        Ok(super::members())
    }
}
