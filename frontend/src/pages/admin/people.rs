//! Everybody who has an account; blocking them, and letting them in again.

use api_types::accounts::Person;
use api_types::administration::PersonRecord;
use api_types::pages::Page;
use yew::prelude::*;

use super::blocking::Blocking;
use super::filter::{Search, address, choices, use_parameter};
use super::list::{Chosen, PAGE, changed, use_list};
use crate::api::{self, ApiError};
use crate::components::{Button, Empty, Link, PersonName};
use crate::hooks::{use_request, use_session, use_toasts};
use crate::{format, t};

const PATH: &str = "/admin/people";
/// The name in the address of which people are listed.
const ONLY: &str = "only";
const BLOCKED: &str = "blocked";

#[derive(Clone, PartialEq)]
struct People {
    query: String,
    only: String,
}

impl Chosen for People {
    type Entry = PersonRecord;

    async fn fetch(&self, cursor: Option<&str>) -> Result<Page<PersonRecord>, ApiError> {
        api::list_people(self.query.trim(), &self.only, PAGE, cursor).await
    }
}

/// The people.
#[component]
pub fn PeopleSection() -> Html {
    let (query, only) = (use_parameter("query"), use_parameter(ONLY));
    let list = use_list(People {
        query: query.clone(),
        only: only.clone(),
    });
    let asked = use_state(|| None::<Person>);
    let is_asked = use_state_eq(|| false);
    let on_block = {
        let (asked, is_asked) = (asked.setter(), is_asked.setter());
        Callback::from(move |person: Person| {
            asked.set(Some(person));
            is_asked.set(true);
        })
    };
    let on_close = {
        let is_asked = is_asked.setter();
        Callback::from(move |()| is_asked.set(false))
    };
    let on_change = {
        let (updater, shows_blocked) = (list.updater.clone(), only == BLOCKED);
        Callback::from(move |newer: PersonRecord| {
            updater.update(|page| {
                changed(page, |known| match known.id == newer.id {
                    // Who is no longer blocked leaves the list of those who are.
                    true if shows_blocked && newer.blocked_at.is_none() => None,
                    true => Some(newer.clone()),
                    false => Some(known.clone()),
                })
            });
        })
    };
    let choice = |value: &str, words: AttrValue| {
        let to = address(PATH, &[("query", &query), (ONLY, value)]);
        (to, words, only == value)
    };
    let entry = |record: &PersonRecord| {
        html! {
            <Row
                key={record.id.to_string()}
                record={record.clone()}
                on_block={on_block.clone()}
                on_change={on_change.clone()}
            />
        }
    };
    html! {
        <>
            <div class="grid gap-4">
                <Search query={query.clone()} label={t!("people-find")} path={PATH} more={(ONLY, only.clone().into())} />
                { choices([
                    choice("", t!("people-all")),
                    choice(BLOCKED, t!("people-blocked")),
                    choice("unconfirmed", t!("people-unconfirmed")),
                    choice("admins", t!("people-admins")),
                ]) }
            </div>
            { list.show(entry, empty(&query, &only)) }
            <Blocking person={(*asked).clone()} is_open={*is_asked} on_blocked={on_change} {on_close} />
        </>
    }
}

fn empty(query: &str, only: &str) -> Html {
    if query.is_empty() && only.is_empty() {
        return html! { <Empty words={t!("people-empty")} /> };
    }
    html! {
        <Empty words={t!("people-empty-match")}>
            <Link to={PATH} class="btn">{ t!("clear-filters") }</Link>
        </Empty>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    record: PersonRecord,
    on_block: Callback<Person>,
    on_change: Callback<PersonRecord>,
}

/// One of them.
#[component]
fn Row(props: &RowProps) -> Html {
    let session = use_session();
    let toasts = use_toasts();
    let request = use_request();
    let record = &props.record;
    let person = &record.person;
    let name = person.display_name();
    let is_self = session
        .account()
        .is_some_and(|account| account.id == record.id);
    let block = {
        let (on_block, person) = (props.on_block.clone(), person.clone());
        Callback::from(move |()| on_block.emit(person.clone()))
    };
    let restore = {
        let (request, on_change) = (request.clone(), props.on_change.clone());
        let (username, name) = (person.username.clone(), name.clone());
        Callback::from(move |()| {
            let (told, refused) = (toasts.clone(), toasts.clone());
            let (on_change, name, username) = (on_change.clone(), name.clone(), username.clone());
            request.start(
                async move { api::restore_person(&username).await },
                move |record| {
                    told.done(t!("restore-toast", name = name));
                    on_change.emit(record);
                },
                move |error| refused.notice(error.words()),
            );
        })
    };
    // The same button in the same place, so that the focus stays where it is.
    let action = if record.blocked_at.is_some() {
        html! {
            <Button class="btn-sm" label={t!("restore-label", name = name.as_str())} is_busy={request.is_busy()} wait={request.wait()} on_press={restore}>
                { t!("restore") }
            </Button>
        }
    } else if record.is_admin {
        Html::default()
    } else {
        html! {
            <Button class="btn-sm" label={t!("suspend-label", name = name.as_str())} on_press={block}>
                { t!("suspend") }
            </Button>
        }
    };
    html! {
        <li class="record">
            <span class="face" aria-hidden="true">{ format::initials(&name) }</span>
            <div class="record-body">
                <p class="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                    <PersonName person={person.clone()} class="font-semibold" />
                    { tags(record, is_self) }
                </p>
                <p class="text-sm wrap-anywhere text-soft">{ &person.username }{ " · " }{ &record.email }</p>
                <p class="text-sm text-soft">{ t!("person-since", when = format::instant_day(record.created_at).as_str()) }</p>
                if let (Some(at), Some(reason)) = (record.blocked_at, &record.blocked_reason) {
                    <div class="record-quote">
                        <p class="text-sm text-soft">{ t!("person-blocked-since", when = format::instant(at).as_str()) }</p>
                        <p class="whitespace-pre-line wrap-anywhere">{ reason }</p>
                    </div>
                }
            </div>
            <div class="record-actions">{ action }</div>
        </li>
    }
}

fn tags(record: &PersonRecord, is_self: bool) -> Html {
    html! {
        <>
            if is_self {
                <span class="tag" data-tone="calm">{ t!("tag-you") }</span>
            }
            if record.is_admin {
                <span class="tag" data-tone="ok">{ t!("tag-admin") }</span>
            }
            if record.blocked_at.is_some() {
                <span class="tag">{ t!("tag-blocked") }</span>
            }
            if record.confirmed_at.is_none() {
                <span class="tag" data-tone="calm">{ t!("tag-unconfirmed") }</span>
            }
        </>
    }
}
