//! Events and lists that were loaded a moment ago, so that coming back to a list finds it as it
//! was, and opening an event shows at once what its ticket said. Forgotten when somebody else logs
//! in, since what one sees depends on who one is.

use std::cell::RefCell;
use std::rc::Rc;

use api_types::events::Event;
use uuid::Uuid;
use yew::prelude::*;

use super::event_list::Filter;
use super::session::use_session;
use super::toasts::ProviderProps;

/// How many lists are kept.
const LISTS: usize = 8;

/// A list as far as it was loaded.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LoadedList {
    /// The events so far.
    pub events: Vec<Rc<Event>>,
    /// Where to go on; absent at the end.
    pub next_cursor: Option<String>,
}

#[derive(Default)]
struct Contents {
    epoch: u32,
    lists: Vec<(Filter, LoadedList)>,
}

/// The lists that were loaded.
#[derive(Clone, Default)]
pub struct EventCache(Rc<RefCell<Contents>>);

impl PartialEq for EventCache {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl EventCache {
    /// The list for a filter.
    pub fn list(&self, filter: &Filter) -> Option<LoadedList> {
        let contents = self.0.borrow();
        let found = contents.lists.iter().find(|(known, _)| known == filter);
        found.map(|(_, list)| list.clone())
    }

    /// Keeps a list.
    pub fn keep_list(&self, filter: Filter, list: LoadedList) {
        let mut contents = self.0.borrow_mut();
        contents.lists.retain(|(known, _)| *known != filter);
        contents.lists.push((filter, list));
        if contents.lists.len() > LISTS {
            contents.lists.remove(0);
        }
    }

    /// The event as it stood in some list.
    pub fn event(&self, id: Uuid) -> Option<Rc<Event>> {
        let contents = self.0.borrow();
        let mut events = contents.lists.iter().flat_map(|(_, list)| &list.events);
        events.find(|event| event.id == id).cloned()
    }

    /// An event is known better now, in whatever list it stands.
    pub fn update(&self, newer: &Rc<Event>) {
        let mut contents = self.0.borrow_mut();
        for (_, list) in &mut contents.lists {
            for event in &mut list.events {
                if event.id == newer.id {
                    *event = newer.clone();
                }
            }
        }
    }

    /// Forgets the lists: there is a new event somewhere in them.
    pub fn clear(&self) {
        self.0.borrow_mut().lists.clear();
    }

    fn belong_to(&self, epoch: u32) {
        let mut contents = self.0.borrow_mut();
        if contents.epoch != epoch {
            *contents = Contents {
                epoch,
                ..Contents::default()
            };
        }
    }
}

/// Keeps the cache for everything inside.
#[component]
pub fn EventCacheProvider(props: &ProviderProps) -> Html {
    let session = use_session();
    let cache = use_memo((), |()| EventCache::default());
    cache.belong_to(session.epoch);
    html! {
        <ContextProvider<EventCache> context={(*cache).clone()}>
            { props.children.clone() }
        </ContextProvider<EventCache>>
    }
}

/// The lists that were loaded.
#[hook]
pub fn use_event_cache() -> EventCache {
    use_context().expect("EventCacheProvider surrounds the page")
}
