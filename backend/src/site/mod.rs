//! The site: the documents that browsers and search engines read, and the files of the app. Owns no
//! table.
//!
//! Each address of the app is answered with the document that Trunk built, filled in for this
//! address, this person and this language: status, title and description, what machines read, the
//! text of the page as the app is going to show it, and the answers for which the app would ask
//! first. So the page can be read before the program has arrived, and without it.

mod answers;
mod asked;
pub mod crawlers;
mod event;
mod files;
mod handlers;
mod head;
mod home;
mod index;
mod json_ld;
mod manifest;
mod overview;
mod page;
mod profile;
mod ticket;
mod words;

use actix_web::Route;
use actix_web::guard::{self, GuardContext};
use actix_web::web::{self, ServiceConfig};

pub use handlers::{despite_failures, serve_other};
pub use index::Index;

/// Addresses that the app has pages for, and what those are called; all others get its not-found
/// page, with that status.
pub const PAGES: &[(&str, &str)] = &[
    ("/", "brand"),
    ("/login", "log-in"),
    ("/register", "create-account"),
    ("/confirm", "brand"),
    ("/confirm-email", "brand"),
    ("/password-reset", "password-reset-title"),
    ("/password-save", "password-choose"),
    ("/profile", "profile-title-own"),
    ("/profile-edit", "edit-profile"),
    ("/sessions", "sessions-title"),
    ("/account", "account-title"),
    ("/event-overview", "overview-short-title"),
    ("/event-create", "create-title"),
    ("/my-events", "my-events"),
    ("/my-bookings", "my-bookings"),
    ("/my-invitations", "my-invitations"),
    ("/notifications", "notifications"),
    ("/unsubscribe", "unsubscribe-title"),
    ("/chat", "chat"),
    ("/admin", "admin-title"),
    ("/admin/people", "admin-people"),
    ("/admin/events", "admin-events"),
    ("/admin/mails", "admin-mails"),
    ("/admin/reports", "admin-reports"),
    ("/admin/log", "admin-log"),
];

/// The document without anybody's words, for when there is no connection.
const SHELL: &str = "/shell";

/// Addresses that go on with an id.
pub const PAGES_WITH_ID: &[(&str, &str)] = &[
    ("/event-detail/", "brand"),
    ("/event-edit/", "edit-title"),
    ("/profile/", "brand"),
    ("/chat/", "chat"),
];

/// The documents. They ask who is there; files do not.
pub fn documents(cfg: &mut ServiceConfig) {
    cfg.route("/", web::to(handlers::show_home))
        .route("/event-overview", web::to(handlers::show_overview))
        .route("/event-detail/{id}", web::to(handlers::show_event))
        .route("/profile/{username}", web::to(handlers::show_profile))
        .default_service(web::to(handlers::show_plain));
}

/// What is the same for everybody: what search engines ask for, and what an installed app needs.
pub fn public(cfg: &mut ServiceConfig) {
    cfg.route("/site.webmanifest", reading().to(manifest::show_manifest))
        .route(SHELL, reading().to(handlers::show_shell))
        .route("/robots.txt", reading().to(crawlers::show_robots))
        .route("/sitemap.xml", reading().to(crawlers::show_sitemap))
        .route("/sitemap-events.xml", reading().to(crawlers::show_events))
        .route("/sitemap-people.xml", reading().to(crawlers::show_people));
}

/// A route for what is only read: the server leaves out the body of an answer to HEAD.
fn reading() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

/// Whether an address has a page.
pub fn is_page(context: &GuardContext<'_>) -> bool {
    title_of(context.head().uri.path()).is_some()
}

/// The key of what the page at an address is called, if there is one.
fn title_of(path: &str) -> Option<&'static str> {
    let whole = PAGES.iter().find(|(address, _)| *address == path);
    let with_id = || {
        PAGES_WITH_ID.iter().find(|(prefix, _)| {
            path.strip_prefix(prefix)
                .is_some_and(|id| !id.is_empty() && !id.contains('/'))
        })
    };
    whole.or_else(with_id).map(|(_, title)| *title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_nonsense() {
        assert!(title_of("/event-overview").is_some());
        assert!(title_of("/event-detail/0199").is_some());
        assert!(title_of("/event-detail/").is_none());
        assert!(title_of("/event-detail/a/b").is_none());
        assert!(title_of("/wp-login.php").is_none());
    }
}
