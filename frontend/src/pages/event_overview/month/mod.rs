//! The overview as a month: a table of its days, and below it the events of the day that is opened.

mod cell;
mod days;
mod load;
mod table;

use std::rc::Rc;

use api_types::events::Event;
use chrono::NaiveDate;
use yew::prelude::*;

use self::cell::told;
use self::days::events_on;
pub use self::days::weeks;
use self::load::{Loaded, MOST, Wanted, load};
pub use self::table::MonthTable;
use super::view::{Shown, View};
use crate::components::{Empty, EventTicket, Failure, Glyph, Icon, Link, Note};
use crate::hooks::{Filter, Remote, use_event_cache, use_remote, use_session};
use crate::{browser, format, navigation, t};

/// Properties of [`Month`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which events.
    pub filter: Filter,
    /// Which month.
    pub shown: Shown,
}

/// A month.
#[component]
pub fn Month(props: &Props) -> Html {
    let (filter, shown) = (&props.filter, props.shown);
    let cache = use_event_cache();
    let session = use_session();
    let weeks = use_memo(shown.first, move |_| weeks(shown, format::first_weekday()));
    let shown = shown.within(&weeks);
    let wanted = Wanted::new(filter, &weeks, shown);
    let remote = use_remote(
        (wanted, session.epoch),
        |key| async move { load(&key.0).await },
    );
    let loaded = match &remote.value {
        Remote::Ready(loaded) => Some(loaded.clone()),
        _ => None,
    };
    use_effect_with(loaded.is_some(), |is_here| {
        if *is_here {
            navigation::settle_late();
        }
    });
    let on_change = {
        let updater = remote.updater.clone();
        Callback::from(move |newer: Rc<Event>| {
            cache.update(&newer);
            updater.update(|loaded| loaded.with(newer));
        })
    };
    let name = format::month_written(shown.first);
    html! {
        <section class="mt-5" aria-labelledby="month" aria-busy={loaded.is_none().to_string()}>
            { turning(filter, shown, &name) }
            if let Remote::Failed(error) = &remote.value {
                <Failure error={error.clone()} on_retry={remote.retry.clone()} />
            } else {
                <MonthTable filter={filter.clone()} {shown} weeks={weeks.clone()} events={loaded.as_ref().map(|loaded| loaded.events.clone())} />
                <p class="sr-only" role="status">
                    { loaded.as_ref().map_or_else(|| t!("loading"), |loaded| status(shown, loaded)) }
                </p>
                if let Some(loaded) = &loaded {
                    { below(filter, shown, loaded, on_change) }
                }
            }
        </section>
    }
}

/// What is told to those who do not see the table: how much there is on the day that is opened, or in
/// the month.
fn status(shown: Shown, loaded: &Loaded) -> AttrValue {
    match shown.day {
        Some(day) => told(day, events_on(&loaded.events, day).len()),
        None => t!("month-count", count = count(shown, loaded)),
    }
}

/// How many events there are in the month itself.
fn count(shown: Shown, loaded: &Loaded) -> usize {
    loaded.count_between(shown.first, shown.last())
}

/// The name of the month, and the ways to others.
fn turning(filter: &Filter, shown: Shown, name: &AttrValue) -> Html {
    let to = |month: Shown| View::Month(month).address(filter);
    let today = Shown::around(browser::today());
    html! {
        <div class="mb-4 flex flex-wrap items-center gap-x-2 gap-y-3">
            <h2 id="month" class="mr-auto text-2xl">{ name.clone() }</h2>
            <div class="flex gap-2">
                <Link to={to(shown.moved(-1))} class="btn btn-square" label={t!("month-before")}>
                    <Icon glyph={Glyph::ArrowLeft} class="size-4.5" />
                </Link>
                <Link to={to(today)} class="btn">{ t!("month-today") }</Link>
                <Link to={to(shown.moved(1))} class="btn btn-square" label={t!("month-after")}>
                    <Icon glyph={Glyph::ArrowRight} class="size-4.5" />
                </Link>
            </div>
        </div>
    }
}

/// What there is to say below the table: the events of the day that is opened, that there are none,
/// or that there are too many.
fn below(filter: &Filter, shown: Shown, loaded: &Loaded, on_change: Callback<Rc<Event>>) -> Html {
    html! {
        <>
            if loaded.has_more {
                <Note>{ t!("month-too-many", count = MOST) }</Note>
            }
            if count(shown, loaded) == 0 {
                { nothing(filter, loaded) }
            }
            if let Some(day) = shown.day {
                { opened(day, &events_on(&loaded.events, day), on_change) }
            }
        </>
    }
}

fn nothing(filter: &Filter, loaded: &Loaded) -> Html {
    // Whether past events are listed makes no difference here.
    let filter_of_month = Filter {
        include_past: false,
        ..filter.clone()
    };
    html! {
        <Empty words={t!("month-none")} class="mt-5">
            if let Some(day) = loaded.next {
                <Link to={View::Month(Shown::around(day).opened(day)).address(filter)} class="btn">
                    { t!("month-next-event", day = format::day_written(day, format::DateWriting::Short).as_str()) }
                </Link>
            } else if !filter_of_month.is_empty() {
                <Link to={View::Month(Shown::around(browser::today())).address(&Filter::default())} class="btn">{ t!("clear-filters") }</Link>
            } else {
                <Link to="/event-create" class="btn btn-primary">{ t!("home-publish") }</Link>
            }
        </Empty>
    }
}

fn opened(day: NaiveDate, events: &[Rc<Event>], on_change: Callback<Rc<Event>>) -> Html {
    html! {
        <section class="mt-8" aria-labelledby="day">
            <h3 id="day" class="mb-4 text-xl">{ format::day_written(day, format::DateWriting::Full) }</h3>
            if events.is_empty() {
                <p class="text-soft">{ t!("month-day-none") }</p>
            }
            <div class="tickets">
                { for events.iter().map(|event| html! {
                    <EventTicket key={event.id.to_string()} event={event.clone()} on_change={on_change.clone()} />
                }) }
            </div>
        </section>
    }
}
