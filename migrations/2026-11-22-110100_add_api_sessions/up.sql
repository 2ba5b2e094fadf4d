ALTER TABLE sessions
    ADD COLUMN kind text NOT NULL DEFAULT 'browser' CONSTRAINT sessions_kind_check CHECK (kind IN ('browser', 'api')),
    ALTER COLUMN key_hash DROP NOT NULL,
    ADD CONSTRAINT sessions_key_hash_check CHECK ((kind = 'browser') = (key_hash IS NOT NULL));
ALTER TABLE sessions ALTER COLUMN kind DROP DEFAULT;

COMMENT ON COLUMN sessions.kind IS 'browser holds a cookie; api holds tokens';
COMMENT ON COLUMN sessions.key_hash IS 'SHA-256 of the key in the browser''s cookie';

CREATE TABLE refresh_tokens (
    token_hash bytea CONSTRAINT refresh_tokens_pkey PRIMARY KEY,
    session_id uuid NOT NULL CONSTRAINT refresh_tokens_session_id_fkey REFERENCES sessions ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX refresh_tokens_session_id_idx ON refresh_tokens (session_id);

COMMENT ON TABLE refresh_tokens IS 'What programs exchange for new tokens; those of a session are one family';
COMMENT ON COLUMN refresh_tokens.token_hash IS 'SHA-256 of the token';
COMMENT ON COLUMN refresh_tokens.used_at IS 'When it was exchanged; whoever uses it again ends the session';
