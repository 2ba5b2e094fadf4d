//! Blocks somebody, for a reason that they read.

use api_types::accounts::Person;
use api_types::administration::PersonRecord;
use api_types::rules;
use yew::prelude::*;

use crate::components::{ButtonKind, Dialog, Doing, ReasonForm};
use crate::hooks::use_toasts;
use crate::{api, t};

/// Properties of [`Blocking`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whom; nobody was asked about yet if it is absent.
    pub person: Option<Person>,
    /// Whether it is asked.
    pub is_open: bool,
    /// They are blocked.
    pub on_blocked: Callback<PersonRecord>,
    /// It is over, one way or the other.
    pub on_close: Callback<()>,
}

/// The question. It stays there while it is not asked, so that the focus goes back where it was.
#[component]
pub fn Blocking(props: &Props) -> Html {
    let toasts = use_toasts();
    let person = props.person.as_ref();
    let username = person.map_or_else(String::new, |person| person.username.clone());
    let name = person.map_or_else(String::new, Person::display_name);
    let act = {
        let (on_blocked, name) = (props.on_blocked.clone(), name.clone());
        Callback::from(move |reason: String| -> Doing {
            let (on_blocked, username) = (on_blocked.clone(), username.clone());
            let (toasts, name) = (toasts.clone(), name.clone());
            Box::pin(async move {
                let record = api::suspend_person(&username, reason).await?;
                Ok(Callback::from(move |()| {
                    toasts.done(t!("suspend-toast", name = name.as_str()));
                    on_blocked.emit(record.clone());
                }))
            })
        })
    };
    html! {
        <Dialog
            id="suspend"
            is_open={props.is_open}
            title={t!("suspend-title", name = name.as_str())}
            on_close={props.on_close.clone()}
        >
            // Made anew for each person: a reason for one is none for another.
            if props.is_open {
                <ReasonForm
                    name="reason"
                    label={t!("field-reason")}
                    hint={t!("suspend-hint", name = name.as_str())}
                    maxlength={rules::REASON_MAX}
                    no={t!("suspend-keep")}
                    yes={t!("suspend-label", name = name.as_str())}
                    kind={ButtonKind::Grave}
                    {act}
                    on_close={props.on_close.clone()}
                >
                    <p class="wrap-anywhere">{ t!("suspend-text", name = name.as_str()) }</p>
                </ReasonForm>
            }
        </Dialog>
    }
}
