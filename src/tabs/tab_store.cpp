#include "tab_store.h"

#include <map>

#include "core/error.h"

namespace cafepos::tabs::store {
namespace {

const db::Table<Tab> tab_table{"tabs"};
const db::Table<Line> line_table{"tab_lines"};
const db::Table<Sale> sale_table{"tab_sales"};
const db::Update<Tab> changed_tab{"tabs"};
const db::Update<Line> changed_line{"tab_lines"};

const db::Query<Tab> page_of_tabs{"tabs.page", R"(
    SELECT {} FROM tabs WHERE (CAST($1 AS TEXT) IS NULL OR status = $1) AND (CAST($2 AS TEXT) IS NULL OR table_name = $2)
    AND (CAST($3 AS TEXT) IS NULL OR id < $3) ORDER BY id DESC LIMIT CAST($4 AS BIGINT))"};
const db::Query<Tab> open_tabs{"tabs.open", "SELECT {} FROM tabs WHERE status = 'open' ORDER BY id"};
const db::Query<Tab> tabs_after{"tabs.after", "SELECT {} FROM tabs WHERE id > $1 ORDER BY id LIMIT CAST($2 AS BIGINT)"};
const db::Query<Tab> tab_of_id{"tabs.tab", "SELECT {} FROM tabs WHERE id = $1"};
const db::Query<Tab> tab_of_client{"tabs.of_client", "SELECT {} FROM tabs WHERE client_tab_id = $1"};
const db::Query<Line> lines_of{"tabs.lines_of", "SELECT {} FROM tab_lines WHERE tab_id IN {$1} ORDER BY id"};
const db::Query<Line> line_of_client{"tabs.line_of_client",
                                     "SELECT {} FROM tab_lines WHERE ordered_on = $1 AND client_line_id = $2"};
const db::Query<std::int64_t> last_number_of{"tabs.last_number",
                                             "SELECT COALESCE((SELECT number FROM tabs WHERE business_date = $1 "
                                             "ORDER BY number DESC LIMIT 1), 0)"};
const db::Query<Sale> sales_of{"tabs.sales_of", "SELECT {} FROM tab_sales WHERE tab_id = $1 ORDER BY order_item_id"};

const db::Query<Sale> sales_of_order{"tabs.sales_of_order",
                                     "SELECT {} FROM tab_sales WHERE order_id = $1 ORDER BY order_item_id"};
const db::Query<Line> lines_of_ids{"tabs.lines_of_ids", "SELECT {} FROM tab_lines WHERE id IN {$1}"};

struct VoidedUnits {
    Id tab_line_id;
    int quantity = 0;
};
BOOST_DESCRIBE_STRUCT(VoidedUnits, (), (tab_line_id, quantity))
// It reads orders of sales: which were voided.
const db::Query<VoidedUnits> voided_units{"tabs.voided_units", R"(
    SELECT s.tab_line_id, CAST(SUM(s.quantity) AS BIGINT) AS quantity
    FROM tab_lines l JOIN tab_sales s ON s.tab_line_id = l.id JOIN orders o ON o.id = s.order_id
    WHERE l.tab_id IN {$1} AND o.status = 'voided' GROUP BY s.tab_line_id)"};

std::vector<Tab> with_lines(db::Transaction& transaction, std::vector<Tab> tabs) {
    if (tabs.empty()) return tabs;
    std::vector<Id> ids;
    std::map<Id, Tab*> by_id;
    for (Tab& tab : tabs) {
        ids.push_back(tab.id);
        by_id[tab.id] = &tab;
    }
    std::map<Id, int> voided;
    for (const VoidedUnits& units : transaction.query(voided_units, db::list_of(ids))) voided[units.tab_line_id] = units.quantity;
    for (Line& line : transaction.query(lines_of, db::list_of(ids))) {
        if (const auto found = voided.find(line.id); found != voided.end()) line.voided_quantity = found->second;
        by_id.at(line.tab_id)->lines.push_back(std::move(line));
    }
    return tabs;
}

std::optional<Tab> with_lines(db::Transaction& transaction, std::optional<Tab> tab) {
    if (!tab) return std::nullopt;
    return std::move(with_lines(transaction, std::vector{*std::move(tab)}).front());
}

}  // namespace

std::vector<Tab> list_tabs(db::Transaction& transaction, const Filter& filter, std::int64_t limit) {
    std::optional<std::string> status;
    if (filter.status) status = boost::describe::enum_to_string(*filter.status, "");
    return with_lines(transaction, transaction.query(page_of_tabs, status, filter.table, filter.before, limit));
}

std::vector<Tab> list_open(db::Transaction& transaction) { return with_lines(transaction, transaction.query(open_tabs)); }

std::vector<Tab> list_after(db::Transaction& transaction, const Id& after, std::int64_t limit) {
    return with_lines(transaction, transaction.query(tabs_after, after, limit));
}

std::optional<Tab> find_tab(db::Transaction& transaction, const Id& id) {
    return with_lines(transaction, transaction.query_one(tab_of_id, id));
}

std::optional<Tab> find_by_client_tab_id(db::Transaction& transaction, const std::string& client_tab_id) {
    return with_lines(transaction, transaction.query_one(tab_of_client, client_tab_id));
}

Tab require_tab(db::Transaction& transaction, const Id& id) {
    auto tab = find_tab(transaction, id);
    if (!tab) throw Error::field(Code::not_found, "", "gone", "Tab not found");
    return *std::move(tab);
}

std::optional<Line> find_added_line(db::Transaction& transaction, const Id& tab_id, const std::string& client_line_id) {
    return transaction.query_one(line_of_client, tab_id, client_line_id);
}

std::int64_t last_number(db::Transaction& transaction, const Date& business_date) {
    return transaction.query_only(last_number_of, business_date);
}

void insert(db::Transaction& transaction, const Tab& tab) {
    transaction.insert(tab_table, tab);
    insert(transaction, tab.lines);
}

void insert(db::Transaction& transaction, const std::vector<Line>& lines) { transaction.insert_all(line_table, lines); }

void update(db::Transaction& transaction, const Tab& tab) { transaction.update(changed_tab, tab); }

void update(db::Transaction& transaction, const Line& line) { transaction.update(changed_line, line); }

void insert(db::Transaction& transaction, const std::vector<Sale>& sales) { transaction.insert_all(sale_table, sales); }

std::vector<std::pair<Line, int>> list_sold_lines(db::Transaction& transaction, const Id& order_id) {
    std::vector<Id> ids;
    std::map<Id, int> quantities;
    for (const Sale& sale : transaction.query(sales_of_order, order_id)) {
        ids.push_back(sale.tab_line_id);
        quantities[sale.tab_line_id] += sale.quantity;
    }
    std::vector<std::pair<Line, int>> sold;
    if (ids.empty()) return sold;
    for (Line& line : transaction.query(lines_of_ids, db::list_of(ids))) {
        const int quantity = quantities.at(line.id);
        sold.emplace_back(std::move(line), quantity);
    }
    return sold;
}

std::vector<Sale> list_sales(db::Transaction& transaction, const Id& tab_id) { return transaction.query(sales_of, tab_id); }

}  // namespace cafepos::tabs::store
