//! Conversations, over HTTP and through sockets.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::mailbox::Mailbox;
use crate::support::{Answer, PASSWORD, Person, Socket, TestApp};

async fn send(person: &Person, to: &str, text: &str) -> Answer {
    let path = format!("/conversations/{to}/messages");
    person.post(&path, json!({ "text": text })).await
}

async fn conversation(person: &Person, with: &str) -> Value {
    let path = format!("/conversations/{with}");
    person.get(&path).await.expect(200).json
}

fn texts(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap();
    items
        .iter()
        .map(|message| message["text"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_message_is_stored_and_appears_on_both_sides() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let sent = send(&lena, "Mira", "  Shall I bring\r\na lantern?  ").await;
    let sent = sent.expect(201).json;
    assert_eq!(sent["message"]["text"], "Shall I bring\na lantern?");
    assert_eq!(sent["message"]["from"], "lena");
    assert_eq!(sent["message"]["to"], "mira");
    assert_eq!(sent["recipient_connected"], false);
    for (person, with, unread) in [(&lena, "mira", 0), (&mira, "lena", 1)] {
        let seen = conversation(person, with).await;
        assert_eq!(seen["unread"], unread);
        assert_eq!(seen["last_message"], sent["message"]);
        let list = person.get("/conversations").await.expect(200).json;
        assert_eq!(list["items"], json!([seen]));
    }
}

#[tokio::test]
async fn a_database_that_cannot_is_not_taken_for_nobody_of_that_name() {
    use diesel_async::SimpleAsyncConnection;
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let mut conn = app.connection().await;
    // As on a disk that is full just when the two begin to talk.
    conn.batch_execute(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'could not extend file'; END $$; \
         CREATE TRIGGER refuse BEFORE INSERT ON conversations \
             FOR EACH ROW EXECUTE FUNCTION refuse()",
    )
    .await
    .unwrap();
    send(&lena, "mira", "Hello")
        .await
        .expect_problem(503, "unavailable");
    conn.batch_execute("DROP TRIGGER refuse ON conversations")
        .await
        .unwrap();
    send(&lena, "mira", "Hello").await.expect(201);
    let page = mira.get("/conversations/lena/messages").await.expect(200);
    assert_eq!(texts(&page.json), ["Hello"]);
}

#[tokio::test]
async fn what_is_sent_twice_is_one_message() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let id = Uuid::now_v7();
    let path = "/conversations/mira/messages";
    let first = lena
        .post(path, json!({ "id": id, "text": "Hello" }))
        .await
        .expect(201);
    let again = lena
        .post(path, json!({ "id": id, "text": "Something else" }))
        .await
        .expect(200);
    assert_eq!(first.json, again.json);
    let page = mira.get("/conversations/lena/messages").await.expect(200);
    assert_eq!(texts(&page.json), ["Hello"]);
    // The same id from somebody else is somebody else's message.
    mira.post(
        "/conversations/lena/messages",
        json!({ "id": id, "text": "Hi" }),
    )
    .await
    .expect(201);
}

#[tokio::test]
async fn a_history_is_read_page_by_page_and_marks_tell_what_was_read() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    for number in 1..=5 {
        send(&lena, "mira", &number.to_string()).await.expect(201);
    }
    let path = "/conversations/lena/messages?limit=2";
    let first = mira.get(path).await.expect(200).json;
    assert_eq!(texts(&first), ["5", "4"]);
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = mira
        .get(&format!("{path}&cursor={cursor}"))
        .await
        .expect(200);
    assert_eq!(texts(&second.json), ["3", "2"]);
    assert_eq!(conversation(&mira, "lena").await["unread"], 5);
    let read = json!({ "up_to": second.json["items"][0]["position"] });
    mira.post("/conversations/lena/read", read)
        .await
        .expect(204);
    assert_eq!(conversation(&mira, "lena").await["unread"], 2);
    assert_eq!(
        conversation(&lena, "mira").await["read_by_other_up_to"],
        second.json["items"][0]["position"]
    );
    // Neither back, nor beyond what is there.
    for up_to in [0, i64::MAX] {
        mira.post("/conversations/lena/read", json!({ "up_to": up_to }))
            .await
            .expect(204);
    }
    let seen = conversation(&mira, "lena").await;
    assert_eq!(seen["unread"], 0);
    assert_eq!(seen["read_up_to"], seen["last_message"]["position"]);
}

