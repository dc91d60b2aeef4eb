#include "route_parts.h"

#include "item_store.h"

namespace cafepos::inventory {
namespace {

struct StockPayload {
    Id inventoryItemId;
    std::string name;
    Quantity currentStock;
};
BOOST_DESCRIBE_STRUCT(StockPayload, (), (inventoryItemId, name, currentStock))

}  // namespace

Error item_missing() { return Error::field(Code::not_found, "", "gone", "Inventory item not found"); }

Id item_id(const http::Call& call) {
    const auto id = Id::parse(call.path_text("id"));
    if (!id) throw item_missing();
    return *id;
}

StockItem existing_item(db::Transaction& transaction, const Id& id) {
    auto item = store::find_item(transaction, id);
    if (!item) throw item_missing();
    return std::move(*item);
}

bool sees_costs(const Actor& actor) { return actor.may("inventory.view_costs"); }

void publish_stock(db::Transaction& transaction, const Workshop& workshop, const StockItem& item) {
    const std::string payload = json::to_text(StockPayload{item.id, item.name, item.current_stock});
    workshop.events.publish(transaction, {"stock", "inventory.view", payload});
}

DayRange day_range_of(const Workshop& workshop, const std::optional<std::string>& date_from,
                      const std::optional<std::string>& date_to) {
    const auto settings = workshop.settings_now();
    Checks checks;
    const DayRange range = read_day_range(date_from, date_to, [&](const Date& day) { return settings->day_begin(day); }, checks);
    checks.refuse_if_any();
    return range;
}

}  // namespace cafepos::inventory
