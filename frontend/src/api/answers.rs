//! Answers that came in the document, for what the page asks first. Each is taken once, and none
//! after one has gone elsewhere: they are as old as the document.

use std::cell::RefCell;
use std::collections::HashMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::browser;
use crate::navigation::{self, Arrival};

/// Where they stand in the document, and where it is kept which of them were the last.
const KEY: &str = "answers";

/// What the server writes.
#[derive(Deserialize)]
struct Answers {
    /// Grows from document to document.
    id: String,
    /// By the addresses at which the API would give them.
    answers: HashMap<String, Box<RawValue>>,
}

thread_local! {
    static ANSWERS: RefCell<HashMap<String, Box<RawValue>>> = RefCell::new(HashMap::new());
}

/// Reads them, before the page takes the place of what the server wrote.
pub fn read() {
    let text = browser::element(KEY).and_then(|element| element.text_content());
    let Some(Answers { id, answers }) = text.and_then(|text| serde_json::from_str(&text).ok())
    else {
        return;
    };
    if is_new(&id) {
        ANSWERS.set(answers);
    }
}

/// Whether this document is later than all others in this tab. Going back, a browser shows it as it
/// was, and it may be wrong by now. Where nothing can be kept, it is asked for what is true.
fn is_new(id: &str) -> bool {
    let Some(storage) = browser::session_storage() else {
        return false;
    };
    let last = storage.get_item(KEY).ok().flatten();
    last.is_none_or(|last| last.as_str() < id) && storage.set_item(KEY, id).is_ok()
}

/// The answer for an address, if it came with the document and was not taken yet.
pub(super) fn take(path: &str) -> Option<String> {
    ANSWERS.with_borrow_mut(|answers| {
        if navigation::arrival() != Arrival::Load {
            answers.clear();
        }
        answers.remove(path).map(|answer| answer.get().to_owned())
    })
}
