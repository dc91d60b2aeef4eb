#include <algorithm>
#include <array>

#include "item_store.h"
#include "movement_store.h"
#include "route_parts.h"

namespace cafepos::inventory {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

constexpr std::int64_t page_default = 50;
constexpr std::int64_t page_max = 500;

struct ListMovements {
    std::optional<std::string> type;
    std::optional<std::string> date_from;
    std::optional<std::string> date_to;
    std::optional<std::int64_t> limit;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(ListMovements, (), (type, date_from, date_to, limit, cursor))

struct MovementAnswer {
    Id id;
    Id inventoryItemId;
    std::string type;
    Quantity quantity;
    Quantity previousStock;
    Quantity newStock;
    std::string reason;
    std::optional<Id> staffId;
    std::optional<StockValue> cost;  ///< null for callers without inventory.view_costs
    std::optional<std::string> supplier;
    std::optional<std::string> reference;
    std::optional<Id> referenceOrderId;
    std::optional<Id> referenceRefundId;
    std::optional<Id> menuItemId;
    std::optional<Id> countId;
    std::string notes;
    Timestamp createdAt;
};
BOOST_DESCRIBE_STRUCT(MovementAnswer, (),
                      (id, inventoryItemId, type, quantity, previousStock, newStock, reason, staffId, cost, supplier, reference,
                       referenceOrderId, referenceRefundId, menuItemId, countId, notes, createdAt))

struct MovementList {
    std::vector<MovementAnswer> movements;
    std::optional<std::string> nextCursor;
};
BOOST_DESCRIBE_STRUCT(MovementList, (), (movements, nextCursor))

MovementAnswer view_of(const Movement& movement, bool with_costs) {
    return {movement.id,
            movement.inventory_item_id,
            movement.type,
            movement.quantity,
            movement.previous_stock,
            movement.new_stock,
            movement.reason,
            movement.staff_id,
            with_costs ? std::optional(movement.cost) : std::nullopt,
            movement.supplier,
            movement.reference,
            movement.reference_order_id,
            movement.reference_refund_id,
            movement.menu_item_id,
            movement.count_id,
            movement.notes,
            movement.created_at};
}

std::optional<std::string> type_filter(const std::optional<std::string>& type) {
    if (!type) return std::nullopt;
    static constexpr std::array<std::string_view, 7> known = {
        movement_type::opening,    movement_type::restock, movement_type::sale,     movement_type::waste,
        movement_type::adjustment, movement_type::count,   movement_type::give_back};
    std::string name = *type == "usage" ? std::string(movement_type::sale) : *type;  // the older name
    if (std::ranges::find(known, name) != known.end()) return name;
    throw Error::field(Code::validation_error, "type", "choice",
                       "type must be one of: opening, restock, sale, waste, adjustment, count, return");
}

std::int64_t sequence_before(const std::optional<std::string>& cursor) {
    if (!cursor) return INT64_MAX;
    const auto sequence = decimal::parse(*cursor, 0);
    if (!sequence) throw Error::field(Code::validation_error, "cursor", "type", "cursor must come from an earlier answer");
    return *sequence;
}

Reply<MovementList> list(const Workshop& workshop, const Request<NoBody, ListMovements>& request) {
    const Id id = item_id(request.call);
    const ListMovements& query = request.query;
    const DayRange range = day_range_of(workshop, query.date_from, query.date_to);
    const store::MovementFilter filter{type_filter(query.type), range.from, range.until};
    const std::int64_t before = sequence_before(query.cursor);
    const std::int64_t limit = std::clamp<std::int64_t>(query.limit.value_or(page_default), 1, page_max);
    auto movements = workshop.database.reading([&](db::Transaction& transaction) {
        // An archived item's history stays readable.
        if (!store::find_any_item(transaction, id)) throw item_missing();
        return store::list_movements(transaction, id, filter, before, limit + 1);
    });
    MovementList answer;
    if (std::cmp_greater(movements.size(), limit)) {
        movements.pop_back();
        answer.nextCursor = std::to_string(movements.back().sequence);
    }
    const bool with_costs = sees_costs(request.call.actor());
    for (const Movement& movement : movements) answer.movements.push_back(view_of(movement, with_costs));
    return {std::move(answer), "Stock movements retrieved successfully"};
}

}  // namespace

void add_movement_route(http::EndpointTable& table, const Workshop& workshop) {
    table.add({.method = Method::get,
               .path = "/inventory/{id}/movements",
               .access = Access::permission("inventory.view"),
               .summary = "The item's ledger, newest first"},
              [workshop](const Request<NoBody, ListMovements>& request) { return list(workshop, request); });
}

}  // namespace cafepos::inventory
