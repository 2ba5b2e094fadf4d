//! A real NATS server, which can be stopped and started again.

use std::env;
use std::process::{Child, Command, Stdio};

use tokio::net::TcpStream;

use super::mailbox::{free_port, until};

pub struct Broker {
    port: u16,
    server: Option<Child>,
}

impl Broker {
    pub async fn start() -> Self {
        let mut broker = Self {
            port: free_port(),
            server: None,
        };
        broker.start_again().await;
        broker
    }

    /// Starts it, and waits until it answers.
    pub async fn start_again(&mut self) {
        let program = env::var_os("NATS_SERVER").unwrap_or_else(|| "nats-server".into());
        let server = Command::new(program)
            .args(["--addr", "127.0.0.1", "--port", &self.port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("nats-server runs; `cargo xtask test` fetches it");
        self.server = Some(server);
        until("the broker answers", async || {
            TcpStream::connect(("127.0.0.1", self.port)).await.ok()
        })
        .await;
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = server.kill();
            let _ = server.wait();
        }
    }

    /// What the application needs to know to use it.
    pub fn variables(&self) -> [(&'static str, String); 2] {
        [
            ("NATS_URL", format!("nats://127.0.0.1:{}", self.port)),
            ("RATE_LIMITS", "off".into()),
        ]
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        self.kill();
    }
}
