//! A world in which everybody exists who can have to do with an event: its creator, somebody who
//! comes, somebody who is invited, a stranger, a guest, and those who hold what is good no more.

use std::collections::HashMap;

use backend::security::COOKIE;
use backend::signing::{Bearer, Purpose};
use chrono::TimeDelta;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use uuid::Uuid;

use super::app::hash_in;
use super::operations::Operation;
use super::person::{event, send};
use super::saved::Saved;
use super::{PASSWORD, Person, TestApp};
use crate::administration::{only_report, report};
use crate::events::invite;
use crate::mail_command::failed_mail;
use crate::pictures::png;

const NEW_PASSWORD: &str = "otters juggle smooth pebbles";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Guest,
    /// A member who has nothing to do with it.
    Stranger,
    Invited,
    Attendee,
    Creator,
    /// Registered, but the address was never confirmed.
    Unverified,
    /// A program of the attendee, with a token.
    Program,
    /// The creator, with the cookie of a session that has expired.
    Expired,
    /// Somebody with the creator's cookie and another browser.
    OtherDevice,
    /// Somebody who administers the instance and has nothing to do with the event.
    Admin,
}

impl Role {
    pub const ALL: [Self; 10] = [
        Self::Guest,
        Self::Stranger,
        Self::Invited,
        Self::Attendee,
        Self::Creator,
        Self::Unverified,
        Self::Program,
        Self::Expired,
        Self::OtherDevice,
        Self::Admin,
    ];

    /// What tables call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Stranger => "stranger",
            Self::Invited => "invited",
            Self::Attendee => "attendee",
            Self::Creator => "creator",
            Self::Unverified => "unverified",
            Self::Program => "program",
            Self::Expired => "expired session",
            Self::OtherDevice => "other device",
            Self::Admin => "administrator",
        }
    }

    /// What they log in with.
    pub const fn username(self) -> &'static str {
        match self {
            Self::Guest => "nobody",
            Self::Stranger => "stranger",
            Self::Invited => "invited",
            Self::Attendee | Self::Program => "attendee",
            Self::Creator | Self::Expired | Self::OtherDevice => "creator",
            Self::Unverified => "unverified",
            Self::Admin => "admin",
        }
    }

    /// Who is let do it, if anybody is.
    pub fn of(operation: &Operation) -> Self {
        match operation.path.starts_with("/admin") {
            true => Self::Admin,
            false => Self::Creator,
        }
    }
}

/// What somebody holds; values that open nothing where they were given none.
#[derive(Clone)]
struct Hand {
    agent: &'static str,
    cookie: Option<String>,
    access_token: Option<String>,
    refresh_token: String,
    session: String,
    /// The values of their links.
    confirm: String,
    reset: String,
    email: String,
}

pub struct World {
    pub app: TestApp,
    pub saved: Saved,
    hands: HashMap<Role, Hand>,
    /// By their visibility.
    events: HashMap<&'static str, String>,
    /// The name of the file that shows either event.
    picture: String,
    /// The private address of the attendee's bookings: what is secret about it.
    feed: String,
    /// The id of a report about the attendee.
    report: String,
    /// The id of a mail that was given up.
    failed_mail: String,
    /// With which the creator unsubscribes from invitations.
    unsubscribe: String,
}

