//! A list of events that grows page by page.

use std::rc::Rc;

use api_types::Validate;
use api_types::events::{Event, EventFilter};
use api_types::pages::Page;
use api_types::problem::FieldErrors;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::asked::{Answering, Asked};
use super::event_cache::{LoadedList, use_event_cache};
use super::session::use_session;
use crate::api::{self, ApiError, Listing};
use crate::navigation::{self, Arrival};

/// Which events are listed, as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Words in title or location.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub query: String,
    /// First day, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// Last day, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// Whether events that are over are listed, too.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub include_past: bool,
}

impl Filter {
    /// Reads the part of an address after the path; what cannot be read is left out.
    pub fn read(query: &str) -> Self {
        let query = query.trim_start_matches('?');
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
        let mut filter = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "query" => filter.query = value,
                "from" => filter.from = value,
                "to" => filter.to = value,
                "include_past" => filter.include_past = value == "true",
                _ => {}
            }
        }
        filter
    }

    /// The address of the list that this filter makes of `path`.
    pub fn address(&self, path: &str) -> String {
        match serde_urlencoded::to_string(self) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            _ => path.to_owned(),
        }
    }

    /// Whether everything is listed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is wrong with it.
    pub fn check(&self) -> FieldErrors {
        let filter = EventFilter {
            query: Some(self.query.clone()),
            from: Some(self.from.clone()),
            to: Some(self.to.clone()),
            ..EventFilter::default()
        };
        filter.validate().err().unwrap_or_default()
    }

    fn listing(&self, cursor: Option<String>) -> Listing {
        Listing {
            query: self.query.trim().to_owned(),
            from: self.from.clone(),
            to: self.to.clone(),
            include_past: self.include_past,
            limit: None,
            cursor,
        }
    }
}

/// What is going on with a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum ListStatus {
    /// The first page is on its way; events of another filter may still be shown.
    #[default]
    Loading,
    /// Nothing.
    Ready,
    /// The next page is on its way.
    LoadingMore,
    /// The first page did not come.
    Failed(ApiError),
    /// The next page did not come.
    FailedMore(ApiError),
}

#[derive(Clone, Default)]
struct State {
    /// Counts the lists that were asked for, so that late answers are recognised.
    generation: u32,
    status: ListStatus,
    list: LoadedList,
}

impl State {
    fn ready(list: LoadedList) -> Self {
        Self {
            status: ListStatus::Ready,
            list,
            ..Self::default()
        }
    }

    fn with_first(self, answer: FirstPage) -> Self {
        match answer {
            Ok(page) => Self {
                generation: self.generation,
                ..Self::ready(LoadedList {
                    events: page.items.into_iter().map(Rc::new).collect(),
                    next_cursor: page.next_cursor,
                })
            },
            Err(error) => Self {
                status: ListStatus::Failed(error),
                ..self
            },
        }
    }
}

type FirstPage = Result<Page<Event>, ApiError>;

fn first_page(filter: &Filter) -> Answering<FirstPage> {
    let listing = filter.listing(None);
    Box::pin(async move { api::list_events(&listing).await })
}

enum Action {
    Ask(u32),
    First(u32, FirstPage),
    AskMore,
    More(u32, Result<Page<Event>, ApiError>),
    Update(Rc<Event>),
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Ask(generation) => {
                next.generation = generation;
                next.status = ListStatus::Loading;
            }
            Action::AskMore => next.status = ListStatus::LoadingMore,
            Action::Update(newer) => {
                for event in &mut next.list.events {
                    if event.id == newer.id {
                        *event = newer.clone();
                    }
                }
            }
            Action::First(generation, _) | Action::More(generation, _)
                if generation != self.generation =>
            {
                return self;
            }
            Action::First(_, answer) => next = next.with_first(answer),
            Action::More(_, Ok(page)) => {
                next.status = ListStatus::Ready;
                next.list.next_cursor = page.next_cursor;
                for event in page.items {
                    // An event that moved while one scrolled is not shown twice.
                    if !next.list.events.iter().any(|known| known.id == event.id) {
                        next.list.events.push(Rc::new(event));
                    }
                }
            }
            Action::More(_, Err(error)) => next.status = ListStatus::FailedMore(error),
        }
        Rc::new(next)
    }
}

