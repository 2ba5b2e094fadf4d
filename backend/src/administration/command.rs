//! `event-booking create-admin`: makes somebody an administrator, with or without an account so far.
//! Works beside a running server.
#![expect(
    clippy::print_stdout,
    reason = "a command talks to the person who called it"
)]

use std::io::{self, IsTerminal};

use anyhow::{Context, bail};
use api_types::Validate;
use api_types::accounts::{NewAccount, ValidAccount};
use api_types::administration::{AdminAction, LogSubjectKind};
use api_types::language::Language;
use api_types::problem::{FieldErrors, RuleCode};
use chrono::Utc;
use clap::Args;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use tokio::sync::oneshot;

use super::queries::{Deed, log};
use crate::accounts::passwords::Passwords;
use crate::accounts::queries::{User, insert_user, mark_confirmed, set_admin, user_by_username};
use crate::config::Config;
use crate::error::{ApiError, ApiResult, OnConstraint, in_words};
use crate::secret_value::SecretValue;

/// Whom to make an administrator.
#[derive(Debug, Args)]
pub struct CreateAdmin {
    /// The person's username; an account is made if there is none
    #[arg(long, value_name = "NAME")]
    username: String,
    /// The email address of a new account; it counts as confirmed
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// Make up the password of a new account and print it, instead of asking for one
    #[arg(long)]
    generate_password: bool,
    /// Take it away again: the account stays
    #[arg(long, conflicts_with_all = ["email", "generate_password"])]
    revoke: bool,
}

/// Does it, and prints what came of it.
pub async fn run(command: CreateAdmin, config: &Config, database_url: &str) -> anyhow::Result<()> {
    let mut conn = AsyncPgConnection::establish(database_url).await?;
    let name = command.username.trim().to_owned();
    match user_by_username(&mut conn, &name).await? {
        Some(user) if command.revoke => revoke(&mut conn, &user).await,
        Some(user) => promote(&mut conn, &user).await,
        None if command.revoke => bail!("nobody here is called {name}"),
        None => create(&mut conn, command, config).await,
    }
}

async fn revoke(conn: &mut AsyncPgConnection, user: &User) -> anyhow::Result<()> {
    let name = &user.username;
    match set_and_log(conn, user, false).await.map_err(said)? {
        true => println!("{name} is no administrator any more."),
        false => println!("{name} is no administrator; nothing was changed."),
    }
    Ok(())
}

async fn promote(conn: &mut AsyncPgConnection, user: &User) -> anyhow::Result<()> {
    let name = &user.username;
    if user.blocked_at.is_some() {
        bail!("{name} is blocked; another administrator has to let them in first");
    }
    match set_and_log(conn, user, true).await.map_err(said)? {
        true => println!("{name} has an account already, and is an administrator now."),
        false => println!("{name} is an administrator already; nothing was changed."),
    }
    if user.confirmed_at.is_none() {
        println!("The email address {} counts as confirmed.", user.email);
    }
    Ok(())
}

async fn create(
    conn: &mut AsyncPgConnection,
    command: CreateAdmin,
    config: &Config,
) -> anyhow::Result<()> {
    let email = command.email.with_context(|| {
        let name = &command.username;
        format!("nobody here is called {name}; a new account needs --email, too")
    })?;
    let password = match command.generate_password {
        true => SecretValue::random().text,
        false => off_the_runtime(ask_for_password).await??,
    };
    let account = NewAccount {
        username: command.username,
        email,
        password: password.clone(),
        ..NewAccount::default()
    };
    let account = account.validate().map_err(|errors| said(errors.into()))?;
    let hash = Passwords::new(config.password_cost)?
        .hash(password.clone())
        .await
        .map_err(said)?;
    insert(conn, &account, &hash).await.map_err(said)?;
    println!(
        "{} has an account now, as an administrator.",
        account.username
    );
    if command.generate_password {
        println!("Password: {password}");
    }
    Ok(())
}

async fn insert(conn: &mut AsyncPgConnection, account: &ValidAccount, hash: &str) -> ApiResult<()> {
    let (now, language) = (Utc::now(), Language::default());
    conn.transaction(async |conn| {
        let user = insert_user(conn, account, hash, language, now).await?;
        set_and_log(conn, &user, true).await?;
        Ok::<_, ApiError>(())
    })
    .await
    .on_constraint("users_username_key", || taken("username"))
    .on_constraint("users_email_key", || taken("email"))
}

fn taken(field: &str) -> ApiError {
    FieldErrors::one(field, RuleCode::Taken).into()
}

/// False if it was so before. Whoever runs the server vouches for the address of an administrator.
async fn set_and_log(conn: &mut AsyncPgConnection, user: &User, is_admin: bool) -> ApiResult<bool> {
    let now = Utc::now();
    conn.transaction(async |conn| {
        if is_admin {
            mark_confirmed(conn, user.id, now).await?;
        }
        if !set_admin(conn, user.id, is_admin).await? {
            return Ok(false);
        }
        let deed = Deed {
            admin: None,
            action: match is_admin {
                true => AdminAction::AdminMade,
                false => AdminAction::AdminRevoked,
            },
            subject: LogSubjectKind::Person,
            subject_id: Some(user.id),
            subject_name: Some(&user.username),
            person: Some(user.id),
            reason: None,
        };
        log(conn, deed, now).await?;
        Ok(true)
    })
    .await
}

/// What is wrong, in words for a terminal.
fn said(error: ApiError) -> anyhow::Error {
    let told = in_words(&error.problem, error.detail.as_deref(), Language::En).detail;
    match error.cause {
        Some(cause) => cause.context(told),
        None => anyhow::anyhow!(told),
    }
}

/// From the terminal, without showing it; from what is piped in otherwise, its first line.
fn ask_for_password() -> anyhow::Result<String> {
    if io::stdin().is_terminal() {
        return rpassword::prompt_password("Password of the new account: ")
            .context("the password could not be read");
    }
    let mut line = String::new();
    io::stdin()
        .read_line(&mut line)
        .context("the password could not be read from the standard input")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// On a thread that nobody waits for when the command is interrupted.
async fn off_the_runtime<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> anyhow::Result<T> {
    let (sender, receiver) = oneshot::channel();
    std::thread::spawn(move || sender.send(work()).ok());
    Ok(receiver.await?)
}
