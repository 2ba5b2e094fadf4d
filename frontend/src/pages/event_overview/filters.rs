//! The search box, the span of days, and the switch for past events.

use api_types::problem::FieldErrors;
use api_types::rules;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::{SearchField, Switch};
use crate::hooks::{Filter, use_search_box};
use crate::{i18n, t};

/// Properties of [`Filters`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// As it stands in the address.
    pub filter: Filter,
    /// What is wrong with it.
    pub errors: FieldErrors,
    /// Whether there is a switch for past events. Without it, what it says is kept.
    pub asks_for_past: bool,
    /// Something was typed: the address changes, the history does not grow.
    pub on_type: Callback<Filter>,
    /// Something was chosen: a step in the history.
    pub on_choose: Callback<Filter>,
}

/// The filter.
#[component]
pub fn Filters(props: &Props) -> Html {
    let columns = match props.asks_for_past {
        true => "md:grid-cols-[1fr_1fr_auto] lg:grid-cols-[minmax(0,1fr)_10.5rem_10.5rem_auto]",
        false => "lg:grid-cols-[minmax(0,1fr)_10.5rem_10.5rem]",
    };
    html! {
        <search class={classes!("mt-6", "grid", "grid-cols-2", "items-end", "gap-x-3", "gap-y-4", columns)}>
            <SearchBox filter={props.filter.clone()} on_type={props.on_type.clone()} />
            { day(props, "from", t!("filter-from"), &props.filter.from, |filter, day| filter.from = day) }
            { day(props, "to", t!("filter-to"), &props.filter.to, |filter, day| filter.to = day) }
            if props.asks_for_past {
                { past(props) }
            }
            // Below the row, so that what stands in it stays in line.
            { for ["from", "to"].into_iter().filter_map(|name| error(props, name)) }
        </search>
    }
}

/// What is searched for.
#[component]
fn SearchBox(props: &SearchProps) -> Html {
    let SearchProps { filter, on_type } = props.clone();
    let query = filter.query.clone();
    let on_rest = Callback::from(move |query: String| {
        on_type.emit(Filter {
            query,
            ..filter.clone()
        });
    });
    let search = use_search_box(&query, on_rest);
    html! {
        <SearchField
            id="query"
            class="max-lg:col-span-full"
            label={t!("filter-search")}
            placeholder={t!("filter-search-hint")}
            value={search.typed}
            on_type={search.on_type}
        />
    }
}

#[derive(Clone, Properties, PartialEq)]
struct SearchProps {
    filter: Filter,
    on_type: Callback<Filter>,
}

fn day(
    props: &Props,
    name: &'static str,
    label: AttrValue,
    value: &str,
    place: fn(&mut Filter, String),
) -> Html {
    let onchange = {
        let (filter, on_choose) = (props.filter.clone(), props.on_choose.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            // A half-typed date is empty and bad; it is not yet a choice.
            if !input.validity().bad_input() {
                let mut filter = filter.clone();
                place(&mut filter, input.value());
                on_choose.emit(filter);
            }
        })
    };
    let is_bad = props.errors.of(name).is_some();
    // A date field takes dates only; what else stands in the address is told below it.
    let value = if rules::date(value).is_ok() {
        value
    } else {
        ""
    };
    html! {
        <div class="field">
            <label for={name} class="text-sm font-semibold">{ label }</label>
            <input
                id={name}
                type="date"
                class="input"
                value={value.to_owned()}
                min="1970-01-01"
                max="2200-12-31"
                aria-invalid={is_bad.then_some("true")}
                aria-describedby={is_bad.then(|| format!("{name}-error"))}
                {onchange}
            />
        </div>
    }
}

fn error(props: &Props, name: &'static str) -> Option<Html> {
    let words = i18n::rule(props.errors.of(name)?);
    Some(html! {
        <p class="field-error col-span-full" id={format!("{name}-error")} role="alert">{ words }</p>
    })
}

fn past(props: &Props) -> Html {
    let filter = props.filter.clone();
    let on_change = props.on_choose.reform(move |include_past| Filter {
        include_past,
        ..filter.clone()
    });
    html! {
        <Switch
            label={t!("filter-past")}
            is_on={props.filter.include_past}
            class="h-11 text-md max-md:col-span-2 max-md:h-auto"
            {on_change}
        />
    }
}
