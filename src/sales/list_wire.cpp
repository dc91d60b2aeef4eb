#include "list_wire.h"

#include <algorithm>

#include "core/day_range.h"
#include "core/text.h"

namespace cafepos::sales::wire {
namespace {

constexpr int limit_default = 50;
constexpr int limit_max = 200;
constexpr std::size_t search_length_max = 100;

void read_bound(const std::optional<std::string>& value, const char* field, std::optional<Date>& day,
                std::optional<Timestamp>& moment, Checks& checks) {
    const RangeBound bound = read_range_bound(field, value, checks);
    day = bound.day;
    moment = bound.moment;
}

std::optional<OrderStatus> read_status(const std::optional<std::string>& value, Checks& checks) {
    const auto text = given(value);
    if (!text || *text == "all") return std::nullopt;
    OrderStatus status{};
    if (boost::describe::enum_from_string(text->c_str(), status)) return status;
    checks.fail("status", "choice", "must be one of: completed, refunded, voided");
    return std::nullopt;
}

std::optional<std::string> read_service(const std::optional<std::string>& value, Checks& checks) {
    auto text = given(value);
    if (!text || *text == "all") return std::nullopt;
    settings::Service service{};
    if (*text == no_service || boost::describe::enum_from_string(text->c_str(), service)) return text;
    checks.fail("service", "choice", "must be one of: here, takeaway, delivery, none");
    return std::nullopt;
}

std::optional<Id> read_staff(const std::optional<std::string>& value, Checks& checks) {
    const auto text = given(value);
    if (!text) return std::nullopt;
    auto id = Id::parse(*text);
    if (!id) checks.fail("staff_id", "id", "must be an id (a UUID)");
    return id;
}

std::optional<SearchRanges> read_search(const std::optional<std::string>& value, Checks& checks) {
    const auto text = given(value);
    if (!text) return std::nullopt;
    if (text::length(*text) > search_length_max) {
        checks.fail("search", "length", "must be " + std::to_string(search_length_max) + " characters or less");
    }
    return search_ranges(*text);
}

OrderFilter read_filter(const ListOrders& query, Checks& checks) {
    OrderFilter filter;
    read_bound(query.date_from, "date_from", filter.first_day, filter.from, checks);
    read_bound(query.date_to, "date_to", filter.last_day, filter.until, checks);
    filter.status = read_status(query.status, checks);
    filter.payment_method = given(query.payment_method);
    if (filter.payment_method == "all") filter.payment_method.reset();
    filter.staff_id = read_staff(query.staff_id, checks);
    filter.flagged = query.flagged;
    filter.refunded = query.refunded;
    filter.service = read_service(query.service, checks);
    filter.search = read_search(query.search, checks);
    filter.client_order_id = given(query.client_order_id);
    checks.require(!filter.search || !filter.client_order_id, "search", "exclusive", "has no place beside client_order_id");
    return filter;
}

void read_place(const ListOrders& query, PageRequest& request, Checks& checks) {
    const auto sort = given(query.sort);
    if (sort) {
        const auto known = sort_of(*sort);
        if (!known) checks.fail("sort", "choice", "must be one of: timestamp, -timestamp, total, -total");
        request.sort = known.value_or(Sort::newest);
    }
    if (const auto text = given(query.cursor)) {
        request.after = Cursor::parse(*text);
        if (!request.after) checks.fail("cursor", "cursor", "must be a nextCursor of this list");
    }
    if (request.after && !sort) request.sort = request.after->sort;
    if (request.after && request.after->sort != request.sort) checks.fail("cursor", "cursor", "belongs to another sort");
}

}  // namespace

PageRequest page_request_of(const ListOrders& query) {
    Checks checks;
    PageRequest request;
    request.filter = read_filter(query, checks);
    read_place(query, request, checks);
    request.limit = std::min(query.limit.value_or(limit_default), limit_max);
    request.offset = query.offset.value_or(0);
    if (request.limit < 0) checks.fail("limit", "range", "must not be negative");
    if (request.offset < 0) checks.fail("offset", "range", "must not be negative");
    checks.refuse_if_any();
    return request;
}

OrderList list_of(const OrderPage& page, const PageRequest& request) {
    OrderList list;
    for (const Order& order : page.orders) list.orders.push_back(summary_of(order));
    const int limit = page.is_cut ? static_cast<int>(page.orders.size()) : request.limit;
    list.pagination = {page.total, page.total_is_exact, limit, request.offset, page.has_more, std::nullopt};
    if (page.next) list.pagination.nextCursor = page.next->text();
    return list;
}

}  // namespace cafepos::sales::wire
