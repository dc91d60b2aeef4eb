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
    AND (CAST($9 AS BIGINT) IS NULL OR CASE WHEN o.refunded_amount > 0 THEN 1 ELSE 0 END = $9))";

std::string all_orders(int /*first_bound*/) { return "orders o WHERE"; }

std::string found_orders(int first_bound) {
    return fmt::format(R"((
            SELECT order_id FROM (SELECT order_id FROM order_terms WHERE term >= ${0} AND term < ${1} LIMIT {4}) AS terms
            UNION SELECT id FROM (SELECT id FROM orders WHERE order_number >= ${2} AND order_number < ${3}
                                  ORDER BY order_number DESC LIMIT {4}) AS numbers) AS found
        CROSS JOIN orders o WHERE o.id = found.order_id AND)",
                       first_bound, first_bound + 1, first_bound + 2, first_bound + 3, search_matches_max);
}

std::string list_sql(const std::string& from, std::string_view key, bool descending) {
    return fmt::format(R"(
        SELECT {{o}} FROM (
            SELECT o.id FROM {0} {1} AND (o.{2}, o.id) {3} ($11, $12) ORDER BY o.{2} {4}, o.id {4} LIMIT $10 OFFSET $13) AS page
        JOIN orders o ON o.id = page.id ORDER BY o.{2} {4}, o.id {4})",
                       from, filter_sql, key, descending ? "<" : ">", descending ? "DESC" : "ASC");
}

std::string count_sql(const std::string& from) {
    return fmt::format("SELECT COUNT(*) FROM (SELECT 1 FROM {} {} LIMIT $10) AS counted", from, filter_sql);
}

const Listing of_time{"", all_orders};
const Listing of_search{"found_", found_orders};

}  // namespace

Listing::Listing(const std::string& name, const std::function<std::string(int)>& from)
    : lists_{{{"sales.list_" + name + "newest", list_sql(from(14), "created_at", true)},
              {"sales.list_" + name + "oldest", list_sql(from(14), "created_at", false)},
              {"sales.list_" + name + "dearest", list_sql(from(14), "total_amount", true)},
              {"sales.list_" + name + "cheapest", list_sql(from(14), "total_amount", false)}}},
      count_("sales.count_" + name + "orders", count_sql(from(11))) {}

const Listing& orders_of_time() { return of_time; }
const Listing& orders_of_search() { return of_search; }

}  // namespace cafepos::sales
