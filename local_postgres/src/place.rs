//! Where everything lies: the data folder that was asked for, or a stand-in for it that PostgreSQL's
//! user can reach, and the names of the files in it.

use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::Error;
use crate::account::Account;
use crate::error::Context;

/// Holds what cannot lie where it was asked for, because PostgreSQL's user cannot go there.
pub(crate) const REACHABLE: &str = "/var/lib/event-booking";

/// The files and folders of one private PostgreSQL.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The data folder. Ours; PostgreSQL's user may only pass through.
    pub(crate) dir: PathBuf,
    /// PostgreSQL's own data directory.
    pub(crate) cluster: PathBuf,
    /// A half-made `cluster`.
    pub(crate) staging: PathBuf,
    /// Locked for as long as somebody owns the server.
    pub(crate) lock: PathBuf,
    /// What the server logs.
    pub(crate) log: PathBuf,
    /// Holds the unix socket. Short, because a socket's path may have about 100 bytes.
    pub(crate) sockets: PathBuf,
}

impl Place {
    /// Decides where the data that was asked for in `asked` lies, and makes that folder.
    pub(crate) fn prepare(asked: &Path, account: Account) -> Result<Self, Error> {
        let (existing, wanted) = resolve(asked)?;
        let mut dir = wanted;
        if !account.can_reach(&existing) {
            dir = Path::new(REACHABLE).join(short_hash(dir.as_os_str().as_bytes()));
        }
        make_passable(&dir).doing("create the folder", &dir)?;
        let dir = dir.canonicalize().doing("find", &dir)?;
        let cluster = dir.join("cluster");
        let mut identity = cluster.as_os_str().as_bytes().to_vec();
        identity.extend(account.uid().to_string().bytes());
        Ok(Self {
            staging: dir.join("cluster.new"),
            lock: dir.join("owner.lock"),
            log: dir.join("postgres.log"),
            sockets: PathBuf::from(format!("/tmp/event-booking-{}", short_hash(&identity))),
            cluster,
            dir,
        })
    }

    /// An empty folder for the socket which only PostgreSQL's user (and root) can enter.
    pub(crate) fn make_sockets(&self, account: Account) -> Result<(), Error> {
        self.remove_sockets(account)?;
        DirBuilder::new()
            .mode(0o700)
            .create(&self.sockets)
            .and_then(|()| account.take_over(&self.sockets))
            .doing("create the folder", &self.sockets)
    }

    /// Removes the socket's folder, unless it is somebody else's.
    pub(crate) fn remove_sockets(&self, account: Account) -> Result<(), Error> {
        match fs::symlink_metadata(&self.sockets) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error).doing("look at", &self.sockets),
            Ok(meta) if meta.is_dir() && [0, account.uid()].contains(&meta.uid()) => {
                fs::remove_dir_all(&self.sockets).doing("remove the folder", &self.sockets)
            }
            Ok(_) => Err(Error::InTheWay {
                path: self.sockets.clone(),
            }),
        }
    }
}

/// The nearest folder above `asked` that exists, and `asked` itself with its links resolved up to there.
fn resolve(asked: &Path) -> Result<(PathBuf, PathBuf), Error> {
    let absolute = std::path::absolute(asked).doing("resolve", asked)?;
    let existing = absolute
        .ancestors()
        .find(|ancestor| ancestor.exists())
        .unwrap_or(Path::new("/"));
    let real = existing.canonicalize().doing("find", existing)?;
    let rest = absolute.strip_prefix(existing).unwrap_or(Path::new(""));
    let wanted = if rest.as_os_str().is_empty() {
        real.clone()
    } else {
        real.join(rest)
    };
    Ok((real, wanted))
}

/// Makes a folder and those above it, passable for everybody whatever the umask says.
pub(crate) fn make_passable(dir: &Path) -> io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    if let Some(parent) = dir.parent() {
        make_passable(parent)?;
    }
    match fs::create_dir(dir) {
        Ok(()) => fs::set_permissions(dir, Permissions::from_mode(0o755)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

/// Twelve hexadecimal digits that stay the same for the same bytes.
pub(crate) fn short_hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
