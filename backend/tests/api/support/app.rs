//! The application, served on a free port.

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::cookie::Key;
use actix_web::dev::ServerHandle;
use backend::accounts::queries::{set_admin, user_by_username};
use backend::config::Config;
use backend::state::AppState;
use chrono::TimeDelta;
use diesel_async::AsyncPgConnection;
use serde_json::json;
use tokio::sync::watch;

use super::db::TestDatabase;
use super::person::{PASSWORD, Person};

pub struct TestApp {
    pub url: String,
    pub state: AppState,
    pub database: Arc<TestDatabase>,
    handle: ServerHandle,
    stop: watch::Sender<bool>,
}

impl TestApp {
    pub async fn start() -> Self {
        Self::start_with::<&str>(&[]).await
    }

    /// With some variables of the configuration set.
    pub async fn start_with<V: AsRef<str>>(variables: &[(&str, V)]) -> Self {
        let own = own(variables);
        Self::serve(Arc::new(TestDatabase::new().await), &own)
    }

    /// A server on a database that is there already.
    pub fn on(database: TestDatabase) -> Self {
        Self::serve(Arc::new(database), &own(&[("RATE_LIMITS", "off")]))
    }

    /// Another server on the same database, under the same name, with other variables set.
    pub fn again_with<V: AsRef<str>>(&self, variables: &[(&str, V)]) -> Self {
        let mut variables = own(variables);
        variables.push(("PUBLIC_URL", self.url.clone()));
        Self::serve(self.database.clone(), &variables)
    }

    fn serve(database: Arc<TestDatabase>, variables: &[(&str, String)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let config = Config::from_source(|name| match name {
            "LISTEN" => Some(address.clone()),
            "DATABASE_URL" => Some(database.url.clone()),
            _ => variables
                .iter()
                .find(|(variable, _)| *variable == name)
                .map(|(_, value)| value.clone()),
        })
        .unwrap();
        let key = Key::generate();
        let state = AppState::new(config, &database.url, &key).unwrap();
        let (stop, stopped) = watch::channel(false);
        if let Some(mail) = state.config.mail.clone() {
            tokio::spawn(backend::mail::worker::run(
                state.clone(),
                database.url.clone(),
                mail,
                stopped,
            ));
        }
        let server = backend::app::server(state.clone(), key, listener).unwrap();
        let handle = server.handle();
        tokio::spawn(server);
        Self {
            url: format!("http://{address}"),
            state,
            database,
            handle,
            stop,
        }
    }

    /// Somebody who is not logged in.
    pub fn guest(&self) -> Person {
        Person::new(&self.url, "journeyman/1.0")
    }

    /// Somebody who has an account already, and has logged in.
    pub async fn logged_in(&self, username: &str, password: &str) -> Person {
        let person = self.guest();
        let login = json!({ "login": username, "password": password });
        person.post("/auth/login", login).await.expect(200);
        person
    }

    /// Somebody who registered, confirmed and logged in, each through the front door.
    pub async fn member(&self, username: &str) -> Person {
        let person = self.guest();
        let link = self.register(&person, username).await;
        person
            .post("/auth/confirm", json!({ "hash": hash_in(&link) }))
            .await
            .expect(204);
        person
            .post(
                "/auth/login",
                json!({ "login": username, "password": PASSWORD }),
            )
            .await
            .expect(200);
        person
    }

    /// As [`Self::member`], and they administer the instance.
    pub async fn admin(&self, username: &str) -> Person {
        let person = self.member(username).await;
        let mut conn = self.connection().await;
        let user = user_by_username(&mut conn, username)
            .await
            .unwrap()
            .unwrap();
        set_admin(&mut conn, user.id, true).await.unwrap();
        person
    }

    /// Registers somebody and returns the link that confirms the account.
    pub async fn register(&self, person: &Person, username: &str) -> String {
        let body = json!({
            "username": username,
            "email": format!("{username}@example.org"),
            "password": PASSWORD,
        });
        let answer = person.post("/auth/register", body).await.expect(201);
        answer.json["confirmation"]["link"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    pub async fn connection(&self) -> AsyncPgConnection {
        self.database.connect().await
    }

    pub fn let_time_pass(&self, by: TimeDelta) {
        self.state.clock.advance(by);
    }
}

fn own<'a, V: AsRef<str>>(variables: &[(&'a str, V)]) -> Vec<(&'a str, String)> {
    variables
        .iter()
        .map(|(name, value)| (*name, value.as_ref().to_owned()))
        .collect()
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        // Told to stop; nobody waits for it.
        drop(self.handle.stop(false));
    }
}

/// The value in a link such as `http://…/confirm?hash=…`.
pub fn hash_in(link: &str) -> &str {
    link.split_once("hash=").expect("a link with a hash").1
}
