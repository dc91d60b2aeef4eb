-- The menu. Prices are minor units; a price change keeps its history, because a register may sell at a price it saw earlier.
CREATE TABLE menu_items (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    size TEXT NOT NULL,
    price BIGINT NOT NULL CHECK (price >= 0 AND price <= 999999),
    category TEXT NOT NULL,
    description TEXT,
    image_url TEXT,
    is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
    sort_order BIGINT NOT NULL,
    volume TEXT,
    allergens TEXT,
    calories BIGINT CHECK (calories >= 0),
    -- Sold items are archived, not deleted: old orders and reports keep them.
    archived_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- What these texts are compared by, because neither database folds letters beyond ASCII alike; written with them.
    name_folded TEXT NOT NULL DEFAULT '',
    size_folded TEXT NOT NULL DEFAULT '',
    category_folded TEXT NOT NULL DEFAULT '',
    -- Name and description, folded, a line each: what a search looks into.
    search_text TEXT NOT NULL DEFAULT '',
    barcode TEXT,
    -- Sold at what the line says.
    open_price BIGINT NOT NULL DEFAULT 0 CHECK (open_price IN (0, 1)),
    -- Sold out since it was said, until then; NULL: until somebody says otherwise.
    is_available BIGINT NOT NULL DEFAULT 1 CHECK (is_available IN (0, 1)),
    unavailable_until BIGINT,
    -- item, or combo: parts that are chosen from its slots, for one price.
    kind TEXT NOT NULL DEFAULT 'item'
);
CREATE UNIQUE INDEX menu_items_barcode ON menu_items (barcode) WHERE barcode IS NOT NULL AND archived_at IS NULL;
CREATE INDEX menu_items_name ON menu_items (name, size) WHERE archived_at IS NULL;
CREATE INDEX menu_items_folded ON menu_items (name_folded, size_folded) WHERE archived_at IS NULL;

CREATE TABLE menu_prices (
    id TEXT PRIMARY KEY,
    menu_item_id TEXT NOT NULL REFERENCES menu_items (id) ON DELETE CASCADE,
    price BIGINT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT,
    changed_by TEXT REFERENCES users (id)
);
CREATE INDEX menu_prices_item ON menu_prices (menu_item_id, valid_from);

-- Raised by every change of the menu, so that each process knows whether its copy is still right.
CREATE TABLE menu_state (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    version BIGINT NOT NULL
);
INSERT INTO menu_state (id, version) VALUES (1, 1);
