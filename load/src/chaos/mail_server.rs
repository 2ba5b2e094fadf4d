//! A real mail server that can be killed; it runs as `mail_server.mjs`.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use serde::Deserialize;
use tokio::net::TcpStream;
use uuid::Uuid;

/// How long it may take until it answers.
const READY_WITHIN: Duration = Duration::from_secs(20);
/// The mail that is lost for the positive control.
const LOST: &str = "20";

/// A mail that it has accepted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Accepted {
    /// The left side of its Message-ID.
    pub id: Uuid,
    /// One address.
    pub to: String,
    /// When, in milliseconds since 1970.
    pub at: u64,
}

/// A mail server; killed when it is dropped.
pub struct MailServer {
    port: u16,
    file: PathBuf,
    loses_one: bool,
    child: Option<Child>,
}

impl MailServer {
    /// Starts it on a free port and waits until it answers. It writes into this file.
    pub async fn start(file: PathBuf, loses_one: bool) -> anyhow::Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        std::fs::write(&file, "")?;
        let mut server = Self {
            port,
            file,
            loses_one,
            child: None,
        };
        server.start_again().await?;
        Ok(server)
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended already.
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Starts it at the same port and waits until it answers.
    pub async fn start_again(&mut self) -> anyhow::Result<()> {
        self.kill();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/chaos/mail_server.mjs");
        let child = Command::new("node")
            .arg(script)
            .arg(self.port.to_string())
            .arg(&self.file)
            .args(self.loses_one.then_some(LOST))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .context("cannot run node")?;
        self.child = Some(child);
        let started = Instant::now();
        while started.elapsed() < READY_WITHIN {
            if TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        bail!("the mail server did not answer within {READY_WITHIN:?}")
    }

    /// Everything that it has ever accepted, in this order.
    pub fn accepted(&self) -> anyhow::Result<Vec<Accepted>> {
        let text = std::fs::read_to_string(&self.file)?;
        // A kill may cut the last line off: of that one nothing was said.
        let lines = text
            .split_inclusive('\n')
            .filter(|line| line.ends_with('\n'));
        let accepted = lines.map(serde_json::from_str);
        accepted
            .collect::<Result<_, _>>()
            .context("the mail server wrote down a mail that is not one of ours")
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.kill();
    }
}
