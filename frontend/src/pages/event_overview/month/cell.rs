//! A day of the month: its number, which opens it, and the first of its events.

use std::rc::Rc;

use api_types::events::{Event, Relation};
use chrono::{Datelike, NaiveDate};
use yew::prelude::*;

use crate::components::Link;
use crate::routes::Route;
use crate::{browser, format, t};

/// How many events are told in the table.
const TOLD: usize = 3;

/// Properties of [`Cell`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The day.
    pub day: NaiveDate,
    /// Its events, once they are known.
    pub events: Option<Vec<Rc<Event>>>,
    /// Whether it lies in another month.
    pub is_outside: bool,
    /// Whether its events are told below.
    pub is_open: bool,
    /// The address that opens it.
    pub to: AttrValue,
}

/// A day.
#[component]
pub fn Cell(props: &Props) -> Html {
    let (day, today) = (props.day, browser::today());
    let count = props.events.as_ref().map_or(0, Vec::len);
    let label = told(day, count);
    let dots = "•".repeat(count.min(TOLD));
    let more = count.saturating_sub(TOLD);
    let first = match &props.events {
        Some(events) => html! {
            <ul class="month-events">
                { for events.iter().take(TOLD).map(|event| entry(day, event)) }
                if more > 0 {
                    <li key="more"><Link to={props.to.clone()} class="month-more">{ t!("month-more", count = more) }</Link></li>
                }
            </ul>
        },
        None => html! { <span class="bone month-bone" aria-hidden="true" /> },
    };
    html! {
        <td
            data-today={(day == today).to_string()}
            data-past={(day < today).to_string()}
            data-outside={props.is_outside.to_string()}
            data-open={props.is_open.to_string()}
            aria-current={(day == today).then_some("date")}
        >
            <Link to={props.to.clone()} class="month-day" {label} id={format!("day-{day}")} is_current={props.is_open}>
                <span>{ day.day() }</span>
                if count > 0 {
                    <span class="month-dots" aria-hidden="true">{ dots }</span>
                }
            </Link>
            { first }
        </td>
    }
}

/// A day, and how much there is on it, in words.
pub fn told(day: NaiveDate, count: usize) -> AttrValue {
    t!(
        "month-day",
        day = format::day_written(day, format::DateWriting::Full).as_str(),
        count = count
    )
}

fn entry(day: NaiveDate, event: &Rc<Event>) -> Html {
    let tone = match event.relation {
        Relation::Accepted => "ok",
        Relation::Creator | Relation::Invited => "main",
        Relation::None => "calm",
    };
    html! {
        <li key={event.id.to_string()}>
            <Link to={Route::event(event.id)} class="month-event" id={format!("day-{day}-{}", event.id)}>
                <span class="month-entry" data-tone={tone} data-over={event.is_over.to_string()}>
                    if let Some(time) = &event.time {
                        <span class="text-soft">{ format::time_written(time) }{ " " }</span>
                    }
                    { event.title.clone() }
                    if event.places_left == Some(0) {
                        <span class="sr-only">{ format!(" ({})", t!("places-none")) }</span>
                    }
                </span>
            </Link>
        </li>
    }
}
