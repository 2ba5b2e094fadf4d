use proptest::prelude::*;

use image::codecs::png::PngEncoder;
use image::{ImageEncoder, Rgb, RgbImage};

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

/// A picture of one colour, with a profile that says what its numbers mean.
fn with_profile(colour: [u8; 3], profile: Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(profile).unwrap();
    RgbImage::from_pixel(32, 32, Rgb(colour))
        .write_with_encoder(encoder)
        .unwrap();
    bytes
}

fn colour_of(encoded: &Encoded) -> [u8; 3] {
    let picture = image::load_from_memory(&encoded.large).unwrap();
    picture.into_rgb8().get_pixel(16, 16).0
}

#[test]
fn the_colours_of_phones_keep_their_strength() {
    let sent = [200, 60, 60];
    let wide = ColorProfile::new_display_p3().encode().unwrap();
    let [red, green, blue] = colour_of(&encode(&with_profile(sent, wide)).unwrap());
    // The same red has larger numbers where the reddest red is less red.
    assert!(red > 210 && green < 50 && blue < 60, "{red} {green} {blue}");
    let plain = ColorProfile::new_srgb().encode().unwrap();
    let [red, green, blue] = colour_of(&encode(&with_profile(sent, plain)).unwrap());
    let is_near = |found: u8, sent: u8| found.abs_diff(sent) < 8;
    assert!(is_near(red, 200) && is_near(green, 60) && is_near(blue, 60));
}

#[test]
fn what_is_no_profile_does_no_harm() {
    for profile in [Vec::new(), b"no profile".to_vec(), vec![0; 200]] {
        let [red, ..] = colour_of(&encode(&with_profile([200, 60, 60], profile)).unwrap());
        assert!(red.abs_diff(200) < 8);
    }
}
