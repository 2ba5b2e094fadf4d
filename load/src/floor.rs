//! The least that could do what the server does on this machine: [`answers`] for those who read
//! events and log in, and here a bare actix-ws relay of messages between people, which knows who is
//! connected under which name, and hands on what comes for them. It checks nothing. If it is given a
//! database, it inserts each message and commits before it hands it on.

pub mod answers;
mod rows;
mod statements;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::web::{self, Data, Path};
use actix_web::{App, Error, HttpRequest, HttpResponse, HttpServer, get, rt};
use actix_ws::{Message, Session};
use backend::db::{self, Pool};
use serde::Deserialize;
use uuid::Uuid;

use crate::queries;

/// Everybody who is connected, and where messages are kept, if they are.
struct Floor {
    sessions: Mutex<HashMap<Uuid, Session>>,
    pool: Option<Pool>,
}

#[derive(Deserialize)]
struct Sent<'a> {
    to: Uuid,
    text: &'a str,
}

#[get("/socket/{id}")]
async fn relay(
    request: HttpRequest,
    body: web::Payload,
    id: Path<Uuid>,
    floor: Data<Floor>,
) -> Result<HttpResponse, Error> {
    let (answer, session, mut stream) = actix_ws::handle(&request, body)?;
    floor.sessions().insert(*id, session);
    rt::spawn(async move {
        while let Some(Ok(message)) = stream.recv().await {
            if let Message::Text(text) = message
                && let Ok(sent) = serde_json::from_str::<Sent>(&text)
            {
                // Who measures notices that a message does not arrive.
                let _ = floor.hand_on(*id, &sent).await;
            }
        }
        floor.sessions().remove(&id);
    });
    Ok(answer)
}

impl Floor {
    fn sessions(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, Session>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn hand_on(&self, from: Uuid, sent: &Sent<'_>) -> anyhow::Result<()> {
        if let Some(pool) = &self.pool {
            queries::insert_message(&mut *pool.get().await?, from, sent.to, sent.text).await?;
        }
        let recipient = self.sessions().get(&sent.to).cloned();
        if let Some(mut recipient) = recipient {
            let message = serde_json::json!({ "from": from, "text": sent.text });
            recipient.text(message.to_string()).await?;
        }
        Ok(())
    }
}

/// Serves for ever on a free port, whose address it tells; with a database and so many connections
/// to it, if there is one.
pub async fn serve(
    database: Option<(String, usize)>,
    tell: impl FnOnce(&str),
) -> anyhow::Result<()> {
    let pool = database.map(|(url, connections)| db::pool(&url, connections));
    let floor = Data::from(Arc::new(Floor {
        sessions: Mutex::default(),
        pool: pool.transpose()?,
    }));
    let server = HttpServer::new(move || App::new().app_data(floor.clone()).service(relay))
        .bind(("127.0.0.1", 0))?;
    tell(&server.addrs()[0].to_string());
    Ok(server.run().await?)
}
