//! The command `echo`: a server that says on a websocket what it hears there, as the server's own
//! sockets speak, for the test suite Autobahn. It prints the address at which it listens.
#![expect(
    clippy::print_stdout,
    reason = "a command talks to the program that called it"
)]

use actix_web::web::{self, Bytes};
use actix_web::{App, Error, HttpRequest, HttpResponse, HttpServer, rt};
use actix_ws::{Closed, Session};
use api_types::socket::CloseCode;
use backend::realtime::outbox::Outbox;
use backend::realtime::wire::{self, Allowance, Listener};
use bytestring::ByteString;

/// The largest messages of the test suite have 16 MiB.
const ALLOWANCE: Allowance = Allowance {
    message_bytes: 16 * 1024 * 1024,
    pace: None,
};

struct Echo(Session);

impl Listener for Echo {
    async fn hear(&mut self, text: ByteString) -> Result<(), CloseCode> {
        self.0.text(text).await.map_err(gone)
    }

    async fn hear_bytes(&mut self, bytes: Bytes) -> Result<(), CloseCode> {
        self.0.binary(bytes).await.map_err(gone)
    }
}

fn gone(_: Closed) -> CloseCode {
    CloseCode::Normal
}

async fn talk(request: HttpRequest, body: web::Payload) -> Result<HttpResponse, Error> {
    let (answer, line) = wire::open(&request, body, ALLOWANCE)?;
    rt::spawn(async move {
        let mut echo = Echo(line.session());
        wire::converse(line, &Outbox::default(), &mut echo).await;
    });
    Ok(answer)
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let server =
        HttpServer::new(|| App::new().default_service(web::to(talk))).bind(("127.0.0.1", 0))?;
    println!("{}", server.addrs()[0]);
    server.run().await
}
