//! HTTP in, a websocket out.

use std::num::NonZeroU32;
use std::sync::Arc;

use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse, get};
use api_types::problem::{Problem, ProblemKind};
use api_types::socket::{CloseCode, MESSAGE_BYTES_MAX, ServerMessage, SocketQuery};

use super::commands::Commands;
use crate::chat::post::Post;
use crate::chat::queries::missed::missed_messages;
use crate::chat::queries::read::username;
use crate::chat::queries::store::clock;
use crate::client_address::{client_address, household};
use crate::error::{ApiError, ApiResult};
use crate::extract::ValidQuery;
use crate::limits::{Limit, rate_limited};
use crate::realtime::hub::{Full, Owner, Socket};
use crate::realtime::wire::{self, Allowance, Line, Pace, converse};
use crate::realtime::{Realtime, text_of};
use crate::security::is_from_elsewhere;
use crate::sessions::{CurrentUser, MaybeUser};
use crate::state::AppState;
use crate::t;

/// How many messages are read at once for somebody who comes back.
const PAGE: i64 = 200;
/// How many frames a client may send: at once, and from then on in a second.
const PACE: Pace = Pace {
    burst: NonZeroU32::new(200).unwrap(),
    per_second: NonZeroU32::new(50).unwrap(),
};

/// When somebody who has as many sockets as one may have should try again, in seconds.
const FULL_SECONDS: u32 = 30;

/// Open a websocket
///
/// For chat, notifications and what changes on pages. What travels through it is described in
/// `asyncapi.yaml`. Guests can only watch public events. The request must be a websocket handshake
/// (RFC 6455), and if a browser sends it, come from this site.
#[utoipa::path(
    tag = "Socket",
    params(SocketQuery),
    security((), ("session" = [])),
    responses(
        (status = 101, description = "From here on it is a websocket."),
        (status = 400, description = "It is no websocket handshake, or a parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The request came from another site.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/socket")]
pub async fn open_socket(
    user: MaybeUser,
    request: HttpRequest,
    stream: web::Payload,
    query: ValidQuery<SocketQuery>,
    state: Data<AppState>,
    post: Data<Post>,
) -> ApiResult<HttpResponse> {
    if is_from_elsewhere(&request, &state.config) {
        return Err(ApiError::of(ProblemKind::CrossSiteRequest));
    }
    let client = household(client_address(&request, &state.config));
    state.limits.check(Limit::SocketByClient, &client)?;
    let allowance = Allowance {
        message_bytes: MESSAGE_BYTES_MAX,
        pace: state.config.rate_limits.then_some(PACE),
    };
    let (answer, line) = wire::open(&request, stream, allowance).map_err(|error| {
        let error = error.to_string();
        ApiError::told(ProblemKind::MalformedRequest, |language| {
            t!(language, "detail-no-handshake", error = error.as_str())
        })
    })?;
    let opening = Opening::of(&state, user.0, query.0.after).await?;
    let socket = state
        .realtime
        .open(user.0.map(owner))
        .map_err(|full| match full {
            Full::OfPerson => rate_limited(FULL_SECONDS),
            Full::OfAll => ApiError::overloaded(),
        })?;
    let state = state.into_inner().as_ref().clone();
    let welcome = ServerMessage::Welcome {
        username: opening.username.clone(),
    };
    socket.begin_after(opening.after);
    socket.outbox.push(text_of(&welcome));
    if socket.owner.is_some() {
        actix_web::rt::spawn(catch_up(state.clone(), socket.clone(), opening.after));
    }
    let realtime = state.realtime.clone();
    let post = post.get_ref().clone();
    let commands = Commands::new(state, post, socket.clone(), opening.username, client);
    actix_web::rt::spawn(serve(realtime, socket, line, commands));
    Ok(answer)
}

fn owner(user: CurrentUser) -> Owner {
    Owner {
        user_id: user.id,
        session_id: user.session_id,
        expires_at: user.expires_at,
    }
}

/// What a socket begins with.
struct Opening {
    username: Option<String>,
    /// Messages after this position are sent.
    after: i64,
}

impl Opening {
    async fn of(
        state: &AppState,
        user: Option<CurrentUser>,
        after: Option<i64>,
    ) -> ApiResult<Self> {
        let Some(user) = user else {
            return Ok(Self {
                username: None,
                after: 0,
            });
        };
        let mut conn = state.connection().await?;
        let username = username(&mut conn, user.id).await?;
        let now = clock(&mut conn).await?;
        Ok(Self {
            username: Some(username),
            // Nobody has seen what is not there yet.
            after: after.map_or(now, |after| after.min(now)),
        })
    }
}

async fn serve(realtime: Realtime, socket: Arc<Socket>, line: Line, mut commands: Commands) {
    let why = converse(line, &socket.outbox, &mut commands).await;
    tracing::debug!(?why, "a socket was closed");
    // Whoever still sends something to it need not keep it.
    socket.outbox.close(why);
    realtime.close(&socket);
}

/// Sends what was missed, as fast as it is read, until the socket gets the rest as it comes.
async fn catch_up(state: AppState, socket: Arc<Socket>, mut position: i64) {
    let Some(owner) = socket.owner else {
        return;
    };
    state.realtime.settle().await;
    loop {
        let read = async {
            let mut conn = state.connection().await?;
            ApiResult::Ok(missed_messages(&mut conn, &[(owner.user_id, position)], PAGE).await?)
        };
        let missed = match read.await {
            Ok(missed) => missed,
            // Where this process stops, its connections end as well, and the page connects elsewhere.
            Err(_) if socket.outbox.is_closing() => return,
            Err(error) => {
                tracing::warn!("a socket could not be served: {error}");
                return socket.outbox.close(CloseCode::Internal);
            }
        };
        let is_all = (missed.len() as i64) < PAGE;
        for one in missed {
            position = one.message.position;
            let message = one.message;
            socket.outbox.room().await;
            socket
                .outbox
                .push(text_of(&ServerMessage::Message { message }));
        }
        if socket.outbox.is_closing() {
            return;
        }
        if is_all && state.realtime.hub().go_live(&socket, position) {
            return;
        }
    }
}
