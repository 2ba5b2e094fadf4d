//! Several servers on one database, with a real message broker between them, behave as one.

use serde_json::json;

use crate::support::broker::Broker;
use crate::support::mailbox::until;
use crate::support::{PASSWORD, Person, Socket, TestApp};

/// Somebody who is a member already, at one of the servers.
async fn at(app: &TestApp, username: &str) -> Person {
    let person = app.guest();
    let login = json!({ "login": username, "password": PASSWORD });
    person.post("/auth/login", login).await.expect(200);
    person
}

/// Two servers, with `lena` at the first and `mira` at the second.
async fn two_servers(broker: &Broker) -> (TestApp, TestApp, Person, Person) {
    let first = TestApp::start_with(&broker.variables()).await;
    let second = first.again_with(&broker.variables());
    let lena = first.member("lena").await;
    first.member("mira").await;
    let mira = at(&second, "mira").await;
    (first, second, lena, mira)
}

/// Waits until somebody at one server sees that somebody at another has come.
async fn see_each_other(watcher: &mut Socket, other: &str) {
    until("they see each other", async || {
        watcher
            .say(json!({ "type": "watch", "people": [other] }))
            .await;
        let told = watcher.next_of("presence").await;
        (told["is_connected"] == true).then_some(())
    })
    .await;
}

#[tokio::test]
async fn people_on_different_servers_chat_and_see_each_other() {
    let broker = Broker::start().await;
    let (_first, _second, lena, mira) = two_servers(&broker).await;
    let mut hers = lena.socket().await;
    let mut other = mira.socket().await;
    see_each_other(&mut hers, "mira").await;
    let id = hers.write("mira", "Hello from here").await;
    let message = other.next_of("message").await["message"].clone();
    assert_eq!(message["id"], json!(id));
    other.write("lena", "Hello from there").await;
    assert_eq!(hers.texts(2).await, ["Hello from here", "Hello from there"]);
    other
        .say(json!({ "type": "read", "with": "lena", "up_to": message["position"] }))
        .await;
    assert_eq!(hers.next_of("read").await["up_to"], message["position"]);
    other.say(json!({ "type": "typing", "to": "lena" })).await;
    assert_eq!(hers.next_of("typing").await["from"], "mira");
    let sent = lena
        .post("/conversations/mira/messages", json!({ "text": "There?" }))
        .await
        .expect(201);
    assert_eq!(sent.json["recipient_connected"], true);
    drop(other);
    let gone = hers.next_of("presence").await;
    assert_eq!(gone["is_connected"], false);
}

#[tokio::test]
async fn a_session_that_ends_at_one_server_closes_its_sockets_at_another() {
    let broker = Broker::start().await;
    let (_first, second, lena, _) = two_servers(&broker).await;
    let lena_there = at(&second, "lena").await;
    let (mut here, mut there) = (lena.socket().await, lena_there.socket().await);
    here.write("mira", "The bus is up when this was heard there")
        .await;
    there.next_of("message").await;
    lena.delete("/auth/sessions").await.expect(204);
    assert_eq!(there.closing_code().await, 4401);
    here.write("mira", "Still here").await;
    here.texts(2).await;
}

#[tokio::test]
async fn without_the_broker_messages_arrive_all_the_same_and_everything_heals() {
    let mut broker = Broker::start().await;
    let (_first, _second, lena, mira) = two_servers(&broker).await;
    let mut hers = lena.socket().await;
    let mut other = mira.socket().await;
    see_each_other(&mut hers, "mira").await;
    broker.kill();
    for number in 0..20 {
        let (from, to) = match number % 2 {
            0 => (&mut hers, "mira"),
            _ => (&mut other, "lena"),
        };
        from.write(to, &number.to_string()).await;
    }
    let mut before = hers.texts(20).await;
    assert_eq!(other.texts(20).await, before);
    before.sort();
    before.dedup();
    assert_eq!(before.len(), 20);
    broker.start_again().await;
    // Pages are told that they may have missed something.
    hers.next_of("refresh").await;
    see_each_other(&mut hers, "mira").await;
    hers.write("mira", "healed").await;
    assert_eq!(other.texts(1).await, ["healed"]);
}

#[tokio::test]
async fn who_writes_beside_a_server_that_knows_nothing_of_them_is_heard_in_order() {
    // Without a broker, though there should be one.
    let first = TestApp::start().await;
    let second = first.again_with::<&str>(&[]);
    let lena = first.member("lena").await;
    first.member("mira").await;
    let mira = at(&second, "mira").await;
    let (mut hers, mut other) = (lena.socket().await, mira.socket().await);
    for number in 0..10 {
        hers.write("mira", &format!("a{number}")).await;
        other.write("lena", &format!("b{number}")).await;
    }
    assert_eq!(hers.texts(20).await, other.texts(20).await);
}
