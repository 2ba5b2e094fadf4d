//! Whose sessions those are that requests name: all that ask at the same time are one question to the
//! database.
//!
//! Every request looks its session up, so that what was ended has ended at once, and no cache stands
//! in between. That costs as much as reading an event does, if each asks for itself. Here one clerk
//! for each thread that serves requests asks for all that wait for it. Nobody waits for company: a
//! request that comes alone is asked for alone, and those who come meanwhile are the next question.

use std::collections::{HashMap, HashSet};

use actix_web::rt;
use api_types::problem::ProblemKind;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::identity::horizon;
use super::queries::{self, SessionRow};
use crate::db::gate::at_the_gate;
use crate::db::in_time;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;

/// How many sessions one question names.
const BATCH: usize = 200;
/// How many requests may wait; whoever comes then is asked to come again.
const QUEUE: usize = 5_000;

/// What a request names its session by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Name {
    /// Of a browser: the hash of the key in its cookie.
    Key(Vec<u8>),
    /// Of a program: the id in its token.
    Program(Uuid),
}

/// Why it is not known whose session it is.
#[derive(Debug, Clone, thiserror::Error)]
pub enum NotKnown {
    /// More is asked for than can be served, so the database was not even asked.
    #[error("more is asked for than can be served")]
    Overloaded,
    /// The database does not say.
    #[error("{0}")]
    Away(String),
}

impl From<ApiError> for NotKnown {
    fn from(error: ApiError) -> Self {
        match error.problem.kind() {
            Some(ProblemKind::Overloaded) => Self::Overloaded,
            _ => Self::Away(match &error.cause {
                Some(cause) => format!("{cause:#}"),
                None => error.to_string(),
            }),
        }
    }
}

impl From<NotKnown> for ApiError {
    fn from(error: NotKnown) -> Self {
        match error {
            NotKnown::Overloaded => Self::overloaded(),
            NotKnown::Away(why) => Self::unavailable(anyhow::anyhow!(why)),
        }
    }
}

/// What is found: nothing if there is no such session, or none that is alive.
type Found = Result<Option<SessionRow>, NotKnown>;

struct Question {
    name: Name,
    reply: oneshot::Sender<Found>,
}

/// The way to the clerk of a thread; copies share it.
#[derive(Clone)]
pub struct Lookup {
    questions: mpsc::Sender<Question>,
}

impl Lookup {
    /// Starts the clerk of this thread, who works until all copies are gone.
    pub fn start(state: AppState) -> Self {
        let (questions, waiting) = mpsc::channel(QUEUE);
        rt::spawn(serve(state, waiting));
        Self { questions }
    }

    /// The session of this name, if it is alive.
    pub async fn session(&self, name: Name) -> Found {
        let (reply, found) = oneshot::channel();
        self.questions
            .try_send(Question { name, reply })
            .map_err(|_| NotKnown::Overloaded)?;
        let gone = |_| Err(NotKnown::Away("nobody looks sessions up".to_owned()));
        found.await.unwrap_or_else(gone)
    }
}

/// The clerk: takes what waits, and answers.
async fn serve(state: AppState, mut waiting: mpsc::Receiver<Question>) {
    let mut questions = Vec::with_capacity(BATCH);
    let mut due = HashSet::new();
    let mut noting: Option<JoinHandle<()>> = None;
    while waiting.recv_many(&mut questions, BATCH).await > 0 {
        // Whoever has hung up wants to know nothing.
        questions.retain(|question| !question.reply.is_closed());
        let names = questions.iter().map(|question| &question.name);
        let looked_up = at_the_gate(in_time(look_up(&state, names))).await;
        let found = looked_up.map_err(NotKnown::from);
        if let Ok(found) = &found {
            let now = state.clock.now();
            let used = found.values().filter(|session| session.is_due(now));
            due.extend(used.map(|session| session.id));
        }
        // Nobody waits for that, and it waits for itself.
        if !due.is_empty() && noting.as_ref().is_none_or(JoinHandle::is_finished) {
            let ids = due.drain().collect();
            noting = Some(rt::spawn(at_the_gate(note_use(state.clone(), ids))));
        }
        for Question { name, reply } in questions.drain(..) {
            let found = found.as_ref().map(|sessions| sessions.get(&name).cloned());
            // Nobody may be there any more.
            let _ = reply.send(found.map_err(Clone::clone));
        }
    }
}

/// The sessions of these names that are alive.
async fn look_up<'a>(
    state: &AppState,
    names: impl Iterator<Item = &'a Name>,
) -> ApiResult<HashMap<Name, SessionRow>> {
    let (mut keys, mut programs) = (Vec::new(), Vec::new());
    for name in names {
        match name {
            Name::Key(hash) => keys.push(hash.as_slice()),
            Name::Program(id) => programs.push(*id),
        }
    }
    let mut found = HashMap::new();
    let horizon = horizon(state);
    if !keys.is_empty() {
        let sessions = state
            .read_first(async |conn| Ok(queries::sessions_by_keys(conn, &keys, horizon).await?))
            .await?;
        let named = sessions.into_iter().filter_map(|session| {
            let key = session.key_hash.clone()?;
            Some((Name::Key(key), session))
        });
        found.extend(named);
    }
    if !programs.is_empty() {
        let sessions = state
            .read_first(async |conn| Ok(queries::api_sessions(conn, &programs, horizon).await?))
            .await?;
        let named = sessions.into_iter();
        found.extend(named.map(|session| (Name::Program(session.id), session)));
    }
    Ok(found)
}

/// Notes that sessions are in use. Where more is asked for than can be served it is not done, and the
/// next request of each asks for it again.
async fn note_use(state: AppState, ids: Vec<Uuid>) {
    let note = async {
        let mut conn = state.connection().await?;
        ApiResult::Ok(queries::touch_sessions(&mut conn, &ids, state.clock.now()).await?)
    };
    if let Err(error) = note.await {
        tracing::debug!("it is not noted that sessions are in use: {error}");
    }
}
