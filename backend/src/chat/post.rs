//! Where messages are stored: all that wait, in one transaction.
//!
//! Each message needs the lock on the clock, so that one after the other would cost a commit each.
//! Here one clerk takes all that wait, gives them positions, and writes them with one statement.
//! Nobody waits for company: a message that comes alone is a transaction of its own.

use std::collections::HashSet;
use std::sync::Arc;

use api_types::chat::ChatMessage;
use api_types::problem::ProblemKind;
use api_types::socket::{ErrorCode, ServerMessage};
use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::delivery::{self, Stored};
use super::queries::store::{self, Drafts, Judged, Marks, Read, Verdict};
use crate::db::in_time;
use crate::error::ApiResult;
use crate::realtime::hub::Socket;
use crate::realtime::{Realtime, text_of};
use crate::state::AppState;

/// How much one transaction takes.
const BATCH: usize = 500;
/// How much may wait; whoever comes then is asked to come again.
const QUEUE: usize = 10_000;

/// A message that somebody wants to send. Its text obeys the rules.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Made by the sender.
    pub id: Uuid,
    /// Who sends.
    pub sender_id: Uuid,
    /// The recipient's username.
    pub recipient: String,
    /// What it says.
    pub text: String,
}

/// What came of a draft.
pub type Answer = Result<Sent, ErrorCode>;

/// A message that is stored.
#[derive(Debug, Clone)]
pub struct Sent {
    /// As it travels.
    pub message: ChatMessage,
    /// Whose it is.
    pub sender_id: Uuid,
    /// Who gets it.
    pub recipient_id: Uuid,
    /// Whether it was stored just now.
    pub is_new: bool,
}

enum Reply {
    /// To the one who waits.
    Waiting(oneshot::Sender<Answer>),
    /// To the socket that it came from. What is stored comes to it as everybody's messages do.
    Socket(Arc<Socket>),
}

enum Task {
    Send(Draft, Reply),
    Read(Mark),
    /// Says when everything that came before is done.
    Finish(oneshot::Sender<()>),
}

struct Mark {
    reader_id: Uuid,
    partner: String,
    up_to: i64,
    /// To the one who waits; dropped if it could not be noted.
    reply: Option<oneshot::Sender<()>>,
}

/// The way to the clerk; copies share it.
#[derive(Clone)]
pub struct Post {
    tasks: mpsc::Sender<Task>,
}

impl Post {
    /// Opens it. The clerk and the carrier work until all copies are gone.
    pub fn open(state: &AppState) -> Self {
        let (tasks, waiting) = mpsc::channel(QUEUE);
        let (stored, to_deliver) = mpsc::channel(64);
        tokio::spawn(delivery::run(state.clone(), to_deliver));
        tokio::spawn(serve(state.clone(), waiting, stored));
        Self { tasks }
    }

    /// Stores a message and waits for what comes of it. It is stored, or not, whether or not
    /// somebody waits.
    pub async fn send(&self, draft: Draft) -> Answer {
        let (reply, answer) = oneshot::channel();
        let task = Task::Send(draft, Reply::Waiting(reply));
        self.tasks
            .try_send(task)
            .map_err(|_| ErrorCode::Unavailable)?;
        answer.await.unwrap_or(Err(ErrorCode::Unavailable))
    }

    /// Stores a message that came through a socket, and tells that if it cannot.
    pub fn send_from(&self, draft: Draft, socket: &Arc<Socket>) {
        let id = draft.id;
        let task = Task::Send(draft, Reply::Socket(socket.clone()));
        if self.tasks.try_send(task).is_err() {
            socket.refuse(ErrorCode::Unavailable, Some(id), None);
        }
    }

    /// Notes that somebody has read a conversation up to this position, and waits until it is noted.
    pub async fn read(
        &self,
        reader_id: Uuid,
        partner: String,
        up_to: i64,
    ) -> Result<(), ErrorCode> {
        let (reply, noted) = oneshot::channel();
        self.note(Mark {
            reader_id,
            partner,
            up_to,
            reply: Some(reply),
        })?;
        noted.await.map_err(|_| ErrorCode::Unavailable)
    }

    /// As [`Self::read`], without waiting.
    pub fn read_from(&self, reader_id: Uuid, partner: String, up_to: i64, socket: &Socket) {
        let mark = Mark {
            reader_id,
            partner,
            up_to,
            reply: None,
        };
        if let Err(code) = self.note(mark) {
            socket.refuse(code, None, None);
        }
    }

    /// Waits until everything that was sent and read so far is stored.
    pub async fn finish(&self) {
        let (done, finished) = oneshot::channel();
        if self.tasks.send(Task::Finish(done)).await.is_ok() {
            // A clerk who is gone has nothing left to do.
            let _ = finished.await;
        }
    }

