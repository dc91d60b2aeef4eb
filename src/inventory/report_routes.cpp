#include "report_store.h"
#include "route_parts.h"

namespace cafepos::inventory {
namespace {

using http::Access;
using http::Lane;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

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
               .path = "/inventory/usage",
               .access = Access::permission("inventory.view"),
               .summary = "Use, waste and counted loss per item in a period",
               .lane = Lane::bulk},
              [workshop](const Request<NoBody, UsageQuery>& request) { return usage(workshop, request); });
}

}  // namespace cafepos::inventory
