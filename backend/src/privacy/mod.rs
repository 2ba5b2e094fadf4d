//! One's own data: taking them along, and leaving for good. Owns no table; it puts together what
//! the other rooms store about a person, and removes it.

pub mod departure;
pub mod handlers;

use crate::operations::Operations;

/// The operations of the room.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(handlers::download_own_data)
        .service(handlers::preview_account_deletion)
        .service(handlers::delete_account);
}
