//! The form that publishes an event: keeps what is typed, checks it, sends it.

use api_types::problem::ProblemKind;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::fields::{self, time_zone_options};
use super::typed::TypedEvent;
use crate::api::{self, ApiError};
use crate::components::{Button, ButtonKind, ErrorSummary};
use crate::hooks::{Draft, use_event_cache, use_form, use_guard, use_session, use_toasts};
use crate::routes::Route;
use crate::{navigation, t};

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
    let attempt = use_state(|| 0_u32);
    let failure = use_state(|| None::<ApiError>);
    let guard = use_guard();
    let session = use_session();
    let toasts = use_toasts();
    let cache = use_event_cache();
    let time_zones = use_memo((), |()| time_zone_options(&form.value().time_zone));
    {
        let on_change = props.on_change.clone();
        use_effect_with(form.value().clone(), move |typed| {
            typed.keep();
            on_change.emit(typed.clone());
        });
    }
    let onsubmit = {
        let event = form.value().event();
        let is_complete = form.checked().is_empty();
        let (send, refuse, guard) = (form.sender(), form.refuse(), guard.clone());
        let (failure, attempt) = (failure.clone(), attempt.clone());
        Callback::from(move |submit: SubmitEvent| {
            submit.prevent_default();
            send.emit(());
            failure.set(None);
            if !is_complete {
                attempt.set(*attempt + 1);
                return;
            }
            if !guard.start() {
                return;
            }
            let (event, refuse, guard) = (event.clone(), refuse.clone(), guard.clone());
            let (failure, attempt) = (failure.clone(), attempt.clone());
            let (session, toasts, cache) = (session.clone(), toasts.clone(), cache.clone());
            spawn_local(async move {
                match api::create_event(&event).await {
                    Ok(event) => {
                        Draft::EVENT.clear();
                        cache.clear();
                        toasts.done(t!("published-toast", title = event.title.as_str()));
                        // Back does not lead to the form that was just sent.
                        navigation::replace(&Route::event(event.id));
                    }
                    Err(error) if error.kind() == Some(ProblemKind::LoginRequired) => {
                        session.ended();
                    }
                    Err(error) => {
                        refuse.emit(error.fields());
                        failure.set(Some(error));
                        attempt.set(*attempt + 1);
                    }
                }
                guard.finish();
            });
        })
    };
    let general = failure.as_ref().and_then(ApiError::words_above_form);
    html! {
        <form class="grid gap-9" novalidate=true method="post" {onsubmit}>
            <ErrorSummary errors={form.faults(fields::name_of)} {general} attempt={*attempt} />
            { fields::about(&form) }
            { fields::when_and_where(&form, &time_zones) }
            { fields::who_and_how_much(&form) }
            <div class="grid gap-3">
                <Button kind={ButtonKind::Main} submits=true is_busy={guard.is_busy()} class="btn-lg justify-self-start max-sm:w-full">
                    { t!("publish-event") }
                </Button>
                <p class="field-note">{ t!("create-draft-note") }</p>
            </div>
        </form>
    }
}
