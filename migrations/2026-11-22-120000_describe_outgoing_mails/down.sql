COMMENT ON TABLE outgoing_mails IS 'Mails, written in the transaction of what they tell about and sent by a worker';
COMMENT ON COLUMN outgoing_mails.attempts IS 'How often a worker took it up';
COMMENT ON COLUMN outgoing_mails.next_attempt_at IS 'Not before this; while a worker sends the mail, when another may take over';
