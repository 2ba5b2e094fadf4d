//! Events: tickets in every state, and what they are made of.

use std::rc::Rc;

use api_types::events::PlacesLeft;
use yew::prelude::*;

use super::{data, example, examples};
use crate::browser;
use crate::components::{
    Differences, EventPicture, EventTicket, Leaf, MemberTicket, Places, Share, Stamp, Ticket,
    Value, places_words, prose, taken_words,
};
use crate::format;
use crate::hooks::Filter;
use crate::pages::Shown;
use crate::pages::event_overview::month::{MonthTable, weeks};

/// Tickets in every state.
pub fn tickets() -> Html {
    let ticket = |(name, event)| {
        let event = Rc::new(event);
        example(
            name,
            html! { <MemberTicket {event} on_change={Callback::noop()} /> },
        )
    };
    let guest = example(
        "As guests see it",
        html! { <EventTicket event={Rc::new(data::event(12))} on_change={Callback::noop()} /> },
    );
    let plain = example(
        "Ticket: it only shows, as in the preview of a new event",
        html! {
            <Ticket
                title="Soup for everybody"
                description="Bring a bowl."
                price={format::price(None, None)}
            />
        },
    );
    let mut shown: Vec<Html> = data::events().into_iter().map(ticket).collect();
    shown.extend([guest, plain]);
    examples(shown)
}

/// What tickets are made of.
pub fn parts() -> Html {
    let places = |taken, of| PlacesLeft { taken, of };
    let bars = [
        places(12, Some(80)),
        places(77, Some(80)),
        places(80, Some(80)),
        places(12, None),
    ];
    let (before, after, aspects) = data::edit();
    html! {
        <>
            { examples(vec![
                example("Leaf: a time, all day, no date yet", html! {
                    <div class="grid grid-cols-[repeat(3,5.75rem)]">
                        <Leaf date={data::day(9)} time="19:30" />
                        <Leaf date={data::day(9)} />
                        <Leaf />
                    </div>
                }),
                example("Places: many, few, none, no limit", html! {
                    <div class="grid gap-3">{ for bars.map(|places| html! { <Places {places} /> }) }</div>
                }),
                example("Places, long", html! {
                    <div class="grid gap-3">{ for bars.map(|places| html! { <Places {places} is_long=true /> }) }</div>
                }),
                example("places_words and taken_words", html! {
                    <ul>{ for bars.map(|places| html! { <li>{ places_words(places, true) }{ " – " }{ taken_words(places) }</li> }) }</ul>
                }),
                example("Stamp: fresh, and as it stays", html! {
                    <div class="flex flex-wrap gap-8 p-2">
                        <Stamp words="Booked" is_fresh=true decorates=true />
                        <Stamp words="Confirmed" is_fresh=false decorates=true />
                    </div>
                }),
                example("Share", html! {
                    <div class="justify-self-start"><Share event={Rc::new(data::event(1))} /></div>
                }),
                example("EventPicture", html! {
                    <EventPicture picture={data::picture()} class="opened-picture" />
                }),
                example("prose: text that people typed", html! {
                    <div class="prose-text">{ prose("Bring warm socks.\n\nMore: https://example.org/small-stages") }</div>
                }),
            ]) }
            { example("Differences: what has changed of an event", html! { <Differences {before} {after} {aspects} /> }) }
            { example("Value: one of them", html! { <p class="value-pair max-w-sm"><Value label="Was" words="19:30" is_old=true /></p> }) }
        </>
    }
}

/// The present month, known and on its way.
pub fn month() -> Html {
    let shown = Shown::around(browser::today()).opened(data::day(2));
    let weeks = Rc::new(weeks(shown, format::first_weekday()));
    html! {
        <>
            { example("Days with events; one is opened", html! {
                <MonthTable filter={Filter::default()} {shown} weeks={weeks.clone()} events={data::month()} />
            }) }
            { example("On its way", html! {
                <MonthTable filter={Filter::default()} {shown} weeks={Rc::new(weeks[..1].to_vec())} events={None} />
            }) }
        </>
    }
}
