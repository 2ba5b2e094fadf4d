COMMENT ON TABLE outgoing_mails IS 'Mails, written in the transaction of what they tell about and sent by a worker, which locks the row meanwhile';
COMMENT ON COLUMN outgoing_mails.attempts IS 'How often sending it was tried; an attempt during which the process died does not count';
COMMENT ON COLUMN outgoing_mails.next_attempt_at IS 'Not before this';
