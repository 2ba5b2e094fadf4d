# Was einem gehört: Veranstaltungen, Plätze, Einladungen; der Kalender und Mails über Einladungen.

nav-mine = Deine Listen
nav-period = Zeitraum
my-events = Meine Veranstaltungen
my-bookings = Meine Buchungen
my-invitations = Meine Einladungen
period-upcoming = Demnächst
period-past = Vergangen
my-events-none = Du hast keine kommenden Veranstaltungen. Die nächste ist schnell gemacht.
my-events-none-past = Keine deiner Veranstaltungen ist vorbei.
my-bookings-none = Du hast noch keinen Platz bei einer kommenden Veranstaltung.
my-bookings-none-past = Du warst noch bei keiner Veranstaltung.
my-invitations-none = Du hast keine offenen Einladungen. Für öffentliche Veranstaltungen brauchst du keine.
my-invitations-none-past = Du hast keine Einladung unbeantwortet gelassen.

feed-title = Kalender-Abo
feed-text = Eine private Adresse für dein Kalenderprogramm: Es liest dort deine Buchungen und bleibt auf dem neuesten Stand. Wer die Adresse kennt, kann sie auch lesen; behalte sie also für dich.
feed-create = Adresse anlegen
feed-since = Adresse angelegt: { $when }. Sie war nur damals zu sehen; wenn du sie nicht mehr hast, ersetze sie.
feed-replace = Adresse ersetzen
feed-replace-text = Du bekommst eine neue Adresse. Programme mit der alten finden dort nichts mehr.
feed-revoke = Adresse löschen
feed-revoke-text = Programme mit dieser Adresse finden dort nichts mehr.
feed-question = Bist du sicher?
feed-revoked-toast = Die Adresse deines Kalender-Abos gilt nicht mehr.
feed-address = Deine private Adresse
feed-once = Sie ist nur jetzt zu sehen. Gib sie deinem Kalenderprogramm als Adresse eines Kalenders, den es abonniert.
copy = Kopieren
copied-toast = Die Adresse ist kopiert.
copy-failed-toast = Der Browser erlaubt das Kopieren nicht. Die Adresse ist markiert, deine Tastatur kann sie also kopieren.

unsubscribe-title = Keine Mails über Einladungen mehr?
unsubscribe-text = Du kannst weiter eingeladen werden und findest deine Einladungen hier. Nur die Mails darüber hören auf. Mails über Plätze, die du gebucht hast, kommen weiter.
unsubscribe = Keine Mails über Einladungen mehr
unsubscribed-title = Du bekommst keine Mails über Einladungen mehr
unsubscribed-text = Wenn du sie wieder willst, sag es in deinem Profil.
unsubscribe-invalid-text = Melde dich an und wähle in deinem Profil, ob du Mails über Einladungen willst.
field-invitation-mails = Mails über Einladungen
hint-invitation-mails = Wenn dich jemand zu einer Veranstaltung einlädt.
