use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn pictures_keep_their_shape_and_never_grow(width in 1_u32..60_000, height in 1_u32..60_000) {
        for size in Size::ALL {
            let (fit_width, fit_height) = size.fit(width, height);
            prop_assert!((1..=size.widest()).contains(&fit_width));
            prop_assert!((1..=size.widest() / 2 * 3).contains(&fit_height));
            prop_assert!(fit_width <= width && fit_height <= height);
            // Rounded to the pixel next to the exact one.
            let (exact, found) = (
                f64::from(fit_width) * f64::from(height) / f64::from(width),
                f64::from(fit_height),
            );
            let tolerance = 0.5 * (1.0 + f64::from(height) / f64::from(width));
            prop_assert!((exact - found).abs() <= tolerance || fit_width == 1 || fit_height == 1);
        }
    }

    #[test]
    fn bytes_that_are_no_picture_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        prop_assert!(encode(&bytes).is_err());
    }

    #[test]
    fn what_only_begins_like_a_picture_is_refused(
        begin in prop_oneof![
            Just(&b"\x89PNG\r\n\x1a\n"[..]),
            Just(&b"\xff\xd8\xff\xe0"[..]),
            Just(&b"GIF89a"[..]),
            Just(&b"RIFF\x20\0\0\0WEBPVP8 "[..]),
        ],
        rest in proptest::collection::vec(any::<u8>(), 0..2_000),
    ) {
        prop_assert!(encode(&[begin, &rest].concat()).is_err());
    }
}
