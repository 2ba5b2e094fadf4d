//! Whether something was typed that would be lost if the page were left.

use std::cell::Cell;

use yew::prelude::*;

thread_local! {
    static FORMS: Cell<usize> = const { Cell::new(0) };
}

/// Counts a form as long as something was typed into it that is kept nowhere else.
#[hook]
pub fn use_typed(is_typed: bool) {
    use_effect_with(is_typed, |is_typed| {
        let weight = usize::from(*is_typed);
        FORMS.set(FORMS.get() + weight);
        move || FORMS.set(FORMS.get() - weight)
    });
}

/// Whether there is such a form.
pub fn is_something_typed() -> bool {
    FORMS.get() > 0
}
