-- Each money event in one keyed chain, in the order of the writer: docs/adr/0036-journal.md. Append-only.
CREATE TABLE journal_entries (
    -- From 1, without gaps.
    sequence BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    -- The id of what it is about: an order, a refund, a movement, a drawer, a menu item …
    subject TEXT NOT NULL,
    key_id TEXT NOT NULL,
    -- All values of the event as JSON.
    record TEXT NOT NULL,
    -- HMAC-SHA-256 over the entry before and all of the above, in hexadecimal.
    hash TEXT NOT NULL
);
CREATE INDEX journal_entries_subject ON journal_entries (subject, kind);
