//! The form that publishes an event: keeps what is typed, checks it, sends it.

use api_types::events::Event;
use yew::prelude::*;

use crate::api::{self, ApiError};
use crate::components::{Button, ButtonKind, ErrorSummary};
use crate::hooks::{Draft, use_event_cache, use_kept_form, use_submission, use_toasts};
use crate::pages::event_form::{PictureForm, TypedEvent, event_fields, name_of, time_zone_options};
use crate::routes::Route;
use crate::{navigation, t};

/// Properties of [`EventForm`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is chosen for it.
    pub picture: PictureForm,
    /// Hears of what is typed.
    pub on_change: Callback<TypedEvent>,
}

/// The form that publishes an event. What is typed survives a reload and a login.
#[component]
pub fn EventForm(props: &Props) -> Html {
    let form = use_kept_form(TypedEvent::start, TypedEvent::check);
    let picture = props.picture.clone();
    let toasts = use_toasts();
    let cache = use_event_cache();
    let time_zones = use_memo((), |()| time_zone_options(&form.value().time_zone));
    {
        let on_change = props.on_change.clone();
        use_effect_with(form.value().clone(), move |typed| {
            Draft::EVENT.keep(typed);
            on_change.emit(typed.clone());
        });
    }
    let sending = use_submission(
        &form,
        {
            let picture = picture.clone();
            move |typed: TypedEvent| {
                let picture = picture.clone();
                async move {
                    let event = api::create_event(&typed.event()).await?;
                    // The event is there, whatever becomes of its picture.
                    let shown = picture.save(event.id).await;
                    Ok((event, shown.err()))
                }
            }
        },
        move |(event, refusal): (Event, Option<ApiError>)| {
            Draft::EVENT.clear();
            cache.clear();
            toasts.done(t!("published-toast", title = event.title.as_str()));
            if let Some(error) = refusal {
                let words = t!("picture-failed-toast", why = error.words().as_str());
                toasts.news(words, t!("picture-again"), Route::event_edit(event.id));
            }
            // Back does not lead to the form that was just sent.
            navigation::replace(&Route::event(event.id));
        },
    );
    let request = &sending.request;
    html! {
        <form class="grid gap-9" novalidate=true method="post" onsubmit={sending.onsubmit.clone()}>
            <ErrorSummary errors={form.faults(name_of)} general={request.words()} attempt={request.attempt()} />
            { event_fields(&form, &picture, &time_zones) }
            <div class="grid gap-3">
                <Button kind={ButtonKind::Main} submits=true is_busy={request.is_busy()} wait={request.wait()} class="btn-lg justify-self-start max-sm:w-full">
                    { t!("publish-event") }
                </Button>
                <p class="field-note">{ t!("create-draft-note") }</p>
            </div>
        </form>
    }
}
