//! The rules, tried.

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
    for bad in ["24:00", "7:30", "19:30:15", "noon", "", "19: 5", "+9:30"] {
        assert_eq!(code(time(bad)), RuleCode::NotATime, "{bad}");
    }
}

#[test]
fn dates_have_one_form() {
    assert!(date("2027-01-05").is_ok());
    for bad in [
        "2027-1-5",
        "2027- 1- 5",
        " 2027-1-5 ",
        "+202-01-05",
        "2027-02-30",
        "05.01.2027",
    ] {
        assert_eq!(code(date(bad)), RuleCode::NotADate, "{bad}");
    }
    assert_eq!(code(date("  ")), RuleCode::Required);
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

#[test]
fn what_everybody_has_or_the_site_is_called_is_no_password() {
    let is_weak = |text: &str| {
        let broken = password(text, &[]).map_err(|broken| broken.code);
        assert_eq!(broken, Err(RuleCode::PasswordWeak), "{text}");
    };
    // Of the lists of what was stolen elsewhere; and what one thinks of here first.
    for text in [
        "iloveyou",
        "football",
        "qwertyuiop",
        "password123",
        "1q2w3e4r5t",
        "trustno1",
        "sunshine1",
        "Veranstaltung1",
        "event-booking",
        "EventBooking2027",
        "Administrator1",
    ] {
        is_weak(text);
    }
}
