//! Ends all sessions but this one, once it was asked whether that is meant.

use yew::prelude::*;

use crate::components::{Button, ButtonKind, Dialog};
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
        let (request, on_ended, asks) = (request.clone(), props.on_ended.clone(), asks.setter());
        Callback::from(move |()| {
            let (on_ended, asks) = (on_ended.clone(), asks.clone());
            let (told, refused) = (toasts.clone(), toasts.clone());
            request.start(
                api::end_other_sessions(),
                move |()| {
                    asks.set(false);
                    told.done(t!("sessions-ended-toast"));
                    on_ended.emit(());
                },
                move |error| refused.notice(error.words()),
            );
        })
    };
    html! {
        <>
            <Button class="justify-self-start max-sm:w-full" on_press={set(true)}>{ t!("sessions-end-others") }</Button>
            <Dialog id="end-others" is_open={*asks} title={t!("sessions-end-title")} on_close={set(false)}>
                <p>{ t!("sessions-end-text") }</p>
                <div class="mt-6 flex flex-wrap justify-end gap-3 max-sm:flex-col">
                    <Button on_press={set(false)}>{ t!("cancel") }</Button>
                    <Button kind={ButtonKind::Main} is_busy={request.is_busy()} wait={request.wait()} on_press={end}>
                        { t!("sessions-end-others") }
                    </Button>
                </div>
            </Dialog>
        </>
    }
}
