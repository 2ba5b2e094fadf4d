ALTER TABLE events
    ADD COLUMN version integer NOT NULL DEFAULT 1 CONSTRAINT events_version_check CHECK (version >= 1),
    ADD COLUMN announced jsonb;

COMMENT ON COLUMN events.version IS 'Counts the edits: the ETag, and the SEQUENCE in calendars';
COMMENT ON COLUMN events.announced IS 'What the people who come were told last, if it is not what stands here';

-- How many have not answered, for the creator, however many come.
CREATE INDEX bookings_invited_idx ON bookings (event_id) WHERE status = 'invited';

-- People are found while one types the beginning of a name.
ALTER TABLE users
    ADD COLUMN wants_invitation_mails boolean NOT NULL DEFAULT true,
    ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (
        ' ' || regexp_replace(
            lower(username || ' ' || coalesce(first_name, '') || ' ' || coalesce(last_name, '')),
            '[^[:alnum:]]+', ' ', 'g'
        )
    ) STORED;
CREATE INDEX users_search_text_idx ON users USING gin (search_text gin_trgm_ops);

COMMENT ON COLUMN users.wants_invitation_mails IS 'Whether invitations are sent by mail, too';
COMMENT ON COLUMN users.search_text IS 'Username and names in lower case, words parted by one space';

CREATE TABLE calendar_feeds (
    user_id uuid CONSTRAINT calendar_feeds_pkey PRIMARY KEY
        CONSTRAINT calendar_feeds_user_id_fkey REFERENCES users ON DELETE CASCADE,
    token_hash bytea NOT NULL CONSTRAINT calendar_feeds_token_hash_key UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE calendar_feeds IS 'Private addresses at which calendar programs read a person''s bookings';
COMMENT ON COLUMN calendar_feeds.token_hash IS 'SHA-256 of the 32 random bytes in the address';
