//! A ticket in a list as members see it: a place can be booked right there. Part of what comes
//! later.

use api_types::events::{PlacesLeft, Relation};
use yew::prelude::*;

use super::event_ticket::{Props, details, details_id, ticket};
use super::{Button, ButtonKind, Withdrawal};
use crate::hooks::{Sight, is_out_of_sight, use_booking, use_live_event};
use crate::{browser, t};

/// A ticket that can be opened and booked.
#[component]
pub fn MemberTicket(props: &Props) -> Html {
    let event = &props.event;
    let booking = use_booking(event.clone(), props.on_change.clone());
    let is_gone = use_live_event(event, props.on_change.clone()) == Sight::Gone;
    let event = &booking.event;
    let places = PlacesLeft::of_event(event);
    {
        // A button that did its work is gone; the focus stays on its ticket.
        let (link_id, was) = (details_id(event), use_mut_ref(|| event.relation));
        use_effect_with(event.relation, move |relation| {
            let changed = was.replace(*relation) != *relation;
            if changed
                && browser::focus_is_lost()
                && let Some(link) = browser::element(&link_id)
            {
                browser::focus_in_place(&link);
            }
        });
    }
    let asks = use_state(|| false);
    let ask = |is_open: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(is_open))
    };
    let is_invited = event.relation == Relation::Invited && !event.is_over && !is_gone;
    let may_book = !event.is_over
        && !is_gone
        && places.left() != Some(0)
        && matches!(event.relation, Relation::None | Relation::Invited)
        && !is_out_of_sight(event);
    let decline = {
        let (asks, cancel) = (asks.setter(), booking.cancel.clone());
        Callback::from(move |()| {
            asks.set(false);
            cancel.emit(());
        })
    };
    let title = event.title.as_str();
    let controls = html! {
        <>
            <div class="-mr-1.5 ml-auto flex items-center gap-0.5">
                { details(event) }
                if may_book && !is_invited {
                    <Button
                        class="above btn-sm px-2.5"
                        label={t!("book-a-place-at", title = title)}
                        is_busy={booking.is_busy}
                        on_press={booking.book.clone()}
                    >
                        { t!("book") }
                    </Button>
                }
            </div>
            if is_invited {
                <div class="mt-2.5 flex w-full gap-2.5">
                    if may_book {
                        <Button
                            kind={ButtonKind::Main}
                            class="above btn-sm flex-1"
                            label={t!("accept-at", title = title)}
                            is_busy={booking.is_busy}
                            on_press={booking.book}
                        >
                            { t!("accept") }
                        </Button>
                    }
                    <Button
                        class="above btn-sm flex-1"
                        label={t!("decline-at", title = title)}
                        is_busy={booking.is_busy}
                        on_press={ask(true)}
                    >
                        { t!("decline") }
                    </Button>
                </div>
                <Withdrawal event={event.clone()} is_open={*asks} on_keep={ask(false)} on_leave={decline} />
            }
        </>
    };
    ticket(event, is_gone, controls)
}
