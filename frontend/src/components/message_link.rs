//! The way to the conversation with somebody, from wherever they are named.

use api_types::accounts::Person;
use yew::prelude::*;

use super::{Glyph, Icon, Link};
use crate::hooks::Session;
use crate::routes::Route;
use crate::t;

/// A link to the conversation with somebody: words, or only a picture. Guests log in on the way, and
/// oneself gets none.
pub fn message_link(
    session: &Session,
    person: &Person,
    words: Option<AttrValue>,
    class: &'static str,
) -> Html {
    let is_own = session
        .account()
        .is_some_and(|account| account.username == person.username);
    if is_own {
        return Html::default();
    }
    let label = words
        .is_none()
        .then(|| t!("message-person-label", name = person.display_name()));
    html! {
        <Link to={Route::conversation(&person.username)} {class} {label}>
            <Icon glyph={Glyph::Message} class="size-4.5" />
            { words }
        </Link>
    }
}
