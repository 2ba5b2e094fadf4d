//! What members have in the head of every page.

use std::rc::Rc;

use api_types::accounts::Account;
use yew::prelude::*;

use super::account_menu::AccountMenu;
use super::bell::Bell;
use super::chat_link::ChatLink;
use super::{Glyph, Icon, Link};
use crate::routes::Route;
use crate::t;

/// Properties of [`MemberLinks`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Who is logged in.
    pub account: Rc<Account>,
    /// Where they are.
    pub route: Option<Route>,
}

/// News, conversations, a new event, and one's account.
#[component]
pub fn MemberLinks(props: &Props) -> Html {
    let is_on = |wanted: &Route| props.route.as_ref() == Some(wanted);
    html! {
        <>
            <Bell is_current={is_on(&Route::Notifications)} />
            <ChatLink is_current={is_on(&Route::Chat)} />
            <Link
                to="/event-create"
                class={classes!("btn", "max-lg:px-3", (!is_on(&Route::EventCreate)).then_some("btn-primary"))}
                is_current={is_on(&Route::EventCreate)}
            >
                <Icon glyph={Glyph::Plus} class="size-4.5 lg:hidden" />
                <span class="max-lg:sr-only">{ t!("nav-new-event") }</span>
            </Link>
            <AccountMenu account={props.account.clone()} />
        </>
    }
}
