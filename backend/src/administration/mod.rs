//! Administration: people report what should not be here, and administrators look after people,
//! events, mails and reports. Owns the tables `reports` and `administration_log`.
//!
//! Whatever administrators change is done by the rooms that own it, and written into the log in the
//! same transaction. Whoever changes something that belongs to people holds those first, as everybody
//! does who locks several rows.

pub mod command;
pub mod handlers;
pub mod queries;
mod who;

use crate::operations::Operations;

pub use who::AdminUser;

/// Where the operations are that only administrators have.
pub const API: &str = "/api/v1/admin";

/// The operations of the room.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(handlers::report_event)
        .service(handlers::report_user)
        .service(handlers::get_administration)
        .service(handlers::update_settings)
        .service(handlers::list_people)
        .service(handlers::block_person)
        .service(handlers::unblock_person)
        .service(handlers::list_all_events)
        .service(handlers::remove_event)
        .service(handlers::list_outgoing_mails)
        .service(handlers::retry_mail)
        .service(handlers::list_reports)
        .service(handlers::settle_report)
        .service(handlers::list_administration_log);
}
