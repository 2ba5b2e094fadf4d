//! What an image stands for: a system made by debootstrap, kept for the next time.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::{Project, answer_of};
use crate::run::must;

/// What images of programming languages have besides the system (buildpack-deps).
const FOR_COMPILERS: &str =
    "ca-certificates,curl,g++,gcc,git,libc6-dev,make,patch,perl,pkg-config,xz-utils";

/// A system, and what its image sets.
pub struct Base {
    /// Its files.
    pub folder: PathBuf,
    /// The variables that commands find.
    pub env: Vec<(String, String)>,
    /// Folders of this machine that stand in for a part of the image, and where.
    pub binds: Vec<(PathBuf, String)>,
}

impl Base {
    /// The system that an image of this name has.
    pub fn of(project: &Project, image: &str) -> Result<Self> {
        let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        if image == "debian:trixie-slim" {
            return Ok(Self {
                folder: debian(project, "trixie", "")?,
                env: vec![("PATH".into(), path.into())],
                binds: Vec::new(),
            });
        }
        if !image.starts_with("rust:") || !image.ends_with("-trixie") {
            bail!("nobody has said in xtask/src/docker/base.rs what {image} stands for");
        }
        let env = [
            ("PATH", format!("/usr/local/rust/bin:{path}")),
            ("CARGO_HOME", "/usr/local/cargo".into()),
        ];
        let toolchain = answer_of(Command::new("rustc").args(["--print", "sysroot"]))
            .context("rustc does not tell where it is")?;
        Ok(Self {
            folder: debian(project, "trixie", FOR_COMPILERS)?,
            env: env.map(|(name, value)| (name.into(), value)).to_vec(),
            binds: vec![(toolchain.into(), "/usr/local/rust".into())],
        })
    }
}

/// A small Debian with some packages. Complete, or not there.
fn debian(project: &Project, suite: &str, packages: &str) -> Result<PathBuf> {
    let name = match packages {
        "" => suite.to_owned(),
        _ => format!("{suite}-for-compilers"),
    };
    let folder = project.target.join("xtask/docker/base").join(&name);
    if folder.is_dir() {
        return Ok(folder);
    }
    let draft = folder.with_extension("new");
    if draft.exists() {
        fs::remove_dir_all(&draft)?;
    }
    fs::create_dir_all(&draft)?;
    project.step(&format!("make the base {name}"), || {
        let mut debootstrap = project.command("debootstrap");
        debootstrap.arg("--variant=minbase");
        if !packages.is_empty() {
            debootstrap.arg(format!("--include={packages}"));
        }
        debootstrap
            .arg(suite)
            .arg(&draft)
            .arg("http://deb.debian.org/debian");
        must(project, "debootstrap", debootstrap)?;
        speak_with_the_world(&draft)?;
        Ok(None)
    })?;
    fs::rename(&draft, &folder)?;
    Ok(folder)
}

/// Names and certificates are looked up as on this machine.
fn speak_with_the_world(root: &Path) -> Result<()> {
    let certificates = "etc/ssl/certs/ca-certificates.crt";
    fs::copy("/etc/resolv.conf", root.join("etc/resolv.conf")).context("/etc/resolv.conf")?;
    let here = Path::new("/").join(certificates);
    if here.is_file() && root.join("etc/ssl/certs").is_dir() {
        fs::copy(here, root.join(certificates))?;
    }
    // Some programs look for the file under its old name.
    let old = root.join("etc/ssl/cert.pem");
    if root.join("etc/ssl").is_dir() && !old.exists() {
        symlink("certs/ca-certificates.crt", old)?;
    }
    Ok(())
}
