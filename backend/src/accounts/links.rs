//! Values in links: 32 random bytes, of which only the hash is stored.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// A new value and its hash.
pub struct LinkValue {
    /// What stands in the link.
    pub text: String,
    /// What is stored.
    pub hash: Vec<u8>,
}

impl LinkValue {
    /// Makes one from the operating system's randomness.
    pub fn random() -> Self {
        let text = BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
        let hash = hash_of(&text);
        Self { text, hash }
    }
}

/// The hash under which a value that came back would be stored.
pub fn hash_of(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}
