//! One session: what it runs on, from where, since when, and the way to end it.

use api_types::problem::ProblemKind;
use api_types::sessions::{Session, SessionKind};
use uuid::Uuid;
use yew::prelude::*;

use crate::components::{Button, Glyph, Icon, Question};
use crate::hooks::{use_log_out, use_request, use_toasts};
use crate::{api, format, t};

/// Properties of [`SessionRow`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The session.
    pub session: Session,
    /// It has ended.
    pub on_ended: Callback<Uuid>,
}

/// A session.
#[component]
pub fn SessionRow(props: &Props) -> Html {
    let session = &props.session;
    let (logging_out, log_out) = use_log_out();
    let request = use_request();
    let toasts = use_toasts();
    let asks = use_state(|| false);
    let ask = |is_open: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(is_open))
    };
    let device = device(session);
    let end = {
        let stay = ask(false);
        let (request, id, device) = (request.clone(), session.id, device.clone());
        let on_ended = props.on_ended.clone();
        Callback::from(move |()| {
            let (ended, gone) = (on_ended.clone(), on_ended.clone());
            let (told, refused, device) = (toasts.clone(), toasts.clone(), device.clone());
            let stay = stay.clone();
            request.start(
                api::end_session(id),
                move |()| {
                    ended.emit(id);
                    told.done(t!("session-ended-toast", device = device.as_str()));
                },
                move |error| {
                    // Somebody was faster.
                    if error.kind() == Some(ProblemKind::NotFound) {
                        gone.emit(id);
                    } else {
                        stay.emit(());
                        refused.notice(error.words());
                    }
                },
            );
        })
    };
    let glyph = match session.kind {
        SessionKind::Browser => Glyph::Monitor,
        SessionKind::Api => Glyph::Terminal,
    };
    let label = t!("session-end-label", device = device.as_str());
    html! {
        <li class="panel grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-3 sm:grid-cols-[auto_minmax(0,1fr)_auto]">
            <span class="face" aria-hidden="true"><Icon {glyph} /></span>
            <div class="min-w-0">
                <h2 class="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-lg">
                    <span class="break-words">{ &device }</span>
                    if session.is_current {
                        <span class="tag" data-tone="ok">{ t!("session-current") }</span>
                    }
                </h2>
                <dl class="facts mt-2 text-md">
                    <dt>{ t!("session-last-used") }</dt>
                    <dd>{ format::ago(session.last_used_at) }</dd>
                    <dt>{ t!("session-since") }</dt>
                    <dd>{ format::instant(session.created_at) }</dd>
                    <dt>{ t!("session-address") }</dt>
                    <dd class="break-all">{ session.ip_address.to_string() }</dd>
                </dl>
            </div>
            <div class="max-sm:col-span-2">
                if session.is_current {
                    <Button class="btn-sm max-sm:w-full" is_busy={logging_out.is_busy()} on_press={log_out}>
                        { t!("log-out") }
                    </Button>
                } else {
                    <Button class="btn-sm max-sm:w-full" {label} on_press={ask(true)}>{ t!("session-end") }</Button>
                    <Question
                        id={format!("end-{}", session.id)}
                        is_open={*asks}
                        title={t!("session-end-title")}
                        text={t!("session-end-text", device = device.as_str())}
                        no={t!("cancel")}
                        yes={t!("session-end")}
                        is_busy={request.is_busy()}
                        wait={request.wait()}
                        on_no={ask(false)}
                        on_yes={end}
                    />
                }
            </div>
        </li>
    }
}

/// What the session runs on, as far as it told.
fn device(session: &Session) -> AttrValue {
    let client = session.client.as_deref();
    let system = session.operating_system.as_deref();
    match (session.kind, client, system) {
        (SessionKind::Api, Some(client), _) => t!("device-program-named", client = client),
        (SessionKind::Api, None, _) => t!("device-program"),
        (SessionKind::Browser, Some(client), Some(system)) => {
            t!("device-on", client = client, system = system)
        }
        (SessionKind::Browser, Some(client), None) => AttrValue::from(client.to_owned()),
        (SessionKind::Browser, None, Some(system)) => t!("device-browser-on", system = system),
        (SessionKind::Browser, None, None) => t!("device-browser"),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn named(kind: SessionKind, client: Option<&str>, system: Option<&str>) -> AttrValue {
        device(&Session {
            id: Uuid::nil(),
            kind,
            client: client.map(str::to_owned),
            operating_system: system.map(str::to_owned),
            user_agent: String::new(),
            ip_address: [127, 0, 0, 1].into(),
            created_at: DateTime::UNIX_EPOCH,
            last_used_at: DateTime::UNIX_EPOCH,
            expires_at: DateTime::UNIX_EPOCH,
            is_current: false,
        })
    }

    #[test]
    fn a_device_is_named_as_far_as_it_told() {
        let browser = SessionKind::Browser;
        assert_eq!(
            named(browser, Some("Firefox"), Some("Android")),
            "Firefox on Android"
        );
        assert_eq!(named(browser, Some("Firefox"), None), "Firefox");
        assert_eq!(named(browser, None, Some("Linux")), "A browser on Linux");
        assert_eq!(named(browser, None, None), "A browser");
        assert_eq!(
            named(SessionKind::Api, Some("curl"), None),
            "A program (curl)"
        );
    }
}
