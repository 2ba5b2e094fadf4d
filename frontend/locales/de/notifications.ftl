# Was geschehen ist, während man woanders hinsah, und was geschieht, während man zusieht.

notifications = Neuigkeiten
notifications-with-count = { $count ->
    [100] Neuigkeiten, über 99 ungelesen
   *[other] Neuigkeiten, { $count } ungelesen
}
notifications-lead = Was bei deinen Veranstaltungen geschehen ist und bei denen, die du besuchst, und wer dir geschrieben hat.
notifications-none = Noch ist nichts geschehen. Wenn jemand bei dir bucht, dich einlädt oder dir schreibt, steht es hier.
notifications-all = Alle Neuigkeiten ansehen
notifications-mark-all = Alle als gelesen markieren
notification-new = Neu
notification-open = Öffnen
title-with-count = ({ $count }) { $title }

somebody = Jemand
news-booking = { $count ->
    [one] { $name } hat einen Platz bei „{ $title }“ gebucht.
   *[other] { $count } Plätze bei „{ $title }“ wurden gebucht, der letzte von { $name }.
}
news-booking-cancelled = { $count ->
    [one] { $name } hat einen Platz bei „{ $title }“ zurückgegeben.
   *[other] { $count } Plätze bei „{ $title }“ wurden zurückgegeben, der letzte von { $name }.
}
news-invitation = { $name } hat dich zu „{ $title }“ eingeladen.
news-changed = „{ $title }“ wurde geändert: { $aspects }.
news-cancelled = „{ $title }“ ist abgesagt.
news-cancelled-why = „{ $title }“ ist abgesagt: { $reason }
news-removal = { $name } hat dich von der Liste für „{ $title }“ genommen.
news-message = { $count ->
    [0] { $name } hat geschrieben: { $text }
    [one] { $name } hat geschrieben: { $text }
   *[other] { $name } hat { $count } Nachrichten geschrieben: { $text }
}

outside-title = Außerhalb dieser Seite
outside-switch = Auch außerhalb dieser Seite Bescheid sagen
outside-hint = Solange diese Seite in einem Tab offen ist, den du nicht ansiehst, zeigt dein Browser, was geschieht.
outside-denied = Dein Browser lässt diese Seite keine Mitteilungen zeigen. Du kannst es in seinen Einstellungen für diese Seite erlauben.
outside-absent = Dein Browser zeigt keine Mitteilungen dieser Seite.

event-changed-live = Diese Veranstaltung wurde geändert.
event-changed-dismiss = Verstanden
event-gone = Diese Veranstaltung wurde abgesagt oder ist nicht mehr zu sehen.
tag-gone = Nicht mehr da
