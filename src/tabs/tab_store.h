#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/table.h"
#include "json/read.h"
#include "json/write.h"
#include "tab.h"

/// Options lie in one column as JSON.
template <>
struct cafepos::db::Column<cafepos::tabs::LineOptions> {
    static Value write(const tabs::LineOptions& options) { return Value::of_own(json::to_text(options)); }
    static tabs::LineOptions read(const Row& row, std::size_t column) {
        return json::bind<tabs::LineOptions>(json::parse(row.text(column)));
    }
};

namespace cafepos::tabs::store {

// Tabs come with their lines.

struct Filter {
    std::optional<Status> status = {};
    std::optional<std::string> table = {};
    std::optional<Id> before = {};  ///< the last one of the page before
};
std::vector<Tab> list_tabs(db::Transaction& transaction, const Filter& filter, std::int64_t limit);  ///< newest first
std::vector<Tab> list_open(db::Transaction& transaction);                                            ///< oldest first
std::vector<Tab> list_after(db::Transaction& transaction, const Id& after, std::int64_t limit);      ///< by id
std::optional<Tab> find_tab(db::Transaction& transaction, const Id& id);
std::optional<Tab> find_by_client_tab_id(db::Transaction& transaction, const std::string& client_tab_id);
Tab require_tab(db::Transaction& transaction, const Id& id);  ///< Error(not_found)
/// A line that was added to that tab, wherever it is now.
std::optional<Line> find_added_line(db::Transaction& transaction, const Id& tab_id, const std::string& client_line_id);

std::int64_t last_number(db::Transaction& transaction, const Date& business_date);  ///< 0: none yet
/// With its lines.
void insert(db::Transaction& transaction, const Tab& tab);
void insert(db::Transaction& transaction, const std::vector<Line>& lines);
/// The tab without its lines.
void update(db::Transaction& transaction, const Tab& tab);
void update(db::Transaction& transaction, const Line& line);

void insert(db::Transaction& transaction, const std::vector<Sale>& sales);
std::vector<Sale> list_sales(db::Transaction& transaction, const Id& tab_id);
/// Lines that the order paid for, each as it is now, with how many units.
std::vector<std::pair<Line, int>> list_sold_lines(db::Transaction& transaction, const Id& order_id);

}  // namespace cafepos::tabs::store
