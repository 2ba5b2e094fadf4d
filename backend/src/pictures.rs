//! Pictures that people send: read whatever they claim to be, turned upright, made small and
//! written anew as WebP. Nothing of the file that was sent is kept, so nothing that was hidden in it
//! (where it was taken, by whom, with what) gets any further.
//!
//! This works off the threads that serve requests, and on only so many pixels at a time, because a
//! large picture may take hundreds of megabytes for a moment.

use std::io::Cursor;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web::{self, Bytes};
use api_types::problem::ProblemKind;
use api_types::rules::PICTURE_PIXELS_MAX;
use fast_image_resize::Resizer;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use moxcms::{CmsError, ColorProfile, DataColorSpace, Layout, TransformOptions};
use sha2::{Digest, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;
use webp::PixelLayout;

use crate::error::{ApiError, ApiResult};
use crate::t;

/// How many millions of pixels are worked on at a time. Each may take some ten bytes: progressive
/// JPEGs are kept as coefficients first.
const MEGAPIXELS: usize = 60;
/// How many pictures are on their way to us at a time, each as large as its sender can make it.
const READ_AT_ONCE: usize = 24;
/// How long a picture waits for its turn, before its sender is asked to come again.
const PATIENCE: Duration = Duration::from_secs(10);
/// What senders that came in a rush are told to wait, in seconds.
const COME_AGAIN: u32 = 10;
/// What a decoder may take, in bytes. Those of JPEG and WebP do not count: for them, only the limit
/// on pixels holds.
const MEMORY_MAX: u64 = 256 * 1024 * 1024;
/// Of 100; what photographers call "visually lossless" lies above, what one notices below.
const QUALITY: f32 = 80.0;

/// A size in which pictures are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// For lists.
    Small,
    /// For a page of its own.
    Large,
}

impl Size {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Small, Self::Large];

    /// As addresses and the database call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Large => "large",
        }
    }

    /// The widest that it gets. It gets half as high again, so that a thin strip stays one.
    const fn widest(self) -> u32 {
        match self {
            Self::Small => 640,
            Self::Large => 1600,
        }
    }

    /// Width and height of a picture in this size, never larger than it is.
    pub fn fit(self, width: u32, height: u32) -> (u32, u32) {
        let (widest, highest) = (self.widest(), self.widest() / 2 * 3);
        if width <= widest && height <= highest {
            return (width, height);
        }
        let scaled = |side: u32, from: u32, to: u32| {
            let exact = u64::from(side) * u64::from(to);
            let rounded = (exact + u64::from(from / 2)) / u64::from(from);
            u32::try_from(rounded).unwrap_or(to).max(1)
        };
        let is_wide =
            u64::from(width) * u64::from(highest) >= u64::from(height) * u64::from(widest);
        match is_wide {
            true => (widest, scaled(height, width, widest)),
            false => (scaled(width, height, highest), highest),
        }
    }
}

/// A picture as it is kept.
#[derive(Debug, Clone)]
pub struct Encoded {
    /// Half of the SHA-256 of the large one, in hexadecimal digits.
    pub hash: String,
    /// Of the large one, in pixels.
    pub width: u32,
    /// Of the large one, in pixels.
    pub height: u32,
    /// WebP.
    pub small: Vec<u8>,
    /// WebP.
    pub large: Vec<u8>,
}

/// Why a picture cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is something else.
    NotAPicture,
    /// It ends in the middle, or contradicts itself.
    Damaged,
    /// It has too many pixels, or needs too much memory.
    TooDetailed,
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self::of(match refusal {
            Refusal::NotAPicture => ProblemKind::NotAPicture,
            Refusal::Damaged => ProblemKind::PictureDamaged,
            Refusal::TooDetailed => ProblemKind::PictureTooDetailed,
        })
    }
}

/// Works on pictures; copies share the same few places.
#[derive(Clone)]
pub struct Pictures {
    readers: Arc<Semaphore>,
    megapixels: Arc<Semaphore>,
}

