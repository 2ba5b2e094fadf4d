ALTER TABLE outgoing_mails DROP COLUMN has_place;
