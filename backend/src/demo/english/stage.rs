//! To watch, to read, to listen to.

use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

use crate::demo::table::{
    AUSTRIA, BRITAIN, DemoEvent, EVENT, Lena, NEW_YORK, PORTUGAL, all_day, at, span,
};

pub(super) const EVENTS: &[DemoEvent] = &[
    DemoEvent {
        title: "Night of the Small Stages",
        text: &[
            "Six bands, three living rooms, one ticket. You get a map at the lake and walk from \
             stage to stage with a lantern; each band plays twice, so nobody misses anything.",
            "The rooms belong to people who live in them. Shoes come off at the door, the cats \
             stay, and the sofa is for whoever has walked furthest.",
            "Bring warm shoes and a cup. The running order hangs on every front door and at \
             https://small-stages.example.org/tonight.",
        ],
        place: Some("Stuttgart, Feuersee"),
        when: span(0, Sat, "19:30", "23:00"),
        limit: Some(40),
        price: Some("12.50"),
        booked: 10,
        ..EVENT
    },
    DemoEvent {
        title: "Choir without talent",
        text: &[
            "Two hours of loud, happy, badly tuned singing. There is no audition, no concert at \
             the end and nobody who sighs.",
            "We sing what everybody half remembers, in three parts that are decided by where you \
             happen to sit. People who really can sing are welcome if they hide it.",
        ],
        place: Some("Heidelberg"),
        by: "uschi",
        when: span(3, Fri, "17:00", "19:00"),
        limit: Some(44),
        price: Some("5.00"),
        booked: 9,
        lena: Lena::Comes,
        ..EVENT
    },
    DemoEvent {
        title: "Silent Film, Loud Piano",
        text: &[
            "A comedy from 1924 about a man, a ladder and a great deal of paint. Emeka plays the \
             upright piano that came with the cinema and has kept every one of its opinions.",
            "No dialogue, no subtitles, no popcorn in the third act, please: it is very quiet \
             there.",
        ],
        place: Some("Berlin, Kino am Ufer"),
        by: "emeka",
        when: span(1, Wed, "20:00", "22:15"),
        limit: Some(60),
        price: Some("9.00"),
        booked: 4,
        ..EVENT
    },
    DemoEvent {
        title: "The Museum of Small Failures",
        text: &[
            "Forty objects that did not work, lent by the people who made them: a teapot that \
             pours backwards, a jumper with three sleeves, the only copy of a very honest \
             travel guide.",
            "Each has a card that tells what was learned. Add your own at the desk by the \
             window; the best ones stay.",
            "Open every day from ten until the light goes. \
             https://small-failures.example.org has the catalogue.",
        ],
        place: Some("Vienna, Neubau"),
        region: AUSTRIA,
        by: "amelie",
        when: all_day(-2, Mon).over(35),
        booked: 3,
        ..EVENT
    },
    DemoEvent {
        title: "Poems for People Who Are Tired",
        text: &[
            "Short poems, read slowly, in deep chairs. Nobody will ask you what the poet meant. \
             Falling asleep counts as applause.",
            "Tea is included, biscuits are negotiable.",
        ],
        place: Some("London, Bermondsey"),
        region: BRITAIN,
        by: "priya_r",
        when: at(2, Tue, "19:00"),
        limit: Some(25),
        price: Some("4.00"),
        booked: 6,
        ..EVENT
    },
    DemoEvent {
        title: "One Record, Start to Finish",
        text: &[
            "Once a month we sit down, put on one record and listen to it, both sides, in \
             order. Talking is for the time it takes to turn it over.",
            "Oskar picks, and tells nobody. Last time it was forty minutes of rain on a tin \
             roof, and two people cried.",
        ],
        place: Some("Leipzig, Plattenküche"),
        by: "oskar",
        when: span(1, Thu, "20:30", "22:00"),
        limit: Some(8),
        booked: 8,
        ..EVENT
    },
    DemoEvent {
        title: "The Very Slow Orchestra",
        text: &[
            "An open rehearsal at half the tempo, for players who are coming back to their \
             instrument after a break of one to thirty years. Strings and woodwind are full of \
             friends; we are one bassoon short, as is everyone.",
            "Scores and stands are there. Bring your instrument and modest expectations.",
        ],
        place: Some("Hamburg, Gemeindesaal Ottensen"),
        by: "giulia",
        when: span(4, Sun, "15:00", "18:00"),
        limit: Some(30),
        booked: 5,
        lena: Lena::Comes,
        ..EVENT
    },
    DemoEvent {
        title: "Open Mic for Second Songs",
        text: &[
            "Everybody's first song is about love. Bring the second one.",
            "Ten slots of six minutes, drawn from a hat at eight. The house band is one double \
             bass and a drawer full of spoons, and both can follow anything in four.",
        ],
        place: Some("Stuttgart, Bohnenviertel"),
        by: "ben-carter",
        when: at(5, Thu, "20:00"),
        price: Some("3.00"),
        booked: 5,
        ..EVENT
    },
    DemoEvent {
        title: "Night Bus Cinema",
        text: &[
            "We board the last number 8 that nobody uses, draw the curtains and show three short \
             films between Euston and the river and back. The driver has seen them all and \
             brakes at the right moments.",
            "Upstairs is for people who like horror. It is not worse there, only higher.",
        ],
        place: Some("London, Euston bus station"),
        region: BRITAIN,
        by: "priya_r",
        when: span(3, Sat, "22:00", "00:45"),
        limit: Some(12),
        price: Some("11.00"),
        booked: 9,
        lena: Lena::Comes,
        ..EVENT
    },
    DemoEvent {
        title: "Lisbon by Ear",
        text: &[
            "A walk through Alfama in pairs: one wears a blindfold, one does not, and after the \
             second church you swap. You will know the hill by its kitchens, its radios and its \
             one bad-tempered parrot.",
            "Flat shoes, please. We end where the trams turn, with something cold.",
        ],
        place: Some("Lisbon, Miradouro de Santa Luzia"),
        region: PORTUGAL,
        by: "linh",
        when: span(9, Sat, "10:30", "13:00"),
        limit: Some(10),
        price: Some("15.00"),
        booked: 4,
        ..EVENT
    },
    DemoEvent {
        title: "The Dictionary Party",
        text: &[
            "Every guest brings one word that deserves more use and defends it in ninety \
             seconds. The room votes with its glasses. The winner goes into our dictionary, \
             which is now up to F.",
            "Words already taken: fossick, dusk, brouhaha, borborygmus (twice).",
        ],
        place: Some("New York, Brooklyn, 3rd floor"),
        region: NEW_YORK,
        by: "ben-carter",
        when: span(7, Fri, "21:00", "00:30"),
        limit: Some(50),
        price: Some("15.00"),
        booked: 3,
        ..EVENT
    },
    DemoEvent {
        title: "Radio Play, Live and Slightly Wet",
        text: &[
            "A storm at sea, performed by four voices, a bathtub and a sheet of metal. The first \
             two rows are given towels.",
            "The play is in English, the storm is not in any language. Forty minutes, and then \
             the bar opens for shipwrecked persons.",
        ],
        place: Some("Hamburg, Speicherstadt"),
        by: "tomasz",
        when: span(2, Sat, "20:00", "21:30"),
        limit: Some(10),
        price: Some("14.00"),
        booked: 10,
        lena: Lena::Comes,
        ..EVENT
    },
    DemoEvent {
        title: "A Wedding for Two Libraries",
        text: &[
            "The lending library of the station quarter and the one in the old bakery put their \
             shelves together. There was a procession with wheelbarrows, a short speech by the \
             card index, and cake.",
            "Thank you for carrying. Lost: one atlas, 1961. Found: one atlas, 1958.",
        ],
        place: Some("Heidelberg, Alte Bäckerei"),
        by: "uschi",
        when: span(-4, Sat, "11:00", "16:00"),
        booked: 9,
        lena: Lena::Comes,
        ..EVENT
    },
    DemoEvent {
        title: "Moonrise Concert on the Roof",
        text: &[
            "Two clarinets and whatever the moon does. We begin when it clears the gasometer, \
             which according to the almanac, and to our neighbour, is at ten to nine.",
        ],
        place: Some("Berlin, Schöneberg"),
        by: "emeka",
        when: at(-7, Fri, "20:30"),
        limit: Some(11),
        price: Some("8.00"),
        booked: 11,
        lena: Lena::Comes,
        ..EVENT
    },
    DemoEvent {
        title: "The Quiet Listening Room",
        text: &[
            "Seven chairs, one pair of very good loudspeakers, and pieces that are ruined by \
             talking. You get the address when you say yes.",
            "It begins on time, because the first piece is one minute long.",
        ],
        place: Some("Karlsruhe"),
        by: "oskar",
        when: span(4, Wed, "19:30", "21:30"),
        limit: Some(7),
        invite_only: true,
        booked: 4,
        invited: 3,
        lena: Lena::Hesitates,
        ..EVENT
    },
    DemoEvent {
        title: "Three Days of Unfinished Plays",
        text: &[
            "Eleven writers bring what they could not end. Actors read it until it stops, and \
             then the audience says what happens next. Some of it has been performed since; most \
             of it is better left here.",
            "One ticket is good for all three days. Come late, leave early, sit on the radiator: \
             it is that sort of theatre. The timetable is at https://unfinished.example.org.",
        ],
        place: Some("Leipzig, Lindenfels"),
        by: "giulia",
        when: all_day(11, Fri).over(3),
        limit: Some(90),
        price: Some("24.00"),
        booked: 7,
        ..EVENT
    },
];
