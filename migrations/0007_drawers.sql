-- Tills, the drawers that stand open at them, what moves their cash, and what each counting came to (Z). Amounts are minor
-- units of the café's currency.

CREATE TABLE tills (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    -- Where its slips come out; NULL, or a printer that is gone: at the first.
    printer_id TEXT,
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE drawers (
    id TEXT PRIMARY KEY,
    till_id TEXT NOT NULL REFERENCES tills (id),
    opening_float BIGINT NOT NULL CHECK (opening_float >= 0),
    -- The sum of its movements, and how many there are.
    balance BIGINT NOT NULL,
    movement_count BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    opened_by TEXT NOT NULL REFERENCES users (id),
    closed_at BIGINT,
    closed_by TEXT REFERENCES users (id),
    -- What stays in it for the next one.
    float_left BIGINT,
    note TEXT
);
-- One open drawer at a till.
CREATE UNIQUE INDEX drawers_open ON drawers (till_id) WHERE closed_at IS NULL;
CREATE INDEX drawers_till ON drawers (till_id, id);

-- Append-only. A sale, refund or void at the till is here whatever it was paid with: its amount is the cash of it, so the ledger
-- also says which of them a drawer accounts for. The reprint of a receipt is here with the amount 0, to be counted.
CREATE TABLE drawer_movements (
    id TEXT PRIMARY KEY,
    drawer_id TEXT NOT NULL REFERENCES drawers (id),
    sequence BIGINT NOT NULL,
    type TEXT NOT NULL,
    amount BIGINT NOT NULL,
    balance BIGINT NOT NULL,
    order_id TEXT REFERENCES orders (id),
    refund_id TEXT REFERENCES refunds (id),
    reason TEXT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    UNIQUE (drawer_id, sequence)
);
CREATE INDEX drawer_movements_order ON drawer_movements (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE drawer_counts (
    drawer_id TEXT NOT NULL REFERENCES drawers (id),
    method TEXT NOT NULL,
    expected BIGINT NOT NULL,
    counted BIGINT,
    -- How many of each coin and note, as JSON.
    denominations TEXT,
    PRIMARY KEY (drawer_id, method)
);

-- Never changed: numbers without gaps, figures as they were when the drawer was closed.
CREATE TABLE z_reports (
    number BIGINT PRIMARY KEY,
    drawer_id TEXT NOT NULL UNIQUE REFERENCES drawers (id),
    till_id TEXT NOT NULL REFERENCES tills (id),
    business_date TEXT NOT NULL,
    closed_at BIGINT NOT NULL,
    closed_by TEXT NOT NULL REFERENCES users (id),
    sales BIGINT NOT NULL,
    refunds BIGINT NOT NULL,
    voids BIGINT NOT NULL,
    cash_expected BIGINT NOT NULL,
    cash_counted BIGINT,
    -- Of all Z up to this one.
    perpetual_sales BIGINT NOT NULL,
    perpetual_refunds BIGINT NOT NULL,
    perpetual_voids BIGINT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX z_reports_date ON z_reports (business_date, number);
