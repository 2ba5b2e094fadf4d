//! What the command `event-booking` does: reads its arguments, serves until it is told to stop, and
//! sees to the database.
#![expect(
    clippy::print_stdout,
    reason = "a command talks to the person who called it"
)]

mod key;
mod serve;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use diesel_async::{AsyncConnection, AsyncPgConnection};

use crate::administration::command::CreateAdmin;
use crate::backup::{self, Consent, Place};
use crate::config::Config;
use crate::db::private::{Database, Ownership};
use crate::db::{self, print_schema};
use crate::mail::command::MailCommand;
use crate::state::AppState;
use crate::{administration, asyncapi, demo, doctor, health, mail, openapi, telemetry};

pub use key::cookie_key;
pub use serve::allow_many_files;
use serve::{serve, stop_signal};

/// Publish events, invite people, book places: a self-hosted event booking application.
///
/// Everything is configured through environment variables or a file .env in the working
/// directory; .env.example lists them all. Without DATABASE_URL a private PostgreSQL is started
/// and kept in DATA_DIR.
#[derive(Parser)]
#[command(name = "event-booking", version, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve page, API and Swagger UI at LISTEN until Ctrl-C or SIGTERM
    ///
    /// Brings the database to the present schema first.
    Serve {
        /// Fill the database with demo data if it has no account yet
        #[arg(long)]
        demo: bool,
    },
    /// Bring the database to the present schema
    Migrate,
    /// Fill the database with people, events and bookings to look at
    ///
    /// Without --events: 12 people and some 60 events, in English and German, unless there are
    /// accounts already.
    Demo {
        /// Add this many generated events instead, to see how a large database behaves
        #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
        events: Option<u32>,
    },
    /// Make somebody an administrator; works beside a running server
    CreateAdmin(CreateAdmin),
    /// See to the mails that are on their way; works beside a running server
    #[command(subcommand)]
    Mail(MailCommand),
    /// Look at configuration, folders, database, mail server and broker, and say what to do
    ///
    /// Changes nothing. Works before the first start and beside a running server; ends with 1 if
    /// something does not work.
    Doctor {
        /// Print it for programs
        #[arg(long)]
        json: bool,
    },
    /// Write all that the database holds into one file; works beside a running server
    Backup {
        /// Where it goes; `-` is the standard output. The file is there only when it is complete
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Fill an empty database with a backup
    ///
    /// All of it or, whatever goes wrong, nothing. Later migrations run at once. No server may run.
    Restore(Restore),
    /// Ask the server at LISTEN whether it is ready: for the health checks of containers
    Health,
    /// Print the API's OpenAPI document as YAML
    Openapi,
    /// Print the socket's AsyncAPI document as YAML
    Asyncapi,
    /// Print backend/src/db/schema.rs as the migrations make it
    #[command(hide = true)]
    Schema,
}

/// Which backup, and what may become of what is there.
#[derive(Debug, clap::Args)]
struct Restore {
    /// The backup; `-` is the standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only see whether the backup is complete and undamaged; needs no database
    #[arg(long, conflicts_with_all = ["replace", "yes"])]
    check: bool,
    /// Remove what is in the database
    #[arg(long)]
    replace: bool,
    /// Really
    #[arg(long, requires = "replace")]
    yes: bool,
}

/// Does what the arguments of this process say.
pub async fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match execute(arguments.command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(
                clippy::print_stderr,
                reason = "logs may be switched off; this must be seen"
            )]
            {
                eprintln!("event-booking: {error:#}");
            }
            ExitCode::FAILURE
        }
    }
}

