//! The names of those who are coming. Part of what comes later.

use api_types::bookings::{Attendee, BookingStatus};
use api_types::pages::Page;
use yew::prelude::*;

use super::attendees::{Props, bones};
use crate::components::{Button, Failure, PersonName, SearchField, message_link};
use crate::hooks::{PEOPLE_PAGE, Session, Sight, use_calm, use_people, use_session};
use crate::{format, t};

/// How long the names may be older than the number, at least, in milliseconds.
const NAMES_PAUSE: u32 = 1_000;

/// The names, fetched anew when something was heard of the event: after a while, since that may be
/// often, and at once if it was this person who changed it.
#[component]
pub fn Names(props: &Props) -> Html {
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
