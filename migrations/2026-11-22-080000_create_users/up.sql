CREATE TABLE users (
    id uuid CONSTRAINT users_pkey PRIMARY KEY,
    username text NOT NULL CONSTRAINT users_username_check CHECK (char_length(username) BETWEEN 3 AND 32),
    email text NOT NULL CONSTRAINT users_email_check CHECK (char_length(email) BETWEEN 3 AND 254),
    password_hash text NOT NULL,
    first_name text CONSTRAINT users_first_name_check CHECK (char_length(first_name) BETWEEN 1 AND 64),
    last_name text CONSTRAINT users_last_name_check CHECK (char_length(last_name) BETWEEN 1 AND 64),
    age smallint CONSTRAINT users_age_check CHECK (age BETWEEN 0 AND 150),
    confirmed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_username_key ON users (lower(username));
CREATE UNIQUE INDEX users_email_key ON users (lower(email));

COMMENT ON TABLE users IS 'People with an account';
COMMENT ON COLUMN users.id IS 'UUID v7';
COMMENT ON COLUMN users.username IS 'The name under which others know the person; unique whatever its case';
COMMENT ON COLUMN users.email IS 'Where mails go; unique whatever its case';
COMMENT ON COLUMN users.password_hash IS 'Argon2id, as a PHC string';
COMMENT ON COLUMN users.age IS 'In years';
COMMENT ON COLUMN users.confirmed_at IS 'When the email address was confirmed; logging in needs that';

CREATE TABLE confirmation_values (
    id uuid CONSTRAINT confirmation_values_pkey PRIMARY KEY,
    user_id uuid NOT NULL CONSTRAINT confirmation_values_user_id_fkey REFERENCES users ON DELETE CASCADE,
    purpose text NOT NULL CONSTRAINT confirmation_values_purpose_check CHECK (purpose IN ('confirm_account')),
    value_hash bytea NOT NULL CONSTRAINT confirmation_values_value_hash_key UNIQUE,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX confirmation_values_user_id_idx ON confirmation_values (user_id);

COMMENT ON TABLE confirmation_values IS 'Single-use values that were sent in links; using one deletes its row';
COMMENT ON COLUMN confirmation_values.purpose IS 'What the value may be used for';
COMMENT ON COLUMN confirmation_values.value_hash IS 'SHA-256 of the 32 random bytes in the link';
