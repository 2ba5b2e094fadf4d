//! One's own profile: what others see, what only oneself sees, and the events one published.

use api_types::accounts::Account;
use yew::prelude::*;

use super::card::Card;
use super::events::EventsOf;
use super::pending::PendingEmail;
use crate::components::{Glyph, Icon, Link};
use crate::hooks::use_session;
use crate::{format, t};

/// One's own profile.
#[component]
pub fn OwnProfilePage() -> Html {
    let session = use_session();
    {
        // What was changed in another browser shows here, too.
        let session = session.clone();
        use_effect_with((), move |()| session.refresh());
    }
    let Some(account) = session.account() else {
        return Html::default();
    };
    html! {
        <div class="wrap grid gap-10 py-8 sm:py-10">
            <div class="grid gap-5">
                <Card
                    title={t!("profile-title-own")}
                    kicker={t!("profile-title-own")}
                    name={format::own_name(account)}
                    username={account.username.clone()}
                    created_at={account.created_at}
                    facts={facts(account)}
                />
                if account.pending_email.is_some() {
                    <PendingEmail account={account.clone()} />
                }
                { ways() }
            </div>
            <EventsOf username={account.username.clone()} is_own=true />
        </div>
    }
}

fn facts(account: &Account) -> Html {
    html! {
        <>
            <dt>{ t!("field-email") }</dt>
            <dd class="break-all">{ &account.email }</dd>
            if let Some(age) = account.age {
                <dt>{ t!("field-age") }</dt>
                <dd>{ age }</dd>
            }
        </>
    }
}

/// What one can do with one's account.
fn ways() -> Html {
    let way = |to: &'static str, glyph: Glyph, words: AttrValue| {
        html! {
            <Link {to} class="btn btn-ghost px-3">
                <Icon {glyph} class="size-4.5" />
                { words }
            </Link>
        }
    };
    html! {
        <div class="flex flex-wrap gap-x-1 gap-y-2 max-sm:flex-col max-sm:items-start">
            <Link to="/profile-edit" class="btn mr-2 max-sm:mr-0 max-sm:w-full">
                <Icon glyph={Glyph::Pencil} class="size-4.5" />
                { t!("edit-profile") }
            </Link>
            { way("/password-save", Glyph::Key, t!("password-change")) }
            { way("/sessions", Glyph::Monitor, t!("sessions-title")) }
            { way("/account", Glyph::Shield, t!("account-title")) }
        </div>
    }
}
