//! Values that open something and are handed out once: 32 random bytes, of which only the hash is
//! stored. Links in mails, keys of sessions and refresh tokens are such values.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// A new value and its hash.
pub struct SecretValue {
    /// What is handed out.
    pub text: String,
    /// What is stored.
    pub hash: Vec<u8>,
}

impl SecretValue {
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
