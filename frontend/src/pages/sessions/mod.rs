//! Where one is logged in, and the ways to end that.

mod others;
mod row;

use api_types::pages::Page;
use api_types::sessions::Session;
use uuid::Uuid;
use yew::prelude::*;

use self::others::EndOthers;
use self::row::SessionRow;
use crate::components::{Button, Failure, Heading, Link};
use crate::hooks::{Remote, use_growth, use_own_remote};
use crate::{api, browser, t};

/// How many sessions are fetched at once.
const PAGE: u32 = 20;
/// Where the focus goes when a row with it is gone.
const LIST: &str = "sessions";

/// The page with one's sessions.
#[component]
pub fn SessionsPage() -> Html {
    let remote = use_own_remote((), |_| api::list_sessions(PAGE, None));
    let growth = use_growth(&remote, |cursor| async move {
        api::list_sessions(PAGE, Some(&cursor)).await
    });
    let count = match &remote.value {
        Remote::Ready(page) => page.items.len(),
        Remote::Loading | Remote::Failed(_) => 0,
    };
    let was_here = use_mut_ref(|| false);
    use_effect_with(count, move |count| {
        if *count > 0 && was_here.replace(true) && browser::focus_is_lost() {
            browser::focus(LIST);
        }
    });
    let body = match &remote.value {
        Remote::Loading => bones(),
        Remote::Failed(error) => html! {
            <Failure error={error.clone()} on_retry={remote.retry.clone()} />
        },
        Remote::Ready(page) => {
            let keep = |stays: fn(&Session, Uuid) -> bool| {
                let updater = remote.updater.clone();
                Callback::from(move |id: Uuid| {
                    updater.update(|page| Page {
                        items: page
                            .items
                            .iter()
                            .filter(|one| stays(one, id))
                            .cloned()
                            .collect(),
                        next_cursor: page.next_cursor.clone(),
                    });
                })
            };
            let on_ended = keep(|session, ended| session.id != ended);
            let on_others_ended = remote.retry.clone();
            let has_others = page.items.iter().any(|session| !session.is_current);
            html! {
                <>
                    <ul id={LIST} tabindex="-1" class="grid gap-4" aria-label={t!("sessions-title")}>
                        { for page.items.iter().map(|session| html! {
                            <SessionRow key={session.id.to_string()} session={session.clone()} on_ended={on_ended.clone()} />
                        }) }
                    </ul>
                    if page.next_cursor.is_some() {
                        <Button class="justify-self-start" is_busy={growth.is_busy} on_press={growth.load_more}>
                            { t!("load-more") }
                        </Button>
                    }
                    if has_others {
                        <EndOthers on_ended={on_others_ended} />
                    } else {
                        <p class="text-soft">{ t!("sessions-only-this") }</p>
                    }
                </>
            }
        }
    };
    html! {
        <div class="wrap grid max-w-3xl gap-6 py-10 sm:py-12">
            <div class="grid gap-3">
                <Heading title={t!("sessions-title")}>{ t!("sessions-title") }</Heading>
                <p class="text-lg text-soft">
                    { t!("sessions-lead") }{ " " }
                    <Link to="/password-save" class="text-link font-semibold text-ink">{ t!("password-change") }</Link>
                </p>
            </div>
            { body }
        </div>
    }
}

fn bones() -> Html {
    html! {
        <div class="grid gap-4">
            <p class="sr-only" role="status">{ t!("loading") }</p>
            { for (0..2).map(|_| html! {
                <div class="panel grid gap-2.5" aria-hidden="true">
                    <span class="bone h-5 w-2/5" />
                    <span class="bone h-4 w-3/5" />
                    <span class="bone h-4 w-1/2" />
                </div>
            }) }
        </div>
    }
}
