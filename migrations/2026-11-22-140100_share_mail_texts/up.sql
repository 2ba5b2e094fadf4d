-- One event is told to many people: what it says is stored once, each of its mails is a short row.
CREATE TABLE announcements (
    id uuid CONSTRAINT announcements_pkey PRIMARY KEY,
    digest bytea NOT NULL CONSTRAINT announcements_digest_key UNIQUE,
    content jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE announcements IS 'What mails about events say, stored once for all who get the same';
COMMENT ON COLUMN announcements.digest IS 'SHA-256 of the content, so that the same is not stored twice';
COMMENT ON COLUMN announcements.content IS 'Which message, and the event as it was then';

ALTER TABLE outgoing_mails
    ADD COLUMN announcement_id uuid
        CONSTRAINT outgoing_mails_announcement_id_fkey REFERENCES announcements ON DELETE SET NULL,
    ADD COLUMN recipient_id uuid,
    ADD COLUMN recipient_name text,
    DROP CONSTRAINT outgoing_mails_body_check,
    ADD CONSTRAINT outgoing_mails_body_check CHECK (
        sent_at IS NOT NULL OR announcement_id IS NOT NULL OR (text_body IS NOT NULL AND html_body IS NOT NULL)
    );
CREATE INDEX outgoing_mails_announcement_id_idx ON outgoing_mails (announcement_id);

COMMENT ON COLUMN outgoing_mails.announcement_id IS 'What the mail says, where it has no text of its own';
COMMENT ON COLUMN outgoing_mails.recipient_id IS 'The account that an announcement goes to, while it exists';
COMMENT ON COLUMN outgoing_mails.recipient_name IS 'Whom an announcement greets';
COMMENT ON COLUMN outgoing_mails.id IS 'UUID v7, or v4 of a mail to everybody at an event; also the left side of the Message-ID';
