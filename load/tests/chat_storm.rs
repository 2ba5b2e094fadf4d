//! A small storm in chat, run by `cargo xtask test` against the server that it has built.

use load::chat_storm::{self, Options};

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set: run `cargo xtask test --only storm`, which sets it")
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_message_comes_once_to_each_device_whatever_fails() {
    let options = Options {
        devices: 30,
        messages: 600,
        server: variable("EVENT_BOOKING_BIN").into(),
        broker: variable("NATS_SERVER").into(),
        database_url: variable("TEST_DATABASE_URL"),
        seed: 1,
    };
    let report = chat_storm::run(&options).await.unwrap();
    assert!(report.faults.is_empty(), "{report}");
    assert_eq!((report.kills, report.outages), (2, 1));
    assert!(report.connections > report.devices, "{report}");
    assert!(report.resent > 0, "{report}");
}
