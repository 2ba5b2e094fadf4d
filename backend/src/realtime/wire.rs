//! One websocket, as RFC 6455 wants it: pings and pongs, fragments, close codes, limits.
//!
//! ```ignore
//! let (answer, line) = wire::open(&request, body, Allowance { message_bytes, pace })?;
//! actix_web::rt::spawn(async move { wire::converse(line, &socket.outbox, &mut listener).await });
//! Ok(answer)
//! ```

use std::future::Future;
use std::io;
use std::pin::pin;
use std::time::Duration;

use actix_web::error::PayloadError;
use actix_web::web::{self, Bytes};
use actix_web::{Error, FromRequest, HttpRequest, HttpResponse, dev};
use actix_ws::{AggregatedMessage, AggregatedMessageStream, CloseReason, ProtocolError, Session};
use api_types::socket::CloseCode;
use bytestring::ByteString;
use futures_util::StreamExt;
use tokio::time::{Instant, sleep_until, timeout};

pub use super::frames::Pace;
use super::frames::{self, GuardedFrames};
use super::outbox::{Next, Outbox};

/// After how much silence the client is asked whether it is there.
const PING_AFTER: Duration = Duration::from_secs(30);
/// After how much silence it is gone.
const SILENCE_MAX: Duration = Duration::from_secs(75);
/// How long a client may not read at all while something waits for it.
const WRITE_TIMEOUT: Duration = Duration::from_secs(20);

/// What a client may send.
#[derive(Debug, Clone, Copy)]
pub struct Allowance {
    /// Bytes of a message, in however many frames it comes.
    pub message_bytes: usize,
    /// Frames in a time; none: as many as it likes.
    pub pace: Option<Pace>,
}

/// Who listens to a socket. An error closes it.
pub trait Listener {
    /// Hears a text. It is never interrupted, and the next one waits until it is done.
    fn hear(&mut self, text: ByteString) -> impl Future<Output = Result<(), CloseCode>>;

    /// Hears something that is not text; refused unless a listener says otherwise.
    fn hear_bytes(&mut self, _bytes: Bytes) -> impl Future<Output = Result<(), CloseCode>> {
        std::future::ready(Err(CloseCode::Unsupported))
    }
}

/// An open websocket.
pub struct Line {
    session: Session,
    stream: AggregatedMessageStream,
}

impl Line {
    /// Another way to send something, for listeners that answer at once.
    pub fn session(&self) -> Session {
        self.session.clone()
    }
}

/// Accepts the handshake. The answer has to be given before anything travels.
pub fn open(
    request: &HttpRequest,
    body: web::Payload,
    allowance: Allowance,
) -> Result<(HttpResponse, Line), Error> {
    let frames = GuardedFrames::new(body.into_inner(), allowance.message_bytes, allowance.pace);
    let mut frames = dev::Payload::from(frames.boxed_local());
    let body = web::Payload::from_request(request, &mut frames).into_inner()?;
    let (answer, session, stream) = actix_ws::handle(request, body)?;
    let stream = stream
        .max_frame_size(allowance.message_bytes)
        .aggregate_continuations()
        .max_continuation_size(allowance.message_bytes);
    Ok((answer, Line { session, stream }))
}

/// How a conversation ends.
enum End {
    /// We close it.
    Ours(CloseCode),
    /// The client has closed it.
    Theirs(Option<CloseReason>),
    /// The connection is broken.
    Gone,
}

/// Speaks with one client until one of the two closes, and returns why it ended: with
/// [`CloseCode::Normal`] if the client has left, in whatever way.
pub async fn converse(line: Line, outbox: &Outbox, listener: &mut impl Listener) -> CloseCode {
    let Line {
        mut session,
        mut stream,
    } = line;
    let (code, reason) = match talk(&mut session, &mut stream, outbox, listener).await {
        End::Gone => return CloseCode::Normal,
        End::Theirs(reason) => (CloseCode::Normal, reason),
        End::Ours(code) => (
            code,
            Some(CloseReason {
                code: code.code().into(),
                description: Some(code.reason().to_owned()),
            }),
        ),
    };
    // What the client says after this is read and thrown away by actix, for a second at most.
    // Whoever does not even read a close frame is cut off by TCP.
    let _ = timeout(WRITE_TIMEOUT, session.close(reason)).await;
    code
}

