//! `event-booking backup` and `restore`: what is brought back is what was there, all of it or
//! nothing.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Output, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use backend::backup::{self, Consent, Place};
use diesel::QueryableByName;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use serde_json::json;
use tempfile::TempDir;

use crate::support::archive::Archive;
use crate::support::db::TestDatabase;
use crate::support::mailbox::until;
use crate::support::process::{call, start};
use crate::support::{TestApp, released};
use crate::upgrade;

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

async fn number(conn: &mut AsyncPgConnection, sql: &str) -> i64 {
    let query = diesel::sql_query(format!("SELECT ({sql})::bigint AS number"));
    let found: Number = diesel_async::RunQueryDsl::get_result(query, conn)
        .await
        .unwrap();
    found.number
}

const TABLES: &str = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";

#[track_caller]
fn done(output: Output) -> String {
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{words}");
    words
}

#[track_caller]
fn refused(output: Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}

async fn back_up(database: &TestDatabase, file: &Path) -> String {
    done(call(&["backup", file.to_str().unwrap()], &database.url, &[]).await)
}

async fn bring_back(database: &TestDatabase, file: &Path) -> Output {
    call(&["restore", file.to_str().unwrap()], &database.url, &[]).await
}

/// Demo data, pictures included, and what is hard to write down.
async fn full_database() -> TestDatabase {
    let database = TestDatabase::new().await;
    done(call(&["demo"], &database.url, &[]).await);
    let mut conn = database.connect().await;
    let odd = "
        UPDATE users SET first_name = E'\\\\N', last_name = NULL WHERE username = 'murat';
        UPDATE users SET first_name = E'a\\tb\\r\\n\\\\.\\nc', age = NULL WHERE username = 'tomasz';
        UPDATE events SET description = E'\\u0001\\u202e 👩‍👩‍👧 \\\\x00 e\\u0301 \\\\' WHERE id = (SELECT min(id::text)::uuid FROM events);
        INSERT INTO outgoing_mails (id, kind, recipient, subject, text_body, html_body)
        VALUES (gen_random_uuid(), 'test', 'a@example.org', '', E'\\n.\\n', repeat('ß', 6000000))";
    conn.batch_execute(odd).await.unwrap();
    database
}

/// A backup of a small database, in a folder that goes with what is returned.
async fn small_backup() -> (TempDir, std::path::PathBuf) {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let event = lena.publish(json!({ "maximum_attendees": 3 })).await;
    app.member("mira").await.book(&event).await.expect(201);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("small.backup");
    backup::write(&app.database.url, Place::File(file.clone()))
        .await
        .unwrap();
    (folder, file)
}

#[tokio::test]
async fn what_is_restored_is_what_was_backed_up() {
    let database = full_database().await;
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    let said = back_up(&database, &first).await;
    assert!(
        said.contains("12 people") && said.contains("SECRET_KEY"),
        "{said}"
    );
    let mode = std::fs::metadata(&first).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    let copy = TestDatabase::empty().await;
    done(bring_back(&copy, &first).await);
    back_up(&copy, &second).await;
    let (first, second) = (Archive::read(&first), Archive::read(&second));
    assert!(first.rows().len() > 6);
    assert_eq!(first.rows(), second.rows());
    let seals = (first.json("seal.json"), second.json("seal.json"));
    assert_eq!(seals.0["rows"], seals.1["rows"]);
    assert_eq!(seals.0["rows"]["outgoing_mails"], 1);
    assert!(seals.0["rows"]["event_pictures"].as_u64() > Some(0));
    // A row that is longer than a part is one.
    assert!(
        first
            .rows()
            .iter()
            .any(|(_, bytes)| bytes.len() > 12_000_000)
    );

    let fresh = upgrade::schema(&TestDatabase::new().await).await;
    upgrade::assert_same("the copy", &upgrade::schema(&copy).await, &fresh);
    let names = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 2, "nothing else is left behind");

    let app = TestApp::on(copy);
    app.logged_in("lena", "paper lantern by the lake").await;
    let events = app.guest().get("/events").await.expect(200);
    assert!(events.titles().len() > 5, "{:?}", events.titles());
}

