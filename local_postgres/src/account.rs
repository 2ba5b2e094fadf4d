//! Whom PostgreSQL runs as. It refuses to be root, so root hands over to an unprivileged user;
//! everybody else runs it as themselves.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::Error;

/// The user that owns the data and the server process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Account {
    uid: u32,
    gid: u32,
    /// Are we root, and must become this user first?
    switches: bool,
}

impl Account {
    /// The user this process is, or the one that stands in for root.
    pub(crate) fn for_this_process() -> Result<Self, Error> {
        let uid = rustix::process::geteuid().as_raw();
        if uid != 0 {
            let gid = rustix::process::getegid().as_raw();
            return Ok(Self {
                uid,
                gid,
                switches: false,
            });
        }
        let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let (uid, gid) = ["postgres", "nobody"]
            .iter()
            .find_map(|name| ids_of(&passwd, name))
            .ok_or(Error::NoUnprivilegedUser)?;
        Ok(Self {
            uid,
            gid,
            switches: true,
        })
    }

    pub(crate) fn uid(self) -> u32 {
        self.uid
    }

    /// Is PostgreSQL somebody else than we are?
    pub(crate) fn differs_from_us(self) -> bool {
        self.switches
    }

    /// A command that runs as this user, untouched by `PG…` variables and the locale of its surroundings.
    pub(crate) fn command(self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            if name.as_encoded_bytes().starts_with(b"PG") {
                command.env_remove(name);
            }
        }
        command
            .env("LC_ALL", "C")
            .current_dir("/")
            .stdin(Stdio::null());
        if self.switches {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Makes this user the owner of a file or folder that we created.
    pub(crate) fn take_over(self, path: &Path) -> io::Result<()> {
        if self.switches {
            chown(path, Some(self.uid), Some(self.gid))?;
        }
        Ok(())
    }

    /// May this user go through `folder` and all the folders above it?
    pub(crate) fn can_reach(self, folder: &Path) -> bool {
        !self.switches
            || folder
                .ancestors()
                .all(|ancestor| fs::metadata(ancestor).is_ok_and(|meta| self.has_bits(&meta, 0o1)))
    }

    /// May this user read and execute `file`, wherever it lies?
    pub(crate) fn can_execute(self, file: &Path) -> bool {
        !self.switches
            || (file.parent().is_some_and(|folder| self.can_reach(folder))
                && fs::metadata(file).is_ok_and(|meta| self.has_bits(&meta, 0o5)))
    }

    fn has_bits(self, meta: &fs::Metadata, wanted: u32) -> bool {
        let mode = meta.permissions().mode();
        let granted = if meta.uid() == self.uid {
            mode >> 6
        } else if meta.gid() == self.gid {
            mode >> 3
        } else {
            mode
        };
        granted & wanted == wanted
    }
}

/// The user and group id of `name` in the text of an /etc/passwd.
fn ids_of(passwd: &str, name: &str) -> Option<(u32, u32)> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next() != Some(name) {
            return None;
        }
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        (uid != 0).then_some((uid, gid))
    })
}

#[cfg(test)]
mod tests {
    use super::ids_of;

    const PASSWD: &str =
        "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\nbroken\nzero:x:0:0:::\n";

    #[test]
    fn ids_come_from_the_line_with_exactly_that_name() {
        assert_eq!(ids_of(PASSWD, "nobody"), Some((65534, 65533)));
        assert_eq!(ids_of(PASSWD, "nobod"), None);
        assert_eq!(ids_of(PASSWD, "broken"), None);
    }

    #[test]
    fn another_name_of_root_does_not_do() {
        assert_eq!(ids_of(PASSWD, "zero"), None);
    }
}