#[tokio::test]
async fn conversations_are_found_by_name_and_come_in_pages() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    for name in ["mira", "jonas", "mika"] {
        app.member(name).await;
        send(&lena, name, "Hello").await.expect(201);
    }
    let names = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap().iter();
        items
            .map(|seen| seen["with"]["username"].as_str().unwrap().to_owned())
            .collect()
    };
    let page = lena.get("/conversations?limit=2").await.expect(200).json;
    assert_eq!(names(&page), ["mika", "jonas"]);
    let cursor = page["next_cursor"].as_str().unwrap();
    let rest = lena
        .get(&format!("/conversations?limit=2&cursor={cursor}"))
        .await
        .expect(200);
    assert_eq!(names(&rest.json), ["mira"]);
    let found = lena.get("/conversations?query=mi").await.expect(200);
    assert_eq!(names(&found.json), ["mika", "mira"]);
    lena.get("/conversations?cursor=x")
        .await
        .expect_problem(400, "invalid-query");
}

#[tokio::test]
async fn bad_messages_are_refused() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    app.member("mira").await;
    send(&lena, "nobody", "Hi")
        .await
        .expect_problem(404, "not-found");
    send(&lena, "lena", "Hi")
        .await
        .expect_problem(409, "own-username");
    for text in ["", " \n ", &"x".repeat(4_001), "a\u{0}b"] {
        let answer = send(&lena, "mira", text).await;
        assert_eq!(
            answer.expect_problem(422, "validation-failed").bad_fields(),
            ["text"]
        );
    }
    let long = "ä".repeat(4_000);
    let sent = send(&lena, "mira", &long).await.expect(201);
    assert_eq!(sent.json["message"]["text"], long);
    let forged = json!({ "text": "Hi", "from": "mira" });
    lena.post("/conversations/mira/messages", forged)
        .await
        .expect_problem(422, "validation-failed");
    app.guest()
        .get("/conversations")
        .await
        .expect_problem(401, "login-required");
}

#[tokio::test]
async fn whoever_is_blocked_cannot_write_and_is_not_told_why() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let sent = send(&lena, "mira", "Hello").await.expect(201).json;
    mira.put("/users/lena/block").await.expect(204);
    mira.put("/users/lena/block").await.expect(204);
    send(&lena, "mira", "Still there?")
        .await
        .expect_problem(409, "not-delivered");
    send(&mira, "lena", "No.")
        .await
        .expect_problem(409, "user-blocked");
    // What mira reads from now on stays hers.
    let read = json!({ "up_to": sent["message"]["position"] });
    mira.post("/conversations/lena/read", read)
        .await
        .expect(204);
    let seen = conversation(&lena, "mira").await;
    assert_eq!(seen["is_blocked"], false);
    assert_eq!(seen["read_by_other_up_to"], 0);
    assert_eq!(conversation(&mira, "lena").await["is_blocked"], true);
    mira.delete("/users/lena/block").await.expect(204);
    mira.delete("/users/lena/block").await.expect(204);
    send(&lena, "mira", "Hello again").await.expect(201);
    lena.put("/users/lena/block")
        .await
        .expect_problem(409, "own-username");
    lena.put("/users/nobody/block")
        .await
        .expect_problem(404, "not-found");
}

#[tokio::test]
async fn a_message_to_somebody_who_is_away_goes_by_mail_once() {
    let mailbox = Mailbox::open().await;
    let app = TestApp::start().await;
    let mira = app.member("mira").await;
    app.member("lena").await;
    let mailing = app.again_with(&mailbox.variables());
    let lena = mailing.guest();
    let login = json!({ "login": "lena", "password": PASSWORD });
    lena.post("/auth/login", login).await.expect(200);
    let sent = send(
        &lena,
        "mira",
        "Shall I bring a lantern?\n\n<b>Red</b> ones.",
    )
    .await
    .expect(201)
    .json;
    let named = json!({ "id": sent["message"]["id"] });
    let path = "/conversations/mira/mail";
    lena.post(path, named.clone()).await.expect(204);
    lena.post(path, named.clone())
        .await
        .expect_problem(409, "mailed-before");
    let mail = &mailbox.mails_for("mira@example.org", 1).await[0];
    assert_eq!(mail["subject"], "lena wrote to you");
    let text = mail["text"].as_str().unwrap();
    assert!(text.contains("Shall I bring a lantern?"), "{text}");
    assert!(text.contains("/chat/lena"), "{text}");
    assert!(!mail["html"].as_str().unwrap().contains("<b>Red"));
    assert!(!mail.to_string().contains("lena@example.org"));
    let seen = conversation(&lena, "mira").await;
    assert!(seen["last_message"]["mailed_at"].is_string());
    let seen = conversation(&mira, "lena").await;
    assert!(seen["last_message"]["mailed_at"].is_null());
    // Nobody else's, none that was read, none to somebody who does not want it.
    let mira_there = mailing.guest();
    let login = json!({ "login": "mira", "password": PASSWORD });
    mira_there.post("/auth/login", login).await.expect(200);
    mira_there
        .post("/conversations/lena/mail", named)
        .await
        .expect_problem(404, "not-found");
    let sent = send(&lena, "mira", "Hello?").await.expect(201).json;
    let named = json!({ "id": sent["message"]["id"] });
    mira.put("/users/lena/block").await.expect(204);
    lena.post(path, named.clone())
        .await
        .expect_problem(409, "not-delivered");
    mira.delete("/users/lena/block").await.expect(204);
    let read = json!({ "up_to": sent["message"]["position"] });
    mira.post("/conversations/lena/read", read)
        .await
        .expect(204);
    lena.post(path, named)
        .await
        .expect_problem(409, "read-before");
}

