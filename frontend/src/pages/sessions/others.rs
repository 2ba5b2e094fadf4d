//! Ends all sessions but this one, once it was asked whether that is meant.

use yew::prelude::*;

use crate::components::{Button, Question};
use crate::hooks::{use_request, use_toasts};
use crate::{api, t};

/// Properties of [`EndOthers`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// They have ended.
    pub on_ended: Callback<()>,
}

/// The button, and the question.
#[component]
pub fn EndOthers(props: &Props) -> Html {
    let toasts = use_toasts();
    let request = use_request();
    let asks = use_state(|| false);
    let set = |open: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(open))
    };
    let end = {
        let (request, on_ended, close) = (request.clone(), props.on_ended.clone(), set(false));
        Callback::from(move |()| {
            let (on_ended, closed, stay) = (on_ended.clone(), close.clone(), close.clone());
            let (told, refused) = (toasts.clone(), toasts.clone());
            request.start(
                api::end_other_sessions(),
                move |()| {
                    closed.emit(());
                    told.done(t!("sessions-ended-toast"));
                    on_ended.emit(());
                },
                move |error| {
                    // Behind an open question nothing is read out.
                    stay.emit(());
                    refused.notice(error.words());
                },
            );
        })
    };
    html! {
        <>
            <Button class="justify-self-start max-sm:w-full" on_press={set(true)}>{ t!("sessions-end-others") }</Button>
            <Question
                id="end-others"
                is_open={*asks}
                title={t!("sessions-end-title")}
                text={t!("sessions-end-text")}
                no={t!("cancel")}
                yes={t!("sessions-end-others")}
                is_busy={request.is_busy()}
                wait={request.wait()}
                on_no={set(false)}
                on_yes={end}
            />
        </>
    }
}
