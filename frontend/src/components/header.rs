//! The head of every page: where one is, and who one is.

use std::rc::Rc;

use api_types::accounts::{Account, Person};
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, KeyboardEvent, Node};
use yew::prelude::*;
use yew_router::hooks::use_route;

use super::{Glyph, Icon, Link};
use crate::hooks::{Draft, Who, use_guard, use_session, use_toasts};
use crate::routes::Route;
use crate::{api, browser, format, navigation, t};

/// The head of every page.
#[component]
pub fn Header() -> Html {
    let session = use_session();
    let route = use_route::<Route>();
    let is_on = |wanted: &Route| route.as_ref() == Some(wanted);
    html! {
        <header class="border-b border-line">
            <div class="wrap flex h-16 items-center gap-3 sm:gap-6">
                <Link to="/" class="flex items-center gap-2.5 rounded-md font-display text-lg font-bold" is_current={is_on(&Route::Home)}>
                    <svg class="size-8 text-primary" viewBox="0 0 32 32" aria-hidden="true">
                        <path d="M3 7h26v5.2a3.9 3.9 0 0 0 0 7.6V25H3v-5.2a3.9 3.9 0 0 0 0-7.6z" fill="currentColor" />
                        <path class="stroke-paper" d="M12 9.4v13.4" stroke-width="2.2" stroke-dasharray="2.2 2.4" />
                    </svg>
                    <span class="max-sm:sr-only">{ t!("brand") }</span>
                </Link>
                <nav aria-label={t!("nav-main")}>
                    <Link to="/event-overview" class="nav-link" is_current={is_on(&Route::EventOverview)}>
                        { t!("nav-events") }
                    </Link>
                </nav>
                <div class="ml-auto flex items-center gap-1 sm:gap-3">
                    {
                        match &session.who {
                            Who::Unknown => html! { <span class="bone h-9 w-28" aria-hidden="true" /> },
                            Who::Guest => guest_links(is_on(&Route::Register)),
                            Who::Failed(_) => Html::default(),
                            Who::Member(account) => html! {
                                <>
                                    <Link
                                        to="/event-create"
                                        class={classes!("btn", "max-sm:px-3", (!is_on(&Route::EventCreate)).then_some("btn-primary"))}
                                        is_current={is_on(&Route::EventCreate)}
                                    >
                                        <Icon glyph={Glyph::Plus} class="size-4.5 sm:hidden" />
                                        <span class="max-sm:sr-only">{ t!("nav-new-event") }</span>
                                    </Link>
                                    <AccountMenu account={account.clone()} />
                                </>
                            },
                        }
                    }
                </div>
            </div>
        </header>
    }
}

fn guest_links(is_register: bool) -> Html {
    html! {
        <>
            <Link to="/login" class="btn btn-ghost max-sm:px-2 max-sm:text-[0.9rem]!">{ t!("log-in") }</Link>
            if !is_register {
                <Link to="/register" class="btn max-sm:px-2.5 max-sm:text-[0.9rem]! max-[22.4rem]:hidden">{ t!("create-account") }</Link>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct MenuProps {
    account: Rc<Account>,
}

/// The person's name, and what they can do with their account.
#[component]
fn AccountMenu(props: &MenuProps) -> Html {
    let session = use_session();
    let toasts = use_toasts();
    let guard = use_guard();
    let is_open = use_state(|| false);
    let root = use_node_ref();
    {
        let (is_open, root) = (is_open.clone(), root.clone());
        use_effect_with(*is_open, move |open| {
            let listeners = open.then(|| close_listeners(is_open.setter(), root));
            move || drop(listeners)
        });
    }
    let account = &props.account;
    let name = Person {
        username: account.username.clone(),
        first_name: account.first_name.clone(),
        last_name: account.last_name.clone(),
    }
    .display_name();
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |_| is_open.set(!*is_open))
    };
    let log_out = Callback::from(move |_: MouseEvent| {
        if !guard.start() {
            return;
        }
        let (session, toasts, guard) = (session.clone(), toasts.clone(), guard.clone());
        spawn_local(async move {
            match api::log_out().await {
                Ok(()) => {
                    Draft::EVENT.clear();
                    navigation::push("/");
                    session.logged_out();
                    toasts.done(t!("logged-out"));
                }
                Err(error) => toasts.notice(error.words()),
            }
            guard.finish();
        });
    });
    html! {
        <div class="relative" ref={root}>
            <button
                type="button"
                id="account-menu"
                class="flex items-center gap-2 rounded-full py-1 pr-2 pl-1 font-semibold hover:bg-sunken"
                aria-expanded={is_open.to_string()}
                aria-controls="account-menu-items"
                onclick={toggle}
            >
                <span class="face" aria-hidden="true">{ format::initials(&name) }</span>
                <span class="max-w-36 truncate max-sm:sr-only">{ &name }</span>
                <Icon glyph={Glyph::ChevronDown} class="size-4 text-soft" />
            </button>
            <div
                id="account-menu-items"
                hidden={!*is_open}
                class="absolute right-0 z-30 mt-2 w-60 rounded-box border border-line bg-sheet p-2 shadow-xl"
            >
                <p class="px-3 pt-1.5 pb-2.5 text-sm text-soft">
                    { t!("logged-in-as") }<br />
                    <strong class="text-base break-all text-ink">{ &account.username }</strong>
                </p>
                <button type="button" class="btn btn-ghost w-full justify-start px-3" onclick={log_out}>
                    <Icon glyph={Glyph::LogOut} class="size-4.5" />
                    { t!("log-out") }
                </button>
            </div>
        </div>
    }
}

/// Closes the menu with Escape (the focus goes back to its button), and when one clicks or moves
/// the focus elsewhere.
fn close_listeners(set_open: UseStateSetter<bool>, root: NodeRef) -> Vec<EventListener> {
    let document = browser::document();
    let escape = {
        let set_open = set_open.clone();
        EventListener::new(&document, "keydown", move |event| {
            if event
                .dyn_ref::<KeyboardEvent>()
                .is_some_and(|event| event.key() == "Escape")
            {
                set_open.set(false);
                browser::focus("account-menu");
            }
        })
    };
    let elsewhere = |name: &'static str| {
        let (set_open, root) = (set_open.clone(), root.clone());
        EventListener::new(&document, name, move |event| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<Node>().ok());
            let is_inside = root
                .cast::<Element>()
                .is_some_and(|root| root.contains(target.as_ref()));
            if !is_inside {
                set_open.set(false);
            }
        })
    };
    vec![escape, elsewhere("click"), elsewhere("focusin")]
}
