#include <algorithm>

#include "context.h"
#include "core/text.h"
#include "item_commands.h"
#include "item_store.h"
#include "menu/menu_store.h"
#include "recipe_store.h"
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

std::optional<std::string> given(const std::optional<std::string>& value) {
    if (!value || text::strip(*value).empty()) return std::nullopt;
    return std::string(text::strip(*value));
}

store::ItemFilter filter_of(const ListItems& query) {
    store::ItemFilter filter;
    filter.search = given(query.search);
    filter.category = given(query.category);
    if (query.status) filter.status = boost::describe::enum_to_string(*query.status, "");
    filter.supplier = given(query.supplier);
    filter.location = given(query.location);
    filter.barcode = given(query.barcode);
    return filter;
}

Reply<InventoryList> list(const Context& context, const Request<NoBody, ListItems>& request) {
    const store::ItemFilter filter = filter_of(request.query);
    const std::int64_t limit = std::clamp<std::int64_t>(request.query.limit.value_or(no_limit), 0, no_limit);
    const std::int64_t offset = std::max<std::int64_t>(request.query.offset.value_or(0), 0);
    const Timestamp now = context.clock.now();
    const bool with_costs = sees_costs(request.call.actor());
    InventoryList answer;
    context.database.read([&](db::Transaction& transaction) {
        answer = {};
        for (const StockItem& item : store::list_items(transaction, filter, now, limit, offset)) {
            answer.inventory.push_back(wire_of(item, now, with_costs));
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
    std::vector<FieldError> missing;
    if (!body.menu_item_id) missing.push_back({"menu_item_id", "required", "menu_item_id is required"});
    if (!body.quantity) missing.push_back({"quantity", "required", "quantity is required"});
    if (!missing.empty())
        throw Error(Code::validation_error, {"Name is required; or Menu item ID and quantity, to stock a menu item by the piece"},
                    std::move(missing));
}

StockItem created(const Context& context, db::Transaction& transaction, const Request<NewItemFields>& request) {
    const NewItemFields& body = request.body;
    const bool sold_one_for_one = body.menu_item_id && body.quantity;
    if (!body.name) require_menu_item(body);
    const ItemFields fields =
        sold_one_for_one ? item_sold_as(transaction, body, context.clock.now()) : static_cast<const ItemFields&>(body);
    const auto settings = context.settings.in_transaction(transaction);
    const ItemChanges changes = changes_of(fields, settings->time_zone());
    // What books stock or values it is more than editing, also on the day an item is made.
    const Actor& actor = request.call.actor();
    if (changes.stock && !changes.stock->is_zero()) actor.require("inventory.adjust_stock");
    if (changes.cost_per_unit && !changes.cost_per_unit->is_zero()) actor.require("inventory.view_costs");
    const StockItem item = create_item(transaction, context.ledger, changes, settings->inventory.lowStockThreshold,
                                       {actor.user_id, "Opening stock"});
    if (sold_one_for_one) store::add_ingredient(transaction, *body.menu_item_id, {item.id, Quantity::of(1000)});
    return item;
}

Reply<ItemAnswer> create(const Context& context, db::Transaction& transaction, const Request<NewItemFields>& request) {
    const StockItem item = created(context, transaction, request);
    const ItemAnswer answer{wire_of(item, context.clock.now(), sees_costs(request.call.actor()))};
    record(transaction, context, request.call, "inventory.created", "inventory_item", item.id, json::to_text(answer));
    publish_stock(transaction, context, item);
    return {answer, "Inventory item created successfully"};
}

Reply<ItemAnswer> update(const Context& context, db::Transaction& transaction, const Request<ItemFields>& request) {
    const StockItem before = existing_item(transaction, item_id(request.call));
    ItemChanges changes = changes_of(request.body, context.settings.in_transaction(transaction)->time_zone());
    const Actor& actor = request.call.actor();
    // Who cannot see costs was shown a zero, and must not write it back.
    if (!sees_costs(actor)) changes.cost_per_unit.reset();
    if (changes.stock && *changes.stock != before.stock) actor.require("inventory.adjust_stock");
    const StockItem after =
        update_item(transaction, context.ledger, before, changes, {actor.user_id, "Item edited"}, context.clock.now());
    const ItemAnswer answer{wire_of(after, context.clock.now(), sees_costs(actor))};
    if (after != before) {
        record(transaction, context, request.call, "inventory.updated", "inventory_item", after.id, json::to_text(answer));
        publish_stock(transaction, context, after);
    }
    return {answer, "Inventory item updated successfully"};
}

Reply<Deleted> remove(const Context& context, db::Transaction& transaction, const http::Call& call) {
    const StockItem item = existing_item(transaction, item_id(call));
    const ArchiveDetail detail{item.name, archive_item(transaction, context.ledger, item, context.clock.now())};
    record(transaction, context, call, "inventory.archived", "inventory_item", item.id, json::to_text(detail));
    return {{true, item.id}, "Inventory item deleted successfully"};
}

}  // namespace

void add_item_routes(http::EndpointTable& table, const Context& context) {
    table.add({.method = Method::get,
               .path = "/inventory",
               .access = Access::permission("inventory.view"),
               .summary = "List the stock, by name"},
              [context](const Request<NoBody, ListItems>& request) { return list(context, request); });
    table.add_command({.method = Method::post,
                       .path = "/inventory",
                       .access = Access::permission("inventory.edit"),
                       .summary = "Create a stock item, from its fields or one for one from a menu item",
                       .success = 201},
                      [context](const Request<NewItemFields>& request, db::Transaction& transaction) {
                          return create(context, transaction, request);
                      });
    table.add({.method = Method::get,
               .path = "/inventory/{id}",
               .access = Access::permission("inventory.view"),
               .summary = "One stock item"},
              [context](const Request<>& request) -> Reply<ItemAnswer> {
                  const Id id = item_id(request.call);
                  const StockItem item =
                      context.database.reading([&](db::Transaction& transaction) { return existing_item(transaction, id); });
                  return {{wire_of(item, context.clock.now(), sees_costs(request.call.actor()))},
                          "Inventory item retrieved successfully"};
              });
    table.add_command({.method = Method::put,
                       .path = "/inventory/{id}",
                       .access = Access::permission("inventory.edit"),
                       .summary = "Change a stock item; a changed stock is an adjustment"},
                      [context](const Request<ItemFields>& request, db::Transaction& transaction) {
                          return update(context, transaction, request);
                      });
    table.add_command(
        {.method = Method::remove,
         .path = "/inventory/{id}",
         .access = Access::permission("inventory.edit"),
         .summary = "Archive a stock item; its movements stay"},
        [context](const Request<>& request, db::Transaction& transaction) { return remove(context, transaction, request.call); });
}

}  // namespace cafepos::inventory
