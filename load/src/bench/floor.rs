//! The program `floor`, as a process.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::Context;

/// What it does; see [`crate::floor`].
#[derive(Debug, Clone, Copy)]
pub enum Task<'a> {
    /// Relays messages.
    Relay,
    /// Inserts each message into this database, over so many connections, and relays it.
    InsertAndRelay(&'a str, usize),
    /// Answers with the events of this database, over so many connections.
    Answer(&'a str, usize),
}

/// A process; killed when it is dropped.
pub struct Floor {
    /// Address and port.
    pub address: String,
    child: Child,
}

impl Floor {
    /// Starts the program and waits until it tells where it listens.
    pub fn start(program: &Path, task: Task<'_>) -> anyhow::Result<Self> {
        let mut command = Command::new(program);
        if let Task::InsertAndRelay(url, connections) | Task::Answer(url, connections) = task {
            command.args(["--database-url", url]);
            command.args(["--connections", &connections.to_string()]);
        }
        if let Task::Answer(..) = task {
            command.arg("--answers");
        }
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot run {}", program.display()))?;
        let mut floor = Self {
            address: String::new(),
            child,
        };
        let output = floor.child.stdout.take().context("it has no output")?;
        BufReader::new(output).read_line(&mut floor.address)?;
        floor.address.truncate(floor.address.trim_end().len());
        Ok(floor)
    }

    /// The id of the process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Floor {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
