//! The list of conversations, and the field that finds people.

use std::rc::Rc;

use api_types::accounts::Person;
use api_types::chat::Conversation;
use api_types::rules;
use yew::prelude::*;

use super::row;
use crate::api::{self, ApiError};
use crate::components::{Button, Failure, Heading, Link, SearchField};
use crate::hooks::{
    Chat, ListStatus, LiveState, Remote, use_chat, use_live_state, use_remote, use_rested,
    use_session,
};
use crate::t;

/// Properties of [`List`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// With whom the conversation on the page is.
    pub current: Option<AttrValue>,
}

/// The list.
#[component]
pub fn List(props: &Props) -> Html {
    let chat = use_chat();
    let typed = use_state_eq(AttrValue::default);
    let on_type = {
        let typed = typed.setter();
        Callback::from(move |text: String| typed.set(AttrValue::from(text)))
    };
    use_list_without_connection(&chat);
    let title = t!("chat");
    let heading = match props.current {
        Some(_) => html! { <p class="chat-title">{ title }</p> },
        None => html! { <Heading title={title.clone()} class="chat-title">{ title }</Heading> },
    };
    let is_searching = !typed.trim().is_empty();
    html! {
        <section class="chat-list" aria-label={t!("chat")}>
            <div class="grid gap-3 pb-3">
                { heading }
                <SearchField
                    id="chat-search"
                    label={t!("chat-search")}
                    placeholder={t!("chat-search")}
                    value={(*typed).clone()}
                    {on_type}
                />
            </div>
            <div class="chat-rows">
                if is_searching {
                    <Found typed={(*typed).clone()} current={props.current.clone()} />
                } else {
                    { all(&chat, props.current.as_ref()) }
                }
            </div>
        </section>
    }
}

/// With a connection the list comes by itself.
#[hook]
fn use_list_without_connection(chat: &Chat) {
    let state = use_live_state();
    let is_missing = matches!(state, LiveState::Lost { .. }) && !chat.known().is_loaded();
    let chat = chat.clone();
    use_effect_with(is_missing, move |is_missing| {
        if *is_missing {
            chat.load(false);
        }
    });
}

fn all(chat: &Chat, current: Option<&AttrValue>) -> Html {
    let known = chat.known();
    let retry = {
        let chat = chat.clone();
        Callback::from(move |()| chat.load(false))
    };
    let load_more = {
        let chat = chat.clone();
        Callback::from(move |()| chat.load(true))
    };
    match known.status() {
        ListStatus::Failed(error) if !known.is_loaded() => html! {
            <Failure error={error.clone()} on_retry={retry} />
        },
        _ if !known.is_loaded() => bones(),
        _ if known.begun().next().is_none() => html! {
            <div class="grid justify-items-start gap-2 py-6">
                <p class="font-display text-lg font-semibold">{ t!("chat-none-title") }</p>
                <p class="text-soft">{ t!("chat-none-text") }</p>
                <Link to="/event-overview" class="btn btn-sm mt-2">{ t!("see-events") }</Link>
            </div>
        },
        status => html! {
            <>
                <ul>{ for known.begun().map(|conversation| row(conversation, current)) }</ul>
                if let ListStatus::FailedMore(error) = status {
                    <p class="py-2 text-soft" role="alert">{ error.words() }</p>
                }
                if known.next_cursor().is_some() {
                    <Button class="btn-sm mt-2" is_busy={*status == ListStatus::LoadingMore} on_press={load_more}>
                        { t!("load-more") }
                    </Button>
                }
            </>
        },
    }
}

fn row(conversation: &Rc<Conversation>, current: Option<&AttrValue>) -> Html {
    let username = &conversation.with.username;
    let is_current = current.is_some_and(|current| current.eq_ignore_ascii_case(username));
    row::row(conversation, is_current)
}

/// What a search finds.
struct Results {
    conversations: Vec<Rc<Conversation>>,
    people: Vec<Person>,
}

async fn search(query: &str) -> Result<Results, ApiError> {
    let conversations = api::list_conversations(query, None).await?.items;
    let people = if query.chars().count() >= rules::PERSON_SEARCH_MIN {
        api::find_users(query).await?.items
    } else {
        Vec::new()
    };
    let is_new = |person: &Person| {
        let mut known = conversations.iter();
        !known.any(|known| known.with.username == person.username)
    };
    Ok(Results {
        people: people.into_iter().filter(is_new).collect(),
        conversations: conversations.into_iter().map(Rc::new).collect(),
    })
}

#[derive(Properties, PartialEq)]
struct FoundProps {
    typed: AttrValue,
    current: Option<AttrValue>,
}

/// Conversations and people whose names begin like what was typed.
#[component]
fn Found(props: &FoundProps) -> Html {
    let session = use_session();
    let chat = use_chat();
    let query = use_rested(props.typed.trim());
    let remote = use_remote(query.clone(), |query| async move { search(&query).await });
    let results = match &remote.value {
        Remote::Failed(error) => {
            return html! { <Failure error={error.clone()} on_retry={remote.retry} /> };
        }
        Remote::Ready(results) if *query == *props.typed.trim() => results.clone(),
        Remote::Loading | Remote::Ready(_) => return bones(),
    };
    let people: Vec<&Person> = results
        .people
        .iter()
        .filter(|person| {
            session
                .account()
                .is_none_or(|account| account.username != person.username)
        })
        .collect();
    let count = results.conversations.len() + people.len();
    html! {
        <>
            <p class="sr-only" role="status">{ t!("people-found-count", count = count) }</p>
            if count == 0 {
                <p class="py-4 text-soft">{ t!("chat-no-match") }</p>
            }
            <ul>
                { for results.conversations.iter().map(|found| {
                    // What was said since then is known here.
                    let known = chat.known().with(&found.with.username).unwrap_or(found);
                    row(known, props.current.as_ref())
                }) }
            </ul>
            if !people.is_empty() {
                <h2 class="mt-4 mb-1 text-sm text-soft">{ t!("chat-people") }</h2>
                <ul>
                    { for people.into_iter().map(row::stranger) }
                </ul>
            }
        </>
    }
}

fn bones() -> Html {
    html! {
        <div class="grid gap-4 py-2" aria-hidden="true">
            { for (0..5).map(|_| html! {
                <div class="flex items-center gap-3">
                    <span class="bone size-9 rounded-full" />
                    <span class="grid flex-1 gap-2">
                        <span class="bone h-4 w-2/5" />
                        <span class="bone h-3.5 w-4/5" />
                    </span>
                </div>
            }) }
        </div>
    }
}
