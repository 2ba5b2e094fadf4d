//! A person's name, which leads to their profile.

use api_types::accounts::Person;
use yew::prelude::*;

use super::Link;
use crate::routes::Route;

/// Properties of [`PersonName`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Who.
    pub person: Person,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
}

/// A name that leads to a profile.
#[component]
pub fn PersonName(props: &Props) -> Html {
    let person = &props.person;
    html! {
        <Link
            to={Route::profile(&person.username)}
            class={classes!("text-link", "min-w-0", "break-words", props.class.clone())}
        >
            { person.display_name() }
        </Link>
    }
}
