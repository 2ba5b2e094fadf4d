//! A small disk that can be filled: a file system in memory.

use std::fmt;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::bail;

/// Enough for a PostgreSQL and a storm.
const SIZE: &str = "320m";
/// A piece of what it is filled with.
const PIECE: usize = 64 * 1024;

/// A file system of one's own may not be mounted here.
#[derive(Debug)]
pub struct NotPermitted;

impl fmt::Display for NotPermitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no file system may be mounted here, so that no disk can be full")
    }
}

impl std::error::Error for NotPermitted {}

/// A file system of its own; taken away when it is dropped.
pub struct Disk {
    folder: PathBuf,
}

impl Disk {
    /// Mounts one. Not everybody may, and not everywhere.
    pub fn mount(folder: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(folder)?;
        let mounted = Command::new("mount")
            .args([
                "-t",
                "tmpfs",
                "-o",
                &format!("size={SIZE},mode=755"),
                "chaos",
            ])
            .arg(folder)
            .stderr(Stdio::null())
            .status();
        let is_mounted = mounted.is_ok_and(|status| status.success());
        if !is_mounted {
            bail!(NotPermitted);
        }
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Leaves no room.
    pub fn fill(&self) -> anyhow::Result<()> {
        let mut ballast = File::options()
            .create(true)
            .append(true)
            .open(self.ballast())?;
        let piece = [0; PIECE];
        while ballast.write(&piece).is_ok_and(|written| written > 0) {}
        Ok(())
    }

    /// Makes room again.
    pub fn free(&self) -> anyhow::Result<()> {
        Ok(fs::remove_file(self.ballast())?)
    }

    fn ballast(&self) -> PathBuf {
        self.folder.join("ballast")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // What still has a file open keeps it until it ends.
        let _ = Command::new("umount")
            .arg("--lazy")
            .arg(&self.folder)
            .status();
    }
}
