#include "order_item_routes.h"

#include <algorithm>

namespace cafepos::sales {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::NoContent;
using http::Reply;
using http::Request;

constexpr int limit_default = 50;
constexpr int limit_max = 200;

struct OrderItem {
    Id id;
    Id order_id;
    Id menu_item_id;
    std::string menu_item_name;
    int quantity = 0;
    Money price_at_time_of_sale;
};
BOOST_DESCRIBE_STRUCT(OrderItem, (), (id, order_id, menu_item_id, menu_item_name, quantity, price_at_time_of_sale))

struct OrderItemList {
    int amount = 0;
    std::vector<OrderItem> order_items;
    std::optional<std::string> nextCursor;
};
BOOST_DESCRIBE_STRUCT(OrderItemList, (), (amount, order_items, nextCursor))

struct ListOrderItems {
    std::optional<Id> order_id;
    std::optional<Id> cursor;  ///< the last line of the page before
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(ListOrderItems, (), (order_id, cursor, limit))

struct OrderItemBody {
    std::optional<std::string> order_id;
    std::optional<std::string> menu_item_id;
    std::optional<json::Value> quantity;
    std::optional<json::Value> price_at_time_of_sale;
};
BOOST_DESCRIBE_STRUCT(OrderItemBody, (), (order_id, menu_item_id, quantity, price_at_time_of_sale))

const db::Statement select_items{"sales.order_items", R"(
    SELECT i.id, i.order_id, i.menu_item_id, i.menu_item_name, i.quantity, i.unit_price
    FROM order_items i JOIN orders o ON o.id = i.order_id
    WHERE i.id < $1 AND o.hidden_at IS NULL ORDER BY i.id DESC LIMIT $2)"};
const db::Statement select_items_of_order{"sales.order_items_of_order", R"(
    SELECT i.id, i.order_id, i.menu_item_id, i.menu_item_name, i.quantity, i.unit_price
    FROM order_items i JOIN orders o ON o.id = i.order_id
    WHERE i.id < $1 AND o.hidden_at IS NULL AND i.order_id = $3 ORDER BY i.id DESC LIMIT $2)"};
const db::Statement select_item{"sales.order_item", R"(
    SELECT i.id, i.order_id, i.menu_item_id, i.menu_item_name, i.quantity, i.unit_price
    FROM order_items i JOIN orders o ON o.id = i.order_id WHERE i.id = $1 AND o.hidden_at IS NULL)"};

OrderItem item_of(const db::Row& row) {
    return {row.id(0), row.id(1), row.id(2), row.text(3), static_cast<int>(row.integer(4)), row.money(5)};
}

OrderItemList list_items(db::Transaction& transaction, const ListOrderItems& query) {
    const int limit = std::clamp(query.limit.value_or(limit_default), 1, limit_max);
    const std::string before = query.cursor ? query.cursor->text() : "~";
    const db::Rows rows = query.order_id ? transaction.query(select_items_of_order, before, limit + 1, *query.order_id)
                                         : transaction.query(select_items, before, limit + 1);
    OrderItemList list;
    for (const db::Row& row : rows) {
        if (std::ssize(list.order_items) == limit) list.nextCursor = list.order_items.back().id.text();
        if (std::ssize(list.order_items) < limit) list.order_items.push_back(item_of(row));
    }
    list.amount = static_cast<int>(list.order_items.size());
    return list;
}

OrderItem require_item(db::Transaction& transaction, const Id& id) {
    const auto row = transaction.query_one(select_item, id);
    if (!row) throw Error(Code::not_found, "Order item not found");
    return item_of(*row);
}

void require_complete(const OrderItemBody& body) {
    std::vector<FieldError> missing;
    const auto require = [&](bool given, const std::string& field) {
        if (!given) missing.push_back({field, "required", field + " is required"});
    };
    require(body.order_id.has_value(), "order_id");
    require(body.menu_item_id.has_value(), "menu_item_id");
    require(body.quantity.has_value(), "quantity");
    require(body.price_at_time_of_sale.has_value(), "price_at_time_of_sale");
    if (!missing.empty()) throw Error(Code::validation_error, {"Missing required order item data"}, std::move(missing));
}

[[noreturn]] void refuse_change() {
    throw Error(Code::conflict, "The items of an order cannot be changed after the sale; refund or void the order instead");
}

}  // namespace

void add_order_item_routes(http::EndpointTable& table, db::Database& database) {
    const auto endpoint = [](Method method, const char* path, const char* permission, const char* summary) {
        http::Endpoint declared{method, path, Access::permission(permission), summary};
        declared.envelope = http::Envelope::spread;
        return declared;
    };
    table.add(endpoint(Method::get, "/order_items", "sales.view_history", "List the lines of orders, newest first"),
              [&database](const Request<NoBody, ListOrderItems>& request) -> Reply<OrderItemList> {
                  return {database.reading([&](db::Transaction& transaction) { return list_items(transaction, request.query); })};
              });
    table.add(endpoint(Method::get, "/order_items/{id}", "sales.view_history", "One line of an order"),
              [&database](const Request<>& request) -> Reply<OrderItem> {
                  const Id id = request.call.path_id();
                  return {database.reading([&](db::Transaction& transaction) { return require_item(transaction, id); })};
              });
    table.add(endpoint(Method::post, "/order_items", "sales.process", "Refused: lines come with their order"),
              [](const Request<OrderItemBody>& request) -> Reply<OrderItem> {
                  require_complete(request.body);
                  refuse_change();
              });
    const auto refuse = [&database](const Request<>& request) -> NoContent {
        const Id id = request.call.path_id();
        database.read([&](db::Transaction& transaction) { require_item(transaction, id); });
        refuse_change();
    };
    table.add(endpoint(Method::put, "/order_items/{id}", "sales.refund", "Refused: lines stay as they were sold"), refuse);
    table.add(endpoint(Method::remove, "/order_items/{id}", "sales.refund", "Refused: lines stay as they were sold"), refuse);
}

}  // namespace cafepos::sales
