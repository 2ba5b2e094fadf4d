//! In which language somebody is answered: the one that they chose on this device, or else the
//! first of those that their browser or program asks for and the site speaks.

use actix_web::HttpRequest;
use actix_web::http::header::{
    self, AcceptLanguage, Header, HeaderMap, HeaderValue, Preference, Quality,
};
use actix_web::web::Data;
use api_types::cookies;
use api_types::language::{COOKIE, Language};
use diesel::Queryable;
use diesel::pg::Pg;
use diesel::sql_types::Text;

use crate::state::AppState;

/// The language of the answer to a request.
pub fn of(request: &HttpRequest) -> Language {
    let is_https = request
        .app_data::<Data<AppState>>()
        .is_some_and(|state| state.config.is_https());
    request
        .cookie(&cookies::name(COOKIE, is_https))
        .and_then(|cookie| cookie.value().parse().ok())
        .unwrap_or_else(|| asked_for(request))
}

/// Tells caches that an answer depends on the language in which it was asked for.
pub fn vary(headers: &mut HeaderMap) {
    for name in ["Accept-Language", "Cookie"] {
        headers.append(header::VARY, HeaderValue::from_static(name));
    }
}

/// The language that the header `Accept-Language` asks for
/// ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4)).
fn asked_for(request: &HttpRequest) -> Language {
    let Ok(AcceptLanguage(mut accepted)) = AcceptLanguage::parse(request) else {
        return Language::default();
    };
    accepted.retain(|item| item.quality > Quality::ZERO);
    AcceptLanguage(accepted)
        .ranked()
        .into_iter()
        .find_map(|preference| match preference {
            Preference::Any => Some(Language::default()),
            Preference::Specific(tag) => tag.primary_language().to_lowercase().parse().ok(),
        })
        .unwrap_or_default()
}

/// A language as the database has it.
pub struct StoredLanguage(String);

impl Queryable<Text, Pg> for StoredLanguage {
    type Row = String;

    fn build(tag: String) -> diesel::deserialize::Result<Self> {
        Ok(Self(tag))
    }
}

impl From<StoredLanguage> for Language {
    /// The database knows no others than these.
    fn from(stored: StoredLanguage) -> Self {
        stored.0.parse().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use actix_web::cookie::Cookie;
    use actix_web::test::TestRequest;

    use super::*;

    fn asked(header: &str) -> Language {
        of(&TestRequest::default()
            .insert_header(("accept-language", header))
            .to_http_request())
    }

    #[test]
    fn the_first_language_that_we_speak_is_taken_by_weight() {
        assert_eq!(asked("de-AT,de;q=0.9,en;q=0.8"), Language::De);
        assert_eq!(asked("fr, en;q=0.5, de;q=0.7"), Language::De);
        assert_eq!(asked("DE"), Language::De);
        assert_eq!(asked("en-GB, de;q=0.9"), Language::En);
    }

    #[test]
    fn who_asks_for_nothing_that_we_speak_is_answered_in_english() {
        for header in ["", "fr", "*", "de;q=0", "q=;;,%", "de;q=0, *"] {
            assert_eq!(asked(header), Language::En, "{header}");
        }
        assert_eq!(of(&TestRequest::default().to_http_request()), Language::En);
    }

    #[test]
    fn what_a_person_chose_wins_over_what_the_browser_asks_for() {
        let request = |value: &'static str| {
            TestRequest::default()
                .insert_header(("accept-language", "en"))
                .cookie(Cookie::new(COOKIE, value))
                .to_http_request()
        };
        assert_eq!(of(&request("de")), Language::De);
        assert_eq!(of(&request("klingon")), Language::En);
    }
}