    fn note(&self, mark: Mark) -> Result<(), ErrorCode> {
        self.tasks
            .try_send(Task::Read(mark))
            .map_err(|_| ErrorCode::Unavailable)
    }
}

/// What one transaction does.
#[derive(Default)]
struct Work {
    drafts: Vec<(Draft, Reply)>,
    marks: Marks,
    noted: Vec<oneshot::Sender<()>>,
    finished: Vec<oneshot::Sender<()>>,
}

/// The clerk: takes what waits, and answers.
async fn serve(state: AppState, mut waiting: mpsc::Receiver<Task>, stored: mpsc::Sender<Stored>) {
    let mut tasks = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut tasks, BATCH).await > 0 {
        let mut rest = std::mem::take(&mut tasks);
        while !rest.is_empty() {
            let (work, later) = sort(rest);
            rest = later;
            do_work(&state, work, &stored).await;
        }
    }
}

/// What is sent twice at once waits for the next round, where the first one is known.
fn sort(tasks: Vec<Task>) -> (Work, Vec<Task>) {
    let (mut work, mut later, mut ids) = (Work::default(), Vec::new(), HashSet::new());
    for task in tasks {
        match task {
            Task::Send(draft, reply) if ids.insert((draft.sender_id, draft.id)) => {
                work.drafts.push((draft, reply));
            }
            Task::Send(..) => later.push(task),
            Task::Read(mark) => {
                work.marks.readers.push(mark.reader_id);
                work.marks.partners.push(mark.partner);
                work.marks.positions.push(mark.up_to);
                work.noted.extend(mark.reply);
            }
            // Not before what waits for the next round.
            Task::Finish(done) if later.is_empty() => work.finished.push(done),
            Task::Finish(_) => later.push(task),
        }
    }
    (work, later)
}

async fn do_work(state: &AppState, work: Work, stored: &mpsc::Sender<Stored>) {
    let (drafts, replies): (Vec<_>, Vec<_>) = work.drafts.into_iter().unzip();
    let mut desk = Desk {
        state,
        drafts: &drafts,
        answers: vec![Err(ErrorCode::Unavailable); drafts.len()],
        stored,
    };
    desk.serve_all().await;
    for ((reply, answer), draft) in replies.into_iter().zip(desk.answers).zip(&drafts) {
        match reply {
            // Nobody may be there any more.
            Reply::Waiting(reply) => drop(reply.send(answer)),
            Reply::Socket(socket) => answer_socket(&state.realtime, &socket, draft.id, answer),
        }
    }
    match in_time(note(state, &work.marks)).await {
        // Nobody may be there any more.
        Ok(()) => {
            for reply in work.noted {
                let _ = reply.send(());
            }
        }
        Err(error) => tracing::error!("what was read could not be noted: {error}"),
    }
    for done in work.finished {
        // Nobody may be there any more.
        let _ = done.send(());
    }
}

/// Notes what was read, and tells both sides.
async fn note(state: &AppState, marks: &Marks) -> ApiResult<()> {
    if marks.readers.is_empty() {
        return Ok(());
    }
    let mut conn = state.chat_db.get().await?;
    let read = conn
        .transaction(async |conn| {
            store::lock_clock(conn).await?;
            store::mark_read(conn, marks).await
        })
        .await?;
    for read in &read {
        tell_of_reading(&state.realtime, read);
    }
    Ok(())
}

/// What lies before the clerk.
struct Desk<'a> {
    state: &'a AppState,
    drafts: &'a [Draft],
    /// One for each draft.
    answers: Vec<Answer>,
    stored: &'a mpsc::Sender<Stored>,
}

