//! Hearing nothing more of somebody, and hearing of them again.

use api_types::accounts::Person;
use yew::prelude::*;

use crate::components::{Button, ButtonKind, Glyph, Icon, Question};
use crate::hooks::{use_chat, use_request, use_toasts};
use crate::{api, t};

/// Properties of [`BlockButton`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whom.
    pub person: Person,
    /// Whether they are blocked.
    pub is_blocked: bool,
}

/// Asks whether somebody is to be blocked, and takes it back without asking.
#[component]
pub fn BlockButton(props: &Props) -> Html {
    let chat = use_chat();
    let toasts = use_toasts();
    let request = use_request();
    let asks = use_state_eq(|| false);
    let is_blocked = props.is_blocked;
    let name = props.person.display_name();
    let set = |open: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(open))
    };
    let change = {
        let (request, close, person) = (request.clone(), set(false), props.person.clone());
        Callback::from(move |()| {
            let (chat, person) = (chat.clone(), person.clone());
            let (closed, stay) = (close.clone(), close.clone());
            let (done, refused) = (toasts.clone(), toasts.clone());
            let username = person.username.clone();
            let answer = async move {
                if is_blocked {
                    api::unblock_user(&username).await
                } else {
                    api::block_user(&username).await
                }
            };
            let on_done = move |()| {
                closed.emit(());
                let name = person.display_name();
                done.done(if is_blocked {
                    t!("unblocked-toast", name = name)
                } else {
                    t!("blocked-toast", name = name)
                });
                chat.blocked(&person.username, !is_blocked);
            };
            request.start(answer, on_done, move |error| {
                // Behind an open question nothing is read out.
                stay.emit(());
                refused.notice(error.words());
            });
        })
    };
    let (words, label) = if is_blocked {
        (t!("unblock"), t!("unblock-label", name = name.as_str()))
    } else {
        (t!("block"), t!("block-label", name = name.as_str()))
    };
    let (on_press, is_busy) = if is_blocked {
        (change.clone(), request.is_busy())
    } else {
        (set(true), false)
    };
    html! {
        <>
            <Button kind={ButtonKind::Quiet} class="px-2.5" {label} {is_busy} {on_press}>
                <Icon glyph={Glyph::Ban} class="size-4.5" />
                <span class={(!is_blocked).then_some("max-sm:hidden")}>{ words }</span>
            </Button>
            <Question
                id="block"
                is_open={*asks}
                title={t!("block-title", name = name.as_str())}
                text={t!("block-text", name = name)}
                no={t!("block-keep")}
                yes={t!("block")}
                is_busy={request.is_busy()}
                wait={request.wait()}
                on_no={set(false)}
                on_yes={change}
            />
        </>
    }
}
