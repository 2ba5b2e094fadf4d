//! Small signed statements (JSON Web Tokens): "this is so-and-so, until then". They are made and
//! read here only, so one secret signs and verifies.
//!
//! Keys can be changed without anybody noticing: the newest signs, older ones are still accepted
//! for as long as the configuration names them.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::cookie::Key;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::config::Config;

/// What a statement is for; one that was made for something else is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A program may act for somebody.
    Access,
    /// Somebody has logged in on this device before.
    KnownDevice,
    /// Whoever holds a mail to somebody may say that no more of its kind are wanted.
    Unsubscribe,
}

impl Purpose {
    const fn audience(self) -> &'static str {
        match self {
            Self::Access => "event-booking-api",
            Self::KnownDevice => "event-booking-device",
            Self::Unsubscribe => "event-booking-unsubscribe",
        }
    }
}

/// What a statement says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    sid: Uuid,
    iat: i64,
    exp: i64,
}

/// Whom a statement names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bearer {
    /// The account.
    pub user_id: Uuid,
    /// The session or device; nil where there is none.
    pub session_id: Uuid,
}

/// Signs and verifies; copies share the keys.
#[derive(Clone)]
pub struct Signer {
    issuer: Arc<str>,
    key_id: Arc<str>,
    key: EncodingKey,
    accepted: Arc<HashMap<String, DecodingKey>>,
}

impl Signer {
    /// With the configured keys, or one that is derived from the key of the cookies.
    pub fn new(config: &Config, cookie_key: &Key) -> Self {
        let mut secrets: Vec<Vec<u8>> = config
            .token_keys
            .iter()
            .map(|key| key.expose().as_bytes().to_vec())
            .collect();
        if secrets.is_empty() {
            let derived = Sha256::new()
                .chain_update("event-booking tokens")
                .chain_update(cookie_key.master());
            secrets.push(derived.finalize().to_vec());
        }
        let accepted = secrets
            .iter()
            .map(|secret| (key_id(secret), DecodingKey::from_secret(secret)));
        Self {
            issuer: config.page_url("").into(),
            key_id: key_id(&secrets[0]).into(),
            key: EncodingKey::from_secret(&secrets[0]),
            accepted: Arc::new(accepted.collect()),
        }
    }

    /// States who somebody is, for a while.
    pub fn sign(
        &self,
        purpose: Purpose,
        bearer: Bearer,
        now: DateTime<Utc>,
        lifetime: TimeDelta,
    ) -> anyhow::Result<String> {
        let claims = Claims {
            iss: self.issuer.to_string(),
            aud: purpose.audience().to_owned(),
            sub: bearer.user_id,
            sid: bearer.session_id,
            iat: now.timestamp(),
            exp: (now + lifetime).timestamp(),
        };
        let header = Header {
            kid: Some(self.key_id.to_string()),
            ..Header::new(Algorithm::HS256)
        };
        Ok(encode(&header, &claims, &self.key)?)
    }

    /// Whom a statement names, if it is one of ours, for this purpose, and still good.
    pub fn verify(&self, purpose: Purpose, token: &str, now: DateTime<Utc>) -> Option<Bearer> {
        self.verify_until(purpose, token, now)
            .map(|(bearer, _)| bearer)
    }

    /// As [`Self::verify`], and until when it is good.
    pub fn verify_until(
        &self,
        purpose: Purpose,
        token: &str,
        now: DateTime<Utc>,
    ) -> Option<(Bearer, DateTime<Utc>)> {
        let key_id = decode_header(token).ok()?.kid?;
        let key = self.accepted.get(&key_id)?;
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[purpose.audience()]);
        validation.set_issuer(&[&self.issuer]);
        // Time comes from the clock that everything else goes by.
        validation.validate_exp = false;
        let claims = decode::<Claims>(token, key, &validation).ok()?.claims;
        let bearer = Bearer {
            user_id: claims.sub,
            session_id: claims.sid,
        };
        let expires_at = DateTime::from_timestamp(claims.exp, 0)?;
        (claims.exp > now.timestamp()).then_some((bearer, expires_at))
    }
}

/// Names a key without giving it away.
fn key_id(secret: &[u8]) -> String {
    let digest = Sha256::new()
        .chain_update("event-booking key id")
        .chain_update(secret)
        .finalize();
    digest[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "an old key of thirty-two characters";
    const NEW: &str = "a new key of thirty-two characters!";

    fn signer(keys: &str) -> Signer {
        let config = Config::from_source(|name| (name == "TOKEN_KEYS").then(|| keys.to_owned()));
        Signer::new(&config.unwrap(), &Key::from(&[7; 64]))
    }

    fn bearer() -> Bearer {
        Bearer {
            user_id: Uuid::from_u128(1),
            session_id: Uuid::from_u128(2),
        }
    }

    fn sign(signer: &Signer) -> String {
        let lifetime = TimeDelta::minutes(15);
        signer
            .sign(Purpose::Access, bearer(), Utc::now(), lifetime)
            .unwrap()
    }

    #[test]
    fn a_statement_is_good_for_its_purpose_and_its_time() {
        let (signer, now) = (signer(NEW), Utc::now());
        let token = sign(&signer);
        assert_eq!(signer.verify(Purpose::Access, &token, now), Some(bearer()));
        assert_eq!(signer.verify(Purpose::KnownDevice, &token, now), None);
        let later = now + TimeDelta::minutes(15);
        assert_eq!(signer.verify(Purpose::Access, &token, later), None);
    }

    #[test]
    fn old_keys_are_accepted_until_they_are_removed() {
        let token = sign(&signer(OLD));
        let both = signer(&format!("{NEW},{OLD}"));
        assert!(both.verify(Purpose::Access, &token, Utc::now()).is_some());
        assert!(
            signer(NEW)
                .verify(Purpose::Access, &token, Utc::now())
                .is_none()
        );
        assert!(
            signer(NEW)
                .verify(Purpose::Access, &sign(&both), Utc::now())
                .is_some()
        );
    }

    #[test]
    fn nobody_else_can_make_one() {
        use base64::Engine;
        use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
        let signer = signer(NEW);
        let token = sign(&signer);
        let parts: Vec<&str> = token.split('.').collect();
        let unsigned = BASE64.encode(format!(r#"{{"alg":"none","kid":"{}"}}"#, signer.key_id));
        let other = BASE64.encode(r#"{"sub":"00000000-0000-0000-0000-000000000009"}"#);
        for forged in [
            format!("{unsigned}.{}.", parts[1]),
            format!("{unsigned}.{}.{}", parts[1], parts[2]),
            format!("{}.{other}.{}", parts[0], parts[2]),
            format!("{}.{}.", parts[0], parts[1]),
            token.to_uppercase(),
            String::new(),
        ] {
            assert!(
                signer
                    .verify(Purpose::Access, &forged, Utc::now())
                    .is_none(),
                "{forged}"
            );
        }
        let derived = self::signer("");
        assert!(
            derived
                .verify(Purpose::Access, &token, Utc::now())
                .is_none()
        );
    }
}
