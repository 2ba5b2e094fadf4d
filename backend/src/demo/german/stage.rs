//! To watch, to read, to listen to.

use chrono::Weekday::{Fri, Sat, Sun, Thu, Tue, Wed};

use crate::demo::table::{AUSTRIA, DemoEvent, EVENT, Lena, SWITZERLAND, all_day, at, span};

pub(super) const EVENTS: &[DemoEvent] = &[
    DemoEvent {
        title: "Lesung mit Wärmflasche",
        text: &[
            "Drei Erzählungen, gelesen im ungeheizten Ballsaal. Am Eingang gibt es Decken und \
             Wärmflaschen, in der Pause wird nachgefüllt.",
            "Die Geschichten spielen alle im August.",
        ],
        place: Some("Leipzig, Alter Ballsaal"),
        by: "oskar",
        when: span(0, Thu, "19:00", "21:00"),
        limit: Some(35),
        price: Some("7.00"),
        booked: 6,
        ..EVENT
    },
    DemoEvent {
        title: "Konzert für drei Celli und einen Wasserkocher",
        text: &[
            "Der Wasserkocher hat den schwersten Part: Er muss im vierten Satz genau auf den \
             Schlussakkord hin kochen. Zweimal hat es geklappt, einmal war die Sicherung \
             schneller.",
            "Danach gibt es Tee, so viel ist sicher. Noten und Probenfotos stehen unter \
             https://kochkonzert.example.org.",
        ],
        place: Some("Stuttgart, Hospitalhof"),
        when: span(4, Sat, "19:00", "20:30"),
        limit: Some(80),
        price: Some("14.00"),
        booked: 8,
        ..EVENT
    },
    DemoEvent {
        title: "Kino im Waschsalon",
        text: &[
            "Der Film dauert so lange wie 60 Grad bunt, und das ist kein Zufall. Bring Wäsche \
             mit oder setz dich einfach auf eine Maschine; Nummer sieben ist die wärmste.",
            "Was läuft, verraten wir beim Vorwaschgang. Weichspüler geht aufs Haus.",
        ],
        place: Some("Berlin, Wedding"),
        by: "emeka",
        when: span(2, Thu, "20:15", "22:00"),
        limit: Some(9),
        price: Some("4.50"),
        booked: 7,
        ..EVENT
    },
    DemoEvent {
        title: "Wohnzimmerlesung bei Uschi",
        text: &[
            "Ich lese aus den Briefen meiner Großtante, die 1931 mit dem Fahrrad bis Triest \
             gefahren ist und unterwegs alles und jeden beschrieben hat, meistens ungnädig.",
            "Es gibt Zwetschgenkuchen. Wer zuerst kommt, bekommt den Ohrensessel.",
        ],
        place: Some("Heidelberg, Handschuhsheim"),
        by: "uschi",
        when: span(1, Sun, "16:00", "18:00"),
        limit: Some(9),
        invite_only: true,
        booked: 5,
        invited: 4,
        lena: Lena::Hesitates,
        ..EVENT
    },
    DemoEvent {
        title: "Tanztee ohne Tee",
        text: &[
            "Walzer, Foxtrott und ein Tanz, dessen Namen niemand mehr weiß. Die Kapelle spielt \
             seit vierzig Jahren zusammen und streitet nur noch über das Tempo.",
            "Anfängerinnen und Anfänger kommen eine halbe Stunde früher und lernen drei \
             Schritte. Mehr braucht es nicht.",
        ],
        place: Some("Wien, Ottakring"),
        region: AUSTRIA,
        by: "tomasz",
        when: span(5, Sun, "16:00", "19:00"),
        limit: Some(70),
        price: Some("9.50"),
        booked: 4,
        ..EVENT
    },
    DemoEvent {
        title: "Nacht der offenen Ateliers",
        text: &[
            "Vierzehn Ateliers in drei Hinterhöfen, alle mit Licht in den Fenstern. Es darf \
             gefragt werden, was das sein soll, und es darf geantwortet werden, dass man es noch \
             nicht weiß.",
            "Der Plan hängt am Tor und steht unter https://hinterhof.example.org/plan. Um \
             Mitternacht wird im mittleren Hof gemeinsam gesungen, danach geht das Licht aus.",
        ],
        place: Some("Karlsruhe, Oststadt"),
        by: "linh",
        when: span(7, Sat, "18:00", "00:30"),
        booked: 6,
        lena: Lena::Comes,
        ..EVENT
    },
    DemoEvent {
        title: "Improtheater für Schüchterne",
        text: &[
            "Niemand wird auf die Bühne geholt. Wir spielen im Sitzen, im Dunkeln und zu zweit, \
             und wer mag, steht am Ende auf. Bisher sind immer alle aufgestanden.",
        ],
        place: Some("Mannheim, Lindenhof"),
        by: "giulia",
        when: span(3, Wed, "19:00", "21:00"),
        limit: Some(10),
        price: Some("8.00"),
        booked: 9,
        ..EVENT
    },
    DemoEvent {
        title: "Das langsamste Pubquiz der Stadt",
        text: &[
            "Sieben Fragen in drei Stunden. Jede ist es wert, dass man lange über sie streitet, \
             und zu jeder gibt es am Ende eine Geschichte statt einer Lösung.",
            "Gespielt wird in Gruppen zu fünft; wer allein kommt, wird eingesammelt. Der Gewinn \
             ist ein Glas Gurken und wandert seit 2019.",
        ],
        place: Some("Hamburg, St. Pauli"),
        by: "ben-carter",
        when: at(4, Tue, "19:30"),
        limit: Some(45),
        booked: 5,
        ..EVENT
    },
    DemoEvent {
        title: "Orgel und Espresso",
        text: &[
            "Zwanzig Minuten Bach, zehn Minuten Kaffee. Wer danach ins Büro muss, geht \
             aufrechter hin.",
            "Die Empore ist offen: Von oben sieht man den Füßen beim Spielen zu.",
        ],
        place: Some("Zürich, Predigerkirche"),
        region: SWITZERLAND,
        by: "giulia",
        when: span(1, Fri, "07:30", "08:00"),
        price: Some("10.00"),
        booked: 5,
        ..EVENT
    },
    DemoEvent {
        title: "Flohmarkt der Geschichten",
        text: &[
            "Auf den Tischen liegen Dinge, verkauft wird aber, was man über sie erzählt. Ein \
             Löffel mit guter Geschichte ist mehr wert als ein Silberlöffel ohne.",
            "Tische gibt es ab acht Uhr am Eingang. Lügen ist erlaubt, wenn es gut gemacht ist.",
        ],
        place: Some("Stuttgart, Marienplatz"),
        by: "murat",
        when: all_day(12, Sat),
        booked: 7,
        ..EVENT
    },
    DemoEvent {
        title: "Hörspielnacht im Planetarium",
        text: &[
            "Wir liegen auf dem Rücken, über uns dreht sich der Himmel einer Nacht von 1977, und \
             aus zwölf Lautsprechern kommt ein Krimi in drei Teilen. Zwischen den Teilen gibt es \
             Brezeln und Theorien.",
            "Schlafsäcke sind willkommen, Schnarchen wird freundlich unterbrochen.",
        ],
        place: Some("Mannheim, Planetarium"),
        by: "jonas.seidel",
        when: span(8, Fri, "21:00", "03:00"),
        limit: Some(60),
        price: Some("17.00"),
        booked: 9,
        lena: Lena::Comes,
        ..EVENT
    },
    DemoEvent {
        title: "Kammermusik im Parkhaus",
        text: &[
            "Deck 4 hat einen Nachhall von elf Sekunden, und Komponistinnen aus drei Ländern \
             haben eigens für ihn geschrieben. Wer pünktlich kommt, hört den Anfang; wer zu spät \
             kommt, hört ihn auch noch.",
            "Der Aufzug hält. Einfahrt ist bis 18 Uhr möglich, Klappstühle stehen bereit.",
        ],
        place: Some("Stuttgart, Züblin-Parkhaus"),
        when: span(10, Wed, "18:30", "20:00"),
        limit: Some(120),
        price: Some("11.00"),
        booked: 5,
        ..EVENT
    },
    DemoEvent {
        title: "Fundsachen mit Lebenslauf",
        text: &[
            "Hundert Dinge, die in Hamburger Bussen liegen blieben, und hundert erfundene \
             Lebensläufe dazu, geschrieben von einer achten Klasse. Der einzelne Ski hat es am \
             weitesten gebracht.",
            "Täglich geöffnet, der Eintritt ist frei. Wer etwas von sich wiedererkennt, darf es \
             mitnehmen.",
        ],
        place: Some("Hamburg, Hauptbahnhof, Südsteg"),
        by: "priya_r",
        when: all_day(-2, Sat).over(26),
        booked: 4,
        ..EVENT
    },
    DemoEvent {
        title: "Poetry Slam mit Rückgaberecht",
        text: &[
            "Wem ein Text nicht gefallen hat, der bekommt einen anderen dafür. Acht Poetinnen und \
             Poeten, ein Umtauschschalter, keine Noten.",
        ],
        place: Some("Heidelberg, Karlstorbahnhof"),
        by: "amelie",
        when: span(14, Fri, "20:00", "22:30"),
        limit: Some(150),
        price: Some("8.50"),
        booked: 3,
        ..EVENT
    },
    DemoEvent {
        title: "Blockflöten-Gipfel",
        text: &[
            "Sopran, Alt, Tenor und Bass auf 1 141 Metern. Der Wind hat mitgespielt, meistens \
             richtig.",
            "Danke an alle, die den Bass getragen haben. Die Aufnahme gibt es unter \
             https://gipfel.example.org/floeten.",
        ],
        place: Some("Wien, Kahlenberg"),
        region: AUSTRIA,
        by: "uschi",
        when: span(-6, Sun, "11:00", "15:00"),
        limit: Some(16),
        booked: 6,
        ..EVENT
    },
    DemoEvent {
        title: "Hofkino: ein Film, zwei Decken",
        text: &[
            "Der Beamer steht in der Küche im zweiten Stock, die Leinwand ist ein Bettlaken von \
             Frau Petrow, und der Ton kommt aus vier Fenstern gleichzeitig.",
            "Bitte keine Blitze und keine Spoiler. Der Hund darf.",
        ],
        place: Some("Berlin, Kreuzberg"),
        by: "amelie",
        when: span(-9, Sat, "21:00", "23:15"),
        limit: Some(20),
        price: Some("2.00"),
        booked: 8,
        ..EVENT
    },
];
