//! How it stands, and whether new people can register.

use std::rc::Rc;

use api_types::administration::{Administration, Settings};
use api_types::problem::ProblemKind;
use yew::prelude::*;

use super::filter::address;
use super::sign_up::SignUp;
use crate::components::{Failure, Link};
use crate::hooks::{Remote, use_own_remote, use_session};
use crate::{api, format, t};

/// The first part.
#[component]
pub fn OverviewSection() -> Html {
    let session = use_session();
    let remote = use_own_remote((), |_| api::get_administration());
    let is_over = matches!(
        &remote.value,
        Remote::Failed(error) if error.kind() == Some(ProblemKind::AdministratorRequired)
    );
    use_effect_with(is_over, move |is_over| {
        if *is_over {
            session.refresh();
        }
    });
    let on_change = {
        let updater = remote.updater.clone();
        Callback::from(move |settings: Settings| {
            updater.update(|known| Administration {
                settings,
                ..known.clone()
            });
        })
    };
    match &remote.value {
        Remote::Loading => bones(),
        Remote::Failed(error) => html! {
            <Failure error={error.clone()} on_retry={remote.retry} />
        },
        Remote::Ready(now) => html! {
            <div class="grid gap-8">
                { numbers(now) }
                <SignUp settings={now.settings} {on_change} />
            </div>
        },
    }
}

/// The numbers, those first that ask for somebody; each leads to what it counts.
fn numbers(now: &Rc<Administration>) -> Html {
    let of = |path, parameters: &[(&str, &str)]| address(path, parameters);
    let number = |count: i64, words: AttrValue, to: String, is_urgent: bool| {
        html! {
            <li>
                <Link {to} class="number">
                    <span class="number-count" data-urgent={(is_urgent && count > 0).then_some("true")}>
                        { format::number(count as f64) }
                    </span>
                    <span>{ words }</span>
                </Link>
            </li>
        }
    };
    html! {
        <section aria-labelledby="numbers">
            <h2 id="numbers" class="sr-only">{ t!("admin-numbers") }</h2>
            <ul class="numbers">
                { number(now.open_reports, t!("admin-number-reports"), of("/admin/reports", &[]), true) }
                { number(now.mails_failed, t!("admin-number-failed"), of("/admin/mails", &[("state", "failed")]), true) }
                { number(now.mails_waiting, t!("admin-number-waiting"), of("/admin/mails", &[("state", "waiting")]), false) }
                { number(now.people, t!("admin-number-people"), of("/admin/people", &[]), false) }
                { number(now.people_blocked, t!("admin-number-blocked"), of("/admin/people", &[("only", "blocked")]), false) }
                { number(now.upcoming_events, t!("admin-number-events"), of("/admin/events", &[]), false) }
                { number(now.bookings, t!("admin-number-bookings"), of("/admin/events", &[]), false) }
            </ul>
        </section>
    }
}

fn bones() -> Html {
    html! {
        <div class="grid gap-8">
            <p class="sr-only" role="status">{ t!("loading") }</p>
            <div class="numbers" aria-hidden="true">
                { for (0..7).map(|_| html! {
                    <div class="number"><span class="bone h-9 w-14" /><span class="bone h-4 w-24" /></div>
                }) }
            </div>
            <div class="panel grid max-w-3xl gap-3" aria-hidden="true">
                <span class="bone h-6 w-32" />
                <span class="bone h-5 w-3/5" />
            </div>
        </div>
    }
}
