//! Bodies that are no good, sent to every operation that takes one: each is refused, and nothing
//! happens.

use reqwest::RequestBuilder;
use serde_json::Value;

use crate::support::operations::{Operation, operations};
use crate::support::person::send;
use crate::support::world::{Role, World};

const JSON: &str = "application/json";

fn with_body(
    world: &World,
    operation: &Operation,
    media: &str,
    body: impl Into<Vec<u8>>,
) -> RequestBuilder {
    let request = world.at(
        Role::of(operation),
        operation,
        &operation.address_of_nothing(),
    );
    request.header("content-type", media).body(body.into())
}

/// The body that the operation would take, and the name of its first text, or if it has none, of
/// its first field.
async fn good_body(world: &World, operation: &Operation) -> (String, String) {
    let request = world
        .attempt(Role::of(operation), operation, "")
        .build()
        .unwrap();
    let bytes = request.body().unwrap().as_bytes().unwrap();
    let json: Value = serde_json::from_slice(bytes).unwrap();
    let fields = json.as_object().unwrap();
    let text = fields.iter().find(|(_, value)| value.is_string());
    let (text, _) = text.or_else(|| fields.iter().next()).unwrap();
    (String::from_utf8(bytes.to_vec()).unwrap(), text.clone())
}

fn nested(levels: usize) -> String {
    format!("{}{}", "[".repeat(levels), "]".repeat(levels))
}

#[tokio::test]
async fn bodies_of_the_wrong_shape_are_refused_everywhere() {
    let mut world = World::new().await;
    for operation in operations().iter().filter(|found| found.has_body) {
        let (good, field) = good_body(&world, operation).await;
        let inner = &good[1..good.len() - 1];
        let deep = "{\"a\":".repeat(10_000);
        let bodies = [
            (String::new(), 400),
            (nested(100_000), 413),
            (nested(30_000), 422),
            ("[".repeat(60_000), 400),
            (deep, 422),
            (format!("{{\"{field}\": {}}}", nested(20_000)), 422),
            (format!("{{{inner}, \"{field}\": \"again\"}}"), 422),
            (
                format!("{{{inner}, \"{field}\": \"again\", \"colour\": 1}}"),
                422,
            ),
            (format!("{{{inner}, \"colour\": \"red\"}}"), 422),
            (format!("{{{inner}, \"__proto__\": {{}}}}"), 422),
            (format!("[{good}]"), 422),
            ("[]".into(), 422),
            ("null".into(), 422),
            ("1e999".into(), 422),
            (format!("\"{}\"", "x".repeat(100)), 422),
            (format!("{{\"{field}\": {{}}}}"), 422),
            (format!("{{\"{field}\": 1e400}}"), 400),
            (format!("{good}{good}"), 400),
            (format!("{good}\0"), 400),
            (format!("{{\"{field}\": \"\\ud800\"}}"), 400),
            (format!("{{\"{field}\": \"\\u{{41}}\"}}"), 400),
        ];
        for (body, status) in bodies {
            let answer = send(with_body(&world, operation, JSON, body.clone())).await;
            let shown: String = body.chars().take(80).collect();
            assert_eq!(
                answer.status, status,
                "{} {shown}: {}",
                operation.id, answer.json
            );
            assert_eq!(answer.headers["content-type"], "application/problem+json");
        }
        let broken = with_body(
            &world,
            operation,
            JSON,
            [b"{\"", &b"\xff\xfe"[..], b"\": 1}"].concat(),
        );
        send(broken).await.expect_problem(400, "malformed-request");
        assert_eq!(
            world.saved.changes().await,
            Vec::<String>::new(),
            "{}",
            operation.id
        );
    }
}

#[tokio::test]
async fn only_what_says_that_it_is_json_is_read() {
    let mut world = World::new().await;
    for operation in operations().iter().filter(|found| found.has_body) {
        let (good, _) = good_body(&world, operation).await;
        let media = [
            "text/plain",
            "text/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/xml",
            "application/jsonp",
            "text/plain; application/json",
            "*/*",
            "",
        ];
        for media in media {
            let answer = send(with_body(&world, operation, media, good.clone())).await;
            assert_eq!(
                answer.status, 415,
                "{} {media}: {}",
                operation.id, answer.json
            );
        }
        let silent = world
            .at(
                Role::of(operation),
                operation,
                &operation.address_of_nothing(),
            )
            .body(good);
        send(silent)
            .await
            .expect_problem(415, "unsupported-media-type");
        assert_eq!(
            world.saved.changes().await,
            Vec::<String>::new(),
            "{}",
            operation.id
        );
    }
}
