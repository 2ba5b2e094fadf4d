//! Takes back a place or an invitation, once it was asked whether that is meant.

use std::rc::Rc;

use api_types::bookings::{Attendee, BookingStatus};
use api_types::events::Event;
use api_types::problem::ProblemKind;
use uuid::Uuid;
use yew::prelude::*;

use crate::components::{Button, ButtonKind, Dialog, Note, Tone};
use crate::hooks::{use_request, use_toasts};
use crate::{api, t};

/// Properties of [`Removal`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Where.
    pub event: Rc<Event>,
    /// Who; nobody was asked about yet if it is absent.
    pub attendee: Option<Attendee>,
    /// Whether the question is asked.
    pub is_open: bool,
    /// They are off the list.
    pub on_removed: Callback<String>,
    /// They stay.
    pub on_keep: Callback<()>,
}

/// The question. It stays there while it is not asked, so that the focus goes back where it was.
#[component]
pub fn Removal(props: &Props) -> Html {
    let question = match &props.attendee {
        // Made anew for each person, so that nothing stays of what went wrong with another.
        Some(attendee) if props.is_open => html! {
            <Question attendee={attendee.clone()} id={props.event.id} on_removed={props.on_removed.clone()} on_keep={props.on_keep.clone()} />
        },
        _ => Html::default(),
    };
    let name = props
        .attendee
        .as_ref()
        .map(|attendee| attendee.person.display_name());
    html! {
        <Dialog
            id="remove-person"
            is_open={props.is_open}
            title={t!("remove-title", name = name.unwrap_or_default())}
            on_close={props.on_keep.clone()}
        >
            { question }
        </Dialog>
    }
}

#[derive(Properties, PartialEq)]
struct QuestionProps {
    id: Uuid,
    attendee: Attendee,
    on_removed: Callback<String>,
    on_keep: Callback<()>,
}

#[component]
fn Question(props: &QuestionProps) -> Html {
    let toasts = use_toasts();
    let request = use_request();
    let name = props.attendee.person.display_name();
    let text = match props.attendee.status {
        BookingStatus::Accepted => t!("remove-text-booked", name = name.as_str()),
        BookingStatus::Invited => t!("remove-text-invited", name = name.as_str()),
    };
    let remove = {
        let (request, id) = (request.clone(), props.id);
        let (username, name) = (props.attendee.person.username.clone(), name.clone());
        let on_removed = props.on_removed.clone();
        Callback::from(move |()| {
            let (on_removed, gone, key) =
                (on_removed.clone(), on_removed.clone(), username.clone());
            let (told, name, path) = (toasts.clone(), name.clone(), username.clone());
            let left = username.clone();
            request.start(
                async move { api::remove_attendee(id, &path).await },
                move |()| {
                    told.done(t!("removed-toast", name = name));
                    on_removed.emit(key);
                },
                move |error| {
                    // They left by themselves meanwhile.
                    if error.kind() == Some(ProblemKind::NotFound) {
                        gone.emit(left);
                    }
                },
            );
        })
    };
    html! {
        <>
            <p class="wrap-anywhere">{ text }</p>
            <p class="mt-2">{ t!("remove-told") }</p>
            if let Some(words) = request.words() {
                <Note tone={Tone::Error} is_news=true class="mt-4">{ words }</Note>
            }
            <div class="mt-6 flex flex-wrap justify-end gap-3 max-sm:flex-col">
                <Button on_press={props.on_keep.clone()}>{ t!("remove-no") }</Button>
                <Button kind={ButtonKind::Grave} is_busy={request.is_busy()} wait={request.wait()} on_press={remove}>
                    { t!("remove-person", name = name) }
                </Button>
            </div>
        </>
    }
}