#[tokio::test]
async fn where_mail_is_off_no_message_goes_by_mail() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    app.member("mira").await;
    let sent = send(&lena, "mira", "Hello").await.expect(201).json;
    let named = json!({ "id": sent["message"]["id"] });
    lena.post("/conversations/mira/mail", named)
        .await
        .expect_problem(409, "mail-off");
}

#[tokio::test]
async fn a_message_comes_to_all_devices_of_both_in_one_order() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let mut devices = [
        lena.socket().await,
        lena.socket().await,
        mira.socket().await,
    ];
    devices[0].write("mira", "one").await;
    assert_eq!(devices[2].texts(1).await, ["one"]);
    devices[2].write("lena", "two").await;
    send(&lena, "mira", "three").await.expect(201);
    for (device, expected) in devices.iter_mut().zip([
        ["one", "two", "three"].as_slice(),
        &["one", "two", "three"],
        &["two", "three"],
    ]) {
        let mut got = device.texts(expected.len()).await;
        got.sort();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(got, expected);
    }
}

#[tokio::test]
async fn whoever_comes_back_gets_exactly_what_is_missing() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let first = send(&lena, "mira", "seen").await.expect(201).json;
    let seen = first["message"]["position"].as_i64().unwrap();
    for number in 0..450 {
        send(&lena, "mira", &number.to_string()).await.expect(201);
    }
    let mut socket = mira.socket_after(&format!("?after={seen}")).await;
    for number in 0..450 {
        let message = socket.next().await;
        assert_eq!(message["message"]["text"], number.to_string());
    }
    assert_eq!(socket.next().await["type"], "up_to_date");
    send(&lena, "mira", "live").await.expect(201);
    assert_eq!(socket.texts(1).await, ["live"]);
    // Without a position, only what is new.
    let mut fresh = mira.socket().await;
    send(&lena, "mira", "newer").await.expect(201);
    assert_eq!(fresh.texts(1).await, ["newer"]);
    for query in ["?after=-1", "?after=x", "?before=1"] {
        let refused = Socket::open(&app.url, query, &mira.identification()).await;
        assert_eq!(refused.err(), Some(400));
    }
}

#[tokio::test]
async fn messages_that_come_while_somebody_catches_up_are_neither_lost_nor_doubled() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let mut writer = lena.socket().await;
    for number in 0..300 {
        writer.write("mira", &number.to_string()).await;
        if number % 100 == 50 {
            // Each begins in the middle of what is written.
            let mut socket = mira.socket_after("?after=0").await;
            let mut expected = 0;
            while expected <= number {
                let message = socket.next().await;
                if message["type"] == "message" {
                    assert_eq!(message["message"]["text"], expected.to_string());
                    expected += 1;
                }
            }
        }
    }
}

#[tokio::test]
async fn resending_through_a_socket_is_harmless_and_answered() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let (mut socket, mut other) = (lena.socket().await, mira.socket().await);
    let id = socket.write("mira", "Hello").await;
    socket.next_of("message").await;
    // On this socket it came already; on a new one it is told again, because it was asked.
    let again = json!({ "type": "send", "id": id, "to": "mira", "text": "Hello" });
    socket.say(again.clone()).await;
    let mut fresh = lena.socket().await;
    fresh.say(again).await;
    assert_eq!(fresh.next_of("message").await["message"]["id"], json!(id));
    socket.write("mira", "Next").await;
    assert_eq!(socket.texts(1).await, ["Next"]);
    assert_eq!(other.texts(2).await, ["Hello", "Next"]);
}

