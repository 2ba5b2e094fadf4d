//! Whether new people can register. Closing it is asked about, opening it is not.

use api_types::administration::Settings;
use yew::prelude::*;

use crate::components::{Question, Switch};
use crate::hooks::{use_request, use_toasts};
use crate::{api, t};

/// Properties of [`SignUp`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// As it is.
    pub settings: Settings,
    /// It is otherwise now.
    pub on_change: Callback<Settings>,
}

/// The switch, and the question.
#[component]
pub fn SignUp(props: &Props) -> Html {
    let toasts = use_toasts();
    let request = use_request();
    let asks = use_state_eq(|| false);
    let ask = |is_asked: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(is_asked))
    };
    let set = {
        let (request, on_change, stay) = (request.clone(), props.on_change.clone(), ask(false));
        Callback::from(move |is_open: bool| {
            let (on_change, close) = (on_change.clone(), stay.clone());
            let (told, refused, stay) = (toasts.clone(), toasts.clone(), stay.clone());
            request.start(
                api::set_sign_up(is_open),
                move |settings: Settings| {
                    close.emit(());
                    told.done(match settings.sign_up_open {
                        true => t!("sign-up-opened-toast"),
                        false => t!("sign-up-closed-toast"),
                    });
                    on_change.emit(settings);
                },
                move |error| {
                    // Behind an open question nothing is read out.
                    stay.emit(());
                    refused.notice(error.words());
                },
            );
        })
    };
    let on_change = {
        let (asks, set) = (asks.setter(), set.clone());
        Callback::from(move |is_open: bool| match is_open {
            true => set.emit(true),
            false => asks.set(true),
        })
    };
    let is_open = props.settings.sign_up_open;
    let text = match is_open {
        true => t!("sign-up-open-text"),
        false => t!("sign-up-closed-text"),
    };
    html! {
        <section class="panel grid max-w-3xl gap-3" aria-labelledby="sign-up">
            <h2 id="sign-up">{ t!("sign-up-title") }</h2>
            <Switch label={t!("sign-up-switch")} is_on={is_open} described_by="sign-up-text" {on_change} />
            <p id="sign-up-text" class="text-soft">{ text }</p>
            <Question
                id="close-sign-up"
                is_open={*asks}
                title={t!("sign-up-question")}
                text={t!("sign-up-question-text")}
                no={t!("sign-up-keep")}
                yes={t!("sign-up-close")}
                is_busy={request.is_busy()}
                wait={request.wait()}
                on_no={ask(false)}
                on_yes={set.reform(|()| false)}
            />
        </section>
    }
}
