//! One's notifications, whatever page is shown: how many are unread, the latest ones, and what just
//! happened.

use std::cell::RefCell;
use std::rc::Rc;

use api_types::notifications::{Notification, NotificationKind, NotificationsSeen};
use api_types::socket::ServerMessage;
use gloo_timers::callback::Timeout;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::live::use_server_messages;
use super::outside;
use super::session::{Session, use_session};
use super::toasts::{ProviderProps, Toasts, use_toasts};
use crate::api::{self, ApiError};
use crate::routes::Route;
use crate::{format, t};

/// How many are shown below the bell.
const LATEST: u32 = 10;
/// How long news are gathered before the list is fetched, in milliseconds.
const REST: u32 = 500;
/// How long to wait for the socket at first: what it says is missed if the list comes before it.
const PATIENCE: u32 = 1_500;
/// How long to wait at most where everybody hears the news at once.
const REFRESH_SPREAD: f64 = 4_000.0;

/// What is known.
#[derive(Debug, Clone, Default, PartialEq)]
struct Known {
    unread: i64,
    latest: Option<Rc<Vec<Notification>>>,
    failure: Option<ApiError>,
    /// Counts the answers.
    version: u32,
}

enum News {
    /// Somebody else is here.
    Forget,
    /// The latest, and how many are unread.
    Latest(Result<(Vec<Notification>, i64), ApiError>),
    /// These were read, or all; so many are left.
    Read(Option<Vec<Uuid>>, i64),
}

impl Reducible for Known {
    type Action = News;

    fn reduce(self: Rc<Self>, news: News) -> Rc<Self> {
        let mut next = (*self).clone();
        match news {
            News::Forget => next = Self::default(),
            News::Latest(Ok((latest, unread))) => {
                next.unread = unread;
                next.latest = Some(Rc::new(latest));
                next.failure = None;
                next.version += 1;
            }
            News::Latest(Err(error)) => next.failure = Some(error),
            News::Read(ids, unread) => {
                next.unread = unread;
                next.version += 1;
                if let Some(latest) = &next.latest {
                    let mut items = (**latest).clone();
                    for item in &mut items {
                        item.is_read |= ids.as_ref().is_none_or(|ids| ids.contains(&item.id));
                    }
                    next.latest = Some(Rc::new(items));
                }
            }
        }
        Rc::new(next)
    }
}

/// How many are unread: all that pages for everybody know of notifications. Absent for guests.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Unread(pub i64);

/// One's notifications, and what can be done with them.
#[derive(Clone, PartialEq)]
pub struct Notifications(UseReducerHandle<Known>);

impl Notifications {
    /// How many are unread; counted up to 100.
    pub fn unread(&self) -> i64 {
        self.0.unread
    }

    /// The latest ones; absent as long as they have not come.
    pub fn latest(&self) -> Option<&[Notification]> {
        self.0.latest.as_ref().map(|latest| latest.as_slice())
    }

    /// Why they have not come.
    pub fn failure(&self) -> Option<&ApiError> {
        self.0.failure.as_ref()
    }

    /// Changes whenever something of them does.
    pub fn version(&self) -> u32 {
        self.0.version
    }

    /// Asks for the latest ones.
    pub fn load(&self) {
        load(self.0.dispatcher());
    }

    /// Marks some as read, or all.
    pub fn mark_read(&self, ids: Option<Vec<Uuid>>) {
        let known = self.0.dispatcher();
        spawn_local(async move {
            let seen = NotificationsSeen { ids: ids.clone() };
            // What was not marked stays marked as new, for all to see.
            if let Ok(left) = api::mark_notifications_read(&seen).await {
                known.dispatch(News::Read(ids, left.unread));
            }
        });
    }
}

fn load(known: UseReducerDispatcher<Known>) {
    spawn_local(async move {
        let answer = api::list_notifications(LATEST, None).await;
        known.dispatch(News::Latest(answer.map(|page| (page.items, page.unread))));
    });
}

/// Keeps the notifications for everything inside.
#[component]
pub fn NotificationsProvider(props: &ProviderProps) -> Html {
    let session = use_session();
    let toasts = use_toasts();
    let known = use_reducer(Known::default);
    let waiting = use_mut_ref(|| None::<Waiting>);
    {
        let (known, waiting) = (known.dispatcher(), waiting.clone());
        let account = session.account().map(|account| account.id);
        use_effect_with(account, move |account| {
            *waiting.borrow_mut() = None;
            known.dispatch(News::Forget);
            if account.is_some() {
                load_after(PATIENCE, &waiting, known);
            }
        });
    }
    {
        let known = known.dispatcher();
        use_server_messages(Callback::from(move |message: Rc<ServerMessage>| {
            hear(&message, &session, &toasts);
            if let Some(pause) = pause_before_asking(&message, &session) {
                load_after(pause, &waiting, known.clone());
            }
        }));
    }
    html! {
        <ContextProvider<Unread> context={Unread(known.unread)}>
            <ContextProvider<Notifications> context={Notifications(known)}>
                { props.children.clone() }
            </ContextProvider<Notifications>>
        </ContextProvider<Unread>>
    }
}

/// The list is fetched when its time has come.
struct Waiting {
    pause: u32,
    _timer: Timeout,
}

/// Fetches the list after a pause, once for all that happens meanwhile.
fn load_after(
    pause: u32,
    waiting: &Rc<RefCell<Option<Waiting>>>,
    known: UseReducerDispatcher<Known>,
) {
    let mut slot = waiting.borrow_mut();
    if slot.as_ref().is_some_and(|waiting| waiting.pause <= pause) {
        return;
    }
    let waiting = waiting.clone();
    let timer = Timeout::new(pause, move || {
        *waiting.borrow_mut() = None;
        load(known);
    });
    *slot = Some(Waiting {
        pause,
        _timer: timer,
    });
}

/// One's notifications.
#[hook]
pub fn use_notifications() -> Notifications {
    use_context().expect("NotificationsProvider surrounds the page")
}

/// How soon to ask what is unread now, if something of it may have changed.
fn pause_before_asking(message: &ServerMessage, session: &Session) -> Option<u32> {
    let own = &session.account()?.username;
    match message {
        ServerMessage::Notification { .. } | ServerMessage::NotificationsRead => Some(REST),
        ServerMessage::Message { message } => (message.to == *own).then_some(REST),
        ServerMessage::Read { reader, .. } => (reader == own).then_some(REST),
        // What happened while there was no connection.
        ServerMessage::UpToDate { .. } => Some(0),
        ServerMessage::Refresh => Some((js_sys::Math::random() * REFRESH_SPREAD) as u32),
        _ => None,
    }
}

/// Tells at once what happened; of messages, the chat does on the page.
fn hear(message: &ServerMessage, session: &Session, toasts: &Toasts) {
    let Some(account) = session.account() else {
        return;
    };
    match message {
        ServerMessage::Notification { notification }
            if notification.kind != NotificationKind::Message =>
        {
            let words = format::news(notification);
            let to = format::destination(notification);
            let to = to.unwrap_or_else(|| "/notifications".to_owned());
            outside::tell(notification.id, &words, &to);
            toasts.news(words, t!("notification-open"), to);
        }
        ServerMessage::Message { message } if message.to == account.username => {
            let words = t!(
                "news-message",
                name = message.from.as_str(),
                count = 1,
                text = message.text.as_str()
            );
            let to = Route::conversation(&message.from);
            outside::tell(message.id, &words, &to);
        }
        _ => {}
    }
}
