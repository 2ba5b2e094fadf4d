//! The schemas that releases had, with data in them: `backend/tests/released`.

use std::io::Read;
use std::path::{Path, PathBuf};

use diesel_async::SimpleAsyncConnection;
use flate2::read::GzDecoder;

use super::db::TestDatabase;

/// Where they are.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/released")
}

/// Their names, the earliest first.
pub fn names() -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder())
        .unwrap()
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.strip_suffix(".sql.gz").map(str::to_owned)
        })
        .collect();
    names.sort();
    assert!(names.len() >= 5, "{names:?}");
    names
}

/// What the dump says.
pub fn sql(name: &str) -> String {
    let file = std::fs::File::open(folder().join(format!("{name}.sql.gz"))).unwrap();
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).unwrap();
    text
}

/// A database as that release left it.
pub async fn restored(name: &str) -> TestDatabase {
    let database = TestDatabase::empty().await;
    let mut conn = database.connect().await;
    conn.batch_execute(&sql(name)).await.unwrap();
    database
}
