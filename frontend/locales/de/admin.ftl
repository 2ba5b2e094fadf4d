# Was die sehen, die die Seite betreiben, und wie alle anderen ihnen etwas melden.

admin-title = Administration
admin-overview = Überblick
admin-people = Personen
admin-events = Alle Veranstaltungen
admin-mails = Mails
admin-reports = Meldungen
admin-log = Protokoll
admin-nav = Bereiche der Administration
admin-count = { $count ->
    [one] 1 Eintrag
   *[other] { $count } Einträge
}
admin-count-first = Die ersten { $count } Einträge
admin-failed = Die Liste kam nicht an
admin-filter = Welche davon

admin-number-people = Personen
admin-number-blocked = Gesperrte Personen
admin-number-events = Kommende Veranstaltungen
admin-number-bookings = Gebuchte Plätze
admin-number-waiting = Wartende Mails
admin-number-failed = Gescheiterte Mails
admin-number-reports = Offene Meldungen
admin-numbers = Wie es steht
sign-up-title = Registrierung
sign-up-switch = Neue Personen können sich registrieren
sign-up-open-text = Wer kommt, kann ein Konto anlegen.
sign-up-closed-text = Auf der Seite zum Registrieren steht, dass es gerade nicht geht. Wer ein Konto hat, merkt nichts davon.
sign-up-question = Registrierung schließen?
sign-up-question-text = Niemand kann ein Konto anlegen, bis du sie wieder öffnest. Alle Konten, die es gibt, bleiben, wie sie sind.
sign-up-close = Registrierung schließen
sign-up-keep = Offen lassen
sign-up-opened-toast = Die Registrierung ist offen.
sign-up-closed-toast = Die Registrierung ist geschlossen.

people-lead = Wen du sperrst, der ist sofort überall abgemeldet und liest deine Begründung.
people-find = Name, Benutzername oder ganze E-Mail-Adresse
people-all = Alle
people-blocked = Gesperrt
people-unconfirmed = Unbestätigt
people-admins = Admins
people-empty = Noch ist niemand da.
people-empty-match = Dazu passt niemand.
tag-blocked = Gesperrt
tag-unconfirmed = Nicht bestätigt
tag-admin = Admin
tag-you = Du
person-since = Dabei seit { $when }
person-blocked-since = Gesperrt seit { $when }. Die Begründung:
suspend = Sperren
suspend-label = { $name } sperren
suspend-title = { $name } sperren?
suspend-text = { $name } wird überall abgemeldet und kann sich nicht mehr anmelden. Die Veranstaltungen bleiben: Du kannst sie einzeln entfernen.
suspend-hint = { $name } liest sie, in einer Mail und beim Anmelden.
suspend-keep = Nicht sperren
suspend-toast = { $name } ist gesperrt.
restore = Entsperren
restore-label = { $name } entsperren
restore-toast = { $name } kann sich wieder anmelden.

events-lead = Alles, was veröffentlicht wurde, auch Vergangenes und was nur auf Einladung ist.
events-find = Titel oder Ort
events-empty = Noch wurde nichts veröffentlicht.
events-empty-match = Dazu passt keine Veranstaltung.
event-description = Worum es geht
event-remove = Entfernen
event-remove-label = { $title } entfernen
event-remove-title = Diese Veranstaltung entfernen?
event-remove-text = „{ $title }“ ist dann endgültig weg.
event-remove-told = { $count ->
    [0] Niemand hat einen Platz. Wer eingeladen ist, erfährt davon, und { $name }.
    [one] 1 Person hat einen Platz. Sie erfährt davon, wer eingeladen ist, und { $name }.
   *[other] { $count } Personen haben einen Platz. Sie erfahren davon, wer eingeladen ist, und { $name }.
}
event-remove-hint = Sie alle lesen sie.
event-remove-keep = Veranstaltung behalten
event-remove-do = Veranstaltung entfernen
event-removed-toast = { $count ->
    [0] „{ $title }“ ist entfernt.
    [one] „{ $title }“ ist entfernt. 1 Person hat davon erfahren.
   *[other] „{ $title }“ ist entfernt. { $count } Personen haben davon erfahren.
}
event-removed-before-toast = Diese Veranstaltung gibt es schon nicht mehr.

