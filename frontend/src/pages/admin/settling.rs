//! Decides about a report.

use api_types::administration::Report;
use api_types::problem::ProblemKind;
use api_types::rules;
use uuid::Uuid;
use yew::prelude::*;

use crate::components::{Dialog, Doing, ReasonForm};
use crate::hooks::use_toasts;
use crate::{api, i18n, t};

/// Properties of [`Settling`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which report; none was asked about yet if it is absent.
    pub report: Option<Report>,
    /// Whether it is asked.
    pub is_open: bool,
    /// It is decided.
    pub on_settled: Callback<Uuid>,
    /// It is over, one way or the other.
    pub on_close: Callback<()>,
}

/// The question. It stays there while it is not asked, so that the focus goes back where it was.
#[component]
pub fn Settling(props: &Props) -> Html {
    let toasts = use_toasts();
    let act = {
        let on_settled = props.on_settled.clone();
        let id = props.report.as_ref().map(|report| report.id);
        Callback::from(move |decision: String| -> Doing {
            let (on_settled, toasts) = (on_settled.clone(), toasts.clone());
            Box::pin(async move {
                let Some(id) = id else {
                    return Ok(Callback::noop());
                };
                let is_mine = match api::settle_report(id, decision).await {
                    Ok(_) => true,
                    // It is off the list either way.
                    Err(error) if error.kind() == Some(ProblemKind::SettledBefore) => false,
                    Err(error) => return Err(error),
                };
                Ok(Callback::from(move |()| {
                    match is_mine {
                        true => toasts.done(t!("report-settled-toast")),
                        false => toasts.notice(i18n::problem(ProblemKind::SettledBefore)),
                    }
                    on_settled.emit(id);
                }))
            })
        })
    };
    html! {
        <Dialog id="settle" is_open={props.is_open} title={t!("report-settle-title")} on_close={props.on_close.clone()}>
            // Made anew for each report.
            if props.is_open {
                <ReasonForm
                    name="decision"
                    label={t!("field-decision")}
                    hint={t!("report-settle-hint")}
                    maxlength={rules::REPORT_MAX}
                    no={t!("report-settle-keep")}
                    yes={t!("report-settle-do")}
                    {act}
                    on_close={props.on_close.clone()}
                >
                    <p>{ t!("report-settle-text") }</p>
                </ReasonForm>
            }
        </Dialog>
    }
}
