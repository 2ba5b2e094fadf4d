//! Serves until somebody ends it.

use std::net::TcpListener;
use std::time::Duration;

use actix_web::cookie::Key;
use actix_web::dev::Server;
use anyhow::Context;
use api_types::socket::CloseCode;
use rustix::process::{Resource, getrlimit, setrlimit};
use tokio::sync::watch;

use super::key::cookie_key;
use crate::config::Config;
use crate::db;
use crate::db::private::{Database, Ownership};
use crate::state::AppState;
use crate::{app, demo, housekeeping, mail, monitor, openapi};

/// Lets this process have as many files open, and with them sockets, as the system lets it: shells
/// often begin with 1,024.
pub fn allow_many_files() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::debug!("the number of open files stays as it is: {error}");
    }
}

/// Serves until a signal arrives; then the server ends first, its database last.
pub(super) async fn serve(config: Config, with_demo: bool) -> anyhow::Result<()> {
    allow_many_files();
    let stop = stop_signal();
    // Taken before anything else, so that an address in use costs no time.
    let listener = TcpListener::bind(config.listen).with_context(|| {
        format!(
            "cannot listen on {}; LISTEN names another address",
            config.listen
        )
    })?;
    let monitor = config.metrics_listen.map(|address| {
        TcpListener::bind(address).with_context(|| {
            format!("cannot listen on {address}; METRICS_LISTEN names another address")
        })
    });
    let listeners = Listeners {
        site: listener,
        monitor: monitor.transpose()?,
    };
    let key = cookie_key(&config)?;
    let database = Database::open(&config, Ownership::Exclusive).await?;
    let served = {
        let mut stopped = stop.clone();
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => Ok(()),
            ready = prepare(&config, &key, &database.url, with_demo) => match ready {
                Ok(state) => run_server(state, key.clone(), database.url.clone(), listeners, stop).await,
                Err(error) => Err(error),
            },
        }
    };
    database.close().await?;
    served
}

async fn prepare(
    config: &Config,
    key: &Key,
    url: &str,
    with_demo: bool,
) -> anyhow::Result<AppState> {
    db::migrate(url).await?;
    let state = AppState::new(config.clone(), url, key)?;
    if with_demo {
        demo::fill(&state).await?;
    }
    Ok(state)
}

/// The addresses at which the process serves.
struct Listeners {
    site: TcpListener,
    monitor: Option<TcpListener>,
}

async fn run_server(
    state: AppState,
    key: Key,
    database_url: String,
    listeners: Listeners,
    mut stop: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let config = state.config.clone();
    let keeper = tokio::spawn(housekeeping::run(state.clone(), stop.clone()));
    let worker = config.mail.clone().map(|mail| {
        tokio::spawn(mail::worker::run(
            state.clone(),
            database_url,
            mail,
            stop.clone(),
        ))
    });
    let has_demo_login = demo::has_login(&state).await?;
    let realtime = state.realtime.clone();
    let (readiness, traces) = (state.readiness.clone(), state.traces.clone());
    let clerks = app::Clerks::start(&state);
    let monitor = match listeners.monitor {
        Some(listener) => Some(monitor::server(state.clone(), listener)?),
        None => None,
    };
    let monitor_handle = monitor.as_ref().map(Server::handle);
    let monitor = monitor.map(tokio::spawn);
    let server = app::server_with(state, clerks.clone(), key, listeners.site)?;
    let handle = server.handle();
    let running = tokio::spawn(server);
    announce(&config, has_demo_login);
    stop.wait_for(|stop| *stop).await.ok();
    // Balancers look elsewhere from now on.
    readiness.stop();
    let delay = Duration::from_secs(config.shutdown_delay_seconds.into());
    if !delay.is_zero() {
        tracing::info!(
            ?delay,
            "stopping soon: others should not be sent here any more"
        );
        tokio::time::sleep(delay).await;
    }
    tracing::info!("stopping: requests that are being served are finished first");
    // Nobody gets in from here on.
    let stopped = handle.stop(true);
    // Sockets would never finish; pages connect again, perhaps to another process.
    realtime.hub().close_all(CloseCode::Restart);
    stopped.await;
    running.await??;
    clerks.finish().await;
    if let Some(worker) = worker {
        worker.await?;
    }
    keeper.await?;
    traces.finish().await;
    if let (Some(handle), Some(monitor)) = (monitor_handle, monitor) {
        handle.stop(false).await;
        monitor.await??;
    }
    Ok(())
}

fn announce(config: &Config, has_demo_login: bool) {
    println!("\n  Event Booking is ready.\n");
    println!("  Page         {}", config.page_url("/"));
    println!("  API          {}", config.page_url(openapi::API));
    println!("  Swagger UI   {}", config.page_url("/swagger-ui/"));
    if has_demo_login {
        println!(
            "  Demo login   {}  password: {}",
            demo::LOGIN,
            demo::PASSWORD
        );
    }
    println!("\n  Ctrl-C ends it.\n");
}

/// Becomes true when the process is asked to stop. A second request ends it at once.
pub(super) fn stop_signal() -> watch::Receiver<bool> {
    let (sender, receiver) = watch::channel(false);
    tokio::spawn(async move {
        signal().await;
        sender.send_replace(true);
        signal().await;
        std::process::exit(130);
    });
    receiver
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) = (
        signal(SignalKind::interrupt()),
        signal(SignalKind::terminate()),
    ) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn signal() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}
