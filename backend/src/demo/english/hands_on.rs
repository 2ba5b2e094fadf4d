//! To make, to learn, to eat and to walk.

use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

use crate::demo::table::{
    AUSTRIA, BRITAIN, DemoEvent, EVENT, Lena, SWITZERLAND, all_day, at, span,
};

pub(super) const EVENTS: &[DemoEvent] = &[
    DemoEvent {
        title: "Rust for people who fix bicycles",
        text: &[
            "An evening of ownership, borrowing and chain oil. Bring a laptop or a bicycle.",
            "The first half is about a language in which you can lend a thing to many or give \
             it to one, but never both. The second half is about why your gears slip. By the \
             end the two halves turn out to be the same talk.",
            "There are stands, tools and rags for everyone. Slides, and a list of what to \
             install, are at https://werkraum.example.org/rust.",
        ],
        place: Some("Mannheim, Werkraum"),
        by: "jonas.seidel",
        when: span(1, Thu, "18:00", "21:00"),
        limit: Some(11),
        booked: 9,
        ..EVENT
    },
    DemoEvent {
        title: "Winter swap: books, boots, board games",
        text: &[
            "Bring three things you no longer need and leave with three you do. There are ten \
             tables, one for each household, and a large box for what nobody claims, not even \
             after the tea.",
            "Boots in pairs, games with all their pieces, books with all their endings.",
        ],
        place: Some("Karlsruhe, Alte Halle"),
        by: "linh",
        when: all_day(1, Sat),
        limit: Some(10),
        booked: 10,
        ..EVENT
    },
    DemoEvent {
        title: "Supper for strangers",
        text: &[
            "Twelve seats, one long table, nobody knows anybody. I cook, you talk.",
            "The rule is the same as always: for the first course nobody says what they do for a \
             living. Most people have forgotten by the third.",
            "Tell me beforehand what you do not eat. Second floor, the bell says Hofmann.",
        ],
        place: Some("Stuttgart"),
        when: span(2, Fri, "20:00", "23:30"),
        limit: Some(12),
        price: Some("18.00"),
        invite_only: true,
        booked: 6,
        invited: 3,
        ..EVENT
    },
    DemoEvent {
        title: "Soup and Second Thoughts",
        text: &[
            "A lunch for people who are about to decide something. You get a bowl of soup and \
             someone sensible from another line of work, and forty minutes later you swap.",
            "We do not give advice. We ask what you would tell a friend, and pass the bread.",
        ],
        place: Some("Zürich, Viadukt"),
        region: SWITZERLAND,
        by: "amelie",
        when: span(2, Wed, "12:00", "13:30"),
        limit: Some(10),
        price: Some("16.50"),
        booked: 8,
        ..EVENT
    },
    DemoEvent {
        title: "Sharpen a Knife and Keep Ten Fingers",
        text: &[
            "Bring the two knives you use and the one you are ashamed of. After an hour on the \
             stones they will all fall through a tomato by themselves.",
            "Murat has sharpened for restaurants for twenty years and still has every finger. \
             Plasters are on the shelf to the left; nobody has needed one since the spring.",
        ],
        place: Some("Stuttgart, Markthalle"),
        by: "murat",
        when: span(3, Tue, "18:30", "20:30"),
        limit: Some(8),
        price: Some("29.00"),
        booked: 7,
        lena: Lena::Comes,
        ..EVENT
    },
    DemoEvent {
        title: "Astronomy in a Car Park",
        text: &[
            "The darkest place in town is the top deck of the multi-storey once the lamps are \
             off, and the attendant has promised to switch them off. Two telescopes, one flask \
             of something hot, and Tomasz, who can find Saturn with his elbow.",
            "If it is cloudy we point at where things would be. Dress for standing still.",
        ],
        place: Some("Heidelberg, Parkhaus P6"),
        by: "tomasz",
        when: span(5, Sat, "22:30", "00:30"),
        limit: Some(20),
        booked: 6,
        ..EVENT
    },
    DemoEvent {
        title: "Repair Café with Cake",
        text: &[
            "Bring what is broken and we look at it together: toasters, lamps, zips, radios, \
             chairs. Two out of three leave in working order, and the third leaves understood.",
            "There are five people who know things and one who bakes. Pay for neither; the tin \
             is for screws.",
        ],
        place: Some("Mannheim, Jungbusch"),
        by: "murat",
        when: span(0, Sun, "14:00", "17:30"),
        booked: 5,
        lena: Lena::Comes,
        ..EVENT
    },
    DemoEvent {
        title: "Bread at Five in the Morning",
        text: &[
            "Learn how a bakery thinks, at the hour when it does. We shape, score and bake the \
             day's first batch, and drink coffee with our elbows on the flour bin.",
            "You go home at nine with two loaves and a reason to nap. Hair tied back, sleeves up, \
             no strong opinions about raisins.",
        ],
        place: Some("Berlin, Neukölln"),
        by: "giulia",
        when: span(6, Sat, "05:00", "09:00"),
        limit: Some(6),
        price: Some("22.00"),
        booked: 6,
        ..EVENT
    },
    DemoEvent {
        title: "Maps for People Without a Sense of Direction",
        text: &[
            "We draw the neighbourhood from memory, get it wrong, and find out that the wrong \
             version is more useful. Ink, paper and long rulers are provided; north is optional.",
            "The workshop is on the first floor, or possibly the second. Follow the arrows.",
        ],
        place: Some("London, Clerkenwell"),
        region: BRITAIN,
        by: "priya_r",
        when: span(8, Sun, "13:00", "16:00"),
        limit: Some(14),
        price: Some("12.00"),
        booked: 5,
        ..EVENT
    },
    DemoEvent {
        title: "A Gentle Introduction to PostgreSQL",
        text: &[
            "What a database does all day, told with library cards and one very patient \
             librarian. You will write a query, break it, and learn to read the plan that \
             explains why.",
            "It happens in your browser; nothing needs to be installed. The link is \
             https://gentle.example.org/postgresql and opens ten minutes early.",
        ],
        by: "oskar",
        when: span(2, Mon, "18:00", "19:30"),
        limit: Some(100),
        booked: 8,
        ..EVENT
    },
    DemoEvent {
        title: "A Walk to the End of the Tram Line",
        text: &[
            "We take line 2 to where the driver gets out to smoke, and walk on from there. Eleven \
             kilometres, mostly along water, with one hill that is not as bad as it looks and \
             one that is.",
            "Bring lunch. There is an inn at the end, and the tram back goes every twenty \
             minutes.",
        ],
        place: Some("Karlsruhe, Marktplatz"),
        by: "jonas.seidel",
        when: at(3, Sun, "10:00"),
        booked: 7,
        ..EVENT
    },
    DemoEvent {
        title: "Allotment Open Day",
        text: &[
            "Nineteen gardens open their gates: one with bees, one with a model railway, one with \
             a man who has grown the same leek since Tuesday and would like to show you.",
            "Come whenever you like. Seeds are swapped at the big table, and the compost lecture \
             is at noon and, by popular demand, again at three.",
        ],
        place: Some("Leipzig, Westvorstadt"),
        by: "uschi",
        when: all_day(17, Sun),
        booked: 4,
        ..EVENT
    },
    DemoEvent {
        title: "Board Games That Nobody Explains Well",
        text: &[
            "Six games with terrible rule books, and at each table one person who has understood \
             them and says it in five minutes. Then you play.",
            "Losing is normal. Reading the rules aloud is not.",
        ],
        place: Some("Vienna, Leopoldstadt"),
        region: AUSTRIA,
        by: "emeka",
        when: span(4, Thu, "18:30", "23:00"),
        limit: Some(24),
        price: Some("6.00"),
        booked: 4,
        ..EVENT
    },
    DemoEvent {
        title: "Learn to Darn in One Evening",
        text: &[
            "One sock, one needle, one wooden mushroom. We mended twenty-three heels and one \
             elbow, and nobody threw anything away.",
            "The photographs are at https://darning.example.org/evening. The mushroom with the \
             red dot belongs to Uschi, please.",
        ],
        place: Some("Zürich, Wipkingen"),
        region: SWITZERLAND,
        by: "linh",
        when: span(-3, Wed, "19:00", "21:00"),
        limit: Some(9),
        price: Some("10.00"),
        booked: 7,
        ..EVENT
    },
    DemoEvent {
        title: "The Cold Water Club Meets the Lake",
        text: &[
            "In at seven, out at four minutes past. Then tea, wool and a great deal of pride.",
            "Beginners go in to the knees and are applauded like everybody else.",
        ],
        place: Some("Zürich, Seebad Enge"),
        region: SWITZERLAND,
        by: "giulia",
        when: span(-2, Sun, "07:00", "08:00"),
        booked: 6,
        lena: Lena::Comes,
        ..EVENT
    },
    DemoEvent {
        title: "Jonas Turns Forty, Quietly",
        text: &[
            "No speeches, no surprise, no cake with a number on it. There will be dumplings, two \
             kinds of soup and a fire in the yard until the neighbours join us.",
            "Bring nothing. If you cannot bear that, bring firewood.",
        ],
        place: Some("Mannheim, Neckarstadt"),
        by: "jonas.seidel",
        when: span(6, Fri, "18:00", "00:00"),
        invite_only: true,
        booked: 7,
        invited: 4,
        lena: Lena::Comes,
        ..EVENT
    },
];
