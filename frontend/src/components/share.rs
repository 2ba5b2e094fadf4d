//! Hands the address of an event on: by what the device has for that, else by the clipboard, else
//! by showing it.

use std::rc::Rc;

use api_types::events::{Event, Visibility};
use js_sys::Reflect;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::ShareData;
use yew::prelude::*;

use super::{Button, ButtonKind, Dialog, Glyph, Icon};
use crate::hooks::use_toasts;
use crate::routes::Route;
use crate::{browser, format, t};

/// The field that shows the address where nothing else works.
const FIELD: &str = "share-address";

/// Properties of [`Share`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What to tell others of.
    pub event: Rc<Event>,
}

/// The button.
#[component]
pub fn Share(props: &Props) -> Html {
    let event = &props.event;
    let toasts = use_toasts();
    let is_shown = use_state_eq(|| false);
    let address = browser::origin() + &Route::event(event.id);
    let on_press = {
        let (event, address) = (event.clone(), address.clone());
        let is_shown = is_shown.setter();
        Callback::from(move |()| {
            if let Some(data) = shareable(&event, &address) {
                // Whoever closes the device's own dialog has not failed at anything.
                spawn_local(async move {
                    let _ =
                        JsFuture::from(browser::window().navigator().share_with_data(&data)).await;
                });
                return;
            }
            let (toasts, is_shown) = (toasts.clone(), is_shown.clone());
            browser::copy(&address, move |is_copied| match is_copied {
                true => toasts.done(t!("link-copied")),
                false => is_shown.set(true),
            });
        })
    };
    let on_close = {
        let is_shown = is_shown.setter();
        Callback::from(move |()| is_shown.set(false))
    };
    use_effect_with(*is_shown, |is_shown| {
        if *is_shown {
            browser::select(FIELD);
        }
    });
    let hint = (event.visibility == Visibility::InviteOnly)
        .then(|| html! { <p class="field-note">{ t!("share-invite-only") }</p> });
    html! {
        <div class="grid justify-items-end">
            <Button kind={ButtonKind::Quiet} class="btn-sm -mr-2 px-2" {on_press}>
                <Icon glyph={Glyph::Share} class="size-4.5" />
                { t!("share") }
            </Button>
            { hint }
            <Dialog id="share" is_open={*is_shown} title={t!("share-title")} on_close={on_close.clone()}>
                <label for={FIELD} class="sr-only">{ t!("share-address") }</label>
                <input id={FIELD} class="input" readonly=true value={address} />
                <div class="mt-6 flex justify-end">
                    <Button on_press={on_close}>{ t!("close") }</Button>
                </div>
            </Dialog>
        </div>
    }
}

/// What to hand to the device, if it has something for that.
fn shareable(event: &Event, address: &str) -> Option<ShareData> {
    let navigator = browser::window().navigator();
    Reflect::get(&navigator, &"share".into())
        .ok()
        .filter(|share| share.is_function())?;
    let data = ShareData::new();
    data.set_title(&event.title);
    data.set_text(&t!(
        "share-text",
        title = event.title.as_str(),
        when = format::when(event).as_str()
    ));
    data.set_url(address);
    Some(data)
}
