//! Something that may change often, slowed down for what costs more than a look.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// The value as it was some time ago, at most: changes that come sooner than `pause` milliseconds
/// one after the other are seen together. Those who look at the same thing see it at different
/// moments, so that they do not all ask for more at once.
#[hook]
pub fn use_calm<T: Clone + PartialEq + 'static>(value: T, pause: u32) -> T {
    let calm = use_state_eq(|| value.clone());
    let latest = use_mut_ref(|| value.clone());
    let timer = use_mut_ref(|| None::<Timeout>);
    *latest.borrow_mut() = value.clone();
    {
        let (calm, timer) = (calm.setter(), timer.clone());
        use_effect_with(value, move |_| {
            let mut running = timer.borrow_mut();
            if running.is_none() {
                let timer = timer.clone();
                let spread = (f64::from(pause) * js_sys::Math::random()) as u32;
                *running = Some(Timeout::new(pause + spread, move || {
                    *timer.borrow_mut() = None;
                    let now = latest.borrow().clone();
                    calm.set(now);
                }));
            }
        });
    }
    use_effect_with((), move |()| move || drop(timer.borrow_mut().take()));
    (*calm).clone()
}
