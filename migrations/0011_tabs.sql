-- Orders held open: tabs, their lines with the prices as they were ordered, and which line of which order paid for what.

CREATE TABLE tabs (
    id TEXT PRIMARY KEY,
    business_date TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    client_tab_id TEXT UNIQUE,
    name TEXT,
    table_name TEXT,
    guests BIGINT CHECK (guests > 0),
    service TEXT,
    status TEXT NOT NULL,
    -- One more with each change.
    version BIGINT NOT NULL,
    opened_by TEXT NOT NULL REFERENCES users (id),
    opened_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    closed_by TEXT REFERENCES users (id),
    closed_at BIGINT,
    close_reason TEXT,
    -- Where its lines went.
    merged_into TEXT REFERENCES tabs (id),
    UNIQUE (business_date, number)
);
CREATE INDEX tabs_open ON tabs (id) WHERE status = 'open';

CREATE TABLE tab_lines (
    id TEXT PRIMARY KEY,
    tab_id TEXT NOT NULL REFERENCES tabs (id),
    -- The tab it was ordered on: as that one's the kitchen knows it.
    ordered_on TEXT NOT NULL REFERENCES tabs (id),
    client_line_id TEXT,
    menu_item_id TEXT NOT NULL REFERENCES menu_items (id),
    name TEXT NOT NULL,
    size TEXT NOT NULL,
    category TEXT NOT NULL,
    -- Of one unit with its options: as it is charged, and the menu's when it was ordered.
    unit_price BIGINT NOT NULL CHECK (unit_price >= 0),
    catalogue_price BIGINT NOT NULL CHECK (catalogue_price >= 0),
    -- What was removed is 0.
    quantity BIGINT NOT NULL CHECK (quantity >= settled_quantity),
    settled_quantity BIGINT NOT NULL CHECK (settled_quantity >= 0),
    notes TEXT NOT NULL,
    -- JSON: the options as they were ordered.
    options TEXT NOT NULL,
    -- Of a part of a combo, as order_items has it.
    combo_line_id TEXT,
    combo_item_id TEXT REFERENCES menu_items (id),
    combo_name TEXT,
    added_by TEXT NOT NULL REFERENCES users (id),
    added_at BIGINT NOT NULL,
    UNIQUE (ordered_on, client_line_id)
);
CREATE INDEX tab_lines_tab ON tab_lines (tab_id);

-- Append-only: what of a tab's line was sold as a line of an order.
CREATE TABLE tab_sales (
    order_item_id TEXT PRIMARY KEY REFERENCES order_items (id),
    order_id TEXT NOT NULL REFERENCES orders (id),
    tab_id TEXT NOT NULL REFERENCES tabs (id),
    tab_line_id TEXT NOT NULL REFERENCES tab_lines (id),
    quantity BIGINT NOT NULL CHECK (quantity > 0)
);
CREATE INDEX tab_sales_line ON tab_sales (tab_line_id);
CREATE INDEX tab_sales_tab ON tab_sales (tab_id);
