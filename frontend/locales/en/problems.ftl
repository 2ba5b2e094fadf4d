# What goes wrong: with a field (rule-…, one for each code), with a request (problem-…, one for each
# kind), with the connection.

summary-title = { $count ->
    [one] One thing needs another look
   *[other] { $count } things need another look
}
wait-moment = That was tried too often. Please try again in less than a minute.
wait-minutes = That was tried too often. Please try again in { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}.
wait-hours = That was tried too often. Please try again in { $count ->
    [one] 1 hour
   *[other] { $count } hours
}.
wait-over = You can try again now.
error-unreachable = We cannot reach the server. Please check your connection and try again.

rule-required = Please fill this in.
rule-too-short = Please use at least { $min } characters.
rule-too-long = Please use at most { $max } characters.
rule-out-of-range = Please use a number from { $min } to { $max }.
rule-control-character = Please remove the characters that cannot be printed.
rule-username-characters = Please use only letters, digits, dots, dashes and underscores.
rule-email-invalid = Please enter an email address, like name@example.org.
rule-email-ending = That address is missing its ending, like .org.
rule-password-weak = That password is easy to guess. A sentence of several words is better.
rule-wrong-password = That is not your password.
rule-passwords-differ = The two passwords are not the same.
rule-taken = Somebody has this already. Please choose another.
rule-not-a-date = Please enter a date.
rule-not-a-time = Please enter a time, like 19:30.
rule-time-skipped = The clocks skip this time on that day. Please choose another.
rule-unknown-time-zone = Please choose a time zone from the list.
rule-in-the-past = That is in the past. Please choose a day to come.
rule-end-before-start = The end lies before the start.
rule-start-time-missing = Please enter when it starts, too.
rule-not-a-price = Please enter an amount, like 12.50.
rule-currency-missing = Please choose a currency.
rule-unknown-currency = Please choose a currency from the list.
rule-price-missing = Please enter a price, or leave the currency out.
rule-wrong-type = This value is not of the right kind.
rule-unknown-field = This is not known here.
rule-repeated = Please give this only once.
rule-not-a-boolean = Please use yes or no.
rule-not-a-number = Please use a whole number.
rule-invalid-cursor = This list has changed. Please load the page again.
rule-below-places-taken = { $min } places are taken already. Please use at least { $min }.
rule-unknown-person = Nobody here has this username or email address.
rule-invites-oneself = This is your own event. Please invite somebody else.
rule-unknown-value = Please choose one of the values on the list.
rule-span-reversed = The last day lies before the first.

problem-malformed-request = The server did not understand this page. Please load it again.
problem-invalid-query = Something in the address is not understood.
problem-login-required = Please log in first.
problem-token-invalid = This token is not valid, or not any more.
problem-invalid-credentials = This login and password do not match.
problem-not-confirmed = Please confirm your email address first. The link is in the mail we sent you.
problem-account-blocked = Your account is blocked.
problem-sign-up-closed = Nobody can register here at the moment.
problem-administrator-required = Only administrators can do this.
problem-cross-site-request = This did not come from our own page. Please load the page again.
problem-not-found = There is nothing here.
problem-method-not-allowed = The server did not understand this page. Please load it again.
problem-request-timeout = That took too long. Please try again.
problem-event-full = Somebody was faster: this event is fully booked.
problem-event-over = This event is over.
problem-own-event = This is your own event.
problem-nothing-to-tell = Nothing has changed since people were told.
problem-edited-meanwhile = This event was changed meanwhile.
problem-idempotency-key-reused = The server did not understand this page. Please load it again.
problem-if-match-missing = The server did not understand this page. Please load it again.
problem-email-taken = Somebody else uses this email address by now.
problem-own-username = This is you.
problem-user-blocked = You have blocked this person. Unblock them to write.
problem-not-delivered = This person cannot be written to.
problem-mailed-before = This message was sent by mail already.
problem-mail-off = This server does not send mail.
problem-read-before = They have read this message already.
problem-reported-before = You have reported this already. We are looking into it.
problem-reports-oneself = You cannot report yourself or your own events.
problem-settled-before = Somebody else has settled this report meanwhile.
problem-administrator-protected = Administrators cannot be blocked. Take the role away first, with the command create-admin --revoke.
problem-link-invalid = This link does not work any more.
problem-payload-too-large = That is more than the server takes.
problem-unsupported-media-type = The server did not understand this page. Please load it again.
problem-validation-failed = Some fields need another look.
problem-rate-limited = That was tried too often. Please wait a while, then try again.
problem-internal = Something went wrong on our side. Please try again.
problem-unavailable = The service is not available at the moment. Please try again soon.
problem-overloaded = More people are here than can be served at the moment. Please try again in a few seconds.
problem-not-a-picture = This file is not a picture in JPEG, PNG, WebP or GIF. Please choose another.
problem-picture-damaged = This picture is damaged. Please choose another, or save it anew.
problem-picture-too-detailed = This picture has too many pixels. Please make it smaller, to 50 million at most.
