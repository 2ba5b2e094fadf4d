//! What an event looks like: one picture in two sizes, of which the browser takes the one that fits.

use api_types::events::Picture;
use yew::prelude::*;

/// Properties of [`EventPicture`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The picture.
    pub picture: Picture,
    /// How it is placed.
    pub class: &'static str,
    /// How wide it is shown, as CSS tells it.
    #[prop_or("(min-width: 60rem) 40rem, 100vw")]
    pub sizes: &'static str,
    /// Whether it is among the first things that one sees; others wait until one scrolls near them.
    #[prop_or_default]
    pub is_first: bool,
}

/// A picture. Its width and height are known before it is there, so that nothing jumps.
#[component]
pub fn EventPicture(props: &Props) -> Html {
    let (small, large) = (&props.picture.small, &props.picture.large);
    let srcset = format!(
        "{} {}w, {} {}w",
        small.address, small.width, large.address, large.width
    );
    html! {
        <img
            class={props.class}
            loading={(!props.is_first).then_some("lazy")}
            fetchpriority={props.is_first.then_some("high")}
            decoding="async"
            {srcset}
            sizes={props.sizes}
            width={large.width.to_string()}
            height={large.height.to_string()}
            // Without words it only decorates.
            alt={props.picture.description.clone().unwrap_or_default()}
            src={large.address.clone()}
        />
    }
}
