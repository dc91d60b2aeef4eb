#include <algorithm>
#include <set>
#include <utility>

#include "core/card_numbers.h"
#include "core/checks.h"
#include "count_store.h"
#include "item_store.h"
#include "movement.h"
#include "route_parts.h"
#include "rules.h"
#include "units.h"

namespace cafepos::inventory {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

constexpr std::size_t lines_max = 2000;
constexpr std::int64_t page_default = 20;
constexpr std::int64_t page_max = 100;

struct CountedFields {
    Id inventoryItemId;
    Quantity counted;
    std::optional<std::string> unit;  ///< the item's own when absent
};
BOOST_DESCRIBE_STRUCT(CountedFields, (), (inventoryItemId, counted, unit))
struct CountFields {
    std::vector<CountedFields> lines;
    std::optional<std::string> notes;
};
BOOST_DESCRIBE_STRUCT(CountFields, (), (lines, notes))

struct CountLineAnswer {
    Id inventoryItemId;
    std::string name;
    std::string unit;
    Quantity expected;
    Quantity counted;
    Quantity variance;                   ///< counted − expected: negative is a loss
    std::optional<Money> varianceValue;  ///< at the cost of that day; null for callers without inventory.view_costs
};
BOOST_DESCRIBE_STRUCT(CountLineAnswer, (), (inventoryItemId, name, unit, expected, counted, variance, varianceValue))
struct CountAnswer {
    Id id;
    Id staffId;
    std::string notes;
    Timestamp createdAt;
    std::vector<CountLineAnswer> lines;
    std::optional<Money> totalVarianceValue;  ///< the sum of the lines'
};
BOOST_DESCRIBE_STRUCT(CountAnswer, (), (id, staffId, notes, createdAt, lines, totalVarianceValue))
struct OneCount {
    CountAnswer count;
};
BOOST_DESCRIBE_STRUCT(OneCount, (), (count))

struct ListCounts {
    std::optional<std::int64_t> limit;
    std::optional<Id> cursor;
};
BOOST_DESCRIBE_STRUCT(ListCounts, (), (limit, cursor))
struct CountList {
    std::vector<CountAnswer> counts;
    std::optional<Id> nextCursor;
};
BOOST_DESCRIBE_STRUCT(CountList, (), (counts, nextCursor))

CountAnswer view_of(const store::Count& count, bool with_costs) {
    CountAnswer answer{count.id, count.staff_id, count.notes, count.created_at, {}, {}};
    Money total;
    for (const store::CountLine& line : count.lines) {
        const Quantity variance = line.counted - line.expected;
        ExactCost cost;
        cost.add(variance, line.cost_per_unit);
        total += cost.money();
        answer.lines.push_back({line.inventory_item_id, line.name, line.unit, line.expected, line.counted, variance,
                                with_costs ? std::optional(cost.money()) : std::nullopt});
    }
    if (with_costs) answer.totalVarianceValue = total;
    return answer;
}

/// What was found of one item, beside what the book says; what is wrong with the line goes to `checks`.
store::CountLine line_of(db::Transaction& transaction, const CountedFields& fields, const std::string& path, Checks& checks) {
    const auto item = store::find_item(transaction, fields.inventoryItemId);
    checks.require(item.has_value(), path + ".inventoryItemId", "unknown", "is no inventory item");
    if (!item) return {};
    const std::string& unit = fields.unit ? *fields.unit : item->unit;
    const auto counted = convert(fields.counted, unit, item->unit);
    if (!counted) {
        checks.say(path + ".unit", "unit", path + ".unit: " + unit + " cannot be turned into " + item->unit);
    } else {
        checks.require(!counted->is_negative() && *counted <= quantity_max, path + ".counted", "range",
                       "must be from 0 to " + quantity_max.text());
    }
    return {{{}, item->id, item->current_stock, counted.value_or(Quantity()), item->cost_per_unit}, item->name, item->unit};
}

std::vector<store::CountLine> lines_of(db::Transaction& transaction, const CountFields& body) {
    Checks checks;
    checks.require(!body.lines.empty() && body.lines.size() <= lines_max, "lines", "length",
                   "must be 1 to " + std::to_string(lines_max));
    checks.length("notes", body.notes, 500);
    checks.refuse_if_any();
    std::vector<store::CountLine> lines;
    std::set<Id> seen;
    for (std::size_t i = 0; i < body.lines.size(); ++i) {
        const std::string path = "lines[" + std::to_string(i) + "]";
        const bool is_new = seen.insert(body.lines[i].inventoryItemId).second;
        checks.require(is_new, path + ".inventoryItemId", "duplicate", "is counted twice");
        lines.push_back(line_of(transaction, body.lines[i], path, checks));
    }
    checks.refuse_if_any();
    return lines;
}

std::vector<Change> differences_of(const store::Count& count) {
    std::vector<Change> changes;
    for (const store::CountLine& line : count.lines) {
        if (line.counted == line.expected) continue;
        changes.push_back({.inventory_item_id = line.inventory_item_id,
                           .quantity = line.counted - line.expected,
                           .type = movement_type::count,
                           .reason = "Stock take",
                           .staff_id = count.staff_id,
                           .count_id = count.id});
    }
    return changes;
}

Reply<OneCount> create(db::Transaction& transaction, const Workshop& workshop, const Ledger& ledger,
                       const Request<CountFields>& request) {
    const Act act = workshop.act(request.call);
    store::Count count{workshop.ids.next(), act.actor.user_id, card_numbers::masked(request.body.notes.value_or("")), act.now,
                       lines_of(transaction, request.body)};
    for (store::CountLine& line : count.lines) line.count_id = count.id;
    store::insert_count(transaction, count);
    const auto changes = differences_of(count);
    if (!changes.empty()) ledger.move(transaction, changes);
    for (const Change& change : changes) {
        publish_stock(transaction, workshop, existing_item(transaction, change.inventory_item_id));
    }
    return {{view_of(count, sees_costs(act.actor))}, "Stock take recorded successfully"};
}

Reply<CountList> list(const Workshop& workshop, const Request<NoBody, ListCounts>& request) {
    const std::int64_t limit = std::clamp<std::int64_t>(request.query.limit.value_or(page_default), 1, page_max);
    auto counts = workshop.database.reading(
        [&](db::Transaction& transaction) { return store::list_counts(transaction, request.query.cursor, limit + 1); });
    CountList answer;
    if (std::cmp_greater(counts.size(), limit)) {
        counts.pop_back();
        answer.nextCursor = counts.back().id;
    }
    for (const store::Count& count : counts) answer.counts.push_back(view_of(count, sees_costs(request.call.actor())));
    return {std::move(answer), "Stock takes retrieved successfully"};
}

Reply<OneCount> find(const Workshop& workshop, const http::Call& call) {
    const auto id = Id::parse(call.path_text("id"));
    const auto count =
        id ? workshop.database.reading([&](db::Transaction& transaction) { return store::find_count(transaction, *id); })
           : std::nullopt;
    if (!count) throw Error::field(Code::not_found, "", "gone", "Stock take not found");
    return {{view_of(*count, sees_costs(call.actor()))}, "Stock take retrieved successfully"};
}

}  // namespace

void add_count_routes(http::EndpointTable& table, const Workshop& workshop, const Ledger& ledger) {
    table.add_command({.method = Method::post,
                       .path = "/inventory/counts",
                       .access = Access::permission("inventory.adjust_stock"),
                       .summary = "Book a stock take: the differences become movements",
                       .success = 201},
                      [workshop, &ledger](const Request<CountFields>& request, db::Transaction& transaction) {
                          return create(transaction, workshop, ledger, request);
                      });
    table.add({.method = Method::get,
               .path = "/inventory/counts",
               .access = Access::permission("inventory.adjust_stock"),
               .summary = "Stock takes, newest first"},
              [workshop](const Request<NoBody, ListCounts>& request) { return list(workshop, request); });
    table.add({.method = Method::get,
               .path = "/inventory/counts/{id}",
               .access = Access::permission("inventory.adjust_stock"),
               .summary = "One stock take"},
              [workshop](const Request<>& request) { return find(workshop, request.call); });
}

}  // namespace cafepos::inventory
