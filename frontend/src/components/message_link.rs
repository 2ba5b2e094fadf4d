//! The way to the conversation with somebody, from wherever they are named.

use api_types::accounts::Person;
use yew::prelude::*;

use super::{Glyph, Icon, Link};
use crate::hooks::use_session;
use crate::routes::Route;
use crate::t;

/// Properties of [`MessageLink`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// With whom.
    pub person: Person,
    /// How it looks.
    #[prop_or_else(|| classes!("btn", "justify-self-start"))]
    pub class: Classes,
    /// What it says; only a picture if that is not there.
    #[prop_or_default]
    pub words: Option<AttrValue>,
}

/// A link to the conversation with somebody; guests log in on the way, and oneself gets none.
#[component]
pub fn MessageLink(props: &Props) -> Html {
    let session = use_session();
    let person = &props.person;
    let is_own = session
        .account()
        .is_some_and(|account| account.username == person.username);
    if is_own {
        return Html::default();
    }
    let label = props
        .words
        .is_none()
        .then(|| t!("message-person-label", name = person.display_name()));
    html! {
        <Link to={Route::conversation(&person.username)} class={props.class.clone()} {label}>
            <Icon glyph={Glyph::Message} class="size-4.5" />
            { props.words.clone() }
        </Link>
    }
}
