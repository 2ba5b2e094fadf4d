# Finding, reading and publishing events; places at them.

price = Price
price-free = Free
all-day = all day
when-at = { $day }, { $time }
when-clock = { $time }
# The same in every language.
when-zone = { $when } ({ $zone })
# The same in every language.
when-span = { $start } – { $end }
when-all-day = { $day }, all day
until = until { $day }
zone-note = { $zone }. That is { $time } for you.
zone-note-day = { $zone }. That is { $time } on { $day } for you.

places-left = { $count ->
    [one] 1 place left
   *[other] { $count } places left
}
places-left-of = { $count } of { $of ->
    [one] 1 place
   *[other] { $of } places
} left
places-taken = { $count ->
    [one] 1 place taken
   *[other] { $count } places taken
}
places-taken-of = { $count } of { $of } taken
places-count = { $count ->
    [one] 1 place
   *[other] { $count } places
}
places-none = Fully booked
places-unlimited = Room for everybody

tag-booked = Booked
tag-own = Your event
tag-invited = Invited
tag-invite-only = Invite only
tag-over = Over

# The same in every language.
details = Details
# The same in every language.
details-of = Details: { $title }
book = Book
book-a-place = Book a place
book-a-place-at = Book a place: { $title }
log-in-to-book = Log in to book a place
booked-stamp = Booked
booked-toast = You have a place at “{ $title }”.
booked-already-toast = You already had a place at “{ $title }”. Nothing changed.
cancelled-toast = You gave back your place at “{ $title }”.
cancel-booking = Cancel my booking
cancel-booking-title = Give your place back?
cancel-booking-text = Your place at “{ $title }” becomes free for somebody else at once. You can book again as long as there are places.
cancel-booking-text-private = Your place at “{ $title }” becomes free for somebody else at once. It is for invited people only, so you will not see it any more unless you are invited again.
cancel-booking-yes = Yes, give it back
cancel-booking-no = Keep my place
invited-note = { $name } has invited you.
accept = Accept
accept-at = Accept the invitation: { $title }
decline = Decline
decline-at = Decline the invitation: { $title }
decline-title = Decline the invitation?
decline-text = “{ $title }” is public: you can still book as long as there are places.
decline-text-private = “{ $title }” is for invited people only, so you will not see it any more unless you are invited again.
decline-yes = Yes, decline
decline-no = Keep the invitation
declined-toast = You declined the invitation to “{ $title }”.
add-to-calendar = Add to calendar
obstacle-own = This is your event.
obstacle-over = This event is over.
obstacle-full = Fully booked. A place may become free again.
over-own = Your event is over.
over-invited = This event is over. You were invited.
over-booked = This event is over. You were there.
see-other-events = See other events

overview-kicker = What’s on
overview-title = Find something worth leaving the house for
overview-short-title = Events
overview-count = { $count ->
    [one] 1 upcoming event
   *[other] { $count } upcoming events
}
overview-count-all = { $count ->
    [one] 1 event
   *[other] { $count } events
}
overview-first = The first { $count } events
overview-none = No events
overview-failed = The events did not come
overview-empty = Nothing is planned yet. The first event could be yours.
overview-no-match = Nothing matches. Try other words or more days.
clear-filters = Clear filters
filter-search = Search
filter-search-hint = Title or place
filter-from = From
filter-to = To
filter-past = Include past events

all-events = All events
event-absent-title = There is no such event
event-left-title = You are off the list
event-left-text = “{ $title }” is for invited people only. You will see it again when you are invited again.
event-absent-text = It may have been cancelled, or it is only for people who were invited. If you were, log in and try again.
stub = Price and booking
fact-when = When
fact-where = Where
fact-by = By
fact-since = , published { $day }
attendees-title = Who is coming
attendees-past-title = Who was there
attendees-none = Nobody yet. Somebody has to be the first.
attendees-count = { $count ->
    [one] 1 person is coming.
   *[other] { $count } people are coming.
}
attendees-log-in = Log in to see who is coming
attendees-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}

create-title = New event
create-lead = A title, a few words and a day are enough. Everything else can stay empty.
create-when = When and where
create-who = Who can come
create-draft-note = What you type is kept in this tab until you publish it.
publish-event = Publish event
published-toast = “{ $title }” is published.
end-add = Add an end
end-remove = Remove the end
field-title = Title
field-description = Description
field-schedule = Schedule
field-date = Date
field-time = Time
field-end-date = End date
field-end-time = End time
field-time-zone = Time zone
field-location = Location
field-visibility = Visibility
field-maximum = Maximum attendees
field-price = Price
field-currency = Currency
hint-description = An empty line starts a new paragraph; addresses become links.
hint-time = Without a time it lasts all day.
hint-end-date = Empty means the same day.
hint-maximum = Empty means as many as want to come.
hint-price = Empty means free.
visibility-public = Public
visibility-public-text = Everybody sees it and can book a place.
visibility-invite-only = Invite only
visibility-invite-only-text = Only you and the people you invite know of it.
preview = Preview
preview-title = Your title
preview-description = What people should know before they come.
preview-note = This is how your event looks among the others.

field-picture = Picture
hint-picture = JPEG, PNG, WebP or GIF, up to 10 MB. Drop it here, or paste it.
picture-choose = Choose a picture
picture-change = Choose another
picture-remove = Remove the picture
picture-removed-note = The picture goes when you save.
picture-preview = Preview of the picture
picture-sending = The picture is being sent
picture-too-large = This file is larger than 10 MB. Please choose a smaller one.
picture-failed-toast = The event is there, but not its picture: { $why }
picture-again = Try again
field-picture-description = What the picture shows
hint-picture-description = For people who do not see it. Leave it empty if it only decorates.
undo = Undo
share = Share
share-title = Share this event
share-address = Address of the event
# The same in every language.
share-text = { $title }, { $when }
share-invite-only = Only people on the list can open it.
link-copied = Link copied
close = Close

views = Ways to look at the events
view-cards = Cards
view-month = Month
month-before = The month before
month-after = The month after
month-today = Today
month-count = { $count ->
    [one] 1 event
   *[other] { $count } events
}
month-day = { $day }, { $count ->
    [0] no events
    [one] 1 event
   *[other] { $count } events
}
month-more = { $count } more
month-none = Nothing is planned in this month.
month-next-event = Next event: { $day }
month-day-none = Nothing is planned on this day.
month-too-many = Only the first { $count } events are shown. Search to see fewer.
