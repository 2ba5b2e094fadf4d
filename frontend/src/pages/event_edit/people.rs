//! The people at an event: inviting them, and taking back places and invitations.

use std::rc::Rc;

use api_types::Validate;
use api_types::bookings::{Attendee, BookingStatus, InvitationOutcome, NewInvitation};
use api_types::events::Event;
use api_types::pages::Page;
use yew::prelude::*;

use super::removal::Removal;
use crate::components::{
    Button, ButtonKind, Failure, Note, PersonField, PersonRow, SearchField, Tone,
};
use crate::hooks::{
    PEOPLE_PAGE, Toasts, use_form, use_people, use_refocus, use_submission, use_toasts,
};
use crate::{api, browser, t};

/// Properties of [`PeopleSection`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The event.
    pub event: Rc<Event>,
}

/// The people at an event.
#[component]
pub fn PeopleSection(props: &Props) -> Html {
    let event = &props.event;
    let people = use_people(event.id, ());
    let leaving = use_state(|| None::<Attendee>);
    let asks = use_state(|| false);
    // A row that leaves takes its button along.
    let count = people.page.as_ref().map_or(0, |page| page.items.len());
    use_refocus(count, "people");
    use_effect_with((), |()| {
        if browser::current_fragment() == "#people" {
            browser::focus("people");
        }
    });
    let on_invited = {
        let updater = people.updater.clone();
        Callback::from(move |attendee: Attendee| updater.update(|page| with(page, attendee)))
    };
    let on_removed = {
        let (updater, asks) = (people.updater.clone(), asks.setter());
        Callback::from(move |username: String| {
            asks.set(false);
            updater.update(|page| without(page, &username));
        })
    };
    let on_keep = {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(false))
    };
    let row = |attendee: &Attendee| {
        let on_press = {
            let (leaving, asks) = (leaving.setter(), asks.setter());
            let attendee = attendee.clone();
            Callback::from(move |()| {
                leaving.set(Some(attendee.clone()));
                asks.set(true);
            })
        };
        row(attendee, on_press)
    };
    let invited = event
        .creator_view
        .as_ref()
        .map_or(0, |view| view.people_invited);
    let is_long = i64::from(event.places_taken) + invited > i64::from(PEOPLE_PAGE);
    let list = match (&people.page, &people.failure) {
        (_, Some(error)) => html! {
            <Failure error={error.clone()} on_retry={people.retry.clone()} />
        },
        (None, None) => bones(),
        (Some(page), None) if page.items.is_empty() => html! {
            <p class="text-soft">
                { if people.query.trim().is_empty() { t!("people-none") } else { t!("people-no-match") } }
            </p>
        },
        (Some(page), None) => html! {
            <>
                <ul class="people" aria-labelledby="people">{ for page.items.iter().map(row) }</ul>
                if page.next_cursor.is_some() {
                    <Button class="btn-sm justify-self-start" is_busy={people.is_growing} on_press={people.load_more.clone()}>
                        { t!("load-more") }
                    </Button>
                }
            </>
        },
    };
    html! {
        <section class="panel grid gap-5" aria-labelledby="people">
            <h2 id="people" tabindex="-1">{ t!("people-title") }</h2>
            <Invite event={event.clone()} {on_invited} />
            if is_long {
                <SearchField
                    id="people-search"
                    label={t!("people-search")}
                    placeholder={t!("people-search")}
                    value={people.query.clone()}
                    on_type={people.on_search.clone()}
                />
            }
            { list }
            <Removal event={event.clone()} attendee={(*leaving).clone()} is_open={*asks} {on_removed} {on_keep} />
        </section>
    }
}

/// The list with somebody new in it, who comes first, so that one sees that it worked.
fn with(page: &Page<Attendee>, attendee: Attendee) -> Page<Attendee> {
    let mut next = without(page, &attendee.person.username);
    next.items.insert(0, attendee);
    next
}

fn without(page: &Page<Attendee>, username: &str) -> Page<Attendee> {
    let mut next = page.clone();
    next.items
        .retain(|attendee| attendee.person.username != username);
    next
}

fn row(attendee: &Attendee, on_press: Callback<()>) -> Html {
    let person = &attendee.person;
    html! {
        <PersonRow key={person.username.clone()} person={person.clone()} status={attendee.status}>
            <Button
                kind={ButtonKind::Quiet}
                class="btn-sm px-2.5"
                label={t!("remove-person", name = person.display_name())}
                {on_press}
            >
                { t!("remove") }
            </Button>
        </PersonRow>
    }
}

fn bones() -> Html {
    html! {
        <div class="grid gap-3" aria-hidden="true">
            { for (0..3).map(|_| html! { <span class="bone h-9 w-full" /> }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct InviteProps {
    event: Rc<Event>,
    on_invited: Callback<Attendee>,
}

/// The form that invites somebody.
#[component]
fn Invite(props: &InviteProps) -> Html {
    let toasts = use_toasts();
    let form = use_form(NewInvitation::default, |invitation| {
        invitation.clone().validate().err().unwrap_or_default()
    });
    let id = props.event.id;
    let restart = form.restarter();
    let on_invited = props.on_invited.clone();
    let sending = use_submission(
        &form,
        move |invitation: NewInvitation| async move { api::invite_user(id, &invitation).await },
        move |receipt| {
            tell(&toasts, &receipt.attendee, receipt.outcome);
            restart.emit(NewInvitation::default());
            on_invited.emit(receipt.attendee);
            browser::focus("user");
        },
    );
    let request = &sending.request;
    html! {
        <form class="grid gap-3" novalidate=true method="post" onsubmit={sending.onsubmit.clone()}>
            if let Some(words) = request.words() {
                <Note tone={Tone::Error} is_news=true>{ words }</Note>
            }
            <div class="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_auto]">
                <PersonField
                    name="user"
                    label={t!("field-invite")}
                    bind={form.bind("user", |invitation| &mut invitation.user)}
                    hint={t!("hint-invite")}
                />
                <Button submits=true class="h-11 sm:mt-7.5" is_busy={request.is_busy()} wait={request.wait()}>
                    { t!("invite") }
                </Button>
            </div>
        </form>
    }
}

fn tell(toasts: &Toasts, attendee: &Attendee, outcome: InvitationOutcome) {
    let name = attendee.person.display_name();
    match (outcome, attendee.status) {
        (InvitationOutcome::Invited, _) => {
            toasts.done(t!("invited-toast", name = name));
        }
        (InvitationOutcome::AlreadyThere, BookingStatus::Invited) => {
            toasts.notice(t!("invited-already-toast", name = name));
        }
        (InvitationOutcome::AlreadyThere, BookingStatus::Accepted) => {
            toasts.notice(t!("invited-booked-toast", name = name));
        }
    }
}
