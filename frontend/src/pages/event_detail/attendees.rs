//! Who is coming. Guests learn how many; names are for people who are logged in.

use std::rc::Rc;

use api_types::bookings::{Attendee, BookingStatus};
use api_types::events::Event;
use api_types::pages::Page;
use api_types::problem::ProblemKind;
use yew::prelude::*;

use crate::api;
use crate::components::{Button, Failure, Link, PersonName};
use crate::hooks::{Remote, Who, use_growth, use_remote, use_session};
use crate::routes::{self, Route};
use crate::{format, t};

/// How many names are fetched at once.
const PAGE: u32 = 12;

/// Properties of [`Attendees`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The event.
    pub event: Rc<Event>,
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
        Who::Member(_) => html! { <Names event={event.clone()} /> },
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
        </section>
    }
}

/// The names, fetched anew whenever the number of booked places changes.
#[component]
fn Names(props: &Props) -> Html {
    let event = &props.event;
    let key = (event.id, event.places_taken, event.relation);
    let last = use_mut_ref(|| None::<Rc<Page<Attendee>>>);
    let remote = use_remote(key, |key| async move {
        api::list_attendees(key.0, PAGE, None).await
    });
    let id = event.id;
    let growth = use_growth(&remote, move |cursor| async move {
        api::list_attendees(id, PAGE, Some(&cursor)).await
    });
    let session = use_session();
    let is_over = matches!(
        &remote.value,
        Remote::Failed(error) if error.kind() == Some(ProblemKind::LoginRequired)
    );
    use_effect_with(is_over, move |is_over| {
        if *is_over {
            // The session ended unnoticed: this becomes the page that guests see.
            session.refresh();
        }
    });
    let page = match &remote.value {
        Remote::Ready(page) => {
            *last.borrow_mut() = Some(page.clone());
            page.clone()
        }
        Remote::Failed(error) => {
            return html! { <Failure error={error.clone()} on_retry={remote.retry.clone()} /> };
        }
        Remote::Loading => match &*last.borrow() {
            Some(page) => page.clone(),
            None => return bones(event.places_taken),
        },
    };
    if page.items.is_empty() {
        return html! { <p class="text-soft">{ t!("attendees-none") }</p> };
    }
    let more = page.next_cursor.is_some().then(|| {
        let accepted = page
            .items
            .iter()
            .filter(|attendee| attendee.status == BookingStatus::Accepted)
            .count();
        let others = i64::from(event.places_taken) - accepted as i64;
        html! {
            <Button class="btn-sm mt-4" is_busy={growth.is_busy} on_press={growth.load_more}>
                { if others > 0 { t!("attendees-more", count = others) } else { t!("load-more") } }
            </Button>
        }
    });
    html! {
        <>
            <ul class="flex flex-wrap gap-x-5 gap-y-2.5">{ for page.items.iter().map(name) }</ul>
            { for more }
        </>
    }
}

fn name(attendee: &Attendee) -> Html {
    let name = attendee.person.display_name();
    html! {
        <li class="flex min-w-0 items-center gap-2.5" key={attendee.person.username.clone()}>
            <span class="face" aria-hidden="true">{ format::initials(&name) }</span>
            <PersonName person={attendee.person.clone()} />
            if attendee.status == BookingStatus::Invited {
                <span class="tag">{ t!("tag-invited") }</span>
            }
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
