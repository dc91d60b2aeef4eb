#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "movement.h"
#include "test_stock.h"

// Random sequences of what can happen to stock, against a model that only adds up.
namespace cafepos::inventory {
namespace {

constexpr std::size_t item_count = 4;
const db::Statement count_open_alerts{
    "inventory_test.count_open_alerts",
    "SELECT COUNT(*) FROM alerts WHERE inventory_item_id = $1 AND type = $2 AND ended_at IS NULL"};
const db::Statement count_alerts{"inventory_test.count_alerts",
                                 "SELECT COUNT(*) FROM alerts WHERE inventory_item_id = $1 AND type = $2"};

struct ItemModel {
    Id id;
    Quantity stock;
    Quantity minimum;
    std::map<std::string, bool> holds;  // the alert's condition
    std::map<std::string, std::int64_t> raised;
};

class Model {
public:
    explicit Model(StockWorld& world) : world_(world) {
        for (std::size_t i = 0; i < item_count; ++i) {
            items_.push_back({world.item("Item " + std::to_string(i), "3", "2"), Quantity::of(3000), Quantity::of(2000), {}, {}});
            settle(items_.back());
        }
        menu_.push_back(world.menu_item("One", {{items_[0].id, "1"}}));
        menu_.push_back(world.menu_item("Two", {{items_[0].id, "0.5"}, {items_[1].id, "0.25"}, {items_[2].id, "1.125"}}));
        menu_.push_back(world.menu_item("Three", {{items_[1].id, "2"}, {items_[3].id, "0.001"}}));
        recipes_ = {{1000, 0, 0, 0}, {500, 250, 1125, 0}, {0, 2000, 0, 1}};
    }

    void step() {
        switch (*rc::gen::inRange(0, 7)) {
            case 0:
            case 1:
                return sell();
            case 2:
                return refund();
            case 3:
                return undo();
            case 4:
                return adjust("RESTOCK", *rc::gen::inRange(1, 5000));
            case 5:
                return adjust(*rc::gen::element<std::string>("WASTE", "ADJUSTMENT"), -*rc::gen::inRange(1, 3000));
            default:
                return count();
        }
    }

    void check() {
        RC_ASSERT(world_.findings().empty());
        for (const ItemModel& item : items_) RC_ASSERT(world_.stock_of(item.id) == item.stock.text());
        world_.db().read([&](db::Transaction& tx) {
            for (const ItemModel& item : items_) {
                for (const auto& [type, holds] : item.holds) {
                    RC_ASSERT(tx.query_one(count_open_alerts, item.id, type)->integer(0) == (holds ? 1 : 0));
                    RC_ASSERT(tx.query_one(count_alerts, item.id, type)->integer(0) == item.raised.at(type));
                }
            }
        });
    }

private:
    struct Sale {
        Id order;
        std::vector<int> sold;
        std::vector<int> returned;
    };

    std::vector<Quantity> use_of(const std::vector<int>& units) const {
        std::vector<Quantity> use(item_count);
        for (std::size_t m = 0; m < menu_.size(); ++m) {
            for (std::size_t i = 0; i < item_count; ++i) use[i] += Quantity::of(recipes_[m][i] * units[m]);
        }
        return use;
    }
    std::vector<StockWorld::Units> lines_of(const std::vector<int>& units) const {
        std::vector<StockWorld::Units> lines;
        for (std::size_t m = 0; m < menu_.size(); ++m) {
            if (units[m] > 0) lines.push_back({menu_[m], units[m]});
        }
        return lines;
    }

