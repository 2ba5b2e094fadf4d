//! The server, as processes that can be killed.

use std::fs::File;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use backend::config::Config;
use backend::signing::Signer;
use tempfile::TempDir;

/// How long a server may take until it is ready.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// What several processes have in common, so that they are one server to their clients.
pub struct Settings {
    variables: Vec<(&'static str, String)>,
    /// Takes connections and says nothing: mails are written, and stay.
    _mail_server: TcpListener,
    open_files: Option<u32>,
    log: Option<PathBuf>,
}

impl Settings {
    /// For the database at this URL, with so many connections for each process.
    pub fn new(database_url: &str, connections: usize) -> anyhow::Result<Self> {
        let mail_server = TcpListener::bind("127.0.0.1:0")?;
        let mail_port = mail_server.local_addr()?.port();
        let variables = [
            ("DATABASE_URL", database_url),
            ("DATABASE_CONNECTIONS", &connections.to_string()),
            ("PUBLIC_URL", "http://127.0.0.1"),
            ("SECRET_KEY", &"load".repeat(16)),
            ("RATE_LIMITS", "off"),
            ("MAIL", "smtp"),
            ("MAIL_FROM_ADDRESS", "events@example.org"),
            ("SMTP_HOST", "127.0.0.1"),
            ("SMTP_PORT", &mail_port.to_string()),
            ("SMTP_TLS", "none"),
            ("LOG", "error"),
        ];
        Ok(Self {
            variables: variables
                .map(|(name, value)| (name, value.to_owned()))
                .to_vec(),
            _mail_server: mail_server,
            open_files: None,
            log: None,
        })
    }

    /// With one variable more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: String) -> Self {
        self.variables.push((name, value));
        self
    }

    /// No process may have more files open.
    #[must_use]
    pub fn open_files(mut self, most: u32) -> Self {
        self.open_files = Some(most);
        self
    }

    /// What the processes say about failures goes to this file instead of the terminal.
    #[must_use]
    pub fn log(mut self, file: PathBuf) -> Self {
        self.log = Some(file);
        self
    }

    /// Makes tokens that the servers accept.
    pub fn signer(&self) -> anyhow::Result<Signer> {
        let config = Config::from_source(|name| {
            let mut variables = self.variables.iter();
            variables
                .rfind(|(variable, _)| *variable == name)
                .map(|(_, value)| value.clone())
        })?;
        let key = backend::command::cookie_key(&config)?;
        Ok(Signer::new(&config, &key))
    }
}

/// One process; killed when it is dropped.
pub struct Server {
    /// Address and port.
    pub address: String,
    launch: Launch,
    child: Child,
}

/// All that it takes to start a process again.
struct Launch {
    program: PathBuf,
    variables: Vec<(&'static str, String)>,
    home: TempDir,
    open_files: Option<u32>,
    log: Option<PathBuf>,
}

impl Server {
    /// Starts the program and waits until it is ready.
    pub async fn start(program: PathBuf, settings: &Settings) -> anyhow::Result<Self> {
        let mut server = Self::spawn(program, settings)?;
        server.wait_until_ready().await?;
        Ok(server)
    }

    /// Starts the program, and does not wait.
    pub fn spawn(program: PathBuf, settings: &Settings) -> anyhow::Result<Self> {
        // Free a moment ago; whoever takes it first makes the start fail, not the result wrong.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let launch = Launch {
            program,
            variables: settings.variables.clone(),
            home: tempfile::tempdir()?,
            open_files: settings.open_files,
            log: settings.log.clone(),
        };
        let child = launch.spawn(&address)?;
        Ok(Self {
            address,
            launch,
            child,
        })
    }

    /// Whether the process has not ended.
    pub fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Starts it again at the same address and waits until it is ready.
    pub async fn restart(&mut self) -> anyhow::Result<()> {
        self.kill();
        self.child = self.launch.spawn(&self.address)?;
        self.wait_until_ready().await
    }

    /// The id of the process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    async fn wait_until_ready(&mut self) -> anyhow::Result<()> {
        let started = Instant::now();
        while started.elapsed() < READY_WITHIN {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended before it was ready ({status})");
            }
            if is_ready(&self.address).await {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        bail!("the server was not ready within {READY_WITHIN:?}")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Launch {
    /// In a folder of its own, with nothing in its environment but this.
    fn spawn(&self, address: &str) -> anyhow::Result<Child> {
        let mut command = match self.open_files {
            None => Command::new(&self.program),
            Some(most) => {
                // The shell becomes the program.
                let mut shell = Command::new("/bin/sh");
                shell
                    .args(["-c", "ulimit -n \"$0\" && exec \"$@\""])
                    .arg(most.to_string())
                    .arg(&self.program);
                shell
            }
        };
        if let Some(log) = &self.log {
            let file = File::options().create(true).append(true).open(log)?;
            command.stderr(file);
        }
        command
            .arg("serve")
            .current_dir(self.home.path())
            .env_clear()
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .env("LISTEN", address)
            .env("DATA_DIR", self.home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot run {}", self.program.display()))
    }
}

async fn is_ready(address: &str) -> bool {
    let call = crate::client::Call::get("/health/ready");
    let mut connection = crate::client::Connection::new(address);
    matches!(connection.send(&call).await, Ok(answer) if answer.status < 300)
}
