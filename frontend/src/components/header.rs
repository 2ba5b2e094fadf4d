//! The head of every page: where one is, and who one is.

use yew::prelude::*;
use yew_router::hooks::use_route;

use super::account_menu::AccountMenu;
use super::bell::Bell;
use super::chat_link::ChatLink;
use super::{Glyph, Icon, Link};
use crate::hooks::{Who, use_session};
use crate::routes::Route;
use crate::t;

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
                <nav aria-label={t!("nav-main")} class="flex gap-6">
                    <Link to="/event-overview" class="nav-link" is_current={is_on(&Route::EventOverview)}>
                        { t!("nav-events") }
                    </Link>
                    if session.account().is_some() {
                        <Link to="/my-bookings" class="nav-link max-sm:hidden" is_current={is_on(&Route::MyBookings)}>
                            { t!("my-bookings") }
                        </Link>
                    }
                </nav>
                <div class="ml-auto flex items-center gap-1 sm:gap-3">
                    {
                        match &session.who {
                            Who::Unknown => html! { <span class="bone h-9 w-28" aria-hidden="true" /> },
                            Who::Guest => guest_links(is_on(&Route::Register)),
                            Who::Failed(_) => Html::default(),
                            Who::Member(account) => html! {
                                <>
                                    <Bell is_current={is_on(&Route::Notifications)} />
                                    <ChatLink is_current={is_on(&Route::Chat)} />
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
