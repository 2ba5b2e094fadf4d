//! All events that one may see: a search, a span of days, and tickets that keep coming as one
//! scrolls. The filter stands in the address.

mod filters;
pub mod month;
mod more;
mod view;

use yew::prelude::*;
use yew_router::hooks::use_location;

use self::filters::Filters;
pub use self::month::Month;
use self::more::More;
pub use self::view::Shown;
use self::view::{ADDRESS, View};
use crate::chunk::Members;
use crate::components::{Empty, EventTicket, Failure, Heading, Later, Link, TicketSkeletons};
use crate::hooks::{EventList, Filter, ListStatus, use_event_list, use_gradual};
use crate::{browser, navigation, t};

/// The overview.
#[component]
pub fn EventOverviewPage() -> Html {
    let location = use_location();
    let query = location
        .as_ref()
        .map_or("", |location| location.query_str());
    let (filter, view) = (Filter::read(query), View::read(query, browser::today()));
    let errors = filter.check();
    let on_type = Callback::from(move |filter: Filter| navigation::replace(&view.address(&filter)));
    let on_choose = {
        let before = filter.clone();
        Callback::from(move |filter: Filter| {
            navigation::push(&view.following(&before, &filter).address(&filter));
        })
    };
    let body = match view {
        _ if !errors.is_empty() => Html::default(),
        View::Cards => html! { <Cards filter={filter.clone()} /> },
        View::Month(shown) => {
            let filter = filter.clone();
            html! { <Later show={move |members: Members| (members.month)(filter.clone(), shown)} /> }
        }
    };
    html! {
        <div class="wrap pt-8 pb-16 sm:pt-10">
            <p class="kicker mb-2">{ t!("overview-kicker") }</p>
            <Heading title={t!("overview-short-title")}>{ t!("overview-title") }</Heading>
            <Filters
                filter={filter.clone()}
                {errors}
                // A month shows all of its days.
                asks_for_past={view == View::Cards}
                {on_type}
                {on_choose}
            />
            { views(&filter, view) }
            { body }
        </div>
    }
}

/// The ways to look at it.
fn views(filter: &Filter, view: View) -> Html {
    let is_cards = view == View::Cards;
    let month = Shown::around(filter.from.parse().unwrap_or_else(|_| browser::today()));
    html! {
        <nav class="views mt-5" aria-label={t!("views")}>
            <Link to={View::Cards.address(filter)} is_current={is_cards}>{ t!("view-cards") }</Link>
            <Link to={View::Month(month).address(filter)} is_current={!is_cards}>{ t!("view-month") }</Link>
        </nav>
    }
}

#[derive(Properties, PartialEq)]
struct CardsProps {
    filter: Filter,
}

#[component]
fn Cards(props: &CardsProps) -> Html {
    let list = use_event_list(&props.filter);
    let made = use_gradual(list.events.len());
    use_effect_with(list.status == ListStatus::Ready, |is_here| {
        if *is_here {
            navigation::settle_late();
        }
    });
    results(&props.filter, &list, made)
}

fn results(filter: &Filter, list: &EventList, made: usize) -> Html {
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
                    <>{ for list.events.iter().enumerate().map(|(index, event)| html! {
                        <EventTicket
                            key={event.id.to_string()}
                            event={event.clone()}
                            is_made={index < made}
                            on_change={list.update.clone()}
                        />
                    }) }</>
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
    if filter.is_empty() {
        html! {
            <Empty words={t!("overview-empty")}>
                <Link to="/event-create" class="btn btn-primary">{ t!("home-publish") }</Link>
            </Empty>
        }
    } else {
        html! {
            <Empty words={t!("overview-no-match")}>
                <Link to={ADDRESS} class="btn">{ t!("clear-filters") }</Link>
            </Empty>
        }
    }
}
