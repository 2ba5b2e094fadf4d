ALTER TABLE confirmation_values
    DROP CONSTRAINT confirmation_values_purpose_check,
    ADD CONSTRAINT confirmation_values_purpose_check CHECK (
        purpose IN ('confirm_account', 'reset_password', 'change_email', 'restore_email')
    ),
    ADD COLUMN email text CONSTRAINT confirmation_values_email_check CHECK (char_length(email) BETWEEN 3 AND 254),
    ADD CONSTRAINT confirmation_values_email_purpose_check CHECK (
        (email IS NOT NULL) = (purpose IN ('change_email', 'restore_email'))
    );
CREATE INDEX confirmation_values_expires_at_idx ON confirmation_values (expires_at);

COMMENT ON COLUMN confirmation_values.email IS 'The address that using the value puts in force';
