//! What happens while one looks: one socket for each tab, through which the server tells what is
//! new, and through which the page says what it shows. It comes back by itself, and then asks for
//! exactly what it has missed.

mod client;
mod listeners;
mod pace;
mod watched;

use std::rc::Rc;

use api_types::socket::{ClientMessage, ServerMessage};
use gloo_events::EventListener;
use uuid::Uuid;
use yew::prelude::*;

use self::client::Client;
pub use self::client::LiveState;
pub use self::listeners::Listeners;
use self::listeners::Subscription;
use super::session::{Who, use_session};
use super::toasts::ProviderProps;
use crate::browser;

/// The socket of the tab. Always the same, whatever happens to the connection.
#[derive(Clone)]
pub struct Live(Rc<Client>);

impl PartialEq for Live {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Live {
    /// How the connection is at this moment; [`use_live_state`] follows it.
    pub fn state(&self) -> LiveState {
        self.0.state()
    }

    /// Says something to the server; false if there is no connection, and nothing was sent.
    pub fn send(&self, message: &ClientMessage) -> bool {
        self.0.send(message)
    }

    /// Hears what the server says as long as what is returned lives. Prefer
    /// [`use_server_messages`].
    pub fn listen(&self, callback: Callback<Rc<ServerMessage>>) -> Subscription {
        self.0.messages.add(callback)
    }

    fn watch_event(&self, id: Uuid) -> Subscription {
        self.0.watch_event(&id);
        let client = self.0.clone();
        Subscription::ending_with(move || client.unwatch_event(&id))
    }

    fn watch_person(&self, username: String) -> Subscription {
        self.0.watch_person(&username);
        let client = self.0.clone();
        Subscription::ending_with(move || client.unwatch_person(&username))
    }
}

/// Keeps the socket for everything inside.
#[component]
pub fn LiveProvider(props: &ProviderProps) -> Html {
    let session = use_session();
    let live = {
        let session = session.clone();
        use_memo((), move |()| {
            Live(Client::new(Callback::from(move |()| session.refresh())))
        })
    };
    {
        let client = live.0.clone();
        let owner = match &session.who {
            Who::Failed(_) => None,
            Who::Guest => Some(None),
            Who::Member(account) => Some(Some(account.id)),
        };
        use_effect_with((owner, session.epoch), move |(owner, _)| {
            if let Some(owner) = owner {
                client.open_for(*owner);
            }
        });
    }
    {
        let client = live.0.clone();
        use_effect_with((), move |()| {
            let listeners = reasons_to_look_up(&client);
            move || drop(listeners)
        });
    }
    html! {
        <ContextProvider<Live> context={(*live).clone()}>
            { props.children.clone() }
        </ContextProvider<Live>>
    }
}

/// What the browser knows about the network, and whether somebody looks.
fn reasons_to_look_up(client: &Rc<Client>) -> [EventListener; 3] {
    let (online, offline, visible) = (client.clone(), client.clone(), client.clone());
    let window = browser::window();
    [
        EventListener::new(&window, "online", move |_| online.hurry()),
        EventListener::new(&window, "offline", move |_| offline.cut_off()),
        EventListener::new(&browser::document(), "visibilitychange", move |_| {
            if !browser::document().hidden() {
                visible.hurry();
            }
        }),
    ]
}

/// The socket of the tab.
#[hook]
pub fn use_live() -> Live {
    use_context().expect("LiveProvider surrounds the page")
}

/// How the connection is, kept up to date.
#[hook]
pub fn use_live_state() -> LiveState {
    let live = use_live();
    let state = use_state_eq(|| live.state());
    {
        let state = state.setter();
        use_effect_with(live, move |live| {
            state.set(live.state());
            let subscription = live.0.states.add(Callback::from(move |now| state.set(now)));
            move || drop(subscription)
        });
    }
    *state
}

/// Hears what the server says as long as the component lives. Nothing is rendered anew by it but
/// what the callback changes.
#[hook]
pub fn use_server_messages(callback: Callback<Rc<ServerMessage>>) {
    let live = use_live();
    // The latest callback is the one that knows the present state.
    let latest = use_mut_ref(|| callback.clone());
    *latest.borrow_mut() = callback;
    use_effect_with(live, move |live| {
        let subscription = live.listen(Callback::from(move |message| {
            let callback = latest.borrow().clone();
            callback.emit(message);
        }));
        move || drop(subscription)
    });
}

/// An event is watched as long as the component lives: an `event` comes for it, at once and whenever
/// it changes.
#[hook]
pub fn use_watched_event(id: Uuid) {
    let live = use_live();
    use_effect_with((live, id), |(live, id)| {
        let subscription = live.watch_event(*id);
        move || drop(subscription)
    });
}

/// The presence of a person is watched as long as the component lives: a `presence` comes for them,
/// at once and whenever it changes.
#[hook]
pub fn use_watched_person(username: &str) {
    let live = use_live();
    use_effect_with((live, username.to_owned()), |(live, username)| {
        let subscription = live.watch_person(username.clone());
        move || drop(subscription)
    });
}
