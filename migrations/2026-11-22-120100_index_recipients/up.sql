-- All mails to a person, when they take their data along or leave.
CREATE INDEX outgoing_mails_recipient_idx ON outgoing_mails (lower(recipient));
