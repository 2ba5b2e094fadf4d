//! Where the focus goes when what had it is gone.

use yew::prelude::*;

use crate::browser;

/// Sends the focus to the element with the given id when a list has become shorter and the button
/// that had the focus went with what is gone.
#[hook]
pub fn use_refocus(count: usize, id: &'static str) {
    let last = use_mut_ref(|| 0);
    use_effect_with(count, move |count| {
        let before = last.replace(*count);
        if *count < before && browser::focus_is_lost() {
            browser::focus(id);
        }
    });
}
