//! The OpenAPI document: made from the handlers, completed with what all operations share.

mod links;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::http::header::ContentType;
use actix_web::web::Bytes;
use actix_web::{App, HttpResponse, get};
use api_types::administration::{PeopleChoice, ReportState};
use api_types::language::Language;
use api_types::pages::Period;
use api_types::problem::{Problem, ProblemKind};
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{ArrayItems, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    Content, HeaderBuilder, ObjectBuilder, OpenApi as Document, Ref, RefOr, Required,
    ResponseBuilder, Schema,
};
use utoipa::{OpenApi, PartialSchema, ToSchema};
use utoipa_actix_web::AppExt;

use crate::error::{ApiError, ApiResult, PROBLEM_JSON};
use crate::operations::Operations;
use crate::security::COOKIE;
use crate::{
    accounts, administration, bookings, calendars, chat, events, idempotency, notifications,
    privacy, profiles, sessions, socket, words,
};

/// Where the operations are.
pub const API: &str = "/api/v1";

/// The name of the security scheme of browsers.
const SESSION: &str = "session";
/// The name of the security scheme of programs.
const BEARER: &str = "bearer";

/// Operations that are refused when they are tried too often.
const LIMITED: [&str; 21] = [
    "register_account",
    "confirm_account",
    "resend_confirmation",
    "log_in",
    "create_token",
    "refresh_token",
    "request_password_reset",
    "reset_password",
    "confirm_email",
    "update_own_profile",
    "change_password",
    "delete_account",
    "invite_user",
    "set_event_picture",
    "read_calendar_feed",
    "unsubscribe_from_invitations",
    "send_message",
    "mail_message",
    "open_socket",
    "report_event",
    "report_user",
];

/// Operations that are done once, however often a request with the same Idempotency-Key comes.
const ONCE: [&str; 9] = [
    "create_event",
    "update_event",
    "cancel_event",
    "notify_attendees",
    "invite_user",
    "remove_attendee",
    "book_event",
    "cancel_booking",
    "remove_event",
];

/// Every room's operations.
pub fn operations(cfg: &mut impl Operations) {
    // What is asked for most comes first: an address is compared with one pattern after the other.
    events::routes(cfg);
    accounts::routes(cfg);
    administration::routes(cfg);
    bookings::routes(cfg);
    calendars::routes(cfg);
    chat::routes(cfg);
    notifications::routes(cfg);
    // Before what others see of a person: `me` is no username.
    privacy::routes(cfg);
    profiles::routes(cfg);
    sessions::routes(cfg);
    socket::routes(cfg);
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Event Booking",
        description = "Publish events, find them, book places.\n\n\
            Log in with `log_in`: the answer sets a cookie, and every further request from here \
            carries it. Programs use `create_token` instead and send the access token with every \
            request: `Authorization: Bearer …`. Errors are problem documents (RFC 9457); bad fields are named in `errors`. \
            Their words are in the language that the cookie `language` (`en`, `de`) or else the \
            header `Accept-Language` asks for; `Content-Language` says which one it is.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    tags(
        (name = "Accounts", description = "Registering, logging in and out, passwords, one's own profile and data"),
        (name = "Sessions", description = "Where one is logged in, and the tokens of programs"),
        (name = "Profiles", description = "What others see of a person"),
        (name = "Events", description = "Publishing, finding and reading events"),
        (name = "Bookings", description = "Places at events: who has one, who may have one"),
        (name = "Notifications", description = "What happened while one was looking elsewhere"),
        (name = "Calendars", description = "Events and bookings for calendar programs"),
        (name = "Chat", description = "Conversations of two people"),
        (name = "Administration", description = "Reporting what should not be here, and what administrators do about it"),
        (name = "Socket", description = "What happens while one looks"),
    ),
    servers((url = "/", description = "The server that this document came from")),
)]
struct Base;

