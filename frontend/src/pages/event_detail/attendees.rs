//! Who is coming. Guests learn how many; names are for people who are logged in.

use std::rc::Rc;

use api_types::events::{Event, Relation};
use yew::prelude::*;

use crate::chunk::Members;
use crate::components::{Later, Link};
use crate::hooks::{Sight, Who, use_session};
use crate::routes::{self, Route};
use crate::t;

/// Properties of [`Attendees`].
#[derive(Clone, Properties, PartialEq)]
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
            let props = props.clone();
            html! { <Later meanwhile={bones(taken)} instead={Html::default()} show={move |members: Members| (members.names)(props.clone())} /> }
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
        Who::Failed(_) => bones(taken),
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

pub(super) fn bones(taken: i32) -> Html {
    let count = taken.clamp(1, 6);
    html! {
        <div class="flex flex-wrap gap-x-5 gap-y-2.5" aria-hidden="true">
            { for (0..count).map(|_| html! { <span class="bone h-8.5 w-32" /> }) }
        </div>
    }
}