async fn talk(
    session: &mut Session,
    stream: &mut AggregatedMessageStream,
    outbox: &Outbox,
    listener: &mut impl Listener,
) -> End {
    let mut heard_at = Instant::now();
    let mut is_pinged = false;
    let mut alarm = pin!(sleep_until(heard_at + PING_AFTER));
    loop {
        let result = tokio::select! {
            message = stream.recv() => {
                let result = match message {
                    Some(Ok(message)) => take(message, session, outbox, listener).await,
                    Some(Err(error)) => Err(end_after(&error)),
                    None => Err(End::Gone),
                };
                heard_at = Instant::now();
                if std::mem::take(&mut is_pinged) {
                    alarm.as_mut().reset(heard_at + PING_AFTER);
                }
                result
            }
            next = outbox.next() => write(session, next).await,
            () = &mut alarm => match heard_at.elapsed() {
                silence if silence >= SILENCE_MAX => Err(End::Ours(CloseCode::Silent)),
                silence if silence >= PING_AFTER => {
                    is_pinged = true;
                    alarm.as_mut().reset(heard_at + SILENCE_MAX);
                    in_time(session.ping(b"")).await
                }
                _ => {
                    alarm.as_mut().reset(heard_at + PING_AFTER);
                    Ok(())
                }
            },
        };
        if let Err(end) = result {
            return end;
        }
    }
}

async fn take(
    message: AggregatedMessage,
    session: &mut Session,
    outbox: &Outbox,
    listener: &mut impl Listener,
) -> Result<(), End> {
    // What listeners need while they listen is not kept while they do not: boxed.
    match message {
        AggregatedMessage::Text(text) => {
            let hearing = Box::pin(listener.hear(text));
            write_while(hearing, session, outbox).await
        }
        AggregatedMessage::Binary(bytes) => {
            let hearing = Box::pin(listener.hear_bytes(bytes));
            write_while(hearing, session, outbox).await
        }
        AggregatedMessage::Ping(bytes) => in_time(session.pong(&bytes)).await,
        AggregatedMessage::Pong(_) => Ok(()),
        AggregatedMessage::Close(reason) => Err(End::Theirs(reason)),
    }
}

/// Lets the listener finish; what there is for the client does not wait for it.
async fn write_while(
    mut hearing: impl Future<Output = Result<(), CloseCode>> + Unpin,
    session: &mut Session,
    outbox: &Outbox,
) -> Result<(), End> {
    let mut written = Ok(());
    loop {
        tokio::select! {
            heard = &mut hearing => return written.and(heard.map_err(End::Ours)),
            next = outbox.next(), if written.is_ok() => written = write(session, next).await,
        }
    }
}

async fn write(session: &mut Session, next: Next) -> Result<(), End> {
    match next {
        Next::Text(text) => in_time(session.text(text)).await,
        Next::Close(code) => Err(End::Ours(code)),
    }
}

async fn in_time(writing: impl Future<Output = Result<(), actix_ws::Closed>>) -> Result<(), End> {
    match timeout(WRITE_TIMEOUT, writing).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(End::Gone),
        Err(_) => Err(End::Ours(CloseCode::TooSlow)),
    }
}

