# Changing an event: its form, its people, telling them, calling it off.

edit-event = Edit
edit-title = Edit event
edit-over-title = This event is over
edit-over-text = What is past stays as it was: “{ $title }” cannot be edited any more.
edit-restored = What you typed before is still here. It is not saved yet.
edit-hides = People who have a place keep it, and still see the event.
to-event = To the event
save-changes = Save changes
discard-changes = Discard
event-saved-toast = “{ $title }” is saved.
event-unchanged-toast = Nothing was changed.

meanwhile-title = This event was changed meanwhile
meanwhile-text = Somebody else saved while you were typing. Nothing that you typed is lost. Look at what they changed, then save again.
meanwhile-taken = Taken over into the form below
meanwhile-both = { $field }: you both changed this
keep-yours = Keep yours:
take-theirs = Take theirs:
value-was = Was
value-now = Now
location-none = No location

people-title = People
people-manage = Invite or remove people
people-none = Nobody yet. Invite the first one.
people-no-match = Nobody here is called that.
people-search = Search people
people-found = People found
people-found-count = { $count ->
    [one] 1 person found
   *[other] { $count } people found
}
field-invite = Invite somebody
hint-invite = Their name, username or email address.
invite = Invite
invited-toast = { $name } is invited. They are told.
invited-already-toast = { $name } was already invited. Nothing changed.
invited-booked-toast = { $name } already has a place. Nothing changed.
remove = Remove
remove-person = Remove { $name }
remove-title = Remove { $name }?
remove-text-booked = { $name } loses the place, and it becomes free for somebody else at once.
remove-text-invited = The invitation of { $name } is taken back.
remove-told = They are told.
remove-no = Keep them
removed-toast = { $name } is off the list.

news-title = { $count ->
    [one] 1 person does not know yet what changed
   *[other] { $count } people do not know yet what changed
}
news-tell = { $count ->
    [one] Tell 1 person what changed
   *[other] Tell { $count } people what changed
}
told-toast = { $count ->
    [0] Nobody was told.
    [one] 1 person is told.
   *[other] { $count } people are told.
}

cancel-event = Cancel event
cancel-event-title = Cancel this event?
cancel-event-text = “{ $title }” and all its bookings are deleted. This cannot be taken back.
cancel-event-nobody = Nobody has a place or an invitation, so nobody is told.
cancel-event-people = { $count ->
    [one] 1 person who has a place or an invitation is told.
   *[other] { $count } people who have a place or an invitation are told.
}
field-reason = Reason
hint-reason = They read it.
cancel-event-no = Keep the event
cancel-event-yes = Cancel the event
event-cancelled-toast = “{ $title }” is cancelled. { $count ->
    [0] Nobody had to be told.
    [one] 1 person is told.
   *[other] { $count } people are told.
}
discarded-toast = Your changes are discarded.
