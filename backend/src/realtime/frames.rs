//! Watches frames go by, before they are put together: what is too long, or comes too fast, ends
//! here. (actix would first wait for all of a frame, however long it says that it is.)

use std::io;
use std::num::NonZeroU32;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use api_types::socket::CloseCode;
use futures_util::Stream;
use governor::{DefaultDirectRateLimiter, Quota};

/// How many frames may come.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// At once.
    pub burst: NonZeroU32,
    /// From then on.
    pub per_second: NonZeroU32,
}

/// Why nothing more is read.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the client went too far: {0:?}")]
struct Refused(CloseCode);

/// The code with which to close, if it was [`GuardedFrames`] that ended the stream.
pub(super) fn refusal(error: &PayloadError) -> Option<CloseCode> {
    let PayloadError::Io(error) = error else {
        return None;
    };
    Some(error.get_ref()?.downcast_ref::<Refused>()?.0)
}

/// The bytes of a client, until it goes too far.
pub(super) struct GuardedFrames {
    bytes: Payload,
    headers: Headers,
    length_max: u64,
    pace: Option<DefaultDirectRateLimiter>,
}

impl GuardedFrames {
    /// Frames of at most this length, at this pace.
    pub(super) fn new(bytes: Payload, length_max: usize, pace: Option<Pace>) -> Self {
        let quota = |pace: Pace| Quota::per_second(pace.per_second).allow_burst(pace.burst);
        Self {
            bytes,
            headers: Headers::default(),
            length_max: u64::try_from(length_max).unwrap_or(u64::MAX),
            pace: pace.map(|pace| DefaultDirectRateLimiter::direct(quota(pace))),
        }
    }

    fn check(&mut self, mut bytes: &[u8]) -> Result<(), CloseCode> {
        while let Some(length) = self.headers.next(&mut bytes) {
            if length > self.length_max {
                return Err(CloseCode::TooBig);
            }
            if self.pace.as_ref().is_some_and(|pace| pace.check().is_err()) {
                return Err(CloseCode::Flood);
            }
        }
        Ok(())
    }
}

impl Stream for GuardedFrames {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let Some(read) = ready!(Pin::new(&mut this.bytes).poll_next(context)) else {
            return Poll::Ready(None);
        };
        Poll::Ready(Some(read.and_then(|bytes| {
            let refuse = |code| PayloadError::Io(io::Error::other(Refused(code)));
            this.check(&bytes).map_err(refuse).map(|()| bytes)
        })))
    }
}

/// Finds the headers of frames (RFC 6455, section 5.2) in bytes that come in pieces.
#[derive(Debug, Default)]
struct Headers {
    header: [u8; 10],
    filled: usize,
    /// How many bytes of the frame are still to come.
    rest: u64,
}

impl Headers {
    /// Reads up to the end of the next header and returns the length that it announces; none if
    /// the bytes end before.
    fn next(&mut self, bytes: &mut &[u8]) -> Option<u64> {
        let skipped = bytes
            .len()
            .min(usize::try_from(self.rest).unwrap_or(usize::MAX));
        *bytes = &bytes[skipped..];
        self.rest -= skipped as u64;
        while let Some((byte, after)) = bytes.split_first() {
            *bytes = after;
            self.header[self.filled] = *byte;
            self.filled += 1;
            if let Some(length) = self.length() {
                let mask = if self.header[1] & 0x80 == 0 { 0 } else { 4 };
                self.rest = length.saturating_add(mask);
                self.filled = 0;
                return Some(length);
            }
        }
        None
    }

    /// The length, when the header is complete up to there.
    fn length(&self) -> Option<u64> {
        let [_, second, a, b, c, d, e, f, g, h] = self.header;
        match (second & 0x7f, self.filled) {
            (126, 4) => Some(u16::from_be_bytes([a, b]).into()),
            (127, 10) => Some(u64::from_be_bytes([a, b, c, d, e, f, g, h])),
            (length @ 0..=125, 2) => Some(length.into()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn frame(length: usize, is_masked: bool) -> Vec<u8> {
        let mask_bit = if is_masked { 0x80 } else { 0 };
        let mut frame = vec![0x81];
        match length {
            0..=125 => frame.push(mask_bit | u8::try_from(length).unwrap()),
            126..=65_535 => {
                frame.push(mask_bit | 126);
                frame.extend(u16::try_from(length).unwrap().to_be_bytes());
            }
            _ => {
                frame.push(mask_bit | 127);
                frame.extend((length as u64).to_be_bytes());
            }
        }
        // What is in a frame looks like headers of frames.
        frame.resize(frame.len() + if is_masked { 4 } else { 0 } + length, 0xff);
        frame
    }

    proptest! {
        #[test]
        fn every_header_is_found_however_the_bytes_are_cut(
            lengths in prop::collection::vec(prop_oneof![0..200usize, 65_000..66_000usize], 1..8),
            is_masked: bool,
            piece in 1..5000usize,
        ) {
            let bytes: Vec<u8> = lengths.iter().flat_map(|length| frame(*length, is_masked)).collect();
            let mut headers = Headers::default();
            let mut found = Vec::new();
            for mut piece in bytes.chunks(piece) {
                while let Some(length) = headers.next(&mut piece) {
                    found.push(usize::try_from(length).unwrap());
                }
            }
            prop_assert_eq!(found, lengths);
        }
    }
}
