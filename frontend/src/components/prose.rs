//! Text that people typed, with its line breaks; addresses in it become links.

use yew::prelude::*;

use crate::format::{self, Piece};

/// Addresses become links; everything else stays text, whatever it looks like.
pub fn prose(text: &str) -> Html {
    format::pieces(text).into_iter().map(piece).collect()
}

fn piece(piece: Piece<'_>) -> Html {
    match piece {
        Piece::Text(text) => html! { <>{ text.to_owned() }</> },
        Piece::Link(address) => html! {
            <a class="text-link wrap-anywhere" href={address.to_owned()} rel="noopener nofollow" target="_blank">{ address.to_owned() }</a>
        },
    }
}
