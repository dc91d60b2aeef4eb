#include <algorithm>

#include "core/checks.h"
#include "core/text.h"
#include "item_commands.h"
#include "item_store.h"
#include "menu/menu_store.h"
#include "recipe_store.h"
#include "route_parts.h"
#include "wire.h"

namespace cafepos::inventory {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

constexpr std::int64_t no_limit = 1'000'000'000;

struct ListItems {
    std::optional<std::string> search;
    std::optional<std::string> category;
    std::optional<Status> status;
    std::optional<std::string> supplier;
    std::optional<std::string> location;
    std::optional<std::string> barcode;
    std::optional<std::int64_t> limit;
    std::optional<std::int64_t> offset;
};
BOOST_DESCRIBE_STRUCT(ListItems, (), (search, category, status, supplier, location, barcode, limit, offset))

struct Deleted {
    bool deleted = true;
    Id id;
};
BOOST_DESCRIBE_STRUCT(Deleted, (), (deleted, id))

struct ArchiveDetail {
    std::string name;
    std::vector<Id> leftRecipesOf;
};
BOOST_DESCRIBE_STRUCT(ArchiveDetail, (), (name, leftRecipesOf))

std::optional<std::string> stripped(const std::optional<std::string>& value) {
    if (!value || text::strip(*value).empty()) return std::nullopt;
    return std::string(text::strip(*value));
}

store::ItemFilter filter_of(const ListItems& query) {
    store::ItemFilter filter;
    filter.search = stripped(query.search);
    filter.category = stripped(query.category);
    if (query.status) filter.status = boost::describe::enum_to_string(*query.status, "");
    filter.supplier = stripped(query.supplier);
    filter.location = stripped(query.location);
    filter.barcode = stripped(query.barcode);
    return filter;
}

Reply<InventoryList> list(const Workshop& workshop, const Request<NoBody, ListItems>& request) {
    const store::ItemFilter filter = filter_of(request.query);
    const std::int64_t limit = std::clamp<std::int64_t>(request.query.limit.value_or(no_limit), 0, no_limit);
    const std::int64_t offset = std::max<std::int64_t>(request.query.offset.value_or(0), 0);
    const Timestamp now = workshop.clock.now();
    const bool with_costs = sees_costs(request.call.actor());
    InventoryList answer;
    workshop.database.read([&](db::Transaction& transaction) {
        answer = {};
        for (const StockItem& item : store::list_items(transaction, filter, now, limit, offset)) {
            answer.inventory.push_back(view_of(item, now, with_costs));
        }
        const auto counts = store::count_items(transaction, filter, now);
        answer.lowStockItems = counts.low;
        answer.totalItems = counts.items;
    });
    return {std::move(answer), "Inventory retrieved successfully"};
}

/// The older form's three fields, as an item named after what it is sold as; with its size when the plain name is taken.
ItemFields item_sold_as(db::Transaction& transaction, const NewItemFields& body, Timestamp now) {
    const auto found = menu::find_for_sale(transaction, {*body.menu_item_id}, now);
    if (found.empty() || found.begin()->second.is_archived) {
        throw Error::field(Code::validation_error, "menu_item_id", "unknown", "Menu item not found");
    }
    const menu::SaleItem& menu_item = found.begin()->second;
    if (menu_item.kind == menu::ItemKind::combo) {
        throw Error::field(Code::validation_error, "menu_item_id", "combo", "A combo is not kept in stock: its parts are");
    }
    const std::string sized_name = menu_item.name + " (" + menu_item.size + ")";
    const bool plain_name =
        text::length(sized_name) > name_length_max || store::find_by_name(transaction, menu_item.name).empty();
    ItemFields fields = static_cast<const ItemFields&>(body);
    if (!fields.name) fields.name = plain_name ? menu_item.name : sized_name;
    if (!fields.category) fields.category = menu_item.category;
    fields.currentStock = body.quantity;
    if (body.low_stock_threshold) fields.minStockLevel = body.low_stock_threshold;
    return fields;
}

void require_menu_item(const NewItemFields& body) {
    Checks checks;
    checks.require(body.menu_item_id.has_value(), "menu_item_id", "required", "is required");
    checks.require(body.quantity.has_value(), "quantity", "required", "is required");
    if (!checks.good())
        throw Error(Code::validation_error, {"Name is required; or Menu item ID and quantity, to stock a menu item by the piece"},
                    checks.take());
}

StockItem created(db::Transaction& transaction, const Workshop& workshop, const Ledger& ledger, const NewItemFields& body,
                  const Act& act) {
    const bool sold_one_for_one = body.menu_item_id && body.quantity;
    if (!body.name) require_menu_item(body);
    const ItemFields fields = sold_one_for_one ? item_sold_as(transaction, body, act.now) : static_cast<const ItemFields&>(body);
    const auto settings = workshop.settings.in_transaction(transaction);
    const ItemChanges changes = changes_of(fields, settings->time_zone());
    // What books stock or values it is more than editing, also on the day an item is made.
    if (changes.current_stock && !changes.current_stock->is_zero()) act.actor.require("inventory.adjust_stock");
    if (changes.cost_per_unit && !changes.cost_per_unit->is_zero()) act.actor.require("inventory.view_costs");
    const StockItem checked = checked_new_item(transaction, changes, settings->inventory.lowStockThreshold);
    StockItem item = create_item(transaction, ledger, checked, {act.actor.user_id, "Opening stock"});
    if (sold_one_for_one) store::add_ingredients(transaction, *body.menu_item_id, {{item.id, Quantity::of(1000)}});
    return item;
}

void tell(db::Transaction& transaction, const Workshop& workshop, const Act& act, const char* action, const StockItem& item,
          const ItemAnswer& answer) {
    workshop.record(transaction, act, {action, "inventory_item", item.id.text(), json::to_text(answer)});
    publish_stock(transaction, workshop, item);
}

Reply<ItemAnswer> create(db::Transaction& transaction, const Workshop& workshop, const Ledger& ledger,
                         const Request<NewItemFields>& request) {
    const Act act = workshop.act(request.call);
    const StockItem item = created(transaction, workshop, ledger, request.body, act);
    const ItemAnswer answer{view_of(item, act.now, sees_costs(act.actor))};
    tell(transaction, workshop, act, "inventory.created", item, answer);
    return {answer, "Inventory item created successfully"};
}

Reply<ItemAnswer> update(db::Transaction& transaction, const Workshop& workshop, const Ledger& ledger,
                         const Request<ItemFields>& request) {
    const StockItem before = existing_item(transaction, item_id(request.call));
    ItemChanges changes = changes_of(request.body, workshop.settings.in_transaction(transaction)->time_zone());
    const Act act = workshop.act(request.call);
    // Who cannot see costs was shown a zero, and must not write it back.
    if (!sees_costs(act.actor)) changes.cost_per_unit.reset();
    if (changes.current_stock && *changes.current_stock != before.current_stock) act.actor.require("inventory.adjust_stock");
    const StockItem after = update_item(transaction, ledger, before, checked_change(transaction, before, changes),
                                        {act.actor.user_id, "Item edited"}, act.now);
    const ItemAnswer answer{view_of(after, act.now, sees_costs(act.actor))};
    if (after != before) tell(transaction, workshop, act, "inventory.updated", after, answer);
    return {answer, "Inventory item updated successfully"};
}

Reply<Deleted> remove(db::Transaction& transaction, const Workshop& workshop, const Ledger& ledger, const http::Call& call) {
    const StockItem item = existing_item(transaction, item_id(call));
    const Act act = workshop.act(call);
    const ArchiveDetail detail{item.name, archive_item(transaction, ledger, item, act.now)};
    workshop.record(transaction, act, {"inventory.archived", "inventory_item", item.id.text(), json::to_text(detail)});
    publish_stock(transaction, workshop, item);
    return {{true, item.id}, "Inventory item deleted successfully"};
}

}  // namespace

