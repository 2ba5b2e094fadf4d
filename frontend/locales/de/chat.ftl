# Unterhaltungen.

chat = Chat
chat-unread-conversations = { $count ->
    [one] 1 ungelesene Unterhaltung
   *[other] { $count } ungelesene Unterhaltungen
}
chat-search = Person finden
chat-none-title = Noch hat niemand etwas gesagt
chat-none-text = Finde oben jemanden über den Benutzernamen, oder schreib denen, deren Veranstaltungen du besuchst.
chat-no-match = Niemand hier heißt so.
chat-people = Weitere Personen
chat-choose = Wähle eine Unterhaltung, oder finde jemanden, dem du schreiben willst.
chat-back = Alle Unterhaltungen
chat-you-said = Du: { $text }
chat-unread = { $count ->
    [one] 1 ungelesene Nachricht
   *[other] { $count } ungelesene Nachrichten
}
chat-toast = { $name }: { $text }
chat-open = Öffnen
message-person = Schreiben
message-person-label = { $name } schreiben
message-creator = Nachricht schreiben

chat-absent-title = Niemand hat diesen Namen
chat-absent-text = Vielleicht hat der Name einen Tippfehler, oder die Person ist nicht mehr hier.
chat-own-title = Das bist du
chat-own-text = Selbstgespräche helfen, aber nicht hier. Finde jemand anderes, dem du schreiben willst.

presence-here = Gerade hier
presence-away = Gerade nicht hier
typing = tippt …
chat-messages = Nachrichten
chat-beginning = Hier beginnt deine Unterhaltung mit { $name }.
chat-said-nothing = Ihr habt noch nichts zueinander gesagt.
chat-earlier = Frühere Nachrichten
chat-new-line = Neu
chat-to-latest = Zur letzten Nachricht
chat-new-messages = Neue Nachrichten
today = Heute
yesterday = Gestern
chat-you = Du
message-sending = Wird gesendet
message-waiting = Wartet auf die Verbindung
message-sent = Gesendet
message-read = Gelesen
message-mailed = Per Mail geschickt
message-failed = Nicht gesendet.
message-remove = Entfernen
message-heard = { $name } sagt: { $text }
mail-away = { $name } ist gerade nicht hier und liest das später.
mail-away-offer = { $name } ist gerade nicht hier. Du kannst per Mail schicken, was du geschrieben hast.
mail-send = Per Mail schicken
mail-sent-toast = Die Nachricht ist per Mail unterwegs.

refused-text = Eine Nachricht hat 1 bis 4.000 Zeichen.
refused-not-delivered = { $name } kann man nicht schreiben.
refused-blocked = Du hast { $name } blockiert.
refused-not-found = { $name } ist nicht mehr hier.
refused-otherwise = Der Server hat diese Nachricht nicht angenommen.

compose-label = Nachricht an { $name }
compose-placeholder = Nachricht schreiben
compose-send = Senden
compose-hint = Enter sendet, mit Umschalt und Enter beginnt eine neue Zeile.

block = Blockieren
block-label = { $name } blockieren
block-title = { $name } blockieren?
block-text = Du bekommst keine Nachrichten von { $name } mehr und kannst auch keine schicken. Die Person erfährt davon nichts. Du kannst das jederzeit zurücknehmen.
block-keep = Jetzt nicht
blocked-note = Du hast { $name } blockiert. Ihr könnt euch nicht schreiben.
unblock = Nicht mehr blockieren
unblock-label = { $name } nicht mehr blockieren
blocked-toast = Du hast { $name } blockiert.
unblocked-toast = { $name } kann dir wieder schreiben.
