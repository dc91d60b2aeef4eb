-- Staff, sessions and what every slice stands on: settings, audit, idempotency.

-- One row: what writers of several processes lock, so that they agree on one order of all writes.
CREATE TABLE store (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    created_at BIGINT NOT NULL
);
INSERT INTO store (id, created_at) VALUES (1, 0);

CREATE TABLE roles (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    is_system_role BIGINT NOT NULL CHECK (is_system_role IN (0, 1)),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE permissions (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    category TEXT NOT NULL,
    description TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL,
    username_folded TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    -- Keyed hash of the PIN, so that a PIN finds its user without one bcrypt per user; unique among active users.
    pin_lookup TEXT UNIQUE,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    role_id TEXT NOT NULL REFERENCES roles (id),
    is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
    failed_login_attempts BIGINT NOT NULL DEFAULT 0,
    locked_until BIGINT,
    last_login_at BIGINT,
    shift_start_at BIGINT,
    shift_end_at BIGINT,
    password_changed_at BIGINT NOT NULL,
    -- A user with history is never deleted, only hidden: orders and the audit log keep their names.
    deleted_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX users_role ON users (role_id);

CREATE TABLE role_permissions (
    role_id TEXT NOT NULL REFERENCES roles (id),
    permission_id TEXT NOT NULL REFERENCES permissions (id),
    granted_at BIGINT NOT NULL,
    granted_by TEXT REFERENCES users (id),
    PRIMARY KEY (role_id, permission_id)
);
CREATE TABLE user_permissions (
    user_id TEXT NOT NULL REFERENCES users (id),
    permission_id TEXT NOT NULL REFERENCES permissions (id),
    granted BIGINT NOT NULL CHECK (granted IN (0, 1)),
    granted_at BIGINT NOT NULL,
    granted_by TEXT REFERENCES users (id),
    PRIMARY KEY (user_id, permission_id)
);

-- A session is also a family of refresh tokens: a used one replayed ends it.
CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL,
    remember_me BIGINT NOT NULL CHECK (remember_me IN (0, 1)),
    address TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    -- When it ends unused; use puts it off, up to ends_at. Written behind the uses, not with each.
    expires_at BIGINT NOT NULL,
    -- Until when it can be renewed although it ended unused.
    refresh_expires_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    revoked_at BIGINT,
    revoked_reason TEXT
);
CREATE INDEX sessions_user ON sessions (user_id) WHERE revoked_at IS NULL;
CREATE INDEX sessions_address ON sessions (address) WHERE revoked_at IS NULL;
CREATE TABLE refresh_tokens (
    token_hash TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

-- Where somebody signed in by password, by network address (of IPv6 its /64). PINs work there, and what strangers guess at an
-- account delays nobody there.
CREATE TABLE known_addresses (
    address TEXT PRIMARY KEY,
    signed_in_at BIGINT NOT NULL
);

-- Failed guesses per subject (user:…, user:…@address, address:…, pin:…): they survive a restart.
CREATE TABLE throttles (
    subject TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE password_resets (
    token_hash TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    requested_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX password_resets_user ON password_resets (user_id);

CREATE TABLE audit_log (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    actor_id TEXT,
    actor_name TEXT NOT NULL,
    action TEXT NOT NULL,
    entity TEXT NOT NULL,
    entity_id TEXT,
    detail TEXT NOT NULL,
    address TEXT NOT NULL,
    request_id TEXT NOT NULL
);
CREATE INDEX audit_log_action ON audit_log (action, at);
CREATE INDEX audit_log_at ON audit_log (at);

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by TEXT
);

-- The first answer to a keyed request, committed with its effect. Of a key that is kept only the answer is forgotten: NULL then.
CREATE TABLE idempotency_keys (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    is_kept BIGINT NOT NULL CHECK (is_kept IN (0, 1)),
    body_hash TEXT NOT NULL,
    status BIGINT,
    content_type TEXT,
    headers TEXT,
    body TEXT,
    used_at BIGINT NOT NULL,
    -- Ages are taken by how long CafePOS has run: the clock may be set.
    used_at_uptime BIGINT NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_keys_used ON idempotency_keys (is_kept, used_at_uptime) WHERE status IS NOT NULL;

-- One row: how long CafePOS has run on this database, in milliseconds, and what the clock said on the way.
CREATE TABLE uptime (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    total_ms BIGINT NOT NULL,
    older_at BIGINT NOT NULL,
    newer_total_ms BIGINT NOT NULL,
    newer_at BIGINT NOT NULL
);

-- One row once something was sold: the business day that runs, which no clock and no setting takes back.
CREATE TABLE business_days (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    newest_at BIGINT NOT NULL,
    business_date TEXT NOT NULL,
    ends_at BIGINT NOT NULL
);
