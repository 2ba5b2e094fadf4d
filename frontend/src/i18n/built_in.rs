//! The words inside of the program: for tests, and while one develops.

use api_types::language::Language;

/// The catalogue of a language, one file for each part of the site.
pub fn words(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &[
            include_str!("../../locales/en/site.ftl"),
            include_str!("../../locales/en/accounts.ftl"),
            include_str!("../../locales/en/people.ftl"),
            include_str!("../../locales/en/events.ftl"),
            include_str!("../../locales/en/editing.ftl"),
            include_str!("../../locales/en/mine.ftl"),
            include_str!("../../locales/en/notifications.ftl"),
            include_str!("../../locales/en/chat.ftl"),
            include_str!("../../locales/en/admin.ftl"),
            include_str!("../../locales/en/problems.ftl"),
        ],
        Language::De => &[
            include_str!("../../locales/de/site.ftl"),
            include_str!("../../locales/de/accounts.ftl"),
            include_str!("../../locales/de/people.ftl"),
            include_str!("../../locales/de/events.ftl"),
            include_str!("../../locales/de/editing.ftl"),
            include_str!("../../locales/de/mine.ftl"),
            include_str!("../../locales/de/notifications.ftl"),
            include_str!("../../locales/de/chat.ftl"),
            include_str!("../../locales/de/admin.ftl"),
            include_str!("../../locales/de/problems.ftl"),
        ],
    }
}