impl World {
    pub async fn new() -> Self {
        let app = TestApp::start_with(&[("RATE_LIMITS", "off")]).await;
        let creator = app.member("creator").await;
        let expired = log_in(&creator, "creator").await;
        app.let_time_pass(TimeDelta::days(15));
        let creator_hand = Hand::of(&creator, "creator").await;
        let elsewhere = log_in(&app.guest(), "creator").await;
        let (invited, attendee) = (app.member("invited").await, app.member("attendee").await);
        let attendee_hand = Hand::of(&attendee, "attendee").await;
        let hands = HashMap::from([
            (Role::Guest, Hand::empty()),
            (
                Role::Stranger,
                Hand::of(&app.member("stranger").await, "stranger").await,
            ),
            (Role::Invited, Hand::of(&invited, "invited").await),
            (
                Role::Admin,
                Hand::of(&app.admin("admin").await, "admin").await,
            ),
            (Role::Unverified, Hand::of_unverified(&app).await),
            (Role::Program, attendee_hand.of_program(&attendee).await),
            (Role::Attendee, attendee_hand),
            (
                Role::Expired,
                Hand {
                    cookie: Some(expired),
                    ..creator_hand.clone()
                },
            ),
            (
                Role::OtherDevice,
                Hand {
                    agent: "thief/6.6",
                    cookie: Some(elsewhere),
                    ..creator_hand.clone()
                },
            ),
            (Role::Creator, creator_hand),
        ]);
        let (mut events, mut picture) = (HashMap::new(), String::new());
        for visibility in ["public", "invite-only"] {
            let id = creator.publish(json!({ "visibility": visibility })).await;
            invite(&app, &id, &invited).await;
            invite(&app, &id, &attendee).await;
            attendee.book(&id).await.expect(201);
            let shown = creator.api(Method::PUT, &format!("/events/{id}/picture"));
            let shown = send(shown.body(png(30, 20))).await.expect(200).json;
            let address = shown["small"]["address"].as_str().unwrap();
            picture = address.rsplit_once('/').unwrap().1.to_owned();
            events.insert(visibility, id);
        }
        let message = json!({ "text": "May I sing, too?" });
        let path = "/conversations/creator/messages";
        attendee.post(path, message).await.expect(201);
        let feed = attendee.post("/users/me/calendar-feed", Value::Null).await;
        let unsubscribe = unsubscribe_token(&app, &creator).await;
        let failed_mail = failed_mail(&app, "creator@example.org").await.id;
        report(&invited, "/users/attendee").await.expect(204);
        let report = only_report(&app).await;
        let saved = Saved::of(app.connection().await).await;
        Self {
            app,
            saved,
            hands,
            events,
            picture,
            report,
            failed_mail: failed_mail.to_string(),
            feed: feed_token(&feed.expect(201).text("address")).to_owned(),
            unsubscribe,
        }
    }

    /// A request with nothing but what they hold, from a client that remembers nothing.
    pub fn request(&self, role: Role, method: Method, path: &str) -> RequestBuilder {
        let hand = &self.hands[&role];
        let mut request = Person::new(&self.app.url, hand.agent).api(method, path);
        if let Some(cookie) = &hand.cookie {
            request = request.header("cookie", cookie);
        }
        if let Some(token) = &hand.access_token {
            request = request.bearer_auth(token);
        }
        request
    }

    /// An operation as it should be used, on what the word stands for.
    pub fn attempt(&self, role: Role, operation: &Operation, target: &str) -> RequestBuilder {
        let words = target.split(", ").filter(|word| !word.is_empty());
        let targets: Vec<_> = words.map(|word| self.target(role, word)).collect();
        let address = operation.address(&targets) + &self.query(&operation.id);
        let request = self.at(role, operation, &address);
        if operation.has_body {
            request.json(&self.body(role, &operation.id))
        } else {
            request
        }
    }

    /// A request to an operation at an address, with every header that it needs.
    pub fn at(&self, role: Role, operation: &Operation, address: &str) -> RequestBuilder {
        let request = self.request(role, operation.method.clone(), address);
        match operation.id.as_str() {
            "update_event" => request.header("if-match", "\"1\""),
            "set_event_picture" => request.body(png(40, 30)),
            _ => request,
        }
    }

    /// What a word in a table means in an address.
    fn target(&self, role: Role, word: &str) -> String {
        match word {
            "public" | "invite-only" => self.events[word].clone(),
            "own session" => self.hands[&role].session.clone(),
            "creator's session" => self.hands[&Role::Creator].session.clone(),
            "attendee's feed" => self.feed.clone(),
            "its picture" => self.picture.clone(),
            "report" => self.report.clone(),
            "failed mail" => self.failed_mail.clone(),
            "admin" | "creator" | "attendee" | "invited" | "unverified" | "made-up" => {
                word.to_owned()
            }
            _ => panic!("say in `World::target` what {word:?} stands for"),
        }
    }

    /// What must stand after the question mark.
    fn query(&self, operation: &str) -> String {
        match operation {
            "find_users" => "?query=crea".to_owned(),
            "unsubscribe_from_invitations" | "open_unsubscribe_page" => {
                format!("?token={}", self.unsubscribe)
            }
            _ => String::new(),
        }
    }