#[tokio::test]
async fn a_backup_beside_a_storm_is_of_one_instant() {
    let app = TestApp::start().await;
    let lena = app.member("lena").await;
    let event = lena.publish(json!({})).await;
    let mut people = Vec::new();
    for index in 0..4 {
        people.push(app.member(&format!("guest{index}")).await);
    }
    let folder = tempfile::tempdir().unwrap();
    let (is_over, writes) = (AtomicBool::new(false), AtomicU32::new(0));
    let storm = futures_util::future::join_all(people.iter().map(async |person| {
        let booking = format!("/events/{event}/booking");
        while !is_over.load(Ordering::Relaxed) {
            person.put(&booking).await.expect(201);
            let text = json!({ "text": "I come" });
            person.post("/conversations/lena/messages", text).await;
            person.delete(&booking).await.expect(204);
            writes.fetch_add(3, Ordering::Relaxed);
        }
    }));
    let backups = async {
        let mut made = Vec::new();
        for index in 0..5 {
            let begun = writes.load(Ordering::Relaxed);
            until("the storm goes on", async || {
                (writes.load(Ordering::Relaxed) > begun).then_some(())
            })
            .await;
            let file = folder.path().join(index.to_string());
            back_up(&app.database, &file).await;
            made.push(file);
        }
        is_over.store(true, Ordering::Relaxed);
        made
    };
    let (_, made) = tokio::join!(storm, backups);
    let mut sizes = Vec::new();
    for file in made {
        let copy = TestDatabase::empty().await;
        done(bring_back(&copy, &file).await);
        let mut conn = copy.connect().await;
        let taken = number(&mut conn, "SELECT sum(places_taken) FROM events").await;
        let booked = "SELECT count(*) FROM bookings WHERE status = 'accepted'";
        assert_eq!(taken, number(&mut conn, booked).await);
        let clock = number(&mut conn, "SELECT position FROM message_clock").await;
        let last = "SELECT coalesce(max(position), 0) FROM messages";
        assert_eq!(clock, number(&mut conn, last).await);
        sizes.push(number(&mut conn, "SELECT count(*) FROM messages").await);
    }
    assert!(sizes.is_sorted() && sizes[0] < sizes[4], "{sizes:?}");
}