mails-lead = Was der Server als Mail verschickt. Was darin steht, ist hier nicht zu sehen.
mails-empty = Noch wurde keine Mail geschrieben.
mails-empty-waiting = Keine Mail wartet.
mails-empty-failed = Keine Mail ist gescheitert.
mails-empty-sent = Noch ging keine Mail hinaus.
mails-all = Alle
mails-waiting = Wartend
mails-failed = Gescheitert
mails-sent = Gesendet
mail-attempts = { $count ->
    [one] 1 Versuch
   *[other] { $count } Versuche
}
mail-written = Geschrieben { $when }
mail-next = Nächster Versuch { $when }
mail-sent-at = Gesendet { $when }
mail-failed-at = Aufgegeben { $when }
mail-error = Was der Mailserver dazu sagte:
mail-retry = Noch einmal senden
mail-retry-label = Die Mail an { $recipient } noch einmal senden
mail-retried-toast = Die Mail an { $recipient } wird noch einmal versucht.
mail-gone-toast = Diese Mail wartet nicht mehr darauf.
mail-confirm-account = Konto bestätigen
mail-reset-password = Neues Passwort wählen
mail-password-changed = Passwort geändert
mail-confirm-email = Neue Adresse bestätigen
mail-email-change-requested = Neue Adresse gewünscht
mail-email-changed = Adresse geändert
mail-chat-message = Ungelesene Nachricht
mail-account-deleted = Konto gelöscht
mail-account-blocked = Konto gesperrt
mail-account-unblocked = Konto entsperrt
mail-event-removed = Veranstaltung entfernt
mail-own-event-removed = Eigene Veranstaltung entfernt
mail-test = Probe der Mail-Einstellungen
mail-booking-confirmed = Buchung
mail-booking-cancelled = Platz zurückgegeben
mail-invitation = Einladung
mail-event-changed = Veranstaltung geändert
mail-event-cancelled = Veranstaltung abgesagt
mail-removal = Von einer Liste genommen

reports-lead = Was man dir über jemanden oder etwas sagt. Was du entscheidest, erfährt man dort nicht.
reports-open = Offen
reports-settled = Entschieden
reports-empty-open = Keine Meldung wartet auf dich.
reports-empty-settled = Noch wurde nichts entschieden.
report-of-event = Veranstaltung: { $name }
report-of-person = Person: { $name }
report-event-gone = Diese Veranstaltung gibt es nicht mehr.
report-by = Gemeldet von { $name }, { $when }
report-by-gone = Gemeldet von jemandem, der nicht mehr hier ist, { $when }
report-decided = { $name } hat entschieden, { $when }:
report-decided-gone = Entschieden { $when }:
report-settle = Entscheiden
report-settle-label = Über die Meldung zu { $name } entscheiden
report-settle-title = Was hast du entschieden?
report-settle-text = Damit ist die Meldung erledigt. Wenn du jemanden sperren oder eine Veranstaltung entfernen willst, tu das zuerst.
report-settle-hint = Nur die Administration liest sie.
report-settle-keep = Offen lassen
report-settle-do = Meldung abschließen
report-settled-toast = Die Meldung ist abgeschlossen.
field-decision = Entscheidung

report = Melden
report-event-title = Diese Veranstaltung melden?
report-person-title = { $name } melden?
report-text = Wer diese Seite betreibt, liest, was du schreibst. Niemand sonst erfährt, dass du es warst.
report-field = Was nicht stimmt
report-keep = Abbrechen
report-do = Meldung senden
report-toast = Danke. Wir kümmern uns darum.

log-lead = Alles, was die Administration geändert hat, das Neueste zuerst.
log-empty = Noch wurde nichts geändert.
log-command = Ein Befehl auf dem Server
log-gone = Jemand, der nicht mehr hier ist,
log-forgotten = (nicht mehr bekannt)
log-sign-up-opened = { $admin } hat die Registrierung geöffnet.
log-sign-up-closed = { $admin } hat die Registrierung geschlossen.
log-person-blocked = { $admin } hat { $subject } gesperrt.
log-person-unblocked = { $admin } hat { $subject } entsperrt.
log-event-removed = { $admin } hat die Veranstaltung „{ $subject }“ entfernt.
log-mail-retried = { $admin } hat eine Mail noch einmal senden lassen: { $subject }.
log-report-settled = { $admin } hat über die Meldung zu { $subject } entschieden.
log-admin-made = { $admin } hat { $subject } in die Administration aufgenommen.
log-admin-revoked = { $admin } hat { $subject } aus der Administration genommen.

register-closed-title = Gerade kann sich niemand registrieren
register-closed-text = Wer diese Seite betreibt, hat die Registrierung geschlossen. Bitte komm ein andermal wieder. Was öffentlich ist, siehst du auch ohne Konto.
problem-account-blocked-reason = Dein Konto ist gesperrt. Die Begründung: { $reason }