impl Default for Pictures {
    fn default() -> Self {
        Self {
            readers: Arc::new(Semaphore::new(READ_AT_ONCE)),
            megapixels: Arc::new(Semaphore::new(MEGAPIXELS)),
        }
    }
}

impl Pictures {
    /// Whoever holds it may take a whole picture from its sender.
    pub async fn place_to_read(&self) -> ApiResult<OwnedSemaphorePermit> {
        places(&self.readers, 1).await
    }

    /// What is kept of a picture that was sent.
    pub async fn encode(&self, sent: Bytes) -> ApiResult<Encoded> {
        let place = places(&self.megapixels, megapixels(&sent)).await?;
        let encoded = web::block(move || {
            // Goes with the work, which goes on when nobody waits for it any more.
            let _place = place;
            encode(&sent)
        });
        match encoded.await {
            Ok(encoded) => Ok(encoded?),
            // A decoder that gave up instead of saying that it cannot read this.
            Err(_) => Err(Refusal::Damaged.into()),
        }
    }
}

/// Waits for some of the places, but not for long.
async fn places(all: &Arc<Semaphore>, wanted: u32) -> ApiResult<OwnedSemaphorePermit> {
    let places = timeout(PATIENCE, all.clone().acquire_many_owned(wanted));
    let places = places.await.map_err(|_| busy())?;
    places.map_err(ApiError::internal)
}

/// How many millions of pixels a file says that it has, rounded up; those with too many are refused
/// before they are read.
fn megapixels(sent: &[u8]) -> u32 {
    let reader = ImageReader::new(Cursor::new(sent)).with_guessed_format();
    let (width, height) = reader
        .ok()
        .and_then(|reader| reader.into_dimensions().ok())
        .unwrap_or_default();
    let pixels = (u64::from(width) * u64::from(height)).clamp(1, PICTURE_PIXELS_MAX);
    u32::try_from(pixels.div_ceil(1_000_000)).unwrap_or(u32::MAX)
}

fn busy() -> ApiError {
    let mut error = ApiError::told(ProblemKind::Unavailable, |language| {
        t!(language, "detail-pictures-busy")
    });
    error.problem.retry_after = Some(COME_AGAIN);
    error
}

/// What is kept of a picture that was sent.
pub fn encode(sent: &[u8]) -> Result<Encoded, Refusal> {
    keep(&decode(sent)?)
}

/// What is kept of a picture that was drawn.
pub fn encode_drawn(pixels: DynamicImage) -> Result<Encoded, Refusal> {
    keep(&Decoded {
        pixels,
        turn: Orientation::NoTransforms,
        profile: None,
    })
}

/// A picture as a file has it.
struct Decoded {
    pixels: DynamicImage,
    /// How it must be turned.
    turn: Orientation,
    /// What its colours mean, if it is not sRGB anyway.
    profile: Option<ColorProfile>,
}

fn keep(decoded: &Decoded) -> Result<Encoded, Refusal> {
    let (picture, turn) = (&decoded.pixels, decoded.turn);
    let sent = match lies(turn) {
        true => (picture.height(), picture.width()),
        false => (picture.width(), picture.height()),
    };
    let (width, height) = Size::Large.fit(sent.0, sent.1);
    let large = shrink(decoded, (width, height))?;
    let small = shrink(decoded, Size::Small.fit(width, height))?;
    let hash = Sha256::digest(&large);
    Ok(Encoded {
        hash: hash[..16]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
        width,
        height,
        small,
        large,
    })
}

