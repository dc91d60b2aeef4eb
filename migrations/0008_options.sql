-- Options of menu items: groups of what can be chosen, what a choice costs more, and what it does to the recipe. And combos.

CREATE TABLE option_groups (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    min_choices BIGINT NOT NULL CHECK (min_choices >= 0),
    -- NULL: as many as there are.
    max_choices BIGINT CHECK (max_choices >= 1 AND max_choices >= min_choices),
    sort_order BIGINT NOT NULL,
    -- Never deleted: a register with an old menu may still sell its options.
    archived_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE menu_options (
    id TEXT PRIMARY KEY,
    group_id TEXT NOT NULL REFERENCES option_groups (id),
    name TEXT NOT NULL,
    -- For one unit of the item it is chosen for; negative where it costs less.
    price_delta BIGINT NOT NULL CHECK (price_delta BETWEEN -999999 AND 999999),
    is_default BIGINT NOT NULL CHECK (is_default IN (0, 1)),
    max_quantity BIGINT NOT NULL CHECK (max_quantity BETWEEN 1 AND 99),
    sort_order BIGINT NOT NULL,
    -- Sold out since it was said, until then; NULL: until somebody says otherwise.
    is_available BIGINT NOT NULL CHECK (is_available IN (0, 1)),
    unavailable_until BIGINT,
    archived_at BIGINT
);
CREATE INDEX menu_options_group ON menu_options (group_id);

-- What an option does to the recipe of one unit.
CREATE TABLE option_ingredients (
    option_id TEXT NOT NULL REFERENCES menu_options (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    -- adds an item; replaces what the recipe takes of an item by another; removes an item.
    effect TEXT NOT NULL CHECK (effect IN ('adds', 'replaces', 'removes')),
    replaced_item_id TEXT REFERENCES inventory_items (id),
    inventory_item_id TEXT REFERENCES inventory_items (id),
    -- adds: thousandths of the stock item's unit; replaces: thousandths of what the recipe took; removes: 0.
    amount BIGINT NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (option_id, position)
);
CREATE INDEX option_ingredients_item ON option_ingredients (inventory_item_id);
CREATE INDEX option_ingredients_replaced ON option_ingredients (replaced_item_id);

-- The groups of a menu item in their order, with limits of its own where it has some.
CREATE TABLE menu_item_option_groups (
    menu_item_id TEXT NOT NULL REFERENCES menu_items (id) ON DELETE CASCADE,
    group_id TEXT NOT NULL REFERENCES option_groups (id),
    position BIGINT NOT NULL,
    min_choices BIGINT CHECK (min_choices >= 0),
    max_choices BIGINT CHECK (max_choices >= 1),
    PRIMARY KEY (menu_item_id, group_id)
);
CREATE INDEX menu_item_option_groups_group ON menu_item_option_groups (group_id);

-- What a combo is made of: the guest chooses one item for each of its slots.
CREATE TABLE combo_slots (
    combo_id TEXT NOT NULL REFERENCES menu_items (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (combo_id, position)
);

CREATE TABLE combo_choices (
    combo_id TEXT NOT NULL,
    slot_position BIGINT NOT NULL,
    position BIGINT NOT NULL,
    menu_item_id TEXT NOT NULL REFERENCES menu_items (id),
    -- For one combo; negative where it costs less.
    price_delta BIGINT NOT NULL CHECK (price_delta BETWEEN -999999 AND 999999),
    is_default BIGINT NOT NULL CHECK (is_default IN (0, 1)),
    PRIMARY KEY (combo_id, slot_position, position),
    FOREIGN KEY (combo_id, slot_position) REFERENCES combo_slots (combo_id, position) ON DELETE CASCADE
);
CREATE INDEX combo_choices_item ON combo_choices (menu_item_id);

-- The options of an order's line, as they were sold: names and prices are the sale's own.
CREATE TABLE order_item_options (
    order_item_id TEXT NOT NULL REFERENCES order_items (id),
    position BIGINT NOT NULL,
    order_id TEXT NOT NULL REFERENCES orders (id),
    option_id TEXT NOT NULL REFERENCES menu_options (id),
    group_name TEXT NOT NULL,
    name TEXT NOT NULL,
    price_delta BIGINT NOT NULL,
    -- For one unit of the line.
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (order_item_id, position)
);
CREATE INDEX order_item_options_order ON order_item_options (order_id);
