//! To make, to learn, to eat and to walk.

use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

use crate::demo::table::{AUSTRIA, DemoEvent, EVENT, Lena, SWITZERLAND, all_day, at, span};

pub(super) const EVENTS: &[DemoEvent] = &[
    DemoEvent {
        title: "Sauerteig-Sprechstunde",
        text: &[
            "Bring deinen Teig mit, auch wenn er seit Wochen schweigt. Wir riechen, füttern und \
             stellen Diagnosen; in den meisten Fällen hilft Wärme, in den übrigen Geduld.",
            "Wer keinen hat, bekommt einen. Er heißt Roland und lässt sich beliebig teilen.",
        ],
        place: Some("Stuttgart, Heslach"),
        by: "murat",
        when: span(1, Tue, "17:30", "19:00"),
        limit: Some(15),
        booked: 6,
        lena: Lena::Comes,
        ..EVENT
    },
    DemoEvent {
        title: "Nähmaschinen-Führerschein",
        text: &[
            "Theorie: Unterfaden, Oberfaden, Fadenspannung. Praxis: anfahren, rückwärts nähen, in \
             der Kurve bremsen. Am Ende hat jede und jeder eine Tasche und einen gestempelten \
             Ausweis.",
            "Acht Maschinen stehen bereit, die eigene darf mitkommen.",
        ],
        place: Some("Karlsruhe, Südstadt"),
        by: "linh",
        when: span(3, Sat, "10:00", "14:00"),
        limit: Some(8),
        price: Some("25.00"),
        booked: 5,
        ..EVENT
    },
    DemoEvent {
        title: "Spaziergang mit Umwegen",
        text: &[
            "Vom Bismarckplatz zum Philosophenweg sind es zwanzig Minuten. Wir brauchen drei \
             Stunden und kommen durch sieben Höfe, eine Waschküche und einen Garten, der im \
             Stadtplan fehlt.",
            "Treffpunkt ist die Uhr, die falsch geht.",
        ],
        place: Some("Heidelberg, Bismarckplatz"),
        by: "uschi",
        when: at(0, Sat, "14:00"),
        booked: 4,
        ..EVENT
    },
    DemoEvent {
        title: "Reparieren statt schimpfen",
        text: &[
            "Einmal im Monat schrauben wir auf, was andere wegwerfen würden. Werkzeug ist da, \
             Ersatzteile meistens auch, und der Lötkolben ist heiß, wenn du kommst.",
            "Diesmal im Mittelpunkt: Kopfhörer, Kaffeemühlen und das Gerät von Frau Behrens, von \
             dem noch niemand weiß, was es ist.",
        ],
        place: Some("Hamburg, Altona"),
        by: "tomasz",
        when: span(2, Sun, "13:00", "17:00"),
        limit: Some(18),
        booked: 6,
        ..EVENT
    },
    DemoEvent {
        title: "Kartoffelfest mit elf Sorten",
        text: &[
            "Gekocht, gebraten, gestampft und als Kuchen. Wer blind drei Sorten erkennt, bekommt \
             die Schürze des Jahres und muss im nächsten Jahr schälen.",
            "Für Salz ist gesorgt. Kinder unter zwölf essen umsonst, Kartoffelkäfer auch.",
        ],
        place: Some("Mannheim, Herzogenried"),
        by: "jonas.seidel",
        when: span(20, Sun, "11:00", "18:00"),
        price: Some("6.50"),
        booked: 5,
        ..EVENT
    },
    DemoEvent {
        title: "Steine bestimmen für Neugierige",
        text: &[
            "Die meisten Steine auf der Fensterbank sind aus Granit, und die anderen haben \
             etwas zu erzählen. Bring höchstens fünf mit. Tomasz hat eine Lupe, einen Tropfen \
             Salzsäure und sehr viel Ruhe.",
        ],
        place: Some("Leipzig, Naturkundemuseum"),
        by: "tomasz",
        when: span(6, Tue, "16:00", "18:00"),
        limit: Some(12),
        price: Some("3.50"),
        booked: 2,
        ..EVENT
    },
    DemoEvent {
        title: "Ein Wochenende ohne Bildschirm",
        text: &[
            "Am Freitag um sechs kommen die Telefone in eine Kiste und die Kiste auf den \
             Dachboden. Es gibt einen Ofen, eine Bibliothek, vier Paar Schneeschuhe für alle \
             Fälle und eine Standuhr, die wir gemeinsam aufziehen.",
            "Zwei Nächte im Mehrbettzimmer, alle Mahlzeiten, Holz zum Hacken. Wer einen Notfall \
             hat, wird über das Telefon der Wirtin erreicht; die Nummer steht unter \
             https://ofenhaus.example.org.",
            "Am Sonntag um drei bekommen alle ihre Geräte zurück. Bisher hatten es die wenigsten \
             eilig.",
        ],
        place: Some("Freudenstadt, Ofenhaus"),
        when: span(13, Fri, "18:00", "15:00").over(3),
        limit: Some(14),
        price: Some("148.00"),
        booked: 6,
        ..EVENT
    },
    DemoEvent {
        title: "Tischtennis bis Mitternacht",
        text: &["Vier Platten, Rundlauf, keine Tabelle. Wer gewinnt, gibt den Schläger weiter."],
        place: Some("Berlin, Prenzlauer Berg"),
        by: "ben-carter",
        when: span(1, Mon, "19:00", "00:00"),
        price: Some("2.50"),
        booked: 5,
        ..EVENT
    },
    DemoEvent {
        title: "Open-Source-Abend: dein erster Beitrag",
        text: &[
            "Wir suchen gemeinsam einen Fehler, der klein genug ist, beheben ihn und schicken \
             ihn ein, bevor die Pizza kalt wird. Vorwissen schadet nicht, ist aber auch nicht \
             nötig.",
            "Wir treffen uns im Browser. Aufgaben nach Größe sortiert stehen unter \
             https://erster-beitrag.example.org, der Raum öffnet um halb sieben.",
        ],
        by: "oskar",
        when: span(5, Wed, "19:00", "21:30"),
        limit: Some(10),
        booked: 7,
        lena: Lena::Comes,
        ..EVENT
    },
    DemoEvent {
        title: "Die große Marmeladenverkostung",
        text: &[
            "Vierundzwanzig Gläser ohne Etikett, ein Stapel Semmeln, ein Bogen zum Ankreuzen. \
             Erdbeere erkennt jeder; interessant wird es ab Glas neun.",
            "Wer ein eigenes Glas mitbringt, zahlt nichts und wird mitverkostet.",
        ],
        place: Some("Wien, Naschmarkt"),
        region: AUSTRIA,
        by: "giulia",
        when: span(15, Sat, "15:00", "17:30"),
        limit: Some(20),
        price: Some("5.00"),
        booked: 4,
        ..EVENT
    },
    DemoEvent {
        title: "Kleidertausch mit Kaffee",
        text: &[
            "Fünf Stücke bringen, fünf Stücke mitnehmen. Es gibt Spiegel, Vorhänge und jemanden, \
             der ehrlich ist.",
        ],
        place: Some("Zürich, Kreis 4"),
        region: SWITZERLAND,
        by: "amelie",
        when: span(6, Sun, "13:00", "17:00"),
        booked: 3,
        ..EVENT
    },
    DemoEvent {
        title: "Fahrrad-Selbsthilfe am Neckar",
        text: &[
            "Drei Montageständer, ein Kompressor und Leute, die wissen, welche Schraube \
             linksherum geht. Du schraubst selbst, wir halten fest.",
            "Schläuche und Bremsbeläge gibt es zum Einkaufspreis.",
        ],
        place: Some("Stuttgart, Bad Cannstatt"),
        when: span(2, Sat, "11:00", "16:00"),
        booked: 4,
        ..EVENT
    },
    DemoEvent {
        title: "Käsefondue für Fremde",
        text: &[
            "Zwei Töpfe, acht Gabeln, ein Balkon mit Blick auf die Gleise. Wer sein Brot \
             verliert, erzählt etwas, das er noch nie erzählt hat.",
            "Bitte gib bis zum Vortag Bescheid, der Käsehändler ist streng.",
        ],
        place: Some("Zürich, Wiedikon"),
        region: SWITZERLAND,
        by: "giulia",
        when: span(3, Thu, "19:00", "22:30"),
        limit: Some(8),
        price: Some("26.00"),
        invite_only: true,
        booked: 6,
        invited: 2,
        lena: Lena::Comes,
    },
    DemoEvent {
        title: "Kinder erklären Technik",
        text: &[
            "Neun Expertinnen und Experten zwischen acht und zwölf zeigen, was sie gebaut haben: \
             eine Ampel für Katzen, einen Wecker, der Ausreden kennt, und ein Spiel, das man nur \
             zu dritt gewinnt.",
            "Fragen von Erwachsenen werden geduldig beantwortet.",
        ],
        place: Some("Karlsruhe, Kinder- und Jugendhaus"),
        by: "linh",
        when: span(9, Sat, "14:00", "17:00"),
        limit: Some(50),
        booked: 8,
        lena: Lena::Comes,
        ..EVENT
    },
    DemoEvent {
        title: "Umzug mit Pizza",
        text: &[
            "Dritter Stock ohne Aufzug, dafür elf Bücherkisten und ein Klavier, das nur so \
             heißt. Um vier war alles oben, um fünf kam die Pizza.",
            "Ihr seid die Besten. Wer noch meinen Schraubenzieher hat, darf ihn behalten.",
        ],
        place: Some("Stuttgart, West"),
        when: span(-8, Sat, "10:00", "18:00"),
        limit: Some(10),
        invite_only: true,
        booked: 8,
        invited: 2,
        ..EVENT
    },
    DemoEvent {
        title: "Nachtwanderung mit Thermoskanne",
        text: &[
            "Neun Kilometer ohne Lampe, immer am Bach entlang. Nach einer halben Stunde sieht man \
             mehr, als man denkt, und hört alles andere.",
            "Am Ende gibt es Feuer, Suppe und den ersten Bus zurück.",
        ],
        place: Some("Karlsruhe, Turmberg"),
        by: "murat",
        when: span(-5, Fri, "22:00", "05:30"),
        limit: Some(12),
        price: Some("4.00"),
        booked: 9,
        lena: Lena::Comes,
        ..EVENT
    },
    DemoEvent {
        title: "Stammtisch der Frühaufsteher",
        text: &[
            "Kaffee um sechs, die Zeitung von heute und Gespräche, die nach Sonnenaufgang nicht \
             mehr möglich sind. Wir sind vor acht wieder weg.",
        ],
        place: Some("Mannheim, Café am Wasserturm"),
        when: span(22, Wed, "06:00", "07:45"),
        limit: Some(10),
        booked: 2,
        ..EVENT
    },
    DemoEvent {
        title: "Tag der offenen Gartentür",
        text: &[
            "Dreizehn Gärten, eine Regel: Wer klingelt, bekommt etwas zu probieren. Der Plan \
             liegt an jeder Tür, und das Schild mit dem Hund meint es nicht so.",
        ],
        place: Some("Heidelberg, Neuenheim"),
        by: "uschi",
        when: all_day(24, Sat).over(2),
        booked: 3,
        ..EVENT
    },
];
