//! A real SMTP server that misbehaves when it is told to; it runs as `smtp_server.mjs`.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde::Deserialize;
use serde_json::{Value, json};

use super::mailbox::{free_port, smtp_variables, until};

pub struct SmtpServer {
    smtp_port: u16,
    control_port: u16,
    server: Child,
}

/// A mail that the server has accepted.
#[derive(Debug, Deserialize)]
pub struct Accepted {
    pub to: String,
    /// Its Message-ID.
    pub id: String,
}

/// What the server does instead of taking a mail.
#[derive(Debug, Clone, Copy)]
pub enum Trouble {
    /// Refuses the recipient for good.
    Refuse,
    /// Refuses the recipient for now.
    Defer,
    /// Does not answer until it is told to.
    Hold,
    /// Cuts the connection while the mail is on its way.
    CutInData,
    /// Accepts the mail and cuts the connection instead of saying so.
    CutAfterData,
    /// Refuses name and password.
    RefuseLogin,
    /// Refuses to talk at all.
    RefuseConnection,
}

impl Trouble {
    fn name(self) -> &'static str {
        match self {
            Self::Refuse => "refuse",
            Self::Defer => "defer",
            Self::Hold => "hold",
            Self::CutInData => "cut_in_data",
            Self::CutAfterData => "cut_after_data",
            Self::RefuseLogin => "refuse_login",
            Self::RefuseConnection => "refuse_connection",
        }
    }
}

/// Whatever the address.
pub const EVERYBODY: &str = "*";

impl SmtpServer {
    pub async fn start() -> Self {
        let (smtp_port, control_port) = (free_port(), free_port());
        let script =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/support/smtp_server.mjs");
        let server = Command::new("node")
            .arg(script)
            .args([smtp_port.to_string(), control_port.to_string()])
            .stdin(Stdio::piped())
            .spawn()
            .expect("node runs");
        let server = Self {
            smtp_port,
            control_port,
            server,
        };
        until("the mail server answers", async || {
            tokio::net::TcpStream::connect(("127.0.0.1", smtp_port))
                .await
                .ok()
        })
        .await;
        server
    }

    async fn order(&self, order: &str, body: Value) -> Value {
        let url = format!("http://127.0.0.1:{}/{order}", self.control_port);
        let client = reqwest::Client::new();
        let answer = client.post(url).json(&body).send().await.unwrap();
        answer.json().await.unwrap()
    }

    /// From now on, makes this trouble for this address.
    pub async fn make(&self, trouble: Trouble, to: &str) {
        self.order("rule", json!({ "does": trouble.name(), "to": to }))
            .await;
    }

    /// Makes this trouble for this address so many times.
    pub async fn make_times(&self, trouble: Trouble, to: &str, times: u32) {
        let rule = json!({ "does": trouble.name(), "to": to, "times": times });
        self.order("rule", rule).await;
    }

    /// Goes on with everything that was held, and holds nothing any more.
    pub async fn release(&self) {
        self.order("release", Value::Null).await;
    }

    /// Closes the port and every connection.
    pub async fn down(&self) {
        self.order("down", Value::Null).await;
    }

    /// Opens the same port again.
    pub async fn up(&self) {
        self.order("up", Value::Null).await;
    }

    /// Every mail that was accepted, in this order.
    pub async fn mails(&self) -> Vec<Accepted> {
        serde_json::from_value(self.order("mails", Value::Null).await).unwrap()
    }

    /// How many mails were accepted for this address.
    pub async fn count_for(&self, to: &str) -> usize {
        let mails = self.mails().await;
        mails.iter().filter(|mail| mail.to == to).count()
    }

    /// How often somebody tried to send to this address.
    pub async fn attempts_for(&self, to: &str) -> usize {
        let attempts = self.order("attempts", Value::Null).await;
        let attempts: Vec<String> = serde_json::from_value(attempts).unwrap();
        attempts.iter().filter(|attempt| *attempt == to).count()
    }

    /// What the application needs to know to send its mails here.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        smtp_variables(self.smtp_port)
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
