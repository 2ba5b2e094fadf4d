//! What two people say to each other. Owns the tables `message_clock`, `conversations`, `messages`
//! and `blocks`.
//!
//! Messages are stored by the [`post`] and brought to open sockets by the [`delivery`]. Sockets
//! themselves are the business of the room `socket`.

pub mod delivery;
pub mod handlers;
pub mod post;
pub mod queries;

use crate::operations::Operations;

/// The operations of the room.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(handlers::list_conversations)
        .service(handlers::get_conversation)
        .service(handlers::list_messages)
        .service(handlers::send_message)
        .service(handlers::mark_conversation_read)
        .service(handlers::reach::mail_message)
        .service(handlers::reach::block_user)
        .service(handlers::reach::unblock_user);
}
