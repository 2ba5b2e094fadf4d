# Mails: was alle gemeinsam haben, die über ein Konto, die über eine Veranstaltung.

mail-hello = Hallo
mail-hello-name = Hallo { $username }
mail-button-fails = Wenn der Knopf nichts tut, kopiere diese Adresse in deinen Browser:
mail-unsubscribe = Keine Einladungen mehr per Mail bekommen

mail-why-account = Du bekommst diese Mail, weil du ein Konto bei Event Booking hast.
mail-why-had-account = Du bekommst diese Mail, weil du ein Konto bei Event Booking hattest.
mail-why-registered = Du bekommst diese Mail, weil sich jemand mit deiner Adresse bei Event Booking registriert hat.
mail-why-reset = Du bekommst diese Mail, weil jemand ein neues Passwort für dein Konto bei Event Booking angefordert hat.
mail-why-address = Du bekommst diese Mail, weil jemand deine Adresse für ein Konto bei Event Booking benutzen will.
mail-why-old-address = Du bekommst diese Mail, weil das die E-Mail-Adresse deines Kontos bei Event Booking war.
mail-why-message = Du bekommst diese Mail, weil { $sender } dir bei Event Booking geschrieben hat.
mail-why-test = Du bekommst diese Mail, weil jemand, der sich um Event Booking kümmert, den Mailversand ausprobiert.
mail-why-published = Du bekommst diese Mail, weil du bei Event Booking eine Veranstaltung veröffentlicht hast.
mail-why-booked = Du bekommst diese Mail, weil du bei Event Booking einen Platz gebucht hast.
mail-why-gave-back = Du bekommst diese Mail, weil du bei Event Booking einen Platz zurückgegeben hast.
mail-why-invitation = Du bekommst diese Mail, weil dich jemand bei Event Booking eingeladen hat.
mail-why-place = Du bekommst diese Mail, weil du bei Event Booking einen Platz bei einer Veranstaltung hast.
mail-why-invited = Du bekommst diese Mail, weil du bei Event Booking zu einer Veranstaltung eingeladen bist.
mail-why-had-place = Du bekommst diese Mail, weil du bei Event Booking einen Platz bei einer Veranstaltung hattest.
mail-why-was-invited = Du bekommst diese Mail, weil du bei Event Booking zu einer Veranstaltung eingeladen warst.

mail-link-day = Der Link gilt 24 Stunden und nur einmal.
mail-not-you-asked = Wenn nicht du das angefordert hast, musst du nichts tun.

mail-confirm-subject = Bitte bestätige deine E-Mail-Adresse
mail-confirm-text = Ein Klick, und dein Konto ist bereit: Du kannst Plätze buchen und selbst Veranstaltungen veröffentlichen.
mail-confirm-action = E-Mail-Adresse bestätigen
mail-confirm-not-you = Wenn nicht du das Konto angelegt hast, musst du nichts tun.

mail-reset-subject = Wähle ein neues Passwort
mail-reset-text = Du kannst jetzt ein neues Passwort wählen. Bis dahin gilt das alte weiter.
mail-reset-action = Neues Passwort wählen
mail-reset-link = Der Link gilt 1 Stunde und nur einmal.

mail-password-subject = Dein Passwort wurde geändert
mail-password-text = Dein Konto hat ein neues Passwort. Wo du sonst noch angemeldet warst, bist du jetzt abgemeldet.
mail-password-not-you = Wenn du das warst, ist alles gut. Wenn nicht, wähle bitte gleich ein neues Passwort.
mail-password-action = Das war ich nicht

mail-new-address-subject = Bitte bestätige deine neue E-Mail-Adresse
mail-new-address-text = Ein Klick, und { $email } ist die E-Mail-Adresse deines Kontos. Bis dahin bleibt es bei der alten.
mail-new-address-action = Neue E-Mail-Adresse bestätigen

mail-address-asked-subject = Deine E-Mail-Adresse soll geändert werden
mail-address-asked-text = Dein Konto soll die E-Mail-Adresse { $email } bekommen. Es ändert sich nichts, bis sie dort bestätigt wird.
mail-address-asked-not-you = Wenn du das warst, ist alles gut. Wenn nicht, melde dich bitte an und ändere dein Passwort: Das nimmt die Änderung zurück.

mail-address-subject = Deine E-Mail-Adresse wurde geändert
mail-address-text = Ab jetzt ist { $email } die E-Mail-Adresse deines Kontos.
mail-address-not-you = Wenn du das warst, ist alles gut. Wenn nicht, kannst du die alte Adresse wieder einsetzen. Alle, die in deinem Konto angemeldet sind, werden dann abgemeldet.
mail-address-action = Die alte Adresse wieder einsetzen
mail-address-link = Der Link gilt 7 Tage lang.

