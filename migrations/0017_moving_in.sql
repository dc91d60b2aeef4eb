-- The PIN of who came from the older server, as that kept it (bcrypt), until he first signs in with it: docs/adr/0040-pins-of-the-older-server.md.
ALTER TABLE users ADD COLUMN older_pin_hash TEXT;
CREATE INDEX users_older_pin ON users (id) WHERE older_pin_hash IS NOT NULL;
