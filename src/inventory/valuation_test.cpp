#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "settings/business_days.h"
#include "test_stock.h"

// What the stock was worth at the end of a day, against a model that adds up from the front.
namespace cafepos::inventory {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::Json;

const db::Statement forget_costs{"inventory_test.forget_costs", "DELETE FROM inventory_costs WHERE inventory_item_id = $1"};
const db::Statement other_cost{"inventory_test.other_cost",
                               "UPDATE inventory_items SET cost_per_unit = cost_per_unit + 1 WHERE id = $1"};

const db::Query<Money> shown_values{"inventory_test.shown_values", R"(
    SELECT CAST(ROUND(value * 100) AS BIGINT) FROM report_stock ORDER BY category, item)"};

class ValuationTest : public ::testing::Test {
protected:
    std::string refusal(const std::string& query, const Actor& actor) {
        return testing::code_of(
            [&] { testing::dispatch(world.table, http::Method::get, "/inventory/valuation" + query, "", &actor); });
    }
    Json as_of(const std::string& day) { return world.get("/inventory/valuation?asOf=" + day); }

    StockWorld world;
    Id milk = world.item("Milk", "10", "2", "1.25", "l");
};

TEST_F(ValuationTest, ADayHasTheStockAndTheCostOfItsEnd) {
    world.clock.advance(hours(24));  // the 23rd
    const Id beans = world.item("=Beans", "4", "1", "12.555", "kg");
    world.post("/inventory/" + milk.text() + "/adjust", R"({"adjustment":-4,"reason":"WASTE"})");
    world.put("/inventory/" + milk.text(), R"({"costPerUnit":2})");
    world.put("/inventory/" + milk.text(), R"({"costPerUnit":1.5})");
    world.clock.advance(hours(24));  // the 24th
    world.put("/inventory/" + milk.text(), R"({"costPerUnit":3})");
    world.call(http::Method::remove, "/inventory/" + beans.text());

    EXPECT_EQ(as_of("2026-11-21")["totalItems"].integer(), 0);
    const auto first = as_of("2026-11-22");
    EXPECT_EQ(first["asOf"].text(), "2026-11-22");
    EXPECT_EQ(first["totalValue"].text(), "12.5");
    const auto second = as_of("2026-11-23");
    EXPECT_EQ(second["totalValue"].text(), "59.22") << "4 × 12.555 and 6 × 1.50";
    EXPECT_EQ(second["items"][1]["currentStock"].text(), "6");
    EXPECT_EQ(second["items"][1]["costPerUnit"].text(), "1.5");
    const auto today = as_of("2026-11-24");
    EXPECT_EQ(today["totalValue"].text(), "18");
    const auto now = world.get("/inventory/valuation");
    EXPECT_FALSE(now["asOf"].exists());
    EXPECT_EQ(now["items"], today["items"]);
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(ValuationTest, IsWhatTheDatabasesViewShows) {
    world.item("Half a cent", "0.5", "0", "0.01", "g");
    world.item("Almost", "4.999", "0", "0.001", "g");
    world.item("Dear", "12345.678", "0", "98.7654", "kg");
    world.item("Short of", "-0.5", "0", "0.01", "g");
    const auto items = world.get("/inventory/valuation")["items"];
    const auto shown = world.db().reading([](db::Transaction& transaction) { return transaction.query(shown_values); });
    ASSERT_EQ(shown.size(), items.size());
    for (std::size_t i = 0; i < shown.size(); ++i) EXPECT_EQ(shown[i].text(), items[i]["value"].text()) << items[i].print();
}

TEST_F(ValuationTest, ComesAsCsv) {
    world.item("=Beans", "4", "1", "12.555", "kg");
    world.clock.advance(hours(24));
    const auto reply =
        testing::dispatch(world.table, http::Method::get, "/inventory/valuation?asOf=2026-11-22&format=csv", "", &world.admin);
    EXPECT_EQ(reply.content_type, "text/csv; charset=utf-8");
    ASSERT_TRUE(reply.body.starts_with("\xEF\xBB\xBFItem ID,Name,Category,Stock,Unit,Cost Per Unit,Value\r\n")) << reply.body;
    EXPECT_NE(reply.body.find(",'=Beans,General,4,kg,12.555,50.22\r\n"), std::string::npos) << reply.body;
    EXPECT_NE(reply.body.find(milk.text() + ",Milk,General,10,l,1.25,12.50\r\n"), std::string::npos) << reply.body;
}

// The end of a day was asked of the settings of now: the running day had not begun, or was over before it ended.
TEST_F(ValuationTest, TheRunningDayIsThatOfTheCafeWhateverTheSettingsSayNow) {
    const auto begin_days_at = [&](const std::string& time) {
        world.db().write([&](db::Transaction& transaction) {
            world.settings.update(transaction, json::parse(R"({"general":{"businessDayStart":")" + time + R"("}})"),
                                  world.clock.now(), world.admin.user_id);
        });
        world.settings.load();
    };
    begin_days_at("08:00");
    world.db().write([&](db::Transaction& transaction) {
        settings::take_moment(transaction, *world.settings.in_transaction(transaction), world.clock.now());
    });
    begin_days_at("12:00");
    EXPECT_EQ(as_of("2026-11-22")["totalValue"].text(), "12.5") << "it is 9 o'clock: by the settings the 22nd has not begun";
    EXPECT_EQ(refusal("?asOf=2026-11-23", world.admin), "VALIDATION_ERROR");
    world.clock.advance(hours(24));  // the 23rd has begun at 8 o'clock
    world.put("/inventory/" + milk.text(), R"({"costPerUnit":2})");
    EXPECT_EQ(as_of("2026-11-22")["totalValue"].text(), "12.5") << "it was over at 8 o'clock, not at 12";
    EXPECT_EQ(as_of("2026-11-23")["totalValue"].text(), "20");
    EXPECT_EQ(refusal("?asOf=2026-11-24", world.admin), "VALIDATION_ERROR");
}

TEST_F(ValuationTest, WhatIsWrongIsRefused) {
    EXPECT_EQ(refusal("?asOf=2026-11-22", world.admin), "");
    for (const char* query : {"?asOf=2026-11-23", "?asOf=yesterday", "?format=xml"}) {
        EXPECT_EQ(refusal(query, world.admin), "VALIDATION_ERROR") << query;
    }
    EXPECT_EQ(refusal("?asOf=2026-11-22", world.add_user("cashier", "mike")), "FORBIDDEN");
}

TEST_F(ValuationTest, AClockThatWasPutBackDatesNoCostBeforeTheOneItFollows) {
    world.clock.advance(hours(24));
    world.put("/inventory/" + milk.text(), R"({"costPerUnit":2})");
    world.clock.advance(-hours(12));
    world.put("/inventory/" + milk.text(), R"({"costPerUnit":3})");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
    EXPECT_EQ(as_of("2026-11-22")["totalValue"].text(), "12.5");
}

TEST_F(ValuationTest, VerifyNamesACostThatWasNotKept) {
    world.db().write([&](db::Transaction& transaction) { transaction.execute(other_cost, milk); });
    ASSERT_EQ(world.findings().size(), 1U);
    EXPECT_NE(world.findings().front().find("it costs 1.2501"), std::string::npos) << world.findings().front();
    world.db().write([&](db::Transaction& transaction) { transaction.execute(forget_costs, milk); });
    EXPECT_NE(world.findings().front().find("ends with nothing"), std::string::npos) << world.findings().front();
}

struct Happening {
    Timestamp at;
    Quantity moved;
    std::optional<UnitCost> cost;
};
struct ItemHistory {
    Id id;
    Quantity stock;
    std::vector<Happening> happenings;
    std::optional<Timestamp> archived_at = {};
    std::vector<std::pair<Timestamp, Timestamp>> absences = {};

    bool was_there(Timestamp moment) const {
        const auto gone = [&](const auto& absence) { return absence.first < moment && absence.second >= moment; };
        return happenings.front().at < moment && (!archived_at || *archived_at >= moment) && std::ranges::none_of(absences, gone);
    }
};

void bring_back(StockWorld& world, const Id& item) {
    testing::CallOptions options;
    options.form = true;
    options.files = {{"file", "stock.csv", "text/csv", "Item ID,Name\r\n" + item.text() + ",\r\n"}};
    testing::dispatch(world.table, http::Method::post, "/inventory/import", "", &world.admin, options);
}

// With the restored item every day's value changed on which it had been gone.
TEST_F(ValuationTest, AnItemBroughtBackWasGoneInBetween) {
    world.clock.advance(hours(24));
    world.call(http::Method::remove, "/inventory/" + milk.text());
    world.clock.advance(hours(24));
    bring_back(world, milk);
    EXPECT_EQ(as_of("2026-11-22")["totalValue"].text(), "12.5");
    EXPECT_EQ(as_of("2026-11-23")["totalItems"].integer(), 0);
    EXPECT_EQ(as_of("2026-11-24")["totalValue"].text(), "12.5");
}

class Model {
public:
    Model(StockWorld& world, bool by_average) : world_(world), by_average_(by_average) {}

    void step() {
        world_.clock.advance(minutes(*rc::gen::inRange(0, 1800)));
        if (histories_.size() < 2) return add();
        switch (*rc::gen::inRange(0, 10)) {
            case 0:
                return add();
            case 1:
                return archive();
            case 2:
            case 3:
                return cost();
            case 4:
            case 5:
                return deliver();
            case 6:
                return restore();
            default:
                return move();
        }
    }

    /// Of all items that it knows.
    Money value_at(Timestamp moment) const {
        Money value;
        for (const ItemHistory& item : histories_) {
            if (!item.was_there(moment)) continue;
            Quantity stock;
            UnitCost cost;
            for (const Happening& happening : item.happenings) {
                if (happening.at >= moment) break;
                stock += happening.moved;
                cost = happening.cost.value_or(cost);
            }
            // Thousandths times ten-thousandths: ten-millionths; a cent has 100,000 of them.
            const std::int64_t exact = stock.units() * cost.units();
            value += Money::of(exact >= 0 ? (exact + 50'000) / 100'000 : -((-exact + 50'000) / 100'000));
        }
        return value;
    }
    bool knows(const std::string& id) const {
        return std::ranges::any_of(histories_, [&](const ItemHistory& item) { return item.id.text() == id; });
    }

private:
    ItemHistory* some() {
        ItemHistory& item = histories_[*rc::gen::inRange<std::size_t>(0, histories_.size())];
        return item.archived_at ? nullptr : &item;
    }
    Json item_now(const ItemHistory& item) { return world_.get("/inventory/" + item.id.text())["inventory_item"]; }
    void add() {
        const auto stock = Quantity::of(*rc::gen::inRange(0, 90'000));
        const auto cost = UnitCost::of(*rc::gen::inRange(0, 200'000));
        const Id id = world_.item("Item " + world_.ids.next().text(), stock.text(), "0", cost.text());
        histories_.push_back({id, stock, {{world_.clock.now(), stock, cost}}});
    }
    void archive() {
        ItemHistory* item = some();
        if (item == nullptr) return;
        world_.call(http::Method::remove, "/inventory/" + item->id.text());
        item->archived_at = world_.clock.now();
    }
    void restore() {
        const auto item = std::ranges::find_if(histories_, [](const ItemHistory& each) { return each.archived_at.has_value(); });
        if (item == histories_.end()) return;
        bring_back(world_, item->id);
        item->absences.emplace_back(*item->archived_at, world_.clock.now());
        item->archived_at.reset();
    }
    void cost() {
        ItemHistory* item = some();
        if (item == nullptr) return;
        const auto cost = UnitCost::of(*rc::gen::inRange(0, 200'000));
        world_.put("/inventory/" + item->id.text(), R"({"costPerUnit":)" + cost.text() + "}");
        item->happenings.push_back({world_.clock.now(), {}, cost});
    }
    void deliver() {
        ItemHistory* item = some();
        if (item == nullptr) return;
        const auto added = Quantity::of(*rc::gen::inRange(1, 50'000));
        const auto paid = Money::of(*rc::gen::inRange(0, 100'000));
        world_.post("/inventory/" + item->id.text() + "/adjust",
                    R"({"reason":"RESTOCK","adjustment":)" + added.text() + R"(,"cost":)" + paid.text() + "}");
        std::optional<UnitCost> cost;
        if (by_average_) cost = UnitCost::parse(item_now(*item)["costPerUnit"].text());
        item->happenings.push_back({world_.clock.now(), added, cost});
        item->stock += added;
    }
    void move() {
        ItemHistory* item = some();
        if (item == nullptr) return;
        const auto counted = Quantity::of(*rc::gen::inRange(0, 90'000));
        world_.post("/inventory/counts",
                    R"({"lines":[{"inventoryItemId":")" + item->id.text() + R"(","counted":)" + counted.text() + "}]}");
        item->happenings.push_back({world_.clock.now(), counted - item->stock, {}});
        item->stock = counted;
    }

    StockWorld& world_;
    bool by_average_;
    std::vector<ItemHistory> histories_;
};

RC_GTEST_PROP(ValuationProperty, AnyDaysValueIsThatOfAddingUpFromTheFront, ()) {
    static StockWorld world;  // each round has items of its own, and goes on in time
    const bool by_average = *rc::gen::arbitrary<bool>();
    world.db().write([&](db::Transaction& transaction) {
        world.settings.update(
            transaction,
            json::parse(by_average ? R"({"inventory":{"costing":"moving_average"}})" : R"({"inventory":{"costing":"fixed"}})"),
            world.clock.now(), world.admin.user_id);
    });
    world.settings.load();
    const Date first = world.settings.current()->time_zone().local(world.clock.now()).date;
    Model model(world, by_average);
    const int steps = *rc::gen::inRange(1, 30);
    for (int i = 0; i < steps; ++i) model.step();
    RC_ASSERT(world.findings().empty());
    const auto settings = world.settings.current();
    for (Date day = first; settings->day_begin(day) <= world.clock.now(); day = day.plus_days(1)) {
        const auto items = world.get("/inventory/valuation?asOf=" + day.text())["items"];
        Money value;
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (model.knows(items[i]["id"].text())) value += Money::parse(items[i]["value"].text()).value();
        }
        RC_ASSERT(value == model.value_at(settings->day_begin(day.plus_days(1))));
    }
}

}  // namespace
}  // namespace cafepos::inventory
