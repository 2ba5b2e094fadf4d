//! What people report, and what comes of it.

use api_types::accounts::Person;
use api_types::administration::{PersonRecord, Report, ReportSubject, ReportSubjectKind};
use api_types::pages::Page;
use uuid::Uuid;
use yew::prelude::*;

use super::blocking::Blocking;
use super::filter::{address, choices, use_parameter};
use super::list::{Chosen, PAGE, changed, use_list};
use super::removal::{Doomed, Removal};
use super::settling::Settling;
use crate::api::{self, ApiError};
use crate::components::{Button, Empty, Link, PersonName};
use crate::routes::Route;
use crate::{format, t};

const PATH: &str = "/admin/reports";
const STATE: &str = "state";
const SETTLED: &str = "settled";

#[derive(Clone, PartialEq)]
struct Reports {
    is_settled: bool,
}

impl Chosen for Reports {
    type Entry = Report;

    async fn fetch(&self, cursor: Option<&str>) -> Result<Page<Report>, ApiError> {
        let state = if self.is_settled { SETTLED } else { "open" };
        api::list_reports(state, PAGE, cursor).await
    }
}

/// What one is asked about a report.
#[derive(Clone, Copy, PartialEq)]
enum Question {
    Block,
    Remove,
    Settle,
}

/// The reports.
#[component]
pub fn ReportsSection() -> Html {
    let is_settled = use_parameter(STATE) == SETTLED;
    let list = use_list(Reports { is_settled });
    // The report stays known when the question is answered, so that its words do not vanish before.
    let asked = use_state(|| None::<Report>);
    let question = use_state_eq(|| None::<Question>);
    let on_ask = {
        let (asked, question) = (asked.setter(), question.setter());
        Callback::from(move |(report, about): (Report, Question)| {
            asked.set(Some(report));
            question.set(Some(about));
        })
    };
    let on_close = {
        let question = question.setter();
        Callback::from(move |()| question.set(None))
    };
    let on_blocked = {
        let updater = list.updater.clone();
        Callback::from(move |record: PersonRecord| {
            updater
                .update(|page| changed(page, |report| Some(with_blocked(report, &record.person))));
        })
    };
    let on_removed = {
        let updater = list.updater.clone();
        Callback::from(move |id: Uuid| {
            updater.update(|page| changed(page, |report| Some(without_event(report, id))));
        })
    };
    let on_settled = {
        let updater = list.updater.clone();
        Callback::from(move |id: Uuid| {
            updater
                .update(|page| changed(page, |report| (report.id != id).then(|| report.clone())));
        })
    };
    let subject = asked.as_ref().map(|report| &report.subject);
    let doomed = subject.and_then(|subject| {
        Some(Doomed {
            id: subject.event_id?,
            title: subject.name.clone(),
            creator: subject.person.clone(),
        })
    });
    let person = subject.map(|subject| subject.person.clone());
    let none = match is_settled {
        true => t!("reports-empty-settled"),
        false => t!("reports-empty-open"),
    };
    html! {
        <>
            { choices([
                (address(PATH, &[]), t!("reports-open"), !is_settled),
                (address(PATH, &[(STATE, SETTLED)]), t!("reports-settled"), is_settled),
            ]) }
            { list.show(|report| row(report, &on_ask), html! { <Empty words={none} /> }) }
            <Blocking {person} is_open={*question == Some(Question::Block)} {on_blocked} on_close={on_close.clone()} />
            <Removal event={doomed} is_open={*question == Some(Question::Remove)} {on_removed} on_close={on_close.clone()} />
            <Settling report={(*asked).clone()} is_open={*question == Some(Question::Settle)} {on_settled} {on_close} />
        </>
    }
}

fn with_blocked(report: &Report, person: &Person) -> Report {
    let mut report = report.clone();
    report.subject.is_blocked |= report.subject.person.username == person.username;
    report
}

fn without_event(report: &Report, id: Uuid) -> Report {
    let mut report = report.clone();
    report.subject.event_id = report.subject.event_id.filter(|known| *known != id);
    report
}

/// One of them.
fn row(report: &Report, on_ask: &Callback<(Report, Question)>) -> Html {
    let ask = |question: Question| {
        let (report, on_ask) = (report.clone(), on_ask.clone());
        Callback::from(move |()| on_ask.emit((report.clone(), question)))
    };
    let subject = &report.subject;
    let name = subject.person.display_name();
    html! {
        <li class="record" key={report.id.to_string()}>
            <div class="record-body">
                { about(subject) }
                <p class="text-sm text-soft">{ reported(report) }</p>
                <div class="record-quote"><p class="whitespace-pre-line wrap-anywhere">{ &report.reason }</p></div>
                if let (Some(at), Some(decision)) = (report.settled_at, &report.decision) {
                    <p class="text-sm text-soft">{ decided(report, &format::instant(at)) }</p>
                    <div class="record-quote"><p class="whitespace-pre-line wrap-anywhere">{ decision }</p></div>
                }
            </div>
            if report.settled_at.is_none() {
                <div class="record-actions">
                    if subject.event_id.is_some() {
                        <Button class="btn-sm" label={t!("event-remove-label", title = subject.name.as_str())} on_press={ask(Question::Remove)}>
                            { t!("event-remove") }
                        </Button>
                    }
                    if !subject.is_blocked {
                        // Whom: of an event, whoever published it.
                        <Button class="btn-sm" on_press={ask(Question::Block)}>{ t!("suspend-label", name = name) }</Button>
                    }
                    <Button class="btn-sm" label={t!("report-settle-label", name = subject.name.as_str())} on_press={ask(Question::Settle)}>
                        { t!("report-settle") }
                    </Button>
                </div>
            }
        </li>
    }
}

/// What it is about, and the ways there.
fn about(subject: &ReportSubject) -> Html {
    let words = match subject.kind {
        ReportSubjectKind::Event => t!("report-of-event", name = subject.name.as_str()),
        ReportSubjectKind::Person => t!("report-of-person", name = subject.name.as_str()),
    };
    let is_event = subject.kind == ReportSubjectKind::Event;
    // What is invite-only has no page for administrators; in their own list they find it, under
    // whatever title it has now.
    let to = match is_event {
        true => subject
            .event_id
            .map(|id| address("/admin/events", &[("query", &id.to_string())])),
        false => Some(Route::profile(&subject.person.username)),
    };
    let class = "min-w-0 font-semibold wrap-anywhere";
    let title = match to {
        Some(to) => html! { <Link {to} class={classes!("text-link", class)}>{ words }</Link> },
        None => html! { <strong {class}>{ words }</strong> },
    };
    html! {
        <>
            <p class="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                { title }
                if subject.is_blocked {
                    <span class="tag">{ t!("tag-blocked") }</span>
                }
            </p>
            if is_event {
                <p class="text-sm text-soft">
                    <PersonName person={subject.person.clone()} />
                    if subject.event_id.is_none() {
                        { " · " }{ t!("report-event-gone") }
                    }
                </p>
            }
        </>
    }
}

fn reported(report: &Report) -> AttrValue {
    let when = format::instant(report.created_at);
    match &report.reporter {
        Some(person) => t!(
            "report-by",
            name = person.display_name(),
            when = when.as_str()
        ),
        None => t!("report-by-gone", when = when.as_str()),
    }
}

fn decided(report: &Report, when: &str) -> AttrValue {
    match &report.settled_by {
        Some(person) => t!("report-decided", name = person.display_name(), when = when),
        None => t!("report-decided-gone", when = when),
    }
}
