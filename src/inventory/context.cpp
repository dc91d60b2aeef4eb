#include "context.h"

#include <chrono>

#include "audit/routes.h"
#include "item_store.h"

namespace cafepos::inventory {
namespace {

struct StockPayload {
    Id inventoryItemId;
    std::string name;
    Quantity currentStock;
};
BOOST_DESCRIBE_STRUCT(StockPayload, (), (inventoryItemId, name, currentStock))

bool is_given(const std::optional<std::string>& value) { return value && !value->empty() && *value != "undefined"; }

void fail(std::vector<FieldError>& errors, const char* field) {
    errors.push_back(
        {field, "date", std::string(field) + " must be a date such as 2026-11-22 or a time such as 2026-11-22T18:30:00Z"});
}

}  // namespace

std::shared_ptr<const settings::Settings> settings_now(const Context& context) {
    return context.database.reading([&](db::Transaction& transaction) { return context.settings.in_transaction(transaction); });
}

Error item_missing() { return {Code::not_found, "Inventory item not found"}; }

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

void record(db::Transaction& transaction, const Context& context, const http::Call& call, const char* action,
            const std::string& entity, const Id& id, std::string detail_json) {
    context.audit.record(transaction, audit::origin_of(call), {action, entity, id.text(), std::move(detail_json)});
}

void publish_stock(db::Transaction& transaction, const Context& context, const StockItem& item) {
    const std::string payload = json::to_text(StockPayload{item.id, item.name, item.stock});
    context.events.publish(transaction, {"stock", "inventory.view", payload});
}

Range range_of(const settings::Settings& settings, const std::optional<std::string>& date_from,
               const std::optional<std::string>& date_to) {
    Range range;
    std::vector<FieldError> errors;
    const TimeZone zone = settings.time_zone();
    const int day_start = settings.business_day_start_minutes();
    if (is_given(date_from)) {
        const auto day = Date::parse(*date_from);
        range.from = day ? std::optional(business_day_begin(zone, day_start, *day)) : Timestamp::parse(*date_from);
        if (!range.from) fail(errors, "date_from");
    }
    if (is_given(date_to)) {
        const auto day = Date::parse(*date_to);
        const auto moment = Timestamp::parse(*date_to);
        if (day) {
            range.until = business_day_begin(zone, day_start, day->plus_days(1));
        } else if (moment) {
            range.until = *moment + std::chrono::milliseconds(1);
        } else {
            fail(errors, "date_to");
        }
    }
    if (!errors.empty()) throw Error::fields(Code::validation_error, std::move(errors));
    return range;
}

}  // namespace cafepos::inventory
