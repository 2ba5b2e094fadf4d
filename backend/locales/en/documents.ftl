# What documents say beyond what the app says: to search engines, and to people without JavaScript.

site-description = Publish events, find events, book a place.
site-overview-description = Events to come, by date: find one by title, place or day, and book a place.
site-profile-description = Events that { $name } has published.
site-without-javascript = You can read everything here. To book a place, to write to people or to publish something, switch on JavaScript and load this page again.
site-without-javascript-nothing = This page works with JavaScript only. Please switch it on and load the page again.
site-more-events = More events
site-further-events = Further events
site-place-open = The place is not known yet
site-search = Search
