//! The rules for what people type: constants and pure functions, used by the browser while one
//! types and by the server when it arrives.

use chrono::{NaiveDate, NaiveTime};
use serde::de::DeserializeOwned;
use serde::de::value::{Error as ValueError, StrDeserializer};

use crate::problem::{FieldError, RuleCode};

/// Fewest and most characters of a username.
pub const USERNAME: (usize, usize) = (3, 32);
/// Most characters of an email address (RFC 5321, 4.5.3.1).
pub const EMAIL_MAX: usize = 254;
/// Fewest and most characters of a password.
pub const PASSWORD: (usize, usize) = (8, 128);
/// The least score (0 to 4, as the zxcvbn estimator counts) of a password: 3 is "safely
/// unguessable: moderate protection from offline slow-hash scenario".
pub const PASSWORD_SCORE: u8 = 3;
/// Words around this site, which make no password harder to guess.
pub const PASSWORD_CONTEXT: &[&str] = &[
    "event",
    "events",
    "booking",
    "bookings",
    "eventbooking",
    "event-booking",
    "event booking",
    "veranstaltung",
    "buchung",
    "admin",
    "administrator",
    "password",
    "passwort",
];
/// Most characters of a first or last name.
pub const NAME_MAX: usize = 64;
/// Youngest and oldest age.
pub const AGE: (i64, i64) = (0, 150);
/// Fewest and most characters of an event's title.
pub const TITLE: (usize, usize) = (3, 100);
/// Most characters of an event's description.
pub const DESCRIPTION_MAX: usize = 5_000;
/// Most characters of a chat message.
pub const MESSAGE_MAX: usize = 4_000;
/// Most characters of a location.
pub const LOCATION_MAX: usize = 100;
/// Most characters of what is said about a picture.
pub const PICTURE_DESCRIPTION_MAX: usize = 300;
/// Most bytes of a picture that is sent: 10 MiB.
pub const PICTURE_BYTES_MAX: usize = 10 * 1024 * 1024;
/// Most pixels of a picture that is sent.
pub const PICTURE_PIXELS_MAX: u64 = 50_000_000;
/// Fewest and most attendees of an event that has a limit.
pub const ATTENDEES: (i64, i64) = (1, 100_000);
/// The highest price, in hundredths.
pub const PRICE_MAX: i64 = 99_999_999;
/// The years in which events can happen.
pub const YEARS: (i32, i32) = (1970, 2200);
/// Fewest and most items on a page of a list, and how many if nobody says.
pub const PAGE: (i64, i64) = (1, 100);
/// Items on a page of a list if nobody says.
pub const PAGE_DEFAULT: i64 = 20;
/// Most characters of a search.
pub const SEARCH_MAX: usize = 100;
/// Characters from which on people are searched for.
pub const PERSON_SEARCH_MIN: usize = 2;
/// Characters of the reason for which an event is cancelled.
pub const REASON_MAX: usize = 500;
/// Most characters of a report of abuse, and of what was decided about it.
pub const REPORT_MAX: usize = 1_000;
/// Most characters of any other short value, such as a link's code or the name of a time zone.
pub const TOKEN_MAX: usize = 256;
/// The longest value that the server has signed.
pub const SIGNED_MAX: usize = 1024;

/// The currencies that a price can have (ISO 4217; those with two decimals that people around us
/// pay with).
pub const CURRENCIES: &[&str] = &[
    "EUR", "CHF", "GBP", "USD", "AUD", "BGN", "BRL", "CAD", "CZK", "DKK", "HKD", "ILS", "INR",
    "MXN", "NOK", "NZD", "PLN", "RON", "SEK", "SGD", "THB", "TRY", "UAH", "ZAR",
];

/// A rule that a value breaks; it becomes a [`FieldError`] when the field's name is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// Which rule.
    pub code: RuleCode,
    /// The least that is allowed.
    pub min: Option<i64>,
    /// The most that is allowed.
    pub max: Option<i64>,
}

impl Broken {
    pub(crate) const fn new(code: RuleCode) -> Self {
        Self {
            code,
            min: None,
            max: None,
        }
    }

    const fn range(code: RuleCode, min: i64, max: i64) -> Self {
        Self {
            code,
            min: Some(min),
            max: Some(max),
        }
    }

    /// Names the field.
    pub fn at(self, field: impl Into<String>) -> FieldError {
        FieldError::with_limits(field, self.code, self.min, self.max)
    }
}

/// Unicode's normalisation form C: what looks the same is the same.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub fn nfc(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfc().collect()
}

/// Unicode's normalisation form C. The browser has it built in; its tables would be a sixth of
/// the page.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub fn nfc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

/// What almost every text goes through first: trimmed and in Unicode's normalisation form C.
pub fn normalise(text: &str) -> String {
    nfc(text.trim())
}

