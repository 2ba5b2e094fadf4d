//! Websockets: the messages of clients, and the bytes in which they come.

use std::cell::RefCell;
use std::convert::Infallible;

use actix_web::FromRequest;
use actix_web::body::MessageBody;
use actix_web::dev;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::test::TestRequest;
use actix_web::web::{self, Bytes};
use api_types::rules;
use api_types::socket::{ClientMessage, CloseCode, MESSAGE_BYTES_MAX};
use bytestring::ByteString;
use futures_util::{StreamExt, stream};

use super::text;
use crate::realtime::outbox::Outbox;
use crate::realtime::wire::{Allowance, Listener, converse, open};

/// A message that is understood means the same when it is said again.
pub fn message(bytes: &[u8]) {
    let Ok(message) = serde_json::from_slice::<ClientMessage>(bytes) else {
        return;
    };
    let again = serde_json::to_string(&message).expect("JSON");
    assert_eq!(
        serde_json::from_str::<ClientMessage>(&again).ok().as_ref(),
        Some(&message)
    );
    if let ClientMessage::Send { text, .. } = &message
        && let Ok(kept) = rules::paragraphs(text, rules::MESSAGE_MAX)
    {
        assert!(kept.chars().count() <= rules::MESSAGE_MAX && !kept.contains('\0'));
    }
}

/// Remembers what was said.
#[derive(Default)]
struct Ear(RefCell<Vec<ByteString>>);

impl Listener for &Ear {
    async fn hear(&mut self, text: ByteString) -> Result<(), CloseCode> {
        self.0.borrow_mut().push(text);
        Ok(())
    }
}

/// The bytes of a client, after a first one that says in which pieces they come. However they are
/// cut, the same is heard, and the socket ends for the same reason.
pub fn socket(bytes: &[u8]) {
    let Some((piece, bytes)) = bytes.split_first() else {
        return;
    };
    let whole = heard(bytes, bytes.len().max(1));
    let cut = heard(bytes, usize::from(*piece).max(1));
    assert_eq!(whole, cut);
    for said in &whole.1 {
        assert!(said.len() <= MESSAGE_BYTES_MAX);
    }
    // What a client says is text of ours, or nothing.
    let _ = text(bytes);
}

fn heard(bytes: &[u8], piece: usize) -> (CloseCode, Vec<ByteString>) {
    let pieces: Vec<_> = bytes
        .chunks(piece)
        .map(|piece| Ok::<_, PayloadError>(Bytes::copy_from_slice(piece)))
        .collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let runtime = runtime.expect("a runtime");
    let ear = Ear::default();
    let code = runtime.block_on(async {
        let request = TestRequest::default()
            .insert_header((header::CONNECTION, "upgrade"))
            .insert_header((header::UPGRADE, "websocket"))
            .insert_header((header::SEC_WEBSOCKET_VERSION, "13"))
            .insert_header((header::SEC_WEBSOCKET_KEY, "x3JJHMbDL1EzLkh9GBhXDw=="))
            .to_http_request();
        let mut payload = dev::Payload::from(stream::iter(pieces).boxed_local());
        let body = web::Payload::from_request(&request, &mut payload).into_inner();
        let allowance = Allowance {
            message_bytes: MESSAGE_BYTES_MAX,
            pace: None,
        };
        let (answer, line) = open(&request, body.expect("a body"), allowance).expect("a socket");
        let outbox = Outbox::default();
        let mut listener = &ear;
        let (code, ()) = tokio::join!(
            converse(line, &outbox, &mut listener),
            thrown_away(answer.into_body())
        );
        code
    });
    (code, ear.0.into_inner())
}

/// Somebody must read what the server says, or it waits.
async fn thrown_away(body: impl MessageBody) {
    let mut body = std::pin::pin!(body);
    while let Some(read) = std::future::poll_fn(|context| body.as_mut().poll_next(context)).await {
        drop(read.map_err(|_| None::<Infallible>));
    }
}
