//! One event: the ticket, opened.

mod action;
mod attendees;
mod cancellation;
mod facts;
mod live;
mod member_offer;
mod names;
mod news;
mod offer;
mod opened;
mod ownership;
mod skeleton;

use std::rc::Rc;

use api_types::events::Event;
use api_types::problem::ProblemKind;
use uuid::Uuid;
use yew::prelude::*;

use self::live::LiveEvent;
use self::skeleton::OpenedSkeleton;
use super::NotFound;
use crate::api::{self, ApiError};
use crate::components::{Failure, Heading};
use crate::hooks::{Remote, is_out_of_sight, use_event_cache, use_remote, use_session};
use crate::t;
pub use action::Props as ActionProps;
pub use attendees::Props as AttendeesProps;
pub use member_offer::MemberOffer;
pub use names::Names;
pub use news::News;
pub use ownership::Ownership;

/// Properties of [`EventDetailPage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The event's id, as it stands in the address.
    pub id: AttrValue,
}

/// The page of one event.
#[component]
pub fn EventDetailPage(props: &Props) -> Html {
    match Uuid::parse_str(&props.id) {
        Ok(id) => html! { <LoadedEvent key={props.id.as_str()} {id} /> },
        Err(_) => absent(),
    }
}

#[derive(Properties, PartialEq)]
struct LoadedProps {
    id: Uuid,
}

#[component]
fn LoadedEvent(props: &LoadedProps) -> Html {
    let session = use_session();
    let cache = use_event_cache();
    let remote = use_remote((props.id, session.epoch), |key| async move {
        api::get_event(key.0).await
    });
    // What a list already knew is shown until the event itself arrives.
    let known = match &remote.value {
        Remote::Ready(event) => Some(event.clone()),
        Remote::Loading => cache.event(props.id),
        Remote::Failed(_) => None,
    };
    let on_change = {
        let updater = remote.updater.clone();
        Callback::from(move |event: Rc<Event>| {
            cache.update(&event);
            updater.take((*event).clone());
        })
    };
    match (&remote.value, known) {
        (_, Some(event)) if is_out_of_sight(&event) => left(&event),
        (_, Some(event)) => html! {
            <LiveEvent {event} {on_change} is_settled={matches!(remote.value, Remote::Ready(_))} />
        },
        (Remote::Failed(error), None) => html! {
            <EventUnavailable error={error.clone()} on_retry={remote.retry} />
        },
        _ => html! { <OpenedSkeleton /> },
    }
}

/// Properties of [`EventUnavailable`].
#[derive(Properties, PartialEq)]
pub struct UnavailableProps {
    /// Why.
    pub error: ApiError,
    /// Tries again.
    pub on_retry: Callback<()>,
}

/// An event that did not come: there is none, or something went wrong.
#[component]
pub fn EventUnavailable(props: &UnavailableProps) -> Html {
    if is_absent(&props.error) {
        return absent();
    }
    html! {
        <div class="wrap grid gap-5 py-16">
            <Heading title={t!("failure-title")}>{ t!("failure-title") }</Heading>
            <Failure error={props.error.clone()} on_retry={props.on_retry.clone()} />
        </div>
    }
}

fn is_absent(error: &ApiError) -> bool {
    matches!(
        error.kind(),
        Some(ProblemKind::NotFound | ProblemKind::MalformedRequest)
    )
}

/// There is no such event, or not for this person.
pub fn absent() -> Html {
    html! { <NotFound title={t!("event-absent-title")} text={t!("event-absent-text")} /> }
}

/// Who gave up their place at an invite-only event, or their invitation, does not see it any more.
fn left(event: &Event) -> Html {
    html! {
        <NotFound title={t!("event-left-title")} text={t!("event-left-text", title = event.title.as_str())} />
    }
}
