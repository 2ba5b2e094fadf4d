# What the server says anywhere: in documents, in mails, in calendars.

price-free = free

# $day is a day with its weekday; times are of the 24-hour clock.
when-moment = { $day }, { $time }
when-all-day = { $day }, all day
when-until = { $day }, { $start } to { $end }
# Both are days or when-moments.
# The same in every language.
when-days = { $start } – { $end }
when-in-zone = { $when } ({ $zone } time)

# The name of a calendar with what somebody has booked.
feed-name = { $username } at Event Booking
