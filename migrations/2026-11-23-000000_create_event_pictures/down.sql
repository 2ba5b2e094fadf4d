DROP TABLE event_pictures;
ALTER TABLE events
    DROP CONSTRAINT events_picture_check,
    DROP COLUMN picture_hash,
    DROP COLUMN picture_width,
    DROP COLUMN picture_height,
    DROP COLUMN picture_description;
