# What goes wrong, for people and for those who write programs: with a request (problem-…, one for
# each kind; detail-… says more), with a field (rule-…, one for each code).

problem-malformed-request = The request could not be read.
problem-invalid-query = Something in the address is not understood.
problem-login-required = Please log in first.
problem-token-invalid = This token is not valid, or not any more.
problem-invalid-credentials = This login and password do not match.
problem-not-confirmed = Please confirm your email address first.
problem-cross-site-request = This request came from another site.
problem-not-found = There is nothing here.
problem-method-not-allowed = This address does not support that method.
problem-request-timeout = The request took too long.
problem-event-full = This event is fully booked.
problem-event-over = This event is over.
problem-own-event = This is your own event.
problem-nothing-to-tell = Nothing has changed since people were told.
problem-email-taken = Somebody else uses this email address by now.
problem-own-username = This is you.
problem-user-blocked = You have blocked this person.
problem-not-delivered = This person cannot be written to.
problem-mailed-before = This message was sent by mail already.
problem-mail-off = This server does not send mail.
problem-read-before = This message was read already.
problem-link-invalid = This link does not work any more.
problem-edited-meanwhile = This was changed meanwhile.
problem-payload-too-large = The request is too large.
problem-unsupported-media-type = The request must be JSON.
problem-validation-failed = Some fields need another look.
problem-not-a-picture = This is not a picture in JPEG, PNG, WebP or GIF.
problem-picture-damaged = This picture is damaged.
problem-picture-too-detailed = This picture has too many pixels.
problem-idempotency-key-reused = This Idempotency-Key belongs to another request.
problem-if-match-missing = Please say in If-Match which version you change.
problem-rate-limited = That was tried too often.
problem-internal = Something went wrong on our side.
problem-unavailable = The service is not available at the moment.

detail-content-type = Send the header Content-Type: application/json.
detail-body-unread = The body could not be read.
detail-body-limit = The body may have at most { $bytes } bytes.
detail-pictures-busy = Many pictures are being sent at the moment.
detail-not-json = The body is not valid JSON: { $error }.
detail-wait = That was tried too often. Please try again in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.
detail-idempotency-key = { $header } must be one text of 1 to { $max } characters, without white space.
detail-no-handshake = This is no websocket handshake: { $error }.

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
rule-not-a-date = Please enter a date, like 2026-12-31.
rule-not-a-time = Please enter a time, like 19:30.
rule-time-skipped = The clocks skip this time on that day. Please choose another.
rule-unknown-time-zone = Please choose a time zone, like Europe/Berlin.
rule-in-the-past = That is in the past. Please choose a day to come.
rule-end-before-start = The end lies before the start.
rule-start-time-missing = Please enter when it starts, too.
rule-not-a-price = Please enter an amount, like 12.50.
rule-currency-missing = Please choose a currency.
rule-unknown-currency = Please choose a currency from the list.
rule-price-missing = Please enter a price, or leave the currency out.
rule-wrong-type = This value has the wrong type.
rule-unknown-field = This is not known here.
rule-repeated = Please give this only once.
rule-not-a-boolean = Please use true or false.
rule-not-a-number = Please use a whole number.
rule-invalid-cursor = Please use a cursor from an earlier answer.
rule-below-places-taken = { $min } places are taken already. Please use at least { $min }.
rule-unknown-person = Nobody here has this username or email address.
rule-invites-oneself = This is your own event. Please invite somebody else.
rule-unknown-value = Please use one of the values that there are.
rule-span-reversed = The last day lies before the first.
