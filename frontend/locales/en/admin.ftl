# What those see who run the site, and how everybody else tells them of something.

# The same in every language.
admin-title = Administration
admin-overview = Overview
admin-people = People
admin-events = All events
# The same in every language.
admin-mails = Mails
admin-reports = Reports
admin-log = Log
admin-nav = Parts of the administration
admin-count = { $count ->
    [one] 1 entry
   *[other] { $count } entries
}
admin-count-first = The first { $count } entries
admin-failed = The list did not come
admin-filter = Which of them

admin-number-people = People
admin-number-blocked = Blocked people
admin-number-events = Events to come
admin-number-bookings = Booked places
admin-number-waiting = Mails that wait
admin-number-failed = Mails that failed
admin-number-reports = Open reports
admin-numbers = How it stands
sign-up-title = Sign-up
sign-up-switch = New people can register
sign-up-open-text = Whoever comes can create an account.
sign-up-closed-text = The register page says that nobody can register at the moment. Whoever has an account goes on as before.
sign-up-question = Close sign-up?
sign-up-question-text = Nobody can create an account until you open it again. Accounts that exist stay as they are.
sign-up-close = Close sign-up
sign-up-keep = Leave it open
sign-up-opened-toast = Sign-up is open.
sign-up-closed-toast = Sign-up is closed.

people-lead = Block somebody, and they are logged out everywhere at once. They read your reason.
people-find = Name, username or whole email address
people-all = All
people-blocked = Blocked
people-unconfirmed = Unconfirmed
# The same in every language.
people-admins = Admins
people-empty = Nobody is here yet.
people-empty-match = Nobody fits this.
tag-blocked = Blocked
tag-unconfirmed = Not confirmed
# The same in every language.
tag-admin = Admin
tag-you = You
person-since = Here since { $when }
person-blocked-since = Blocked since { $when }. The reason:
suspend = Block
suspend-label = Block { $name }
suspend-title = Block { $name }?
suspend-text = { $name } is logged out everywhere and cannot log in any more. Their events stay: you can remove them one by one.
suspend-hint = { $name } reads it, in a mail and when logging in.
suspend-keep = Do not block
suspend-toast = { $name } is blocked.
restore = Unblock
restore-label = Unblock { $name }
restore-toast = { $name } can log in again.

events-lead = Everything that was published, what is past and what is invite-only, too.
events-find = Title or place
events-empty = Nothing was published yet.
events-empty-match = No event fits this.
event-description = What it is about
event-remove = Remove
event-remove-label = Remove { $title }
event-remove-title = Remove this event?
event-remove-text = “{ $title }” is gone for good.
event-remove-told = { $count ->
    [0] Nobody has a place. Whoever is invited is told, and { $name }.
    [one] 1 person has a place. They are told, whoever is invited, and { $name }.
   *[other] { $count } people have a place. They are told, whoever is invited, and { $name }.
}
event-remove-hint = All of them read it.
event-remove-keep = Keep the event
event-remove-do = Remove the event
event-removed-toast = { $count ->
    [0] “{ $title }” is removed.
    [one] “{ $title }” is removed. 1 person was told.
   *[other] “{ $title }” is removed. { $count } people were told.
}
event-removed-before-toast = This event is gone already.

mails-lead = What leaves the server by mail. What a mail says is not shown here.
mails-empty = No mail was written yet.
mails-empty-waiting = No mail waits.
mails-empty-failed = No mail has failed.
mails-empty-sent = No mail has left yet.
mails-all = All
mails-waiting = Waiting
mails-failed = Failed
mails-sent = Sent
mail-attempts = { $count ->
    [one] 1 attempt
   *[other] { $count } attempts
}
mail-written = Written { $when }
mail-next = Next attempt { $when }
mail-sent-at = Sent { $when }
mail-failed-at = Given up { $when }
mail-error = What the mail server said:
mail-retry = Send it again
mail-retry-label = Send the mail to { $recipient } again
mail-retried-toast = The mail to { $recipient } is tried again.
mail-gone-toast = This mail does not wait for that any more.
mail-confirm-account = Confirm the account
mail-reset-password = Choose a new password
mail-password-changed = The password was changed
mail-confirm-email = Confirm a new address
mail-email-change-requested = A new address was asked for
mail-email-changed = The address was changed
mail-chat-message = A message that was not read
mail-account-deleted = The account is deleted
mail-account-blocked = The account is blocked
mail-account-unblocked = The account is no longer blocked
mail-event-removed = An event was removed
mail-own-event-removed = Somebody’s own event was removed
mail-test = A trial of the mail settings
mail-booking-confirmed = A booking
mail-booking-cancelled = A place was given back
mail-invitation = An invitation
mail-event-changed = An event has changed
mail-event-cancelled = An event is cancelled
mail-removal = Somebody was taken off a list

reports-lead = What people tell you about somebody or something. They do not hear what you decide.
reports-open = Open
reports-settled = Settled
reports-empty-open = No report waits for you.
reports-empty-settled = Nothing was decided yet.
report-of-event = Event: { $name }
# The same in every language.
report-of-person = Person: { $name }
report-event-gone = This event is gone.
report-by = Reported by { $name }, { $when }
report-by-gone = Reported by somebody who has left, { $when }
report-decided = { $name } decided, { $when }:
report-decided-gone = Decided { $when }:
report-settle = Settle
report-settle-label = Settle the report about { $name }
report-settle-title = What did you decide?
report-settle-text = The report is closed then. If you want to block somebody or remove an event, do that first.
report-settle-hint = Only administrators read it.
report-settle-keep = Leave it open
report-settle-do = Settle the report
report-settled-toast = The report is settled.
field-decision = Decision

report = Report
report-event-title = Report this event?
report-person-title = Report { $name }?
report-text = The people who run this site read what you write. Nobody else learns that it was you.
report-field = What is wrong
report-keep = Cancel
report-do = Send the report
report-toast = Thank you. We look into it.

log-lead = Everything that administrators have changed, the latest first.
log-empty = Nothing was changed yet.
log-command = A command on the server
log-gone = Somebody who has left
log-forgotten = (no longer known)
log-sign-up-opened = { $admin } opened sign-up.
log-sign-up-closed = { $admin } closed sign-up.
log-person-blocked = { $admin } blocked { $subject }.
log-person-unblocked = { $admin } unblocked { $subject }.
log-event-removed = { $admin } removed the event “{ $subject }”.
log-mail-retried = { $admin } had a mail sent again: { $subject }.
log-report-settled = { $admin } settled the report about { $subject }.
log-admin-made = { $admin } made { $subject } an administrator.
log-admin-revoked = { $admin } took the administration from { $subject }.

register-closed-title = Nobody can register at the moment
register-closed-text = Those who run this site have closed sign-up. Please come back another time. What is public you can see without an account.
problem-account-blocked-reason = Your account is blocked. The reason: { $reason }
