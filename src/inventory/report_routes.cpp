#include <algorithm>
#include <map>
#include <tuple>

#include "item_store.h"
#include "report_store.h"
#include "route_parts.h"
#include "rules.h"

namespace cafepos::inventory {
namespace {

using http::Access;
using http::Lane;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

constexpr std::int64_t page_items = 1000;

struct ValuedItem {
    Id id;
    std::string name;
    std::string category;
    Quantity currentStock;
    std::string unit;
    UnitCost costPerUnit;
    Money value;
};
BOOST_DESCRIBE_STRUCT(ValuedItem, (), (id, name, category, currentStock, unit, costPerUnit, value))
struct ValuedCategory {
    std::string category;
    std::int64_t items = 0;
    Money value;
};
BOOST_DESCRIBE_STRUCT(ValuedCategory, (), (category, items, value))
/// Items' values are rounded to the minor unit; categories and the total are their sums, so that the columns add up.
struct Valuation {
    Money totalValue;
    std::int64_t totalItems = 0;
    std::vector<ValuedCategory> categories;
    std::vector<ValuedItem> items;
};
BOOST_DESCRIBE_STRUCT(Valuation, (), (totalValue, totalItems, categories, items))

struct UsageQuery {
    std::optional<std::string> date_from;
    std::optional<std::string> date_to;
};
BOOST_DESCRIBE_STRUCT(UsageQuery, (), (date_from, date_to))
struct ItemUsage {
    Id inventoryItemId;
    std::string name;
    std::string category;
    std::string unit;
    Quantity openingStock;
    Quantity restocked;  ///< with opening stock of new items
    Quantity used;       ///< sales less returns
    Quantity wasted;
    Quantity adjusted;       ///< signed
    Quantity expectedStock;  ///< what the book would say without the counts of the period
    Quantity countedLoss;    ///< what counting found missing; negative when it found more
    Quantity closingStock;
    std::optional<Money> usedValue;  ///< values are null for callers without inventory.view_costs
    std::optional<Money> wastedValue;
    std::optional<Money> countedLossValue;
};
BOOST_DESCRIBE_STRUCT(ItemUsage, (),
                      (inventoryItemId, name, category, unit, openingStock, restocked, used, wasted, adjusted, expectedStock,
                       countedLoss, closingStock, usedValue, wastedValue, countedLossValue))
struct UsageReport {
    Timestamp from;
    Timestamp until;
    std::vector<ItemUsage> items;
    std::optional<Money> totalUsedValue;
    std::optional<Money> totalWastedValue;
    std::optional<Money> totalCountedLossValue;
};
BOOST_DESCRIBE_STRUCT(UsageReport, (), (from, until, items, totalUsedValue, totalWastedValue, totalCountedLossValue))

Valuation valuation_of(db::Transaction& transaction) {
    Valuation answer;
    std::map<std::string, ValuedCategory> categories;
    std::vector<StockItem> page;
    Id after;
    do {
        page = store::next_items(transaction, after, page_items);
        for (StockItem& item : page) {
            const Money value = value_of(item);
            after = item.id;
            ValuedCategory& category = categories[item.category];
            ++category.items;
            category.value += value;
            answer.totalValue += value;
            ++answer.totalItems;
            answer.items.push_back({item.id, std::move(item.name), std::move(item.category), item.current_stock,
                                    std::move(item.unit), item.cost_per_unit, value});
        }
    } while (!page.empty());
    std::sort(answer.items.begin(), answer.items.end(), [](const ValuedItem& a, const ValuedItem& b) {
        return std::tie(a.category, a.name, a.id) < std::tie(b.category, b.name, b.id);
    });
    for (auto& [name, category] : categories) {
        category.category = name;
        answer.categories.push_back(std::move(category));
    }
    return answer;
}

ItemUsage view_of(const store::Usage& usage, bool with_costs) {
    ItemUsage answer;
    answer.inventoryItemId = usage.id;
    answer.name = usage.name;
    answer.category = usage.category;
    answer.unit = usage.unit;
    answer.closingStock = usage.current_stock - usage.moved_since;
    answer.openingStock = answer.closingStock - usage.moved_in_range;
    answer.restocked = usage.restocked;
    answer.used = -(usage.sold + usage.returned);
    answer.wasted = -usage.wasted;
    answer.adjusted = usage.adjusted;
    answer.countedLoss = -usage.counted_difference;
    answer.expectedStock = answer.closingStock + answer.countedLoss;
    if (with_costs) {
        // What left the stock costs less than nothing there.
        answer.usedValue = (-usage.use_cost).money();
        answer.wastedValue = (-usage.waste_cost).money();
        answer.countedLossValue = (-usage.count_cost).money();
    }
    return answer;
}

void add_to(std::optional<Money>& total, const std::optional<Money>& value) {
    if (value) total = total.value_or(Money()) + *value;
}

Reply<UsageReport> usage(const Workshop& workshop, const Request<NoBody, UsageQuery>& request) {
    const DayRange range = day_range_of(workshop, request.query.date_from, request.query.date_to);
    const bool with_costs = sees_costs(request.call.actor());
    UsageReport answer;
    answer.from = range.from.value_or(Timestamp{0});
    answer.until = range.until.value_or(workshop.clock.now() + std::chrono::milliseconds(1));
    const auto usages = workshop.database.reading(
        [&](db::Transaction& transaction) { return store::usage(transaction, answer.from, answer.until); });
    if (with_costs) answer.totalUsedValue = answer.totalWastedValue = answer.totalCountedLossValue = Money();
    for (const store::Usage& item : usages) {
        answer.items.push_back(view_of(item, with_costs));
        add_to(answer.totalUsedValue, answer.items.back().usedValue);
        add_to(answer.totalWastedValue, answer.items.back().wastedValue);
        add_to(answer.totalCountedLossValue, answer.items.back().countedLossValue);
    }
    return {std::move(answer), "Stock usage retrieved successfully"};
}

}  // namespace

void add_report_routes(http::EndpointTable& table, const Workshop& workshop) {
    table.add({.method = Method::get,
               .path = "/inventory/valuation",
               .access = Access::permission("inventory.view_costs"),
               .summary = "What the stock on hand is worth, by category and item",
               .lane = Lane::bulk},
              [workshop](const Request<>&) -> Reply<Valuation> {
                  return {workshop.database.reading([](db::Transaction& transaction) { return valuation_of(transaction); }),
                          "Stock valuation retrieved successfully"};
              });
    table.add({.method = Method::get,
               .path = "/inventory/usage",
               .access = Access::permission("inventory.view"),
               .summary = "Use, waste and counted loss per item in a period",
               .lane = Lane::bulk},
              [workshop](const Request<NoBody, UsageQuery>& request) { return usage(workshop, request); });
}

}  // namespace cafepos::inventory
