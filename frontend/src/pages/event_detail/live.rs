//! The opened ticket while one looks at it: numbers, words and people stay as they are on the
//! server, and what changes is said.

use std::rc::Rc;

use api_types::events::{Event, EventAspect, NewEvent, PlacesLeft};
use api_types::socket::ServerMessage;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::opened::Opened;
use crate::api;
use crate::chunk::Members;
use crate::components::{Button, Later, Note, Tone, places_words};
use crate::hooks::{Sight, use_calm, use_live_event, use_server_messages, use_session};
use crate::t;

/// How long to wait at least before the tie to an event is asked for again, in milliseconds.
const TIE_PAUSE: u32 = 1_000;
/// How long at least between two times that the number of places is read out, in milliseconds.
const SPOKEN_PAUSE: u32 = 3_000;

/// Properties of [`LiveEvent`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The event.
    pub event: Rc<Event>,
    /// Whether it is what the server said, rather than what a list knew before.
    pub is_settled: bool,
    /// Hears of the event as it is by now.
    pub on_change: Callback<Rc<Event>>,
}

/// The opened ticket.
#[component]
pub fn LiveEvent(props: &Props) -> Html {
    let event = &props.event;
    let sight = use_live_event(event, props.on_change.clone());
    let is_gone = sight == Sight::Gone;
    let pulse = use_pulse(event);
    use_tie(props, pulse, sight);
    html! {
        <Opened event={event.clone()} on_change={props.on_change.clone()} {sight} {pulse}>
            if is_gone {
                <Note tone={Tone::Warn} is_news=true class="mb-5">{ t!("event-gone") }</Note>
            } else {
                <Changes event={event.clone()} is_settled={props.is_settled} />
            }
            <SpokenPlaces event={event.clone()} {is_gone} />
        </Opened>
    }
}

/// Counts how often the server had news of an event. The first thing that it says only answers a
/// question, unless something has happened since the page learned of the event.
#[hook]
fn use_pulse(event: &Rc<Event>) -> u32 {
    let pulse = use_state(|| 0_u32);
    let heard = use_mut_ref(|| (false, 0_u32));
    let latest = use_mut_ref(|| event.clone());
    *latest.borrow_mut() = event.clone();
    {
        let pulse = pulse.setter();
        use_server_messages(Callback::from(move |message: Rc<ServerMessage>| {
            let known = latest.borrow();
            match &*message {
                ServerMessage::Event { event: now } if now.id == known.id => {
                    let (was_told, count) = &mut *heard.borrow_mut();
                    let is_as_known =
                        (now.version, now.places_taken) == (known.version, known.places_taken);
                    if std::mem::replace(was_told, true) || !is_as_known {
                        *count += 1;
                        pulse.set(*count);
                    }
                }
                _ => {}
            }
        }));
    }
    *pulse
}

/// Asks what ties this person to the event when something was heard of it: it may be that they were
/// invited, or removed, or that they booked in another tab.
#[hook]
fn use_tie(props: &Props, pulse: u32, sight: Sight) {
    let session = use_session();
    let pulse = use_calm(pulse, TIE_PAUSE);
    let latest = use_mut_ref(|| (props.event.clone(), props.on_change.clone()));
    *latest.borrow_mut() = (props.event.clone(), props.on_change.clone());
    let asks = session.account().is_some() && sight == Sight::There;
    use_effect_with(pulse, move |pulse| {
        if *pulse == 0 || !asks {
            return;
        }
        spawn_local(async move {
            let id = latest.borrow().0.id;
            // Of what is gone, the socket tells.
            let Ok(now) = api::get_event(id).await else {
                return;
            };
            let (known, on_change) = latest.borrow().clone();
            if (now.relation, &now.creator_view) != (known.relation, &known.creator_view) {
                on_change.emit(Rc::new(now));
            }
        });
    });
}

#[derive(Properties, PartialEq)]
struct ChangesProps {
    event: Rc<Event>,
    is_settled: bool,
}

/// What is different since one looks, or since one said that one has seen it.
#[component]
fn Changes(props: &ChangesProps) -> Html {
    let seen = use_state(|| None::<NewEvent>);
    {
        let (seen, now) = (seen.clone(), props.event.typed());
        use_effect_with(props.is_settled, move |is_settled| {
            if *is_settled && seen.is_none() {
                seen.set(Some(now));
            }
        });
    }
    let now = props.event.typed();
    let Some(before) = (*seen).clone() else {
        return Html::default();
    };
    let aspects = EventAspect::differing(&before, &now);
    let dismiss = {
        let (seen, now) = (seen.setter(), now.clone());
        Callback::from(move |()| seen.set(Some(now.clone())))
    };
    let show = {
        let aspects = aspects.clone();
        move |members: Members| (members.differences)(before.clone(), now.clone(), aspects.clone())
    };
    html! {
        // A region that is there before it says something is read out when it does.
        <div role="status" class={classes!((!aspects.is_empty()).then_some("mb-5"))}>
            if !aspects.is_empty() {
                <Note tone={Tone::Calm}>
                    <p class="font-semibold">{ t!("event-changed-live") }</p>
                    <Later meanwhile={Html::default()} instead={Html::default()} {show} />
                    <Button class="btn-sm justify-self-start" on_press={dismiss}>{ t!("event-changed-dismiss") }</Button>
                </Note>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct SpokenProps {
    event: Rc<Event>,
    is_gone: bool,
}

/// How many places are left, read out when it has changed; not each time, where it changes often.
#[component]
fn SpokenPlaces(props: &SpokenProps) -> Html {
    let places = PlacesLeft::of_event(&props.event);
    let first = use_memo((), |()| places);
    let places = use_calm(places, SPOKEN_PAUSE);
    html! {
        <p class="sr-only" role="status">
            if places != *first && !props.is_gone {
                { places_words(places, false) }
            }
        </p>
    }
}
