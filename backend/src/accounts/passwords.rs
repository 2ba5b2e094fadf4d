//! Passwords: hashed with Argon2id, off the threads that serve requests, and only a few at a
//! time, because each takes 19 MiB.

use std::sync::Arc;

use actix_web::web;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::error::{ApiError, ApiResult};

/// Hashes and verifies; copies share the same few places.
#[derive(Clone)]
pub struct Passwords {
    places: Arc<Semaphore>,
    /// What is verified where there is no account, so that the answer takes as long.
    decoy: Arc<str>,
}

impl Passwords {
    /// As many at a time as the machine has cores.
    pub fn new() -> anyhow::Result<Self> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let decoy = hash_now("a password that nobody has")?;
        Ok(Self {
            places: Arc::new(Semaphore::new(cores)),
            decoy: decoy.into(),
        })
    }

    /// The PHC string to store for a password.
    pub async fn hash(&self, password: String) -> ApiResult<String> {
        self.off_thread(move || hash_now(&password)).await
    }

    /// Whether the password belongs to the hash. Without a hash it takes as long and says no.
    pub async fn verify(&self, password: String, hash: Option<String>) -> ApiResult<bool> {
        let exists = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.decoy.to_string());
        let matches = self
            .off_thread(move || {
                let hash = PasswordHash::new(&hash)
                    .map_err(|error| anyhow::anyhow!("a stored hash cannot be read: {error}"))?;
                Ok(Argon2::default()
                    .verify_password(password.as_bytes(), &hash)
                    .is_ok())
            })
            .await?;
        Ok(matches && exists)
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
    ) -> ApiResult<T> {
        let _place = self.places.acquire().await.map_err(ApiError::internal)?;
        web::block(work)
            .await
            .map_err(ApiError::internal)?
            .map_err(ApiError::internal)
    }
}

fn hash_now(password: &str) -> anyhow::Result<String> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| anyhow::anyhow!("a password cannot be hashed: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn only_the_right_password_is_accepted_and_no_two_hashes_are_alike() {
        let passwords = Passwords::new().unwrap();
        let first = passwords
            .hash("dragonfly on a warm roof".into())
            .await
            .unwrap();
        let second = passwords
            .hash("dragonfly on a warm roof".into())
            .await
            .unwrap();
        assert!(first.starts_with("$argon2id$"));
        assert_ne!(first, second);
        assert!(
            passwords
                .verify("dragonfly on a warm roof".into(), Some(first.clone()))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .verify("dragonfly on a warm rooF".into(), Some(first))
                .await
                .unwrap()
        );
    }

    #[actix_web::test]
    async fn nobody_has_the_decoy_password() {
        let passwords = Passwords::new().unwrap();
        assert!(
            !passwords
                .verify("a password that nobody has".into(), None)
                .await
                .unwrap()
        );
    }
}
