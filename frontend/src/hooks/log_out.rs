//! Logging out, from wherever one does it.

use yew::prelude::*;

use super::draft::Draft;
use super::request::{Request, use_request};
use super::session::use_session;
use super::toasts::use_toasts;
use crate::{api, navigation, t};

/// Logs out: ends the session, forgets what was being typed and leads home.
#[hook]
pub fn use_log_out() -> (Request, Callback<()>) {
    let session = use_session();
    let toasts = use_toasts();
    let request = use_request();
    let log_out = {
        let request = request.clone();
        Callback::from(move |()| {
            let (session, told, refused) = (session.clone(), toasts.clone(), toasts.clone());
            request.start(
                api::log_out(),
                move |()| {
                    Draft::clear_all();
                    navigation::push("/");
                    session.logged_out();
                    told.done(t!("logged-out"));
                },
                move |error| refused.notice(error.words()),
            );
        })
    };
    (request, log_out)
}
