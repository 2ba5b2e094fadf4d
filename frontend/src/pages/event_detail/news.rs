//! What has changed since the people who come were told, and the offer to tell them.

use std::rc::Rc;

use api_types::events::{Event, EventAspect, NewEvent};
use api_types::problem::ProblemKind;
use yew::prelude::*;

use crate::api;
use crate::components::{Button, Differences, Glyph, Icon};
use crate::hooks::{use_request, use_toasts};
use crate::t;

/// Properties of [`News`].
#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    /// The event.
    pub event: Rc<Event>,
    /// Hears of the event as it is afterwards.
    pub on_change: Callback<Rc<Event>>,
}

/// The offer, to the creator, as long as there is something to tell and somebody to be told.
#[component]
pub fn News(props: &Props) -> Html {
    let event = &props.event;
    let Some(view) = event.creator_view.as_ref().filter(|_| !event.is_over) else {
        return Html::default();
    };
    let people = i64::from(event.places_taken) + view.people_invited;
    match &view.announced {
        Some(announced) if people > 0 => html! {
            <NewsPanel event={event.clone()} on_change={props.on_change.clone()} announced={announced.clone()} {people} />
        },
        _ => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct PanelProps {
    event: Rc<Event>,
    on_change: Callback<Rc<Event>>,
    announced: NewEvent,
    people: i64,
}

#[component]
fn NewsPanel(props: &PanelProps) -> Html {
    let toasts = use_toasts();
    let request = use_request();
    let (id, on_change) = (props.event.id, props.on_change.clone());
    let tell = {
        let request = request.clone();
        Callback::from(move |()| {
            let (toasts, on_change) = (toasts.clone(), on_change.clone());
            let told = async move {
                let answer = api::notify_attendees(id).await;
                // Whether it was this page that told them or another, the offer is over.
                match &answer {
                    Err(error) if error.kind() != Some(ProblemKind::NothingToTell) => {}
                    _ => on_change.emit(Rc::new(api::get_event(id).await?)),
                }
                answer
            };
            let refused = toasts.clone();
            request.start(
                told,
                move |told| toasts.done(t!("told-toast", count = told.people_told)),
                move |error| refused.notice(error.words()),
            );
        })
    };
    let now = props.event.typed();
    let aspects = EventAspect::differing(&props.announced, &now);
    html! {
        <section class="panel mb-5 grid gap-4" aria-labelledby="news">
            <h2 id="news" class="flex items-center gap-2.5 text-xl">
                <Icon glyph={Glyph::Mail} class="size-5.5 text-primary" />
                { t!("news-title", count = props.people) }
            </h2>
            <Differences before={props.announced.clone()} after={now} {aspects} />
            <Button class="justify-self-start max-sm:w-full" is_busy={request.is_busy()} wait={request.wait()} on_press={tell}>
                { t!("news-tell", count = props.people) }
            </Button>
        </section>
    }
}
