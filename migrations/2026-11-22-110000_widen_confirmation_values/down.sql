DROP INDEX confirmation_values_expires_at_idx;
DELETE FROM confirmation_values WHERE purpose <> 'confirm_account';
ALTER TABLE confirmation_values
    DROP COLUMN email,
    DROP CONSTRAINT confirmation_values_purpose_check,
    ADD CONSTRAINT confirmation_values_purpose_check CHECK (purpose IN ('confirm_account'));
