//! Change an event: its form, beside it the ticket that comes out of it and the people who come.

mod editing;
mod form;
mod meanwhile;
mod merge;
mod people;
mod removal;

use std::rc::Rc;

use api_types::events::{Event, Relation};
use uuid::Uuid;
use yew::prelude::*;

use self::form::EditForm;
use self::people::PeopleSection;
use crate::api;
use crate::components::{FormSkeleton, Glyph, Heading, Icon, Link};
use crate::hooks::{Remote, use_own_remote, use_session};
use crate::pages::event_detail::{EventUnavailable, absent};
use crate::pages::event_form::{Preview, TypedEvent, use_picture};
use crate::routes::Route;
use crate::t;

/// Properties of [`EventEditPage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The event's id, as it stands in the address.
    pub id: AttrValue,
}

/// The page on which one changes an event. For everybody but its creator there is none.
#[component]
pub fn EventEditPage(props: &Props) -> Html {
    match Uuid::parse_str(&props.id) {
        Ok(id) => html! { <Loaded key={props.id.as_str()} {id} /> },
        Err(_) => absent(),
    }
}

#[derive(Properties, PartialEq)]
struct LoadedProps {
    id: Uuid,
}

#[component]
fn Loaded(props: &LoadedProps) -> Html {
    let session = use_session();
    let remote = use_own_remote((props.id, session.epoch), |key| async move {
        api::get_event(key.0).await
    });
    match &remote.value {
        Remote::Loading => html! { <FormSkeleton /> },
        Remote::Failed(error) => html! {
            <EventUnavailable error={error.clone()} on_retry={remote.retry.clone()} />
        },
        Remote::Ready(event) if event.relation != Relation::Creator => absent(),
        Remote::Ready(event) if event.is_over => over(event),
        Remote::Ready(event) => html! { <Editor event={event.clone()} /> },
    }
}

fn over(event: &Rc<Event>) -> Html {
    html! {
        <div class="wrap grid justify-items-start gap-5 py-16">
            <Heading title={t!("edit-over-title")}>{ t!("edit-over-title") }</Heading>
            <p class="max-w-prose text-lg text-soft">{ t!("edit-over-text", title = event.title.as_str()) }</p>
            <Link to={Route::event(event.id)} class="btn btn-primary">{ t!("to-event") }</Link>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct EditorProps {
    event: Rc<Event>,
}

#[component]
fn Editor(props: &EditorProps) -> Html {
    let event = &props.event;
    let shown = use_state(|| TypedEvent::of(&event.typed()));
    let on_change = {
        let shown = shown.setter();
        Callback::from(move |typed| shown.set(typed))
    };
    let picture = use_picture(Some(event));
    html! {
        <div class="wrap py-6 sm:py-9">
            <nav aria-label={t!("nav-back")} class="mb-4">
                <Link to={Route::event(event.id)} class="inline-flex max-w-full items-center gap-1.5 rounded text-sm font-semibold text-soft hover:text-ink">
                    <Icon glyph={Glyph::ArrowLeft} class="size-4" />
                    <span class="truncate">{ event.title.clone() }</span>
                </Link>
            </nav>
            <div class="grid gap-x-14 gap-y-8 lg:grid-cols-[minmax(0,38rem)_minmax(0,1fr)]">
                <div class="lg:col-span-2">
                    <Heading title={t!("edit-title")}>{ t!("edit-title") }</Heading>
                </div>
                <EditForm event={event.clone()} picture={picture.clone()} {on_change} />
                <div class="grid content-start gap-8">
                    <Preview typed={(*shown).clone()} {picture} taken={event.places_taken} />
                    <PeopleSection event={event.clone()} />
                </div>
            </div>
        </div>
    }
}
