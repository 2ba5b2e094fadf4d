//! Long lists are made piece by piece, so that slow devices answer to fingers in between.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::navigation::{self, Arrival};

/// How many are made at once: as many as most screens show.
const FIRST: usize = 6;
/// How many are made at a time afterwards.
const STEP: usize = 5;

/// How many of `count` are made by now. Coming back finds all of them, so that there is something to
/// scroll to.
#[hook]
pub fn use_gradual(count: usize) -> usize {
    let made = use_state(|| match navigation::arrival() {
        Arrival::Pop => count.max(FIRST),
        Arrival::Load | Arrival::Push => FIRST,
    });
    {
        let made = made.clone();
        use_effect_with((*made, *made < count), move |(_, has_more)| {
            let timer = has_more.then(|| Timeout::new(0, move || made.set(*made + STEP)));
            move || drop(timer)
        });
    }
    count.min(*made)
}
