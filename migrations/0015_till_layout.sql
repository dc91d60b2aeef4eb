-- What tills show before the categories: pages of tiles, as the café has arranged them.

-- Raised by every change of them, so that nobody changes what he has not seen.
ALTER TABLE menu_state ADD COLUMN layout_version BIGINT NOT NULL DEFAULT 0;

CREATE TABLE till_pages (
    position BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    color TEXT
);

CREATE TABLE till_tiles (
    page_position BIGINT NOT NULL REFERENCES till_pages (position) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    -- Any size of what the tile shows; it shows all of them.
    menu_item_id TEXT NOT NULL REFERENCES menu_items (id) ON DELETE CASCADE,
    color TEXT,
    PRIMARY KEY (page_position, position)
);
