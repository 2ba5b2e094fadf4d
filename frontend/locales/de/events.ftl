# Veranstaltungen finden, lesen und veröffentlichen; Plätze dafür.

price = Preis
price-free = Kostenlos
all-day = ganztägig
when-at = { $day }, { $time } Uhr
when-clock = { $time } Uhr
when-zone = { $when } ({ $zone })
when-span = { $start } – { $end }
when-all-day = { $day }, ganztägig
until = bis { $day }
zone-note = { $zone }. Für dich ist das { $time } Uhr.
zone-note-day = { $zone }. Für dich ist das { $time } Uhr am { $day }.

places-left = { $count ->
    [one] 1 Platz frei
   *[other] { $count } Plätze frei
}
places-left-of = { $count } von { $of ->
    [one] 1 Platz
   *[other] { $of } Plätzen
} frei
places-taken = { $count ->
    [one] 1 Platz vergeben
   *[other] { $count } Plätze vergeben
}
places-taken-of = { $count } von { $of } vergeben
places-count = { $count ->
    [one] 1 Platz
   *[other] { $count } Plätze
}
places-none = Ausgebucht
places-unlimited = Platz für alle

tag-booked = Gebucht
tag-own = Deine Veranstaltung
tag-invited = Eingeladen
tag-invite-only = Nur mit Einladung
tag-over = Vorbei

details = Details
details-of = Details: { $title }
book = Buchen
book-a-place = Platz buchen
book-a-place-at = Platz buchen: { $title }
log-in-to-book = Zum Buchen anmelden
booked-stamp = Gebucht
booked-toast = Du hast einen Platz bei „{ $title }“.
booked-already-toast = Du hattest schon einen Platz bei „{ $title }“. Es hat sich nichts geändert.
cancelled-toast = Du hast deinen Platz bei „{ $title }“ zurückgegeben.
cancel-booking = Platz zurückgeben
cancel-booking-title = Deinen Platz zurückgeben?
cancel-booking-text = Dein Platz bei „{ $title }“ wird sofort für jemand anderes frei. Du kannst wieder buchen, solange es Plätze gibt.
cancel-booking-text-private = Dein Platz bei „{ $title }“ wird sofort für jemand anderes frei. Die Veranstaltung ist nur für eingeladene Gäste: Du siehst sie erst wieder, wenn du neu eingeladen wirst.
cancel-booking-yes = Ja, zurückgeben
cancel-booking-no = Meinen Platz behalten
invited-note = { $name } hat dich eingeladen.
accept = Annehmen
accept-at = Einladung annehmen: { $title }
decline = Ablehnen
decline-at = Einladung ablehnen: { $title }
decline-title = Die Einladung ablehnen?
decline-text = „{ $title }“ ist öffentlich: Du kannst immer noch buchen, solange es Plätze gibt.
decline-text-private = „{ $title }“ ist nur für eingeladene Gäste: Du siehst die Veranstaltung erst wieder, wenn du neu eingeladen wirst.
decline-yes = Ja, ablehnen
decline-no = Die Einladung behalten
declined-toast = Du hast die Einladung zu „{ $title }“ abgelehnt.
add-to-calendar = In den Kalender
obstacle-own = Das ist deine Veranstaltung.
obstacle-over = Diese Veranstaltung ist vorbei.
obstacle-full = Ausgebucht. Vielleicht wird noch ein Platz frei.
over-own = Deine Veranstaltung ist vorbei.
over-invited = Diese Veranstaltung ist vorbei. Du warst eingeladen.
over-booked = Diese Veranstaltung ist vorbei. Du warst dabei.
see-other-events = Andere Veranstaltungen ansehen

overview-kicker = Was los ist
overview-title = Finde etwas, für das sich das Ausgehen lohnt
overview-short-title = Veranstaltungen
overview-count = { $count ->
    [one] 1 kommende Veranstaltung
   *[other] { $count } kommende Veranstaltungen
}
overview-count-all = { $count ->
    [one] 1 Veranstaltung
   *[other] { $count } Veranstaltungen
}
overview-first = Die ersten { $count } Veranstaltungen
overview-none = Keine Veranstaltungen
overview-failed = Die Veranstaltungen konnten nicht geladen werden
overview-empty = Noch ist nichts geplant. Die erste Veranstaltung könnte deine sein.
overview-no-match = Nichts passt dazu. Versuche es mit anderen Wörtern oder mehr Tagen.
clear-filters = Filter löschen
filter-search = Suche
filter-search-hint = Titel oder Ort
filter-from = Von
filter-to = Bis
filter-past = Auch vergangene Veranstaltungen

