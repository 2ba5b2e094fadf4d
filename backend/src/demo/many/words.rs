//! Words from which titles, places and descriptions of generated events are put together. The
//! first ones of each list are picked most often, and invented names come on top, so that a
//! search can meet frequent, less frequent and rare words.

use crate::demo::dice::Dice;
use crate::demo::table::{AUSTRIA, BRITAIN, GERMANY, NEW_YORK, PORTUGAL, Region, SWITZERLAND};

const LINK: &str = "https://large.example.org";

/// A city with its names in both languages.
pub struct City {
    english: &'static str,
    german: &'static str,
    /// Clocks and money.
    pub region: Region,
}

const fn city(english: &'static str, german: &'static str, region: Region) -> City {
    City {
        english,
        german,
        region,
    }
}

/// Where generated events take place.
#[rustfmt::skip]
pub const CITIES: &[City] = &[
    city("Stuttgart", "Stuttgart", GERMANY), city("Berlin", "Berlin", GERMANY),
    city("Mannheim", "Mannheim", GERMANY), city("Hamburg", "Hamburg", GERMANY),
    city("Munich", "München", GERMANY), city("Vienna", "Wien", AUSTRIA),
    city("Karlsruhe", "Karlsruhe", GERMANY), city("Leipzig", "Leipzig", GERMANY),
    city("Cologne", "Köln", GERMANY), city("Zurich", "Zürich", SWITZERLAND),
    city("Heidelberg", "Heidelberg", GERMANY), city("London", "London", BRITAIN),
    city("Frankfurt", "Frankfurt", GERMANY), city("Basel", "Basel", SWITZERLAND),
    city("Dresden", "Dresden", GERMANY), city("Graz", "Graz", AUSTRIA),
    city("Edinburgh", "Edinburgh", BRITAIN), city("Nuremberg", "Nürnberg", GERMANY),
    city("Lisbon", "Lissabon", PORTUGAL), city("Ulm", "Ulm", GERMANY),
    city("Freiburg", "Freiburg", GERMANY), city("New York", "New York", NEW_YORK),
    city("Bern", "Bern", SWITZERLAND), city("Tübingen", "Tübingen", GERMANY),
    city("Bristol", "Bristol", BRITAIN), city("Görlitz", "Görlitz", GERMANY),
];

/// The words of a language.
pub struct Words {
    /// One word that names what it is.
    kinds: Vec<&'static str>,
    /// What comes before a kind.
    manners: Vec<&'static str>,
    /// Between manner and kind.
    joint: &'static str,
    topics: Vec<&'static str>,
    audiences: Vec<&'static str>,
    places: Vec<&'static str>,
    beginnings: Vec<&'static str>,
    middles: Vec<&'static str>,
    ends: Vec<&'static str>,
    with: &'static str,
    for_: &'static str,
    street: &'static str,
    is_german: bool,
}

