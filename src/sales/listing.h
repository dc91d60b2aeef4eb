#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "order.h"
#include "rules.h"

namespace cafepos::sales {

/// Lists of orders. The newest cost the same however many orders there are: a page is read from an index, beginning after the
/// last order of the page before (the cursor), so that it does not shift under new sales either. What is rare or sorted by total
/// costs a walk through the entries of its days: docs/adr/0008-order-lists.md has the budget.

enum class Sort { newest, oldest, dearest, cheapest };
std::optional<Sort> sort_of(std::string_view wire);  ///< timestamp, -timestamp, total, -total

/// The place of an order in a sorted list: what comes after it is the next page.
struct Cursor {
    Sort sort = Sort::newest;
    std::int64_t value = 0;  ///< its moment or its total
    Id id;

    [[nodiscard]] std::string text() const;
    static std::optional<Cursor> parse(std::string_view text);
};

/// How a filter asks for orders that name no service.
inline constexpr std::string_view no_service = "none";

/// What orders must be to be listed; what is empty does not matter. Hidden ones never are.
struct OrderFilter {
    std::optional<Date> first_day;  ///< business days, both included
    std::optional<Date> last_day;
    std::optional<Timestamp> from;  ///< moments of the sale, the end included
    std::optional<Timestamp> until;
    std::optional<OrderStatus> status;
    std::optional<std::string> payment_method;  ///< of one of its payments
    std::optional<Id> staff_id;
    std::optional<bool> flagged;
    std::optional<bool> refunded;        ///< in part or in whole
    std::optional<std::string> service;  ///< or no_service
    std::optional<SearchRanges> search;
    std::optional<std::string> client_order_id;  ///< the one sale of a register's own id; without a search beside it
};

struct PageRequest {
    OrderFilter filter;
    Sort sort = Sort::newest;
    std::optional<Cursor> after;
    int limit = 50;
    std::int64_t offset = 0;
};

struct OrderPage {
    std::vector<Order> orders;  ///< with their lines and payments; without taxes and refunds
    std::int64_t total = 0;     ///< orders that pass the filter, on all pages
    /// False: at least that many. Counting stops at `counted_max` unless only days are asked for, and at what a search looks at.
    bool total_is_exact = true;
    bool has_more = false;
    bool is_cut = false;  ///< fewer orders than asked for, because these fill a page's bytes
    std::optional<Cursor> next;
};

inline constexpr std::int64_t counted_max = 5'000;
/// A search looks at this many orders whose terms begin with what was typed, the newest; who types more gets all.
inline constexpr std::int64_t search_matches_max = 1'000;
/// Where more terms than these begin so, the newest are those of the terms that come last in the alphabet.
inline constexpr std::int64_t search_entries_max = 20'000;

/// A page ends before the order that would take it beyond this, as JSON, roughly; one order is always given.
inline constexpr std::size_t page_bytes_max = 2UL * 1024 * 1024;

OrderPage list_orders(db::Transaction& transaction, const PageRequest& request);

}  // namespace cafepos::sales
