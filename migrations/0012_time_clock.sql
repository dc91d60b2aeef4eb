-- When people worked. Times are UTC milliseconds.

CREATE TABLE shifts (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    -- The café's day in which it began.
    business_date TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT CHECK (ended_at >= started_at),
    -- Of the breaks that are over; the running one began then.
    break_ms BIGINT NOT NULL CHECK (break_ms >= 0),
    break_started_at BIGINT,
    -- Who wrote or changed it by hand last, and why; NULL: nobody did.
    corrected_at BIGINT,
    corrected_by TEXT REFERENCES users (id),
    correction_reason TEXT,
    CHECK (ended_at IS NULL OR break_started_at IS NULL)
);
-- Nobody is in twice.
CREATE UNIQUE INDEX shifts_open ON shifts (user_id) WHERE ended_at IS NULL;
CREATE INDEX shifts_user ON shifts (user_id, started_at);
CREATE INDEX shifts_day ON shifts (business_date);
