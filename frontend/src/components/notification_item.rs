//! A notification in a list: what happened and when; all of it leads to where it happened.

use api_types::notifications::{Notification, NotificationKind};
use yew::prelude::*;

use super::{Glyph, Icon, Link};
use crate::hooks::use_notifications;
use crate::{format, t};

/// Properties of [`NotificationItem`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What happened.
    pub notification: Notification,
}

/// An item of a list of notifications. Whoever opens it has read it.
#[component]
pub fn NotificationItem(props: &Props) -> Html {
    let notifications = use_notifications();
    let one = &props.notification;
    let onclick = {
        let (id, is_read) = (one.id, one.is_read);
        Callback::from(move |_: MouseEvent| {
            if !is_read {
                notifications.mark_read(Some(vec![id]));
            }
        })
    };
    let to = format::destination(one);
    let glyph = match one.kind {
        NotificationKind::Booking => Glyph::Ticket,
        NotificationKind::BookingCancelled => Glyph::Undo,
        NotificationKind::Invitation => Glyph::Mail,
        NotificationKind::EventChanged => Glyph::Pencil,
        NotificationKind::EventCancelled => Glyph::CalendarX,
        NotificationKind::Removal => Glyph::UserX,
        NotificationKind::Message => Glyph::Message,
    };
    let words = html! {
        <>
            if !one.is_read {
                <span class="sr-only">{ t!("notification-new") }{ ": " }</span>
            }
            <span class="news-words">{ format::news(one) }</span>
        </>
    };
    html! {
        <li class="news-item" data-read={one.is_read.to_string()} {onclick}>
            <span class="news-glyph"><Icon {glyph} /></span>
            <div class="grid min-w-0 flex-1 gap-0.5">
                if let Some(to) = to {
                    <Link {to} class="stretch">{ words }</Link>
                } else if one.is_read {
                    <p>{ words }</p>
                } else {
                    <button type="button" class="stretch text-start">{ words }</button>
                }
                <time class="text-sm text-soft" datetime={one.happened_at.to_rfc3339()}>
                    { format::ago(one.happened_at) }
                </time>
            </div>
        </li>
    }
}
