//! Who is coming. Guests learn how many; names are for people who are logged in.

use std::rc::Rc;

use api_types::bookings::{Attendee, BookingStatus};
use api_types::events::{Event, Relation};
use api_types::pages::Page;
use yew::prelude::*;

use crate::components::{Button, Failure, Link, PersonName, SearchField, message_link};
use crate::hooks::{PEOPLE_PAGE, Session, Sight, Who, use_calm, use_people, use_session};
use crate::routes::{self, Route};
use crate::{format, t};

/// How long the names may be older than the number, at least, in milliseconds.
const NAMES_PAUSE: u32 = 1_000;

/// Properties of [`Attendees`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The event.
    pub event: Rc<Event>,
    /// Counts what was heard of it since it was loaded.
    pub pulse: u32,
    /// Whether it is still there: of what is gone, those who were coming stay on the page.
    pub sight: Sight,
}

/// Who is coming.
#[component]
pub fn Attendees(props: &Props) -> Html {
    let session = use_session();
    let event = &props.event;
    let taken = event.places_taken;
    let title = if event.is_over {
        t!("attendees-past-title")
    } else {
        t!("attendees-title")
    };
    let body = match &session.who {
        Who::Member(_) => {
            html! { <Names event={event.clone()} pulse={props.pulse} sight={props.sight} /> }
        }
        Who::Guest => html! {
            <p class="text-soft">
                if taken > 0 {
                    { t!("attendees-count", count = taken) }{ " " }
                }
                <Link to={routes::login_before(&Route::event(event.id))} class="text-link font-semibold text-ink">
                    { t!("attendees-log-in") }
                </Link>
            </p>
        },
        Who::Unknown | Who::Failed(_) => bones(taken),
    };
    html! {
        <section class="mt-9" aria-labelledby="attendees">
            <h2 id="attendees" class="mb-3">{ title }</h2>
            { body }
            if event.relation == Relation::Creator && !event.is_over && props.sight != Sight::Gone {
                <Link to={Route::event_people(event.id)} class="btn btn-sm mt-5">{ t!("people-manage") }</Link>
            }
        </section>
    }
}

/// The names, fetched anew when something was heard of the event: after a while, since that may be
/// often, and at once if it was this person who changed it.
#[component]
fn Names(props: &Props) -> Html {
    let session = use_session();
    let event = &props.event;
    let news = use_calm((event.places_taken, props.pulse), NAMES_PAUSE);
    let latest = use_mut_ref(|| news);
    if props.sight == Sight::There {
        *latest.borrow_mut() = news;
    }
    let news = *latest.borrow();
    let people = use_people(event.id, (news, event.relation));
    let invited = event
        .creator_view
        .as_ref()
        .map_or(0, |view| view.people_invited);
    let is_long = i64::from(event.places_taken) + invited > i64::from(PEOPLE_PAGE);
    let is_searching = !people.query.trim().is_empty();
    let list = match (&people.page, &people.failure) {
        (_, Some(error)) => html! {
            <Failure error={error.clone()} on_retry={people.retry.clone()} />
        },
        (None, None) => bones(event.places_taken),
        (Some(page), None) if page.items.is_empty() => html! {
            <p class="text-soft">
                { if is_searching { t!("people-no-match") } else { t!("attendees-none") } }
            </p>
        },
        (Some(page), None) => html! {
            <>
                <ul class="flex flex-wrap gap-x-5 gap-y-2.5">{ for page.items.iter().map(|attendee| name(attendee, &session)) }</ul>
                if page.next_cursor.is_some() {
                    <Button class="btn-sm mt-4" is_busy={people.is_growing} on_press={people.load_more.clone()}>
                        { more(page, event.places_taken, is_searching) }
                    </Button>
                }
            </>
        },
    };
    html! {
        <>
            if is_long {
                <SearchField
                    id="attendee-search"
                    class="mb-4 max-w-sm"
                    label={t!("people-search")}
                    placeholder={t!("people-search")}
                    value={people.query.clone()}
                    on_type={people.on_search}
                />
            }
            { list }
        </>
    }
}

/// How many more there are, where that is known.
fn more(page: &Page<Attendee>, taken: i32, is_searching: bool) -> AttrValue {
    let accepted = page
        .items
        .iter()
        .filter(|attendee| attendee.status == BookingStatus::Accepted)
        .count();
    let others = i64::from(taken) - accepted as i64;
    if others > 0 && !is_searching {
        t!("attendees-more", count = others)
    } else {
        t!("load-more")
    }
}

fn name(attendee: &Attendee, session: &Session) -> Html {
    let name = attendee.person.display_name();
    html! {
        <li class="flex min-w-0 items-center gap-2.5" key={attendee.person.username.clone()}>
            <span class="face" aria-hidden="true">{ format::initials(&name) }</span>
            <PersonName person={attendee.person.clone()} />
            if attendee.status == BookingStatus::Invited {
                <span class="tag">{ t!("tag-invited") }</span>
            }
            { message_link(session, &attendee.person, None, "btn btn-ghost btn-sm px-1.5 -ml-1.5") }
        </li>
    }
}

fn bones(taken: i32) -> Html {
    let count = taken.clamp(1, 6);
    html! {
        <div class="flex flex-wrap gap-x-5 gap-y-2.5" aria-hidden="true">
            { for (0..count).map(|_| html! { <span class="bone h-8.5 w-32" /> }) }
        </div>
    }
}
