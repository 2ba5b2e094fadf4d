DROP TABLE confirmation_values;
DROP TABLE users;
