//! Pictures of events: what is kept of what is sent, and who sees it.

use std::io::Cursor;

use backend::db::schema::event_pictures;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, Frame, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use crate::live::{look, now};
use crate::support::person::{Answer, send};
use crate::support::{Person, TestApp};

/// Left half red, right half blue.
fn drawn(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| match x < width / 2 {
        true => Rgb([200, 30, 30]),
        false => Rgb([30, 30, 200]),
    })
    .into()
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    written(&drawn(width, height), ImageFormat::Png)
}

/// A JPEG that says to be turned clockwise by 90 degrees, and where it was taken.
fn taken_on_the_side(width: u32, height: u32) -> Vec<u8> {
    let mut exif = b"II\x2a\0\x08\0\0\0".to_vec();
    // Two entries: the orientation (6), and where the entries about the place are.
    exif.extend(b"\x02\0");
    exif.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
    exif.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0");
    exif.extend(b"\0\0\0\0");
    // One entry: north.
    exif.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0");
    exif.extend(b"GPSPLACE Stuttgart 48.7758");
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    encoder.set_exif_metadata(exif).unwrap();
    drawn(width, height).write_with_encoder(encoder).unwrap();
    assert!(contains(&bytes, b"GPSPLACE"));
    bytes
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A PNG of a few bytes that says to be enormous.
fn bomb() -> Vec<u8> {
    let mut bytes = png(1, 1);
    let header = [30_000_u32.to_be_bytes(), 30_000_u32.to_be_bytes()].concat();
    bytes[16..24].copy_from_slice(&header);
    let sum = crc32(&bytes[12..29]).to_be_bytes();
    bytes[29..33].copy_from_slice(&sum);
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    })
}

pub async fn show(person: &Person, event: &str, bytes: impl Into<Vec<u8>>) -> Answer {
    show_as(person, event, bytes, "image/png").await
}

async fn show_as(person: &Person, event: &str, bytes: impl Into<Vec<u8>>, media: &str) -> Answer {
    let request = person.api(Method::PUT, &format!("/events/{event}/picture"));
    let request = request.header("content-type", media);
    send(request.body(bytes.into())).await
}

async fn picture(person: &Person, event: &str) -> Value {
    let event = person.get(&format!("/events/{event}")).await.expect(200);
    event.json["picture"].clone()
}

fn address(picture: &Value, size: &str) -> String {
    picture[size]["address"].as_str().unwrap().to_owned()
}

/// What is at an address: status, headers and bytes.
async fn fetch(person: &Person, address: &str) -> (u16, HeaderMap, Vec<u8>) {
    let answer = send(person.request(Method::GET, address)).await;
    (answer.status, answer.headers, answer.bytes)
}

async fn pixels(person: &Person, address: &str) -> RgbImage {
    let (status, _, bytes) = fetch(person, address).await;
    assert_eq!(status, 200);
    assert_eq!(image::guess_format(&bytes).unwrap(), ImageFormat::WebP);
    image::load_from_memory(&bytes).unwrap().into_rgb8()
}

fn is_red(pixel: &Rgb<u8>) -> bool {
    pixel.0[0] > 120 && pixel.0[2] < 90
}

#[tokio::test]
async fn every_format_becomes_webp_in_two_sizes() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let event = lena.publish(json!({})).await;
    assert_eq!(picture(&lena, &event).await, Value::Null);
    for format in [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ] {
        let sent = written(&drawn(2_000, 1_000), format);
        let answer = show_as(&lena, &event, sent, "application/octet-stream").await;
        let shown = answer.expect(200).json;
        assert_eq!(shown, picture(&lena, &event).await);
        for (size, width, height) in [("small", 640, 320), ("large", 1600, 800)] {
            assert_eq!(shown[size]["width"], width, "{format:?}");
            assert_eq!(shown[size]["height"], height, "{format:?}");
            let pixels = pixels(&app.guest(), &address(&shown, size)).await;
            assert_eq!(pixels.dimensions(), (width, height), "{format:?}");
            assert!(is_red(pixels.get_pixel(width / 8, height / 2)));
            assert!(!is_red(pixels.get_pixel(width / 8 * 7, height / 2)));
        }
    }
}

