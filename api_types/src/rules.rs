//! The rules for what people type: constants and pure functions, used by the browser while one
//! types and by the server when it arrives.

use chrono::{NaiveDate, NaiveTime};

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
/// Most characters of a first or last name.
pub const NAME_MAX: usize = 64;
/// Youngest and oldest age.
pub const AGE: (i64, i64) = (0, 150);
/// Fewest and most characters of an event's title.
pub const TITLE: (usize, usize) = (3, 100);
/// Most characters of an event's description.
pub const DESCRIPTION_MAX: usize = 5_000;
/// Most characters of a location.
pub const LOCATION_MAX: usize = 100;
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
/// Most characters of any other short value, such as a link's code or the name of a time zone.
pub const TOKEN_MAX: usize = 256;

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
    const fn new(code: RuleCode) -> Self {
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
/// does not count as hard.
pub fn password_score(password: &str, about_the_person: &[&str]) -> u8 {
    // The estimator's time grows with the square of the length; nobody needs more.
    let head: String = password.chars().take(PASSWORD.1).collect();
    zxcvbn::zxcvbn(&head, about_the_person).score().into()
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
    let text = text.trim();
    if text.is_empty() {
        return Err(Broken::new(RuleCode::Required));
    }
    // chrono also reads "2026-1-5" and "+12026-01-05"; the wire knows one form only.
    if text.len() != 10 {
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
    if head.len() != 5 {
        return Err(Broken::new(RuleCode::NotATime));
    }
    NaiveTime::parse_from_str(head, "%H:%M").map_err(|_| Broken::new(RuleCode::NotATime))
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
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code<T: std::fmt::Debug>(result: Result<T, Broken>) -> RuleCode {
        result.unwrap_err().code
    }

    #[test]
    fn usernames_are_plain_and_of_a_good_length() {
        assert_eq!(username("  lena.h-1_x "), Ok("lena.h-1_x".into()));
        assert_eq!(code(username("   ")), RuleCode::Required);
        assert_eq!(code(username("ab")), RuleCode::TooShort);
        assert_eq!(code(username(&"a".repeat(33))), RuleCode::TooLong);
        // A Cyrillic letter that looks like an ASCII one.
        assert_eq!(code(username("l\u{0435}na")), RuleCode::UsernameCharacters);
        assert_eq!(code(username("<b>x</b>")), RuleCode::UsernameCharacters);
    }

    #[test]
    fn emails_need_a_name_and_an_ending() {
        assert_eq!(email(" lena@example.org "), Ok("lena@example.org".into()));
        assert_eq!(code(email("lena@example")), RuleCode::EmailEnding);
        assert_eq!(code(email("lena")), RuleCode::EmailInvalid);
        assert_eq!(
            code(email("Lena <lena@example.org>")),
            RuleCode::EmailInvalid
        );
        assert_eq!(
            code(email("a@b.org\r\nBcc: c@d.org")),
            RuleCode::EmailInvalid
        );
        assert_eq!(code(email("lena@[127.0.0.1]")), RuleCode::EmailInvalid);
    }

    #[test]
    fn passwords_are_judged_with_the_person_in_mind() {
        assert!(password("dragonfly on a warm roof", &[]).is_ok());
        assert_eq!(code(password("short", &[])), RuleCode::TooShort);
        assert_eq!(code(password("password1", &[])), RuleCode::PasswordWeak);
        assert_eq!(
            code(password("lena.hofmann1", &["lena.hofmann"])),
            RuleCode::PasswordWeak
        );
        assert_eq!(code(password(&"xkcd ".repeat(50), &[])), RuleCode::TooLong);
    }

    #[test]
    fn white_space_around_a_password_counts() {
        let typed = "  dragonfly on a warm roof ";
        assert_eq!(password(typed, &[]).as_deref(), Ok(typed));
    }

    #[test]
    fn only_real_dates_in_one_form_are_read() {
        assert!(date("2028-02-29").is_ok());
        for bad in [
            "2027-02-29",
            "2026-1-05",
            "05.01.2026",
            "+2026-01-01",
            "0001-01-01",
            "9999-01-01",
            "٢٠٢٦-٠١-٠١",
        ] {
            assert_eq!(code(date(bad)), RuleCode::NotADate, "{bad}");
        }
    }

    #[test]
    fn times_have_minutes_and_no_seconds() {
        assert_eq!(time("19:30"), time("19:30:00"));
        for bad in ["24:00", "7:30", "19:30:15", "noon", ""] {
            assert_eq!(code(time(bad)), RuleCode::NotATime, "{bad}");
        }
    }

    #[test]
    fn prices_are_exact() {
        assert_eq!(price("12"), Ok(1200));
        assert_eq!(price("12.5"), Ok(1250));
        assert_eq!(price("0.05"), Ok(5));
        assert_eq!(price("999999.99"), Ok(PRICE_MAX));
        assert_eq!(code(price("1000000")), RuleCode::OutOfRange);
        assert_eq!(code(price("99999999999999999999")), RuleCode::OutOfRange);
        for bad in ["", "-1", "1,50", "1.", ".5", "1.999", "1e3", "NaN"] {
            assert_eq!(code(price(bad)), RuleCode::NotAPrice, "{bad}");
        }
    }

    #[test]
    fn text_keeps_markup_as_typed_and_refuses_control_characters() {
        assert_eq!(line("<b>a & b</b>", 1, 100), Ok("<b>a & b</b>".into()));
        assert_eq!(code(line("a\u{0}b", 1, 100)), RuleCode::ControlCharacter);
        assert_eq!(code(line("a\nb", 1, 100)), RuleCode::ControlCharacter);
        assert_eq!(code(line("a\u{202E}b", 1, 100)), RuleCode::ControlCharacter);
        assert_eq!(paragraphs("a\r\nb", 100), Ok("a\nb".into()));
        assert_eq!(code(paragraphs(" \n ", 100)), RuleCode::Required);
    }

    #[test]
    fn what_cannot_be_seen_counts_as_missing() {
        for invisible in ["\u{200B}\u{200D}", "\u{3164}", " \u{2060} \u{AD}"] {
            assert_eq!(code(line(invisible, 1, 100)), RuleCode::Required);
            assert_eq!(code(paragraphs(invisible, 100)), RuleCode::Required);
            assert_eq!(optional_line(Some(invisible.into()), 100), Ok(None));
        }
        // Joined by a character without width, and one sign for whoever looks at it.
        let family = "👩\u{200D}👧";
        assert_eq!(line(family, 1, 100), Ok(family.into()));
    }

    #[test]
    fn a_password_is_repeated_however_the_keyboard_composes_it() {
        assert_eq!(repeated("Cafe\u{301} au lait", "Café au lait"), Ok(()));
        assert_eq!(
            code(repeated("one thing", "another")),
            RuleCode::PasswordsDiffer
        );
        assert_eq!(code(repeated("one thing", "")), RuleCode::Required);
    }

    #[test]
    fn combining_marks_become_one_character() {
        assert_eq!(line("Cafe\u{301}", 1, 4), Ok("Café".into()));
    }

    proptest! {
        #[test]
        fn a_price_survives_the_way_to_the_wire_and_back(amount in 0..=PRICE_MAX) {
            prop_assert_eq!(price(&price_text(amount)), Ok(amount));
        }

        #[test]
        fn normalising_twice_changes_nothing(text in any::<String>()) {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn no_input_makes_a_rule_panic(text in any::<String>()) {
            let _ = (username(&text), email(&text), date(&text), time(&text), price(&text), currency(&text));
            let _ = (line(&text, 1, 20), paragraphs(&text, 20));
        }

        #[test]
        fn an_accepted_line_is_short_printable_and_trimmed(text in any::<String>()) {
            if let Ok(line) = line(&text, 1, 20) {
                prop_assert!((1..=20).contains(&line.chars().count()));
                prop_assert!(!line.chars().any(char::is_control));
                prop_assert_eq!(line.trim(), &line);
            }
        }
    }
}
