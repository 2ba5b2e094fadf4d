//! The days of a month as a table.

use std::rc::Rc;

use api_types::events::Event;
use chrono::NaiveDate;
use yew::prelude::*;

use super::super::view::{Shown, View};
use super::cell::Cell;
use super::days::events_on;
use crate::format;
use crate::hooks::Filter;

/// Properties of [`MonthTable`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which events.
    pub filter: Filter,
    /// Which month, and which of its days is opened.
    pub shown: Shown,
    /// The weeks in which it lies.
    pub weeks: Rc<Vec<[NaiveDate; 7]>>,
    /// Its events, once they are known.
    pub events: Option<Vec<Rc<Event>>>,
}

/// The table; a heading with the id `month` names it.
#[component]
pub fn MonthTable(props: &Props) -> Html {
    let (filter, shown) = (&props.filter, props.shown);
    let row = |week: &[NaiveDate; 7]| {
        let cells = week.iter().map(|day| {
            let events = props.events.as_ref().map(|events| events_on(events, *day));
            html! {
                <Cell
                    key={day.to_string()}
                    day={*day}
                    {events}
                    is_outside={Shown::around(*day).first != shown.first}
                    is_open={shown.day == Some(*day)}
                    to={View::Month(shown.opened(*day)).address(filter)}
                />
            }
        });
        html! { <tr key={week[0].to_string()}>{ for cells }</tr> }
    };
    html! {
        <table class="month" aria-labelledby="month">
            <thead>
                <tr>{ for props.weeks.iter().take(1).flatten().map(|day| head(*day)) }</tr>
            </thead>
            <tbody>{ for props.weeks.iter().map(row) }</tbody>
        </table>
    }
}

fn head(day: NaiveDate) -> Html {
    let (short, long) = format::weekday(day);
    html! { <th scope="col" abbr={long} key={day.to_string()}>{ short }</th> }
}
