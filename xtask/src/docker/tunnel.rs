//! The private PostgreSQL listens on a socket that nobody else can reach. Who is somebody else for
//! the sake of a trial comes through here.

use std::io;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::thread;

use anyhow::{Context, Result};

/// Passes connections on until this process ends. Returns the address for them.
pub fn open(database_url: &str) -> Result<String> {
    let (_, rest) = database_url.split_once('@').context("a URL with a user")?;
    let (host, database) = rest.split_once('/').context("a URL with a database")?;
    let socket = PathBuf::from(host.replace("%2F", "/")).join(".s.PGSQL.5432");
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if let Ok(server) = UnixStream::connect(&socket) {
                // Whoever hangs up early is gone.
                let _ = connect(stream, server);
            }
        }
    });
    Ok(format!(
        "postgres://event_booking@127.0.0.1:{port}/{database}"
    ))
}

fn connect(client: TcpStream, server: UnixStream) -> io::Result<()> {
    let (mut from_client, mut to_server) = (client.try_clone()?, server.try_clone()?);
    let (mut from_server, mut to_client) = (server, client);
    thread::spawn(move || {
        let _ = io::copy(&mut from_client, &mut to_server);
        let _ = to_server.shutdown(Shutdown::Write);
    });
    thread::spawn(move || {
        let _ = io::copy(&mut from_server, &mut to_client);
        let _ = to_client.shutdown(Shutdown::Both);
    });
    Ok(())
}
