CREATE TABLE outgoing_mails (
    id uuid CONSTRAINT outgoing_mails_pkey PRIMARY KEY,
    kind text NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    text_body text,
    html_body text,
    attempts integer NOT NULL DEFAULT 0 CONSTRAINT outgoing_mails_attempts_check CHECK (attempts >= 0),
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    failed_at timestamptz,
    CONSTRAINT outgoing_mails_end_check CHECK (sent_at IS NULL OR failed_at IS NULL),
    CONSTRAINT outgoing_mails_body_check CHECK (
        sent_at IS NOT NULL OR (text_body IS NOT NULL AND html_body IS NOT NULL)
    )
);
CREATE INDEX outgoing_mails_due_idx ON outgoing_mails (next_attempt_at)
    WHERE sent_at IS NULL AND failed_at IS NULL;

COMMENT ON TABLE outgoing_mails IS 'Mails, written in the transaction of what they tell about and sent by a worker';
COMMENT ON COLUMN outgoing_mails.id IS 'UUID v7; also the left side of the Message-ID';
COMMENT ON COLUMN outgoing_mails.kind IS 'Which message this is, for people who look for trouble';
COMMENT ON COLUMN outgoing_mails.text_body IS 'Removed when the mail was sent: it may hold a link that opens an account';
COMMENT ON COLUMN outgoing_mails.html_body IS 'Removed when the mail was sent';
COMMENT ON COLUMN outgoing_mails.attempts IS 'How often a worker took it up';
COMMENT ON COLUMN outgoing_mails.next_attempt_at IS 'Not before this; while a worker sends the mail, when another may take over';
COMMENT ON COLUMN outgoing_mails.failed_at IS 'When the last attempt was given up';
