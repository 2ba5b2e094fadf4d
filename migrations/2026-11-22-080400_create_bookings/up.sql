CREATE TABLE bookings (
    id uuid CONSTRAINT bookings_pkey PRIMARY KEY,
    event_id uuid NOT NULL CONSTRAINT bookings_event_id_fkey REFERENCES events ON DELETE CASCADE,
    user_id uuid NOT NULL CONSTRAINT bookings_user_id_fkey REFERENCES users,
    status text NOT NULL CONSTRAINT bookings_status_check CHECK (status IN ('invited', 'accepted')),
    created_at timestamptz NOT NULL DEFAULT now(),
    accepted_at timestamptz,
    CONSTRAINT bookings_event_user_key UNIQUE (event_id, user_id),
    CONSTRAINT bookings_accepted_at_check CHECK ((status = 'accepted') = (accepted_at IS NOT NULL))
);
CREATE INDEX bookings_user_id_idx ON bookings (user_id);
-- The attendee list: by the time they booked, the invited last.
CREATE INDEX bookings_attendees_idx ON bookings (event_id, (coalesce(accepted_at, 'infinity')), id);

COMMENT ON TABLE bookings IS 'What ties a person to an event: an invitation or a place';
COMMENT ON COLUMN bookings.status IS 'invited holds no place; accepted does, and is counted in events.places_taken';