#[tokio::test]
async fn of_pictures_that_move_the_first_one_stays() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let event = lena.publish(json!({})).await;
    let mut moving = Vec::new();
    let mut encoder = GifEncoder::new(&mut moving);
    for colour in [[200, 30, 30, 255], [30, 30, 200, 255]] {
        let frame = Frame::new(RgbaImage::from_pixel(40, 30, Rgba(colour)));
        encoder.encode_frame(frame).unwrap();
    }
    drop(encoder);
    let shown = show(&lena, &event, moving).await.expect(200).json;
    let pixels = pixels(&lena, &address(&shown, "large")).await;
    assert!(is_red(pixels.get_pixel(20, 15)));
}

#[tokio::test]
async fn small_pictures_stay_small_and_thin_ones_thin() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let event = lena.publish(json!({})).await;
    for ((width, height), (large, small)) in [
        ((300, 200), ((300, 200), (300, 200))),
        ((1, 1), ((1, 1), (1, 1))),
        ((40_000, 2), ((1600, 1), (640, 1))),
        ((2, 40_000), ((1, 2400), (1, 960))),
    ] {
        let shown = show(&lena, &event, png(width, height)).await.expect(200);
        for (size, (width, height)) in [("large", large), ("small", small)] {
            let said = &shown.json[size];
            assert_eq!(
                (&said["width"], &said["height"]),
                (&json!(width), &json!(height))
            );
            let pixels = pixels(&lena, &address(&shown.json, size)).await;
            assert_eq!(pixels.dimensions(), (width, height));
        }
    }
}

#[tokio::test]
async fn photos_are_turned_upright_and_do_not_tell_where_they_were_taken() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let event = lena.publish(json!({})).await;
    let shown = show(&lena, &event, taken_on_the_side(400, 200)).await;
    let shown = shown.expect(200).json;
    for size in ["small", "large"] {
        let pixels = pixels(&lena, &address(&shown, size)).await;
        assert_eq!(pixels.dimensions(), (200, 400));
        assert!(is_red(pixels.get_pixel(100, 50)), "what was left is above");
        assert!(!is_red(pixels.get_pixel(100, 350)));
        let (_, _, bytes) = fetch(&lena, &address(&shown, size)).await;
        for secret in [&b"GPSPLACE"[..], b"EXIF", b"Exif", b"Stuttgart"] {
            assert!(!contains(&bytes, secret));
        }
    }
}

#[tokio::test]
async fn what_is_no_good_picture_is_refused_and_the_old_one_stays() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let lena = app.member("lena").await;
    let event = lena.publish(json!({})).await;
    show(&lena, &event, png(30, 20)).await.expect(200);
    let before = picture(&lena, &event).await;
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
    let whole = png(300, 200);
    let photo = taken_on_the_side(400, 300);
    let not_pictures = [
        Vec::new(),
        b"only words".to_vec(),
        svg.into(),
        b"%PDF-1.7".to_vec(),
        b"{\"title\": \"x\"}".to_vec(),
        b"BM\x1e\0\0\0\0\0\0\0\x1a\0\0\0".to_vec(),
        b"\0\0\0\x20ftypavif".to_vec(),
    ];
    for sent in not_pictures {
        let answer = show(&lena, &event, sent).await;
        answer.expect_problem(415, "not-a-picture");
    }
    let damaged = [
        whole[..whole.len() / 2].to_vec(),
        whole[..20].to_vec(),
        photo[..photo.len() / 2].to_vec(),
        b"\xff\xd8\xff\xe0".to_vec(),
        b"GIF89a".to_vec(),
        b"RIFF\x04\0\0\0WEBP".to_vec(),
    ];
    for sent in damaged {
        let answer = show(&lena, &event, sent).await;
        answer.expect_problem(422, "picture-damaged");
    }
    let answer = show(&lena, &event, bomb()).await;
    answer.expect_problem(422, "picture-too-detailed");
    let answer = show(&lena, &event, vec![0; 10 * 1024 * 1024 + 1]).await;
    answer.expect_problem(413, "payload-too-large");
    assert_eq!(picture(&lena, &event).await, before);
    pixels(&lena, &address(&before, "small")).await;
}

#[tokio::test]
async fn only_the_creator_chooses_the_picture() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let event = lena.publish(json!({})).await;
    mira.book(&event).await.expect(201);
    let path = format!("/events/{event}/picture");
    let words = json!({ "description": "A cat" });
    for (person, status, slug) in [
        (&mira, 404, "not-found"),
        (&app.guest(), 401, "login-required"),
    ] {
        let answer = show(person, &event, png(30, 20)).await;
        answer.expect_problem(status, slug);
        let answer = person.patch(&path, words.clone()).await;
        answer.expect_problem(status, slug);
        person.delete(&path).await.expect_problem(status, slug);
    }
    let nowhere = "01999f4e-8f5c-7c1a-9a52-3d1d55f7c7a1";
    let answer = show(&lena, nowhere, png(30, 20)).await;
    answer.expect_problem(404, "not-found");
    assert_eq!(picture(&lena, &event).await, Value::Null);
    // There is nothing to describe yet.
    let answer = lena.patch(&path, words).await;
    answer.expect_problem(404, "not-found");
    app.let_time_pass(chrono::TimeDelta::days(40));
    let lena = log_in_again(&app).await;
    let answer = show(&lena, &event, png(30, 20)).await;
    answer.expect_problem(409, "event-over");
}

