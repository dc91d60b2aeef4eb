#include "layout_store.h"

#include "db/table.h"
#include "menu_store.h"

namespace cafepos::menu {
namespace store {

struct PageRow {
    std::int64_t position = 0;
    std::string name;
    std::optional<Color> color;
};
BOOST_DESCRIBE_STRUCT(PageRow, (), (position, name, color))

struct TileRow {
    std::int64_t page_position = 0;
    std::int64_t position = 0;
    Id menu_item_id;
    std::optional<Color> color;
};
BOOST_DESCRIBE_STRUCT(TileRow, (), (page_position, position, menu_item_id, color))

/// A tile with its item.
struct FoundTile : TileRow {
    std::string name;
    std::string category;
};
BOOST_DESCRIBE_STRUCT(FoundTile, (TileRow), (name, category))

namespace {

const db::Table<PageRow> page_table{"till_pages"};
const db::Table<TileRow> tile_table{"till_tiles"};

const db::Query<std::int64_t> layout_version{"menu.layout_version", "SELECT layout_version FROM menu_state WHERE id = 1"};
const db::Query<PageRow> layout_pages{"menu.layout_pages", "SELECT {} FROM till_pages ORDER BY position"};
// An item that was taken off the menu names its tile as long as another size of it is there.
const db::Query<FoundTile> layout_tiles{"menu.layout_tiles", R"(
    SELECT t.page_position, t.position, t.menu_item_id, t.color, i.name, i.category
    FROM till_tiles t JOIN menu_items i ON i.id = t.menu_item_id
    WHERE EXISTS (SELECT 1 FROM menu_items s WHERE s.name = i.name AND s.category = i.category AND s.archived_at IS NULL)
    ORDER BY t.page_position, t.position)"};

const db::Statement raise_layout_version{
    "menu.raise_layout_version",
    "UPDATE menu_state SET layout_version = layout_version + 1 WHERE id = 1 AND layout_version = $1"};
const db::Statement delete_tiles{"menu.delete_tiles", "DELETE FROM till_tiles"};
const db::Statement delete_pages{"menu.delete_pages", "DELETE FROM till_pages"};

}  // namespace

TillLayout find_layout(db::Transaction& transaction) {
    TillLayout layout{transaction.query_only(layout_version)};
    for (PageRow& row : transaction.query(layout_pages)) layout.pages.push_back({std::move(row.name), row.color});
    for (FoundTile& row : transaction.query(layout_tiles)) {
        layout.pages.at(static_cast<std::size_t>(row.page_position) - 1)
            .tiles.push_back({row.menu_item_id, row.color, std::move(row.name), std::move(row.category)});
    }
    return layout;
}

bool replace_layout(db::Transaction& transaction, const TillLayout& layout) {
    if (transaction.execute(raise_layout_version, layout.version) == 0) return false;
    transaction.defer(delete_tiles);
    transaction.defer(delete_pages);
    std::vector<PageRow> pages;
    std::vector<TileRow> tiles;
    for (const TillPage& page : layout.pages) {
        const std::int64_t page_position = std::ssize(pages) + 1;
        pages.push_back({page_position, page.name, page.color});
        std::int64_t position = 0;
        for (const TillTile& tile : page.tiles) tiles.push_back({page_position, ++position, tile.menu_item_id, tile.color});
    }
    transaction.insert_all(page_table, pages);
    transaction.insert_all(tile_table, tiles);
    return true;
}

}  // namespace store

void plant_layout(db::Transaction& transaction, std::vector<TillPage> pages) {
    store::replace_layout(transaction, {0, std::move(pages)});
}

}  // namespace cafepos::menu
