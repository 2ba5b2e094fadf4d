//! Every schema that was released becomes the present one, and its people find their things again.

use std::collections::BTreeSet;

use backend::db;
use diesel::QueryableByName;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::db::TestDatabase;
use crate::support::{Person, TestApp, released};

/// Of everybody in the dumps who is not of the demo data.
pub const PASSWORD: &str = "seven herons above the quiet weir";
const DEMO_PASSWORD: &str = "paper lantern by the lake";

/// Everything that makes a schema, as lines.
const SCHEMA: &str = "
    SELECT format('column %s.%s %s%s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
               CASE WHEN a.attnotnull THEN ' not null' END,
               ' ' || CASE a.attgenerated WHEN '' THEN 'default ' ELSE 'always ' END || pg_get_expr(d.adbin, d.adrelid),
               ' identity ' || nullif(a.attidentity::text, '') || ' storage ' || a.attstorage::text) AS line
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT format('constraint %s.%s %s %s', conrelid::regclass, conname, contype, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('index %s', indexdef) FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT format('options %s %s', relname, reloptions) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i', 'S')
    UNION ALL
    SELECT format('comment %s %s %s', c.relname, d.objsubid, d.description)
    FROM pg_description d JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass
    WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('trigger %s', pg_get_triggerdef(t.oid)) FROM pg_trigger t WHERE NOT t.tgisinternal
    UNION ALL
    SELECT format('routine %s', pg_get_functiondef(p.oid)) FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    UNION ALL
    SELECT format('migration %s', version) FROM __diesel_schema_migrations";

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

pub async fn schema(database: &TestDatabase) -> BTreeSet<String> {
    let mut conn = database.connect().await;
    let lines: Vec<Line> = diesel::sql_query(SCHEMA).load(&mut conn).await.unwrap();
    lines.into_iter().map(|line| line.line).collect()
}

/// Fails with what one of them has that the other one lacks.
#[track_caller]
pub fn assert_same(name: &str, upgraded: &BTreeSet<String>, fresh: &BTreeSet<String>) {
    assert!(fresh.len() > 200, "{}", fresh.len());
    let lacks: Vec<_> = fresh.difference(upgraded).collect();
    let more: Vec<_> = upgraded.difference(fresh).collect();
    assert!(
        lacks.is_empty() && more.is_empty(),
        "{name} lacks {lacks:#?} and has {more:#?}"
    );
}

#[tokio::test]
async fn every_released_schema_becomes_the_present_one() {
    let fresh = schema(&TestDatabase::new().await).await;
    for name in released::names() {
        let database = released::restored(&name).await;
        db::migrate(&database.url).await.unwrap();
        assert_same(&name, &schema(&database).await, &fresh);
    }
}

#[tokio::test]
async fn a_schema_that_differs_would_be_noticed() {
    let database = TestDatabase::new().await;
    let fresh = schema(&database).await;
    let mut conn = database.connect().await;
    for change in [
        "ALTER TABLE users ALTER COLUMN age SET DEFAULT 3",
        "ALTER TABLE events DROP CONSTRAINT events_places_taken_check",
        "DROP INDEX events_period_idx",
    ] {
        let before = schema(&database).await;
        diesel::sql_query(change).execute(&mut conn).await.unwrap();
        let after = schema(&database).await;
        assert_ne!(before, after, "{change}");
    }
    assert!(schema(&database).await.len() < fresh.len());
}

#[tokio::test]
async fn what_people_had_is_still_theirs() {
    for name in released::names() {
        let database = released::restored(&name).await;
        db::migrate(&database.url).await.unwrap();
        let number: u32 = name.split('_').next().unwrap().parse().unwrap();
        find_everything(&TestApp::on(database), number).await;
    }
}

/// What `wanda` and `otto` did in the dump of the release of this number (`make.mjs`), or what of
/// it that release could.
pub async fn find_everything(app: &TestApp, release: u32) {
    let wanda = app.logged_in("wanda", PASSWORD).await;
    let otto = app.logged_in("otto", PASSWORD).await;
    let lena = app.logged_in("lena", DEMO_PASSWORD).await;

    let found = wanda.get("/events?query=lanterns%20lock").await.expect(200);
    let event = &found.json["items"][0];
    assert_eq!(event["title"], "Lanterns over the lock", "{release}");
    assert_eq!(event["places_left"], 11, "{release}");
    let id = event["id"].as_str().unwrap();
    let event = otto.get(&format!("/events/{id}")).await.expect(200).json;
    let place = match release {
        ..=2 => "Leipzig, Old Lock",
        _ => "Leipzig, New Lock",
    };
    assert_eq!(event["location"], place, "{release}");
    let words = "Bring a light.\n\n“Ünïcödé” – 灯籠, 🏮, and a tab\there.";
    assert_eq!(event["description"], words, "{release}");

    let booked = otto.get("/bookings").await.expect(200);
    let titles = booked.json.to_string();
    assert!(
        titles.contains("Lanterns over the lock"),
        "{release}: {titles}"
    );
    // What is not public is for those who are invited.
    let hidden = lena
        .get("/events?query=supper%20behind%20mill")
        .await
        .expect(200);
    assert!(hidden.titles().is_empty(), "{release}");
    let invited = otto
        .get("/events?query=supper%20behind%20mill")
        .await
        .expect(200);
    let expected: &[&str] = match release {
        ..=2 => &[],
        _ => &["Supper behind the mill"],
    };
    assert_eq!(invited.titles(), expected, "{release}");
    if release >= 4 {
        let messages = otto.get("/conversations/wanda/messages").await.expect(200);
        let texts = messages.json.to_string();
        assert!(texts.contains("Shall I bring a lantern for you, too?"));
        assert!(texts.contains("Yes, a red one, please."));
        let news = otto.get("/notifications").await.expect(200).json;
        assert!(news.to_string().contains("invitation"), "{news}");
    }
    go_on(&wanda, &otto, id).await;
}

/// They can do what the present release lets them do.
async fn go_on(wanda: &Person, otto: &Person, id: &str) {
    let version = wanda.get(&format!("/events/{id}")).await.expect(200).json["version"]
        .as_i64()
        .unwrap();
    let changed = wanda
        .edit(id, version, json!({ "location": "Leipzig, Dry Lock" }))
        .await
        .expect(200);
    assert_eq!(changed.json["location"], "Leipzig, Dry Lock");
    otto.delete(&format!("/events/{id}/booking"))
        .await
        .expect(204);
    otto.book(id).await.expect(201);
    otto.post(
        "/conversations/wanda/messages",
        json!({ "text": "After it" }),
    )
    .await;
    let texts = wanda.get("/conversations/otto/messages").await.expect(200);
    assert!(texts.json.to_string().contains("After it"));
    let own = wanda.get("/users/me").await.expect(200).json;
    assert_eq!(own["language"], Value::from("en"));
}

#[test]
fn a_released_migration_never_changes() {
    let list = std::fs::read_to_string(released::folder().join("migrations.sha256")).unwrap();
    let root = released::folder().join("../../..");
    let mut known = BTreeSet::new();
    for line in list.lines() {
        let (sum, file) = line.split_once("  ").unwrap();
        let text = std::fs::read(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let found = format!("{:x}", Sha256::digest(&text));
        assert_eq!(found, sum, "{file} was released: write a new migration");
        let (version, _) = file["migrations/".len()..].split_once('_').unwrap();
        known.insert(version.replace('-', ""));
    }
    // Everything in a dump stands in the list.
    for name in released::names() {
        let sql = released::sql(&name);
        let (_, rows) = sql
            .split_once("INSERT INTO public.__diesel_schema_migrations VALUES")
            .unwrap();
        let (rows, _) = rows.split_once(';').unwrap();
        for row in rows.split("('").skip(1) {
            let version = &row[..14];
            assert!(known.contains(version), "{name}: {version}");
        }
    }
}