fn end_after(error: &ProtocolError) -> End {
    let ProtocolError::Io(error) = error else {
        return End::Ours(match error {
            ProtocolError::Overflow => CloseCode::TooBig,
            _ => CloseCode::Protocol,
        });
    };
    if error.kind() == io::ErrorKind::InvalidData {
        // Reserved bits arrive as the same kind as what is not UTF-8.
        return End::Ours(match error.to_string().contains("reserved bits") {
            true => CloseCode::Protocol,
            false => CloseCode::InvalidUtf8,
        });
    }
    match error
        .get_ref()
        .and_then(|cause| cause.downcast_ref::<PayloadError>())
    {
        Some(cause) => frames::refusal(cause).map_or(End::Gone, End::Ours),
        // The fragments of a message are too much.
        None => End::Ours(CloseCode::TooBig),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::num::NonZeroU32;

    use actix_web::body::MessageBody;
    use actix_web::http::header;
    use actix_web::test::TestRequest;
    use futures_util::stream;
    use tokio::sync::mpsc::{self, UnboundedSender};

    use super::*;

    /// Remembers what was said, and outlasts it.
    #[derive(Default)]
    struct Ear(RefCell<Vec<String>>);

    impl Listener for &Ear {
        async fn hear(&mut self, text: ByteString) -> Result<(), CloseCode> {
            self.0.borrow_mut().push(text.to_string());
            Ok(())
        }
    }

    /// The far end of a line.
    struct Client {
        bytes: UnboundedSender<Result<Bytes, PayloadError>>,
        body: actix_web::body::BoxBody,
    }

    impl Client {
        /// Sends a frame, masked with zeros.
        fn send(&self, first: u8, payload: &[u8]) {
            let length = u8::try_from(payload.len()).unwrap();
            assert!(length < 126);
            let mut frame = vec![first, 0x80 | length, 0, 0, 0, 0];
            frame.extend(payload);
            self.send_raw(frame);
        }

        fn send_raw(&self, bytes: Vec<u8>) {
            // After the server has closed, nobody listens.
            let _ = self.bytes.send(Ok(bytes.into()));
        }

        /// Everything until the end.
        async fn receive(mut self) -> Vec<u8> {
            let mut received = Vec::new();
            let mut body = std::pin::Pin::new(&mut self.body);
            while let Some(chunk) = std::future::poll_fn(|cx| body.as_mut().poll_next(cx)).await {
                received.extend(chunk.unwrap());
            }
            received
        }
    }

    fn connect(pace: Option<Pace>) -> (Line, Client) {
        let request = TestRequest::default()
            .insert_header((header::CONNECTION, "upgrade"))
            .insert_header((header::UPGRADE, "websocket"))
            .insert_header((header::SEC_WEBSOCKET_VERSION, "13"))
            .insert_header((header::SEC_WEBSOCKET_KEY, "x3JJHMbDL1EzLkh9GBhXDw=="))
            .to_http_request();
        let (bytes, mut stream) = mpsc::unbounded_channel();
        let stream = stream::poll_fn(move |context| stream.poll_recv(context));
        let mut stream = dev::Payload::from(stream.boxed_local());
        let body = web::Payload::from_request(&request, &mut stream);
        let allowance = Allowance {
            message_bytes: 100,
            pace,
        };
        let (answer, line) = open(&request, body.into_inner().unwrap(), allowance).unwrap();
        let body = answer.into_body();
        (line, Client { bytes, body })
    }

    /// Why the server closes after these bytes, and what it sends until then.
    async fn after(bytes: &[u8]) -> (CloseCode, Vec<u8>) {
        let (line, client) = connect(None);
        client.send_raw(bytes.to_vec());
        let outbox = Outbox::default();
        let ear = Ear::default();
        let mut listener = &ear;
        tokio::join!(converse(line, &outbox, &mut listener), client.receive())
    }

    fn close_frame(code: CloseCode) -> Vec<u8> {
        let length = u8::try_from(2 + code.reason().len()).unwrap();
        let mut frame = vec![0x88, length];
        frame.extend(code.code().to_be_bytes());
        frame.extend(code.reason().bytes());
        frame
    }

    #[tokio::test]
    async fn each_mistake_has_its_code() {
        let mistakes: [(&[u8], CloseCode); 9] = [
            (&[0x81, 0x81, 0, 0, 0, 0, 0xff], CloseCode::InvalidUtf8),
            (&[0xc1, 0x81, 0, 0, 0, 0, b'a'], CloseCode::Protocol),
            (&[0x83, 0x80, 0, 0, 0, 0], CloseCode::Protocol),
            (&[0x80, 0x80, 0, 0, 0, 0], CloseCode::Protocol),
            (&[0x88, 0x82, 0, 0, 0, 0, 0x03, 0xed], CloseCode::Protocol),
            (&[0x88, 0x81, 0, 0, 0, 0, 0x03], CloseCode::Protocol),
            (&[0x81, 0x01, b'a'], CloseCode::Protocol),
            (&[0x82, 0x81, 0, 0, 0, 0, b'a'], CloseCode::Unsupported),
            // Only announced, not even sent.
            (&[0x81, 0xff, 0, 0, 1, 0, 0, 0, 0, 0], CloseCode::TooBig),
        ];
        for (bytes, code) in mistakes {
            assert_eq!(after(bytes).await, (code, close_frame(code)), "{bytes:?}");
        }
        let fragments = [
            [&[0x01, 0x80 | 60, 0, 0, 0, 0][..], &[b'a'; 60]].concat(),
            [&[0x80, 0x80 | 60, 0, 0, 0, 0][..], &[b'a'; 60]].concat(),
        ];
        assert_eq!(after(&fragments.concat()).await.0, CloseCode::TooBig);
    }

    #[tokio::test]
    async fn who_closes_gets_their_code_back() {
        let (code, received) = after(&[0x88, 0x82, 0, 0, 0, 0, 0x0f, 0xa0]).await;
        assert_eq!(code, CloseCode::Normal);
        assert_eq!(received, [0x88, 2, 0x0f, 0xa0]);
        assert_eq!(after(&[0x88, 0x80, 0, 0, 0, 0]).await.1, [0x88, 0]);
    }

    #[tokio::test]
    async fn a_text_comes_in_fragments_with_a_ping_between() {
        let (line, client) = connect(None);
        client.send(0x01, b"Hel");
        client.send(0x89, b"?");
        client.send(0x80, b"lo");
        client.send(0x88, b"");
        let (outbox, ear) = (Outbox::default(), Ear::default());
        let mut listener = &ear;
        let (code, received) =
            tokio::join!(converse(line, &outbox, &mut listener), client.receive());
        assert_eq!(code, CloseCode::Normal);
        assert_eq!(ear.0.take(), ["Hello"]);
        assert_eq!(received, [0x8a, 1, b'?', 0x88, 0]);
    }

    #[tokio::test]
    async fn what_waits_is_sent_before_the_close() {
        let (line, client) = connect(None);
        let (outbox, ear) = (Outbox::default(), Ear::default());
        outbox.push("Hello".into());
        outbox.close(CloseCode::SessionEnded);
        let mut listener = &ear;
        let (code, received) =
            tokio::join!(converse(line, &outbox, &mut listener), client.receive());
        assert_eq!(code, CloseCode::SessionEnded);
        let expected = [&[0x81, 5][..], b"Hello", &close_frame(code)].concat();
        assert_eq!(received, expected);
    }

    #[tokio::test]
    async fn a_flood_is_not_heard() {
        let few = NonZeroU32::new(3).unwrap();
        let (line, client) = connect(Some(Pace {
            burst: few,
            per_second: NonZeroU32::MIN,
        }));
        for _ in 0..10 {
            // Even if nothing is said.
            client.send(0x8a, b"");
        }
        let (outbox, ear) = (Outbox::default(), Ear::default());
        let mut listener = &ear;
        let (code, _) = tokio::join!(converse(line, &outbox, &mut listener), client.receive());
        assert_eq!(code, CloseCode::Flood);
    }

    #[tokio::test(start_paused = true)]
    async fn silence_is_asked_about_and_then_taken_for_absence() {
        let (line, client) = connect(None);
        let bytes = client.bytes.clone();
        let (outbox, ear) = (Outbox::default(), Ear::default());
        let mut listener = &ear;
        let begun = Instant::now();
        let pong = async {
            tokio::time::sleep(PING_AFTER + Duration::from_secs(1)).await;
            bytes.send(Ok(Bytes::from_static(&[0x8a, 0x80, 0, 0, 0, 0])))
        };
        let (code, received, _) = tokio::join!(
            converse(line, &outbox, &mut listener),
            client.receive(),
            pong
        );
        assert_eq!(code, CloseCode::Silent);
        assert_eq!(
            received,
            [&[0x89, 0, 0x89, 0][..], &close_frame(code)].concat()
        );
        assert_eq!(begun.elapsed().as_secs(), 31 + SILENCE_MAX.as_secs());
    }

    #[tokio::test(start_paused = true)]
    async fn who_does_not_read_is_let_go() {
        let (line, client) = connect(None);
        let (outbox, ear) = (Outbox::default(), Ear::default());
        for _ in 0..100 {
            outbox.push("Hello".into());
        }
        let mut listener = &ear;
        assert_eq!(
            converse(line, &outbox, &mut listener).await,
            CloseCode::TooSlow
        );
        drop(client);
    }
}
