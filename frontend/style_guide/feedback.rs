//! What answers back, and what stands in place of what is not there.

use std::rc::Rc;

use api_types::accounts::{Delivery, LinkNotice};
use api_types::problem::{Problem, ProblemKind};
use yew::prelude::*;

use super::{data, example, examples};
use crate::api::ApiError;
use crate::components::{
    Button, ButtonKind, ConfirmationNotice, Dialog, Doing, Empty, Failure, FormSkeleton, Link,
    LinkSent, Note, Outcome, PageSkeleton, Question, ReasonForm, ReportButton, Reported,
    TicketSkeletons, Tone, Withdrawal,
};
use crate::hooks::{Toasts, use_toasts};

/// Remarks in the flow of a page.
pub fn notes() -> Html {
    let note = |(name, tone)| {
        example(
            name,
            html! {
                <Note {tone}>{ "Three people are told of it, and nothing is lost that you typed." }</Note>
            },
        )
    };
    let tones = [
        ("Calm", Tone::Calm),
        ("Ok", Tone::Ok),
        ("Warn", Tone::Warn),
        ("Error", Tone::Error),
    ];
    let sent = |delivery, link: Option<&str>| LinkNotice {
        delivery,
        link: link.map(str::to_owned),
    };
    let by_mail = sent(Delivery::Mail, None);
    let in_answer = sent(Delivery::Browser, Some("#notes"));
    let failure = |name, error: ApiError| {
        example(
            name,
            html! { <Failure {error} on_retry={Callback::noop()} /> },
        )
    };
    let internal = ApiError::Refused(Box::new(Problem {
        request_id: Some("01999f4e-8f5c-7c1a-9a52-3d1d55f7c7a1".to_owned()),
        ..Problem::new(ProblemKind::Internal)
    }));
    let mut shown: Vec<Html> = tones.map(note).into();
    shown.extend([
        failure("Failure: no connection", ApiError::Unreachable),
        failure("Failure: the server's fault", internal),
        example(
            "LinkSent: mail is switched off",
            html! {
                <LinkSent notice={in_answer} by_mail="" link="Confirm the address" />
            },
        ),
        example(
            "ConfirmationNotice: by mail",
            html! {
                <ConfirmationNotice login="lena" email="lena@example.org" notice={by_mail} />
            },
        ),
    ]);
    examples(shown)
}

/// What comes when something was pressed.
#[component]
pub fn News() -> Html {
    let toasts = use_toasts();
    let is_sent = use_state_eq(|| false);
    let (asks, questions, withdraws) = (
        use_state_eq(|| false),
        use_state_eq(|| false),
        use_state_eq(|| false),
    );
    let set = |state: &UseStateHandle<bool>, value: bool| {
        let state = state.setter();
        Callback::from(move |()| state.set(value))
    };
    let toast = |name: &'static str, show: fn(&Toasts)| {
        let toasts = toasts.clone();
        html! { <Button on_press={move |()| show(&toasts)}>{ name }</Button> }
    };
    examples(vec![
        example(
            "Outcome: takes the focus in place of a form",
            html! {
                if *is_sent {
                    <Outcome><Note tone={Tone::Ok}>{ "It is on its way." }</Note></Outcome>
                } else {
                    <div><Button on_press={set(&is_sent, true)}>{ "Send" }</Button></div>
                }
            },
        ),
        example(
            "Dialog, Question and Withdrawal",
            html! {
                <div class="flex flex-wrap gap-3">
                    <Button kind={ButtonKind::Grave} on_press={set(&asks, true)}>{ "Delete the account" }</Button>
                    <Button on_press={set(&questions, true)}>{ "Log out" }</Button>
                    <Button on_press={set(&withdraws, true)}>{ "Give the place back" }</Button>
                    <Question
                        id="guide-question"
                        is_open={*questions}
                        title="Log out there?"
                        text="Whoever uses it must log in again."
                        no="Cancel"
                        yes="Log out"
                        on_no={set(&questions, false)}
                        on_yes={set(&questions, false)}
                    />
                    <Dialog id="guide-dialog" is_open={*asks} title="Delete the account?" on_close={set(&asks, false)}>
                        <p>{ "Two events are cancelled, and nine people are told." }</p>
                        <div class="mt-6 flex flex-wrap justify-end gap-3 max-sm:flex-col">
                            <Button on_press={set(&asks, false)}>{ "Keep it" }</Button>
                            <Button kind={ButtonKind::Grave} on_press={set(&asks, false)}>{ "Delete it" }</Button>
                        </div>
                    </Dialog>
                    <Withdrawal
                        event={Rc::new(data::event(1))}
                        is_open={*withdraws}
                        on_keep={set(&withdraws, false)}
                        on_leave={set(&withdraws, false)}
                    />
                </div>
            },
        ),
        example(
            "ReasonForm, and ReportButton with its dialog",
            html! {
                <div class="grid gap-4">
                    <ReasonForm
                        name="reason"
                        label="Reason"
                        hint="Those whom it concerns read it."
                        maxlength=500
                        no="Keep it"
                        yes="Remove it"
                        kind={ButtonKind::Grave}
                        act={Callback::from(|_| -> Doing { Box::pin(async { Err(ApiError::Unreachable) }) })}
                        on_close={Callback::noop()}
                    >
                        <p>{ "Three people are told of it." }</p>
                    </ReasonForm>
                    <ReportButton subject={Reported::Person(data::person("Mira", "Sanders"))} class="justify-self-start" />
                </div>
            },
        ),
        example(
            "Toasts",
            html! {
                <div class="flex flex-wrap gap-3">
                    { toast("Done", |toasts| toasts.done("Saved.")) }
                    { toast("Notice", |toasts| toasts.notice("The last place is gone.")) }
                    { toast("News", |toasts| toasts.news("Mira wrote to you.".into(), "Read".into(), "#news")) }
                    { toast("Undo", |toasts| toasts.undoable("Your place is free again.".into(), "Undo".into(), Callback::noop())) }
                </div>
            },
        ),
    ])
}

/// What is on its way, and what is not there.
pub fn nothing() -> Html {
    html! {
        <>
            { example("TicketSkeletons", html! { <div class="tickets"><TicketSkeletons count=3 /></div> }) }
            { example("FormSkeleton", html! { <FormSkeleton /> }) }
            { examples(vec![
                example("PageSkeleton", html! { <PageSkeleton /> }),
                example("Empty", html! {
                    <Empty words="Nothing is planned yet.">
                        <Link to="#loading" class="btn">{ "Publish an event" }</Link>
                    </Empty>
                }),
            ]) }
        </>
    }
}
