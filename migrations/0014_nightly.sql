-- What came of each night's backup. Times are UTC milliseconds.

CREATE TABLE nightly_proofs (
    -- The day of the café's wall clock on which it was due.
    night TEXT PRIMARY KEY,
    -- Of the last attempt; one that has not ended is under way, or was killed.
    begun_at BIGINT NOT NULL,
    ended_at BIGINT,
    -- Nobody makes another one before.
    next_attempt_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL CHECK (attempts > 0),
    -- Of the last attempt that ended: what is in the folder, what did not agree, and why it proved nothing (empty: it did).
    file_name TEXT NOT NULL,
    differences BIGINT NOT NULL CHECK (differences >= 0),
    trouble TEXT NOT NULL,
    detail TEXT NOT NULL
);
