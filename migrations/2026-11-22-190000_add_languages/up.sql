ALTER TABLE users
    ADD COLUMN language text NOT NULL DEFAULT 'en' CONSTRAINT users_language_check CHECK (language IN ('en', 'de'));

COMMENT ON COLUMN users.language IS 'In which mails are written, and pages where no device has another choice';

ALTER TABLE outgoing_mails
    ADD COLUMN language text NOT NULL DEFAULT 'en' CONSTRAINT outgoing_mails_language_check CHECK (language IN ('en', 'de'));

COMMENT ON COLUMN outgoing_mails.language IS 'What its recipient reads';