impl Desk<'_> {
    /// All together. If that fails, for a reason that may be the fault of one of them, each alone;
    /// but nobody waits until a database that is away was looked for on behalf of each.
    async fn serve_all(&mut self) {
        let all: Vec<_> = (0..self.drafts.len()).collect();
        let Err(error) = in_time(self.serve(&all)).await else {
            return;
        };
        if error.problem.kind() == Some(ProblemKind::Unavailable) {
            tracing::error!("messages could not be stored: {error}");
            return;
        }
        tracing::warn!("messages are tried one by one: {error}");
        for index in all {
            if let Err(error) = in_time(self.serve(&[index])).await {
                tracing::error!("a message could not be stored: {error}");
                if error.problem.kind() == Some(ProblemKind::Unavailable) {
                    return;
                }
            }
        }
    }

    /// Some of them. Where two people never wrote to each other, their conversation is made first.
    async fn serve(&mut self, indexes: &[usize]) -> ApiResult<()> {
        if indexes.is_empty() {
            return Ok(());
        }
        let mut conn = self.state.chat_db.get().await?;
        let missing = self.store(&mut conn, indexes).await?;
        if missing.is_empty() {
            return Ok(());
        }
        // Should that fail, it is not because there is nobody of that name.
        for (index, _) in &missing {
            self.answers[*index] = Err(ErrorCode::Unavailable);
        }
        let pairs: Vec<_> = missing.iter().map(|(_, pair)| *pair).collect();
        store::open_conversations(&mut conn, &pairs).await?;
        let indexes: Vec<_> = missing.into_iter().map(|(index, _)| index).collect();
        // Where it is missing still, one of the two has just left.
        self.store(&mut conn, &indexes).await?;
        Ok(())
    }

    /// One statement. Returns what has to wait until there is a conversation, and of whom.
    async fn store(
        &mut self,
        conn: &mut AsyncPgConnection,
        indexes: &[usize],
    ) -> ApiResult<Vec<(usize, (Uuid, Uuid))>> {
        let now = self.state.clock.now();
        let mut drafts = Drafts::default();
        for draft in indexes.iter().map(|index| &self.drafts[*index]) {
            drafts.ids.push(draft.id);
            drafts.senders.push(draft.sender_id);
            drafts.recipients.push(draft.recipient.clone());
            drafts.texts.push(draft.text.clone());
        }
        let judged = store::store_messages(conn, &drafts, now).await?;
        let before = judged.iter().find_map(|judged| judged.clock);
        let before = before.unwrap_or_default();
        let (mut missing, mut messages) = (Vec::new(), Vec::new());
        for judged in judged {
            let index = indexes[judged.place];
            let draft = &self.drafts[index];
            if let (Verdict::NoConversation, Some(recipient_id)) =
                (judged.verdict, judged.recipient_id)
            {
                missing.push((index, (draft.sender_id, recipient_id)));
            }
            let answer = answer(draft, judged, before, now);
            if let Ok(sent) = &answer
                && sent.is_new
            {
                messages.push(sent.clone());
            }
            self.answers[index] = answer;
        }
        messages.sort_unstable_by_key(|sent| sent.message.position);
        let count = u64::try_from(messages.len()).unwrap_or_default();
        self.state.metrics.messages.inc_by(count);
        if let Some(last) = messages.last() {
            let stored = Stored {
                before,
                after: last.message.position,
                messages,
            };
            // The carrier is there as long as the clerk is.
            let _ = self.stored.send(stored).await;
        }
        Ok(missing)
    }
}

fn answer(draft: &Draft, judged: Judged, clock: i64, now: DateTime<Utc>) -> Answer {
    let is_new = match judged.verdict {
        Verdict::Stored => true,
        Verdict::StoredBefore => false,
        Verdict::NotFound | Verdict::NoConversation => return Err(ErrorCode::UserNotFound),
        Verdict::OwnUsername => return Err(ErrorCode::OwnUsername),
        Verdict::Blocking => return Err(ErrorCode::UserBlocked),
        Verdict::Blocked => return Err(ErrorCode::NotDelivered),
    };
    let (Some(from), Some(to), Some(recipient_id)) =
        (judged.sender, judged.recipient, judged.recipient_id)
    else {
        return Err(ErrorCode::UserNotFound);
    };
    let place = judged.place as i64 + 1;
    let (position, text, sent_at) = judged
        .before
        .unwrap_or_else(|| (clock + place, draft.text.clone(), now));
    Ok(Sent {
        message: ChatMessage {
            id: draft.id,
            position,
            from,
            to,
            text,
            sent_at,
            mailed_at: None,
        },
        sender_id: draft.sender_id,
        recipient_id,
        is_new,
    })
}

/// Tells a socket what it does not hear anyway: that a message was refused, that the recipient is
/// not here, and of a message that was stored before the socket's time that it is.
fn answer_socket(realtime: &Realtime, socket: &Arc<Socket>, id: Uuid, answer: Answer) {
    match answer {
        Err(code) => socket.refuse(code, Some(id), None),
        Ok(sent) if sent.is_new => {
            let socket = socket.clone();
            realtime.when_absent(sent.recipient_id, move || {
                socket.refuse(ErrorCode::UserNotConnected, Some(id), None);
            });
        }
        Ok(sent) => {
            if sent.message.position <= socket.begins_after() {
                let message = sent.message;
                socket
                    .outbox
                    .push(text_of(&ServerMessage::Message { message }));
            }
        }
    }
}

fn tell_of_reading(realtime: &Realtime, read: &Read) {
    let message = ServerMessage::Read {
        reader: read.reader.clone(),
        partner: read.partner.clone(),
        up_to: read.up_to,
    };
    realtime.tell(read.reader_id, &message);
    if read.is_told {
        realtime.tell(read.partner_id, &message);
    }
}
