//! The head of every page: where one is, and who one is.

use yew::prelude::*;
use yew_router::hooks::use_route;

use super::member_links;
use super::{Glyph, Icon, Link};
use crate::hooks::{Who, use_later, use_session};
use crate::routes::Route;
use crate::t;

/// The head of every page.
#[component]
pub fn Header() -> Html {
    let session = use_session();
    let route = use_route::<Route>();
    let is_on = |wanted: &Route| route.as_ref() == Some(wanted);
    let is_member = session.account().is_some();
    // On a phone members have so much in the head that it must be short.
    let events_class = classes!("nav-link", is_member.then_some("max-sm:p-2"));
    html! {
        <header class="border-b border-line">
            <div class="wrap flex h-16 items-center gap-3 max-[22.4rem]:gap-1 sm:gap-6">
                <Link to="/" class="flex items-center gap-2.5 rounded-sm font-display text-lg font-bold" is_current={is_on(&Route::Home)}>
                    <svg class="size-8 text-primary" viewBox="0 0 32 32" aria-hidden="true">
                        <path d="M3 7h26v5.2a3.9 3.9 0 0 0 0 7.6V25H3v-5.2a3.9 3.9 0 0 0 0-7.6z" fill="currentColor" />
                        <path class="stroke-paper" d="M12 9.4v13.4" stroke-width="2.2" stroke-dasharray="2.2 2.4" />
                    </svg>
                    <span class="max-lg:sr-only">{ t!("brand") }</span>
                </Link>
                <nav aria-label={t!("nav-main")} class="flex gap-6">
                    <Link to="/event-overview" class={events_class} is_current={is_on(&Route::EventOverview)}>
                        if is_member {
                            <Icon glyph={Glyph::Calendar} class="size-5.5 sm:hidden" />
                            <span class="max-sm:sr-only">{ t!("nav-events") }</span>
                        } else {
                            { t!("nav-events") }
                        }
                    </Link>
                    if is_member {
                        <Link to="/my-bookings" class="nav-link max-lg:hidden" is_current={is_on(&Route::MyBookings)}>
                            { t!("my-bookings") }
                        </Link>
                    }
                </nav>
                <div class="ml-auto flex items-center gap-1 max-[22.4rem]:gap-0 sm:gap-3">
                    {
                        match &session.who {
                            Who::Guest => guest_links(is_on(&Route::Register)),
                            Who::Failed(_) => Html::default(),
                            Who::Member(account) => html! {
                                <LaterLinks account={account.clone()} route={route.clone()} />
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
            <Link to="/login" class="btn btn-ghost max-sm:px-2 max-sm:text-sm!">{ t!("log-in") }</Link>
            if !is_register {
                <Link to="/register" class="btn max-sm:px-2.5 max-sm:text-sm! max-[22.4rem]:hidden">{ t!("nav-register") }</Link>
            }
        </>
    }
}

/// What members have here, as soon as it has come.
#[component]
fn LaterLinks(props: &member_links::Props) -> Html {
    match use_later().outcome {
        Some(Ok(members)) => (members.links)(props.account.clone(), props.route.clone()),
        // The page to which it leads says what is missing, and offers to try again.
        Some(Err(_)) => html! {
            <Link to="/profile" class="btn btn-ghost" is_current={props.route == Some(Route::OwnProfile)}>
                { t!("profile-title-own") }
            </Link>
        },
        None => html! { <span class="bone h-9 w-28" aria-hidden="true" /> },
    }
}
