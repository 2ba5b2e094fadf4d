//! HTTP in, HTTP out.

mod login;
mod passwords;
mod profile;
mod registration;
mod unsubscription;

pub use login::*;
pub use passwords::*;
pub use profile::*;
pub use registration::*;
pub use unsubscription::*;

use std::time::Duration;

use api_types::accounts::{Delivery, LinkNotice};
use diesel_async::AsyncPgConnection;

use crate::client_address::check_client;
use crate::error::ApiResult;
use crate::mail::{self, Message, To};
use crate::state::AppState;

/// How long an answer takes at least that must not tell, by its time, whether there is an account.
const STEADY: Duration = Duration::from_millis(150);

/// Mails a link, or returns it where mail is switched off.
async fn send_link(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    to: To<'_>,
    message: &Message<'_>,
    link: &str,
) -> ApiResult<LinkNotice> {
    if state.config.mail.is_none() {
        return Ok(shown(Some(link)));
    }
    mail::enqueue(conn, state, to, message).await?;
    Ok(mailed())
}

fn mailed() -> LinkNotice {
    LinkNotice {
        delivery: Delivery::Mail,
        link: None,
    }
}

fn shown(link: Option<&str>) -> LinkNotice {
    LinkNotice {
        delivery: Delivery::Browser,
        link: link.map(str::to_owned),
    }
}

/// The answer to somebody for whom no link is due; by mail it looks like any other.
fn nothing_sent(state: &AppState) -> LinkNotice {
    match state.config.mail {
        Some(_) => mailed(),
        None => shown(None),
    }
}

/// Does the work, but answers no sooner than any other request of its kind.
async fn steadily<T>(work: impl Future<Output = T>) -> T {
    let (done, ()) = tokio::join!(work, tokio::time::sleep(STEADY));
    done
}
