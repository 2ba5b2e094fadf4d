//! Administration: what those see and do who run the site. Nobody else learns that it is there.

mod blocking;
mod events;
mod filter;
mod list;
mod log;
mod mail_kind;
mod mails;
mod overview;
mod people;
mod removal;
mod reports;
mod settling;
mod sign_up;

use yew::prelude::*;

use self::events::EventsSection;
use self::log::LogSection;
use self::mails::MailsSection;
use self::overview::OverviewSection;
use self::people::PeopleSection;
use self::reports::ReportsSection;
use super::NotFoundPage;
use crate::components::{Heading, Link};
use crate::hooks::use_session;
use crate::t;

/// A part of it, with an address of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Overview,
    People,
    Events,
    Mails,
    Reports,
    Log,
}

impl Section {
    const ALL: [Self; 6] = [
        Self::Overview,
        Self::People,
        Self::Events,
        Self::Mails,
        Self::Reports,
        Self::Log,
    ];

    const fn address(self) -> &'static str {
        match self {
            Self::Overview => "/admin",
            Self::People => "/admin/people",
            Self::Events => "/admin/events",
            Self::Mails => "/admin/mails",
            Self::Reports => "/admin/reports",
            Self::Log => "/admin/log",
        }
    }

    /// The part that the rest of an address names.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| {
            let rest = section.address().trim_start_matches("/admin");
            rest.trim_start_matches('/') == name
        })
    }

    fn title(self) -> AttrValue {
        match self {
            Self::Overview => t!("admin-overview"),
            Self::People => t!("admin-people"),
            Self::Events => t!("admin-events"),
            Self::Mails => t!("admin-mails"),
            Self::Reports => t!("admin-reports"),
            Self::Log => t!("admin-log"),
        }
    }

    /// What it is for, in a sentence.
    fn lead(self) -> Option<AttrValue> {
        Some(match self {
            Self::Overview => return None,
            Self::People => t!("people-lead"),
            Self::Events => t!("events-lead"),
            Self::Mails => t!("mails-lead"),
            Self::Reports => t!("reports-lead"),
            Self::Log => t!("log-lead"),
        })
    }

    fn content(self) -> Html {
        match self {
            Self::Overview => html! { <OverviewSection /> },
            Self::People => html! { <PeopleSection /> },
            Self::Events => html! { <EventsSection /> },
            Self::Mails => html! { <MailsSection /> },
            Self::Reports => html! { <ReportsSection /> },
            Self::Log => html! { <LogSection /> },
        }
    }
}

/// Properties of [`AdminPage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which part, as it stands in the address; empty for the first one.
    pub section: AttrValue,
}

/// One of the parts; for everybody else an address that leads nowhere.
#[component]
pub fn AdminPage(props: &Props) -> Html {
    let session = use_session();
    let is_admin = session.account().is_some_and(|account| account.is_admin);
    match Section::named(&props.section) {
        // A part is a page of its own: its heading takes the focus.
        Some(section) if is_admin => html! { <Part key={section.address()} {section} /> },
        _ => html! { <NotFoundPage /> },
    }
}

#[derive(Properties, PartialEq)]
struct PartProps {
    section: Section,
}

#[component]
fn Part(props: &PartProps) -> Html {
    let section = props.section;
    let tab = |other: Section| {
        html! {
            <Link to={other.address()} class="nav-link" is_current={other == section}>{ other.title() }</Link>
        }
    };
    let title = match section {
        Section::Overview => t!("admin-title"),
        _ => section.title(),
    };
    html! {
        <div class="wrap pt-8 pb-16 sm:pt-10">
            <nav class="tabs-line" aria-label={t!("admin-nav")}>{ for Section::ALL.map(tab) }</nav>
            <div class="mb-6 grid gap-2">
                <Heading title={title.clone()}>{ title }</Heading>
                if let Some(lead) = section.lead() {
                    <p class="max-w-prose text-lg text-soft">{ lead }</p>
                }
            </div>
            { section.content() }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_by_the_rest_of_its_address() {
        assert_eq!(Section::named(""), Some(Section::Overview));
        assert_eq!(Section::named("people"), Some(Section::People));
        assert_eq!(Section::named("log"), Some(Section::Log));
        assert_eq!(Section::named("nothing"), None);
        assert_eq!(Section::named("people/x"), None);
    }
}
