CREATE TABLE message_clock (
    is_only boolean NOT NULL DEFAULT true
        CONSTRAINT message_clock_is_only_check CHECK (is_only),
    position bigint NOT NULL DEFAULT 0,
    CONSTRAINT message_clock_pkey PRIMARY KEY (is_only)
);
INSERT INTO message_clock DEFAULT VALUES;

COMMENT ON TABLE message_clock IS 'One row: the position of the latest message. Whoever writes messages or conversations locks it first, so that positions become visible in their order';

CREATE TABLE conversations (
    owner_id uuid NOT NULL
        CONSTRAINT conversations_owner_id_fkey REFERENCES users ON DELETE CASCADE,
    partner_id uuid NOT NULL
        CONSTRAINT conversations_partner_id_fkey REFERENCES users ON DELETE CASCADE,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    last_position bigint NOT NULL DEFAULT 0,
    last_received bigint NOT NULL DEFAULT 0,
    read_up_to bigint NOT NULL DEFAULT 0,
    noticed_up_to bigint NOT NULL DEFAULT 0,
    CONSTRAINT conversations_pkey PRIMARY KEY (owner_id, partner_id),
    CONSTRAINT conversations_partner_id_check CHECK (owner_id <> partner_id)
) WITH (fillfactor = 70); -- room for new versions of a row beside the old one: no index changes
CREATE INDEX conversations_partner_id_idx ON conversations (partner_id);

COMMENT ON TABLE conversations IS 'What each of two people sees of what they say to each other: two rows for each pair';
COMMENT ON COLUMN conversations.owner_id IS 'Whose view this is';
COMMENT ON COLUMN conversations.id IS 'The id under which it stands among the notifications';
COMMENT ON COLUMN conversations.last_position IS 'The latest message, either way; 0 if there is none';
COMMENT ON COLUMN conversations.last_received IS 'The latest message from the partner; 0 if there is none';
COMMENT ON COLUMN conversations.read_up_to IS 'The owner has read all messages up to this position';
COMMENT ON COLUMN conversations.noticed_up_to IS 'The owner has seen in the list of notifications that there are messages up to this position';

CREATE TABLE messages (
    sender_id uuid NOT NULL,
    recipient_id uuid NOT NULL,
    id uuid NOT NULL,
    position bigint NOT NULL,
    text text NOT NULL CONSTRAINT messages_text_check CHECK (char_length(text) BETWEEN 1 AND 4000),
    sent_at timestamptz NOT NULL,
    mailed_at timestamptz,
    CONSTRAINT messages_pkey PRIMARY KEY (sender_id, recipient_id, id),
    CONSTRAINT messages_conversation_fkey FOREIGN KEY (sender_id, recipient_id)
        REFERENCES conversations (owner_id, partner_id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX messages_position_idx
    ON messages (LEAST(sender_id, recipient_id), GREATEST(sender_id, recipient_id), position);

COMMENT ON TABLE messages IS 'What people said to each other';
COMMENT ON COLUMN messages.id IS 'Made by the sender''s program: what comes again is the same message';
COMMENT ON COLUMN messages.position IS 'Its place in the one order of all messages';
COMMENT ON COLUMN messages.mailed_at IS 'When the sender let it be sent by mail, too';

CREATE TABLE blocks (
    blocker_id uuid NOT NULL
        CONSTRAINT blocks_blocker_id_fkey REFERENCES users ON DELETE CASCADE,
    blocked_id uuid NOT NULL
        CONSTRAINT blocks_blocked_id_fkey REFERENCES users ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    read_up_to bigint NOT NULL,
    CONSTRAINT blocks_pkey PRIMARY KEY (blocker_id, blocked_id),
    CONSTRAINT blocks_blocked_id_check CHECK (blocker_id <> blocked_id)
);
CREATE INDEX blocks_blocked_id_idx ON blocks (blocked_id);

COMMENT ON TABLE blocks IS 'Who does not want to be written to by whom';
COMMENT ON COLUMN blocks.read_up_to IS 'Up to where the blocker had read then: the other one learns of no later reading';
