//! HTTP in, HTTP out: one handler for each kind of page.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse};
use api_types::problem::ProblemKind;

use super::asked::{Asked, AskedBy};
use super::page::Page;
use super::{event, files, home, overview, profile, title_of};
use crate::error::{ApiError, ApiResult, method_not_allowed};
use crate::extract::{PathId, PathUsername};

/// The way in.
pub async fn show_home(by: AskedBy) -> ApiResult<HttpResponse> {
    home::page(&by).await?.into_answer(&by.asked)
}

/// All events that one may see.
pub async fn show_overview(by: AskedBy) -> ApiResult<HttpResponse> {
    overview::page(&by).await?.into_answer(&by.asked)
}

/// One event.
pub async fn show_event(by: AskedBy, id: Option<PathId>) -> ApiResult<HttpResponse> {
    let found = match id {
        Some(id) => event::page(&by, id.0).await,
        None => Err(ApiError::not_found()),
    };
    or_absent(&by, found, "event-absent-title", "event-absent-text").await
}

/// Somebody's profile.
pub async fn show_profile(by: AskedBy, username: Option<PathUsername>) -> ApiResult<HttpResponse> {
    let found = match username {
        Some(username) => profile::page(&by, &username.0).await,
        None => Err(ApiError::not_found()),
    };
    or_absent(&by, found, "profile-absent-title", "profile-absent-text").await
}

/// A page of which only the app knows what it shows.
pub async fn show_plain(by: AskedBy) -> ApiResult<HttpResponse> {
    let title = title_of(&by.asked.path).ok_or_else(ApiError::not_found)?;
    let page = Page {
        answers: by.first_answers().await?,
        ..Page::plain(&by.asked, title)?
    };
    page.into_answer(&by.asked)
}

/// The app without words or answers, for the service worker to keep.
pub async fn show_shell(request: HttpRequest) -> ApiResult<HttpResponse> {
    let asked = Asked {
        has_session: false,
        ..Asked::of(&request)?
    };
    Page::plain(&asked, "brand")?.into_answer(&asked)
}

/// Everything that no other service answers: a file of the app, or nothing.
pub async fn serve_other(request: HttpRequest) -> ApiResult<HttpResponse> {
    if request.path().starts_with("/api/") {
        return Err(ApiError::not_found());
    }
    if !is_read(request.method()) {
        return Ok(read_only());
    }
    if let Some(file) = files::file_at(&request) {
        return Ok(file);
    }
    let asked = Asked::of(&request)?;
    Page::absent(&asked, "not-found-title", "not-found-text")?.into_answer(&asked)
}

/// The page, or what the app says in its place.
async fn or_absent(
    by: &AskedBy,
    found: ApiResult<Page>,
    title: &str,
    text: &str,
) -> ApiResult<HttpResponse> {
    let page = match found {
        Err(error) if error.problem.kind() == Some(ProblemKind::NotFound) => Page {
            answers: by.first_answers().await?,
            ..Page::absent(&by.asked, title, text)?
        },
        found => found?,
    };
    page.into_answer(&by.asked)
}

/// Refuses to change what can only be read.
fn read_only() -> HttpResponse {
    method_not_allowed("GET, HEAD")
}

fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// Middleware: refuses everything but reading, and sends the app even when the database does not
/// answer, so that it can say so and try again.
pub async fn despite_failures(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if !is_read(request.method()) {
        return Ok(ServiceResponse::new(request.into_parts().0, read_only()));
    }
    let asked = Asked::of(request.request())?;
    let failed = |error: &Error| error.as_response_error().status_code().is_server_error();
    let answered = next.call(request).await?;
    let Some(error) = answered.response().error().filter(|error| failed(error)) else {
        return Ok(answered.map_into_boxed_body());
    };
    let overload = error
        .as_error::<ApiError>()
        .map(|error| &error.problem)
        .filter(|problem| problem.kind() == Some(ProblemKind::Overloaded));
    match overload {
        Some(_) => tracing::debug!("a document could not be made: {error}"),
        None => tracing::error!("a document could not be made: {error}"),
    }
    let wait = overload.and_then(|problem| problem.retry_after);
    let title = title_of(&asked.path).unwrap_or("brand");
    let page = Page {
        status: StatusCode::SERVICE_UNAVAILABLE,
        ..Page::plain(&asked, title)?
    };
    let mut answer = page.into_answer(&asked)?;
    if let Some(seconds) = wait {
        let headers = answer.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(answered.into_response(answer))
}
