DROP TABLE calendar_feeds;
ALTER TABLE users DROP COLUMN search_text, DROP COLUMN wants_invitation_mails;
DROP INDEX bookings_invited_idx;
ALTER TABLE events DROP COLUMN announced, DROP COLUMN version;
