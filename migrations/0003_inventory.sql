-- Stock: quantities are thousandths of the item's unit, costs ten-thousandths of the currency per unit.
CREATE TABLE inventory_items (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    category TEXT NOT NULL,
    -- Kept beside the ledger and changed only with it: always the sum of the item's movements.
    current_stock BIGINT NOT NULL,
    -- How many movements the item has; the last one bears this number.
    movement_count BIGINT NOT NULL,
    min_stock_level BIGINT NOT NULL,
    max_stock_level BIGINT NOT NULL,
    unit TEXT NOT NULL,
    cost_per_unit BIGINT NOT NULL CHECK (cost_per_unit >= 0),
    supplier TEXT,
    last_restocked_at BIGINT,
    expiry_at BIGINT,
    barcode TEXT,
    description TEXT,
    location TEXT,
    archived_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- As with the menu: what these texts are compared by, and what a search looks into (name, category, supplier, barcode,
    -- description, a line each).
    name_folded TEXT NOT NULL DEFAULT '',
    category_folded TEXT NOT NULL DEFAULT '',
    supplier_folded TEXT,
    location_folded TEXT,
    search_text TEXT NOT NULL DEFAULT ''
);
CREATE INDEX inventory_items_name ON inventory_items (name_folded, id) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX inventory_items_barcode ON inventory_items (barcode) WHERE barcode IS NOT NULL AND archived_at IS NULL;
CREATE INDEX inventory_items_expiry ON inventory_items (expiry_at) WHERE expiry_at IS NOT NULL AND archived_at IS NULL;

-- From when on an item cost what; the last row is its present cost.
CREATE TABLE inventory_costs (
    inventory_item_id TEXT NOT NULL REFERENCES inventory_items (id),
    valid_from BIGINT NOT NULL,
    cost BIGINT NOT NULL CHECK (cost >= 0),
    PRIMARY KEY (inventory_item_id, valid_from)
);

-- From when until when an item was archived that was brought back; inventory_items has those that are archived now.
CREATE TABLE inventory_absences (
    inventory_item_id TEXT NOT NULL REFERENCES inventory_items (id),
    archived_at BIGINT NOT NULL,
    restored_at BIGINT NOT NULL,
    PRIMARY KEY (inventory_item_id, archived_at)
);

-- What one sold unit of a menu item takes from stock.
CREATE TABLE recipe_ingredients (
    menu_item_id TEXT NOT NULL REFERENCES menu_items (id) ON DELETE CASCADE,
    inventory_item_id TEXT NOT NULL REFERENCES inventory_items (id),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (menu_item_id, inventory_item_id)
);
CREATE INDEX recipe_ingredients_item ON recipe_ingredients (inventory_item_id);

CREATE TABLE stock_counts (
    id TEXT PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES users (id),
    notes TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE stock_count_lines (
    count_id TEXT NOT NULL REFERENCES stock_counts (id),
    inventory_item_id TEXT NOT NULL REFERENCES inventory_items (id),
    expected BIGINT NOT NULL,
    counted BIGINT NOT NULL,
    cost_per_unit BIGINT NOT NULL,
    PRIMARY KEY (count_id, inventory_item_id)
);

-- The append-only ledger. quantity is signed; new_stock = previous_stock + quantity, and each movement of an item begins
-- where the one before it ended.
CREATE TABLE stock_movements (
    id TEXT PRIMARY KEY,
    inventory_item_id TEXT NOT NULL REFERENCES inventory_items (id),
    -- 1, 2, 3 … within the item: ids of several processes may not sort in commit order.
    sequence BIGINT NOT NULL CHECK (sequence > 0),
    type TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    previous_stock BIGINT NOT NULL,
    new_stock BIGINT NOT NULL CHECK (new_stock = previous_stock + quantity),
    reason TEXT NOT NULL,
    staff_id TEXT REFERENCES users (id),
    -- What the moved quantity is worth, signed like it, in ten-thousandths of the currency.
    cost BIGINT NOT NULL,
    supplier TEXT,
    reference TEXT,
    reference_order_id TEXT,
    reference_refund_id TEXT,
    -- Of sales and their returns: for which line of the order, and how many of which menu item, so that a return gives back
    -- what that line took.
    reference_line_id TEXT,
    menu_item_id TEXT REFERENCES menu_items (id),
    menu_item_quantity BIGINT CHECK (menu_item_quantity > 0),
    count_id TEXT REFERENCES stock_counts (id),
    notes TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX stock_movements_item ON stock_movements (inventory_item_id, sequence);
CREATE INDEX stock_movements_order ON stock_movements (reference_order_id) WHERE reference_order_id IS NOT NULL;
-- With what is summed up: the stock of a day in the past needs nothing else of the movements since.
CREATE INDEX stock_movements_created ON stock_movements (created_at, inventory_item_id, quantity);

CREATE TABLE alerts (
    id TEXT PRIMARY KEY,
    -- The stock item it is about; NULL: a printer.
    inventory_item_id TEXT REFERENCES inventory_items (id),
    type TEXT NOT NULL,
    severity TEXT NOT NULL,
    message TEXT NOT NULL,
    notification_sent BIGINT NOT NULL CHECK (notification_sent IN (0, 1)),
    notification_method TEXT,
    acknowledged_at BIGINT,
    acknowledged_by TEXT REFERENCES users (id),
    resolved_at BIGINT,
    resolved_by TEXT REFERENCES users (id),
    -- When the condition itself was over; a person may resolve an alert before that, and it is not raised again meanwhile.
    ended_at BIGINT,
    -- Out of sight by DELETE; the row still keeps its condition from being raised twice.
    deleted_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- Of a printer that prints nothing; it may be gone since.
    printer_id TEXT
);
-- Once per condition: a second one can be raised only after the first one's condition is over.
CREATE UNIQUE INDEX alerts_open ON alerts (inventory_item_id, type) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX alerts_open_printer ON alerts (printer_id) WHERE ended_at IS NULL AND printer_id IS NOT NULL;
CREATE INDEX alerts_created ON alerts (created_at);