void add_item_routes(http::EndpointTable& table, const Workshop& workshop, const Ledger& ledger) {
    table.add({.method = Method::get,
               .path = "/inventory",
               .access = Access::permission("inventory.view"),
               .summary = "List the stock, by name"},
              [workshop](const Request<NoBody, ListItems>& request) { return list(workshop, request); });
    table.add_command({.method = Method::post,
                       .path = "/inventory",
                       .access = Access::permission("inventory.edit"),
                       .summary = "Create a stock item, from its fields or one for one from a menu item",
                       .success = 201},
                      [workshop, &ledger](const Request<NewItemFields>& request, db::Transaction& transaction) {
                          return create(transaction, workshop, ledger, request);
                      });
    table.add({.method = Method::get,
               .path = "/inventory/{id}",
               .access = Access::permission("inventory.view"),
               .summary = "One stock item"},
              [workshop](const Request<>& request) -> Reply<ItemAnswer> {
                  const Id id = item_id(request.call);
                  const StockItem item =
                      workshop.database.reading([&](db::Transaction& transaction) { return existing_item(transaction, id); });
                  return {{view_of(item, workshop.clock.now(), sees_costs(request.call.actor()))},
                          "Inventory item retrieved successfully"};
              });
    table.add_command({.method = Method::put,
                       .path = "/inventory/{id}",
                       .access = Access::permission("inventory.edit"),
                       .summary = "Change a stock item; a changed stock is an adjustment"},
                      [workshop, &ledger](const Request<ItemFields>& request, db::Transaction& transaction) {
                          return update(transaction, workshop, ledger, request);
                      });
    table.add_command({.method = Method::remove,
                       .path = "/inventory/{id}",
                       .access = Access::permission("inventory.edit"),
                       .summary = "Archive a stock item; its movements stay"},
                      [workshop, &ledger](const Request<>& request, db::Transaction& transaction) {
                          return remove(transaction, workshop, ledger, request.call);
                      });
}

}  // namespace cafepos::inventory
