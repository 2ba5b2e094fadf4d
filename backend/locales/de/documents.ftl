# Was Dokumente sagen, das die App nicht sagt: zu Suchmaschinen, und zu Menschen ohne JavaScript.

site-description = Veranstaltungen veröffentlichen, Veranstaltungen finden, Plätze buchen.
site-overview-description = Kommende Veranstaltungen nach Datum: Finde eine nach Titel, Ort oder Tag und buche einen Platz.
site-profile-description = Veranstaltungen, die { $name } veröffentlicht hat.
site-without-javascript = Lesen kannst du hier alles. Um einen Platz zu buchen, jemandem zu schreiben oder etwas zu veröffentlichen, schalte JavaScript ein und lade die Seite neu.
site-without-javascript-nothing = Diese Seite geht nur mit JavaScript. Bitte schalte es ein und lade die Seite neu.
site-more-events = Mehr Veranstaltungen
site-further-events = Weitere Veranstaltungen
site-place-open = Der Ort steht noch nicht fest
site-search = Suchen
