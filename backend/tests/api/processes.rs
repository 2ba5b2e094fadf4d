//! Several processes of the program itself, with a message broker between them: one of them dies,
//! and its people go on at another.

use serde_json::json;

use crate::support::broker::Broker;
use crate::support::process::Program;
use crate::support::{PASSWORD, Person, TestApp};

async fn log_in(program: &Program, username: &str) -> Person {
    let person = program.guest();
    let login = json!({ "login": username, "password": PASSWORD });
    person.post("/auth/login", login).await.expect(200);
    person
}

#[tokio::test]
async fn three_processes_are_one_server_of_which_a_part_may_die() {
    let broker = Broker::start().await;
    let app = TestApp::start().await;
    for username in ["lena", "mira", "jonas"] {
        app.member(username).await;
    }
    let mut programs = Vec::new();
    for _ in 0..3 {
        programs.push(Program::serve(&app.database.url, &broker.variables()).await);
    }
    let lena = log_in(&programs[0], "lena").await;
    let mira = log_in(&programs[1], "mira").await;
    let jonas = log_in(&programs[2], "jonas").await;
    let mut lenas = lena.socket().await;
    let mut miras = mira.socket().await;
    let mut jonass = jonas.socket().await;

    // What one books at one of them is seen at another.
    let event = lena.publish(json!({ "maximum_attendees": 5 })).await;
    miras
        .say(json!({ "type": "watch", "events": [event] }))
        .await;
    assert_eq!(miras.next_of("event").await["event"]["places_taken"], 0);
    jonas
        .put(&format!("/events/{event}/booking"))
        .await
        .expect(201);
    assert_eq!(miras.next_of("event").await["event"]["places_taken"], 1);

    lenas.write("mira", "from the first").await;
    assert_eq!(miras.texts(1).await, ["from the first"]);
    jonass.write("mira", "from the third").await;
    let last = miras.next_of("message").await["message"].clone();
    assert_eq!(last["text"], "from the third");

    programs[1].kill();
    lenas.write("mira", "while it was dead").await;
    lenas.texts(2).await;
    let mira = log_in(&programs[2], "mira").await;
    let mut miras = mira
        .socket_after(&format!("?after={}", last["position"]))
        .await;
    assert_eq!(miras.texts(1).await, ["while it was dead"]);
    lenas.write("mira", "and after").await;
    assert_eq!(miras.texts(1).await, ["and after"]);
    miras.write("lena", "all is well").await;
    assert_eq!(lenas.texts(2).await, ["and after", "all is well"]);
}
