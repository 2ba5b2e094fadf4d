CREATE TABLE idempotency_keys (
    user_id uuid NOT NULL
        CONSTRAINT idempotency_keys_user_id_fkey REFERENCES users ON DELETE CASCADE,
    key text NOT NULL CONSTRAINT idempotency_keys_key_check CHECK (char_length(key) BETWEEN 1 AND 255),
    fingerprint bytea NOT NULL,
    outcome jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at);

COMMENT ON TABLE idempotency_keys IS 'What became of requests that carried an Idempotency-Key, written in their transactions';
COMMENT ON COLUMN idempotency_keys.fingerprint IS 'SHA-256 of method, path and body: a key is good for one request';
COMMENT ON COLUMN idempotency_keys.outcome IS 'What the answer is made of when the request comes again; null only inside its transaction';
