//! One of the lists, as tickets.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use api_types::bookings::BookingStatus;
use api_types::events::{Event, Relation};
use api_types::pages::{Page, Period};
use chrono::{DateTime, Utc};
use yew::prelude::*;

use super::Mine;
use super::kept::Kept;
use crate::api::{self, ApiError};
use crate::components::{Button, Empty, EventTicket, Failure, Link, TicketSkeletons};
use crate::hooks::{
    Remote, use_event_cache, use_growth, use_own_remote, use_refocus, use_session, with_event,
};
use crate::{navigation, t};

/// How many events are fetched at once.
const PAGE: u32 = 18;

/// Properties of [`MineList`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which of the lists.
    pub what: Mine,
    /// What is to come, or what is past.
    pub period: Period,
}

/// What makes a list another one.
#[derive(Clone, PartialEq)]
struct Key {
    what: Mine,
    period: Period,
    username: String,
    epoch: u32,
    /// From when the beginning of each period's list is, if it is not from now.
    kept_at: Rc<RefCell<HashMap<Period, DateTime<Utc>>>>,
}

/// One of the lists.
#[component]
pub fn MineList(props: &Props) -> Html {
    let session = use_session();
    let cache = use_event_cache();
    let kept_at = use_mut_ref(HashMap::new);
    let key = Key {
        what: props.what,
        period: props.period,
        username: session
            .account()
            .map(|account| account.username.clone())
            .unwrap_or_default(),
        epoch: session.epoch,
        kept_at: kept_at.clone(),
    };
    let remote = use_own_remote(key.clone(), |key| async move {
        let list = fetch(&key, None).await?;
        match list.at {
            Some(at) => key.kept_at.borrow_mut().insert(key.period, at),
            None => key.kept_at.borrow_mut().remove(&key.period),
        };
        Ok(list.value)
    });
    let growth = use_growth(&remote, move |cursor| {
        let key = key.clone();
        async move { fetch(&key, Some(&cursor)).await.map(|list| list.value) }
    });
    let shown = match &remote.value {
        Remote::Ready(page) => page.items.len(),
        Remote::Loading | Remote::Failed(_) => 0,
    };
    use_effect_with(shown, |shown| {
        if *shown > 0 {
            navigation::settle_late();
        }
    });
    // A ticket that leaves takes its buttons along.
    use_refocus(shown, "results");
    let on_change = {
        let updater = remote.updater.clone();
        Callback::from(move |event: Rc<Event>| {
            cache.update(&event);
            updater.update(|page| with(page, &event));
        })
    };
    let ticket = |event: &Event| {
        html! {
            <EventTicket key={event.id.to_string()} event={Rc::new(event.clone())} on_change={on_change.clone()} />
        }
    };
    let body = match &remote.value {
        Remote::Loading => html! { <div class="tickets"><TicketSkeletons count=3 /></div> },
        Remote::Failed(error) => html! {
            <Failure error={error.clone()} on_retry={remote.retry.clone()} />
        },
        Remote::Ready(page) if page.items.is_empty() => empty(props),
        Remote::Ready(page) => html! {
            <>
                <div class="tickets">{ for page.items.iter().map(ticket) }</div>
                if page.next_cursor.is_some() {
                    <div class="mt-8 grid justify-items-center">
                        <Button is_busy={growth.is_busy} on_press={growth.load_more}>{ t!("load-more") }</Button>
                    </div>
                }
            </>
        },
    };
    let status = match &remote.value {
        Remote::Loading => t!("loading"),
        Remote::Failed(_) => t!("overview-failed"),
        Remote::Ready(page) if page.next_cursor.is_some() => t!("overview-first", count = shown),
        Remote::Ready(_) => t!("overview-count-all", count = shown),
    };
    let kept_at = kept_at.borrow().get(&props.period).copied();
    html! {
        <section aria-labelledby="results">
            <h2 id="results" tabindex="-1" class="mb-4 font-sans text-sm font-normal tracking-normal text-soft">
                <span role="status">{ status }</span>
            </h2>
            // Anew with every list that comes.
            if let (Some(at), Remote::Ready(_)) = (kept_at, &remote.value) {
                <Kept {at} on_return={remote.retry} />
            }
            { body }
        </section>
    }
}

async fn fetch(key: &Key, cursor: Option<&str>) -> Result<api::Kept<Page<Event>>, ApiError> {
    let status = match key.what {
        Mine::Events => {
            let period = Some(key.period);
            let value = api::list_events_of(&key.username, period, PAGE, cursor).await?;
            return Ok(api::Kept { value, at: None });
        }
        Mine::Bookings => BookingStatus::Accepted,
        Mine::Invitations => BookingStatus::Invited,
    };
    let list = api::list_own_bookings(status, key.period, PAGE, cursor).await?;
    let events = list.value.items.into_iter().map(|booking| booking.event);
    Ok(api::Kept {
        value: Page {
            items: events.collect(),
            next_cursor: list.value.next_cursor,
        },
        at: list.at,
    })
}

/// The list with an event as it is by now. What is not one's own any more leaves it; an invitation
/// that was accepted stays for the moment, with its stamp.
fn with(page: &Page<Event>, newer: &Event) -> Page<Event> {
    let mut next = with_event(page, newer);
    next.items.retain(|event| event.relation != Relation::None);
    next
}

fn empty(props: &Props) -> Html {
    let (words, address, link) = props.what.empty(props.period);
    html! {
        <Empty {words}><Link to={address} class="btn">{ link }</Link></Empty>
    }
}
