//! The name of the person who is logged in, and what they can do with their account.

use std::rc::Rc;

use api_types::accounts::Account;
use yew::prelude::*;
use yew_router::hooks::use_route;

use super::{Glyph, Icon, Link};
use crate::hooks::{use_log_out, use_popover};
use crate::routes::Route;
use crate::{format, t};

/// Properties of [`AccountMenu`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whose menu it is.
    pub account: Rc<Account>,
}

/// The menu.
#[component]
pub fn AccountMenu(props: &Props) -> Html {
    let (_, log_out) = use_log_out();
    let menu = use_popover("account-menu");
    let account = &props.account;
    let name = format::own_name(account);
    let log_out = log_out.reform(|_: MouseEvent| ());
    html! {
        <div class="relative" ref={menu.root}>
            <button
                type="button"
                id="account-menu"
                class="flex items-center gap-2 rounded-full py-1 pr-2 pl-1 font-semibold hover:bg-sunken"
                aria-expanded={menu.is_open.to_string()}
                aria-controls="account-menu-items"
                onclick={menu.toggle}
            >
                <span class="face" aria-hidden="true">{ format::initials(&name) }</span>
                <span class="max-w-36 truncate max-lg:sr-only">{ &name }</span>
                <Icon glyph={Glyph::ChevronDown} class="size-4 text-soft" />
            </button>
            <div
                id="account-menu-items"
                hidden={!menu.is_open}
                class="absolute right-0 z-30 mt-2 w-74 rounded-box border border-line bg-sheet p-2 shadow-xl"
            >
                <p class="px-3 pt-1.5 pb-2.5 text-sm text-soft">
                    { t!("logged-in-as") }<br />
                    <strong class="text-base break-all text-ink">{ &account.username }</strong>
                </p>
                // A link to the page that is shown moves nothing else.
                <nav aria-label={t!("nav-account")} onclick={menu.close}>
                    <Entry to="/my-events" route={Route::MyEvents} glyph={Glyph::Calendar} words={t!("my-events")} />
                    <Entry to="/my-bookings" route={Route::MyBookings} glyph={Glyph::Ticket} words={t!("my-bookings")} />
                    <Entry to="/my-invitations" route={Route::MyInvitations} glyph={Glyph::Mail} words={t!("my-invitations")} />
                    <hr class="mx-3 my-2 border-line" />
                    <Entry to="/profile" route={Route::OwnProfile} glyph={Glyph::User} words={t!("profile-title-own")} />
                    <Entry to="/sessions" route={Route::Sessions} glyph={Glyph::Monitor} words={t!("sessions-title")} />
                    <Entry to="/account" route={Route::Account} glyph={Glyph::Shield} words={t!("account-title")} />
                    if account.is_admin {
                        <Entry to="/admin" route={Route::Admin} glyph={Glyph::Gavel} words={t!("admin-title")} />
                    }
                </nav>
                <hr class="mx-3 my-2 border-line" />
                <button type="button" class="btn btn-ghost w-full justify-start px-3" onclick={log_out}>
                    <Icon glyph={Glyph::LogOut} class="size-4.5" />
                    { t!("log-out") }
                </button>
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct EntryProps {
    to: AttrValue,
    route: Route,
    glyph: Glyph,
    words: AttrValue,
}

/// A page that the menu leads to.
#[component]
fn Entry(props: &EntryProps) -> Html {
    let is_current = match use_route::<Route>() {
        Some(Route::AdminSection { .. }) => props.route == Route::Admin,
        route => route.as_ref() == Some(&props.route),
    };
    html! {
        <Link
            to={props.to.clone()}
            class="btn btn-ghost w-full justify-start px-3 text-start aria-[current]:bg-sunken"
            {is_current}
        >
            <Icon glyph={props.glyph} class="size-4.5" />
            { props.words.clone() }
        </Link>
    }
}
