# Becoming a member, and coming in.

field-login = Username or email
field-username = Username
field-email = Email
field-password = Password
field-first-name = First name
field-last-name = Last name
field-age = Age
hint-username = 3 to 32 letters, digits, dots, dashes and underscores. Others see it.
hint-email = We send a link there to confirm it. Others never see it.
hint-password = At least 8 characters. A sentence of several words is easy to remember and hard to guess.
show-typed = Show what I typed
hide-typed = Hide what I typed
strength-1 = Very easy to guess
strength-2 = Still easy to guess
strength-3 = Good. A sentence is even better.
strength-4 = Very hard to guess

login-first = Please log in to go on. You come right back.
login-ended = You were logged out in the meantime. Please log in again, then you can go on where you were.
login-no-account = No account yet?
register-title = Create your account
register-lead = To book places and to publish events of your own.
register-has-account = You have an account?
register-about-you = About you
register-about-you-text = If you like. Your name is shown to others, your age is not.
registered-title = Almost there
registered-text = Welcome, { $username }. One thing is left: confirm your email address.

link-in-browser = Mail is switched off on this server, so here is the link that would have been in it.
link-in-log = Mail is switched off on this server. The link stands in its log: please ask those who run this site for it.
confirmation-sent = We sent a mail to { $email }. Please follow the link in it; it works for 24 hours.
confirmation-sent-again = We sent another mail to { $email }. Please follow the link in it; it works for 24 hours.
confirmation-sent-maybe = If there is an account that waits for this, a mail with a new link is on its way. It works for 24 hours.
confirmation-resend = Send the mail again
confirmation-send = Send a new link
confirmation-link = Confirm my email address
confirmed-stamp = Confirmed
confirmed-title = Your email address is confirmed
confirmed-text = Your account is ready. Log in, and book your first place.
confirm-error-title = This link does not work any more
confirm-error-text = Links work once, and for 24 hours. If your account is not confirmed yet, we send you a new one.
