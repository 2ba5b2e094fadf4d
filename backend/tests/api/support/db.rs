//! A database for each test, cloned from a template that holds the present schema.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::QueryableByName;
use diesel::sql_types::Bool;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};

/// Dropped, and with it the database, at the end of the test.
pub struct TestDatabase {
    pub url: String,
    name: String,
    admin_url: String,
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Bool)]
    found: bool,
}

fn admin_url() -> String {
    std::env::var("TEST_DATABASE_URL").expect(
        "TEST_DATABASE_URL is not set: run `cargo xtask test`, or `cargo xtask postgres` in another terminal",
    )
}

/// The same server, another database.
fn url_of(admin_url: &str, name: &str) -> String {
    let (server, _) = admin_url.rsplit_once('/').expect("a URL with a database");
    format!("{server}/{name}")
}

/// A name that changes with every change of a migration.
fn template_name() -> String {
    let mut hasher = DefaultHasher::new();
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("up.sql"))
        .collect();
    files.sort();
    for file in files {
        std::fs::read(file).unwrap().hash(&mut hasher);
    }
    format!("eb_template_{:016x}", hasher.finish())
}

/// Makes the template once, however many test processes start at the same time.
async fn ensure_template(admin: &mut AsyncPgConnection, admin_url: &str) -> String {
    let name = template_name();
    admin
        .batch_execute("SELECT pg_advisory_lock(4711)")
        .await
        .unwrap();
    let query =
        format!("SELECT EXISTS (SELECT FROM pg_database WHERE datname = '{name}') AS found");
    let exists: Found = diesel::sql_query(query).get_result(admin).await.unwrap();
    if !exists.found {
        let draft = format!("{name}_draft");
        let statements = [
            format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)"),
            format!("CREATE DATABASE {draft}"),
        ];
        for statement in statements {
            admin.batch_execute(&statement).await.unwrap();
        }
        backend::db::migrate(&url_of(admin_url, &draft))
            .await
            .unwrap();
        // The connection of the migration may linger for a moment.
        let disconnect = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{draft}'"
        );
        admin.batch_execute(&disconnect).await.unwrap();
        let rename = format!("ALTER DATABASE {draft} RENAME TO {name}");
        for _ in 0..50 {
            if admin.batch_execute(&rename).await.is_ok() {
                break;
            }
            admin.batch_execute(&disconnect).await.unwrap();
            tokio::task::yield_now().await;
        }
    }
    admin
        .batch_execute("SELECT pg_advisory_unlock(4711)")
        .await
        .unwrap();
    name
}

impl TestDatabase {
    /// With the present schema.
    pub async fn new() -> Self {
        let admin_url = admin_url();
        let mut admin = AsyncPgConnection::establish(&admin_url).await.unwrap();
        let template = ensure_template(&mut admin, &admin_url).await;
        Self::made_like(&template).await
    }

    /// With nothing in it.
    pub async fn empty() -> Self {
        Self::made_like("template0").await
    }

    /// A connection to another database of the same server, which sees what happens in this one, and
    /// its name.
    pub async fn connect_from_outside(&self) -> (AsyncPgConnection, &str) {
        let conn = AsyncPgConnection::establish(&self.admin_url).await.unwrap();
        (conn, &self.name)
    }

    async fn made_like(template: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let admin_url = admin_url();
        let mut admin = AsyncPgConnection::establish(&admin_url).await.unwrap();
        let name = format!(
            "eb_test_{}_{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let statements = [
            format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
            format!("CREATE DATABASE {name} TEMPLATE {template}"),
        ];
        for statement in statements {
            admin.batch_execute(&statement).await.unwrap();
        }
        Self {
            url: url_of(&admin_url, &name),
            name,
            admin_url,
        }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Ends every connection.
    pub async fn cut_off(&self) {
        let name = &self.name;
        self.as_admin(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        ))
        .await;
    }

    /// Ends every connection, and takes no new ones.
    pub async fn close(&self) {
        self.allow_connections(false).await;
        self.cut_off().await;
    }

    /// Takes connections again.
    pub async fn open(&self) {
        self.allow_connections(true).await;
    }

    async fn allow_connections(&self, is_allowed: bool) {
        let name = &self.name;
        self.as_admin(&format!(
            "ALTER DATABASE {name} WITH ALLOW_CONNECTIONS {is_allowed}"
        ))
        .await;
    }

    async fn as_admin(&self, statement: &str) {
        let mut admin = AsyncPgConnection::establish(&self.admin_url).await.unwrap();
        admin.batch_execute(statement).await.unwrap();
    }

    pub async fn connect(&self) -> AsyncPgConnection {
        AsyncPgConnection::establish(&self.url).await.unwrap()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let (url, name) = (self.admin_url.clone(), self.name.clone());
        // A thread of its own: the test's runtime may be ending.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            runtime.block_on(async {
                let mut admin = AsyncPgConnection::establish(&url).await?;
                admin
                    .batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
                    .await?;
                Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
            })
        });
        let _ = dropped.join();
    }
}
