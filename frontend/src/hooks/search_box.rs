//! A box to search in, whose words stand in the address.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::rested::REST;

/// What stands in the box.
pub struct SearchBox {
    /// What is typed.
    pub typed: AttrValue,
    /// Something was typed.
    pub on_type: Callback<String>,
}

/// Keeps what is typed to itself until typing rests; then `on_rest`, as it is at that moment and not
/// as it was when typing began, hears of it. Going back changes `query` from outside; the box follows.
#[hook]
pub fn use_search_box(query: &str, on_rest: Callback<String>) -> SearchBox {
    let typed = use_state(|| AttrValue::from(query.to_owned()));
    let timer = use_mut_ref(|| None::<Timeout>);
    let latest = use_mut_ref(|| on_rest.clone());
    *latest.borrow_mut() = on_rest;
    {
        // Whoever leaves the page is not brought back by it.
        let timer = timer.clone();
        use_effect_with((), move |()| move || drop(timer.borrow_mut().take()));
    }
    {
        let (typed, timer) = (typed.clone(), timer.clone());
        use_effect_with(query.to_owned(), move |query| {
            if timer.borrow().is_none() && *typed != *query {
                typed.set(AttrValue::from(query.clone()));
            }
        });
    }
    let on_type = {
        let typed = typed.clone();
        Callback::from(move |text: String| {
            typed.set(AttrValue::from(text.clone()));
            let (latest, done) = (latest.clone(), timer.clone());
            *timer.borrow_mut() = Some(Timeout::new(REST, move || {
                drop(done.borrow_mut().take());
                let on_rest = latest.borrow().clone();
                on_rest.emit(text);
            }));
        })
    };
    SearchBox {
        typed: (*typed).clone(),
        on_type,
    }
}