#[tokio::test]
async fn what_is_damaged_or_not_complete_changes_nothing() {
    let (folder, file) = small_backup().await;
    let whole = std::fs::read(&file).unwrap();
    let bad = folder.path().join("bad");
    let place = || Place::File(bad.clone());
    let database = TestDatabase::empty().await;
    let refuses = async |why: &str| {
        let checked = backup::check(place()).await;
        assert!(checked.is_err(), "{why}");
    };
    let content = zstd::decode_all(&whole[..]).unwrap();
    let mut same = 0;
    for length in (0..whole.len()).step_by(whole.len() / 60) {
        std::fs::write(&bad, &whole[..length]).unwrap();
        refuses(&format!("cut after {length}")).await;
        let mut flipped = whole.clone();
        flipped[length] ^= 0x10;
        // Zstandard can say the same in several ways: of zeros, for example, all copies are alike.
        if zstd::decode_all(&flipped[..]).is_ok_and(|read| read == content) {
            same += 1;
            continue;
        }
        std::fs::write(&bad, &flipped).unwrap();
        refuses(&format!("another byte at {length}")).await;
    }
    assert!(same < 10, "{same} of 60 changes changed nothing");

    let archive = Archive::read(&file);
    let at = |name: &str| {
        archive
            .0
            .iter()
            .position(|(part, _)| part.starts_with(name))
            .unwrap()
    };
    let mut changed = archive.clone();
    let rows = &mut changed.0[at("tables/users/")].1;
    let place_of_name = rows.windows(4).position(|word| word == b"mira").unwrap();
    rows[place_of_name] = b'M';
    let mut without = archive.clone();
    without.0.remove(at("tables/bookings/"));
    let mut swapped = archive.clone();
    swapped.0.swap(at("tables/users/"), at("tables/events/"));
    let mut unsealed = archive.clone();
    unsealed.0.pop();
    let mut stray = archive.clone();
    stray
        .0
        .insert(1, ("tables/strange/000001".into(), b"x\n".to_vec()));
    for (why, archive, words) in [
        (
            "a row",
            changed,
            "tables/users/000001 is not what was written",
        ),
        ("a table", without, "tables/bookings/000001 is missing"),
        ("the order", swapped, "is not where it belongs"),
        ("the seal", unsealed, "not complete"),
        ("a stray part", stray, "is not where it belongs"),
    ] {
        archive.write(&bad);
        refuses(why).await;
        let error = backup::restore(&database.url, place(), Consent::KeepAll)
            .await
            .expect_err(why);
        let error = format!("{error:#}");
        assert!(error.contains(words), "{why}: {error}");
        let mut conn = database.connect().await;
        assert_eq!(number(&mut conn, TABLES).await, 0, "{why}");
    }
    archive.write(&bad);
    backup::check(place()).await.unwrap();
    backup::restore(&database.url, place(), Consent::KeepAll)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_restore_that_is_killed_leaves_an_empty_database() {
    let (_folder, file) = small_backup().await;
    let database = TestDatabase::empty().await;
    let home = tempfile::tempdir().unwrap();
    let half = Archive::read(&file).beginning();
    let mut child = start(
        &home,
        &["restore", "-"],
        &database.url,
        [Stdio::piped(), Stdio::null()],
    );
    let mut input = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut input, &half).unwrap();
    // It does not begin while somebody else is in the database.
    let (mut outside, name) = database.connect_from_outside().await;
    let locks = format!(
        "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' \
         AND database = (SELECT oid FROM pg_database WHERE datname = '{name}')"
    );
    until(
        "the restore has made tables, and waits for the rest",
        async || (number(&mut outside, &locks).await > 0).then_some(()),
    )
    .await;
    child.kill().unwrap();
    child.wait().unwrap();
    let mut conn = database.connect().await;
    assert_eq!(number(&mut conn, TABLES).await, 0);
    drop(conn);
    done(bring_back(&database, &file).await);
}

#[tokio::test]
async fn a_backup_that_is_broken_off_leaves_no_file() {
    let database = TestDatabase::new().await;
    let mut conn = database.connect().await;
    // It cannot go on behind this.
    conn.batch_execute("BEGIN; LOCK TABLE messages IN ACCESS EXCLUSIVE MODE")
        .await
        .unwrap();
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = folder.path().join("never.backup");
    let arguments = ["backup", file.to_str().unwrap()];
    let streams = [Stdio::null(), Stdio::null()];
    let mut child = start(&home, &arguments, &database.url, streams);
    let drafts = || std::fs::read_dir(folder.path()).unwrap().count();
    until("it writes a draft", async || (drafts() == 1).then_some(())).await;
    assert!(!file.exists());
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    until("it ends", async || child.try_wait().unwrap()).await;
    assert_eq!(drafts(), 0);
}