/// A list of events.
pub struct EventList {
    /// The events so far.
    pub events: Vec<Rc<Event>>,
    /// What is going on.
    pub status: ListStatus,
    /// Whether there are more.
    pub has_more: bool,
    /// Fetches the next page, unless that is happening already.
    pub load_more: Callback<()>,
    /// Fetches the first page again.
    pub retry: Callback<()>,
    /// An event is known better now.
    pub update: Callback<Rc<Event>>,
}

/// The events for a filter. Coming back to the page finds the list as it was left.
#[hook]
pub fn use_event_list(filter: &Filter) -> EventList {
    let cache = use_event_cache();
    let session = use_session();
    let generations = use_mut_ref(|| 0_u32);
    let attempt = use_state(|| 0_u32);
    let asked = use_mut_ref(|| Asked::Nothing);
    let state = use_reducer(|| {
        // Coming back shows the list at once, so that there is something to scroll to.
        let is_back = navigation::arrival() == Arrival::Pop;
        if let Some(list) = cache.list(filter).filter(|_| is_back) {
            asked.replace(Asked::Answered);
            return State::ready(list);
        }
        let nothing = State::default();
        if !filter.check().is_empty() {
            return nothing;
        }
        let (first, answer) = Asked::new(first_page(filter));
        asked.replace(first);
        match answer {
            Some(answer) => nothing.with_first(answer),
            None => nothing,
        }
    });
    {
        let dispatcher = state.dispatcher();
        let key = (filter.clone(), *attempt, session.epoch);
        use_effect_with(key, move |(filter, _, _)| {
            let answer = match asked.replace(Asked::Nothing) {
                Asked::Answered => return,
                Asked::Waiting(answer) => answer,
                Asked::Nothing if filter.check().is_empty() => first_page(filter),
                Asked::Nothing => return,
            };
            let generation = {
                let mut generations = generations.borrow_mut();
                *generations += 1;
                *generations
            };
            dispatcher.dispatch(Action::Ask(generation));
            spawn_local(async move {
                dispatcher.dispatch(Action::First(generation, answer.await));
            });
        });
    }
    {
        let (cache, filter) = (cache.clone(), filter.clone());
        use_effect_with(
            (state.list.clone(), state.status.clone()),
            move |(list, status)| {
                if *status == ListStatus::Ready {
                    cache.keep_list(filter, list.clone());
                }
            },
        );
    }
    let load_more = {
        let (state, filter) = (state.clone(), filter.clone());
        Callback::from(move |()| {
            let ready = matches!(state.status, ListStatus::Ready | ListStatus::FailedMore(_));
            let Some(cursor) = state.list.next_cursor.clone().filter(|_| ready) else {
                return;
            };
            state.dispatch(Action::AskMore);
            let (dispatcher, generation) = (state.dispatcher(), state.generation);
            let listing = filter.listing(Some(cursor));
            spawn_local(async move {
                let answer = api::list_events(&listing).await;
                dispatcher.dispatch(Action::More(generation, answer));
            });
        })
    };
    let retry = Callback::from(move |()| attempt.set(*attempt + 1));
    let update = {
        let dispatcher = state.dispatcher();
        Callback::from(move |event: Rc<Event>| {
            cache.update(&event);
            dispatcher.dispatch(Action::Update(event));
        })
    };
    EventList {
        events: state.list.events.clone(),
        status: state.status.clone(),
        has_more: state.list.next_cursor.is_some(),
        load_more,
        retry,
        update,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_the_way_through_the_address() {
        let filter = Filter {
            query: "büro & more".into(),
            from: "2027-01-01".into(),
            to: String::new(),
            include_past: true,
        };
        let address = filter.address("/event-overview");
        let (_, query) = address.split_once('?').unwrap();
        assert_eq!(Filter::read(query), filter);
        assert_eq!(
            Filter::default().address("/event-overview"),
            "/event-overview"
        );
    }

    #[test]
    fn what_is_not_understood_is_left_out() {
        let filter = Filter::read("?query=a&include_past=maybe&utm_source=x&query=b");
        assert_eq!(filter.query, "b");
        assert!(!filter.include_past);
    }

    #[test]
    fn a_span_that_runs_backwards_is_refused_before_it_is_asked_for() {
        let filter = Filter {
            from: "2027-02-01".into(),
            to: "2027-01-01".into(),
            ..Filter::default()
        };
        assert!(filter.check().of("to").is_some());
    }
}
