# What is one's own: events, places, invitations; the calendar feed and invitation mails.

nav-mine = Your lists
nav-period = Period
my-events = My events
my-bookings = My bookings
my-invitations = My invitations
period-upcoming = Upcoming
period-past = Past
my-events-none = You have no event to come. The next one is quickly made.
my-events-none-past = None of your events is past.
my-bookings-none = You have no place at anything to come.
my-bookings-none-past = You have not been anywhere yet.
my-invitations-none = Nobody has invited you to anything to come. You need no invitation for what is public.
my-invitations-none-past = No invitation has passed by unanswered.

feed-title = Calendar feed
feed-text = A private address for your calendar program: it reads your bookings there and stays up to date. Whoever knows the address can read them, too, so keep it to yourself.
feed-create = Create an address
feed-since = Address made: { $when }. It was shown only then; if you do not have it any more, replace it.
feed-replace = Replace the address
feed-replace-text = You get a new address. Programs that use the old one find nothing there any more.
feed-revoke = End the address
feed-revoke-text = Programs that use the address find nothing there any more.
feed-question = Are you sure?
feed-revoked-toast = The address of your calendar feed has ended.
feed-address = Your private address
feed-once = It is shown only now. Give it to your calendar program as the address of a calendar to subscribe to.
copy = Copy
copied-toast = The address is copied.
copy-failed-toast = The browser does not allow copying. The address is selected, so your keyboard can copy it.

unsubscribe-title = No more invitation mails?
unsubscribe-text = You can still be invited, and find your invitations here. Only the mails about them end. Mails about places you have booked go on.
unsubscribe = No more invitation mails
unsubscribed-title = You get no more invitation mails
unsubscribed-text = If you want them back, say so in your profile.
unsubscribe-invalid-text = Log in and choose in your profile whether you want mails about invitations.
field-invitation-mails = Mails about invitations
hint-invitation-mails = When somebody invites you to an event.
