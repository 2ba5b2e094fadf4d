# Was schiefgeht, für Menschen und für die, die Programme schreiben: mit einer Anfrage (problem-…,
# eines für jede Art; detail-… sagt mehr), mit einem Feld (rule-…, eines für jeden Code).

problem-malformed-request = Die Anfrage war nicht lesbar.
problem-invalid-query = Etwas in der Adresse ist nicht zu verstehen.
problem-login-required = Bitte melde dich zuerst an.
problem-token-invalid = Dieses Token gilt nicht oder nicht mehr.
problem-invalid-credentials = Anmeldename und Passwort passen nicht zusammen.
problem-not-confirmed = Bitte bestätige zuerst deine E-Mail-Adresse.
problem-cross-site-request = Diese Anfrage kam von einer anderen Website.
problem-not-found = Hier ist nichts.
problem-method-not-allowed = Diese Adresse kennt diese Methode nicht.
problem-request-timeout = Die Anfrage hat zu lange gedauert.
problem-event-full = Diese Veranstaltung ist ausgebucht.
problem-event-over = Diese Veranstaltung ist vorbei.
problem-own-event = Das ist deine eigene Veranstaltung.
problem-nothing-to-tell = Seit der letzten Nachricht an die Gäste hat sich nichts geändert.
problem-email-taken = Jemand anderes benutzt diese E-Mail-Adresse inzwischen.
problem-own-username = Das bist du.
problem-user-blocked = Du hast diese Person blockiert.
problem-not-delivered = Dieser Person kann man nicht schreiben.
problem-mailed-before = Diese Nachricht wurde schon per Mail geschickt.
problem-mail-off = Dieser Server verschickt keine Mails.
problem-read-before = Diese Nachricht wurde schon gelesen.
problem-link-invalid = Dieser Link funktioniert nicht mehr.
problem-edited-meanwhile = Das wurde inzwischen geändert.
problem-payload-too-large = Die Anfrage ist zu groß.
problem-unsupported-media-type = Die Anfrage muss JSON sein.
problem-validation-failed = Bitte sieh dir einige Felder noch einmal an.
problem-not-a-picture = Das ist kein Bild in JPEG, PNG, WebP oder GIF.
problem-picture-damaged = Dieses Bild ist beschädigt.
problem-picture-too-detailed = Dieses Bild hat zu viele Bildpunkte.
problem-idempotency-key-reused = Dieser Idempotency-Key gehört zu einer anderen Anfrage.
problem-if-match-missing = Bitte sag in If-Match, welche Version du änderst.
problem-rate-limited = Das wurde zu oft versucht.
problem-internal = Bei uns ist etwas schiefgegangen.
problem-unavailable = Der Dienst ist gerade nicht erreichbar.

detail-content-type = Schicke den Header Content-Type: application/json.
detail-body-unread = Der Inhalt war nicht lesbar.
detail-body-limit = Der Inhalt darf höchstens { $bytes } Bytes haben.
detail-pictures-busy = Gerade werden viele Bilder geschickt.
detail-not-json = Der Inhalt ist kein gültiges JSON: { $error }.
detail-wait = Das wurde zu oft versucht. Bitte versuche es in { $seconds ->
    [one] { $seconds } Sekunde
   *[other] { $seconds } Sekunden
} noch einmal.
detail-idempotency-key = { $header } muss ein Text von 1 bis { $max } Zeichen ohne Leerraum sein.
detail-no-handshake = Das ist kein Websocket-Handshake: { $error }.

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
rule-not-a-date = Bitte gib ein Datum ein, etwa 2026-12-31.
rule-not-a-time = Bitte gib eine Uhrzeit ein, etwa 19:30.
rule-time-skipped = Diese Uhrzeit gibt es an dem Tag wegen der Zeitumstellung nicht. Bitte nimm eine andere.
rule-unknown-time-zone = Bitte wähle eine Zeitzone, etwa Europe/Berlin.
rule-in-the-past = Das ist schon vorbei. Bitte nimm einen Tag, der noch kommt.
rule-end-before-start = Das Ende liegt vor dem Anfang.
rule-start-time-missing = Bitte gib auch an, wann es anfängt.
rule-not-a-price = Bitte gib einen Betrag ein, etwa 12.50.
rule-currency-missing = Bitte wähle eine Währung.
rule-unknown-currency = Bitte wähle eine Währung aus der Liste.
rule-price-missing = Bitte gib einen Preis an oder lass die Währung weg.
rule-wrong-type = Dieser Wert hat den falschen Typ.
rule-unknown-field = Das ist hier nicht bekannt.
rule-repeated = Bitte gib das nur einmal an.
rule-not-a-boolean = Bitte nimm true oder false.
rule-not-a-number = Bitte nimm eine ganze Zahl.
rule-invalid-cursor = Bitte nimm einen Cursor aus einer früheren Antwort.
rule-below-places-taken = { $min } Plätze sind schon vergeben. Bitte nimm mindestens { $min }.
rule-unknown-person = Niemand hier hat diesen Benutzernamen oder diese E-Mail-Adresse.
rule-invites-oneself = Das ist deine eigene Veranstaltung. Bitte lade jemand anderes ein.
rule-unknown-value = Bitte nimm einen der möglichen Werte.
rule-span-reversed = Der letzte Tag liegt vor dem ersten.
