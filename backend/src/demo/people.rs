//! The people of the demo data. All of them have the same password, and none of them exists.

use super::table::DemoPerson;

const fn person(
    username: &'static str,
    email: &'static str,
    first_name: &'static str,
    last_name: &'static str,
    age: Option<i32>,
) -> DemoPerson {
    DemoPerson {
        username,
        email,
        first_name,
        last_name,
        age,
    }
}

/// Twelve people; the first is the one of the demo login.
#[rustfmt::skip]
pub const PEOPLE: &[DemoPerson] = &[
    person("lena", "lena@example.org", "Lena", "Hofmann", Some(34)),
    person("murat", "murat@example.org", "Murat", "Kaya", Some(41)),
    person("jonas.seidel", "jonas.seidel@example.com", "Jonas", "Seidel", Some(39)),
    person("tomasz", "tomasz@example.org", "Tomasz", "Olszewski", None),
    person("amelie", "amelie@example.com", "Amélie", "Laurent", Some(28)),
    person("priya_r", "priya@example.org", "Priya", "Raman", Some(31)),
    person("uschi", "uschi.brandt@example.com", "Ursula", "Brandt", Some(71)),
    person("oskar", "oskar@example.org", "Oskar", "Lindqvist", None),
    person("giulia", "giulia.ferri@example.com", "Giulia", "Ferri", Some(45)),
    person("ben-carter", "ben@example.org", "Ben", "Carter", None),
    person("linh", "linh.pham@example.com", "Linh", "Phạm", Some(26)),
    person("emeka", "emeka@example.org", "Emeka", "Obi", Some(37)),
];