all-events = Alle Veranstaltungen
event-absent-title = Diese Veranstaltung gibt es nicht
event-left-title = Du stehst nicht mehr auf der Liste
event-left-text = „{ $title }“ ist nur für eingeladene Gäste. Du siehst die Veranstaltung wieder, wenn du neu eingeladen wirst.
event-absent-text = Vielleicht wurde sie abgesagt, oder sie ist nur für eingeladene Gäste. Wenn du eingeladen bist, melde dich an und versuche es noch einmal.
stub = Preis und Buchung
fact-when = Wann
fact-where = Wo
fact-by = Von
fact-since = , veröffentlicht am { $day }
attendees-title = Wer kommt
attendees-past-title = Wer da war
attendees-none = Noch niemand. Irgendwer muss den Anfang machen.
attendees-count = { $count ->
    [one] 1 Person kommt.
   *[other] { $count } Personen kommen.
}
attendees-log-in = Melde dich an, um zu sehen, wer kommt
attendees-more = { $count ->
    [one] und 1 weitere Person
   *[other] und { $count } weitere
}

create-title = Neue Veranstaltung
create-lead = Ein Titel, ein paar Worte und ein Tag genügen. Alles andere kann leer bleiben.
create-when = Wann und wo
create-who = Wer kommen kann
create-draft-note = Was du tippst, bleibt in diesem Tab, bis du es veröffentlichst.
publish-event = Veranstaltung veröffentlichen
published-toast = „{ $title }“ ist veröffentlicht.
end-add = Ende angeben
end-remove = Ende entfernen
field-title = Titel
field-description = Beschreibung
field-schedule = Termin
field-date = Datum
field-time = Uhrzeit
field-end-date = Enddatum
field-end-time = Ende um
field-time-zone = Zeitzone
field-location = Ort
field-visibility = Sichtbarkeit
field-maximum = Höchstzahl der Gäste
field-price = Preis
field-currency = Währung
hint-description = Eine leere Zeile beginnt einen neuen Absatz; aus Adressen werden Links.
hint-time = Ohne Uhrzeit dauert sie den ganzen Tag.
hint-end-date = Leer heißt am selben Tag.
hint-maximum = Leer heißt so viele, wie kommen wollen.
hint-price = Leer heißt kostenlos.
visibility-public = Öffentlich
visibility-public-text = Alle sehen die Veranstaltung und können einen Platz buchen.
visibility-invite-only = Nur mit Einladung
visibility-invite-only-text = Nur du und die Leute, die du einlädst, wissen davon.
preview = Vorschau
preview-title = Dein Titel
preview-description = Was die Gäste wissen sollten, bevor sie kommen.
preview-note = So sieht deine Veranstaltung zwischen den anderen aus.

field-picture = Bild
hint-picture = JPEG, PNG, WebP oder GIF, bis 10 MB. Ziehe es hierher oder füge es ein.
picture-choose = Bild auswählen
picture-change = Anderes auswählen
picture-remove = Bild entfernen
picture-removed-note = Beim Speichern wird das Bild entfernt.
picture-preview = Vorschau des Bildes
picture-sending = Das Bild wird gesendet
picture-too-large = Diese Datei ist größer als 10 MB. Bitte wähle eine kleinere.
picture-failed-toast = Die Veranstaltung ist da, ihr Bild aber nicht: { $why }
picture-again = Noch einmal versuchen
field-picture-description = Was auf dem Bild zu sehen ist
hint-picture-description = Für alle, die es nicht sehen. Lass es leer, wenn das Bild nur schmückt.
undo = Rückgängig
share = Teilen
share-title = Veranstaltung teilen
share-address = Adresse der Veranstaltung
share-text = { $title }, { $when }
share-invite-only = Nur Leute auf der Liste können sie öffnen.
link-copied = Link kopiert
close = Schließen

views = Ansichten der Veranstaltungen
view-cards = Karten
view-month = Monat
month-before = Vorheriger Monat
month-after = Nächster Monat
month-today = Heute
month-count = { $count ->
    [one] 1 Veranstaltung
   *[other] { $count } Veranstaltungen
}
month-day = { $day }, { $count ->
    [0] keine Veranstaltungen
    [one] 1 Veranstaltung
   *[other] { $count } Veranstaltungen
}
month-more = { $count } weitere
month-none = In diesem Monat ist nichts geplant.
month-next-event = Nächste Veranstaltung: { $day }
month-day-none = An diesem Tag ist nichts geplant.
month-too-many = Nur die ersten { $count } Veranstaltungen werden gezeigt. Suche, um weniger zu sehen.
