//! The floor answers with the same bytes as the server: otherwise it would be the least that could
//! do something else.
#![expect(clippy::unwrap_used, reason = "a test that fails here says where")]

use std::net::TcpListener;
use std::path::Path;

use backend::command::cookie_key;
use backend::config::Config;
use backend::demo;
use backend::state::AppState;
use bytes::Bytes;
use load::bench::floor::{Floor, Task};
use load::bench::repeat::Line;
use load::bench::summary::world::{self, Ask};
use load::database::Database;
use load::queries;

/// Events of the demo, besides those that everybody gets.
const EVENTS: u32 = 60;
/// An event with people who have a place.
const BOOKED: usize = 1;

/// The server, in this process.
async fn serve(database: &Database) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let config = Config::from_source(|name| match name {
        "DATABASE_URL" => Some(database.url.clone()),
        "SECRET_KEY" => Some("load".repeat(16)),
        _ => None,
    })
    .unwrap();
    let key = cookie_key(&config).unwrap();
    let state = AppState::new(config, &database.url, &key).unwrap();
    demo::add_many_events(&state, &database.url, EVENTS)
        .await
        .unwrap();
    tokio::spawn(backend::app::server(state, key, listener).unwrap());
    address
}

async fn answers(line: &mut Line, requests: &[Bytes]) -> Vec<Bytes> {
    let mut answers = Vec::new();
    for request in requests {
        let answer = line.ask(request).await.unwrap();
        assert_eq!(answer.status, 200, "{request:?}");
        answers.push(answer.body);
    }
    answers
}

#[tokio::test]
async fn the_floor_answers_with_the_bytes_of_the_server() {
    let url = std::env::var("TEST_DATABASE_URL").expect("`cargo xtask test` sets it");
    let database = Database::create(&url, "answers").await.unwrap();
    let ours = serve(&database).await;
    let mut conn = database.connect().await.unwrap();
    let readers = world::settle(&mut conn, &ours, 8, 4).await.unwrap();
    queries::insert_events(&mut conn, BOOKED..=BOOKED, 10)
        .await
        .unwrap();
    // The first reader published it: an event tells its creator more, which is not compared.
    queries::insert_bookings(&mut conn, queries::id(BOOKED), 3)
        .await
        .unwrap();
    let readers = &readers[1..];
    let program = Path::new(env!("CARGO_BIN_EXE_floor"));
    let floor = Floor::start(program, Task::Answer(&database.url, 2)).unwrap();
    let mut lines = [
        Line::open(&ours).await.unwrap(),
        Line::open(&floor.address).await.unwrap(),
    ];
    let events = queries::public_events(&mut conn, 1_000).await.unwrap();
    let mut seen = String::new();
    for ask in Ask::ALL {
        let pages: Vec<_> = match ask {
            Ask::List | Ask::Filtered => vec![events.as_slice()],
            Ask::Detail | Ask::DetailToGuest => events.chunks(readers.len()).collect(),
        };
        for events in pages {
            let [ours, floors] = ask.requests(readers, events);
            let ours = answers(&mut lines[0], &ours).await;
            assert_eq!(ours, answers(&mut lines[1], &floors).await, "{ask:?}");
            for answer in ours {
                assert!(!answer.starts_with(b"{\"items\":[],"), "{ask:?}");
                seen.push_str(std::str::from_utf8(&answer).unwrap());
            }
        }
    }
    for part in [
        r#""relation":"accepted""#,
        r#""relation":"none""#,
        r#""picture":{"#,
        r#""price":"#,
        r#""next_cursor":"A"#,
    ] {
        assert!(seen.contains(part), "nothing has {part}");
    }
    database.remove().await.unwrap();
}
