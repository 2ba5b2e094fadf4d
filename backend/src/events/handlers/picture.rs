//! What an event looks like: showing it, and for its creator, choosing it.

use std::future::{Ready, ready};

use actix_web::http::{StatusCode, header};
use actix_web::web::{Bytes, Data, Json, Payload};
use actix_web::{FromRequest, HttpRequest, HttpResponse, delete, dev, get, patch, put};
use api_types::events::{Event, Picture, PictureChanges};
use api_types::problem::{Problem, ProblemKind};
use api_types::rules::PICTURE_BYTES_MAX;
use diesel_async::AsyncConnection;
use tokio::time::timeout;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use uuid::Uuid;

use crate::error::{ApiError, ApiResult};
use crate::events::queries::{self, lock_open_event, read_event, visible_event};
use crate::extract::{PICTURE_BODY_TIMEOUT, PathId, Valid};
use crate::limits::Limit;
use crate::pictures::Size;
use crate::sessions::{CurrentUser, MaybeUser};
use crate::state::AppState;
use crate::t;

/// How long browsers keep a picture: for good, because another one has another address. What stands
/// between them and us keeps none: an event that everybody may see today may be hidden tomorrow.
const CACHING: &str = "private, max-age=31536000, immutable";

/// The bytes of a picture, as the document describes them.
pub enum ImageFile {}

impl utoipa::PartialSchema for ImageFile {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)))
            .into()
    }
}

impl utoipa::ToSchema for ImageFile {}

