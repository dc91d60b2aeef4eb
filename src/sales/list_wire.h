#pragma once

#include <optional>
#include <string>
#include <vector>

#include "json/read.h"
#include "listing.h"
#include "order_wire.h"

/// GET /orders (§8.2).
namespace cafepos::sales::wire {

/// Empty, "undefined" and "null" mean no filter: registers append whatever they have.
struct ListOrders {
    std::optional<std::string> status;
    std::optional<std::string> date_from;
    std::optional<std::string> date_to;
    std::optional<std::string> payment_method;
    std::optional<std::string> staff_id;
    std::optional<bool> flagged;
    std::optional<bool> refunded;  ///< in part or in whole
    std::optional<std::string> service;
    std::optional<std::string> search;
    std::optional<std::string> client_order_id;
    std::optional<std::string> sort;
    std::optional<int> limit;
    std::optional<std::int64_t> offset;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(ListOrders, (),
                      (status, date_from, date_to, payment_method, staff_id, flagged, refunded, service, search, client_order_id,
                       sort, limit, offset, cursor))

/// Error(validation_error) with everything that is wrong.
PageRequest page_request_of(const ListOrders& query);

struct Pagination {
    std::int64_t total = 0;
    bool totalIsExact = true;
    int limit = 0;  ///< as asked for; how many there are when these filled the page
    std::int64_t offset = 0;
    bool hasMore = false;
    std::optional<std::string> nextCursor;
};
BOOST_DESCRIBE_STRUCT(Pagination, (), (total, totalIsExact, limit, offset, hasMore, nextCursor))

struct OrderList {
    std::vector<OrderView> orders;
    Pagination pagination;
};
BOOST_DESCRIBE_STRUCT(OrderList, (), (orders, pagination))

OrderList list_of(const OrderPage& page, const PageRequest& request);

}  // namespace cafepos::sales::wire
