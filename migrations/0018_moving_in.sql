-- The PIN of who came from the older server, as that kept it (bcrypt), until he first signs in with it: docs/adr/0040-pins-of-the-older-server.md.
ALTER TABLE users ADD COLUMN older_pin_hash TEXT;
CREATE INDEX users_older_pin ON users (id) WHERE older_pin_hash IS NOT NULL;

-- Imports of a menu's file that stored something, so that one can be undone as a whole.
CREATE TABLE menu_imports (
    id TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL REFERENCES users (id),
    created_items BIGINT NOT NULL,
    updated_items BIGINT NOT NULL,
    undone_at BIGINT,
    undone_by TEXT REFERENCES users (id)
);
CREATE INDEX menu_imports_created ON menu_imports (created_at, id);

-- What an import made (before_price is NULL then), or what of it was otherwise before.
CREATE TABLE menu_import_items (
    import_id TEXT NOT NULL REFERENCES menu_imports (id),
    menu_item_id TEXT NOT NULL REFERENCES menu_items (id),
    row_number BIGINT NOT NULL,
    before_price BIGINT,
    before_category TEXT,
    before_description TEXT,
    before_volume TEXT,
    before_allergens TEXT,
    before_calories BIGINT,
    before_barcode TEXT,
    PRIMARY KEY (import_id, menu_item_id)
);
