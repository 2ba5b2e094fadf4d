//! All events, and removing one of them.

use api_types::events::{Event, PlacesLeft, Visibility};
use api_types::pages::Page;
use uuid::Uuid;
use yew::prelude::*;

use super::filter::{Search, use_parameter};
use super::list::{Chosen, PAGE, changed, use_list};
use super::removal::{Doomed, Removal};
use crate::api::{self, ApiError};
use crate::components::{Button, Empty, Glyph, Icon, Link, PersonName, prose, taken_words};
use crate::routes::Route;
use crate::{format, t};

const PATH: &str = "/admin/events";

#[derive(Clone, PartialEq)]
struct Events {
    query: String,
}

impl Chosen for Events {
    type Entry = Event;

    async fn fetch(&self, cursor: Option<&str>) -> Result<Page<Event>, ApiError> {
        api::list_all_events(self.query.trim(), PAGE, cursor).await
    }
}

/// The events.
#[component]
pub fn EventsSection() -> Html {
    let query = use_parameter("query");
    let list = use_list(Events {
        query: query.clone(),
    });
    let asked = use_state(|| None::<Doomed>);
    let is_asked = use_state_eq(|| false);
    let on_close = {
        let is_asked = is_asked.setter();
        Callback::from(move |()| is_asked.set(false))
    };
    let on_removed = {
        let updater = list.updater.clone();
        Callback::from(move |id: Uuid| {
            updater.update(|page| changed(page, |event| (event.id != id).then(|| event.clone())));
        })
    };
    let entry = |event: &Event| {
        let remove = {
            let (asked, is_asked) = (asked.setter(), is_asked.setter());
            let doomed = Doomed {
                id: event.id,
                title: event.title.clone(),
                creator: event.creator.clone(),
            };
            Callback::from(move |()| {
                asked.set(Some(doomed.clone()));
                is_asked.set(true);
            })
        };
        row(event, remove)
    };
    html! {
        <>
            <Search query={query.clone()} label={t!("events-find")} path={PATH} />
            { list.show(entry, empty(&query)) }
            <Removal event={(*asked).clone()} is_open={*is_asked} {on_removed} {on_close} />
        </>
    }
}

fn empty(query: &str) -> Html {
    if query.is_empty() {
        return html! { <Empty words={t!("events-empty")} /> };
    }
    html! {
        <Empty words={t!("events-empty-match")}>
            <Link to={PATH} class="btn">{ t!("clear-filters") }</Link>
        </Empty>
    }
}

/// One of them. What is invite-only has no page for those who are not invited: its words can be read
/// here.
fn row(event: &Event, remove: Callback<()>) -> Html {
    let is_public = event.visibility == Visibility::Public;
    html! {
        <li class="record" key={event.id.to_string()}>
            <div class="record-body">
                <p class="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                    if is_public {
                        <Link to={Route::event(event.id)} class="text-link min-w-0 font-semibold wrap-anywhere">{ &event.title }</Link>
                    } else {
                        <strong class="min-w-0 font-semibold wrap-anywhere">{ &event.title }</strong>
                        <span class="tag" data-tone="calm"><Icon glyph={Glyph::Lock} class="size-3.5" />{ t!("tag-invite-only") }</span>
                    }
                    if event.is_over {
                        <span class="tag" data-tone="calm">{ t!("tag-over") }</span>
                    }
                </p>
                <p class="text-sm wrap-anywhere text-soft">
                    { format::when(event) }
                    if let Some(location) = &event.location {
                        { " · " }{ location }
                    }
                </p>
                <p class="flex flex-wrap gap-x-4 text-sm text-soft">
                    <PersonName person={event.creator.clone()} />
                    <span>{ taken_words(PlacesLeft::of_event(event)) }</span>
                </p>
                <details class="text-sm">
                    <summary class="text-soft">{ t!("event-description") }</summary>
                    <div class="prose-text mt-1.5 wrap-anywhere">{ prose(&event.description) }</div>
                </details>
            </div>
            <div class="record-actions">
                <Button class="btn-sm" label={t!("event-remove-label", title = event.title.as_str())} on_press={remove}>
                    { t!("event-remove") }
                </Button>
            </div>
        </li>
    }
}