#[tokio::test]
async fn the_sender_learns_that_nobody_is_there() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let mira = app.member("mira").await;
    let mut socket = lena.socket().await;
    let id = socket.write("mira", "Hello?").await;
    let error = socket.next_of("error").await;
    assert_eq!(error["code"], "ERR_USER_NOT_CONNECTED");
    assert_eq!(error["id"], json!(id));
    // It is stored all the same.
    let page = mira.get("/conversations/lena/messages").await.expect(200);
    assert_eq!(texts(&page.json), ["Hello?"]);
}

#[tokio::test]
async fn what_a_socket_refuses_has_a_code() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let mut socket = lena.socket().await;
    let id = Uuid::now_v7();
    let to = |name: &str, text: &str| json!({ "type": "send", "id": id, "to": name, "text": text });
    let mut forged = to("mira", "Hi");
    forged["from"] = json!("mira");
    for (message, code) in [
        (json!("nonsense"), "ERR_MALFORMED"),
        (json!({ "type": "dance" }), "ERR_MALFORMED"),
        (forged, "ERR_MALFORMED"),
        (to("mira", "  "), "ERR_INVALID_TEXT"),
        (to("nobody", "Hi"), "ERR_USER_NOT_FOUND"),
        (to("LENA", "Hi"), "ERR_OWN_USERNAME"),
        (
            json!({ "type": "watch", "events": vec![id; 201] }),
            "ERR_TOO_MANY_WATCHED",
        ),
    ] {
        socket.say(message.clone()).await;
        let error = socket.next_of("error").await;
        assert_eq!(error["code"], code, "{message}");
        let told = message["type"] == "send" && code != "ERR_MALFORMED";
        assert_eq!(error["id"], if told { json!(id) } else { Value::Null });
    }
    mira.put("/users/lena/block").await.expect(204);
    socket.say(to("mira", "Hi")).await;
    assert_eq!(socket.next_of("error").await["code"], "ERR_NOT_DELIVERED");
    let mut own = mira.socket().await;
    own.write("lena", "Hi").await;
    assert_eq!(own.next_of("error").await["code"], "ERR_USER_BLOCKED");
}

#[tokio::test]
async fn reading_and_typing_are_told_but_not_across_a_block() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let (mut hers, mut other) = (lena.socket().await, mira.socket().await);
    let mut second = mira.socket().await;
    hers.write("mira", "Hello").await;
    let position = other.next_of("message").await["message"]["position"].clone();
    other
        .say(json!({ "type": "read", "with": "lena", "up_to": position }))
        .await;
    let expected =
        json!({ "type": "read", "reader": "mira", "partner": "lena", "up_to": position });
    assert_eq!(hers.next_of("read").await, expected);
    assert_eq!(second.next_of("read").await, expected);
    other.say(json!({ "type": "typing", "to": "lena" })).await;
    assert_eq!(hers.next_of("typing").await["from"], "mira");
    mira.put("/users/lena/block").await.expect(204);
    other.say(json!({ "type": "typing", "to": "lena" })).await;
    // Each socket is served in its order.
    other.say(json!({ "type": "dance" })).await;
    assert_eq!(other.next_of("error").await["code"], "ERR_MALFORMED");
    mira.delete("/users/lena/block").await.expect(204);
    other.write("lena", "Back").await;
    // Nothing came in between.
    assert_eq!(hers.next().await["type"], "message");
}

#[tokio::test]
async fn presence_is_told_to_whoever_watches_and_is_not_blocked() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let mut watcher = lena.socket().await;
    let watch = json!({ "type": "watch", "people": ["MIRA", "nobody"] });
    watcher.say(watch.clone()).await;
    let absent =
        |name: &str| json!({ "type": "presence", "username": name, "is_connected": false });
    assert_eq!(watcher.next().await, absent("mira"));
    assert_eq!(watcher.next().await, absent("nobody"));
    let present = json!({ "type": "presence", "username": "mira", "is_connected": true });
    let socket = mira.socket().await;
    assert_eq!(watcher.next().await, present);
    drop(socket);
    assert_eq!(watcher.next().await, absent("mira"));
    let _socket = mira.socket().await;
    assert_eq!(watcher.next().await, present);
    // Whoever blocks disappears.
    mira.put("/users/lena/block").await.expect(204);
    assert_eq!(watcher.next().await, absent("mira"));
    watcher.say(watch).await;
    assert_eq!(watcher.next().await, absent("MIRA"));
}
