//! The form that publishes an event: keeps what is typed, checks it, sends it.

use yew::prelude::*;

use crate::components::{Button, ButtonKind, ErrorSummary};
use crate::hooks::{Draft, use_event_cache, use_form, use_submission, use_toasts};
use crate::pages::event_form::{TypedEvent, event_fields, name_of, time_zone_options};
use crate::routes::Route;
use crate::{api, navigation, t};

/// Properties of [`EventForm`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Hears of what is typed.
    pub on_change: Callback<TypedEvent>,
}

/// The form that publishes an event. What is typed survives a reload and a login.
#[component]
pub fn EventForm(props: &Props) -> Html {
    let form = use_form(TypedEvent::start, TypedEvent::check);
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
        |typed: TypedEvent| async move { api::create_event(&typed.event()).await },
        move |event| {
            Draft::EVENT.clear();
            cache.clear();
            toasts.done(t!("published-toast", title = event.title.as_str()));
            // Back does not lead to the form that was just sent.
            navigation::replace(&Route::event(event.id));
        },
    );
    let request = &sending.request;
    html! {
        <form class="grid gap-9" novalidate=true method="post" onsubmit={sending.onsubmit.clone()}>
            <ErrorSummary errors={form.faults(name_of)} general={request.words()} attempt={request.attempt()} />
            { event_fields(&form, &time_zones) }
            <div class="grid gap-3">
                <Button kind={ButtonKind::Main} submits=true is_busy={request.is_busy()} wait={request.wait()} class="btn-lg justify-self-start max-sm:w-full">
                    { t!("publish-event") }
                </Button>
                <p class="field-note">{ t!("create-draft-note") }</p>
            </div>
        </form>
    }
}