/// Set the picture of an event
///
/// The body is the picture itself, as JPEG, PNG, WebP or GIF (of which the first frame counts), at most
/// 10 MiB and 50 million pixels. What it is is seen from its first bytes, whatever `Content-Type`
/// says. It is turned upright as its Exif data say, made smaller in two sizes, and written anew as
/// WebP: nothing else of the file is kept, neither where it was taken nor by whom. It takes the
/// place of the picture that was there, whose description goes with it.
#[utoipa::path(
    tag = "Events",
    params(("id" = Uuid, Path, description = "The event's id")),
    request_body(
        description = "The picture.",
        content(
            (ImageFile = "image/jpeg"),
            (ImageFile = "image/png"),
            (ImageFile = "image/webp"),
            (ImageFile = "image/gif"),
        ),
    ),
    security(("session" = [])),
    responses(
        (status = 200, description = "What the event looks like now.", body = Picture),
        (status = 404, description = "There is no such event of this person.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The event is over.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The picture is larger than 10 MiB.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "This is no picture of a kind that the server reads.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The picture is damaged, or has too many pixels.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[put("/events/{id}/picture")]
pub async fn set_event_picture(
    user: CurrentUser,
    id: PathId,
    state: Data<AppState>,
    sent: Sent,
) -> ApiResult<Json<Picture>> {
    state.limits.check(Limit::Picture, &user.id.to_string())?;
    refuse_others(&user, id.0, &state).await?;
    let picture = {
        let _place = state.pictures.place_to_read().await?;
        state.pictures.encode(sent.read().await?).await?
    };
    let now = state.clock.now();
    let mut conn = state.connection().await?;
    let event = conn
        .transaction(async |conn| {
            let own = lock_open_event(conn, id.0, user.id, now).await?;
            queries::set_picture(conn, own.row.id, &picture).await?;
            read_event(conn, id.0, Some(user.id), now).await
        })
        .await?;
    state.realtime.event_changed(id.0);
    shown(event)
}

/// Before anything large is read. What is asked here is asked again when it has come.
async fn refuse_others(user: &CurrentUser, id: Uuid, state: &AppState) -> ApiResult<()> {
    let mut conn = state.connection().await?;
    match queries::own_event_exists(&mut conn, id, user.id).await? {
        true => Ok(()),
        false => Err(ApiError::not_found()),
    }
}

fn shown(event: Event) -> ApiResult<Json<Picture>> {
    event.picture.map(Json).ok_or_else(ApiError::not_found)
}

/// A body that may be a picture, and has not been read yet.
pub struct Sent {
    payload: Payload,
    declared: Option<usize>,
}

impl FromRequest for Sent {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let declared = request
            .headers()
            .get(header::CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok()?.parse().ok());
        let payload = Payload::from_request(request, payload).into_inner();
        let payload = payload.map_err(|_| unreadable());
        ready(payload.map(|payload| Self { payload, declared }))
    }
}

impl Sent {
    /// All of it, unless it is too much.
    async fn read(self) -> ApiResult<Bytes> {
        if self
            .declared
            .is_some_and(|length| length > PICTURE_BYTES_MAX)
        {
            return Err(too_large());
        }
        let read = self.payload.to_bytes_limited(PICTURE_BYTES_MAX);
        let read = timeout(PICTURE_BODY_TIMEOUT, read).await;
        let read = read.map_err(|_| ApiError::of(ProblemKind::RequestTimeout))?;
        read.map_err(|_| too_large())?.map_err(|_| unreadable())
    }
}

fn unreadable() -> ApiError {
    ApiError::told(ProblemKind::MalformedRequest, |language| {
        t!(language, "detail-body-unread")
    })
}

fn too_large() -> ApiError {
    ApiError::told(ProblemKind::PayloadTooLarge, |language| {
        t!(language, "detail-body-limit", bytes = PICTURE_BYTES_MAX)
    })
}

/// Say what the picture of an event shows
///
/// For those who do not see it. Without a description the picture only decorates.
#[utoipa::path(
    tag = "Events",
    params(("id" = Uuid, Path, description = "The event's id")),
    request_body = PictureChanges,
    security(("session" = [])),
    responses(
        (status = 200, description = "What the event looks like now.", body = Picture),
        (status = 404, description = "There is no such event of this person, or it has no picture.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The event is over.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[patch("/events/{id}/picture")]
pub async fn update_event_picture(
    user: CurrentUser,
    id: PathId,
    state: Data<AppState>,
    body: Valid<PictureChanges>,
) -> ApiResult<Json<Picture>> {
    let (changes, now) = (body.0, state.clock.now());
    let mut conn = state.connection().await?;
    let event = conn
        .transaction(async |conn| {
            let own = lock_open_event(conn, id.0, user.id, now).await?;
            if own.row.picture_hash.is_none() {
                return Err(ApiError::not_found());
            }
            if let Some(description) = &changes.description {
                queries::describe_picture(conn, own.row.id, description.as_deref()).await?;
            }
            read_event(conn, id.0, Some(user.id), now).await
        })
        .await?;
    shown(event)
}

/// Remove the picture of an event
#[utoipa::path(
    tag = "Events",
    params(("id" = Uuid, Path, description = "The event's id")),
    security(("session" = [])),
    responses(
        (status = 204, description = "The event has no picture, or not any more."),
        (status = 404, description = "There is no such event of this person.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The event is over.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[delete("/events/{id}/picture")]
pub async fn remove_event_picture(
    user: CurrentUser,
    id: PathId,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let now = state.clock.now();
    let mut conn = state.connection().await?;
    conn.transaction(async |conn| {
        let own = lock_open_event(conn, id.0, user.id, now).await?;
        queries::delete_picture(conn, own.row.id).await?;
        ApiResult::Ok(())
    })
    .await?;
    state.realtime.event_changed(id.0);
    Ok(HttpResponse::NoContent().finish())
}

/// See the picture of an event
///
/// At the addresses that the event names, for those who may see the event. What is there never
/// changes, so it may be kept for good.
#[utoipa::path(
    tag = "Events",
    params(
        ("id" = Uuid, Path, description = "The event's id"),
        ("file" = String, Path, description = "As the event's `picture` names it", example = "0f343b0931126a20f133d67c2b018a3b-small.webp"),
    ),
    security((), ("session" = [])),
    responses(
        (status = 200, description = "The picture.", body = ImageFile, content_type = "image/webp", headers(("ETag" = String, description = "Names the picture and its size"))),
        (status = 304, description = "The picture is the one in If-None-Match."),
        (status = 404, description = "There is no such picture, or none that this person may know of.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/events/{id}/picture/{file}")]
pub async fn get_event_picture(
    user: MaybeUser,
    request: HttpRequest,
    id: PathId,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let file = request.match_info().get("file").unwrap_or_default();
    let (hash, size) = named(file).ok_or_else(ApiError::not_found)?;
    let mut conn = state.connection().await?;
    let seen = visible_event(&mut conn, id.0, user.id()).await?;
    let etag = format!("\"{hash}-{}\"", size.name());
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::CACHE_CONTROL, CACHING))
        .insert_header((header::ETAG, etag.clone()));
    let known = request.headers().get(header::IF_NONE_MATCH);
    let is_known = known.is_some_and(|known| known.as_bytes() == etag.as_bytes());
    if is_known && seen.row.picture_hash.as_deref() == Some(hash) {
        return Ok(answer.status(StatusCode::NOT_MODIFIED).finish());
    }
    let bytes = queries::picture_bytes(&mut conn, id.0, size, hash).await?;
    let bytes = bytes.ok_or_else(ApiError::not_found)?;
    Ok(answer.content_type("image/webp").body(bytes))
}

/// What the name of a file says: which picture, and in which size.
fn named(file: &str) -> Option<(&str, Size)> {
    let (hash, size) = file.strip_suffix(".webp")?.split_once('-')?;
    let size = Size::ALL.into_iter().find(|known| known.name() == size)?;
    Some((hash, size))
}
