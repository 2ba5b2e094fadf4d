ALTER TABLE outgoing_mails ADD COLUMN has_place boolean;

COMMENT ON COLUMN outgoing_mails.has_place IS 'Whether an announcement goes to somebody with a place, rather than an invitation';
