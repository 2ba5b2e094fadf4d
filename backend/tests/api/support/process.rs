//! The program itself, as a process of its own: to be started, killed, and called with arguments.

use std::io::Write;
use std::process::{Child, Command, ExitStatus, Output, Stdio};

use tempfile::TempDir;

use super::mailbox::{free_port, until};
use super::person::Person;

/// A server in a process of its own; killed when it is dropped.
pub struct Program {
    pub url: String,
    child: Child,
    _home: TempDir,
}

impl Program {
    /// Starts `event-booking serve` and waits until it is ready.
    pub async fn serve(database_url: &str, variables: &[(&str, String)]) -> Self {
        Self::serve_logging_to(Stdio::inherit(), database_url, variables).await
    }

    /// As [`Self::serve`], with its log going there.
    pub async fn serve_logging_to(
        log: impl Into<Stdio>,
        database_url: &str,
        variables: &[(&str, String)],
    ) -> Self {
        let home = tempfile::tempdir().unwrap();
        let address = format!("127.0.0.1:{}", free_port());
        let child = command(&home, database_url, variables)
            .arg("serve")
            .env("LISTEN", &address)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the program runs");
        let program = Self {
            url: format!("http://{address}"),
            child,
            _home: home,
        };
        let ready = format!("{}/health/ready", program.url);
        until("the program is ready", async || {
            let answer = reqwest::get(&ready).await.ok()?;
            answer.status().is_success().then_some(())
        })
        .await;
        program
    }

    /// Somebody who is not logged in.
    pub fn guest(&self) -> Person {
        Person::new(&self.url, "journeyman/1.0")
    }

    /// Asks it to stop (SIGTERM).
    pub fn ask_to_stop(&self) {
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    }

    /// Waits until it has ended by itself, and says how.
    pub async fn ended(&mut self) -> ExitStatus {
        until("the program has ended", async || {
            self.child.try_wait().unwrap()
        })
        .await
    }

    /// Ends it as a power cut would (SIGKILL).
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Calls the program with these arguments and waits until it ends.
pub async fn call(arguments: &[&str], database_url: &str, variables: &[(&str, String)]) -> Output {
    let home = tempfile::tempdir().unwrap();
    let mut command = command(&home, database_url, variables);
    command.args(arguments).stdin(Stdio::null());
    tokio::task::spawn_blocking(move || command.output().expect("the program runs"))
        .await
        .unwrap()
}

/// Starts the program with these arguments, in that folder.
pub fn start(home: &TempDir, arguments: &[&str], database_url: &str, streams: [Stdio; 2]) -> Child {
    let [input, output] = streams;
    command(home, database_url, &[])
        .args(arguments)
        .stdin(input)
        .stdout(output)
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs")
}

/// As [`call`], with something on its standard input.
pub async fn call_with_input(arguments: &[&str], database_url: &str, input: &str) -> Output {
    let home = tempfile::tempdir().unwrap();
    let streams = [Stdio::piped(), Stdio::piped()];
    let mut child = start(&home, arguments, database_url, streams);
    let input = input.to_owned();
    let run = move || {
        // It may end without reading.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    };
    tokio::task::spawn_blocking(run).await.unwrap()
}

/// The program in a folder of its own, with nothing in its environment but this.
fn command(home: &TempDir, database_url: &str, variables: &[(&str, String)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_event-booking"));
    command
        .current_dir(home.path())
        .env_clear()
        .env("DATABASE_URL", database_url)
        .env("DATABASE_CONNECTIONS", "4")
        .env("DATA_DIR", home.path())
        .env("SECRET_KEY", "x".repeat(64))
        .env("LOG", "error")
        .env("RATE_LIMITS", "off");
    for (name, value) in variables {
        command.env(name, value);
    }
    command
}
