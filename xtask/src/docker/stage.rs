//! One stage of the Dockerfile: a layer over its base, in which commands run and into which files
//! are copied.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use ignore::gitignore::GitignoreBuilder;

use super::base::Base;
use crate::project::Project;
use crate::run::must;

/// A stage so far.
pub struct Stage {
    /// What later stages call it.
    pub name: String,
    /// Who runs the program, as `uid:gid`.
    pub user: Option<String>,
    /// The program.
    pub entrypoint: Vec<String>,
    /// Its arguments.
    pub command: Vec<String>,
    /// What asks whether it is well.
    pub health: Vec<String>,
    /// Where it may write.
    pub volumes: Vec<String>,
    base: Base,
    folder: PathBuf,
    env: Vec<(String, String)>,
    workdir: String,
}

/// Where something is mounted into a stage, from this machine.
pub type Bind = (PathBuf, String);

impl Stage {
    /// A stage with nothing over its base.
    pub fn begin(project: &Project, name: &str, base: Base) -> Result<Self> {
        let folder = project.target.join("xtask/docker/stages").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        for part in ["layer", "work", "root"] {
            fs::create_dir_all(folder.join(part))?;
        }
        let mut env = base.env.clone();
        env.push(("HOME".into(), "/root".into()));
        Ok(Self {
            name: name.to_owned(),
            user: None,
            entrypoint: Vec::new(),
            command: Vec::new(),
            health: Vec::new(),
            volumes: Vec::new(),
            base,
            folder,
            env,
            workdir: "/".into(),
        })
    }

    /// Where a path of the stage is, if something has written it.
    pub fn layer(&self, path: &str) -> PathBuf {
        self.folder.join("layer").join(path.trim_start_matches('/'))
    }

    /// ENV: names and values, without blanks inside.
    pub fn set(&mut self, pairs: &str) -> Result<()> {
        for pair in pairs.split_whitespace() {
            let (name, value) = pair.split_once('=').context("ENV wants NAME=VALUE")?;
            ensure!(
                !value.contains(['"', '\'', '$', '\\']),
                "{pair} is not done here"
            );
            self.env.retain(|(known, _)| known != name);
            self.env.push((name.to_owned(), value.to_owned()));
        }
        Ok(())
    }

    /// WORKDIR.
    pub fn work_in(&mut self, folder: &str) -> Result<()> {
        ensure!(folder.starts_with('/'), "WORKDIR {folder} is not absolute");
        folder.clone_into(&mut self.workdir);
        let layer = self.layer(folder);
        // What was copied there keeps its owner.
        if !layer.exists() {
            fs::create_dir_all(layer)?;
        }
        Ok(())
    }

    /// RUN, with folders that are kept from time to time.
    pub fn run(&self, project: &Project, command: &str, caches: &[String]) -> Result<()> {
        let mut binds = self.base.binds.clone();
        for cache in caches {
            let name = cache.trim_matches('/').replace('/', "-");
            let kept = project.target.join("xtask/docker/caches").join(name);
            fs::create_dir_all(&kept)?;
            binds.push((kept, cache.clone()));
        }
        let shell = ["/bin/sh".into(), "-c".into(), command.to_owned()];
        let inside = self.inside(&binds, &shell)?;
        must(project, &format!("docker RUN in {}", self.name), inside)?;
        Ok(())
    }

    /// A command inside the stage, with folders and files of this machine mounted.
    fn inside(&self, binds: &[Bind], command: &[String]) -> Result<Command> {
        let part = |name: &str| self.folder.join(name).display().to_string();
        let layers = format!(
            "lowerdir='{}',upperdir='{}',workdir='{}'",
            self.base.folder.display(),
            part("layer"),
            part("work"),
        );
        self.mounted(&layers, binds, "", "", command)
    }

    /// The same, where nothing can be written but into what is mounted and /tmp, as another user
    /// without any rights. Any number of them may run at the same time.
    pub fn confined(
        &self,
        binds: &[Bind],
        user: (&str, &str),
        command: &[String],
    ) -> Result<Command> {
        let (layer, base) = (self.folder.join("layer"), &self.base.folder);
        let layers = format!("lowerdir='{}':'{}'", layer.display(), base.display());
        let (uid, gid) = user;
        let through = format!(
            "setpriv --reuid={uid} --regid={gid} --clear-groups --no-new-privs \
             --bounding-set=-all --inh-caps=-all"
        );
        self.mounted(
            &layers,
            binds,
            "mount -t tmpfs tmpfs \"$root\"/tmp",
            &through,
            command,
        )
    }

