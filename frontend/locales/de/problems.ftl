# Was schiefgeht: mit einem Feld (rule-…, eines für jeden Code), mit einer Anfrage (problem-…, eines
# für jede Art), mit der Verbindung.

summary-title = { $count ->
    [one] Eines braucht noch einen Blick
   *[other] { $count } Dinge brauchen noch einen Blick
}
wait-moment = Das wurde zu oft versucht. Bitte versuche es in weniger als einer Minute noch einmal.
wait-minutes = Das wurde zu oft versucht. Bitte versuche es in { $count ->
    [one] 1 Minute
   *[other] { $count } Minuten
} noch einmal.
wait-hours = Das wurde zu oft versucht. Bitte versuche es in { $count ->
    [one] 1 Stunde
   *[other] { $count } Stunden
} noch einmal.
wait-over = Du kannst es jetzt wieder versuchen.
error-unreachable = Der Server ist nicht zu erreichen. Bitte prüfe deine Verbindung und versuche es noch einmal.

rule-required = Bitte fülle das aus.
rule-too-short = Bitte nimm mindestens { $min } Zeichen.
rule-too-long = Bitte nimm höchstens { $max } Zeichen.
rule-out-of-range = Bitte nimm eine Zahl von { $min } bis { $max }.
rule-control-character = Bitte entferne die Zeichen, die man nicht drucken kann.
rule-username-characters = Bitte nimm nur Buchstaben, Ziffern, Punkte, Binde- und Unterstriche.
rule-email-invalid = Bitte gib eine E-Mail-Adresse ein, etwa name@example.org.
rule-email-ending = Dieser Adresse fehlt die Endung, etwa .org.
rule-password-weak = Dieses Passwort ist leicht zu erraten. Ein Satz aus mehreren Wörtern ist besser.
rule-wrong-password = Das ist nicht dein Passwort.
rule-passwords-differ = Die beiden Passwörter sind nicht gleich.
rule-taken = Das ist schon vergeben. Bitte nimm etwas anderes.
rule-not-a-date = Bitte gib ein Datum ein.
rule-not-a-time = Bitte gib eine Uhrzeit ein, etwa 19:30.
rule-time-skipped = Diese Uhrzeit gibt es an dem Tag wegen der Zeitumstellung nicht. Bitte nimm eine andere.
rule-unknown-time-zone = Bitte wähle eine Zeitzone aus der Liste.
rule-in-the-past = Das ist schon vorbei. Bitte nimm einen Tag, der noch kommt.
rule-end-before-start = Das Ende liegt vor dem Anfang.
rule-start-time-missing = Bitte gib auch an, wann es anfängt.
rule-not-a-price = Bitte gib einen Betrag ein, etwa 12,50.
rule-currency-missing = Bitte wähle eine Währung.
rule-unknown-currency = Bitte wähle eine Währung aus der Liste.
rule-price-missing = Bitte gib einen Preis an oder lass die Währung weg.
rule-wrong-type = Dieser Wert ist nicht von der richtigen Art.
rule-unknown-field = Das ist hier nicht bekannt.
rule-repeated = Bitte gib das nur einmal an.
rule-not-a-boolean = Bitte nimm Ja oder Nein.
rule-not-a-number = Bitte nimm eine ganze Zahl.
rule-invalid-cursor = Diese Liste hat sich geändert. Bitte lade die Seite neu.
rule-below-places-taken = { $min } Plätze sind schon vergeben. Bitte nimm mindestens { $min }.
rule-unknown-person = Niemand hier hat diesen Benutzernamen oder diese E-Mail-Adresse.
rule-invites-oneself = Das ist deine eigene Veranstaltung. Bitte lade jemand anderes ein.
rule-unknown-value = Bitte wähle einen der Werte aus der Liste.
rule-span-reversed = Der letzte Tag liegt vor dem ersten.

problem-malformed-request = Der Server hat diese Seite nicht verstanden. Bitte lade sie neu.
problem-invalid-query = Etwas in der Adresse ist nicht zu verstehen.
problem-login-required = Bitte melde dich zuerst an.
problem-token-invalid = Dieses Token gilt nicht oder nicht mehr.
problem-invalid-credentials = Anmeldename und Passwort passen nicht zusammen.
problem-not-confirmed = Bitte bestätige zuerst deine E-Mail-Adresse. Der Link steht in der Mail, die wir dir geschickt haben.
problem-account-blocked = Dein Konto ist gesperrt.
problem-sign-up-closed = Hier kann sich gerade niemand registrieren.
problem-administrator-required = Das kann nur die Administration.
problem-cross-site-request = Das kam nicht von unserer eigenen Seite. Bitte lade die Seite neu.
problem-not-found = Hier ist nichts.
problem-method-not-allowed = Der Server hat diese Seite nicht verstanden. Bitte lade sie neu.
problem-request-timeout = Das hat zu lange gedauert. Bitte versuche es noch einmal.
problem-event-full = Jemand war schneller: Diese Veranstaltung ist ausgebucht.
problem-event-over = Diese Veranstaltung ist vorbei.
problem-own-event = Das ist deine eigene Veranstaltung.
problem-nothing-to-tell = Seit der letzten Nachricht an die Gäste hat sich nichts geändert.
problem-edited-meanwhile = Diese Veranstaltung wurde inzwischen geändert.
problem-idempotency-key-reused = Der Server hat diese Seite nicht verstanden. Bitte lade sie neu.
problem-if-match-missing = Der Server hat diese Seite nicht verstanden. Bitte lade sie neu.
problem-email-taken = Jemand anderes benutzt diese E-Mail-Adresse inzwischen.
problem-own-username = Das bist du.
problem-user-blocked = Du hast diese Person blockiert. Zum Schreiben musst du das aufheben.
problem-not-delivered = Dieser Person kann man nicht schreiben.
problem-mailed-before = Diese Nachricht wurde schon per Mail geschickt.
problem-mail-off = Dieser Server verschickt keine Mails.
problem-read-before = Die Nachricht wurde schon gelesen.
problem-reported-before = Das hast du schon gemeldet. Wir kümmern uns darum.
problem-reports-oneself = Du kannst weder dich selbst noch deine eigenen Veranstaltungen melden.
problem-settled-before = Über diese Meldung hat inzwischen jemand anderes entschieden.
problem-administrator-protected = Wer zur Administration gehört, kann nicht gesperrt werden. Nimm der Person zuerst die Rolle, mit dem Befehl create-admin --revoke.
problem-link-invalid = Dieser Link funktioniert nicht mehr.
problem-payload-too-large = Das ist mehr, als der Server annimmt.
problem-unsupported-media-type = Der Server hat diese Seite nicht verstanden. Bitte lade sie neu.
problem-validation-failed = Bitte sieh dir einige Felder noch einmal an.
problem-rate-limited = Das wurde zu oft versucht. Bitte warte eine Weile und versuche es dann noch einmal.
problem-internal = Bei uns ist etwas schiefgegangen. Bitte versuche es noch einmal.
problem-unavailable = Der Dienst ist gerade nicht erreichbar. Bitte versuche es bald noch einmal.
problem-overloaded = Gerade sind mehr Leute hier, als bedient werden können. Bitte versuche es in ein paar Sekunden noch einmal.
problem-not-a-picture = Diese Datei ist kein Bild in JPEG, PNG, WebP oder GIF. Bitte wähle eine andere.
problem-picture-damaged = Dieses Bild ist beschädigt. Bitte wähle ein anderes oder speichere es neu.
problem-picture-too-detailed = Dieses Bild hat zu viele Bildpunkte. Bitte verkleinere es auf höchstens 50 Millionen.