/// The first picture of a file.
fn decode(sent: &[u8]) -> Result<Decoded, Refusal> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_MAX);
    let reader = ImageReader::new(Cursor::new(sent)).with_guessed_format();
    let mut reader = reader.map_err(|_| Refusal::Damaged)?;
    if reader
        .format()
        .is_none_or(|format| !format.reading_enabled())
    {
        return Err(Refusal::NotAPicture);
    }
    if reader.format() == Some(ImageFormat::Jpeg) && !is_whole_jpeg(sent) {
        return Err(Refusal::Damaged);
    }
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(|error| refusal(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PICTURE_PIXELS_MAX {
        return Err(Refusal::TooDetailed);
    }
    if width == 0 || height == 0 {
        return Err(Refusal::Damaged);
    }
    // What cannot be read does not say how to turn anything.
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    // The reader has counted for the decoder; what comes out must fit, too.
    limits
        .reserve(decoder.total_bytes())
        .map_err(|error| refusal(&error))?;
    let pixels = DynamicImage::from_decoder(decoder).map_err(|error| refusal(&error))?;
    Ok(Decoded {
        pixels,
        turn,
        profile: profile.and_then(|profile| ColorProfile::new_from_slice(&profile).ok()),
    })
}

/// Whether a JPEG goes on to its end: its decoder would fill up with grey what is missing. Before the
/// pixels begin, marked parts say how long they are; within the pixels nothing looks like the end.
fn is_whole_jpeg(sent: &[u8]) -> bool {
    let mut rest = sent.get(2..).unwrap_or_default();
    while let [0xff, kind, after @ ..] = rest {
        rest = match (kind, after) {
            (0xff, _) => &rest[1..],
            (0xda, pixels) => return pixels.windows(2).any(|pair| pair == [0xff, 0xd9]),
            (_, [high, low, ..]) => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                after.get(length..).unwrap_or_default()
            }
            _ => return false,
        };
    }
    false
}

fn refusal(error: &ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::TooDetailed,
        _ => Refusal::Damaged,
    }
}

/// Whether width and height change places when the picture is turned.
fn lies(turn: Orientation) -> bool {
    matches!(
        turn,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// As WebP, upright, with this width and height.
fn shrink(decoded: &Decoded, (width, height): (u32, u32)) -> Result<Vec<u8>, Refusal> {
    let (picture, turn) = (&decoded.pixels, decoded.turn);
    // Made small first, so that there is less to turn.
    let mut shrunk = match lies(turn) {
        true => DynamicImage::new(height, width, picture.color()),
        false => DynamicImage::new(width, height, picture.color()),
    };
    Resizer::new()
        .resize(picture, &mut shrunk, None)
        .map_err(|_| Refusal::Damaged)?;
    shrunk.apply_orientation(turn);
    to_webp(&shrunk, decoded.profile.as_ref())
}

fn to_webp(picture: &DynamicImage, profile: Option<&ColorProfile>) -> Result<Vec<u8>, Refusal> {
    let (width, height) = (picture.width(), picture.height());
    let (mut pixels, kind, layout) = if picture.color().has_alpha() {
        (
            picture.to_rgba8().into_raw(),
            PixelLayout::Rgba,
            Layout::Rgba,
        )
    } else {
        (picture.to_rgb8().into_raw(), PixelLayout::Rgb, Layout::Rgb)
    };
    // What is no profile for these pixels says nothing about them.
    if let Some(Ok(meant)) = profile.map(|profile| in_srgb(&pixels, layout, profile)) {
        pixels = meant;
    }
    webp::Encoder::new(&pixels, kind, width, height)
        .encode_simple(false, QUALITY)
        .map(|bytes| bytes.to_vec())
        .map_err(|_| Refusal::Damaged)
}

/// The colours that a profile means, as sRGB, for which files without a profile are taken.
fn in_srgb(pixels: &[u8], layout: Layout, profile: &ColorProfile) -> Result<Vec<u8>, CmsError> {
    if profile.color_space != DataColorSpace::Rgb {
        return Err(CmsError::InvalidProfile);
    }
    let srgb = ColorProfile::new_srgb();
    let transform =
        profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default())?;
    let mut meant = vec![0; pixels.len()];
    transform.transform(pixels, &mut meant)?;
    Ok(meant)
}

#[cfg(test)]
mod tests;
