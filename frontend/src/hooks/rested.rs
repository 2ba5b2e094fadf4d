//! What is typed, once typing rests.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How long typing rests before anything is asked for, in milliseconds.
pub const REST: u32 = 250;

/// The value as it was when it last rested.
#[hook]
pub fn use_rested(value: &str) -> AttrValue {
    let rested = use_state_eq(|| AttrValue::from(value.to_owned()));
    {
        let rested = rested.setter();
        use_effect_with(value.to_owned(), move |value| {
            let value = AttrValue::from(value.clone());
            let timer = Timeout::new(REST, move || rested.set(value));
            move || drop(timer)
        });
    }
    (*rested).clone()
}
