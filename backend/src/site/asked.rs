//! What is asked for, by whom, and in which language.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use uuid::Uuid;

use super::answers::Answers;
use super::index::Index;
use super::words::Words;
use crate::accounts::current_session;
use crate::error::{ApiError, ApiResult};
use crate::language;
use crate::security::{COOKIE, cookie_name};
use crate::sessions::MaybeUser;
use crate::state::AppState;

/// A request for a document.
#[derive(Clone)]
pub(super) struct Asked {
    /// The path of its address.
    pub path: String,
    /// What stands behind the question mark.
    pub query: String,
    /// In which language it is answered.
    pub words: Words,
    /// Whether somebody is logged in, or, where that is not asked, whether the request says so.
    pub has_session: bool,
    /// What the document is made from.
    pub index: Data<Index>,
    /// What every handler may reach.
    pub state: Data<AppState>,
}

impl Asked {
    /// Reads a request.
    pub fn of(request: &HttpRequest) -> ApiResult<Self> {
        let missing = || ApiError::internal(anyhow::anyhow!("no application data"));
        let state: Data<AppState> = request.app_data().cloned().ok_or_else(missing)?;
        let cookie = cookie_name(COOKIE, &state.config);
        Ok(Self {
            path: request.path().to_owned(),
            query: request.query_string().to_owned(),
            words: Words(language::of(request)),
            has_session: request.cookie(&cookie).is_some(),
            index: request.app_data().cloned().ok_or_else(missing)?,
            state,
        })
    }

    /// An address of this site as others know it.
    pub fn public(&self, path: &str) -> String {
        self.state.config.page_url(path)
    }
}

/// A request of which is known who makes it.
pub(super) struct AskedBy {
    pub asked: Asked,
    /// The account, if somebody is logged in.
    pub viewer: Option<Uuid>,
}

impl AskedBy {
    /// What the app asks for on every page: who is there.
    pub async fn first_answers(&self) -> ApiResult<Answers> {
        let session = current_session(&self.asked.state, self.viewer).await?;
        let mut answers = Answers::default();
        answers.add("/auth/session", &session)?;
        Ok(answers)
    }
}

impl FromRequest for AskedBy {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let read = |user: MaybeUser| {
            let viewer = user.id();
            // A cookie may have outlived its session, and a token is no cookie.
            let asked = Asked {
                has_session: viewer.is_some(),
                ..Asked::of(request)?
            };
            Ok(Self { asked, viewer })
        };
        ready(
            MaybeUser::from_request(request, payload)
                .into_inner()
                .and_then(read),
        )
    }
}
