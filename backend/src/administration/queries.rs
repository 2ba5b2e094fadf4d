//! The statements of the room.

mod log;
mod overview;
mod people;
mod reports;

pub use log::*;
pub use overview::overview;
pub use people::*;
pub use reports::*;

use api_types::accounts::Person;
use api_types::problem::ProblemKind;
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use crate::accounts::queries::hold_people;
use crate::error::{ApiError, ApiResult};

/// Keeps an administrator and somebody else from leaving while something is done to them or to what
/// is theirs, until the end of the transaction. Nobody is found who has left.
pub async fn hold(conn: &mut AsyncPgConnection, admin: Uuid, person: Uuid) -> ApiResult<()> {
    let here = hold_people(conn, &[admin, person]).await?;
    if !here.contains(&admin) {
        return Err(ApiError::of(ProblemKind::LoginRequired));
    }
    match here.contains(&person) {
        true => Ok(()),
        false => Err(ApiError::not_found()),
    }
}

/// Somebody of whom a query found the names, if they are still here.
fn named(
    username: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
) -> Option<Person> {
    username.map(|username| Person {
        username,
        first_name,
        last_name,
    })
}
