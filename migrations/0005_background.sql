-- What is carried out after a commit, at least once, from rows written with it: events, mail, printing, scheduled runs.

CREATE TABLE events (
    id BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    permission TEXT NOT NULL,
    payload TEXT NOT NULL
);

CREATE TABLE mail_queue (
    id TEXT PRIMARY KEY,
    -- What this mail is about; a second one about the same is not queued.
    dedup_key TEXT UNIQUE,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    text_body TEXT NOT NULL,
    html_body TEXT NOT NULL,
    -- base64 of the PNG that the HTML shows, if any.
    inline_image TEXT,
    status TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    -- When the clock said that it has to wait until then; if that is still to come, the clock was put back, and it waits no more.
    waits_since BIGINT NOT NULL,
    claimed_until BIGINT,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    sent_at BIGINT
);
CREATE INDEX mail_queue_due ON mail_queue (next_attempt_at) WHERE status IN ('queued', 'sending');

CREATE TABLE printers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    -- network, device, file, none
    type TEXT NOT NULL,
    address TEXT NOT NULL,
    -- NULL: as many as the settings say.
    columns BIGINT,
    code_page TEXT NOT NULL,
    drawer_kick BIGINT NOT NULL CHECK (drawer_kick IN (0, 1)),
    fallback_printer_id TEXT,
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE print_jobs (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    -- What the slip is of, in the words of whoever draws it: an order, a refund, a kitchen ticket, a Z report.
    subject_kind TEXT NOT NULL,
    subject_id TEXT,
    order_id TEXT REFERENCES orders (id),
    -- Whose queue it stands in; of one that was printed, the printer may be gone.
    printer_id TEXT NOT NULL,
    status TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    -- An earlier attempt may have reached the paper: the next slip says so.
    possible_duplicate BIGINT NOT NULL CHECK (possible_duplicate IN (0, 1)),
    next_attempt_at BIGINT NOT NULL,
    waits_since BIGINT NOT NULL,
    claimed_until BIGINT,
    printer TEXT,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    printed_at BIGINT
);
CREATE INDEX print_jobs_due ON print_jobs (printer_id, next_attempt_at) WHERE status IN ('queued', 'printing');
CREATE INDEX print_jobs_order ON print_jobs (order_id);

CREATE TABLE scheduled_runs (
    kind TEXT NOT NULL,
    run_for TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT,
    PRIMARY KEY (kind, run_for)
);
