//! What events look like.

use api_types::events::{Picture, PictureFile};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::EventRow;
use crate::db::schema::{event_pictures, events};
use crate::pictures::{Encoded, Size};

/// Where an event's picture is, if it has one.
pub fn picture_of(row: &EventRow) -> Option<Picture> {
    let hash = row.picture_hash.as_deref()?;
    let (width, height) = (row.picture_width?, row.picture_height?);
    let (narrow, low) = Size::Small.fit(width.unsigned_abs(), height.unsigned_abs());
    let file = |size: Size, width: i32, height: i32| PictureFile {
        address: format!(
            "{}/events/{}/picture/{hash}-{}.webp",
            crate::openapi::API,
            row.id,
            size.name()
        ),
        width,
        height,
    };
    Some(Picture {
        small: file(Size::Small, narrow.cast_signed(), low.cast_signed()),
        large: file(Size::Large, width, height),
        description: row.picture_description.clone(),
    })
}

/// Gives an event that is locked a picture, in the place of the one that it had.
pub async fn set_picture(
    conn: &mut AsyncPgConnection,
    event_id: Uuid,
    picture: &Encoded,
) -> QueryResult<()> {
    delete_picture(conn, event_id).await?;
    let file = |size: Size, bytes: &[u8]| {
        (
            event_pictures::event_id.eq(event_id),
            event_pictures::size.eq(size.name()),
            event_pictures::hash.eq(picture.hash.clone()),
            event_pictures::bytes.eq(bytes.to_vec()),
        )
    };
    diesel::insert_into(event_pictures::table)
        .values([
            file(Size::Small, &picture.small),
            file(Size::Large, &picture.large),
        ])
        .execute(conn)
        .await?;
    diesel::update(events::table.find(event_id))
        .set((
            events::picture_hash.eq(&picture.hash),
            events::picture_width.eq(picture.width.cast_signed()),
            events::picture_height.eq(picture.height.cast_signed()),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Says what an event's picture shows, or nothing about it.
pub async fn describe_picture(
    conn: &mut AsyncPgConnection,
    event_id: Uuid,
    description: Option<&str>,
) -> QueryResult<()> {
    diesel::update(events::table.find(event_id))
        .set(events::picture_description.eq(description))
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes the picture of an event that is locked away, and what was said about it.
pub async fn delete_picture(conn: &mut AsyncPgConnection, event_id: Uuid) -> QueryResult<()> {
    diesel::delete(event_pictures::table.filter(event_pictures::event_id.eq(event_id)))
        .execute(conn)
        .await?;
    diesel::update(events::table.find(event_id))
        .set((
            events::picture_hash.eq(None::<String>),
            events::picture_width.eq(None::<i32>),
            events::picture_height.eq(None::<i32>),
            events::picture_description.eq(None::<String>),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// The bytes of an event's picture, if it is still this one.
pub async fn picture_bytes(
    conn: &mut AsyncPgConnection,
    event_id: Uuid,
    size: Size,
    hash: &str,
) -> QueryResult<Option<Vec<u8>>> {
    event_pictures::table
        .find((event_id, size.name()))
        .filter(event_pictures::hash.eq(hash))
        .select(event_pictures::bytes)
        .first(conn)
        .await
        .optional()
}
