# People: profiles, where one is logged in, one's own data.

profile-title-own = Your profile
to-profile = To your profile
edit-profile = Edit profile
member-since = Member since
profile-absent-title = There is no such person
profile-absent-text = The name may have a typing mistake, or the person has left. If you are not logged in, you see only people who published something for everybody.
profile-save = Save
profile-saved-toast = Your profile is saved.
profile-unchanged-toast = Nothing was changed.
hint-new-email = A new address is in force when you have opened the link that we send there.
hint-age = Others never see it.
events-own = Your events
events-of = Events
events-own-none = You have not published anything yet. The first event is quickly made.
events-of-none = There is nothing to see yet.
column-event = Event
column-places = Places

email-step-title = One thing is left
email-step-text = Open the link to { $new }. Until then { $old } stays in force.
email-step-sent = We sent a mail to { $new }. The link in it works for 24 hours. Another mail went to { $old }, so that nobody can do this behind your back.
email-pending = Your new address { $new } waits until you open the link that was made for it. Until then { $old } stays in force.
email-keep = Keep the old address
email-kept-toast = { $email } stays your address.

sessions-title = Where you are logged in
sessions-lead = If there is something that you do not know, log it out and choose a new password.
sessions-only-this = You are logged in nowhere else.
sessions-end-others = Log out everywhere else
sessions-end-title = Log out everywhere else?
sessions-end-text = All other browsers and programs must log in again. You stay logged in here.
sessions-ended-toast = You are logged out everywhere else.
session-current = This browser
session-last-used = Last used
session-since = Logged in
session-address = Address
session-end = Log out
session-end-label = Log out: { $device }
session-end-title = Log out there?
session-end-text = { $device } must log in again. You stay logged in here.
session-ended-toast = Logged out: { $device }.
device-on = { $client } on { $system }
device-browser = A browser
device-browser-on = A browser on { $system }
device-program = A program
device-program-named = A program ({ $client })

account-title = Your data and account
data-title = Take your data along
data-text = Everything we have stored about you in one file: your profile, your events, your bookings, and where you are logged in. Programs can read it, and so can you.
data-download = Download my data
deletion-title = Delete your account
deletion-text = Before anything happens, you see what it means for your events and for the people who booked them.
deletion-ask = Delete my account …
deletion-question = Delete your account?
deletion-events = { $count ->
    [one] Your coming event is cancelled.
   *[other] Your { $count } coming events are cancelled.
}
deletion-people = { $count ->
    [one] 1 person is told about that.
   *[other] { $count } people are told about that.
}
deletion-places = { $count ->
    [one] The place that you booked becomes free for somebody else.
   *[other] The { $count } places that you booked become free for others.
}
deletion-past = { $count ->
    [one] Your past event is removed.
   *[other] Your { $count } past events are removed.
}
deletion-conversations = { $count ->
    [one] Your conversation is removed, for the other person, too.
   *[other] Your { $count } conversations are removed, for the others, too.
}
deletion-profile = Your profile and everything else about you is removed.
deletion-final = This cannot be taken back.
hint-deletion-password = So that we know it is you.
deletion-keep = Keep my account
deletion-do = Delete my account
deletion-toast = Your account is deleted. Thank you for being here, and goodbye.
