//! Runs what the Dockerfile made, as docker-compose.yml would: as a user without rights, on a file
//! system that cannot be written, with its secrets in files; asks its health check, and stops it.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use rustix::process::{Pid, Signal, kill_process};

use super::stage::{Bind, Stage};
use super::tunnel;
use crate::postgres::with_scratch_database;
use crate::project::Project;

/// How long the server may take to start, and to stop.
const PATIENCE: Duration = Duration::from_secs(30);

/// The last stage, on trial.
struct Trial<'a> {
    stage: &'a Stage,
    binds: Vec<Bind>,
    variables: Vec<String>,
}

/// Fails unless the server starts, is well, serves the page and ends when it is told to.
pub fn run(project: &Project, stage: &Stage) -> Result<()> {
    let user = stage.user.as_deref().unwrap_or("root");
    ensure!(
        user.split(':')
            .all(|id| id.parse::<u32>().is_ok_and(|id| id > 0)),
        "the program runs as {user}: give it a number that is not root's"
    );
    with_scratch_database(project, |url| {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let folder = project.target.join("xtask/docker/trial");
        fs::create_dir_all(&folder)?;
        let secret = |name: &str, text: &str| -> Result<Bind> {
            let file = folder.join(name);
            fs::write(&file, text)?;
            fs::set_permissions(&file, fs::Permissions::from_mode(0o444))?;
            Ok((file, format!("/run/secrets/{name}")))
        };
        let mut binds = vec![
            secret("database_password", "not asked for\n")?,
            secret("secret_key", &"k".repeat(64))?,
        ];
        for volume in &stage.volumes {
            binds.push((stage.layer(volume), volume.clone()));
        }
        let trial = Trial {
            stage,
            binds,
            variables: vec![
                format!("LISTEN=0.0.0.0:{port}"),
                format!("PUBLIC_URL=http://127.0.0.1:{port}"),
                format!("DATABASE_URL={}", tunnel::open(url)?),
                "DATABASE_PASSWORD_FILE=/run/secrets/database_password".into(),
                "SECRET_KEY_FILE=/run/secrets/secret_key".into(),
            ],
        };
        project.step(
            "start it, ask its health check and for the page, stop it",
            || trial.serve(project, port).map(Some),
        )?;
        project.step("event-booking doctor finds nothing", || {
            let words = [stage.entrypoint.clone(), vec!["doctor".into()]].concat();
            let output = trial.command(&words)?.output()?;
            let text = String::from_utf8_lossy(&output.stdout);
            ensure!(output.status.success(), "{text}");
            Ok(None)
        })
    })
}

impl Trial<'_> {
    /// A command of the stage, as compose would run it.
    fn command(&self, words: &[String]) -> Result<Command> {
        let user = self.stage.user.as_deref().unwrap_or_default();
        let user = user.split_once(':').unwrap_or((user, user));
        let words = [self.variables.as_slice(), words].concat();
        self.stage.confined(&self.binds, user, &words)
    }

    fn serve(&self, project: &Project, port: u16) -> Result<String> {
        let words = [
            self.stage.entrypoint.as_slice(),
            self.stage.command.as_slice(),
        ]
        .concat();
        let mut server = self.command(&words)?.stdout(Stdio::null()).spawn()?;
        let began = Instant::now();
        let served = self.wait_until_well(project, &mut server).and_then(|()| {
            let page = fetch(port)?;
            ensure!(
                page.starts_with("HTTP/1.1 200"),
                "the page does not come: {page}"
            );
            ensure!(page.contains("Event Booking"), "the page is not in it");
            Ok(format!("well after {:.1} s", began.elapsed().as_secs_f64()))
        });
        let stopped = stop(&mut server);
        let served = served?;
        stopped?;
        Ok(served)
    }

    fn wait_until_well(&self, project: &Project, server: &mut Child) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            project.interrupt.check()?;
            if let Some(status) = server.try_wait()? {
                bail!("the server ended: {status}");
            }
            let answer = self.command(&self.stage.health)?.output()?;
            if answer.status.success() {
                return Ok(());
            }
            let words = String::from_utf8_lossy(&answer.stderr);
            ensure!(Instant::now() < deadline, "the health check fails: {words}");
            sleep(Duration::from_millis(200));
        }
    }
}

fn fetch(port: u16) -> Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    let request = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// As Docker does: asks it to end, and does not wait for ever.
fn stop(server: &mut Child) -> Result<()> {
    let pid = i32::try_from(server.id()).ok().and_then(Pid::from_raw);
    // It may have ended already, which shows below.
    let _ = kill_process(pid.context("a process has a number")?, Signal::TERM);
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(status) = server.try_wait()? {
            ensure!(status.success(), "the server ended badly: {status}");
            return Ok(());
        }
        if Instant::now() > deadline {
            server.kill()?;
            server.wait()?;
            bail!("the server did not stop when it was told to");
        }
        sleep(Duration::from_millis(50));
    }
}
