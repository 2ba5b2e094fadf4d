//! What clients do to a socket that they should not, and that nobody else notices.

use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use uuid::Uuid;

use crate::support::raw_socket::{RawSocket, connect, frame};
use crate::support::{Person, Socket, TestApp};

/// Two people write to each other; each message arrives.
async fn chat(lena: &mut Socket, mira: &mut Socket) {
    for number in 0..20 {
        let text = number.to_string();
        lena.write("mira", &text).await;
        assert_eq!(mira.texts(1).await, [text.as_str()]);
        mira.write("lena", &text).await;
        assert_eq!(lena.texts(2).await, [text.as_str(), text.as_str()]);
        mira.texts(1).await;
    }
}

/// Two people who may be disturbed, with their sockets, and somebody who disturbs.
async fn three(app: &TestApp) -> (Socket, Socket, Person) {
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let jonas = app.member("jonas").await;
    (lena.socket().await, mira.socket().await, jonas)
}

#[tokio::test]
async fn nobody_speaks_in_the_name_of_somebody_else() {
    let app = TestApp::start().await;
    let (_, mut mira, jonas) = three(&app).await;
    let mut socket = jonas.socket().await;
    for field in ["from", "sender", "username", "user_id"] {
        let mut forged =
            json!({ "type": "send", "id": Uuid::now_v7(), "to": "mira", "text": "I am Lena" });
        forged[field] = "lena".into();
        socket.say(forged).await;
        assert_eq!(socket.next().await["code"], "ERR_MALFORMED", "{field}");
    }
    socket
        .say(json!({ "type": "typing", "to": "mira", "from": "lena" }))
        .await;
    assert_eq!(socket.next().await["code"], "ERR_MALFORMED");
    socket.write("mira", "I am Jonas").await;
    let message = mira.next_of("message").await["message"].clone();
    assert_eq!(message["from"], "jonas");
    assert_eq!(message["text"], "I am Jonas");
}

#[tokio::test]
async fn what_is_too_long_ends_the_socket_before_it_has_come() {
    let app = TestApp::start().await;
    let (mut lena, mut mira, jonas) = three(&app).await;
    let announced = [&[0x81, 0xff][..], &u64::to_be_bytes(1 << 40), &[0; 100]].concat();
    let part = vec![b'x'; 40_000];
    let fragments = [frame(0x01, &part), frame(0x80, &part)].concat();
    for bytes in [announced, fragments] {
        let mut socket = RawSocket::open(&jonas).await;
        socket.send(&bytes).await;
        assert_eq!(socket.closing_code().await, 1009);
    }
    chat(&mut lena, &mut mira).await;
}

#[tokio::test]
async fn what_is_no_text_of_ours_ends_the_socket_or_is_refused() {
    let app = TestApp::start().await;
    let jonas = app.member("jonas").await;
    for (bytes, code) in [
        (frame(0x82, b"binary"), 1003),
        (frame(0x81, b"\xc3\x28"), 1007),
        (frame(0xc1, b"compressed"), 1002),
        (vec![0x81, 0x02, b'h', b'i'], 1002),
    ] {
        let mut socket = RawSocket::open(&jonas).await;
        socket.send(&bytes).await;
        assert_eq!(socket.closing_code().await, code);
    }
    let mut socket = jonas.socket().await;
    for text in ["", "null", "[]", "{}", r#"{"type":"message"}"#, "\u{0}"] {
        socket.send(text.to_owned().into()).await;
        assert_eq!(socket.next().await["code"], "ERR_MALFORMED", "{text}");
    }
    let deep = "[".repeat(60_000);
    socket.send(deep.into()).await;
    assert_eq!(socket.next().await["code"], "ERR_MALFORMED");
}

#[tokio::test]
async fn a_flood_of_frames_ends_and_nobody_else_notices() {
    let app = TestApp::start().await;
    let (mut lena, mut mira, jonas) = three(&app).await;
    // Pings, and fragments in which nothing comes, cost the server something, too.
    let mut empty = frame(0x01, b"");
    empty.extend(frame(0x00, b"").repeat(5_000));
    for flood in [frame(0x89, b"?").repeat(5_000), empty] {
        let mut socket = RawSocket::open(&jonas).await;
        let (code, ()) = tokio::join!(
            async {
                socket.send(&flood).await;
                socket.closing_code().await
            },
            chat(&mut lena, &mut mira)
        );
        assert_eq!(code, 4429);
    }
}

#[tokio::test]
async fn a_flood_of_messages_is_refused_beyond_a_measure() {
    let app = TestApp::start().await;
    let (mut lena, mut mira, jonas) = three(&app).await;
    let mut socket = jonas.socket().await;
    for _ in 0..150 {
        socket.write("mira", "Hello").await;
    }
    let refused = async {
        loop {
            let error = socket.next_of("error").await;
            if error["code"] == "ERR_RATE_LIMITED" {
                return error;
            }
        }
    };
    assert!(refused.await["retry_after"].as_u64().unwrap() > 0);
    // What was taken before still comes; it is not in the way of others.
    lena.write("mira", "Are you there?").await;
    while mira.next_of("message").await["message"]["from"] != "lena" {}
}

#[tokio::test]
async fn half_open_handshakes_end_and_nobody_else_notices() {
    backend::command::allow_many_files();
    let app = TestApp::start().await;
    let (mut lena, mut mira, _) = three(&app).await;
    let mut half_open = Vec::new();
    for number in 0..1_000 {
        let mut stream = connect(&app.url).await;
        if number % 2 == 0 {
            let half = b"GET /api/v1/socket HTTP/1.1\r\nupgrade: websocket\r\n";
            stream.write_all(half).await.unwrap();
        }
        half_open.push(stream);
    }
    chat(&mut lena, &mut mira).await;
    app.member("jonas2").await.socket().await;
    for mut stream in half_open {
        let mut answer = Vec::new();
        // It may be reset, too.
        let ended = stream.read_to_end(&mut answer);
        let _ = tokio::time::timeout(Duration::from_secs(30), ended)
            .await
            .expect("the server ends what does not begin");
    }
}

#[tokio::test]
async fn a_slow_reader_is_cut_off_and_others_go_on() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let (mut lena, mut mira, jonas) = three(&app).await;
    let mut slow = RawSocket::open(&jonas).await;
    // More than waits in the kernel, and in the server.
    let text = "\u{1f3ee}".repeat(4_000);
    const COUNT: usize = 800;
    for _ in 0..COUNT / 20 {
        for _ in 0..20 {
            lena.write("jonas", &text).await;
        }
        lena.texts(20).await;
    }
    chat(&mut lena, &mut mira).await;
    let mut received = 0;
    let mut position = 0;
    let code = loop {
        let (first, payload) = slow.frame().await.expect("a close frame");
        if first == 0x88 {
            break u16::from_be_bytes([payload[0], payload[1]]);
        }
        let message: serde_json::Value = serde_json::from_slice(&payload).unwrap();
        if message["type"] == "message" {
            received += 1;
            position = message["message"]["position"].as_i64().unwrap();
        }
    };
    assert_eq!(code, 4413);
    assert!(received < COUNT, "{received}");
    let mut again = jonas.socket_after(&format!("?after={position}")).await;
    assert_eq!(again.texts(COUNT - received).await.len(), COUNT - received);
    assert_eq!(again.next().await["type"], "up_to_date");
}
