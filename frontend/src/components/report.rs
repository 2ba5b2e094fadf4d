//! Tells those who run the site of somebody or something that should not be here.

use api_types::accounts::Person;
use api_types::rules;
use uuid::Uuid;
use yew::prelude::*;

use super::{Button, ButtonKind, Dialog, Doing, Glyph, Icon, ReasonForm};
use crate::hooks::use_toasts;
use crate::{api, t};

/// What is reported.
#[derive(Debug, Clone, PartialEq)]
pub enum Reported {
    /// An event.
    Event(Uuid),
    /// A person.
    Person(Person),
}

/// Properties of [`ReportButton`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is reported.
    pub subject: Reported,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
}

/// A quiet button, and the form that opens with it.
#[component]
pub fn ReportButton(props: &Props) -> Html {
    let toasts = use_toasts();
    let is_open = use_state_eq(|| false);
    let set = |open: bool| {
        let is_open = is_open.setter();
        Callback::from(move |()| is_open.set(open))
    };
    let title = match &props.subject {
        Reported::Event(_) => t!("report-event-title"),
        Reported::Person(person) => t!("report-person-title", name = person.display_name()),
    };
    let act = {
        let subject = props.subject.clone();
        Callback::from(move |reason: String| -> Doing {
            let (subject, toasts) = (subject.clone(), toasts.clone());
            Box::pin(async move {
                match subject {
                    Reported::Event(id) => api::report_event(id, reason).await?,
                    Reported::Person(person) => api::report_user(&person.username, reason).await?,
                }
                Ok(Callback::from(move |()| toasts.done(t!("report-toast"))))
            })
        })
    };
    html! {
        <>
            <Button kind={ButtonKind::Quiet} class={classes!("btn-sm", "px-2", "text-soft", props.class.clone())} on_press={set(true)}>
                <Icon glyph={Glyph::Flag} class="size-4" />
                { t!("report") }
            </Button>
            <Dialog id="report" is_open={*is_open} {title} on_close={set(false)}>
                // Made anew each time: what was reported once is no beginning of another report.
                if *is_open {
                    <ReasonForm
                        name="reason"
                        label={t!("report-field")}
                        maxlength={rules::REPORT_MAX}
                        no={t!("report-keep")}
                        yes={t!("report-do")}
                        {act}
                        on_close={set(false)}
                    >
                        <p>{ t!("report-text") }</p>
                    </ReasonForm>
                }
            </Dialog>
        </>
    }
}
