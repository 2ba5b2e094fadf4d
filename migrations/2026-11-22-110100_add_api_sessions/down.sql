DROP TABLE refresh_tokens;
DELETE FROM sessions WHERE kind <> 'browser';
ALTER TABLE sessions
    DROP COLUMN kind,
    ALTER COLUMN key_hash SET NOT NULL;
