//! The bell: how many notifications are unread, and the latest ones.

use yew::prelude::*;

use super::{Failure, Glyph, Icon, Link, NotificationItem};
use crate::hooks::{Notifications, count_written, use_notifications, use_popover};
use crate::t;

/// Properties of [`Bell`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whether all of them are on the page.
    pub is_current: bool,
}

/// The bell.
#[component]
pub fn Bell(props: &Props) -> Html {
    let notifications = use_notifications();
    let panel = use_popover("bell");
    let unread = notifications.unread();
    let name = match unread {
        0 => t!("notifications"),
        _ => t!("notifications-with-count", count = unread),
    };
    let mark_all = {
        let notifications = notifications.clone();
        Callback::from(move |_: MouseEvent| notifications.mark_read(None))
    };
    html! {
        <div class="sm:relative" ref={panel.root}>
            <button
                type="button"
                id="bell"
                class="icon-link"
                aria-expanded={panel.is_open.to_string()}
                aria-controls="bell-panel"
                aria-current={props.is_current.then_some("page")}
                onclick={panel.toggle}
            >
                <Icon glyph={Glyph::Bell} class="size-5.5" />
                <span class="sr-only">{ name }</span>
                if let Some(count) = count_written(unread) {
                    <span class="badge-count" aria-hidden="true">{ count }</span>
                }
            </button>
            <section id="bell-panel" class="bell-panel" hidden={!panel.is_open} aria-labelledby="bell-title">
                if panel.is_open {
                    <div class="flex items-center justify-between gap-3 px-4 pt-3 pb-2">
                        <h2 id="bell-title" class="text-lg">{ t!("notifications") }</h2>
                        if unread > 0 {
                            <button type="button" class="text-link text-sm font-semibold" onclick={mark_all}>
                                { t!("notifications-mark-all") }
                            </button>
                        }
                    </div>
                    <div class="bell-latest" onclick={panel.close.clone()}>
                        { latest(&notifications) }
                    </div>
                    <p class="border-t border-line px-4 py-3" onclick={panel.close}>
                        <Link to="/notifications" class="text-link font-semibold">{ t!("notifications-all") }</Link>
                    </p>
                }
            </section>
        </div>
    }
}

fn latest(notifications: &Notifications) -> Html {
    match (notifications.latest(), notifications.failure()) {
        (Some([]), _) => {
            html! { <p class="px-4 pt-1 pb-4 text-soft">{ t!("notifications-none") }</p> }
        }
        (Some(items), _) => html! {
            <ul class="news-list">
                { for items.iter().map(|one| html! {
                    <NotificationItem key={one.id.to_string()} notification={one.clone()} />
                }) }
            </ul>
        },
        (None, Some(error)) => {
            let notifications = notifications.clone();
            let on_retry = Callback::from(move |()| notifications.load());
            html! { <div class="px-4 pb-4"><Failure error={error.clone()} {on_retry} /></div> }
        }
        (None, None) => html! {
            <div class="grid gap-3 px-4 pb-4" aria-hidden="true">
                { for (0..3).map(|_| html! { <span class="bone h-10 w-full" /> }) }
            </div>
        },
    }
}
