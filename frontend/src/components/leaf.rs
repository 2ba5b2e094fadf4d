//! The leaf of a tear-off calendar: month, large day, weekday and time.

use chrono::NaiveDate;
use yew::prelude::*;

use crate::{format, t};

/// Properties of [`Leaf`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The day; a blank leaf without one.
    #[prop_or_default]
    pub date: Option<NaiveDate>,
    /// The time as `HH:MM`; all day without one.
    #[prop_or_default]
    pub time: Option<AttrValue>,
}

/// A calendar leaf.
#[component]
pub fn Leaf(props: &Props) -> Html {
    let Some(date) = props.date else {
        return html! {
            <div class="leaf" aria-hidden="true">
                <span class="leaf-month">{ "–" }</span>
                <span class="leaf-day">{ "?" }</span>
            </div>
        };
    };
    let (month, day, weekday) = format::leaf(date);
    let time = match &props.time {
        Some(time) => format::time_written(time),
        None => t!("all-day"),
    };
    let machine = match &props.time {
        Some(time) => format!("{date}T{time}"),
        None => date.to_string(),
    };
    let spoken = format::span(date, props.time.as_deref(), None, None);
    html! {
        <time class="leaf" datetime={machine}>
            <span class="sr-only">{ spoken }</span>
            <span class="leaf-month" aria-hidden="true">{ month }</span>
            <span class="leaf-day" aria-hidden="true">{ day }</span>
            <span class="leaf-week" aria-hidden="true">{ weekday }<br />{ time }</span>
        </time>
    }
}
