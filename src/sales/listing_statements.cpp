#include "listing_statements.h"

#include "rows.h"

namespace cafepos::sales {
namespace {

// Every column of it is in the index orders_listing, so that orders which do not pass cost an entry of it and no more.
constexpr std::string_view filter_sql = R"(
    o.hidden_at IS NULL AND o.created_at >= $1 AND o.created_at <= $2
    AND (CAST($3 AS TEXT) IS NULL OR o.business_date >= $3) AND (CAST($4 AS TEXT) IS NULL OR o.business_date <= $4)
    AND (CAST($5 AS TEXT) IS NULL OR o.status = $5)
    AND (CAST($6 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id AND p.method = $6))
    AND (CAST($7 AS TEXT) IS NULL OR o.staff_id = $7) AND (CAST($8 AS BIGINT) IS NULL OR o.flagged = $8)
    AND (CAST($9 AS BIGINT) IS NULL OR CASE WHEN o.refunded_amount > 0 THEN 1 ELSE 0 END = $9))";

constexpr std::string_view all_orders = "orders o";
const std::string found_orders = R"((
    SELECT order_id FROM (SELECT order_id FROM order_terms WHERE term >= $11 AND term < $12 LIMIT )" +
                                 std::to_string(search_matches_max) + R"() AS terms
    UNION SELECT id FROM (SELECT id FROM orders WHERE order_number >= $13 AND order_number < $14
                          ORDER BY order_number DESC LIMIT )" +
                                 std::to_string(search_matches_max) + R"() AS numbers) AS found
    CROSS JOIN orders o)";

std::string list_sql(const std::string& from, const std::string& key, bool descending, int parameters) {
    const auto parameter = [&](int after) { return "$" + std::to_string(parameters + after); };
    const std::string direction = descending ? " DESC" : "";
    const std::string order = " ORDER BY o." + key + direction + ", o.id" + direction;
    return "SELECT " + std::string(rows::order_columns) + " FROM (SELECT o.id FROM " + from + std::string(filter_sql) +
           " AND (o." + key + ", o.id) " + (descending ? "<" : ">") + " (" + parameter(1) + ", " + parameter(2) + ")" + order +
           " LIMIT $10 OFFSET " + parameter(3) + ") AS page JOIN orders o ON o.id = page.id" + order;
}

std::string count_sql(const std::string& from) {
    return "SELECT COUNT(*) FROM (SELECT 1 FROM " + from + std::string(filter_sql) + " LIMIT $10) AS counted";
}

const Listing of_time{"", std::string(all_orders) + " WHERE", 10};
const Listing of_search{"found_", found_orders + " WHERE o.id = found.order_id AND", 14};

}  // namespace

Listing::Listing(const std::string& name, const std::string& from, int parameters)
    : names_{"sales.list_" + name + "newest", "sales.list_" + name + "oldest", "sales.list_" + name + "dearest",
             "sales.list_" + name + "cheapest", "sales.count_" + name + "orders"},
      texts_{list_sql(from, "created_at", true, parameters), list_sql(from, "created_at", false, parameters),
             list_sql(from, "total_amount", true, parameters), list_sql(from, "total_amount", false, parameters),
             count_sql(from)},
      lists_{{{names_[0], texts_[0]}, {names_[1], texts_[1]}, {names_[2], texts_[2]}, {names_[3], texts_[3]}}},
      count_(names_[4], texts_[4]) {}

const Listing& listing_for(const OrderFilter& filter) { return filter.search ? of_search : of_time; }

}  // namespace cafepos::sales
