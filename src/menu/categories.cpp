#include "menu.h"

namespace cafepos::menu {
namespace {

const db::Statement categories_statement{"menu.categories",
                                         "SELECT DISTINCT category FROM menu_items WHERE archived_at IS NULL ORDER BY category"};

}  // namespace

std::vector<std::string> categories(db::Transaction& transaction) {
    std::vector<std::string> names;
    for (const db::Row& row : transaction.query(categories_statement)) names.push_back(row.text(0));
    return names;
}

}  // namespace cafepos::menu
