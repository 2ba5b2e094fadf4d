//! The title of the tab, which is also what a shared or bookmarked address is called.

use yew::prelude::*;

use super::notifications::Unread;
use crate::{browser, t};

/// Sets the document's title to "what it shows · Event Booking", and before it how many
/// notifications are unread.
#[hook]
pub fn use_title(title: AttrValue) {
    let Unread(unread) = use_context().unwrap_or_default();
    use_effect_with((title, unread), |(title, unread)| {
        let brand = t!("brand");
        let title = if title.is_empty() || *title == brand {
            brand
        } else {
            t!("document-title", title = title.as_str())
        };
        let title = match count_written(*unread) {
            Some(count) => t!("title-with-count", count = count, title = title.as_str()),
            None => title,
        };
        browser::document().set_title(&title);
    });
}

/// How many are unread, as far as there is room for it.
pub fn count_written(unread: i64) -> Option<String> {
    match unread {
        ..=0 => None,
        1..=99 => Some(unread.to_string()),
        100.. => Some("99+".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_two_digits() {
        assert_eq!(count_written(0), None);
        assert_eq!(count_written(7).as_deref(), Some("7"));
        assert_eq!(count_written(100).as_deref(), Some("99+"));
    }
}
