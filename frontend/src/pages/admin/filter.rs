//! What is chosen and searched for, which stands in the address.

use yew::prelude::*;
use yew_router::hooks::use_location;

use crate::components::{Link, SearchField};
use crate::hooks::use_search_box;
use crate::{navigation, t};

/// What the address says under a name; empty if it says nothing.
#[hook]
pub fn use_parameter(name: &'static str) -> String {
    let location = use_location();
    let query = location.as_ref().map_or("", |at| at.query_str());
    parameter(query, name)
}

fn parameter(query: &str, name: &str) -> String {
    let query = query.trim_start_matches('?');
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    let found = pairs.into_iter().find(|(known, _)| known == name);
    found.map_or_else(String::new, |(_, value)| value)
}

/// A path with the parameters that are not empty.
pub fn address(path: &str, parameters: &[(&str, &str)]) -> String {
    let said: Vec<_> = parameters
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .collect();
    match serde_urlencoded::to_string(said) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

/// Ways to see only some: each leads to an address.
pub fn choices(all: impl IntoIterator<Item = (String, AttrValue, bool)>) -> Html {
    html! {
        <nav class="segments flex-wrap justify-self-start" aria-label={t!("admin-filter")}>
            { for all.into_iter().map(|(to, words, is_current)| html! {
                <Link {to} {is_current}>{ words }</Link>
            }) }
        </nav>
    }
}

/// Properties of [`Search`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is searched for.
    pub query: AttrValue,
    /// What can be searched for.
    pub label: AttrValue,
    /// Where the list is that is searched.
    pub path: &'static str,
    /// What else its address says, as a name and a value.
    #[prop_or_default]
    pub more: (&'static str, AttrValue),
}

/// A box to search in. What is typed goes into the address, without a step in the history.
#[component]
pub fn Search(props: &Props) -> Html {
    let (path, (name, value)) = (props.path, props.more.clone());
    let on_rest = Callback::from(move |query: String| {
        navigation::replace(&address(path, &[("query", &query), (name, &value)]));
    });
    let search = use_search_box(&props.query, on_rest);
    html! {
        <search>
            <SearchField
                id="query"
                class="max-w-xl"
                label={props.label.clone()}
                placeholder={props.label.clone()}
                value={search.typed}
                on_type={search.on_type}
            />
        </search>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_stands_in_the_address() {
        let written = address("/admin/people", &[("query", "a b&"), ("only", "")]);
        assert_eq!(written, "/admin/people?query=a+b%26");
        assert_eq!(parameter("?query=a+b%26", "query"), "a b&");
        assert_eq!(parameter("?query=a", "only"), "");
        assert_eq!(address("/admin/people", &[("query", "")]), "/admin/people");
    }
}
