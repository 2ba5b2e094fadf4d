//! A real SMTP server with a mailbox that can be read: maildev, from npm.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use api_types::language::Language;
use backend::mail::To;
use serde_json::Value;

pub struct Mailbox {
    pub smtp_port: u16,
    web_port: u16,
    server: Option<Child>,
}

/// A port that nobody listens on at the moment.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

impl Mailbox {
    /// A mailbox whose server does not run yet.
    pub fn closed() -> Self {
        Self {
            smtp_port: free_port(),
            web_port: free_port(),
            server: None,
        }
    }

    pub async fn open() -> Self {
        let mut mailbox = Self::closed();
        mailbox.start().await;
        mailbox
    }

    /// Starts the server and waits until it takes mail.
    pub async fn start(&mut self) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let script = root.join("node_modules/maildev/bin/maildev");
        assert!(
            script.exists(),
            "maildev is missing: run `npm ci` in the project's folder"
        );
        let server = Command::new("node")
            .arg(script)
            .args(["--ip", "127.0.0.1", "--web-ip", "127.0.0.1", "--silent"])
            .args(["--smtp", &self.smtp_port.to_string()])
            .args(["--web", &self.web_port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("node runs");
        self.server = Some(server);
        until("the mail server answers", async || {
            let is_up = tokio::net::TcpStream::connect(("127.0.0.1", self.smtp_port))
                .await
                .is_ok();
            (is_up && self.try_mails().await.is_some()).then_some(())
        })
        .await;
    }

    async fn try_mails(&self) -> Option<Vec<Value>> {
        let url = format!("http://127.0.0.1:{}/email", self.web_port);
        reqwest::get(url).await.ok()?.json().await.ok()
    }

    /// Waits until this many mails have arrived for the address.
    pub async fn mails_for(&self, address: &str, count: usize) -> Vec<Value> {
        until("the mails arrive", async || {
            let mails = self.try_mails().await?;
            let found: Vec<_> = mails
                .into_iter()
                .filter(|mail| mail["to"][0]["address"] == address)
                .collect();
            (found.len() >= count).then_some(found)
        })
        .await
    }

    /// A file that is attached to a mail, once all of it is stored.
    pub async fn attachment(&self, mail: &Value, name: &str) -> String {
        let mut attached = mail["attachments"].as_array().unwrap().iter();
        let file = attached.find(|file| file["fileName"] == name).unwrap();
        let (port, id) = (self.web_port, mail["id"].as_str().unwrap());
        let path = file["generatedFileName"].as_str().unwrap();
        let url = format!("http://127.0.0.1:{port}/email/{id}/attachment/{path}");
        until("the attachment is stored", async || {
            let text = reqwest::get(&url).await.ok()?.text().await.ok()?;
            (file["length"] == text.len()).then_some(text)
        })
        .await
    }

    /// What the application needs to know to send its mails here.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        smtp_variables(self.smtp_port)
    }
}

/// What the application needs to know to send its mails to this port.
pub fn smtp_variables(port: u16) -> Vec<(&'static str, String)> {
    vec![
        ("MAIL", "smtp".into()),
        ("MAIL_FROM_ADDRESS", "events@example.org".into()),
        ("SMTP_HOST", "127.0.0.1".into()),
        ("SMTP_PORT", port.to_string()),
        ("SMTP_TLS", "none".into()),
        // Many accounts are registered from one address.
        ("RATE_LIMITS", "off".into()),
    ]
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

/// Asks again and again until there is an answer; fails after half a minute.
pub async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..300 {
        if let Some(answer) = ask().await {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("waited in vain: {what}");
}

/// Somebody who reads English.
pub fn to(address: &str) -> To<'_> {
    To {
        address,
        language: Language::En,
    }
}
