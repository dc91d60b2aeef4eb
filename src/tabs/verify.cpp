#include "tab_store.h"
#include "tabs.h"

namespace cafepos::tabs {
namespace {

constexpr std::int64_t page_rows = 200;

struct LineSum {
    Id id;
    std::int64_t settled = 0;
    std::int64_t sold = 0;
};
BOOST_DESCRIBE_STRUCT(LineSum, (), (id, settled, sold))
const db::Query<LineSum> settled_otherwise{"tabs.verify_settled", R"(
    SELECT l.id, l.settled_quantity AS settled, CAST(COALESCE(SUM(s.quantity), 0) AS BIGINT) AS sold
    FROM tab_lines l LEFT JOIN tab_sales s ON s.tab_line_id = l.id
    GROUP BY l.id, l.settled_quantity HAVING COALESCE(SUM(s.quantity), 0) <> l.settled_quantity ORDER BY l.id)"};
// reads order_items of sales: what was sold of a tab is a line of its order, with that quantity and item.
const db::Query<Id> sold_otherwise{"tabs.verify_sold", R"(
    SELECT s.order_item_id FROM tab_sales s JOIN tab_lines l ON l.id = s.tab_line_id
    LEFT JOIN order_items i ON i.id = s.order_item_id
    WHERE i.id IS NULL OR i.order_id <> s.order_id OR i.quantity <> s.quantity OR i.menu_item_id <> l.menu_item_id
    ORDER BY s.order_item_id)"};
// reads order_items of sales: an order made of a tab has no other lines.
const db::Query<Id> sold_besides{"tabs.verify_besides", R"(
    SELECT i.id FROM order_items i WHERE i.order_id IN (SELECT order_id FROM tab_sales)
    AND NOT EXISTS (SELECT 1 FROM tab_sales s WHERE s.order_item_id = i.id) ORDER BY i.id)"};
// Parts of a combo are ordered, paid and moved together.
const db::Query<Id> broken_combos{"tabs.verify_combos", R"(
    SELECT combo_line_id FROM tab_lines WHERE combo_line_id IS NOT NULL GROUP BY combo_line_id
    HAVING COUNT(DISTINCT tab_id) > 1 OR COUNT(DISTINCT quantity) > 1 OR COUNT(DISTINCT settled_quantity) > 1
    OR COUNT(DISTINCT combo_item_id) <> 1 OR COUNT(combo_item_id) < COUNT(*) OR COUNT(combo_name) < COUNT(*)
    ORDER BY combo_line_id)"};
// What only this program says: a word that it does not know was written by something else, and cannot be read.
const db::Query<std::string> strange_words{"tabs.verify_words", R"(
    SELECT status FROM tabs WHERE status NOT IN ('open', 'settled', 'cancelled')
    UNION ALL SELECT service FROM tabs WHERE service NOT IN ('here', 'takeaway', 'delivery'))"};
struct DayNumbers {
    Date business_date;
    std::int64_t tabs = 0;
    std::int64_t last = 0;
};
BOOST_DESCRIBE_STRUCT(DayNumbers, (), (business_date, tabs, last))
const db::Query<DayNumbers> numbers_with_gaps{"tabs.verify_numbers", R"(
    SELECT business_date, COUNT(*) AS tabs, MAX(number) AS last FROM tabs
    GROUP BY business_date HAVING COUNT(*) <> MAX(number) ORDER BY business_date)"};

void check_tab(const Tab& tab, std::vector<std::string>& findings) {
    const std::string name = "Tab " + tab.id.text();
    if (tab.is_open() == tab.closed_at.has_value()) findings.push_back(name + ": its status and its end do not agree");
    for (const Line& line : tab.lines) {
        if (tab.status == Status::settled && line.open_quantity() > 0) {
            findings.push_back(name + ": it is settled, but " + std::to_string(line.open_quantity()) + " of " + line.name +
                               " are not");
        }
    }
}

void check_tabs(db::Transaction& transaction, std::vector<std::string>& findings) {
    for (Id last;;) {
        const auto page = store::list_after(transaction, last, page_rows);
        if (page.empty()) return;
        for (const Tab& tab : page) check_tab(tab, findings);
        last = page.back().id;
    }
}

}  // namespace

std::vector<std::string> verify(db::Transaction& transaction) {
    std::vector<std::string> findings;
    for (const std::string& word : transaction.query(strange_words)) {
        findings.push_back("A tab says " + word + ", which nobody knows");
    }
    if (!findings.empty()) return findings;
    check_tabs(transaction, findings);
    for (const LineSum& line : transaction.query(settled_otherwise)) {
        findings.push_back("Line " + line.id.text() + " of a tab: " + std::to_string(line.settled) + " are settled, " +
                           std::to_string(line.sold) + " were sold");
    }
    for (const Id& id : transaction.query(sold_otherwise)) {
        findings.push_back("Line " + id.text() + " of an order is not what was settled of its tab");
    }
    for (const Id& id : transaction.query(sold_besides)) {
        findings.push_back("Line " + id.text() + " of an order made of a tab is of no tab");
    }
    for (const Id& id : transaction.query(broken_combos)) {
        findings.push_back("Combo " + id.text() + " of a tab: its parts differ in tab, quantity or combo");
    }
    for (const DayNumbers& day : transaction.query(numbers_with_gaps)) {
        findings.push_back("The tabs of " + day.business_date.text() + ": the last number is " + std::to_string(day.last) +
                           ", there are " + std::to_string(day.tabs));
    }
    return findings;
}

}  // namespace cafepos::tabs