async fn execute(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Openapi => {
            print!("{}", openapi::yaml()?);
            return Ok(());
        }
        Command::Asyncapi => {
            print!("{}", asyncapi::yaml()?);
            return Ok(());
        }
        Command::Doctor { json } => return examine(json).await,
        Command::Restore(Restore {
            file, check: true, ..
        }) => {
            let found = backup::check(Place::from(file.as_path())).await?;
            println!("The backup of {} is complete: {found}.", found.created_at);
            return Ok(());
        }
        _ => {}
    }
    let config = Config::from_env()?;
    telemetry::start(&config);
    match command {
        Command::Serve { demo } => serve(config, demo).await,
        Command::Mail(MailCommand::SendTest { address }) => {
            mail::command::send_test(&config, &address).await
        }
        Command::Health => health::ask(config.listen).await,
        Command::Backup { file } => {
            let work = async |url: String| back_up(&url, &file).await;
            on_database(&config, Ownership::Shared, work).await
        }
        Command::Restore(restore) => {
            let work = async |url: String| bring_back(&url, &restore).await;
            on_database(&config, Ownership::Exclusive, work).await
        }
        other => {
            let work = async |url: String| with_database(other, &config, &url).await;
            on_database(&config, Ownership::Shared, work).await
        }
    }
}

/// Opens the database, works with it until that is done or somebody ends it, and closes it.
async fn on_database(
    config: &Config,
    ownership: Ownership,
    work: impl AsyncFnOnce(String) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut stop = stop_signal();
    let database = Database::open(config, ownership).await?;
    let done = tokio::select! {
        _ = stop.wait_for(|stop| *stop) => Err(anyhow::anyhow!("interrupted")),
        done = work(database.url.clone()) => done,
    };
    database.close().await?;
    done
}

async fn examine(as_json: bool) -> anyhow::Result<()> {
    let report = doctor::examine(Config::from_env()).await;
    match as_json {
        true => println!("{}", serde_json::to_string_pretty(&report)?),
        false => print!("{report}"),
    }
    match report.problems() {
        0 => Ok(()),
        problems => anyhow::bail!("{problems} problem(s) found"),
    }
}

/// What is not in the database, and whoever restores it will need.
const KEEP_ALSO: &str = "Keep with it, but apart from it, since a backup opens no session without \
    them: SECRET_KEY and TOKEN_KEYS, or DATA_DIR/secret.key where they are not set, and your .env.";

#[expect(
    clippy::print_stderr,
    reason = "the standard output may be the backup itself"
)]
async fn back_up(url: &str, file: &Path) -> anyhow::Result<()> {
    let written = backup::write(url, Place::from(file)).await?;
    eprintln!("The backup is complete: {written}.\n{KEEP_ALSO}");
    Ok(())
}

async fn bring_back(url: &str, restore: &Restore) -> anyhow::Result<()> {
    let consent = match (restore.replace, restore.yes) {
        (false, _) => Consent::KeepAll,
        (true, false) => Consent::Asked,
        (true, true) => Consent::Replace,
    };
    let restored = backup::restore(url, Place::from(restore.file.as_path()), consent).await?;
    println!(
        "The backup of {} is restored: {restored}.",
        restored.created_at
    );
    Ok(())
}

async fn with_database(command: Command, config: &Config, url: &str) -> anyhow::Result<()> {
    let migrations = db::migrate(url).await?;
    match command {
        Command::Migrate if migrations.is_empty() => println!("The database is up to date."),
        Command::Migrate => println!("Migrations done: {}", migrations.join(", ")),
        Command::Demo { events } => {
            let key = cookie_key(config)?;
            let state = AppState::new(config.clone(), url, &key)?;
            match events {
                Some(count) => demo::add_many_events(&state, url, count).await?,
                None => demo::fill(&state).await?,
            }
        }
        Command::CreateAdmin(command) => administration::command::run(command, config, url).await?,
        Command::Mail(command) => mail::command::run(command, url).await?,
        Command::Schema => {
            let mut conn = AsyncPgConnection::establish(url).await?;
            print!("{}", print_schema::print_schema(&mut conn).await?);
        }
        Command::Serve { .. }
        | Command::Openapi
        | Command::Asyncapi
        | Command::Doctor { .. }
        | Command::Backup { .. }
        | Command::Restore(_)
        | Command::Health => {}
    }
    Ok(())
}