#[tokio::test]
async fn nothing_is_lost_without_a_clear_word() {
    let (folder, file) = small_backup().await;
    let path = file.to_str().unwrap();
    let app = TestApp::start().await;
    app.member("somebody").await;
    let url = app.database.url.clone();
    let words = refused(call(&["restore", path, "--replace", "--yes"], &url, &[]).await);
    assert!(words.contains("stop every server first"), "{words}");

    let database = TestDatabase::new().await;
    let mut conn = database.connect().await;
    let person = "INSERT INTO users (id, username, email, password_hash) \
        VALUES (gen_random_uuid(), 'somebody', 'somebody@example.org', 'x')";
    conn.batch_execute(person).await.unwrap();
    drop(conn);
    let restore = async |more: &[&str]| {
        let arguments = [&["restore", path], more].concat();
        call(&arguments, &database.url, &[]).await
    };
    let words = refused(restore(&[]).await);
    assert!(words.contains("1 people and 0 events"), "{words}");
    let words = refused(restore(&["--replace"]).await);
    assert!(words.contains("--replace --yes"), "{words}");

    // A broken file does not cost what is there.
    let bad = folder.path().join("bad");
    std::fs::write(&bad, &std::fs::read(&file).unwrap()[..900]).unwrap();
    let arguments = ["restore", bad.to_str().unwrap(), "--replace", "--yes"];
    let words = refused(call(&arguments, &database.url, &[]).await);
    assert!(words.contains("the database is as it was"), "{words}");
    let mut conn = database.connect().await;
    let somebody = "SELECT count(*) FROM users WHERE username = 'somebody'";
    assert_eq!(number(&mut conn, somebody).await, 1);
    drop(conn);

    done(restore(&["--replace", "--yes"]).await);
    let mut conn = database.connect().await;
    assert_eq!(number(&mut conn, somebody).await, 0);
    assert_eq!(number(&mut conn, "SELECT count(*) FROM users").await, 2);
}

#[tokio::test]
async fn a_backup_of_a_newer_program_is_refused() {
    let (folder, file) = small_backup().await;
    let newer = folder.path().join("newer");
    let archive = Archive::read(&file);
    archive
        .clone()
        .with_manifest(|manifest| {
            let migrations = manifest["migrations"].as_array_mut().unwrap();
            migrations.push(json!("20990101000000"));
            manifest["program"] = json!("99.1.0");
        })
        .write(&newer);
    let database = TestDatabase::empty().await;
    let words = refused(bring_back(&database, &newer).await);
    assert!(
        words.contains("newer than this program") && words.contains("99.1.0"),
        "{words}"
    );
    archive
        .with_manifest(|manifest| manifest["format"] = json!(2))
        .write(&newer);
    let words = refused(bring_back(&database, &newer).await);
    assert!(words.contains("in a form that this one"), "{words}");
}

#[tokio::test]
async fn a_backup_of_an_earlier_schema_is_brought_up_to_date() {
    for name in released::names() {
        let database = released::restored(&name).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("earlier.backup");
        back_up(&database, &file).await;
        let copy = TestDatabase::empty().await;
        done(bring_back(&copy, &file).await);
        let fresh = upgrade::schema(&TestDatabase::new().await).await;
        upgrade::assert_same(&name, &upgrade::schema(&copy).await, &fresh);
        let number = name.split('_').next().unwrap().parse().unwrap();
        upgrade::find_everything(&TestApp::on(copy), number).await;
    }
}

#[tokio::test]
async fn a_full_disk_or_a_wrong_folder_is_told() {
    let database = TestDatabase::new().await;
    let home = tempfile::tempdir().unwrap();
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let child = start(
        &home,
        &["backup", "-"],
        &database.url,
        [Stdio::null(), full.into()],
    );
    let output = tokio::task::spawn_blocking(|| child.wait_with_output().unwrap());
    let words = refused(output.await.unwrap());
    assert!(words.contains("No space left"), "{words}");
    let words = refused(call(&["backup", "/nowhere/at/all"], &database.url, &[]).await);
    assert!(words.contains("cannot write into /nowhere/at"), "{words}");
    let words = refused(call(&["backup", "/tmp"], &database.url, &[]).await);
    assert!(words.contains("/tmp is a folder"), "{words}");
    let words = refused(
        call(
            &["restore", "/nowhere"],
            &TestDatabase::empty().await.url,
            &[],
        )
        .await,
    );
    assert!(words.contains("cannot open /nowhere"), "{words}");
    let empty = TestDatabase::empty().await;
    let words = refused(call(&["backup", "-"], &empty.url, &[]).await);
    assert!(words.contains("nothing to back up"), "{words}");
}
