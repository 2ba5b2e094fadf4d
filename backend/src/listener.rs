//! What holds for every connection of clients: how many there may be, and how long one that does not
//! read is kept.

use std::io;
use std::net::TcpListener;
use std::time::Duration;

use rustix::process::{Resource, getrlimit};
use socket2::SockRef;

use crate::config::Config;

/// How long a client may take for the next byte of what is sent to it.
const UNREAD_TIMEOUT: Duration = Duration::from_secs(30);
/// How many connections may wait until they are accepted.
const BACKLOG: i32 = 1_024;
/// Files that a process has open besides connections to clients and to the database.
const OTHER_FILES: usize = 100;

/// Makes a listener ready for many. Connections inherit from it that they end when the client does
/// not take what is sent to it, and does not even say that it is there: no timeout of actix looks at
/// that.
pub fn prepare(listener: &TcpListener) -> io::Result<()> {
    let socket = SockRef::from(listener);
    #[cfg(target_os = "linux")]
    socket.set_tcp_user_timeout(Some(UNREAD_TIMEOUT))?;
    // To listen once more only changes how many may wait.
    socket.listen(BACKLOG)
}

/// How many connections of clients there may be: as configured, but not more than the system has
/// files for, so that no connection is accepted for which there is none.
pub fn connections(config: &Config) -> usize {
    let own = config.database_connections + OTHER_FILES;
    let files = getrlimit(Resource::Nofile).current;
    let left = files.map_or(usize::MAX, |files| {
        usize::try_from(files).unwrap_or(usize::MAX)
    });
    config.connections.min(left.saturating_sub(own)).max(1)
}

/// How many of them may be websockets, which stay: others must get through, too.
pub fn sockets(config: &Config) -> usize {
    connections(config) * 9 / 10
}
