//! The switch for notices that the browser shows outside the page.

use yew::prelude::*;

use crate::browser::notices::{self, Permission};
use crate::components::Switch;
use crate::hooks::outside;
use crate::t;

/// The switch, or why there is none.
#[component]
pub fn Outside() -> Html {
    let permission = use_state_eq(notices::permission);
    let is_on = use_state_eq(outside::are_wanted);
    let on_change = {
        let (permission, is_on) = (permission.clone(), is_on.clone());
        Callback::from(move |wanted: bool| {
            outside::want(wanted);
            is_on.set(wanted);
            if wanted && *permission == Permission::Open {
                let (permission, is_on) = (permission.setter(), is_on.setter());
                notices::ask_permission(move |answer| {
                    permission.set(answer);
                    if answer != Permission::Granted {
                        outside::want(false);
                        is_on.set(false);
                    }
                });
            }
        })
    };
    let body = match *permission {
        Permission::Absent => html! { <p class="text-soft">{ t!("outside-absent") }</p> },
        Permission::Denied => {
            html! { <p class="text-soft" role="status">{ t!("outside-denied") }</p> }
        }
        Permission::Open | Permission::Granted => html! {
            <>
                <Switch label={t!("outside-switch")} is_on={*is_on} described_by="outside-hint" {on_change} />
                <p id="outside-hint" class="text-soft">{ t!("outside-hint") }</p>
            </>
        },
    };
    html! {
        <section class="grid gap-3" aria-labelledby="outside">
            <h2 id="outside" class="text-xl">{ t!("outside-title") }</h2>
            { body }
        </section>
    }
}
