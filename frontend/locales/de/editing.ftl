# Eine Veranstaltung ändern: das Formular, die Gäste, ihnen Bescheid sagen, absagen.

edit-event = Bearbeiten
edit-title = Veranstaltung bearbeiten
edit-over-title = Diese Veranstaltung ist vorbei
edit-over-text = Was vorbei ist, bleibt, wie es war: „{ $title }“ lässt sich nicht mehr ändern.
edit-restored = Was du vorher getippt hast, ist noch da. Es ist noch nicht gespeichert.
edit-hides = Wer einen Platz hat, behält ihn und sieht die Veranstaltung weiterhin.
to-event = Zur Veranstaltung
save-changes = Änderungen speichern
discard-changes = Verwerfen
event-saved-toast = „{ $title }“ ist gespeichert.
event-unchanged-toast = Es hat sich nichts geändert.

meanwhile-title = Diese Veranstaltung wurde inzwischen geändert
meanwhile-text = Jemand anderes hat gespeichert, während du getippt hast. Nichts davon ist verloren. Sieh dir an, was sich geändert hat, und speichere dann noch einmal.
meanwhile-taken = Unten ins Formular übernommen
meanwhile-both = { $field }: Das habt ihr beide geändert
keep-yours = Deins behalten:
take-theirs = Das andere nehmen:
value-was = Vorher
value-now = Jetzt
location-none = Kein Ort

people-title = Gäste
people-manage = Einladen oder entfernen
people-none = Noch niemand. Lade die erste Person ein.
people-no-match = Niemand hier heißt so.
people-search = Gäste suchen
people-found = Gefundene Personen
people-found-count = { $count ->
    [one] 1 Person gefunden
   *[other] { $count } Personen gefunden
}
field-invite = Jemanden einladen
hint-invite = Name, Benutzername oder E-Mail-Adresse.
invite = Einladen
invited-toast = { $name } ist eingeladen und erfährt davon.
invited-already-toast = { $name } war schon eingeladen. Es hat sich nichts geändert.
invited-booked-toast = { $name } hat schon einen Platz. Es hat sich nichts geändert.
remove = Entfernen
remove-person = { $name } entfernen
remove-title = { $name } entfernen?
remove-text-booked = { $name } verliert den Platz, und er wird sofort für jemand anderes frei.
remove-text-invited = Die Einladung von { $name } wird zurückgenommen.
remove-told = Die Person erfährt davon.
remove-no = Nicht entfernen
removed-toast = { $name } steht nicht mehr auf der Liste.

news-title = { $count ->
    [one] 1 Person weiß noch nicht, was sich geändert hat
   *[other] { $count } Personen wissen noch nicht, was sich geändert hat
}
news-tell = { $count ->
    [one] 1 Person Bescheid geben
   *[other] { $count } Personen Bescheid geben
}
told-toast = { $count ->
    [0] Niemand erfährt davon.
    [one] 1 Person erfährt davon.
   *[other] { $count } Personen erfahren davon.
}

cancel-event = Veranstaltung absagen
cancel-event-title = Diese Veranstaltung absagen?
cancel-event-text = „{ $title }“ und alle Buchungen dafür werden gelöscht. Das lässt sich nicht zurücknehmen.
cancel-event-nobody = Niemand hat einen Platz oder eine Einladung, also erfährt auch niemand davon.
cancel-event-people = { $count ->
    [one] 1 Person mit Platz oder Einladung erfährt davon.
   *[other] { $count } Personen mit Platz oder Einladung erfahren davon.
}
field-reason = Grund
hint-reason = Die Gäste lesen ihn.
cancel-event-no = Nicht absagen
cancel-event-yes = Veranstaltung absagen
event-cancelled-toast = „{ $title }“ ist abgesagt. { $count ->
    [0] Niemand musste davon erfahren.
    [one] 1 Person erfährt davon.
   *[other] { $count } Personen erfahren davon.
}
discarded-toast = Deine Änderungen sind verworfen.
