//! Pages for some people only: the others are sent to where they belong.

use yew::prelude::*;
use yew_router::hooks::use_location;

use super::PageSkeleton;
use crate::hooks::{Who, use_session};
use crate::routes::{self, LoginQuery};
use crate::{browser, navigation};

/// Properties of the guards.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page.
    pub children: Html,
}

/// Sends people who are logged in to where they were heading, else home.
#[component]
pub fn GuestsOnly(props: &Props) -> Html {
    let session = use_session();
    let query = use_location().map(|location| LoginQuery::read(location.query_str()));
    let is_member = session.account().is_some();
    use_effect_with(is_member, move |is_member| {
        if *is_member {
            let query = query.unwrap_or_default();
            navigation::replace(query.destination().unwrap_or("/"));
        }
    });
    match session.who {
        Who::Guest => props.children.clone(),
        Who::Member(_) | Who::Failed(_) => html! { <PageSkeleton /> },
    }
}

/// Sends guests to log in, and back afterwards. Whoever was a member until now is told why.
#[component]
pub fn MembersOnly(props: &Props) -> Html {
    let session = use_session();
    let is_guest = session.who == Who::Guest;
    let was_member = use_mut_ref(|| false);
    *was_member.borrow_mut() |= session.account().is_some();
    use_effect_with(is_guest, move |is_guest| {
        if *is_guest {
            let login = match *was_member.borrow() {
                true => routes::login_again,
                false => routes::login_before,
            };
            navigation::replace(&login(&browser::current_address()));
        }
    });
    match session.who {
        Who::Member(_) => props.children.clone(),
        Who::Guest | Who::Failed(_) => html! { <PageSkeleton /> },
    }
}