fn list(text: &'static str) -> Vec<&'static str> {
    text.split('/').map(str::trim).collect()
}

impl Words {
    /// English.
    pub fn english() -> Self {
        Self {
            kinds: list(
                "Concert / Workshop / Reading / Market / Walk / Supper / Talk / Film / Rehearsal \
                 / Exhibition / Game Night / Festival / Lecture / Breakfast / Picnic / Swap \
                 / Tasting / Meetup / Tour / Dance / Quiz / Recital / Auction / Parade / Regatta",
            ),
            manners: list(
                "Open / Small / Quiet / Late / Friendly / Unplugged / Slow / Early / Secret \
                 / Wandering / Neighbourly / Stubborn / Floating / Candlelit / Barefoot \
                 / Unfinished / Bilingual / Clandestine / Upside-Down / Quadraphonic",
            ),
            joint: " ",
            topics: list(
                "Jazz / Bread / Photography / Bicycles / Poetry / Chess / Gardens / Ceramics \
                 / Tango / Databases / Drawing / Bees / Maps / Radio / Cheese / Knitting / Trains \
                 / Puppets / Astronomy / Vinyl / Mosses / Calligraphy / Kites / Lighthouses \
                 / Typewriters / Fermentation / Cryptography / Accordions / Volcanoes / Barometers",
            ),
            audiences: list(
                "Beginners / Everyone / Neighbours / Families / the Curious / Night Owls \
                 / Early Risers / Newcomers / Grandparents / the Impatient / Left-Handers / Poets \
                 / Engineers / Insomniacs / Retired Pirates",
            ),
            places: list(
                "Old Hall / City Park / Library / Town Square / Riverside / Community Centre \
                 / Station Hotel / Botanical Garden / Boathouse / Corn Exchange / Waterworks \
                 / Rooftop / Engine Shed / Orangery / Lighthouse / Ropewalk / Observatory",
            ),
            beginnings: list(
                "A long evening for a small group. / Bring a friend, or find one here. / We start \
                 on time and end when it is over. / The kettle is on from the beginning. / It \
                 worked last year, so we do it again. / Nobody needs to know anything beforehand.",
            ),
            middles: list(
                "There are chairs for everyone and blankets for most. / What you need is there; \
                 what you like, you bring. / Half of it is planned, and the other half is the \
                 better one. / Questions are welcome at any time, answers a little later. / Doors \
                 open half an hour before. / The back row has the best view of the front row.",
            ),
            ends: list(
                "Dress for the weather. / We clear up together. / Dogs wait outside, mostly. / If \
                 it rains, we go in. / The last tram is at midnight. / Tell us if you cannot come, \
                 somebody else would like to.",
            ),
            with: "with",
            for_: "for",
            street: "Street",
            is_german: false,
        }
    }

    /// German.
    pub fn german() -> Self {
        Self {
            kinds: list(
                "konzert / lesung / markt / treffen / kurs / abend / spaziergang / kino \
                 / frühstück / werkstatt / fest / vortrag / ausstellung / probe / tanz / führung \
                 / picknick / tausch / quiz / verkostung / sprechstunde / parade / regatta",
            ),
            manners: list(
                "Hinterhof / Garten / Nacht / Straßen / Sonntags / Küchen / Kinder / Nachbarschafts \
                 / Winter / Sommer / Dachboden / Bücher / Musik / Kunst / Flussufer / Keller \
                 / Balkon / Märchen / Laternen / Überraschungs / Straßenbahn / Mondschein \
                 / Gewächshaus / Zwiebel",
            ),
            joint: "",
            topics: list(
                "Jazz / Brot / Fotografie / Fahrräder / Gedichte / Schach / Gärten / Keramik / Tango \
                 / Datenbanken / Zeichnen / Bienen / Landkarten / Radio / Käse / Stricken \
                 / Eisenbahnen / Puppenspiel / Sterne / Schallplatten / Moose / Kalligrafie \
                 / Drachenbau / Leuchttürme / Schreibmaschinen / Sauerteig / Verschlüsselung \
                 / Akkordeon / Vulkane / Wetterhäuschen",
            ),
            audiences: list(
                "alle / Einsteiger / Neugierige / Nachbarn / Familien / Nachteulen / Frühaufsteher \
                 / Zugezogene / Großeltern / Ungeduldige / Linkshänder / Dichterinnen / Ingenieure \
                 / Schlaflose / Seebären",
            ),
            places: list(
                "Alte Halle / Stadtpark / Stadtbücherei / Marktplatz / Flussufer / Bürgerhaus \
                 / Bahnhofshotel / Botanischer Garten / Bootshaus / Kornspeicher / Wasserwerk \
                 / Dachterrasse / Lokschuppen / Orangerie / Leuchtturm / Seilerei / Sternwarte",
            ),
            beginnings: list(
                "Ein langer Abend für eine kleine Runde. / Bring jemanden mit oder lern jemanden \
                 kennen. / Wir fangen pünktlich an und hören auf, wenn es vorbei ist. / Der \
                 Wasserkocher läuft von Anfang an. / Im letzten Jahr ging es gut, also machen wir \
                 es wieder. / Niemand muss vorher etwas wissen.",
            ),
            middles: list(
                "Stühle gibt es für alle, Decken für die meisten. / Was man braucht, ist da; was \
                 man mag, bringt man mit. / Die eine Hälfte ist geplant, die andere ist die \
                 bessere. / Fragen sind jederzeit willkommen, Antworten etwas später. / Einlass \
                 ist eine halbe Stunde vorher. / Aus der letzten Reihe sieht man die erste am \
                 besten.",
            ),
            ends: list(
                "Zieh an, was zum Wetter passt. / Aufgeräumt wird gemeinsam. / Hunde warten \
                 draußen, meistens. / Bei Regen gehen wir hinein. / Die letzte Bahn fährt um \
                 Mitternacht. / Sag ab, wenn du nicht kannst, jemand anderes möchte gern.",
            ),
            with: "mit",
            for_: "für",
            street: "Straße",
            is_german: true,
        }
    }

    /// What an event is called.
    pub fn title(&self, dice: &mut Dice) -> String {
        let (manner, kind) = (dice.pick_early(&self.manners), dice.pick_early(&self.kinds));
        let what = format!("{manner}{}{kind}", self.joint);
        match dice.below(10) {
            0..4 => format!("{what}: {}", dice.pick_early(&self.topics)),
            4..7 => {
                let topic = dice.pick_early(&self.topics);
                let audience = dice.pick_early(&self.audiences);
                format!("{topic} {} {audience}", self.for_)
            }
            7..9 => format!("{what} {} {}", self.with, name(dice)),
            _ => what,
        }
    }

    /// Where it takes place.
    pub fn location(&self, dice: &mut Dice, city: &City) -> String {
        let city = if self.is_german {
            city.german
        } else {
            city.english
        };
        if dice.chance(0.3) {
            let number = dice.between(1, 120);
            if self.is_german {
                format!("{city}, {}-{} {number}", name(dice), self.street)
            } else {
                format!("{city}, {number} {} {}", name(dice), self.street)
            }
        } else {
            format!("{city}, {}", dice.pick_early(&self.places))
        }
    }

    /// What is told about it.
    pub fn description(&self, dice: &mut Dice) -> String {
        let (beginning, middle) = (dice.pick(&self.beginnings), dice.pick(&self.middles));
        let end = dice.pick(&self.ends);
        if dice.chance(0.2) {
            format!("{beginning} {middle}\n\n{end} {LINK}")
        } else {
            format!("{beginning} {middle}\n\n{end}")
        }
    }
}

/// A name that is rare: one of some 8,000.
fn name(dice: &mut Dice) -> String {
    const FIRST: [&str; 20] = [
        "Ba", "Cor", "Del", "Fen", "Gra", "Hol", "Il", "Jor", "Kal", "Lum", "Mar", "Nor", "Ol",
        "Pel", "Quin", "Ros", "Sel", "Tam", "Ver", "Wil",
    ];
    const MIDDLE: [&str; 20] = [
        "a", "be", "di", "e", "fo", "gu", "ha", "i", "ka", "li", "mo", "na", "o", "pe", "ri", "so",
        "ta", "u", "ve", "zi",
    ];
    const LAST: [&str; 20] = [
        "bach", "berg", "dal", "feld", "gren", "hain", "kin", "low", "mann", "nik", "pol", "ren",
        "sen", "sky", "stad", "tin", "ton", "vic", "wald", "witz",
    ];
    format!(
        "{}{}{}",
        dice.pick(&FIRST),
        dice.pick(&MIDDLE),
        dice.pick(&LAST)
    )
}
