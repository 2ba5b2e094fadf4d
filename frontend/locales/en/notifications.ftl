# What happened while one was looking elsewhere, and what happens while one looks.

notifications = Notifications
notifications-with-count = { $count ->
    [100] Notifications, 99+ unread
   *[other] Notifications, { $count } unread
}
notifications-lead = What happened at your events and at those you go to, and who wrote to you.
notifications-none = Nothing has happened yet. When somebody books your event, invites you or writes to you, it stands here.
notifications-all = See all notifications
notifications-mark-all = Mark all as read
notification-new = New
notification-open = Open
# The same in every language.
title-with-count = ({ $count }) { $title }

somebody = Somebody
news-booking = { $count ->
    [one] { $name } has booked a place at “{ $title }”.
   *[other] { $count } places were booked at “{ $title }”, the last one by { $name }.
}
news-booking-cancelled = { $count ->
    [one] { $name } has given back a place at “{ $title }”.
   *[other] { $count } places were given back at “{ $title }”, the last one by { $name }.
}
news-invitation = { $name } has invited you to “{ $title }”.
news-changed = “{ $title }” was changed: { $aspects }.
news-cancelled = “{ $title }” is cancelled.
news-cancelled-why = “{ $title }” is cancelled: { $reason }
news-removal = { $name } has taken you off the list of “{ $title }”.
news-message = { $count ->
    [0] { $name } has written: { $text }
    [one] { $name } has written: { $text }
   *[other] { $name } has written { $count } messages: { $text }
}

outside-title = Outside this page
outside-switch = Notify me outside this page, too
outside-hint = While this site is open in a tab that you do not look at, your browser shows what happens.
outside-denied = Your browser does not let this site show notifications. You can allow it in the browser’s settings for this site.
outside-absent = Your browser shows no notifications of this site.

event-changed-live = This event was changed.
event-changed-dismiss = Got it
event-gone = This event was cancelled or is not visible any more.
tag-gone = Gone
