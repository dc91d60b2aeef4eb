#include "list_wire.h"

#include <algorithm>

#include "core/text.h"

namespace cafepos::sales::wire {
namespace {

constexpr int limit_default = 50;
constexpr int limit_max = 200;
constexpr std::size_t search_length_max = 100;

using Errors = std::vector<FieldError>;

std::optional<std::string> given(const std::optional<std::string>& value) {
    if (!value) return std::nullopt;
    std::string trimmed(text::trim(*value));
    if (trimmed.empty() || trimmed == "undefined" || trimmed == "null") return std::nullopt;
    return trimmed;
}

void complain(Errors& errors, const char* field, const char* code, const std::string& what) {
    errors.push_back({field, code, std::string(field) + " " + what});
}

/// A business day or a moment.
void read_bound(const std::optional<std::string>& value, const char* field, std::optional<Date>& day,
                std::optional<Timestamp>& moment, Errors& errors) {
    const auto text = given(value);
    if (!text) return;
    day = Date::parse(*text);
    if (!day) moment = Timestamp::parse(*text);
    if (!day && !moment)
        complain(errors, field, "date", "must be a date such as 2026-11-22 or a time such as 2026-11-22T18:30:00Z");
}

std::optional<OrderStatus> read_status(const std::optional<std::string>& value, Errors& errors) {
    const auto text = given(value);
    if (!text || *text == "all") return std::nullopt;
    OrderStatus status{};
    if (boost::describe::enum_from_string(text->c_str(), status)) return status;
    complain(errors, "status", "choice", "must be one of: completed, refunded, voided");
    return std::nullopt;
}

std::optional<Id> read_staff(const std::optional<std::string>& value, Errors& errors) {
    const auto text = given(value);
    if (!text) return std::nullopt;
    auto id = Id::parse(*text);
    if (!id) complain(errors, "staff_id", "id", "must be an id (a UUID)");
    return id;
}

std::optional<SearchRanges> read_search(const std::optional<std::string>& value, Errors& errors) {
    const auto text = given(value);
    if (!text) return std::nullopt;
    if (text::length(*text) > search_length_max) {
        complain(errors, "search", "length", "must be " + std::to_string(search_length_max) + " characters or less");
    }
    return search_ranges(*text);
}

OrderFilter read_filter(const ListOrders& query, Errors& errors) {
    OrderFilter filter;
    read_bound(query.date_from, "date_from", filter.first_day, filter.from, errors);
    read_bound(query.date_to, "date_to", filter.last_day, filter.until, errors);
    filter.status = read_status(query.status, errors);
    filter.payment_method = given(query.payment_method);
    if (filter.payment_method == "all") filter.payment_method.reset();
    filter.staff_id = read_staff(query.staff_id, errors);
    filter.flagged = query.flagged;
    filter.refunded = query.refunded;
    filter.search = read_search(query.search, errors);
    return filter;
}

void read_place(const ListOrders& query, PageRequest& request, Errors& errors) {
    const auto sort = given(query.sort);
    if (sort) {
        const auto known = sort_of(*sort);
        if (!known) complain(errors, "sort", "choice", "must be one of: timestamp, -timestamp, total, -total");
        request.sort = known.value_or(Sort::newest);
    }
    if (const auto text = given(query.cursor)) {
        request.after = Cursor::parse(*text);
        if (!request.after) complain(errors, "cursor", "cursor", "must be a nextCursor of this list");
    }
    if (request.after && !sort) request.sort = request.after->sort;
    if (request.after && request.after->sort != request.sort) complain(errors, "cursor", "cursor", "belongs to another sort");
}

}  // namespace

PageRequest page_request_of(const ListOrders& query) {
    Errors errors;
    PageRequest request;
    request.filter = read_filter(query, errors);
    read_place(query, request, errors);
    request.limit = std::min(query.limit.value_or(limit_default), limit_max);
    request.offset = query.offset.value_or(0);
    if (request.limit < 0) complain(errors, "limit", "range", "must not be negative");
    if (request.offset < 0) complain(errors, "offset", "range", "must not be negative");
    if (!errors.empty()) throw Error::fields(Code::validation_error, std::move(errors));
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
