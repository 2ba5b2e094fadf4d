//! The addresses of the pages.

use serde::Deserialize;
use uuid::Uuid;
use yew_router::Routable;

/// What an address shows.
#[derive(Debug, Clone, PartialEq, Routable)]
pub enum Route {
    /// The way in.
    #[at("/")]
    Home,
    /// Log in.
    #[at("/login")]
    Login,
    /// Create an account.
    #[at("/register")]
    Register,
    /// Where the link in the confirmation mail leads.
    #[at("/confirm")]
    Confirm,
    /// Where the links in the mails about a changed address lead.
    #[at("/confirm-email")]
    ConfirmEmail,
    /// Ask for a link with which to choose a new password.
    #[at("/password-reset")]
    PasswordReset,
    /// Choose a new password.
    #[at("/password-save")]
    PasswordSave,
    /// One's own profile.
    #[at("/profile")]
    OwnProfile,
    /// Somebody's profile.
    #[at("/profile/:username")]
    Profile {
        /// As it stands in the address; not checked yet.
        username: String,
    },
    /// Change one's own profile.
    #[at("/profile-edit")]
    ProfileEdit,
    /// Where one is logged in.
    #[at("/sessions")]
    Sessions,
    /// One's own data, and leaving for good.
    #[at("/account")]
    Account,
    /// All events that one may see.
    #[at("/event-overview")]
    EventOverview,
    /// Publish an event.
    #[at("/event-create")]
    EventCreate,
    /// One event.
    #[at("/event-detail/:id")]
    EventDetail {
        /// As it stands in the address; not checked yet.
        id: String,
    },
    /// Change an event.
    #[at("/event-edit/:id")]
    EventEdit {
        /// As it stands in the address; not checked yet.
        id: String,
    },
    /// The events that one published.
    #[at("/my-events")]
    MyEvents,
    /// The places that one has.
    #[at("/my-bookings")]
    MyBookings,
    /// The events that one is asked to come to.
    #[at("/my-invitations")]
    MyInvitations,
    /// What happened while one was looking elsewhere.
    #[at("/notifications")]
    Notifications,
    /// Where the link in an invitation mail leads that ends them.
    #[at("/unsubscribe")]
    Unsubscribe,
    /// One's conversations.
    #[at("/chat")]
    Chat,
    /// The conversation with somebody.
    #[at("/chat/:username")]
    Conversation {
        /// As it stands in the address; not checked yet.
        username: String,
    },
    /// What those see first who run the site.
    #[at("/admin")]
    Admin,
    /// A part of that.
    #[at("/admin/:section")]
    AdminSection {
        /// As it stands in the address; not checked yet.
        section: String,
    },
    /// Everything else.
    #[not_found]
    #[at("/404")]
    NotFound,
}

impl Route {
    /// The address of an event's page.
    pub fn event(id: Uuid) -> String {
        format!("/event-detail/{id}")
    }

    /// The address of the page that changes an event.
    pub fn event_edit(id: Uuid) -> String {
        format!("/event-edit/{id}")
    }

    /// The address of the people on the page that changes an event.
    pub fn event_people(id: Uuid) -> String {
        format!("/event-edit/{id}#people")
    }

    /// The address of a person's page; usernames hold nothing that an address would not.
    pub fn profile(username: &str) -> String {
        format!("/profile/{username}")
    }

    /// The address of the conversation with somebody.
    pub fn conversation(username: &str) -> String {
        format!("/chat/{username}")
    }
}

/// What the addresses of the login and registration pages may carry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct LoginQuery {
    /// Where one was heading.
    pub next: Option<String>,
    /// Present if one was logged in a moment ago.
    pub ended: Option<String>,
}

impl LoginQuery {
    /// Reads the part of the address after the path.
    pub fn read(query: &str) -> Self {
        serde_urlencoded::from_str(query.trim_start_matches('?')).unwrap_or_default()
    }

    /// Where one was heading, if that is an address of this site that members can see.
    pub fn destination(&self) -> Option<&str> {
        self.next
            .as_deref()
            .filter(|next| is_same_site(next) && !is_for_guests(next))
    }

    /// The address of a page that hands the destination on.
    pub fn address_of(&self, path: &str) -> String {
        match self.destination() {
            Some(next) => with_next(path, next),
            None => path.to_owned(),
        }
    }
}

/// The login page that leads on to the given address.
pub fn login_before(next: &str) -> String {
    with_next("/login", next)
}

/// The login page for somebody whose session ended on the given address.
pub fn login_again(next: &str) -> String {
    format!("{}&ended=1", login_before(next))
}

fn with_next(path: &str, next: &str) -> String {
    let query = serde_urlencoded::to_string([("next", next)]).unwrap_or_default();
    format!("{path}?{query}")
}

/// Whether an address stays on this site: an absolute path, and nothing that a browser could read
/// as the name of another host.
fn is_same_site(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains('\\')
        && !address.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// Whether an address is one of the pages that send members away.
fn is_for_guests(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    matches!(
        path.trim_end_matches('/'),
        "/login" | "/register" | "/password-reset"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn destination(next: &str) -> Option<String> {
        LoginQuery::read(&with_next("", next)[..])
            .destination()
            .map(str::to_owned)
    }

    #[test]
    fn one_is_sent_on_to_this_site_only() {
        assert_eq!(
            destination("/event-create").as_deref(),
            Some("/event-create")
        );
        assert_eq!(
            destination("/event-overview?query=a b&from=2026-01-01").as_deref(),
            None
        );
        assert_eq!(
            destination("/event-overview?query=a%20b").as_deref(),
            Some("/event-overview?query=a%20b")
        );
        for bad in [
            "",
            "event-create",
            "//example.org",
            "/\\example.org",
            "https://example.org/",
            "javascript:alert(1)",
            "/\t/example.org",
            "/\n/example.org",
            "/login",
            "/register?next=/login",
            "/password-reset",
        ] {
            assert_eq!(destination(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn the_destination_is_handed_on_whole() {
        let query = LoginQuery::read("?next=%2Fevent-overview%3Fquery%3Da%26to%3D2027-01-01");
        assert_eq!(
            query.address_of("/register"),
            "/register?next=%2Fevent-overview%3Fquery%3Da%26to%3D2027-01-01"
        );
        assert_eq!(LoginQuery::read("").address_of("/register"), "/register");
    }
}
