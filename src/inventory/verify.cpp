#include "db/database.h"
#include "inventory.h"
#include "item_store.h"

namespace cafepos::inventory {
namespace {

constexpr std::int64_t page_rows = 5000;

// The whole ledger is read in pages, each item's movements in order, so that a year of it needs little memory.
const db::Statement select_movements{
    "inventory.verify_movements",
    "SELECT inventory_item_id, sequence, id, quantity, previous_stock, new_stock FROM stock_movements "
    "WHERE (inventory_item_id, sequence) > ($1, $2) "
    "ORDER BY inventory_item_id, sequence LIMIT CAST($3 AS BIGINT)"};
const db::Statement select_items{
    "inventory.verify_items",
    "SELECT i.id, i.name, i.current_stock, i.movement_count, COALESCE(m.total, 0), COALESCE(m.amount, 0) FROM inventory_items i "
    "LEFT JOIN (SELECT inventory_item_id, SUM(quantity) AS total, COUNT(*) AS amount FROM stock_movements "
    "GROUP BY inventory_item_id) m ON m.inventory_item_id = i.id ORDER BY i.id"};
const db::Statement select_overreturned{
    "inventory.verify_returns",
    "SELECT m.reference_order_id, i.name, SUM(m.quantity) FROM stock_movements m "
    "JOIN inventory_items i ON i.id = m.inventory_item_id "
    "WHERE m.reference_order_id IS NOT NULL AND m.type IN ('sale', 'return') "
    "GROUP BY m.reference_order_id, m.reference_line_id, m.inventory_item_id, i.name HAVING SUM(m.quantity) > 0"};

const db::Statement select_strange_words{"inventory.verify_words", R"(
    SELECT id, type FROM stock_movements
    WHERE type NOT IN ('opening', 'restock', 'sale', 'waste', 'adjustment', 'count', 'return'))"};

class ChainCheck {
public:
    explicit ChainCheck(std::vector<std::string>& findings) : findings_(findings) {}

    void see(const db::Row& row) {
        if (row.id(0) != item_) begin(row.id(0));
        const std::string movement = "movement " + std::to_string(row.integer(1)) + " (" + row.text(2) + ")";
        if (row.integer(1) != sequence_ + 1) {
            report(movement + " follows movement " + std::to_string(sequence_) + ": there are some missing between them");
        } else if (row.quantity(4) != stock_) {
            report(movement + " begins at " + row.quantity(4).text() + ", but " + previous_ + " ended at " + stock_.text());
        }
        if (row.quantity(4) + row.quantity(3) != row.quantity(5)) {
            report(movement + " says " + row.quantity(4).text() + " and " + row.quantity(3).text() + " make " +
                   row.quantity(5).text());
        }
        sequence_ = row.integer(1);
        stock_ = row.quantity(5);
        previous_ = movement;
    }
    [[nodiscard]] const Id& item() const { return item_; }
    [[nodiscard]] std::int64_t sequence() const { return sequence_; }

private:
    void begin(const Id& item) {
        item_ = item;
        sequence_ = 0;
        stock_ = {};
        previous_ = "an item without movements";
    }
    void report(const std::string& what) { findings_.push_back("Stock item " + item_.text() + ": " + what); }

    std::vector<std::string>& findings_;
    Id item_;
    std::int64_t sequence_ = 0;
    Quantity stock_;
    std::string previous_;
};

void check_chains(db::Transaction& transaction, std::vector<std::string>& findings) {
    ChainCheck check(findings);
    for (;;) {
        const auto rows = transaction.query(select_movements, check.item(), check.sequence(), page_rows);
        if (rows.empty()) return;
        for (const db::Row& row : rows) check.see(row);
    }
}

void check_sums(db::Transaction& transaction, std::vector<std::string>& findings) {
    for (const db::Row& row : transaction.query(select_items)) {
        const std::string item = "Stock item " + row.text(0) + " (" + row.text(1) + ")";
        if (row.quantity(2) != row.quantity(4)) {
            findings.push_back(item + ": its stock says " + row.quantity(2).text() + ", its movements add up to " +
                               row.quantity(4).text());
        }
        if (row.integer(3) != row.integer(5)) {
            findings.push_back(item + ": it should have " + std::to_string(row.integer(3)) + " movements, there are " +
                               std::to_string(row.integer(5)));
        }
    }
}

void check_returns(db::Transaction& transaction, std::vector<std::string>& findings) {
    for (const db::Row& row : transaction.query(select_overreturned)) {
        findings.push_back("Order " + row.text(0) + ": " + row.quantity(2).text() + " more of " + row.text(1) +
                           " came back to stock than it took");
    }
}

void check_words(db::Transaction& transaction, std::vector<std::string>& findings) {
    for (const db::Row& row : transaction.query(select_strange_words)) {
        findings.push_back("Movement " + row.text(0) + ": nobody knows the type " + row.text(1));
    }
}

void check_folded(db::Transaction& transaction, std::vector<std::string>& findings) {
    for (const auto& [id, name] : store::misfolded_items(transaction)) {
        findings.push_back("Stock item " + id.text() + " (" + name +
                           "): what it is compared and searched by is not what its texts give; rename it and back");
    }
}

}  // namespace

std::vector<std::string> verify(db::Transaction& transaction) {
    std::vector<std::string> findings;
    check_chains(transaction, findings);
    check_sums(transaction, findings);
    check_returns(transaction, findings);
    check_words(transaction, findings);
    check_folded(transaction, findings);
    return findings;
}

}  // namespace cafepos::inventory
