//! Hearing nothing more of somebody, and hearing of them again.

use api_types::accounts::Person;
use yew::prelude::*;

use crate::components::{Button, ButtonKind, Dialog, Glyph, Icon};
use crate::hooks::{Request, use_chat, use_request, use_toasts};
use crate::{api, t};

/// Properties of [`BlockButton`] and [`BlockedNote`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whom.
    pub person: Person,
}

/// Asks whether somebody is to be blocked.
#[component]
pub fn BlockButton(props: &Props) -> Html {
    let asks = use_state_eq(|| false);
    let name = props.person.display_name();
    let set = |open: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(open))
    };
    let (request, change) = use_block(&props.person, true);
    html! {
        <>
            <Button kind={ButtonKind::Quiet} class="px-2.5" label={t!("block-label", name = name.as_str())} on_press={set(true)}>
                <Icon glyph={Glyph::Ban} class="size-4.5" />
                <span class="max-sm:hidden">{ t!("block") }</span>
            </Button>
            <Dialog id="block" is_open={*asks} title={t!("block-title", name = name.as_str())} on_close={set(false)}>
                <p>{ t!("block-text", name = name) }</p>
                <div class="mt-5 flex flex-wrap gap-3">
                    <Button kind={ButtonKind::Grave} is_busy={request.is_busy()} wait={request.wait()} on_press={change}>{ t!("block") }</Button>
                    <Button on_press={set(false)}>{ t!("block-keep") }</Button>
                </div>
            </Dialog>
        </>
    }
}

/// In place of the field to write in.
#[component]
pub fn BlockedNote(props: &Props) -> Html {
    let (request, change) = use_block(&props.person, false);
    html! {
        <div class="composer flex flex-wrap items-center justify-between gap-3">
            <p class="text-soft">{ t!("blocked-note", name = props.person.display_name()) }</p>
            <Button is_busy={request.is_busy()} wait={request.wait()} on_press={change}>{ t!("unblock") }</Button>
        </div>
    }
}

/// Blocks somebody, or takes that back.
#[hook]
fn use_block(person: &Person, is_blocked: bool) -> (Request, Callback<()>) {
    let chat = use_chat();
    let toasts = use_toasts();
    let request = use_request();
    let change = {
        let (request, person) = (request.clone(), person.clone());
        Callback::from(move |()| {
            let (chat, done, refused) = (chat.clone(), toasts.clone(), toasts.clone());
            let person = person.clone();
            let username = person.username.clone();
            let answer = async move {
                if is_blocked {
                    api::block_user(&username).await
                } else {
                    api::unblock_user(&username).await
                }
            };
            let on_done = move |()| {
                let name = person.display_name();
                done.done(if is_blocked {
                    t!("blocked-toast", name = name)
                } else {
                    t!("unblocked-toast", name = name)
                });
                chat.blocked(&person.username, is_blocked);
            };
            request.start(answer, on_done, move |error| refused.notice(error.words()));
        })
    };
    (request, change)
}
