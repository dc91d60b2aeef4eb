#include "cost_store.h"
#include "db/table.h"
#include "item_store.h"

namespace cafepos::inventory {
namespace {

constexpr std::int64_t page_rows = 5000;

struct Link {
    Id inventory_item_id;
    std::int64_t sequence = 0;
    Id id;
    Quantity quantity;
    Quantity previous_stock;
    Quantity new_stock;
};
BOOST_DESCRIBE_STRUCT(Link, (), (inventory_item_id, sequence, id, quantity, previous_stock, new_stock))

struct ItemSums {
    Id id;
    std::string name;
    Quantity current_stock;
    std::int64_t movement_count = 0;
    Quantity moved;
    std::int64_t movements = 0;
};
BOOST_DESCRIBE_STRUCT(ItemSums, (), (id, name, current_stock, movement_count, moved, movements))

struct Excess {
    Id reference_order_id;
    std::string name;
    Quantity quantity;
};
BOOST_DESCRIBE_STRUCT(Excess, (), (reference_order_id, name, quantity))

struct StrangeWord {
    Id id;
    std::string type;
};
BOOST_DESCRIBE_STRUCT(StrangeWord, (), (id, type))

// The whole ledger is read in pages, each item's movements in order, so that a year of it needs little memory.
const db::Query<Link> next_links{"inventory.verify_movements", R"(
    SELECT {} FROM stock_movements WHERE (inventory_item_id, sequence) > ($1, $2)
    ORDER BY inventory_item_id, sequence LIMIT CAST($3 AS BIGINT))"};
const db::Query<ItemSums> sums_of_items{"inventory.verify_items", R"(
    SELECT i.id, i.name, i.current_stock, i.movement_count, COALESCE(m.moved, 0) AS moved, COALESCE(m.movements, 0) AS movements
    FROM inventory_items i LEFT JOIN (SELECT inventory_item_id, SUM(quantity) AS moved, COUNT(*) AS movements FROM stock_movements
    GROUP BY inventory_item_id) m ON m.inventory_item_id = i.id ORDER BY i.id)"};
const db::Query<Excess> returned_too_much{"inventory.verify_returns", R"(
    SELECT m.reference_order_id, i.name, SUM(m.quantity) AS quantity FROM stock_movements m
    JOIN inventory_items i ON i.id = m.inventory_item_id
    WHERE m.reference_order_id IS NOT NULL AND m.type IN ('sale', 'return')
    GROUP BY m.reference_order_id, m.reference_line_id, m.inventory_item_id, i.name HAVING SUM(m.quantity) > 0)"};
const db::Query<StrangeWord> strange_words{"inventory.verify_words", R"(
    SELECT {} FROM stock_movements
    WHERE type NOT IN ('opening', 'restock', 'sale', 'waste', 'adjustment', 'count', 'return'))"};

class ChainCheck {
public:
    explicit ChainCheck(std::vector<std::string>& findings) : findings_(findings) {}

    void see(const Link& link) {
        if (link.inventory_item_id != last_.inventory_item_id) {
            last_ = {link.inventory_item_id, 0, {}, {}, {}, {}};
            previous_ = "an item without movements";
        }
        const std::string movement = "movement " + std::to_string(link.sequence) + " (" + link.id.text() + ")";
        if (link.sequence != last_.sequence + 1) {
            report(movement + " follows movement " + std::to_string(last_.sequence) + ": there are some missing between them");
        } else if (link.previous_stock != last_.new_stock) {
            report(movement + " begins at " + link.previous_stock.text() + ", but " + previous_ + " ended at " +
                   last_.new_stock.text());
        }
        if (link.previous_stock + link.quantity != link.new_stock) {
            report(movement + " says " + link.previous_stock.text() + " and " + link.quantity.text() + " make " +
                   link.new_stock.text());
        }
        last_ = link;
        previous_ = movement;
    }
    [[nodiscard]] const Link& last() const { return last_; }

private:
    void report(const std::string& what) { findings_.push_back("Stock item " + last_.inventory_item_id.text() + ": " + what); }

    std::vector<std::string>& findings_;
    Link last_;
    std::string previous_;
};

void check_chains(db::Transaction& transaction, std::vector<std::string>& findings) {
    ChainCheck check(findings);
    for (;;) {
        const auto links = transaction.query(next_links, check.last().inventory_item_id, check.last().sequence, page_rows);
        if (links.empty()) return;
        for (const Link& link : links) check.see(link);
    }
}

void check_sums(db::Transaction& transaction, std::vector<std::string>& findings) {
    for (const ItemSums& sums : transaction.query(sums_of_items)) {
        const std::string item = "Stock item " + sums.id.text() + " (" + sums.name + ")";
        if (sums.current_stock != sums.moved) {
            findings.push_back(item + ": its stock says " + sums.current_stock.text() + ", its movements add up to " +
                               sums.moved.text());
        }
        if (sums.movement_count != sums.movements) {
            findings.push_back(item + ": it should have " + std::to_string(sums.movement_count) + " movements, there are " +
                               std::to_string(sums.movements));
        }
    }
}

}  // namespace

std::vector<std::string> verify(db::Transaction& transaction) {
    std::vector<std::string> findings;
    check_chains(transaction, findings);
    check_sums(transaction, findings);
    for (const Excess& excess : transaction.query(returned_too_much)) {
        findings.push_back("Order " + excess.reference_order_id.text() + ": " + excess.quantity.text() + " more of " +
                           excess.name + " came back to stock than it took");
    }
    for (const StrangeWord& word : transaction.query(strange_words)) {
        findings.push_back("Movement " + word.id.text() + ": nobody knows the type " + word.type);
    }
    for (const store::StrangeCost& cost : store::strange_costs(transaction)) {
        findings.push_back("Stock item " + cost.id.text() + " (" + cost.name + "): it costs " + cost.cost_per_unit.text() +
                           ", what was kept of its costs ends with " + (cost.kept ? cost.kept->text() : "nothing"));
    }
    for (const ItemDetails& item : store::misfolded_items(transaction)) {
        findings.push_back("Stock item " + item.id.text() + " (" + item.name +
                           "): what it is compared and searched by is not what its texts give; rename it and back");
    }
    return findings;
}

}  // namespace cafepos::inventory
