//! Passwords: hashed with Argon2id, off the threads that serve requests, and only a few at a
//! time, because each takes 19 MiB or more.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use argon2::password_hash::phc::{Output, PasswordHash, Salt};
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{ARGON2ID_IDENT, Argon2, Params, Version};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::config::PasswordCost;
use crate::error::{ApiError, ApiResult};

/// How many passwords may wait to be hashed; whoever comes then is asked to come again.
const WAITING_MAX: usize = 1_000;
/// How long one waits.
const PATIENCE: Duration = Duration::from_secs(10);

/// Hashes and verifies; copies share the same few places.
#[derive(Clone)]
pub struct Passwords {
    places: Arc<Semaphore>,
    /// For those who wait.
    chairs: Arc<Semaphore>,
    params: Params,
    /// What is verified where there is no account, so that the answer takes as long.
    decoy: Arc<str>,
}

impl Passwords {
    /// As many at a time as the machine has cores.
    pub fn new(cost: PasswordCost) -> anyhow::Result<Self> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let params = Params::new(cost.memory_mib * 1024, cost.iterations, 1, None)
            .map_err(|error| anyhow::anyhow!("passwords cannot be hashed at this cost: {error}"))?;
        let decoy = hash_of_nothing(&params)
            .map_err(|error| anyhow::anyhow!("there is no hash at this cost: {error}"))?;
        Ok(Self {
            places: Arc::new(Semaphore::new(cores)),
            chairs: Arc::new(Semaphore::new(WAITING_MAX)),
            params,
            decoy: decoy.into(),
        })
    }

    /// The PHC string to store for a password.
    pub async fn hash(&self, password: String) -> ApiResult<String> {
        let params = self.params.clone();
        self.off_thread(move || hash_now(&params, &password)).await
    }

    /// Whether a stored hash cost less than new ones do. Then it is renewed when its owner logs
    /// in, because nobody else knows the password.
    pub fn is_outdated(&self, hash: &str) -> bool {
        let stored = PasswordHash::new(hash)
            .ok()
            .and_then(|hash| Params::try_from(&hash).ok());
        stored.is_some_and(|stored| {
            stored.m_cost() < self.params.m_cost() || stored.t_cost() < self.params.t_cost()
        })
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
        let chair = self.chairs.try_acquire();
        let chair = chair.map_err(|_| ApiError::overloaded())?;
        let place = timeout(PATIENCE, self.places.clone().acquire_owned()).await;
        drop(chair);
        let place = place
            .map_err(|_| ApiError::overloaded())?
            .map_err(ApiError::internal)?;
        let working = web::block(move || {
            // Goes with the work, which goes on when nobody waits for it any more.
            let _place = place;
            work()
        });
        working
            .await
            .map_err(ApiError::internal)?
            .map_err(ApiError::internal)
    }
}

fn hash_now(params: &Params, password: &str) -> anyhow::Result<String> {
    Argon2::from(params)
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| anyhow::anyhow!("a password cannot be hashed: {error}"))
}

/// A hash at the given cost that no password has, as far as anybody knows. It is not calculated, or
/// the memory for that would be the most that a server needs that has just started.
fn hash_of_nothing(params: &Params) -> Result<String, argon2::password_hash::Error> {
    let random: [u8; Params::DEFAULT_OUTPUT_LEN] = rand::random();
    let hash = PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::default().into()),
        params: params.try_into()?,
        salt: Some(Salt::generate()),
        hash: Some(Output::new(&random)?),
    };
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use api_types::problem::ProblemKind;

    use super::*;

    const CHEAP: PasswordCost = PasswordCost {
        memory_mib: 19,
        iterations: 2,
    };

    #[actix_web::test]
    async fn hashes_are_outdated_when_the_cost_grew() {
        let cheap = Passwords::new(CHEAP).unwrap();
        let hash = cheap.hash("some password".into()).await.unwrap();
        let outdated = |memory_mib, iterations| {
            let cost = PasswordCost {
                memory_mib,
                iterations,
            };
            Passwords::new(cost).unwrap().is_outdated(&hash)
        };
        assert!(!outdated(19, 2));
        assert!(outdated(20, 2));
        assert!(outdated(19, 3));
        let stronger = Passwords::new(PasswordCost {
            memory_mib: 20,
            iterations: 3,
        })
        .unwrap();
        assert!(
            stronger
                .verify("some password".into(), Some(hash.clone()))
                .await
                .unwrap()
        );
    }

    #[actix_web::test]
    async fn what_is_verified_without_an_account_costs_as_much_as_a_real_hash() {
        let passwords = Passwords::new(CHEAP).unwrap();
        let real = passwords.hash("some password".into()).await.unwrap();
        let cost = |hash: &str| hash.rsplitn(3, '$').last().map(str::to_owned);
        assert_eq!(cost(&passwords.decoy), cost(&real));
        assert_eq!(passwords.decoy.len(), real.len());
        PasswordHash::new(&passwords.decoy).unwrap();
    }

    #[actix_web::test]
    async fn only_the_right_password_is_accepted_and_no_two_hashes_are_alike() {
        let passwords = Passwords::new(CHEAP).unwrap();
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
    async fn only_so_many_wait() {
        let passwords = Passwords::new(CHEAP).unwrap();
        let all = u32::try_from(WAITING_MAX).unwrap();
        let chairs = passwords.chairs.clone().acquire_many_owned(all).await;
        let refused = passwords.hash("some password".into()).await.unwrap_err();
        assert_eq!(refused.problem.kind(), Some(ProblemKind::Overloaded));
        drop(chairs);
        assert!(passwords.hash("some password".into()).await.is_ok());
    }

    #[actix_web::test]
    async fn nobody_has_the_decoy_password() {
        let passwords = Passwords::new(CHEAP).unwrap();
        assert!(
            !passwords
                .verify("a password that nobody has".into(), None)
                .await
                .unwrap()
        );
    }
}
