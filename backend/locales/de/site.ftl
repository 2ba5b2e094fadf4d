# Was der Server überall sagt: in Dokumenten, in Mails, in Kalendern.

price-free = kostenlos

when-moment = { $day }, { $time } Uhr
when-all-day = { $day }, ganztägig
when-until = { $day }, { $start } bis { $end } Uhr
when-days = { $start } – { $end }
when-in-zone = { $when } (Zeitzone { $zone })

feed-name = { $username } bei Event Booking
