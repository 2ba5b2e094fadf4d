//! A database of our own, for as long as a program runs.

use anyhow::Context;
use diesel_async::{AsyncConnection, AsyncPgConnection};

use crate::queries;

/// A database with the present schema and nothing in it.
pub struct Database {
    /// Where it is.
    pub url: String,
    name: String,
    admin_url: String,
}

impl Database {
    /// Makes one on the server that the URL of any of its databases names.
    pub async fn create(admin_url: &str, purpose: &str) -> anyhow::Result<Self> {
        let name = format!("eb_{purpose}_{}", std::process::id());
        let (server, _) = admin_url
            .rsplit_once('/')
            .context("the database's URL names no database")?;
        let mut admin = connect(admin_url).await?;
        queries::create_database(&mut admin, &name).await?;
        let database = Self {
            url: format!("{server}/{name}"),
            name,
            admin_url: admin_url.to_owned(),
        };
        backend::db::migrate(&database.url).await?;
        Ok(database)
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A connection to it.
    pub async fn connect(&self) -> anyhow::Result<AsyncPgConnection> {
        connect(&self.url).await
    }

    /// Removes it, whoever is connected.
    pub async fn remove(self) -> anyhow::Result<()> {
        let mut admin = connect(&self.admin_url).await?;
        Ok(queries::drop_database(&mut admin, &self.name).await?)
    }
}

/// A connection to the database at this URL.
pub async fn connect(url: &str) -> anyhow::Result<AsyncPgConnection> {
    AsyncPgConnection::establish(url)
        .await
        .with_context(|| format!("no connection to {url}"))
}
