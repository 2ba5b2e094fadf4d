CREATE TABLE sessions (
    id uuid CONSTRAINT sessions_pkey PRIMARY KEY,
    key_hash bytea NOT NULL CONSTRAINT sessions_key_hash_key UNIQUE,
    user_id uuid NOT NULL CONSTRAINT sessions_user_id_fkey REFERENCES users ON DELETE CASCADE,
    ip_address inet NOT NULL,
    user_agent text NOT NULL,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CONSTRAINT sessions_expires_at_check CHECK (expires_at > created_at)
);
CREATE INDEX sessions_user_id_idx ON sessions (user_id);
CREATE INDEX sessions_expires_at_idx ON sessions (expires_at);

COMMENT ON TABLE sessions IS 'One row for every login that has not ended';
COMMENT ON COLUMN sessions.id IS 'UUID v7; names the session to its owner, opens nothing';
COMMENT ON COLUMN sessions.key_hash IS 'SHA-256 of the key in the browser''s cookie';
COMMENT ON COLUMN sessions.ip_address IS 'The client''s address at login, v4 or v6';
COMMENT ON COLUMN sessions.user_agent IS 'The User-Agent header at login';
COMMENT ON COLUMN sessions.created_at IS 'When the person logged in';
COMMENT ON COLUMN sessions.last_used_at IS 'To the minute';
