ALTER TABLE users
    ADD COLUMN is_admin boolean NOT NULL DEFAULT false,
    ADD COLUMN blocked_at timestamptz,
    ADD COLUMN blocked_reason text
        CONSTRAINT users_blocked_reason_check CHECK (char_length(blocked_reason) BETWEEN 1 AND 500),
    ADD CONSTRAINT users_blocked_check CHECK ((blocked_at IS NULL) = (blocked_reason IS NULL)),
    ADD CONSTRAINT users_admin_not_blocked_check CHECK (NOT (is_admin AND blocked_at IS NOT NULL));

COMMENT ON COLUMN users.is_admin IS 'Whether the person administers this instance';
COMMENT ON COLUMN users.blocked_at IS 'Since when administrators keep the person out; they cannot log in';
COMMENT ON COLUMN users.blocked_reason IS 'Why, as the person was told';

-- The administrators' list of people, the latest account first, and the few that they look for.
CREATE INDEX users_created_at_idx ON users (created_at, id);
CREATE INDEX users_admins_idx ON users (created_at, id) WHERE is_admin;
CREATE INDEX users_blocked_idx ON users (created_at, id) WHERE blocked_at IS NOT NULL;
CREATE INDEX users_unconfirmed_idx ON users (created_at, id) WHERE confirmed_at IS NULL;
-- Their list of events and that of mails, the newest first.
CREATE INDEX events_created_at_idx ON events (created_at, id);
CREATE INDEX outgoing_mails_created_at_idx ON outgoing_mails (created_at, id);
CREATE INDEX outgoing_mails_failed_idx ON outgoing_mails (created_at, id) WHERE failed_at IS NOT NULL;

CREATE TABLE instance_settings (
    is_only boolean NOT NULL DEFAULT true
        CONSTRAINT instance_settings_is_only_check CHECK (is_only),
    sign_up_open boolean NOT NULL DEFAULT true,
    CONSTRAINT instance_settings_pkey PRIMARY KEY (is_only)
);
INSERT INTO instance_settings DEFAULT VALUES;

COMMENT ON TABLE instance_settings IS 'One row: what administrators have chosen for the whole instance';
COMMENT ON COLUMN instance_settings.sign_up_open IS 'Whether people can register';

CREATE TABLE reports (
    id uuid CONSTRAINT reports_pkey PRIMARY KEY,
    reporter_id uuid CONSTRAINT reports_reporter_id_fkey REFERENCES users ON DELETE SET NULL,
    subject_kind text NOT NULL CONSTRAINT reports_subject_kind_check CHECK (subject_kind IN ('event', 'person')),
    subject_id uuid NOT NULL,
    subject_name text NOT NULL,
    person_id uuid NOT NULL CONSTRAINT reports_person_id_fkey REFERENCES users ON DELETE CASCADE,
    reason text NOT NULL CONSTRAINT reports_reason_check CHECK (char_length(reason) BETWEEN 1 AND 1000),
    created_at timestamptz NOT NULL,
    settled_at timestamptz,
    settled_by uuid CONSTRAINT reports_settled_by_fkey REFERENCES users ON DELETE SET NULL,
    decision text CONSTRAINT reports_decision_check CHECK (char_length(decision) BETWEEN 1 AND 1000),
    CONSTRAINT reports_settled_check CHECK ((settled_at IS NULL) = (decision IS NULL)),
    CONSTRAINT reports_reporter_check CHECK (reporter_id <> person_id)
);
-- Nobody fills the list with the same.
CREATE UNIQUE INDEX reports_open_key ON reports (reporter_id, subject_id) WHERE settled_at IS NULL;
CREATE INDEX reports_created_at_idx ON reports (created_at, id);
CREATE INDEX reports_open_idx ON reports (created_at, id) WHERE settled_at IS NULL;
CREATE INDEX reports_settled_at_idx ON reports (settled_at);
CREATE INDEX reports_reporter_id_idx ON reports (reporter_id);
CREATE INDEX reports_person_id_idx ON reports (person_id);
CREATE INDEX reports_settled_by_idx ON reports (settled_by);

COMMENT ON TABLE reports IS 'What people tell administrators about events and people that should not be here';
COMMENT ON COLUMN reports.reporter_id IS 'Null when they have left';
COMMENT ON COLUMN reports.subject_id IS 'The event or the person. No reference: the event may be gone';
COMMENT ON COLUMN reports.subject_name IS 'Title or username, as it was then';
COMMENT ON COLUMN reports.person_id IS 'The person who is reported, or who published the event; what is said about them goes with them';
COMMENT ON COLUMN reports.settled_by IS 'Null while it is open, and when they have left';
COMMENT ON COLUMN reports.decision IS 'What came of it, in an administrator''s words';

CREATE TABLE administration_log (
    id uuid CONSTRAINT administration_log_pkey PRIMARY KEY,
    admin_id uuid CONSTRAINT administration_log_admin_id_fkey REFERENCES users ON DELETE SET NULL,
    by_command boolean NOT NULL,
    action text NOT NULL CONSTRAINT administration_log_action_check CHECK (
        action IN (
            'sign_up_opened', 'sign_up_closed', 'person_blocked', 'person_unblocked', 'event_removed',
            'mail_retried', 'report_settled', 'admin_made', 'admin_revoked'
        )
    ),
    subject_kind text NOT NULL CONSTRAINT administration_log_subject_kind_check CHECK (
        subject_kind IN ('settings', 'person', 'event', 'mail', 'report')
    ),
    subject_id uuid,
    subject_name text,
    person_id uuid CONSTRAINT administration_log_person_id_fkey REFERENCES users ON DELETE SET NULL,
    reason text CONSTRAINT administration_log_reason_check CHECK (char_length(reason) BETWEEN 1 AND 1000),
    happened_at timestamptz NOT NULL,
    CONSTRAINT administration_log_by_command_check CHECK (NOT (by_command AND admin_id IS NOT NULL))
);
CREATE INDEX administration_log_happened_at_idx ON administration_log (happened_at, id);
CREATE INDEX administration_log_admin_id_idx ON administration_log (admin_id);
CREATE INDEX administration_log_person_id_idx ON administration_log (person_id);

COMMENT ON TABLE administration_log IS 'Everything that administrators have done, written in the transaction in which they did it';
COMMENT ON COLUMN administration_log.admin_id IS 'Null for commands on the server, and when they have left';
COMMENT ON COLUMN administration_log.by_command IS 'Whether it was a command on the server, which knows no account';
COMMENT ON COLUMN administration_log.subject_id IS 'What it was done to. No reference: it may be gone';
COMMENT ON COLUMN administration_log.subject_name IS 'What that was called then';
COMMENT ON COLUMN administration_log.person_id IS 'Whom it concerns. When they leave, id, name and reason are forgotten; that something was done is not';
