//! Who administers.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use api_types::problem::ProblemKind;
use uuid::Uuid;

use crate::accounts::queries::is_admin;
use crate::error::{ApiError, ApiResult};
use crate::sessions::CurrentUser;
use crate::state::AppState;

/// An administrator who is logged in. As a handler's argument it refuses everybody else. It is asked
/// anew with each request, so that whoever is none any more can do nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdminUser {
    /// Their account.
    pub id: Uuid,
}

impl FromRequest for AdminUser {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = ApiResult<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let user = CurrentUser::from_request(request, payload).into_inner();
        let state = request.app_data::<Data<AppState>>().cloned();
        Box::pin(async move {
            let user = user?;
            let state =
                state.ok_or_else(|| ApiError::internal(anyhow::anyhow!("no application state")))?;
            let mut conn = state.connection().await?;
            match is_admin(&mut conn, user.id).await? {
                Some(true) => Ok(Self { id: user.id }),
                Some(false) => Err(ApiError::of(ProblemKind::AdministratorRequired)),
                None => Err(ApiError::of(ProblemKind::LoginRequired)),
            }
        })
    }
}