    /// What they send.
    fn body(&self, role: Role, operation: &str) -> Value {
        let hand = &self.hands[&role];
        let login = role.username();
        match operation {
            "register_account" => json!({
                "username": "newcomer", "email": "newcomer@example.org", "password": PASSWORD,
            }),
            "confirm_account" => json!({ "hash": hand.confirm }),
            "resend_confirmation" => json!({ "login": login }),
            "log_in" | "create_token" => json!({ "login": login, "password": PASSWORD }),
            "refresh_token" => json!({ "refresh_token": hand.refresh_token }),
            "request_password_reset" => json!({ "email": format!("{login}@example.org") }),
            "reset_password" => json!({ "hash": hand.reset, "password": NEW_PASSWORD }),
            "confirm_email" => json!({ "hash": hand.email }),
            "change_password" => json!({ "current_password": PASSWORD, "password": NEW_PASSWORD }),
            "choose_language" => json!({ "language": "de" }),
            "update_own_profile" => json!({ "first_name": "Somebody", "age": 50 }),
            "delete_account" => json!({ "password": PASSWORD }),
            "create_event" => event(json!({})),
            "update_event" => json!({ "location": "The old waterworks" }),
            "cancel_event" => json!({ "reason": "The singers have lost their voices." }),
            "update_event_picture" => json!({ "description": "Singers under a lamp" }),
            "mark_notifications_read" => json!({ "ids": [] }),
            "invite_user" => json!({ "user": "stranger" }),
            "send_message" => json!({ "text": "Shall I bring a lantern?" }),
            "mark_conversation_read" => json!({ "up_to": 1 }),
            "report_event" | "report_user" => json!({ "reason": "They sell what there is not." }),
            "update_settings" => json!({ "sign_up_open": false }),
            "block_person" | "remove_event" => json!({ "reason": "It was not an event." }),
            "settle_report" => json!({ "decision": "We have talked about it." }),
            "mail_message" => json!({ "id": Uuid::now_v7() }),
            _ => panic!("say in `World::body` what is sent to {operation}"),
        }
    }
}

/// What is secret about the address of a feed.
pub fn feed_token(address: &str) -> &str {
    let (_, name) = address.rsplit_once('/').unwrap();
    name.strip_suffix(".ics").unwrap()
}

/// What stands in the invitations that a person gets by mail.
pub async fn unsubscribe_token(app: &TestApp, person: &Person) -> String {
    let me = person.get("/users/me").await.expect(200);
    let bearer = Bearer {
        user_id: me.id().parse().unwrap(),
        session_id: Uuid::nil(),
    };
    let (now, lifetime) = (app.state.clock.now(), TimeDelta::days(1));
    let token = app
        .state
        .signer
        .sign(Purpose::Unsubscribe, bearer, now, lifetime);
    token.unwrap()
}

/// Logs in, and returns the cookie.
async fn log_in(person: &Person, name: &str) -> String {
    let body = json!({ "login": name, "password": PASSWORD });
    let answer = person.post("/auth/login", body).await.expect(200);
    answer.cookie(COOKIE)
}

impl Hand {
    fn empty() -> Self {
        Self {
            agent: "journeyman/1.0",
            cookie: None,
            access_token: None,
            refresh_token: "made-up".into(),
            session: Uuid::now_v7().to_string(),
            confirm: "made-up".into(),
            reset: "made-up".into(),
            email: "made-up".into(),
        }
    }

    async fn of(person: &Person, name: &str) -> Self {
        let cookie = log_in(person, name).await;
        let change = json!({ "email": format!("{name}-new@example.org") });
        let change = person.patch("/users/me", change).await.expect(200).json;
        let link = change["email_confirmation"]["link"].as_str().unwrap();
        Self {
            cookie: Some(cookie),
            session: session(person, "browser").await,
            reset: reset_link(person, name).await,
            email: hash_in(link).to_owned(),
            ..Self::empty()
        }
    }

    async fn of_unverified(app: &TestApp) -> Self {
        let (person, name) = (app.guest(), "unverified");
        let link = app.register(&person, name).await;
        Self {
            confirm: hash_in(&link).to_owned(),
            reset: reset_link(&person, name).await,
            ..Self::empty()
        }
    }

    /// What a program of this person has.
    async fn of_program(&self, owner: &Person) -> Self {
        let body = json!({ "login": "attendee", "password": PASSWORD });
        let tokens = owner.post("/auth/token", body).await.expect(200);
        Self {
            cookie: None,
            access_token: Some(tokens.text("access_token")),
            refresh_token: tokens.text("refresh_token"),
            session: session(owner, "api").await,
            ..self.clone()
        }
    }
}

/// The value in a link to a new password.
async fn reset_link(person: &Person, name: &str) -> String {
    let body = json!({ "email": format!("{name}@example.org") });
    let notice = person.post("/auth/password/forgot", body).await.expect(202);
    hash_in(&notice.text("link")).to_owned()
}

/// The id of their latest session of this kind.
async fn session(person: &Person, kind: &str) -> String {
    let list = person.get("/auth/sessions").await.expect(200).json;
    let mut items = list["items"].as_array().unwrap().iter();
    let found = items.find(|session| session["kind"] == kind);
    found.unwrap()["id"].as_str().unwrap().to_owned()
}
