//! The way in: what this place is, and what is coming up.

use std::rc::Rc;

use api_types::events::Event;
use yew::prelude::*;

use crate::api::{self, Listing};
use crate::components::{Empty, EventTicket, Failure, Glyph, Heading, Icon, Link, TicketSkeletons};
use crate::hooks::{Remote, Updater, use_remote, use_session};
use crate::t;

/// How many events are shown.
const SHOWN: u32 = 6;

/// The way in.
#[component]
pub fn HomePage() -> Html {
    let session = use_session();
    let events = use_remote(session.epoch, |_| async {
        let listing = Listing {
            limit: Some(SHOWN),
            ..Listing::default()
        };
        api::list_events(&listing)
            .await
            .map(|page| page.items.into_iter().map(Rc::new).collect::<Vec<_>>())
    });
    let is_member = session.account().is_some();
    html! {
        <>
            <section class="wrap grid items-center gap-x-14 gap-y-10 pt-10 pb-14 sm:pt-16 lg:grid-cols-[minmax(0,1fr)_25rem]">
                <div class="grid justify-items-start gap-5">
                    <p class="kicker">{ t!("home-kicker") }</p>
                    <Heading title="" class="max-w-[15ch] text-hero">{ t!("home-title") }</Heading>
                    <p class="max-w-[52ch] text-lg text-soft">{ t!("home-lead") }</p>
                    <div class="flex flex-wrap gap-3 pt-1">
                        <Link to="/event-overview" class="btn btn-primary btn-lg">
                            { t!("see-events") }
                            <Icon glyph={Glyph::ArrowRight} />
                        </Link>
                        if is_member {
                            <Link to="/event-create" class="btn btn-lg">{ t!("home-publish") }</Link>
                        } else {
                            <Link to="/register" class="btn btn-lg">{ t!("create-account") }</Link>
                        }
                    </div>
                </div>
                { steps() }
            </section>
            <section class="wrap pb-16" aria-labelledby="coming-up">
                <div class="mb-5 flex flex-wrap items-end justify-between gap-3">
                    <h2 id="coming-up">{ t!("home-coming-up") }</h2>
                    <Link to="/event-overview" class="text-link font-semibold">{ t!("home-all") }</Link>
                </div>
                {
                    match &events.value {
                        Remote::Loading => html! {
                            <div class="tickets"><TicketSkeletons count=6 /></div>
                        },
                        Remote::Failed(error) => html! {
                            <Failure error={error.clone()} on_retry={events.retry.clone()} />
                        },
                        Remote::Ready(found) => coming_up(found, &events.updater),
                    }
                }
            </section>
        </>
    }
}

fn coming_up(events: &[Rc<Event>], updater: &Updater<Vec<Rc<Event>>>) -> Html {
    if events.is_empty() {
        return html! {
            <Empty words={t!("home-empty")}>
                <Link to="/event-create" class="btn">{ t!("home-publish") }</Link>
            </Empty>
        };
    }
    let on_change = {
        let updater = updater.clone();
        Callback::from(move |newer: Rc<Event>| {
            let newest = |event: &Rc<Event>| match event.id == newer.id {
                true => newer.clone(),
                false => event.clone(),
            };
            updater.update(|events| events.iter().map(newest).collect());
        })
    };
    html! {
        <div class="tickets">
            { for events.iter().map(|event| html! {
                <EventTicket key={event.id.to_string()} event={event.clone()} on_change={on_change.clone()} />
            }) }
        </div>
    }
}

/// How it works, as a ticket with three lines.
fn steps() -> Html {
    let step = |number: &'static str, title: AttrValue, text: AttrValue| {
        html! {
            <li class="grid grid-cols-[var(--leaf)_minmax(0,1fr)] items-center">
                <span class="text-center font-display text-3xl font-extrabold text-primary" aria-hidden="true">{ number }</span>
                <span class="grid gap-0.5 py-3.5 pr-5 pl-5">
                    <strong class="font-display text-lg leading-tight">{ title }</strong>
                    <span class="text-md text-soft">{ text }</span>
                </span>
            </li>
        }
    };
    html! {
        <div class="hand"><div class="ticket">
            <h2 class="sr-only">{ t!("home-how") }</h2>
            <ol class="col-span-2 py-3">
                { step("1", t!("home-step-find"), t!("home-step-find-text")) }
                { step("2", t!("home-step-book"), t!("home-step-book-text")) }
                { step("3", t!("home-step-publish"), t!("home-step-publish-text")) }
            </ol>
        </div></div>
    }
}
