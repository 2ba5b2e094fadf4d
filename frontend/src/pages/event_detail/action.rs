//! What can be done on the page of an event: by its creator, by everybody else, and when it is over.

use std::rc::Rc;

use api_types::events::{Event, Relation};
use yew::prelude::*;

use super::offer::Offer;
use crate::chunk::Members;
use crate::components::{Later, Link};
use crate::t;

/// Properties of [`Action`].
#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    /// The event.
    pub event: Rc<Event>,
    /// What a place costs, in words.
    pub price: AttrValue,
    /// Hears of the event as it is afterwards.
    pub on_change: Callback<Rc<Event>>,
}

/// What can be done; a bar at the bottom of the screen on phones.
#[component]
pub fn Action(props: &Props) -> Html {
    let event = &props.event;
    if event.is_over {
        return over(event.relation);
    }
    match event.relation {
        Relation::Creator => {
            let event = event.clone();
            html! { <Later meanwhile={Html::default()} instead={Html::default()} show={move |members: Members| (members.ownership)(event.clone())} /> }
        }
        Relation::None | Relation::Invited | Relation::Accepted => html! {
            <Offer event={event.clone()} price={props.price.clone()} on_change={props.on_change.clone()} />
        },
    }
}

/// Nothing can be done any more.
fn over(relation: Relation) -> Html {
    let words = match relation {
        Relation::None => t!("obstacle-over"),
        Relation::Creator => t!("over-own"),
        Relation::Invited => t!("over-invited"),
        Relation::Accepted => t!("over-booked"),
    };
    html! {
        <div class="action-bar">
            <div class="action grid gap-1">
                <p class="font-semibold">{ words }</p>
                <Link to="/event-overview" class="text-link justify-self-start text-sm">{ t!("see-other-events") }</Link>
            </div>
        </div>
    }
}
