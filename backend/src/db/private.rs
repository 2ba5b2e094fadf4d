//! Which database is used: the one that configuration names, or a private one of our own.

use std::path::Path;

use local_postgres::{LocalPostgres, Options};

use crate::config::Config;

/// A database that can be connected to.
#[derive(Debug)]
pub struct Database {
    /// Where it is.
    pub url: String,
    private: Option<LocalPostgres>,
}

/// Whether somebody else may run the private server already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ownership {
    /// The server is ours, or starting fails.
    Exclusive,
    /// If another process runs the server, it is used and left running.
    Shared,
}

impl Database {
    /// Finds the database, or starts the private one.
    pub async fn open(config: &Config, ownership: Ownership) -> anyhow::Result<Self> {
        if let Some(url) = &config.database_url {
            return Ok(Self {
                url: url.expose().to_owned(),
                private: None,
            });
        }
        let mut options =
            Options::new(config.data_dir.join("postgres")).bin_dir(config.postgres_bin_dir.clone());
        // A program that was built in its checkout finds what npm has put there.
        if let Some(project) = Path::new(env!("CARGO_MANIFEST_DIR")).parent() {
            options = options.project_dir(project);
        }
        let started = tokio::task::spawn_blocking(move || match ownership {
            Ownership::Exclusive => options.start(),
            Ownership::Shared => options.attach_or_start(),
        });
        let private = started.await??;
        tracing::info!(
            data = %private.data_dir().display(),
            version = private.version(),
            adopted = private.was_adopted(),
            "the private PostgreSQL is up"
        );
        Ok(Self {
            url: private.url(local_postgres::DATABASE),
            private: Some(private),
        })
    }

    /// Stops the private server, if it is ours.
    pub async fn close(self) -> anyhow::Result<()> {
        if let Some(private) = self.private {
            tokio::task::spawn_blocking(move || private.stop()).await??;
        }
        Ok(())
    }
}
