//! What the creator of an event can do with it: change it, invite people, call it off.

use std::rc::Rc;

use api_types::events::Event;
use yew::prelude::*;

use super::cancellation::CancellationForm;
use crate::components::{Button, Dialog, Glyph, Icon, Link};
use crate::routes::Route;
use crate::t;

/// Properties of [`Ownership`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The event.
    pub event: Rc<Event>,
}

/// What the creator can do.
#[component]
pub fn Ownership(props: &Props) -> Html {
    let event = &props.event;
    let asks = use_state(|| false);
    let set = |open: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(open))
    };
    html! {
        <>
            <p class="font-semibold">{ t!("obstacle-own") }</p>
            <div class="action-bar">
                <Link to={Route::event_edit(event.id)} class="btn btn-primary">
                    <Icon glyph={Glyph::Pencil} class="size-4.5" />
                    { t!("edit-event") }
                </Link>
                <Button on_press={set(true)}>{ t!("cancel-event") }</Button>
            </div>
            <Dialog id="cancel-event" is_open={*asks} title={t!("cancel-event-title")} on_close={set(false)}>
                // Made anew each time, so that the numbers are of that moment.
                if *asks {
                    <CancellationForm event={event.clone()} on_keep={set(false)} />
                }
            </Dialog>
        </>
    }
}
