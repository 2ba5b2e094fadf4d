ALTER TABLE events
    ADD COLUMN picture_hash text,
    ADD COLUMN picture_width integer,
    ADD COLUMN picture_height integer,
    ADD COLUMN picture_description text
        CONSTRAINT events_picture_description_check CHECK (char_length(picture_description) BETWEEN 1 AND 300),
    ADD CONSTRAINT events_picture_check CHECK (
        (picture_hash IS NULL) = (picture_width IS NULL)
        AND (picture_hash IS NULL) = (picture_height IS NULL)
        AND (picture_hash IS NOT NULL OR picture_description IS NULL)
    );

COMMENT ON COLUMN events.picture_hash IS 'Names the picture in event_pictures; no picture where it is null';
COMMENT ON COLUMN events.picture_width IS 'Of the large picture, in pixels; the small one follows from it';
COMMENT ON COLUMN events.picture_height IS 'Of the large picture, in pixels';
COMMENT ON COLUMN events.picture_description IS 'For those who do not see it; null where it only decorates';

CREATE TABLE event_pictures (
    event_id uuid NOT NULL
        CONSTRAINT event_pictures_event_id_fkey REFERENCES events ON DELETE CASCADE,
    size text NOT NULL CONSTRAINT event_pictures_size_check CHECK (size IN ('small', 'large')),
    hash text NOT NULL CONSTRAINT event_pictures_hash_check CHECK (hash ~ '^[0-9a-f]{32}$'),
    bytes bytea NOT NULL,
    CONSTRAINT event_pictures_pkey PRIMARY KEY (event_id, size)
);
-- It is compressed already.
ALTER TABLE event_pictures ALTER COLUMN bytes SET STORAGE EXTERNAL;

COMMENT ON TABLE event_pictures IS 'The pictures of events, in two sizes; apart from the events, so that lists stay light';
COMMENT ON COLUMN event_pictures.hash IS 'Half of the SHA-256 of the large picture: part of the address, the same for both sizes';
COMMENT ON COLUMN event_pictures.bytes IS 'WebP, made anew from what was sent, without any metadata';
