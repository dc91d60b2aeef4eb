-- Stations of the kitchen and the tickets that they work off. Times are UTC milliseconds.

CREATE TABLE stations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    -- Where its slips come out; NULL: it has a display only.
    printer_id TEXT,
    -- The menu's categories that it makes, as a JSON array of texts.
    categories TEXT NOT NULL,
    sort_order BIGINT NOT NULL,
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- The station that makes the item; NULL: the one of its category.
ALTER TABLE menu_items ADD COLUMN station_id TEXT;

CREATE TABLE kitchen_tickets (
    id TEXT PRIMARY KEY,
    business_date TEXT NOT NULL,
    -- From 1 on each business day, without gaps.
    number BIGINT NOT NULL,
    -- Of the café's wall clock when it came.
    business_hour BIGINT NOT NULL,
    station_id TEXT NOT NULL REFERENCES stations (id),
    -- What it was sent from: an order or a tab.
    source_kind TEXT NOT NULL,
    source_id TEXT NOT NULL,
    -- How people call that: ORD-20261122-0042.
    reference TEXT NOT NULL,
    name TEXT,
    table_name TEXT,
    service TEXT,
    state TEXT NOT NULL,
    -- The station's first ticket of the same source, if this one came later.
    added_to TEXT REFERENCES kitchen_tickets (id),
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL REFERENCES users (id),
    started_at BIGINT,
    ready_at BIGINT,
    served_at BIGINT,
    -- When something of it was cancelled last; until somebody acknowledges that, displays show it.
    cancelled_at BIGINT,
    acknowledged_at BIGINT,
    acknowledged_by TEXT REFERENCES users (id),
    UNIQUE (business_date, number)
);
CREATE INDEX kitchen_tickets_source ON kitchen_tickets (source_id);
CREATE INDEX kitchen_tickets_station ON kitchen_tickets (station_id);
-- What displays show. By days, for where only a printer is nobody says that something is ready.
CREATE INDEX kitchen_tickets_open ON kitchen_tickets (business_date, id)
WHERE state IN ('new', 'started', 'ready') OR (cancelled_at IS NOT NULL AND acknowledged_at IS NULL);

CREATE TABLE kitchen_lines (
    id TEXT PRIMARY KEY,
    ticket_id TEXT NOT NULL REFERENCES kitchen_tickets (id),
    position BIGINT NOT NULL,
    -- The line of the order or tab.
    source_line_id TEXT NOT NULL,
    menu_item_id TEXT NOT NULL,
    name TEXT NOT NULL,
    size TEXT NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    cancelled BIGINT NOT NULL CHECK (cancelled BETWEEN 0 AND quantity),
    -- A JSON array of {name, quantity}, for one unit of the line.
    options TEXT NOT NULL,
    notes TEXT NOT NULL,
    done_at BIGINT,
    UNIQUE (ticket_id, position)
);
