//! Notices outside the page, for those who want them, while nobody looks at it.

use gloo_timers::callback::Timeout;
use uuid::Uuid;

use crate::browser::{self, notices};
use crate::{navigation, t};

/// Where it is kept that somebody wants them.
const WANTED: &str = "notices";
/// Where a tab that somebody looks at leaves what it has told.
const TOLD: &str = "told";
/// How long a tab that nobody looks at waits for one that somebody does, in milliseconds.
const PAUSE: u32 = 400;

fn kept(key: &str) -> Option<String> {
    browser::local_storage()?.get_item(key).ok().flatten()
}

fn keep(key: &str, value: &str) {
    if let Some(storage) = browser::local_storage() {
        // Where nothing can be kept, there are no notices.
        let _ = storage.set_item(key, value);
    }
}

/// Whether the person wants notices in this browser.
pub fn are_wanted() -> bool {
    kept(WANTED).as_deref() == Some("on")
}

/// The person wants them, or not any more.
pub fn want(wanted: bool) {
    keep(WANTED, if wanted { "on" } else { "off" });
}

/// Shows a notice, once for all tabs, if nobody looks at one of them.
pub(super) fn tell(id: Uuid, words: &str, to: &str) {
    let (tag, words, to) = (id.to_string(), words.to_owned(), to.to_owned());
    if !browser::document().hidden() {
        keep(TOLD, &tag);
        return;
    }
    if !are_wanted() || notices::permission() != notices::Permission::Granted {
        return;
    }
    Timeout::new(PAUSE, move || {
        if kept(TOLD).as_ref() != Some(&tag) {
            let open = move || navigation::push(&to);
            notices::show(&t!("brand"), &words, &tag, open);
        }
    })
    .forget();
}
