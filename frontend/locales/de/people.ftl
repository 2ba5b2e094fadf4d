# Menschen: Profile, wo man angemeldet ist, die eigenen Daten.

profile-title-own = Dein Profil
to-profile = Zu deinem Profil
edit-profile = Profil bearbeiten
member-since = Dabei seit
profile-absent-title = Diese Person gibt es nicht
profile-absent-text = Vielleicht hat der Name einen Tippfehler, oder die Person ist nicht mehr hier. Ohne Anmeldung siehst du nur die, die etwas für alle veröffentlicht haben.
profile-save = Speichern
profile-saved-toast = Dein Profil ist gespeichert.
profile-unchanged-toast = Es hat sich nichts geändert.
hint-new-email = Eine neue Adresse gilt, sobald du den Link geöffnet hast, den wir dorthin schicken.
hint-age = Andere sehen es nie.
events-own = Deine Veranstaltungen
events-of = Veranstaltungen
events-own-none = Du hast noch nichts veröffentlicht. Die erste Veranstaltung ist schnell gemacht.
events-of-none = Noch gibt es nichts zu sehen.
column-event = Veranstaltung
column-places = Plätze

email-step-title = Eines fehlt noch
email-step-text = Öffne den Link an { $new }. Bis dahin gilt weiter { $old }.
email-step-sent = Wir haben eine Mail an { $new } geschickt. Der Link darin gilt 24 Stunden. Eine andere Mail ging an { $old }, damit das niemand hinter deinem Rücken tun kann.
email-pending = Deine neue Adresse { $new } wartet, bis du den Link dafür öffnest. Bis dahin gilt weiter { $old }.
email-keep = Die alte Adresse behalten
email-kept-toast = { $email } bleibt deine Adresse.

sessions-title = Wo du angemeldet bist
sessions-lead = Wenn du etwas davon nicht kennst, melde es ab und wähle ein neues Passwort.
sessions-only-this = Du bist nirgends sonst angemeldet.
sessions-end-others = Überall sonst abmelden
sessions-end-title = Überall sonst abmelden?
sessions-end-text = Alle anderen Browser und Programme müssen sich neu anmelden. Hier bleibst du angemeldet.
sessions-ended-toast = Überall sonst bist du abgemeldet.
session-current = Dieser Browser
session-last-used = Zuletzt benutzt
session-since = Angemeldet
session-address = Adresse
session-end = Abmelden
session-end-label = Abmelden: { $device }
session-end-title = Dort abmelden?
session-end-text = { $device } muss sich neu anmelden. Hier bleibst du angemeldet.
session-ended-toast = Abgemeldet: { $device }.
device-on = { $client } unter { $system }
device-browser = Ein Browser
device-browser-on = Ein Browser unter { $system }
device-program = Ein Programm
device-program-named = Ein Programm ({ $client })

account-title = Deine Daten und dein Konto
data-title = Nimm deine Daten mit
data-text = Alles, was wir über dich gespeichert haben, in einer Datei: dein Profil, deine Veranstaltungen, deine Buchungen und wo du angemeldet bist. Programme können sie lesen, und du auch.
data-download = Meine Daten herunterladen
deletion-title = Lösche dein Konto
deletion-text = Bevor etwas geschieht, siehst du, was es für deine Veranstaltungen und für deine Gäste bedeutet.
deletion-ask = Mein Konto löschen …
deletion-question = Dein Konto löschen?
deletion-events = { $count ->
    [one] Deine kommende Veranstaltung wird abgesagt.
   *[other] Deine { $count } kommenden Veranstaltungen werden abgesagt.
}
deletion-people = { $count ->
    [one] 1 Person erfährt davon.
   *[other] { $count } Personen erfahren davon.
}
deletion-places = { $count ->
    [one] Der Platz, den du gebucht hast, wird für jemand anderes frei.
   *[other] Die { $count } Plätze, die du gebucht hast, werden für andere frei.
}
deletion-past = { $count ->
    [one] Deine vergangene Veranstaltung wird entfernt.
   *[other] Deine { $count } vergangenen Veranstaltungen werden entfernt.
}
deletion-conversations = { $count ->
    [one] Deine Unterhaltung wird entfernt, auch für die andere Person.
   *[other] Deine { $count } Unterhaltungen werden entfernt, auch für die anderen.
}
deletion-profile = Dein Profil und alles andere über dich wird entfernt.
deletion-final = Das lässt sich nicht zurücknehmen.
hint-deletion-password = Damit wir wissen, dass du es bist.
deletion-keep = Mein Konto behalten
deletion-do = Mein Konto löschen
deletion-toast = Dein Konto ist gelöscht. Danke, dass du hier warst, und alles Gute.
