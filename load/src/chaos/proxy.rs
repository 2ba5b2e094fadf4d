//! A slow way to the database: a TCP port that leads to its socket, where everything takes longer.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, UnixStream};
use tokio::task::JoinHandle;

/// A way that can be made slow; closed when it is dropped.
pub struct Proxy {
    port: u16,
    delay: Arc<AtomicU64>,
    task: JoinHandle<()>,
}

impl Proxy {
    /// Opens one to this socket.
    pub async fn open(socket: PathBuf) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let delay = Arc::new(AtomicU64::new(0));
        let task = tokio::spawn(serve(listener, socket, delay.clone()));
        Ok(Self { port, delay, task })
    }

    /// The URL of a database at its end.
    pub fn url(&self, database: &str) -> String {
        let user = local_postgres::USER;
        format!("postgres://{user}@127.0.0.1:{}/{database}", self.port)
    }

    /// From now on, everything takes so much longer, in each direction.
    pub fn slow_down(&self, delay: Duration) {
        let micros = u64::try_from(delay.as_micros()).unwrap_or(u64::MAX);
        self.delay.store(micros, Ordering::Relaxed);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, socket: PathBuf, delay: Arc<AtomicU64>) {
    while let Ok((client, _)) = listener.accept().await {
        let (socket, delay) = (socket.clone(), delay.clone());
        tokio::spawn(async move {
            // Whatever ends on one side ends on the other.
            let Ok(server) = UnixStream::connect(socket).await else {
                return;
            };
            let _ = client.set_nodelay(true);
            let (from_client, to_client) = client.into_split();
            let (from_server, to_server) = server.into_split();
            tokio::select! {
                () = carry(from_client, to_server, &delay) => {}
                () = carry(from_server, to_client, &delay) => {}
            }
        });
    }
}

async fn carry(
    mut from: impl AsyncReadExt + Unpin,
    mut to: impl AsyncWriteExt + Unpin,
    delay: &AtomicU64,
) {
    let mut bytes = vec![0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        let micros = delay.load(Ordering::Relaxed);
        if micros > 0 {
            tokio::time::sleep(Duration::from_micros(micros)).await;
        }
        if to.write_all(&bytes[..count]).await.is_err() {
            return;
        }
    }
}
