//! Who is logged in. The server knows (an HttpOnly cookie that this program never sees); it is
//! asked once at the start, and again when another tab logs in or out.

use std::rc::Rc;

use api_types::accounts::Account;
use gloo_events::EventListener;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use web_sys::BroadcastChannel;
use yew::prelude::*;

use super::toasts::ProviderProps;
use crate::api::{self, ApiError};
use crate::{browser, navigation, routes};

/// Who looks at the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Who {
    /// The server has not answered yet.
    Unknown,
    /// Nobody is logged in.
    Guest,
    /// Somebody is.
    Member(Rc<Account>),
    /// The server cannot tell.
    Failed(ApiError),
}

/// Who it is, how often that changed, and what else the server said.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    who: Who,
    epoch: u32,
    sends_mail: bool,
}

/// What was heard: who it is, and of the server itself, whether it sends mail.
struct News(Who, Option<bool>);

impl Reducible for Seen {
    type Action = News;

    fn reduce(self: Rc<Self>, News(who, sends_mail): News) -> Rc<Self> {
        let is_known = matches!(self.who, Who::Guest | Who::Member(_));
        if is_known && matches!(who, Who::Failed(_)) {
            // Asking again failed; whatever is on the page stays.
            return self;
        }
        // The first answer changes nothing: whatever was asked before carried the same cookie.
        let same = self.who == Who::Unknown || id_of(&self.who) == id_of(&who);
        let epoch = if same { self.epoch } else { self.epoch + 1 };
        let sends_mail = sends_mail.unwrap_or(self.sends_mail);
        Rc::new(Self {
            who,
            epoch,
            sends_mail,
        })
    }
}

fn id_of(who: &Who) -> Option<Uuid> {
    match who {
        Who::Member(account) => Some(account.id),
        Who::Unknown | Who::Guest | Who::Failed(_) => None,
    }
}

/// Who looks at the page, and the ways to change that.
#[derive(Clone, PartialEq)]
pub struct Session {
    /// Who it is.
    pub who: Who,
    /// Changes whenever somebody logs in or out, and with it what the server shows.
    pub epoch: u32,
    /// Whether mails leave the server; if not, nobody is told of changes.
    pub sends_mail: bool,
    set: UseReducerDispatcher<Seen>,
    channel: Option<BroadcastChannel>,
}

impl Session {
    /// The account, if somebody is logged in.
    pub fn account(&self) -> Option<&Rc<Account>> {
        match &self.who {
            Who::Member(account) => Some(account),
            Who::Unknown | Who::Guest | Who::Failed(_) => None,
        }
    }

    /// Somebody logged in here.
    pub fn logged_in(&self, account: Account) {
        self.set.dispatch(News(Who::Member(Rc::new(account)), None));
        self.tell_other_tabs();
    }

    /// The account is known better now.
    pub fn updated(&self, account: Account) {
        self.logged_in(account);
    }

    /// Somebody logged out here.
    pub fn logged_out(&self) {
        self.set.dispatch(News(Who::Guest, None));
        self.tell_other_tabs();
    }

    /// The server says that the session is over: log in again, then come back here.
    pub fn ended(&self) {
        navigation::replace(&routes::login_again(&browser::current_address()));
        self.logged_out();
    }

    /// Asks the server again.
    pub fn refresh(&self) {
        load(self.set.clone());
    }

    fn tell_other_tabs(&self) {
        if let Some(channel) = &self.channel {
            // A tab that cannot be told finds out with its next request.
            let _ = channel.post_message(&"changed".into());
        }
    }
}

fn load(set: UseReducerDispatcher<Seen>) {
    spawn_local(async move {
        set.dispatch(match api::current_session().await {
            Ok(session) => {
                let who = match session.account {
                    Some(account) => Who::Member(Rc::new(account)),
                    None => Who::Guest,
                };
                News(who, Some(session.sends_mail))
            }
            Err(error) => News(Who::Failed(error), None),
        });
    });
}

/// Keeps the session for everything inside.
#[component]
pub fn SessionProvider(props: &ProviderProps) -> Html {
    let seen = use_reducer(|| Seen {
        who: Who::Unknown,
        epoch: 0,
        sends_mail: true,
    });
    let channel = use_memo((), |()| BroadcastChannel::new("session").ok());
    {
        let (set, channel) = (seen.dispatcher(), channel.clone());
        use_effect_with((), move |()| {
            load(set.clone());
            let listener = (*channel)
                .as_ref()
                .map(|channel| EventListener::new(channel, "message", move |_| load(set.clone())));
            move || drop(listener)
        });
    }
    let session = Session {
        who: seen.who.clone(),
        epoch: seen.epoch,
        sends_mail: seen.sends_mail,
        set: seen.dispatcher(),
        channel: (*channel).clone(),
    };
    html! {
        <ContextProvider<Session> context={session}>
            { props.children.clone() }
        </ContextProvider<Session>>
    }
}

/// Who is logged in.
#[hook]
pub fn use_session() -> Session {
    use_context().expect("SessionProvider surrounds the page")
}
