//! A client's end of a websocket.

use anyhow::Context;
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::http::header::AUTHORIZATION;

/// The address of our own sockets.
pub const PATH: &str = "/api/v1/socket";

/// An open websocket; dropped, it is cut off without a word.
pub type Socket = WebSocketStream<TcpStream>;

/// Opens a websocket at this address and path, on behalf of whom the token names.
pub async fn open(address: &str, path: &str, token: &str) -> anyhow::Result<Socket> {
    let mut request = format!("ws://{address}{path}").into_client_request()?;
    let bearer = HeaderValue::try_from(format!("Bearer {token}"))?;
    request.headers_mut().insert(AUTHORIZATION, bearer);
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (socket, _) = tokio_tungstenite::client_async(request, stream)
        .await
        .with_context(|| format!("no websocket at {address}{path}"))?;
    Ok(socket)
}
