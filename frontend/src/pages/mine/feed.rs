//! A private address at which calendar programs read one's bookings: made, replaced, ended.

use api_types::calendars::{CalendarFeed, NewCalendarFeed};
use yew::prelude::*;

use crate::components::{Button, Failure, Glyph, Icon, Note, Question, Tone};
use crate::hooks::{Remote, use_own_remote, use_request, use_toasts};
use crate::{api, browser, format, t};

/// What is asked before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Replace,
    Revoke,
}

/// The address for calendar programs.
#[component]
pub fn FeedSection() -> Html {
    let feed = use_own_remote((), |_| api::get_calendar_feed());
    let body = match &feed.value {
        Remote::Loading => html! { <span class="bone h-11 w-52" aria-hidden="true" /> },
        Remote::Failed(error) => html! {
            <Failure error={error.clone()} on_retry={feed.retry.clone()} />
        },
        Remote::Ready(known) => html! {
            <Feed known={(**known).clone()} on_change={move |known| feed.updater.take(known)} />
        },
    };
    html! {
        <section class="panel mt-12 grid max-w-3xl justify-items-start gap-4" aria-labelledby="feed">
            <h2 id="feed">{ t!("feed-title") }</h2>
            <p class="max-w-prose text-soft">{ t!("feed-text") }</p>
            { body }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct FeedProps {
    known: CalendarFeed,
    on_change: Callback<CalendarFeed>,
}

#[component]
fn Feed(props: &FeedProps) -> Html {
    let toasts = use_toasts();
    let request = use_request();
    let fresh = use_state(|| None::<NewCalendarFeed>);
    let asks = use_state(|| None::<Asked>);
    let close = {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(None))
    };
    let ask = |question: Asked| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(Some(question)))
    };
    let refuse = {
        let toasts = toasts.clone();
        Callback::from(move |words: AttrValue| toasts.notice(words))
    };
    let create = {
        let (request, fresh) = (request.clone(), fresh.setter());
        let (on_change, close, refuse) = (props.on_change.clone(), close.clone(), refuse.clone());
        Callback::from(move |()| {
            let (fresh, on_change) = (fresh.clone(), on_change.clone());
            let refuse = refuse.clone();
            close.emit(());
            request.start(
                api::create_calendar_feed(),
                move |made| {
                    on_change.emit(CalendarFeed {
                        created_at: Some(made.created_at),
                    });
                    fresh.set(Some(made));
                },
                move |error| refuse.emit(error.words()),
            );
        })
    };
    let revoke = {
        let (request, fresh) = (request.clone(), fresh.setter());
        let (on_change, close) = (props.on_change.clone(), close.clone());
        Callback::from(move |()| {
            let (fresh, on_change) = (fresh.clone(), on_change.clone());
            let (refuse, toasts) = (refuse.clone(), toasts.clone());
            close.emit(());
            request.start(
                api::revoke_calendar_feed(),
                move |()| {
                    fresh.set(None);
                    on_change.emit(CalendarFeed { created_at: None });
                    toasts.done(t!("feed-revoked-toast"));
                },
                move |error| refuse.emit(error.words()),
            );
        })
    };
    let is_busy = request.is_busy();
    let (text, yes, on_yes) = match *asks {
        Some(Asked::Revoke) => (t!("feed-revoke-text"), t!("feed-revoke"), revoke),
        _ => (t!("feed-replace-text"), t!("feed-replace"), create.clone()),
    };
    html! {
        <>
            if let Some(made) = &*fresh {
                <Address address={made.address.clone()} />
            }
            if let Some(since) = props.known.created_at {
                if fresh.is_none() {
                    <p>{ t!("feed-since", when = format::instant(since).as_str()) }</p>
                }
                <div class="flex flex-wrap gap-3">
                    <Button {is_busy} on_press={ask(Asked::Replace)}>{ t!("feed-replace") }</Button>
                    <Button {is_busy} on_press={ask(Asked::Revoke)}>{ t!("feed-revoke") }</Button>
                </div>
            } else {
                <Button {is_busy} on_press={create}>
                    <Icon glyph={Glyph::Calendar} class="size-4.5" />
                    { t!("feed-create") }
                </Button>
            }
            <Question
                id="feed-question"
                is_open={asks.is_some()}
                title={t!("feed-question")}
                {text}
                no={t!("cancel")}
                {yes}
                on_no={close}
                {on_yes}
            />
        </>
    }
}

#[derive(Properties, PartialEq)]
struct AddressProps {
    address: AttrValue,
}

/// The address, as long as it can be seen.
#[component]
fn Address(props: &AddressProps) -> Html {
    let toasts = use_toasts();
    let copy = {
        let address = props.address.clone();
        Callback::from(move |()| {
            let toasts = toasts.clone();
            browser::copy(&address, move |is_copied| {
                if is_copied {
                    toasts.done(t!("copied-toast"));
                } else {
                    // The address is chosen, so that the keyboard can copy it.
                    browser::select("feed-address");
                    toasts.notice(t!("copy-failed-toast"));
                }
            });
        })
    };
    html! {
        <Note tone={Tone::Ok} is_news=true class="w-full">
            <label for="feed-address" class="font-semibold">{ t!("feed-address") }</label>
            <div class="flex flex-wrap gap-3">
                <input id="feed-address" type="text" class="input min-w-0 flex-1 basis-60 font-mono text-sm text-ink" readonly=true value={props.address.clone()} />
                <Button on_press={copy}>{ t!("copy") }</Button>
            </div>
            <p>{ t!("feed-once") }</p>
        </Note>
    }
}
