//! The application: all rooms, put together into one server.

use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use actix_session::SessionMiddleware;
use actix_session::config::PersistentSession;
use actix_web::body::MessageBody;
use actix_web::cookie::{Key, SameSite, time};
use actix_web::dev::{ResourceDef, Server, ServiceRequest, ServiceResponse};
use actix_web::guard::fn_guard;
use actix_web::http::{Method, header};
use actix_web::middleware::{Compress, Next, from_fn};
use actix_web::web::{self, Data, PayloadConfig};
use actix_web::{App, Error, HttpRequest, HttpResponse, HttpServer, get};
use api_types::problem::{Problem, ProblemKind};
use tracing_actix_web::TracingLogger;
use utoipa_swagger_ui::{Config as SwaggerConfig, SwaggerUi};

use crate::bookings::desk::Desk;
use crate::chat::post::Post;
use crate::config::Config;
use crate::db;
use crate::db::gate::at_the_gate;
use crate::error::{ApiError, ApiResult, in_words, method_not_allowed};
use crate::extract::{BODY_LIMIT, BODY_TIMEOUT, PICTURE_BODY_TIMEOUT};
use crate::metrics::observe;
use crate::realtime::bus;
use crate::security::{COOKIE, cookie_name, finish_answers, refuse_cross_site};
use crate::sessions::identity::identify;
use crate::sessions::lookup::Lookup;
use crate::sessions::store::DatabaseStore;
use crate::site::{self, Index};
use crate::socket::{keeper, live};
use crate::state::AppState;
use crate::{language, listener, openapi, telemetry};

/// How long a request may take, its body included.
const REQUEST_TIMEOUT: Duration = BODY_TIMEOUT.saturating_add(Duration::from_secs(10));
/// The same for a picture.
const PICTURE_TIMEOUT: Duration = PICTURE_BODY_TIMEOUT.saturating_add(Duration::from_secs(30));
/// How long a client may take for the headers of its request.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection may be idle: longer than browsers and proxies keep theirs, so that it is
/// they who hang up and no request meets a closed door.
const KEEP_ALIVE: Duration = Duration::from_secs(90);
/// How long what clerks have before them may take when the server stops.
const CLERKS_TIMEOUT: Duration = Duration::from_secs(5);
/// How long requests may take to finish when the server stops, in seconds.
const SHUTDOWN_SECONDS: u64 = 15;

/// Those who work for many requests at a time.
#[derive(Clone)]
pub struct Clerks {
    desk: Desk,
    post: Post,
}

impl Clerks {
    /// They work until all copies are gone.
    pub fn start(state: &AppState) -> Self {
        Self {
            desk: Desk::open(state),
            post: Post::open(state),
        }
    }

    /// Waits until they have done what was asked of them so far, but not for long.
    pub async fn finish(&self) {
        let finished = async { tokio::join!(self.desk.finish(), self.post.finish()) };
        if tokio::time::timeout(CLERKS_TIMEOUT, finished)
            .await
            .is_err()
        {
            tracing::warn!("stopping, though bookings or messages were still waiting");
        }
    }
}

/// Builds the server; it runs when it is awaited. Signals are the caller's.
pub fn server(state: AppState, key: Key, listener: TcpListener) -> anyhow::Result<Server> {
    let clerks = Clerks::start(&state);
    server_with(state, clerks, key, listener)
}

/// As [`server`], with clerks that the caller knows.
pub fn server_with(
    state: AppState,
    clerks: Clerks,
    key: Key,
    listener: TcpListener,
) -> anyhow::Result<Server> {
    let index = Data::new(Index::load()?);
    let parts = Data::new(site::crawlers::Parts::default());
    let desk = Data::new(clerks.desk);
    let post = Data::new(clerks.post);
    tokio::spawn(keeper::run(state.clone()));
    if let Some((orders, url)) = state
        .realtime
        .take_orders()
        .zip(state.config.nats_url.clone())
    {
        tokio::spawn(bus::run(state.realtime.clone(), orders, url));
    }
    tokio::spawn(live::run(state.clone()));
    listener::prepare(&listener)?;
    let workers = db::threads();
    let connections = listener::connections(&state.config).div_ceil(workers);
    let threads = Arc::new(AtomicUsize::new(0));
    let server = HttpServer::new(move || {
        // Once for each thread.
        let state = Data::new(state.at(threads.fetch_add(1, Ordering::Relaxed)));
        let lookup = Lookup::start(state.as_ref().clone());
        let sessions = DatabaseStore::new(state.as_ref().clone(), lookup.clone());
        let api = web::scope(openapi::API)
            .configure(openapi::operations)
            .default_service(web::to(refuse_unknown))
            .wrap(from_fn(identify))
            .wrap(session_middleware(
                &state.config,
                sessions.clone(),
                key.clone(),
            ));
        // Files are the same for everybody and ask no database who is there.
        let documents = web::scope("")
            .guard(fn_guard(site::is_page))
            .configure(site::documents)
            .wrap(from_fn(identify))
            .wrap(session_middleware(&state.config, sessions, key.clone()))
            .wrap(from_fn(site::despite_failures));
        App::new()
            .app_data(state)
            .app_data(Data::new(lookup))
            .app_data(desk.clone())
            .app_data(post.clone())
            .app_data(index.clone())
            .app_data(parts.clone())
            .app_data(PayloadConfig::new(BODY_LIMIT))
            .service(api)
            .service(openapi::get_document)
            .service(
                SwaggerUi::new("/swagger-ui/{_:.*}").config(SwaggerConfig::from(openapi::DOCUMENT)),
            )
            .service(web::redirect("/swagger-ui", "/swagger-ui/"))
            .service(explain_problem)
            .service(get_liveness)
            .service(get_readiness)
            .configure(site::public)
            .service(documents)
            .default_service(web::to(site::serve_other))
            // The last one is the outermost.
            .wrap(from_fn(refuse_cross_site))
            .wrap(from_fn(let_in))
            .wrap(from_fn(limit_time))
            .wrap(from_fn(finish_answers))
            .wrap(Compress::default())
            .wrap(from_fn(observe))
            .wrap(TracingLogger::<telemetry::RequestSpan>::new())
    })
    .workers(workers)
    .max_connections(connections)
    .keep_alive(KEEP_ALIVE)
    .client_request_timeout(HEADER_TIMEOUT)
    .shutdown_timeout(SHUTDOWN_SECONDS)
    .disable_signals()
    .listen(listener)?;
    Ok(server.run())
}