/// A normalised text, or `None` where nothing was typed that can be seen.
pub fn optional(text: Option<String>) -> Option<String> {
    text.map(|text| normalise(&text))
        .filter(|text| !is_blank(text))
}

/// A text as it came, or `None` where it is empty.
pub fn given(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// A text that is a value and no words, without the white space around it, or `None` where nothing
/// is left of it.
pub fn value(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

/// Whether nothing of a text can be seen: white space, and characters that have no width or no
/// ink of their own (Unicode calls the latter default ignorable).
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '\u{00AD}'
                    | '\u{034F}'
                    | '\u{061C}'
                    | '\u{115F}'..='\u{1160}'
                    | '\u{17B4}'..='\u{17B5}'
                    | '\u{180B}'..='\u{180F}'
                    | '\u{200B}'..='\u{200F}'
                    | '\u{2060}'..='\u{2064}'
                    | '\u{2800}'
                    | '\u{3164}'
                    | '\u{FE00}'..='\u{FE0F}'
                    | '\u{FEFF}'
                    | '\u{FFA0}'
                    | '\u{E0000}'..='\u{E0FFF}'
            )
    })
}

/// Whether a character can neither be seen nor be a part of what is seen: control characters,
/// and those that turn the direction of the text around them.
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

fn length(text: &str, min: usize, max: usize) -> Result<(), Broken> {
    let (least, most) = (min as i64, max as i64);
    match text.chars().count() {
        _ if min > 0 && is_blank(text) => Err(Broken::new(RuleCode::Required)),
        count if count < min => Err(Broken {
            min: Some(least),
            ..Broken::new(RuleCode::TooShort)
        }),
        count if count > max => Err(Broken {
            max: Some(most),
            ..Broken::new(RuleCode::TooLong)
        }),
        _ => Ok(()),
    }
}

/// One line of text of at least `min` and at most `max` characters.
pub fn line(text: &str, min: usize, max: usize) -> Result<String, Broken> {
    let text = normalise(text);
    length(&text, min, max)?;
    if text.chars().any(is_control) {
        return Err(Broken::new(RuleCode::ControlCharacter));
    }
    Ok(text)
}

/// What the server has signed and nobody types: as it came.
pub fn signed(text: String) -> Result<String, Broken> {
    length(&text, 1, SIGNED_MAX)?;
    if text.chars().any(is_control) {
        return Err(Broken::new(RuleCode::ControlCharacter));
    }
    Ok(text)
}

/// One line of text that may be left out.
pub fn optional_line(text: Option<String>, max: usize) -> Result<Option<String>, Broken> {
    optional(text).map(|text| line(&text, 1, max)).transpose()
}

/// Several lines of text; line ends become `\n`.
pub fn paragraphs(text: &str, max: usize) -> Result<String, Broken> {
    let text = normalise(&text.replace("\r\n", "\n").replace('\r', "\n"));
    length(&text, 1, max)?;
    if text
        .chars()
        .any(|c| is_control(c) && c != '\n' && c != '\t')
    {
        return Err(Broken::new(RuleCode::ControlCharacter));
    }
    Ok(text)
}

/// A username: 3 to 32 letters and digits of ASCII, dots, underscores and dashes.
pub fn username(text: &str) -> Result<String, Broken> {
    let text = normalise(text);
    length(&text, USERNAME.0, USERNAME.1)?;
    if text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
    {
        Ok(text)
    } else {
        Err(Broken::new(RuleCode::UsernameCharacters))
    }
}

/// An email address whose domain has an ending.
pub fn email(text: &str) -> Result<String, Broken> {
    let text = normalise(text);
    length(&text, 1, EMAIL_MAX)?;
    let options = email_address::Options::default()
        .without_display_text()
        .without_domain_literal();
    let address = email_address::EmailAddress::parse_with_options(&text, options)
        .map_err(|_| Broken::new(RuleCode::EmailInvalid))?;
    if address.domain().contains('.') {
        Ok(text)
    } else {
        Err(Broken::new(RuleCode::EmailEnding))
    }
}

/// How hard a password is to guess, from 0 (at once) to 4 (very hard). What the person is called
/// does not count as hard, nor do the [words around this site](PASSWORD_CONTEXT).
pub fn password_score(password: &str, about_the_person: &[&str]) -> u8 {
    // The estimator's time grows with the square of the length; nobody needs more.
    let head: String = password.chars().take(PASSWORD.1).collect();
    let known = [about_the_person, PASSWORD_CONTEXT].concat();
    zxcvbn::zxcvbn(&head, &known).score().into()
}