async fn log_in_again(app: &TestApp) -> Person {
    let person = app.guest();
    let body = json!({ "login": "lena", "password": crate::support::PASSWORD });
    person.post("/auth/login", body).await.expect(200);
    person
}

#[tokio::test]
async fn pictures_are_described_and_keep_their_words_until_another_one_comes() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let event = lena.publish(json!({})).await;
    let path = format!("/events/{event}/picture");
    let shown = show(&lena, &event, png(30, 20)).await.expect(200);
    assert_eq!(shown.json["description"], Value::Null);
    let words = json!({ "description": "  Singers under a lamp " });
    let told = lena.patch(&path, words).await.expect(200);
    assert_eq!(told.json["description"], "Singers under a lamp");
    let same = lena.patch(&path, json!({})).await.expect(200);
    assert_eq!(same.json["description"], "Singers under a lamp");
    let long = json!({ "description": "x".repeat(301) });
    let refused = lena.patch(&path, long).await;
    let refused = refused.expect_problem(422, "validation-failed");
    assert_eq!(refused.bad_fields(), ["description"]);
    // Editing the event leaves it alone, and it leaves the version alone.
    lena.edit(&event, 1, json!({ "title": "Another name" }))
        .await
        .expect(200);
    assert_eq!(
        picture(&lena, &event).await["description"],
        "Singers under a lamp"
    );
    let silent = lena.patch(&path, json!({ "description": null })).await;
    assert_eq!(silent.expect(200).json["description"], Value::Null);
    lena.patch(&path, json!({ "description": "Old" }))
        .await
        .expect(200);
    let other = show(&lena, &event, png(40, 20)).await.expect(200);
    assert_eq!(other.json["description"], Value::Null);
}

#[tokio::test]
async fn a_picture_has_an_address_for_good_until_it_is_replaced_or_removed() {
    let app = TestApp::start().await;
    let (lena, guest) = (app.member("lena").await, app.guest());
    let event = lena.publish(json!({})).await;
    let first = show(&lena, &event, png(300, 200)).await.expect(200).json;
    let small = address(&first, "small");
    let (status, headers, _) = fetch(&guest, &small).await;
    assert_eq!(status, 200);
    assert_eq!(headers["content-type"], "image/webp");
    // Not in caches that others share: the event may be hidden tomorrow.
    assert_eq!(
        headers["cache-control"],
        "private, max-age=31536000, immutable"
    );
    assert_eq!(headers["x-content-type-options"], "nosniff");
    let etag = headers["etag"].to_str().unwrap();
    let again = guest
        .request(Method::GET, &small)
        .header("if-none-match", etag);
    assert_eq!(send(again).await.status, 304);
    // The same picture has the same address.
    let same = show(&lena, &event, png(300, 200)).await.expect(200).json;
    assert_eq!(same, first);
    let second = show(&lena, &event, png(310, 200)).await.expect(200).json;
    assert_eq!(fetch(&guest, &small).await.0, 404);
    let again = guest
        .request(Method::GET, &small)
        .header("if-none-match", etag);
    send(again).await.expect_problem(404, "not-found");
    let small = address(&second, "small");
    assert_eq!(fetch(&guest, &small).await.0, 200);
    for odd in [
        "x.webp",
        "-small.webp",
        "small",
        "..%2f..%2fetc.webp",
        "a-huge.webp",
    ] {
        let address = format!("/api/v1/events/{event}/picture/{odd}");
        assert_eq!(fetch(&guest, &address).await.0, 404, "{odd}");
    }
    let path = format!("/events/{event}/picture");
    lena.delete(&path).await.expect(204);
    lena.delete(&path).await.expect(204);
    assert_eq!(fetch(&guest, &small).await.0, 404);
    assert_eq!(picture(&guest, &event).await, Value::Null);
}

