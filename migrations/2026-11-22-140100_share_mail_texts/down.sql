DELETE FROM outgoing_mails WHERE announcement_id IS NOT NULL AND sent_at IS NULL;
ALTER TABLE outgoing_mails
    DROP CONSTRAINT outgoing_mails_body_check,
    DROP COLUMN recipient_name,
    DROP COLUMN recipient_id,
    DROP COLUMN announcement_id,
    ADD CONSTRAINT outgoing_mails_body_check CHECK (
        sent_at IS NOT NULL OR (text_body IS NOT NULL AND html_body IS NOT NULL)
    );
DROP TABLE announcements;
COMMENT ON COLUMN outgoing_mails.id IS 'UUID v7; also the left side of the Message-ID';
