CREATE TABLE notifications (
    id uuid NOT NULL CONSTRAINT notifications_pkey PRIMARY KEY,
    user_id uuid NOT NULL
        CONSTRAINT notifications_user_id_fkey REFERENCES users ON DELETE CASCADE,
    kind text NOT NULL CONSTRAINT notifications_kind_check CHECK (
        kind IN ('booking', 'booking_cancelled', 'invitation', 'event_changed', 'event_cancelled', 'removal')
    ),
    event_id uuid NOT NULL,
    event_title text NOT NULL,
    person_id uuid CONSTRAINT notifications_person_id_fkey REFERENCES users ON DELETE SET NULL,
    count integer NOT NULL DEFAULT 1 CONSTRAINT notifications_count_check CHECK (count > 0),
    details jsonb,
    happened_at timestamptz NOT NULL,
    read_at timestamptz
);
CREATE INDEX notifications_user_id_idx ON notifications (user_id, happened_at DESC, id DESC);
CREATE UNIQUE INDEX notifications_unread_idx ON notifications (user_id, event_id, kind) WHERE read_at IS NULL;
CREATE INDEX notifications_person_id_idx ON notifications (person_id);

COMMENT ON TABLE notifications IS 'What happened to somebody at an event. Of messages, conversations know';
COMMENT ON COLUMN notifications.event_id IS 'No reference: the event may be gone, and the news of it stays';
COMMENT ON COLUMN notifications.event_title IS 'What the event was called then';
COMMENT ON COLUMN notifications.person_id IS 'Who brought it about last';
COMMENT ON COLUMN notifications.count IS 'How often it happened while this was unread';
COMMENT ON COLUMN notifications.details IS 'What else is told: which aspects changed, or the reason of a cancellation';
