//! Removes somebody's event: says how many people will be told, takes a reason, and does it.

use std::rc::Rc;

use api_types::accounts::Person;
use api_types::problem::ProblemKind;
use api_types::rules;
use uuid::Uuid;
use yew::prelude::*;

use super::list::PAGE;
use crate::components::{ButtonKind, Dialog, Doing, Failure, ReasonForm};
use crate::hooks::{Remote, use_event_cache, use_own_remote, use_toasts};
use crate::{api, t};

/// Which event is asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Doomed {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// Who published it.
    pub creator: Person,
}

/// Properties of [`Removal`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which event; none was asked about yet if it is absent.
    pub event: Option<Doomed>,
    /// Whether it is asked.
    pub is_open: bool,
    /// It is gone.
    pub on_removed: Callback<Uuid>,
    /// It is over, one way or the other.
    pub on_close: Callback<()>,
}

/// The question. It stays there while it is not asked, so that the focus goes back where it was.
#[component]
pub fn Removal(props: &Props) -> Html {
    let content = match &props.event {
        // Made anew each time, so that the numbers are of that moment.
        Some(event) if props.is_open => html! {
            <RemovalForm event={event.clone()} on_removed={props.on_removed.clone()} on_close={props.on_close.clone()} />
        },
        _ => Html::default(),
    };
    html! {
        <Dialog id="remove-event" is_open={props.is_open} title={t!("event-remove-title")} on_close={props.on_close.clone()}>
            { content }
        </Dialog>
    }
}

#[derive(Properties, PartialEq)]
struct FormProps {
    event: Doomed,
    on_removed: Callback<Uuid>,
    on_close: Callback<()>,
}

#[component]
fn RemovalForm(props: &FormProps) -> Html {
    let toasts = use_toasts();
    let cache = use_event_cache();
    // Administrators find what is invite-only in their own list, and nowhere else.
    let places = use_own_remote(props.event.clone(), |event: Rc<Doomed>| async move {
        let found = api::list_all_events(&event.id.to_string(), PAGE, None).await?;
        let event = found.items.into_iter().next();
        Ok(event.map(|event| event.places_taken))
    });
    let act = {
        let (on_removed, event) = (props.on_removed.clone(), props.event.clone());
        Callback::from(move |reason: String| -> Doing {
            let (on_removed, event) = (on_removed.clone(), event.clone());
            let (toasts, cache) = (toasts.clone(), cache.clone());
            Box::pin(async move {
                let told = match api::remove_event(event.id, reason).await {
                    Ok(told) => t!(
                        "event-removed-toast",
                        title = event.title.as_str(),
                        count = told.people_told
                    ),
                    // Somebody was faster.
                    Err(error) if error.kind() == Some(ProblemKind::NotFound) => {
                        t!("event-removed-before-toast")
                    }
                    Err(error) => return Err(error),
                };
                cache.clear();
                Ok(Callback::from(move |()| {
                    toasts.done(told.clone());
                    on_removed.emit(event.id);
                }))
            })
        })
    };
    let event = &props.event;
    let taken = match &places.value {
        Remote::Loading => return bones(),
        Remote::Failed(error) => {
            return html! { <Failure error={error.clone()} on_retry={places.retry} /> };
        }
        Remote::Ready(taken) => taken.unwrap_or_default(),
    };
    let name = event.creator.display_name();
    html! {
        <ReasonForm
            name="reason"
            label={t!("field-reason")}
            hint={t!("event-remove-hint")}
            maxlength={rules::REASON_MAX}
            no={t!("event-remove-keep")}
            yes={t!("event-remove-do")}
            kind={ButtonKind::Grave}
            {act}
            on_close={props.on_close.clone()}
        >
            <div role="status" class="grid gap-2">
                <p class="wrap-anywhere">{ t!("event-remove-text", title = event.title.as_str()) }</p>
                <p class="font-semibold">{ t!("event-remove-told", count = taken, name = name) }</p>
            </div>
        </ReasonForm>
    }
}

fn bones() -> Html {
    html! {
        <div class="grid gap-2.5 py-1">
            <p class="sr-only" role="status">{ t!("loading") }</p>
            <span class="bone h-4 w-full" aria-hidden="true" />
            <span class="bone h-4 w-2/3" aria-hidden="true" />
            <span class="bone mt-3 h-36 w-full" aria-hidden="true" />
        </div>
    }
}
