//! The profile of somebody else.

use std::rc::Rc;

use api_types::problem::ProblemKind;
use api_types::profiles::Profile;
use yew::prelude::*;

use super::card::{Card, CardSkeleton};
use super::events::EventsOf;
use crate::api::{self, ApiError};
use crate::components::{Failure, Heading, ReportButton, Reported, message_link};
use crate::hooks::{Remote, Session, use_remote, use_session};
use crate::pages::NotFound;
use crate::{navigation, t};

/// Properties of [`ProfilePage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whose profile it is, as it stands in the address.
    pub username: AttrValue,
}

/// Somebody's profile; one's own is shown at its own address.
#[component]
pub fn ProfilePage(props: &Props) -> Html {
    let session = use_session();
    let is_own = session
        .account()
        .is_some_and(|account| account.username.eq_ignore_ascii_case(&props.username));
    use_effect_with(is_own, |is_own| {
        if *is_own {
            navigation::replace("/profile");
        }
    });
    if is_own {
        return html! { <CardSkeleton /> };
    }
    html! { <Somebody key={props.username.as_str()} username={props.username.clone()} /> }
}

#[component]
fn Somebody(props: &Props) -> Html {
    let session = use_session();
    let key = (props.username.clone(), session.epoch);
    let remote = use_remote(key, |key| async move { api::get_profile(&key.0).await });
    match &remote.value {
        Remote::Loading => html! { <CardSkeleton /> },
        Remote::Ready(profile) => shown(profile, &session),
        Remote::Failed(error) if is_absent(error) => html! {
            <NotFound title={t!("profile-absent-title")} text={t!("profile-absent-text")} />
        },
        Remote::Failed(error) => html! {
            <div class="wrap grid gap-5 py-16">
                <Heading title={t!("failure-title")}>{ t!("failure-title") }</Heading>
                <Failure error={error.clone()} on_retry={remote.retry} />
            </div>
        },
    }
}

fn shown(profile: &Rc<Profile>, session: &Session) -> Html {
    let person = &profile.person;
    let name = person.display_name();
    html! {
        <div class="wrap grid gap-10 py-8 sm:py-10">
            <Card
                title={name.clone()}
                {name}
                username={person.username.clone()}
                created_at={profile.created_at}
            >
                <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
                    { message_link(session, person, Some(t!("message-person")), "btn btn-primary") }
                    if session.account().is_some() {
                        <ReportButton subject={Reported::Person(person.clone())} />
                    }
                </div>
            </Card>
            <EventsOf username={person.username.clone()} />
        </div>
    }
}

fn is_absent(error: &ApiError) -> bool {
    matches!(
        error.kind(),
        Some(ProblemKind::NotFound | ProblemKind::MalformedRequest)
    )
}