#[tokio::test]
async fn the_picture_of_an_invite_only_event_is_seen_by_those_who_see_the_event() {
    let app = TestApp::start().await;
    let (lena, mira) = (app.member("lena").await, app.member("mira").await);
    let stranger = app.member("stranger").await;
    let event = lena.publish(json!({ "visibility": "invite-only" })).await;
    lena.invite(&event, "mira").await.expect(201);
    let shown = show(&lena, &event, png(30, 20)).await.expect(200).json;
    let large = address(&shown, "large");
    for person in [&lena, &mira] {
        let (status, headers, _) = fetch(person, &large).await;
        assert_eq!(status, 200);
        assert_eq!(
            headers["cache-control"],
            "private, max-age=31536000, immutable"
        );
    }
    for person in [&stranger, &app.guest()] {
        let (status, headers, _) = fetch(person, &large).await;
        assert_eq!(status, 404);
        assert_eq!(headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn whoever_looks_hears_of_a_new_picture() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let event = lena.publish(json!({})).await;
    let socket = look(&app, None, &event).await;
    let shown = show(&lena, &event, png(30, 20)).await.expect(200).json;
    let name = now(&socket).await.picture.unwrap();
    assert!(address(&shown, "small").contains(&name));
    lena.delete(&format!("/events/{event}/picture"))
        .await
        .expect(204);
    assert_eq!(now(&socket).await.picture, None);
}

async fn stored(app: &TestApp) -> Vec<(String, String)> {
    let mut conn = app.connection().await;
    let rows = event_pictures::table.select((event_pictures::size, event_pictures::hash));
    rows.load(&mut conn).await.unwrap()
}

#[tokio::test]
async fn of_two_pictures_that_come_at_once_one_is_there_in_the_end_and_whole() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let event = lena.publish(json!({})).await;
    let sent = (0..6).map(|number| show(&lena, &event, png(300 + number, 200)));
    for answer in futures_util::future::join_all(sent).await {
        answer.expect(200);
    }
    let shown = picture(&lena, &event).await;
    let small = pixels(&lena, &address(&shown, "small")).await;
    let large = pixels(&lena, &address(&shown, "large")).await;
    assert_eq!(small.dimensions(), large.dimensions());
    assert_eq!(shown["large"]["width"], large.width());
    assert_eq!(stored(&app).await.len(), 2);
}

#[tokio::test]
async fn pictures_go_with_their_event_and_with_their_owner() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    for last in [false, true] {
        let event = lena.publish(json!({})).await;
        show(&lena, &event, png(30, 20)).await.expect(200);
        assert_eq!(stored(&app).await.len(), 2);
        if last {
            let body = json!({ "password": crate::support::PASSWORD });
            lena.post("/users/me/deletion", body).await.expect(204);
        } else {
            lena.cancel(&event).await.expect(200);
        }
        assert!(stored(&app).await.is_empty());
    }
}

#[tokio::test]
async fn whoever_sends_too_many_pictures_waits() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let event = lena.publish(json!({})).await;
    let mut answers = 0;
    let refused = loop {
        let answer = show(&lena, &event, "no picture").await;
        answers += 1;
        if answer.status != 415 {
            break answer;
        }
    };
    assert_eq!(answers, 31);
    let refused = refused.expect_problem(429, "rate-limited");
    assert!(refused.headers.contains_key("retry-after"));
}

/// Bytes as they come from nowhere, and good pictures of which something was broken.
fn odd_bytes() -> impl Strategy<Value = Vec<u8>> {
    let whole = [
        png(40, 30),
        written(&drawn(40, 30), ImageFormat::Gif),
        written(&drawn(40, 30), ImageFormat::WebP),
        taken_on_the_side(40, 30),
    ];
    let broken = (
        proptest::sample::select(whole.to_vec()),
        proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    );
    let broken = broken.prop_map(|(mut bytes, changes)| {
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        bytes
    });
    prop_oneof![proptest::collection::vec(any::<u8>(), 0..3_000), broken]
}

#[tokio::test]
async fn no_bytes_whatsoever_make_the_server_fail() {
    let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
    let lena = app.member("lena").await;
    let event = lena.publish(json!({})).await;
    let mut runner = TestRunner::new(Config::with_cases(150));
    for _ in 0..150 {
        let bytes = odd_bytes().new_tree(&mut runner).unwrap().current();
        let answer = show(&lena, &event, bytes.clone()).await;
        let is_expected = matches!(answer.status, 200 | 415 | 422);
        assert!(is_expected, "{}: {bytes:x?}", answer.status);
    }
}
