//! Calls an event off: says how many people will be told, takes a reason, and does it.

use std::rc::Rc;

use api_types::events::{Cancellation, Event};
use api_types::problem::FieldErrors;
use api_types::{Validate, rules};
use yew::prelude::*;

use crate::components::{Button, ButtonKind, ErrorSummary, Failure, TextArea};
use crate::hooks::{
    Draft, Remote, use_event_cache, use_form, use_own_remote, use_submission, use_toasts,
};
use crate::{api, navigation, t};

/// Properties of [`CancellationForm`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The event.
    pub event: Rc<Event>,
    /// It takes place after all.
    pub on_keep: Callback<()>,
}

/// The form that calls an event off.
#[component]
pub fn CancellationForm(props: &Props) -> Html {
    let id = props.event.id;
    let toasts = use_toasts();
    let cache = use_event_cache();
    // As many as there are at this moment.
    let now = use_own_remote(id, |id| async move { api::get_event(*id).await });
    let form = use_form(String::new, |reason| check(reason));
    let title = props.event.title.clone();
    let sending = use_submission(
        &form,
        move |reason: String| async move { api::cancel_event(id, &cancellation(&reason)).await },
        move |told| {
            Draft::of_event(id).clear();
            cache.clear();
            // Back does not lead to an event that there is no more.
            navigation::replace("/my-events");
            toasts.done(t!(
                "event-cancelled-toast",
                title = title.as_str(),
                count = told.people_told
            ));
        },
    );
    let request = &sending.request;
    let body = match &now.value {
        Remote::Loading => html! {
            <div class="grid gap-2.5 py-1" aria-hidden="true">
                <span class="bone h-4 w-full" />
                <span class="bone h-4 w-2/3" />
                // As high as the field that follows, or the button would move away from a click.
                <span class="bone mt-3 h-36 w-full" />
            </div>
        },
        Remote::Failed(error) => html! {
            <Failure error={error.clone()} on_retry={now.retry.clone()} />
        },
        Remote::Ready(event) => consequences(event),
    };
    let is_ready = matches!(now.value, Remote::Ready(_));
    html! {
        <form class="grid gap-5" novalidate=true method="post" onsubmit={sending.onsubmit.clone()}>
            { body }
            <ErrorSummary errors={form.faults(name_of)} general={request.words()} attempt={request.attempt()} />
            if is_ready {
                <TextArea
                    name="reason"
                    label={t!("field-reason")}
                    bind={form.bind("reason", |reason| reason)}
                    hint={t!("hint-reason")}
                    is_optional=true
                    maxlength={rules::REASON_MAX}
                />
            }
            <div class="flex flex-wrap justify-end gap-3 max-sm:flex-col">
                <Button on_press={props.on_keep.clone()}>{ t!("cancel-event-no") }</Button>
                if is_ready {
                    <Button kind={ButtonKind::Grave} submits=true is_busy={request.is_busy()} wait={request.wait()}>
                        { t!("cancel-event-yes") }
                    </Button>
                }
            </div>
        </form>
    }
}

/// What will happen.
fn consequences(event: &Event) -> Html {
    let invited = event
        .creator_view
        .as_ref()
        .map_or(0, |view| view.people_invited);
    let people = i64::from(event.places_taken) + invited;
    let told = match people {
        0 => t!("cancel-event-nobody"),
        _ => t!("cancel-event-people", count = people),
    };
    html! {
        <div role="status" class="grid gap-2">
            <p class="wrap-anywhere">{ t!("cancel-event-text", title = event.title.as_str()) }</p>
            <p class="font-semibold">{ told }</p>
        </div>
    }
}

fn cancellation(reason: &str) -> Cancellation {
    Cancellation {
        reason: Some(reason.to_owned()),
    }
}

fn check(reason: &str) -> FieldErrors {
    cancellation(reason).validate().err().unwrap_or_default()
}

fn name_of(field: &str) -> Option<AttrValue> {
    (field == "reason").then(|| t!("field-reason"))
}