    void sell() {
        const auto units = *rc::gen::container<std::vector<int>>(menu_.size(), rc::gen::inRange(0, 3));
        const bool block = *rc::gen::arbitrary<bool>();
        const auto lines = lines_of(units);
        const auto use = use_of(units);
        bool short_of = false;
        for (std::size_t i = 0; i < item_count; ++i) short_of |= use[i].units() > 0 && use[i] > items_[i].stock;
        const Id order = world_.ids.next();
        const auto code =
            testing::code_of([&] { world_.sell(lines, order, block ? settings::Oversell::block : settings::Oversell::allow); });
        RC_ASSERT(code == (block && short_of ? "INSUFFICIENT_STOCK" : ""));
        if (!code.empty()) return;
        for (std::size_t i = 0; i < item_count; ++i) {
            if (use[i].units() > 0) change(items_[i], -use[i]);
        }
        sales_.push_back({order, units, std::vector<int>(menu_.size(), 0)});
    }
    Sale* some_sale() {
        if (sales_.empty()) return nullptr;
        return &sales_[*rc::gen::inRange<std::size_t>(0, sales_.size())];
    }
    void give_back(Sale& sale, const std::vector<int>& units) {
        const auto use = use_of(units);
        for (std::size_t i = 0; i < item_count; ++i) {
            if (use[i].units() > 0) change(items_[i], use[i]);
        }
        for (std::size_t m = 0; m < units.size(); ++m) sale.returned[m] += units[m];
    }
    void refund() {
        Sale* sale = some_sale();
        if (sale == nullptr) return;
        std::vector<int> units;
        for (std::size_t m = 0; m < menu_.size(); ++m)
            units.push_back(*rc::gen::inRange(0, sale->sold[m] - sale->returned[m] + 1));
        world_.give_back(lines_of(units), sale->order);
        give_back(*sale, units);
    }
    void undo() {
        Sale* sale = some_sale();
        if (sale == nullptr) return;
        std::vector<int> units;
        for (std::size_t m = 0; m < menu_.size(); ++m) units.push_back(sale->sold[m] - sale->returned[m]);
        world_.undo(sale->order);
        give_back(*sale, units);
    }
    void adjust(const std::string& reason, int thousandths) {
        ItemModel& item = items_[*rc::gen::inRange<std::size_t>(0, item_count)];
        const auto amount = Quantity::of(thousandths);
        const std::string body = R"({"adjustment": )" + amount.text() + R"(, "reason": ")" + reason + R"("})";
        const auto code = testing::code_of([&] { world_.post("/inventory/" + item.id.text() + "/adjust", body); });
        const bool too_little = thousandths < 0 && (item.stock + amount).is_negative();
        RC_ASSERT(code == (too_little ? "INVALID_ADJUSTMENT" : ""));
        if (!too_little) change(item, amount);
    }
    void count() {
        ItemModel& item = items_[*rc::gen::inRange<std::size_t>(0, item_count)];
        const auto counted = Quantity::of(*rc::gen::inRange(0, 6000));
        const auto answer = world_.post("/inventory/counts", R"({"lines": [{"inventoryItemId": ")" + item.id.text() +
                                                                 R"(", "counted": )" + counted.text() + "}]}");
        RC_ASSERT(answer["count"]["lines"][0]["variance"].text() == (counted - item.stock).text());
        change(item, counted - item.stock);
    }

    void change(ItemModel& item, Quantity by) {
        item.stock += by;
        settle(item);
    }
    static void settle(ItemModel& item) {
        const std::map<std::string, bool> now = {{"low_stock", item.stock > Quantity() && item.stock <= item.minimum},
                                                 {"out_of_stock", item.stock <= Quantity()},
                                                 {"negative_stock", item.stock.is_negative()}};
        for (const auto& [type, holds] : now) {
            if (holds && !item.holds[type]) ++item.raised[type];
            item.raised[type] += 0;
            item.holds[type] = holds;
        }
    }

    StockWorld& world_;
    std::vector<ItemModel> items_;
    std::vector<Id> menu_;
    std::vector<std::vector<int>> recipes_;
    std::vector<Sale> sales_;
};

RC_GTEST_PROP(LedgerProperty, MovementsSumToStockAndAlertsAreRaisedOncePerCondition, ()) {
    static StockWorld world;  // each round has items of its own
    Model model(world);
    const int steps = *rc::gen::inRange(1, 40);
    for (int i = 0; i < steps; ++i) model.step();
    model.check();
}

}  // namespace
}  // namespace cafepos::inventory
