//! Who is logged in. The server knows (an HttpOnly cookie that this program never sees); it is
//! asked once, before anything is shown, and again when another tab logs in or out.

use std::rc::Rc;

use api_types::accounts::Account;
use gloo_events::EventListener;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use web_sys::BroadcastChannel;
use yew::prelude::*;

use crate::api::{self, ApiError};
use crate::{browser, i18n, navigation, routes};

/// Who looks at the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Who {
    /// Nobody is logged in.
    Guest,
    /// Somebody is.
    Member(Rc<Account>),
    /// The server cannot tell.
    Failed(ApiError),
}

/// Who it is, how often that changed, and what else the server said.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    who: Who,
    epoch: u32,
    instance: Instance,
}

/// What the server says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Instance {
    sends_mail: bool,
    sign_up_open: bool,
}

impl Default for Instance {
    /// As long as it has said nothing.
    fn default() -> Self {
        Self {
            sends_mail: true,
            sign_up_open: true,
        }
    }
}

/// What was heard.
pub struct News {
    who: Who,
    /// What the server said of itself, if it did.
    instance: Option<Instance>,
    /// Whether it is what was kept from before, and not what is true now.
    is_kept: bool,
}

impl From<Who> for News {
    fn from(who: Who) -> Self {
        Self {
            who,
            instance: None,
            is_kept: false,
        }
    }
}

impl Reducible for Seen {
    type Action = News;

    fn reduce(self: Rc<Self>, news: News) -> Rc<Self> {
        let News {
            who,
            instance,
            is_kept,
        } = news;
        let is_known = matches!(self.who, Who::Guest | Who::Member(_));
        if is_known && (is_kept || matches!(who, Who::Failed(_))) {
            // Asking again failed, and what was kept is no news; whatever is on the page stays.
            return self;
        }
        let same = id_of(&self.who) == id_of(&who);
        let epoch = if same { self.epoch } else { self.epoch + 1 };
        let instance = instance.unwrap_or(self.instance);
        Rc::new(Self {
            who,
            epoch,
            instance,
        })
    }
}

fn id_of(who: &Who) -> Option<Uuid> {
    match who {
        Who::Member(account) => Some(account.id),
        Who::Guest | Who::Failed(_) => None,
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
    /// Whether people can register.
    pub sign_up_open: bool,
    set: UseReducerDispatcher<Seen>,
    channel: Option<BroadcastChannel>,
}

impl Session {
    /// The account, if somebody is logged in.
    pub fn account(&self) -> Option<&Rc<Account>> {
        match &self.who {
            Who::Member(account) => Some(account),
            Who::Guest | Who::Failed(_) => None,
        }
    }

    /// Somebody logged in here.
    pub fn logged_in(&self, account: Account) {
        self.set.dispatch(Who::Member(Rc::new(account)).into());
        self.tell_other_tabs();
    }

    /// The account is known better now.
    pub fn updated(&self, account: Account) {
        self.logged_in(account);
    }

    /// Somebody logged out here.
    pub fn logged_out(&self) {
        self.set.dispatch(Who::Guest.into());
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

impl Seen {
    /// Asks the server who looks at the page.
    pub async fn first() -> Self {
        let news = ask().await;
        Self {
            instance: news.instance.unwrap_or_default(),
            ..Self::from(news.who)
        }
    }

    /// Whether somebody is logged in.
    pub fn is_member(&self) -> bool {
        matches!(self.who, Who::Member(_))
    }
}

impl From<Who> for Seen {
    fn from(who: Who) -> Self {
        Self {
            who,
            epoch: 0,
            instance: Instance::default(),
        }
    }
}

async fn ask() -> News {
    match api::current_session().await {
        Ok(session) => News {
            who: match session.value.account {
                Some(account) => Who::Member(Rc::new(account)),
                None => Who::Guest,
            },
            instance: Some(Instance {
                sends_mail: session.value.sends_mail,
                sign_up_open: session.value.sign_up_open,
            }),
            is_kept: session.at.is_some(),
        },
        Err(error) => Who::Failed(error).into(),
    }
}

fn load(set: UseReducerDispatcher<Seen>) {
    spawn_local(async move { set.dispatch(ask().await) });
}

/// Properties of [`SessionProvider`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Who looks at the page at first.
    pub seen: Seen,
    /// Everything inside.
    pub children: Html,
}

/// Keeps the session for everything inside.
#[component]
pub fn SessionProvider(props: &Props) -> Html {
    let seen = use_reducer(|| props.seen.clone());
    let channel = use_memo((), |()| BroadcastChannel::new("session").ok());
    {
        let (set, channel) = (seen.dispatcher(), channel.clone());
        use_effect_with((), move |()| {
            let listener = (*channel)
                .as_ref()
                .map(|channel| EventListener::new(channel, "message", move |_| load(set.clone())));
            move || drop(listener)
        });
    }
    use_language_of(&seen.who);
    let session = Session {
        who: seen.who.clone(),
        epoch: seen.epoch,
        sends_mail: seen.instance.sends_mail,
        sign_up_open: seen.instance.sign_up_open,
        set: seen.dispatcher(),
        channel: (*channel).clone(),
    };
    html! {
        <ContextProvider<Session> context={session}>
            { props.children.clone() }
        </ContextProvider<Session>>
    }
}

/// On a device that has chosen no language, the page speaks that of the account.
#[hook]
fn use_language_of(who: &Who) {
    let language = match who {
        Who::Member(account) => Some(account.language),
        Who::Guest | Who::Failed(_) => None,
    };
    use_effect_with(language, |language| {
        let Some(language) = language.filter(|_| browser::kept_language().is_none()) else {
            return;
        };
        browser::keep_language(language);
        // Once: where nothing can be kept, it stays as it is.
        if language != i18n::language() && browser::kept_language() == Some(language) {
            browser::reload();
        }
    });
}

/// Who is logged in.
#[hook]
pub fn use_session() -> Session {
    use_context().expect("SessionProvider surrounds the page")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = r#"{"id":"01999f4e-8f5c-7c1a-9a52-3d1d55f7c7a1","username":"lena",
        "email":"lena@example.org","first_name":null,"last_name":null,"age":null,
        "pending_email":null,"wants_invitation_mails":true,"language":"en","is_admin":false,
        "created_at":"2026-11-22T17:00:00Z"}"#;

    fn member() -> Who {
        Who::Member(Rc::new(serde_json::from_str(ANSWER).unwrap()))
    }

    fn heard(before: Who, is_kept: bool) -> Who {
        let news = News {
            is_kept,
            ..member().into()
        };
        Rc::new(Seen::from(before)).reduce(news).who.clone()
    }

    #[test]
    fn a_guest_becomes_no_member_by_what_was_kept() {
        assert_eq!(heard(Who::Guest, true), Who::Guest);
        assert_eq!(heard(Who::Guest, false), member());
    }

    #[test]
    fn what_was_kept_tells_who_it_is_where_nothing_else_does() {
        assert_eq!(heard(Who::Failed(ApiError::Unreachable), true), member());
    }
}
