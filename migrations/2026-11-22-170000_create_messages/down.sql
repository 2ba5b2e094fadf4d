DROP TABLE blocks;
DROP TABLE messages;
DROP TABLE conversations;
DROP TABLE message_clock;