/// A password: long enough and hard enough. It is normalised (NFC), so that it is the same from
/// every keyboard, but not trimmed: white space counts.
pub fn password(password: &str, about_the_person: &[&str]) -> Result<String, Broken> {
    let text = nfc(password);
    length(&text, PASSWORD.0, PASSWORD.1)?;
    if text.chars().any(char::is_control) {
        return Err(Broken::new(RuleCode::ControlCharacter));
    }
    if password_score(&text, about_the_person) < PASSWORD_SCORE {
        return Err(Broken::new(RuleCode::PasswordWeak));
    }
    Ok(text)
}

/// A password that exists already: whether something was typed. Whether it is right is another
/// question, and whether it is strong was asked when it was chosen.
pub fn known_password(password: &str) -> Result<String, Broken> {
    let text = nfc(password);
    length(&text, 1, PASSWORD.1)?;
    Ok(text)
}

/// A new password that was typed a second time.
pub fn repeated(password: &str, again: &str) -> Result<(), Broken> {
    if again.is_empty() {
        Err(Broken::new(RuleCode::Required))
    } else if nfc(password) == nfc(again) {
        Ok(())
    } else {
        Err(Broken::new(RuleCode::PasswordsDiffer))
    }
}

/// A value that the server made and gets back: from a link, or from an earlier answer.
pub fn token(text: &str) -> Result<String, Broken> {
    line(text, 1, TOKEN_MAX)
}

/// One of the values of an enumeration, as it stands in an address.
pub fn value_of<T: DeserializeOwned>(text: Option<String>) -> Result<Option<T>, Broken> {
    text.map(|text| {
        T::deserialize(StrDeserializer::<ValueError>::new(&text))
            .map_err(|_| Broken::new(RuleCode::UnknownValue))
    })
    .transpose()
}

/// A whole number within limits (both included).
pub fn number(value: i64, (min, max): (i64, i64)) -> Result<i64, Broken> {
    if (min..=max).contains(&value) {
        Ok(value)
    } else {
        Err(Broken::range(RuleCode::OutOfRange, min, max))
    }
}

/// An age in years that may be left out.
pub fn age(years: Option<i32>) -> Result<Option<i16>, Broken> {
    years
        .map(|years| number(years.into(), AGE).map(|years| years as i16))
        .transpose()
}

/// A date of the calendar, `YYYY-MM-DD`, within [`YEARS`].
pub fn date(text: &str) -> Result<NaiveDate, Broken> {
    use chrono::Datelike;
    if text.trim().is_empty() {
        return Err(Broken::new(RuleCode::Required));
    }
    // chrono also reads "2026-1-5", "2026- 1- 5" and "+12026-01-05"; the wire knows one form only.
    if !has_form(text, "0000-00-00") {
        return Err(Broken::new(RuleCode::NotADate));
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|date| (YEARS.0..=YEARS.1).contains(&date.year()))
        .ok_or(Broken::new(RuleCode::NotADate))
}

/// A time of the day, `HH:MM`. Browsers send seconds when they are not zero; those are refused.
pub fn time(text: &str) -> Result<NaiveTime, Broken> {
    let text = text.trim();
    let shape = text.strip_suffix(":00").filter(|head| head.len() == 5);
    let head = shape.unwrap_or(text);
    if !has_form(head, "00:00") {
        return Err(Broken::new(RuleCode::NotATime));
    }
    NaiveTime::parse_from_str(head, "%H:%M").map_err(|_| Broken::new(RuleCode::NotATime))
}

/// Whether a text has digits where the form has zeros, and otherwise the same characters.
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text
            .bytes()
            .zip(form.bytes())
            .all(|(byte, wanted)| match wanted {
                b'0' => byte.is_ascii_digit(),
                _ => byte == wanted,
            })
}

/// A price in hundredths of its currency, from `12`, `12.5` or `12.50`.
pub fn price(text: &str) -> Result<i64, Broken> {
    let bad = Broken::new(RuleCode::NotAPrice);
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "00"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || fraction.len() > 2 {
        return Err(bad);
    }
    let limit = Broken::range(RuleCode::OutOfRange, 0, PRICE_MAX / 100);
    let whole: i64 = whole.parse().map_err(|_| limit)?;
    let hundredths: i64 = fraction.parse().map_err(|_| bad)?;
    let hundredths = if fraction.len() == 1 {
        hundredths * 10
    } else {
        hundredths
    };
    whole
        .checked_mul(100)
        .and_then(|amount| amount.checked_add(hundredths))
        .filter(|amount| *amount <= PRICE_MAX)
        .ok_or(limit)
}

/// A price in hundredths as it travels: `12.50`.
pub fn price_text(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// The code of a currency that prices can have.
pub fn currency(text: &str) -> Result<&'static str, Broken> {
    let text = text.trim();
    CURRENCIES
        .iter()
        .copied()
        .find(|code| *code == text)
        .ok_or(Broken::new(RuleCode::UnknownCurrency))
}

#[cfg(test)]
mod tests;
