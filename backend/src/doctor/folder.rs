//! The folder with the secret key and the private database.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::statvfs;

use super::Finding;
use crate::config::Config;

const ABOUT: &str = "DATA_DIR";
const KEY: &str = "SECRET_KEY";

/// Below this, somebody should make room.
const LITTLE_SPACE: u64 = 1 << 30;
/// Below this, writing may fail any time.
const NO_SPACE: u64 = 100 << 20;

pub(super) fn look(config: &Config) -> Vec<Finding> {
    // Where both live elsewhere, the folder is not used.
    if config.secret_key.is_some() && config.database_url.is_some() {
        return vec![Finding::ok(
            KEY,
            "is set, as is DATABASE_URL: DATA_DIR is not used",
        )];
    }
    let folder = &config.data_dir;
    let mut findings = vec![look_at_folder(folder), look_at_space(folder)];
    findings.push(match &config.secret_key {
        Some(_) => Finding::ok(KEY, "is set"),
        None => look_at_key(&folder.join("secret.key")),
    });
    findings
}

/// The folder, or the one in which it will be made.
fn existing(folder: &Path) -> PathBuf {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let found = absolute.ancestors().find(|folder| folder.exists());
    found.unwrap_or(Path::new("/")).to_owned()
}

fn look_at_folder(folder: &Path) -> Finding {
    let place = existing(folder);
    match tempfile::tempfile_in(&place) {
        Ok(_) if folder.is_dir() => {
            Finding::ok(ABOUT, format!("{} can be written", folder.display()))
        }
        Ok(_) => Finding::ok(ABOUT, format!("{} will be made", folder.display())),
        Err(error) => Finding::problem(
            ABOUT,
            format!("{} cannot be written: {error}", place.display()),
            "give it to the user that the server runs as, or let DATA_DIR name another folder",
        ),
    }
}

fn look_at_space(folder: &Path) -> Finding {
    let about = "disk";
    let free = match statvfs(existing(folder)) {
        Ok(disk) => disk.f_bavail.saturating_mul(disk.f_frsize),
        Err(error) => {
            let found = format!("cannot be asked for its space: {error}");
            return Finding::warning(about, found, "see whether DATA_DIR can be reached");
        }
    };
    let found = format!("{} MiB free", free >> 20);
    let advice = "make room, or move DATA_DIR";
    match free {
        ..NO_SPACE => Finding::problem(about, found, advice),
        NO_SPACE..LITTLE_SPACE => Finding::warning(about, found, advice),
        LITTLE_SPACE.. => Finding::ok(about, found),
    }
}

fn look_at_key(path: &Path) -> Finding {
    let name = path.display();
    let advice =
        "restore it from where you keep it; removing it logs everybody out and makes a new one";
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Finding::ok(KEY, format!("{name} will be made at the first start"))
        }
        Err(error) => Finding::problem(KEY, format!("{name} cannot be read: {error}"), advice),
        Ok(file) if file.len() < 64 => Finding::problem(KEY, format!("{name} is damaged"), advice),
        Ok(file) if file.permissions().mode() & 0o077 != 0 => Finding::warning(
            KEY,
            format!("{name} can be read by others"),
            "chmod 600: whoever reads it can make sessions of anybody",
        ),
        Ok(_) => match fs::File::open(path) {
            Ok(_) => Finding::ok(KEY, format!("is kept in {name}")),
            Err(error) => Finding::problem(KEY, format!("{name} cannot be read: {error}"), advice),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::State;

    #[test]
    fn a_key_is_whole_and_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        let state = || look_at_key(&path).state;
        assert_eq!(state(), State::Ok);
        fs::write(&path, "short").unwrap();
        assert_eq!(state(), State::Problem);
        fs::write(&path, "k".repeat(64)).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(state(), State::Warning);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(state(), State::Ok);
    }

    #[test]
    fn a_folder_that_is_a_file_cannot_be_written() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert_eq!(look_at_folder(file.path()).state, State::Problem);
        let below = std::env::temp_dir().join("not/there/yet");
        let found = look_at_folder(&below);
        assert_eq!(found.state, State::Ok);
        assert!(found.found.contains("will be made"), "{found}");
    }
}
