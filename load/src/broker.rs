//! A NATS server of our own, as a process that can be killed.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tokio::net::TcpStream;

/// How long it may take until it answers.
const READY_WITHIN: Duration = Duration::from_secs(10);

/// A broker; killed when it is dropped.
pub struct Broker {
    program: PathBuf,
    port: u16,
    child: Option<Child>,
}

impl Broker {
    /// Starts the program on a free port and waits until it answers.
    pub async fn start(program: PathBuf) -> anyhow::Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut broker = Self {
            program,
            port,
            child: None,
        };
        broker.start_again().await?;
        Ok(broker)
    }

    /// What `NATS_URL` has to be.
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
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
        let child = Command::new(&self.program)
            .args(["--addr", "127.0.0.1", "--port", &self.port.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot run {}", self.program.display()))?;
        self.child = Some(child);
        let started = Instant::now();
        while started.elapsed() < READY_WITHIN {
            if TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        bail!("the broker did not answer within {READY_WITHIN:?}")
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        self.kill();
    }
}
