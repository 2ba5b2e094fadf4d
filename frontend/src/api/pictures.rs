//! What events look like. Pictures are sent by `XMLHttpRequest`: `fetch` does not tell how much has
//! been sent.

use api_types::events::{Picture, PictureChanges};
use futures_channel::oneshot;
use gloo_events::EventListener;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::{File, ProgressEvent, XmlHttpRequest};

use super::ApiError;
use super::client::{self, Answer};

fn path(event: Uuid) -> String {
    format!("/events/{event}/picture")
}

/// Shows a picture of an event; hears how much of it has been sent, in hundredths.
pub async fn set_picture(
    event: Uuid,
    file: &File,
    on_progress: impl Fn(f64) + 'static,
) -> Result<Picture, ApiError> {
    client::read(send(event, file, on_progress).await)
}

async fn send(
    event: Uuid,
    file: &File,
    on_progress: impl Fn(f64) + 'static,
) -> Result<Answer, ApiError> {
    let unreachable = |_| ApiError::Unreachable;
    let request = XmlHttpRequest::new().map_err(unreachable)?;
    request
        .open("PUT", &client::address(&path(event)))
        .map_err(unreachable)?;
    let upload = request.upload().map_err(unreachable)?;
    let sent = EventListener::new(&upload, "progress", move |event| {
        if let Some(event) = event.dyn_ref::<ProgressEvent>()
            && event.total() > 0.0
        {
            on_progress(event.loaded() / event.total() * 100.0);
        }
    });
    let (done, end) = oneshot::channel();
    let ended = EventListener::once(&request, "loadend", move |_| {
        // Fails only when nobody waits any more.
        let _ = done.send(());
    });
    request
        .send_with_opt_blob(Some(file))
        .map_err(unreachable)?;
    let waited = end.await;
    drop((sent, ended));
    let status = request.status().unwrap_or_default();
    if waited.is_err() || status == 0 {
        return Err(ApiError::Unreachable);
    }
    let text = request.response_text().ok().flatten().unwrap_or_default();
    let request_id = request.get_response_header("x-request-id").ok().flatten();
    Answer::of(status, request_id, text)
}

/// Says what the picture shows, or with `None` that it only decorates.
pub async fn describe_picture(
    event: Uuid,
    description: Option<String>,
) -> Result<Picture, ApiError> {
    let changes = PictureChanges {
        description: Some(description),
    };
    client::patch(&path(event), &changes).await
}

/// Takes the picture away.
pub async fn remove_picture(event: Uuid) -> Result<(), ApiError> {
    client::delete(&path(event)).await
}
