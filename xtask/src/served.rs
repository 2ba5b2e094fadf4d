//! The server's release build with demo data, served to programs that try it out.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project::Project;

/// How long it may take until it answers.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server in a process of its own; ended when it is dropped.
pub struct Served {
    /// Where it is.
    pub url: String,
    process: Child,
}

impl Served {
    /// Serves a database that holds nothing yet, and waits until it can be asked. Nothing is too
    /// often, since limits are tested elsewhere. Its log goes to target/xtask/<name>-server.log.
    pub fn start(project: &Project, name: &str, database_url: &str) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let folder = project.target.join("xtask");
        fs::create_dir_all(&folder)?;
        let log = fs::File::create(folder.join(format!("{name}-server.log")))?;
        let process = project
            .command(project.server())
            .args(["serve", "--demo"])
            // Not what an .env of the checkout says.
            .current_dir(&folder)
            .env("DATABASE_URL", database_url)
            .env("DATA_DIR", folder.join(format!("{name}-data")))
            .env("LISTEN", &address)
            .env("PUBLIC_URL", format!("http://{address}"))
            .env("RATE_LIMITS", "off")
            .env("MAIL", "off")
            .env("LOG", "warn")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("the server does not run")?;
        let mut served = Self {
            url: format!("http://{address}"),
            process,
        };
        let started = Instant::now();
        while !is_ready(&address) {
            project.interrupt.check()?;
            if let Some(status) = served.process.try_wait()? {
                bail!("the server ended ({status}): see target/xtask/{name}-server.log");
            }
            if started.elapsed() > PATIENCE {
                bail!("the server is not ready: see target/xtask/{name}-server.log");
            }
            sleep(Duration::from_millis(50));
        }
        Ok(served)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn is_ready(address: &str) -> bool {
    let ask = || {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            stream,
            "GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        std::io::Result::Ok(answer.starts_with("HTTP/1.1 2"))
    };
    ask().unwrap_or(false)
}