/// Where the document is.
pub const DOCUMENT: &str = "/api/openapi.json";

/// The document as programs read it. To make it takes more memory than the server needs otherwise, so
/// it is made when somebody asks for it first.
static TEXT: LazyLock<serde_json::Result<Bytes>> =
    LazyLock::new(|| serde_json::to_vec(&document()).map(Bytes::from));

/// This document
#[get("/api/openapi.json")]
pub async fn get_document() -> ApiResult<HttpResponse> {
    let text = TEXT.as_ref().map_err(ApiError::internal)?;
    let mut answer = HttpResponse::Ok();
    Ok(answer.content_type(ContentType::json()).body(text.clone()))
}

/// The whole document.
pub fn document() -> Document {
    let (_, mut document) = App::new()
        .into_utoipa_app()
        .openapi(Base::openapi())
        .service(utoipa_actix_web::scope(API).configure(|cfg| operations(cfg)))
        .split_for_parts();
    let components = document.components.get_or_insert_default();
    components.add_security_scheme(
        SESSION,
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
            COOKIE,
            "Set by log_in; by HTTPS its name begins with `__Host-`. Bound to the client's address \
             and User-Agent.",
        ))),
    );
    components.add_security_scheme(
        BEARER,
        SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .bearer_format("JWT")
                .description(Some("From create_token; good for 15 minutes."))
                .build(),
        ),
    );
    let mut schemas = vec![(Problem::name().into_owned(), Problem::schema())];
    Problem::schemas(&mut schemas);
    // Only parameters refer to these, and they register nothing.
    schemas.push((Period::name().into_owned(), Period::schema()));
    schemas.push((PeopleChoice::name().into_owned(), PeopleChoice::schema()));
    schemas.push((ReportState::name().into_owned(), ReportState::schema()));
    components.schemas.extend(schemas);
    components.schemas.values_mut().for_each(forget_null);
    refer_to_items(&mut components.schemas);
    for (path, item) in &mut document.paths.paths {
        if path.starts_with(administration::API) {
            add_to_all(item, ProblemKind::AdministratorRequired);
        }
        complete(item);
    }
    links::add(&mut document);
    document
}

/// A field that is left out of changes is not the same as one that is `null`, although both are
/// `None` to the derive, which says that `null` is the default.
fn forget_null(schema: &mut RefOr<Schema>) {
    let RefOr::T(Schema::Object(object)) = schema else {
        return;
    };
    for property in object.properties.values_mut() {
        let default = match property {
            RefOr::T(Schema::Object(object)) => &mut object.default,
            RefOr::T(Schema::OneOf(choice)) => &mut choice.default,
            _ => continue,
        };
        default.take_if(|default| default.is_null());
    }
}

/// A page of a list refers to what it lists, which the derive repeats in each.
fn refer_to_items(schemas: &mut BTreeMap<String, RefOr<Schema>>) {
    let names: Vec<_> = schemas.keys().cloned().collect();
    for name in names {
        let item = name.strip_prefix("Page_");
        let Some(item) = item.filter(|item| schemas.contains_key(*item)) else {
            continue;
        };
        if let Some(RefOr::T(Schema::Object(page))) = schemas.get_mut(&name)
            && let Some(RefOr::T(Schema::Array(list))) = page.properties.get_mut("items")
        {
            let reference = Ref::from_schema_name(item);
            list.items = ArrayItems::RefOrSchema(Box::new(RefOr::Ref(reference)));
        }
    }
}

fn add_to_all(item: &mut PathItem, kind: ProblemKind) {
    let all = [
        &mut item.get,
        &mut item.post,
        &mut item.put,
        &mut item.patch,
        &mut item.delete,
    ];
    for operation in all.into_iter().flatten() {
        add(operation, kind);
    }
}

