-- Approval at the till: what somebody who may allowed somebody who may not, once, for that session. Only a hash of the token
-- is kept.
CREATE TABLE approvals (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    session_id TEXT NOT NULL,
    asked_by TEXT NOT NULL REFERENCES users (id),
    approved_by TEXT NOT NULL REFERENCES users (id),
    permission TEXT NOT NULL,
    reason TEXT,
    given_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX approvals_expiry ON approvals (expires_at);

-- Who allowed what the seller himself may not.
ALTER TABLE orders ADD COLUMN approved_by TEXT REFERENCES users (id);
ALTER TABLE orders ADD COLUMN void_approved_by TEXT REFERENCES users (id);
ALTER TABLE refunds ADD COLUMN approved_by TEXT REFERENCES users (id);
