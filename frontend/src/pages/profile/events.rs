//! The events of a person, as a table that becomes a list on a phone.

use std::rc::Rc;

use api_types::events::{Event, PlacesLeft, Visibility};
use api_types::pages::Page;
use yew::prelude::*;

use crate::components::{Button, Empty, Failure, Link, taken_words};
use crate::format::{self, DateWriting};
use crate::hooks::{
    Remote, Sight, Updater, use_growth, use_live_event, use_remote, use_session, with_event,
};
use crate::routes::Route;
use crate::{api, navigation, t};

/// How many events are fetched at once.
const PAGE: u32 = 20;

/// Properties of [`EventsOf`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whose events.
    pub username: AttrValue,
    /// Whether the person looks at their own.
    #[prop_or_default]
    pub is_own: bool,
}

/// The events that somebody published, as far as one may see them.
#[component]
pub fn EventsOf(props: &Props) -> Html {
    let session = use_session();
    let key = (props.username.clone(), session.epoch);
    let remote = use_remote(key, |key| async move {
        api::list_events_of(&key.0, None, PAGE, None).await
    });
    let username = props.username.clone();
    let growth = use_growth(&remote, move |cursor| {
        let username = username.clone();
        async move { api::list_events_of(&username, None, PAGE, Some(&cursor)).await }
    });
    let is_here = matches!(remote.value, Remote::Ready(_));
    use_effect_with(is_here, |is_here| {
        if *is_here {
            navigation::settle_late();
        }
    });
    let title = if props.is_own {
        t!("events-own")
    } else {
        t!("events-of")
    };
    html! {
        <section aria-labelledby="events">
            <h2 id="events" class="mb-4">{ title }</h2>
            {
                match &remote.value {
                    Remote::Loading => bones(),
                    Remote::Failed(error) => html! {
                        <Failure error={error.clone()} on_retry={remote.retry.clone()} />
                    },
                    Remote::Ready(page) if page.items.is_empty() => empty(props.is_own),
                    Remote::Ready(page) => table(page, &remote.updater),
                }
            }
            if matches!(&remote.value, Remote::Ready(page) if page.next_cursor.is_some()) {
                <Button class="mt-5" is_busy={growth.is_busy} on_press={growth.load_more}>
                    { t!("load-more") }
                </Button>
            }
        </section>
    }
}

fn empty(is_own: bool) -> Html {
    let (words, to, link) = match is_own {
        true => (t!("events-own-none"), "/event-create", t!("home-publish")),
        false => (t!("events-of-none"), "/event-overview", t!("see-events")),
    };
    html! {
        <Empty {words}><Link {to} class="btn">{ link }</Link></Empty>
    }
}

/// The roles are spelled out: a table that is laid out as a list loses its own in some browsers.
fn table(page: &Page<Event>, updater: &Updater<Page<Event>>) -> Html {
    let on_change = {
        let updater = updater.clone();
        Callback::from(move |newer: Rc<Event>| updater.update(|page| with_event(page, &newer)))
    };
    html! {
        <table class="rows" role="table" aria-labelledby="events">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{ t!("column-event") }</th>
                    <th role="columnheader" scope="col">{ t!("fact-when") }</th>
                    <th role="columnheader" scope="col">{ t!("field-visibility") }</th>
                    <th role="columnheader" scope="col">{ t!("column-places") }</th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                { for page.items.iter().map(|event| html! {
                    <Row key={event.id.to_string()} event={Rc::new(event.clone())} on_change={on_change.clone()} />
                }) }
            </tbody>
        </table>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    event: Rc<Event>,
    on_change: Callback<Rc<Event>>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let event = &props.event;
    let is_gone = use_live_event(event, props.on_change.clone()) == Sight::Gone;
    let day = format::day_written(event.date, DateWriting::Short);
    let when = match &event.time {
        Some(time) => t!(
            "when-at",
            day = day.as_str(),
            time = format::time_written(time).as_str()
        ),
        None => day,
    };
    let machine = match &event.time {
        Some(time) => format!("{}T{time}", event.date),
        None => event.date.to_string(),
    };
    let visibility = match event.visibility {
        Visibility::Public => t!("visibility-public"),
        Visibility::InviteOnly => t!("visibility-invite-only"),
    };
    html! {
        <tr role="row">
            <td role="cell" class="row-title">
                <Link to={Route::event(event.id)} id={format!("event-{}", event.id)} class="text-link font-semibold">
                    { &event.title }
                </Link>
                if event.is_over {
                    <span class="tag ml-2.5" data-tone="calm">{ t!("tag-over") }</span>
                }
                if is_gone {
                    <span class="tag ml-2.5" data-tone="calm">{ t!("tag-gone") }</span>
                }
            </td>
            <td role="cell"><time datetime={machine}>{ when }</time></td>
            <td role="cell">{ visibility }</td>
            <td role="cell" class="tabular-nums">{ taken_words(PlacesLeft::of_event(event)) }</td>
        </tr>
    }
}

fn bones() -> Html {
    html! {
        <div class="rows grid gap-4 p-5" aria-hidden="true">
            { for (0..3).map(|_| html! { <span class="bone h-5 w-full" /> }) }
        </div>
    }
}
