#include "listing_statements.h"

#include <fmt/format.h>

namespace cafepos::sales {
namespace {

// Every column of it is in the index orders_listing, so that orders which do not pass cost an entry of it and no more.
constexpr std::string_view filter_sql = R"(
    o.hidden_at IS NULL AND o.created_at >= $1 AND o.created_at <= $2
    AND (CAST($3 AS TEXT) IS NULL OR o.business_date >= $3) AND (CAST($4 AS TEXT) IS NULL OR o.business_date <= $4)
    AND (CAST($5 AS TEXT) IS NULL OR o.status = $5)
    AND (CAST($6 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id AND p.method = $6))
    AND (CAST($7 AS TEXT) IS NULL OR o.staff_id = $7)
    AND (CAST($8 AS BIGINT) IS NULL OR CASE WHEN o.flag_reasons = '' THEN 0 ELSE 1 END = $8)
    AND (CAST($9 AS BIGINT) IS NULL OR CASE WHEN o.refunded_amount > 0 THEN 1 ELSE 0 END = $9)
    AND (CAST($10 AS TEXT) IS NULL OR COALESCE(o.service, 'none') = $10))";

std::string all_orders(int /*first_bound*/) { return "orders o WHERE"; }

// A tender that hardly anybody uses is found in its own index. Several payments of one method are one order.
std::string orders_of_tender(int /*first_bound*/) {
    return R"(payments t CROSS JOIN orders o
        WHERE t.method = $6 AND o.id = t.order_id AND t.created_at >= $1 AND t.created_at <= $2 AND NOT EXISTS (
            SELECT 1 FROM payments e WHERE e.order_id = t.order_id AND e.method = t.method AND e.id < t.id) AND)";
}

// The newest: ids grow with time. Of what begins so many words, those that come last in the alphabet are looked at.
std::string found_ids(int first_bound) {
    return fmt::format(R"(
            SELECT order_id FROM (
                SELECT order_id FROM (
                    SELECT order_id FROM order_terms WHERE term >= ${0} AND term < ${1}
                    ORDER BY term DESC, order_id DESC LIMIT {5}) AS entries
                ORDER BY order_id DESC LIMIT {4}) AS terms
            UNION SELECT id FROM (SELECT id FROM orders WHERE order_number >= ${2} AND order_number < ${3}
                                  ORDER BY order_number DESC LIMIT {4}) AS numbers)",
                       first_bound, first_bound + 1, first_bound + 2, first_bound + 3, search_matches_max, search_entries_max);
}

std::string found_orders(int first_bound) {
    return fmt::format("({}) AS found CROSS JOIN orders o WHERE o.id = found.order_id AND", found_ids(first_bound));
}

// Few are hidden, so that none of those found has to be looked at. Told by their day they are those of orders_hidden; without
// it SQLite looks through all orders.
std::string count_found_sql() {
    return fmt::format(R"(
        SELECT COUNT(*) FROM ({}) AS found WHERE order_id NOT IN (
            SELECT id FROM orders WHERE hidden_at IS NOT NULL AND business_date >= ''))",
                       found_ids(1));
}

std::string orders_with_client_id(int first_bound) {
    return fmt::format("orders o WHERE o.client_order_id = ${} AND", first_bound);
}

/// `key` is what the list is sorted by, the order's id behind it: columns of one index.
std::string list_sql(const std::string& from, std::string_view key, std::string_view id, bool descending) {
    return fmt::format(R"(
        SELECT {{o}} FROM (
            SELECT o.id, {2} AS sort_key FROM {0} {1} AND ({2}, {3}) {4} ($12, $13)
            ORDER BY {2} {5}, {3} {5} LIMIT $11 OFFSET $14) AS page
        JOIN orders o ON o.id = page.id ORDER BY page.sort_key {5}, o.id {5})",
                       from, filter_sql, key, id, descending ? "<" : ">", descending ? "DESC" : "ASC");
}

std::string count_sql(const std::string& from) {
    return fmt::format("SELECT COUNT(*) FROM (SELECT 1 FROM {} {} LIMIT $11) AS counted", from, filter_sql);
}

std::string leaves_some_out_sql() {
    return fmt::format(R"(
        SELECT CASE WHEN
            (SELECT COUNT(*) FROM (SELECT 1 FROM order_terms WHERE term >= $1 AND term < $2 LIMIT {0} + 1) AS terms) > {0} OR
            (SELECT COUNT(*) FROM (SELECT 1 FROM orders WHERE order_number >= $3 AND order_number < $4 LIMIT {0} + 1) AS numbers) > {0}
        THEN 1 ELSE 0 END)",
                       search_matches_max);
}

const Listing of_time{"", all_orders, "o.created_at", "o.id"};
const Listing of_tender{"tender_", orders_of_tender, "t.created_at", "t.order_id"};
const Listing of_search{"found_", found_orders, "o.created_at", "o.id"};
const db::Query<std::int64_t> count_of_search{"sales.count_search", count_found_sql()};
const db::Query<std::int64_t> leaves_some_out{"sales.search_leaves_some_out", leaves_some_out_sql()};
const Listing of_client{"client_", orders_with_client_id, "o.created_at", "o.id"};

}  // namespace

Listing::Listing(const std::string& name, const std::function<std::string(int)>& from, std::string_view moment,
                 std::string_view id)
    : lists_{{{"sales.list_" + name + "newest", list_sql(from(15), moment, id, true)},
              {"sales.list_" + name + "oldest", list_sql(from(15), moment, id, false)},
              {"sales.list_" + name + "dearest", list_sql(from(15), "o.total_amount", "o.id", true)},
              {"sales.list_" + name + "cheapest", list_sql(from(15), "o.total_amount", "o.id", false)}}},
      count_("sales.count_" + name + "orders", count_sql(from(12))) {}

const Listing& orders_of_search() { return of_search; }
const db::Query<std::int64_t>& count_found() { return count_of_search; }
const db::Query<std::int64_t>& search_leaves_some_out() { return leaves_some_out; }
const Listing& order_of_client() { return of_client; }
const Listing& listing_without_search(const OrderFilter& filter) { return filter.payment_method ? of_tender : of_time; }

}  // namespace cafepos::sales
