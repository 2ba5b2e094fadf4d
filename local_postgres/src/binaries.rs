//! Finds initdb, pg_ctl and postgres, and makes them usable: the npm package lacks its library
//! symlinks (npm runs no scripts of packages), and root's stand-in must be able to reach them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Error;
use crate::account::Account;
use crate::npm;

/// The oldest PostgreSQL that is good enough.
const MINIMUM_VERSION: u32 = 15;
const PROGRAMS: [&str; 3] = ["initdb", "pg_ctl", "postgres"];

/// A folder with working PostgreSQL binaries.
#[derive(Debug, Clone)]
pub(crate) struct Binaries {
    pub(crate) dir: PathBuf,
    /// For example `18.4`.
    pub(crate) version: String,
    pub(crate) major: u32,
}

impl Binaries {
    /// The first usable binaries: in `bin_dir` if it is given, otherwise those from npm near
    /// `project_dir`, the current folder or the executable, otherwise those of the system.
    pub(crate) fn find(
        bin_dir: Option<&Path>,
        project_dir: Option<&Path>,
        account: Account,
    ) -> Result<Self, Error> {
        if let Some(dir) = bin_dir {
            return Self::usable(dir, account).map_err(|reason| Error::BadBinDir {
                bin_dir: dir.to_owned(),
                reason,
            });
        }
        let mut looked_at = Vec::new();
        for dir in candidates(project_dir) {
            match Self::usable(&dir, account) {
                Ok(binaries) => return Ok(binaries),
                Err(reason) => looked_at.push(format!("{}: {reason}", dir.display())),
            }
        }
        Err(Error::BinariesNotFound {
            minimum: MINIMUM_VERSION,
            looked_at,
        })
    }

    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    fn usable(dir: &Path, account: Account) -> Result<Self, String> {
        let dir = real_dir(dir)?;
        let links = npm::make_links(&dir);
        let (version, major) = match (version_in(&dir, account), links) {
            (Ok(version), _) => version,
            (Err(_), Err(error)) if npm::is_package(&dir) => {
                // The package's folder is read-only: a copy gets the links.
                let copied = npm::copy_of(&dir, &npm::declared_version(&dir)?, account)
                    .map_err(|copy_error| format!("{error}; {copy_error}"))?;
                return Self::checked(copied, account);
            }
            (Err(reason), _) => return Err(reason),
        };
        if account.can_execute(&dir.join("postgres")) {
            return Self::accepted(dir, version, major);
        }
        Self::checked(npm::copy_of(&dir, &version, account)?, account)
    }

    fn checked(dir: PathBuf, account: Account) -> Result<Self, String> {
        let (version, major) = version_in(&dir, account)?;
        Self::accepted(dir, version, major)
    }

    fn accepted(dir: PathBuf, version: String, major: u32) -> Result<Self, String> {
        if major < MINIMUM_VERSION {
            return Err(format!("version {version} is too old"));
        }
        Ok(Self {
            dir,
            version,
            major,
        })
    }
}

/// The folder where the programs really are, when `dir` only links to them as /usr/local/bin may do.
fn real_dir(dir: &Path) -> Result<PathBuf, String> {
    let postgres = dir.join("postgres");
    let initdb = dir.join("initdb");
    let program = if postgres.exists() { postgres } else { initdb };
    let real = program
        .canonicalize()
        .map_err(|_| "there is no postgres in it".to_owned())?;
    let real = real.parent().unwrap_or(dir);
    match PROGRAMS.iter().find(|name| !real.join(name).is_file()) {
        Some(missing) => Err(format!("there is no {missing} in it")),
        None => Ok(real.to_owned()),
    }
}

/// Asks the program itself, which also proves that it runs on this machine. The version of binaries
/// that the account cannot reach is asked as ourselves; printing it is the one thing root may do.
fn version_in(dir: &Path, account: Account) -> Result<(String, u32), String> {
    let program = dir.join("postgres");
    let mut command = if account.can_execute(&program) {
        account.command(&program)
    } else {
        std::process::Command::new(&program)
    };
    let output = command
        .arg("--version")
        .output()
        .map_err(|error| format!("postgres does not run: {error}"))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(format!("postgres does not run: {}", message.trim()));
    }
    parse_version(&String::from_utf8_lossy(&output.stdout))
        .ok_or_else(|| "postgres does not tell its version".to_owned())
}

/// `postgres (PostgreSQL) 15.10 (Debian 15.10-0+deb12u1)` is version 15.10 of major version 15.
fn parse_version(text: &str) -> Option<(String, u32)> {
    let version = text.split_once(") ")?.1.split_whitespace().next()?;
    let major = version
        .split(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()?;
    Some((version.to_owned(), major))
}

/// Every folder that may hold the programs and exists, best first.
fn candidates(project_dir: Option<&Path>) -> Vec<PathBuf> {
    let mut projects: Vec<PathBuf> = Vec::new();
    projects.extend(project_dir.map(Path::to_owned));
    projects.extend(std::env::current_dir().ok());
    if let Ok(exe) = std::env::current_exe() {
        projects.extend(exe.ancestors().skip(1).map(Path::to_owned));
    }
    let mut dirs: Vec<PathBuf> = projects
        .iter()
        .filter_map(|project| npm::bin_dir_below(project))
        .collect();
    let path = std::env::var_os("PATH").unwrap_or_default();
    dirs.extend(
        std::env::split_paths(&path)
            .filter(|dir| dir.join("initdb").is_file() || dir.join("postgres").is_file()),
    );
    dirs.extend(debian_dirs(Path::new("/usr/lib/postgresql")));
    let mut seen = Vec::new();
    dirs.retain(|dir| {
        let real = dir.canonicalize().unwrap_or_else(|_| dir.clone());
        let new = !seen.contains(&real);
        seen.push(real);
        new
    });
    dirs
}

/// Debian keeps each version in a folder of its own that is not on the PATH. Highest version first.
fn debian_dirs(root: &Path) -> Vec<PathBuf> {
    let mut versions: Vec<u32> = fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect();
    versions.sort_unstable_by(|a, b| b.cmp(a));
    versions
        .iter()
        .map(|version| root.join(version.to_string()).join("bin"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::parse_version;

    #[test]
    fn versions_of_plain_distribution_and_unfinished_builds_are_understood() {
        let parsed = |text| parse_version(text).unwrap();
        assert_eq!(parsed("postgres (PostgreSQL) 18.4\n"), ("18.4".into(), 18));
        assert_eq!(
            parsed("postgres (PostgreSQL) 15.10 (Debian 15.10-0+deb12u1)"),
            ("15.10".into(), 15)
        );
        assert_eq!(parsed("postgres (PostgreSQL) 19beta1").1, 19);
        assert!(parse_version("dummy").is_none());
    }
}
