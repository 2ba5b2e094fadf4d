//! The title of the tab, which is also what a shared or bookmarked address is called.

use yew::prelude::*;

use crate::{browser, t};

/// Sets the document's title to "what it shows · Event Booking".
#[hook]
pub fn use_title(title: AttrValue) {
    use_effect_with(title, |title| {
        let brand = t!("brand");
        if title.is_empty() || *title == brand {
            browser::document().set_title(&brand);
        } else {
            browser::document().set_title(&t!("document-title", title = title.as_str()));
        }
    });
}
