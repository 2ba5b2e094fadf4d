//! The people at an event: a list that comes in pages and can be searched.

use std::rc::Rc;

use api_types::bookings::Attendee;
use api_types::pages::Page;
use api_types::problem::ProblemKind;
use uuid::Uuid;
use yew::prelude::*;

use super::pages::use_growth;
use super::remote::{Remote, Updater, use_remote};
use super::rested::use_rested;
use super::session::use_session;
use crate::api::{self, ApiError};

/// How many people are fetched at once.
pub const PEOPLE_PAGE: u32 = 12;

/// The people at an event.
pub struct People {
    /// As far as they were fetched; absent as long as nothing is known.
    pub page: Option<Rc<Page<Attendee>>>,
    /// Why they did not come.
    pub failure: Option<ApiError>,
    /// Asks for them again.
    pub retry: Callback<()>,
    /// What is searched for.
    pub query: AttrValue,
    /// Something was typed to search for.
    pub on_search: Callback<String>,
    /// Fetches the next page.
    pub load_more: Callback<()>,
    /// Whether the next page is on its way.
    pub is_growing: bool,
    /// Changes the list when it is known better.
    pub updater: Updater<Page<Attendee>>,
}

/// The people at an event, fetched anew whenever there is `news` of it.
#[hook]
pub fn use_people<N: PartialEq + Clone + 'static>(id: Uuid, news: N) -> People {
    let typed = use_state_eq(AttrValue::default);
    let query = use_rested(typed.trim());
    let last = use_mut_ref(|| None::<Rc<Page<Attendee>>>);
    let remote = use_remote((id, query.clone(), news), |key| async move {
        api::list_attendees(key.0, &key.1, PEOPLE_PAGE, None).await
    });
    let growth = use_growth(&remote, move |cursor| {
        let query = query.clone();
        async move { api::list_attendees(id, &query, PEOPLE_PAGE, Some(&cursor)).await }
    });
    let failure = match &remote.value {
        Remote::Failed(error) => Some(error.clone()),
        Remote::Loading | Remote::Ready(_) => None,
    };
    let is_over = failure
        .as_ref()
        .is_some_and(|error| error.kind() == Some(ProblemKind::LoginRequired));
    let session = use_session();
    use_effect_with(is_over, move |is_over| {
        if *is_over {
            // The session ended unnoticed: this becomes the page that guests see.
            session.refresh();
        }
    });
    if let Remote::Ready(page) = &remote.value {
        *last.borrow_mut() = Some(page.clone());
    }
    let page = last.borrow().clone();
    People {
        page,
        failure,
        retry: remote.retry,
        query: (*typed).clone(),
        on_search: Callback::from(move |text: String| typed.set(AttrValue::from(text))),
        load_more: growth.load_more,
        is_growing: growth.is_busy,
        updater: remote.updater,
    }
}
