# Mails: what all have in common, those about an account, those about an event. In a subject, as
# everywhere, people's words are not ours: $title, $name.

mail-hello = Hello
mail-hello-name = Hello { $username }
mail-button-fails = If the button does nothing, copy this address into your browser:
mail-unsubscribe = Get no more invitations by mail

mail-why-account = You get this mail because you have an account at Event Booking.
mail-why-had-account = You get this mail because you had an account at Event Booking.
mail-why-registered = You get this mail because somebody registered with your address at Event Booking.
mail-why-reset = You get this mail because somebody asked for a new password for your account at Event Booking.
mail-why-address = You get this mail because somebody wants to use your address for an account at Event Booking.
mail-why-old-address = You get this mail because this was the email address of your account at Event Booking.
mail-why-message = You get this mail because { $sender } sent you a message at Event Booking.
mail-why-test = You get this mail because somebody who looks after Event Booking tries out its mail.
mail-why-published = You get this mail because you published an event at Event Booking.
mail-why-booked = You get this mail because you booked a place at Event Booking.
mail-why-gave-back = You get this mail because you gave a place back at Event Booking.
mail-why-invitation = You get this mail because somebody invited you at Event Booking.
mail-why-place = You get this mail because you have a place at an event of Event Booking.
mail-why-invited = You get this mail because you are invited to an event of Event Booking.
mail-why-had-place = You get this mail because you had a place at an event of Event Booking.
mail-why-was-invited = You get this mail because you were invited to an event of Event Booking.

mail-link-day = The link works once, for 24 hours.
mail-not-you-asked = If it was not you who asked for it, you need not do anything.

mail-confirm-subject = Please confirm your email address
mail-confirm-text = One click, and your account is ready: you can book places and publish events of your own.
mail-confirm-action = Confirm my email address
mail-confirm-not-you = If it was not you who registered, you need not do anything.

mail-reset-subject = Choose a new password
mail-reset-text = You can choose a new password now. Until you do, the old one stays as it is.
mail-reset-action = Choose a new password
mail-reset-link = The link works once, for 1 hour.

mail-password-subject = Your password was changed
mail-password-text = Your account has a new password. Wherever else you were logged in, you are logged out now.
mail-password-not-you = If it was you, all is well. If not, please choose a new password right away.
mail-password-action = It was not me

mail-new-address-subject = Please confirm your new email address
mail-new-address-text = One click, and { $email } is the email address of your account. Until then the old one stays.
mail-new-address-action = Confirm my new email address

mail-address-asked-subject = Your email address is about to change
mail-address-asked-text = Your account is to get the email address { $email }. Nothing changes until it is confirmed there.
mail-address-asked-not-you = If it was you, all is well. If not, please log in and change your password: that takes the change back.

mail-address-subject = Your email address was changed
mail-address-text = From now on, { $email } is the email address of your account.
mail-address-not-you = If it was you, all is well. If not, you can put the old address back. Everybody who is logged in to your account is logged out then.
mail-address-action = Put the old address back
mail-address-link = The link works for 7 days.

mail-message-subject = { $sender } wrote to you
mail-message-text = { $sender } wrote to you while you were away, and asked us to send it to you by mail.
mail-message-intro = The message:
mail-message-action = Answer
mail-message-private = { $sender } does not learn your address. Please answer on the page, not to this mail.
mail-message-block = If you do not want to hear from them, you can block them there.

mail-blocked-subject = Your account is blocked
mail-blocked-text = The administrators have blocked your account. You are logged out everywhere and cannot log in until they let you in again.
mail-blocked-stays = Your bookings and your events stay as they are.
mail-blocked-intro = Their reason:

mail-unblocked-subject = Your account is open again
mail-unblocked-text = The administrators have let you in again: your account is no longer blocked.
mail-unblocked-action = Log in

mail-own-event-subject = Your event was removed: { $title }
mail-own-event-text = The administrators have removed your event “{ $title }”. It cannot be brought back.
mail-own-event-told = Whoever had a place or an invitation has been told that it does not take place.
mail-own-event-intro = Their reason:

mail-goodbye-subject = Goodbye
mail-goodbye-text = Your account is gone, and everything that belonged to it was deleted. This is the last mail you get.
mail-goodbye-thanks = Thank you for having been with us. You are welcome back at any time.

mail-test-subject = A test from Event Booking
mail-test-text = This is a test. If you can read it, mails from Event Booking arrive.

mail-when = When
mail-where = Where
mail-price = Price
mail-organiser = Organiser
mail-title = Title
mail-places = Places
mail-visibility = Who sees it
mail-description = Description
mail-see-event = See the event
mail-out-of-calendar = The attached file takes it out of your calendar.

mail-booked-subject = Booked: { $title }
mail-booked-text = You have a place at “{ $title }”.
mail-booked-calendar = The attached file puts it into your calendar.
mail-booked-give-back = If you cannot come, please give the place back on the page of the event, so that somebody else can have it.

mail-gave-back-subject = Your place is given back: { $title }
mail-gave-back-text = Your place at “{ $title }” is given back, as you wished.

mail-invitation-subject = You are invited: { $title }
mail-invitation-text = { $organiser } invites you to “{ $title }”.
mail-invitation-intro = What it is about:
mail-invitation-action = Answer the invitation
mail-invitation-no-place = An invitation holds no place: book yours while there are some.

mail-changed-subject = Changed: { $title }
mail-changed-text = { $organiser } has changed “{ $title }”. This is different now:
mail-changed-intro = The new description:
mail-changed-calendar = The attached file brings your calendar up to date.
mail-changed-below = changed, see below
# What it was, and what it is.
# The same in every language.
mail-change = { $before } → { $now }
mail-place-unsaid = not said
mail-places-unlimited = no limit
mail-visibility-public = everybody
mail-visibility-invite-only = only people with a place or an invitation

mail-cancelled-subject = Cancelled: { $title }
mail-cancelled-text = { $organiser } has cancelled “{ $title }”: it does not take place.
mail-removed-event-text = The administrators have removed “{ $title }”: it does not take place.
mail-cancelled-place = Your place is gone with it, and you need not do anything.
mail-cancelled-invitation = Your invitation is gone with it, and you need not do anything.
mail-cancelled-intro = The reason:

mail-removed-place-subject = Your place was taken back: { $title }
mail-removed-place-text = { $organiser } has taken back your place at “{ $title }”.
mail-removed-invitation-subject = Your invitation was taken back: { $title }
mail-removed-invitation-text = { $organiser } has taken back your invitation to “{ $title }”.
