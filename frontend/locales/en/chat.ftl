# Conversations.

# The same in every language.
chat = Chat
chat-unread-conversations = { $count ->
    [one] 1 unread conversation
   *[other] { $count } unread conversations
}
chat-search = Find a person
chat-none-title = Nobody has said anything yet
chat-none-text = Find somebody by their username above, or write to the people whose events you visit.
chat-no-match = Nobody here is called that.
chat-people = More people
chat-choose = Choose a conversation, or find somebody to write to.
chat-back = All conversations
chat-you-said = You: { $text }
chat-unread = { $count ->
    [one] 1 unread message
   *[other] { $count } unread messages
}
# The same in every language.
chat-toast = { $name }: { $text }
chat-open = Open
message-person = Message
message-person-label = Message { $name }
message-creator = Message creator

chat-absent-title = There is nobody of this name
chat-absent-text = The name may have a typing mistake, or the person has left.
chat-own-title = This is you
chat-own-text = Talking to oneself helps, but not here. Find somebody else to write to.

presence-here = Here now
presence-away = Not here at the moment
typing = typing…
chat-messages = Messages
chat-beginning = This is where your conversation with { $name } begins.
chat-said-nothing = You have not said anything to each other yet.
chat-earlier = Earlier messages
chat-new-line = New
chat-to-latest = To the latest message
chat-new-messages = New messages
today = Today
yesterday = Yesterday
chat-you = You
message-sending = Sending
message-waiting = Waiting for the connection
message-sent = Sent
message-read = Read
message-mailed = Sent by mail
message-failed = Not sent.
message-remove = Remove
message-heard = { $name } says: { $text }
mail-away = { $name } is not here at the moment, and sees this when they come back.
mail-away-offer = { $name } is not here at the moment. You can send what you wrote by mail.
mail-send = Send by mail
mail-sent-toast = The message is on its way by mail.

refused-text = A message has 1 to 4,000 characters.
refused-not-delivered = { $name } cannot be written to.
refused-blocked = You have blocked { $name }.
refused-not-found = { $name } is not here any more.
refused-otherwise = The server did not take this message.

compose-label = Message to { $name }
compose-placeholder = Write a message
compose-send = Send
compose-hint = Enter sends, Shift and Enter begin a new line.

block = Block
block-label = Block { $name }
block-title = Block { $name }?
block-text = You get no messages from { $name } any more, and cannot write to them. They are not told. You can undo this at any time.
block-keep = Not now
blocked-note = You have blocked { $name }, and cannot write to each other.
unblock = Unblock
unblock-label = Unblock { $name }
blocked-toast = You have blocked { $name }.
unblocked-toast = { $name } can write to you again.
