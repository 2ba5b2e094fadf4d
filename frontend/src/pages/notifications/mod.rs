//! What happened while one was looking elsewhere.

mod outside;

use api_types::notifications::Notification;
use api_types::pages::Page;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::outside::Outside;
use crate::api::{self, ApiError};
use crate::components::{Button, Empty, Failure, Heading, Link, NotificationItem};
use crate::hooks::{Remote, use_growth, use_notifications, use_own_remote};
use crate::{navigation, t};

/// How many are fetched at once.
const PAGE: u32 = 20;
/// The longest page that the server makes.
const LONGEST: usize = 100;

async fn fetch(limit: u32, cursor: Option<&str>) -> Result<Page<Notification>, ApiError> {
    let page = api::list_notifications(limit, cursor).await?;
    Ok(Page {
        items: page.items,
        next_cursor: page.next_cursor,
    })
}

/// The page with one's notifications.
#[component]
pub fn NotificationsPage() -> Html {
    let notifications = use_notifications();
    let remote = use_own_remote((), |_| fetch(PAGE, None));
    let growth = use_growth(
        &remote,
        |cursor| async move { fetch(PAGE, Some(&cursor)).await },
    );
    let shown = match &remote.value {
        Remote::Ready(page) => Some(page.items.len()),
        Remote::Loading | Remote::Failed(_) => None,
    };
    {
        let updater = remote.updater.clone();
        use_effect_with(notifications.version(), move |_| {
            // As many as are shown, as they are by now.
            if let Some(shown) = shown.filter(|shown| *shown <= LONGEST) {
                let limit = shown.max(PAGE as usize) as u32;
                spawn_local(async move {
                    if let Ok(page) = fetch(limit, None).await {
                        updater.take(page);
                    }
                });
            }
        });
    }
    use_effect_with(shown.is_some(), |is_here| {
        if *is_here {
            navigation::settle_late();
        }
    });
    let mark_all = {
        let notifications = notifications.clone();
        Callback::from(move |()| notifications.mark_read(None))
    };
    let body = match &remote.value {
        Remote::Loading => bones(),
        Remote::Failed(error) => html! {
            <Failure error={error.clone()} on_retry={remote.retry.clone()} />
        },
        Remote::Ready(page) if page.items.is_empty() => html! {
            <Empty words={t!("notifications-none")}>
                <Link to="/event-overview" class="btn">{ t!("see-events") }</Link>
            </Empty>
        },
        Remote::Ready(page) => html! {
            <>
                <ul class="news-list panel p-0" aria-label={t!("notifications")}>
                    { for page.items.iter().map(|one| html! {
                        <NotificationItem key={one.id.to_string()} notification={one.clone()} />
                    }) }
                </ul>
                if page.next_cursor.is_some() {
                    <Button class="justify-self-start" is_busy={growth.is_busy} on_press={growth.load_more}>
                        { t!("load-more") }
                    </Button>
                }
            </>
        },
    };
    html! {
        <div class="wrap grid max-w-3xl gap-6 py-10 sm:py-12">
            <div class="grid gap-3">
                <Heading title={t!("notifications")}>{ t!("notifications") }</Heading>
                <p class="text-lg text-soft">{ t!("notifications-lead") }</p>
            </div>
            if notifications.unread() > 0 {
                <Button class="justify-self-start" on_press={mark_all}>{ t!("notifications-mark-all") }</Button>
            }
            { body }
            <Outside />
        </div>
    }
}

fn bones() -> Html {
    html! {
        <div class="panel grid gap-5">
            <p class="sr-only" role="status">{ t!("loading") }</p>
            { for (0..5).map(|_| html! {
                <div class="grid gap-2" aria-hidden="true">
                    <span class="bone h-4 w-4/5" />
                    <span class="bone h-3 w-24" />
                </div>
            }) }
        </div>
    }
}
