//! All events that one may see: a search, a span of days, and tickets that keep coming as one
//! scrolls. The filter stands in the address.

mod filters;
mod more;

use std::rc::Rc;

use api_types::events::Event;
use yew::prelude::*;
use yew_router::hooks::use_location;

use self::filters::Filters;
use self::more::More;
use crate::components::{EventTicket, Failure, Heading, Link, TicketSkeletons};
use crate::hooks::{EventList, Filter, ListStatus, use_event_list};
use crate::{navigation, t};

/// The address without a filter.
const ADDRESS: &str = "/event-overview";

/// The overview.
#[component]
pub fn EventOverviewPage() -> Html {
    let filter = use_location()
        .map(|location| Filter::read(location.query_str()))
        .unwrap_or_default();
    let list = use_event_list(&filter);
    let errors = filter.check();
    let on_type = Callback::from(|filter: Filter| navigation::replace(&filter.address(ADDRESS)));
    let on_choose = Callback::from(|filter: Filter| navigation::push(&filter.address(ADDRESS)));
    html! {
        <div class="wrap pt-8 pb-16 sm:pt-10">
            <p class="kicker mb-2">{ t!("overview-kicker") }</p>
            <Heading title={t!("overview-short-title")}>{ t!("overview-title") }</Heading>
            <Filters filter={filter.clone()} errors={errors.clone()} {on_type} {on_choose} />
            if errors.is_empty() {
                { results(&filter, &list) }
            }
        </div>
    }
}

fn results(filter: &Filter, list: &EventList) -> Html {
    let is_loading = list.status == ListStatus::Loading;
    let body = match &list.status {
        ListStatus::Failed(error) => html! {
            <Failure error={error.clone()} on_retry={list.retry.clone()} />
        },
        ListStatus::Loading if list.events.is_empty() => html! {
            <div class="tickets"><TicketSkeletons count=6 /></div>
        },
        ListStatus::Ready if list.events.is_empty() => empty(filter),
        _ => html! {
            <>
                <div class={classes!("tickets", is_loading.then_some("stale"))}>
                    // In a list of their own, whose items all have keys: what is there stays there.
                    <>{ for list.events.iter().map(|event| ticket(event, list)) }</>
                    if list.status == ListStatus::LoadingMore {
                        <TicketSkeletons count=3 />
                    }
                </div>
                <More list_status={list.status.clone()} has_more={list.has_more} on_more={list.load_more.clone()} />
            </>
        },
    };
    html! {
        <section aria-labelledby="results" aria-busy={is_loading.to_string()}>
            <h2 id="results" class="mt-5 mb-4 font-sans text-sm font-normal tracking-normal text-soft">
                <span role="status">{ count(filter, list) }</span>
            </h2>
            { body }
        </section>
    }
}

fn ticket(event: &Rc<Event>, list: &EventList) -> Html {
    html! {
        <EventTicket key={event.id.to_string()} event={event.clone()} on_change={list.update.clone()} />
    }
}

/// How many there are, as far as one knows.
fn count(filter: &Filter, list: &EventList) -> AttrValue {
    let count = list.events.len();
    match &list.status {
        ListStatus::Loading => t!("loading"),
        ListStatus::Failed(_) => t!("overview-failed"),
        _ if count == 0 => t!("overview-none"),
        _ if list.has_more => t!("overview-first", count = count),
        _ if filter.include_past => t!("overview-count-all", count = count),
        _ => t!("overview-count", count = count),
    }
}

fn empty(filter: &Filter) -> Html {
    html! {
        <div class="grid justify-items-start gap-4 rounded-box border border-dashed border-edge p-6 sm:p-8">
            if filter.is_empty() {
                <p class="text-lg">{ t!("overview-empty") }</p>
                <Link to="/event-create" class="btn btn-primary">{ t!("home-publish") }</Link>
            } else {
                <p class="text-lg">{ t!("overview-no-match") }</p>
                <Link to={ADDRESS} class="btn">{ t!("clear-filters") }</Link>
            }
        </div>
    }
}
