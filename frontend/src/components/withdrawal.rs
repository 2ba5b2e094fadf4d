//! Asks whether somebody means to give back their place, or to decline an invitation.

use std::rc::Rc;

use api_types::events::{Event, Relation, Visibility};
use yew::prelude::*;

use super::Question;
use crate::t;

/// Properties of [`Withdrawal`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// From what.
    pub event: Rc<Event>,
    /// Whether the question is asked.
    pub is_open: bool,
    /// They stay.
    pub on_keep: Callback<()>,
    /// They mean it.
    pub on_leave: Callback<()>,
}

/// The question, and what will happen.
#[component]
pub fn Withdrawal(props: &Props) -> Html {
    let event = &props.event;
    let title = event.title.as_str();
    let is_public = event.visibility == Visibility::Public;
    let is_invited = event.relation == Relation::Invited;
    let question = if is_invited {
        t!("decline-title")
    } else {
        t!("cancel-booking-title")
    };
    let text = match (is_invited, is_public) {
        (true, true) => t!("decline-text", title = title),
        (true, false) => t!("decline-text-private", title = title),
        (false, true) => t!("cancel-booking-text", title = title),
        (false, false) => t!("cancel-booking-text-private", title = title),
    };
    let (no, yes) = if is_invited {
        (t!("decline-no"), t!("decline-yes"))
    } else {
        (t!("cancel-booking-no"), t!("cancel-booking-yes"))
    };
    html! {
        <Question
            id={format!("leave-{}", event.id)}
            is_open={props.is_open}
            title={question}
            {text}
            {no}
            {yes}
            on_no={props.on_keep.clone()}
            on_yes={props.on_leave.clone()}
        />
    }
}