mail-message-subject = { $sender } hat dir geschrieben
mail-message-text = { $sender } hat dir geschrieben, während du weg warst, und uns gebeten, es dir per Mail zu schicken.
mail-message-intro = Die Nachricht:
mail-message-action = Antworten
mail-message-private = { $sender } erfährt deine Adresse nicht. Bitte antworte auf der Seite, nicht auf diese Mail.
mail-message-block = Wenn du von der Person nichts hören willst, kannst du sie dort blockieren.

mail-blocked-subject = Dein Konto ist gesperrt
mail-blocked-text = Die Administration hat dein Konto gesperrt. Du bist überall abgemeldet und kannst dich nicht anmelden, bis sie dich wieder hereinlässt.
mail-blocked-stays = Deine Buchungen und deine Veranstaltungen bleiben, wie sie sind.
mail-blocked-intro = Ihre Begründung:

mail-unblocked-subject = Dein Konto ist wieder offen
mail-unblocked-text = Die Administration hat dich wieder hereingelassen: Dein Konto ist nicht mehr gesperrt.
mail-unblocked-action = Anmelden

mail-own-event-subject = Deine Veranstaltung wurde entfernt: { $title }
mail-own-event-text = Die Administration hat deine Veranstaltung „{ $title }“ entfernt. Sie lässt sich nicht wiederherstellen.
mail-own-event-told = Alle mit einem Platz oder einer Einladung wissen, dass sie nicht stattfindet.
mail-own-event-intro = Ihre Begründung:

mail-goodbye-subject = Auf Wiedersehen
mail-goodbye-text = Dein Konto und alles, was dazu gehörte, sind gelöscht. Das ist die letzte Mail, die du bekommst.
mail-goodbye-thanks = Danke, dass du bei uns warst. Du bist jederzeit wieder willkommen.

mail-test-subject = Ein Test von Event Booking
mail-test-text = Das ist ein Test. Wenn du ihn lesen kannst, kommen Mails von Event Booking an.

mail-when = Wann
mail-where = Wo
mail-price = Preis
mail-organiser = Veranstaltet von
mail-title = Titel
mail-places = Plätze
mail-visibility = Wer es sieht
mail-description = Beschreibung
mail-see-event = Veranstaltung ansehen
mail-out-of-calendar = Die angehängte Datei nimmt die Veranstaltung aus deinem Kalender.

mail-booked-subject = Gebucht: { $title }
mail-booked-text = Du hast einen Platz bei „{ $title }“.
mail-booked-calendar = Die angehängte Datei trägt die Veranstaltung in deinen Kalender ein.
mail-booked-give-back = Wenn du nicht kommen kannst, gib den Platz bitte auf der Seite der Veranstaltung zurück, damit jemand anderes ihn haben kann.

mail-gave-back-subject = Dein Platz ist zurückgegeben: { $title }
mail-gave-back-text = Dein Platz bei „{ $title }“ ist zurückgegeben, wie du es wolltest.

mail-invitation-subject = Du bist eingeladen: { $title }
mail-invitation-text = { $organiser } lädt dich zu „{ $title }“ ein.
mail-invitation-intro = Worum es geht:
mail-invitation-action = Auf die Einladung antworten
mail-invitation-no-place = Eine Einladung hält keinen Platz frei: Buche deinen, solange es welche gibt.

mail-changed-subject = Geändert: { $title }
mail-changed-text = { $organiser } hat „{ $title }“ geändert. Das ist jetzt anders:
mail-changed-intro = Die neue Beschreibung:
mail-changed-calendar = Die angehängte Datei bringt deinen Kalender auf den neuesten Stand.
mail-changed-below = geändert, siehe unten
mail-change = { $before } → { $now }
mail-place-unsaid = nicht angegeben
mail-places-unlimited = unbegrenzt
mail-visibility-public = alle
mail-visibility-invite-only = nur Leute mit Platz oder Einladung

mail-cancelled-subject = Abgesagt: { $title }
mail-cancelled-text = { $organiser } hat „{ $title }“ abgesagt: Die Veranstaltung findet nicht statt.
mail-removed-event-text = Die Administration hat „{ $title }“ entfernt: Die Veranstaltung findet nicht statt.
mail-cancelled-place = Dein Platz entfällt damit, und du musst nichts tun.
mail-cancelled-invitation = Deine Einladung entfällt damit, und du musst nichts tun.
mail-cancelled-intro = Der Grund:

mail-removed-place-subject = Dein Platz wurde zurückgenommen: { $title }
mail-removed-place-text = { $organiser } hat deinen Platz bei „{ $title }“ zurückgenommen.
mail-removed-invitation-subject = Deine Einladung wurde zurückgenommen: { $title }
mail-removed-invitation-text = { $organiser } hat deine Einladung zu „{ $title }“ zurückgenommen.
