ALTER TABLE outgoing_mails DROP COLUMN language;
ALTER TABLE users DROP COLUMN language;