fn session_middleware(
    config: &Config,
    sessions: DatabaseStore,
    key: Key,
) -> SessionMiddleware<DatabaseStore> {
    let lifetime = time::Duration::hours(config.session_hours.into());
    SessionMiddleware::builder(sessions, key)
        .cookie_name(cookie_name(COOKIE, config).into_owned())
        .cookie_secure(config.is_https())
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .session_lifecycle(PersistentSession::default().session_ttl(lifetime))
        .build()
}

/// When more is asked for than can be served, some are turned away.
async fn let_in(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    at_the_gate(async { next.call(request).await }).await
}

async fn limit_time(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let is_picture = *request.method() == Method::PUT && request.path().ends_with("/picture");
    let limit = match is_picture {
        true => PICTURE_TIMEOUT,
        false => REQUEST_TIMEOUT,
    };
    match tokio::time::timeout(limit, next.call(request)).await {
        Ok(answer) => answer,
        // Whoever reads a body has less patience, so the client has sent it.
        Err(_) => {
            let cause = anyhow::anyhow!("it took longer than {} seconds", limit.as_secs());
            Err(ApiError::unavailable(cause).into())
        }
    }
}

/// Known when somebody asks for what there is not, or not in this way.
static ROUTES: LazyLock<Routes> = LazyLock::new(|| Routes::of(&openapi::document()));

/// Which methods each address of the API has, to tell a wrong method from a wrong address.
struct Routes(Vec<(ResourceDef, Vec<Method>)>);

impl Routes {
    fn of(document: &utoipa::openapi::OpenApi) -> Self {
        let routes = document.paths.paths.iter().map(|(path, item)| {
            let methods = [
                (Method::GET, item.get.is_some()),
                (Method::POST, item.post.is_some()),
                (Method::PUT, item.put.is_some()),
                (Method::PATCH, item.patch.is_some()),
                (Method::DELETE, item.delete.is_some()),
            ];
            let allowed = methods.into_iter().filter(|(_, is_there)| *is_there);
            let allowed = allowed.map(|(method, _)| method).collect();
            (ResourceDef::new(path.as_str()), allowed)
        });
        Self(routes.collect())
    }

    /// The methods that an address has, each once, although `me` could be a name, too.
    fn allowed(&self, path: &str) -> Vec<&str> {
        let fitting = self.0.iter().filter(|(pattern, _)| pattern.is_match(path));
        let mut methods = Vec::new();
        for method in fitting.flat_map(|(_, methods)| methods) {
            if !methods.contains(&method.as_str()) {
                methods.push(method.as_str());
            }
        }
        methods
    }
}

async fn refuse_unknown(request: HttpRequest) -> HttpResponse {
    let allowed = ROUTES.allowed(request.path());
    if allowed.is_empty() {
        return HttpResponse::from_error(ApiError::not_found());
    }
    method_not_allowed(&allowed.join(", "))
}

/// What the `type` of a problem document leads to.
#[get("/problems/{slug}")]
async fn explain_problem(request: HttpRequest, slug: web::Path<String>) -> ApiResult<HttpResponse> {
    let kind = ProblemKind::from_type_reference(&format!("/problems/{slug}"))
        .ok_or_else(ApiError::not_found)?;
    let language = language::of(&request);
    let mut answer = HttpResponse::Ok()
        .insert_header((header::CONTENT_LANGUAGE, language.tag()))
        .json(in_words(&Problem::new(kind), None, language));
    language::vary(answer.headers_mut());
    Ok(answer)
}

/// Whether the process runs.
#[get("/health/live")]
pub async fn get_liveness() -> HttpResponse {
    HttpResponse::NoContent().finish()
}

/// Whether the process can answer requests.
#[get("/health/ready")]
pub async fn get_readiness(state: Data<AppState>) -> ApiResult<HttpResponse> {
    state.readiness.check().await?;
    Ok(HttpResponse::NoContent().finish())
}