/// Adds the problems that do not depend on the operation.
fn complete(item: &mut PathItem) {
    let changing = [
        &mut item.post,
        &mut item.put,
        &mut item.patch,
        &mut item.delete,
    ];
    for operation in changing.into_iter().flatten() {
        add(operation, ProblemKind::CrossSiteRequest);
        add_common(operation);
    }
    if let Some(operation) = &mut item.get {
        add_common(operation);
    }
}

fn add_common(operation: &mut Operation) {
    let guests = SecurityRequirement::default();
    // Who needs nobody to be logged in says so, too.
    let ways = operation.security.get_or_insert_default();
    if !ways.is_empty() {
        let needs_login = !ways.contains(&guests);
        // Whatever takes the cookie takes a token, too.
        ways.push(SecurityRequirement::new::<_, [&str; 0], &str>(BEARER, []));
        let kind = match needs_login {
            true => ProblemKind::LoginRequired,
            false => ProblemKind::TokenInvalid,
        };
        add(operation, kind);
    }
    let id = operation.operation_id.clone().unwrap_or_default();
    if LIMITED.contains(&id.as_str()) {
        add_limit(operation);
    }
    if ONCE.contains(&id.as_str()) {
        add_key(operation);
    }
    if operation.request_body.is_some() {
        add(operation, ProblemKind::MalformedRequest);
        add(operation, ProblemKind::PayloadTooLarge);
        add(operation, ProblemKind::UnsupportedMediaType);
        add(operation, ProblemKind::ValidationFailed);
    }
    add(operation, ProblemKind::RequestTimeout);
    add(operation, ProblemKind::Internal);
    add(operation, ProblemKind::Unavailable);
}

fn add_key(operation: &mut Operation) {
    let text = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(255));
    let key = ParameterBuilder::new()
        .name(idempotency::HEADER)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "Made by the client, for one intention. Sent again with the same key, the request does \
             nothing more, and the answer is that of the first, with things as they are by now and \
             `Idempotency-Replayed: true`. Kept for a day; requests that were refused are not.",
        ))
        .schema(Some(text))
        .build();
    operation
        .parameters
        .get_or_insert_default()
        .push(key.into());
    for (status, answer) in &mut operation.responses.responses {
        if let RefOr::T(answer) = answer
            && status.starts_with('2')
        {
            let repeated = HeaderBuilder::new()
                .schema(Some(ObjectBuilder::new().schema_type(Type::Boolean)))
                .description(Some("Only where the answer is that of an earlier request"))
                .build();
            let name = idempotency::REPLAYED.to_owned();
            answer.headers.insert(name, repeated.into());
        }
    }
    add(operation, ProblemKind::MalformedRequest);
    add(operation, ProblemKind::IdempotencyKeyReused);
}

fn add_limit(operation: &mut Operation) {
    let kind = ProblemKind::RateLimited;
    add(operation, kind);
    let answer = operation
        .responses
        .responses
        .get_mut(&kind.status().to_string());
    if let Some(RefOr::T(answer)) = answer {
        let seconds = HeaderBuilder::new()
            .schema(Some(ObjectBuilder::new().schema_type(Type::Integer)))
            .description(Some("In how many seconds to try again"))
            .build();
        answer
            .headers
            .insert("Retry-After".to_owned(), seconds.into());
    }
}

/// Documents a problem, unless the operation says something of its own about its status.
fn add(operation: &mut Operation, kind: ProblemKind) {
    let response = ResponseBuilder::new()
        .description(words::problem(Language::En, kind))
        .content(
            PROBLEM_JSON,
            Content::new(Some(RefOr::Ref(Ref::from_schema_name(Problem::name())))),
        )
        .build();
    operation
        .responses
        .responses
        .entry(kind.status().to_string())
        .or_insert(RefOr::T(response));
}

/// As it is committed.
pub fn yaml() -> anyhow::Result<String> {
    Ok(format!(
        "# Written by `cargo xtask openapi` from the code; do not edit.\n{}",
        document().to_yaml()?
    ))
}
