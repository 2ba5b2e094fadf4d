//! Pictures, as far as they are small: large ones only make fuzzing slow.

use std::io::Cursor;

use image::ImageReader;

use crate::pictures::{Size, encode};

/// The most pixels that are decoded here.
const PIXELS_MAX: u64 = 250_000;

/// What is kept of a picture is WebP of the size that was promised, and nothing else of it.
pub fn picture(bytes: &[u8]) {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let size = reader.ok().and_then(|reader| reader.into_dimensions().ok());
    if size.is_some_and(|(width, height)| u64::from(width) * u64::from(height) > PIXELS_MAX) {
        return;
    }
    let Ok(kept) = encode(bytes) else {
        return;
    };
    for (size, kept_in) in [(Size::Small, &kept.small), (Size::Large, &kept.large)] {
        let read = image::load_from_memory_with_format(kept_in, image::ImageFormat::WebP);
        let read = read.expect("a picture of our own");
        let expected = size.fit(kept.width, kept.height);
        assert_eq!((read.width(), read.height()), expected);
        // The parts in which a file can hide something.
        for part in [b"EXIF", b"XMP ", b"ICCP"] {
            assert_ne!(kept_in.get(12..16), Some(&part[..]));
        }
    }
}
