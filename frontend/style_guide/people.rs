//! People, and what one hears of them.

use api_types::bookings::BookingStatus;
use yew::prelude::*;

use super::{data, example, examples};
use crate::components::{
    Button, ButtonKind, NotificationItem, PersonName, PersonRow, message_link,
};
use crate::hooks::use_session;

/// People and notifications.
#[component]
pub fn People() -> Html {
    let session = use_session();
    let (lena, mira) = (
        data::person("Lena", "Hofmann"),
        data::person("Mira", "Sanders"),
    );
    let row = |person, status| {
        html! {
            <PersonRow {person} {status}>
                <Button kind={ButtonKind::Quiet} class="btn-sm px-2.5">{ "Remove" }</Button>
            </PersonRow>
        }
    };
    examples(vec![
        example(
            "PersonName and message_link",
            html! {
                <p class="flex flex-wrap items-center gap-4">
                    <PersonName person={lena.clone()} />
                    { message_link(&session, &lena, Some("Message".into()), "btn btn-sm") }
                    { message_link(&session, &lena, None, "icon-link") }
                </p>
            },
        ),
        example(
            "PersonRow",
            html! {
                <ul class="people">
                    { row(lena, BookingStatus::Accepted) }
                    { row(mira, BookingStatus::Invited) }
                </ul>
            },
        ),
        example(
            "NotificationItem: one of each kind, the first are unread",
            html! {
                <ul class="news-list panel p-0">
                    { for data::notifications().into_iter().map(|notification| html! { <NotificationItem {notification} /> }) }
                </ul>
            },
        ),
    ])
}