    fn mounted(
        &self,
        layers: &str,
        binds: &[Bind],
        more: &str,
        through: &str,
        command: &[String],
    ) -> Result<Command> {
        let root = self.folder.join("root");
        let mut script = format!(
            "root='{}'\n\
             mount -t overlay overlay -o {layers} \"$root\"\n\
             for folder in proc dev sys; do mount --rbind /$folder \"$root\"/$folder; done\n\
             {more}\n",
            root.display()
        );
        for (here, there) in binds {
            let place = self.layer(there);
            if here.is_dir() {
                fs::create_dir_all(place)?;
            } else if !place.exists() {
                fs::create_dir_all(place.parent().context("a place has a folder")?)?;
                fs::write(place, "")?;
            }
            script += &format!("mount --bind '{}' \"$root\"'{there}'\n", here.display());
        }
        script += &format!(
            "exec chroot \"$root\" {through} env --ignore-environment --chdir='{}' \"$@\"\n",
            self.workdir
        );
        let mut unshare = Command::new("unshare");
        unshare.args([
            "--mount",
            "--propagation",
            "private",
            "sh",
            "-euc",
            &script,
            "sh",
        ]);
        unshare.args(
            self.env
                .iter()
                .map(|(name, value)| format!("{name}={value}")),
        );
        unshare.args(command);
        Ok(unshare)
    }

    /// COPY from the checkout (but for what .dockerignore names) or from an earlier stage.
    pub fn copy(
        &self,
        project: &Project,
        from: Option<&Self>,
        sources: &[&str],
        dest: &str,
        owner: Option<&str>,
    ) -> Result<()> {
        let dest = match dest.starts_with('/') {
            true => self.layer(dest),
            false => self.layer(&format!("{}/{dest}", self.workdir)),
        };
        for source in sources {
            match from {
                Some(stage) => {
                    let parent = dest.parent().context("a place has a folder")?;
                    fs::create_dir_all(parent)?;
                    let mut cp = project.command("cp");
                    cp.arg("--archive").arg(stage.layer(source)).arg(&dest);
                    must(project, "docker COPY", cp)?;
                }
                None => {
                    // The rules of what is left out know no `.` in the middle of a path.
                    let source: PathBuf = project.root.join(source).components().collect();
                    copy_context(&project.root, &source, &dest)?;
                }
            }
        }
        if let Some(owner) = owner {
            let mut chown = project.command("chown");
            chown.arg("--recursive").arg(owner).arg(&dest);
            must(project, "docker COPY chown", chown)?;
        }
        Ok(())
    }
}

/// Copies what Docker would send along.
fn copy_context(root: &Path, source: &Path, dest: &Path) -> Result<()> {
    let mut rules = GitignoreBuilder::new(root);
    for line in fs::read_to_string(root.join(".dockerignore"))?.lines() {
        // Patterns there are meant from the top, unlike Git's.
        let line = match line.is_empty() || line.starts_with(['#', '*', '/']) {
            true => line.to_owned(),
            false => format!("/{line}"),
        };
        rules.add_line(None, &line)?;
    }
    let rules = rules.build()?;
    let mut waiting = vec![source.to_owned()];
    while let Some(path) = waiting.pop() {
        let meta = path
            .symlink_metadata()
            .with_context(|| path.display().to_string())?;
        if path != root && rules.matched(&path, meta.is_dir()).is_ignore() {
            continue;
        }
        let place = dest.join(path.strip_prefix(source)?);
        if meta.is_dir() {
            fs::create_dir_all(&place)?;
            for entry in fs::read_dir(&path)? {
                waiting.push(entry?.path());
            }
        } else if meta.is_symlink() {
            symlink(fs::read_link(&path)?, &place)?;
        } else {
            fs::copy(&path, &place)?;
        }
    }
    Ok(())
}
