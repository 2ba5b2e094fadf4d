# Words that every page shares, and the way in.

# The same in every language.
brand = Event Booking
# The same in every language.
document-title = { $title } · Event Booking
skip-link = Skip to content
nav-main = Main
nav-account = Account
nav-register = Create account
nav-back = Back
# The same in every language.
nav-events = Events
nav-new-event = New event
log-in = Log in
log-out = Log out
logged-out = You are logged out.
logged-in-as = Logged in as
create-account = Create account
# The same in every language.
footer-api = API
language = Language
language-question = Change the language?
language-yes = Change the language
theme = Theme
# The same in every language.
theme-system = System
theme-light = Light
theme-dark = Dark
loading = Loading
dismiss = Dismiss
try-again = Try again
chunk-failed = The rest of this page did not come.
connection-lost = Connection lost. Trying again…
new-version = A new version is there.
new-version-load = Load it
new-version-question = Load the new version?
reload-text = The page loads again, and what you have typed into it is gone then.
reload-no = Stay here
kept-at = You are offline. As of { $when }.
load-more = Load more
cancel = Cancel
just-now = just now
optional = optional
counter = { $count } of { $max }

not-found-title = This page does not exist
not-found-text = The address may have a typing mistake, or what was here has moved on.
failure-title = Something went wrong
failure-request = If you ask us about it, tell us this number:
crash-text = The page stopped working. What you have published and booked is safe. Please load the page again.
crash-reload = Load the page again

# The same in every language.
home-kicker = Event Booking
home-title = Good evenings start with a ticket
home-lead = People publish their events here, from a supper at a long table to a night of small stages. You see what is on, book a place in one step, and always know how many are left.
home-publish = Publish an event
home-coming-up = Coming up
home-all = See all events
home-empty = Nothing is planned yet. The first event could be yours.
home-how = How it works
home-step-find = Find something
home-step-find-text = By title, place or day. No account needed to look around.
home-step-book = Book a place
home-step-book-text = One step. You can give it back just as easily.
home-step-publish = Publish your own
home-step-publish-text = For everybody, or only for people you invite.
see-events = See what is on
