#include "order_item_routes.h"

#include <algorithm>

#include "order_items.h"

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

OrderItemList list_items(db::Transaction& transaction, const ListOrderItems& query) {
    const int limit = std::clamp(query.limit.value_or(limit_default), 1, limit_max);
    OrderItemList list;
    list.order_items = find_order_items(transaction, query.order_id, query.cursor, limit + 1);
    if (std::ssize(list.order_items) > limit) {
        list.order_items.pop_back();
        list.nextCursor = list.order_items.back().id.text();
    }
    list.amount = static_cast<int>(list.order_items.size());
    return list;
}

OrderItem require_item(db::Transaction& transaction, const Id& id) {
    auto item = find_order_item(transaction, id);
    if (!item) throw Error(Code::not_found, "Order item not found");
    return std::move(*item);
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
    table.add(
        endpoint(Method::post, "/order_items", "sales.process", "Refused: lines come with their order").also_answering({409}),
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
