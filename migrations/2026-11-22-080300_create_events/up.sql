-- Fragments of words are found by their trigrams.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE events (
    id uuid CONSTRAINT events_pkey PRIMARY KEY,
    creator_id uuid NOT NULL CONSTRAINT events_creator_id_fkey REFERENCES users,
    title text NOT NULL CONSTRAINT events_title_check CHECK (char_length(title) BETWEEN 3 AND 100),
    description text NOT NULL CONSTRAINT events_description_check CHECK (char_length(description) BETWEEN 1 AND 5000),
    location text CONSTRAINT events_location_check CHECK (char_length(location) BETWEEN 1 AND 100),
    date date NOT NULL,
    "time" time,
    end_date date,
    end_time time,
    time_zone text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    visibility text NOT NULL CONSTRAINT events_visibility_check CHECK (visibility IN ('public', 'invite-only')),
    maximum_attendees integer CONSTRAINT events_maximum_attendees_check CHECK (maximum_attendees BETWEEN 1 AND 100000),
    places_taken integer NOT NULL DEFAULT 0,
    price numeric(8, 2) CONSTRAINT events_price_check CHECK (price >= 0),
    currency text CONSTRAINT events_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
    search_text text NOT NULL GENERATED ALWAYS AS (
        ' ' || regexp_replace(lower(title || ' ' || coalesce(location, '')), '[^[:alnum:]]+', ' ', 'g')
    ) STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT events_places_taken_check CHECK (
        places_taken >= 0 AND (maximum_attendees IS NULL OR places_taken <= maximum_attendees)
    ),
    CONSTRAINT events_span_check CHECK (ends_at > starts_at AND (end_date IS NULL OR end_date >= date)),
    CONSTRAINT events_price_currency_check CHECK ((price IS NULL) = (currency IS NULL))
);
-- The overview, page by page in the order of time: for guests, and for people who also see
-- events that are not public.
CREATE INDEX events_public_starts_at_idx ON events (starts_at, id) WHERE visibility = 'public';
CREATE INDEX events_starts_at_idx ON events (starts_at, id);
-- Events that began before an instant and still go on.
CREATE INDEX events_period_idx ON events USING gist (tstzrange(starts_at, ends_at));
CREATE INDEX events_search_text_idx ON events USING gin (search_text gin_trgm_ops);
CREATE INDEX events_creator_id_idx ON events (creator_id, starts_at);

COMMENT ON TABLE events IS 'What people publish and others book places at';
COMMENT ON COLUMN events.id IS 'UUID v7';
COMMENT ON COLUMN events.description IS 'Plain text with paragraphs';
COMMENT ON COLUMN events.date IS 'First day, in the event''s zone';
COMMENT ON COLUMN events."time" IS 'Start, in the event''s zone; an event without it lasts all day';
COMMENT ON COLUMN events.end_date IS 'Last day, in the event''s zone; the first day where it is null';
COMMENT ON COLUMN events.end_time IS 'End, in the event''s zone';
COMMENT ON COLUMN events.time_zone IS 'IANA name';
COMMENT ON COLUMN events.starts_at IS 'The instant that date, time and time_zone mean';
COMMENT ON COLUMN events.ends_at IS 'The instant from which the event is over: its end, or midnight after its last day';
COMMENT ON COLUMN events.maximum_attendees IS 'As many as people want where it is null';
COMMENT ON COLUMN events.places_taken IS 'How many bookings are accepted; kept in their transaction';
COMMENT ON COLUMN events.search_text IS 'Title and location in lower case, words parted by one space';
